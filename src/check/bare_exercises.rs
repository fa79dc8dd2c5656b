//! F005 for exercises that say nothing: neither how to begin, nor a step, nor a drawing, nor a text. Their page is empty,
//! and a sheet that uses one prints a title with a dose.

use super::Subject;
use crate::diag::{Place, Problem, Severity, codes};
use crate::model::doc::Event;
use crate::model::page::Data;

/// Warns of an exercise that a patient could not do by what its page says.
pub(super) fn check(subject: Subject<'_>, problems: &mut Vec<Problem>) {
    let Data::Exercise(exercise) = &subject.page.data else { return };
    let is_described = exercise.position.is_some() || !exercise.steps.is_empty() || exercise.pose.is_some();
    let document = &subject.page.document;
    let says = |event: &Event| matches!(event, Event::Text(_) | Event::Insert(_) | Event::Embed(_));
    if is_described || document.events.iter().any(|(event, _)| says(event)) {
        return;
    }
    let problem = Problem::new(
        codes::KEY_MISSING,
        Place::at(&subject.page.path, subject.page.meta.title.span),
        "the exercise does not say how it is done: a patient would see its title and a dose",
        "add `position` and `steps`, or mark the page `draft: true`",
    );
    problems.push(problem.with_severity(Severity::Warning));
}

#[cfg(test)]
mod tests {
    use crate::check::testing::check;

    #[test]
    fn an_exercise_says_how_it_is_done() {
        let page = |rest: &str| format!("---\nkind: exercise\ntitle: A\n{rest}");
        let expected = "F005(warning) content/a.md:3:8 the exercise does not say how it is done: a patient would see its \
                        title and a dose | add `position` and `steps`, or mark the page `draft: true`";
        check("F005", &[("content/a.md", &page("---\n"))], expected);
        check("F005", &[("content/a.md", &page("steps: [Stand.]\n---\n"))], "");
        check("F005", &[("content/a.md", &page("---\nStand and rise.\n"))], "");
        check("F005", &[("content/a.md", &page("---\n![[b]]\n"))], "");
    }
}

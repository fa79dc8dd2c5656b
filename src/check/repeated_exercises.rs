//! P012: an exercise that stands twice in a phase is told apart by its notes. Two sessions a day or two forms of one
//! exercise are for the author to choose, but a patient must see which dose is for what.

use super::Subject;
use crate::diag::{Place, Problem, codes};
use crate::model::page::{Data, PageId};
use crate::model::programme::{Phase, Prescription};

/// Warns of each use of an exercise whose note does not tell it from one above it in the same phase.
pub(super) fn check(subject: Subject<'_>, problems: &mut Vec<Problem>) {
    let Data::Programme(programme) = &subject.page.data else { return };
    for phase in &programme.phases {
        let mut above: Vec<Use<'_>> = Vec::new();
        for prescription in &phase.exercises {
            let Some(this) = Use::of(subject, prescription) else { continue };
            if let Some(first) = above.iter().find(|other| other.page == this.page && other.note == this.note) {
                problems.push(problem(subject, phase, first, &this));
            }
            above.push(this);
        }
    }
}

/// An exercise of a phase.
struct Use<'a> {
    page: PageId,
    /// Its note without blanks around it; empty without one.
    note: &'a str,
    prescription: &'a Prescription,
}

impl<'a> Use<'a> {
    fn of(subject: Subject<'_>, prescription: &'a Prescription) -> Option<Self> {
        let (page, _) = subject.site.index.named(subject.page.language, &prescription.use_)?;
        let note = prescription.note.as_ref().map_or("", |note| note.raw.trim());
        Some(Self { page, note, prescription })
    }
}

fn problem(subject: Subject<'_>, phase: &Phase, first: &Use<'_>, second: &Use<'_>) -> Problem {
    let place = |used: &Use<'_>| Place::at(&subject.page.path, used.prescription.use_.span);
    let message = format!(
        "`{}` stands twice in phase `{}` and no note tells one from the other: a patient could not tell which dose to do",
        second.prescription.use_.name, phase.id.raw
    );
    let help = "add a `note` to each, such as \"In the morning.\", or take one out";
    Problem::new(codes::EXERCISE_TWICE, place(second), message, help).with_related(place(first), "the first of them")
}

#[cfg(test)]
mod tests {
    use crate::check::testing::check;

    #[track_caller]
    fn check_exercises(first: &str, second: &str, expected: &str) {
        let page = format!(
            "---\nkind: programme\ntitle: A\nphases:\n  - id: b\n    title: B\n    exercises:\n      - {{{first}}}\n      - {{{second}}}\n---\n"
        );
        let raise = "---\nkind: exercise\ntitle: Raise\n---\n";
        check("P012", &[("content/a.md", &page), ("content/x/r.md", raise), ("content/s.md", raise)], expected);
    }

    #[test]
    fn an_exercise_with_two_doses_and_nothing_to_tell_them_apart_is_a_warning() {
        let expected = "P012 content/a.md:9:15 `x/r` stands twice in phase `b` and no note tells one from the other: \
                        a patient could not tell which dose to do | \
                        add a `note` to each, such as \"In the morning.\", or take one out";
        check_exercises("use: r, dose: {reps: 5}", "use: x/r, dose: {reps: 20}", expected);
        check_exercises("use: r, note: Slowly.", "use: x/r, note: \" Slowly. \"", expected);
    }

    #[test]
    fn notes_tell_two_uses_apart() {
        check_exercises("use: r, note: Knee straight.", "use: r, note: Knee bent.", "");
        check_exercises("use: r", "use: r, note: Once more in the evening.", "");
        check_exercises("use: r", "use: s", "");
        check_exercises("use: none", "use: none", "");
    }
}

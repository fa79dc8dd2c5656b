//! K004 for the other texts of a sheet: none names a short number that the site does not have. A patient with the paper
//! in hand would dial it.

use super::Subject;
use super::other_numbers::{emergency_number, foreign, unknown};
use crate::diag::Problem;
use crate::model::exercise::Exercise;
use crate::model::programme::{Phase, Programme};
use crate::model::text::Text;

/// Reports short numbers in the texts of a programme that need not name the number of a level.
pub(super) fn in_programme(subject: Subject<'_>, programme: &Programme, problems: &mut Vec<Problem>) {
    check(subject, "this rule to stop", &programme.stop_rules.clinic, problems);
    for phase in &programme.phases {
        check(subject, &format!("a text of phase `{}`", phase.id.raw), texts(phase), problems);
    }
}

/// Reports short numbers in the texts of an exercise.
pub(super) fn in_exercise(subject: Subject<'_>, exercise: &Exercise, problems: &mut Vec<Problem>) {
    let lists = exercise.steps.iter().chain(&exercise.mistakes).chain(&exercise.equipment);
    let texts = exercise.purpose.iter().chain(&exercise.position).chain(&exercise.feel).chain(lists);
    check(subject, "a text of this exercise", texts, problems);
}

fn texts(phase: &Phase) -> impl Iterator<Item = &Text> {
    let notes = phase.exercises.iter().filter_map(|prescription| prescription.note.as_ref());
    let lists = phase.do_.iter().chain(&phase.do_not).chain(&phase.move_on);
    [&phase.title].into_iter().chain(&phase.goal).chain(lists).chain(notes)
}

fn check<'a>(subject: Subject<'_>, who: &str, texts: impl IntoIterator<Item = &'a Text>, problems: &mut Vec<Problem>) {
    for text in texts {
        if let Some(number) = foreign(subject, &text.raw) {
            problems.push(unknown(subject, text.span, who, number, emergency_number()));
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::check::testing::check;

    fn found(place: &str, who: &str) -> String {
        format!(
            "K004 content/a.md:{place} {who} names `911`, which `site.yaml` does not have: \
             somebody in danger would call the wrong number | \
             write a number of `site.yaml`, such as `{{{{emergency_number}}}}`, in its place, or give it a name under `numbers` there"
        )
    }

    #[test]
    fn no_text_of_a_phase_names_a_short_number_that_the_site_does_not_have() {
        let page = |text: &str| {
            format!(
                "---\nkind: programme\ntitle: A\nstop_rules: {{clinic: [{text}]}}\nphases:\n  - id: b\n    title: B\n    \
                 goal: {text}\n    do: [{text}]\n    exercises: [{{use: e, note: {text}}}]\n---\n"
            )
        };
        let phase = |place| found(place, "a text of phase `b`");
        let expected = [found("4:23", "this rule to stop"), phase("8:11"), phase("9:10"), phase("10:32")].join("\n");
        check("K004", &[("content/a.md", &page("call 911"))], &expected);
        for quiet in ["call 999", "\"call {{clinic_phone}}\"", "pulse below 112", "stay 15 minutes at pain 3 of 10"] {
            check("K004", &[("content/a.md", &page(quiet))], "");
        }
    }

    #[test]
    fn no_text_of_an_exercise_names_one_either() {
        let page = "---\nkind: exercise\ntitle: A\nsteps: [Rise., \"Chest pain? Call 911.\"]\n---\n";
        check("K004", &[("content/a.md", page)], &found("4:16", "a text of this exercise"));
        check("K004", &[("content/a.md", &page.replace("Call 911", "Rest 112 seconds"))], "");
    }
}

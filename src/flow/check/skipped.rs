//! D008: no reader gets to an ordinary question, or to an outcome that is not urgent, without every safety question.
//!
//! A way may end early at an emergency or urgent outcome: that reader has got help. A reader who goes on has not.

use super::Subject;
use crate::diag::{Problem, codes};
use crate::flow::graph;
use crate::flow::plan::{PlannedStep, Target};
use crate::model::decision::Urgency;

/// Reports each safety question that a way through the flow goes round, with that way.
pub(super) fn check(subject: &Subject<'_>, problems: &mut Vec<Problem>) {
    let flow = subject.flow;
    for (place, planned) in flow.steps().iter().enumerate().filter(|(_, planned)| planned.step.check.is_some()) {
        let goes_round = |target: &Target| !flow.always_passes(place, *target);
        if let Some(target) = guarded(subject).find(goes_round) {
            problems.extend(skipped(subject, place, planned, target));
        }
    }
}

/// What only a reader who has passed every safety question may get to: ordinary questions first.
fn guarded(subject: &Subject<'_>) -> impl Iterator<Item = Target> {
    let steps = subject.flow.steps().iter().enumerate().filter(|(_, planned)| planned.step.check.is_none());
    let outcomes = subject.flow.outcomes().iter().enumerate().filter(|(_, end)| match end.outcome.urgency {
        Urgency::Emergency | Urgency::Urgent => false,
        Urgency::Book | Urgency::SelfCare => true,
    });
    steps.map(|(place, _)| Target::Step(place)).chain(outcomes.map(|(place, _)| Target::Outcome(place)))
}

fn skipped(subject: &Subject<'_>, place: usize, planned: &PlannedStep, target: Target) -> Option<Problem> {
    let flow = subject.flow;
    let links = flow.links();
    let (what, end, way) = match target {
        Target::Step(step) => ("question", None, graph::path_without(&links, place, step)?),
        Target::Outcome(outcome) => {
            let outcome = flow.outcomes().get(outcome)?;
            let way = outcome.askers.iter().find_map(|asker| graph::path_without(&links, place, *asker))?;
            ("outcome", Some(outcome.id()), way)
        }
    };
    let ids: Vec<&str> =
        way.iter().filter_map(|step| flow.steps().get(*step)).map(PlannedStep::id).chain(end).collect();
    let (safety, goal) = (planned.id(), ids.last()?);
    let problem = |message: String, help: String| {
        Problem::new(codes::SAFETY_SKIPPED, subject.at_step(&planned.step), message, help)
    };
    // The questions before the last are safety questions: an ordinary one would have been found first.
    let last = match target {
        Target::Step(_) => way.iter().nth_back(1),
        Target::Outcome(_) => way.last(),
    };
    let Some(asker) = last.and_then(|asker| flow.steps().get(*asker)) else {
        return Some(problem(
            format!("safety question `{safety}` is not asked before question `{goal}`, the first of the flow: {HARM}"),
            format!("start the flow at a safety question, and lead on to `{goal}` only from the last of them"),
        ));
    };
    let (answer, _) = asker.answers().find(|(_, leads_to)| *leads_to == Some(target))?;
    let way = ids.join("` -> `");
    let skipped = problem(
        format!("safety question `{safety}` can be skipped by `{way}`: {HARM} before {what} `{goal}`"),
        format!("lead answer `{}` of question `{}` to `{safety}` first", answer.label.raw, asker.id()),
    );
    Some(skipped.with_related(subject.place(answer.goto.span), "the answer that skips it"))
}

const HARM: &str = "a reader with a warning sign may not be asked about it";

#[cfg(test)]
mod tests {
    use crate::flow::testing::check;

    const ENDS: &str =
        "= call emergency Call now\n= today urgent Call today\n= home self-care Stay\n= see book See us\n";

    #[test]
    fn a_safety_question_that_can_be_skipped_is_an_error() {
        let flow = "start a\n? a !emergency One?\n- Yes > call\n- No > flags\n- Not sure > onset\n\
                    ? flags !urgent Two?\n- Yes > today\n- No > onset\n? onset Three?\n- A > home\n- B > see\n";
        check(
            "D008",
            &format!("{flow}{ENDS}"),
            "6:3 `flags` error: safety question `flags` can be skipped by `a` -> `onset`: a reader with a warning sign may \
             not be asked about it before question `onset`; lead answer `Not sure` of question `a` to `flags` first \
             (also 5:14: the answer that skips it)",
        );
        check("D008", &format!("{}{ENDS}", flow.replace("- Not sure > onset\n", "")), "");
    }

    #[test]
    fn an_early_end_at_an_urgent_outcome_is_fine_and_at_home_is_not() {
        let flow = "start a\n? a !emergency One?\n- Yes > call\n- No > flags\n- Perhaps > home\n\
                    ? flags !urgent Two?\n- Yes > today\n- No > see\n";
        check(
            "D008",
            &format!("{flow}{ENDS}"),
            "6:3 `flags` error: safety question `flags` can be skipped by `a` -> `home`: a reader with a warning sign may \
             not be asked about it before outcome `home`; lead answer `Perhaps` of question `a` to `flags` first \
             (also 5:13: the answer that skips it)",
        );
        check("D008", &format!("{}{ENDS}", flow.replace("> home", "> today")), "");
    }

    #[test]
    fn a_safety_question_after_an_ordinary_one_is_an_error() {
        check(
            "D008",
            &format!(
                "start onset\n? onset One?\n- A > flags\n- B > see\n? flags !urgent Two?\n- Yes > today\n- No > home\n{ENDS}"
            ),
            "5:3 `flags` error: safety question `flags` is not asked before question `onset`, the first of the flow: \
             a reader with a warning sign may not be asked about it; \
             start the flow at a safety question, and lead on to `onset` only from the last of them",
        );
    }
}

//! D002 and D016: all questions and outcomes can be reached, and the flow is neither too deep nor too large.

use super::Subject;
use crate::diag::{Place, Problem, Severity, codes};
use crate::flow::plan::Written;
use crate::model::decision::Urgency;

/// Questions on the longest way above which readers are known to give up (`research/flow.md`, section 4).
const MOST_QUESTIONS: usize = 12;

/// Questions and outcomes together that a chart can still show in readable type.
const MOST_NODES: usize = 40;

/// Reports questions and outcomes that no reader can get to.
pub(super) fn unreached(subject: &Subject<'_>, problems: &mut Vec<Problem>) {
    let decision = subject.decision;
    for written in subject.flow.unreached() {
        let found = match *written {
            Written::Step(at) => decision.steps.get(at).map(|step| {
                let harm = step.check.map_or("", |_| ": no reader is asked this safety question");
                (format!("question `{}`", step.id.raw), harm, subject.at_step(step))
            }),
            Written::Outcome(at) => decision.outcomes.get(at).map(|outcome| {
                let harm = match outcome.urgency {
                    Urgency::Emergency | Urgency::Urgent => ": no reader is told to get this help",
                    Urgency::Book | Urgency::SelfCare => "",
                };
                (format!("outcome `{}`", outcome.id.raw), harm, subject.at_outcome(outcome))
            }),
        };
        if let Some((what, harm, place)) = found {
            let message = format!("{what} cannot be reached from the start, `{}`{harm}", decision.start.raw);
            problems.push(Problem::new(codes::STEP_UNREACHABLE, place, message, "lead an answer to it, or delete it"));
        }
    }
}

/// Warns of a way through that asks too many questions, at the first question too many.
pub(super) fn too_deep(subject: &Subject<'_>, problems: &mut Vec<Problem>) {
    let path = subject.flow.longest_path();
    let Some(step) = path.get(MOST_QUESTIONS).and_then(|place| subject.flow.steps().get(*place)) else { return };
    let message = format!(
        "the longest way through the flow asks {} questions, so readers give up: expected at most {MOST_QUESTIONS}",
        path.len()
    );
    let help = "join or leave out questions, and aim for 9 or fewer";
    problems.push(Problem::new(codes::FLOW_TOO_DEEP, subject.at_step(&step.step), message, help));
}

/// Reports a flow that is too large to draw, at the first question or outcome too many.
pub(super) fn too_large(subject: &Subject<'_>, problems: &mut Vec<Problem>) {
    let decision = subject.decision;
    let steps = decision.steps.iter().map(|step| subject.at_step(step));
    let outcomes = decision.outcomes.iter().map(|outcome| subject.at_outcome(outcome));
    let Some(place): Option<Place> = steps.chain(outcomes).nth(MOST_NODES) else { return };
    let message = format!(
        "the flow has {} and {}: expected at most {MOST_NODES} together",
        count(decision.steps.len(), "question"),
        count(decision.outcomes.len(), "outcome")
    );
    let help = "split the flow into two pages, or join outcomes that give the same advice";
    problems.push(Problem::new(codes::FLOW_TOO_DEEP, place, message, help).with_severity(Severity::Error));
}

fn count(number: usize, noun: &str) -> String {
    let plural = if number == 1 { "" } else { "s" };
    format!("{number} {noun}{plural}")
}

#[cfg(test)]
mod tests {
    use crate::flow::testing::check;

    #[test]
    fn what_cannot_be_reached_is_an_error() {
        let flow = "start a\n? a One?\n- Yes > home\n? b !urgent Two?\n- Yes > lost\n= home self-care Stay\n\
                    = lost self-care Lost\n= help urgent Help\n";
        check(
            "D002",
            flow,
            "4:3 `b` error: question `b` cannot be reached from the start, `a`: no reader is asked this safety question; \
             lead an answer to it, or delete it\n\
             7:3 `lost` error: outcome `lost` cannot be reached from the start, `a`; lead an answer to it, or delete it\n\
             8:3 `help` error: outcome `help` cannot be reached from the start, `a`: no reader is told to get this help; \
             lead an answer to it, or delete it",
        );
        check("D002", "start a\n? a One?\n- Yes > home\n= home self-care Stay\n", "");
    }

    /// A flow of `questions` in a row and `outcomes`, all reached from the first question.
    fn row(questions: usize, outcomes: usize) -> String {
        let step = |number: usize| format!("? q{number} Ask?\n- On > q{}\n", number + 1);
        let steps: Vec<String> = (1..questions).map(step).collect();
        let ends: Vec<String> = (1..=outcomes).map(|number| format!("= o{number} self-care Stay\n")).collect();
        format!("start q1\n{}? q{questions} Ask?\n{}", steps.concat(), ends.concat())
    }

    #[test]
    fn thirteen_questions_in_a_row_are_too_many() {
        check(
            "D016",
            &row(14, 1),
            "26:3 `q13` warning: the longest way through the flow asks 14 questions, so readers give up: \
             expected at most 12; join or leave out questions, and aim for 9 or fewer",
        );
        check("D016", &row(12, 1), "");
    }

    #[test]
    fn more_than_forty_questions_and_outcomes_are_an_error() {
        check(
            "D016",
            &row(1, 41),
            "42:3 `o40` error: the flow has 1 question and 41 outcomes: expected at most 40 together; \
             split the flow into two pages, or join outcomes that give the same advice",
        );
        check("D016", &row(1, 39), "");
    }
}

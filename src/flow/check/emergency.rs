//! D007 and D009: emergencies are asked about before all else, and a flow leads to help.

use super::Subject;
use crate::diag::{Problem, codes};
use crate::flow::graph;
use crate::flow::plan::{Flow, PlannedOutcome, PlannedStep, Target};
use crate::model::decision::Urgency;

/// Reports emergency questions that come after others, and emergency outcomes that no emergency question offers (D007).
pub(super) fn not_first(subject: &Subject<'_>, problems: &mut Vec<Problem>) {
    let before = ordinary_parents(subject.flow);
    let ordinary_parent = |place: usize| before.get(place).copied().flatten();
    for (place, planned) in subject.flow.steps().iter().enumerate().filter(|(_, planned)| is_emergency(planned)) {
        if let Some(before) = ordinary_parent(place).and_then(|parent| subject.flow.steps().get(parent)) {
            problems.push(late_question(subject, planned, before));
        }
    }
    let asks_emergency = |place: &usize| subject.flow.steps().get(*place).is_some_and(is_emergency);
    for (place, end) in subject.flow.outcomes().iter().enumerate() {
        let emergency = end.outcome.urgency == Urgency::Emergency;
        if emergency && !end.askers.iter().any(asks_emergency) {
            let opens = end.askers.iter().find(|asker| ordinary_parent(**asker).is_none());
            problems.extend(late_outcome(subject, Target::Outcome(place), end, opens));
        }
    }
}

/// Reports a flow without an emergency or urgent outcome that does not say why (D009).
pub(super) fn no_help(subject: &Subject<'_>, problems: &mut Vec<Problem>) {
    let decision = subject.decision;
    let explained = decision.no_emergency.as_ref().is_some_and(|reason| !reason.raw.trim().is_empty());
    let helps = decision.outcomes.iter().any(|outcome| match outcome.urgency {
        Urgency::Emergency | Urgency::Urgent => true,
        Urgency::Book | Urgency::SelfCare => false,
    });
    if !helps && !explained {
        let message = "the flow has no emergency or urgent outcome: a reader in danger is not told whom to call";
        let help = "add such an outcome and a question that leads to it, or say why there is none in `no_emergency`";
        problems.push(Problem::new(codes::FLOW_WITHOUT_HELP, subject.place(decision.start.span), message, help));
    }
}

/// For each question, one before it that is not an emergency question, or that comes after such a one.
fn ordinary_parents(flow: &Flow) -> Vec<Option<usize>> {
    let parents = graph::parents(&flow.links());
    let mut found: Vec<Option<usize>> = Vec::with_capacity(parents.len());
    for parents in &parents {
        let opens =
            |parent: usize| flow.steps().get(parent).is_some_and(is_emergency) && found.get(parent) == Some(&None);
        found.push(parents.iter().copied().find(|parent| !opens(*parent)));
    }
    found
}

fn is_emergency(planned: &PlannedStep) -> bool {
    planned.step.check == Some(Urgency::Emergency)
}

fn late_question(subject: &Subject<'_>, planned: &PlannedStep, before: &PlannedStep) -> Problem {
    let message = format!(
        "emergency question `{}` is asked after question `{}`: a reader in danger loses time on other questions",
        planned.id(),
        before.id()
    );
    let help = "move it before every question that is not marked `check: emergency`";
    Problem::new(codes::EMERGENCY_NOT_FIRST, subject.at_step(&planned.step), message, help)
        .with_related(subject.at_step(&before.step), "asked before it")
}

fn late_outcome(subject: &Subject<'_>, target: Target, end: &PlannedOutcome, opens: Option<&usize>) -> Option<Problem> {
    let asker = subject.flow.steps().get(*opens.or(end.askers.first())?)?;
    let (answer, _) = asker.answers().find(|(_, leads_to)| *leads_to == Some(target))?;
    let (found, help) = match opens {
        Some(_) => (
            format!("is offered by question `{}`, which is not marked as an emergency question", asker.id()),
            format!("add `check: emergency` to question `{}`", asker.id()),
        ),
        None => (
            format!("is first offered at question {}, `{}`, after other questions", asker.number, asker.id()),
            "offer it at a question marked `check: emergency` that comes before every other question".to_owned(),
        ),
    };
    let message = format!("emergency outcome `{}` {found}: a reader in danger may get to it too late", end.id());
    let problem = Problem::new(codes::EMERGENCY_NOT_FIRST, subject.place(answer.goto.span), message, help);
    Some(problem.with_related(subject.at_outcome(&end.outcome), "the outcome"))
}

#[cfg(test)]
mod tests {
    use crate::flow::testing::check;

    const ENDS: &str = "= call emergency Call now\n= home self-care Stay\n= see book See us\n";

    #[test]
    fn an_emergency_question_after_another_is_an_error() {
        check(
            "D007",
            &format!(
                "start a\n? a One?\n- Yes > b\n- No > home\n? b !emergency Two?\n- Yes > call\n- No > see\n{ENDS}"
            ),
            "5:3 `b` error: emergency question `b` is asked after question `a`: a reader in danger loses time on other \
             questions; move it before every question that is not marked `check: emergency` (also 2:3: asked before it)",
        );
    }

    #[test]
    fn an_emergency_outcome_offered_only_later_is_an_error() {
        check(
            "D007",
            &format!("start a\n? a One?\n- Yes > b\n- No > home\n? b Two?\n- Yes > call\n- No > see\n{ENDS}"),
            "6:9 `call` error: emergency outcome `call` is first offered at question 2, `b`, after other questions: \
             a reader in danger may get to it too late; \
             offer it at a question marked `check: emergency` that comes before every other question \
             (also 8:3: the outcome)",
        );
    }

    #[test]
    fn a_first_question_that_is_not_marked_is_an_error() {
        check(
            "D007",
            &format!("start a\n? a !urgent One?\n- Yes > call\n- No > home\n{ENDS}"),
            "3:9 `call` error: emergency outcome `call` is offered by question `a`, which is not marked as an emergency \
             question: a reader in danger may get to it too late; add `check: emergency` to question `a` \
             (also 5:3: the outcome)",
        );
    }

    #[test]
    fn an_emergency_offered_first_may_be_offered_again() {
        let flow = "start a\n? a !emergency One?\n- Yes > call\n- No > b\n? b !emergency Two?\n- Yes > call\n- No > c\n\
                    ? c Three?\n- Worse > call\n- No > home\n";
        check("D007", &format!("{flow}{ENDS}"), "");
    }

    #[test]
    fn a_flow_without_help_must_say_why() {
        let flow = "start a\n? a One?\n= home self-care Stay\n";
        check(
            "D009",
            flow,
            "1:7 `a` error: the flow has no emergency or urgent outcome: a reader in danger is not told whom to call; \
             add such an outcome and a question that leads to it, or say why there is none in `no_emergency`",
        );
        check("D009", &format!("no-emergency It is about shoes\n{flow}"), "");
        check("D009", &format!("{flow}= today urgent Call today\n"), "");
    }
}

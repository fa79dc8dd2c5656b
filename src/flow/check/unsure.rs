//! D023: a reader who is not sure is not sent past help: where another answer of the question leads to emergency or
//! urgent care on every way from it, the answer for the unsure can still lead to as much.
//!
//! Compared are the least urgent outcome that the other answer can still lead to, which is what it promises, and the
//! most urgent one that the answer for the unsure can still lead to, which is all that this reader may hope for.

use super::care::Reachable;
use super::{Subject, answers};
use crate::diag::{Problem, Severity, codes};
use crate::flow::plan::{PlannedOutcome, PlannedStep, Target};
use crate::model::decision::{Answer, Urgency};

/// Reports answers for the unsure that can lead to no more than less help than another answer of their question
/// promises, or than the level that the question is marked for. Urgent help in place of an emergency's is a warning:
/// that reader is seen today.
pub(super) fn check(subject: &Subject<'_>, problems: &mut Vec<Problem>) {
    let reachable = Reachable::new(subject.flow);
    for planned in subject.flow.steps() {
        for (answer, target) in planned.answers().filter(|(answer, _)| answers::is_for_the_unsure(subject, answer)) {
            problems.extend(target.and_then(|target| less_help(subject, &reachable, planned, (answer, target))));
        }
    }
}

fn less_help(
    subject: &Subject<'_>,
    reachable: &Reachable<'_>,
    planned: &PlannedStep,
    (answer, target): (&Answer, Target),
) -> Option<Problem> {
    let best = reachable.from(target)?.most;
    let promised = promised(reachable, planned);
    let promised = promised.filter(|(_, _, end)| planned.step.check.is_none_or(|check| end.outcome.urgency <= check));
    let level = promised.map(|(_, _, end)| end.outcome.urgency).or(planned.step.check)?;
    if level > Urgency::Urgent || best.outcome.urgency <= level {
        return None;
    }
    let (severity, harm) = match best.outcome.urgency {
        Urgency::Emergency | Urgency::Urgent => (Severity::Warning, "a reader in danger may wait too long"),
        Urgency::Book | Urgency::SelfCare => (Severity::Error, "a reader with a warning sign may get no help in time"),
    };
    let message = format!(
        "answer `{}` of question `{}` is for a reader who is not sure and {}, though {}: {harm}",
        answer.label.raw,
        planned.id(),
        leads(subject, target, "leads at most to", best),
        match promised {
            Some((other, target, end)) =>
                format!("`{}` {}", other.label.raw, leads(subject, target, "leads at least to", end)),
            None => format!("the question is marked `check: {}`", level.word()),
        },
    );
    let or_ask = match target {
        Target::Outcome(_) => format!("ask another question before `{}`", best.id()),
        Target::Step(_) => format!("lead one of the questions after it to {} help", level.word()),
    };
    let help = match promised {
        Some((other, _, _)) => format!("join it with `{}`, or {or_ask}", other.label.raw),
        None => format!("lead it to help, or {or_ask}"),
    };
    let problem = Problem::new(codes::UNSURE_SENT_PAST_HELP, subject.place(answer.goto.span), message, help);
    let problem = problem.with_severity(severity);
    Some(match promised {
        Some((other, _, _)) => problem.with_related(subject.place(other.goto.span), "the answer that leads to help"),
        None => problem,
    })
}

/// The answer of a question that promises most, where it leads, and the least urgent outcome that it can lead to.
fn promised<'a>(
    reachable: &Reachable<'a>,
    planned: &'a PlannedStep,
) -> Option<(&'a Answer, Target, &'a PlannedOutcome)> {
    let ends = planned.answers().filter_map(|(answer, target)| {
        let target = target?;
        Some((answer, target, reachable.from(target)?.least))
    });
    ends.min_by_key(|(_, _, end)| end.outcome.urgency)
}

/// Says where an answer leads: to an outcome, or to a question and by it to one.
fn leads(subject: &Subject<'_>, target: Target, by_way: &str, end: &PlannedOutcome) -> String {
    let reached = format!("`{}` ({})", end.id(), end.outcome.urgency.word());
    let step = match target {
        Target::Step(step) => subject.flow.steps().get(step),
        Target::Outcome(_) => None,
    };
    match step {
        Some(step) => format!("{by_way} {reached}, by question `{}`", step.id()),
        None => format!("leads to {reached}"),
    }
}

#[cfg(test)]
mod tests {
    use crate::flow::testing::check;

    const ENDS: &str =
        "= call emergency Call now\n= today urgent Call today\n= home self-care Stay\n= see book See us\n";

    #[track_caller]
    fn check_flow(questions: &str, expected: &str) {
        check("D023", &format!("start a\n{questions}{ENDS}"), expected);
    }

    #[test]
    fn an_unsure_reader_sent_home_beside_an_urgent_answer_is_an_error() {
        check_flow(
            "? a !urgent Is it warm?\n- Yes > today\n- No > b\n- Not sure > home\n? b Where?\n- Here > see\n- There > home\n",
            "5:14 `home` error: answer `Not sure` of question `a` is for a reader who is not sure and leads to `home` \
             (self-care), though `Yes` leads to `today` (urgent): a reader with a warning sign may get no help in time; \
             join it with `Yes`, or ask another question before `home` (also 3:9: the answer that leads to help)",
        );
        check_flow(
            "? a Is it warm?\n- Yes > today\n- No or not sure > see\n",
            "4:20 `see` error: answer `No or not sure` of question `a` is for a reader who is not sure and leads to `see` \
             (book), though `Yes` leads to `today` (urgent): a reader with a warning sign may get no help in time; \
             join it with `Yes`, or ask another question before `see` (also 3:9: the answer that leads to help)",
        );
        check_flow(
            "? a Is it warm?\n- Yes > today\n- Perhaps > see | unsure\n",
            "4:13 `see` error: answer `Perhaps` of question `a` is for a reader who is not sure and leads to `see` \
             (book), though `Yes` leads to `today` (urgent): a reader with a warning sign may get no help in time; \
             join it with `Yes`, or ask another question before `see` (also 3:9: the answer that leads to help)",
        );
    }

    #[test]
    fn urgent_help_in_place_of_an_emergencys_is_a_warning() {
        check_flow(
            "? a !emergency Is it bad?\n- Yes > call\n- No > home\n- Not sure > today\n",
            "5:14 `today` warning: answer `Not sure` of question `a` is for a reader who is not sure and leads to `today` \
             (urgent), though `Yes` leads to `call` (emergency): a reader in danger may wait too long; \
             join it with `Yes`, or ask another question before `today` (also 3:9: the answer that leads to help)",
        );
    }

    #[test]
    fn a_safety_question_counts_as_help_at_its_level() {
        check_flow(
            "? a !urgent Is it warm?\n- Yes > b\n- Not sure > home\n? b How warm?\n- Very > today\n- Little > see\n",
            "4:14 `home` error: answer `Not sure` of question `a` is for a reader who is not sure and leads to `home` \
             (self-care), though the question is marked `check: urgent`: a reader with a warning sign may get no help in time; \
             lead it to help, or ask another question before `home`",
        );
    }

    #[test]
    fn help_or_another_question_is_a_way_for_the_unsure() {
        check_flow("? a !urgent Is it warm?\n- Yes or not sure > today\n- No > home\n", "");
        check_flow(
            "? a !urgent Is it warm?\n- Yes > today\n- Not sure > b\n? b Red?\n- Yes > today\n- No > home\n",
            "",
        );
        check_flow("? a Is it sore?\n- Yes > see\n- Not sure > home\n", "");
    }

    #[test]
    fn a_question_that_leads_to_less_only_is_no_way_for_the_unsure() {
        check_flow(
            "? a !urgent Is it warm?\n- Yes > today\n- Not sure > b\n? b Red?\n- Yes > c\n- No > home\n\
             ? c Sore?\n- Yes > see\n- No > home\n",
            "4:14 `b` error: answer `Not sure` of question `a` is for a reader who is not sure and leads at most to `see` \
             (book), by question `b`, though `Yes` leads to `today` (urgent): \
             a reader with a warning sign may get no help in time; \
             join it with `Yes`, or lead one of the questions after it to urgent help (also 3:9: the answer that leads to help)",
        );
        check_flow(
            "? a !emergency Is it bad?\n- Yes > call\n- Not sure > b\n? b Red?\n- Yes > today\n- No > home\n",
            "4:14 `b` warning: answer `Not sure` of question `a` is for a reader who is not sure and leads at most to `today` \
             (urgent), by question `b`, though `Yes` leads to `call` (emergency): a reader in danger may wait too long; \
             join it with `Yes`, or lead one of the questions after it to emergency help \
             (also 3:9: the answer that leads to help)",
        );
    }

    #[test]
    fn an_answer_promises_the_least_that_it_can_lead_to() {
        check_flow(
            "? a Is it warm?\n- Yes > b\n- Not sure > home\n? b How warm?\n- Very > call\n- Little > today\n",
            "4:14 `home` error: answer `Not sure` of question `a` is for a reader who is not sure and leads to `home` \
             (self-care), though `Yes` leads at least to `today` (urgent), by question `b`: \
             a reader with a warning sign may get no help in time; \
             join it with `Yes`, or ask another question before `home` (also 3:9: the answer that leads to help)",
        );
        check_flow("? a Is it warm?\n- Yes > b\n- Not sure > home\n? b How warm?\n- Very > call\n- Little > see\n", "");
    }
}

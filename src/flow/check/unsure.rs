//! D023: a reader who is not sure is not sent past help: where a question offers an emergency or urgent outcome, the
//! answer for the unsure leads to help too, or to another question.

use super::{Subject, answers};
use crate::diag::{Problem, Severity, codes};
use crate::flow::plan::{PlannedStep, Target};
use crate::model::decision::{Answer, Outcome, Urgency};

/// Reports answers for the unsure that lead straight to less help than another answer of their question, or than the
/// level that the question is marked for. Urgent help in place of an emergency's is a warning: that reader is seen
/// today.
pub(super) fn check(subject: &Subject<'_>, problems: &mut Vec<Problem>) {
    for planned in subject.flow.steps() {
        for (answer, outcome) in
            ends(subject, planned).filter(|(answer, _)| answers::is_for_the_unsure(subject, answer))
        {
            problems.extend(less_help(subject, planned, answer, outcome));
        }
    }
}

fn less_help(subject: &Subject<'_>, planned: &PlannedStep, answer: &Answer, outcome: &Outcome) -> Option<Problem> {
    let most = ends(subject, planned).min_by_key(|(_, other)| other.urgency);
    let most = most.filter(|(_, other)| planned.step.check.is_none_or(|check| other.urgency <= check));
    let level = most.map(|(_, other)| other.urgency).or(planned.step.check)?;
    if level > Urgency::Urgent || outcome.urgency <= level {
        return None;
    }
    let (severity, harm) = match outcome.urgency {
        Urgency::Emergency | Urgency::Urgent => (Severity::Warning, "a reader in danger may wait too long"),
        Urgency::Book | Urgency::SelfCare => (Severity::Error, "a reader with a warning sign may get no help in time"),
    };
    let message = format!(
        "answer `{}` of question `{}` is for a reader who is not sure and leads to `{}` ({}), though {}: {harm}",
        answer.label.raw,
        planned.id(),
        outcome.id.raw,
        outcome.urgency.word(),
        match most {
            Some((other, help)) =>
                format!("`{}` leads to `{}` ({})", other.label.raw, help.id.raw, help.urgency.word()),
            None => format!("the question is marked `check: {}`", level.word()),
        },
    );
    let help = match most {
        Some((other, _)) => {
            format!("join it with `{}`, or ask another question before `{}`", other.label.raw, outcome.id.raw)
        }
        None => format!("lead it to help, or ask another question before `{}`", outcome.id.raw),
    };
    let problem = Problem::new(codes::UNSURE_SENT_PAST_HELP, subject.place(answer.goto.span), message, help);
    let problem = problem.with_severity(severity);
    Some(match most {
        Some((other, _)) => problem.with_related(subject.place(other.goto.span), "the answer that leads to help"),
        None => problem,
    })
}

/// The answers of a question that end the flow, each with its outcome.
fn ends<'a>(subject: &'a Subject<'_>, planned: &'a PlannedStep) -> impl Iterator<Item = (&'a Answer, &'a Outcome)> {
    planned.answers().filter_map(|(answer, target)| match target? {
        Target::Step(_) => None,
        Target::Outcome(place) => Some((answer, &subject.flow.outcomes().get(place)?.outcome)),
    })
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
            "? a !urgent Is it warm?\n- Yes > today\n- Not sure > b\n? b Red?\n- Yes > see\n- No or not sure > home\n",
            "",
        );
        check_flow("? a Is it sore?\n- Yes > see\n- Not sure > home\n", "");
    }
}

//! D022: every outcome that is not an emergency tells a reader what to do if things get worse.

use super::{Subject, list};
use crate::diag::{Problem, codes};
use crate::model::decision::{Outcome, Urgency};
use crate::model::text::Text;

/// Reports the outcomes without a safety net as one problem, since one sentence mends them all.
pub(super) fn check(subject: &Subject<'_>, problems: &mut Vec<Problem>) {
    let decision = subject.decision;
    let is_bare = |outcome: &&Outcome| match outcome.urgency {
        Urgency::Emergency => false,
        Urgency::Urgent | Urgency::Book | Urgency::SelfCare => is_blank(outcome.safety_net.as_ref()),
    };
    let bare: Vec<&Outcome> = decision.outcomes.iter().filter(is_bare).collect();
    let Some(first) = bare.first().filter(|_| is_blank(decision.safety_net.as_ref())) else { return };
    let place =
        decision.safety_net.as_ref().map_or_else(|| subject.at_outcome(first), |blank| subject.place(blank.span));
    let names = list(bare.iter().map(|outcome| outcome.id.raw.as_str()));
    let (found, help) = if bare.len() == 1 {
        (format!("outcome {names} has"), "add `safety_net` to the flow or to the outcome")
    } else {
        (format!("outcomes {names} have"), "add `safety_net` to the flow, or to each of these outcomes")
    };
    let message = format!("{found} no safety net: a reader who gets worse is not told what to do");
    problems.push(Problem::new(codes::SAFETY_NET_MISSING, place, message, help));
}

fn is_blank(text: Option<&Text>) -> bool {
    text.is_none_or(|text| text.raw.trim().is_empty())
}

#[cfg(test)]
mod tests {
    use crate::flow::testing::check;

    #[test]
    fn outcomes_without_a_safety_net_are_an_error() {
        check(
            "D022",
            "= call emergency Call\n= home self-care Stay\nnet Come back if worse.\n= see book See us\n",
            "4:3 `see` error: outcome `see` has no safety net: a reader who gets worse is not told what to do; \
             add `safety_net` to the flow or to the outcome",
        );
        check(
            "D022",
            "= home self-care Stay\n= today urgent Call\n= see book See us\n",
            "1:3 `home` error: outcomes `home`, `today` and `see` have no safety net: \
             a reader who gets worse is not told what to do; \
             add `safety_net` to the flow, or to each of these outcomes",
        );
    }

    #[test]
    fn the_flows_own_net_serves_all_outcomes() {
        check("D022", "net Come back if worse.\n= home self-care Stay\n", "");
        check("D022", "= call emergency Call\n", "");
    }

    #[test]
    fn a_blank_net_is_none() {
        let expected = "1:4 `` error: outcome `home` has no safety net: a reader who gets worse is not told what to do; \
                        add `safety_net` to the flow or to the outcome";
        check("D022", "net\n= home self-care Stay\n", expected);
    }
}

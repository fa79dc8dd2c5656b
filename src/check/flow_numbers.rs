//! K004 for flows: an outcome that says whom to call names the number of its level, and no other text of a flow names a
//! short number that the site does not have.

use super::Subject;
use super::numbers::Call;
use super::other_numbers::{emergency_number, foreign, other, problem, unknown};
use crate::diag::Problem;
use crate::model::decision::{Decision, Outcome, Step};
use crate::model::text::Text;

/// Reports outcomes that name another number than they should, in their title or in their advice.
pub(super) fn in_outcomes(subject: Subject<'_>, decision: &Decision, problems: &mut Vec<Problem>) {
    for outcome in decision.outcomes.iter().filter(|_| !decision.level_unread) {
        for (who, text) in title_and_advice(outcome) {
            if let Some(other) = other(subject, outcome.urgency, &text.raw) {
                problems.push(problem(subject, outcome.urgency, text.span, &who, &other));
            }
        }
    }
}

/// Reports short numbers, typed into the other texts of a flow, that the site does not have: "call 911" stands there for
/// every reader. A longer one may be that of another service.
pub(super) fn in_texts(subject: Subject<'_>, decision: &Decision, problems: &mut Vec<Problem>) {
    let net = decision.safety_net.iter().map(|text| ("the safety net".to_owned(), text));
    let of_steps = decision.steps.iter().flat_map(of_step);
    for (who, text) in net.chain(of_steps).chain(decision.outcomes.iter().flat_map(beside_call)) {
        if let Some(number) = foreign(subject, &text.raw) {
            problems.push(unknown(subject, text.span, &who, number, emergency_number()));
        }
    }
}

/// The texts that say what to do, each with what it is.
fn title_and_advice(outcome: &Outcome) -> Vec<(String, &Text)> {
    let id = &outcome.id.raw;
    let title = (format!("outcome `{id}`"), &outcome.title);
    let advice = outcome.advice.iter().map(|text| (format!("the advice of outcome `{id}`"), text));
    std::iter::once(title).chain(advice).collect()
}

/// The texts of a question and of its answers, each with what it is.
fn of_step(step: &Step) -> Vec<(String, &Text)> {
    let id = &step.id.raw;
    let mut texts = vec![(format!("question `{id}`"), &step.ask)];
    texts.extend(step.help.iter().map(|text| (format!("the help of question `{id}`"), text)));
    texts.extend(step.any_of.iter().map(|text| (format!("the list of question `{id}`"), text)));
    for answer in &step.answers {
        let label = &answer.label.raw;
        texts.push((format!("answer `{label}` of question `{id}`"), &answer.label));
        texts.extend(answer.why.iter().map(|text| (format!("the reason of answer `{label}`"), text)));
    }
    texts
}

/// The texts of an outcome that need not name the number of its level, each with what it is.
fn beside_call(outcome: &Outcome) -> Vec<(String, &Text)> {
    let id = &outcome.id.raw;
    let mut texts = match Call::at(outcome.urgency) {
        Some(_) => Vec::new(),
        None => title_and_advice(outcome),
    };
    texts.extend(outcome.within.iter().map(|text| (format!("the time of outcome `{id}`"), text)));
    texts.extend(outcome.safety_net.iter().map(|text| (format!("the safety net of outcome `{id}`"), text)));
    texts
}

#[cfg(test)]
mod tests {
    use crate::check::testing::check;

    const EMERGENCY: &str = "and not `{{emergency_number}}`: somebody in danger would call the wrong number | write `{{emergency_number}}` in its place";
    const URGENT: &str = "which `site.yaml` does not have: somebody in danger would call the wrong number | \
                          write a number of `site.yaml`, such as `{{urgent_line}}`, in its place, or give it a name under `numbers` there";

    #[track_caller]
    fn check_outcome(outcome: &str, expected: &str) {
        let page =
            format!("---\nkind: decision\ntitle: A\nstart: a\nsteps: []\noutcomes:\n  - {{id: o, {outcome}}}\n---\n");
        check("K004", &[("content/a.md", &page)], expected);
    }

    #[test]
    fn an_outcome_names_no_other_number() {
        let expected = format!("K004 content/a.md:7:40 outcome `o` names `911` {EMERGENCY}");
        check_outcome("urgency: emergency, title: Call 911 now", &expected);
        let expected = format!("K004 content/a.md:7:64 the advice of outcome `o` names `811`, {URGENT}");
        check_outcome("urgency: urgent, title: Get help, page: p, advice: Call 811.", &expected);
    }

    #[test]
    fn a_right_title_excuses_no_other_number_in_the_advice() {
        for number in ["911", "{{urgent_line}}", "{{clinic_phone}}"] {
            let outcome = format!(
                "urgency: emergency, title: \"Call {{{{emergency_number}}}} now\", advice: \"Call {number} first.\""
            );
            let expected = format!("K004 content/a.md:7:81 the advice of outcome `o` names `{number}` {EMERGENCY}");
            check_outcome(&outcome, &expected);
        }
        // The last figures are those of the clinic's 01632 960123.
        for number in ["0800 123 456", "0800 960 123"] {
            let outcome =
                format!("urgency: urgent, title: \"Call {{{{urgent_line}}}}\", page: p, advice: Ring {number}.");
            let expected = format!("K004 content/a.md:7:78 the advice of outcome `o` names `{number}`, {URGENT}");
            check_outcome(&outcome, &expected);
        }
        let outcome = "urgency: urgent, title: \"Call {{urgent_line}}\", page: p, advice: Ring 0044 1632 960 123.";
        check_outcome(outcome, "");
    }

    #[test]
    fn another_number_may_follow_the_right_one_and_not_go_before_it() {
        let outcome = |advice: &str| format!("urgency: emergency, title: Get help, advice: \"{advice}\"");
        check_outcome(&outcome("Call 999. Tell the clinic afterwards: {{clinic_phone}}."), "");
        check_outcome(&outcome("Call {{emergency_number}}, or 112 or call 911 abroad."), "");
        let first = "before `{{emergency_number}}`: somebody in danger would call the wrong number | \
                     name `{{emergency_number}}` first";
        let expected = format!("K004 content/a.md:7:58 the advice of outcome `o` names `{{{{clinic_phone}}}}` {first}");
        check_outcome(&outcome("Tell us on {{clinic_phone}}, then call 999."), &expected);
    }

    const FLOW: &str = "\
---
kind: decision
title: A
start: a
safety_net: TEXT
steps:
  - id: a
    ask: TEXT
    help: TEXT
    any_of: [TEXT]
    answers:
      - {label: TEXT, goto: o, why: TEXT}
outcomes:
  - {id: o, urgency: book, title: TEXT, advice: TEXT, within: TEXT, safety_net: TEXT}
---
";

    #[test]
    fn no_text_of_a_flow_names_a_short_number_that_the_site_does_not_have() {
        let text = "call 911";
        let found = |place: &str, who: &str| {
            format!(
                "K004 content/a.md:{place} {who} names `911`, which `site.yaml` does not have: \
                 somebody in danger would call the wrong number | \
                 write a number of `site.yaml`, such as `{{{{emergency_number}}}}`, in its place, or give it a name under `numbers` there"
            )
        };
        let expected = [
            found("5:13", "the safety net"),
            found("8:10", "question `a`"),
            found("9:11", "the help of question `a`"),
            found("10:14", "the list of question `a`"),
            found("12:17", "answer `call 911` of question `a`"),
            found("12:41", "the reason of answer `call 911`"),
            found("14:35", "outcome `o`"),
            found("14:53", "the advice of outcome `o`"),
            found("14:71", "the time of outcome `o`"),
            found("14:93", "the safety net of outcome `o`"),
        ];
        check("K004", &[("content/a.md", &FLOW.replace("TEXT", text))], &expected.join("\n"));
    }

    #[test]
    fn numbers_of_the_site_long_ones_and_counts_are_fine_in_a_flow() {
        for quiet in [
            "\"If in doubt call {{emergency_number}}, 999 or {{clinic_phone}}, or call 01632 960 123.\"",
            "\"Call us if your pulse is over 112. The Samaritans: call 116 123.\"",
            "\"Phone 9-12, or call 5-10 minutes before you come.\"",
            "\"Is pain 6 of 10 since 2026-11-21, day 112, or after 15 minutes?\"",
        ] {
            check("K004", &[("content/a.md", &FLOW.replace("TEXT", quiet))], "");
        }
    }
}

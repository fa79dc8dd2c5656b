//! K004 for stop rules and outcomes: where one says whom to call, it is the number of its level.
//!
//! Sheets and pages print the level's number above these texts, so a text need not say it. A text that names another
//! one, by an insert or in figures, would stand below the right number and contradict it.

use super::numbers::{Call, has};
use super::{Subject, typed_numbers};
use crate::base::phone;
use crate::diag::{Place, Problem, codes};
use crate::model::decision::{Decision, Outcome, Urgency};
use crate::model::programme::Programme;
use crate::model::text::Text;
use crate::parse::insert;

/// Reports rules to stop that name another number than they should.
pub(super) fn in_stop_rules(subject: Subject<'_>, programme: &Programme, problems: &mut Vec<Problem>) {
    let rules = &programme.stop_rules;
    // How urgent a rule for the session is, its words alone say; it calls a number of the site at any rate.
    let session = rules.session.iter().chain(programme.phases.iter().flat_map(|phase| &phase.stop));
    let urgent = rules.urgent.iter().chain(session);
    let texts = rules.emergency.iter().map(|text| (Urgency::Emergency, text));
    for (urgency, text) in texts.chain(urgent.map(|text| (Urgency::Urgent, text))) {
        if let Named::Other(number) = named(subject, urgency, text) {
            problems.push(problem(subject, urgency, text, "this rule to stop", &number));
        }
    }
}

/// Reports outcomes that name another number than they should.
pub(super) fn in_outcomes(subject: Subject<'_>, decision: &Decision, problems: &mut Vec<Problem>) {
    for outcome in &decision.outcomes {
        if let Some((text, number)) = contradiction(subject, outcome) {
            let who = format!("outcome `{}`", outcome.id.raw);
            problems.push(problem(subject, outcome.urgency, text, &who, &number));
        }
    }
}

/// The text of an emergency or urgent outcome that names another number. After a title with the right one the advice
/// may name more.
fn contradiction<'a>(subject: Subject<'_>, outcome: &'a Outcome) -> Option<(&'a Text, String)> {
    for text in std::iter::once(&outcome.title).chain(&outcome.advice) {
        match named(subject, outcome.urgency, text) {
            Named::Right => return None,
            Named::Other(number) => return Some((text, number)),
            Named::Nothing => {}
        }
    }
    None
}

/// Whom a text says to call.
enum Named {
    /// Nobody.
    Nothing,
    /// The number of its level, perhaps with others.
    Right,
    /// Another number only, as written.
    Other(String),
}

fn named(subject: Subject<'_>, urgency: Urgency, text: &Text) -> Named {
    let Some(Call { number, .. }) = Call::at(urgency) else { return Named::Nothing };
    let config = &subject.site.index.config;
    // An urgent text may name any number of the site, and so may each where the usual name is not there.
    let is_right = |name: &str| urgency != Urgency::Emergency || !has(config, number) || name == number;
    let right = config.numbers.iter().filter(|(name, _)| is_right(name));
    let right: Vec<&str> = right.map(|(_, number)| number.raw.as_str()).collect();
    let is_phone =
        |name: &&str| config.insert(name).is_some_and(|number| has(config, name) && phone::link(&number).is_some());
    let inserts = insert::names(&text.raw).into_iter().map(|(name, _)| name).filter(is_phone);
    let calls = subject.site.index.words(subject.page.language).list("care.call_words");
    let typed = typed_numbers::of(&text.raw, calls);
    let mut other = None;
    let inserts = inserts.map(|name| (is_right(name), format!("{{{{{name}}}}}")));
    let is_typed_right = |typed: &str| right.iter().any(|right| typed_numbers::is_same(right, typed));
    let typed = typed.into_iter().map(|typed| (is_typed_right(typed), typed.to_owned()));
    for (is_right, written) in inserts.chain(typed) {
        if is_right {
            return Named::Right;
        }
        other.get_or_insert(written);
    }
    other.map_or(Named::Nothing, Named::Other)
}

fn problem(subject: Subject<'_>, urgency: Urgency, text: &Text, who: &str, number: &str) -> Problem {
    let usual = Call::at(urgency).map_or("", |call| call.number);
    let (message, help) = if urgency == Urgency::Emergency && has(&subject.site.index.config, usual) {
        (
            format!("{who} names `{number}` and not `{{{{{usual}}}}}`: somebody in danger would call the wrong number"),
            format!("write `{{{{{usual}}}}}` in its place"),
        )
    } else {
        (
            format!(
                "{who} names `{number}`, which `site.yaml` does not have: somebody in danger would call the wrong number"
            ),
            format!("write a number of `site.yaml`, such as `{{{{{usual}}}}}`, in its place"),
        )
    };
    Problem::new(codes::NUMBER_NOT_NAMED, Place::at(&subject.page.path, text.span), message, help)
}

#[cfg(test)]
mod tests {
    use crate::check::testing::check;

    const EMERGENCY: &str = "and not `{{emergency_number}}`: somebody in danger would call the wrong number | write `{{emergency_number}}` in its place";
    const URGENT: &str = "which `site.yaml` does not have: somebody in danger would call the wrong number | \
                          write a number of `site.yaml`, such as `{{urgent_line}}`, in its place";

    #[track_caller]
    fn check_rules(rules: &str, expected: &str) {
        let page = format!("---\nkind: programme\ntitle: A\nstop_rules:\n  {rules}\nphases: []\n---\n");
        check("K004", &[("content/a.md", &page)], expected);
    }

    #[track_caller]
    fn check_outcome(outcome: &str, expected: &str) {
        let page =
            format!("---\nkind: decision\ntitle: A\nstart: a\nsteps: []\noutcomes:\n  - {{id: o, {outcome}}}\n---\n");
        check("K004", &[("content/a.md", &page)], expected);
    }

    #[test]
    fn a_stop_rule_names_no_other_number() {
        let rule = format!("K004 content/a.md:5:15 this rule to stop names `911` {EMERGENCY}");
        check_rules("emergency: [\"Call 911 now if you faint.\"]", &rule);
        let rule = format!("K004 content/a.md:5:15 this rule to stop names `{{{{clinic_phone}}}}` {EMERGENCY}");
        check_rules("emergency: [\"Call {{clinic_phone}} if you faint.\"]", &rule);
        check_rules(
            "urgent: [Call 811 today.]",
            &format!("K004 content/a.md:5:12 this rule to stop names `811`, {URGENT}"),
        );
    }

    #[test]
    fn a_stop_rule_with_the_right_number_or_none_is_fine() {
        check_rules("emergency: [you faint, \"Call {{emergency_number}}, then {{clinic_phone}}.\", Call 999.]", "");
        check_rules("urgent: [\"Call {{clinic_phone}} today if it is over 110 for 15 minutes.\"]", "");
        let named = ("content/site.yaml", "name: C\nlanguage: en\nnumbers: {ambulance: \"112\", urgent_line: \"1\"}\n");
        let page =
            "---\nkind: programme\ntitle: A\nstop_rules: {emergency: [\"Call {{ambulance}}\"]}\nphases: []\n---\n";
        check("K004", &[named, ("content/a.md", page)], "");
    }

    #[test]
    fn a_phases_own_stops_are_looked_at() {
        let page =
            "---\nkind: programme\ntitle: A\nphases:\n  - {id: b, title: B, stop: [Chest pain: call 911]}\n---\n";
        let page = page.replace("Chest pain: call 911", "\"Chest pain: call 911\"");
        let expected = format!("K004 content/a.md:5:30 this rule to stop names `911`, {URGENT}");
        check("K004", &[("content/a.md", &page)], &expected);
    }

    #[test]
    fn an_outcome_names_no_other_number() {
        let expected = format!("K004 content/a.md:7:40 outcome `o` names `911` {EMERGENCY}");
        check_outcome("urgency: emergency, title: Call 911 now", &expected);
        check_outcome("urgency: emergency, title: \"Call {{emergency_number}}\", advice: Then call 811.", "");
        let expected = format!("K004 content/a.md:7:64 outcome `o` names `811`, {URGENT}");
        check_outcome("urgency: urgent, title: Get help, page: p, advice: Call 811.", &expected);
        check_outcome("urgency: book, title: Call 811", "");
    }
}

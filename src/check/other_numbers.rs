//! K004 for stop rules, and what it takes to be a wrong number in any text: where one says whom to call, it is the number
//! of its level.
//!
//! Sheets and pages print the level's number above such texts, so a text need not say it. A text that names another
//! one, by an insert or in figures, would stand below the right number and contradict it.

use super::numbers::{Call, has};
use super::{Subject, typed_numbers};
use crate::base::phone;
use crate::base::span::Span;
use crate::diag::{Place, Problem, codes};
use crate::model::decision::Urgency;
use crate::model::programme::Programme;
use crate::parse::insert;

/// Reports rules to stop that name another number than they should.
pub(super) fn in_stop_rules(subject: Subject<'_>, programme: &Programme, problems: &mut Vec<Problem>) {
    let rules = &programme.stop_rules;
    // How urgent a rule for the session is, its words alone say; it calls a number of the site at any rate.
    let session = rules.session.iter().chain(programme.phases.iter().flat_map(|phase| &phase.stop));
    let urgent = rules.urgent.iter().chain(session);
    let texts = rules.emergency.iter().map(|text| (Urgency::Emergency, text));
    for (urgency, text) in texts.chain(urgent.map(|text| (Urgency::Urgent, text))) {
        if let Some(other) = other(subject, urgency, &text.raw) {
            problems.push(problem(subject, urgency, text.span, "this rule to stop", &other));
        }
    }
}

/// The usual name of the number for emergencies.
pub(super) fn emergency_number() -> &'static str {
    Call::at(Urgency::Emergency).map_or("", |call| call.number)
}

/// The first short number in a text, in figures, that the site does not have.
pub(super) fn foreign<'a>(subject: Subject<'_>, text: &'a str) -> Option<&'a str> {
    let calls = subject.site.index.words(subject.page.language).list("care.call_words");
    let numbers = &subject.site.index.config.numbers;
    let is_known = |typed: &str| numbers.iter().any(|(_, number)| phone::is_same(&number.raw, typed));
    let is_short = |typed: &str| typed.chars().filter(char::is_ascii_digit).count() <= SHORT;
    typed_numbers::of(text, calls).into_iter().find(|typed| is_short(typed) && !is_known(typed))
}

/// The first number for emergencies that a text says to call, with where it stands, and that the site does not have. What
/// follows the right number is for other places: "Call 999. Abroad, call 112."
pub(super) fn foreign_emergency<'a>(subject: Subject<'_>, text: &'a str) -> Option<(usize, &'a str)> {
    let calls = subject.site.index.words(subject.page.language).list("care.call_words");
    let numbers = &subject.site.index.config.numbers;
    let is_known = |typed: &str| numbers.iter().any(|(_, number)| phone::is_same(&number.raw, typed));
    let (at, typed) = typed_numbers::emergencies(text, calls).into_iter().find(|(_, typed)| !is_known(typed))?;
    let is_right_before = |(place, is_right, _): &(usize, bool, String)| *is_right && *place < at;
    let follows_right = named(subject, Urgency::Emergency, text).iter().any(is_right_before);
    (!follows_right).then_some((at, typed))
}

/// Figures that a number has at most to be one for help at once.
const SHORT: usize = 3;

/// A number that a text names first, and that is not the one of its level.
pub(super) struct Other {
    /// As written.
    number: String,
    /// Whether the right one follows.
    right_follows: bool,
}

/// The number that a text names before the right one, or without it. What follows the right one is for later: "Call
/// 999. Then tell the clinic."
pub(super) fn other(subject: Subject<'_>, urgency: Urgency, text: &str) -> Option<Other> {
    let named = named(subject, urgency, text);
    let (_, is_right, number) = named.first()?;
    let right_follows = named.iter().any(|(_, is_right, _)| *is_right);
    (!is_right).then(|| Other { number: number.clone(), right_follows })
}

/// The numbers that a text says to call, in its order: where each stands, whether it is right at this level, and how it
/// is written.
fn named(subject: Subject<'_>, urgency: Urgency, text: &str) -> Vec<(usize, bool, String)> {
    let Some(Call { number, .. }) = Call::at(urgency) else { return Vec::new() };
    let config = &subject.site.index.config;
    // An urgent text may name any number of the site, and so may each where the usual name is not there.
    let is_right = |name: &str| urgency != Urgency::Emergency || !has(config, number) || name == number;
    let right = config.numbers.iter().filter(|(name, _)| is_right(name));
    let right: Vec<&str> = right.map(|(_, number)| number.raw.as_str()).collect();
    let is_phone =
        |name: &str| config.insert(name).is_some_and(|number| has(config, name) && phone::link(&number).is_some());
    let inserts = insert::names(text).into_iter().filter(|(name, _)| is_phone(name));
    let calls = subject.site.index.words(subject.page.language).list("care.call_words");
    let typed = typed_numbers::placed(text, calls).into_iter();
    let is_typed_right = |typed: &str| right.iter().any(|right| phone::is_same(right, typed));
    let mut named: Vec<(usize, bool, String)> = inserts
        .map(|(name, span)| (span.start as usize, is_right(name), format!("{{{{{name}}}}}")))
        .chain(typed.map(|(at, typed)| (at, is_typed_right(typed), typed.to_owned())))
        .collect();
    named.sort_unstable();
    named
}

/// The problem of a number that is not the one of its level.
pub(super) fn problem(subject: Subject<'_>, urgency: Urgency, span: Span, who: &str, other: &Other) -> Problem {
    let usual = Call::at(urgency).map_or("", |call| call.number);
    let number = &other.number;
    let is_emergency = urgency == Urgency::Emergency && has(&subject.site.index.config, usual);
    let (message, help) = match (is_emergency, other.right_follows) {
        (true, false) => (
            format!("{who} names `{number}` and not `{{{{{usual}}}}}`: {HARM}"),
            format!("write `{{{{{usual}}}}}` in its place"),
        ),
        (true, true) => (
            format!("{who} names `{number}` before `{{{{{usual}}}}}`: {HARM}"),
            format!("name `{{{{{usual}}}}}` first"),
        ),
        (false, _) => return unknown(subject, span, who, number, usual),
    };
    Problem::new(codes::NUMBER_NOT_NAMED, Place::at(&subject.page.path, span), message, help)
}

const HARM: &str = "somebody in danger would call the wrong number";

/// The problem of a number that is none of the site's. `usual` is the name of one that could stand in its place.
pub(super) fn unknown(subject: Subject<'_>, span: Span, who: &str, number: &str, usual: &str) -> Problem {
    Problem::new(
        codes::NUMBER_NOT_NAMED,
        Place::at(&subject.page.path, span),
        format!("{who} names `{number}`, which `site.yaml` does not have: {HARM}"),
        format!(
            "write a number of `site.yaml`, such as `{{{{{usual}}}}}`, in its place, or give it a name under `numbers` there"
        ),
    )
}

#[cfg(test)]
mod tests {
    use crate::check::testing::check;

    const EMERGENCY: &str = "and not `{{emergency_number}}`: somebody in danger would call the wrong number | write `{{emergency_number}}` in its place";
    const URGENT: &str = "which `site.yaml` does not have: somebody in danger would call the wrong number | \
                          write a number of `site.yaml`, such as `{{urgent_line}}`, in its place, or give it a name under `numbers` there";

    #[track_caller]
    fn check_rules(rules: &str, expected: &str) {
        let page = format!("---\nkind: programme\ntitle: A\nstop_rules:\n  {rules}\nphases: []\n---\n");
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
    fn a_right_number_comes_first_in_a_stop_rule() {
        let expected = "K004 content/a.md:5:15 this rule to stop names `911` before `{{emergency_number}}`: \
                        somebody in danger would call the wrong number | name `{{emergency_number}}` first";
        check_rules("emergency: [\"Call 911 or {{emergency_number}} if you faint.\"]", expected);
    }
}

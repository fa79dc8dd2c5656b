//! K004: emergency and urgent text names the number to call, and `site.yaml` has it.
//!
//! A site may give its numbers other names than the usual two: any name from `numbers` counts where the usual one is
//! not there.

use super::{Subject, card_numbers, cards, flow_numbers, other_numbers, sheet_numbers};
use crate::base::span::Span;
use crate::diag::{Place, Problem, codes};
use crate::model::config::SiteConfig;
use crate::model::decision::{Decision, Urgency};
use crate::model::doc::{Card, CardKind, Document, Event, Tag};
use crate::model::page::Data;
use crate::model::plain::Unsaid;
use crate::model::programme::Programme;
use crate::model::text::Text;
use crate::parse::insert;

/// Whom to call at a level of care.
#[derive(Clone, Copy, Debug)]
pub(super) struct Call {
    /// The usual name of the number.
    pub(super) number: &'static str,
    /// A card's heading that names it.
    pub(super) example: &'static str,
}

impl Call {
    /// The call at a level of care; `None` where a reader can wait.
    pub(super) fn at(urgency: Urgency) -> Option<Self> {
        match urgency {
            Urgency::Emergency => {
                Some(Self { number: "emergency_number", example: "Call {{emergency_number}} now if:" })
            }
            Urgency::Urgent => Some(Self { number: "urgent_line", example: "Call {{urgent_line}} today if:" }),
            Urgency::Book | Urgency::SelfCare => None,
        }
    }

    /// The call that a card is to name.
    pub(super) fn of(card: &Card) -> Option<Self> {
        card.kind.urgency().and_then(Self::at)
    }
}

/// Reports cards, stop rules and outcomes that leave a reader without a number, and texts of
/// flows, sheets and cards that name a wrong one.
pub(super) fn check(subject: Subject<'_>, problems: &mut Vec<Problem>) {
    let document = &subject.page.document;
    for card in &document.cards {
        check_card(subject, card, document, problems);
    }
    match &subject.page.data {
        Data::Programme(programme) => {
            check_stop_rules(subject, programme, problems);
            other_numbers::in_stop_rules(subject, programme, problems);
            sheet_numbers::in_programme(subject, programme, problems);
        }
        Data::Decision(decision) => {
            check_outcomes(subject, decision, problems);
            flow_numbers::in_outcomes(subject, decision, problems);
            flow_numbers::in_texts(subject, decision, problems);
        }
        Data::Exercise(exercise) => sheet_numbers::in_exercise(subject, exercise, problems),
        Data::Article(_) | Data::Anatomy(_) | Data::Condition(_) | Data::Reference(_) | Data::Term(_) => {}
    }
}

/// Whether one of these inserts is a number of `site.yaml`.
pub(super) fn names_number<'a>(config: &SiteConfig, inserts: impl IntoIterator<Item = &'a str>) -> bool {
    inserts.into_iter().any(|name| has(config, name))
}

pub(super) fn has(config: &SiteConfig, name: &str) -> bool {
    config.numbers.iter().any(|(key, _)| key == name)
}

fn check_card(subject: Subject<'_>, card: &Card, document: &Document, problems: &mut Vec<Problem>) {
    match Call::of(card).filter(|call| !is_named(subject, card, document, *call)) {
        Some(call) => problems.push(card_without_number(subject, card, call)),
        None => card_numbers::check(subject, card, problems),
    }
}

/// Whether a card names the number that it is to name.
fn is_named(subject: Subject<'_>, card: &Card, document: &Document, Call { number, .. }: Call) -> bool {
    let config = &subject.site.index.config;
    let inserts = inserts_of(document, card);
    let inserts = || inserts.iter().map(String::as_str);
    if card.kind == CardKind::Emergency && has(config, number) {
        inserts().any(|name| name == number)
    } else {
        names_number(config, inserts())
    }
}

fn card_without_number(subject: Subject<'_>, card: &Card, Call { number, example }: Call) -> Problem {
    let word = card.kind.word();
    let (message, help) = if has(&subject.site.index.config, number) {
        (
            format!("the {word} card does not name `{{{{{number}}}}}`: a reader in danger would not see whom to call"),
            format!("write `{example}` as its heading"),
        )
    } else {
        (
            format!("the {word} card names no number of `site.yaml`: a reader in danger would not see whom to call"),
            format!("add `{number}: \"…\"` to `numbers` in `site.yaml`, and write `{example}` as its heading"),
        )
    };
    Problem::new(codes::NUMBER_NOT_NAMED, Place::at(&subject.page.path, card.span), message, help)
}

/// The names of a card's inserts, in its heading, its text and its links. What is struck out names no number.
fn inserts_of(document: &Document, card: &Card) -> Vec<String> {
    let mut names = Vec::new();
    let mut unsaid = Unsaid::default();
    for (event, _) in cards::events_of(document, card) {
        if !unsaid.follow(document, event) {
            continue;
        }
        match event {
            Event::Insert(name) => names.push(document.str(name).to_owned()),
            Event::Start(Tag::Link(number)) => {
                let target = document.links.get(*number as usize).map_or("", |link| link.target.as_str());
                names.extend(insert::names(target).into_iter().map(|(name, _)| name.to_owned()));
            }
            Event::Start(_)
            | Event::End(_)
            | Event::Text(_)
            | Event::Code(_)
            | Event::Html(_)
            | Event::InlineHtml(_)
            | Event::SoftBreak
            | Event::HardBreak
            | Event::Rule
            | Event::TaskMarker(_)
            | Event::FootnoteMark(_)
            | Event::Cite(_)
            | Event::Embed(_) => {}
        }
    }
    names
}

fn check_stop_rules(subject: Subject<'_>, programme: &Programme, problems: &mut Vec<Problem>) {
    let rules = &programme.stop_rules;
    for (urgency, texts) in [(Urgency::Emergency, &rules.emergency), (Urgency::Urgent, &rules.urgent)] {
        let (Some(call), Some(first)) = (Call::at(urgency), texts.first()) else { continue };
        if lacks(subject, call, texts) {
            let name = urgency.word();
            let message = format!(
                "`stop_rules.{name}` names no number of `site.yaml`: a patient who must stop would not see whom to call"
            );
            problems.push(without_number(subject, call, first.span, message));
        }
    }
}

fn check_outcomes(subject: Subject<'_>, decision: &Decision, problems: &mut Vec<Problem>) {
    for outcome in decision.outcomes.iter().filter(|_| !decision.level_unread) {
        let Some(call) = Call::at(outcome.urgency) else { continue };
        if lacks(subject, call, std::iter::once(&outcome.title).chain(&outcome.advice)) {
            let message = format!(
                "outcome `{}` names no number of `site.yaml`: a reader in danger would not see whom to call",
                outcome.id.raw
            );
            problems.push(without_number(subject, call, outcome.id.span, message));
        }
    }
}

/// Whether neither the site has the usual number nor these texts name another of its numbers.
fn lacks<'a>(subject: Subject<'_>, call: Call, texts: impl IntoIterator<Item = &'a Text>) -> bool {
    let config = &subject.site.index.config;
    let named = |text: &Text| names_number(config, insert::names(&text.raw).into_iter().map(|(name, _)| name));
    !has(config, call.number) && !texts.into_iter().any(named)
}

fn without_number(subject: Subject<'_>, call: Call, span: Span, message: String) -> Problem {
    let help = format!("add `{}: \"…\"` to `numbers` in `site.yaml`", call.number);
    Problem::new(codes::NUMBER_NOT_NAMED, Place::at(&subject.page.path, span), message, help)
}

#[cfg(test)]
mod tests {
    use crate::check::testing::{check, check_body};

    const BARE: (&str, &str) = ("content/site.yaml", "name: C\nlanguage: en\n");

    #[test]
    fn an_emergency_card_names_the_emergency_number() {
        let expected = "K004 content/a.md:4:3 the EMERGENCY card does not name `{{emergency_number}}`: \
                        a reader in danger would not see whom to call | write `Call {{emergency_number}} now if:` as its heading";
        check_body("K004", "> [!EMERGENCY] Call {{urgent_line}} if:\n> - a\n", expected);
        check_body("K004", "> [!EMERGENCY] Get help:\n> - [call](tel:{{emergency_number}})\n", "");
    }

    #[test]
    fn an_urgent_card_names_any_number() {
        let expected = "K004 content/a.md:4:3 the URGENT card does not name `{{urgent_line}}`: \
                        a reader in danger would not see whom to call | write `Call {{urgent_line}} today if:` as its heading";
        check_body("K004", "> [!URGENT] Call 111 if:\n> - a\n", expected);
        check_body("K004", "> [!URGENT] Call ~~{{urgent_line}}~~ if:\n> - ~~[a](tel:{{clinic_phone}})~~\n", expected);
        check_body("K004", "> [!URGENT] Call {{clinic_phone}} if:\n> - a\n", "");
        check_body("K004", "> [!CLINIC] See your GP if:\n> - a\n", "");
    }

    #[test]
    fn a_site_without_the_number_is_told_to_add_it() {
        let page = "---\ntitle: A\n---\n> [!EMERGENCY] Call for help if:\n> - a\n";
        let expected = "K004 content/a.md:4:3 the EMERGENCY card names no number of `site.yaml`: \
                        a reader in danger would not see whom to call | add `emergency_number: \"…\"` to `numbers` in `site.yaml`, \
                        and write `Call {{emergency_number}} now if:` as its heading";
        check("K004", &[BARE, ("content/a.md", page)], expected);
        let other = ("content/site.yaml", "name: C\nlanguage: en\nnumbers: {ambulance: \"112\"}\n");
        check("K004", &[other, ("content/a.md", &page.replace("for help", "{{ambulance}}"))], "");
    }

    #[test]
    fn stop_rules_need_numbers() {
        let page = "---\nkind: programme\ntitle: A\nstop_rules: {emergency: [a], urgent: [b]}\nphases: []\n---\n";
        let expected = "K004 content/a.md:4:26 `stop_rules.emergency` names no number of `site.yaml`: \
                        a patient who must stop would not see whom to call | add `emergency_number: \"…\"` to `numbers` in `site.yaml`\n\
                        K004 content/a.md:4:39 `stop_rules.urgent` names no number of `site.yaml`: \
                        a patient who must stop would not see whom to call | add `urgent_line: \"…\"` to `numbers` in `site.yaml`";
        check("K004", &[BARE, ("content/a.md", page)], expected);
        check("K004", &[("content/a.md", page)], "");
    }

    #[test]
    fn outcomes_need_numbers() {
        let page = "---\nkind: decision\ntitle: A\nstart: a\nsteps: []\noutcomes:\n  - {id: o, urgency: emergency, title: Call now}\n---\n";
        let expected = "K004 content/a.md:7:10 outcome `o` names no number of `site.yaml`: \
                        a reader in danger would not see whom to call | add `emergency_number: \"…\"` to `numbers` in `site.yaml`";
        check("K004", &[BARE, ("content/a.md", page)], expected);
        check("K004", &[("content/a.md", page)], "");
    }
}

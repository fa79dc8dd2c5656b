//! An exercise, a programme or a decision as plain blocks, where a text that is printed beside sheets transcludes it:
//! in short, what its card on a web page tells, without figure, chart and dose.

use super::flow;
use super::programme::when;
use super::text_section::{Block, Run};
use crate::base::address::Address;
use crate::body::Site;
use crate::flow::outline::{OutcomeView, Outline, TargetView};
use crate::model::decision::{Decision, Urgency};
use crate::model::exercise::Exercise;
use crate::model::page::{Data, Page};
use crate::model::programme::Programme;
use crate::model::text::Text;
use crate::parse::words::Words;
use crate::resolve::PhaseText;

/// The blocks of a page that has a card of its own; `None` for a page that is transcluded as its text.
pub(super) fn view(site: &Site, from: &Address, words: &Words, page: &Page) -> Option<Vec<Block>> {
    let own = match &page.data {
        Data::Exercise(exercise) => of_exercise(site, words, exercise),
        Data::Programme(programme) => of_programme(site, words, programme),
        Data::Decision(decision) => of_decision(site, from, words, page, decision),
        Data::Article(_) | Data::Anatomy(_) | Data::Condition(_) | Data::Reference(_) | Data::Term(_) => return None,
    };
    let title = Run { href: Some(site.link(from, &page.address)), ..said(site.index.fill(&page.meta.title)) };
    let address = site.index.base_url().map(|base| paragraph(format!("{base}{}", page.address.encoded())));
    let summary = page.meta.summary.as_ref().map(|summary| paragraph(site.index.fill(summary)));
    let head = std::iter::once(Block::Heading { runs: vec![title] }).chain(summary).chain(address);
    Some(head.chain(own).collect())
}

fn of_exercise(site: &Site, words: &Words, exercise: &Exercise) -> Vec<Block> {
    let fill = |text: &Text| site.index.fill(text);
    let named = |key: &str, text: &Option<Text>| text.as_ref().map(|text| after(words.get(key), fill(text)));
    let steps: Vec<String> = exercise.steps.iter().map(fill).collect();
    let mistakes: Vec<String> = exercise.mistakes.iter().map(fill).collect();
    let mut blocks: Vec<Block> = named("exercise.position", &exercise.position).into_iter().collect();
    blocks.extend(list(steps, Numbered::Yes));
    blocks.extend(named("exercise.feel", &exercise.feel));
    if !mistakes.is_empty() {
        blocks.push(Block::Paragraph { runs: vec![strong(words.get("exercise.mistakes"))] });
        blocks.extend(list(mistakes, Numbered::No));
    }
    blocks
}

fn of_programme(site: &Site, words: &Words, programme: &Programme) -> Vec<Block> {
    let phases = programme.phases.iter().enumerate().map(|(place, phase)| {
        let title = PhaseText::new(&site.index, phase).fill(&phase.title);
        format!("{title}: {}", when(programme, place, words))
    });
    list(phases.collect(), Numbered::Yes).into_iter().collect()
}

/// Whom it is for, and each outcome that cannot wait with the questions that lead there.
fn of_decision(site: &Site, from: &Address, words: &Words, page: &Page, decision: &Decision) -> Vec<Block> {
    let outline = flow::spoken_outline(site, from, page, decision);
    let labels = flow::labels(words);
    let audience = flow::audience(site, decision).map(|audience| paragraph(labels.for_whom(&audience)));
    let cannot_wait = |outcome: &&OutcomeView| matches!(outcome.urgency, Urgency::Emergency | Urgency::Urgent);
    let cards = outline.outcomes.iter().filter(cannot_wait).map(|outcome| {
        let within = outcome.within.as_ref().map(|within| after(words.get("flow.within"), within.clone()));
        let net = outcome.safety_net.as_ref().map(|net| paragraph(labels.net(net)));
        let advice = outcome.advice.clone().map(paragraph);
        Block::Card {
            class: if outcome.urgency == Urgency::Emergency { "care emergency" } else { "care urgent" },
            level: labels.level(outcome.urgency).to_owned(),
            heading: vec![said(outcome.title.clone())],
            blocks: leading(&outline, outcome).into_iter().chain(within).chain(advice).chain(net).collect(),
        }
    });
    let cards: Vec<Block> = cards.collect();
    let net = outline.safety_net.as_ref().map(|net| paragraph(labels.net(net)));
    audience.into_iter().chain(cards).chain(net).collect()
}

/// The questions that lead to an outcome, each with its list and the answers that do.
fn leading(outline: &Outline, outcome: &OutcomeView) -> Vec<Block> {
    let mut blocks = Vec::new();
    for step in &outline.steps {
        let leads = |target: &TargetView| match target {
            TargetView::Outcome { id, .. } => *id == outcome.id,
            TargetView::Step { .. } => false,
        };
        let labels = step.answers.iter().filter(|answer| leads(&answer.target)).map(|answer| answer.label.as_str());
        let labels: Vec<&str> = labels.collect();
        if labels.is_empty() {
            continue;
        }
        blocks.push(paragraph(step.ask.clone()));
        blocks.extend(step.help.clone().map(paragraph));
        blocks.extend(list(step.any_of.clone(), Numbered::No));
        blocks.push(Block::Paragraph { runs: vec![strong(&labels.join(" / "))] });
    }
    blocks
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Numbered {
    Yes,
    No,
}

/// A list of one paragraph an item; `None` where there are none.
fn list(items: Vec<String>, numbered: Numbered) -> Option<Block> {
    let items: Vec<Vec<Block>> = items.into_iter().map(|item| vec![paragraph(item)]).collect();
    (!items.is_empty()).then_some(Block::List { ordered: numbered == Numbered::Yes, start: 1, items })
}

fn paragraph(text: String) -> Block {
    Block::Paragraph { runs: vec![said(text)] }
}

/// A text after a word that says what it is.
fn after(word: &str, text: String) -> Block {
    let colon = if word.ends_with(':') { " " } else { ": " };
    Block::Paragraph { runs: vec![strong(&format!("{word}{colon}")), said(text)] }
}

fn said(text: String) -> Run {
    Run { text, ..Run::default() }
}

fn strong(text: &str) -> Run {
    Run { strong: true, ..said(text.to_owned()) }
}

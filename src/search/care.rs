//! What a reader must see first: the signs in emergency and urgent cards, and the outcomes of flows at those levels.

use std::collections::BTreeSet;

use super::entries::Entry;
use crate::base::sentences;
use crate::body::Site;
use crate::model::decision::Urgency;
use crate::model::doc::{Document, Event, Tag};
use crate::model::page::{Data, Page};
use crate::model::plain::Piece;

/// How soon, of the two levels that come first in results.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Level {
    /// Call the emergency number now.
    Emergency,
    /// Get help the same day.
    Urgent,
}

impl Level {
    /// Both, the most urgent first.
    pub const ALL: [Self; 2] = [Self::Emergency, Self::Urgent];

    /// The word in `site.yaml`, and the class of what is shown.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Emergency => "emergency",
            Self::Urgent => "urgent",
        }
    }

    /// The level of an outcome or a card; `None` for those that can wait.
    #[must_use]
    pub fn of(urgency: Urgency) -> Option<Self> {
        match urgency {
            Urgency::Emergency => Some(Self::Emergency),
            Urgency::Urgent => Some(Self::Urgent),
            Urgency::Book | Urgency::SelfCare => None,
        }
    }
}

/// A sign or an outcome, where most others stand too.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sign {
    /// How soon to get help.
    pub level: Level,
    /// What is shown: the sign as it is written, or the outcome's advice.
    pub text: String,
    /// The page, by its number in the index.
    pub page: usize,
    /// What comes after the page's address in a link: `#card` for a sign, the outcome's page below the flow for an
    /// outcome.
    pub at: String,
    /// The card's heading or the outcome's title.
    pub heading: String,
    /// Which of two signs that fit alike is shown: the greater. Pages that are about no one condition come before others,
    /// pages with more signs before those with fewer, and outcomes last.
    pub preference: u8,
}

impl Sign {
    /// Whether it is the outcome of a flow. An outcome is found by its title alone: its advice also names signs of
    /// other levels.
    #[must_use]
    pub fn is_outcome(&self) -> bool {
        !self.at.starts_with('#')
    }

    /// The text that it is found by.
    #[must_use]
    pub fn found_by(&self) -> &str {
        if self.is_outcome() { &self.heading } else { &self.text }
    }
}

/// A sign on one page.
#[derive(Clone, Debug)]
pub struct Found {
    level: Level,
    text: String,
    at: String,
    heading: String,
    preference: u8,
}

/// The signs and outcomes of one page.
#[must_use]
pub fn of_page(site: &Site, page: &Page, entry: &Entry) -> Vec<Found> {
    let mut found = Vec::new();
    for (number, id) in &entry.cards {
        let Some(card) = page.document.cards.get(*number as usize) else { continue };
        let Some(level) = card.kind.urgency().and_then(Level::of) else { continue };
        let heading = site.index.fill_str(&card.heading);
        for text in items(site, &page.document, card.event, card.end) {
            found.push(Found { level, text, at: format!("#{id}"), heading: heading.clone(), preference: 1 });
        }
    }
    if let Data::Decision(decision) = &page.data {
        for outcome in &decision.outcomes {
            let Some(level) = Level::of(outcome.urgency) else { continue };
            let heading = site.index.fill(&outcome.title);
            let text = outcome.advice.as_ref().map_or_else(|| heading.clone(), |advice| site.index.fill(advice));
            found.push(Found { level, text, at: format!("q/{}/", outcome.id.raw), heading, preference: 0 });
        }
    }
    let count = u8::try_from(found.len()).unwrap_or(u8::MAX).min(127);
    let preference = if matches!(page.data, Data::Article(_)) { count + 128 } else { count };
    found.iter_mut().filter(|found| found.preference > 0).for_each(|found| found.preference = preference);
    found
}

/// The items of the lists in a card, each with what leads in to its list: a sentence that ends in a colon, or the item
/// that the list stands in.
fn items(site: &Site, document: &Document, from: u32, to: u32) -> Vec<String> {
    let mut reader = Reader::default();
    for (event, _) in document.events.get(from as usize..to as usize).unwrap_or_default() {
        match event {
            Event::Start(Tag::List(_)) => reader.begin_list(),
            Event::End(Tag::List(_)) => reader.end_list(),
            Event::Start(Tag::Item) => reader.begin_item(),
            Event::End(Tag::Item) => reader.end_item(),
            Event::End(Tag::CardHeading(_)) => reader.text.clear(),
            Event::End(Tag::Paragraph) => reader.text.push(' '),
            _ => {}
        }
        match document.piece(event) {
            Some(Piece::Insert(name)) => reader.text.push_str(&site.index.insert(name).unwrap_or_default()),
            Some(piece @ (Piece::Words(_) | Piece::Blank)) => reader.text.push_str(&piece.as_written()),
            None => {}
        }
    }
    reader.items
}

/// Reads the lists of a card one after another.
#[derive(Default)]
struct Reader {
    /// The words since the last item or list began or ended.
    text: String,
    /// What leads in to each open list; nothing where no words do.
    leads: Vec<String>,
    /// Of each open item, whether a list in it has shown its words already.
    shown: Vec<bool>,
    items: Vec<String>,
}

impl Reader {
    fn begin_list(&mut self) {
        let words = one_line(&std::mem::take(&mut self.text));
        let in_item = self.shown.last_mut();
        let is_item = in_item.is_some();
        let sentence = sentences::split(&words).last().unwrap_or_default().to_owned();
        if let Some(shown) = in_item {
            *shown = true;
        }
        self.leads.push(if is_item {
            words
        } else {
            Some(sentence).filter(|it| it.ends_with(':')).unwrap_or_default()
        });
    }

    fn end_list(&mut self) {
        self.leads.pop();
        self.text.clear();
    }

    fn begin_item(&mut self) {
        self.text.clear();
        self.shown.push(false);
    }

    fn end_item(&mut self) {
        let words = one_line(&std::mem::take(&mut self.text));
        let is_shown = self.shown.pop().unwrap_or_default();
        if words.is_empty() || is_shown {
            return;
        }
        let mut item = String::new();
        for part in self.leads.iter().filter(|lead| !lead.is_empty()).chain([&words]) {
            if item.ends_with(|letter: char| letter.is_alphanumeric() || letter == ')') {
                item.push(':');
            }
            if !item.is_empty() {
                item.push(' ');
            }
            item.push_str(part);
        }
        self.items.push(item);
    }
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The signs of all pages, each once, the most urgent first. `pages` are in the order of their numbers. Of several pages
/// with a sign, the one about no one condition stands for it, else the one with the most signs.
#[must_use]
pub fn merge(pages: &[Vec<Found>]) -> Vec<Sign> {
    let mut order: Vec<usize> = (0..pages.len()).collect();
    let best = |page: usize| pages.get(page).into_iter().flatten().map(|found| found.preference).max() >= Some(128);
    order.sort_by_key(|page| (!best(*page), std::cmp::Reverse(pages.get(*page).map_or(0, Vec::len)), *page));
    let mut known: BTreeSet<(Level, String)> = BTreeSet::new();
    let mut signs: Vec<Sign> = Vec::new();
    for page in order {
        for found in pages.get(page).into_iter().flatten() {
            let Found { level, text, at, heading, preference } = found.clone();
            if known.insert((level, text.to_lowercase())) {
                signs.push(Sign { level, text, page, at, heading, preference });
            }
        }
    }
    signs.sort_by_key(|sign| sign.level);
    signs
}

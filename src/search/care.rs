//! What a reader must see first: the signs in emergency and urgent cards, and the outcomes of flows at those levels.

use std::collections::BTreeSet;

use super::entries::Entry;
use super::items::items;
use crate::body::Site;
use crate::body::parts::Part;
use crate::model::decision::Urgency;
use crate::model::page::{Data, Page};

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
    /// Which of two signs that fit alike is shown: the greater. Pages that are about no one condition come before
    /// others, pages with more signs before those with fewer, and outcomes last.
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
        for text in items(site, Part { id: entry.page, page, from: card.event, to: card.end }) {
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

/// The signs of all pages, each once, the most urgent first. `pages` are in the order of their numbers. Of several
/// pages with a sign, the one about no one condition stands for it, else the one with the most signs.
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

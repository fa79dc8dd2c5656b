//! A programme's phases in time: the earliest day, the usual window and what must be true before each.
//!
//! Plain numbers for whatever draws it, and a drawing of its own as places in whole units. Criteria beat the calendar:
//! a phase without days is drawn as open, never at a day that nobody wrote.

use serde::Serialize;

use super::programme;
use crate::base::address::Address;
use crate::body::Site;
use crate::model::page::Page;
use crate::model::programme::Programme;

/// The phases in time.
#[derive(Clone, Debug, Serialize, PartialEq, Eq)]
pub struct TimelineView {
    /// What the figure shows, in one sentence.
    pub alt: String,
    /// The word under the days.
    pub axis: String,
    /// The last day of the axis; 0 when no phase has a day.
    pub days: u32,
    /// The days that are marked, the first is 0.
    pub ticks: Vec<u32>,
    /// A row a phase.
    pub rows: Vec<TimelineRow>,
}

/// A phase in time.
#[derive(Clone, Debug, Serialize, PartialEq, Eq)]
pub struct TimelineRow {
    /// Its number, from 1.
    pub number: usize,
    /// Its id.
    pub id: String,
    /// Its name.
    pub title: String,
    /// Link to its sheet.
    pub href: String,
    /// Not before this day.
    pub earliest: Option<u32>,
    /// The first day of its usual window.
    pub from: Option<u32>,
    /// The last day of its usual window; `None` when it has no end or no window.
    pub to: Option<u32>,
    /// `days` with an end, `open` from a day on, `tests` for criteria alone.
    pub span: &'static str,
    /// Its days in words.
    pub when: String,
    /// The heading over the criteria.
    pub heading: String,
    /// What must be true before the next phase, or to finish.
    pub criteria: Vec<String>,
}

/// The phases of a programme in time, with links from `from`.
#[must_use]
pub fn view(site: &Site, from: &Address, page: &Page, programme: &Programme) -> TimelineView {
    let words = site.index.words(page.language);
    let rows: Vec<TimelineRow> = programme
        .phases
        .iter()
        .enumerate()
        .map(|(place, phase)| {
            let begins = phase.usual.map(|window| window.from).or(phase.earliest_day);
            let ends = phase.usual.and_then(|window| window.to);
            TimelineRow {
                number: place + 1,
                id: phase.id.raw.clone(),
                title: site.index.fill(&phase.title),
                href: site.link(from, &page.address.child(&phase.id.raw)),
                earliest: phase.earliest_day,
                from: begins,
                to: ends,
                span: match (begins, ends) {
                    (Some(_), Some(_)) => "days",
                    (Some(_), None) => "open",
                    (None, _) => "tests",
                },
                when: programme::when(phase, words),
                heading: programme::move_on_heading(programme, place, words),
                criteria: phase.move_on.iter().map(|text| site.index.fill(text)).collect(),
            }
        })
        .collect();
    let days = last_day(&rows);
    TimelineView {
        alt: words.fill("timeline.alt", &[("programme", &site.index.fill(&page.meta.title))]),
        axis: words.get("timeline.axis").to_owned(),
        ticks: ticks(days),
        days,
        rows,
    }
}

/// The end of the axis: beyond the last known day, so that a phase without an end can be seen to go on.
fn last_day(rows: &[TimelineRow]) -> u32 {
    let known = rows.iter().flat_map(|row| [row.earliest, row.from, row.to]).flatten().max().unwrap_or(0);
    let step = step(known);
    if known == 0 { 0 } else { known.div_ceil(step) * step }
}

/// Days between marks: as few marks as can be read, on whole weeks where it is long.
fn step(days: u32) -> u32 {
    match days {
        0..=10 => 2,
        11..=21 => 7,
        22..=70 => 14,
        71..=140 => 28,
        longer => longer.div_ceil(5).div_ceil(28) * 28,
    }
}

fn ticks(days: u32) -> Vec<u32> {
    if days == 0 {
        return Vec::new();
    }
    let step = step(days);
    (0..=days / step).map(|number| number * step).collect()
}

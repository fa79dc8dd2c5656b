//! A programme's phases in time: the earliest day, the usual window and what must be true before each.
//!
//! Plain numbers for whatever draws it, and bars as shares of the width. Criteria beat the calendar: a phase without
//! days has no day that nobody wrote, but no phase begins before the one before it.

use serde::Serialize;

use super::programme;
use crate::base::address::Address;
use crate::body::{Site, phases};
use crate::model::page::Page;
use crate::model::programme::Programme;
use crate::resolve::PhaseText;

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
    /// Where each of them stands: per cent of the width, from the left.
    pub tick_places: Vec<String>,
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
    /// Its bars; one, or a full one and an open one.
    pub bars: Vec<Bar>,
    /// Where its earliest day stands: per cent of the width, from the left.
    pub mark: Option<String>,
    /// Its days in words.
    pub when: String,
    /// The heading over the criteria.
    pub heading: String,
    /// What must be true before the next phase, or to finish.
    pub criteria: Vec<String>,
}

/// A bar, in per cent of the width, from the left.
#[derive(Clone, Debug, Serialize, PartialEq, Eq)]
pub struct Bar {
    /// `full` for the usual days, `open` for a time without an end, `tests` for one without days.
    pub kind: &'static str,
    /// Its left end.
    pub x: String,
    /// Its width.
    pub width: String,
}

/// The phases of a programme in time, with links from `from`.
#[must_use]
pub fn view(site: &Site, from: &Address, page: &Page, programme: &Programme) -> TimelineView {
    let words = site.index.words(page.language);
    let mut rows: Vec<TimelineRow> = programme
        .phases
        .iter()
        .enumerate()
        .map(|(place, phase)| {
            let texts = PhaseText::new(&site.index, phase);
            let begins = phase.usual.map(|window| window.from).or(phase.earliest_day);
            let ends = phase.usual.and_then(|window| window.to);
            TimelineRow {
                number: place + 1,
                id: phase.id.raw.clone(),
                title: texts.fill(&phase.title),
                href: site.link(from, &page.address.child(&phase.id.raw)),
                earliest: phase.earliest_day,
                from: begins,
                to: ends,
                span: match (begins, ends) {
                    (Some(_), Some(_)) => "days",
                    (Some(_), None) => "open",
                    (None, _) => "tests",
                },
                bars: Vec::new(),
                mark: None,
                when: programme::when(programme, place, words),
                heading: phases::move_on_heading(programme, place, words),
                criteria: texts.fill_all(&phase.move_on),
            }
        })
        .collect();
    let days = last_day(&rows);
    let language = site.index.config.languages.get(page.language).unwrap_or(&site.index.config.language);
    let axis = Axis { days, mirrored: crate::base::language::direction(language) == "rtl" };
    let (mut begun, mut may_end) = (0, false);
    for (row, phase) in rows.iter_mut().zip(&programme.phases) {
        // What follows a phase that is the end for some is for others: it need not wait for that phase.
        if std::mem::replace(&mut may_end, phase.ends) {
            begun = 0;
        }
        begun = begun.max(row.from.unwrap_or(0));
        row.bars = axis.bars(row, begun);
        row.mark = row.earliest.filter(|_| days > 0).map(|day| axis.place(day));
    }
    let ticks = ticks(days);
    TimelineView {
        alt: words.fill("timeline.alt", &[("programme", &site.index.fill(&page.meta.title))]),
        axis: words.get("timeline.axis").to_owned(),
        tick_places: ticks.iter().map(|day| axis.place(*day)).collect(),
        ticks,
        days,
        rows,
    }
}

/// Days as places across the figure; from the right where the language is read from there.
struct Axis {
    days: u32,
    mirrored: bool,
}

impl Axis {
    /// The part of an open bar that is drawn full, in thousandths of the width.
    const FULL: u32 = 120;

    fn thousandths(&self, day: u32) -> u32 {
        (day * 1000).checked_div(self.days).unwrap_or(0).min(1000)
    }

    fn place(&self, day: u32) -> String {
        let at = self.thousandths(day);
        percent(if self.mirrored { 1000 - at } else { at })
    }

    fn bar(&self, kind: &'static str, from: u32, to: u32) -> Bar {
        let left = if self.mirrored { 1000 - to } else { from };
        Bar { kind, x: percent(left), width: percent(to - from) }
    }

    /// The bars of a phase. One without days is drawn from the day on which those before it have `begun`.
    fn bars(&self, row: &TimelineRow, begun: u32) -> Vec<Bar> {
        match (row.from.map(|day| self.thousandths(day)), row.to.map(|day| self.thousandths(day))) {
            (Some(from), Some(to)) => vec![self.bar("full", from, to.max(from + 4).min(1000).max(from))],
            (Some(from), None) => {
                let turn = (from + Self::FULL).min(1000);
                vec![self.bar("full", from, turn), self.bar("open", turn, 1000)]
            }
            (None, _) => vec![self.bar("tests", self.thousandths(begun), 1000)],
        }
    }
}

fn percent(thousandths: u32) -> String {
    format!("{}.{}%", thousandths / 10, thousandths % 10)
}

/// The end of the axis: beyond the last known day, so that a phase without an end can be seen to go on.
fn last_day(rows: &[TimelineRow]) -> u32 {
    // A phase that only begins still needs room to be seen, and so does one without days after it.
    let ends = rows.iter().flat_map(|row| [row.earliest, row.from.map(|day| day + 1), row.to]);
    let known = ends.flatten().max().unwrap_or(0);
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

#[cfg(test)]
mod tests {
    use super::*;

    fn row(from: Option<u32>, to: Option<u32>) -> TimelineRow {
        TimelineRow {
            number: 1,
            id: String::new(),
            title: String::new(),
            href: String::new(),
            earliest: from,
            from,
            to,
            span: "days",
            bars: Vec::new(),
            mark: None,
            when: String::new(),
            heading: String::new(),
            criteria: Vec::new(),
        }
    }

    #[track_caller]
    fn check(axis: &Axis, from: Option<u32>, to: Option<u32>, expected: &str) {
        let bars = axis.bars(&row(from, to), 4);
        let shown: Vec<String> = bars.iter().map(|bar| format!("{} {} {}", bar.kind, bar.x, bar.width)).collect();
        assert_eq!(shown.join(", "), expected);
    }

    #[test]
    fn bars_show_overlap_and_what_has_no_end() {
        let axis = Axis { days: 20, mirrored: false };
        check(&axis, Some(0), Some(5), "full 0.0% 25.0%");
        check(&axis, Some(4), Some(14), "full 20.0% 50.0%");
        check(&axis, Some(10), None, "full 50.0% 12.0%, open 62.0% 38.0%");
        check(&axis, None, None, "tests 20.0% 80.0%");
    }

    #[test]
    fn the_axis_runs_from_the_right_where_the_language_does() {
        let axis = Axis { days: 20, mirrored: true };
        check(&axis, Some(0), Some(5), "full 75.0% 25.0%");
        assert_eq!(axis.place(0), "100.0%");
    }

    #[test]
    fn the_axis_ends_at_a_mark_after_the_last_day() {
        assert_eq!(last_day(&[row(Some(0), Some(5)), row(Some(10), None)]), 14);
        assert_eq!(last_day(&[row(Some(10), Some(15))]), 21);
        assert_eq!(ticks(21), [0, 7, 14, 21]);
        assert_eq!(ticks(last_day(&[row(None, None)])), Vec::<u32>::new());
        assert_eq!(last_day(&[row(Some(0), Some(400))]) % 28, 0);
    }
}

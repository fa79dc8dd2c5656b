//! A dose as labelled cells and as one line.

use serde::Serialize;

use crate::model::dose::{Count, Dose, Frequency, Load, Time, TimeUnit};
use crate::parse::words::Words;

/// One cell of a dose strip.
#[derive(Clone, Debug, Serialize, PartialEq, Eq)]
pub struct DoseCell {
    /// What is counted.
    pub label: String,
    /// How much.
    pub value: String,
}

/// A dose as it is shown everywhere.
#[derive(Clone, Debug, Serialize, PartialEq, Eq)]
pub struct DoseView {
    /// The cells of the strip.
    pub cells: Vec<DoseCell>,
    /// The same in one line.
    pub line: String,
}

/// A dose in words.
#[must_use]
pub fn view(dose: &Dose, words: &Words) -> DoseView {
    let cells = cells(dose, words);
    DoseView { line: line(dose, words), cells }
}

fn cells(dose: &Dose, words: &Words) -> Vec<DoseCell> {
    let parts = parts(dose, words).into_iter();
    parts.filter_map(|(label, value)| Some(DoseCell { label: words.get(label).to_owned(), value: value? })).collect()
}

/// Every part a dose may have, in the order of the strip: the key of its label, and how much where the dose says so.
#[must_use]
pub fn parts(dose: &Dose, words: &Words) -> [(&'static str, Option<String>); 8] {
    let build = dose.build_to.as_deref();
    let grown = |now: Option<String>, later: Option<String>| match (now, later) {
        (Some(now), Some(later)) if now == later => Some(now),
        (Some(now), Some(later)) => Some(words.fill("dose.up_to", &[("from", &now), ("to", &later)])),
        (None, Some(later)) => Some(words.fill("dose.build_to", &[("to", &later)])),
        (now, None) => now,
    };
    let shown = |count: Count| words.left_to_right(&range(count));
    let count = |part: fn(&Dose) -> Option<Count>| grown(part(dose).map(shown), build.and_then(part).map(shown));
    let time = |part: fn(&Dose) -> Option<Time>| {
        grown(part(dose).map(|time| duration(time, words)), build.and_then(part).map(|time| duration(time, words)))
    };
    let load_text = |dose: &Dose| dose.load.as_ref().map(|load| load_words(load, words));
    let days_text = |dose: &Dose| dose.frequency.map(|frequency| frequency_words(frequency, words));
    [
        ("dose.sets", count(|dose| dose.sets)),
        ("dose.reps", count(|dose| dose.reps)),
        ("dose.hold", time(|dose| dose.hold)),
        // What is done stands before the rest after it.
        ("dose.duration", time(|dose| dose.duration)),
        ("dose.rest", time(|dose| dose.rest)),
        ("dose.load", grown(load_text(dose), build.and_then(load_text))),
        ("dose.times_a_day", count(|dose| dose.times_a_day)),
        ("dose.days", grown(days_text(dose), build.and_then(days_text))),
    ]
}

/// A dose in one line: `3 × 10, hold 2 s, 7 days a week`.
#[must_use]
pub fn line(dose: &Dose, words: &Words) -> String {
    let mut parts: Vec<String> = Vec::new();
    match (dose.sets, dose.reps) {
        (Some(sets), Some(reps)) => parts.push(words.left_to_right(&format!("{} × {}", range(sets), range(reps)))),
        (Some(sets), None) => parts.push(counted("dose.line.sets", sets, words)),
        (None, Some(reps)) => parts.push(counted("dose.line.reps", reps, words)),
        (None, None) => {}
    }
    let named = |key: &str, value: String| words.fill(key, &[("value", &value)]);
    parts.extend(dose.hold.map(|time| named("dose.line.hold", duration(time, words))));
    parts.extend(dose.duration.map(|time| named("dose.line.duration", duration(time, words))));
    parts.extend(dose.rest.map(|time| named("dose.line.rest", duration(time, words))));
    parts.extend(dose.load.as_ref().map(|load| named("dose.line.load", load_words(load, words))));
    parts.extend(dose.times_a_day.map(|count| counted("dose.line.times_a_day", count, words)));
    parts.extend(dose.frequency.map(|frequency| frequency_words(frequency, words)));
    if let Some(later) = &dose.build_to {
        parts.push(words.fill("dose.line.build_to", &[("dose", &line(later, words))]));
    }
    words.comma_list(&parts)
}

fn range(count: Count) -> String {
    if count.low == count.high { count.low.to_string() } else { format!("{}–{}", count.low, count.high) }
}

/// A counted noun: a range has the form of its higher number.
fn counted(key: &str, count: Count, words: &Words) -> String {
    words.count_shown(key, count.high, &words.left_to_right(&range(count)))
}

fn duration(time: Time, words: &Words) -> String {
    let key = match time.unit {
        TimeUnit::Seconds => "dose.seconds",
        TimeUnit::Minutes => "dose.minutes",
    };
    words.fill(key, &[("n", &words.left_to_right(&range(time.count)))])
}

fn load_words(load: &Load, words: &Words) -> String {
    match load {
        Load::Kilograms(number) => words.fill("dose.kilograms", &[("n", &words.decimal(number))]),
        Load::Pounds(number) => words.fill("dose.pounds", &[("n", &words.decimal(number))]),
        Load::BodyWeight => words.get("dose.body_weight").to_owned(),
        Load::Band => words.get("dose.band").to_owned(),
    }
}

fn frequency_words(frequency: Frequency, words: &Words) -> String {
    match frequency {
        Frequency::DaysAWeek(count) if count.low == 7 => words.get("dose.every_day").to_owned(),
        Frequency::DaysAWeek(count) => counted("dose.days_a_week", count, words),
        Frequency::EveryDays(1) => words.get("dose.every_day").to_owned(),
        Frequency::EveryDays(2) => words.get("dose.every_other_day").to_owned(),
        Frequency::EveryDays(days) => words.fill("dose.every_days", &[("n", &days.to_string())]),
    }
}

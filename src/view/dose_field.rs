//! What a clinician may type for each part of a dose when making a sheet: a field, its limits and how it is printed.
//!
//! The limits (`src/model/dose_limits.rs`) are no advice: nothing clinical is decided here.

use serde::Serialize;

use super::dose;
use crate::model::dose::{Dose, Load, Time, TimeUnit};
use crate::model::dose_limits::{self, Limits};
use crate::parse::words::Words;

/// A field for one part of a dose.
#[derive(Clone, Debug, Serialize, PartialEq, Eq)]
pub struct DoseField {
    /// Which part: `sets`, `reps`, `hold`, `duration`, `rest`, `load`, `times_a_day` or `days`.
    pub part: &'static str,
    /// The letter that stands for it in a copied link.
    pub code: &'static str,
    /// The label in the dose strip.
    pub label: String,
    /// The field's own label.
    pub name: String,
    /// What the programme says; `None` where it says nothing.
    pub now: Option<String>,
    /// The lowest number it takes.
    pub low: String,
    /// The highest number it takes.
    pub high: String,
    /// How a number is printed, `{n}` for the number.
    pub text: String,
    /// How just one is printed, where that differs.
    pub one: Option<String>,
    /// How the highest number is printed, where that differs.
    pub full: Option<String>,
}

/// A kind of load to choose.
#[derive(Clone, Debug, Serialize, PartialEq, Eq)]
pub struct LoadChoice {
    /// The letter that stands for it in a copied link.
    pub code: &'static str,
    /// The words to choose it by.
    pub label: String,
    /// How it is printed, `{n}` for a number where it takes one.
    pub text: String,
    /// Whether it is what the programme says.
    pub now: bool,
}

/// The parts in the order of the strip: part, letter, key of the label.
const PARTS: [(&str, &str, &str); 8] = [
    ("sets", "s", "dose.sets"),
    ("reps", "r", "dose.reps"),
    ("hold", "h", "dose.hold"),
    ("duration", "d", "dose.duration"),
    ("rest", "t", "dose.rest"),
    ("load", "k", "dose.load"),
    ("times_a_day", "x", "dose.times_a_day"),
    ("days", "y", "dose.days"),
];

/// The limits of a part, a time in its unit.
fn limits(part: &str, unit: Option<TimeUnit>) -> Limits {
    match (part, unit) {
        ("sets", _) => dose_limits::SETS,
        ("reps", _) => dose_limits::REPS,
        ("load", _) => dose_limits::LOAD,
        ("times_a_day", _) => dose_limits::TIMES_A_DAY,
        ("duration", Some(unit)) => dose_limits::duration(unit),
        (_, Some(unit)) => dose_limits::hold(unit),
        (_, None) => dose_limits::DAYS_A_WEEK,
    }
}

/// The fields for a dose, in the order of the strip. A time is typed in the programme's unit: seconds where it has
/// none, minutes for how long an exercise goes on.
#[must_use]
pub fn fields(dose: &Dose, words: &Words) -> Vec<DoseField> {
    let now = dose::parts(dose, words);
    let field = |(part, code, key): (&'static str, &'static str, &str)| {
        let unit = unit(dose, part);
        let Limits { low, high } = limits(part, unit);
        DoseField {
            part,
            code,
            label: words.get(key).to_owned(),
            name: name(part, key, unit, words),
            now: now.iter().find(|(label, _)| *label == key).and_then(|(_, value)| value.clone()),
            low: low.to_string(),
            high: high.to_string(),
            text: text(part, unit, words),
            one: (part == "days").then(|| words.get("dose.days_a_week.one").to_owned()),
            full: (part == "days").then(|| words.get("dose.every_day").to_owned()),
        }
    };
    PARTS.into_iter().map(field).collect()
}

/// The kinds of load, one of them the programme's, or kilograms where it names none.
#[must_use]
pub fn loads(dose: &Dose, words: &Words) -> Vec<LoadChoice> {
    let now = match dose.load {
        Some(Load::Kilograms(_)) | None => "k",
        Some(Load::Pounds(_)) => "l",
        Some(Load::BodyWeight) => "w",
        Some(Load::Band) => "b",
    };
    let choice = |code: &'static str, label: &str, text: &str| LoadChoice {
        code,
        label: words.get(label).to_owned(),
        text: words.get(text).to_owned(),
        now: code == now,
    };
    vec![
        choice("k", "make.kilograms", "dose.kilograms"),
        choice("l", "make.pounds", "dose.pounds"),
        choice("w", "dose.body_weight", "dose.body_weight"),
        choice("b", "dose.band", "dose.band"),
    ]
}

/// The unit of a part that is a time.
fn unit(dose: &Dose, part: &str) -> Option<TimeUnit> {
    let in_unit = |time: Option<Time>, usual: TimeUnit| Some(time.map_or(usual, |time| time.unit));
    match part {
        "hold" => in_unit(dose.hold, TimeUnit::Seconds),
        "rest" => in_unit(dose.rest, TimeUnit::Seconds),
        "duration" => in_unit(dose.duration, TimeUnit::Minutes),
        _ => None,
    }
}

fn name(part: &str, key: &str, unit: Option<TimeUnit>, words: &Words) -> String {
    match unit {
        Some(TimeUnit::Seconds) => words.fill("make.in_seconds", &[("part", words.get(key))]),
        Some(TimeUnit::Minutes) => words.fill("make.in_minutes", &[("part", words.get(key))]),
        None if part == "days" => words.get("make.days_a_week").to_owned(),
        None => words.get(key).to_owned(),
    }
}

fn text(part: &str, unit: Option<TimeUnit>, words: &Words) -> String {
    let key = match unit {
        Some(TimeUnit::Seconds) => "dose.seconds",
        Some(TimeUnit::Minutes) => "dose.minutes",
        None if part == "days" => "dose.days_a_week.other",
        None => return "{n}".to_owned(),
    };
    words.get(key).to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::dose::{Count, Frequency};

    fn english() -> Words {
        Words::read(include_str!("../../theme/words/en.yaml")).unwrap()
    }

    fn check(dose: &Dose, expected: &[&str]) {
        let shown: Vec<String> = fields(dose, &english())
            .into_iter()
            .map(|field| {
                let now = field.now.unwrap_or_else(|| "-".to_owned());
                format!("{}{}: {now}, {}..{}, {}", field.code, field.name, field.low, field.high, field.text)
            })
            .collect();
        assert_eq!(shown, expected);
    }

    #[test]
    fn a_field_a_part_with_the_programmes_own_unit() {
        let time = |count, unit| Some(Time { count, unit });
        let dose = Dose {
            sets: Some(Count::one(3)),
            reps: Some(Count { low: 8, high: 12 }),
            rest: time(Count::one(2), TimeUnit::Minutes),
            duration: time(Count::one(45), TimeUnit::Seconds),
            load: Some(Load::Pounds("5".to_owned())),
            frequency: Some(Frequency::EveryDays(2)),
            ..Dose::default()
        };
        check(
            &dose,
            &[
                "sSets: 3, 1..10, {n}",
                "rTimes: 8–12, 1..100, {n}",
                "hHold, seconds: -, 1..600, {n}\u{a0}s",
                "dFor, seconds: 45\u{a0}s, 1..600, {n}\u{a0}s",
                "tRest, minutes: 2\u{a0}min, 1..10, {n}\u{a0}min",
                "kLoad: 5\u{a0}lb, 0.5..200, {n}",
                "xTimes a day: -, 1..10, {n}",
                "yDays a week: every other day, 1..7, {n} days a week",
            ],
        );
        let now: Vec<&str> = loads(&dose, &english()).iter().filter(|load| load.now).map(|load| load.code).collect();
        assert_eq!(now, ["l"]);
    }

    #[test]
    fn what_the_dose_grows_to_is_part_of_what_the_programme_says() {
        let every = |days| Some(Frequency::DaysAWeek(Count::one(days)));
        let later = Dose { reps: Some(Count::one(20)), frequency: every(7), ..Dose::default() };
        let reps = Some(Count::one(10));
        let dose = Dose { reps, frequency: every(3), build_to: Some(Box::new(later)), ..Dose::default() };
        let fields = fields(&dose, &english());
        let now = |part| fields.iter().find(|field| field.part == part).and_then(|field| field.now.as_deref());
        assert_eq!(now("reps"), Some("10, up to 20"));
        assert_eq!(now("days"), Some("3 days a week, up to every day"));
    }

    #[test]
    fn letters_in_links_are_unique() {
        let mut codes: Vec<&str> = PARTS.iter().map(|(_, code, ..)| *code).collect();
        codes.extend(["l", "w", "b"]);
        let count = codes.len();
        codes.sort_unstable();
        codes.dedup();
        assert_eq!(codes.len(), count);
    }
}

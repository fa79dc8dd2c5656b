//! The `dose` of an exercise in a programme.

use crate::model::dose::{Dose, Frequency};
use crate::parse::meta::text;
use crate::parse::schema::{Field, Shape};
use crate::parse::tree::Node;
use crate::parse::values;

const BUILD_TO: &[Field] = &[
    Field::new("sets", Shape::Count, "Rounds of repetitions."),
    Field::new("reps", Shape::Count, "Repetitions a set."),
    Field::new("hold", Shape::Time, "How long each repetition is held."),
    Field::new("rest", Shape::Time, "Pause between sets."),
    Field::new("duration", Shape::Time, "How long it goes on in all."),
    Field::new("load", Shape::Load, "Resistance."),
    Field::new("times_a_day", Shape::Count, "Times a day."),
    Field::new("days_a_week", Shape::Count, "Days a week."),
];

/// The keys of a dose.
pub const FIELDS: &[Field] = &[
    Field::new("sets", Shape::Count, "Rounds of repetitions, a number or a range."),
    Field::new("reps", Shape::Count, "Repetitions a set, a number or a range."),
    Field::new("hold", Shape::Time, "How long each repetition is held, such as `2 s` or `20-30 s`."),
    Field::new("rest", Shape::Time, "Pause between sets."),
    Field::new("duration", Shape::Time, "How long it goes on in all, such as `10 min`."),
    Field::new("load", Shape::Load, "Resistance: `5 kg`, `10 lb`, `body weight` or `band`."),
    Field::new("times_a_day", Shape::Count, "Times a day."),
    Field::new("days_a_week", Shape::Count, "Days a week."),
    Field::new("every", Shape::Days, "Once every so many days, in place of `days_a_week`."),
    Field::new("build_to", Shape::Map(BUILD_TO), "What the dose grows to."),
];

/// Reads a checked dose.
#[must_use]
pub fn decode(node: &Node) -> Dose {
    let count = |key: &str| text(node, key).and_then(|text| values::count(&text.raw));
    let time = |key: &str| text(node, key).and_then(|text| values::time(&text.raw));
    let every = text(node, "every").and_then(|text| values::days(&text.raw)).map(Frequency::EveryDays);
    Dose {
        sets: count("sets"),
        reps: count("reps"),
        hold: time("hold"),
        rest: time("rest"),
        duration: time("duration"),
        load: text(node, "load").and_then(|text| values::load(&text.raw)),
        times_a_day: count("times_a_day"),
        frequency: count("days_a_week").map(Frequency::DaysAWeek).or(every),
        build_to: node.get("build_to").map(|to| Box::new(decode(to))),
        span: node.span,
    }
}

//! How much of an exercise no dose is meant to ask for. The numbers catch slips of the finger, such as 100 sets for 10:
//! they are the same for every exercise and are no advice.

use crate::model::dose::TimeUnit;

/// The least and the most that a part of a dose is meant to be.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Limits {
    /// The least.
    pub low: f64,
    /// The most.
    pub high: f64,
}

impl Limits {
    const fn to(high: f64) -> Self {
        Self { low: 1.0, high }
    }
}

/// Rounds of repetitions.
pub const SETS: Limits = Limits::to(10.0);
/// Repetitions a set.
pub const REPS: Limits = Limits::to(100.0);
/// Times a day.
pub const TIMES_A_DAY: Limits = Limits::to(10.0);
/// Days a week.
pub const DAYS_A_WEEK: Limits = Limits::to(7.0);
/// A weight, in kilograms or in pounds.
pub const LOAD: Limits = Limits { low: 0.5, high: 200.0 };

/// How long each repetition is held, or the pause between sets.
#[must_use]
pub fn hold(unit: TimeUnit) -> Limits {
    match unit {
        TimeUnit::Seconds => Limits::to(600.0),
        TimeUnit::Minutes => Limits::to(10.0),
    }
}

/// How long it goes on in all.
#[must_use]
pub fn duration(unit: TimeUnit) -> Limits {
    match unit {
        TimeUnit::Seconds => Limits::to(600.0),
        TimeUnit::Minutes => Limits::to(120.0),
    }
}

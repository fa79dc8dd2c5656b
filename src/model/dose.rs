//! How much of an exercise: sets, repetitions, holds and how often.

use crate::base::span::Span;

/// A whole number or a range of them; `low` ≤ `high`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Count {
    /// The least.
    pub low: u32,
    /// The most; the same as `low` for a single number.
    pub high: u32,
}

/// A span of time, single or a range.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Time {
    /// How many units.
    pub count: Count,
    /// The unit, as written.
    pub unit: TimeUnit,
}

/// The unit of a [`Time`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TimeUnit {
    /// Seconds, `s`.
    Seconds,
    /// Minutes, `min`.
    Minutes,
}

/// A resistance.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Load {
    /// Kilograms, as written.
    Kilograms(String),
    /// Pounds, as written.
    Pounds(String),
    /// The body's own weight.
    BodyWeight,
    /// An elastic band.
    Band,
}

/// How often in a week.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Frequency {
    /// On so many days a week, 1–7.
    DaysAWeek(Count),
    /// Once every so many days, 1 or more.
    EveryDays(u32),
}

/// A dose. Each part may be left out; what is left out is not printed.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct Dose {
    /// Rounds of repetitions.
    pub sets: Option<Count>,
    /// Repetitions a set.
    pub reps: Option<Count>,
    /// How long each repetition is held.
    pub hold: Option<Time>,
    /// Pause between sets.
    pub rest: Option<Time>,
    /// How long it goes on in all.
    pub duration: Option<Time>,
    /// Resistance.
    pub load: Option<Load>,
    /// Times a day.
    pub times_a_day: Option<Count>,
    /// How often.
    pub frequency: Option<Frequency>,
    /// What the dose grows to.
    pub build_to: Option<Box<Dose>>,
    /// Where it stands in its file.
    pub span: Span,
}

impl Count {
    /// A single number.
    #[must_use]
    pub fn one(number: u32) -> Self {
        Self { low: number, high: number }
    }
}

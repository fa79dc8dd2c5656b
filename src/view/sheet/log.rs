//! The log that a patient fills in: a row an exercise and two for pain, a column a day.
//!
//! How many days it has, and whether it stands on the sheet or on one of its own, is chosen by who knows how much room
//! there is; see [`super::fit`] for the web page.

use serde::Serialize;

use super::exercises::SheetExercise;
use crate::parse::words::Words;

/// How much of a log a sheet has, the roomiest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum LogPlan {
    /// Two weeks, on the sheet.
    Fortnight,
    /// One week, on the sheet.
    Week,
    /// Two weeks, on a sheet of its own.
    OwnSheet,
}

impl LogPlan {
    /// All plans in the order they are tried.
    pub const ALL: [Self; 3] = [Self::Fortnight, Self::Week, Self::OwnSheet];

    /// How many days the log has.
    #[must_use]
    pub fn days(self) -> usize {
        match self {
            Self::Fortnight | Self::OwnSheet => 14,
            Self::Week => 7,
        }
    }

    /// Whether the log has a sheet of its own.
    #[must_use]
    pub fn is_apart(self) -> bool {
        match self {
            Self::Fortnight | Self::Week => false,
            Self::OwnSheet => true,
        }
    }
}

/// The log grid.
#[derive(Clone, Debug, Serialize, PartialEq, Eq)]
pub struct LogView {
    /// Which log it is.
    pub plan: LogPlan,
    /// Whether it stands on a sheet of its own.
    pub apart: bool,
    /// What it is and what to do.
    pub heading: String,
    /// The head of the first column, with room for a date.
    pub began: String,
    /// The word over the days.
    pub day: String,
    /// The days' numbers, each a column.
    pub days: Vec<usize>,
    /// The rows, exercises first.
    pub rows: Vec<LogRow>,
}

/// A row of the log.
#[derive(Clone, Debug, Serialize, PartialEq, Eq)]
pub struct LogRow {
    /// `exercise`, `other` (an exercise that is written in), `worst` (pain during) or `morning` (pain the next morning).
    pub kind: &'static str,
    /// The exercise's number on the sheet.
    pub number: Option<usize>,
    /// What the row is for.
    pub text: String,
}

/// The log of a sheet with these exercises, and with room for so many `others`.
#[must_use]
pub fn view(exercises: &[SheetExercise], others: usize, plan: LogPlan, words: &Words) -> LogView {
    let done = exercises.iter().map(|exercise| LogRow {
        kind: "exercise",
        number: Some(exercise.number),
        text: exercise.link.title.clone(),
    });
    let other = LogRow { kind: "other", number: None, text: words.get("sheet.other").to_owned() };
    let pain = [("worst", "sheet.worst"), ("morning", "sheet.morning")].map(|(kind, key)| LogRow {
        kind,
        number: None,
        text: words.get(key).to_owned(),
    });
    LogView {
        plan,
        apart: plan.is_apart(),
        heading: words.get("sheet.log").to_owned(),
        began: words.get("sheet.began").to_owned(),
        day: words.get("sheet.days").to_owned(),
        days: (1..=plan.days()).collect(),
        rows: done.chain(vec![other; others]).chain(pain).collect(),
    }
}

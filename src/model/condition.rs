//! An injury or illness.

use crate::model::text::PageName;

/// How a condition begins.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Onset {
    /// In one moment.
    Sudden,
    /// Over days or weeks.
    Gradual,
    /// Either way.
    Either,
}

impl Onset {
    /// All onsets with their words in front matter.
    pub const WORDS: [(&'static str, Self); 3] =
        [("sudden", Self::Sudden), ("gradual", Self::Gradual), ("either", Self::Either)];

    /// The word in front matter.
    #[must_use]
    pub fn word(self) -> &'static str {
        Self::WORDS.iter().find(|(_, onset)| *onset == self).map_or("", |(word, _)| word)
    }
}

/// The front matter of a condition page.
#[derive(Clone, Debug, Default)]
pub struct Condition {
    /// The anatomy pages of what is hurt.
    pub structures: Vec<PageName>,
    /// How it begins.
    pub onset: Option<Onset>,
    /// The decision flows that lead here.
    pub flow: Vec<PageName>,
    /// The programmes for it.
    pub programme: Vec<PageName>,
}

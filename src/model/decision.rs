//! A decision flow: questions with answers that lead to questions or outcomes.
//!
//! An outcome names a level of care and a page to read. It never names what a reader has.

use crate::base::span::Span;
use crate::model::text::{Cite, PageName, Text};

/// The front matter of a decision page.
#[derive(Clone, Debug, Default)]
pub struct Decision {
    /// A short name, for the trail of links above its questions.
    pub short: Option<Text>,
    /// Whom it is for.
    pub audience: Option<Text>,
    /// Why the flow has no emergency or urgent outcome, where that is so.
    pub no_emergency: Option<Text>,
    /// The first question's id.
    pub start: Text,
    /// The questions as written.
    pub steps: Vec<Step>,
    /// The ends as written.
    pub outcomes: Vec<Outcome>,
    /// Walks with the outcome each must reach, run at every build.
    pub scenarios: Vec<Scenario>,
    /// A sentence shown at every outcome that is not an emergency.
    pub safety_net: Option<Text>,
    /// How it is drawn.
    pub layout: Layout,
    /// Whether the level of some outcome cannot be read, which is reported: that outcome counts as an emergency, and
    /// nothing else is to be said of levels.
    pub level_unread: bool,
}

/// Wishes for the drawing.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Layout {
    /// `auto`, `down` or `rail`.
    pub direction: Option<String>,
    /// `auto`, `merge` or `repeat`.
    pub share: Option<String>,
    /// Papers, or `ladder`.
    pub page: Vec<String>,
}

/// One question.
#[derive(Clone, Debug, Default)]
pub struct Step {
    /// Its id, `[a-z0-9-]+`.
    pub id: Text,
    /// The question.
    pub ask: Text,
    /// More words for who needs them.
    pub help: Option<Text>,
    /// A list to answer as one: "is any of these true".
    pub any_of: Vec<Text>,
    /// Whether it is a safety question, and for which level.
    pub check: Option<Urgency>,
    /// Sources.
    pub cite: Vec<Cite>,
    /// Whether a clinician has still to look at it.
    pub review_needed: Option<Span>,
    /// The answers in order.
    pub answers: Vec<Answer>,
    /// A question to go back to, as a link and not as a way of the flow.
    pub again: Option<Text>,
    /// Where it stands in its file.
    pub span: Span,
}

/// One answer.
#[derive(Clone, Debug, Default)]
pub struct Answer {
    /// The words.
    pub label: Text,
    /// The id of the question or outcome it leads to.
    pub goto: Text,
    /// Why it leads there.
    pub why: Option<Text>,
    /// Sources.
    pub cite: Vec<Cite>,
    /// Whether it is the usual way.
    pub main: bool,
    /// Whether a clinician has still to look at it.
    pub review_needed: Option<Span>,
    /// Whether it is the way for a reader who is not sure, whatever its words.
    pub unsure: bool,
    /// Where it stands in its file.
    pub span: Span,
}

/// How soon to get help, the most urgent first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Urgency {
    /// Call the emergency number now.
    Emergency,
    /// The same day.
    Urgent,
    /// Book a visit.
    Book,
    /// Look after it yourself.
    SelfCare,
}

impl Urgency {
    /// All levels with their words in front matter.
    pub const WORDS: [(&'static str, Self); 4] =
        [("emergency", Self::Emergency), ("urgent", Self::Urgent), ("book", Self::Book), ("self-care", Self::SelfCare)];

    /// The word in front matter.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Emergency => "emergency",
            Self::Urgent => "urgent",
            Self::Book => "book",
            Self::SelfCare => "self-care",
        }
    }
}

/// One end of the flow.
#[derive(Clone, Debug)]
pub struct Outcome {
    /// Its id, `[a-z0-9-]+`.
    pub id: Text,
    /// How soon to get help.
    pub urgency: Urgency,
    /// What to do, in a few words.
    pub title: Text,
    /// The page to read; only an emergency may do without.
    pub page: Option<PageName>,
    /// A heading on that page.
    pub at: Option<Text>,
    /// The sheet to print, `programme#phase`.
    pub sheet: Option<PageName>,
    /// How soon, in words: "today".
    pub within: Option<Text>,
    /// What to do now.
    pub advice: Option<Text>,
    /// Sources.
    pub cite: Vec<Cite>,
    /// Whether a clinician has still to look at it.
    pub review_needed: Option<Span>,
    /// This outcome's own safety net.
    pub safety_net: Option<Text>,
    /// Where it stands in its file.
    pub span: Span,
}

/// A walk through the flow that must end at one outcome.
#[derive(Clone, Debug, Default)]
pub struct Scenario {
    /// What the case is called.
    pub name: Text,
    /// The answer given at each question passed: (step id, label).
    pub answers: Vec<(Text, Text)>,
    /// The outcome's id.
    pub expect: Text,
    /// Where it stands in its file.
    pub span: Span,
}

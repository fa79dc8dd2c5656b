//! A rehab programme: phases that are entered by criteria, not before their earliest day.

use crate::base::span::Span;
use crate::model::dose::Dose;
use crate::model::text::{Cite, PageName, Text};

/// The front matter of a programme page.
#[derive(Clone, Debug, Default)]
pub struct Programme {
    /// The conditions it is for.
    pub conditions: Vec<PageName>,
    /// When to stop, for all phases.
    pub stop_rules: StopRules,
    /// The phases in order.
    pub phases: Vec<Phase>,
    /// Pages, or sections of pages, that the booklet holds after the phases: a running plan.
    pub booklet: Vec<PageName>,
}

/// When to stop and whom to call, by how soon.
#[derive(Clone, Debug, Default)]
pub struct StopRules {
    /// Call the emergency number now.
    pub emergency: Vec<Text>,
    /// Get help the same day.
    pub urgent: Vec<Text>,
    /// End this session.
    pub session: Vec<Text>,
    /// Call the clinic.
    pub clinic: Vec<Text>,
    /// Where they stand, when they are there.
    pub span: Option<Span>,
}

/// One phase of a programme. Windows may overlap or leave gaps, and criteria beat the calendar.
#[derive(Clone, Debug, Default)]
pub struct Phase {
    /// Its id, `[a-z0-9-]+`: the last part of its sheet's address.
    pub id: Text,
    /// Its name.
    pub title: Text,
    /// Not before this many whole days since the injury or the start.
    pub earliest_day: Option<u32>,
    /// The days it usually takes, from and to; no end when `to` is `None`.
    pub usual: Option<Window>,
    /// What it is to reach.
    pub goal: Option<Text>,
    /// What to do, with doses.
    pub exercises: Vec<Prescription>,
    /// How many lines the sheet has for other exercises, which the clinician writes in.
    pub blanks: usize,
    /// Things to do.
    pub do_: Vec<Text>,
    /// Things not to do; each begins with "do not".
    pub do_not: Vec<Text>,
    /// What must be true before the next phase.
    pub move_on: Vec<Text>,
    /// More reasons to end a session.
    pub stop: Vec<Text>,
    /// Sources for the phase.
    pub cite: Vec<Cite>,
    /// A pain score above which to stop that is stricter than the site's, 0–10.
    pub pain_limit: Option<u8>,
    /// Where the limit stands; empty without one.
    pub pain_limit_span: Span,
    /// Whether it has no next phase to move on to.
    pub ends: bool,
    /// Where it stands in its file.
    pub span: Span,
}

/// A usual window in whole days since the injury or the start.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Window {
    /// First day.
    pub from: u32,
    /// Last day; `None` when it has no end.
    pub to: Option<u32>,
}

/// An exercise as a phase uses it.
#[derive(Clone, Debug, Default)]
pub struct Prescription {
    /// The exercise page.
    pub use_: PageName,
    /// How much of it.
    pub dose: Option<Dose>,
    /// A word to the patient.
    pub note: Option<Text>,
    /// Where the dose comes from; the phase's sources cover it when this is empty.
    pub cite: Vec<Cite>,
    /// Where it stands in its file.
    pub span: Span,
}

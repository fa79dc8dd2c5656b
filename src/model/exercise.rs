//! One exercise, written once and used by programmes.

use crate::model::pose::Pose;
use crate::model::text::{PageName, Text};

/// The front matter of an exercise page.
#[derive(Clone, Debug, Default)]
pub struct Exercise {
    /// What it is for, in a few words.
    pub purpose: Option<Text>,
    /// How to begin.
    pub position: Option<Text>,
    /// What to do, in order.
    pub steps: Vec<Text>,
    /// Where it should be felt.
    pub feel: Option<Text>,
    /// What often goes wrong.
    pub mistakes: Vec<Text>,
    /// What is needed.
    pub equipment: Vec<Text>,
    /// Minutes it takes.
    pub minutes: Option<u32>,
    /// An easier exercise.
    pub easier: Option<PageName>,
    /// A harder exercise.
    pub harder: Option<PageName>,
    /// The two positions it is drawn from.
    pub pose: Option<Pose>,
}

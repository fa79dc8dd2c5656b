//! The care that answers can still lead to: the most urgent outcome and the least urgent one, however many questions lie
//! between.

use crate::flow::plan::{Flow, PlannedOutcome, Target};

/// The ends that can still be reached from a place in a flow.
#[derive(Clone, Copy, Debug)]
pub(super) struct Care<'a> {
    /// The most urgent of them, the first of several.
    pub(super) most: &'a PlannedOutcome,
    /// The least urgent of them, the first of several.
    pub(super) least: &'a PlannedOutcome,
}

impl<'a> Care<'a> {
    /// What a reader can reach here or there.
    fn or(self, other: Self) -> Self {
        Self {
            most: if other.most.outcome.urgency < self.most.outcome.urgency { other.most } else { self.most },
            least: if other.least.outcome.urgency > self.least.outcome.urgency { other.least } else { self.least },
        }
    }

    fn of_end(end: &'a PlannedOutcome) -> Self {
        Self { most: end, least: end }
    }
}

/// What can be reached from each question of a flow; nothing where its answers are broken.
#[derive(Clone, Debug)]
pub(super) struct Reachable<'a> {
    flow: &'a Flow,
    steps: Vec<Option<Care<'a>>>,
}

impl<'a> Reachable<'a> {
    /// Looks from the last question to the first: each answer leads forward.
    pub(super) fn new(flow: &'a Flow) -> Self {
        let mut reachable = Self { flow, steps: vec![None; flow.steps().len()] };
        for (place, planned) in flow.steps().iter().enumerate().rev() {
            let care = planned.answers().filter_map(|(_, target)| reachable.from(target?)).reduce(Care::or);
            if let Some(slot) = reachable.steps.get_mut(place) {
                *slot = care;
            }
        }
        reachable
    }

    /// What can be reached by an answer that leads to `target`.
    pub(super) fn from(&self, target: Target) -> Option<Care<'a>> {
        match target {
            Target::Step(step) => self.steps.get(step).copied().flatten(),
            Target::Outcome(outcome) => self.flow.outcomes().get(outcome).map(Care::of_end),
        }
    }
}

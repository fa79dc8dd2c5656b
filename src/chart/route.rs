//! The sideways runs of lines between two layers, each with its track.
//!
//! Lines are in order above and below, so runs to the right and to the left never overlap each other; among those that
//! go one way, the one that starts further along lies higher. Where a track lies is for `rows`.

use super::columns::Columns;
use super::plan::Plan;
use super::table::{at, list};

/// A sideways run of a way, below the layer it leaves.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Run {
    /// The way.
    pub way: usize,
    /// The way's point above the run, counted from its chip.
    pub point: usize,
    /// Where it comes from.
    pub from: i32,
    /// Where it goes down.
    pub to: i32,
    /// Its track; 0 is the highest.
    pub track: usize,
}

/// Two runs nearer than this from left to right need two tracks.
const BESIDE: i32 = 14;

/// For each layer the runs below it, from left to right.
#[must_use]
pub fn runs(plan: &Plan, columns: &Columns) -> Vec<Vec<Run>> {
    let mut runs: Vec<Vec<Run>> = vec![Vec::new(); plan.rows.len()];
    for (way, drawn) in plan.ways.iter().enumerate() {
        let places = list(&columns.ways, way);
        for (point, (from, to)) in places.iter().zip(places.iter().skip(1)).enumerate() {
            if from != to
                && let Some(below) = runs.get_mut(at(&plan.layers, drawn.from) + point)
            {
                below.push(Run { way, point, from: *from, to: *to, track: 0 });
            }
        }
    }
    for below in &mut runs {
        below.sort_by_key(|run| (run.from, run.to, run.way));
        tracks(below);
    }
    runs
}

/// Gives each run the highest track that the runs above it leave.
fn tracks(runs: &mut [Run]) {
    for place in (0..runs.len()).rev() {
        let Some(own) = runs.get(place).copied().filter(|run| run.to > run.from) else { continue };
        let later = runs.iter().skip(place + 1).filter(|run| run.to > run.from && run.from < own.to + BESIDE);
        let track = later.map(|run| run.track + 1).max().unwrap_or(0);
        if let Some(run) = runs.get_mut(place) {
            run.track = track;
        }
    }
    for place in 0..runs.len() {
        let Some(own) = runs.get(place).copied().filter(|run| run.to < run.from) else { continue };
        let earlier = runs.iter().take(place).filter(|run| run.to < run.from && run.from > own.to - BESIDE);
        let track = earlier.map(|run| run.track + 1).max().unwrap_or(0);
        if let Some(run) = runs.get_mut(place) {
            run.track = track;
        }
    }
}

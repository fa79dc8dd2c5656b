//! A pose's picture without words, which is the same wherever the exercise is shown.

use super::picture::picture;
use super::scene::solve;
use super::svg::Drawn;
use crate::model::pose::Pose;

/// Draws a pose, all its positions: where room is short the picture is set smaller, as one position of two would show
/// another exercise. Gives `None` for one with an error.
#[must_use]
pub fn draw(pose: &Pose) -> Option<Drawn> {
    let scene = solve(pose).ok()?;
    Some(Drawn::new(&picture(&scene)))
}

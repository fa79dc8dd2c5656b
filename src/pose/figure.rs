//! A pose's pictures without words, which are the same wherever the exercise is shown.

use super::picture::{Extent, picture};
use super::scene::solve;
use super::svg::Drawn;
use crate::model::pose::Pose;

/// The pictures of a pose.
#[derive(Clone, Debug)]
pub struct Figure {
    /// Both positions.
    pub full: Drawn,
    /// The last position alone.
    pub compact: Drawn,
}

impl Figure {
    /// Draws a pose. Gives `None` for one with an error.
    #[must_use]
    pub fn new(pose: &Pose) -> Option<Self> {
        let scene = solve(pose).ok()?;
        let drawn = |extent: Extent| Drawn::new(&picture(&scene, extent));
        Some(Self { full: drawn(Extent::Full), compact: drawn(Extent::Compact) })
    }
}

//! Exercises as drawn figures: from the words and angles of a pose to a body in place, to shapes, and to SVG.
//!
//! `place`, `stand` and `reach` solve where every joint lies, with limbs of fixed length and feet on the floor;
//! `outline`, `props`, `muscle`, `arrow` and `lens` make shapes; [`picture`] lays out frames; [`svg`] writes them in
//! whole units, [`paper`] as a picture of its own; [`alt`] says them in words. All of it is a pure function of the
//! pose.

pub mod alt;
mod arrow;
pub mod body;
pub mod fault;
pub mod figure;
mod gait;
mod lens;
mod limb;
mod limits;
mod muscle;
mod outline;
pub mod paper;
pub mod picture;
pub mod place;
pub mod point;
mod props;
mod reach;
pub mod scene;
pub mod shape;
mod stand;
pub mod svg;
mod words;

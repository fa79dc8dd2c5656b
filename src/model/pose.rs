//! The positions an exercise is drawn from, in degrees: bending is positive, pointing the toes negative.

use crate::base::span::Span;

/// An exercise's start and end position.
#[derive(Clone, Debug, PartialEq)]
pub struct Pose {
    /// `standing`, `sitting` or `lying`.
    pub body: Option<String>,
    /// The side that works, drawn nearer: `left` or `right`.
    pub side: Option<String>,
    /// `one` or `both`.
    pub legs: Option<String>,
    /// What the body leans on or rests on.
    pub support: Vec<String>,
    /// The joint that moves: `hip`, `knee` or `ankle`.
    pub moves: Option<String>,
    /// The muscles at work.
    pub muscle: Vec<String>,
    /// Where a weight is held: `knee` or `hands`.
    pub weight: Option<String>,
    /// Things in the picture: `pillow`, `strap`, `moon`.
    pub with: Vec<String>,
    /// A built-in movement: `walk`, `run` or `run-walk`.
    pub gait: Option<String>,
    /// What the arrow follows.
    pub arrow: Option<String>,
    /// The first position; left out for a single frame.
    pub start: Option<Position>,
    /// The last position.
    pub end: Option<Position>,
    /// Where it stands in its file.
    pub span: Span,
}

/// The joints of a body at one moment.
#[derive(Clone, Debug, PartialEq, Default)]
pub struct Position {
    /// The near leg.
    pub near: Leg,
    /// The far leg; a copy of the near leg when left out.
    pub far: Option<FarLeg>,
    /// Lean of the trunk from upright, forwards positive.
    pub trunk: Option<i32>,
    /// What the arms do.
    pub arms: Option<Arms>,
    /// Height above the floor in per cent of body height.
    pub lift: Option<i32>,
}

/// The angles of one leg, in degrees.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub struct Leg {
    /// Hip.
    pub hip: i32,
    /// Knee.
    pub knee: i32,
    /// Ankle.
    pub ankle: i32,
}

/// The far leg: by angles, or planted flat.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FarLeg {
    /// By angles.
    Angles(Leg),
    /// Flat on the floor, its ball so many per cent of body height ahead of the near ball.
    PlantedAt(i32),
}

/// The arms: a named place, or angles in degrees.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Arms {
    /// `wall`, `chair`, `thighs`, `strap`, `forward`, `back`, `sides` or `swing`.
    Named(String),
    /// By angles.
    Angles {
        /// Shoulder.
        shoulder: i32,
        /// Elbow.
        elbow: i32,
    },
}

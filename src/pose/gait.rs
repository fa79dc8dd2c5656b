//! The built-in positions of walking and running, so that an author need not find their angles.
//!
//! Walking is two moments of one small step: the near heel meets the ground, and the near foot rolls over its ball.

use super::place::{Angles, Stance};
use crate::model::pose::Gait;

/// Arms against the legs: the near and the far arm's shoulder and elbow.
pub type Swing = [(i32, i32); 2];

/// A built-in moment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Moment {
    /// The legs and the trunk.
    pub stance: Stance,
    /// The arms.
    pub swing: Swing,
    /// Whether it is running.
    pub runs: bool,
}

/// The near heel meets the ground.
const HEEL_FIRST: Moment = Moment {
    stance: Stance { trunk: 2, near: Angles::new(22, 8, 4), far: Angles::new(-12, 14, 2) },
    swing: [(-22, 8), (22, 14)],
    runs: false,
};

/// The near foot rolls over its ball.
const PUSH_OFF: Moment = Moment {
    stance: Stance { trunk: 2, near: Angles::new(-12, 14, 2), far: Angles::new(22, 8, 4) },
    swing: [(22, 14), (-22, 8)],
    runs: false,
};

/// The near leg drives a run.
const RUN: Moment = Moment {
    stance: Stance { trunk: 10, near: Angles::new(-16, 24, -8), far: Angles::new(58, 102, -5) },
    swing: [(42, 88), (-46, 84)],
    runs: true,
};

/// The knee that swings through comes ahead.
const RUN_SWING: Moment = Moment {
    stance: Stance { trunk: 10, near: Angles::new(58, 102, -5), far: Angles::new(-16, 24, -8) },
    swing: [(-46, 84), (42, 88)],
    runs: true,
};

/// The two moments of a built-in movement.
#[must_use]
pub fn moments(gait: Gait) -> [Moment; 2] {
    match gait {
        Gait::Walk => [HEEL_FIRST, PUSH_OFF],
        Gait::Run => [RUN_SWING, RUN],
        Gait::RunWalk => [RUN, PUSH_OFF],
    }
}

//! A pose solved: the body at one or two moments in whole, with what it rests on, or what is wrong with it.

use super::fault::Fault;
use super::gait::{Moment, moments};
use super::place::{ArmPlace, Frame};
use super::reach::{self, Hold};
use super::{limits, stand, words};
use crate::model::pose::{Body, Gait, Pose, Position, Side};

/// A pose ready to be drawn.
#[derive(Clone, Debug)]
pub struct Scene<'a> {
    /// The words it was made from.
    pub pose: &'a Pose,
    /// How the body rests.
    pub body: Body,
    /// The body, first position first.
    pub frames: Vec<Frame>,
    /// What the hands lie on.
    pub hold: Option<Hold>,
    /// A built-in movement.
    pub gait: Option<Gait>,
    /// The moments of that movement, one a frame.
    pub moments: Vec<Moment>,
}

/// Solves a pose. Without a body, which was reported before, there is nothing.
///
/// # Errors
/// All that is wrong with it, warnings too, when something keeps it from being drawn.
pub fn solve(pose: &Pose) -> Result<Scene<'_>, Vec<Fault>> {
    let (scene, faults) = examine(pose);
    scene.ok_or(faults)
}

/// Everything that is wrong with a pose or unusual about it.
#[must_use]
pub fn faults(pose: &Pose) -> Vec<Fault> {
    examine(pose).1
}

impl Scene<'_> {
    /// Whether the figure faces left, so that its left side is near.
    #[must_use]
    pub fn faces_left(&self) -> bool {
        self.pose.side.is_some_and(|side| side.value == Side::Left)
    }
}

fn examine(pose: &Pose) -> (Option<Scene<'_>>, Vec<Fault>) {
    let mut faults = Vec::new();
    let Some(body) = pose.body.map(|body| body.value) else { return (None, faults) };
    words::check(pose, body, &mut faults);
    if is_wrong(&faults) {
        return (None, faults);
    }
    if let Some(gait) = pose.gait {
        return (Some(moving(pose, body, gait.value)), faults);
    }
    let positions: Vec<&Position> = pose.start.iter().chain(&pose.end).collect();
    for position in &positions {
        limits::check(position, body, &mut faults);
    }
    if is_wrong(&faults) {
        return (None, faults);
    }
    let mut frames = stand::frames(pose, body, &positions, &mut faults);
    let hold = reach::place(pose, body, &positions, &mut frames, &mut faults);
    reach::check_wall(hold, &frames, pose.span, &mut faults);
    reach::check_floor(&positions, &frames, &mut faults);
    let whole = !frames.is_empty() && !is_wrong(&faults);
    let scene = Scene { pose, body, frames, hold, gait: None, moments: Vec::new() };
    (whole.then_some(scene), faults)
}

fn is_wrong(faults: &[Fault]) -> bool {
    faults.iter().any(|fault| fault.code.severity == crate::diag::Severity::Error)
}

/// A built-in movement.
fn moving(pose: &Pose, body: Body, gait: Gait) -> Scene<'_> {
    let moments = moments(gait);
    let frame = |moment: &Moment| {
        let frame = stand::moving(moment.stance);
        let arm = |swing: (i32, i32)| ArmPlace::hanging(frame.shoulder, frame.trunk, swing);
        let [near, far] = moment.swing;
        Frame { near_arm: arm(near), far_arm: arm(far), ..frame }
    };
    let frames = moments.iter().map(frame).collect();
    Scene { pose, body, frames, hold: None, gait: Some(gait), moments: moments.to_vec() }
}

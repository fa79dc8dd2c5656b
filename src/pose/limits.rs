//! How far the joints of an adult move: what no body does is an error, what few do is a warning.
//!
//! Grounds, in degrees: ankle unloaded about 20 up and 50 down (World J Orthop 2017;8:21–29, table 5), bearing weight
//! 7 to 35 up (Baggett and Young 1993); knee 133 to 153; hip of adults about 18 back and 130 to 134 ahead (CDC, normal
//! joint range of motion study); toes 60 at push-off (Acta Orthop Scand 1979;50:471–479). Looked up 2026-11; the limits
//! themselves are set a little wider. Trunk and arms are our choice.

use super::fault::Fault;
use crate::base::span::Span;
use crate::diag::codes;
use crate::model::pose::{Arms, Body, FarLeg, Leg, Placed, Position};

/// A joint's range: outside `hard` is an error, outside `usual` a warning.
struct Range {
    name: &'static str,
    hard: (i32, i32),
    usual: (i32, i32),
}

const ANKLE_FREE: Range = Range { name: "ankle", hard: (-65, 30), usual: (-50, 20) };
const ANKLE_PLANTED: Range = Range { name: "ankle", hard: (-65, 40), usual: (-50, 35) };
const KNEE: Range = Range { name: "knee", hard: (-5, 155), usual: (0, 140) };
const HIP: Range = Range { name: "hip", hard: (-30, 140), usual: (-20, 125) };
const TRUNK: Range = Range { name: "trunk", hard: (-100, 80), usual: (-100, 80) };
const TRUNK_STANDING: Range = Range { name: "trunk", hard: (-100, 80), usual: (-10, 45) };
const SHOULDER: Range = Range { name: "shoulder", hard: (-60, 180), usual: (-60, 180) };
const ELBOW: Range = Range { name: "elbow", hard: (0, 150), usual: (0, 150) };

/// How far toes bend back on the ball of the foot: the most, and the usual.
const TOES: (i32, i32) = (65, 60);

/// Checks the angles of a position that was written for a body.
pub fn check(position: &Position, body: Body, faults: &mut Vec<Fault>) {
    leg(&position.near, body, faults);
    match position.far {
        Some(FarLeg::Angles(far)) => leg(&far, body, faults),
        Some(FarLeg::PlantedAt(_)) | None => {}
    }
    if let Some(trunk) = position.trunk {
        let range = match body {
            Body::Standing => &TRUNK_STANDING,
            Body::Sitting | Body::Lying => &TRUNK,
        };
        angle(trunk, range, faults);
    }
    if let Some(Placed { value: Arms::Angles { shoulder, elbow }, span }) = position.arms {
        angle(Placed { value: shoulder, span }, &SHOULDER, faults);
        angle(Placed { value: elbow, span }, &ELBOW, faults);
    }
}

/// Checks how far the toes bend back where a foot stands on its ball, its heel `pitch` degrees up.
pub fn check_toes(pitch: i32, span: Span, faults: &mut Vec<Fault>) {
    let (hard, usual) = TOES;
    let message = format!("the toes would bend back by {pitch}°, and they reach {hard}° at most");
    let help = format!("lower the heel by {}°: raise `ankle` by as much, or lean the `trunk` back", pitch - usual);
    if pitch > hard {
        faults.push(Fault::new(codes::POSE_ANGLE, span, message, help));
    } else if pitch > usual {
        let message = format!("the toes would bend back by {pitch}°, and {usual}° is the usual most");
        faults.push(Fault::new(codes::POSE_ANGLE_UNUSUAL, span, message, help));
    }
}

fn leg(leg: &Leg, body: Body, faults: &mut Vec<Fault>) {
    angle(leg.hip, &HIP, faults);
    angle(leg.knee, &KNEE, faults);
    let ankle = match body {
        Body::Standing => &ANKLE_PLANTED,
        Body::Sitting | Body::Lying => &ANKLE_FREE,
    };
    angle(leg.ankle, ankle, faults);
}

fn angle(angle: Placed<i32>, range: &Range, faults: &mut Vec<Fault>) {
    let Placed { value, span } = angle;
    let outside = |(low, high): (i32, i32)| value < low || value > high;
    let ((low, high), (from, to), name) = (range.hard, range.usual, range.name);
    if outside(range.hard) {
        let message = format!("`{name}: {value}` is more than a body can do: {low} to {high} degrees");
        let help = format!("write `{name}` from {from} to {to}");
        faults.push(Fault::new(codes::POSE_ANGLE, span, message, help));
    } else if outside(range.usual) {
        let message = format!("`{name}: {value}` is more than most people can do: {from} to {to} degrees");
        let help = format!("write `{name}` from {from} to {to}, or allow the warning and say why");
        faults.push(Fault::new(codes::POSE_ANGLE_UNUSUAL, span, message, help));
    }
}

//! A placed body as shapes: far limbs first, then the near side as one outline with shorts and hair, then the near arm.

use super::body::{
    BALL_RADIUS, FAR_LINE, FAR_SHARE, FAR_THIGH_PROFILE, FOOT, FOREARM, FOREARM_PROFILE, HAIR, HEAD, LINE, Profile,
    SHANK, SHANK_PROFILE, THIGH, THIGH_PROFILE, TOE_RADIUS, TRUNK, TRUNK_PROFILE, UPPER_ARM, UPPER_ARM_PROFILE,
};
use super::place::{ArmPlace, Frame, LegPlace};
use super::point::Point;
use super::shape::{Ink, Mark, Path};

/// How far down the thigh the shorts reach.
const HEM: f64 = 0.46;
/// How far up the trunk they reach.
const WAIST: f64 = 0.24;

/// The far arm and the far leg.
#[must_use]
pub fn far_side(frame: &Frame) -> Vec<Mark> {
    let mut marks = vec![Mark { ink: Ink::Outline(FAR_LINE), paths: arm(&frame.far_arm, FAR_SHARE).to_vec() }];
    let thigh = if frame.far.hip == frame.near.hip { THIGH_PROFILE } else { FAR_THIGH_PROFILE };
    marks.push(Mark { ink: Ink::Outline(FAR_LINE), paths: leg(&frame.far, thigh, FAR_SHARE, LINE - FAR_LINE) });
    marks.push(Mark::one(Ink::Solid(FAR_LINE), shorts_leg(&frame.far, thigh, FAR_SHARE)));
    marks
}

/// Head, trunk and near leg in one outline, with shorts and hair.
#[must_use]
pub fn near_side(frame: &Frame) -> Vec<Mark> {
    let hip = frame.hip();
    let spine = (frame.shoulder - hip).unit();
    let mut paths = vec![
        Path::rod(frame.shoulder, frame.on_head(0.0, 30.0), 27.0, 26.0),
        Path::limb(hip, spine, TRUNK, TRUNK_PROFILE, 1.0),
        head(frame),
    ];
    paths.extend(leg(&frame.near, THIGH_PROFILE, 1.0, 0.0));
    let shorts = vec![
        Path::band(hip, spine, TRUNK, TRUNK_PROFILE, (0.0, WAIST), 1.0),
        Path::circle(hip, 62.0),
        shorts_leg(&frame.near, THIGH_PROFILE, 1.0),
    ];
    let hair: Vec<Point> = HAIR.iter().map(|(ahead, above)| frame.on_head(*ahead, *above)).collect();
    vec![
        Mark { ink: Ink::Outline(LINE), paths },
        Mark { ink: Ink::Solid(12.0), paths: shorts },
        Mark::one(Ink::Solid(LINE), Path::smooth(&hair)),
    ]
}

/// The near arm.
#[must_use]
pub fn near_arm(frame: &Frame) -> Mark {
    Mark { ink: Ink::Outline(LINE), paths: arm(&frame.near_arm, 1.0).to_vec() }
}

/// The foot and its toes.
#[must_use]
pub fn foot(leg: &LegPlace, drop: f64) -> [Path; 2] {
    let sole: Vec<Point> = FOOT.iter().map(|(ahead, above)| leg.on_foot(*ahead, *above - drop)).collect();
    let down = leg.sole.left() * -drop;
    [Path::smooth(&sole), Path::rod(leg.ball() + down, leg.toe() + down, BALL_RADIUS, TOE_RADIUS)]
}

/// The foot with the lower end of the shank, from a share of its length on.
#[must_use]
pub fn lower_leg(leg: &LegPlace, from: f64) -> Vec<Path> {
    let shank = (leg.ankle - leg.knee).unit();
    let mut paths =
        vec![Path::band(leg.knee, shank, SHANK, SHANK_PROFILE, (from, 1.0), 1.0), Path::circle(leg.ankle, 19.0)];
    paths.extend(foot(leg, 0.0));
    paths
}

fn leg(leg: &LegPlace, thigh: Profile, share: f64, drop: f64) -> Vec<Path> {
    let mut paths = vec![
        Path::limb(leg.hip, (leg.knee - leg.hip).unit(), THIGH, thigh, share),
        Path::limb(leg.knee, (leg.ankle - leg.knee).unit(), SHANK, SHANK_PROFILE, share),
    ];
    paths.extend(foot(leg, drop));
    paths
}

fn shorts_leg(leg: &LegPlace, thigh: Profile, share: f64) -> Path {
    Path::band(leg.hip, (leg.knee - leg.hip).unit(), THIGH, thigh, (0.0, HEM), share)
}

fn arm(arm: &ArmPlace, share: f64) -> [Path; 2] {
    let (upper, fore) = ((arm.elbow - arm.shoulder).unit(), (arm.hand - arm.elbow).unit());
    [
        Path::limb(arm.shoulder, upper, UPPER_ARM, UPPER_ARM_PROFILE, share),
        Path::limb(arm.elbow, fore, FOREARM, FOREARM_PROFILE, share),
    ]
}

fn head(frame: &Frame) -> Path {
    let points: Vec<Point> = HEAD.iter().map(|(ahead, above)| frame.on_head(*ahead, *above)).collect();
    Path::smooth(&points)
}

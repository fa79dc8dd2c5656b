//! The body's measures in units of a thousandth of its height: bones, and the outline around them.
//!
//! Joint heights and bones are fractions of stature by Drillis and Contini 1966 as quoted in Winter, *Biomechanics and
//! Motor Control of Human Movement*, figure 4.1 (ankle .039, knee .285, hip .530, shoulder .818, chin .870; upper arm
//! .186, forearm .146, hand .108, foot .152, head .130). Widths, the ball's place and the head's shape are a drawing's
//! choice. Nothing here is placed yet.

/// Hip to shoulder.
pub const TRUNK: f64 = 288.0;
/// Shoulder to chin.
pub const NECK: f64 = 52.0;
/// Hip to knee.
pub const THIGH: f64 = 245.0;
/// Knee to ankle.
pub const SHANK: f64 = 246.0;
/// Shoulder to elbow.
pub const UPPER_ARM: f64 = 186.0;
/// Elbow to the end of a half-closed hand: a forearm of 146 and half a hand of 108.
pub const FOREARM: f64 = 200.0;
/// Where the hand begins, from the elbow.
pub const WRIST: f64 = 146.0;

/// The ankle above the floor.
pub const ANKLE: f64 = 39.0;
/// The ball of the foot, ahead of the ankle.
pub const BALL: f64 = 73.0;
/// The end of the heel, behind the ankle.
pub const HEEL: f64 = 38.0;
/// The middle of the ball above the floor: the bone's end, its flesh and the drawn line.
pub const BALL_HEIGHT: f64 = 25.0;
/// The ball's radius.
pub const BALL_RADIUS: f64 = 12.0;
/// From the middle of the ball to the middle of the toe tip.
pub const TOES: f64 = 31.0;
/// The toe tip's radius.
pub const TOE_RADIUS: f64 = 10.0;
/// How far behind the other the far leg is drawn where both do the same: so that both feet are seen.
pub const APART: f64 = 34.0;

/// The line around the near side of the body: the ink, not the outline, stands on the floor.
pub const LINE: f64 = 13.0;
/// The line around far limbs.
pub const FAR_LINE: f64 = 10.0;
/// How much thinner far limbs are drawn.
pub const FAR_SHARE: f64 = 0.94;
/// The middle of the pelvis above what one sits or lies on: its radius and the line.
pub const PELVIS_HEIGHT: f64 = 77.0;
/// The same above a chair, whose seat gives a little.
pub const SEAT_HEIGHT: f64 = 71.0;
/// The top of a step.
pub const STEP: f64 = 110.0;

/// Half widths of a part at shares of its length: `(share, left, right)`, seen along the way from its first joint to
/// its second. The left of a leg or arm that hangs is its front; the left of the trunk is its back.
pub type Profile = &'static [(f64, f64, f64)];

/// The trunk from the hip to the shoulder.
pub const TRUNK_PROFILE: Profile = &[
    (0.0, 64.0, 62.0),
    (0.16, 63.0, 61.0),
    (0.38, 52.0, 55.0),
    (0.56, 55.0, 58.0),
    (0.74, 62.0, 64.0),
    (0.9, 52.0, 54.0),
    (1.0, 37.0, 37.0),
];
/// The thigh from the hip to the knee.
pub const THIGH_PROFILE: Profile =
    &[(0.0, 60.0, 60.0), (0.25, 56.0, 57.0), (0.55, 46.0, 46.0), (0.85, 37.0, 35.0), (1.0, 34.0, 33.0)];
/// The thigh of a far leg that is shown a little ahead of the near one: narrow at the hip, so that it makes no bump
/// there.
pub const FAR_THIGH_PROFILE: Profile =
    &[(0.0, 26.0, 60.0), (0.25, 38.0, 57.0), (0.55, 43.0, 46.0), (0.85, 37.0, 35.0), (1.0, 34.0, 33.0)];
/// The shank from the knee to the ankle, with the calf behind.
pub const SHANK_PROFILE: Profile = &[
    (0.0, 33.0, 33.0),
    (0.12, 31.0, 37.0),
    (0.28, 30.0, 43.0),
    (0.45, 28.0, 39.0),
    (0.68, 23.0, 26.0),
    (0.88, 19.0, 19.0),
    (1.0, 19.0, 19.0),
];
/// The upper arm from the shoulder to the elbow.
pub const UPPER_ARM_PROFILE: Profile = &[(0.0, 30.0, 30.0), (0.5, 26.0, 27.0), (1.0, 21.0, 21.0)];
/// The forearm and hand from the elbow to the end of the hand.
pub const FOREARM_PROFILE: Profile =
    &[(0.0, 21.0, 21.0), (0.3, 20.0, 20.0), (0.7, 14.0, 14.0), (0.85, 15.0, 15.0), (1.0, 12.0, 12.0)];

/// The foot without its toes, heel first, sole last: ahead of the ankle and above it, along a flat sole.
pub const FOOT: &[(f64, f64)] = &[
    (-19.0, 6.0),
    (-24.0, -2.0),
    (-36.0, -10.0),
    (-36.0, -22.0),
    (-24.0, -26.0),
    (10.0, -25.5),
    (45.0, -25.5),
    (73.0, -26.0),
    (85.0, -17.0),
    (78.0, -3.0),
    (58.0, 0.0),
    (34.0, 9.0),
    (20.0, 18.0),
];

/// The head in profile from the chin's height on the neck's middle: ahead and up.
pub const HEAD: &[(f64, f64)] = &[
    (-14.0, 130.0),
    (-46.0, 112.0),
    (-58.0, 76.0),
    (-50.0, 40.0),
    (-30.0, 14.0),
    (2.0, 2.0),
    (30.0, -6.0),
    (50.0, 2.0),
    (55.0, 22.0),
    (60.0, 36.0),
    (75.0, 44.0),
    (64.0, 66.0),
    (58.0, 86.0),
    (46.0, 114.0),
    (20.0, 130.0),
];

/// The hair on that head.
pub const HAIR: &[(f64, f64)] = &[
    (-14.0, 132.0),
    (-48.0, 113.0),
    (-61.0, 76.0),
    (-53.0, 40.0),
    (-40.0, 22.0),
    (-22.0, 34.0),
    (-14.0, 62.0),
    (4.0, 84.0),
    (34.0, 92.0),
    (57.0, 84.0),
    (49.0, 114.0),
    (22.0, 132.0),
];

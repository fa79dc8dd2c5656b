//! Where the parts of a body lie: from angles to points, for a leg, an arm and a whole frame.
//!
//! Lean is from upright, ahead positive. The thigh leans by trunk − hip, the shank by that + knee, and the heel stands
//! higher than the toes by the shank's lean − ankle: that is the pitch of the foot.

use super::body::{ANKLE, BALL, BALL_HEIGHT, FOOT, LINE, SHANK, THIGH, TOE_RADIUS, TOES, TRUNK};
use super::limb::{Bend, middle};
use super::point::{Point, along, at, down, up};
use crate::model::pose::Leg;

/// The angles of a leg in degrees.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Angles {
    /// Hip, bending positive.
    pub hip: i32,
    /// Knee, bending positive.
    pub knee: i32,
    /// Ankle, toes up positive.
    pub ankle: i32,
}

/// The angles of a body's trunk and legs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stance {
    /// Lean of the trunk.
    pub trunk: i32,
    /// The near leg.
    pub near: Angles,
    /// The far leg.
    pub far: Angles,
}

/// What a foot meets.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Contact {
    /// Flat on its support.
    Flat,
    /// On the ball, heel up.
    Ball,
    /// On the ball at the edge of a step, heel below it.
    Hanging,
    /// On the heel, toes up.
    Heel,
    /// Nothing.
    Free,
}

/// A leg in place.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct LegPlace {
    /// The hip.
    pub hip: Point,
    /// The knee.
    pub knee: Point,
    /// The ankle.
    pub ankle: Point,
    /// The direction of the sole, heel to ball.
    pub sole: Point,
    /// The direction of the toes.
    pub toes: Point,
    /// How many degrees the heel stands higher than the ball.
    pub pitch: i32,
    /// What the foot meets.
    pub contact: Contact,
}

/// An arm in place.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct ArmPlace {
    /// The shoulder.
    pub shoulder: Point,
    /// The elbow.
    pub elbow: Point,
    /// The end of the hand.
    pub hand: Point,
}

/// A body at one moment.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Frame {
    /// Lean of the trunk in degrees.
    pub trunk: i32,
    /// The shoulders.
    pub shoulder: Point,
    /// The near leg.
    pub near: LegPlace,
    /// The far leg.
    pub far: LegPlace,
    /// The near arm.
    pub near_arm: ArmPlace,
    /// The far arm.
    pub far_arm: ArmPlace,
}

impl Angles {
    /// Angles of hip, knee and ankle.
    #[must_use]
    pub const fn new(hip: i32, knee: i32, ankle: i32) -> Self {
        Self { hip, knee, ankle }
    }

    /// The pitch of the foot under a trunk with this lean.
    #[must_use]
    pub fn pitch(self, trunk: i32) -> i32 {
        trunk - self.hip + self.knee - self.ankle
    }
}

impl From<Leg> for Angles {
    fn from(leg: Leg) -> Self {
        Self::new(leg.hip.value, leg.knee.value, leg.ankle.value)
    }
}

impl LegPlace {
    /// A leg in the air, from its hip.
    #[must_use]
    pub fn hanging(hip: Point, trunk: i32, angles: Angles) -> Self {
        let thigh = trunk - angles.hip;
        let shank = thigh + angles.knee;
        let knee = hip + down(thigh) * THIGH;
        let ankle = knee + down(shank) * SHANK;
        let pitch = shank - angles.ankle;
        let sole = along(pitch);
        Self { hip, knee, ankle, sole, toes: sole, pitch, contact: Contact::Free }
    }

    /// A leg from its hip whose flat foot has its ankle at a place; `None` where it does not reach.
    #[must_use]
    pub fn planted(hip: Point, ankle: Point) -> Option<Self> {
        let knee = middle(hip, ankle, THIGH, SHANK, Bend::Left)?;
        let flat = at(1.0, 0.0);
        Some(Self { hip, knee, ankle, sole: flat, toes: flat, pitch: 0, contact: Contact::Flat })
    }

    /// The middle of the ball of the foot.
    #[must_use]
    pub fn ball(&self) -> Point {
        self.on_foot(BALL, BALL_HEIGHT - ANKLE)
    }

    /// The end of the heel.
    #[must_use]
    pub fn heel(&self) -> Point {
        self.on_foot(-super::body::HEEL, 8.0 - ANKLE)
    }

    /// The middle of the toe tip.
    #[must_use]
    pub fn toe(&self) -> Point {
        self.ball() + self.toes * TOES
    }

    /// A point so far ahead of the ankle and above it along the sole.
    #[must_use]
    pub fn on_foot(&self, ahead: f64, above: f64) -> Point {
        self.ankle.from(self.sole, ahead, above)
    }

    /// The height of the foot's lowest ink.
    #[must_use]
    pub fn lowest(&self) -> f64 {
        let sole = FOOT.iter().map(|(ahead, above)| self.on_foot(*ahead, *above).y);
        sole.fold(self.toe().y - TOE_RADIUS, f64::min).min(self.ball().y - BALL_HEIGHT + LINE) - LINE
    }

    /// The leg moved as it is.
    #[must_use]
    pub fn moved(self, by: Point) -> Self {
        Self { hip: self.hip + by, knee: self.knee + by, ankle: self.ankle + by, ..self }
    }

    /// The leg turned about its hip by what turns one direction into another.
    #[must_use]
    pub fn turned(self, from: Point, to: Point) -> Self {
        let turn = |direction: Point| Point::turned(direction, from, to);
        let about = |point: Point| self.hip + turn(point - self.hip);
        Self {
            knee: about(self.knee),
            ankle: about(self.ankle),
            sole: turn(self.sole),
            toes: turn(self.toes),
            pitch: turn(self.sole).left().lean(),
            ..self
        }
    }

    /// The angles of the leg under a trunk with this lean, to the nearest degree.
    #[must_use]
    pub fn angles(&self, trunk: i32) -> Angles {
        let thigh = (self.hip - self.knee).lean();
        let shank = (self.knee - self.ankle).lean();
        Angles::new(trunk - thigh, shank - thigh, shank - self.pitch)
    }

    /// All joints on sixteenths of a unit.
    #[must_use]
    pub fn snapped(self) -> Self {
        Self { hip: self.hip.snapped(), knee: self.knee.snapped(), ankle: self.ankle.snapped(), ..self }
    }
}

impl ArmPlace {
    /// An arm by angles under a trunk with this lean.
    #[must_use]
    pub fn hanging(shoulder: Point, trunk: i32, (lift, elbow): (i32, i32)) -> Self {
        let joint = shoulder + down(trunk - lift) * super::body::UPPER_ARM;
        Self { shoulder, elbow: joint, hand: joint + down(trunk - lift - elbow) * super::body::FOREARM }
    }

    /// An arm whose hand lies at a place, elbow down and back; `None` where it does not reach.
    #[must_use]
    pub fn reaching(shoulder: Point, hand: Point) -> Option<Self> {
        let elbow = middle(shoulder, hand, super::body::UPPER_ARM, super::body::FOREARM, Bend::Right)?;
        Some(Self { shoulder, elbow, hand })
    }
}

impl Frame {
    /// A body around its near hip; its arms hang until they are placed.
    #[must_use]
    pub fn new(trunk: i32, near: LegPlace, far: LegPlace) -> Self {
        let shoulder = near.hip + up(trunk) * TRUNK;
        let arm = ArmPlace::hanging(shoulder, trunk, (0, 0));
        Self { trunk, shoulder, near, far, near_arm: arm, far_arm: arm }
    }

    /// The middle of the pelvis.
    #[must_use]
    pub fn hip(&self) -> Point {
        self.near.hip
    }

    /// Lean of the head: it stays nearer to upright than the trunk, but not when lying.
    #[must_use]
    pub fn head_lean(&self) -> i32 {
        if self.trunk < -45 { self.trunk } else { self.trunk * 2 / 5 }
    }

    /// The head's origin, at the chin's height on the neck.
    #[must_use]
    pub fn neck(&self) -> Point {
        self.shoulder + up((self.trunk + self.head_lean()) / 2) * super::body::NECK
    }

    /// A point of the head, ahead and up from its origin.
    #[must_use]
    pub fn on_head(&self, ahead: f64, above: f64) -> Point {
        let crown = up(self.head_lean());
        self.neck().from(crown, above, -ahead)
    }
}

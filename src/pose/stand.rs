//! Where the legs lie in each frame: feet on their support, the body over them, far legs solved to reach the floor.
//!
//! A foot within a few degrees of its surface is put flat on it; one further off is a fault that says which angles fit.

use super::body::{ANKLE, APART, BALL, BALL_HEIGHT, PELVIS_HEIGHT, SEAT_HEIGHT, SHANK, STEP, THIGH};
use super::fault::Fault;
use super::limb::{Bend, middle};
use super::limits::check_toes;
use super::place::{Angles, Contact, Frame, LegPlace};
use super::point::{Point, along, at};
use crate::diag::codes;
use crate::model::pose::{Body, FarLeg, Legs, Placed, Pose, Position, Support};

/// A foot tipped by no more degrees than this is meant to be flat.
const FLAT: i32 = 5;
/// A foot no further from its surface than this is meant to stand on it: 5° of a whole leg.
const NEAR: f64 = 43.0;
/// A lifted foot stays this far above the floor.
const CLEAR: f64 = 40.0;
/// A leg that bends no more at the knee lies along the surface it rests on.
const STRAIGHT: i32 = 15;
/// How high the top of a seat may be.
const SEAT_TOPS: (f64, f64) = (120.0, 330.0);

/// The far leg where nothing is written and one leg works: the first that clears the floor.
const LIFTED: [Angles; 4] =
    [Angles::new(8, 80, -15), Angles::new(8, 105, -15), Angles::new(30, 130, -15), Angles::new(75, 135, -5)];
/// The same when lying or sitting on the floor: foot flat, knee up.
const KNEE_UP_LYING: Angles = Angles::new(53, 117, -26);
const KNEE_UP_SITTING: Angles = Angles::new(122, 88, -40);

/// What a pose's legs rest on.
struct Ground<'a> {
    pose: &'a Pose,
    body: Body,
    /// The height of what the feet stand on.
    floor: f64,
    on_step: bool,
    faults: &'a mut Vec<Fault>,
}

/// The frames of the positions, arms still hanging; what is wrong goes to `faults`. Gives none where one cannot be
/// placed.
pub fn frames(pose: &Pose, body: Body, positions: &[&Position], faults: &mut Vec<Fault>) -> Vec<Frame> {
    let on_step = body == Body::Standing && pose.rests_on(Support::Step);
    let floor = if on_step { STEP } else { 0.0 };
    let mut ground = Ground { pose, body, floor, on_step, faults };
    let mut frames: Vec<Frame> = Vec::new();
    let mut trunk = None;
    for position in positions {
        let lean = position.trunk.map(|trunk| trunk.value).or(trunk).unwrap_or_else(|| ground.usual_lean(position));
        trunk = Some(lean);
        match ground.frame(position, lean, frames.first()) {
            Some(frame) => frames.push(frame),
            None => return Vec::new(),
        }
    }
    frames
}

impl Ground<'_> {
    /// The trunk's lean where it is not written: what keeps the near foot flat, upright when sitting, flat when lying.
    fn usual_lean(&self, position: &Position) -> i32 {
        let near = Angles::from(position.near);
        match self.body {
            Body::Standing if self.on_step || position.lift.is_some() => 0,
            Body::Standing => near.hip - near.knee + near.ankle,
            Body::Sitting => 0,
            Body::Lying => -90,
        }
    }

    fn frame(&mut self, position: &Position, trunk: i32, first: Option<&Frame>) -> Option<Frame> {
        let near = LegPlace::hanging(Point::default(), trunk, position.near.into());
        match (self.body, position.lift) {
            (Body::Standing, Some(lift)) => self.in_the_air(position, trunk, near, lift),
            (Body::Standing, None) => self.standing(position, trunk, near),
            (Body::Sitting, _) if self.on_chair() => self.on_a_chair(position, trunk, near, first),
            (Body::Sitting | Body::Lying, _) => self.on_a_surface(position, trunk, near),
        }
    }

    fn on_chair(&self) -> bool {
        self.pose.rests_on(Support::Chair) || !(self.pose.rests_on(Support::Floor) || self.pose.rests_on(Support::Bed))
    }

    /// Both feet off the floor, the lower one at the height of the lift.
    fn in_the_air(&mut self, position: &Position, trunk: i32, near: LegPlace, lift: Placed<i32>) -> Option<Frame> {
        let far = match position.far {
            Some(FarLeg::Angles(angles)) => LegPlace::hanging(near.hip, trunk, angles.into()),
            Some(FarLeg::PlantedAt(at)) => {
                self.fault(
                    codes::POSE_WORDS,
                    at,
                    "`at` plants the far foot on the floor, and `lift` takes the body off it".to_owned(),
                    "leave out `lift`, or write the far leg's angles",
                );
                return None;
            }
            None => self.other_leg(near, trunk, f64::MIN),
        };
        let rise = at(-near.ball().x, f64::from(lift.value) * 10.0 - near.lowest().min(far.lowest()));
        Some(Frame::new(trunk, near.moved(rise).snapped(), far.moved(rise).snapped()))
    }

    fn standing(&mut self, position: &Position, trunk: i32, near: LegPlace) -> Option<Frame> {
        if let Some(FarLeg::Angles(angles)) = position.far {
            let far = LegPlace::hanging(near.hip, trunk, angles.into());
            if near.lowest() > far.lowest() + NEAR {
                let far = self.stand(far, angles.knee, trunk, "far")?;
                let to = far.hip - near.hip;
                return Some(Frame::new(trunk, near.moved(to).snapped(), far.snapped()));
            }
        }
        let near = self.stand(near, position.near.knee, trunk, "near")?.snapped();
        let far = match position.far {
            None => self.other_leg(near, trunk, self.floor + CLEAR),
            Some(FarLeg::Angles(angles)) => {
                let far = LegPlace::hanging(near.hip, trunk, angles.into());
                self.settled(far, self.floor, trunk, angles.hip, "far")?
            }
            Some(FarLeg::PlantedAt(ahead)) => self.planted_ahead(near, ahead)?,
        };
        Some(Frame::new(trunk, near, far.snapped()))
    }

    /// The leg that does the same is a copy a little ahead; one that does not work is lifted above `clear`.
    fn other_leg(&self, near: LegPlace, trunk: i32, clear: f64) -> LegPlace {
        let beside = near.moved(at(APART, 0.0));
        match self.pose.legs.map_or(Legs::Both, |legs| legs.value) {
            Legs::Both => beside,
            Legs::One => {
                let mut lifted = LIFTED.iter().map(|angles| LegPlace::hanging(near.hip, trunk, *angles));
                lifted.find(|leg| leg.lowest() >= clear && leg.knee.y >= clear).unwrap_or(beside)
            }
        }
    }

    /// Puts a leg that bears the body on its support, ball at 0.
    fn stand<T>(&mut self, mut leg: LegPlace, place: Placed<T>, trunk: i32, name: &str) -> Option<LegPlace> {
        let flat = at(1.0, 0.0);
        leg.contact = match leg.pitch {
            pitch if pitch.abs() <= FLAT => {
                leg.sole = flat;
                leg.pitch = 0;
                Contact::Flat
            }
            pitch if pitch > FLAT => {
                check_toes(pitch, place.span, self.faults);
                Contact::Ball
            }
            _ if self.on_step => Contact::Hanging,
            pitch => {
                let angles = leg.angles(trunk);
                let message = format!("the {name} foot stands, but its angles lift its toes by {}°", -pitch);
                let help = format!(
                    "write `ankle: {}` or `trunk: {}`, so that trunk − hip + knee − ankle is 0",
                    angles.ankle + pitch,
                    trunk - pitch
                );
                self.faults.push(Fault::new(codes::POSE_GROUND, place.span, message, help));
                return None;
            }
        };
        leg.toes = flat;
        let ball = leg.ball();
        Some(leg.moved(at(-ball.x, self.floor + BALL_HEIGHT - ball.y)))
    }

    /// A far leg flat on the support, its ball ahead of the near one.
    fn planted_ahead(&mut self, near: LegPlace, ahead: Placed<i32>) -> Option<LegPlace> {
        let ankle = at(near.ball().x + f64::from(ahead.value) * 10.0 - BALL, self.floor + ANKLE);
        let far = LegPlace::planted(near.hip, ankle);
        if far.is_none() {
            let reach = (-60..=60).filter(|at| {
                let ankle = self::at(near.ball().x + f64::from(*at) * 10.0 - BALL, self.floor + ANKLE);
                (ankle - near.hip).length() <= THIGH + SHANK
            });
            let help = match (reach.clone().min(), reach.max()) {
                (Some(low), Some(high)) => format!("write `at` from {low} to {high}, or bend the near leg more"),
                _ => "bend the near leg more, so that the hips come down".to_owned(),
            };
            self.fault(
                codes::POSE_REACH,
                ahead,
                format!("the far leg does not reach the floor at `at: {}`", ahead.value),
                &help,
            );
        }
        far
    }

    /// A leg by angles that may stand: flat where it nearly is, free where it is well above, a fault where it is below.
    fn settled<T>(
        &mut self,
        leg: LegPlace,
        surface: f64,
        trunk: i32,
        place: Placed<T>,
        name: &str,
    ) -> Option<LegPlace> {
        let height = leg.lowest() - surface;
        if leg.pitch.abs() <= FLAT && height.abs() <= NEAR {
            let ankle = at(leg.ankle.x, surface + ANKLE);
            if let Some(planted) = LegPlace::planted(leg.hip, ankle) {
                return Some(planted);
            }
        }
        if leg.pitch > FLAT && height.abs() <= NEAR && self.body != Body::Lying {
            check_toes(leg.pitch, place.span, self.faults);
            if let Some(standing) = on_its_ball(leg, at(leg.ball().x, surface + BALL_HEIGHT)) {
                return Some(standing);
            }
        }
        if height < -1.0 {
            let depth = (-height / 10.0).round();
            let fits = LegPlace::planted(leg.hip, at(leg.ankle.x, surface + ANKLE)).map(|leg| leg.angles(trunk));
            let help = match fits {
                Some(Angles { hip, knee, ankle }) => {
                    format!("write `hip: {hip}, knee: {knee}, ankle: {ankle}`, which puts it flat on the floor")
                }
                None => "bend its knee more".to_owned(),
            };
            let message = format!("the {name} foot goes through what it rests on, by {depth} % of body height");
            self.faults.push(Fault::new(codes::POSE_GROUND, place.span, message, help));
            return None;
        }
        Some(leg)
    }

    /// Sitting on a chair: the first frame by its feet, the seat under it, later frames on that seat.
    fn on_a_chair(&mut self, position: &Position, trunk: i32, near: LegPlace, first: Option<&Frame>) -> Option<Frame> {
        let Some(first) = first else {
            let near = self.stand(near, position.near.knee, trunk, "near")?.snapped();
            let seat = near.hip.y - SEAT_HEIGHT;
            let (low, high) = SEAT_TOPS;
            if seat < low || seat > high {
                let message = format!("the seat of the chair would be at {} % of body height", (seat / 10.0).round());
                let help = "write `hip` and `knee` near 90, so that the seat is 12 to 33 % of body height high";
                self.faults.push(Fault::new(codes::POSE_GROUND, position.near.hip.span, message, help));
                return None;
            }
            let far = self.far_of_sitting(position, trunk, near)?;
            return Some(Frame::new(trunk, near, far.snapped()));
        };
        let placed = near.moved(first.near.hip - near.hip);
        let near = self.beside(placed, &first.near, trunk, position.near.knee)?.snapped();
        let far = match position.far {
            None if self.pose.legs.map(|legs| legs.value) == Some(Legs::One) => first.far,
            Some(_) | None => self.far_of_sitting(position, trunk, near)?,
        };
        Some(Frame::new(trunk, near, far.snapped()))
    }

    /// The near leg of a later frame on a chair: its ball stays where it was unless the foot is lifted.
    fn beside<T>(&mut self, leg: LegPlace, first: &LegPlace, trunk: i32, place: Placed<T>) -> Option<LegPlace> {
        let near_ball = (leg.ball() - first.ball()).length() <= 3.0 * NEAR;
        if leg.pitch > FLAT && near_ball {
            check_toes(leg.pitch, place.span, self.faults);
            if let Some(standing) = on_its_ball(leg, first.ball()) {
                return Some(standing);
            }
        }
        self.settled(leg, self.floor, trunk, place, "near")
    }

    fn far_of_sitting(&mut self, position: &Position, trunk: i32, near: LegPlace) -> Option<LegPlace> {
        match position.far {
            None => Some(near.moved(at(APART, 0.0))),
            Some(FarLeg::Angles(angles)) => {
                let far = LegPlace::hanging(near.hip, trunk, angles.into()).moved(at(APART, 0.0));
                self.settled(far, self.floor, trunk, angles.hip, "far")
            }
            Some(FarLeg::PlantedAt(ahead)) => self.planted_ahead(near, ahead),
        }
    }

    /// Sitting or lying on the floor or a bed: the pelvis rests, a straight leg lies down, a bent one stands.
    fn on_a_surface(&mut self, position: &Position, trunk: i32, near: LegPlace) -> Option<Frame> {
        let near = near.moved(at(0.0, PELVIS_HEIGHT));
        let near = self.resting(near, position.near.knee, trunk, "near")?.snapped();
        let usual = if self.body == Body::Lying { KNEE_UP_LYING } else { KNEE_UP_SITTING };
        let far = match position.far {
            None if self.pose.legs.map(|legs| legs.value) == Some(Legs::One) => {
                let far = LegPlace::hanging(near.hip, trunk, usual);
                self.settled(far, 0.0, trunk, position.near.hip, "far")?
            }
            None => near.moved(at(APART, 0.0)),
            Some(FarLeg::Angles(angles)) => {
                let far = LegPlace::hanging(near.hip, trunk, angles.into());
                self.resting(far, angles.knee, trunk, "far")?
            }
            Some(FarLeg::PlantedAt(ahead)) => self.planted_ahead(near, ahead)?,
        };
        Some(Frame::new(trunk, near, far.snapped()))
    }

    /// A leg on the surface its body rests on: laid down when nearly straight and near it, else as [`Self::settled`].
    fn resting(&mut self, leg: LegPlace, knee: Placed<i32>, trunk: i32, name: &str) -> Option<LegPlace> {
        if knee.value > STRAIGHT || leg.lowest().abs() > NEAR {
            return self.settled(leg, 0.0, trunk, knee, name);
        }
        let mut laid = leg;
        // Two turns bring the heel to the surface within a hundredth of a unit: its shape turns with the leg.
        for _ in 0..3 {
            let way = laid.ankle - laid.hip;
            let drop = way.y - laid.lowest();
            let length = way.length();
            let ahead = (length * length - drop * drop).max(0.0).sqrt();
            laid = laid.turned(way.unit(), at(ahead, drop).unit());
        }
        Some(laid)
    }

    fn fault<T>(&mut self, code: crate::diag::Code, place: Placed<T>, message: String, help: &str) {
        self.faults.push(Fault::new(code, place.span, message, help));
    }
}

/// The leg with its ball at a place, its ankle as it was; `None` where it does not reach.
///
/// From the knee on it is one stiff rod, as the ankle's angle is what the exercise is about.
fn on_its_ball(leg: LegPlace, ball: Point) -> Option<LegPlace> {
    let rod = leg.ball() - leg.knee;
    let knee = middle(leg.hip, ball, THIGH, rod.length(), Bend::Left)?;
    let (from, to) = (rod.unit(), (ball - knee).unit());
    let turn = |direction: Point| Point::turned(direction, from, to);
    let ankle = knee + turn(leg.ankle - leg.knee);
    let sole = turn(leg.sole);
    let pitch = sole.left().lean();
    Some(LegPlace { knee, ankle, sole, toes: at(1.0, 0.0), pitch, contact: Contact::Ball, ..leg })
}

/// A frame of a built-in movement: the lowest foot on the floor.
#[must_use]
pub fn moving(stance: super::place::Stance) -> Frame {
    let leg = |angles: Angles| {
        let mut leg = LegPlace::hanging(Point::default(), stance.trunk, angles);
        leg.contact = if leg.pitch > FLAT { Contact::Ball } else { Contact::Heel };
        if leg.contact == Contact::Ball {
            leg.toes = along(leg.pitch.min(0));
        }
        leg
    };
    let (near, far) = (leg(stance.near), leg(stance.far));
    let settle = at(-near.hip.x, -near.lowest().min(far.lowest()));
    let place = |leg: LegPlace| {
        let mut leg = leg.moved(settle);
        if leg.lowest() > NEAR {
            leg.contact = Contact::Free;
            leg.toes = leg.sole;
        }
        leg.snapped()
    };
    let (near, far) = (place(near), place(far));
    Frame::new(stance.trunk, near, far)
}

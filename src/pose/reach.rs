//! Where the arms lie: hands on a wall, a table, a chair or the thighs, pulling a strap, or swung.
//!
//! A wall, a table and a chair stand where both frames reach them, and neither they nor the hands on them move.

use super::body::{LINE, SEAT_HEIGHT};
use super::fault::Fault;
use super::place::{ArmPlace, Frame};
use super::point::{Point, at};
use crate::base::span::Span;
use crate::diag::codes;
use crate::model::pose::{ArmPlace as Place, Arms, Body, FarLeg, Placed, Pose, Position, Support, Thing, Weight};

/// The line of a wall, floor or table top.
pub const EDGE: f64 = 18.0;
/// From the middle of a hand's end to what it lies on: its radius and its line.
const PALM: f64 = 12.0 + LINE;
/// The top of a table or worktop.
pub const TABLE: f64 = 500.0;
/// The top of a chair's back that one stands behind.
pub const CHAIR_BACK: f64 = 480.0;
/// A wall so far ahead of the shoulders takes nearly straight arms.
const ARMS_LENGTH: f64 = 385.0;
/// A wall so far ahead is for balance.
const FINGERTIPS: f64 = 215.0;

/// What the hands lie on.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Hold {
    /// A wall whose face stands at this x.
    Wall(f64),
    /// A table whose near edge stands at this x.
    Table(f64),
    /// A chair whose back stands at this x.
    Chair(f64),
}

/// Places the arms of all frames; gives what the hands lie on.
pub fn place(
    pose: &Pose,
    body: Body,
    positions: &[&Position],
    frames: &mut [Frame],
    faults: &mut Vec<Fault>,
) -> Option<Hold> {
    let hold = hold(pose, body, positions, frames);
    let first = *frames.first()?;
    for (position, frame) in positions.iter().zip(frames.iter_mut()) {
        let named = position.arms;
        let usual = usual(pose, body);
        let (near, far) = match named.map(|arms| arms.value) {
            Some(Arms::Angles { shoulder, elbow }) => {
                let arm = ArmPlace::hanging(frame.shoulder, frame.trunk, (shoulder, elbow));
                (Some(arm), Some(arm))
            }
            Some(Arms::Named(place)) => both(place, pose, hold, frame, &first),
            None => both(usual, pose, hold, frame, &first),
        };
        let held = pose.weight.map(|weight| weight.value);
        let near = match held {
            Some(Weight::Hands) => Some(ArmPlace::hanging(frame.shoulder, frame.trunk, (frame.trunk, 4))),
            Some(Weight::Knee) | None => near,
        };
        match (near, far) {
            (Some(near), Some(far)) => {
                frame.near_arm = near;
                frame.far_arm = far;
            }
            (None, _) | (_, None) => {
                let span = named.map_or(position.span, |arms| arms.span);
                let word = match named.map(|arms| arms.value) {
                    Some(Arms::Named(place)) => place.word(),
                    Some(Arms::Angles { .. }) | None => usual.word(),
                };
                faults.push(Fault::new(
                    codes::POSE_REACH,
                    span,
                    format!("the hands do not reach for `arms: {word}`"),
                    "lean the `trunk` nearer, keep the two positions closer together, or write other `arms`",
                ));
            }
        }
    }
    hold
}

/// Reports a head, knee or foot beyond the wall.
pub fn check_wall(hold: Option<Hold>, frames: &[Frame], span: Span, faults: &mut Vec<Fault>) {
    let Some(Hold::Wall(wall)) = hold else { return };
    for frame in frames {
        let parts = [
            ("head", frame.on_head(75.0, 44.0)),
            ("near knee", frame.near.knee + at(33.0, 0.0)),
            ("far knee", frame.far.knee + at(33.0, 0.0)),
            ("near foot", frame.near.toe() + at(10.0, 0.0)),
            ("far foot", frame.far.toe() + at(10.0, 0.0)),
        ];
        let worst = parts.iter().max_by(|one, other| one.1.x.total_cmp(&other.1.x));
        let Some((name, _)) = worst.filter(|(_, point)| point.x + LINE > wall) else { continue };
        faults.push(Fault::new(
            codes::POSE_THROUGH,
            span,
            format!("the {name} would go through the wall"),
            "lean the `trunk` less, bring the far foot back, or write `arms: wall` with other angles",
        ));
        return;
    }
}

/// Reports a head, hand or knee below the floor.
pub fn check_floor(positions: &[&Position], frames: &[Frame], faults: &mut Vec<Fault>) {
    for (position, frame) in positions.iter().zip(frames) {
        let parts = [
            ("head", frame.on_head(-58.0, 66.0), 5.0),
            ("near hand", frame.near_arm.hand, 6.0),
            ("far hand", frame.far_arm.hand, 6.0),
            ("near knee", frame.near.knee, 20.0),
            ("far knee", frame.far.knee, 20.0),
        ];
        let Some((name, _, _)) = parts.iter().find(|(_, point, least)| point.y < *least) else { continue };
        let help = match *name {
            "head" => "bring the `trunk` up",
            "near hand" | "far hand" => "write other `arms`",
            _ => "bend the hip more, so that the knee comes up",
        };
        let message = format!("the {name} would go through the floor");
        faults.push(Fault::new(codes::POSE_THROUGH, position.span, message, help));
    }
}

/// What the hands lie on, where it must stand for all frames.
fn hold(pose: &Pose, body: Body, positions: &[&Position], frames: &[Frame]) -> Option<Hold> {
    let shoulders = || frames.iter().map(|frame| frame.shoulder.x);
    let least = shoulders().fold(f64::MAX, f64::min);
    let most = shoulders().fold(f64::MIN, f64::max);
    let feet = frames.iter().map(|frame| frame.near.toe().x.max(frame.far.toe().x)).fold(f64::MIN, f64::max);
    if frames.is_empty() || body != Body::Standing {
        return None;
    }
    let apart = positions.iter().any(|position| match position.far {
        Some(FarLeg::PlantedAt(ahead)) => ahead.value >= 10,
        Some(FarLeg::Angles(_)) => frames.iter().all(|frame| frame.far.ball().x - frame.near.ball().x >= 100.0),
        None => false,
    });
    if pose.rests_on(Support::Wall) {
        let wall = if apart { least + ARMS_LENGTH } else { most + FINGERTIPS };
        return Some(Hold::Wall(wall.round()));
    }
    if pose.rests_on(Support::Table) {
        return Some(Hold::Table((most + 170.0).round()));
    }
    pose.rests_on(Support::Chair).then(|| Hold::Chair((most + 170.0).max(feet + 40.0).round()))
}

/// What the arms do where it is not written.
fn usual(pose: &Pose, body: Body) -> Place {
    match body {
        Body::Standing if pose.rests_on(Support::Wall) => Place::Wall,
        Body::Standing if pose.rests_on(Support::Table) => Place::Table,
        Body::Standing if pose.rests_on(Support::Chair) => Place::Chair,
        _ if pose.shows(Thing::Strap) || pose.shows(Thing::Band) => Place::Strap,
        Body::Sitting => Place::Thighs,
        Body::Standing | Body::Lying => Place::Sides,
    }
}

/// Both arms at a named place.
fn both(
    place: Place,
    pose: &Pose,
    hold: Option<Hold>,
    frame: &Frame,
    first: &Frame,
) -> (Option<ArmPlace>, Option<ArmPlace>) {
    let shoulder = frame.shoulder;
    let reach = |hand: Point| ArmPlace::reaching(shoulder, hand);
    let hang = |angles: (i32, i32)| Some(ArmPlace::hanging(shoulder, frame.trunk, angles));
    let alike = |arm: Option<ArmPlace>| (arm, arm);
    match (place, hold) {
        (Place::Wall, Some(Hold::Wall(wall))) => {
            let lowest = first.shoulder.y.min(frame.shoulder.y);
            let stretch = wall - first.shoulder.x > FINGERTIPS + 60.0;
            // The palm's height comes from the first frame alone, so that it is the same in both.
            let height = if stretch { first.shoulder.y - 60.0 } else { first.shoulder.y - 30.0 };
            let palm = at(wall - PALM, height.min(lowest + 90.0));
            (reach(palm), reach(palm + at(0.0, 45.0)))
        }
        (Place::Table, Some(Hold::Table(edge))) => {
            let hand = at(edge + 26.0, TABLE + PALM);
            (reach(hand), reach(hand + at(24.0, 0.0)))
        }
        (Place::Chair, Some(Hold::Chair(back))) => {
            let hand = at(back, CHAIR_BACK + PALM);
            (reach(hand), reach(hand + at(16.0, 0.0)))
        }
        (Place::Chair, _) => {
            let hand = frame.hip() + at(36.0, -SEAT_HEIGHT + 34.0);
            alike(reach(hand))
        }
        (Place::Thighs, _) => {
            let thigh = frame.near.knee - frame.near.hip;
            let hand = frame.near.hip.from(thigh.unit(), 186.0, 62.0);
            (reach(hand), reach(hand + at(22.0, 0.0)))
        }
        (Place::Strap, _) => {
            let pulled = if frame == first { 330.0 } else { 285.0 };
            let hand = shoulder + (frame.near.ball() - shoulder).unit() * pulled;
            (reach(hand), reach(hand + at(0.0, -24.0)))
        }
        (Place::Forward, _) if pose.body.map(|body| body.value) == Some(Body::Sitting) => {
            let way = frame.near.ankle + at(0.0, 90.0) - shoulder;
            let hand = shoulder + way.unit() * way.length().min(375.0);
            alike(reach(hand))
        }
        (Place::Forward, _) => (hang((52, 28)), hang((58, 28))),
        (Place::Back, _) => (hang((-38, 14)), hang((-30, 14))),
        (Place::Swing, _) => (hang((24, 16)), hang((-22, 8))),
        (Place::Sides, _) if frame.trunk < -45 => alike(hang((4, 6))),
        (Place::Sides | Place::Wall | Place::Table, _) => alike(hang((frame.trunk, 8))),
    }
}

/// Whether a named place needs a support or a thing that the pose lacks: the word that is missing.
#[must_use]
pub fn lacks(arms: Placed<Arms>, pose: &Pose, body: Body) -> Option<&'static str> {
    let Arms::Named(place) = arms.value else { return None };
    let lacking = |named: bool, word: &'static str| (!named).then_some(word);
    match place {
        Place::Wall => lacking(pose.rests_on(Support::Wall), "support: wall"),
        Place::Table => lacking(pose.rests_on(Support::Table), "support: table"),
        Place::Chair => lacking(pose.rests_on(Support::Chair), "support: chair"),
        Place::Strap => lacking(pose.shows(Thing::Strap) || pose.shows(Thing::Band), "with: strap"),
        Place::Thighs => lacking(body == Body::Sitting, "body: sitting"),
        Place::Forward | Place::Back | Place::Sides | Place::Swing => None,
    }
}

//! The arrow of a movement: what it follows, from where to where, and its shape.

use super::body::LINE;
use super::place::{Contact, Frame};
use super::point::{Point, at};
use super::scene::Scene;
use super::shape::{Bounds, Ink, Mark, Path};
use crate::model::pose::{Body, Joint, Tracer};

/// No arrow is shorter.
pub const SHORTEST: f64 = 116.0;
const SHAFT: f64 = 18.0;
const HEAD: (f64, f64) = (46.0, 50.0);
const CASING: f64 = 8.0;

/// A straight arrow.
#[must_use]
pub fn straight(from: Point, to: Point) -> Vec<Mark> {
    along(&[from, to])
}

/// An arrow along points; its head points as the last two do.
#[must_use]
pub fn along(points: &[Point]) -> Vec<Mark> {
    let (Some(tip), Some(before)) = (points.last().copied(), points.iter().rev().nth(1).copied()) else {
        return Vec::new();
    };
    let (breadth, length) = HEAD;
    let direction = (tip - before).unit();
    let neck = tip - direction * (length - 4.0);
    let mut shaft: Vec<Point> = points.iter().copied().filter(|point| (*point - tip).length() > length).collect();
    shaft.push(neck);
    let head = Path::polygon(&[
        tip,
        tip.from(direction, -length, breadth / 2.0),
        tip.from(direction, -length, -breadth / 2.0),
    ]);
    let shaft = Path::open(&shaft);
    vec![
        Mark::one(Ink::PaperLine(SHAFT + 2.0 * CASING), shaft.clone()),
        Mark::one(Ink::Paper(2.0 * CASING), head.clone()),
        Mark::one(Ink::Line(SHAFT), shaft),
        Mark::one(Ink::Solid(2.0), head),
    ]
}

/// What the arrow of a scene follows.
#[must_use]
pub fn tracer(scene: &Scene<'_>) -> Tracer {
    if let Some(named) = scene.pose.arrow {
        return named.value;
    }
    let (Some(first), Some(last)) = (scene.frames.first(), scene.frames.last()) else { return Tracer::None };
    if scene.gait.is_some() || scene.frames.len() < 2 {
        return Tracer::None;
    }
    let lifted = |frame: &Frame| frame.near.contact == Contact::Free;
    match (scene.body, scene.pose.moves.map(|moves| moves.value)) {
        (Body::Standing, _) if lifted(last) && last.far.contact == Contact::Free => Tracer::Foot,
        (_, Some(Joint::Hip)) => Tracer::Knee,
        (_, Some(Joint::Knee)) if !lifted(last) => Tracer::Hips,
        (_, Some(Joint::Knee)) => Tracer::Foot,
        (_, Some(Joint::Ankle) | None) if lifted(last) || lifted(first) => Tracer::Toe,
        (_, Some(Joint::Ankle)) if first.near.contact == Contact::Flat && last.near.contact == Contact::Flat => {
            Tracer::Hips
        }
        (_, Some(Joint::Ankle)) => Tracer::Heel,
        (_, None) => Tracer::None,
    }
}

/// The arrows of the last frame, whose body lies in `body`. A heel that is shown in a lens has its arrow there.
#[must_use]
pub fn marks(scene: &Scene<'_>, body: Bounds) -> Vec<Mark> {
    let (Some(first), Some(last)) = (scene.frames.first(), scene.frames.last()) else { return Vec::new() };
    let behind = last.hip().x - 62.0 - LINE;
    match tracer(scene) {
        Tracer::None => Vec::new(),
        Tracer::Heel => {
            let x = last.near.heel().x - 60.0;
            straight(at(x, last.near.ball().y - 20.0), at(x, last.near.ball().y + SHORTEST))
        }
        Tracer::Hips => hips(first, last, behind),
        Tracer::Knee => {
            let x = first.near.knee.x.max(last.near.knee.x) + 120.0;
            let (low, high) = spread(first.near.knee.y, last.near.knee.y);
            straight(at(x, low), at(x, high))
        }
        Tracer::Foot => foot(first, last, body),
        Tracer::Toe => toe(first, last),
        Tracer::Head => head(first, last),
    }
}

/// Two heights, moved apart to the shortest arrow where they are nearer.
fn spread(from: f64, to: f64) -> (f64, f64) {
    let lacking = (SHORTEST - (to - from).abs()).max(0.0) / 2.0;
    let sign = if to < from { -1.0 } else { 1.0 };
    (from - sign * lacking, to + sign * lacking)
}

/// Hips that come down or go ahead; a heel that stays down beside them.
fn hips(first: &Frame, last: &Frame, behind: f64) -> Vec<Mark> {
    let way = last.hip() - first.hip();
    let mut marks = if way.x.abs() > way.y.abs() * 1.5 {
        let (from, to) = if way.x > 0.0 {
            (at(behind - 36.0 - SHORTEST - 30.0, last.hip().y), at(behind - 36.0, last.hip().y))
        } else {
            (at(behind - 36.0, last.hip().y), at(behind - 36.0 - SHORTEST - 30.0, last.hip().y))
        };
        straight(from, to)
    } else {
        let (from, to) = spread(first.hip().y, last.hip().y);
        straight(at(behind - 60.0, from), at(behind - 60.0, to))
    };
    if last.near.contact == Contact::Flat {
        let heel = last.near.heel();
        let floor = heel.y - 8.0;
        marks.extend(straight(at(heel.x - 62.0, floor + SHORTEST + 6.0), at(heel.x - 62.0, floor + 8.0)));
    }
    marks
}

/// A foot in the air: up and down again beside a hop, or its way.
fn foot(first: &Frame, last: &Frame, body: Bounds) -> Vec<Mark> {
    if last.far.contact == Contact::Free && last.near.contact == Contact::Free {
        let left = last.near.heel().x.min(last.near.toe().x).min(last.far.ankle.x) - 74.0;
        let right = last.near.toe().x.max(last.far.toe().x) + 84.0;
        let top = SHORTEST + 40.0;
        let mut marks = straight(at(left.max(body.low.x - 20.0), 16.0), at(left.max(body.low.x - 20.0), top));
        marks.extend(straight(at(right, top), at(right, 10.0)));
        return marks;
    }
    let (from, to) = (first.near.ankle, last.near.ankle);
    let aside = (to - from).unit().left() * 100.0;
    along(&[from + aside, from.towards(to, 0.5) + aside * 1.15, to + aside])
}

/// Toes that turn about the ankle.
fn toe(first: &Frame, last: &Frame) -> Vec<Mark> {
    let centre = last.near.ankle;
    let (from, to) = (first.near.sole, last.near.sole);
    let radius = 192.0;
    let bend = |share: f64| centre + from.towards(to, share).unit() * radius;
    let points: Vec<Point> = (0..=10).map(|part| bend(f64::from(part) / 10.0)).collect();
    along(&points)
}

/// A head that is carried ahead: a bow above its way.
fn head(first: &Frame, last: &Frame) -> Vec<Mark> {
    let centre = |frame: &Frame| frame.on_head(10.0, 70.0);
    let hip = last.hip();
    let (from, to) = (centre(first) - hip, centre(last) - hip);
    let bow = |share: f64| {
        let way = from.towards(to, share);
        hip + way.unit() * (way.length() + 130.0)
    };
    let points: Vec<Point> = (1..=10).map(|part| bow(f64::from(part) / 10.0)).collect();
    along(&points)
}

/// The arrows between two frames that are done by turns.
#[must_use]
pub fn by_turns(centre: Point) -> Vec<Mark> {
    let mut marks = straight(centre + at(-75.0, 45.0), centre + at(75.0, 45.0));
    marks.extend(straight(centre + at(75.0, -45.0), centre + at(-75.0, -45.0)));
    marks
}

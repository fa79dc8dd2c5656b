//! What a body rests on and holds, as shapes: floor, wall, step, chair, table, bed, pillow, strap, band, weight, moon.

use super::body::{FAR_LINE, LINE, SEAT_HEIGHT, STEP};
use super::place::{Contact, Frame};
use super::point::{Point, at};
use super::reach::{CHAIR_BACK, EDGE, Hold, TABLE};
use super::scene::Scene;
use super::shape::{Bounds, Ink, Mark, Path};
use crate::model::pose::{Body, Support, Thing, Weight};

/// The upper face of a bed above the floor under it.
const BED: f64 = 190.0;
/// The line around a step.
const STEP_LINE: f64 = 13.0;
/// The middle of the floor's line: its upper edge overlaps the feet's ink a little, so that no light shows between.
const FLOOR: f64 = -5.0;

/// What stands behind the body of a frame whose box is `body`.
#[must_use]
pub fn behind(scene: &Scene<'_>, frame: &Frame, body: Bounds) -> Vec<Mark> {
    let mut marks = Vec::new();
    let pose = scene.pose;
    let on_bed = pose.rests_on(Support::Bed) && scene.body != Body::Standing;
    let (mut from, mut to) = (body.low.x - 30.0, body.high.x + 30.0);
    match scene.hold {
        Some(Hold::Wall(wall)) => to = wall + 70.0,
        Some(Hold::Table(edge)) => to = edge + 230.0,
        Some(Hold::Chair(back)) => to = back + 270.0,
        None => {}
    }
    if on_bed {
        marks.extend(bed(scene, from - 40.0, to + 30.0));
    } else {
        if sits_on_chair(scene) {
            let seat = at(frame.hip().x, frame.hip().y - SEAT_HEIGHT);
            marks.extend(chair(seat));
            from = from.min(seat.x - 150.0);
        }
        marks.push(Mark::one(Ink::Line(EDGE), Path::open(&[at(from, FLOOR), at(to, FLOOR)])));
    }
    if scene.body == Body::Standing && pose.rests_on(Support::Step) {
        marks.extend(step(scene));
    }
    match scene.hold {
        Some(Hold::Wall(wall)) => marks.extend(self::wall(wall, scene)),
        Some(Hold::Table(edge)) => marks.extend(table(edge)),
        Some(Hold::Chair(back)) => marks.extend(chair_ahead(back)),
        None => {}
    }
    if scene.body == Body::Lying {
        let head = frame.on_head(-58.0, 66.0);
        marks.push(pillow(at(head.x - 96.0, 6.0), at(head.x + 88.0, (head.y - 4.0).max(26.0))));
    }
    marks
}

/// Whether the body sits on a chair.
#[must_use]
pub fn sits_on_chair(scene: &Scene<'_>) -> bool {
    let pose = scene.pose;
    scene.body == Body::Sitting
        && (pose.rests_on(Support::Chair) || !(pose.rests_on(Support::Floor) || pose.rests_on(Support::Bed)))
}

/// What is held in front of the body, under the near arm.
#[must_use]
pub fn held(scene: &Scene<'_>, frame: &Frame) -> Vec<Mark> {
    let mut marks = Vec::new();
    match scene.pose.weight.map(|weight| weight.value) {
        Some(Weight::Knee) => {
            let thigh = (frame.near.knee - frame.near.hip).unit();
            marks.extend(kettlebell(frame.near.hip.from(thigh, 196.0, 46.0 + LINE)));
        }
        Some(Weight::Hands) => marks.extend(dumb_bell(frame.near_arm.hand)),
        None => {}
    }
    let strap = scene.pose.shows(Thing::Strap);
    if strap || scene.pose.shows(Thing::Band) {
        marks.extend(loop_round_foot(frame, strap));
    }
    marks
}

/// A moon beside the head, for the night.
#[must_use]
pub fn moon(centre: Point) -> Mark {
    let point = |x: f64, y: f64| centre + at(x, y);
    let crescent = Path::smooth(&[
        point(10.0, 45.0),
        point(-30.0, 36.0),
        point(-47.0, 0.0),
        point(-30.0, -36.0),
        point(10.0, -45.0),
        point(40.0, -24.0),
        point(8.0, -22.0),
        point(-10.0, 2.0),
        point(0.0, 28.0),
    ]);
    Mark::one(Ink::Solid(4.0), crescent)
}

/// Lines behind a runner.
#[must_use]
pub fn speed(frame: &Frame) -> Mark {
    let back = frame.shoulder.x.min(frame.hip().x) - 190.0;
    let line = |height: f64, length: f64| Path::open(&[at(back - length, height), at(back, height)]);
    let middle = (frame.shoulder.y + frame.hip().y) / 2.0;
    Mark {
        ink: Ink::Line(10.0),
        paths: vec![line(middle + 120.0, 80.0), line(middle + 60.0, 130.0), line(middle, 100.0)],
    }
}

fn wall(face: f64, scene: &Scene<'_>) -> Vec<Mark> {
    let top = scene.frames.iter().map(|frame| frame.shoulder.y + 110.0).fold(0.0, f64::max);
    let x = face + EDGE / 2.0;
    let mut hatch = Vec::new();
    let mut height = 50.0;
    while height < top - 20.0 {
        hatch.push(Path::open(&[at(x + 14.0, height - 30.0), at(x + 52.0, height + 16.0)]));
        height += 75.0;
    }
    vec![
        Mark::one(Ink::Line(EDGE), Path::open(&[at(x, FLOOR), at(x, top)])),
        Mark { ink: Ink::Line(8.0), paths: hatch },
    ]
}

fn step(scene: &Scene<'_>) -> Vec<Mark> {
    // The edge lies under the ball; the step reaches the wall or well past the toes.
    let edge = -30.0;
    let far = match scene.hold {
        Some(Hold::Wall(wall)) => wall,
        Some(Hold::Table(_) | Hold::Chair(_)) | None => 190.0,
    };
    vec![Mark::one(
        Ink::Outline(STEP_LINE),
        // As with the floor, the ink of the top overlaps that of the feet a little.
        Path::rectangle(at(edge + STEP_LINE, 0.0), at(far - STEP_LINE, STEP + 4.0 - STEP_LINE)),
    )]
}

fn chair(seat: Point) -> Vec<Mark> {
    let legs = vec![
        Path::open(&[seat + at(-96.0, -30.0), at(seat.x - 110.0, 4.0)]),
        Path::open(&[seat + at(96.0, -30.0), at(seat.x + 104.0, 4.0)]),
    ];
    let back = Path::open(&[seat + at(-104.0, -10.0), seat + at(-132.0, 330.0)]);
    let rest = Path::rod(seat + at(-121.0, 200.0), seat + at(-131.0, 316.0), 11.0, 11.0);
    vec![
        Mark { ink: Ink::Line(16.0), paths: legs },
        Mark::one(Ink::Line(16.0), back),
        Mark::one(Ink::Solid(4.0), rest),
        Mark::one(Ink::Outline(12.0), Path::rectangle(seat + at(-106.0, -26.0), seat + at(110.0, -12.0))),
    ]
}

/// A chair that one stands behind: its back towards the body.
fn chair_ahead(back: f64) -> Vec<Mark> {
    let seat = at(back, 236.0);
    let legs = vec![
        Path::open(&[at(back + 8.0, seat.y), at(back, 4.0)]),
        Path::open(&[seat + at(180.0, 0.0), at(back + 188.0, 4.0)]),
        Path::open(&[at(back, CHAIR_BACK - 8.0), seat + at(8.0, 0.0)]),
    ];
    vec![
        Mark { ink: Ink::Line(16.0), paths: legs },
        Mark::one(
            Ink::Solid(4.0),
            Path::rod(at(back, CHAIR_BACK - 9.0), at(back + 3.0, CHAIR_BACK - 90.0), 11.0, 11.0),
        ),
        Mark::one(Ink::Outline(12.0), Path::rectangle(seat + at(4.0, -6.0), seat + at(184.0, 8.0))),
    ]
}

fn table(edge: f64) -> Vec<Mark> {
    vec![
        Mark {
            ink: Ink::Line(16.0),
            paths: vec![Path::open(&[at(edge + 190.0, TABLE - 30.0), at(edge + 190.0, 4.0)])],
        },
        Mark::one(Ink::Outline(12.0), Path::rectangle(at(edge, TABLE - 36.0), at(edge + 220.0, TABLE - 12.0))),
    ]
}

fn bed(scene: &Scene<'_>, from: f64, to: f64) -> Vec<Mark> {
    let mut marks = vec![
        Mark {
            ink: Ink::Line(18.0),
            paths: vec![
                Path::open(&[at(from + 24.0, -70.0), at(from + 24.0, -BED / 1.5)]),
                Path::open(&[at(to - 24.0, -70.0), at(to - 24.0, -BED / 1.5)]),
            ],
        },
        Mark::one(Ink::Outline(12.0), Path::rectangle(at(from + 12.0, -70.0), at(to - 12.0, -12.0))),
    ];
    if scene.body == Body::Sitting {
        marks.push(pillow(at(from + 20.0, 6.0), at(from + 130.0, 64.0)));
    }
    marks
}

/// A pillow under the near leg, where it is asked for: in front of the far leg, behind the near one.
#[must_use]
pub fn leg_pillow(scene: &Scene<'_>, frame: &Frame) -> Option<Mark> {
    if !scene.pose.shows(Thing::Pillow) {
        return None;
    }
    let leg = &frame.near;
    let shank = (leg.ankle - leg.knee).unit();
    // Under the shank's lower half, so that the heel is free.
    let left = leg.knee.from(shank, 120.0, -38.0);
    let right = leg.knee.from(shank, 232.0, -24.0);
    let path = Path::smooth(&[
        at(left.x - 26.0, 34.0),
        at(left.x - 14.0, 8.0),
        at((left.x + right.x) / 2.0, 5.0),
        at(right.x + 16.0, 8.0),
        at(right.x + 26.0, 60.0),
        right + at(14.0, -12.0),
        right + at(0.0, -LINE),
        left + at(0.0, -LINE),
        left + at(-16.0, -26.0),
    ]);
    Some(Mark::one(Ink::Outline(FAR_LINE), path))
}

fn pillow(low: Point, high: Point) -> Mark {
    let middle = at((low.x + high.x) / 2.0, (low.y + high.y) / 2.0);
    let path = Path::smooth(&[
        at(low.x, low.y + 4.0),
        at(middle.x, low.y),
        at(high.x, low.y + 4.0),
        at(high.x + 8.0, middle.y),
        at(high.x - 6.0, high.y),
        at(middle.x, high.y + 3.0),
        at(low.x + 6.0, high.y),
        at(low.x - 8.0, middle.y),
    ]);
    Mark::one(Ink::Outline(FAR_LINE), path)
}

/// A weight that stands on the knees, with a ring to hold.
fn kettlebell(base: Point) -> Vec<Mark> {
    let body =
        Path::polygon(&[base + at(-54.0, 0.0), base + at(54.0, 0.0), base + at(42.0, 74.0), base + at(-42.0, 74.0)]);
    let ring = Path::circle(base + at(0.0, 88.0), 22.0);
    vec![
        Mark::one(Ink::PaperLine(26.0), ring.clone()),
        Mark::one(Ink::Paper(20.0), body.clone()),
        Mark::one(Ink::Line(11.0), ring),
        Mark::one(Ink::Solid(4.0), body),
    ]
}

/// A dumb-bell that hangs from a hand, its end towards the reader.
fn dumb_bell(hand: Point) -> Vec<Mark> {
    let centre = hand + at(0.0, -4.0);
    let bar = Path::open(&[centre + at(-62.0, 0.0), centre + at(62.0, 0.0)]);
    let plate = |x: f64| Path::rectangle(centre + at(x - 17.0, -42.0), centre + at(x + 17.0, 42.0));
    let plates = vec![plate(-66.0), plate(66.0)];
    vec![
        Mark::one(Ink::PaperLine(34.0), bar.clone()),
        Mark { ink: Ink::Paper(24.0), paths: plates.clone() },
        Mark::one(Ink::Line(16.0), bar),
        Mark { ink: Ink::Solid(8.0), paths: plates },
    ]
}

/// A strap or band from the hand round the ball of the foot.
fn loop_round_foot(frame: &Frame, strap: bool) -> Vec<Mark> {
    let foot = &frame.near;
    let (over, under) = (foot.on_foot(68.0, 4.0), foot.on_foot(72.0, -36.0));
    let hand = frame.near_arm.hand;
    let mut paths = vec![Path::open(&[hand, over, under])];
    if !strap {
        let way = under - hand;
        paths.push(Path::open(&[hand, hand + way]));
    }
    let tail = Path::open(&[hand, hand + at(-6.0, -56.0)]);
    paths.push(tail);
    vec![
        Mark {
            ink: Ink::PaperLine(34.0),
            paths: vec![Path::open(&[hand.towards(over, 0.2), hand.towards(over, 0.8)])],
        },
        Mark { ink: Ink::Line(if strap { 16.0 } else { 9.0 }), paths },
    ]
}

/// Whether the near foot stands in both frames.
#[must_use]
pub fn near_foot_stands(scene: &Scene<'_>) -> bool {
    scene.frames.iter().all(|frame| frame.near.contact != Contact::Free)
}

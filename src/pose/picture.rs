//! Frames laid out as one picture: numbered, side by side or one under the other, with the window beside them.

use super::arrow;
use super::body::LINE;
use super::lens::{self, LARGE, SMALL};
use super::muscle;
use super::outline;
use super::place::Frame;
use super::point::{Point, at};
use super::props;
use super::scene::Scene;
use super::shape::{Bounds, Ink, Mark, Path};
use crate::model::pose::{Gait, Thing};

/// A picture: marks to be drawn in order, and a round window among them.
#[derive(Clone, Debug)]
pub struct Picture {
    /// Its corners.
    pub bounds: Bounds,
    /// What is drawn first.
    pub marks: Vec<Mark>,
    /// The window.
    pub window: Option<Window>,
    /// What is drawn last.
    pub over: Vec<Mark>,
    /// The boxes of the numerals, for tests of the layout.
    pub numerals: Vec<Bounds>,
}

/// A round window with its own marks, which are cut at its rim.
#[derive(Clone, Debug)]
pub struct Window {
    /// Its middle.
    pub centre: Point,
    /// Its radius.
    pub radius: f64,
    /// What it shows, around its middle.
    pub marks: Vec<Mark>,
}

/// Free room around a picture.
const MARGIN: f64 = 20.0;
/// How far beyond its rim a window's marks may reach; nothing else is drawn there.
pub const BEYOND: f64 = 64.0;
/// Between two frames.
const GAP: f64 = 64.0;
/// Between two frames that are done by turns, with room for arrows.
const TURNS_GAP: f64 = 260.0;
/// A numeral's size.
const NUMERAL: Point = at(58.0, 104.0);

/// The picture of a scene: all its positions.
#[must_use]
pub fn picture(scene: &Scene<'_>) -> Picture {
    let count = scene.frames.len();
    let mirror = |marks: Vec<Mark>| -> Vec<Mark> {
        if scene.faces_left() {
            marks.iter().map(|mark| mark.moved(&|point| at(-point.x, point.y))).collect()
        } else {
            marks
        }
    };
    let frames: Vec<Vec<Mark>> = scene
        .frames
        .iter()
        .enumerate()
        .map(|(place, frame)| mirror(frame_marks(scene, frame, place + 1 == count)))
        .collect();
    let (mut picture, moved) = laid_out(scene, frames);
    if let Some(lens) = lens::of(scene) {
        let side = if scene.faces_left() { -1.0 } else { 1.0 };
        add_window(&mut picture, at(lens.looks_at.x * side, lens.looks_at.y) + moved, mirror(lens.marks));
    }
    let around = at(MARGIN, MARGIN);
    picture.bounds = Bounds { low: picture.bounds.low - around, high: picture.bounds.high + around };
    picture
}

/// All marks of one frame, around its own origin.
fn frame_marks(scene: &Scene<'_>, frame: &Frame, last: bool) -> Vec<Mark> {
    let mut body = outline::far_side(frame);
    body.extend(props::leg_pillow(scene, frame));
    body.extend(outline::near_side(frame));
    let arm = outline::near_arm(frame);
    body.push(arm.clone());
    let held = props::held(scene, frame);
    let mut with_held = body.clone();
    with_held.extend(held.iter().cloned());
    let bounds = Bounds::of(&with_held).unwrap_or(Bounds { low: Point::default(), high: Point::default() });
    let mut marks = props::behind(scene, frame, bounds);
    body.pop();
    marks.append(&mut body);
    if last {
        for named in &scene.pose.muscle {
            marks.extend(muscle::marks(named.value, &frame.near));
        }
        if let Some(joint) = scene.pose.moves {
            marks.extend(muscle::ring(joint.value, &frame.near, 1.0));
        }
    }
    marks.extend(held);
    marks.push(arm);
    let runs = scene.frames.iter().position(|other| other == frame).and_then(|place| scene.moments.get(place));
    if runs.is_some_and(|moment| moment.runs) {
        marks.push(props::speed(frame));
    }
    if last && lens::of(scene).is_none() {
        marks.extend(arrow::marks(scene, bounds));
    }
    if last && scene.gait.is_some_and(|gait| gait != Gait::RunWalk) {
        let from = at(bounds.high.x + 40.0, frame.hip().y + 60.0);
        marks.extend(arrow::straight(from, from + at(150.0, 0.0)));
    }
    if scene.pose.shows(Thing::Moon) && scene.frames.first() == Some(frame) {
        marks.push(props::moon(at(frame.shoulder.x + 330.0, frame.on_head(0.0, 90.0).y)));
    }
    marks
}

/// Numbers the frames and puts them side by side; one under the other where they are wide and low.
/// Gives the picture and how far its last frame was moved.
fn laid_out(scene: &Scene<'_>, frames: Vec<Vec<Mark>>) -> (Picture, Point) {
    let boxes: Vec<Bounds> = frames.iter().filter_map(|marks| Bounds::of(marks)).collect();
    let low = boxes.iter().map(|bounds| bounds.low.y).fold(f64::MAX, f64::min);
    let high = boxes.iter().map(|bounds| bounds.high.y).fold(f64::MIN, f64::max);
    let stacked = boxes.iter().any(|bounds| bounds.width() > 1.7 * (high - low));
    let by_turns = scene.gait == Some(Gait::RunWalk) && frames.len() == 2;
    let mut picture = Picture {
        bounds: Bounds { low: Point::default(), high: Point::default() },
        marks: Vec::new(),
        window: None,
        over: Vec::new(),
        numerals: Vec::new(),
    };
    let numbered = frames.len() > 1;
    let mut end: Option<Bounds> = None;
    let mut last = Point::default();
    for (place, (mut marks, bounds)) in frames.into_iter().zip(boxes).enumerate() {
        let mut bounds = bounds;
        let mut numeral_box = None;
        if numbered {
            let top = if stacked { bounds.high.y } else { high };
            let spot = numeral_spot(&marks, bounds, top);
            let drawn = numeral(place + 1, spot);
            let around = Bounds::of(std::slice::from_ref(&drawn)).unwrap_or(bounds);
            bounds = bounds.with(around);
            numeral_box = Some(around);
            marks.push(drawn);
        }
        let gap = if by_turns { TURNS_GAP } else { GAP };
        let shift = match end {
            None => Point::default(),
            Some(before) if stacked => at(0.0, before.low.y - GAP - bounds.high.y),
            Some(before) => at(before.high.x + gap - bounds.low.x, 0.0),
        };
        if let (true, Some(before)) = (by_turns, end) {
            picture.marks.extend(arrow::by_turns(at(before.high.x + gap / 2.0, (low + high) / 2.0)));
        }
        let placed = bounds.moved(shift);
        picture.numerals.extend(numeral_box.map(|bounds| bounds.moved(shift)));
        picture.marks.extend(marks.iter().map(|mark| mark.moved(&|point| point + shift)));
        end = Some(placed);
        picture.bounds = if place == 0 { placed } else { picture.bounds.with(placed) };
        last = shift;
    }
    (picture, last)
}

/// Where a numeral stands: in the top left corner where that is free, else left of the frame.
fn numeral_spot(marks: &[Mark], bounds: Bounds, top: f64) -> Point {
    let corner = |x: f64| at(x, top - NUMERAL.y);
    let left = corner(bounds.low.x + 10.0);
    let beside = corner(bounds.low.x - NUMERAL.x - 24.0);
    if is_free(marks, left) { left } else { beside }
}

fn is_free(marks: &[Mark], spot: Point) -> bool {
    let around = at(30.0, 30.0);
    let (low, high) = (spot - around, spot + NUMERAL + around);
    let inside = |point: Point| point.x > low.x && point.x < high.x && point.y > low.y && point.y < high.y;
    !marks.iter().flat_map(|mark| &mark.paths).any(|path| path.traced().into_iter().any(inside))
}

/// A numeral drawn as lines, as a picture carries no font.
fn numeral(number: usize, low: Point) -> Mark {
    let point = |x: f64, y: f64| low + at(x, y);
    let path = if number == 1 {
        Path::open(&[point(10.0, 78.0), point(36.0, 97.0), point(36.0, 7.0)])
    } else {
        Path::open(&[
            point(8.0, 74.0),
            point(12.0, 86.0),
            point(22.0, 95.0),
            point(36.0, 95.0),
            point(47.0, 85.0),
            point(48.0, 70.0),
            point(40.0, 54.0),
            point(8.0, 7.0),
            point(51.0, 7.0),
        ])
    };
    Mark::one(Ink::Line(14.0), path)
}

/// Adds the window right of the frames, the circle it looks at, and a line between the two.
fn add_window(picture: &mut Picture, small: Point, marks: Vec<Mark>) {
    let centre = at(picture.bounds.high.x + BEYOND + LARGE, picture.bounds.low.y.max(-20.0) + LARGE + 90.0);
    let rim = Bounds { low: centre - at(LARGE + 8.0, LARGE + 8.0), high: centre + at(LARGE + 8.0, LARGE + 8.0) };
    let way = (centre - small).unit();
    let leader = Path::open(&[small + way * SMALL, centre - way * LARGE]);
    picture.marks.push(Mark::one(Ink::Line(8.0), Path::circle(small, SMALL)));
    picture.over.push(Mark::one(Ink::Line(8.0), leader));
    picture.bounds = picture.bounds.with(rim);
    let low = small.y - SMALL - LINE;
    picture.bounds.low.y = picture.bounds.low.y.min(low);
    picture.window = Some(Window { centre, radius: LARGE, marks });
}

//! The muscle at work: a hatched shape on its limb, and the ring on the joint that moves.
//!
//! Hatching is lines cut at the shape's edge, as neither patterns nor grey survive every photocopier.

use super::body::{SHANK, THIGH};
use super::place::LegPlace;
use super::point::{Point, up};
use super::shape::{Ink, Mark, Path};
use crate::model::pose::{Joint, Muscle};

/// A muscle's outline along a bone: shares of its length, and units to the front of it.
type Shape = &'static [(f64, f64)];

/// From behind the knee to the middle of the shank.
const GASTROCNEMIUS: Shape = &[
    (-0.03, -16.0),
    (0.12, -27.0),
    (0.28, -33.0),
    (0.44, -29.0),
    (0.56, -18.0),
    (0.44, -6.0),
    (0.28, 0.0),
    (0.1, -2.0),
];
/// Lower and deeper.
const SOLEUS: Shape =
    &[(0.3, -18.0), (0.42, -28.0), (0.56, -24.0), (0.74, -14.0), (0.9, -8.0), (0.74, 0.0), (0.56, 4.0), (0.4, 0.0)];
/// Both.
const CALF: Shape = &[
    (-0.03, -16.0),
    (0.12, -27.0),
    (0.28, -33.0),
    (0.44, -30.0),
    (0.62, -20.0),
    (0.88, -9.0),
    (0.7, -1.0),
    (0.44, 0.0),
    (0.28, 2.0),
    (0.1, -2.0),
];
const HAMSTRINGS: Shape = &[
    (0.12, -30.0),
    (0.3, -46.0),
    (0.5, -38.0),
    (0.75, -28.0),
    (0.95, -20.0),
    (0.75, -12.0),
    (0.5, -12.0),
    (0.3, -14.0),
];
const QUADRICEPS: Shape =
    &[(0.14, 28.0), (0.3, 14.0), (0.5, 10.0), (0.75, 10.0), (0.9, 20.0), (0.75, 28.0), (0.5, 36.0), (0.3, 42.0)];

/// Width and distance of the hatching's lines.
const HATCH: (f64, f64) = (9.0, 20.0);
/// Lean of the hatching from the bone, in degrees.
const SLANT: i32 = 58;

/// A muscle of a leg.
#[must_use]
pub fn marks(muscle: Muscle, leg: &LegPlace) -> Vec<Mark> {
    cut(muscle, leg, f64::MIN, 1.0)
}

/// The part of a muscle from a share of its bone on, for a picture so much larger in which lines stay as wide.
#[must_use]
pub fn cut(muscle: Muscle, leg: &LegPlace, least: f64, scale: f64) -> Vec<Mark> {
    let (shape, from, to, length) = match muscle {
        Muscle::Gastrocnemius => (GASTROCNEMIUS, leg.knee, leg.ankle, SHANK),
        Muscle::Soleus => (SOLEUS, leg.knee, leg.ankle, SHANK),
        Muscle::Calf => (CALF, leg.knee, leg.ankle, SHANK),
        Muscle::Hamstrings => (HAMSTRINGS, leg.hip, leg.knee, THIGH),
        Muscle::Quadriceps => (QUADRICEPS, leg.hip, leg.knee, THIGH),
    };
    let bone = (to - from).unit();
    let points: Vec<Point> =
        shape.iter().map(|(share, ahead)| from.from(bone, share.max(least) * length, *ahead)).collect();
    let outline = Path::smooth(&points);
    let slanted = Point::turned(bone, up(0), up(SLANT));
    let (width, gap) = HATCH;
    let stripes = stripes(&outline.traced(), slanted, gap / scale);
    vec![
        Mark::one(Ink::Paper(18.0), outline.clone()),
        Mark { ink: Ink::Line(width), paths: stripes },
        Mark::one(Ink::Line(width), outline),
    ]
}

/// Lines in a direction at equal distances, cut at an area's edge.
fn stripes(area: &[Point], direction: Point, gap: f64) -> Vec<Path> {
    let across = direction.left();
    let heights = || area.iter().map(|point| point.dot(across));
    let (low, high) = (heights().fold(f64::MAX, f64::min), heights().fold(f64::MIN, f64::max));
    let mut stripes = Vec::new();
    let mut height = low + gap * 0.6;
    while height < high - gap * 0.3 {
        let mut cuts: Vec<f64> = Vec::new();
        for (place, from) in area.iter().enumerate() {
            let to = area.get(place + 1).or(area.first()).copied().unwrap_or(*from);
            let (a, b) = (from.dot(across) - height, to.dot(across) - height);
            if (a < 0.0) != (b < 0.0) {
                cuts.push(from.towards(to, a / (a - b)).dot(direction));
            }
        }
        cuts.sort_by(f64::total_cmp);
        for pair in cuts.chunks_exact(2) {
            if let [start, end] = pair {
                let point = |along: f64| Point::default().from(direction, along, height);
                stripes.push(Path::open(&[point(*start), point(*end)]));
            }
        }
        height += gap;
    }
    stripes
}

/// The ring on a joint; `scale` makes it larger.
#[must_use]
pub fn ring(joint: Joint, leg: &LegPlace, scale: f64) -> Vec<Mark> {
    let centre = match joint {
        Joint::Hip => leg.hip,
        Joint::Knee => leg.knee,
        Joint::Ankle => leg.ankle,
    };
    vec![
        Mark::one(Ink::Paper(10.0), Path::circle(centre, 21.0 * scale)),
        Mark::one(Ink::Line(8.0), Path::circle(centre, 17.0 * scale)),
        Mark::one(Ink::Solid(0.0), Path::circle(centre, 6.0 * scale)),
    ]
}

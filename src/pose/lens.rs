//! A round window with the working foot larger: a heel raise lifts the heel by 2 mm on a figure of 30 mm.
//!
//! The foot at the start is dashed, the foot at the end is drawn whole; an arrow leads from one to the other.

use super::arrow::{self, SHORTEST};
use super::body::{LINE, STEP};
use super::muscle;
use super::outline;
use super::place::{Contact, LegPlace};
use super::point::{Point, at};
use super::props::near_foot_stands;
use super::scene::Scene;
use super::shape::{Ink, Mark, Path};
use crate::model::pose::{Body, Support, Tracer};

/// How much larger the foot is.
pub const SCALE: f64 = 2.2;
/// The radius of the window in the figure.
pub const SMALL: f64 = 104.0;
/// The radius of the window itself.
pub const LARGE: f64 = SMALL * SCALE;
/// A movement of the tracer over less than this is too small to be seen.
const VISIBLE: f64 = 120.0;

/// A window: where it looks, and what it shows around its own middle.
#[derive(Clone, Debug)]
pub struct Lens {
    /// The middle of what it looks at, in the last frame.
    pub looks_at: Point,
    /// What it shows, with its middle at the origin.
    pub marks: Vec<Mark>,
}

/// The window of a scene, where the near foot stands and moves too little to be seen.
#[must_use]
pub fn of(scene: &Scene<'_>) -> Option<Lens> {
    let (first, last) = (scene.frames.first()?, scene.frames.last()?);
    let (from, to) = (&first.near, &last.near);
    let moved = (to.heel() - from.heel()).length();
    let small = scene.frames.len() == 2 && moved > 1.0 && moved < VISIBLE;
    if !small || arrow::tracer(scene) != Tracer::Heel || !near_foot_stands(scene) || to.contact == Contact::Flat {
        return None;
    }
    let centre = to.ball() + at(-40.0, 30.0);
    let least = shown_of_shank(to, centre);
    let on_step = scene.body == Body::Standing && scene.pose.rests_on(Support::Step);
    let into = |point: Point| (point - centre) * SCALE;
    // Lines keep their width, so the ink of a larger foot ends higher: what it stands on moves up to meet it.
    let surface = |height: f64| into(at(0.0, height + LINE)).y - LINE;
    let ground = surface(if on_step { STEP } else { 0.0 });
    let mut marks = vec![support(on_step, ground, into(at(-30.0, 0.0)).x)];
    let [ghost, _] = outline::foot(from, 0.0);
    marks.push(Mark::one(Ink::Dashed(12.0, 26, 18), ghost.moved(&into)));
    let paths = outline::lower_leg(to, least).iter().map(|path| path.moved(&into)).collect();
    marks.push(Mark { ink: Ink::Outline(LINE), paths });
    for named in &scene.pose.muscle {
        marks.extend(muscle::cut(named.value, to, least, SCALE).iter().map(|mark| mark.moved(&into)));
    }
    if let Some(joint) = scene.pose.moves {
        marks.extend(muscle::ring(joint.value, to, 0.62).iter().map(|mark| mark.moved(&into)));
    }
    marks.extend(heel_arrow(from, to, if on_step { f64::MIN } else { ground + 22.0 }, &into));
    Some(Lens { looks_at: centre, marks })
}

/// From which share on the shank is shown: its cut end lies just beyond the rim.
fn shown_of_shank(leg: &LegPlace, centre: Point) -> f64 {
    let seen = (0..=160).rev().map(|part| f64::from(part) / 160.0);
    let mut hidden = seen.filter(|share| (leg.knee.towards(leg.ankle, *share) - centre).length() > SMALL + 5.0);
    hidden.next().unwrap_or(0.0)
}

/// Beside the heel, from where it was to where it is; not below `least`.
fn heel_arrow(from: &LegPlace, to: &LegPlace, least: f64, into: &impl Fn(Point) -> Point) -> Vec<Mark> {
    let x = into(from.heel()).x.min(into(to.heel()).x) - 28.0;
    let (low, high) = (into(from.heel()).y, into(to.heel()).y);
    let lacking = (SHORTEST + 14.0 - (high - low).abs()).max(0.0) / 2.0;
    let rises = high > low;
    let (low, high) = (low.min(high) - lacking, low.max(high) + lacking);
    let raise = (least - low).max(0.0);
    let (low, high) = (at(x, low + raise), at(x, high + raise));
    if rises { arrow::straight(low, high) } else { arrow::straight(high, low) }
}

/// The floor, or the step whose edge lies at `edge`.
fn support(on_step: bool, surface: f64, edge: f64) -> Mark {
    if on_step {
        let step = Path::open(&[at(edge, -LARGE), at(edge, surface - 14.0), at(LARGE, surface - 14.0)]);
        return Mark::one(Ink::Line(28.0), step);
    }
    Mark::one(Ink::Solid(0.0), Path::rectangle(at(-LARGE, surface - 30.0), at(LARGE, surface)))
}

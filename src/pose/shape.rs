//! Shapes of a drawing: paths of lines and curves, and marks that say how paths are inked. Nothing here knows a body.
//!
//! Closed shapes run anticlockwise, so that parts of one mark that overlap are filled as one.

use super::body::Profile;
use super::point::{Point, at};

/// One step of a path.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Step {
    /// To a first point.
    Move(Point),
    /// A straight line.
    Line(Point),
    /// A cubic curve: two handles and its end.
    Curve(Point, Point, Point),
}

/// A path.
#[derive(Clone, Debug, PartialEq, Default)]
pub struct Path {
    /// Its steps; the first is a move.
    pub steps: Vec<Step>,
    /// Whether it ends where it began.
    pub closed: bool,
}

/// How a mark is inked.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Ink {
    /// Paper inside, with a line of this width all round the union of its paths.
    Outline(f64),
    /// Ink inside, with an edge of this width.
    Solid(f64),
    /// A line of this width.
    Line(f64),
    /// A dashed line of this width, each dash and gap so long.
    Dashed(f64, i32, i32),
    /// Paper inside, with an edge of paper of this width.
    Paper(f64),
    /// A line of paper of this width.
    PaperLine(f64),
}

/// Paths that are inked alike.
#[derive(Clone, Debug, PartialEq)]
pub struct Mark {
    /// How.
    pub ink: Ink,
    /// What.
    pub paths: Vec<Path>,
}

/// A box around marks.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Bounds {
    /// Its lower left corner.
    pub low: Point,
    /// Its upper right corner.
    pub high: Point,
}

impl Path {
    /// Straight lines from point to point.
    #[must_use]
    pub fn open(points: &[Point]) -> Self {
        let step = |(place, point): (usize, &Point)| if place == 0 { Step::Move(*point) } else { Step::Line(*point) };
        Self { steps: points.iter().enumerate().map(step).collect(), closed: false }
    }

    /// Straight lines round an area.
    #[must_use]
    pub fn polygon(points: &[Point]) -> Self {
        Self { closed: true, ..Self::open(points) }
    }

    /// A smooth curve round an area, through all points.
    ///
    /// At each point it runs as the line between its neighbours does; handles are a share of their own side, so that
    /// points near each other make tight bends.
    #[must_use]
    pub fn smooth(points: &[Point]) -> Self {
        let count = points.len();
        let point = |place: usize| points.get(place % count.max(1)).copied().unwrap_or_default();
        let heading = |place: usize| (point(place + 1) - point(place + count - 1)).unit();
        let mut steps = vec![Step::Move(point(0))];
        for place in 0..count {
            let (here, next) = (point(place), point(place + 1));
            let handle = (next - here).length() * 0.37;
            steps.push(Step::Curve(here + heading(place) * handle, next - heading(place + 1) * handle, next));
        }
        Self { steps, closed: true }
    }

    /// A circle.
    #[must_use]
    pub fn circle(centre: Point, radius: f64) -> Self {
        let corner = |x: f64, y: f64| centre + at(x, y) * radius;
        let k = 0.5523;
        let quarter = |from: (f64, f64), to: (f64, f64)| {
            let handle = |a: (f64, f64), b: (f64, f64)| corner(a.0 + b.0 * k, a.1 + b.1 * k);
            Step::Curve(handle(from, to), handle(to, from), corner(to.0, to.1))
        };
        let (right, top, left, foot) = ((1.0, 0.0), (0.0, 1.0), (-1.0, 0.0), (0.0, -1.0));
        let steps = vec![
            Step::Move(corner(1.0, 0.0)),
            quarter(right, top),
            quarter(top, left),
            quarter(left, foot),
            quarter(foot, right),
        ];
        Self { steps, closed: true }
    }

    /// The outline of a limb from a joint on, `length` along a direction, with round ends.
    #[must_use]
    pub fn limb(joint: Point, direction: Point, length: f64, profile: Profile, share: f64) -> Self {
        let mut points = sides(joint, direction, length, profile, share, (0.0, 1.0));
        let half = points.len() / 2;
        let radius = |end: Option<&(f64, f64, f64)>| end.map_or(0.0, |(_, left, right)| (left + right) / 2.0 * share);
        points.insert(half, joint.from(direction, length + radius(profile.last()), 0.0));
        points.push(joint.from(direction, -radius(profile.first()), 0.0));
        Self::smooth(&points)
    }

    /// A part of a limb's outline with straight ends, between two shares of its length.
    #[must_use]
    pub fn band(joint: Point, direction: Point, length: f64, profile: Profile, part: (f64, f64), share: f64) -> Self {
        Self::polygon(&sides(joint, direction, length, profile, share, part))
    }

    /// A rod with round ends of two radii.
    #[must_use]
    pub fn rod(from: Point, to: Point, start: f64, end: f64) -> Self {
        let way = to - from;
        let direction = way.unit();
        let length = way.length();
        let slant = std::f64::consts::FRAC_1_SQRT_2;
        Self::smooth(&[
            from.from(direction, 0.0, -start),
            to.from(direction, 0.0, -end),
            from.from(direction, length + end * slant, -end * slant),
            from.from(direction, length + end, 0.0),
            from.from(direction, length + end * slant, end * slant),
            to.from(direction, 0.0, end),
            from.from(direction, 0.0, start),
            from.from(direction, -start * slant, start * slant),
            from.from(direction, -start, 0.0),
            from.from(direction, -start * slant, -start * slant),
        ])
    }

    /// A rectangle with its lower left corner at `low`.
    #[must_use]
    pub fn rectangle(low: Point, high: Point) -> Self {
        Self::polygon(&[low, at(high.x, low.y), high, at(low.x, high.y)])
    }

    /// All points, handles included.
    pub fn points(&self) -> impl Iterator<Item = Point> + '_ {
        self.steps.iter().flat_map(|step| match *step {
            Step::Move(point) | Step::Line(point) => vec![point],
            Step::Curve(first, second, end) => vec![first, second, end],
        })
    }

    /// Points on the path, close enough together to stand for it.
    #[must_use]
    pub fn traced(&self) -> Vec<Point> {
        let mut traced: Vec<Point> = Vec::new();
        for step in &self.steps {
            let from = traced.last().copied().unwrap_or_default();
            match *step {
                Step::Move(point) => traced.push(point),
                Step::Line(to) => traced.extend((1..=8).map(|part| from.towards(to, f64::from(part) / 8.0))),
                Step::Curve(first, second, to) => traced.extend((1..=8).map(|part| {
                    let share = f64::from(part) / 8.0;
                    let (a, b, c) =
                        (from.towards(first, share), first.towards(second, share), second.towards(to, share));
                    a.towards(b, share).towards(b.towards(c, share), share)
                })),
            }
        }
        traced
    }

    /// The path with each point moved by a function.
    #[must_use]
    pub fn moved(&self, to: &impl Fn(Point) -> Point) -> Self {
        let moved = |step: &Step| match *step {
            Step::Move(point) => Step::Move(to(point)),
            Step::Line(point) => Step::Line(to(point)),
            Step::Curve(first, second, end) => Step::Curve(to(first), to(second), to(end)),
        };
        Self { steps: self.steps.iter().map(moved).collect(), closed: self.closed }
    }
}

/// Points down the right side of a limb and back up its left, between two shares of its length.
fn sides(joint: Point, direction: Point, length: f64, profile: Profile, share: f64, part: (f64, f64)) -> Vec<Point> {
    let mut stations = vec![width_at(profile, part.0)];
    stations.extend(profile.iter().copied().filter(|(station, _, _)| *station > part.0 && *station < part.1));
    stations.push(width_at(profile, part.1));
    let right = stations.iter().map(|(station, _, right)| joint.from(direction, station * length, -right * share));
    let left = stations.iter().rev().map(|(station, left, _)| joint.from(direction, station * length, left * share));
    right.chain(left).collect()
}

/// The half widths at a share of the length, between the two nearest of the table.
fn width_at(profile: Profile, share: f64) -> (f64, f64, f64) {
    let before = profile.iter().rev().find(|(station, _, _)| *station <= share).or(profile.first());
    let after = profile.iter().find(|(station, _, _)| *station >= share).or(profile.last());
    match (before, after) {
        (Some(low), Some(high)) if high.0 > low.0 => {
            let part = (share - low.0) / (high.0 - low.0);
            (share, low.1 + (high.1 - low.1) * part, low.2 + (high.2 - low.2) * part)
        }
        (Some(found), _) | (None, Some(found)) => (share, found.1, found.2),
        (None, None) => (share, 0.0, 0.0),
    }
}

impl Mark {
    /// A mark of one path.
    #[must_use]
    pub fn one(ink: Ink, path: Path) -> Self {
        Self { ink, paths: vec![path] }
    }

    /// How far its ink reaches beyond its paths.
    #[must_use]
    pub fn reach(&self) -> f64 {
        match self.ink {
            Ink::Outline(line) => line,
            Ink::Solid(edge) | Ink::Paper(edge) => edge / 2.0,
            Ink::Line(width) | Ink::Dashed(width, _, _) | Ink::PaperLine(width) => width / 2.0,
        }
    }

    /// The mark with each point moved by a function; widths stay.
    #[must_use]
    pub fn moved(&self, to: &impl Fn(Point) -> Point) -> Self {
        Self { ink: self.ink, paths: self.paths.iter().map(|path| path.moved(to)).collect() }
    }
}

impl Bounds {
    /// The box around all ink of the marks; `None` without marks.
    #[must_use]
    pub fn of(marks: &[Mark]) -> Option<Self> {
        let mut bounds: Option<Self> = None;
        for mark in marks {
            let reach = mark.reach();
            for point in mark.paths.iter().flat_map(Path::points) {
                let around = Self { low: point - at(reach, reach), high: point + at(reach, reach) };
                bounds = Some(bounds.map_or(around, |bounds| bounds.with(around)));
            }
        }
        bounds
    }

    /// The box around two boxes.
    #[must_use]
    pub fn with(self, other: Self) -> Self {
        Self {
            low: at(self.low.x.min(other.low.x), self.low.y.min(other.low.y)),
            high: at(self.high.x.max(other.high.x), self.high.y.max(other.high.y)),
        }
    }

    /// Its width.
    #[must_use]
    pub fn width(self) -> f64 {
        self.high.x - self.low.x
    }

    /// Its height.
    #[must_use]
    pub fn height(self) -> f64 {
        self.high.y - self.low.y
    }

    /// Whether two boxes share more than an edge.
    #[must_use]
    pub fn meets(self, other: Self) -> bool {
        self.low.x < other.high.x && other.low.x < self.high.x && self.low.y < other.high.y && other.low.y < self.high.y
    }

    /// The box moved.
    #[must_use]
    pub fn moved(self, by: Point) -> Self {
        Self { low: self.low + by, high: self.high + by }
    }
}

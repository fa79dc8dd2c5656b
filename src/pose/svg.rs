//! A picture as SVG in whole units: with classes for a page, or with its own black and white for a file of its own.
//!
//! Classes are `edge` and `line` (drawn lines), `solid` (ink inside), `paper` and `casing` (the ground shows). There
//! are no ids, so that one page may hold a picture twice: the window is cut by a ring of paper, not by a clip.

use std::fmt::Write as _;

use super::picture::{BEYOND, Picture, Window};
use super::point::{Point, at};
use super::shape::{Bounds, Ink, Mark, Path, Step};
use crate::base::html::escape;

/// Units of a picture for one pixel on a page, where nothing else sets its size.
const UNITS_A_PIXEL: i32 = 4;
/// Units for a millimetre on paper: a standing figure is 30 mm high.
const UNITS_A_MILLIMETRE: i32 = 37;

/// The style of a picture of its own: black on white, safe for a photocopier.
const STYLE: &str = ".edge,.line{fill:none;stroke:#000}.solid{fill:#000;stroke:#000}.paper{fill:#fff;stroke:#fff}.casing{fill:none;stroke:#fff}path{stroke-linecap:round;stroke-linejoin:round}text{font-family:'Atkinson Hyperlegible',sans-serif;fill:#000}";

/// A picture's marks as SVG, before it is known where they are shown and what is read out in their place.
#[derive(Clone, Debug)]
pub struct Drawn {
    /// The width in whole units.
    pub width: i32,
    /// The height in whole units.
    pub height: i32,
    marks: String,
}

impl Drawn {
    /// Its width and height on paper, in millimetres with one digit after the point.
    #[must_use]
    pub fn millimetres(&self) -> [String; 2] {
        [millimetres(self.width), millimetres(self.height)]
    }

    /// Writes a picture's marks.
    #[must_use]
    pub fn new(picture: &Picture) -> Self {
        let view = View::new(picture.bounds);
        let mut marks = String::new();
        drawing(picture, &view, &mut marks);
        Self { width: view.width, height: view.height, marks }
    }

    /// Its width and height on a page in pixels, where nothing else sets them.
    #[must_use]
    pub fn pixels(&self) -> (i32, i32) {
        (self.width / UNITS_A_PIXEL, self.height / UNITS_A_PIXEL)
    }
}

/// The picture for a page whose style sheet has its classes; `alt` is read out in its place.
#[must_use]
pub fn inline(drawn: &Drawn, alt: &str) -> String {
    let (width, height) = (drawn.width, drawn.height);
    let mut out = format!(
        "<svg class=\"pose-figure\" viewBox=\"0 0 {width} {height}\" width=\"{}\" height=\"{}\" role=\"img\" aria-label=\"{}\" focusable=\"false\">",
        width / UNITS_A_PIXEL,
        height / UNITS_A_PIXEL,
        escape(alt)
    );
    out.push_str(&drawn.marks);
    out.push_str("</svg>");
    out
}

/// The picture as a file of its own, with `captions` under it, one line each; sizes are in millimetres.
#[must_use]
pub fn alone(drawn: &Drawn, title: &str, captions: &[Vec<String>]) -> String {
    let lines = captions.iter().map(Vec::len).sum::<usize>();
    let lines = i32::try_from(lines).unwrap_or(0);
    let room = if lines == 0 { 0 } else { lines * CAPTION_LINE + CAPTION_LINE / 2 };
    let width = if lines == 0 { drawn.width } else { drawn.width.max(CAPTION_WIDTH) };
    let height = drawn.height + room;
    let mut out = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {width} {height}\" width=\"{}mm\" height=\"{}mm\" role=\"img\" aria-label=\"{title}\"><title>{title}</title><style>{STYLE}</style>",
        millimetres(width),
        millimetres(height),
        title = escape(title)
    );
    out.push_str(&drawn.marks);
    let mut y = drawn.height;
    for line in captions.iter().flatten() {
        y += CAPTION_LINE;
        let _ = write!(out, "<text x=\"0\" y=\"{y}\" font-size=\"{CAPTION}\">{}</text>", escape(line));
    }
    out.push_str("</svg>\n");
    out
}

/// The size of a caption: 12 point at the paper's scale.
pub const CAPTION: i32 = 157;
/// From one caption line to the next.
const CAPTION_LINE: i32 = 196;
/// A picture with captions is at least so wide, so that they have room.
pub const CAPTION_WIDTH: i32 = 2200;

/// A length in millimetres with one digit after the point.
fn millimetres(units: i32) -> String {
    let tenths = (units * 10 + UNITS_A_MILLIMETRE / 2) / UNITS_A_MILLIMETRE;
    format!("{}.{}", tenths / 10, tenths % 10)
}

/// Where a picture's points lie on the page: whole units from the upper left corner.
struct View {
    left: f64,
    top: f64,
    width: i32,
    height: i32,
}

impl View {
    fn new(bounds: Bounds) -> Self {
        let (left, top) = (bounds.low.x.floor(), bounds.high.y.ceil());
        Self { left, top, width: whole(bounds.high.x.ceil() - left), height: whole(top - bounds.low.y.floor()) }
    }

    fn place(&self, point: Point) -> (i32, i32) {
        (whole(point.x - self.left), whole(self.top - point.y))
    }
}

/// The nearest whole unit; halves away from zero.
#[expect(clippy::cast_possible_truncation, reason = "a picture is some thousand units wide")]
fn whole(value: f64) -> i32 {
    value.round() as i32
}

fn drawing(picture: &Picture, view: &View, out: &mut String) {
    for mark in &picture.marks {
        self::mark(mark, view, out);
    }
    if let Some(window) = &picture.window {
        self::window(window, view, out);
    }
    for mark in &picture.over {
        self::mark(mark, view, out);
    }
}

/// The window: what it shows, a ring of paper over what reaches beyond its rim, and the rim.
fn window(window: &Window, view: &View, out: &mut String) {
    let centre = window.centre;
    let disc = Path::circle(centre, window.radius);
    self::mark(&Mark::one(Ink::Paper(0.0), disc.clone()), view, out);
    for mark in &window.marks {
        self::mark(&mark.moved(&|point| point + centre), view, out);
    }
    // The inner circle runs the other way round than the outer, so that the inside stays free.
    let hole = disc.moved(&|point| at(2.0 * centre.x - point.x, point.y));
    let ring = vec![Path::circle(centre, window.radius + BEYOND), hole];
    self::mark(&Mark { ink: Ink::Paper(0.0), paths: ring }, view, out);
    self::mark(&Mark::one(Ink::Line(12.0), Path::circle(centre, window.radius - 4.0)), view, out);
}

fn mark(mark: &Mark, view: &View, out: &mut String) {
    let mut data = String::new();
    for path in &mark.paths {
        path_data(path, view, &mut data);
    }
    let (class, width) = match mark.ink {
        Ink::Outline(line) => {
            let _ = write!(
                out,
                "<path class=\"edge\" stroke-width=\"{}\" d=\"{data}\"/><path class=\"paper\" stroke-width=\"0\" d=\"{data}\"/>",
                whole(2.0 * line)
            );
            return;
        }
        Ink::Dashed(width, dash, gap) => {
            let _ = write!(
                out,
                "<path class=\"line\" stroke-width=\"{}\" stroke-dasharray=\"{dash} {gap}\" d=\"{data}\"/>",
                whole(width)
            );
            return;
        }
        Ink::Solid(edge) => ("solid", edge),
        Ink::Line(width) => ("line", width),
        Ink::Paper(edge) => ("paper", edge),
        Ink::PaperLine(width) => ("casing", width),
    };
    let _ = write!(out, "<path class=\"{class}\" stroke-width=\"{}\" d=\"{data}\"/>", whole(width));
}

/// A path with whole relative steps; each is the difference of two rounded places, so that no error adds up.
fn path_data(path: &Path, view: &View, out: &mut String) {
    let mut here = (0, 0);
    let step = |to: Point, from: (i32, i32)| {
        let (x, y) = view.place(to);
        ((x - from.0, y - from.1), (x, y))
    };
    for part in &path.steps {
        match *part {
            Step::Move(to) => {
                let (x, y) = view.place(to);
                let _ = write!(out, "M{x} {y}");
                here = (x, y);
            }
            Step::Line(to) => {
                let ((x, y), next) = step(to, here);
                let _ = write!(out, "l{x} {y}");
                here = next;
            }
            Step::Curve(first, second, to) => {
                let ((a, b), _) = step(first, here);
                let ((c, d), _) = step(second, here);
                let ((x, y), next) = step(to, here);
                let _ = write!(out, "c{a} {b} {c} {d} {x} {y}");
                here = next;
            }
        }
    }
    if path.closed {
        out.push('z');
    }
}

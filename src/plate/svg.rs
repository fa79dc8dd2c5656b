//! A drawing and its labels as inline SVG, twice: with names beside it, for wide places and whoever reads along a line,
//! and with numbers, for narrow places and paper. A unit is a pixel of 16 to the reader's letter size. Colours are the
//! style sheet's; a list with the same numbers and names stands beside it on the page and is not made here.

use std::fmt::Write as _;

use super::drawing::{Drawing, Part};
use super::place::{Frame, Placed, Side, Spot, place};
use crate::base::html::escape;
use crate::chart::measure::{Measure, Weight};
use crate::chart::wrap::{Line, wrap};

/// The height of a picture.
const HEIGHT: i32 = 560;
/// The size of a name's letters.
const LETTERS: i32 = 16;
/// From one line of a name to the next.
const LINE: i32 = 20;
/// The widest a line of a name becomes, unless a word is wider.
const WIDEST: i32 = 132;
/// The least height of what is pressed.
const TARGET: i32 = 44;
/// From a leader line to its name.
const SPACE: i32 = 7;
/// The radius of a number's disc: 24 pixels across where the picture is shown at three quarters.
const DISC: i32 = 17;
/// Room around all, for what marks the focus.
const MARGIN: i32 = 6;

/// A label of a picture.
#[derive(Clone, Debug)]
pub struct Mark {
    /// Its number in the list.
    pub number: usize,
    /// Its words.
    pub text: String,
    /// Where it leads.
    pub href: Option<String>,
    /// Whether that is the page on which the picture stands.
    pub here: bool,
    /// The point that it marks, in thousandths of the picture's width and height.
    pub at: (i32, i32),
    /// The part of the drawing that it names.
    pub part: Option<String>,
}

/// What stands around the labels of one picture.
#[derive(Clone, Copy, Debug)]
pub struct Setting<'a> {
    /// What the picture shows, in words.
    pub alt: &'a str,
    /// An id that no other picture of the page has.
    pub id: &'a str,
    /// Whether the page is read from the right: names then begin at their right end.
    pub from_right: bool,
}

/// A labelled picture, ready to print into a page.
#[derive(Clone, Debug)]
pub struct Plate {
    /// With names.
    pub names: String,
    /// With numbers; it shows the drawing that `names` holds.
    pub numbers: String,
    /// The width with names.
    pub width: i32,
}

/// The picture with its labels.
#[must_use]
pub fn plate(drawing: &Drawing, marks: &[Mark], setting: Setting<'_>) -> Plate {
    let measure = Measure::new();
    let sheet = Sheet { drawing, marks, setting, width: HEIGHT * drawing.aspect / 1000 };
    let (names, width) = sheet.names(&measure);
    Plate { names, numbers: sheet.numbers(), width }
}

struct Sheet<'a> {
    drawing: &'a Drawing,
    marks: &'a [Mark],
    setting: Setting<'a>,
    width: i32,
}

/// What a picture with labels takes up.
struct Extent {
    left: i32,
    right: i32,
    top: i32,
    bottom: i32,
}

impl Sheet<'_> {
    fn names(&self, measure: &Measure) -> (String, i32) {
        // Names of the page itself are bold, and all have room to be.
        let texts: Vec<Vec<Line>> =
            self.marks.iter().map(|mark| wrap(measure, &mark.text, Weight::Bold, LETTERS, WIDEST)).collect();
        let frame = Frame { width: self.width, height: HEIGHT, away: 16, gap: 4 };
        let height = |lines: &Vec<Line>| (LINE * i32::try_from(lines.len()).unwrap_or(1) + 4).max(TARGET);
        let placed = self.placed(frame, texts.iter().map(height));
        let mut extent = Extent { left: -MARGIN, right: self.width + MARGIN, top: 0, bottom: HEIGHT };
        for ((label, lines), height) in placed.iter().zip(&texts).zip(texts.iter().map(height)) {
            let far = frame.away + SPACE + widest(lines) + MARGIN;
            match label.side {
                Side::Left => extent.left = extent.left.min(-far),
                Side::Right => extent.right = extent.right.max(self.width + far),
            }
            extent.around(label.y, height);
        }
        let mut out = self.open("names", &extent);
        self.drawing(&mut out);
        for at in self.order() {
            let (Some(mark), Some(label), Some(lines)) = (self.marks.get(at), placed.get(at), texts.get(at)) else {
                continue;
            };
            self.begin(mark, &mark.text, &mut out);
            self.leader(mark, *label, frame, &mut out);
            self.name(*label, lines, frame, height(lines), &mut out);
            end(mark, &mut out);
        }
        out.push_str("</svg>");
        (out, extent.right - extent.left)
    }

    fn numbers(&self) -> String {
        let frame = Frame { width: self.width, height: HEIGHT, away: 14, gap: 4 };
        let placed = self.placed(frame, self.marks.iter().map(|_| 2 * DISC + 4));
        let mut extent = Extent { left: -MARGIN, right: self.width + MARGIN, top: 0, bottom: HEIGHT };
        let far = frame.away + 2 * DISC + MARGIN;
        for label in &placed {
            match label.side {
                Side::Left => extent.left = -far,
                Side::Right => extent.right = self.width + far,
            }
            extent.around(label.y, 2 * DISC + 4);
        }
        let mut out = self.open("numbers", &extent);
        let _ = write!(out, "<use href=\"#{}\"/>", self.setting.id);
        for at in self.order() {
            let (Some(mark), Some(label)) = (self.marks.get(at), placed.get(at)) else { continue };
            self.begin(mark, &format!("{} {}", mark.number, mark.text), &mut out);
            self.leader(mark, *label, frame, &mut out);
            let x = match label.side {
                Side::Left => frame.edge(Side::Left) - DISC,
                Side::Right => frame.edge(Side::Right) + DISC,
            };
            let (y, number) = (label.y, mark.number);
            let _ = write!(out, "<circle class=\"disc\" cx=\"{x}\" cy=\"{y}\" r=\"{DISC}\"/>");
            let _ = write!(out, "<text x=\"{x}\" y=\"{}\" text-anchor=\"middle\">{number}</text>", y + 7);
            end(mark, &mut out);
        }
        out.push_str("</svg>");
        out
    }

    /// The labels in the order in which their parts are drawn, so that of two that overlap the upper one is pressed.
    fn order(&self) -> Vec<usize> {
        let depth = |mark: &Mark| self.part(mark).map(|(depth, _)| depth + 1);
        let mut order: Vec<usize> = (0..self.marks.len()).collect();
        order.sort_by_key(|at| self.marks.get(*at).and_then(depth));
        order
    }

    fn part(&self, mark: &Mark) -> Option<(usize, &Part)> {
        self.drawing.part(mark.part.as_deref()?)
    }

    fn placed(&self, frame: Frame, heights: impl Iterator<Item = i32>) -> Vec<Placed> {
        let spots = self.marks.iter().zip(heights).map(|(mark, height)| {
            let (x, y) = self.point(mark);
            Spot { x, y, height }
        });
        place(&spots.collect::<Vec<_>>(), frame)
    }

    /// The point that a label marks.
    fn point(&self, mark: &Mark) -> (i32, i32) {
        (self.width * mark.at.0 / 1000, HEIGHT * mark.at.1 / 1000)
    }

    fn open(&self, class: &str, extent: &Extent) -> String {
        let (width, height) = (extent.right - extent.left, extent.bottom - extent.top);
        format!(
            "<svg class=\"{class}\" viewBox=\"{} {} {width} {height}\" width=\"{}em\" height=\"{}em\" role=\"group\" aria-label=\"{}\">",
            extent.left,
            extent.top,
            ems(width),
            ems(height),
            escape(self.setting.alt)
        )
    }

    /// The drawing; where the page is about one of its parts the others are quiet, and that part is drawn again in
    /// full.
    fn drawing(&self, out: &mut String) {
        let marks = self.order().into_iter().filter_map(|at| self.marks.get(at));
        let here: Vec<&Part> =
            marks.filter(|mark| mark.here).filter_map(|mark| self.part(mark)).map(|(_, part)| part).collect();
        let quiet = if here.is_empty() { "" } else { " quiet" };
        let _ = write!(out, "<g id=\"{}\" aria-hidden=\"true\">", self.setting.id);
        self.within(out, &format!("<g class=\"drawing{quiet}\">{}</g>", self.drawing.markup));
        for part in here {
            self.within(out, &format!("<g class=\"drawing here\">{}</g>", part.markup));
        }
        out.push_str("</g>");
    }

    /// Shapes of the drawing at the picture's size.
    fn within(&self, out: &mut String, shapes: &str) {
        let _ = write!(
            out,
            "<svg viewBox=\"{}\" width=\"{}\" height=\"{HEIGHT}\">{shapes}</svg>",
            escape(&self.drawing.view_box),
            self.width
        );
    }

    fn begin(&self, mark: &Mark, name: &str, out: &mut String) {
        let here = if mark.here { " here" } else { "" };
        match &mark.href {
            Some(href) => {
                let current = if mark.here { " aria-current=\"page\"" } else { "" };
                let (href, name) = (escape(href), escape(name));
                let _ = write!(
                    out,
                    "<a class=\"pin pin-{}{here}\" href=\"{href}\"{current} aria-label=\"{name}\">",
                    mark.number
                );
            }
            None => {
                let _ = write!(out, "<g class=\"pin pin-{}\">", mark.number);
            }
        }
        if let Some((_, part)) = self.part(mark) {
            self.within(out, &part.outline);
        }
    }

    fn leader(&self, mark: &Mark, label: Placed, frame: Frame, out: &mut String) {
        let (x, y) = self.point(mark);
        let _ = write!(out, "<path class=\"leader\" d=\"M{} {}L{x} {y}\"/>", frame.edge(label.side), label.y);
        let _ = write!(out, "<circle class=\"dot\" cx=\"{x}\" cy=\"{y}\" r=\"4\"/>");
    }

    fn name(&self, label: Placed, lines: &[Line], frame: Frame, height: i32, out: &mut String) {
        let wide = widest(lines) + 2 * SPACE;
        let (x, left, at_start) = match label.side {
            Side::Left => (frame.edge(Side::Left) - SPACE, frame.edge(Side::Left) - wide, self.setting.from_right),
            Side::Right => (frame.edge(Side::Right) + SPACE, frame.edge(Side::Right), !self.setting.from_right),
        };
        let _ = write!(
            out,
            "<rect class=\"hit\" x=\"{left}\" y=\"{}\" width=\"{wide}\" height=\"{height}\" rx=\"4\"/>",
            label.y - height / 2
        );
        let anchor = if at_start { "start" } else { "end" };
        let _ = write!(out, "<text text-anchor=\"{anchor}\">");
        let count = i32::try_from(lines.len()).unwrap_or(1);
        let mut y = label.y - LINE * (count - 1) / 2 + 5;
        for line in lines {
            let _ = write!(out, "<tspan x=\"{x}\" y=\"{y}\">{}</tspan>", escape(&line.text));
            y += LINE;
        }
        out.push_str("</text>");
    }
}

impl Extent {
    /// Makes room for a box with this middle.
    fn around(&mut self, middle: i32, height: i32) {
        self.top = self.top.min(middle - height / 2 - 2);
        self.bottom = self.bottom.max(middle + height / 2 + 2);
    }
}

fn end(mark: &Mark, out: &mut String) {
    out.push_str(if mark.href.is_some() { "</a>" } else { "</g>" });
}

fn widest(lines: &[Line]) -> i32 {
    lines.iter().map(|line| line.width).max().unwrap_or(0)
}

/// Units as multiples of the letter size, with four digits after the point.
fn ems(units: i32) -> String {
    format!("{}.{:04}", units / LETTERS, units % LETTERS * 10_000 / LETTERS)
}

#[cfg(test)]
mod tests {
    use super::*;

    const PICTURE: &str = "<svg viewBox=\"0 0 50 100\"><g id=\"low\"><path class=\"deep\" d=\"M1 1L2 2\"/></g>\
                           <g id=\"top\"><path class=\"muscle\" d=\"M3 3L4 4\"/></g></svg>";

    fn mark(number: usize, text: &str, part: &str, here: bool) -> Mark {
        let href = Some(format!("../{part}/"));
        Mark { number, text: text.to_owned(), href, here, at: (200, 500), part: Some(part.to_owned()) }
    }

    fn made(marks: &[Mark], from_right: bool) -> Plate {
        let drawing = Drawing::read(PICTURE).unwrap();
        plate(&drawing, marks, Setting { alt: "A & b", id: "plate-1", from_right })
    }

    #[test]
    fn each_label_is_a_link_with_a_line_to_its_point() {
        let plate = made(&[mark(1, "Upper", "top", false), mark(2, "Lower", "low", false)], false);
        assert!(plate.names.contains("aria-label=\"A &amp; b\""));
        assert!(plate.names.contains("href=\"../top/\" aria-label=\"Upper\""));
        assert!(plate.numbers.contains("href=\"../low/\" aria-label=\"2 Lower\""));
        assert_eq!(plate.names.matches("L56 280").count(), 2, "280 wide, 560 high: {}", plate.names);
        let place = |label: &str| plate.names.find(label).unwrap();
        assert!(place("../low/") < place("../top/"), "the part on top is pressed first");
    }

    #[test]
    fn the_part_of_the_page_itself_is_drawn_in_full_and_the_others_quietly() {
        let plate = made(&[mark(1, "Upper", "top", false), mark(2, "Lower", "low", true)], false);
        assert!(plate.names.contains("<g class=\"drawing quiet\">"));
        assert!(plate.names.contains("<g class=\"drawing here\"><g><path class=\"deep\" d=\"M1 1L2 2\"/></g></g>"));
        assert!(plate.names.contains("class=\"pin pin-2 here\" href=\"../low/\" aria-current=\"page\""));
        assert!(!made(&[mark(1, "Upper", "top", false)], false).names.contains("quiet"));
    }

    #[test]
    fn names_begin_where_the_language_is_read_from() {
        let marks = [mark(1, "Upper", "top", false)];
        assert!(made(&marks, false).names.contains("<text text-anchor=\"end\">"));
        assert!(made(&marks, true).names.contains("<text text-anchor=\"start\">"));
    }

    #[test]
    fn a_label_without_a_page_is_no_link() {
        let plate = made(&[Mark { href: None, ..mark(1, "Knee", "none", false) }], false);
        assert!(!plate.names.contains("<a "));
        assert!(plate.names.contains("Knee"));
    }

    #[test]
    fn lengths_follow_the_letter_size() {
        assert_eq!(ems(560), "35.0000");
        assert_eq!(ems(441), "27.5625");
    }
}

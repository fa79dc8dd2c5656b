//! A drawing as SVG: shapes with classes for a page, or with their own style for a file of its own.
//!
//! Every box that is met for the first time is a link with one text; what is shown again is hidden from assistive
//! technology and from the Tab key. Chips carry what they say as data, so that the picture can be read back.

use std::cmp::Ordering;
use std::fmt::Write as _;

use super::boxes::{CUT, ROUND};
use super::draw::{Drawing, DrawnBox, DrawnLine, DrawnText, Rect};
use super::measure::Weight;
use super::mirror::Direction;
use super::plan::Shown;
use crate::base::html::escape;
use crate::flow::outline::{Outline, TargetView};
use crate::model::decision::Urgency;

/// Where boxes lead and what the picture is called.
pub struct Links<'a> {
    /// The picture's name.
    pub title: &'a str,
    /// That it is a summary, and where the rest stands.
    pub description: &'a str,
    /// What the ids of its boxes begin with, so that a page can show more than one picture.
    pub prefix: &'a str,
    /// A question's page, by its id.
    pub step: &'a dyn Fn(&str) -> String,
    /// An outcome's page, by its id.
    pub outcome: &'a dyn Fn(&str) -> String,
}

/// How the picture is used.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// In a page, whose style sheet has its classes.
    Inline,
    /// A file of its own, with its style.
    Standalone,
}

/// The style of a picture of its own, in light and dark.
const STYLE: &str = include_str!("alone.css");

/// Writes a drawing.
#[must_use]
pub fn write(drawing: &Drawing, outline: &Outline, links: &Links<'_>, form: Form) -> String {
    let mut out = String::new();
    let (width, height) = (drawing.width, drawing.height);
    let name = escape(links.title);
    let direction = match drawing.direction {
        Direction::LeftToRight => "",
        Direction::RightToLeft => " direction=\"rtl\"",
    };
    let open = match form {
        Form::Inline => format!(
            "<svg class=\"flow-chart\" viewBox=\"0 0 {width} {height}\" width=\"{width}\" height=\"{height}\" role=\"group\"{direction} aria-label=\"{name}\">\n"
        ),
        Form::Standalone => format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" class=\"flow-chart\" viewBox=\"0 0 {width} {height}\" width=\"{width}\" height=\"{height}\" role=\"group\"{direction} aria-label=\"{name}\">\n<title>{}</title>\n<style>{STYLE}</style>\n<rect class=\"ground\" width=\"{width}\" height=\"{height}\"/>\n",
            escape(links.title)
        ),
    };
    out.push_str(&open);
    // A box has room for a question or a title: a reader who has the picture alone must know that there is more.
    let _ = writeln!(out, "<desc>{}</desc>", escape(links.description));
    ways(drawing, outline, &mut out);
    for shape in &drawing.boxes {
        drawn_box(shape, drawing.direction, outline, links, &mut out);
    }
    out.push_str("</svg>\n");
    out
}

/// All chips, each with the line that leaves it. No line meets a chip of another, so their order does not show; the
/// arrow keys go by it, from left to right.
fn ways(drawing: &Drawing, outline: &Outline, out: &mut String) {
    out.push_str("<g aria-hidden=\"true\">\n");
    let mut chips: Vec<_> = drawing.chips.iter().enumerate().collect();
    chips.sort_by_key(|(_, chip)| (chip.step, chip.rect.x, chip.rect.y));
    for (place, chip) in chips {
        let Some(step) = outline.steps.get(chip.step) else { continue };
        let to = match step.answers.get(chip.answer).map(|answer| &answer.target) {
            Some(TargetView::Step { id, .. } | TargetView::Outcome { id, .. }) => id.as_str(),
            None => "",
        };
        let _ = write!(out, "<g class=\"chip\" data-from=\"{}\" data-to=\"{}\">", escape(&step.id), escape(to));
        for line in drawing.lines.iter().filter(|line| line.chip == place) {
            way(line, out);
        }
        let Rect { x, y, width, height } = chip.rect;
        let _ = write!(out, "<rect x=\"{x}\" y=\"{y}\" width=\"{width}\" height=\"{height}\" rx=\"12\"/>");
        lines_of_text(&chip.texts, drawing.direction, out);
        out.push_str("</g>\n");
    }
    out.push_str("</g>\n");
}

/// A line and its arrow's tip.
fn way(line: &DrawnLine, out: &mut String) {
    let (Some((x, y)), Some((before_x, _))) = (line.points.last(), line.points.iter().rev().nth(1)) else { return };
    let tip = match x.cmp(before_x) {
        Ordering::Equal => format!("M{} {}h10l-5 9z", x - 5, y - 9),
        Ordering::Greater => format!("M{} {}v10l9-5z", x - 9, y - 5),
        Ordering::Less => format!("M{} {}v10l-9-5z", x + 9, y - 5),
    };
    let _ = write!(out, "<path class=\"wire\" d=\"{}\"/><path class=\"tip\" d=\"{tip}\"/>", wire(line));
}

/// A line with round corners. It ends in its arrow's point.
fn wire(line: &DrawnLine) -> String {
    let mut path = String::new();
    let mut before: Option<(i32, i32)> = None;
    for (place, (x, y)) in line.points.iter().copied().enumerate() {
        match (before, line.points.get(place + 1).copied()) {
            (None, _) => {
                let _ = write!(path, "M{x} {y}");
            }
            (Some((from_x, _)), None) => {
                let _ = match x.cmp(&from_x) {
                    Ordering::Equal => write!(path, "V{}", y - 6),
                    Ordering::Greater => write!(path, "H{}", x - 6),
                    Ordering::Less => write!(path, "H{}", x + 6),
                };
            }
            (Some((from_x, from_y)), Some((to_x, to_y))) => {
                let room = ((x - from_x).abs() + (y - from_y).abs()).min((to_x - x).abs() + (to_y - y).abs()) / 2;
                let radius = room.min(8);
                let (in_x, in_y) = (x - radius * (x - from_x).signum(), y - radius * (y - from_y).signum());
                let (out_x, out_y) = (x + radius * (to_x - x).signum(), y + radius * (to_y - y).signum());
                let _ = write!(path, "L{in_x} {in_y}Q{x} {y} {out_x} {out_y}");
            }
        }
        before = Some((x, y));
    }
    path
}

fn drawn_box(shape: &DrawnBox, direction: Direction, outline: &Outline, links: &Links<'_>, out: &mut String) {
    let step_id = |step: usize| outline.steps.get(step).map_or("", |step| step.id.as_str());
    let end_id = |end: usize| outline.outcomes.get(end).map_or("", |end| end.id.as_str());
    let level = shape.level.map_or("", class);
    let prefix = escape(links.prefix);
    let open = match shape.shown {
        Shown::Step(step) => {
            let id = step_id(step);
            format!("<a class=\"step\" id=\"{prefix}c-{}\" href=\"{}\">", escape(id), escape(&(links.step)(id)))
        }
        Shown::End(end) => {
            let id = end_id(end);
            format!("<a class=\"{level}\" id=\"{prefix}c-{}\" href=\"{}\">", escape(id), escape(&(links.outcome)(id)))
        }
        // What is shown again is no link: it would be one that the keyboard never reaches, or a stop met twice.
        Shown::Again(_) => format!("<g class=\"{level} again\" aria-hidden=\"true\">"),
        Shown::Token(_) => "<g class=\"token\" aria-hidden=\"true\">".to_owned(),
    };
    out.push_str(&open);
    outline_of(shape, out);
    lines_of_text(&shape.texts, direction, out);
    out.push_str(match shape.shown {
        Shown::Step(_) | Shown::End(_) => "</a>\n",
        Shown::Again(_) | Shown::Token(_) => "</g>\n",
    });
}

/// The class of a level of care.
fn class(urgency: Urgency) -> &'static str {
    match urgency {
        Urgency::Emergency => "emergency",
        Urgency::Urgent => "urgent",
        Urgency::Book => "book",
        Urgency::SelfCare => "selfcare",
    }
}

/// The border: eight sides for an emergency, six for urgent, a double line for a visit, round ends for self-care.
fn outline_of(shape: &DrawnBox, out: &mut String) {
    let Rect { x, y, width, height } = shape.rect;
    let (right, foot, middle) = (shape.rect.right(), shape.rect.foot(), y + height / 2);
    let rect = |class: &str, by: i32, round: i32| {
        let (x, y, width, height) = (x + by, y + by, width - 2 * by, height - 2 * by);
        format!("<rect class=\"{class}\" x=\"{x}\" y=\"{y}\" width=\"{width}\" height=\"{height}\" rx=\"{round}\"/>")
    };
    let drawn = match (shape.shown, shape.level) {
        (_, Some(Urgency::Emergency)) => format!(
            "<path class=\"out\" d=\"M{} {y}H{}L{right} {}V{}L{} {foot}H{}L{x} {}V{}Z\"/>",
            x + CUT,
            right - CUT,
            y + CUT,
            foot - CUT,
            right - CUT,
            x + CUT,
            foot - CUT,
            y + CUT
        ),
        (_, Some(Urgency::Urgent)) => format!(
            "<path class=\"out\" d=\"M{} {y}H{}L{right} {middle}L{} {foot}H{}L{x} {middle}Z\"/>",
            x + CUT,
            right - CUT,
            right - CUT,
            x + CUT
        ),
        (_, Some(Urgency::Book)) => rect("out", 0, 8) + &rect("inner", 4, 5),
        (_, Some(Urgency::SelfCare)) => rect("out", 0, (height / 2).min(ROUND)),
        (Shown::Token(_), None) => rect("to", 0, height / 2),
        (Shown::Step(_) | Shown::End(_) | Shown::Again(_), None) => rect("q", 0, 8),
    };
    out.push_str(&drawn);
}

/// One text; each line but the last ends in a space, so that no words run together when it is read out.
fn lines_of_text(texts: &[DrawnText], direction: Direction, out: &mut String) {
    for point in texts.iter().filter_map(|text| text.point.map(|x| (x, text.y - 5))) {
        let _ = write!(out, "<circle class=\"point\" cx=\"{}\" cy=\"{}\" r=\"2\"/>", point.0, point.1);
    }
    out.push_str("<text>");
    for (place, line) in texts.iter().enumerate() {
        let class = match (line.weight, line.starts) {
            (Weight::Bold, true) => " class=\"b s\"",
            (Weight::Bold, false) => " class=\"b\"",
            (Weight::Regular, true) => " class=\"s\"",
            (Weight::Regular, false) => "",
        };
        let space = if place + 1 < texts.len() { " " } else { "" };
        // The space counts when the line is set around its middle, so the middle moves by half of it.
        let x = match direction {
            _ if space.is_empty() || line.starts => line.x,
            Direction::LeftToRight => line.x + 2,
            Direction::RightToLeft => line.x - 2,
        };
        let _ = write!(out, "<tspan{class} x=\"{x}\" y=\"{}\">{}{space}</tspan>", line.y, escape(&line.text));
    }
    out.push_str("</text>");
}

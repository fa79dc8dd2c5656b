//! What is wrong with a finished drawing: found on its shapes alone, without knowing how it was made.
//!
//! The search throws a drawing with a fault away, and the tests hold that none is left.

use super::draw::{Drawing, DrawnBox, DrawnChip, DrawnLine, DrawnText, Kind, Rect};
use super::plan::Shown;

/// A fault, with the places of the two things in the drawing's lists.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Fault {
    /// Two lines cross.
    Crossing(usize, usize),
    /// Two lines run along each other as if they were one.
    SharedUpright(usize, usize),
    /// A line passes through or too near a box (line, box).
    LineNearBox(usize, usize),
    /// A line passes through or too near a chip of another (line, chip).
    LineNearChip(usize, usize),
    /// Two chips touch or are too near.
    ChipNearChip(usize, usize),
    /// A chip is too near a box that is not its own (chip, box).
    ChipNearBox(usize, usize),
    /// Two boxes touch or are too near.
    BoxNearBox(usize, usize),
    /// A line goes up, or slants.
    NotDown(usize),
    /// Two lines land too near each other.
    Landings(usize, usize),
    /// An arrow has no room for its point.
    ShortArrow(usize),
    /// A line does not begin at its question, pass its chip and end at its target.
    Loose(usize),
    /// A text of a box is wider than the box.
    TextOutOfBox(usize),
    /// A text of a chip is wider than the chip.
    TextOutOfChip(usize),
    /// A shape reaches out of the drawing (a box).
    OutOfDrawing(usize),
}

/// Between a chip and anything foreign.
const CHIP_GAP: i32 = 7;

/// Between two boxes.
const BOX_GAP: i32 = 10;

/// Between a line and a foreign box.
const LINE_GAP: i32 = 7;

/// Between two lines side by side.
const UPRIGHT_GAP: i32 = 4;

/// Between two landings on one box.
const LANDING_GAP: i32 = 14;

/// The last stretch before a box.
const ARROW: i32 = 13;

/// All faults of a drawing, in order.
#[must_use]
pub fn faults(drawing: &Drawing) -> Vec<Fault> {
    let mut faults = Vec::new();
    shapes(drawing, &mut faults);
    lines(drawing, &mut faults);
    for (place, line) in drawing.lines.iter().enumerate() {
        line_and_shapes(drawing, place, line, &mut faults);
        match drawing.kind {
            Kind::Chart => match line.points.as_slice() {
                [(_, y), (_, end)] if y == end => at_side(drawing, place, line, &mut faults),
                _ if in_rows(line) => in_row(drawing, place, line, &mut faults),
                _ => own_line(drawing, place, line, &mut faults),
            },
            Kind::Ladder => rung(drawing, place, line, &mut faults),
        }
    }
    texts(drawing, &mut faults);
    faults
}

fn shapes(drawing: &Drawing, faults: &mut Vec<Fault>) {
    let all = Rect { x: 0, y: 0, width: drawing.width, height: drawing.height };
    for (place, shape) in drawing.boxes.iter().enumerate() {
        if shape.rect.x < 0 || shape.rect.y < 0 || shape.rect.right() > all.right() || shape.rect.foot() > all.foot() {
            faults.push(Fault::OutOfDrawing(place));
        }
        for (other, shape_b) in drawing.boxes.iter().enumerate().skip(place + 1) {
            if near(&shape.rect, &shape_b.rect, BOX_GAP) {
                faults.push(Fault::BoxNearBox(place, other));
            }
        }
    }
    for (place, chip) in drawing.chips.iter().enumerate() {
        for (other, chip_b) in drawing.chips.iter().enumerate().skip(place + 1) {
            if near(&chip.rect, &chip_b.rect, CHIP_GAP) {
                faults.push(Fault::ChipNearChip(place, other));
            }
        }
        for (other, shape) in drawing.boxes.iter().enumerate() {
            if other != chip.step && near(&chip.rect, &shape.rect, CHIP_GAP) {
                faults.push(Fault::ChipNearBox(place, other));
            }
        }
    }
}

/// Whether two rectangles come nearer than `gap`.
fn near(one: &Rect, other: &Rect, gap: i32) -> bool {
    one.x < other.right() + gap
        && other.x < one.right() + gap
        && one.y < other.foot() + gap
        && other.y < one.foot() + gap
}

/// The straight parts of a line as thin rectangles.
fn parts(line: &DrawnLine) -> impl Iterator<Item = Rect> {
    line.points.iter().zip(line.points.iter().skip(1)).map(|((x, y), (next_x, next_y))| Rect {
        x: *x.min(next_x),
        y: *y.min(next_y),
        width: (x - next_x).abs(),
        height: (y - next_y).abs(),
    })
}

fn lines(drawing: &Drawing, faults: &mut Vec<Fault>) {
    let upright = |part: &Rect| part.width == 0;
    let spread = |place: usize| {
        let line = drawing.lines.get(place)?;
        let left = line.points.iter().map(|(x, _)| *x).min()?;
        let right = line.points.iter().map(|(x, _)| *x).max()?;
        Some((left, right, line.points.first()?.1, line.points.last()?.1))
    };
    let spreads: Vec<_> = (0..drawing.lines.len()).map(spread).collect();
    for (place, line) in drawing.lines.iter().enumerate() {
        for (other, line_b) in drawing.lines.iter().enumerate().skip(place + 1) {
            let (Some(Some(a)), Some(Some(b))) = (spreads.get(place), spreads.get(other)) else { continue };
            if a.0 > b.1 + UPRIGHT_GAP || b.0 > a.1 + UPRIGHT_GAP || a.2 > b.3 + UPRIGHT_GAP || b.2 > a.3 + UPRIGHT_GAP
            {
                continue;
            }
            // The rows of one question hang on one upright, and part before their chips.
            if line.from == line_b.from && in_rows(line) && in_rows(line_b) {
                continue;
            }
            for part in parts(line) {
                for part_b in parts(line_b) {
                    if upright(&part) == upright(&part_b) {
                        if near(&part, &part_b, UPRIGHT_GAP) {
                            faults.push(Fault::SharedUpright(place, other));
                        }
                    } else if near(&part, &part_b, 1) {
                        faults.push(Fault::Crossing(place, other));
                    }
                }
            }
            if line.to == line_b.to
                && let (Some((x, _)), Some((x_b, _))) = (line.points.last(), line_b.points.last())
                && (x - x_b).abs() < LANDING_GAP
            {
                faults.push(Fault::Landings(place, other));
            }
        }
    }
}

/// Whether a line leads to an end in a row under its question.
fn in_rows(line: &DrawnLine) -> bool {
    matches!(line.points.as_slice(), [(_, _), (_, y), (_, end)] if y == end)
}

fn line_and_shapes(drawing: &Drawing, place: usize, line: &DrawnLine, faults: &mut Vec<Fault>) {
    for part in parts(line) {
        for (other, shape) in drawing.boxes.iter().enumerate() {
            let own = other == line.from || other == line.to;
            // A line may touch its own two boxes, not pass through them.
            let gap = if own { 0 } else { LINE_GAP };
            if near(&part, &shape.rect, gap) {
                faults.push(Fault::LineNearBox(place, other));
            }
        }
        for (other, chip) in drawing.chips.iter().enumerate() {
            if other != line.chip && near(&part, &chip.rect, CHIP_GAP) {
                faults.push(Fault::LineNearChip(place, other));
            }
        }
    }
}

/// A line's own beginning, way and end.
fn own_line(drawing: &Drawing, place: usize, line: &DrawnLine, faults: &mut Vec<Fault>) {
    let steps = || line.points.iter().zip(line.points.iter().skip(1));
    if steps().any(|((x, y), (next_x, next_y))| next_y < y || (x != next_x && y != next_y)) {
        faults.push(Fault::NotDown(place));
    }
    if steps().next_back().is_none_or(|((x, y), (next_x, next_y))| x != next_x || next_y - y < ARROW) {
        faults.push(Fault::ShortArrow(place));
    }
    let ends = (line.points.first(), line.points.last(), drawing.boxes.get(line.from), drawing.boxes.get(line.to));
    let (Some(first), Some(last), Some(from), Some(to)) = ends else {
        faults.push(Fault::Loose(place));
        return;
    };
    let under = |shape: &Rect, x: i32| shape.x < x && x < shape.right();
    let chip = drawing.chips.get(line.chip);
    let through = chip.is_some_and(|chip| chip.step == line.from && chip.rect.x + chip.rect.width / 2 == first.0);
    if !through
        || first.1 != from.rect.foot()
        || last.1 != to.rect.y
        || !under(&from.rect, first.0)
        || !under(&to.rect, last.0)
    {
        faults.push(Fault::Loose(place));
    }
}

/// A line to an end at its question's side: level, out of the question's side, through its chip, to the end.
fn at_side(drawing: &Drawing, place: usize, line: &DrawnLine, faults: &mut Vec<Fault>) {
    let ends = (line.points.as_slice(), drawing.boxes.get(line.from), drawing.boxes.get(line.to));
    let ([(x, y), (end_x, _)], Some(from), Some(to)) = ends else {
        faults.push(Fault::Loose(place));
        return;
    };
    let right = *x == from.rect.right() && *end_x == to.rect.x;
    let left = *x == from.rect.x && *end_x == to.rect.right();
    let beside = |shape: &Rect| shape.y < *y && *y < shape.foot();
    if !(right || left) || !beside(&from.rect) || !beside(&to.rect) {
        faults.push(Fault::Loose(place));
    }
    through_chip(drawing, place, line, *y, (*x, *end_x), faults);
}

/// A line to an end in a row: down from its question's foot, then level through its chip to the end.
fn in_row(drawing: &Drawing, place: usize, line: &DrawnLine, faults: &mut Vec<Fault>) {
    let ends = (line.points.as_slice(), drawing.boxes.get(line.from), drawing.boxes.get(line.to));
    let ([(x, top), (rail, y), (end_x, _)], Some(from), Some(to)) = ends else {
        faults.push(Fault::Loose(place));
        return;
    };
    let under = from.rect.x < *x && *x < from.rect.right() && *top == from.rect.foot();
    if !under || x != rail || y < top || *end_x != to.rect.x || to.rect.y >= *y || *y >= to.rect.foot() {
        faults.push(Fault::Loose(place));
    }
    through_chip(drawing, place, line, *y, (*x, *end_x), faults);
}

/// A level line passes the middle of its own chip, with room for the arrow behind it.
fn through_chip(
    drawing: &Drawing,
    place: usize,
    line: &DrawnLine,
    y: i32,
    (from, to): (i32, i32),
    faults: &mut Vec<Fault>,
) {
    let Some(chip) = drawing.chips.get(line.chip) else {
        faults.push(Fault::Loose(place));
        return;
    };
    let drawn_from = drawing.boxes.get(line.from).map(|shape| shape.shown);
    if drawn_from != Some(Shown::Step(chip.step)) || chip.rect.y + chip.rect.height / 2 != y {
        faults.push(Fault::Loose(place));
    }
    let (before, after) = if from < to {
        (chip.rect.x - from, to - chip.rect.right())
    } else {
        (from - chip.rect.right(), chip.rect.x - to)
    };
    if before < 0 || after < ARROW {
        faults.push(Fault::ShortArrow(place));
    }
}

/// A line of a ladder: level, from its chip to its target.
fn rung(drawing: &Drawing, place: usize, line: &DrawnLine, faults: &mut Vec<Fault>) {
    let ends = (line.points.as_slice(), drawing.chips.get(line.chip), drawing.boxes.get(line.to));
    let ([(x, y), (end_x, end_y)], Some(chip), Some(to)) = ends else {
        faults.push(Fault::Loose(place));
        return;
    };
    if y != end_y || *x != chip.rect.right() || *end_x != to.rect.x || end_x - x < ARROW {
        faults.push(Fault::Loose(place));
    }
}

fn texts(drawing: &Drawing, faults: &mut Vec<Fault>) {
    let out = |text: &DrawnText, rect: &Rect| {
        let left = if text.starts { text.x } else { text.x - text.width / 2 };
        left < rect.x + 4 || left + text.width > rect.right() - 4 || text.y - 12 < rect.y || text.y + 4 > rect.foot()
    };
    let wrong = |shape: &DrawnBox| shape.texts.iter().any(|text| out(text, &shape.rect));
    faults.extend(
        drawing.boxes.iter().enumerate().filter(|(_, shape)| wrong(shape)).map(|(place, _)| Fault::TextOutOfBox(place)),
    );
    let wrong = |chip: &DrawnChip| chip.texts.iter().any(|text| out(text, &chip.rect));
    faults.extend(
        drawing.chips.iter().enumerate().filter(|(_, chip)| wrong(chip)).map(|(place, _)| Fault::TextOutOfChip(place)),
    );
}

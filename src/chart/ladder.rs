//! The flow as a ladder: questions one under the other in columns, each answer beside where it leads.
//!
//! It is for paper, where a chart would have to shrink below what can be read. Nothing is chosen but where columns end.

use super::boxes::{Block, Blocks, Repeats, SIDE, Style, Words, Wrap, inset};
use super::draw::{Drawing, DrawnBox, DrawnChip, DrawnLine, Kind, Rect, texts};
use super::measure::Measure;
use super::plan::Shown;
use super::table::list;
use crate::flow::outline::{Outline, TargetView};

/// Between two columns.
const COLUMN_GAP: i32 = 22;

/// Between the last answer of a question and the next question.
const CARD_GAP: i32 = 14;

/// Between two answers, and between a question and its first.
const ROW_GAP: i32 = 10;

/// The room for the arrow between an answer and its target.
const ARROW: i32 = 19;

/// How far answers stand in.
const INDENT: i32 = 10;

/// Around the drawing.
const MARGIN: i32 = 4;

/// How a ladder uses its room.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rungs {
    /// How many columns it has.
    pub columns: usize,
    /// The pixels above and below the text of its boxes.
    pub above: i32,
    /// The part of a column that answers take, in hundredths.
    pub share: i32,
    /// From one line to the next.
    pub leading: i32,
    /// What an outcome that is shown again says.
    pub repeats: Repeats,
}

/// A ladder `width` pixels wide.
#[must_use]
pub fn ladder(outline: &Outline, words: &Words, measure: &Measure, width: i32, rungs: Rungs) -> Drawing {
    let Rungs { columns, above, share, leading, repeats } = rungs;
    let count = i32::try_from(columns.max(1)).unwrap_or(1);
    let column = (width - 2 * MARGIN - COLUMN_GAP * (count - 1)) / count;
    let text = column - 2 * SIDE;
    let chip = (column - INDENT - ARROW) * share / 100;
    let end = column - INDENT - ARROW - chip - 2 * SIDE - 28;
    let label = chip - 18;
    let style = Style { gap: 0, leading, above, arrow: ARROW, repeats };
    let wrap = Wrap { ask: text, list: text, chip: label, end };
    let blocks = Blocks::new(outline, words, measure, &style, &wrap);
    let targets = targets(outline);
    let height = |(step, targets): (usize, &Vec<Shown>)| card_height(&blocks, step, targets);
    let heights: Vec<i32> = targets.iter().enumerate().map(height).collect();
    let tall = tallest(&heights, columns);
    let mut making = Making {
        outline,
        blocks: &blocks,
        targets: &targets,
        column,
        chip,
        drawing: Drawing { kind: Kind::Ladder, width, ..Drawing::default() },
    };
    making.questions(&heights, tall);
    making.drawing
}

/// For each question what is drawn for where each answer leads: an outcome once, after that as shown again.
fn targets(outline: &Outline) -> Vec<Vec<Shown>> {
    let mut met = vec![false; outline.outcomes.len()];
    let mut target = |target: &TargetView| match target {
        TargetView::Step { number, .. } => Shown::Token(number - 1),
        TargetView::Outcome { number, .. } => match met.get_mut(number - 1).map(|met| std::mem::replace(met, true)) {
            Some(true) => Shown::Again(number - 1),
            Some(false) | None => Shown::End(number - 1),
        },
    };
    outline.steps.iter().map(|step| step.answers.iter().map(|answer| target(&answer.target)).collect()).collect()
}

fn block(blocks: &Blocks, shown: Shown) -> Option<&Block> {
    match shown {
        Shown::Step(step) => blocks.steps.get(step),
        Shown::End(end) => blocks.ends.get(end),
        Shown::Again(end) => blocks.again.get(end),
        Shown::Token(step) => blocks.tokens.get(step),
    }
}

/// The height of one answer's row.
fn row_height(blocks: &Blocks, step: usize, answer: usize, shown: Shown) -> i32 {
    let chip = list(&blocks.chips, step).get(answer).map_or(0, |chip| chip.height);
    chip.max(block(blocks, shown).map_or(0, |end| end.height))
}

/// The height of a question with its answers.
fn card_height(blocks: &Blocks, step: usize, targets: &[Shown]) -> i32 {
    let rows = targets.iter().enumerate();
    let rows = rows.map(|(answer, shown)| ROW_GAP + row_height(blocks, step, answer, *shown)).sum::<i32>();
    blocks.steps.get(step).map_or(0, |block| block.height) + rows
}

/// The least height at which the cards fit their columns in order.
fn tallest(heights: &[i32], columns: usize) -> i32 {
    let (mut low, mut high) =
        (heights.iter().copied().max().unwrap_or(0), heights.iter().map(|height| height + CARD_GAP).sum());
    while low < high {
        let middle = (low + high) / 2;
        if split(heights, middle).last().map_or(0, |(column, _)| column + 1) <= columns {
            high = middle;
        } else {
            low = middle + 1;
        }
    }
    low
}

/// For each card its column and its top, when columns are `tall`.
fn split(heights: &[i32], tall: i32) -> Vec<(usize, i32)> {
    let (mut column, mut top) = (0, 0);
    let place = |height: &i32| {
        if top > 0 && top + height > tall {
            (column, top) = (column + 1, 0);
        }
        let place = (column, top);
        top += height + CARD_GAP;
        place
    };
    heights.iter().map(place).collect()
}

struct Making<'a> {
    outline: &'a Outline,
    blocks: &'a Blocks,
    targets: &'a [Vec<Shown>],
    column: i32,
    chip: i32,
    drawing: Drawing,
}

impl Making<'_> {
    fn questions(&mut self, heights: &[i32], tall: i32) {
        let places = split(heights, tall);
        for (step, (column, top)) in places.iter().enumerate() {
            let x = MARGIN + i32::try_from(*column).unwrap_or(0) * (self.column + COLUMN_GAP);
            let height = self.blocks.steps.get(step).map_or(0, |block| block.height);
            let rect = Rect { x, y: top + MARGIN, width: self.column - self.column % 2, height };
            self.stand(Shown::Step(step), rect);
        }
        for (step, (column, top)) in places.iter().enumerate() {
            let x = MARGIN + i32::try_from(*column).unwrap_or(0) * (self.column + COLUMN_GAP);
            self.answers(step, x, top + MARGIN + self.blocks.steps.get(step).map_or(0, |block| block.height));
        }
        let foot = self.drawing.boxes.iter().map(|shape| shape.rect.foot()).max().unwrap_or(0);
        self.drawing.height = foot + MARGIN;
    }

    fn answers(&mut self, step: usize, x: i32, mut y: i32) {
        let targets = list(self.targets, step);
        for (answer, shown) in targets.iter().enumerate() {
            y += ROW_GAP;
            let height = row_height(self.blocks, step, answer, *shown);
            self.answer(step, answer, *shown, (x, y + height / 2));
            y += height;
        }
    }

    /// One answer's row around `middle`.
    fn answer(&mut self, step: usize, answer: usize, shown: Shown, (x, middle): (i32, i32)) {
        let chip = list(&self.blocks.chips, step).get(answer).cloned().unwrap_or_default();
        let chip_rect =
            Rect { x: x + INDENT, y: middle - chip.height / 2, width: self.chip - self.chip % 2, height: chip.height };
        let left = chip_rect.right() + ARROW;
        let height = block(self.blocks, shown).map_or(0, |block| block.height);
        let width = x + self.column - left;
        let rect = Rect { x: left, y: middle - height / 2, width: width - width % 2, height };
        let to = self.stand(shown, rect);
        let place = self.drawing.chips.len();
        self.drawing.chips.push(DrawnChip { step, answer, rect: chip_rect, texts: texts(&chip, &chip_rect, 0) });
        let points = vec![(chip_rect.right(), middle), (left, middle)];
        self.drawing.lines.push(DrawnLine { from: step, chip: place, to, points });
    }

    fn stand(&mut self, shown: Shown, rect: Rect) -> usize {
        let level = match shown {
            Shown::End(end) | Shown::Again(end) => self.outline.outcomes.get(end).map(|end| end.urgency),
            Shown::Step(_) | Shown::Token(_) => None,
        };
        let side = SIDE + level.map_or(0, inset);
        let texts = block(self.blocks, shown).map_or_else(Vec::new, |block| texts(block, &rect, side));
        self.drawing.boxes.push(DrawnBox { shown, level, rect, texts });
        self.drawing.boxes.len() - 1
    }
}

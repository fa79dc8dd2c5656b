//! A finished drawing: boxes, chips and lines at whole pixels, ready to be written in any form.
//!
//! [`draw`] puts a plan together with sizes and places. It chooses nothing.

use super::boxes::{Block, BlockLine, Blocks, CUT, SIDE, Stand, Style, inset};
use super::columns::{Care, Columns, Widths, least_width};
use super::measure::Weight;
use super::plan::{Plan, Shown};
use super::route::runs;
use super::rows::{Heights, Pack, Sizes};
use super::table::{at, list};
use crate::flow::outline::Outline;
use crate::model::decision::Urgency;

/// An upright rectangle.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Rect {
    /// The left side.
    pub x: i32,
    /// The top.
    pub y: i32,
    /// The width.
    pub width: i32,
    /// The height.
    pub height: i32,
}

impl Rect {
    /// The right side.
    #[must_use]
    pub fn right(&self) -> i32 {
        self.x + self.width
    }

    /// The foot.
    #[must_use]
    pub fn foot(&self) -> i32 {
        self.y + self.height
    }
}

/// A line of text in its place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DrawnText {
    /// The words.
    pub text: String,
    /// The middle, or the left side where the text starts at one.
    pub x: i32,
    /// The foot of its letters.
    pub y: i32,
    /// Whether `x` is its left side.
    pub starts: bool,
    /// Its weight.
    pub weight: Weight,
    /// The place of the point before it, where it begins an item of a list.
    pub point: Option<i32>,
    /// Its width in either font.
    pub width: i32,
}

/// A box.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DrawnBox {
    /// What it shows.
    pub shown: Shown,
    /// The level of an outcome.
    pub level: Option<Urgency>,
    /// Its place.
    pub rect: Rect,
    /// Its text.
    pub texts: Vec<DrawnText>,
}

/// An answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DrawnChip {
    /// The question's place in the outline.
    pub step: usize,
    /// The answer's place in its question.
    pub answer: usize,
    /// Its place.
    pub rect: Rect,
    /// Its text.
    pub texts: Vec<DrawnText>,
}

/// An answer's line, from its question to where it leads.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DrawnLine {
    /// The place of its box of origin in [`Drawing::boxes`].
    pub from: usize,
    /// The place of its chip in [`Drawing::chips`].
    pub chip: usize,
    /// The place of its target.
    pub to: usize,
    /// Its corners, from under the question to the point of the arrow.
    pub points: Vec<(i32, i32)>,
}

/// What kind of picture a drawing is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Kind {
    /// Boxes with lines that go down.
    #[default]
    Chart,
    /// Questions one under the other in columns, each answer beside where it leads.
    Ladder,
}

/// A drawing. All numbers are whole pixels.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Drawing {
    /// What kind of picture it is.
    pub kind: Kind,
    /// The width.
    pub width: i32,
    /// The height.
    pub height: i32,
    /// The boxes; the questions in the order of their numbers come first.
    pub boxes: Vec<DrawnBox>,
    /// The answers.
    pub chips: Vec<DrawnChip>,
    /// The lines, one a chip.
    pub lines: Vec<DrawnLine>,
}

/// Around the drawing.
const MARGIN: i32 = 4;

/// Draws a plan.
#[must_use]
pub fn draw(outline: &Outline, plan: &Plan, blocks: &Blocks, style: &Style, pack: Pack, care: Care) -> Drawing {
    let nothing = Block::default();
    let block = |shown: &Shown| match shown {
        Shown::Step(step) => blocks.steps.get(*step),
        Shown::End(end) => blocks.ends.get(*end),
        Shown::Again(end) => blocks.again.get(*end),
        Shown::Token(step) => blocks.tokens.get(*step),
    };
    let nodes: Vec<&Block> = plan.nodes.iter().map(|shown| block(shown).unwrap_or(&nothing)).collect();
    let chip = |way: &super::plan::Way| match plan.nodes.get(way.from) {
        Some(Shown::Step(step)) => list(&blocks.chips, *step).get(way.answer),
        Some(Shown::End(_) | Shown::Again(_) | Shown::Token(_)) | None => None,
    };
    let chips: Vec<&Block> = plan.ways.iter().map(|way| chip(way).unwrap_or(&nothing)).collect();
    let widths = widths(outline, plan, &nodes, &chips, style);
    let columns = Columns::new(plan, &widths, care);
    let runs = runs(plan, &columns);
    let sizes = Sizes { nodes: &nodes, widths: &widths.nodes, chips: &chips };
    let heights = Heights::new(plan, &columns, &runs, sizes, pack);
    Placing { outline, plan, nodes: &nodes, chips: &chips, widths: &widths, columns: &columns, heights: &heights }
        .drawing()
}

/// The level of what a box shows.
fn level(outline: &Outline, shown: Shown) -> Option<Urgency> {
    match shown {
        Shown::End(end) | Shown::Again(end) => outline.outcomes.get(end).map(|end| end.urgency),
        Shown::Step(_) | Shown::Token(_) => None,
    }
}

fn widths(outline: &Outline, plan: &Plan, nodes: &[&Block], chips: &[&Block], style: &Style) -> Widths {
    let chips: Vec<i32> = chips.iter().map(|chip| chip.width).collect();
    let landing = |shown: &Shown| match level(outline, *shown) {
        Some(Urgency::Urgent | Urgency::Emergency) => CUT + 6,
        Some(Urgency::SelfCare) => 24,
        Some(Urgency::Book) | None => SIDE,
    };
    let insets: Vec<i32> = plan.nodes.iter().map(landing).collect();
    let width = |(node, block): (usize, &&Block)| {
        let own: Vec<i32> = list(&plan.out, node).iter().map(|way| at(&chips, *way)).collect();
        block.width.max(least_width(&own, list(&plan.into, node).len(), at(&insets, node)))
    };
    Widths { nodes: nodes.iter().enumerate().map(width).collect(), insets, chips, gap: style.gap }
}

struct Placing<'a> {
    outline: &'a Outline,
    plan: &'a Plan,
    nodes: &'a [&'a Block],
    chips: &'a [&'a Block],
    widths: &'a Widths,
    columns: &'a Columns,
    heights: &'a Heights,
}

impl Placing<'_> {
    fn drawing(&self) -> Drawing {
        let left = |(node, width): (usize, &i32)| at(&self.columns.nodes, node) - width / 2;
        let least = self.widths.nodes.iter().enumerate().map(left).chain(self.bends()).min().unwrap_or(0);
        let right = |(node, width): (usize, &i32)| at(&self.columns.nodes, node) + width / 2;
        let most = self.widths.nodes.iter().enumerate().map(right).chain(self.bends()).max().unwrap_or(0);
        let shift = MARGIN - least;
        let boxes: Vec<DrawnBox> = (0..self.plan.nodes.len()).map(|node| self.node(node, shift)).collect();
        let chips: Vec<DrawnChip> = (0..self.plan.ways.len()).map(|way| self.chip(way, shift)).collect();
        let lines = (0..self.plan.ways.len()).map(|way| self.line(way, shift, &boxes)).collect();
        Drawing {
            kind: Kind::Chart,
            width: most + shift + MARGIN,
            height: self.heights.foot + 2 * MARGIN,
            boxes,
            chips,
            lines,
        }
    }

    fn bends(&self) -> impl Iterator<Item = i32> {
        self.columns.ways.iter().flatten().copied()
    }

    fn node(&self, node: usize, shift: i32) -> DrawnBox {
        let shown = self.plan.nodes.get(node).copied().unwrap_or(Shown::Step(0));
        let width = at(&self.widths.nodes, node);
        let block = self.nodes.get(node).copied();
        let rect = Rect {
            x: at(&self.columns.nodes, node) - width / 2 + shift,
            y: at(&self.heights.nodes, node) + MARGIN,
            width,
            height: block.map_or(0, |block| block.height),
        };
        let level = level(self.outline, shown);
        let inset = SIDE + level.map_or(0, inset);
        DrawnBox { shown, level, rect, texts: block.map_or_else(Vec::new, |block| texts(block, &rect, inset)) }
    }

    fn chip(&self, way: usize, shift: i32) -> DrawnChip {
        let drawn = self.plan.ways.get(way).copied().unwrap_or_default();
        let block = self.chips.get(way).copied();
        let (width, height) = block.map_or((0, 0), |block| (block.width, block.height));
        let x = at(list(&self.columns.ways, way), 0) - width / 2 + shift;
        let rect = Rect { x, y: at(&self.heights.chips, way) + MARGIN, width, height };
        DrawnChip {
            step: drawn.from,
            answer: drawn.answer,
            rect,
            texts: block.map_or_else(Vec::new, |block| texts(block, &rect, 0)),
        }
    }

    fn line(&self, way: usize, shift: i32, boxes: &[DrawnBox]) -> DrawnLine {
        let drawn = self.plan.ways.get(way).copied().unwrap_or_default();
        let places = list(&self.columns.ways, way);
        let mut x = at(places, 0) + shift;
        let mut points = vec![(x, boxes.get(drawn.from).map_or(0, |from| from.rect.foot()))];
        let mut runs = list(&self.heights.runs, way).to_vec();
        runs.sort_unstable();
        for (point, y) in runs {
            let next = at(places, point + 1) + shift;
            points.extend([(x, y + MARGIN), (next, y + MARGIN)]);
            x = next;
        }
        points.push((x, boxes.get(drawn.to).map_or(0, |to| to.rect.y)));
        DrawnLine { from: drawn.from, chip: way, to: drawn.to, points }
    }
}

/// A block's lines inside a box.
pub(super) fn texts(block: &Block, rect: &Rect, side: i32) -> Vec<DrawnText> {
    let text = |(line, y): (&BlockLine, i32)| {
        let (x, starts, point) = match line.stand {
            Stand::Middle => (rect.x + rect.width / 2, false, None),
            Stand::Start(from) => (rect.x + side + from, true, line.point.then_some(rect.x + side + 4)),
        };
        DrawnText { text: line.line.text.clone(), x, y, starts, weight: line.weight, point, width: line.line.width }
    };
    // Letters stand 5 pixels above the foot of a line of 20.
    let first = rect.y + block.above + block.leading * 3 / 4;
    let step = usize::try_from(block.leading).unwrap_or(1).max(1);
    block.lines.iter().zip((first..).step_by(step)).map(text).collect()
}

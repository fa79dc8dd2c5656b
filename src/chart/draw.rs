//! A finished drawing: boxes, chips and lines at whole pixels, ready to be written in any form.
//!
//! [`draw`] puts a plan together with sizes and places. It chooses nothing.

use super::boxes::{Block, BlockLine, CUT, Library, ROUND, SIDE, Stand, Style, Wraps, inset};
use super::columns::{Care, Columns, Widths, least_width};
use super::frame::{Frame, Hung, Part};
use super::measure::Weight;
use super::mirror::Direction;
use super::plan::{Hang, Plan, Shown};
use super::route::runs;
use super::rows::{Heights, Pack, Sizes};
use super::table::{at, list, put};
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
    /// The side its texts begin on.
    pub direction: Direction,
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

/// How a plan is drawn.
#[derive(Clone, Copy)]
pub struct Manner<'a> {
    /// How close everything stands.
    pub style: &'a Style,
    /// Which width each text has.
    pub wraps: &'a Wraps,
    /// How boxes stand from top to bottom.
    pub pack: Pack,
    /// The room from left to right.
    pub room: i32,
    /// How well it is settled.
    pub care: Care,
}

/// The boxes and answers of a plan with their sizes, before anything has a place.
pub struct Shapes<'a> {
    plan: &'a Plan,
    manner: Manner<'a>,
    nodes: Vec<&'a Block>,
    chips: Vec<&'a Block>,
    levels: Vec<Option<Urgency>>,
    frames: Vec<Frame>,
    widths: Widths,
}

impl<'a> Shapes<'a> {
    /// The shapes of a plan.
    #[must_use]
    pub fn new(outline: &Outline, plan: &'a Plan, library: &'a Library, manner: Manner<'a>) -> Self {
        let block = |shown: &Shown| library.shown(*shown, manner.wraps).unwrap_or(&NOTHING);
        let mut nodes: Vec<&Block> = plan.nodes.iter().map(block).collect();
        let chip = |(way, hang): (&super::plan::Way, &Hang)| match plan.nodes.get(way.from) {
            Some(Shown::Step(step)) => library.chip(*step, way.answer, *hang, manner.wraps).unwrap_or(&NOTHING),
            Some(Shown::End(_) | Shown::Again(_) | Shown::Token(_)) | None => &NOTHING,
        };
        let chips: Vec<&Block> = plan.ways.iter().zip(&plan.hangs).map(chip).collect();
        let levels: Vec<Option<Urgency>> = plan.nodes.iter().map(|shown| level(outline, *shown)).collect();
        let insets: Vec<i32> = levels.iter().map(|level| landing(*level)).collect();
        let frames = frames(plan, library, &mut nodes, &chips, &insets);
        let widths = Widths {
            nodes: frames.iter().map(|frame| frame.width).collect(),
            reaches: frames.iter().map(|frame| (frame.left, frame.right)).collect(),
            insets,
            chips: chips.iter().map(|chip| chip.width).collect(),
            gap: manner.style.gap,
            // Rounding may take a pixel on each side.
            room: manner.room - 2 * MARGIN - 2,
        };
        Self { plan, manner, nodes, chips, levels, frames, widths }
    }

    /// The heights of all boxes together.
    #[must_use]
    pub fn tall(&self) -> i32 {
        self.nodes.iter().map(|block| block.height).sum()
    }

    /// The least width of the drawing: that of its widest layer.
    #[must_use]
    pub fn wide(&self) -> i32 {
        self.plan.rows.iter().map(|row| self.widths.of_layer(row)).max().unwrap_or(0) + 2 * MARGIN
    }

    /// Draws the plan.
    #[must_use]
    pub fn draw(&self) -> Drawing {
        let columns = Columns::new(self.plan, &self.widths, self.manner.care);
        let runs = runs(self.plan, &columns);
        let sizes = Sizes { frames: &self.frames, chips: &self.chips, arrow: self.manner.style.arrow };
        let heights = Heights::new(self.plan, &columns, &runs, sizes, self.manner.pack);
        Placing { shapes: self, columns: &columns, heights: &heights, boxes: Vec::new() }.drawing()
    }
}

/// What is drawn where there is nothing to draw.
static NOTHING: Block = Block { lines: Vec::new(), width: 0, height: 0, above: 0, leading: 0 };

/// The level of what a box shows.
fn level(outline: &Outline, shown: Shown) -> Option<Urgency> {
    match shown {
        Shown::End(end) | Shown::Again(end) => outline.outcomes.get(end).map(|end| end.urgency),
        Shown::Step(_) | Shown::Token(_) => None,
    }
}

/// How far from the sides of a shape a line may land.
fn landing(level: Option<Urgency>) -> i32 {
    match level {
        Some(Urgency::Urgent | Urgency::Emergency) => CUT + 6,
        Some(Urgency::SelfCare) => ROUND,
        Some(Urgency::Book) | None => SIDE,
    }
}

/// Each box with what hangs on it.
fn frames<'a>(
    plan: &Plan,
    library: &'a Library,
    nodes: &mut [&'a Block],
    chips: &[&Block],
    insets: &[i32],
) -> Vec<Frame> {
    let size = |block: Option<&&Block>| block.map_or((0, 0), |block| (block.width, block.height));
    let listed = |node: usize| matches!(plan.nodes.get(node), Some(Shown::Step(step)) if library.has_list(*step));
    let hung = |way: usize| {
        let to = plan.ways.get(way).map_or(0, |way| way.to);
        Hung { way, hang: at(&plan.hangs, way), chip: size(chips.get(way)), end: size(nodes.get(to)) }
    };
    // The ways out of questions with lists are all as wide, so that they stand in line.
    let (mut chip_width, mut end_width) = (0, 0);
    for (_, ways) in plan.hung.iter().enumerate().filter(|(node, _)| listed(*node)) {
        for hung in ways.iter().map(|way| hung(*way)) {
            (chip_width, end_width) = (chip_width.max(hung.chip.0), end_width.max(hung.end.0));
        }
    }
    let mut frames = Vec::with_capacity(nodes.len());
    for node in 0..nodes.len() {
        let Some(mut block) = nodes.get(node).copied() else { continue };
        let own: Vec<i32> =
            list(&plan.out, node).iter().map(|way| chips.get(*way).map_or(0, |chip| chip.width)).collect();
        let width = block.width.max(least_width(&own, list(&plan.into, node).len(), at(insets, node)));
        // Where the answers make a box wider than its text needs, the text takes the room.
        if let (true, Some(Shown::Step(step))) = (width > block.width, plan.nodes.get(node)) {
            block = library.lowest(*step, block, width);
            put(nodes, node, block);
        }
        let hung = |way: usize| {
            let to = plan.ways.get(way).map_or(0, |way| way.to);
            Hung { way, hang: at(&plan.hangs, way), chip: size(chips.get(way)), end: size(nodes.get(to)) }
        };
        let mut hung: Vec<Hung> = list(&plan.hung, node).iter().map(|way| hung(*way)).collect();
        if listed(node) {
            for hung in &mut hung {
                (hung.chip.0, hung.end.0) = (chip_width, end_width);
            }
        }
        frames.push(Frame::new(width, block.height, &hung));
    }
    frames
}

struct Placing<'a> {
    shapes: &'a Shapes<'a>,
    columns: &'a Columns,
    heights: &'a Heights,
    boxes: Vec<DrawnBox>,
}

impl Placing<'_> {
    fn drawing(mut self) -> Drawing {
        let stands: Vec<bool> = self.standing();
        let reach = |(node, frame): (usize, &Frame)| {
            let x = at(&self.columns.nodes, node);
            at(&stands, node).then_some((x - frame.left, x + frame.right))
        };
        let bends = self.shapes.plan.hangs.iter().zip(&self.columns.ways).filter(|(hang, _)| **hang == Hang::Below);
        let bends = bends.flat_map(|(_, places)| places.iter().map(|x| (*x, *x)));
        let spans: Vec<(i32, i32)> = self.shapes.frames.iter().enumerate().filter_map(reach).chain(bends).collect();
        let least = spans.iter().map(|(left, _)| *left).min().unwrap_or(0);
        let most = spans.iter().map(|(_, right)| *right).max().unwrap_or(0);
        let shift = MARGIN - least;
        let rects = self.rects(shift);
        self.boxes = rects.into_iter().enumerate().map(|(node, rect)| self.node(node, rect)).collect();
        Drawing {
            direction: Direction::LeftToRight,
            kind: Kind::Chart,
            width: most + shift + MARGIN,
            height: self.heights.foot + 2 * MARGIN,
            chips: (0..self.shapes.plan.ways.len()).map(|way| self.chip(way, shift)).collect(),
            lines: (0..self.shapes.plan.ways.len()).map(|way| self.line(way, shift)).collect(),
            boxes: self.boxes,
        }
    }

    /// For each box whether it stands in a layer, and does not hang on another.
    fn standing(&self) -> Vec<bool> {
        let mut stands = vec![true; self.shapes.plan.nodes.len()];
        for (way, hang) in self.shapes.plan.ways.iter().zip(&self.shapes.plan.hangs) {
            if *hang != Hang::Below {
                put(&mut stands, way.to, false);
            }
        }
        stands
    }

    /// The place of each box.
    fn rects(&self, shift: i32) -> Vec<Rect> {
        let rect = |(node, frame): (usize, &Frame)| Rect {
            x: at(&self.columns.nodes, node) - frame.width / 2 + shift,
            y: at(&self.heights.nodes, node) + MARGIN,
            width: frame.width,
            height: frame.height,
        };
        let mut rects: Vec<Rect> = self.shapes.frames.iter().enumerate().map(rect).collect();
        for (node, frame) in self.shapes.frames.iter().enumerate() {
            for part in &frame.parts {
                let to = self.shapes.plan.ways.get(part.way).map_or(0, |way| way.to);
                put(&mut rects, to, self.moved(node, part.end, shift));
            }
        }
        rects
    }

    /// A rectangle told from the middle of a box's upper edge, in its place.
    fn moved(&self, node: usize, rect: Rect, shift: i32) -> Rect {
        Rect {
            x: rect.x + at(&self.columns.nodes, node) + shift,
            y: rect.y + at(&self.heights.nodes, node) + MARGIN,
            ..rect
        }
    }

    fn node(&self, node: usize, rect: Rect) -> DrawnBox {
        let shown = self.shapes.plan.nodes.get(node).copied().unwrap_or(Shown::Step(0));
        let level = self.shapes.levels.get(node).copied().flatten();
        let inset = SIDE + level.map_or(0, inset);
        DrawnBox { shown, level, rect, texts: self.texts(self.shapes.nodes.get(node).copied(), &rect, inset) }
    }

    fn texts(&self, block: Option<&Block>, rect: &Rect, side: i32) -> Vec<DrawnText> {
        match self.shapes.manner.care {
            Care::Sketch => Vec::new(),
            Care::Quick | Care::Finished => block.map_or_else(Vec::new, |block| texts(block, rect, side)),
        }
    }

    /// What hangs at the end of a way, where it hangs.
    fn part(&self, way: usize) -> Option<&Part> {
        let from = self.shapes.plan.ways.get(way)?.from;
        self.shapes.frames.get(from)?.parts.iter().find(|part| part.way == way)
    }

    fn chip(&self, way: usize, shift: i32) -> DrawnChip {
        let drawn = self.shapes.plan.ways.get(way).copied().unwrap_or_default();
        let block = self.shapes.chips.get(way).copied();
        let (width, height) = block.map_or((0, 0), |block| (block.width, block.height));
        let rect = match self.part(way) {
            Some(part) => self.moved(drawn.from, part.chip, shift),
            None => {
                let x = at(list(&self.columns.ways, way), 0) - width / 2 + shift;
                Rect { x, y: at(&self.heights.chips, way) + MARGIN, width, height }
            }
        };
        DrawnChip { step: drawn.from, answer: drawn.answer, rect, texts: self.texts(block, &rect, 0) }
    }

    fn line(&self, way: usize, shift: i32) -> DrawnLine {
        let drawn = self.shapes.plan.ways.get(way).copied().unwrap_or_default();
        let rect = |node: usize| self.boxes.get(node).map_or_else(Rect::default, |shape| shape.rect);
        let (from, to) = (rect(drawn.from), rect(drawn.to));
        let level = to.y + to.height / 2;
        let points = match at(&self.shapes.plan.hangs, way) {
            Hang::Left => vec![(from.x, level), (to.right(), level)],
            Hang::Right => vec![(from.right(), level), (to.x, level)],
            Hang::Row => {
                let rail = from.x + from.width / 2 + self.shapes.frames.get(drawn.from).map_or(0, Frame::rail);
                vec![(rail, from.foot()), (rail, level), (to.x, level)]
            }
            Hang::Below => self.down(way, shift, from.foot(), to.y),
        };
        DrawnLine { from: drawn.from, chip: way, to: drawn.to, points }
    }

    /// The corners of a line that goes down.
    fn down(&self, way: usize, shift: i32, top: i32, foot: i32) -> Vec<(i32, i32)> {
        let places = list(&self.columns.ways, way);
        let mut x = at(places, 0) + shift;
        let mut points = vec![(x, top)];
        let mut runs = list(&self.heights.runs, way).to_vec();
        runs.sort_unstable();
        for (point, y) in runs {
            let next = at(places, point + 1) + shift;
            points.extend([(x, y + MARGIN), (next, y + MARGIN)]);
            x = next;
        }
        points.push((x, foot));
        points
    }
}

/// A block's lines inside a box.
pub(super) fn texts(block: &Block, rect: &Rect, side: i32) -> Vec<DrawnText> {
    // Letters stand a quarter of a line above its foot.
    let first = rect.y + block.above + block.leading * 3 / 4;
    let text = |line: &BlockLine| {
        let y = first + line.row * block.leading;
        let (x, starts, point) = match line.stand {
            Stand::Middle => (rect.x + rect.width / 2, false, None),
            Stand::Start(from) => (rect.x + side + from, true, line.point.then_some(rect.x + side + from - 10)),
        };
        DrawnText { text: line.line.text.clone(), x, y, starts, weight: line.weight, point, width: line.line.width }
    };
    block.lines.iter().map(text).collect()
}

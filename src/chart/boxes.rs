//! The texts of a flow as blocks of lines with their sizes: one a question, one an answer, one an outcome.
//!
//! Everything is in whole pixels at one size of type. Where a block stands is for others.

use super::measure::{Measure, Weight};
use super::wrap::{Line, listed, wrap};
use crate::flow::labels::{Labels, numbered};
use crate::flow::outline::{OutcomeView, Outline, StepView};
use crate::model::decision::Urgency;

/// The size of all type, in pixels.
pub const SIZE: i32 = 16;

/// Between a box's side and its text.
pub const SIDE: i32 = 13;

/// How far a corner of an emergency's or an urgent outcome's shape is cut.
pub const CUT: i32 = 14;

/// Between a chip's side and its text.
const CHIP_SIDE: i32 = 9;

/// Between a chip's upper edge and its text.
const CHIP_ABOVE: i32 = 2;

/// The room for the point before an item of a list.
const POINT: i32 = 14;

/// The widths at which texts are wrapped, and the room between boxes, in pixels.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Style {
    /// A question without a list.
    pub ask: i32,
    /// A question with a list.
    pub list: i32,
    /// An answer.
    pub chip: i32,
    /// An answer of a question that has but two.
    pub pair: i32,
    /// An outcome.
    pub end: i32,
    /// Between two boxes of a layer.
    pub gap: i32,
    /// From one line to the next.
    pub leading: i32,
    /// Between a box's upper edge and its text.
    pub above: i32,
}

/// The words of the chart beside those of every form.
#[derive(Clone, Debug)]
pub struct Words {
    /// The words of every form.
    pub labels: Labels,
    /// After the level of an outcome that is shown again: "shown again".
    pub again: String,
}

/// Where a line of text stands in its block.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stand {
    /// Around the middle.
    Middle,
    /// From this far right of the left side.
    Start(i32),
}

/// A line of text in a block.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BlockLine {
    /// The words.
    pub line: Line,
    /// Their weight.
    pub weight: Weight,
    /// From the left.
    pub stand: Stand,
    /// Of an item of a list: whether it begins one.
    pub point: bool,
}

/// Lines of text with the size of the box around them. Widths are even, so that a middle is a whole pixel.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Block {
    /// The lines from the top.
    pub lines: Vec<BlockLine>,
    /// The box's width.
    pub width: i32,
    /// The box's height.
    pub height: i32,
    /// From the box's top to the top of the first line.
    pub above: i32,
    /// From one line to the next.
    pub leading: i32,
}

/// The blocks of a flow in one style.
#[derive(Clone, Debug, Default)]
pub struct Blocks {
    /// One a question.
    pub steps: Vec<Block>,
    /// For each question one an answer.
    pub chips: Vec<Vec<Block>>,
    /// One an outcome.
    pub ends: Vec<Block>,
    /// One an outcome that is shown again.
    pub again: Vec<Block>,
    /// One a question that is drawn elsewhere.
    pub tokens: Vec<Block>,
}

impl Blocks {
    /// The blocks of an outline.
    #[must_use]
    pub fn new(outline: &Outline, words: &Words, measure: &Measure, style: &Style) -> Self {
        let maker = Maker { measure, words, style };
        let chips =
            |step: &StepView| step.answers.iter().map(|answer| maker.chip(&answer.label, step.answers.len())).collect();
        Self {
            steps: outline.steps.iter().map(|step| maker.step(step)).collect(),
            chips: outline.steps.iter().map(chips).collect(),
            ends: outline.outcomes.iter().map(|end| maker.end(end, maker.words.labels.level(end.urgency))).collect(),
            again: outline.outcomes.iter().map(|end| maker.end(end, &maker.again(end.urgency))).collect(),
            tokens: outline.steps.iter().map(|step| maker.token(step.number)).collect(),
        }
    }
}

/// How far the sides of a level's shape come in.
#[must_use]
pub fn inset(urgency: Urgency) -> i32 {
    match urgency {
        Urgency::Emergency => 2,
        Urgency::Urgent => CUT,
        Urgency::Book => 4,
        Urgency::SelfCare => 6,
    }
}

struct Maker<'a> {
    measure: &'a Measure,
    words: &'a Words,
    style: &'a Style,
}

impl Maker<'_> {
    fn step(&self, step: &StepView) -> Block {
        let width = if step.any_of.is_empty() { self.style.ask } else { self.style.list };
        let ask = format!("{}. {}", step.number, step.ask);
        let mut lines = self.lines(&ask, Weight::Bold, width);
        if !step.any_of.is_empty() {
            for line in &mut lines {
                line.stand = Stand::Start(0);
            }
        }
        for item in &step.any_of {
            let item = listed(self.measure, item, Weight::Regular, SIZE, width - POINT);
            lines.extend(item.into_iter().enumerate().map(|(place, line)| BlockLine {
                line,
                weight: Weight::Regular,
                stand: Stand::Start(POINT),
                point: place == 0,
            }));
        }
        self.block(lines, SIDE, self.style.above)
    }

    /// An answer. Where there are but two, each may be wider.
    fn chip(&self, label: &str, answers: usize) -> Block {
        let width = if answers > 2 { self.style.chip } else { self.style.pair };
        self.block(self.lines(label, Weight::Regular, width), CHIP_SIDE, CHIP_ABOVE)
    }

    fn end(&self, end: &OutcomeView, level: &str) -> Block {
        // What a level's shape leaves free is for its text, so that all outcomes are about as wide.
        let width = self.style.end + 2 * (CUT - inset(end.urgency));
        let mut lines = self.lines(level, Weight::Regular, width);
        lines.extend(self.lines(&end.title, Weight::Bold, width));
        self.block(lines, SIDE + inset(end.urgency), self.style.above)
    }

    fn token(&self, number: usize) -> Block {
        let words = numbered(&self.words.labels.go_to_question, number);
        self.block(self.lines(&words, Weight::Regular, self.style.end + 24), SIDE, self.style.above)
    }

    fn again(&self, urgency: Urgency) -> String {
        format!("{} ({})", self.words.labels.level(urgency), self.words.again)
    }

    fn block(&self, lines: Vec<BlockLine>, side: i32, above: i32) -> Block {
        block(lines, side, above, self.style.leading)
    }

    fn lines(&self, text: &str, weight: Weight, width: i32) -> Vec<BlockLine> {
        let lines = wrap(self.measure, text, weight, SIZE, width);
        lines.into_iter().map(|line| BlockLine { line, weight, stand: Stand::Middle, point: false }).collect()
    }
}

/// Lines with room around them.
fn block(lines: Vec<BlockLine>, side: i32, above: i32, leading: i32) -> Block {
    let width_of = |line: &BlockLine| match line.stand {
        Stand::Middle => line.line.width,
        Stand::Start(from) => line.line.width + from,
    };
    let width = lines.iter().map(width_of).max().unwrap_or(0) + 2 * side;
    let count = i32::try_from(lines.len()).unwrap_or(i32::MAX).max(1);
    Block { lines, width: width + width % 2, height: count * leading + 2 * above, above, leading }
}

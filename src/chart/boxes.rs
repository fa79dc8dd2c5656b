//! The texts of a flow as blocks of lines with their sizes: one a question, one an answer, one an outcome.
//!
//! Everything is in whole pixels at one size of type. A text is wrapped to each of a few widths, so that a search can
//! choose among them without wrapping anew. Where a block stands is for others.

use super::measure::{Measure, Weight};
use super::plan::{Hang, Shown};
use super::table::{at, list};
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

/// How round the ends of a self-care outcome's shape are.
pub const ROUND: i32 = 18;

/// Between a chip's side and its text.
const CHIP_SIDE: i32 = 9;

/// Between a chip's upper edge and its text.
const CHIP_ABOVE: i32 = 2;

/// The room for the point before an item of a list.
const POINT: i32 = 14;

/// The room between two columns of a list.
const COLUMN_GAP: i32 = 18;

/// The columns that a list may stand in, each with its share of the room in hundredths.
const COLUMNS: [&[i32]; 7] = [&[100], &[50, 50], &[56, 44], &[44, 56], &[62, 38], &[38, 62], &[34, 33, 33]];

/// The widths at which texts are wrapped, in pixels.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Wrap {
    /// A question without a list.
    pub ask: i32,
    /// A question with a list; its box is as wide even where its lines are shorter, so that all such boxes are alike.
    pub list: i32,
    /// An answer.
    pub chip: i32,
    /// An outcome.
    pub end: i32,
}

/// How close everything stands, in pixels.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Style {
    /// Between two boxes of a layer.
    pub gap: i32,
    /// From one line to the next.
    pub leading: i32,
    /// Between a box's upper edge and its text.
    pub above: i32,
    /// The room above a box for an arrow.
    pub arrow: i32,
    /// What an outcome that is shown again says.
    pub repeats: Repeats,
}

/// What an outcome that is shown again says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Repeats {
    /// All that the outcome says, and that it is shown again.
    Full,
    /// Its level and its number, which then stands in the outcome too.
    Number,
}

/// How many widths each kind of text is wrapped to.
pub const WIDTHS: usize = 4;

/// Which width each text is wrapped to, by its place among the widths.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Wraps {
    /// For each question.
    pub asks: Vec<usize>,
    /// For each question's answers.
    pub chips: Vec<usize>,
    /// For all questions with a list.
    pub list: usize,
    /// For all answers at the side of a question with a list.
    pub side: usize,
    /// For each outcome.
    pub ends: Vec<usize>,
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
    /// How many lines lie above it.
    pub row: i32,
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

/// The blocks of an outline at each width.
pub struct Library {
    widths: Vec<Blocks>,
    /// For each question whether it has a list.
    lists: Vec<bool>,
}

impl Library {
    /// Wraps an outline's texts to each of these widths.
    #[must_use]
    pub fn new(outline: &Outline, words: &Words, measure: &Measure, style: &Style, wraps: &[Wrap; WIDTHS]) -> Self {
        Self {
            widths: wraps.iter().map(|wrap| Blocks::new(outline, words, measure, style, wrap)).collect(),
            lists: outline.steps.iter().map(|step| !step.any_of.is_empty()).collect(),
        }
    }

    /// The block of what a box shows.
    #[must_use]
    pub fn shown(&self, shown: Shown, wraps: &Wraps) -> Option<&Block> {
        match shown {
            Shown::Step(step) => {
                let width = if at(&self.lists, step) { wraps.list } else { at(&wraps.asks, step) };
                self.widths.get(width)?.steps.get(step)
            }
            Shown::End(end) => self.widths.get(at(&wraps.ends, end))?.ends.get(end),
            Shown::Again(end) => self.widths.get(at(&wraps.ends, end))?.again.get(end),
            Shown::Token(step) => self.widths.get(1)?.tokens.get(step),
        }
    }

    /// The lowest block of a question's text that is no wider than this; `block` where none is lower.
    #[must_use]
    pub fn lowest<'a>(&'a self, step: usize, block: &'a Block, width: i32) -> &'a Block {
        if self.has_list(step) {
            return block;
        }
        let others = self.widths.iter().filter_map(|blocks| blocks.steps.get(step));
        let low = others.filter(|other| other.width <= width && other.height < block.height);
        low.min_by_key(|other| other.height).unwrap_or(block)
    }

    /// Whether the text of a question differs between two widths.
    #[must_use]
    pub fn ask_differs(&self, step: usize, one: usize, other: usize) -> bool {
        let block = |width: usize| self.widths.get(width).and_then(|blocks| blocks.steps.get(step));
        block(one) != block(other)
    }

    /// Whether an answer of a question differs between two widths.
    #[must_use]
    pub fn chips_differ(&self, step: usize, one: usize, other: usize) -> bool {
        let block = |width: usize| self.widths.get(width).map(|blocks| list(&blocks.chips, step));
        block(one) != block(other)
    }

    /// Whether the text of an outcome differs between two widths.
    #[must_use]
    pub fn end_differs(&self, end: usize, one: usize, other: usize) -> bool {
        let block = |width: usize| self.widths.get(width).map(|blocks| (blocks.ends.get(end), blocks.again.get(end)));
        block(one) != block(other)
    }

    /// The block of an answer.
    #[must_use]
    pub fn chip(&self, step: usize, answer: usize, hang: Hang, wraps: &Wraps) -> Option<&Block> {
        let width = match hang {
            Hang::Left | Hang::Right if at(&self.lists, step) => wraps.side,
            Hang::Left | Hang::Right | Hang::Below | Hang::Row => at(&wraps.chips, step),
        };
        list(&self.widths.get(width)?.chips, step).get(answer)
    }

    /// Whether a question has a list.
    #[must_use]
    pub fn has_list(&self, step: usize) -> bool {
        at(&self.lists, step)
    }

    /// Whether any question has a list.
    #[must_use]
    pub fn has_lists(&self) -> bool {
        self.lists.contains(&true)
    }
}

impl Blocks {
    /// The blocks of an outline at one width.
    #[must_use]
    pub fn new(outline: &Outline, words: &Words, measure: &Measure, style: &Style, wrap: &Wrap) -> Self {
        let maker = Maker { measure, words, style, wrap };
        let chips = |step: &StepView| step.answers.iter().map(|answer| maker.chip(&answer.label)).collect();
        Self {
            steps: outline.steps.iter().map(|step| maker.step(step)).collect(),
            chips: outline.steps.iter().map(chips).collect(),
            ends: outline.outcomes.iter().map(|end| maker.first(end)).collect(),
            again: outline.outcomes.iter().map(|end| maker.again(end)).collect(),
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
    wrap: &'a Wrap,
}

impl Maker<'_> {
    fn step(&self, step: &StepView) -> Block {
        let ask = format!("{}. {}", step.number, step.ask);
        if step.any_of.is_empty() {
            return self.block(self.lines(&ask, Weight::Bold, self.wrap.ask), SIDE, self.style.above);
        }
        let mut lines = self.lines(&ask, Weight::Bold, self.wrap.list);
        for line in &mut lines {
            line.stand = Stand::Start(0);
        }
        let below = count(&lines);
        let items = self.columns(&step.any_of);
        lines.extend(items.into_iter().map(|line| BlockLine { row: line.row + below, ..line }));
        let block = self.block(lines, SIDE, self.style.above);
        let width = self.wrap.list + 2 * SIDE;
        Block { width: block.width.max(width + width % 2), ..block }
    }

    /// The items of a list in the columns that need the fewest lines, read down one column after the other.
    fn columns(&self, items: &[String]) -> Vec<BlockLine> {
        let mut best: Option<(i32, Vec<BlockLine>)> = None;
        for shares in COLUMNS {
            let room = self.wrap.list - COLUMN_GAP * (i32::try_from(shares.len()).unwrap_or(1) - 1);
            let widths: Vec<i32> = shares.iter().map(|share| room * share / 100).collect();
            if let Some(lines) = self.in_columns(items, &widths) {
                let tall = count(&lines);
                if best.as_ref().is_none_or(|(least, _)| tall < *least) {
                    best = Some((tall, lines));
                }
            }
        }
        best.map(|(_, lines)| lines).unwrap_or_default()
    }

    /// The items of a list in columns of these widths, as low as can be; `None` where the columns are not all needed.
    fn in_columns(&self, items: &[String], widths: &[i32]) -> Option<Vec<BlockLine>> {
        let wrapped = |width: &i32| -> Vec<Vec<Line>> {
            items.iter().map(|item| listed(self.measure, item, Weight::Regular, SIZE, width - POINT)).collect()
        };
        let wrapped: Vec<Vec<Vec<Line>>> = widths.iter().map(wrapped).collect();
        let tall = |column: usize, item: usize| {
            let lines = wrapped.get(column).and_then(|items| items.get(item));
            i32::try_from(lines.map_or(0, Vec::len)).unwrap_or(0)
        };
        let split = |most: i32| {
            let (mut column, mut top) = (0, 0);
            let mut places = Vec::with_capacity(items.len());
            for item in 0..items.len() {
                if top > 0 && top + tall(column, item) > most {
                    (column, top) = (column + 1, 0);
                }
                places.push((column, top));
                top += tall(column, item);
            }
            places
        };
        let all = (0..items.len()).map(|item| (0..widths.len()).map(|column| tall(column, item)).max().unwrap_or(0));
        let fits = |most: &i32| split(*most).last().is_some_and(|(last, _)| *last + 1 == widths.len());
        let places = split((1..=all.sum()).find(fits)?);
        let mut lines = Vec::new();
        for (item, (column, top)) in places.into_iter().enumerate() {
            let left: i32 = widths.iter().take(column).map(|width| width + COLUMN_GAP).sum();
            let own = wrapped.get(column).and_then(|items| items.get(item)).cloned().unwrap_or_default();
            lines.extend(own.into_iter().zip(0..).map(|(line, place)| BlockLine {
                line,
                weight: Weight::Regular,
                stand: Stand::Start(POINT + left),
                point: place == 0,
                row: top + place,
            }));
        }
        Some(lines)
    }

    fn chip(&self, label: &str) -> Block {
        self.block(self.lines(label, Weight::Regular, self.wrap.chip), CHIP_SIDE, CHIP_ABOVE)
    }

    /// An outcome where it is met first.
    fn first(&self, end: &OutcomeView) -> Block {
        let level = self.words.labels.level(end.urgency);
        match self.style.repeats {
            Repeats::Full => self.end(end, level),
            Repeats::Number => self.end(end, &format!("{level} · {}", numbered(&self.words.labels.result, end.number))),
        }
    }

    /// An outcome that is shown again.
    fn again(&self, end: &OutcomeView) -> Block {
        let level = self.words.labels.level(end.urgency);
        match self.style.repeats {
            Repeats::Full => self.end(end, &format!("{level} ({})", self.words.again)),
            Repeats::Number => {
                let words = format!("{level} · {}", numbered(&self.words.labels.result, end.number));
                let side = SIDE + inset(end.urgency);
                self.block(
                    self.lines(&words, Weight::Bold, self.wrap.end + 2 * (CUT - inset(end.urgency))),
                    side,
                    self.style.above,
                )
            }
        }
    }

    fn end(&self, end: &OutcomeView, level: &str) -> Block {
        // What a level's shape leaves free is for its text, so that all outcomes are about as wide.
        let width = self.wrap.end + 2 * (CUT - inset(end.urgency));
        let mut lines = self.lines(level, Weight::Regular, width);
        let below = count(&lines);
        let title = self.lines(&end.title, Weight::Bold, width);
        lines.extend(title.into_iter().map(|line| BlockLine { row: line.row + below, ..line }));
        self.block(lines, SIDE + inset(end.urgency), self.style.above)
    }

    fn token(&self, number: usize) -> Block {
        let words = numbered(&self.words.labels.go_to_question, number);
        self.block(self.lines(&words, Weight::Regular, self.wrap.end + 24), SIDE, self.style.above)
    }

    fn block(&self, lines: Vec<BlockLine>, side: i32, above: i32) -> Block {
        let width_of = |line: &BlockLine| match line.stand {
            Stand::Middle => line.line.width,
            Stand::Start(from) => line.line.width + from,
        };
        let width = lines.iter().map(width_of).max().unwrap_or(0) + 2 * side;
        let leading = self.style.leading;
        let height = count(&lines).max(1) * leading + 2 * above;
        Block { lines, width: width + width % 2, height, above, leading }
    }

    fn lines(&self, text: &str, weight: Weight, width: i32) -> Vec<BlockLine> {
        let lines = wrap(self.measure, text, weight, SIZE, width);
        let line = |(line, row)| BlockLine { line, weight, stand: Stand::Middle, point: false, row };
        lines.into_iter().zip(0..).map(line).collect()
    }
}

/// How many lines stand one under the other.
fn count(lines: &[BlockLine]) -> i32 {
    lines.iter().map(|line| line.row + 1).max().unwrap_or(0)
}

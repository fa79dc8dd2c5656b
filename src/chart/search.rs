//! The best plan for a flow: the order of answers, where shared questions hang and what is joined.
//!
//! Each candidate is drawn, its faults counted on the drawing, and its cost compared. The start is the order as
//! authored, then one change at a time is kept while the cost falls. There is no chance in it: one flow, one drawing.

use super::boxes::{Blocks, Style};
use super::columns::Care;
use super::draw::{Drawing, draw};
use super::faults::faults;
use super::plan::{Choice, Goal, Net, Plan, Shown, askers};
use super::rows::Pack;
use super::table::at;
use crate::flow::outline::{Outline, TargetView};

/// What a drawing should fit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Aim {
    /// The room from left to right, in pixels.
    pub width: i32,
    /// The room from top to bottom, in pixels; a screen has no end.
    pub height: i32,
}

/// A drawing with what it was made of.
#[derive(Clone, Debug)]
pub struct Found {
    /// The drawing.
    pub drawing: Drawing,
    /// What was chosen.
    pub choice: Choice,
    /// Its cost, less is better.
    pub cost: i64,
}

/// Above this many questions only the order as authored is drawn: such a flow is a table, and a check warns of it.
pub(super) const MOST: usize = 60;

/// The flow without its words.
#[must_use]
pub fn net(outline: &Outline) -> Net {
    let goal = |target: &TargetView| match target {
        TargetView::Step { number, .. } => Goal::Step(number - 1),
        TargetView::Outcome { number, .. } => Goal::End(number - 1),
    };
    outline.steps.iter().map(|step| step.answers.iter().map(|answer| goal(&answer.target)).collect()).collect()
}

/// What all candidates of a search have in common.
pub struct Search<'a> {
    /// The flow.
    pub outline: &'a Outline,
    /// The flow without its words.
    pub net: &'a Net,
    /// Its texts in boxes.
    pub blocks: &'a Blocks,
    /// How texts were wrapped.
    pub style: &'a Style,
    /// How boxes stand from top to bottom.
    pub pack: Pack,
    /// What to fit.
    pub aim: Aim,
}

impl Search<'_> {
    /// The best drawing from a choice on, changing it at most `rounds` times round.
    #[must_use]
    pub fn from(&self, start: Choice, rounds: usize) -> Found {
        let mut best = self.candidate(start, Care::Sketch);
        if self.net.len() <= MOST {
            for _ in 0..rounds {
                let before = best.cost;
                for change in changes(self.net, &best.choice) {
                    let next = self.candidate(change, Care::Sketch);
                    if next.cost < best.cost {
                        best = next;
                    }
                }
                if best.cost == before {
                    break;
                }
            }
        }
        self.candidate(best.choice, if self.net.len() <= MOST { Care::Finished } else { Care::Sketch })
    }

    /// The drawing of one choice.
    #[must_use]
    pub(super) fn candidate(&self, choice: Choice, care: Care) -> Found {
        let plan = Plan::new(self.net, &choice);
        let drawing = draw(self.outline, &plan, self.blocks, self.style, self.pack, care);
        let wrong = match care {
            Care::Sketch => 0,
            Care::Finished => i64::try_from(faults(&drawing).len()).unwrap_or(0),
        };
        let cost = self.cost(&drawing, &plan, &choice) + 40_000 * wrong;
        Found { drawing, choice, cost }
    }

    /// What a drawing costs: boxes shown again, answers out of order, bends, length of lines, size.
    fn cost(&self, drawing: &Drawing, plan: &Plan, choice: &Choice) -> i64 {
        let count = |wanted: fn(&Shown) -> bool| {
            i64::try_from(plan.nodes.iter().filter(|shown| wanted(shown)).count()).unwrap_or(0)
        };
        let again = count(|shown| matches!(shown, Shown::Again(_)));
        let tokens = count(|shown| matches!(shown, Shown::Token(_)));
        let bends: i64 = drawing.lines.iter().map(|line| (i64::try_from(line.points.len()).unwrap_or(0) - 2) / 2).sum();
        let length: i64 = drawing.lines.iter().map(length).sum();
        let (width, height) = (i64::from(drawing.width), i64::from(drawing.height));
        let over =
            i64::from((drawing.width - self.aim.width).max(0)) + i64::from((drawing.height - self.aim.height).max(0));
        900 * again
            + 6000 * tokens
            + self.out_of_order(choice)
            + 300 * bends
            + 4 * length
            + 3 * (width + height)
            + 40 * over
    }

    /// What answers cost that stand against their written order: much at safety questions, whose ways out should be
    /// found on one side.
    fn out_of_order(&self, choice: &Choice) -> i64 {
        let pairs = |(step, order): (usize, &Vec<usize>)| {
            let later =
                |(place, answer): (usize, &usize)| order.iter().skip(place + 1).filter(|other| *other < answer).count();
            let pairs = i64::try_from(order.iter().enumerate().map(later).sum::<usize>()).unwrap_or(0);
            let safety = self.outline.steps.get(step).is_some_and(|step| step.check.is_some());
            pairs * if safety { 6000 } else { 500 }
        };
        choice.orders.iter().enumerate().map(pairs).sum()
    }
}

/// Every change of one thing: two neighbouring answers, a shared question's place, how far apart ends are joined.
fn changes(net: &Net, choice: &Choice) -> Vec<Choice> {
    let mut changes = Vec::new();
    for (step, order) in choice.orders.iter().enumerate() {
        for left in 0..order.len() {
            for right in left + 1..order.len() {
                let mut change = choice.clone();
                if let Some(order) = change.orders.get_mut(step) {
                    order.swap(left, right);
                }
                changes.push(change);
            }
        }
    }
    for (step, asked) in askers(net).iter().enumerate() {
        for home in (0..asked.len()).filter(|home| *home != at(&choice.homes, step)) {
            let mut change = choice.clone();
            super::table::put(&mut change.homes, step, home);
            changes.push(change);
        }
    }
    changes.extend((0..=4).filter(|reach| *reach != choice.reach).map(|reach| Choice { reach, ..choice.clone() }));
    changes
}

fn length(line: &super::draw::DrawnLine) -> i64 {
    let steps = line.points.iter().zip(line.points.iter().skip(1));
    steps.map(|((x, y), (next_x, next_y))| i64::from((x - next_x).abs() + (y - next_y).abs())).sum()
}

//! The best plan and wraps for a flow: the order of answers, how ends hang, what is joined, how wide each text is.
//!
//! Each candidate is drawn, its faults counted on the drawing, and its cost compared. The start is the order as
//! authored; then one thing is changed at a time, and kept where the cost falls, until no change helps. There is no
//! chance in it: one flow, one drawing.

use super::boxes::{Library, Style, WIDTHS, Wraps};
use super::columns::Care;
use super::draw::{Drawing, DrawnBox, Manner, Shapes};
use super::faults::faults;
use super::plan::{Choice, Goal, Hang, Net, Plan, Shown, askers};
use super::rows::Pack;
use super::table::{at, list, put};
use crate::flow::outline::{Outline, TargetView};

/// What a drawing should fit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Aim {
    /// The room from left to right, in pixels.
    pub width: i32,
    /// The room from top to bottom, in pixels; a screen has no end.
    pub height: i32,
}

/// What a candidate is made of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Picks {
    /// The plan's.
    pub choice: Choice,
    /// The widths of texts.
    pub wraps: Wraps,
}

/// A drawing with what it was made of.
#[derive(Clone, Debug)]
pub struct Found {
    /// The drawing.
    pub drawing: Drawing,
    /// What was chosen.
    pub picks: Picks,
    /// Its cost, less is better.
    pub cost: i64,
    /// How many faults it has.
    pub faults: usize,
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
    pub library: &'a Library,
    /// How close everything stands.
    pub style: &'a Style,
    /// How boxes stand from top to bottom.
    pub pack: Pack,
    /// What to fit.
    pub aim: Aim,
    /// Whether an outcome that several answers lead to is drawn once.
    pub share: Share,
    /// How long to look for a drawing that fits.
    pub patience: Patience,
}

/// Whether an outcome that several answers lead to is drawn once or shown again at each.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Share {
    /// Whichever is plainer.
    #[default]
    Auto,
    /// Once, wherever its lines can reach it without a crossing.
    Merge,
    /// At each answer.
    Repeat,
}

/// How long a search goes on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Patience {
    /// Until no single change is better, or so many were tried.
    Once(usize),
    /// Until the drawing fits, or so many changes were tried.
    UntilItFits(usize),
}

impl Picks {
    /// As authored, with texts of middling width and the ends of safety questions at their right.
    #[must_use]
    pub fn authored(outline: &Outline, net: &Net, share: Share) -> Self {
        let mut choice = Choice::authored(net);
        if share == Share::Repeat {
            choice.reach = None;
        }
        for (step, goals) in net.iter().enumerate() {
            let safety = outline.steps.get(step).is_some_and(|step| step.check.is_some());
            let end = goals.iter().position(|goal| matches!(goal, Goal::End(_)));
            if let (true, Some(end), Some(hangs)) = (safety, end, choice.hangs.get_mut(step)) {
                put(hangs, end, Hang::Right);
            }
        }
        let wraps = Wraps {
            asks: vec![1; outline.steps.len()],
            chips: vec![1; outline.steps.len()],
            list: 1,
            side: 0,
            ends: vec![1; outline.outcomes.len()],
        };
        Self { choice, wraps }
    }
}

impl Search<'_> {
    /// The best drawing that is found from these picks on.
    #[must_use]
    pub fn from(&self, start: Picks) -> Found {
        let start = if self.net.len() <= MOST { self.planned(start) } else { start };
        let mut way = vec![self.candidate(start, Care::Sketch)];
        if self.net.len() <= MOST {
            self.improve(&mut way);
        }
        let care = if self.net.len() <= MOST { Care::Finished } else { Care::Quick };
        let mut best: Option<Found> = None;
        // A finished drawing may have a fault that its sketch did not show; then the one before is taken.
        for sketch in way.into_iter().rev().take(6) {
            let found = self.candidate(sketch.picks, care);
            if best.as_ref().is_none_or(|best| found.cost < best.cost) {
                best = Some(found);
            }
            if best.as_ref().is_some_and(|best| best.faults == 0) {
                break;
            }
        }
        best.unwrap_or_else(|| self.candidate(Picks::authored(self.outline, self.net, self.share), care))
    }

    /// The picks with fewer questions shown as a token, where two changes of the plan can save one: found without
    /// drawing anything.
    fn planned(&self, start: Picks) -> Picks {
        let cost = |picks: &Picks| self.cost_of_plan(&Plan::new(self.net, &picks.choice), &picks.choice);
        let moves: Vec<Change> = moves(self.net, self.library, self.share)
            .into_iter()
            .filter(|change| self.may_save_a_token(*change))
            .collect();
        let (mut best, mut least) = (start.clone(), cost(&start));
        let mut tried = 0;
        while least >= TOKEN && tried < MOST_PAIRS {
            let before = least;
            let from = best.clone();
            'pairs: for first in &moves {
                let Some(one) = changed(&from, *first) else { continue };
                for second in &moves {
                    let Some(two) = changed(&one, *second) else { continue };
                    let next = cost(&two);
                    tried += 1;
                    if next < least {
                        (best, least) = (two, next);
                    }
                    if tried >= MOST_PAIRS || least + TOKEN / 2 < before {
                        break 'pairs;
                    }
                }
            }
            if least + TOKEN / 2 > before {
                return from;
            }
        }
        best
    }

    /// Whether a change moves a question past another answer, or under another question.
    fn may_save_a_token(&self, change: Change) -> bool {
        match change {
            Change::Swap(step, left, right) => {
                let goals = list(self.net, step);
                [left, right].iter().any(|answer| matches!(goals.get(*answer), Some(Goal::Step(_))))
            }
            Change::Home(..) => true,
            Change::Reach(_)
            | Change::Hang(..)
            | Change::Rows(..)
            | Change::Drop(..)
            | Change::Low(..)
            | Change::Ask(..)
            | Change::Chips(..)
            | Change::List(..)
            | Change::End(..) => false,
        }
    }

    /// Tries every change of the last candidate in turn, and adds each that is better. Where none is, and the drawing
    /// is still too large, some changes at once lead out of the hollow, and count if what follows is better.
    fn improve(&self, way: &mut Vec<Found>) {
        let (most, again) = match self.patience {
            Patience::Once(most) => (most, false),
            Patience::UntilItFits(most) => (most, true),
        };
        let moves = moves(self.net, self.library, self.share);
        let mut dice = Dice(1);
        let mut tried = self.descend(way, &moves, most);
        while again && tried < most && way.last().is_some_and(|best| !self.fits(&best.drawing)) {
            let Some(best) = way.last() else { break };
            let mut picks = best.picks.clone();
            for _ in 0..3 {
                let change = moves.get(dice.below(moves.len())).copied();
                picks = change.and_then(|change| changed(&picks, change)).unwrap_or(picks);
            }
            let mut other = vec![self.candidate(picks, Care::Sketch)];
            tried += 1 + self.descend(&mut other, &moves, most - tried);
            if let Some(found) = other.pop().filter(|found| found.cost < best.cost) {
                way.push(found);
            }
        }
    }

    /// Changes one thing at a time while the cost falls. Returns how many changes were tried.
    fn descend(&self, way: &mut Vec<Found>, moves: &[Change], most: usize) -> usize {
        let (mut tried, mut since) = (0, 0);
        for change in moves.iter().cycle() {
            if tried >= most || since >= moves.len() {
                break;
            }
            let Some(best) = way.last() else { break };
            since += 1;
            let Some(picks) = changed(&best.picks, *change) else { continue };
            tried += 1;
            if let Some(next) = self.better(picks, best.cost) {
                way.push(next);
                since = 0;
            }
        }
        tried
    }

    fn fits(&self, drawing: &Drawing) -> bool {
        drawing.width <= self.aim.width && drawing.height <= self.aim.height
    }

    /// The drawing of these picks.
    fn candidate(&self, picks: Picks, care: Care) -> Found {
        let plan = Plan::new(self.net, &picks.choice);
        let drawing = Shapes::new(self.outline, &plan, self.library, self.manner(&picks, care)).draw();
        let faults = if self.net.len() <= MOST { faults(&drawing).len() } else { 0 };
        let cost = self.cost(&drawing, &plan, &picks.choice) + FAULT * i64::try_from(faults).unwrap_or(0);
        Found { drawing, picks, cost, faults }
    }

    /// A sketch of these picks, if it is better than this cost. It is given up as soon as it cannot be.
    fn better(&self, picks: Picks, than: i64) -> Option<Found> {
        let plan = Plan::new(self.net, &picks.choice);
        if self.cost_of_plan(&plan, &picks.choice) >= than {
            return None;
        }
        let drawing = {
            let shapes = Shapes::new(self.outline, &plan, self.library, self.manner(&picks, Care::Sketch));
            let least = TALL * i64::from(shapes.tall())
                + WIDE * i64::from(shapes.wide())
                + OVER * i64::from((shapes.wide() - self.aim.width).max(0));
            if self.cost_of_plan(&plan, &picks.choice) + least >= than {
                return None;
            }
            shapes.draw()
        };
        let cost = self.cost(&drawing, &plan, &picks.choice);
        if cost >= than {
            return None;
        }
        let faults = faults(&drawing).len();
        let cost = cost + FAULT * i64::try_from(faults).unwrap_or(0);
        (cost < than).then_some(Found { drawing, picks, cost, faults })
    }

    fn manner<'b>(&'b self, picks: &'b Picks, care: Care) -> Manner<'b> {
        Manner { style: self.style, wraps: &picks.wraps, pack: self.pack, room: self.aim.width, care }
    }

    /// What a plan costs whatever its drawing: boxes shown again, answers out of order.
    fn cost_of_plan(&self, plan: &Plan, choice: &Choice) -> i64 {
        let count = |wanted: fn(&Shown) -> bool| {
            i64::try_from(plan.nodes.iter().filter(|shown| wanted(shown)).count()).unwrap_or(0)
        };
        let again = count(|shown| matches!(shown, Shown::Again(_)));
        let copy = match self.share {
            Share::Auto => 900,
            Share::Merge => 9000,
            Share::Repeat => 0,
        };
        let tokens = count(|shown| matches!(shown, Shown::Token(_)));
        copy * again + TOKEN * tokens + self.out_of_order(choice)
    }

    /// What a drawing costs: its plan, bends (small ones look like mistakes), length of lines, tall boxes, size.
    fn cost(&self, drawing: &Drawing, plan: &Plan, choice: &Choice) -> i64 {
        let (mut bends, mut length) = (0, 0);
        for line in &drawing.lines {
            for ((x, y), (next_x, next_y)) in line.points.iter().zip(line.points.iter().skip(1)) {
                let across = i64::from((x - next_x).abs());
                length += across + i64::from((y - next_y).abs());
                if across > 0 && line.points.len() > 3 {
                    bends += if across < SMALL { 900 } else { 300 };
                }
            }
        }
        let tall: i64 = drawing.boxes.iter().map(|shape| i64::from(shape.rect.height)).sum();
        let (width, height) = (i64::from(drawing.width), i64::from(drawing.height));
        self.cost_of_plan(plan, choice)
            + bends
            + 4 * length
            + TALL * tall
            + WIDE * width
            + 5 * height
            + self.over(drawing)
    }

    /// What it costs to be too large: by the whole, and by each box that reaches out, so that each step nearer counts.
    fn over(&self, drawing: &Drawing) -> i64 {
        let (wide, tall) = ((drawing.width - self.aim.width).max(0), (drawing.height - self.aim.height).max(0));
        if wide == 0 && tall == 0 {
            return 0;
        }
        let (left, right, foot) = (wide / 2, drawing.width - wide / 2, self.aim.height);
        let out = |shape: &DrawnBox| {
            let rect = &shape.rect;
            i64::from((left - rect.x).max(0) + (rect.right() - right).max(0) + (rect.foot() - foot).max(0))
        };
        OVER * i64::from(wide + tall) + 12 * drawing.boxes.iter().map(out).sum::<i64>()
    }

    /// What answers cost that stand against their written order, and ends of safety questions that are not at the
    /// right: the ways out should all be found on one side.
    fn out_of_order(&self, choice: &Choice) -> i64 {
        let pairs = |(step, order): (usize, &Vec<usize>)| {
            let hangs = list(&choice.hangs, step);
            let below: Vec<&usize> = order.iter().filter(|answer| at(hangs, **answer) == Hang::Below).collect();
            let later = |(place, answer): (usize, &&usize)| {
                below.iter().skip(place + 1).filter(|other| **other < *answer).count()
            };
            let pairs = i64::try_from(below.iter().enumerate().map(later).sum::<usize>()).unwrap_or(0);
            let safety = self.outline.steps.get(step).is_some_and(|step| step.check.is_some());
            let elsewhere = i64::from(!hangs.contains(&Hang::Right));
            let left = i64::from(hangs.contains(&Hang::Left));
            if safety { 6000 * (pairs + elsewhere) } else { 500 * pairs + 150 * left }
        };
        choice.orders.iter().enumerate().map(pairs).sum()
    }
}

/// Knuth's numbers for MMIX: the same on every machine and each time.
struct Dice(u64);

impl Dice {
    fn below(&mut self, limit: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap_or(0) % limit.max(1)
    }
}

/// A run shorter than this looks like a mistake.
const SMALL: i64 = 18;

/// How many pairs of changes are tried to save a token.
const MOST_PAIRS: usize = 4000;

/// What a pixel of the height of each box costs.
const TALL: i64 = 6;

/// What a pixel of width costs.
const WIDE: i64 = 3;

/// What a pixel costs that is beyond the room there is.
const OVER: i64 = 60;

/// What a question costs that is shown as a token: a reader has to look for it.
const TOKEN: i64 = 30_000;

/// What a fault costs: more than any beauty.
const FAULT: i64 = 40_000;

/// A change of one thing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Change {
    /// Two answers of a question change places.
    Swap(usize, usize, usize),
    /// A shared question hangs under another of its askers.
    Home(usize, usize),
    /// Ends are joined up to another distance.
    Reach(Option<usize>),
    /// An end hangs otherwise.
    Hang(usize, usize, Hang),
    /// All ends of a question have rows, or none has.
    Rows(usize, Hang),
    /// A question stands so many layers lower than it must.
    Drop(usize, usize),
    /// A question's ends below it stand so many layers lower than they must.
    Low(usize, usize),
    /// A question's text has another width.
    Ask(usize, usize),
    /// A question's answers have another width.
    Chips(usize, usize),
    /// Questions with lists and answers at a side have other widths.
    List(usize, usize),
    /// An outcome has another width.
    End(usize, usize),
}

/// Every change there is.
fn moves(net: &Net, library: &Library, share: Share) -> Vec<Change> {
    let mut moves = Vec::new();
    let asked = askers(net);
    let lists = if library.has_lists() { 0..WIDTHS } else { 0..1 };
    moves.extend(lists.flat_map(|width| (0..WIDTHS).map(move |side| Change::List(width, side))));
    let mut ends = 0;
    for (step, goals) in net.iter().enumerate() {
        let leads_out = goals.iter().all(|goal| matches!(goal, Goal::End(_)));
        for (answer, goal) in goals.iter().enumerate() {
            let alone = match goal {
                Goal::End(end) => {
                    ends = ends.max(end + 1);
                    true
                }
                Goal::Step(to) => list(&asked, *to).len() > 1,
            };
            if alone {
                moves.extend([Hang::Right, Hang::Left, Hang::Below].map(|hang| Change::Hang(step, answer, hang)));
            }
        }
        if leads_out {
            moves.extend([Hang::Row, Hang::Below].map(|hang| Change::Rows(step, hang)));
        }
        for left in 0..goals.len() {
            moves.extend((left + 1..goals.len()).map(|right| Change::Swap(step, left, right)));
        }
        moves.extend((0..list(&asked, step).len()).map(|home| Change::Home(step, home)));
        if step > 0 {
            moves.extend((0..=2).map(|layers| Change::Drop(step, layers)));
        }
        if goals.iter().any(|goal| matches!(goal, Goal::End(_))) {
            moves.extend((0..=2).map(|layers| Change::Low(step, layers)));
        }
        if !library.has_list(step) {
            let widths = distinct(&|one, other| library.ask_differs(step, one, other));
            moves.extend(widths.map(|width| Change::Ask(step, width)));
        }
        let widths = distinct(&|one, other| library.chips_differ(step, one, other));
        moves.extend(widths.map(|width| Change::Chips(step, width)));
    }
    match share {
        Share::Auto | Share::Merge => moves.extend((0..=4).map(|reach| Change::Reach(Some(reach)))),
        Share::Repeat => {}
    }
    for end in 0..ends {
        let widths = distinct(&|one, other| library.end_differs(end, one, other));
        moves.extend(widths.map(|width| Change::End(end, width)));
    }
    moves
}

/// The widths that differ from the one before.
fn distinct(differ: &dyn Fn(usize, usize) -> bool) -> impl Iterator<Item = usize> + use<> {
    let widths: Vec<usize> = (0..WIDTHS).filter(|width| *width == 0 || differ(*width, width - 1)).collect();
    let count = if widths.len() > 1 { widths.len() } else { 0 };
    widths.into_iter().take(count)
}

/// The picks after a change, where that changes anything.
fn changed(picks: &Picks, change: Change) -> Option<Picks> {
    let mut next = picks.clone();
    match change {
        Change::Swap(step, left, right) => next.choice.orders.get_mut(step)?.swap(left, right),
        Change::Home(step, home) => put(&mut next.choice.homes, step, home),
        Change::Reach(reach) => next.choice.reach = reach,
        Change::Hang(step, answer, hang) => {
            let hangs = next.choice.hangs.get_mut(step)?;
            // Only one end has room at a side, and rows are for all.
            for other in hangs.iter_mut().filter(|other| **other == hang || **other == Hang::Row) {
                *other = Hang::Below;
            }
            put(hangs, answer, hang);
        }
        Change::Rows(step, hang) => next.choice.hangs.get_mut(step)?.fill(hang),
        Change::Drop(step, layers) => put(&mut next.choice.drops, step, layers),
        Change::Low(step, layers) => put(&mut next.choice.lows, step, layers),
        Change::Ask(step, width) => put(&mut next.wraps.asks, step, width),
        Change::Chips(step, width) => put(&mut next.wraps.chips, step, width),
        Change::List(width, side) => (next.wraps.list, next.wraps.side) = (width, side),
        Change::End(end, width) => put(&mut next.wraps.ends, end, width),
    }
    (next != *picks).then_some(next)
}

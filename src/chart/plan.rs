//! A flow as a tree that can be drawn without a crossing: each outcome at each of its uses, then neighbours joined.
//!
//! The tree comes from the order of each question's answers and from the one answer under which a shared question
//! hangs. Ends that follow each other from left to right have nothing between them down to the foot of the picture, so
//! two of the same outcome may become one box, and a question's further answers may lead to it from its side. What
//! cannot be joined is shown again, and a question is met again as a token "go to question 4".
//!
//! An end need not stand below its question: it may hang at its side, or in a row of its own under it. Such an end has
//! nothing below it and no line but its own, so it takes no part in the layers.

use super::table::{add, at, list, put};

/// Where an answer leads.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Goal {
    /// To the question at this place.
    Step(usize),
    /// To the outcome at this place.
    End(usize),
}

/// A flow without its words: for each question the goals of its answers. Each goal lies further on.
pub type Net = Vec<Vec<Goal>>;

/// How an end stands to the question that leads to it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Hang {
    /// In a layer below, with a line that goes down.
    #[default]
    Below,
    /// Level with the question, on its left.
    Left,
    /// Level with the question, on its right.
    Right,
    /// In a row under the question, beside its answer; all answers of such a question have rows.
    Row,
}

/// What one plan chooses among.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Choice {
    /// For each question its answers from left to right.
    pub orders: Vec<Vec<usize>>,
    /// For each question which of the answers that lead to it is the one it hangs under.
    pub homes: Vec<usize>,
    /// How many layers apart two ends may be and still become one; `None` where none do.
    pub reach: Option<usize>,
    /// For each question how the end of each answer hangs. It says nothing of answers that lead to a question.
    pub hangs: Vec<Vec<Hang>>,
    /// For each question how many layers lower it stands than it must: makes room in a wide layer.
    pub drops: Vec<usize>,
    /// For each question how many layers lower its ends below it stand than they must.
    pub lows: Vec<usize>,
}

/// What a box shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Shown {
    /// A question.
    Step(usize),
    /// An outcome for the first time.
    End(usize),
    /// An outcome shown again.
    Again(usize),
    /// A question that is drawn elsewhere.
    Token(usize),
}

/// An answer's line between two boxes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Way {
    /// The box of the question.
    pub from: usize,
    /// The answer's place in its question.
    pub answer: usize,
    /// The box it leads to.
    pub to: usize,
}

/// One thing in a layer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Item {
    /// A box.
    Node(usize),
    /// A way passing through.
    Bend(usize),
}

/// Boxes and lines in layers, from left to right.
#[derive(Clone, Debug, Default)]
pub struct Plan {
    /// What each box shows.
    pub nodes: Vec<Shown>,
    /// The lines.
    pub ways: Vec<Way>,
    /// For each way how its end hangs.
    pub hangs: Vec<Hang>,
    /// For each box its lines out that go down, from left to right.
    pub out: Vec<Vec<usize>>,
    /// For each box its lines to ends that hang on it, in the order of its answers.
    pub hung: Vec<Vec<usize>>,
    /// For each box its lines in, from left to right.
    pub into: Vec<Vec<usize>>,
    /// For each box its layer.
    pub layers: Vec<usize>,
    /// The layers from the top, each from left to right.
    pub rows: Vec<Vec<Item>>,
}

impl Choice {
    /// The choice as authored: answers in order, each shared question under the last answer that leads to it.
    #[must_use]
    pub fn authored(net: &Net) -> Self {
        Self {
            orders: net.iter().map(|goals| (0..goals.len()).collect()).collect(),
            homes: askers(net).iter().map(|asked| asked.len().saturating_sub(1)).collect(),
            reach: Some(3),
            hangs: net.iter().map(|goals| vec![Hang::Below; goals.len()]).collect(),
            drops: vec![0; net.len()],
            lows: vec![0; net.len()],
        }
    }
}

/// For each question the answers that lead to it, as (question, answer).
#[must_use]
pub fn askers(net: &Net) -> Vec<Vec<(usize, usize)>> {
    let mut askers = vec![Vec::new(); net.len()];
    for (step, goals) in net.iter().enumerate() {
        for (answer, goal) in goals.iter().enumerate() {
            if let Goal::Step(to) = goal {
                add(&mut askers, *to, (step, answer));
            }
        }
    }
    askers
}

impl Plan {
    /// The plan of a choice.
    #[must_use]
    pub fn new(net: &Net, choice: &Choice) -> Self {
        let homes = homes(net, choice);
        let choice = &hung(net, choice, &homes);
        let mut tree = Tree { net, choice, homes: &homes, leaves: Vec::new(), spans: vec![(0, 0); net.len()] };
        if !net.is_empty() {
            tree.visit(0);
        }
        let Tree { leaves, spans, .. } = tree;
        let joined = joins(&leaves, &spans, net, &homes, &depths(net));
        let mut plan = Builder::new(net, choice, leaves, joined).plan();
        plan.mark_copies();
        plan
    }

    /// The first box of each outcome is the real one; the others show it again.
    fn mark_copies(&mut self) {
        let mut first: Vec<(usize, usize, usize)> = Vec::new();
        for (node, shown) in self.nodes.iter().enumerate() {
            if let Shown::End(end) = shown {
                first.push((*end, at(&self.layers, node), node));
            }
        }
        first.sort_unstable();
        let mut last = None;
        for (end, _, node) in first {
            if last == Some(end) {
                put(&mut self.nodes, node, Shown::Again(end));
            }
            last = Some(end);
        }
    }
}

/// The choice with each end hung where it can: one on each side, rows only where all answers lead to ends, and ends at
/// the left before and at the right after all else in the order of answers.
fn hung(net: &Net, choice: &Choice, homes: &[Option<(usize, usize)>]) -> Choice {
    let mut hung = choice.clone();
    for (step, goals) in net.iter().enumerate() {
        let leads_on = |answer: usize| match goals.get(answer) {
            Some(Goal::Step(to)) => at(homes, *to) == Some((step, answer)),
            Some(Goal::End(_)) | None => false,
        };
        let Some(hangs) = hung.hangs.get_mut(step) else { continue };
        hangs.resize(goals.len(), Hang::Below);
        let rows = hangs.contains(&Hang::Row) && goals.iter().all(|goal| matches!(goal, Goal::End(_)));
        let (mut left, mut right) = (false, false);
        for (answer, hang) in hangs.iter_mut().enumerate() {
            let taken = match hang {
                Hang::Left => std::mem::replace(&mut left, true),
                Hang::Right => std::mem::replace(&mut right, true),
                Hang::Below | Hang::Row => true,
            };
            *hang = match (rows, taken || leads_on(answer)) {
                (true, _) => Hang::Row,
                (false, true) => Hang::Below,
                (false, false) => *hang,
            };
        }
        let side = |answer: &usize| match hangs.get(*answer) {
            Some(Hang::Left) => 0,
            Some(Hang::Right) => 2,
            Some(Hang::Below | Hang::Row) | None => 1,
        };
        if let Some(order) = hung.orders.get_mut(step) {
            order.sort_by_key(side);
        }
    }
    hung
}

/// For each question how many lie above it on the longest way.
fn depths(net: &Net) -> Vec<usize> {
    let mut depths = vec![0; net.len()];
    for (step, goals) in net.iter().enumerate() {
        for goal in goals {
            if let Goal::Step(to) = goal {
                let depth = at(&depths, *to).max(at(&depths, step) + 1);
                put(&mut depths, *to, depth);
            }
        }
    }
    depths
}

/// For each question the answer it hangs under.
fn homes(net: &Net, choice: &Choice) -> Vec<Option<(usize, usize)>> {
    let pick =
        |(step, asked): (usize, &Vec<(usize, usize)>)| asked.get(at(&choice.homes, step) % asked.len().max(1)).copied();
    askers(net).iter().enumerate().map(pick).collect()
}

/// An end of the tree.
#[derive(Clone, Copy)]
struct Leaf {
    asker: usize,
    answer: usize,
    goal: Goal,
    hang: Hang,
}

/// Walks the tree from left to right.
struct Tree<'a> {
    net: &'a Net,
    choice: &'a Choice,
    homes: &'a [Option<(usize, usize)>],
    leaves: Vec<Leaf>,
    /// For each question the leaves below it: the first, and one after the last.
    spans: Vec<(usize, usize)>,
}

impl Tree<'_> {
    fn visit(&mut self, step: usize) {
        let first = self.leaves.len();
        for answer in list(&self.choice.orders, step) {
            match list(self.net, step).get(*answer) {
                Some(Goal::Step(to)) if at(self.homes, *to) == Some((step, *answer)) => self.visit(*to),
                Some(goal) => {
                    let hang = at(list(&self.choice.hangs, step), *answer);
                    self.leaves.push(Leaf { asker: step, answer: *answer, goal: *goal, hang });
                }
                None => {}
            }
        }
        put(&mut self.spans, step, (first, self.leaves.len()));
    }
}

/// Which tokens can become lines to their question: those with no end between them and it.
///
/// A line that comes to a question from one side shuts that side off for the questions above it, as a later line to one
/// of those would have to cross it. An end that hangs on a question higher up lies in no line's way.
fn joins(
    leaves: &[Leaf],
    spans: &[(usize, usize)],
    net: &Net,
    homes: &[Option<(usize, usize)>],
    depths: &[usize],
) -> Vec<bool> {
    let free = |joined: &[bool], place: usize, to: usize| {
        at(joined, place)
            || leaves.get(place).is_some_and(|leaf| leaf.hang != Hang::Below && at(depths, leaf.asker) < at(depths, to))
    };
    let mut joined = vec![false; leaves.len()];
    let mut shut: Vec<(bool, bool)> = vec![(false, false); net.len()];
    loop {
        let before = joined.clone();
        for (place, leaf) in leaves.iter().enumerate() {
            let Goal::Step(to) = leaf.goal else { continue };
            if at(&joined, place) || leaf.hang != Hang::Below {
                continue;
            }
            let (first, end) = at(spans, to);
            let left =
                place < first && (place + 1..first).all(|between| free(&joined, between, to)) && !at(&shut, to).0;
            let right = place >= end && (end..place).all(|between| free(&joined, between, to)) && !at(&shut, to).1;
            if !left && !right {
                continue;
            }
            put(&mut joined, place, true);
            let mut above = at(homes, to);
            while let Some((step, _)) = above {
                let (first, end) = at(spans, step);
                if (first..end).contains(&place) {
                    break;
                }
                if let Some(sides) = shut.get_mut(step) {
                    sides.0 |= left;
                    sides.1 |= right;
                }
                above = at(homes, step);
            }
        }
        if joined == before {
            return joined;
        }
    }
}

/// Makes boxes and lines of the tree and its joins.
struct Builder<'a> {
    net: &'a Net,
    choice: &'a Choice,
    leaves: Vec<Leaf>,
    /// For each leaf the box it became.
    boxes: Vec<Option<usize>>,
    plan: Plan,
}

impl<'a> Builder<'a> {
    fn new(net: &'a Net, choice: &'a Choice, leaves: Vec<Leaf>, joined: Vec<bool>) -> Self {
        let mut plan = Plan { nodes: (0..net.len()).map(Shown::Step).collect(), ..Plan::default() };
        let mut boxes = Vec::with_capacity(leaves.len());
        for (leaf, joined) in leaves.iter().zip(joined) {
            match leaf.goal {
                Goal::Step(to) if joined => {
                    boxes.push(Some(to));
                    continue;
                }
                Goal::Step(to) => plan.nodes.push(Shown::Token(to)),
                Goal::End(end) => plan.nodes.push(Shown::End(end)),
            }
            boxes.push(Some(plan.nodes.len() - 1));
        }
        Self { net, choice, leaves, boxes, plan }
    }

    fn plan(mut self) -> Plan {
        let mut layers = self.layers();
        self.merge(&layers);
        layers = self.layers();
        let used = self.used();
        self.renumber(&used);
        self.plan.layers =
            layers.iter().zip(&used).filter(|(_, used)| used.is_some()).map(|(layer, _)| *layer).collect();
        self.lines();
        self.plan
    }

    /// The layer of each box: below the deepest question that leads to it. Questions are numbered forward.
    fn layers(&self) -> Vec<usize> {
        let mut layers = vec![0; self.plan.nodes.len()];
        let targets = self.targets();
        for (step, targets) in targets.iter().enumerate() {
            for (answer, target) in targets {
                let below = match (self.hang(step, *answer, *target), *target < self.net.len()) {
                    (Hang::Below, true) => at(&layers, step) + 1 + at(&self.choice.drops, *target),
                    (Hang::Below, false) => at(&layers, step) + 1 + at(&self.choice.lows, step),
                    (Hang::Left | Hang::Right | Hang::Row, _) => at(&layers, step),
                };
                if below > at(&layers, *target) {
                    put(&mut layers, *target, below);
                }
            }
        }
        layers
    }

    /// How the box of an answer hangs. A question never does.
    fn hang(&self, step: usize, answer: usize, target: usize) -> Hang {
        if target < self.net.len() { Hang::Below } else { at(list(&self.choice.hangs, step), answer) }
    }

    /// For each question its answers from left to right, each with the box it leads to.
    fn targets(&self) -> Vec<Vec<(usize, usize)>> {
        let mut by_answer: Vec<Vec<Option<usize>>> = self.net.iter().map(|goals| vec![None; goals.len()]).collect();
        for (leaf, target) in self.leaves.iter().zip(&self.boxes) {
            if let Some(slot) = by_answer.get_mut(leaf.asker).and_then(|answers| answers.get_mut(leaf.answer)) {
                *slot = *target;
            }
        }
        let target = |step: usize, answer: usize| {
            list(&by_answer, step).get(answer).copied().flatten().or_else(|| match list(self.net, step).get(answer) {
                Some(Goal::Step(to)) => Some(*to),
                Some(Goal::End(_)) | None => None,
            })
        };
        let of_step = |(step, order): (usize, &Vec<usize>)| {
            order.iter().filter_map(|answer| Some((*answer, target(step, *answer)?))).collect()
        };
        self.choice.orders.iter().enumerate().map(of_step).collect()
    }

    /// Joins neighbouring ends that are one outcome and lie at near layers.
    fn merge(&mut self, layers: &[usize]) {
        let mut last: Option<(usize, usize, usize)> = None;
        for (leaf, slot) in self.leaves.iter().zip(&mut self.boxes) {
            let Some(node) = *slot else { continue };
            if node < self.net.len() {
                continue;
            }
            if leaf.hang != Hang::Below {
                last = None;
                continue;
            }
            let layer = at(layers, node);
            match (leaf.goal, last) {
                (Goal::End(end), Some((other, low, kept)))
                    if end == other && self.choice.reach.is_some_and(|reach| layer.abs_diff(low) <= reach) =>
                {
                    *slot = Some(kept);
                    last = Some((end, layer.max(low), kept));
                }
                (Goal::End(end), _) => last = Some((end, layer, node)),
                (Goal::Step(_), _) => last = None,
            }
        }
    }

    /// For each box its number when the ones merged away are left out.
    fn used(&self) -> Vec<Option<usize>> {
        let mut used = vec![false; self.plan.nodes.len()];
        (0..self.net.len()).for_each(|step| put(&mut used, step, true));
        self.boxes.iter().flatten().for_each(|node| put(&mut used, *node, true));
        let mut count = 0;
        let number = |used: &bool| {
            used.then(|| {
                count += 1;
                count - 1
            })
        };
        used.iter().map(number).collect()
    }

    fn renumber(&mut self, numbers: &[Option<usize>]) {
        for slot in &mut self.boxes {
            *slot = slot.and_then(|node| at(numbers, node));
        }
        let nodes = std::mem::take(&mut self.plan.nodes);
        self.plan.nodes =
            nodes.into_iter().zip(numbers).filter(|(_, number)| number.is_some()).map(|(shown, _)| shown).collect();
    }

    /// Lines and layers, in the order of the walk: what is met first in a layer stands left.
    fn lines(&mut self) {
        let count = self.plan.nodes.len();
        let depth = self.plan.layers.iter().max().map_or(0, |deepest| deepest + 1);
        self.plan.out = vec![Vec::new(); count];
        self.plan.hung = vec![Vec::new(); count];
        self.plan.into = vec![Vec::new(); count];
        self.plan.rows = vec![Vec::new(); depth];
        let targets = self.targets();
        let mut met = vec![false; count];
        if !self.net.is_empty() {
            self.meet(0, &targets, &mut met);
        }
    }

    fn meet(&mut self, node: usize, targets: &[Vec<(usize, usize)>], met: &mut Vec<bool>) {
        put(met, node, true);
        add(&mut self.plan.rows, at(&self.plan.layers, node), Item::Node(node));
        if node >= self.net.len() {
            return;
        }
        for (answer, to) in list(targets, node) {
            let way = self.plan.ways.len();
            let hang = self.hang(node, *answer, *to);
            self.plan.ways.push(Way { from: node, answer: *answer, to: *to });
            self.plan.hangs.push(hang);
            if hang != Hang::Below {
                add(&mut self.plan.hung, node, way);
                continue;
            }
            add(&mut self.plan.out, node, way);
            add(&mut self.plan.into, *to, way);
            for layer in at(&self.plan.layers, node) + 1..at(&self.plan.layers, *to) {
                add(&mut self.plan.rows, layer, Item::Bend(way));
            }
            if !at(met, *to) {
                self.meet(*to, targets, met);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Questions a line each: `q2 r1` are its goals.
    fn net(source: &str) -> Net {
        let goal = |word: &str| {
            let place = word.get(1..).unwrap().parse::<usize>().unwrap() - 1;
            if word.starts_with('q') { Goal::Step(place) } else { Goal::End(place) }
        };
        source.lines().map(|line| line.split_whitespace().map(goal).collect()).collect()
    }

    fn check(source: &str, expected: &str) {
        let net = net(source);
        let plan = Plan::new(&net, &Choice::authored(&net));
        let name = |item: &Item| match item {
            Item::Bend(_) => "|".to_owned(),
            Item::Node(node) => match plan.nodes[*node] {
                Shown::Step(step) => format!("q{}", step + 1),
                Shown::End(end) => format!("r{}", end + 1),
                Shown::Again(end) => format!("r{}*", end + 1),
                Shown::Token(step) => format!("->q{}", step + 1),
            },
        };
        let rows: Vec<String> =
            plan.rows.iter().map(|row| row.iter().map(name).collect::<Vec<_>>().join(" ")).collect();
        assert_eq!(rows.join(" / "), expected);
    }

    #[test]
    fn neighbouring_ends_become_one() {
        check("q2 q3\nr1 r2\nr2 r3", "q1 / q2 q3 / r1 r2 r3");
    }

    #[test]
    fn an_outcome_that_is_no_neighbour_is_shown_again() {
        check("q2 q3\nr1 r2\nr3 r1", "q1 / q2 q3 / r1 r2 r3 r1*");
    }

    #[test]
    fn a_shared_question_is_reached_from_both_sides() {
        check("q2 q3\nr1 q4\nq4 r2\nr3 r4", "q1 / q2 q3 / r1 q4 r2 / r3 r4");
    }

    #[test]
    fn a_question_out_of_reach_becomes_a_token() {
        check("q2 q3\nq4 r1\nr2 q4\nr3 r4", "q1 / q2 q3 / ->q4 r1 r2 q4 / r3 r4");
    }
}

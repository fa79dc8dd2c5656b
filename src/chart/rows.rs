//! From top to bottom: where each box, chip and run stands.
//!
//! Either all boxes of a layer stand level, or each box and run moves up to what lies above it in its own columns.
//! Places from left to right stay, so no new overlap can arise.

use super::boxes::Block;
use super::columns::Columns;
use super::frame::{Frame, Part};
use super::plan::Plan;
use super::route::Run;
use super::table::{at, list, put};

/// How boxes stand from top to bottom.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Pack {
    /// All of a layer stand level.
    Level,
    /// Each as high as what lies above it allows; the boxes that one question leads to stand level.
    Family,
    /// Each as high as what lies above it allows.
    Tight,
}

/// Places from top to bottom, in pixels.
#[derive(Clone, Debug, Default)]
pub struct Heights {
    /// The top of each box.
    pub nodes: Vec<i32>,
    /// For each way the top of its chip.
    pub chips: Vec<i32>,
    /// For each way and run of it: the point above and the place.
    pub runs: Vec<Vec<(usize, i32)>>,
    /// The foot of all.
    pub foot: i32,
}

/// Between a box and its chips.
pub const STEM: i32 = 4;

/// Between a run and what lies above it.
const RUN_GAP: i32 = 8;

/// Between what hangs on a box and what lies above it.
const HUNG_GAP: i32 = 11;

/// How much wider than itself a thing counts when another moves up beside it.
const BESIDE: i32 = 10;

/// What is known of each box and chip.
#[derive(Clone, Copy, Debug)]
pub struct Sizes<'a> {
    /// For each box its shape with what hangs on it.
    pub frames: &'a [Frame],
    /// For each way the block of its chip.
    pub chips: &'a [&'a Block],
    /// The room above a box for an arrow.
    pub arrow: i32,
}

impl Heights {
    /// The places of a plan's boxes, chips and runs.
    #[must_use]
    pub fn new(plan: &Plan, columns: &Columns, runs: &[Vec<Run>], sizes: Sizes<'_>, pack: Pack) -> Self {
        let ways = plan.ways.len();
        let heights =
            Self { nodes: vec![0; plan.nodes.len()], chips: vec![0; ways], runs: vec![Vec::new(); ways], foot: 0 };
        let mut packing = Packing { plan, columns, sizes, pack, sky: Vec::new(), heights };
        for (layer, below) in runs.iter().enumerate() {
            packing.layer(layer);
            packing.runs(below);
        }
        packing.heights
    }
}

/// The lowest thing so far in some columns.
#[derive(Clone, Copy)]
struct Above {
    left: i32,
    right: i32,
    foot: i32,
}

struct Packing<'a> {
    plan: &'a Plan,
    columns: &'a Columns,
    sizes: Sizes<'a>,
    pack: Pack,
    sky: Vec<Above>,
    heights: Heights,
}

impl Packing<'_> {
    fn layer(&mut self, layer: usize) {
        let row = list(&self.plan.rows, layer);
        let nodes: Vec<usize> = row
            .iter()
            .filter_map(|item| match item {
                super::plan::Item::Node(node) => Some(*node),
                super::plan::Item::Bend(_) => None,
            })
            .collect();
        let mut tops: Vec<i32> = nodes.iter().map(|node| self.top(*node)).collect();
        match self.pack {
            Pack::Tight => {}
            Pack::Level => {
                let all = tops.iter().copied().max().unwrap_or(0);
                tops.fill(all);
            }
            Pack::Family => self.level_families(&nodes, &mut tops),
        }
        for (node, top) in nodes.iter().zip(tops) {
            self.stand(*node, top);
        }
    }

    /// Boxes that hang under one question stand level.
    fn level_families(&self, nodes: &[usize], tops: &mut [i32]) {
        let parent = |node: usize| {
            list(&self.plan.into, node).first().and_then(|way| self.plan.ways.get(*way)).map(|way| way.from)
        };
        let before = tops.to_vec();
        for (place, node) in nodes.iter().enumerate() {
            let family = nodes.iter().zip(&before).filter(|(other, _)| parent(**other) == parent(*node));
            if let Some(top) = family.map(|(_, top)| *top).max() {
                put(tops, place, top);
            }
        }
    }

    fn span(&self, node: usize) -> (i32, i32) {
        let (x, half) = (at(&self.columns.nodes, node), self.sizes.frames.get(node).map_or(0, |frame| frame.width / 2));
        (x - half, x + half)
    }

    /// The columns of something that hangs on a box.
    fn part_span(&self, node: usize, part: &Part) -> (i32, i32) {
        let x = at(&self.columns.nodes, node);
        (x + part.chip.x.min(part.end.x), x + part.chip.right().max(part.end.right()))
    }

    /// The least top of a box at which it and all that hangs on it are free.
    fn top(&self, node: usize) -> i32 {
        let parts = self.sizes.frames.get(node).map_or(&[][..], |frame| &frame.parts);
        let of_part = |part: &Part| {
            let above = part.chip.y.min(part.end.y);
            (self.free(self.part_span(node, part), HUNG_GAP) - above).max(-above)
        };
        parts.iter().map(of_part).fold(self.free(self.span(node), self.sizes.arrow), i32::max)
    }

    /// The first place below all that lies above these columns.
    fn free(&self, (left, right): (i32, i32), gap: i32) -> i32 {
        let above = self.sky.iter().filter(|above| above.left < right + BESIDE && above.right > left - BESIDE);
        above.map(|above| above.foot + gap).max().unwrap_or(0)
    }

    fn shade(&mut self, (left, right): (i32, i32), foot: i32) {
        self.heights.foot = self.heights.foot.max(foot);
        // What is wholly covered from above need not be looked at again.
        self.sky.retain(|above| above.left < left || above.right > right || above.foot > foot);
        self.sky.push(Above { left, right, foot });
    }

    fn stand(&mut self, node: usize, top: i32) {
        put(&mut self.heights.nodes, node, top);
        let Some(frame) = self.sizes.frames.get(node) else { return };
        let foot = top + frame.height;
        self.shade(self.span(node), foot);
        for part in &frame.parts {
            self.shade(self.part_span(node, part), top + part.chip.foot().max(part.end.foot()));
        }
        for way in list(&self.plan.out, node) {
            put(&mut self.heights.chips, *way, foot + STEM);
            let Some(chip) = self.sizes.chips.get(*way) else { continue };
            let x = at(list(&self.columns.ways, *way), 0);
            self.shade((x - chip.width / 2, x + chip.width / 2), foot + STEM + chip.height);
        }
    }

    fn runs(&mut self, runs: &[Run]) {
        let mut runs = runs.to_vec();
        runs.sort_by_key(|run| (run.track, run.from.min(run.to)));
        for run in runs {
            let span = (run.from.min(run.to), run.from.max(run.to));
            let place = self.free(span, RUN_GAP);
            if let Some(list) = self.heights.runs.get_mut(run.way) {
                list.push((run.point, place));
            }
            self.shade(span, place);
        }
    }
}

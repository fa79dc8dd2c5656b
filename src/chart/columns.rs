//! From left to right: where each box, chip and line stands at whole pixels, with as few bends as can be.
//!
//! The places that `settle` finds are rounded here, and `straight` makes lines straight. Order from left to right never
//! changes, so no crossing can arise.

use super::plan::{Item, Plan};
use super::settle::Settling;
use super::straight::Straight;
use super::table::{at, list, put};

/// Sizes from left to right, in pixels.
#[derive(Clone, Debug, Default)]
pub struct Widths {
    /// For each box its width, even.
    pub nodes: Vec<i32>,
    /// For each box how far it reaches to the left and to the right of its middle, with what hangs on it.
    pub reaches: Vec<(i32, i32)>,
    /// For each box how far from its sides a line may land.
    pub insets: Vec<i32>,
    /// For each way the width of its chip, even.
    pub chips: Vec<i32>,
    /// Between two boxes.
    pub gap: i32,
    /// The room from left to right that each layer keeps to if it can.
    pub room: i32,
}

impl Widths {
    /// The least width of a layer.
    #[must_use]
    pub fn of_layer(&self, row: &[Item]) -> i32 {
        let (Some(first), Some(last)) = (row.first(), row.last()) else { return 0 };
        let between: i32 = row.iter().zip(row.iter().skip(1)).map(|(left, right)| apart(*left, *right, self)).sum();
        reach(*first, self).0 + between + reach(*last, self).1
    }
}

/// Places from left to right, in pixels.
#[derive(Clone, Debug, Default)]
pub struct Columns {
    /// The middle of each box.
    pub nodes: Vec<i32>,
    /// For each way its places from the top: the middle of its chip, each layer passed, the point of its arrow.
    pub ways: Vec<Vec<i32>>,
}

/// Between two chips of a question.
pub const CHIP_GAP: i32 = 8;

/// Between a chip and the side of its box.
pub(super) const CHIP_INSET: i32 = 6;

/// Between a line that passes and anything else.
const BEND_GAP: i32 = 14;

/// Between two lines that land on one box.
pub const LANDING_GAP: i32 = 16;

/// How well a drawing is settled.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Care {
    /// Well enough to compare it with another.
    Sketch,
    /// To be looked at, of a flow too large to be searched.
    Quick,
    /// To be looked at.
    Finished,
}

impl Care {
    /// How often all layers are settled.
    fn rounds(self) -> usize {
        match self {
            Self::Sketch | Self::Quick => 5,
            Self::Finished => 60,
        }
    }
}

/// The least width of a box with this many lines in and these chips.
#[must_use]
pub fn least_width(chips: &[i32], landings: usize, inset: i32) -> i32 {
    let gaps = i32::try_from(chips.len().saturating_sub(1)).unwrap_or(0) * CHIP_GAP;
    let chips = if chips.is_empty() { 0 } else { chips.iter().sum::<i32>() + gaps + 2 * CHIP_INSET };
    let landings = i32::try_from(landings.saturating_sub(1)).unwrap_or(0) * LANDING_GAP + 2 * inset;
    let width = chips.max(landings);
    width + width % 2
}

impl Columns {
    /// Settles a plan.
    #[must_use]
    pub fn new(plan: &Plan, widths: &Widths, care: Care) -> Self {
        let mut settling = Settling::new(plan, widths);
        for _ in 0..care.rounds() {
            settling.round();
        }
        let mut columns = Self::rounded(&settling, plan, widths);
        Straight::new(plan, widths).draw(&mut columns, care);
        columns
    }
}

impl Columns {
    /// Whole pixels. Rounding may bring two things nearer by one pixel, which is given back to the right.
    fn rounded(settling: &Settling<'_>, plan: &Plan, widths: &Widths) -> Self {
        let mut columns = Self {
            nodes: settling.nodes().iter().map(|x| whole(*x)).collect(),
            ways: settling.ways().map(|places| places.iter().map(|x| whole(*x)).collect()).collect(),
        };
        for (layer, row) in plan.rows.iter().enumerate() {
            let mut least = i32::MIN;
            let mut before: Option<Item> = None;
            for item in row {
                if let Some(before) = before {
                    least += apart(before, *item, widths);
                }
                least = least.max(columns.of(*item, layer, plan));
                columns.place(*item, layer, plan, least);
                before = Some(*item);
            }
        }
        (0..plan.nodes.len()).for_each(|node| columns.hold(node, plan, widths));
        columns
    }

    /// Holds the chips and landings of a box apart and inside it.
    pub(super) fn hold(&mut self, node: usize, plan: &Plan, widths: &Widths) {
        let chip = |way: usize| at(&widths.chips, way);
        let (low, high) = self.inner(node, widths);
        self.repair(
            list(&plan.out, node),
            0,
            low,
            high,
            &|way| (chip(way) / 2 + CHIP_INSET, chip(way) / 2 + CHIP_INSET),
            &|left, right| (chip(left) + chip(right)) / 2 + CHIP_GAP,
        );
        let inset = at(&widths.insets, node);
        self.repair(list(&plan.into, node), usize::MAX, low, high, &|_| (inset, inset), &|_, _| LANDING_GAP);
    }

    /// The place of an item of a layer.
    pub(super) fn of(&self, item: Item, layer: usize, plan: &Plan) -> i32 {
        match item {
            Item::Node(node) => at(&self.nodes, node),
            Item::Bend(way) => {
                at(list(&self.ways, way), layer - plan.ways.get(way).map_or(0, |way| at(&plan.layers, way.from)))
            }
        }
    }

    fn place(&mut self, item: Item, layer: usize, plan: &Plan, x: i32) {
        match item {
            Item::Node(node) => put(&mut self.nodes, node, x),
            Item::Bend(way) => {
                let from = plan.ways.get(way).map_or(0, |way| at(&plan.layers, way.from));
                if let Some(places) = self.ways.get_mut(way) {
                    put(places, layer - from, x);
                }
            }
        }
    }

    /// The sides of a box.
    pub(super) fn inner(&self, node: usize, widths: &Widths) -> (i32, i32) {
        let (x, half) = (at(&self.nodes, node), at(&widths.nodes, node) / 2);
        (x - half, x + half)
    }

    /// Holds points of a box's edge apart and inside, moving them as little as rounding needs.
    fn repair(
        &mut self,
        ways: &[usize],
        point: usize,
        low: i32,
        high: i32,
        inset: &dyn Fn(usize) -> (i32, i32),
        apart: &dyn Fn(usize, usize) -> i32,
    ) {
        let place = |columns: &Self, way: usize| {
            let places = list(&columns.ways, way);
            (point.min(places.len().saturating_sub(1)), at(places, point.min(places.len().saturating_sub(1))))
        };
        let mut least = low;
        let mut before = None;
        for way in ways {
            least = match before {
                Some(before) => least + apart(before, *way),
                None => low + inset(*way).0,
            };
            let (slot, x) = place(self, *way);
            least = least.max(x);
            if let Some(places) = self.ways.get_mut(*way) {
                put(places, slot, least);
            }
            before = Some(*way);
        }
        let mut most = high;
        let mut after = None;
        for way in ways.iter().rev() {
            most = match after {
                Some(after) => most - apart(*way, after),
                None => high - inset(*way).1,
            };
            let (slot, x) = place(self, *way);
            most = most.min(x);
            if let Some(places) = self.ways.get_mut(*way) {
                put(places, slot, most);
            }
            after = Some(*way);
        }
    }
}

/// The least distance between the middles of two neighbours.
pub(super) fn apart(left: Item, right: Item, widths: &Widths) -> i32 {
    let gap = match (left, right) {
        (Item::Node(_), Item::Node(_)) => widths.gap,
        (Item::Bend(_), Item::Node(_) | Item::Bend(_)) | (Item::Node(_), Item::Bend(_)) => BEND_GAP,
    };
    reach(left, widths).1 + gap + reach(right, widths).0
}

/// How far an item reaches to the left and to the right of its middle.
pub(super) fn reach(item: Item, widths: &Widths) -> (i32, i32) {
    match item {
        Item::Node(node) => at(&widths.reaches, node),
        Item::Bend(_) => (0, 0),
    }
}

/// A place as a whole pixel. Far beyond any page it stays at the edge.
#[allow(clippy::cast_possible_truncation)]
fn whole(x: f64) -> i32 {
    x.round().clamp(-1_000_000.0, 1_000_000.0) as i32
}

//! Lines made straight: pulled to one place from chip to arrow wherever their corridor allows, boxes moved under them.
//!
//! Order from left to right and all distances are kept, so that nothing can come to touch or cross.

use super::columns::{CHIP_GAP, CHIP_INSET, Care, Columns, LANDING_GAP, Widths, apart, reach};
use super::plan::{Item, Plan};
use super::table::{at, list, put};

/// Between two boxes where that makes a line straight.
const NUDGED_GAP: i32 = 11;

/// Boxes are moved by no more than this to make a line straight.
const FARTHEST: i32 = 48;

/// Makes lines straight.
pub(super) struct Straight<'a> {
    plan: &'a Plan,
    widths: &'a Widths,
    /// The widths with less room between boxes.
    close: Widths,
    rooms: Rooms,
}

impl<'a> Straight<'a> {
    /// What is needed for any drawing of a plan.
    pub(super) fn new(plan: &'a Plan, widths: &'a Widths) -> Self {
        let close = Widths { gap: widths.gap.min(NUDGED_GAP), ..widths.clone() };
        Self { plan, widths, close, rooms: Rooms::new(plan) }
    }

    /// Makes as many lines straight as there is care for.
    pub(super) fn draw(&self, columns: &mut Columns, care: Care) {
        for _ in 0..2 {
            self.straighten(columns);
            self.nudge(columns);
        }
        match care {
            Care::Sketch | Care::Quick => {}
            Care::Finished => self.iron(columns),
        }
    }

    /// Pulls each line to one place from chip to arrow, or to as few as its corridor allows.
    fn straighten(&self, columns: &mut Columns) {
        // Lines that pass the most layers first: a bend shows more in a long line.
        let mut order: Vec<usize> = (0..self.plan.ways.len()).collect();
        order.sort_by_key(|way| (usize::MAX - list(&columns.ways, *way).len(), *way));
        for way in order {
            self.straighten_way(columns, way);
        }
    }

    fn straighten_way(&self, columns: &mut Columns, way: usize) {
        let places = list(&columns.ways, way).to_vec();
        let span = |point: usize| self.rooms.span(columns, self.plan, self.widths, way, point);
        let spans: Vec<(i32, i32)> = (0..places.len()).map(span).collect();
        let mut start = 0;
        while start < spans.len() {
            let (mut low, mut high) = at(&spans, start);
            let mut end = start + 1;
            while let Some((next_low, next_high)) = spans.get(end) {
                if low.max(*next_low) > high.min(*next_high) {
                    break;
                }
                (low, high) = (low.max(*next_low), high.min(*next_high));
                end += 1;
            }
            let mut wishes: Vec<i32> = (start..end).map(|point| at(&places, point)).collect();
            wishes.sort_unstable();
            let x = at(&wishes, wishes.len() / 2).min(high).max(low);
            if let Some(places) = columns.ways.get_mut(way) {
                (start..end).for_each(|point| put(places, point, x));
            }
            start = end;
        }
    }

    /// Moves each end that only one line reaches under that line, where its layer has the room.
    fn nudge(&self, columns: &mut Columns) {
        for (layer, row) in self.plan.rows.iter().enumerate() {
            for (place, item) in row.iter().enumerate() {
                let Item::Node(node) = *item else { continue };
                let ([way], []) = (list(&self.plan.into, node), list(&self.plan.out, node)) else { continue };
                let places = list(&columns.ways, *way);
                let last = places.len().saturating_sub(1);
                let (above, landing) = (at(places, last.saturating_sub(1)), at(places, last));
                let x = at(&columns.nodes, node);
                let (low, high) = self.room(columns, layer, place);
                let moved = (x + above - landing).min(high).max(low);
                put(&mut columns.nodes, node, moved);
                if let Some(last) = columns.ways.get_mut(*way).and_then(|way| way.last_mut()) {
                    *last += moved - x;
                }
            }
        }
    }

    /// Moves boxes a little where that leaves fewer bends.
    fn iron(&self, columns: &mut Columns) {
        for way in 0..self.plan.ways.len() {
            let places = list(&columns.ways, way);
            let last = places.len().saturating_sub(1);
            let Some(drawn) = self.plan.ways.get(way) else { continue };
            let first_step = at(places, 1.min(last)) - at(places, 0);
            let last_step = at(places, last.saturating_sub(1)) - at(places, last);
            for (node, step) in [(drawn.to, last_step), (drawn.from, first_step)] {
                if step != 0
                    && step.abs() <= FARTHEST
                    && let Some(moved) = self.moved(columns, node, step)
                    && bends(&moved) < bends(columns)
                {
                    *columns = moved;
                }
            }
        }
    }

    /// The drawing with a box moved, where its layer has the room.
    fn moved(&self, columns: &Columns, node: usize, step: i32) -> Option<Columns> {
        let layer = at(&self.plan.layers, node);
        let row = list(&self.plan.rows, layer);
        let place = row.iter().position(|item| *item == Item::Node(node))?;
        let x = at(&columns.nodes, node) + step;
        let (low, high) = self.room(columns, layer, place);
        if x < low || x > high {
            return None;
        }
        let mut moved = columns.clone();
        put(&mut moved.nodes, node, x);
        moved.hold(node, self.plan, self.widths);
        for way in list(&self.plan.into, node).iter().chain(list(&self.plan.out, node)) {
            self.straighten_way(&mut moved, *way);
        }
        Some(moved)
    }

    /// From where to where the middle of a layer's box may move while all else stays.
    fn room(&self, columns: &Columns, layer: usize, place: usize) -> (i32, i32) {
        let row = list(&self.plan.rows, layer);
        let Some(item) = row.get(place) else { return (0, 0) };
        let x = columns.of(*item, layer, self.plan);
        let (left, right) = reach(*item, self.widths);
        let half = self.widths.room / 2;
        let before = place.checked_sub(1).and_then(|before| row.get(before));
        // What already stands outside the room may stay there.
        let low = before.map_or((left - half).min(x), |before| {
            columns.of(*before, layer, self.plan) + apart(*before, *item, &self.close)
        });
        let high = row.get(place + 1).map_or((half - right).max(x), |after| {
            columns.of(*after, layer, self.plan) - apart(*item, *after, &self.close)
        });
        (low, high)
    }
}

/// How many bends all lines have; small ones, which look like mistakes, count more.
fn bends(columns: &Columns) -> usize {
    let bend = |(from, to): (&i32, &i32)| match (to - from).abs() {
        0 => 0,
        1..=24 => 3,
        _ => 1,
    };
    columns.ways.iter().map(|places| places.iter().zip(places.iter().skip(1)).map(bend).sum::<usize>()).sum()
}

/// The neighbours of each point of each way.
struct Rooms {
    /// For each way and layer passed: what stands before and after.
    beside: Vec<Vec<(Option<Item>, Option<Item>)>>,
}

impl Rooms {
    fn new(plan: &Plan) -> Self {
        let mut beside: Vec<Vec<(Option<Item>, Option<Item>)>> = vec![Vec::new(); plan.ways.len()];
        for row in &plan.rows {
            for (place, item) in row.iter().enumerate() {
                if let Item::Bend(way) = item {
                    let before = place.checked_sub(1).and_then(|before| row.get(before)).copied();
                    if let Some(beside) = beside.get_mut(*way) {
                        beside.push((before, row.get(place + 1).copied()));
                    }
                }
            }
        }
        Self { beside }
    }

    /// From where to where a point may move while all else stays.
    fn span(&self, columns: &Columns, plan: &Plan, widths: &Widths, way: usize, point: usize) -> (i32, i32) {
        let Some(drawn) = plan.ways.get(way) else { return (0, 0) };
        let last = list(&columns.ways, way).len().saturating_sub(1);
        if point == 0 {
            let (low, high) = columns.inner(drawn.from, widths);
            let half = at(&widths.chips, way) / 2;
            let inner = (low + half + CHIP_INSET, high - half - CHIP_INSET);
            let apart = |other: usize| half + at(&widths.chips, other) / 2 + CHIP_GAP;
            return between(
                list(&plan.out, drawn.from),
                way,
                inner,
                &|other| at(list(&columns.ways, other), 0),
                &apart,
            );
        }
        if point == last {
            let (low, high) = columns.inner(drawn.to, widths);
            let inset = at(&widths.insets, drawn.to);
            let landing = |other: usize| list(&columns.ways, other).last().copied().unwrap_or_default();
            return between(list(&plan.into, drawn.to), way, (low + inset, high - inset), &landing, &|_| LANDING_GAP);
        }
        let layer = at(&plan.layers, drawn.from) + point;
        let own = Item::Bend(way);
        let (before, after) = list(&self.beside, way).get(point - 1).copied().unwrap_or((None, None));
        let low = before.map_or(-100_000, |before| columns.of(before, layer, plan) + apart(before, own, widths));
        let high = after.map_or(100_000, |after| columns.of(after, layer, plan) - apart(own, after, widths));
        (low, high)
    }
}

/// The room between a way's neighbours on one edge of a box.
fn between(
    ways: &[usize],
    way: usize,
    inner: (i32, i32),
    place: &dyn Fn(usize) -> i32,
    apart: &dyn Fn(usize) -> i32,
) -> (i32, i32) {
    let own = ways.iter().position(|other| *other == way).unwrap_or(0);
    let before = own.checked_sub(1).and_then(|before| ways.get(before));
    let low = before.map_or(inner.0, |before| inner.0.max(place(*before) + apart(*before)));
    let high = ways.get(own + 1).map_or(inner.1, |after| inner.1.min(place(*after) - apart(*after)));
    (low, high)
}

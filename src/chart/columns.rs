//! From left to right: where each box, chip and line stands, with the least bends and the boxes well over each other.
//!
//! Layers are settled one by one, each exactly for its neighbours' places (least squares with room between, by pooling
//! adjacent violators), up and down until they rest. Then all is rounded to whole pixels and lines are drawn straight
//! wherever their corridor allows. Order from left to right never changes here, so no crossing can arise.

use super::plan::{Item, Plan};
use super::table::{at, list, put};

/// Sizes from left to right, in pixels.
#[derive(Clone, Debug, Default)]
pub struct Widths {
    /// For each box its width, even.
    pub nodes: Vec<i32>,
    /// For each box how far from its sides a line may land.
    pub insets: Vec<i32>,
    /// For each way the width of its chip, even.
    pub chips: Vec<i32>,
    /// Between two boxes.
    pub gap: i32,
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
const CHIP_INSET: i32 = 6;

/// Between a line that passes and anything else.
const BEND_GAP: i32 = 14;

/// Between two lines that land on one box.
pub const LANDING_GAP: i32 = 16;

/// Between two boxes where that makes a line straight.
const NUDGED_GAP: i32 = 11;

/// How well a drawing is settled.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Care {
    /// Well enough to compare it with another.
    Sketch,
    /// To be looked at.
    Finished,
}

impl Care {
    /// How often all layers are settled.
    fn rounds(self) -> usize {
        match self {
            Self::Sketch => 8,
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
        settling.start();
        for _ in 0..care.rounds() {
            settling.down();
            settling.up();
        }
        settling.ports();
        let mut columns = settling.rounded();
        for _ in 0..2 {
            straighten(&mut columns, plan, widths);
            nudge(&mut columns, plan, widths);
        }
        columns
    }
}

struct Settling<'a> {
    plan: &'a Plan,
    widths: &'a Widths,
    /// For each layer the least distance of each item from the one before.
    distances: Vec<Vec<f64>>,
    nodes: Vec<f64>,
    ways: Vec<Vec<f64>>,
}

impl<'a> Settling<'a> {
    fn new(plan: &'a Plan, widths: &'a Widths) -> Self {
        let places =
            |way: &super::plan::Way| vec![0.0; at(&plan.layers, way.to).saturating_sub(at(&plan.layers, way.from)) + 1];
        let distances = plan.rows.iter().map(|row| distances(row, widths)).collect();
        Self {
            plan,
            widths,
            distances,
            nodes: vec![0.0; plan.nodes.len()],
            ways: plan.ways.iter().map(places).collect(),
        }
    }

    /// Each layer packed around the middle.
    fn start(&mut self) {
        for layer in 0..self.plan.rows.len() {
            let row = list(&self.plan.rows, layer);
            let distances = list(&self.distances, layer).to_vec();
            let middle = distances.iter().sum::<f64>() / 2.0;
            let mut x = -middle;
            for (place, item) in row.iter().enumerate() {
                x += at(&distances, place);
                self.place(*item, layer, x);
            }
        }
        self.ports();
    }

    fn place(&mut self, item: Item, layer: usize, x: f64) {
        match item {
            Item::Node(node) => put(&mut self.nodes, node, x),
            Item::Bend(way) => {
                let from = self.plan.ways.get(way).map_or(0, |way| at(&self.plan.layers, way.from));
                if let Some(places) = self.ways.get_mut(way) {
                    put(places, layer - from, x);
                }
            }
        }
    }

    fn down(&mut self) {
        for layer in 1..self.plan.rows.len() {
            self.settle(layer);
        }
        self.ports();
    }

    fn up(&mut self) {
        for layer in (0..self.plan.rows.len().saturating_sub(1)).rev() {
            self.settle(layer);
        }
        self.ports();
    }

    /// Settles one layer among its neighbours.
    fn settle(&mut self, layer: usize) {
        let row = list(&self.plan.rows, layer);
        let wishes: Vec<(f64, f64)> = row.iter().map(|item| self.wish(*item, layer)).collect();
        let places = pooled(&wishes, list(&self.distances, layer), None);
        for (item, x) in row.iter().zip(places) {
            self.place(*item, layer, x);
        }
    }

    /// Where an item would like to stand, and how much.
    fn wish(&self, item: Item, layer: usize) -> (f64, f64) {
        let mut sum = Sum::default();
        match item {
            Item::Bend(way) => {
                let Some(drawn) = self.plan.ways.get(way) else { return (0.0, 1.0) };
                let own = layer - at(&self.plan.layers, drawn.from);
                let places = list(&self.ways, way);
                let last = places.len().saturating_sub(1);
                let weight = |end: bool| if end { 5.0 } else { 12.0 };
                sum.add(at(places, own - 1), weight(own == 1));
                sum.add(at(places, own + 1), weight(own + 1 == last));
            }
            Item::Node(node) => {
                let x = at(&self.nodes, node);
                let into = list(&self.plan.into, node);
                for way in into {
                    let places = list(&self.ways, *way);
                    let last = places.len().saturating_sub(1);
                    let landing = at(places, last);
                    let above = at(places, last.saturating_sub(1));
                    let weight = if into.len() == 1 { 3.0 } else { 1.5 };
                    sum.add(x + above - landing, weight);
                    sum.add(above, 0.25);
                }
                for way in list(&self.plan.out, node) {
                    let places = list(&self.ways, *way);
                    sum.add(x + at(places, 1) - at(places, 0), 2.0);
                    sum.add(at(places, 1), 0.25);
                }
            }
        }
        sum.mean()
    }

    /// Puts chips over what they lead to and landings under where their lines come from, inside their boxes.
    fn ports(&mut self) {
        for node in 0..self.plan.nodes.len() {
            let (middle, half) = (at(&self.nodes, node), f64::from(at(&self.widths.nodes, node)) / 2.0);
            let out = list(&self.plan.out, node);
            if !out.is_empty() {
                let chips: Vec<f64> = out.iter().map(|way| f64::from(at(&self.widths.chips, *way))).collect();
                let apart = |place: usize| {
                    if place == 0 {
                        0.0
                    } else {
                        (at(&chips, place - 1) + at(&chips, place)) / 2.0 + f64::from(CHIP_GAP)
                    }
                };
                let apart: Vec<f64> = (0..chips.len()).map(apart).collect();
                let wishes: Vec<(f64, f64)> = out.iter().map(|way| (at(list(&self.ways, *way), 1), 1.0)).collect();
                let (first, last) = (at(&chips, 0) / 2.0, chips.last().copied().unwrap_or_default() / 2.0);
                let inset = f64::from(CHIP_INSET);
                let places =
                    pooled(&wishes, &apart, Some((middle - half + inset + first, middle + half - inset - last)));
                for (way, x) in out.iter().zip(places) {
                    if let Some(way) = self.ways.get_mut(*way) {
                        put(way, 0, x);
                    }
                }
            }
            let into = list(&self.plan.into, node);
            if !into.is_empty() {
                let before = |way: &usize| {
                    let places = list(&self.ways, *way);
                    (at(places, places.len().saturating_sub(2)), 1.0)
                };
                let wishes: Vec<(f64, f64)> = into.iter().map(before).collect();
                let apart: Vec<f64> =
                    (0..into.len()).map(|place| if place == 0 { 0.0 } else { f64::from(LANDING_GAP) }).collect();
                let inset = f64::from(at(&self.widths.insets, node));
                let places = pooled(&wishes, &apart, Some((middle - half + inset, middle + half - inset)));
                for (way, x) in into.iter().zip(places) {
                    if let Some(last) = self.ways.get_mut(*way).and_then(|way| way.last_mut()) {
                        *last = x;
                    }
                }
            }
        }
    }

    /// Whole pixels. Rounding may bring two things nearer by one pixel, which is given back to the right.
    fn rounded(&self) -> Columns {
        let mut columns = Columns {
            nodes: self.nodes.iter().map(|x| whole(*x)).collect(),
            ways: self.ways.iter().map(|places| places.iter().map(|x| whole(*x)).collect()).collect(),
        };
        for (layer, row) in self.plan.rows.iter().enumerate() {
            let mut least = i32::MIN;
            let mut before: Option<Item> = None;
            for item in row {
                if let Some(before) = before {
                    least += apart(before, *item, self.widths);
                }
                least = least.max(columns.of(*item, layer, self.plan));
                columns.place(*item, layer, self.plan, least);
                before = Some(*item);
            }
        }
        for node in 0..self.plan.nodes.len() {
            let out = list(&self.plan.out, node);
            let chip = |way: usize| at(&self.widths.chips, way);
            let (low, high) = columns.inner(node, self.widths);
            columns.repair(
                out,
                0,
                low,
                high,
                &|way| (chip(way) / 2 + CHIP_INSET, chip(way) / 2 + CHIP_INSET),
                &|left, right| (chip(left) + chip(right)) / 2 + CHIP_GAP,
            );
            let inset = at(&self.widths.insets, node);
            columns
                .repair(list(&self.plan.into, node), usize::MAX, low, high, &|_| (inset, inset), &|_, _| LANDING_GAP);
        }
        columns
    }
}

impl Columns {
    fn of(&self, item: Item, layer: usize, plan: &Plan) -> i32 {
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
    fn inner(&self, node: usize, widths: &Widths) -> (i32, i32) {
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

/// Pulls each line to one place from chip to arrow, or to as few as its corridor allows.
fn straighten(columns: &mut Columns, plan: &Plan, widths: &Widths) {
    let rooms = Rooms::new(plan);
    // Lines that pass the most layers first: a bend shows more in a long line.
    let mut order: Vec<usize> = (0..plan.ways.len()).collect();
    order.sort_by_key(|way| (usize::MAX - list(&columns.ways, *way).len(), *way));
    for way in order {
        let places = list(&columns.ways, way).to_vec();
        let spans: Vec<(i32, i32)> =
            (0..places.len()).map(|point| rooms.span(columns, plan, widths, way, point)).collect();
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
            for point in start..end {
                if let Some(places) = columns.ways.get_mut(way) {
                    put(places, point, x);
                }
            }
            start = end;
        }
    }
}

/// Moves each end that only one line reaches under that line, where its layer has the room.
fn nudge(columns: &mut Columns, plan: &Plan, widths: &Widths) {
    let widths = &Widths { gap: widths.gap.min(NUDGED_GAP), ..widths.clone() };
    for (layer, row) in plan.rows.iter().enumerate() {
        for (place, item) in row.iter().enumerate() {
            let Item::Node(node) = *item else { continue };
            let ([way], []) = (list(&plan.into, node), list(&plan.out, node)) else { continue };
            let places = list(&columns.ways, *way);
            let (above, landing) =
                (at(places, places.len().saturating_sub(2)), at(places, places.len().saturating_sub(1)));
            let x = at(&columns.nodes, node);
            let before = place.checked_sub(1).and_then(|before| row.get(before)).copied();
            let low = before.map_or(i32::MIN, |before| columns.of(before, layer, plan) + apart(before, *item, widths));
            let high = row
                .get(place + 1)
                .map_or(i32::MAX, |after| columns.of(*after, layer, plan) - apart(*item, *after, widths));
            let moved = (x + above - landing).min(high).max(low);
            put(&mut columns.nodes, node, moved);
            if let Some(last) = columns.ways.get_mut(*way).and_then(|way| way.last_mut()) {
                *last += moved - x;
            }
        }
    }
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

/// The least distances from each item of a layer to the one before.
fn distances(row: &[Item], widths: &Widths) -> Vec<f64> {
    let mut before: Option<Item> = None;
    let mut distances = Vec::with_capacity(row.len());
    for item in row {
        distances.push(before.map_or(0.0, |before| f64::from(apart(before, *item, widths))));
        before = Some(*item);
    }
    distances
}

/// The least distance between the middles of two neighbours.
fn apart(left: Item, right: Item, widths: &Widths) -> i32 {
    let half = |item: Item| match item {
        Item::Node(node) => at(&widths.nodes, node) / 2,
        Item::Bend(_) => 0,
    };
    let gap = match (left, right) {
        (Item::Node(_), Item::Node(_)) => widths.gap,
        (Item::Bend(_), Item::Node(_) | Item::Bend(_)) | (Item::Node(_), Item::Bend(_)) => BEND_GAP,
    };
    half(left) + gap + half(right)
}

/// A weighted mean in the making.
#[derive(Clone, Copy, Default)]
struct Sum {
    places: f64,
    weights: f64,
}

impl Sum {
    fn add(&mut self, place: f64, weight: f64) {
        self.places += place * weight;
        self.weights += weight;
    }

    fn mean(self) -> (f64, f64) {
        if self.weights > 0.0 { (self.places / self.weights, self.weights) } else { (0.0, 0.01) }
    }
}

/// The places nearest to the wishes (each with its weight) that keep their distances and, if given, their bounds.
fn pooled(wishes: &[(f64, f64)], distances: &[f64], bounds: Option<(f64, f64)>) -> Vec<f64> {
    let mut pools: Vec<(Sum, usize)> = Vec::with_capacity(wishes.len());
    let mut offset = 0.0;
    for ((wish, weight), distance) in wishes.iter().zip(distances) {
        offset += distance;
        let mut pool = (Sum { places: (wish - offset) * weight, weights: *weight }, 1);
        while let Some((before, count)) = pools.last().copied() {
            if before.places * pool.0.weights <= pool.0.places * before.weights {
                break;
            }
            pools.pop();
            pool = (
                Sum { places: before.places + pool.0.places, weights: before.weights + pool.0.weights },
                count + pool.1,
            );
        }
        pools.push(pool);
    }
    let mut places = Vec::with_capacity(wishes.len());
    for (sum, count) in pools {
        let (mean, _) = sum.mean();
        // In these coordinates all bounds are one: the first's lower and the last's upper bound less all distances.
        let mean = bounds.map_or(mean, |(low, high)| mean.min(high - offset).max(low));
        places.extend(std::iter::repeat_n(mean, count));
    }
    let mut offset = 0.0;
    for (place, distance) in places.iter_mut().zip(distances) {
        offset += distance;
        *place += offset;
    }
    places
}

/// A place as a whole pixel. Far beyond any page it stays at the edge.
#[allow(clippy::cast_possible_truncation)]
fn whole(x: f64) -> i32 {
    x.round().clamp(-1_000_000.0, 1_000_000.0) as i32
}

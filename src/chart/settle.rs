//! Where each item of each layer would best stand, in fractions of a pixel: over and under its neighbours.
//!
//! Layers are settled one by one, each exactly for its neighbours' places, up and down until they rest. Order from left
//! to right never changes here, so no crossing can arise. Whole pixels are for `columns`.

use super::columns::{CHIP_GAP, CHIP_INSET, LANDING_GAP, Widths, apart, reach};
use super::plan::{Hang, Item, Plan};
use super::pool::{Pool, Sum};
use super::table::{at, list, put};

/// Places in the making.
pub(super) struct Settling<'a> {
    plan: &'a Plan,
    widths: &'a Widths,
    /// For each layer the least distance of each item from the one before.
    distances: Vec<Vec<f64>>,
    /// For each layer where its first item may begin and its last one end, so that it keeps to the room there is.
    bounds: Vec<Option<(f64, f64)>>,
    nodes: Vec<f64>,
    /// The places of all ways, one after the other.
    points: Vec<f64>,
    /// For each way where its places begin; one more for the end.
    starts: Vec<usize>,
    pool: Pool,
}

impl<'a> Settling<'a> {
    /// Each layer packed around the middle.
    pub(super) fn new(plan: &'a Plan, widths: &'a Widths) -> Self {
        let mut starts = vec![0];
        let mut count = 0;
        for (way, hang) in plan.ways.iter().zip(&plan.hangs) {
            if *hang == Hang::Below {
                count += at(&plan.layers, way.to).saturating_sub(at(&plan.layers, way.from)) + 1;
            }
            starts.push(count);
        }
        let mut settling = Self {
            plan,
            widths,
            bounds: plan.rows.iter().map(|row| bounds(row, widths)).collect(),
            distances: plan.rows.iter().map(|row| distances(row, widths)).collect(),
            nodes: vec![0.0; plan.nodes.len()],
            points: vec![0.0; count],
            starts,
            pool: Pool::default(),
        };
        settling.start();
        settling
    }

    /// Settles all layers once down and once up.
    pub(super) fn round(&mut self) {
        for layer in 1..self.plan.rows.len() {
            self.settle(layer);
        }
        self.ports();
        for layer in (0..self.plan.rows.len().saturating_sub(1)).rev() {
            self.settle(layer);
        }
        self.ports();
    }

    /// The middle of each box.
    pub(super) fn nodes(&self) -> &[f64] {
        &self.nodes
    }

    /// For each way its places from the top; none where its end hangs on its question.
    pub(super) fn ways(&self) -> impl Iterator<Item = &[f64]> {
        (0..self.plan.ways.len()).map(|way| self.way(way))
    }

    fn way(&self, way: usize) -> &[f64] {
        self.points.get(at(&self.starts, way)..at(&self.starts, way + 1)).unwrap_or_default()
    }

    fn start(&mut self) {
        for layer in 0..self.plan.rows.len() {
            let distances = self.distances.get_mut(layer).map(std::mem::take).unwrap_or_default();
            let mut x = -distances.iter().sum::<f64>() / 2.0;
            for (item, apart) in list(&self.plan.rows, layer).iter().zip(&distances) {
                x += apart;
                self.place(*item, layer, x);
            }
            if let Some(slot) = self.distances.get_mut(layer) {
                *slot = distances;
            }
        }
        self.ports();
    }

    fn place(&mut self, item: Item, layer: usize, x: f64) {
        match item {
            Item::Node(node) => put(&mut self.nodes, node, x),
            Item::Bend(way) => {
                let from = self.plan.ways.get(way).map_or(0, |way| at(&self.plan.layers, way.from));
                put(&mut self.points, at(&self.starts, way) + layer - from, x);
            }
        }
    }

    /// Settles one layer among its neighbours.
    fn settle(&mut self, layer: usize) {
        let plan = self.plan;
        let row = list(&plan.rows, layer);
        let mut pool = std::mem::take(&mut self.pool);
        pool.clear();
        for (item, apart) in row.iter().zip(list(&self.distances, layer)) {
            let (wish, weight) = self.wish(*item, layer);
            pool.wish(wish, weight, *apart);
        }
        for (item, x) in row.iter().zip(pool.solve(at(&self.bounds, layer))) {
            self.place(*item, layer, *x);
        }
        self.pool = pool;
    }

    /// Where an item would like to stand, and how much.
    fn wish(&self, item: Item, layer: usize) -> (f64, f64) {
        let mut sum = Sum::default();
        match item {
            Item::Bend(way) => {
                let Some(drawn) = self.plan.ways.get(way) else { return (0.0, 1.0) };
                let own = layer - at(&self.plan.layers, drawn.from);
                let places = self.way(way);
                let last = places.len().saturating_sub(1);
                let weight = |end: bool| if end { 5.0 } else { 12.0 };
                sum.add(at(places, own - 1), weight(own == 1));
                sum.add(at(places, own + 1), weight(own + 1 == last));
            }
            Item::Node(node) => {
                let x = at(&self.nodes, node);
                let into = list(&self.plan.into, node);
                for way in into {
                    let places = self.way(*way);
                    let last = places.len().saturating_sub(1);
                    let (landing, above) = (at(places, last), at(places, last.saturating_sub(1)));
                    sum.add(x + above - landing, if into.len() == 1 { 3.0 } else { 1.5 });
                    sum.add(above, 0.25);
                }
                for way in list(&self.plan.out, node) {
                    let places = self.way(*way);
                    sum.add(x + at(places, 1) - at(places, 0), 2.0);
                    sum.add(at(places, 1), 0.25);
                }
            }
        }
        sum.mean()
    }

    /// Puts chips over what they lead to and landings under where their lines come from, inside their boxes.
    fn ports(&mut self) {
        let mut pool = std::mem::take(&mut self.pool);
        for node in 0..self.plan.nodes.len() {
            let (middle, half) = (at(&self.nodes, node), f64::from(at(&self.widths.nodes, node)) / 2.0);
            self.chips(node, (middle - half, middle + half), &mut pool);
            self.landings(node, (middle - half, middle + half), &mut pool);
        }
        self.pool = pool;
    }

    fn chips(&mut self, node: usize, (low, high): (f64, f64), pool: &mut Pool) {
        let plan = self.plan;
        let out = list(&plan.out, node);
        let half = |way: &usize| f64::from(at(&self.widths.chips, *way)) / 2.0;
        let (Some(first), Some(last)) = (out.first().map(half), out.last().map(half)) else { return };
        if let [way] = out {
            let (low, high) = (low + f64::from(CHIP_INSET) + first, high - f64::from(CHIP_INSET) - last);
            let x = at(self.way(*way), 1).min(high).max(low);
            put(&mut self.points, at(&self.starts, *way), x);
            return;
        }
        pool.clear();
        let mut before = None;
        for way in out {
            let apart = before.map_or(0.0, |before| before + half(way) + f64::from(CHIP_GAP));
            before = Some(half(way));
            pool.wish(at(self.way(*way), 1), 1.0, apart);
        }
        let inset = f64::from(CHIP_INSET);
        for (way, x) in out.iter().zip(pool.solve(Some((low + inset + first, high - inset - last)))) {
            put(&mut self.points, at(&self.starts, *way), *x);
        }
    }

    fn landings(&mut self, node: usize, (low, high): (f64, f64), pool: &mut Pool) {
        let plan = self.plan;
        let into = list(&plan.into, node);
        let inset = f64::from(at(&self.widths.insets, node));
        if let [way] = into {
            let places = self.way(*way);
            let x = at(places, places.len().saturating_sub(2)).min(high - inset).max(low + inset);
            put(&mut self.points, at(&self.starts, *way + 1).saturating_sub(1), x);
            return;
        }
        if into.is_empty() {
            return;
        }
        pool.clear();
        for (place, way) in into.iter().enumerate() {
            let places = self.way(*way);
            let apart = if place == 0 { 0.0 } else { f64::from(LANDING_GAP) };
            pool.wish(at(places, places.len().saturating_sub(2)), 1.0, apart);
        }
        for (way, x) in into.iter().zip(pool.solve(Some((low + inset, high - inset)))) {
            put(&mut self.points, at(&self.starts, *way + 1).saturating_sub(1), *x);
        }
    }
}

/// The room around the middle for the middles of a layer's first and last item, if all of it fits.
fn bounds(row: &[Item], widths: &Widths) -> Option<(f64, f64)> {
    let (first, last) = (*row.first()?, *row.last()?);
    let between: f64 = distances(row, widths).iter().sum();
    let (left, right) = (f64::from(reach(first, widths).0), f64::from(reach(last, widths).1));
    let half = f64::from(widths.room) / 2.0;
    (left + between + right <= 2.0 * half).then_some((left - half, half - right))
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

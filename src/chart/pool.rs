//! Places on a line as near as can be to where each would like to be, in order and with room between.
//!
//! Least squares under least distances, solved exactly by pooling adjacent violators. The lists are kept from one call
//! to the next, as a search solves a great many small ones.

/// Places in the making, used again and again.
#[derive(Clone, Debug, Default)]
pub(super) struct Pool {
    /// For each place where it would like to be, how much, and its least distance from the one before.
    wishes: Vec<(f64, f64, f64)>,
    pools: Vec<(Sum, usize)>,
    places: Vec<f64>,
}

/// A weighted mean in the making.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Sum {
    places: f64,
    weights: f64,
}

impl Sum {
    /// Counts a place with its weight.
    pub(super) fn add(&mut self, place: f64, weight: f64) {
        self.places += place * weight;
        self.weights += weight;
    }

    /// The mean and the weight of all.
    pub(super) fn mean(self) -> (f64, f64) {
        if self.weights > 0.0 { (self.places / self.weights, self.weights) } else { (0.0, 0.01) }
    }
}

impl Pool {
    /// Forgets all wishes.
    pub(super) fn clear(&mut self) {
        self.wishes.clear();
    }

    /// Adds a wish: the place, its weight and the least distance from the one before.
    pub(super) fn wish(&mut self, place: f64, weight: f64, apart: f64) {
        self.wishes.push((place, weight, apart));
    }

    /// The places nearest to the wishes that keep their distances and, if given, lie between bounds.
    pub(super) fn solve(&mut self, bounds: Option<(f64, f64)>) -> &[f64] {
        self.pools.clear();
        let mut offset = 0.0;
        for (wish, weight, apart) in &self.wishes {
            offset += apart;
            let mut pool = (Sum { places: (wish - offset) * weight, weights: *weight }, 1);
            while let Some((before, count)) = self.pools.last().copied() {
                if before.places * pool.0.weights <= pool.0.places * before.weights {
                    break;
                }
                self.pools.pop();
                let sum = Sum { places: before.places + pool.0.places, weights: before.weights + pool.0.weights };
                pool = (sum, count + pool.1);
            }
            self.pools.push(pool);
        }
        self.places.clear();
        for (sum, count) in &self.pools {
            let (mean, _) = sum.mean();
            // In these coordinates all bounds are one: the first's lower and the last's upper bound less all distances.
            let mean = bounds.map_or(mean, |(low, high)| mean.min(high - offset).max(low));
            self.places.extend(std::iter::repeat_n(mean, *count));
        }
        let mut offset = 0.0;
        for (place, (_, _, apart)) in self.places.iter_mut().zip(&self.wishes) {
            offset += apart;
            *place += offset;
        }
        &self.places
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(wishes: &[(f64, f64, f64)], bounds: Option<(f64, f64)>, expected: &[f64]) {
        let mut pool = Pool::default();
        wishes.iter().for_each(|(place, weight, apart)| pool.wish(*place, *weight, *apart));
        assert_eq!(pool.solve(bounds), expected);
    }

    #[test]
    fn places_that_keep_their_distances_stay() {
        check(&[(0.0, 1.0, 0.0), (50.0, 1.0, 20.0)], None, &[0.0, 50.0]);
    }

    #[test]
    fn places_too_near_give_way_by_their_weights() {
        check(&[(10.0, 3.0, 0.0), (10.0, 1.0, 20.0)], None, &[5.0, 25.0]);
    }

    #[test]
    fn places_stay_between_their_bounds() {
        check(&[(-9.0, 1.0, 0.0), (50.0, 1.0, 20.0)], Some((0.0, 40.0)), &[0.0, 40.0]);
    }
}

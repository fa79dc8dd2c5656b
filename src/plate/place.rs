//! Labels beside a picture: which side each stands on and how high, so that none covers another and no two leader lines
//! cross. All of it is in whole units of the picture; the same spots give the same places. Nothing is drawn here.

use std::cmp::Ordering;

/// What a label marks, and how much room the label needs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Spot {
    /// The point in the picture, from its left edge.
    pub x: i32,
    /// The point in the picture, from its top.
    pub y: i32,
    /// The height of the label's box.
    pub height: i32,
}

/// The picture and the room beside it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Frame {
    /// The width of the picture.
    pub width: i32,
    /// The height of the picture, and of the columns where they need no more.
    pub height: i32,
    /// How far from the picture's edge leader lines begin.
    pub away: i32,
    /// The least distance between two boxes of a column.
    pub gap: i32,
}

/// A column of labels.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Side {
    /// To the left of the picture.
    Left,
    /// To the right of it.
    Right,
}

/// Where a label stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Placed {
    /// Its column.
    pub side: Side,
    /// The middle of its box, from the picture's top: below 0 or above the height only where a column is overfull.
    pub y: i32,
}

impl Frame {
    /// Where the leader lines of a column begin.
    #[must_use]
    pub fn edge(&self, side: Side) -> i32 {
        match side {
            Side::Left => -self.away,
            Side::Right => self.width + self.away,
        }
    }
}

/// The place of each label, in the order of the spots.
#[must_use]
pub fn place(spots: &[Spot], frame: Frame) -> Vec<Placed> {
    let sides = sides(spots, frame);
    let mut placed: Vec<Placed> = sides.iter().map(|side| Placed { side: *side, y: 0 }).collect();
    for side in [Side::Left, Side::Right] {
        let members: Vec<usize> = (0..spots.len()).filter(|at| sides.get(*at) == Some(&side)).collect();
        for (at, y) in column(spots, members, frame.edge(side), frame) {
            if let Some(label) = placed.get_mut(at) {
                label.y = y;
            }
        }
    }
    placed
}

/// The nearer side for each spot; spots in the middle even the columns out, and an overfull column gives some away.
fn sides(spots: &[Spot], frame: Frame) -> Vec<Side> {
    let off_centre = |spot: &Spot| (2 * spot.x - frame.width).abs();
    let mut order: Vec<usize> = (0..spots.len()).collect();
    // Those far from the middle choose first.
    order.sort_by_key(|at| spots.get(*at).map(|spot| (-off_centre(spot), spot.y)));
    let mut sides = vec![Side::Left; spots.len()];
    let (mut left, mut right) = (0, 0);
    for at in order {
        let (Some(spot), Some(side)) = (spots.get(at), sides.get_mut(at)) else { continue };
        let room = spot.height + frame.gap;
        let nearer = match (2 * spot.x).cmp(&frame.width) {
            Ordering::Less => Side::Left,
            Ordering::Greater => Side::Right,
            Ordering::Equal if right < left => Side::Right,
            Ordering::Equal => Side::Left,
        };
        let fits = |used: i32| used + spot.height <= frame.height;
        *side = match nearer {
            Side::Left if fits(left) || !fits(right) => Side::Left,
            Side::Right if !fits(right) && fits(left) => Side::Left,
            Side::Left | Side::Right => Side::Right,
        };
        match side {
            Side::Left => left += room,
            Side::Right => right += room,
        }
    }
    sides
}

/// The labels of one column with their heights above the ground. Boxes count as high as the highest, so that any label
/// can stand at any place; then labels whose lines cross change places. That makes the two lines shorter together, so
/// it comes to an end; the number of rounds is bounded nevertheless.
fn column(spots: &[Spot], mut order: Vec<usize>, edge: i32, frame: Frame) -> Vec<(usize, i32)> {
    order.sort_by_key(|at| spots.get(*at).map(|spot| (spot.y, spot.x, *at)));
    let members = || order.iter().filter_map(|at| spots.get(*at));
    let height = members().map(|spot| spot.height).max().unwrap_or(0);
    let places = spread(&members().map(|spot| Spot { height, ..*spot }).collect::<Vec<_>>(), frame);
    for _ in 0..order.len().pow(3) {
        let lines: Vec<_> = order
            .iter()
            .zip(&places)
            .filter_map(|(at, place)| spots.get(*at).map(|spot| ((edge, *place), (spot.x, spot.y))))
            .collect();
        let crosses = |at: usize, other: usize| match (lines.get(at), lines.get(other)) {
            (Some(above), Some(below)) => cross(*above, *below),
            _ => false,
        };
        let mut pairs = (0..lines.len()).flat_map(|at| (at + 1..lines.len()).map(move |other| (at, other)));
        let Some((at, other)) = pairs.find(|(at, other)| crosses(*at, *other)) else { break };
        order.swap(at, other);
    }
    order.into_iter().zip(places).collect()
}

/// The middles of boxes in this order, as near to their points as the distances allow. Boxes that would touch form a
/// group that stands where its members are least far from their points on average.
fn spread(spots: &[Spot], frame: Frame) -> Vec<i32> {
    let mut groups: Vec<Group> = Vec::new();
    for spot in spots {
        let mut group = Group { wanted: spot.y - spot.height / 2, count: 1, length: spot.height, top: 0 };
        group.settle(frame);
        while let Some(above) = groups.pop_if(|above| above.top + above.length + frame.gap > group.top) {
            let offset = above.length + frame.gap;
            group = Group {
                wanted: above.wanted + group.wanted - offset * group.count,
                count: above.count + group.count,
                length: offset + group.length,
                top: 0,
            };
            group.settle(frame);
        }
        groups.push(group);
    }
    let mut places = Vec::with_capacity(spots.len());
    let mut left = spots.iter();
    for group in groups {
        let mut top = group.top;
        for spot in left.by_ref().take(usize::try_from(group.count).unwrap_or(0)) {
            places.push(top + spot.height / 2);
            top += spot.height + frame.gap;
        }
    }
    places
}

/// Boxes that stand one under the other without more than the gap between them.
struct Group {
    /// The sum, over its boxes, of where the group's top would be if the box were at its point.
    wanted: i32,
    /// How many boxes.
    count: i32,
    /// From the top of the first to the bottom of the last.
    length: i32,
    /// Its top.
    top: i32,
}

impl Group {
    /// Puts the group at the mean of what its boxes want, within the picture's height. An overfull one is in the
    /// middle.
    fn settle(&mut self, frame: Frame) {
        let free = frame.height - self.length;
        self.top = if free < 0 { free / 2 } else { self.wanted.div_euclid(self.count).clamp(0, free) };
    }
}

/// A line from a column's edge to a point.
type Line = ((i32, i32), (i32, i32));

/// Whether two lines have a point in common.
fn cross(a: Line, b: Line) -> bool {
    let turn = |from: (i32, i32), to: (i32, i32), point: (i32, i32)| {
        let (x, y) = (i64::from(to.0 - from.0), i64::from(to.1 - from.1));
        (x * i64::from(point.1 - from.1) - y * i64::from(point.0 - from.0)).signum()
    };
    turn(a.0, a.1, b.0) * turn(a.0, a.1, b.1) <= 0 && turn(b.0, b.1, a.0) * turn(b.0, b.1, a.1) <= 0
}

#[cfg(test)]
mod tests {
    use super::*;

    const FRAME: Frame = Frame { width: 200, height: 560, away: 24, gap: 4 };

    fn spot(x: i32, y: i32) -> Spot {
        Spot { x, y, height: 44 }
    }

    fn lines(spots: &[Spot], placed: &[Placed]) -> Vec<(Side, Line)> {
        let line =
            |(spot, label): (&Spot, &Placed)| (label.side, ((FRAME.edge(label.side), label.y), (spot.x, spot.y)));
        spots.iter().zip(placed).map(line).collect()
    }

    #[test]
    fn a_label_stands_level_with_its_point_on_the_nearer_side() {
        let placed = place(&[spot(40, 100), spot(160, 300)], FRAME);
        assert_eq!(placed, [Placed { side: Side::Left, y: 100 }, Placed { side: Side::Right, y: 300 }]);
    }

    #[test]
    fn points_in_the_middle_even_the_columns_out() {
        let placed = place(&[spot(40, 100), spot(100, 300), spot(100, 400)], FRAME);
        assert_eq!(placed.iter().map(|label| label.side).collect::<Vec<_>>(), [Side::Left, Side::Right, Side::Left]);
    }

    #[test]
    fn labels_of_one_height_are_spread_around_it() {
        let placed = place(&[spot(40, 300), spot(40, 300), spot(40, 300)], FRAME);
        let mut places: Vec<i32> = placed.iter().map(|label| label.y).collect();
        places.sort_unstable();
        assert_eq!(places, [252, 300, 348]);
    }

    #[test]
    fn a_label_stays_within_the_picture() {
        let placed = place(&[spot(40, 0), spot(40, 560), spot(160, 559), spot(170, 560)], FRAME);
        assert_eq!(placed.iter().map(|label| label.y).collect::<Vec<_>>(), [22, 538, 490, 538]);
    }

    #[test]
    fn an_overfull_column_gives_labels_to_the_other() {
        let spots: Vec<Spot> = (0..14).map(|number| spot(10 + number, 40 * number)).collect();
        let placed = place(&spots, FRAME);
        let left = placed.iter().filter(|label| label.side == Side::Left).count();
        assert_eq!((left, placed.len() - left), (11, 3));
        assert!(placed.iter().rev().take(3).all(|label| label.side == Side::Right), "those nearest the middle move");
    }

    #[test]
    fn lines_that_would_cross_are_changed_round() {
        // The first point is higher but far away: in the order of heights its line would cut the second's.
        let spots = [spot(95, 298), spot(5, 300)];
        let placed = place(&spots, FRAME);
        let found = lines(&spots, &placed);
        assert!(!cross(found[0].1, found[1].1), "{placed:?}");
    }

    #[test]
    fn no_boxes_touch_and_no_lines_cross_whatever_the_points() {
        let mut state: u32 = 7;
        let mut next = |below: u32| {
            state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            i32::try_from((state >> 8) % below).unwrap()
        };
        for round in 0..3_000 {
            let count = 1 + next(12);
            let spots: Vec<Spot> =
                (0..count).map(|_| Spot { x: next(201), y: next(561), height: 44 + 20 * next(2) }).collect();
            let placed = place(&spots, FRAME);
            let found = lines(&spots, &placed);
            for (a, first) in found.iter().enumerate() {
                for (b, second) in found.iter().enumerate().skip(a + 1) {
                    if first.0 != second.0 {
                        continue;
                    }
                    let apart = (first.1.0.1 - second.1.0.1).abs() * 2;
                    assert!(apart >= spots[a].height + spots[b].height + 2 * FRAME.gap, "round {round}: {spots:?}");
                    let same_point = first.1.1 == second.1.1;
                    assert!(same_point || !cross(first.1, second.1), "round {round}: {spots:?}");
                }
            }
            assert_eq!(placed, place(&spots, FRAME), "the same each time");
        }
    }
}

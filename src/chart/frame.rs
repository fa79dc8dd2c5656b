//! A box with the answers and ends that hang on it, as one shape to be placed: at its sides, or in rows under it.
//!
//! Everything is told from the middle of the box's upper edge, in whole pixels. Where the shape stands is for others.

use super::draw::Rect;
use super::plan::Hang;

/// Between a box and an answer at its side.
const STEM: i32 = 12;

/// The room for the arrow between an answer and its end.
const ARROW: i32 = 20;

/// Between two rows.
const ROW_GAP: i32 = 10;

/// From the left side of a box to the line that leads down its rows.
const RAIL: i32 = 10;

/// From that line to the answers.
const BRANCH: i32 = 12;

/// An end that hangs on a box, as sizes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Hung {
    /// The way that leads to it.
    pub way: usize,
    /// How it hangs.
    pub hang: Hang,
    /// The width and height of its answer.
    pub chip: (i32, i32),
    /// Its own width and height.
    pub end: (i32, i32),
}

/// An end that hangs on a box, in its place.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Part {
    /// The way that leads to it.
    pub way: usize,
    /// How it hangs.
    pub hang: Hang,
    /// Its answer.
    pub chip: Rect,
    /// The end.
    pub end: Rect,
}

/// A box with what hangs on it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Frame {
    /// The width of the box, even.
    pub width: i32,
    /// Its height.
    pub height: i32,
    /// How far the whole reaches to the left of the middle.
    pub left: i32,
    /// How far the whole reaches to the right of the middle.
    pub right: i32,
    /// What hangs on it.
    pub parts: Vec<Part>,
}

impl Frame {
    /// A box of at least this width with its ends.
    #[must_use]
    pub fn new(width: i32, height: i32, hung: &[Hung]) -> Self {
        let chips = hung.iter().filter(|hung| hung.hang == Hang::Row).map(|hung| hung.chip.0).max();
        let ends = hung.iter().filter(|hung| hung.hang == Hang::Row).map(|hung| hung.end.0).max();
        let rows = chips.zip(ends).map_or(0, |(chips, ends)| RAIL + BRANCH + chips + ARROW + ends);
        let width = width.max(rows + rows % 2);
        let mut frame = Self { width, height, left: width / 2, right: width / 2, parts: Vec::new() };
        let mut foot = height;
        for hung in hung {
            let part = match hung.hang {
                Hang::Left | Hang::Below => frame.at_left(hung),
                Hang::Right => frame.at_right(hung),
                Hang::Row => frame.in_row(hung, chips.unwrap_or(0), &mut foot),
            };
            frame.left = frame.left.max(-part.end.x);
            frame.right = frame.right.max(part.end.right());
            frame.parts.push(part);
        }
        frame
    }

    /// Where the line down the rows runs, from the middle.
    #[must_use]
    pub fn rail(&self) -> i32 {
        RAIL - self.width / 2
    }

    fn at_right(&self, hung: &Hung) -> Part {
        let middle = self.height / 2;
        let chip = around(self.width / 2 + STEM, middle, hung.chip);
        Part { way: hung.way, hang: hung.hang, chip, end: around(chip.right() + ARROW, middle, hung.end) }
    }

    fn at_left(&self, hung: &Hung) -> Part {
        let middle = self.height / 2;
        let chip = around(-self.width / 2 - STEM - hung.chip.0, middle, hung.chip);
        Part { way: hung.way, hang: hung.hang, chip, end: around(chip.x - ARROW - hung.end.0, middle, hung.end) }
    }

    /// In the next row: all answers are as wide as the widest, so that all ends begin at one place.
    fn in_row(&self, hung: &Hung, chips: i32, foot: &mut i32) -> Part {
        let tall = hung.chip.1.max(hung.end.1);
        let middle = *foot + ROW_GAP + tall / 2;
        *foot += ROW_GAP + tall;
        let chip = around(self.rail() + BRANCH, middle, (chips, hung.chip.1));
        let left = chip.right() + ARROW;
        let end = around(left, middle, ((self.width / 2 - left) / 2 * 2, hung.end.1));
        Part { way: hung.way, hang: hung.hang, chip, end }
    }
}

/// A rectangle from `left` on with its middle at this height.
fn around(left: i32, middle: i32, (width, height): (i32, i32)) -> Rect {
    Rect { x: left, y: middle - height / 2, width, height }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn hung(hang: Hang) -> Hung {
        Hung { way: 0, hang, chip: (40, 20), end: (100, 60) }
    }

    #[test]
    fn an_end_at_each_side_makes_a_box_reach_as_far() {
        let frame = Frame::new(200, 30, &[hung(Hang::Left), hung(Hang::Right)]);
        assert_eq!((frame.left, frame.right, frame.width), (272, 272, 200));
        assert!(frame.parts.iter().all(|part| part.end.y == -15 && part.end.foot() == 45));
    }

    #[test]
    fn rows_stand_one_under_the_other_inside_the_box() {
        let frame = Frame::new(60, 30, &[hung(Hang::Row), hung(Hang::Row)]);
        let [first, second] = frame.parts[..] else { panic!() };
        assert_eq!(first.end.foot() + ROW_GAP, second.end.y);
        assert!(frame.parts.iter().all(|part| part.end.right() <= frame.width / 2 && part.chip.x > frame.rail()));
    }
}

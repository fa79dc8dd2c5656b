//! How much room a text takes on paper: the lines it breaks into at a size and a width.
//!
//! Lengths are hundredths of a millimetre. Lines are broken at blanks as a browser does it; a word wider than the line
//! is broken anywhere.

use crate::chart::measure::{Font, Measure, Weight};

/// Hundredths of a millimetre in a point, times 1,000.
const POINT: i32 = 35_278;

/// Type on paper: a size and the height of its lines.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Type {
    /// The size.
    pub size: i32,
    /// The height of a line.
    pub line: i32,
}

impl Type {
    /// Type of a size in thousandths of a point, its lines so many hundredths of the size apart.
    #[must_use]
    pub fn new(thousandths: i32, leading: i32) -> Self {
        let size = i32::try_from(i64::from(thousandths) * i64::from(POINT) / 1_000_000).unwrap_or(i32::MAX);
        Self { size, line: size * leading / 100 }
    }
}

/// The width of a text on one line.
#[must_use]
pub fn width(measure: &Measure, text: &str, weight: Weight, size: i32) -> i32 {
    measure.width_in(Font::Served, text, weight, size)
}

/// A part of a running text: in its own weight, with room after it.
#[derive(Clone, Copy, Debug)]
pub struct Piece<'a> {
    /// Its words.
    pub text: &'a str,
    /// Their weight.
    pub weight: Weight,
    /// Room after it, besides the blank.
    pub after: i32,
}

/// How many lines a text takes at a width; none for an empty text.
#[must_use]
pub fn lines(measure: &Measure, text: &str, weight: Weight, size: i32, room: i32) -> i32 {
    flow(measure, &[Piece { text, weight, after: 0 }], size, room)
}

/// How many lines running text of several parts takes at a width; none for an empty text.
#[must_use]
pub fn flow(measure: &Measure, pieces: &[Piece<'_>], size: i32, room: i32) -> i32 {
    let room = room.max(1);
    let mut lines = 0;
    let mut filled = room + 1;
    for piece in pieces {
        let blank = width(measure, " ", piece.weight, size);
        for word in piece.text.split_whitespace() {
            let long = width(measure, word, piece.weight, size);
            if filled + blank + long <= room {
                filled += blank + long;
            } else {
                lines += 1 + (long - 1).max(0) / room;
                filled = if long > room { long % room } else { long };
            }
        }
        filled += piece.after;
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_point_is_a_seventy_second_of_an_inch() {
        assert_eq!(Type::new(14_000, 100), Type { size: 493, line: 493 });
    }

    #[track_caller]
    fn check(text: &str, room: i32, expected: i32) {
        assert_eq!(lines(&Measure::new(), text, Weight::Regular, 500, room), expected, "{text}");
    }

    #[test]
    fn lines_break_at_blanks_and_within_words_that_are_too_long() {
        check("", 5000, 0);
        check("one line", 5000, 1);
        check("two lines", 1300, 2);
        check("Donaudampfschifffahrtsgesellschaft", 2000, 4);
    }
}

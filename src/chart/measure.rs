//! The width of a text in the served font, from the font file itself, and in the fallback that a reader may see
//! instead.
//!
//! A text counts as wide as the wider of the two, so that it stays inside its box with either. Nothing is shaped:
//! letters that the font lacks count as wide ones.

use std::collections::BTreeMap;

use crate::base::font::{BOLD, Font as FontFile, REGULAR};

/// Advances of Arial and Liberation Sans for the letters from space to `~`, in thousandths of the size.
const FALLBACK_REGULAR: [u16; 95] = [
    278, 278, 355, 556, 556, 889, 667, 191, 333, 333, 389, 584, 278, 333, 278, 278, 556, 556, 556, 556, 556, 556, 556,
    556, 556, 556, 278, 278, 584, 584, 584, 556, 1015, 667, 667, 722, 722, 667, 611, 778, 722, 278, 500, 667, 556, 833,
    722, 778, 667, 778, 722, 667, 611, 722, 667, 944, 667, 667, 611, 278, 278, 278, 469, 556, 333, 556, 556, 500, 556,
    556, 278, 556, 556, 222, 222, 500, 222, 833, 556, 556, 556, 556, 333, 500, 278, 556, 500, 722, 500, 500, 500, 334,
    260, 334, 584,
];

/// The same of the bold faces.
const FALLBACK_BOLD: [u16; 95] = [
    278, 333, 474, 556, 556, 889, 722, 238, 333, 333, 389, 584, 278, 333, 278, 278, 556, 556, 556, 556, 556, 556, 556,
    556, 556, 556, 333, 333, 584, 584, 584, 611, 975, 722, 722, 722, 722, 667, 611, 778, 722, 278, 556, 722, 611, 833,
    722, 778, 667, 778, 722, 667, 611, 722, 667, 944, 667, 667, 611, 333, 278, 333, 584, 556, 333, 556, 611, 556, 611,
    556, 333, 611, 611, 278, 278, 556, 278, 889, 611, 611, 611, 611, 389, 556, 333, 611, 556, 778, 556, 556, 500, 389,
    280, 389, 584,
];

/// The fallback's `size-adjust` in hundredths, as `theme/tokens.css` declares it: regular, then bold.
const SIZE_ADJUST: [i64; 2] = [100, 102];

/// A letter that neither font has, in thousandths of the size: as wide as the widest of most scripts.
const UNKNOWN: i64 = 1000;

/// The weight of a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Weight {
    /// 400.
    Regular,
    /// 700.
    Bold,
}

/// Which font a width is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Font {
    /// The font that the site serves.
    Served,
    /// The font until that arrives, or where it is blocked.
    Fallback,
}

/// The advances of both weights in both fonts.
#[derive(Clone, Debug)]
pub struct Measure {
    served: [BTreeMap<char, i64>; 2],
    /// The same for the letters from space to `~`, of which most texts are made: of each weight those of the served
    /// font and of the fallback.
    ascii: [[[i64; 95]; 2]; 2],
}

impl Measure {
    /// Reads the theme's fonts.
    #[must_use]
    pub fn new() -> Self {
        let mut measure = Self { served: [REGULAR, BOLD].map(advances), ascii: [[[0; 95]; 2]; 2] };
        let all = |font, weight| std::array::from_fn(|place| measure.looked_up(font, letter(place), weight));
        let both = |weight| [all(Font::Served, weight), all(Font::Fallback, weight)];
        measure.ascii = [both(Weight::Regular), both(Weight::Bold)];
        measure
    }

    /// The width of a line in pixels at `size` pixels, rounded up: enough for either font.
    #[must_use]
    pub fn width(&self, line: &str, weight: Weight, size: i32) -> i32 {
        self.width_in(Font::Served, line, weight, size).max(self.width_in(Font::Fallback, line, weight, size))
    }

    /// The width of a line in one font, rounded up. The served font has half a part in a hundred to spare.
    #[must_use]
    pub fn width_in(&self, font: Font, line: &str, weight: Weight, size: i32) -> i32 {
        let letters: i64 = line.chars().map(|letter| self.advance(font, letter, weight)).sum();
        let spare = match font {
            Font::Served => 1005,
            Font::Fallback => 1000,
        };
        let width = (letters * i64::from(size) * spare + 999_999) / 1_000_000;
        i32::try_from(width).unwrap_or(i32::MAX)
    }

    fn advance(&self, font: Font, letter: char, weight: Weight) -> i64 {
        let advances = self.ascii.get(weight as usize).and_then(|both| both.get(font as usize));
        let known = (letter as usize).checked_sub(' ' as usize).and_then(|at| advances?.get(at));
        known.copied().unwrap_or_else(|| self.looked_up(font, letter, weight))
    }

    fn looked_up(&self, font: Font, letter: char, weight: Weight) -> i64 {
        let (place, fallback) = match weight {
            Weight::Regular => (0, &FALLBACK_REGULAR),
            Weight::Bold => (1, &FALLBACK_BOLD),
        };
        let served = self.served.get(place).and_then(|advances| advances.get(&letter)).copied();
        let from_space = (letter as usize).checked_sub(' ' as usize);
        let adjust = SIZE_ADJUST.get(place).copied().unwrap_or(100);
        let fallback = from_space.and_then(|at| fallback.get(at)).map(|advance| i64::from(*advance) * adjust / 100);
        match font {
            Font::Served => served.or(fallback).unwrap_or(UNKNOWN),
            Font::Fallback => fallback.or(served).unwrap_or(UNKNOWN),
        }
    }
}

impl Default for Measure {
    fn default() -> Self {
        Self::new()
    }
}

/// The letter at a place from space on.
fn letter(place: usize) -> char {
    u32::try_from(place).ok().and_then(|place| char::from_u32(' ' as u32 + place)).unwrap_or(' ')
}

/// The advance of each letter that a font has, in thousandths of the size.
fn advances(file: &[u8]) -> BTreeMap<char, i64> {
    let mut advances = BTreeMap::new();
    let Some(font) = FontFile::read(file) else { return advances };
    let letters = (' '..='\u{24f}').chain('\u{2010}'..='\u{2044}').chain(['\u{20ac}', '\u{2122}', '\u{2212}']);
    for letter in letters {
        if let Some(advance) = font.advance(letter) {
            advances.insert(letter, advance * 1000 / font.units());
        }
    }
    advances
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_weights_are_read_from_the_font() {
        let measure = Measure::new();
        assert!(measure.served.iter().all(|advances| advances.len() > 150));
        let regular = measure.width_in(Font::Served, "Book a visit", Weight::Regular, 16);
        let bold = measure.width_in(Font::Served, "Book a visit", Weight::Bold, 16);
        assert!((75..100).contains(&regular) && bold > regular, "{regular} {bold}");
    }

    #[test]
    fn a_width_is_enough_for_both_fonts() {
        let measure = Measure::new();
        for line in ["WWWW", "iiii", "Call 999 now", "膝が痛い", ""] {
            for font in [Font::Served, Font::Fallback] {
                assert!(measure.width_in(font, line, Weight::Bold, 16) <= measure.width(line, Weight::Bold, 16));
            }
        }
        assert_eq!(measure.width("膝", Weight::Regular, 16), 17);
    }

    #[test]
    fn the_fallback_is_as_the_style_sheet_declares_it() {
        let tokens = include_str!("../../theme/tokens.css");
        assert_eq!(tokens.matches("size-adjust").count(), 1);
        assert!(tokens.contains("size-adjust: 102%"));
    }
}

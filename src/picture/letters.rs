//! The letters that cards are painted with: the theme's fonts, read once, and the form of each letter in each size, made
//! when it is first painted and kept for the next card. Forms change no picture, only how long one takes.

use std::collections::BTreeMap;
use std::fmt;
use std::sync::{Arc, PoisonError, RwLock};

use super::coverage::{Form, PARTS, STEPS};
use crate::base::font::{BOLD, Font, REGULAR};

/// How many forms are kept. When there are more all are forgotten: these are more letters than a language has, in all sizes.
const MOST: usize = 2_000;

/// Places within a pair of columns that a letter may begin at, half a pixel apart: no eye tells finer ones.
const PLACES: i64 = 4;

/// The weight of words.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Weight {
    /// 400.
    Regular,
    /// 700.
    Bold,
}

/// What words are painted in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Ink {
    /// For what matters most.
    Strong,
    /// For what is around it.
    Soft,
}

/// How words look.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Style {
    /// Their weight.
    pub weight: Weight,
    /// Their size in pixels.
    pub size: i64,
    /// Their ink.
    pub ink: Ink,
}

/// The fonts, and the letters painted so far.
pub struct Letters {
    regular: Option<Font<'static>>,
    bold: Option<Font<'static>>,
    forms: RwLock<BTreeMap<(char, i64, Style), Arc<Form>>>,
}

impl Ink {
    /// The number of the colour before its first step: those of both inks follow each other.
    #[must_use]
    pub fn first(self) -> u8 {
        match self {
            Self::Strong => 1,
            Self::Soft => 1 + STEPS,
        }
    }
}

impl Default for Letters {
    fn default() -> Self {
        Self { regular: Font::read(REGULAR), bold: Font::read(BOLD), forms: RwLock::default() }
    }
}

impl fmt::Debug for Letters {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("Letters").finish_non_exhaustive()
    }
}

impl Letters {
    /// A font; `None` when it cannot be read.
    #[must_use]
    pub fn font(&self, weight: Weight) -> Option<&Font<'static>> {
        match weight {
            Weight::Regular => self.regular.as_ref(),
            Weight::Bold => self.bold.as_ref(),
        }
    }

    /// The form of a letter whose pen stands at `pen`, in parts of a pixel, with the pair of columns that it counts from.
    #[must_use]
    pub fn form(&self, letter: char, pen: i64, style: Style) -> (Arc<Form>, i64) {
        const PLACE: i64 = 2 * PARTS / PLACES;
        let place = (pen + PLACE / 2).div_euclid(PLACE);
        let (pair, place) = (place.div_euclid(PLACES), place.rem_euclid(PLACES));
        let key = (letter, place, style);
        let known = self.forms.read().unwrap_or_else(PoisonError::into_inner).get(&key).map(Arc::clone);
        let form = known.unwrap_or_else(|| {
            let made = Arc::new(self.made(letter, place * PLACE, style));
            let mut forms = self.forms.write().unwrap_or_else(PoisonError::into_inner);
            if forms.len() >= MOST {
                forms.clear();
            }
            forms.insert(key, Arc::clone(&made));
            made
        });
        (form, pair)
    }

    fn made(&self, letter: char, offset: i64, style: Style) -> Form {
        let Some(font) = self.font(style.weight) else { return Form::default() };
        Form::of(&font.outline(letter), offset, (style.size * PARTS, font.units()), style.ink.first())
    }
}

/// Whether a font lacks a letter of a text.
#[must_use]
pub fn lacks(font: &Font<'_>, text: &str) -> bool {
    text.chars().any(|letter| font.advance(letter).is_none())
}

/// The width of words in the font's units.
#[must_use]
pub fn units(words: &str, font: &Font<'_>) -> i64 {
    words.chars().filter_map(|letter| font.advance(letter)).sum()
}

/// The width of so many of a font's units in pixels, rounded up.
#[must_use]
pub fn width(units: i64, font: &Font<'_>, size: i64) -> i64 {
    (units * size).div_euclid(font.units()) + 1
}

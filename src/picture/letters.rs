//! The letters that cards are painted with: the theme's fonts, read once, and the form of each letter and word in each
//! size, made when it is first painted and kept for the next card. That they are kept changes no picture, only how long
//! one takes.

use std::collections::BTreeMap;
use std::fmt;
use std::sync::{Arc, PoisonError, RwLock};

use super::coverage::{Form, PARTS, STEPS};
use super::deflate::Code;
use super::word::Word;
use crate::base::font::{BOLD, Font, REGULAR};

/// How many letters are kept. When there are more all are forgotten: these are more than a language has, in all sizes.
const MOST: usize = 2_000;

/// How many words of one style are new. When there are more they become old, and what was old is forgotten: words that
/// come again and again stay. One takes some kilobytes.
const MOST_WORDS: usize = 256;

/// Places within a pair of columns that a letter of a word may begin at, half a pixel apart: no eye tells finer ones.
const PLACES: i64 = 4;

/// From one of these places to the next, in parts of a pixel.
const PLACE: i64 = 2 * PARTS / PLACES;

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

/// A letter.
#[derive(Clone)]
struct Letter {
    form: Arc<Form>,
    packed: Arc<Word>,
}

/// Words of one style.
#[derive(Default)]
struct Words {
    new: BTreeMap<String, Arc<Word>>,
    old: BTreeMap<String, Arc<Word>>,
}

/// The fonts, and the letters and words painted so far.
pub struct Letters {
    regular: Option<Font<'static>>,
    bold: Option<Font<'static>>,
    /// By the place within a pair of columns that they begin at.
    letters: RwLock<BTreeMap<(char, i64, Style), Letter>>,
    words: RwLock<BTreeMap<Style, Words>>,
    code: Code,
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
        Self {
            regular: Font::read(REGULAR),
            bold: Font::read(BOLD),
            letters: RwLock::default(),
            words: RwLock::default(),
            code: Code::new(),
        }
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

    /// How wide letters are together, in parts of a pixel.
    #[must_use]
    pub fn advance(&self, letters: &str, style: Style) -> i64 {
        let Some(font) = self.font(style.weight) else { return 0 };
        letters.chars().map(|letter| advance(font, letter, style)).sum()
    }

    /// A word whose pen stands where a pair of columns begins: spelled at first, where that can be, and packed when it
    /// comes again.
    #[must_use]
    pub fn word(&self, word: &str, style: Style) -> Arc<Word> {
        let words = self.words.read().unwrap_or_else(PoisonError::into_inner);
        let known = words.get(&style).and_then(|words| words.new.get(word)).map(Arc::clone);
        drop(words);
        let known = match known {
            Some(known) if !known.is_spelled() => return known,
            Some(known) => Some(known),
            None => {
                let mut words = self.words.write().unwrap_or_else(PoisonError::into_inner);
                words.get_mut(&style).and_then(|words| words.old.remove(word))
            }
        };
        let packed = || Arc::new(self.packed(&self.word_form(word, style)));
        let made = match known {
            Some(known) if !known.is_spelled() => known,
            Some(_) => packed(),
            None => {
                let letters = self.spelled(word, style).into_iter().map(|(letter, pen)| (letter.packed, pen));
                Word::spelled(letters.collect()).map_or_else(packed, Arc::new)
            }
        };
        let mut words = self.words.write().unwrap_or_else(PoisonError::into_inner);
        let words = words.entry(style).or_default();
        if words.new.len() >= MOST_WORDS {
            words.old = std::mem::take(&mut words.new);
        }
        words.new.insert(word.to_owned(), Arc::clone(&made));
        made
    }

    /// The form of a word whose pen stands where a pair of columns begins.
    #[must_use]
    pub fn word_form(&self, word: &str, style: Style) -> Form {
        let letters = self.spelled(word, style).into_iter();
        Form::joined(&letters.map(|(letter, pen)| (letter.form, pen, 0)).collect::<Vec<_>>())
    }

    /// The letters of a word whose pen stands where a pair of columns begins, each with the pair of its own pen.
    fn spelled(&self, word: &str, style: Style) -> Vec<(Letter, i64)> {
        let mut pen = 0;
        let mut letters = Vec::new();
        for letter in word.chars() {
            letters.push(self.letter(letter, pen, style));
            pen += self.font(style.weight).map_or(0, |font| advance(font, letter, style));
        }
        letters
    }

    /// A form packed.
    #[must_use]
    pub fn packed(&self, form: &Form) -> Word {
        Word::of(form, &self.code)
    }

    /// The code that words are packed in.
    #[must_use]
    pub fn code(&self) -> &Code {
        &self.code
    }

    /// A letter whose pen stands at `pen`, in parts of a pixel, with the pair of columns that it counts from.
    fn letter(&self, letter: char, pen: i64, style: Style) -> (Letter, i64) {
        let (pair, place) = place(pen);
        let key = (letter, place, style);
        let known = self.letters.read().unwrap_or_else(PoisonError::into_inner).get(&key).cloned();
        let letter = known.unwrap_or_else(|| {
            let form = Arc::new(self.made(letter, place * PLACE, style));
            let made = Letter { packed: Arc::new(self.packed(&form)), form };
            let mut letters = self.letters.write().unwrap_or_else(PoisonError::into_inner);
            if letters.len() >= MOST {
                letters.clear();
            }
            letters.insert(key, made.clone());
            made
        });
        (letter, pair)
    }

    fn made(&self, letter: char, offset: i64, style: Style) -> Form {
        let Some(font) = self.font(style.weight) else { return Form::default() };
        Form::of(&font.outline(letter), offset, (style.size * PARTS, font.units()), style.ink.first())
    }
}

/// The pair of columns that a pen at `pen` stands in, and the nearest of the places within one.
fn place(pen: i64) -> (i64, i64) {
    let place = (pen + PLACE / 2).div_euclid(PLACE);
    (place.div_euclid(PLACES), place.rem_euclid(PLACES))
}

/// How far a letter moves the pen, in parts of a pixel.
fn advance(font: &Font<'_>, letter: char, style: Style) -> i64 {
    font.advance(letter).unwrap_or_default() * style.size * PARTS / font.units()
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

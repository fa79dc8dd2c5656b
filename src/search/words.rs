//! Texts become the words that search compares: folded to small letters without accents, cut at everything that is no
//! letter or digit. The same rules stand in `theme/search.js`; `tests/search.rs` holds the two equal.

use unicode_normalization::UnicodeNormalization as _;

use crate::base::bytes::{self, Set};

/// The longest word that is kept, in letters: longer runs are addresses and the like, which nobody types.
const LONGEST: usize = 32;

/// What a folded word is made of, within ASCII.
const FOLDED: Set = Set::of(b"0123456789abcdefghijklmnopqrstuvwxyz");

/// The words of a text, in order.
///
/// Apostrophes join ("can't" is `cant`). Scripts that leave no blanks between words (Han, kana, Thai, Lao, Khmer) give
/// one word a letter, so that any run of them can be found.
#[must_use]
pub fn words(text: &str) -> Vec<String> {
    let mut words = Vec::new();
    each(text, |word| words.push(word.to_owned()));
    words
}

/// Hands each word of a text on, in order.
pub fn each(text: &str, hand_on: impl FnMut(&str)) {
    let mut cutter = Cutter { word: String::new(), hand_on };
    let mut rest = text;
    // Plain letters are most of any text, and what stands beside them takes nothing from them: accents that follow one
    // are dropped, and no other letter joins it.
    while !rest.is_empty() {
        let plain = bytes::find(rest, 0, |byte| byte >= 0x80).unwrap_or(rest.len());
        let (plain, after) = rest.split_at_checked(plain).unwrap_or((rest, ""));
        cutter.plain(plain);
        let other = after.bytes().position(|byte| byte.is_ascii()).unwrap_or(after.len());
        let (other, after) = after.split_at_checked(other).unwrap_or((after, ""));
        other.nfd().flat_map(char::to_lowercase).for_each(|letter| cutter.letter(letter));
        rest = after;
    }
    cutter.end();
}

/// Cuts letters into words.
struct Cutter<F> {
    word: String,
    hand_on: F,
}

impl<F: FnMut(&str)> Cutter<F> {
    /// Takes a text of ASCII.
    fn plain(&mut self, text: &str) {
        let mut from = 0;
        // Whether what stands from there on is folded already.
        let mut is_folded = true;
        for (at, byte) in text.bytes().enumerate() {
            if FOLDED.holds(byte) {
                continue;
            }
            if byte.is_ascii_uppercase() || byte == b'\'' {
                is_folded = false;
                continue;
            }
            self.whole(text.get(from..at).unwrap_or_default(), is_folded);
            from = at + 1;
            is_folded = true;
        }
        self.part(text.get(from..).unwrap_or_default(), is_folded);
    }

    /// Takes letters and digits of ASCII, and apostrophes, after which a word ends.
    fn whole(&mut self, part: &str, is_folded: bool) {
        // Most words are as they stand, and need no copy.
        if is_folded && self.word.is_empty() {
            if (1..=LONGEST).contains(&part.len()) {
                (self.hand_on)(part);
            }
        } else {
            self.part(part, is_folded);
            self.end();
        }
    }

    /// Takes letters and digits of ASCII, and apostrophes.
    fn part(&mut self, part: &str, is_folded: bool) {
        let from = self.word.len();
        self.word.push_str(part);
        if !is_folded && let Some(new) = self.word.get_mut(from..) {
            new.make_ascii_lowercase();
            if part.contains('\'') {
                self.word.retain(|letter| letter != '\'');
            }
        }
    }

    fn letter(&mut self, letter: char) {
        match letter_of(letter) {
            Letter::Of(letter) => self.word.push(letter),
            Letter::Alone(letter) => {
                self.end();
                self.word.push(letter);
                self.end();
            }
            Letter::None => self.end(),
            Letter::Dropped => {}
        }
    }

    fn end(&mut self) {
        if !self.word.is_empty() && (self.word.len() <= LONGEST || self.word.chars().count() <= LONGEST) {
            (self.hand_on)(&self.word);
        }
        self.word.clear();
    }
}

/// What a character means for the words around it.
enum Letter {
    /// It is part of a word.
    Of(char),
    /// It is a word of its own.
    Alone(char),
    /// It ends a word.
    None,
    /// It stands for nothing: an accent, an apostrophe.
    Dropped,
}

fn letter_of(character: char) -> Letter {
    match character {
        '\u{300}'..='\u{36f}' | '\u{64b}'..='\u{65f}' | '\u{5b0}'..='\u{5bd}' | '\'' | '’' | '\u{ad}' => {
            Letter::Dropped
        }
        '\u{e00}'..='\u{eff}' | '\u{1780}'..='\u{17ff}' | '\u{3040}'..='\u{30ff}' | '\u{3400}'..='\u{9fff}' => {
            Letter::Alone(character)
        }
        _ if character.is_alphanumeric() => Letter::Of(character),
        _ => Letter::None,
    }
}

/// A word's length as the browser counts it, in UTF-16 units.
#[must_use]
pub fn length(word: &str) -> usize {
    if word.is_ascii() { word.len() } else { word.encode_utf16().count() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: &[&str]) {
        assert_eq!(words(text), expected);
    }

    #[test]
    fn words_are_folded_and_cut_at_signs() {
        check("Baker’s cyst: can't WALK", &["bakers", "cyst", "cant", "walk"]);
        check("one-leg, 2–3 cm", &["one", "leg", "2", "3", "cm"]);
        check("'Tis O'NEIL'S '' x' 'y", &["tis", "oneils", "x", "y"]);
        check(&format!("{} {}1", "a".repeat(32), "b".repeat(32)), &["a".repeat(32).as_str()]);
        check("", &[]);
    }

    #[test]
    fn accents_do_not_matter() {
        check("Élongation à l’effort", &["elongation", "a", "leffort"]);
        check("ÖDEM", &["odem"]);
        assert_eq!(words("\u{645}\u{64f}\u{624}"), words("\u{645}\u{624}"));
    }

    #[test]
    fn letters_of_two_scripts_and_loose_accents_join() {
        check("Caf\u{65}\u{301}s O’Neil’S d'Été x²y", &["cafes", "oneils", "dete", "x²y"]);
        check("a\u{301}'\u{302}b 3µg", &["ab", "3µg"]);
    }

    #[test]
    fn scripts_without_blanks_give_a_word_a_letter() {
        check("小腿 pain", &["小", "腿", "pain"]);
    }
}

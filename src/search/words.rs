//! Texts become the words that search compares: folded to small letters without accents, cut at everything that is no
//! letter or digit. The same rules stand in `theme/search.js`; `tests/search.rs` holds the two equal.

use unicode_normalization::UnicodeNormalization as _;

/// The longest word that is kept, in letters: longer runs are addresses and the like, which nobody types.
const LONGEST: usize = 32;

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
pub fn each(text: &str, mut hand_on: impl FnMut(&str)) {
    let mut word = String::new();
    let mut end = |word: &mut String| {
        if !word.is_empty() && (word.len() <= LONGEST || word.chars().count() <= LONGEST) {
            hand_on(word);
        }
        word.clear();
    };
    each_letter(text, |letter| match letter {
        Letter::Of(letter) => word.push(letter),
        Letter::Alone(letter) => {
            end(&mut word);
            word.push(letter);
            end(&mut word);
        }
        Letter::None => end(&mut word),
        Letter::Dropped => {}
    });
    end(&mut word);
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

fn each_letter(text: &str, mut each: impl FnMut(Letter)) {
    if text.is_ascii() {
        for byte in text.bytes() {
            each(match byte {
                b'a'..=b'z' | b'0'..=b'9' | b'A'..=b'Z' => Letter::Of(char::from(byte.to_ascii_lowercase())),
                b'\'' => Letter::Dropped,
                _ => Letter::None,
            });
        }
        return;
    }
    for character in text.nfd() {
        for lower in character.to_lowercase() {
            each(letter_of(lower));
        }
    }
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
        check("", &[]);
    }

    #[test]
    fn accents_do_not_matter() {
        check("Élongation à l’effort", &["elongation", "a", "leffort"]);
        check("ÖDEM", &["odem"]);
        assert_eq!(words("\u{645}\u{64f}\u{624}"), words("\u{645}\u{624}"));
    }

    #[test]
    fn scripts_without_blanks_give_a_word_a_letter() {
        check("小腿 pain", &["小", "腿", "pain"]);
    }
}

//! A text as the eye takes it: two texts that a reader cannot tell apart have one skeleton. It is for comparing only,
//! and is no spelling of anything.
//!
//! After Unicode Technical Standard 39, with a small table in place of its thousands of rows: the Cyrillic and Greek
//! letters that stand on keyboards beside Latin ones and look the same in capitals or small.

use super::slug;

/// Cyrillic and Greek letters with the Latin letter that they look like. Within one script no two lead to one letter,
/// so that words of that script stay apart.
const LOOK_ALIKES: [(char, char); 36] = [
    ('а', 'a'),
    ('в', 'b'),
    ('с', 'c'),
    ('ԁ', 'd'),
    ('е', 'e'),
    ('н', 'h'),
    ('і', 'i'),
    ('ј', 'j'),
    ('к', 'k'),
    ('ӏ', 'l'),
    ('м', 'm'),
    ('о', 'o'),
    ('р', 'p'),
    ('ԛ', 'q'),
    ('ѕ', 's'),
    ('т', 't'),
    ('ѵ', 'v'),
    ('ԝ', 'w'),
    ('х', 'x'),
    ('у', 'y'),
    ('α', 'a'),
    ('β', 'b'),
    ('ε', 'e'),
    ('η', 'h'),
    ('ι', 'i'),
    ('ϳ', 'j'),
    ('κ', 'k'),
    ('μ', 'm'),
    ('ν', 'n'),
    ('ο', 'o'),
    ('ρ', 'p'),
    ('ς', 'σ'),
    ('τ', 't'),
    ('υ', 'y'),
    ('χ', 'x'),
    ('ζ', 'z'),
];

/// What cannot be seen of a text: the code points that Unicode 16 calls default-ignorable.
const UNSEEN: [(char, char); 17] = [
    ('\u{AD}', '\u{AD}'),
    ('\u{34F}', '\u{34F}'),
    ('\u{61C}', '\u{61C}'),
    ('\u{115F}', '\u{1160}'),
    ('\u{17B4}', '\u{17B5}'),
    ('\u{180B}', '\u{180F}'),
    ('\u{200B}', '\u{200F}'),
    ('\u{202A}', '\u{202E}'),
    ('\u{2060}', '\u{206F}'),
    ('\u{3164}', '\u{3164}'),
    ('\u{FE00}', '\u{FE0F}'),
    ('\u{FEFF}', '\u{FEFF}'),
    ('\u{FFA0}', '\u{FFA0}'),
    ('\u{FFF0}', '\u{FFF8}'),
    ('\u{1BCA0}', '\u{1BCA3}'),
    ('\u{1D173}', '\u{1D17A}'),
    ('\u{E0000}', '\u{E0FFF}'),
];

/// The skeleton of a text: no case, one kind of blank, one letter for those that look alike, and nothing unseen.
#[must_use]
pub fn skeleton(text: &str) -> String {
    let seen: String = text.chars().filter(|letter| !is_unseen(*letter)).collect();
    slug::folded(&slug::compatible(&seen)).chars().map(look).collect()
}

fn is_unseen(letter: char) -> bool {
    UNSEEN.iter().any(|(from, to)| (*from..=*to).contains(&letter))
}

fn look(letter: char) -> char {
    LOOK_ALIKES.iter().find(|(like, _)| *like == letter).map_or(letter, |(_, latin)| *latin)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_looks_the_same_is_the_same() {
        for (one, other) in [
            ("No", "n\u{41E}"),
            ("Yes", "Y\u{200B}es"),
            ("Yes", "\u{3A5}es\u{AD}"),
            ("Not sure", "Not\u{A0} SURE "),
            ("Yes", "Ｙｅｓ"),
            ("Βήχας", "βήχασ"),
            ("Да", "Дa"),
        ] {
            assert_eq!(skeleton(one), skeleton(other), "{one} {other}");
        }
    }

    #[test]
    fn words_of_one_script_stay_apart() {
        for (one, other) in [("Yes", "No"), ("Да", "Нет"), ("ναι", "όχι"), ("bent", "dent"), ("1", "l")] {
            assert_ne!(skeleton(one), skeleton(other), "{one} {other}");
        }
        let latin = |from: char, to: char| {
            let rows = LOOK_ALIKES.iter().filter(move |(like, _)| (from..=to).contains(like)).map(|(_, latin)| *latin);
            let mut letters: Vec<char> = rows.collect();
            let count = letters.len();
            letters.sort_unstable();
            letters.dedup();
            (letters.len(), count)
        };
        for (found, count) in [latin('\u{400}', '\u{52F}'), latin('\u{370}', '\u{3FF}')] {
            assert_eq!(found, count);
        }
    }
}

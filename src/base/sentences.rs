//! Where one sentence of running text ends and the next begins. It rather joins two sentences than cuts one: what is
//! cut off may be the "do not" of the rest, and a reader would take a half for the whole.

use super::bytes::{self, Set};

/// Short forms that end in a full stop within a sentence, in small letters. Those without a vowel need no entry.
const SHORT_FORMS: [&str; 14] =
    ["approx", "ca", "dept", "etc", "evtl", "exkl", "incl", "inkl", "max", "min", "resp", "sog", "usw", "zirka"];

/// Short forms that end in a full stop where a number follows them, in small letters: other than those above, they are
/// words too.
const BEFORE_NUMBERS: [&str; 12] = ["abb", "abs", "art", "ex", "fig", "figs", "kap", "no", "nos", "n°", "nº", "vol"];

/// Letters without which a word is no word but a short form.
const VOWELS: Set = Set::of(b"aeiouyAEIOUY");

/// Where the first sentence of `text` ends, in bytes, when another may follow: after `.`, `!`, `?` or `…` and a blank
/// that no small letter follows. A full stop after a short form (`e.g.`, `z. B.`) or a number below 100 (in German,
/// `am 3. Tag` is the third day) ends none, nor does one after `no.` and its like before a figure. `…` ends one before
/// a capital letter only, and three full stops never do.
#[must_use]
pub fn first_end(text: &str) -> Option<usize> {
    // The signs at the end of a sentence, and the first byte of `…`. Most of a text is neither.
    for at in bytes::places(text, 0, [b'.', b'!', b'?', 0xe2]) {
        let rest = text.get(at..).unwrap_or_default();
        let Some(sign) = rest.chars().next().filter(|sign| matches!(sign, '.' | '!' | '?' | '…')) else { continue };
        let end = at + sign.len_utf8();
        let after = text.get(end..).unwrap_or_default();
        let is_followed = after.starts_with(char::is_whitespace);
        let goes_on = || after.trim_start().starts_with(char::is_lowercase);
        let before = text.get(..at).unwrap_or_default();
        let is_joined = || match sign {
            '.' => is_short_form(before) || is_numbered(before, after),
            '…' => !after.trim_start().starts_with(char::is_uppercase),
            _ => false,
        };
        if is_followed && !goes_on() && !is_joined() {
            return Some(end);
        }
    }
    None
}

/// The sentences of a text, without the blanks between them.
pub fn split(text: &str) -> impl Iterator<Item = &str> {
    let mut rest = text.trim();
    std::iter::from_fn(move || {
        let (sentence, after) = first_end(rest).and_then(|end| rest.split_at_checked(end)).unwrap_or((rest, ""));
        rest = after.trim_start();
        Some(sentence).filter(|sentence| !sentence.is_empty())
    })
}

/// Whether the last word of `before` is a short form or a small number, so that a full stop after it may be part of it.
fn is_short_form(before: &str) -> bool {
    // Nearly all words are of plain letters, and are told by them.
    let plain = before.bytes().rev().take_while(u8::is_ascii_alphabetic).count();
    let (rest, ending) = before.split_at_checked(before.len() - plain).unwrap_or(("", before));
    if matches!(rest.as_bytes().last(), None | Some(b' ' | b'\n' | b'(')) {
        return is_short_word(ending);
    }
    let word = before.rsplit(|letter: char| letter.is_whitespace() || letter == '(').next().unwrap_or_default();
    if word.chars().all(|letter| letter.is_ascii_digit()) {
        return matches!(word.len(), 1 | 2);
    }
    let word = word.to_lowercase();
    let is_latin = word.chars().all(|letter| letter.is_ascii_alphabetic());
    if is_latin {
        return is_short_word(&word);
    }
    word.chars().count() == 1 || word.contains('.') || SHORT_FORMS.contains(&word.as_str())
}

/// Whether the last word of `before` announces a number and one follows. What follows may be known to nobody, as a text
/// can go on with a link or an insert.
fn is_numbered(before: &str, after: &str) -> bool {
    let after = after.trim_start().trim_start_matches(['(', '#']);
    let may_be_number = after.is_empty() || after.starts_with(|letter: char| letter.is_numeric());
    let word = || before.rsplit(|letter: char| letter.is_whitespace() || letter == '(').next().unwrap_or_default();
    may_be_number && BEFORE_NUMBERS.contains(&word().to_lowercase().as_str())
}

/// Whether a word of plain letters is a short form.
fn is_short_word(word: &str) -> bool {
    let has_vowel = word.bytes().any(|letter| VOWELS.holds(letter));
    (!word.is_empty() && !has_vowel)
        || word.len() == 1
        || SHORT_FORMS.iter().any(|form| form.eq_ignore_ascii_case(word))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: &[&str]) {
        assert_eq!(split(text).collect::<Vec<_>>(), expected);
    }

    #[test]
    fn a_sentence_ends_where_another_begins() {
        check("Rest first. Then walk! Why? It heals.", &["Rest first.", "Then walk!", "Why?", "It heals."]);
        check("Call 999. Do not drive.", &["Call 999.", "Do not drive."]);
        check(
            "Keine Übung. Nicht hüpfen. Bis 100. Tag (1). Dann Ö…  So . Und",
            &["Keine Übung.", "Nicht hüpfen.", "Bis 100.", "Tag (1).", "Dann Ö…", "So .", "Und"],
        );
        check("", &[]);
        check(" one ", &["one"]);
    }

    #[test]
    fn a_no_may_end_a_sentence_before_a_word() {
        check("If the answer is no. Rest. No… Walk", &["If the answer is no.", "Rest.", "No…", "Walk"]);
        check("It is no. 5 days later, walk. Or no.", &["It is no. 5 days later, walk.", "Or no."]);
    }

    #[test]
    fn a_short_form_or_a_small_number_ends_none() {
        for text in [
            "Do not do fast sports, e.g. Tennis or running",
            "Do not lift more than approx. 5 kg",
            "Kein Sport, z. B. Laufen",
            "Nicht vor dem 3. Tag laufen",
            "Springen Sie nicht, bzw. Hüpfen Sie nicht",
            "See Dr. Roe first",
            "See (DR. Roe) or ETC. Roe first",
            "In Plan B. Walk",
            "Kein Sport (z.B. Laufen)",
            "Nicht am ü. Tag",
            "It is 2.5 kg",
            "Do not do exercise no. 5, the heel raise",
            "Do not do exercises Nos. 5 and 6",
            "Nicht Übung Nr. 5 machen",
            "Ne pas faire l’exercice n° 5, ni n°. 6",
            "Do not do what is in Fig. 2 (no. (3))",
            "Do not … 5 times",
            "Do not ... 5 times",
            "Never hop … (or run) … “Not” at all",
        ] {
            check(text, &[text]);
        }
    }
}

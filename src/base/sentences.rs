//! Where one sentence of running text ends and the next begins. It rather joins two sentences than cuts one: what is
//! cut off may be the "do not" of the rest, and a reader would take a half for the whole.

/// Short forms that end in a full stop within a sentence, in small letters. Those without a vowel need no entry.
const SHORT_FORMS: [&str; 14] =
    ["approx", "ca", "dept", "etc", "evtl", "exkl", "incl", "inkl", "max", "min", "resp", "sog", "usw", "zirka"];

/// Where the first sentence of `text` ends, in bytes, when another may follow: after `.`, `!`, `?` or `…` and a blank
/// that no small letter follows. A full stop after a short form (`e.g.`, `z. B.`) or a number below 100 (in German,
/// `am 3. Tag` is the third day) ends none.
#[must_use]
pub fn first_end(text: &str) -> Option<usize> {
    let mut from = 0;
    while let Some(found) = text.bytes().skip(from).position(may_end) {
        let at = from + found;
        from = at + 1;
        let rest = text.get(at..).unwrap_or_default();
        let Some(sign) = rest.chars().next().filter(|sign| matches!(sign, '.' | '!' | '?' | '…')) else { continue };
        let end = at + sign.len_utf8();
        let after = text.get(end..).unwrap_or_default();
        let is_followed = after.starts_with(char::is_whitespace);
        let goes_on = || after.trim_start().starts_with(char::is_lowercase);
        let is_short = || sign == '.' && is_short_form(text.get(..at).unwrap_or_default());
        if is_followed && !goes_on() && !is_short() {
            return Some(end);
        }
    }
    None
}

/// Whether a byte is a sign at the end of a sentence, or the first of one (`…`). Most of a text is neither.
fn may_end(byte: u8) -> bool {
    matches!(byte, b'.' | b'!' | b'?' | 0xe2)
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
    let word = before.rsplit(|letter: char| letter.is_whitespace() || letter == '(').next().unwrap_or_default();
    if word.chars().all(|letter| letter.is_ascii_digit()) {
        return matches!(word.len(), 1 | 2);
    }
    let word = word.to_lowercase();
    let is_latin = word.chars().all(|letter| letter.is_ascii_alphabetic());
    let has_vowel = word.contains(['a', 'e', 'i', 'o', 'u', 'y']);
    word.chars().count() == 1
        || word.contains('.')
        || SHORT_FORMS.contains(&word.as_str())
        || (is_latin && !word.is_empty() && !has_vowel)
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
        check("", &[]);
        check(" one ", &["one"]);
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
            "It is 2.5 kg",
        ] {
            check(text, &[text]);
        }
    }
}

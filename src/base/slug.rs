//! Slugs for addresses and heading ids, and folded titles for comparing names.

use std::borrow::Cow;

use unicode_normalization::{UnicodeNormalization as _, is_nfc};

/// A segment of an address: NFC, lower case, blanks to `-`. Characters that no address can hold are left out.
#[must_use]
pub fn segment(name: &str) -> String {
    lowercase(name)
        .chars()
        .map(|character| if character.is_whitespace() { '-' } else { character })
        .filter(|character| !character.is_control() && !"\\?#%:*\"<>|".contains(*character))
        .collect()
}

/// A text in the one form (NFC) in which names are compared: some systems write `ü` in a file's name as `u` and a mark,
/// which looks the same.
#[must_use]
pub fn composed(text: &str) -> Cow<'_, str> {
    if text.is_ascii() || is_nfc(text) { Cow::Borrowed(text) } else { Cow::Owned(text.nfc().collect()) }
}

/// A heading's id: letters and digits in lower case, all else to single `-`. Empty for a heading without either.
#[must_use]
pub fn heading(text: &str) -> String {
    let mut id = String::with_capacity(text.len());
    for character in lowercase(text).chars() {
        if character.is_alphanumeric() {
            id.push(character);
        } else if !matches!(character, '\'' | '’') && !id.is_empty() && !id.ends_with('-') {
            id.push('-');
        }
    }
    id.truncate(id.trim_end_matches('-').len());
    id
}

/// A title or alias folded for comparing: NFC, lower case, blanks as one space.
#[must_use]
pub fn folded(text: &str) -> String {
    if text.is_ascii() {
        let mut folded = String::with_capacity(text.len());
        for word in text.split_ascii_whitespace() {
            if !folded.is_empty() {
                folded.push(' ');
            }
            folded.push_str(word);
        }
        folded.make_ascii_lowercase();
        return folded;
    }
    lowercase(text).split_whitespace().collect::<Vec<_>>().join(" ")
}

/// A text in its one form, in lower case.
fn lowercase(text: &str) -> String {
    if text.is_ascii() { text.to_ascii_lowercase() } else { text.nfc().flat_map(char::to_lowercase).collect() }
}

/// A text with each character in its plain form (NFKC): full-width letters, ligatures and the like.
#[must_use]
pub fn compatible(text: &str) -> String {
    text.nfkc().collect()
}

/// Whether `text` is an id as front matter uses them: `[a-z0-9-]+`.
#[must_use]
pub fn is_id(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn heading_ids_keep_letters_of_any_script() {
        assert_eq!(heading("What it is — and isn't!"), "what-it-is-and-isnt");
        assert_eq!(heading("Écart & côté"), "écart-côté");
        assert_eq!(heading("…"), "");
    }

    #[test]
    fn segments_are_lower_case_with_dashes_for_blanks() {
        assert_eq!(segment("Calf Strain"), "calf-strain");
        assert_eq!(segment("E\u{301}cart"), "écart");
    }

    #[test]
    fn what_looks_the_same_is_the_same_when_composed() {
        assert_eq!(composed("Ho\u{308}he"), composed("H\u{f6}he"));
        assert!(matches!(composed("H\u{f6}he"), Cow::Borrowed(_)));
    }

    #[test]
    fn folding_ignores_case_and_runs_of_blanks() {
        assert_eq!(folded("  Calf \n Tear "), "calf tear");
        assert_eq!(folded("ÉCART"), "écart");
    }
}

//! A plain text of front matter with links at the words that name a place: numbers to call, a question to go back to.

use serde::Serialize;

use crate::base::phone;
use crate::body::Site;
use crate::model::text::Text;

/// A piece of a text.
#[derive(Clone, Debug, Serialize, PartialEq, Eq)]
pub struct Piece {
    /// Its words.
    pub text: String,
    /// Where they lead.
    pub href: Option<String>,
}

/// Words and where they lead.
pub type Place = (String, String);

/// The site's numbers that can be called.
#[must_use]
pub fn numbers(site: &Site) -> Vec<Place> {
    let config = &site.index.config;
    let called = |(name, _): &(String, Text)| Some((site.index.insert(name)?, phone::link(&config.insert(name)?)?));
    config.numbers.iter().filter_map(called).collect()
}

/// A text with a link at each place that it names. Case does not count, and a name within a longer word or number is
/// none.
#[must_use]
pub fn pieces(text: &str, places: &[Place]) -> Vec<Piece> {
    let mut pieces = Vec::new();
    let mut plain = String::new();
    let mut rest = text;
    while let Some(next) = rest.chars().next() {
        let begins = !plain.ends_with(char::is_alphanumeric);
        let found = places.iter().find_map(|(words, href)| Some((named(rest, words).filter(|_| begins)?, href)));
        let Some((words, href)) = found else {
            plain.push(next);
            rest = rest.get(next.len_utf8()..).unwrap_or_default();
            continue;
        };
        if !plain.is_empty() {
            pieces.push(Piece { text: std::mem::take(&mut plain), href: None });
        }
        pieces.push(Piece { text: words.to_owned(), href: Some(href.clone()) });
        rest = rest.get(words.len()..).unwrap_or_default();
    }
    if !plain.is_empty() {
        pieces.push(Piece { text: plain, href: None });
    }
    pieces
}

/// The words at the beginning of a text, as they are written there, if nothing that belongs to them follows.
fn named<'a>(text: &'a str, words: &str) -> Option<&'a str> {
    let found = text.get(..words.len()).filter(|found| found.to_lowercase() == words.to_lowercase())?;
    let ends = !text.get(words.len()..)?.starts_with(char::is_alphanumeric);
    (ends && !words.is_empty()).then_some(found)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: &str) {
        let places =
            [("999", "tel:999"), ("Question 1", "q/")].map(|(words, href)| (words.to_owned(), href.to_owned()));
        let shown = |piece: Piece| match piece.href {
            Some(href) => format!("[{}]({href})", piece.text),
            None => piece.text,
        };
        assert_eq!(pieces(text, &places).into_iter().map(shown).collect::<String>(), expected);
    }

    #[test]
    fn places_are_linked_as_they_are_written() {
        check("Back to question 1, or call 999.", "Back to [question 1](q/), or call [999](tel:999).");
        check("999", "[999](tel:999)");
        check("", "");
    }

    #[test]
    fn a_part_of_a_longer_word_or_number_is_no_place() {
        check("1999, 9990, question 12, a999", "1999, 9990, question 12, a999");
    }
}

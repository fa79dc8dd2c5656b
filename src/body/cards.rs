//! Care cards and callouts as HTML. The level stands in the heading in words, so that it survives a photocopier, a
//! screen reader and a reader who jumps from heading to heading.

use super::Site;
use crate::base::html::{escape, escape_into};
use crate::base::phone;
use crate::model::doc::{Card, CardKind};
use crate::parse::words::Words;

/// The class of a card's element.
#[must_use]
pub fn class(kind: CardKind) -> &'static str {
    match kind {
        CardKind::Emergency => "care emergency",
        CardKind::Urgent => "care urgent",
        CardKind::Clinic => "care book",
        CardKind::Do => "list-card do",
        CardKind::DoNot => "list-card not",
        CardKind::Key => "key",
        CardKind::Unsure => "note unsure",
        CardKind::Note => "note",
        CardKind::Tip => "note tip",
        CardKind::Warning => "note warning",
    }
}

/// The key of the words for a card's level or default heading.
#[must_use]
pub fn word_key(kind: CardKind) -> &'static str {
    match kind {
        CardKind::Emergency => "care.emergency",
        CardKind::Urgent => "care.urgent",
        CardKind::Clinic => "care.book",
        CardKind::Do => "card.do",
        CardKind::DoNot => "card.do_not",
        CardKind::Key => "card.key",
        CardKind::Unsure => "card.unsure",
        CardKind::Note => "card.note",
        CardKind::Tip => "card.tip",
        CardKind::Warning => "card.warning",
    }
}

/// What a card's text must not be read without, and its heading's own words do not say: that it is a warning, tells
/// what not to do, is not agreed upon or asks for a visit, or the words in the heading's place where it has none. Ends
/// in a colon and a blank where the heading follows.
#[must_use]
pub fn label(words: &Words, card: &Card) -> String {
    let word = words.get(word_key(card.kind));
    if card.heading.is_empty() {
        return word.to_owned();
    }
    match card.kind {
        CardKind::DoNot | CardKind::Warning | CardKind::Unsure | CardKind::Clinic if !says(words, card) => {
            format!("{word}: ")
        }
        CardKind::Emergency
        | CardKind::Urgent
        | CardKind::Clinic
        | CardKind::Do
        | CardKind::DoNot
        | CardKind::Key
        | CardKind::Unsure
        | CardKind::Note
        | CardKind::Tip
        | CardKind::Warning => String::new(),
    }
}

/// Whether a card's heading says by itself what the word for its level says.
fn says(words: &Words, card: &Card) -> bool {
    card.heading.to_lowercase().starts_with(&words.get(word_key(card.kind)).to_lowercase())
}

/// The icon of a level of care, in the theme's icons.
#[must_use]
pub fn icon(kind: CardKind) -> Option<&'static str> {
    match kind {
        CardKind::Emergency => Some("emergency"),
        CardKind::Urgent => Some("urgent"),
        CardKind::Clinic => Some("book"),
        CardKind::Do => Some("tick"),
        CardKind::DoNot => Some("cross"),
        CardKind::Warning => Some("warning"),
        CardKind::Key | CardKind::Unsure | CardKind::Note | CardKind::Tip => None,
    }
}

/// The name of a card's landmark: its heading as [`open`] prints it.
#[must_use]
pub fn name(site: &Site, words: &Words, card: &Card) -> String {
    let word = words.get(word_key(card.kind));
    if card.heading.is_empty() {
        return word.to_owned();
    }
    let heading = site.index.fill_str(&card.heading);
    match card.kind {
        CardKind::Do | CardKind::Key => heading,
        CardKind::DoNot if says(words, card) => heading,
        CardKind::DoNot
        | CardKind::Emergency
        | CardKind::Urgent
        | CardKind::Clinic
        | CardKind::Unsure
        | CardKind::Note
        | CardKind::Tip
        | CardKind::Warning => format!("{word}: {heading}"),
    }
}

/// The id of a card's heading.
#[must_use]
pub fn heading_id(id: &str) -> String {
    format!("{id}-h")
}

/// Where a card stands among others.
#[derive(Clone, Copy, Debug)]
pub struct Place<'a> {
    /// Its id.
    pub id: &'a str,
    /// The level of its heading.
    pub level: u8,
    /// The ids of the headings that name its landmark; `None` where another card of the page has that name.
    pub named_by: Option<&'a str>,
}

/// Opens a card: its element and its heading, up to where the heading's own words begin.
pub fn open(out: &mut String, site: &Site, words: &Words, card: &Card, place: Place<'_>) {
    let word = words.get(word_key(card.kind));
    let Place { id, level, named_by } = place;
    let named_by = named_by.map(|ids| format!(" aria-labelledby=\"{ids}\"")).unwrap_or_default();
    let heading_id = heading_id(id);
    out.push_str(&format!(
        "<section class=\"{}\" id=\"{id}\"{named_by}>\n<h{level} id=\"{heading_id}\">",
        class(card.kind)
    ));
    let named = !card.heading.is_empty();
    match card.kind {
        CardKind::Emergency | CardKind::Urgent | CardKind::Clinic | CardKind::Warning => {
            let name = icon(card.kind).unwrap_or_default();
            let tone = class(card.kind).rsplit(' ').next().unwrap_or_default();
            out.push_str(&format!("<span class=\"level {tone}\">{}{}", site.icon(name), escape(word)));
            out.push_str("<span class=\"unseen\">: </span></span> <span>");
        }
        CardKind::Unsure | CardKind::Note | CardKind::Tip if named => {
            out.push_str(&format!(
                "<span class=\"level\">{}<span class=\"unseen\">: </span></span> <span>",
                escape(word)
            ));
        }
        CardKind::Unsure | CardKind::Note | CardKind::Tip | CardKind::Do | CardKind::DoNot | CardKind::Key => {
            out.push_str("<span>");
            if !named {
                escape_into(out, word);
            } else if card.kind == CardKind::DoNot && !says(words, card) {
                // Without it "In the first week" and what follows would read as advice.
                escape_into(out, word);
                out.push_str(": ");
            }
        }
    }
}

/// Closes a card's heading.
pub fn close_heading(out: &mut String, level: u8) {
    out.push_str(&format!("</span></h{level}>\n"));
}

/// Closes a card. Below a care card stands the number its heading names, as a link that calls it.
pub fn close(out: &mut String, site: &Site, words: &Words, card: &Card) {
    if card.kind.is_care() {
        for (name, number) in &site.index.config.numbers {
            if card.heading.contains(&format!("{{{{{name}}}}}"))
                && let Some(href) = phone::link(&number.raw)
            {
                let label = words.fill("care.call", &[("number", &words.left_to_right(&number.raw))]);
                out.push_str(&format!("<p><a class=\"call\" href=\"{href}\">{}</a></p>\n", escape(&label)));
            }
        }
    }
    out.push_str("</section>\n");
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::span::Span;

    #[test]
    fn search_text_says_what_a_heading_does_not() {
        let words = Words::read("card: {unsure: Sources differ}\ncare: {book: Book a visit}\n").unwrap();
        let label = |kind, heading: &str| {
            label(&words, &Card { kind, heading: heading.to_owned(), span: Span::default(), event: 0, end: 0 })
        };
        assert_eq!(label(CardKind::Unsure, "Ice or heat"), "Sources differ: ");
        assert_eq!(label(CardKind::Clinic, "If it stays"), "Book a visit: ");
        assert_eq!(label(CardKind::Clinic, "Book a visit if:"), "");
    }
}

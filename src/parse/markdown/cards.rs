//! Turns the quotation that begins with a known marker (`[!EMERGENCY]`) into a card. What a card means is not decided
//! here.

use super::{Builder, count};
use crate::base::span::Span;
use crate::model::doc::{Card, CardKind, Event, Tag};

/// What the builder waits for at the start of a quotation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Quote {
    /// A quotation has begun: a paragraph may follow.
    Opened,
    /// Its first paragraph has begun: a marker may follow.
    Paragraph,
    /// It is a card and its heading is being read.
    Heading(u32),
}

/// The word of a card's marker: `!EMERGENCY`, in any case.
pub(super) fn card_word(label: &str) -> Option<&str> {
    let word = label.strip_prefix('!')?;
    let sound =
        !word.is_empty() && word.bytes().all(|byte| byte.is_ascii_alphabetic() || matches!(byte, b'-' | b'_' | b' '));
    sound.then_some(word)
}

impl Builder<'_> {
    /// Turns the quotation that has just begun into a card, when `span` is a known marker.
    pub(super) fn open_card(&mut self, span: Span) -> bool {
        let label = span.of(self.source).trim_start_matches('[').trim_end_matches(']');
        let Some(word) = card_word(label) else { return false };
        let known = word.to_ascii_uppercase().replace([' ', '_'], "-");
        let Some(kind) = CardKind::WORDS.iter().find(|(name, _)| *name == known).map(|(_, kind)| *kind) else {
            self.unknown_cards.push((word.to_owned(), span));
            return false;
        };
        // The quotation and its first paragraph are the last two events: they become the card and its heading.
        let number = count(self.document.cards.len());
        self.document.events.pop();
        let quote = self.document.events.pop();
        let whole = quote.map_or(span, |(_, span)| span);
        let event = count(self.document.events.len());
        self.document.cards.push(Card { kind, heading: String::new(), span, event, end: event });
        self.push(Event::Start(Tag::Card(number)), whole);
        self.push(Event::Start(Tag::CardHeading(number)), span);
        if let Some(open) = self.quotes.last_mut() {
            *open = Some(number);
        }
        self.expecting = Some(Quote::Heading(number));
        self.skipping = 1;
        true
    }
}

//! Running text of a body: what stands together in the file is one slice of it, with the inserts in it apart.

use std::ops::Range;

use super::cards::Quote;
use super::{Builder, Dialect};
use crate::base::span::Span;
use crate::model::doc::{Event, Str, Tag};
use crate::parse::insert::{self, Piece};

impl Builder<'_> {
    /// Joins running text that stands together in the file; other text goes straight through.
    pub(super) fn text(&mut self, text: &str, range: Range<usize>) {
        if !matches!(self.expecting, Some(Quote::Heading(_))) {
            self.expecting = None;
        }
        let opens_card =
            matches!(self.document.events.last(), Some((Event::Start(Tag::CardHeading(_)), _))) && self.text.is_none();
        if opens_card && let Some(words) = after_marker(text) {
            if words.is_empty() {
                return;
            }
            let start = range.start + (text.len() - words.len());
            return self.text(words, start..range.end);
        }
        if self.source.get(range.clone()) != Some(text) {
            self.flush();
            let text = self.document.own(text);
            return self.push(Event::Text(text), Span::new(range.start, range.end));
        }
        match &mut self.text {
            Some(open) if open.end == range.start => open.end = range.end,
            _ => {
                self.flush();
                self.text = Some(range);
            }
        }
    }

    /// Writes the running text, its inserts apart.
    pub(super) fn flush(&mut self) {
        let Some(range) = self.text.take() else { return };
        let text = self.source.get(range.clone()).unwrap_or_default();
        let plain = self.in_code || self.dialect == Dialect::CommonMark || !insert::may_hold(text);
        if plain {
            let span = Span::new(range.start, range.end);
            return self.push(Event::Text(Str::slice(span)), span);
        }
        let escaped =
            range.start > self.start && self.source.get(..range.start).is_some_and(|before| before.ends_with('\\'));
        for piece in insert::pieces(text, escaped) {
            let span = piece.span().shifted(range.start);
            match piece {
                Piece::Text(inner) => self.push(Event::Text(Str::slice(inner.shifted(range.start))), span),
                Piece::Insert { name, .. } => {
                    self.push(Event::Insert(Str::slice(name.shifted(range.start))), span);
                }
            }
        }
    }

    /// `text` as a slice when it stands as it is between `start` and `end`.
    pub(super) fn str(&mut self, text: &str, start: usize, end: usize) -> Str {
        let written = self.source.get(start..end).unwrap_or_default();
        match written.find(text) {
            Some(at) if !text.is_empty() => Str::slice(Span::new(start + at, start + at + text.len())),
            _ => self.document.own(text),
        }
    }
}

/// A card's heading without what stands between its marker and its words: a blank, and the sign for a card that folds
/// or the colon that authors know from elsewhere. `None` where nothing of the kind stands there.
fn after_marker(text: &str) -> Option<&str> {
    if text.starts_with(' ') {
        return Some(text.trim_start());
    }
    let words = text.strip_prefix(['-', '+', ':'])?;
    // `+44` begins a number, and `--` a dash that is meant.
    (!words.starts_with(|letter: char| letter.is_ascii_digit() || letter == '-')).then_some(words)
}

#[cfg(test)]
mod tests {
    use crate::parse::markdown::{Dialect, parse};

    #[test]
    fn a_sign_after_a_cards_marker_is_no_part_of_its_heading() {
        let heading = |text: &str| {
            let (document, _) = parse(&format!("> [!EMERGENCY]{text}\n> - a\n").into(), 0, Dialect::Soleus);
            document.cards.into_iter().map(|card| card.heading).collect::<Vec<_>>()
        };
        for text in ["- Call 999", "+ Call 999", ": Call 999", " - Call 999", "-Call 999", " Call 999"] {
            assert_eq!(heading(text), ["Call 999"], "{text}");
        }
        assert_eq!(heading(" +44 1632"), ["+44 1632"]);
        assert_eq!(heading("-"), [""]);
    }
}

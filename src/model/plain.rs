//! A body's events as a reader of plain text wants them: what each adds to a text, and the running text outside of code.
//! It keeps no places in lists or headings; who needs those walks the events.

use std::borrow::Cow;

use crate::base::span::Span;
use crate::model::doc::{Document, Event, Str, Tag};

/// What an event adds to plain text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Piece<'a> {
    /// Words, those of code within a line too.
    Words(&'a str),
    /// The end of a line, which reads as a blank.
    Blank,
    /// What `{{name}}` stands for.
    Insert(&'a str),
}

impl<'a> Piece<'a> {
    /// It as plain text in which an insert is kept as `{{name}}`.
    #[must_use]
    pub fn as_written(self) -> Cow<'a, str> {
        match self {
            Self::Words(words) => Cow::Borrowed(words),
            Self::Blank => Cow::Borrowed(" "),
            Self::Insert(name) => Cow::Owned(format!("{{{{{name}}}}}")),
        }
    }
}

impl Document {
    /// What an event of this document adds to plain text, if anything.
    #[must_use]
    pub fn piece<'a>(&'a self, event: &'a Event) -> Option<Piece<'a>> {
        match event {
            Event::Text(words) | Event::Code(words) => Some(Piece::Words(self.str(words))),
            Event::SoftBreak | Event::HardBreak => Some(Piece::Blank),
            Event::Insert(name) => Some(Piece::Insert(self.str(name))),
            Event::Start(_)
            | Event::End(_)
            | Event::Html(_)
            | Event::InlineHtml(_)
            | Event::Rule
            | Event::TaskMarker(_)
            | Event::FootnoteMark(_)
            | Event::Cite(_)
            | Event::Embed(_) => None,
        }
    }

    /// Whether words stand between the `Start` of `tag` at event `start` and its `End`.
    #[must_use]
    pub fn has_words(&self, start: usize, tag: &Tag) -> bool {
        let inside = self.events.iter().skip(start + 1).map(|(event, _)| event);
        let mut inside = inside.take_while(|event| !matches!(event, Event::End(end) if end == tag));
        inside.any(|event| match self.piece(event) {
            Some(Piece::Words(words)) => !words.trim().is_empty(),
            Some(Piece::Insert(_)) => true,
            Some(Piece::Blank) | None => false,
        })
    }

    /// The running text, piece by piece: all but code.
    pub fn prose(&self) -> impl Iterator<Item = Prose<'_>> {
        let (mut in_code, mut closed) = (false, 0_usize);
        self.events.iter().enumerate().filter_map(move |(event, (what, span))| {
            if let Event::Start(tag) = what {
                in_code |= matches!(tag, Tag::CodeBlock(_));
                closed += usize::from(is_closed(tag));
            }
            if let Event::End(tag) = what {
                in_code &= !matches!(tag, Tag::CodeBlock(_));
                closed = closed.saturating_sub(usize::from(is_closed(tag)));
            }
            let Event::Text(words) = what else { return None };
            (!in_code).then_some(Prose { event, words, span: *span, may_link: closed == 0 })
        })
    }
}

/// A piece of running text.
#[derive(Clone, Copy, Debug)]
pub struct Prose<'a> {
    /// Its number in [`Document::events`].
    pub event: usize,
    /// The words.
    pub words: &'a Str,
    /// Where it stands in the file.
    pub span: Span,
    /// Whether a word of it may become a link: it is in no link, picture or heading.
    pub may_link: bool,
}

/// Whether no word inside of an element becomes a link.
fn is_closed(tag: &Tag) -> bool {
    matches!(tag, Tag::Heading(_) | Tag::Link(_) | Tag::Image(_) | Tag::CardHeading(_) | Tag::TableHead)
}

#[cfg(test)]
mod tests {
    use crate::base::span::Span;
    use crate::model::doc::{Document, Event, Str, Tag};
    use crate::model::plain::Piece;

    fn words(text: &str) -> Event {
        Event::Text(Str::Owned(text.into()))
    }

    #[test]
    fn running_text_is_all_but_code_and_knows_where_words_may_be_linked() {
        let within = |tag: Tag, text| [Event::Start(tag.clone()), words(text), Event::End(tag)];
        let events = [
            within(Tag::Heading(0), "head").to_vec(),
            vec![words("one"), Event::Code(Str::Owned("two".into())), Event::SoftBreak],
            within(Tag::Link(0), "three").to_vec(),
            within(Tag::CodeBlock(None), "four").to_vec(),
            within(Tag::Strong, "five").to_vec(),
            vec![Event::Insert(Str::Owned("six".into()))],
        ];
        let events = events.concat().into_iter().map(|event| (event, Span::new(0, 0))).collect();
        let document = Document { events, ..Document::default() };
        let prose: Vec<(&str, bool)> =
            document.prose().map(|prose| (document.str(prose.words), prose.may_link)).collect();
        assert_eq!(prose, [("head", false), ("one", true), ("three", false), ("five", true)]);
        let pieces: Vec<Piece<'_>> = document.events.iter().filter_map(|(event, _)| document.piece(event)).collect();
        let [head, one, two, three, four, five] = ["head", "one", "two", "three", "four", "five"].map(Piece::Words);
        assert_eq!(pieces.last().unwrap().as_written(), "{{six}}");
        assert_eq!(pieces, [head, one, two, Piece::Blank, three, four, five, Piece::Insert("six")]);
    }
}

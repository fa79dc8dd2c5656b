//! A body's events as a reader of plain text wants them: what each adds to a text, and the running text outside of
//! code. It keeps no places in lists or headings; who needs those walks the events.

use std::borrow::Cow;

use crate::base::raw_html;
use crate::base::span::Span;
use crate::model::doc::{Document, Event, Str, Tag};

/// What an event adds to plain text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Piece<'a> {
    /// Words, those of code within a line too.
    Words(&'a str),
    /// The end of a line or a tag such as `<br>`, which reads as a blank.
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
            Event::InlineHtml(html) => raw_html::reads_as_blank(self.str(html)).then_some(Piece::Blank),
            Event::Start(_)
            | Event::End(_)
            | Event::Html(_)
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

/// Follows a body's events and knows what plain text must not say: what is struck out, and what an element of raw HTML
/// takes with it. Plain text cannot show that words are struck out, so a limit that no longer holds would be read as
/// one that does.
#[derive(Clone, Debug, Default)]
pub struct Unsaid {
    struck: usize,
    /// How many elements of raw HTML are open that strike out what they hold; the block they stand in ends them.
    struck_by_html: usize,
    /// An element of raw HTML that is left out with all it holds, while it is open.
    left_out: Option<String>,
}

impl Unsaid {
    /// Takes in the next event. Says whether what it holds is to be read.
    pub fn follow(&mut self, document: &Document, event: &Event) -> bool {
        match event {
            Event::Start(Tag::Strikethrough) => self.struck += 1,
            Event::End(Tag::Strikethrough) => self.struck = self.struck.saturating_sub(1),
            Event::End(Tag::Paragraph | Tag::Heading(_) | Tag::CardHeading(_) | Tag::Item | Tag::TableCell) => {
                self.struck_by_html = 0;
                self.left_out = None;
            }
            Event::InlineHtml(html) => self.follow_html(document.str(html)),
            _ => {}
        }
        self.struck == 0 && self.struck_by_html == 0 && self.left_out.is_none()
    }

    /// What the next event adds to plain text, if anything.
    pub fn piece<'a>(&mut self, document: &'a Document, event: &'a Event) -> Option<Piece<'a>> {
        let is_said = self.follow(document, event);
        document.piece(event).filter(|_| is_said)
    }

    fn follow_html(&mut self, html: &str) {
        match &self.left_out {
            Some(name) if raw_html::closes(html, name) => self.left_out = None,
            Some(_) => {}
            None => self.left_out = raw_html::opens_left_out(html),
        }
        if raw_html::opens_struck(html) {
            self.struck_by_html += 1;
        } else if raw_html::closes_struck(html) {
            self.struck_by_html = self.struck_by_html.saturating_sub(1);
        }
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
    use crate::model::plain::{Piece, Unsaid};

    /// Texts that a document keeps, as the texts of its events.
    fn kept<const COUNT: usize>(document: &mut Document, texts: [&str; COUNT]) -> [Str; COUNT] {
        texts.map(|text| document.own(text))
    }

    #[test]
    fn running_text_is_all_but_code_and_knows_where_words_may_be_linked() {
        let within = |tag: Tag, text| [Event::Start(tag), Event::Text(text), Event::End(tag)];
        let mut document = Document::default();
        let texts = ["head", "one", "two", "three", "four", "five", "six"];
        let [head, one, two, three, four, five, six] = kept(&mut document, texts);
        let events = [
            within(Tag::Heading(0), head).to_vec(),
            vec![Event::Text(one), Event::Code(two), Event::SoftBreak],
            within(Tag::Link(0), three).to_vec(),
            within(Tag::CodeBlock(None), four).to_vec(),
            within(Tag::Strong, five).to_vec(),
            vec![Event::Insert(six)],
        ];
        document.events = events.concat().into_iter().map(|event| (event, Span::new(0, 0))).collect();
        let prose: Vec<(&str, bool)> =
            document.prose().map(|prose| (document.str(prose.words), prose.may_link)).collect();
        assert_eq!(prose, [("head", false), ("one", true), ("three", false), ("five", true)]);
        let pieces: Vec<Piece<'_>> = document.events.iter().filter_map(|(event, _)| document.piece(event)).collect();
        let [head, one, two, three, four, five] = ["head", "one", "two", "three", "four", "five"].map(Piece::Words);
        assert_eq!(pieces.last().unwrap().as_written(), "{{six}}");
        assert_eq!(pieces, [head, one, two, Piece::Blank, three, four, five, Piece::Insert("six")]);
    }
    #[test]
    fn what_is_struck_out_or_left_out_is_not_said() {
        let mut document = Document::default();
        let texts = "a <s 30 s> <br/> b <b> c </b> <s> 40 </s> <script> x </script> d <del> 50 p e";
        let mut events: Vec<Event> = Vec::new();
        for text in texts.split(' ') {
            events.push(match text {
                "<s" => Event::Start(Tag::Strikethrough),
                "s>" => Event::End(Tag::Strikethrough),
                "p" => Event::End(Tag::Paragraph),
                html if html.starts_with('<') => Event::InlineHtml(document.own(html)),
                words => Event::Text(document.own(words)),
            });
        }
        let mut unsaid = Unsaid::default();
        let said: Vec<Piece<'_>> = events.iter().filter_map(|event| unsaid.piece(&document, event)).collect();
        let [a, b, c, d, e] = ["a", "b", "c", "d", "e"].map(Piece::Words);
        assert_eq!(said, [a, Piece::Blank, b, c, Piece::Blank, d, e]);
    }
}

//! What other pages may know of a page.
//!
//! The site's index is made from facts alone. An edit that leaves a page's facts as they were changes nothing but that
//! page: that is what makes the preview fast and right.

use crate::base::room::{fit, fit_text};
use crate::base::span::Span;
use crate::model::doc::CardKind;

/// Facts of one page that its front matter does not hold already.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Facts {
    /// Links to pages, in order, each with the sentence around it.
    pub mentions: Mentions,
    /// Ids of references that the body cites, each once, in order.
    pub cites: Vec<Box<str>>,
}

/// The links of a page to pages, in order. The sentences of all lie together: a large site has many, and each in memory
/// of its own would take three times as much.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Mentions {
    mentions: Vec<Mention>,
    parts: Vec<Part>,
    words: String,
}

/// A link to a page, as its target's "mentioned in" shows it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Mention {
    by: MentionedBy,
    /// The end of its sentence in the parts.
    end: u32,
}

/// What mentions a page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MentionedBy {
    /// A link, by number in the document.
    Link(u32),
    /// A transclusion, by number in the document.
    Embed(u32),
}

/// A part of a sentence.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SentencePart<'a> {
    /// Words as they are.
    Text(&'a str),
    /// The link itself, with its own words if it has any; inserts are kept as `{{name}}`.
    Here(Option<&'a str>),
    /// Another link without words of its own, by number in the document.
    Link(u32),
    /// An insert, by name.
    Insert(&'a str),
    /// The word of the card that the sentence stands in, where it turns the meaning of what it holds.
    CardWord(CardKind),
}

/// The same as it is kept: with the place of its words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Part {
    Text(Span),
    Here(Span),
    HereAlone,
    Link(u32),
    Insert(Span),
    CardWord(CardKind),
}

impl Mentions {
    /// Adds a part to the sentence of the next mention.
    pub fn push_part(&mut self, part: SentencePart<'_>) {
        let part = match part {
            SentencePart::Text(text) => Part::Text(self.keep(text)),
            SentencePart::Here(Some(words)) => Part::Here(self.keep(words)),
            SentencePart::Here(None) => Part::HereAlone,
            SentencePart::Link(number) => Part::Link(number),
            SentencePart::Insert(name) => Part::Insert(self.keep(name)),
            SentencePart::CardWord(kind) => Part::CardWord(kind),
        };
        self.parts.push(part);
    }

    /// Adds a mention, with the parts since the one before as its sentence.
    pub fn push(&mut self, by: MentionedBy) {
        self.mentions.push(Mention { by, end: u32::try_from(self.parts.len()).unwrap_or(u32::MAX) });
    }

    /// Gives back the room to spare.
    pub fn shrink(&mut self) {
        fit(&mut self.mentions);
        fit(&mut self.parts);
        fit_text(&mut self.words);
    }

    /// What mentions pages, in order.
    pub fn all(&self) -> impl Iterator<Item = MentionedBy> {
        self.mentions.iter().map(|mention| mention.by)
    }

    /// The parts of a mention's sentence, by its number; none for a transclusion, or a link in a sentence of thousands.
    pub fn sentence(&self, number: u32) -> impl Iterator<Item = SentencePart<'_>> {
        let end = |mention: &Mention| mention.end as usize;
        let from = number.checked_sub(1).and_then(|before| self.mentions.get(before as usize)).map_or(0, end);
        let to = self.mentions.get(number as usize).map_or(0, end);
        self.parts.get(from..to).unwrap_or_default().iter().map(|part| match part {
            Part::Text(span) => SentencePart::Text(span.of(&self.words)),
            Part::Here(span) => SentencePart::Here(Some(span.of(&self.words))),
            Part::HereAlone => SentencePart::Here(None),
            Part::Link(number) => SentencePart::Link(*number),
            Part::Insert(span) => SentencePart::Insert(span.of(&self.words)),
            Part::CardWord(kind) => SentencePart::CardWord(*kind),
        })
    }

    fn keep(&mut self, words: &str) -> Span {
        let from = self.words.len();
        self.words.push_str(words);
        Span::new(from, self.words.len())
    }
}

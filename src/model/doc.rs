//! A page's body as a flat list of events, each with its place.
//!
//! Texts are slices of the file where they can be, so that a document costs little more than its source. Links,
//! citations, headings and transclusions are listed apart and pointed at by number: the resolver gives each a target
//! without touching the events.

use std::num::NonZeroU32;
use std::sync::Arc;

use crate::base::room::fit;
use crate::base::span::Span;
use crate::model::decision::Urgency;

/// A text in a document: a slice of the file, or text that differs from it (an entity, an escaped character), which the
/// document keeps.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Str(Span);

impl Str {
    /// Where a slice of the file can begin least of all, as no file is that large: what is kept has its number as its
    /// end.
    const KEPT: u32 = u32::MAX;

    /// The bytes of the file.
    #[must_use]
    pub fn slice(span: Span) -> Self {
        Self(span)
    }

    /// Where it stands in the file, when it does.
    #[must_use]
    pub fn in_file(self) -> Option<Span> {
        (self.0.start != Self::KEPT).then_some(self.0)
    }
}

/// A number that takes no more room where there may be none. All but the greatest are told apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Number(NonZeroU32);

impl Number {
    /// This number.
    #[must_use]
    pub fn new(number: u32) -> Self {
        Self(NonZeroU32::MIN.saturating_add(number))
    }

    /// The number.
    #[must_use]
    pub fn get(self) -> u32 {
        self.0.get() - 1
    }
}

/// What stands in a body. `Start` and `End` are always in pairs. A large site keeps millions, so each takes twelve
/// bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Event {
    /// A block or inline element begins.
    Start(Tag),
    /// The same element ends.
    End(Tag),
    /// Running text.
    Text(Str),
    /// Code within a line.
    Code(Str),
    /// Lines of raw HTML.
    Html(Str),
    /// Raw HTML within a line.
    InlineHtml(Str),
    /// A line break that reads as a blank.
    SoftBreak,
    /// A line break that stays.
    HardBreak,
    /// A rule across the page.
    Rule,
    /// The box of a task list's item, ticked or not.
    TaskMarker(bool),
    /// A mark that leads to a footnote.
    FootnoteMark(Str),
    /// `{{name}}`.
    Insert(Str),
    /// `[@key]`, by number in [`Document::cites`].
    Cite(u32),
    /// `![[page]]`, by number in [`Document::embeds`].
    Embed(u32),
}

/// An element with content.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tag {
    /// A paragraph.
    Paragraph,
    /// A heading, by number in [`Document::headings`].
    Heading(u32),
    /// A quotation.
    BlockQuote,
    /// A care card or callout, by number in [`Document::cards`].
    Card(u32),
    /// The heading of a card.
    CardHeading(u32),
    /// A block of code with its info string, by number in [`Document::texts`], or an indented one without.
    CodeBlock(Option<Number>),
    /// Lines of raw HTML.
    HtmlBlock,
    /// A list; ordered ones have the first number.
    List(Option<Number>),
    /// One item of a list.
    Item,
    /// The text of a footnote, whose name has this number in [`Document::texts`].
    Footnote(u32),
    /// A table, by number in [`Document::tables`].
    Table(u32),
    /// The head row of a table.
    TableHead,
    /// A row of a table.
    TableRow,
    /// A cell of a table.
    TableCell,
    /// Emphasis.
    Emphasis,
    /// Strong emphasis.
    Strong,
    /// Struck-out text.
    Strikethrough,
    /// A link, by number in [`Document::links`].
    Link(u32),
    /// A picture, by number in [`Document::links`]; its content is the text in its place.
    Image(u32),
}

/// How a table's column is set.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Alignment {
    /// As the language has it.
    None,
    /// To the left.
    Left,
    /// In the middle.
    Center,
    /// To the right.
    Right,
}

/// A body.
#[derive(Clone, Debug, Default)]
pub struct Document {
    /// The whole file, front matter included: spans count in it.
    pub source: Arc<str>,
    /// Where the body begins in it.
    pub start: u32,
    /// The events, each with its place.
    pub events: Vec<(Event, Span)>,
    /// Links and pictures.
    pub links: Vec<Link>,
    /// Groups of citations.
    pub cites: Vec<CiteGroup>,
    /// Transclusions.
    pub embeds: Vec<Embed>,
    /// Headings, in order.
    pub headings: Vec<Heading>,
    /// Care cards and callouts, in order.
    pub cards: Vec<Card>,
    /// Texts that the file does not have as they are.
    pub texts: Vec<Box<str>>,
    /// The alignment of the columns of each table.
    pub tables: Vec<Box<[Alignment]>>,
    /// Where the definitions of links stand that a link uses (`[name]: /address/`).
    pub definitions: Vec<Span>,
}

impl Document {
    /// Gives back the room that its lists have to spare: a large site keeps many documents, and a list that grew, or
    /// holds one thing, has as much again and more.
    pub fn shrink(&mut self) {
        fit(&mut self.events);
        fit(&mut self.links);
        self.cites.iter_mut().for_each(|group| fit(&mut group.items));
        fit(&mut self.cites);
        fit(&mut self.embeds);
        fit(&mut self.headings);
        fit(&mut self.cards);
        fit(&mut self.texts);
        fit(&mut self.tables);
        fit(&mut self.definitions);
    }

    /// Keeps a text that the file does not have as it is, and gives its number.
    pub fn keep(&mut self, text: &str) -> u32 {
        self.texts.push(text.into());
        u32::try_from(self.texts.len() - 1).unwrap_or(u32::MAX)
    }

    /// Keeps a text that stands in running text.
    pub fn own(&mut self, text: &str) -> Str {
        Str(Span { start: Str::KEPT, end: self.keep(text) })
    }

    /// The text that `text` stands for.
    #[must_use]
    pub fn str(&self, text: &Str) -> &str {
        match text.in_file() {
            Some(span) => span.of(&self.source),
            None => self.text(text.0.end),
        }
    }

    /// The text that is kept under a number.
    #[must_use]
    pub fn text(&self, number: u32) -> &str {
        self.texts.get(number as usize).map_or("", AsRef::as_ref)
    }
}

/// How a link is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LinkForm {
    /// `[[page]]`.
    Wiki,
    /// `[text](target)` and its reference forms.
    Markdown,
    /// `<https://…>`.
    Auto,
    /// `<name@host>`.
    Email,
}

/// A link or picture as written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Link {
    /// How it is written.
    pub form: LinkForm,
    /// The target as written, without its fragment for links within the site.
    pub target: String,
    /// What stands after `#`, for links within the site.
    pub fragment: Option<String>,
    /// The title in quotes, empty when there is none.
    pub title: String,
    /// Whether it has a text of its own (`[[page|text]]`).
    pub has_text: bool,
    /// Whether it is a picture.
    pub is_picture: bool,
    /// The whole link.
    pub span: Span,
}

/// `[@a, p. 75; @b]`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CiteGroup {
    /// What is cited, in the order written.
    pub items: Vec<CiteItem>,
    /// The whole group.
    pub span: Span,
}

/// One citation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CiteItem {
    /// The reference's id.
    pub key: String,
    /// Where in the source: `p. 75`.
    pub locator: Option<String>,
}

/// `![[page#heading]]`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Embed {
    /// The page, as a link names it; empty for this page.
    pub target: String,
    /// A heading's id or text.
    pub fragment: Option<String>,
    /// Whether it stands alone in its paragraph, as it must.
    pub alone: bool,
    /// The whole transclusion.
    pub span: Span,
}

/// A heading.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Heading {
    /// 1–6 as written.
    pub level: u8,
    /// Its id, unique on the page.
    pub id: String,
    /// Whether the author gave the id with `{#id}`.
    pub own_id: bool,
    /// Its text without markup.
    pub text: String,
    /// The whole heading.
    pub span: Span,
    /// Its `Start` in the events.
    pub event: u32,
}

/// A care card or callout.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Card {
    /// Which.
    pub kind: CardKind,
    /// Its heading without markup; inserts are kept as `{{name}}`.
    pub heading: String,
    /// The marker.
    pub span: Span,
    /// Its `Start` in the events.
    pub event: u32,
    /// Its `End` in the events.
    pub end: u32,
}

/// The markers of cards.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum CardKind {
    /// Call the emergency number now.
    Emergency,
    /// Get help the same day.
    Urgent,
    /// Book a visit.
    Clinic,
    /// What to do.
    Do,
    /// What not to do.
    DoNot,
    /// The page in a few sentences.
    Key,
    /// Where sources disagree, with what the clinic advises.
    Unsure,
    /// A remark.
    Note,
    /// A tip.
    Tip,
    /// A warning that is no care level.
    Warning,
}

impl CardKind {
    /// All markers with their words.
    pub const WORDS: [(&'static str, Self); 10] = [
        ("EMERGENCY", Self::Emergency),
        ("URGENT", Self::Urgent),
        ("CLINIC", Self::Clinic),
        ("DO", Self::Do),
        ("DO-NOT", Self::DoNot),
        ("KEY", Self::Key),
        ("UNSURE", Self::Unsure),
        ("NOTE", Self::Note),
        ("TIP", Self::Tip),
        ("WARNING", Self::Warning),
    ];

    /// The marker's word.
    #[must_use]
    pub fn word(self) -> &'static str {
        Self::WORDS.iter().find(|(_, kind)| *kind == self).map_or("", |(word, _)| word)
    }

    /// How soon to get help, of a card that names a level of care.
    #[must_use]
    pub fn urgency(self) -> Option<Urgency> {
        match self {
            Self::Emergency => Some(Urgency::Emergency),
            Self::Urgent => Some(Urgency::Urgent),
            Self::Clinic => Some(Urgency::Book),
            Self::Do | Self::DoNot | Self::Key | Self::Unsure | Self::Note | Self::Tip | Self::Warning => None,
        }
    }

    /// Whether it names a level of care.
    #[must_use]
    pub fn is_care(self) -> bool {
        self.urgency().is_some()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_event_with_its_place_takes_twenty_bytes() {
        assert_eq!(size_of::<(Event, Span)>(), 20);
        assert_eq!([0, 1, 999_999_999].map(|number| Number::new(number).get()), [0, 1, 999_999_999]);
    }

    #[test]
    fn a_text_is_a_slice_or_kept() {
        let mut document = Document { source: "calf strain".into(), ..Document::default() };
        let (slice, own) = (Str::slice(Span::new(5, 11)), document.own("& more"));
        assert_eq!((document.str(&slice), slice.in_file()), ("strain", Some(Span::new(5, 11))));
        assert_eq!((document.str(&own), own.in_file()), ("& more", None));
    }
}

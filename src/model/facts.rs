//! What other pages may know of a page.
//!
//! The site's index is made from facts alone. An edit that leaves a page's facts as they were changes nothing but that
//! page: that is what makes the preview fast and right.

use crate::model::doc::CardKind;

/// Facts of one page that its front matter does not hold already.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Facts {
    /// Heading ids with their texts and levels, in order.
    pub headings: Vec<(String, String, u8)>,
    /// Links to pages, in order, each with the sentence around it.
    pub mentions: Vec<Mention>,
    /// Ids of references that the body cites, each once, in order.
    pub cites: Vec<String>,
    /// Transclusions: target and fragment.
    pub embeds: Vec<(String, Option<String>)>,
}

/// A link to a page, as its target's "mentioned in" shows it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mention {
    /// Number of the link in the document, or of the embed.
    pub link: MentionedBy,
    /// The sentence around it.
    pub sentence: Vec<SentencePart>,
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
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SentencePart {
    /// Words as they are.
    Text(String),
    /// The link itself, with its own words if it has any; inserts are kept as `{{name}}`.
    Here(Option<String>),
    /// Another link without words of its own, by number in the document.
    Link(u32),
    /// An insert, by name.
    Insert(String),
    /// The word of the card that the sentence stands in, where it turns the meaning of what it holds.
    CardWord(CardKind),
}

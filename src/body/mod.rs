//! Documents become HTML fragments, with their references, contents and text by section.
//!
//! The writer puts in what other pages say (titles, citations, glossary links, transclusions) and nothing that a
//! template could put in. It reports no problems: those were found when the page was bound and checked.

pub mod cards;
pub mod drawings;
pub mod language;
pub mod parts;
pub mod passages;
pub mod phases;
pub mod pictures;
pub mod plain;
pub mod references;
pub mod sentence;
pub mod writer;

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::base::address::Address;
use crate::base::font::Faces;
use crate::base::path::SitePath;
use crate::base::quoting::Quoting;
use crate::cite::format::FormattedReference;
use crate::model::page::PageId;
use crate::picture::Picture;
use crate::resolve::{Bound, Graph, Index};
use drawings::Drawings;
use passages::Passages;
use references::References;

/// A site whose names are all resolved: what the writer and the views look things up in.
#[derive(Clone, Debug)]
pub struct Site {
    /// All pages and ways to find them.
    pub index: Index,
    /// Each page's targets, indexed by page.
    pub bounds: Vec<Bound>,
    /// Links turned round.
    pub graph: Graph,
    /// Small pictures as SVG, by name.
    pub icons: Arc<BTreeMap<String, String>>,
    /// Each reference as it is printed, by its page.
    pub citations: BTreeMap<PageId, FormattedReference>,
    /// Styles and fonts as they are published, by the name they have in `theme/`.
    pub assets: BTreeMap<String, Asset>,
    /// The files of the search: the index of each language and the parts that it names.
    pub search: BTreeMap<Address, Quoting>,
    /// The bytes of files beside pages.
    pub file_bytes: BTreeMap<SitePath, Arc<[u8]>>,
    /// What was drawn.
    pub drawings: Drawings,
    /// The pictures among those files, by their addresses.
    pub pictures: BTreeMap<Address, Picture>,
    /// The fonts for paper: a text with a letter that they lack cannot be printed.
    pub paper_fonts: Faces,
}

/// The name of the style sheet of all pages. Others by it are for some pages.
pub const STYLE: &str = "site.css";

/// A file of the theme as it is published: its address holds a part of its digest, so that it may be kept for ever.
#[derive(Clone, Debug)]
pub struct Asset {
    /// Where it is published.
    pub address: Address,
    /// Its bytes.
    pub bytes: Arc<[u8]>,
    /// Whether every page needs it for its first line of text: a font that `tokens.css` names.
    pub early: bool,
}

/// A body, written.
#[derive(Clone, Debug, Default)]
pub struct Written {
    /// The body in pieces: HTML, and the cards that a template makes.
    pub pieces: Vec<Piece>,
    /// The references cited so far, numbered as the reader meets them.
    pub references: References,
    /// Headings: level, id, text.
    pub contents: Vec<(u8, String, String)>,
    /// The text under each heading, where it is gathered for search: the first has no heading.
    pub sections: Vec<SectionText>,
    /// The page's own cards as they are written: number in its document, and id.
    pub cards: Vec<(u32, String)>,
}

/// A piece of a body.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Piece {
    /// HTML, ready to print.
    Html(String),
    /// A transcluded page that has a card of its own: an exercise, a decision or a programme. The number is the level
    /// of heading that the card may begin with.
    Card(PageId, u8),
}

/// The text of one section of a page.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SectionText {
    /// The heading's id; empty for the text before the first heading.
    pub id: String,
    /// The heading's text.
    pub heading: String,
    /// The section's text without markup, a line a sentence.
    pub text: Passages,
    /// The parts of the text, in bytes, that stand in emergency and urgent cards.
    pub care: Vec<std::ops::Range<usize>>,
}

impl Site {
    /// The link from one page to another.
    #[must_use]
    pub fn link(&self, from: &Address, to: &Address) -> String {
        from.link_to(to, self.index.options.links)
    }

    /// A small picture as SVG; empty when the theme has none of this name.
    #[must_use]
    pub fn icon(&self, name: &str) -> &str {
        self.icons.get(name).map_or("", String::as_str)
    }
}

//! A document's running text, block by block, without markup: for reading grades, search and word checks.

use crate::base::raw_html;
use crate::base::span::Span;
use crate::model::doc::{Document, Event, Tag};
use crate::model::plain::Unsaid;
use crate::resolve::Index;

/// The text of one block.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Block {
    /// The words.
    pub text: String,
    /// Where the block stands.
    pub span: Span,
    /// What it is.
    pub kind: BlockKind,
    /// Whether a citation stands in it.
    pub cited: bool,
}

/// What a block of text is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BlockKind {
    /// A paragraph.
    Paragraph,
    /// An item of a list.
    Item,
    /// A heading of the page or of a card.
    Heading,
    /// A cell of a table.
    Cell,
}

/// The blocks of a document in order, inserts filled in. Code, raw HTML and what is struck out are left out.
#[must_use]
pub fn blocks(document: &Document, index: &Index) -> Vec<Block> {
    let mut blocks = Vec::new();
    let mut open: Vec<Block> = Vec::new();
    let mut in_code = false;
    let mut unsaid = Unsaid::default();
    for (event, span) in &document.events {
        let is_said = unsaid.follow(document, event);
        match event {
            Event::Start(tag) => match kind_of(tag) {
                Some(kind) => open.push(Block { text: String::new(), span: *span, kind, cited: false }),
                None => in_code |= matches!(tag, Tag::CodeBlock(_)),
            },
            Event::End(tag) => match kind_of(tag) {
                Some(_) => blocks.extend(open.pop().filter(|block| !block.text.trim().is_empty())),
                None => in_code &= !matches!(tag, Tag::CodeBlock(_)),
            },
            Event::Text(words) | Event::Code(words) if is_said && !in_code => push(&mut open, document.str(words)),
            Event::Insert(name) if is_said => {
                let name = document.str(name);
                push(&mut open, &index.insert(name).unwrap_or_default());
            }
            Event::SoftBreak | Event::HardBreak => push(&mut open, " "),
            Event::InlineHtml(html) if raw_html::reads_as_blank(document.str(html)) => push(&mut open, " "),
            Event::Cite(_) | Event::FootnoteMark(_) => open.iter_mut().for_each(|block| block.cited = true),
            Event::Text(_)
            | Event::Code(_)
            | Event::Insert(_)
            | Event::Html(_)
            | Event::InlineHtml(_)
            | Event::Rule
            | Event::TaskMarker(_)
            | Event::Embed(_) => {}
        }
    }
    blocks
}

fn push(open: &mut [Block], words: &str) {
    if let Some(block) = open.last_mut() {
        block.text.push_str(words);
    }
}

fn kind_of(tag: &Tag) -> Option<BlockKind> {
    match tag {
        Tag::Paragraph => Some(BlockKind::Paragraph),
        Tag::Item => Some(BlockKind::Item),
        Tag::Heading(_) | Tag::CardHeading(_) => Some(BlockKind::Heading),
        Tag::TableCell => Some(BlockKind::Cell),
        Tag::BlockQuote
        | Tag::Card(_)
        | Tag::CodeBlock(_)
        | Tag::HtmlBlock
        | Tag::List(_)
        | Tag::Footnote(_)
        | Tag::Table(_)
        | Tag::TableHead
        | Tag::TableRow
        | Tag::Emphasis
        | Tag::Strong
        | Tag::Strikethrough
        | Tag::Link(_)
        | Tag::Image(_) => None,
    }
}

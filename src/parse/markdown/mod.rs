//! Reads a Markdown body into a document: the library's events become ours. This is the only file that names
//! `pulldown_cmark`; what cards, links and running text become stands beside it.
//!
//! CommonMark and the table, footnote, task-list, strikethrough and wikilink extensions come from the library. What is
//! ours rides on its own grammar, so that escapes and code keep their meaning: `[@key]` and `[!CARD]` are link labels
//! without a definition, which the library asks us about; `{{insert}}` is found in running text.

mod cards;
mod links;
mod text;

use std::collections::BTreeSet;
use std::ops::Range;
use std::sync::Arc;

use pulldown_cmark as cmark;
use pulldown_cmark::{BrokenLink, CowStr, LinkType, Options, Parser};

use super::{cite_syntax, heading_ids};
use crate::base::slug;
use crate::base::span::Span;
use crate::model::doc::{Alignment, Document, Event, Heading, LinkForm, Number, Tag};
use cards::{Quote, card_word};
use links::Written;

/// Which Markdown is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum Dialect {
    /// CommonMark with our extensions.
    #[default]
    Soleus,
    /// CommonMark as its specification has it.
    CommonMark,
}

/// A card's marker that is not known: its word and its place.
pub type UnknownCard = (String, Span);

/// Reads the body of `source` that begins at byte `start`. Gives the document and the card markers it does not know.
#[must_use]
pub fn parse(source: &Arc<str>, start: usize, dialect: Dialect) -> (Document, Vec<UnknownCard>) {
    let body = source.get(start..).unwrap_or_default();
    let options = match dialect {
        Dialect::Soleus => {
            Options::ENABLE_TABLES
                | Options::ENABLE_FOOTNOTES
                | Options::ENABLE_TASKLISTS
                | Options::ENABLE_STRIKETHROUGH
                | Options::ENABLE_HEADING_ATTRIBUTES
                | Options::ENABLE_WIKILINKS
        }
        Dialect::CommonMark => Options::empty(),
    };
    let ours = |link: BrokenLink<'_>| claim_label(&link, dialect);
    let parser = Parser::new_with_broken_link_callback(body, options, Some(ours));
    let mut builder = Builder::new(source, start, dialect);
    let events = parser.into_offset_iter();
    let definitions: Vec<(String, Range<usize>)> =
        events.reference_definitions().iter().map(|(name, found)| (folded(name), found.span.clone())).collect();
    let mut used = BTreeSet::new();
    for (event, range) in events {
        used.extend(used_definition(&event).filter(|_| !definitions.is_empty()));
        builder.event(event, range.start + start..range.end + start);
    }
    let used = definitions.into_iter().filter(|(name, _)| used.contains(name));
    builder.document.definitions = used.map(|(_, span)| Span::new(span.start + start, span.end + start)).collect();
    builder.document.definitions.sort_unstable_by_key(|span| span.start);
    builder.finish()
}

/// The name of the definition that a link or a picture takes its target from.
fn used_definition(event: &cmark::Event<'_>) -> Option<String> {
    match event {
        cmark::Event::Start(cmark::Tag::Link { link_type, id, .. } | cmark::Tag::Image { link_type, id, .. })
            if matches!(link_type, LinkType::Reference | LinkType::Collapsed | LinkType::Shortcut) =>
        {
            Some(folded(id))
        }
        _ => None,
    }
}

/// A label as CommonMark compares it: without regard to case and to how wide a blank is.
fn folded(label: &str) -> String {
    label.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase()
}

/// Claims `[@key]` and `[!CARD]`, which have no definition.
fn claim_label<'a>(link: &BrokenLink<'_>, dialect: Dialect) -> Option<(CowStr<'a>, CowStr<'a>)> {
    let shortcut = matches!(link.link_type, LinkType::Shortcut);
    let label: &str = &link.reference;
    let ours =
        dialect == Dialect::Soleus && shortcut && (cite_syntax::is_citation(label) || card_word(label).is_some());
    ours.then_some((CowStr::Borrowed("soleus:"), CowStr::Borrowed("")))
}

struct Builder<'a> {
    source: &'a str,
    start: usize,
    dialect: Dialect,
    document: Document,
    unknown_cards: Vec<UnknownCard>,
    /// Running text that has not been written yet, as a slice of the source.
    text: Option<Range<usize>>,
    /// Open quotations, each a card (its number) or not.
    quotes: Vec<Option<u32>>,
    expecting: Option<Quote>,
    /// Open links and pictures, by number.
    links: Vec<u32>,
    /// How many events of a claimed label are still to be passed over.
    skipping: usize,
    in_code: bool,
    open_headings: Vec<u32>,
    tables: Vec<u32>,
    lists: Vec<Option<Number>>,
    code_infos: Vec<Option<Number>>,
    footnotes: Vec<u32>,
}

impl<'a> Builder<'a> {
    fn new(source: &'a Arc<str>, start: usize, dialect: Dialect) -> Self {
        let document =
            Document { source: Arc::clone(source), start: Span::new(start, start).start, ..Document::default() };
        Self {
            source,
            start,
            dialect,
            document,
            unknown_cards: Vec::new(),
            text: None,
            quotes: Vec::new(),
            expecting: None,
            links: Vec::new(),
            skipping: 0,
            in_code: false,
            open_headings: Vec::new(),
            tables: Vec::new(),
            lists: Vec::new(),
            code_infos: Vec::new(),
            footnotes: Vec::new(),
        }
    }

    fn finish(mut self) -> (Document, Vec<UnknownCard>) {
        self.flush();
        heading_ids::assign(&mut self.document);
        self.document.shrink();
        (self.document, self.unknown_cards)
    }

    fn event(&mut self, event: cmark::Event<'_>, range: Range<usize>) {
        if self.skipping > 0 {
            match event {
                cmark::Event::Start(_) => self.skipping += 1,
                cmark::Event::End(_) => self.skipping -= 1,
                _ => {}
            }
            return;
        }
        if let cmark::Event::Text(text) = &event {
            return self.text(text, range);
        }
        self.flush();
        let span = Span::new(range.start, range.end);
        if self.card_event(&event, span) {
            return;
        }
        match event {
            cmark::Event::Start(tag) => self.open(tag, range),
            cmark::Event::End(tag) => self.close(tag, span),
            cmark::Event::Text(_) => {}
            cmark::Event::Code(text) => {
                let text = self.str(&text, range.start, range.end);
                self.push(Event::Code(text), span);
            }
            cmark::Event::Html(text) => {
                let text = self.str(&text, range.start, range.end);
                self.push(Event::Html(text), span);
            }
            cmark::Event::InlineHtml(text) => {
                let text = self.str(&text, range.start, range.end);
                self.push(Event::InlineHtml(text), span);
            }
            cmark::Event::FootnoteReference(name) => {
                let name = self.document.own(&name);
                self.push(Event::FootnoteMark(name), span);
            }
            cmark::Event::SoftBreak => self.push(Event::SoftBreak, span),
            cmark::Event::HardBreak => self.push(Event::HardBreak, span),
            cmark::Event::Rule => self.push(Event::Rule, span),
            cmark::Event::TaskListMarker(ticked) => self.push(Event::TaskMarker(ticked), span),
            cmark::Event::InlineMath(_) | cmark::Event::DisplayMath(_) => {}
        }
    }

    /// Follows a quotation's first events to see whether it is a card. Says whether the event is used up.
    fn card_event(&mut self, event: &cmark::Event<'_>, span: Span) -> bool {
        use cmark::Event as E;
        match (self.expecting, event) {
            (Some(Quote::Opened), E::Start(cmark::Tag::Paragraph)) => {
                self.expecting = Some(Quote::Paragraph);
                false
            }
            (Some(Quote::Paragraph), E::Start(cmark::Tag::Link { link_type: LinkType::ShortcutUnknown, .. })) => {
                self.expecting = None;
                self.open_card(span)
            }
            (Some(Quote::Heading(card)), E::SoftBreak | E::HardBreak) => {
                self.expecting = None;
                self.push(Event::End(Tag::CardHeading(card)), span);
                self.push(Event::Start(Tag::Paragraph), span);
                true
            }
            (Some(Quote::Heading(card)), E::End(cmark::TagEnd::Paragraph)) => {
                self.expecting = None;
                self.push(Event::End(Tag::CardHeading(card)), span);
                true
            }
            (Some(Quote::Heading(_)), _) => false,
            _ => {
                self.expecting = None;
                false
            }
        }
    }

    fn open(&mut self, tag: cmark::Tag<'_>, range: Range<usize>) {
        let span = Span::new(range.start, range.end);
        let tag = match tag {
            cmark::Tag::Paragraph => Tag::Paragraph,
            cmark::Tag::Heading { level, id, .. } => {
                let number = count(self.document.headings.len());
                self.document.headings.push(Heading {
                    level: level as u8,
                    id: id.as_deref().map(slug::heading).unwrap_or_default(),
                    own_id: id.is_some(),
                    text: String::new(),
                    span,
                    event: count(self.document.events.len()),
                });
                self.open_headings.push(number);
                Tag::Heading(number)
            }
            cmark::Tag::BlockQuote(_) => {
                self.quotes.push(None);
                if self.dialect == Dialect::Soleus {
                    self.expecting = Some(Quote::Opened);
                }
                Tag::BlockQuote
            }
            cmark::Tag::CodeBlock(kind) => {
                self.in_code = true;
                let info = match kind {
                    cmark::CodeBlockKind::Fenced(info) => Some(Number::new(self.document.keep(&info))),
                    cmark::CodeBlockKind::Indented => None,
                };
                self.code_infos.push(info);
                Tag::CodeBlock(info)
            }
            cmark::Tag::HtmlBlock => Tag::HtmlBlock,
            cmark::Tag::List(first) => {
                // Markdown reads numbers of nine digits at most.
                let first = first.map(|first| Number::new(u32::try_from(first).unwrap_or(u32::MAX)));
                self.lists.push(first);
                Tag::List(first)
            }
            cmark::Tag::Item => Tag::Item,
            cmark::Tag::FootnoteDefinition(name) => {
                let name = self.document.keep(&name);
                self.footnotes.push(name);
                Tag::Footnote(name)
            }
            cmark::Tag::Table(columns) => {
                let number = count(self.document.tables.len());
                self.document.tables.push(columns.iter().map(alignment).collect());
                self.tables.push(number);
                Tag::Table(number)
            }
            cmark::Tag::TableHead => Tag::TableHead,
            cmark::Tag::TableRow => Tag::TableRow,
            cmark::Tag::TableCell => Tag::TableCell,
            cmark::Tag::Emphasis => Tag::Emphasis,
            cmark::Tag::Strong => Tag::Strong,
            cmark::Tag::Strikethrough => Tag::Strikethrough,
            cmark::Tag::Link { link_type: LinkType::ShortcutUnknown, .. } => return self.claimed_label(span),
            cmark::Tag::Link { link_type, dest_url, title, .. } => {
                return self.open_link(&written(link_type, &dest_url, &title), span);
            }
            cmark::Tag::Image { link_type, dest_url, title, .. } => {
                return self.open_image(&written(link_type, &dest_url, &title), span);
            }
            cmark::Tag::DefinitionList
            | cmark::Tag::DefinitionListTitle
            | cmark::Tag::DefinitionListDefinition
            | cmark::Tag::Superscript
            | cmark::Tag::Subscript
            | cmark::Tag::MetadataBlock(_) => return,
        };
        self.push(Event::Start(tag), span);
    }

    fn close(&mut self, tag: cmark::TagEnd, span: Span) {
        let tag = match tag {
            cmark::TagEnd::Paragraph => Some(Tag::Paragraph),
            cmark::TagEnd::Heading(_) => self.open_headings.pop().map(Tag::Heading),
            cmark::TagEnd::BlockQuote(_) => Some(match self.quotes.pop().flatten() {
                Some(number) => {
                    let end = count(self.document.events.len());
                    if let Some(card) = self.document.cards.get_mut(number as usize) {
                        card.end = end;
                    }
                    Tag::Card(number)
                }
                None => Tag::BlockQuote,
            }),
            cmark::TagEnd::CodeBlock => {
                self.in_code = false;
                self.code_infos.pop().map(Tag::CodeBlock)
            }
            cmark::TagEnd::HtmlBlock => Some(Tag::HtmlBlock),
            cmark::TagEnd::List(_) => self.lists.pop().map(Tag::List),
            cmark::TagEnd::Item => Some(Tag::Item),
            cmark::TagEnd::FootnoteDefinition => self.footnotes.pop().map(Tag::Footnote),
            cmark::TagEnd::Table => self.tables.pop().map(Tag::Table),
            cmark::TagEnd::TableHead => Some(Tag::TableHead),
            cmark::TagEnd::TableRow => Some(Tag::TableRow),
            cmark::TagEnd::TableCell => Some(Tag::TableCell),
            cmark::TagEnd::Emphasis => Some(Tag::Emphasis),
            cmark::TagEnd::Strong => Some(Tag::Strong),
            cmark::TagEnd::Strikethrough => Some(Tag::Strikethrough),
            cmark::TagEnd::Link => self.links.pop().map(|number| self.end_link(number)),
            cmark::TagEnd::Image => self.links.pop().map(Tag::Image),
            cmark::TagEnd::DefinitionList
            | cmark::TagEnd::DefinitionListTitle
            | cmark::TagEnd::DefinitionListDefinition
            | cmark::TagEnd::Superscript
            | cmark::TagEnd::Subscript
            | cmark::TagEnd::MetadataBlock(_) => None,
        };
        if let Some(tag) = tag {
            self.push(Event::End(tag), span);
        }
    }

    fn push(&mut self, event: Event, span: Span) {
        self.document.events.push((event, span));
    }
}

/// A link or a picture in our own terms.
fn written<'t>(link_type: LinkType, target: &'t str, title: &'t str) -> Written<'t> {
    let (form, has_text) = match link_type {
        LinkType::WikiLink { has_pothole } => (LinkForm::Wiki, has_pothole),
        LinkType::Autolink => (LinkForm::Auto, true),
        LinkType::Email => (LinkForm::Email, true),
        LinkType::Inline
        | LinkType::Reference
        | LinkType::ReferenceUnknown
        | LinkType::Collapsed
        | LinkType::CollapsedUnknown
        | LinkType::Shortcut
        | LinkType::ShortcutUnknown => (LinkForm::Markdown, true),
    };
    Written { form, has_text, target, title }
}

fn alignment(column: &cmark::Alignment) -> Alignment {
    match column {
        cmark::Alignment::None => Alignment::None,
        cmark::Alignment::Left => Alignment::Left,
        cmark::Alignment::Center => Alignment::Center,
        cmark::Alignment::Right => Alignment::Right,
    }
}

/// A length as a number of events; documents are smaller than 4 GiB.
fn count(length: usize) -> u32 {
    u32::try_from(length).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The links of a body: target, heading, and whether each has a text of its own.
    fn links(source: &str) -> Vec<(String, Option<String>, bool)> {
        let (document, _) = parse(&source.into(), 0, Dialect::Soleus);
        let links = document.links.into_iter();
        links.map(|link| (link.target, link.fragment, link.has_text)).collect()
    }

    #[test]
    fn a_bar_in_a_table_is_kept_from_ending_the_cell() {
        let table = |cell: &str| format!("| a |\n|---|\n| {cell} |\n");
        assert_eq!(links(&table("[[calf\\|the calf]]")), [("calf".to_owned(), None, true)]);
        assert_eq!(links(&table("[[calf#top\\|up]]")), [("calf".to_owned(), Some("top".to_owned()), true)]);
    }

    #[test]
    fn a_wikilink_with_an_empty_text_has_none_of_its_own() {
        assert_eq!(
            links("[[calf|]] [[calf| ]] [[calf|x]]").iter().map(|link| link.2).collect::<Vec<_>>(),
            [false, false, true]
        );
    }
}

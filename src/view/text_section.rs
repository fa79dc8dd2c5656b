//! A page, or a section of one, as plain blocks: for what is printed beside sheets, on the web page and in the PDF.
//!
//! Texts are runs with their emphasis, links and numbers of sources. A table's row becomes a paragraph in which the
//! heads of its columns stand before its cells, a picture the text in its place; tags of raw HTML and what is struck
//! out are left out, notes stand after the text that marks them. Transclusions are followed; an exercise, a programme
//! and a decision are told in short.

use serde::Serialize;

use super::text_inset;
use crate::base::address::Address;
use crate::base::raw_html;
use crate::base::slug::folded;
use crate::body::Site;
use crate::body::cards;
use crate::body::references::References;
use crate::body::writer::{footnote_sign, target_title};
use crate::model::doc::{Card, CardKind, Document, Event, LinkForm, Tag};
use crate::model::page::{Page, PageId};
use crate::model::plain::Unsaid;
use crate::model::text::PageName;
use crate::parse::words::Words;
use crate::resolve::{Target, embeds};

/// A page or section.
#[derive(Clone, Debug, Serialize, PartialEq, Eq)]
pub struct TextSection {
    /// The page's title, or the heading of the section.
    pub title: String,
    /// Link to it.
    pub href: String,
    /// What it says.
    pub blocks: Vec<Block>,
}

/// A block of a text.
#[derive(Clone, Debug, Serialize, PartialEq, Eq)]
#[serde(tag = "kind", rename_all = "kebab-case")]
pub enum Block {
    /// A heading below the section's own.
    Heading {
        /// Its words.
        runs: Vec<Run>,
    },
    /// A paragraph.
    Paragraph {
        /// Its words.
        runs: Vec<Run>,
    },
    /// A list.
    List {
        /// Whether its items are numbered.
        ordered: bool,
        /// The number of its first item.
        start: u64,
        /// Its items.
        items: Vec<Vec<Block>>,
    },
    /// A care card or callout.
    Card {
        /// The class of its element: `care emergency`, `list-card do` and so on.
        class: &'static str,
        /// Its level in words.
        level: String,
        /// Its heading.
        heading: Vec<Run>,
        /// What it says.
        blocks: Vec<Block>,
    },
}

/// Words of one kind.
#[derive(Clone, Debug, Default, Serialize, PartialEq, Eq)]
pub struct Run {
    /// The words.
    pub text: String,
    /// Whether they are stressed.
    pub strong: bool,
    /// Whether they are set off.
    pub emphasis: bool,
    /// Where they lead.
    pub href: Option<String>,
    /// Numbers of sources; a run with these has no words.
    pub sources: Vec<usize>,
    /// That it is a box: `open` or `done`. Its words are a sign for one.
    pub task: Option<&'static str>,
}

/// How deep transclusions are followed.
const DEEPEST: usize = embeds::DEEPEST;

/// The page or section that a programme names; `None` when there is none, which is reported.
#[must_use]
pub fn view(
    site: &Site,
    from: &Address,
    language: usize,
    name: &PageName,
    references: &mut References,
) -> Option<TextSection> {
    let (id, page) = site.index.named(language, name)?;
    let document = &page.document;
    let (title, range) = match &name.fragment {
        Some(fragment) => {
            let heading = document.headings.get(embeds::heading(document, fragment).ok()?)?;
            (heading.text.clone(), Some(embeds::section(document, fragment).ok()?))
        }
        None => (site.index.fill(&page.meta.title), None),
    };
    let words = site.index.words(language);
    let mut reader = Reader {
        site,
        from,
        words,
        references,
        depth: 0,
        notes: Vec::new(),
        notes_follow: false,
        heads: Vec::new(),
        unsaid: Unsaid::default(),
    };
    let blocks = reader.document(id, range);
    Some(TextSection { title: site.index.fill_str(&title), href: site.link(from, &page.address), blocks })
}

/// Reads events into blocks.
struct Reader<'a> {
    site: &'a Site,
    from: &'a Address,
    words: &'a Words,
    references: &'a mut References,
    depth: usize,
    /// Footnotes in the order of their first marks: page and name in small letters.
    notes: Vec<(PageId, String)>,
    /// Whether the text is a section, whose marked notes follow after it: those that it defines are passed over.
    notes_follow: bool,
    /// The heads of the table's columns, which stand before each cell of the rows.
    heads: Vec<Vec<Run>>,
    /// What is left out: paper could show neither that words are struck out nor why.
    unsaid: Unsaid,
}

/// A place in a document's events.
#[derive(Clone, Copy)]
struct Source<'a> {
    id: PageId,
    document: &'a Document,
}

/// What words are set in.
#[derive(Clone, Default)]
struct Style {
    strong: bool,
    emphasis: bool,
    href: Option<String>,
}

impl Reader<'_> {
    fn document(&mut self, id: PageId, range: Option<(u32, u32)>) -> Vec<Block> {
        let Some(page) = self.site.index.page(id).cloned() else { return Vec::new() };
        let source = Source { id, document: &page.document };
        let (from, to) = range.map_or((0, page.document.events.len()), |(from, to)| (from as usize, to as usize));
        let mut at = from;
        let notes = if range.is_some() { marked_notes(source.document, (from, to)) } else { Vec::new() };
        let around = std::mem::replace(&mut self.notes_follow, range.is_some());
        let mut blocks = self.blocks(source, &mut at, to);
        self.notes_follow = false;
        for (start, end) in notes {
            let mut at = start;
            blocks.extend(self.blocks(source, &mut at, end));
        }
        self.notes_follow = around;
        blocks
    }

    /// The blocks up to the end of the element that is open.
    fn blocks(&mut self, source: Source<'_>, at: &mut usize, to: usize) -> Vec<Block> {
        let mut blocks = Vec::new();
        // The words of a tight item stand in no paragraph.
        let mut loose: Vec<Run> = Vec::new();
        while *at < to {
            let Some((event, _)) = source.document.events.get(*at) else { break };
            match event {
                Event::End(_) => break,
                Event::Start(tag) if is_block(tag) => {
                    self.unsaid = Unsaid::default();
                    end_paragraph(&mut blocks, &mut loose);
                    *at += 1;
                    self.block(source, tag, at, to, &mut blocks);
                    *at += 1;
                }
                Event::Embed(number) => {
                    end_paragraph(&mut blocks, &mut loose);
                    *at += 1;
                    blocks.extend(self.embedded(source, *number));
                }
                Event::Rule => *at += 1,
                _ => loose.extend(self.inline(source, at, to, &Style::default())),
            }
        }
        end_paragraph(&mut blocks, &mut loose);
        blocks
    }

    /// Adds the block that `tag` opened, up to its end.
    fn block(&mut self, source: Source<'_>, tag: &Tag, at: &mut usize, to: usize, blocks: &mut Vec<Block>) {
        match tag {
            Tag::Heading(_) => {
                let runs = self.runs(source, at, to, &Style::default());
                blocks.extend((!runs.is_empty()).then_some(Block::Heading { runs }));
            }
            Tag::List(start) => {
                let mut items = Vec::new();
                while let Some((Event::Start(Tag::Item), _)) = source.document.events.get(*at) {
                    *at += 1;
                    items.push(self.blocks(source, at, to));
                    *at += 1;
                }
                blocks.push(Block::List {
                    ordered: start.is_some(),
                    start: start.map_or(1, |start| u64::from(start.get())),
                    items,
                });
            }
            Tag::Card(number) => {
                let Some(card) = source.document.cards.get(*number as usize) else { return };
                let mut heading = Vec::new();
                if let Some((Event::Start(Tag::CardHeading(_)), _)) = source.document.events.get(*at) {
                    *at += 1;
                    heading = self.runs(source, at, to, &Style::default());
                    *at += 1;
                }
                blocks.push(Block::Card {
                    class: cards::class(card.kind),
                    level: self.words.get(cards::word_key(card.kind)).to_owned(),
                    heading,
                    blocks: self.blocks(source, at, to),
                });
            }
            Tag::TableHead => self.heads = self.cells(source, at, to),
            Tag::TableRow => {
                let heads = self.heads.clone();
                let cells = self.cells(source, at, to);
                let mut row: Vec<Run> = Vec::new();
                for (place, cell) in cells.into_iter().enumerate().filter(|(_, cell)| !cell.is_empty()) {
                    if !row.is_empty() {
                        row.push(Run { text: " · ".to_owned(), ..Run::default() });
                    }
                    let head = heads.get(place).filter(|head| !head.is_empty());
                    row.extend(head.into_iter().flatten().cloned());
                    row.extend(head.map(|_| Run { text: ": ".to_owned(), ..Run::default() }));
                    row.extend(cell);
                }
                blocks.push(Block::Paragraph { runs: row });
            }
            // Left at the event that ends it, as any other block.
            Tag::Footnote(_) if self.notes_follow => {
                *at = embeds::after_footnote(source.document, *at).saturating_sub(1);
            }
            Tag::Footnote(name) => {
                let sign = self.note_sign(source, source.document.text(*name));
                blocks.extend(after_sign(sign, self.blocks(source, at, to)));
            }
            Tag::HtmlBlock => {
                let mut html = String::new();
                while let Some((Event::Html(lines), _)) = source.document.events.get(*at) {
                    html.push_str(source.document.str(lines));
                    *at += 1;
                }
                let paragraphs = raw_html::paragraphs(&html).into_iter();
                let runs = paragraphs.map(|text| vec![Run { text, ..Run::default() }]);
                blocks.extend(runs.map(|runs| Block::Paragraph { runs }));
            }
            _ => blocks.extend(self.blocks(source, at, to)),
        }
    }

    /// The words of the cells of a row.
    fn cells(&mut self, source: Source<'_>, at: &mut usize, to: usize) -> Vec<Vec<Run>> {
        let mut cells = Vec::new();
        while let Some((Event::Start(Tag::TableCell), _)) = source.document.events.get(*at) {
            *at += 1;
            cells.push(self.runs(source, at, to, &Style::default()));
            *at += 1;
        }
        cells
    }

    /// The words up to the end of the element that is open.
    fn runs(&mut self, source: Source<'_>, at: &mut usize, to: usize, style: &Style) -> Vec<Run> {
        let mut runs = Vec::new();
        while *at < to && !matches!(source.document.events.get(*at), Some((Event::End(_), _)) | None) {
            runs.extend(self.inline(source, at, to, style));
        }
        runs
    }

    /// The words of one event, and of what it opens.
    fn inline(&mut self, source: Source<'_>, at: &mut usize, to: usize, style: &Style) -> Vec<Run> {
        let Some((event, _)) = source.document.events.get(*at) else { return Vec::new() };
        *at += 1;
        let is_said = self.unsaid.follow(source.document, event);
        if !is_said && !matches!(event, Event::Start(_)) {
            return Vec::new();
        }
        let run = |text: &str| {
            let Style { strong, emphasis, href } = style.clone();
            vec![Run { text: text.to_owned(), strong, emphasis, href, ..Run::default() }]
        };
        match event {
            Event::Text(words) | Event::Code(words) => run(source.document.str(words)),
            Event::Insert(name) => run(&self.site.index.insert(source.document.str(name)).unwrap_or_default()),
            Event::SoftBreak | Event::HardBreak => run(" "),
            Event::InlineHtml(html) if raw_html::reads_as_blank(source.document.str(html)) => run(" "),
            Event::Cite(group) => self.cite(source, *group),
            Event::FootnoteMark(name) => run(self.note_sign(source, source.document.str(name)).as_str()),
            Event::Start(tag) => {
                let (style, own) = self.opened(source, tag, style);
                let mut runs = self.runs(source, at, to, &style);
                *at += 1;
                // Its own end was not met by the loop above.
                self.unsaid.follow(source.document, &Event::End(*tag));
                if let Some(own) = own.filter(|_| is_said) {
                    runs = vec![Run { text: own, href: style.href, ..Run::default() }];
                }
                runs
            }
            Event::TaskMarker(ticked) => {
                let (sign, task) = if *ticked { ("☑", "done") } else { ("☐", "open") };
                vec![Run { text: sign.to_owned(), task: Some(task), ..Run::default() }]
            }
            Event::End(_) | Event::Html(_) | Event::InlineHtml(_) | Event::Rule | Event::Embed(_) => Vec::new(),
        }
    }

    /// The sign of a footnote, at its mark and before its text.
    fn note_sign(&mut self, source: Source<'_>, name: &str) -> String {
        let note = (source.id, folded(name));
        let place = self.notes.iter().position(|known| *known == note).unwrap_or_else(|| {
            self.notes.push(note);
            self.notes.len() - 1
        });
        footnote_sign(place + 1)
    }

    /// The style within an element, and the words of a link that has none of its own.
    fn opened(&self, source: Source<'_>, tag: &Tag, style: &Style) -> (Style, Option<String>) {
        match tag {
            Tag::Strong => (Style { strong: true, ..style.clone() }, None),
            Tag::Emphasis => (Style { emphasis: true, ..style.clone() }, None),
            Tag::Link(number) => {
                let links = self.site.bounds.get(source.id.index()).map(|bound| bound.links.as_slice());
                let target = links.and_then(|links| links.get(*number as usize)?.as_ref());
                let href = target.and_then(|target| self.href(source, target));
                let link = source.document.links.get(*number as usize);
                let own = link.filter(|link| link.form == LinkForm::Wiki && !link.has_text).zip(target);
                (Style { href, ..style.clone() }, own.map(|(link, target)| target_title(self.site, link, target)))
            }
            _ => (style.clone(), None),
        }
    }

    fn href(&self, source: Source<'_>, target: &Target) -> Option<String> {
        let with = |address: &Address, fragment: Option<&String>| {
            let link = self.site.link(self.from, address);
            fragment.map_or(link.clone(), |id| format!("{link}#{id}"))
        };
        match target {
            Target::Page { page, fragment } => Some(with(&self.site.index.page(*page)?.address, fragment.as_ref())),
            Target::Below { address, .. } | Target::File(address) => Some(with(address, None)),
            Target::Here(id) => Some(with(&self.site.index.page(source.id)?.address, Some(id))),
            Target::Outside(href) => Some(href.clone()),
            Target::Broken => None,
        }
    }

    fn cite(&mut self, source: Source<'_>, group: u32) -> Vec<Run> {
        let Some(group) = source.document.cites.get(group as usize) else { return Vec::new() };
        let known = group.items.iter().filter_map(|item| self.site.index.references.get(&item.key));
        let mut sources: Vec<usize> = known.map(|page| self.references.number(*page)).collect();
        sources.sort_unstable();
        sources.dedup();
        vec![Run { sources, ..Run::default() }]
    }

    fn embedded(&mut self, source: Source<'_>, number: u32) -> Vec<Block> {
        let embeds = self.site.bounds.get(source.id.index()).map(|bound| bound.embeds.as_slice());
        let Some(target) = embeds.and_then(|embeds| *embeds.get(number as usize)?) else { return Vec::new() };
        if self.depth >= DEEPEST {
            return Vec::new();
        }
        // As on a web page, one of these is shown as its card and not as its text.
        let page = self.site.index.page(target.page).filter(|_| target.section.is_none());
        if let Some(blocks) = page.and_then(|page| text_inset::view(self.site, self.from, self.words, page)) {
            return blocks
                .into_iter()
                .chain(page.into_iter().flat_map(|page| self.warnings(target.page, page)))
                .collect();
        }
        self.depth += 1;
        let blocks = self.document(target.page, target.section);
        self.depth -= 1;
        blocks
    }

    /// The cards of a page's own text that warn: what is told of it in short is not to leave them out.
    fn warnings(&mut self, id: PageId, page: &Page) -> Vec<Block> {
        let cards = &page.document.cards;
        let warns = |card: &Card| card.kind.is_care() || matches!(card.kind, CardKind::DoNot | CardKind::Warning);
        let is_outer = |card: &&Card| !cards.iter().any(|other| other.event < card.event && card.event < other.end);
        let own: Vec<(u32, u32)> =
            cards.iter().filter(is_outer).filter(|card| warns(card)).map(|card| (card.event, card.end + 1)).collect();
        self.depth += 1;
        let blocks = own.into_iter().flat_map(|range| self.document(id, Some(range))).collect();
        self.depth -= 1;
        blocks
    }
}

/// The notes that are marked in a section, or in such a note: they are printed after it, wherever they are defined. A
/// note that the section defines and does not mark says nothing of it.
fn marked_notes(document: &Document, section: (usize, usize)) -> Vec<(usize, usize)> {
    let mut notes: Vec<(usize, usize)> = Vec::new();
    let mut next = Some(section);
    let mut read = 0;
    while let Some((from, to)) = next {
        let mut at = from;
        while let Some((event, _)) = document.events.get(at).filter(|_| at < to) {
            at += 1;
            match event {
                Event::Start(Tag::Footnote(_)) => at = embeds::after_footnote(document, at),
                Event::FootnoteMark(name) => {
                    let found = embeds::footnote(document, document.str(name));
                    let note = found.map(|(start, end)| (start as usize, end as usize));
                    notes.extend(note.filter(|note| !notes.contains(note)).into_iter().collect::<Vec<_>>());
                }
                _ => {}
            }
        }
        next = notes.get(read).map(|(start, end)| (start + 1, *end));
        read += 1;
    }
    notes
}

/// A footnote's blocks with its sign before the first words.
fn after_sign(sign: String, mut blocks: Vec<Block>) -> Vec<Block> {
    let sign = Run { text: format!("{sign} "), ..Run::default() };
    match blocks.first_mut() {
        Some(Block::Paragraph { runs }) => runs.insert(0, sign),
        Some(Block::Heading { .. } | Block::List { .. } | Block::Card { .. }) => {
            blocks.insert(0, Block::Paragraph { runs: vec![sign] });
        }
        None => {}
    }
    blocks
}

fn end_paragraph(blocks: &mut Vec<Block>, loose: &mut Vec<Run>) {
    let runs = std::mem::take(loose);
    if runs.iter().any(|run| !run.text.trim().is_empty()) {
        blocks.push(Block::Paragraph { runs });
    }
}

/// Whether an element is a block; the words of the others stand in a line.
fn is_block(tag: &Tag) -> bool {
    match tag {
        Tag::Paragraph
        | Tag::Heading(_)
        | Tag::BlockQuote
        | Tag::Card(_)
        | Tag::CardHeading(_)
        | Tag::CodeBlock(_)
        | Tag::HtmlBlock
        | Tag::List(_)
        | Tag::Item
        | Tag::Footnote(_)
        | Tag::Table(_)
        | Tag::TableHead
        | Tag::TableRow
        | Tag::TableCell => true,
        Tag::Emphasis | Tag::Strong | Tag::Strikethrough | Tag::Link(_) | Tag::Image(_) => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::parse::markdown::{Dialect, parse};

    #[test]
    fn a_section_brings_the_notes_that_it_marks() {
        let body = "## Help\n\nTake it[^A][^in].\n\n[^in]: in\n\n[^un]: marked elsewhere[^c]\n\n## More\n\n[^a]: not if pregnant[^b]\n\n[^b]: ask[^a]\n\n[^c]: x\n";
        let (document, _) = parse(&body.into(), 0, Dialect::Soleus);
        let (from, to) = embeds::section(&document, "Help").unwrap();
        let notes = marked_notes(&document, (from as usize, to as usize));
        let texts = notes.iter().flat_map(|(from, to)| document.events.get(*from..*to).unwrap());
        let texts = texts.filter_map(|(event, _)| match event {
            Event::Text(words) => Some(document.str(words)),
            _ => None,
        });
        assert_eq!(texts.collect::<Vec<_>>(), ["not if pregnant", "in", "ask"]);
    }
}

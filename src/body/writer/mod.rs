//! Writes a document's events as HTML.

mod blocks;
mod links;
mod notes;
mod tables;

use std::collections::BTreeSet;

use super::passages::Passages;
use super::{Piece, SectionText, Site, Written};
use crate::base::address::Address;
use crate::base::html::{escape, escape_into};
use crate::base::phone;
use crate::base::raw_html;
use crate::model::doc::{Document, Event, Tag};
use crate::model::page::{Page, PageId};
use crate::model::plain::Unsaid;
use crate::parse::words::Words;
use crate::resolve::Bound;
use crate::resolve::embeds;
use crate::resolve::glossary::TermMatch;
pub use links::target_title;
use notes::Footnote;
pub use notes::footnote_sign;
use tables::Table;

/// What the writer does with raw HTML.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum RawHtml<'a> {
    /// Takes tags out, those of these elements excepted.
    Filtered(&'a [String]),
    /// Keeps all of it, for CommonMark's own examples.
    Kept,
}

/// What the writer does with citations.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Citations {
    /// Numbers them.
    Numbered,
    /// Leaves them out: the page has no list of references.
    LeftOut,
}

/// Writes the body of a page: its links start from the page's own address.
#[must_use]
pub fn page(site: &Site, id: PageId, page: &Page) -> Written {
    write(site, id, page, &page.address, Citations::Numbered, Vec::new())
}

/// The text of its sections, for search, and its cards. Its HTML is not whole: nobody reads it.
#[must_use]
pub fn text_of_page(site: &Site, id: PageId, page: &Page) -> Written {
    write(site, id, page, &page.address, Citations::Numbered, vec![SectionText::default()])
}

/// What the bodies that one list shows share: no two parts of a page may have one id.
#[derive(Clone, Debug, Default)]
pub struct Shared {
    /// Ids already on the page.
    pub ids: BTreeSet<String>,
    /// How many footnotes are written already.
    footnotes: usize,
}

/// Writes a page's body as a list shows it: its links start from `address`, and its citations are left to its own page.
/// The introduction of the list has its page's address and keeps the ids of its headings.
#[must_use]
pub fn page_in_list(site: &Site, id: PageId, page: &Page, address: &Address, shared: &mut Shared) -> Written {
    let mut writer = Writer::of_page(site, id, page, address);
    writer.citations = Citations::LeftOut;
    writer.is_entry = page.address != *address;
    writer.footnotes_before = shared.footnotes;
    writer.taken = std::mem::take(&mut shared.ids);
    if !writer.is_entry {
        writer.taken.extend(page.document.headings.iter().map(|heading| heading.id.clone()));
    }
    writer.body(id, page);
    writer.close_body();
    shared.footnotes += writer.footnotes.len();
    shared.ids = writer.taken;
    writer.written
}

/// Writes a body. The text of its sections is gathered where there is one to begin with.
fn write(
    site: &Site,
    id: PageId,
    page: &Page,
    address: &Address,
    citations: Citations,
    sections: Vec<SectionText>,
) -> Written {
    let mut writer = Writer::of_page(site, id, page, address);
    writer.citations = citations;
    writer.is_text = !sections.is_empty();
    writer.written.sections = sections;
    writer.taken = page.document.headings.iter().map(|heading| heading.id.clone()).collect();
    writer.body(id, page);
    writer.close_body();
    writer.written
}

/// Writes a document that stands alone as plain CommonMark, raw HTML kept: for CommonMark's own examples.
#[must_use]
pub fn commonmark(document: &Document) -> String {
    let mut writer = Writer::new(None, RawHtml::Kept);
    let bound = Bound::default();
    writer.document(Source { id: PageId(0), page: None, document, bound: &bound }, None, 0);
    writer.out
}

/// Where a body is shown.
#[derive(Clone, Copy)]
struct Scope<'a> {
    site: &'a Site,
    host: PageId,
    address: &'a Address,
    words: &'a Words,
}

/// A document being written, with its targets.
#[derive(Clone, Copy)]
struct Source<'a> {
    id: PageId,
    page: Option<&'a Page>,
    document: &'a Document,
    bound: &'a Bound,
}

struct Writer<'a> {
    scope: Option<Scope<'a>>,
    raw: RawHtml<'a>,
    /// Whether the text of sections is what is wanted. What costs most to write as HTML is then left out.
    is_text: bool,
    out: String,
    written: Written,
    /// Ids already on the page.
    taken: BTreeSet<String>,
    /// Names that landmarks of cards have.
    landmarks: BTreeSet<String>,
    /// Glossary words already linked.
    linked_terms: BTreeSet<PageId>,
    /// Level of the last heading; the page's title is 1.
    level: u8,
    /// How much deeper than written the headings of a transclusion are.
    shift: i16,
    /// How deep transclusions are nested.
    embedded: usize,
    /// Of each open card, the level and the shift around it.
    cards: Vec<(u8, i16)>,
    tables: Vec<Table>,
    /// Open do and do-not lists: the depth of lists within each.
    marked_lists: Vec<(u32, usize)>,
    /// Footnotes, in the order of their first marks.
    footnotes: Vec<Footnote>,
    /// How many footnotes of other bodies stand on the page before these.
    footnotes_before: usize,
    /// Whether the body is an entry of a list, which is no page of its own.
    is_entry: bool,
    /// Where the text around an open footnote waits.
    outer: Vec<String>,
    in_link: usize,
    /// What the text of sections leaves out.
    unsaid: Unsaid,
    /// Whether it leaves out the event that is being written.
    is_unsaid: bool,
    /// Whether the heading of a section or a card is open.
    in_heading: bool,
    citations: Citations,
    /// Lines of raw HTML that belong together, while their block is open.
    html_block: Option<String>,
    /// An element of raw HTML that is left out with all it holds, while it is open.
    left_out: Option<String>,
    /// Whether the paragraph that is open was taken by a transclusion, so that its end is not written.
    paragraph_taken: bool,
}

impl<'a> Writer<'a> {
    fn new(scope: Option<Scope<'a>>, raw: RawHtml<'a>) -> Self {
        Self {
            scope,
            raw,
            is_text: false,
            out: String::new(),
            written: Written::default(),
            taken: BTreeSet::new(),
            landmarks: BTreeSet::new(),
            linked_terms: BTreeSet::new(),
            level: 1,
            shift: 0,
            embedded: 0,
            cards: Vec::new(),
            tables: Vec::new(),
            marked_lists: Vec::new(),
            footnotes: Vec::new(),
            footnotes_before: 0,
            is_entry: false,
            outer: Vec::new(),
            in_link: 0,
            unsaid: Unsaid::default(),
            is_unsaid: false,
            in_heading: false,
            citations: Citations::Numbered,
            html_block: None,
            left_out: None,
            paragraph_taken: false,
        }
    }

    fn of_page(site: &'a Site, id: PageId, page: &Page, address: &'a Address) -> Self {
        let filter = RawHtml::Filtered(&site.index.config.html_allow);
        Self::new(Some(Scope { site, host: id, address, words: site.index.words(page.language) }), filter)
    }

    fn body(&mut self, id: PageId, page: &Page) {
        let Some(bound) = self.scope.and_then(|scope| scope.site.bounds.get(id.index())) else { return };
        self.document(Source { id, page: Some(page), document: &page.document, bound }, None, 0);
    }

    fn close_body(&mut self) {
        self.write_footnotes();
        self.end_piece();
    }

    fn end_piece(&mut self) {
        let html = std::mem::take(&mut self.out);
        if !html.trim().is_empty() {
            self.written.pieces.push(Piece::Html(html));
        }
    }

    fn document(&mut self, source: Source<'_>, section: Option<(u32, u32)>, depth: usize) {
        let (from, to) = section.map_or((0, source.document.events.len()), |(from, to)| (from as usize, to as usize));
        let mut terms = source.bound.terms.as_slice();
        let mut number = from;
        while number < to {
            let Some((event, _)) = source.document.events.get(number) else { break };
            let place = u32::try_from(number).unwrap_or(u32::MAX);
            while terms.first().is_some_and(|(event, _)| *event < place) {
                terms = terms.get(1..).unwrap_or_default();
            }
            // A section's notes are brought in where it marks them, wherever they are defined.
            number = match event {
                Event::Start(Tag::Footnote(_)) if section.is_some() => embeds::after_footnote(source.document, number),
                _ => self.event(source, event, number, terms, depth),
            };
        }
    }

    /// Writes one event and says which comes next.
    fn event(
        &mut self,
        source: Source<'_>,
        event: &Event,
        number: usize,
        terms: &[(u32, TermMatch)],
        depth: usize,
    ) -> usize {
        self.is_unsaid = !self.unsaid.follow(source.document, event);
        if self.is_left_out(source, event) {
            return number + 1;
        }
        match event {
            Event::Start(Tag::Image(link)) => return self.image(source, *link, number),
            Event::Start(Tag::Link(link)) => {
                if let Some(next) = self.open_link(source, *link, number) {
                    return next;
                }
            }
            Event::Start(tag) => self.open(source, tag),
            Event::End(tag) => self.close(source, tag),
            Event::Text(words) => {
                let place = u32::try_from(number).unwrap_or(u32::MAX);
                let here = terms.iter().take_while(|(event, _)| *event == place).map(|(_, found)| *found);
                self.text(source.document.str(words), here);
            }
            Event::Code(words) => {
                let words = source.document.str(words);
                self.out.push_str("<code>");
                escape_into(&mut self.out, words);
                self.out.push_str("</code>");
                self.collect(words);
            }
            Event::Html(html) => match &mut self.html_block {
                Some(block) => block.push_str(source.document.str(html)),
                None => self.raw_html(source.document.str(html)),
            },
            Event::InlineHtml(html) => {
                let html = source.document.str(html);
                self.left_out =
                    matches!(self.raw, RawHtml::Filtered(_)).then(|| raw_html::opens_left_out(html)).flatten();
                self.raw_html(html);
                if raw_html::reads_as_blank(html) {
                    self.collect(" ");
                }
            }
            Event::SoftBreak => {
                self.out.push('\n');
                self.collect(" ");
            }
            Event::HardBreak => {
                self.out.push_str("<br />\n");
                self.collect(" ");
            }
            Event::Rule => {
                self.section_text().into_iter().for_each(Passages::end_group);
                self.new_line();
                self.out.push_str("<hr />\n");
            }
            Event::TaskMarker(ticked) => {
                let (sign, key) = if *ticked { ("☑", "task.done") } else { ("☐", "task.open") };
                let word = self.scope.map_or(String::new(), |scope| escape(scope.words.get(key)));
                self.out.push_str(&format!("<span class=\"task\" role=\"img\" aria-label=\"{word}\">{sign}</span> "));
            }
            Event::FootnoteMark(name) => self.footnote_mark(source, source.document.str(name)),
            Event::Insert(name) => self.insert(source.document.str(name)),
            Event::Cite(group) => self.cite(source, *group),
            Event::Embed(embed) => self.embed(source, *embed, depth),
        }
        number + 1
    }

    fn new_line(&mut self) {
        if !self.out.is_empty() && !self.out.ends_with('\n') {
            self.out.push('\n');
        }
    }

    /// Adds words to the text of the section. It could not show that they are struck out, so those are left out of it.
    fn collect(&mut self, words: &str) {
        if !self.is_unsaid
            && let Some(text) = self.section_text()
        {
            text.add(words);
        }
    }

    /// The text of the section that is open, for search; `None` where none is gathered.
    fn section_text(&mut self) -> Option<&mut Passages> {
        self.written.sections.last_mut().map(|section| &mut section.text)
    }

    fn raw_html(&mut self, html: &str) {
        match self.raw {
            RawHtml::Kept => self.out.push_str(html),
            RawHtml::Filtered(allowed) => raw_html::write(&mut self.out, html, allowed),
        }
    }

    /// Whether an event lies within an element of raw HTML that is left out whole. The end of a block ends the element.
    fn is_left_out(&mut self, source: Source<'_>, event: &Event) -> bool {
        let Some(name) = &self.left_out else { return false };
        match event {
            Event::InlineHtml(html) if raw_html::closes(source.document.str(html), name) => {
                self.left_out = None;
                true
            }
            Event::End(Tag::Paragraph | Tag::Heading(_) | Tag::CardHeading(_) | Tag::Item | Tag::TableCell) => {
                self.left_out = None;
                false
            }
            _ => true,
        }
    }

    /// Running text, with the first use of each glossary word linked.
    fn text(&mut self, words: &str, terms: impl Iterator<Item = TermMatch>) {
        self.collect(words);
        if self.is_text {
            return;
        }
        let mut from = 0;
        if let Some(scope) = self.scope {
            for found in terms.filter(|found| found.term != scope.host) {
                if !self.linked_terms.insert(found.term) {
                    continue;
                }
                let Some(term) = scope.site.index.page(found.term) else { continue };
                escape_into(&mut self.out, words.get(from..found.span.start as usize).unwrap_or_default());
                let href = scope.site.link(scope.address, &term.address);
                self.out.push_str(&format!("<a class=\"term\" href=\"{}\"", escape(&href)));
                if let Some(peek) = scope.peek(found.term) {
                    self.out.push_str(&format!(" data-peek=\"{}\"", escape(&peek)));
                }
                self.out.push('>');
                escape_into(&mut self.out, found.span.of(words));
                self.out.push_str("</a>");
                from = found.span.end as usize;
            }
        }
        escape_into(&mut self.out, words.get(from..).unwrap_or_default());
    }

    fn insert(&mut self, name: &str) {
        let Some(scope) = self.scope else { return };
        let value = scope.site.index.config.insert(name).unwrap_or_default();
        self.collect(&value);
        if self.is_text {
            return;
        }
        // In a line from right to left the figures of a number would change places.
        let is_turned = scope.words.left_to_right(&value) != value;
        let shown = if is_turned {
            format!("<bdi dir=\"ltr\">{}</bdi>", escape(&value.replace(' ', "\u{a0}")))
        } else {
            escape(&value)
        };
        let is_number = scope.site.index.config.numbers.iter().any(|(key, _)| key == name);
        match phone::link(&value).filter(|_| is_number && self.in_link == 0 && !self.in_heading) {
            Some(href) => self.out.push_str(&format!("<a class=\"phone\" href=\"{href}\">{shown}</a>")),
            None => self.out.push_str(&shown),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::parse::markdown::{Dialect, parse};

    /// What a body with raw HTML becomes, with no element let through.
    #[track_caller]
    fn check(markdown: &str, expected: &str) {
        let (document, _) = parse(&markdown.into(), 0, Dialect::Soleus);
        let mut writer = Writer::new(None, RawHtml::Filtered(&[]));
        let bound = Bound::default();
        writer.document(Source { id: PageId(0), page: None, document: &document, bound: &bound }, None, 0);
        assert_eq!(writer.out.trim(), expected);
    }

    #[test]
    fn raw_html_loses_its_tags_and_keeps_its_words() {
        check("<div>\nCall now\n</div>", "Call now");
        check("a <b>bold</b> word", "<p>a bold word</p>");
    }

    #[test]
    fn scripts_are_left_out_with_all_they_hold() {
        check("<script>\nalert(1)\n</script>", "");
        check("x <script>alert(1)</script> y", "<p>x  y</p>");
        check("x <style>a *b*\n\nnext", "<p>x </p>\n<p>next</p>");
    }
}

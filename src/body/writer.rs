//! Writes a document's events as HTML.

use std::collections::BTreeSet;

use super::cards;
use super::raw_html;
use super::references;
use super::{Piece, SectionText, Site, Written};
use crate::base::address::Address;
use crate::base::html::{escape, escape_into};
use crate::base::slug::folded;
use crate::model::doc::{Alignment, Document, Event, Link, LinkForm, Tag};
use crate::model::page::{Data, Page, PageId};
use crate::parse::heading_ids::free;
use crate::parse::words::Words;
use crate::resolve::embeds::DEEPEST;
use crate::resolve::glossary::TermMatch;
use crate::resolve::{Bound, Target};

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
    write(site, id, page, &page.address, Citations::Numbered)
}

/// Writes a page's body as a list shows it: its links start from `address`, and its citations are left to its own page.
#[must_use]
pub fn page_in_list(site: &Site, id: PageId, page: &Page, address: &Address) -> Written {
    write(site, id, page, address, Citations::LeftOut)
}

fn write(site: &Site, id: PageId, page: &Page, address: &Address, citations: Citations) -> Written {
    let filter = RawHtml::Filtered(&site.index.config.html_allow);
    let mut writer =
        Writer::new(Some(Scope { site, host: id, address, words: site.index.words(page.language) }), filter);
    writer.citations = citations;
    writer.taken = page.document.headings.iter().map(|heading| heading.id.clone()).collect();
    if let Some(bound) = site.bounds.get(id.index()) {
        writer.document(Source { id, page: Some(page), document: &page.document, bound }, None, 0);
    }
    writer.finish()
}

/// Writes a document that stands alone as plain CommonMark, raw HTML kept: for CommonMark's own examples.
#[must_use]
pub fn commonmark(document: &Document) -> String {
    let mut writer = Writer::new(None, RawHtml::Kept);
    let bound = Bound::default();
    writer.document(Source { id: PageId(0), page: None, document, bound: &bound }, None, 0);
    writer.out
}

/// The text a link without words of its own shows.
#[must_use]
pub fn target_title(site: &Site, link: &Link, target: &Target) -> String {
    match target {
        Target::Page { page, fragment } => {
            let Some(shown) = site.index.page(*page) else { return link.target.clone() };
            let title = site.index.fill(&shown.meta.title);
            let written = folded(&link.target);
            let known =
                folded(&title) == written || shown.meta.aliases.iter().any(|alias| folded(&alias.raw) == written);
            let name = if known { link.target.clone() } else { title };
            match fragment.as_ref().and_then(|id| shown.document.headings.iter().find(|heading| heading.id == *id)) {
                Some(heading) => format!("{name}: {}", site.index.fill_str(&heading.text)),
                None => name,
            }
        }
        Target::Below { title, .. } => title.clone(),
        Target::Here(id) => link.fragment.clone().unwrap_or_else(|| id.clone()),
        Target::File(_) | Target::Outside(_) | Target::Broken => link.target.clone(),
    }
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
    out: String,
    written: Written,
    /// Ids already on the page.
    taken: BTreeSet<String>,
    /// Glossary words already linked.
    linked_terms: BTreeSet<PageId>,
    /// Level of the last heading; the page's title is 1.
    level: u8,
    /// How much deeper than written the headings of a transclusion are.
    shift: u8,
    tables: Vec<Table>,
    /// Open do and do-not lists: the depth of lists within each.
    marked_lists: Vec<(u32, usize)>,
    /// Footnotes: names in order of first mark, and their texts.
    footnotes: Vec<(String, String)>,
    /// Where the text around an open footnote waits.
    outer: Vec<String>,
    in_link: usize,
    citations: Citations,
    /// Whether the paragraph that is open was taken by a transclusion, so that its end is not written.
    paragraph_taken: bool,
}

#[derive(Default)]
struct Table {
    columns: Vec<Alignment>,
    heads: Vec<String>,
    in_head: bool,
    cell: usize,
    /// The element of the open cell, and where its content begins.
    element: &'static str,
    start: usize,
}

impl<'a> Writer<'a> {
    fn new(scope: Option<Scope<'a>>, raw: RawHtml<'a>) -> Self {
        Self {
            scope,
            raw,
            out: String::new(),
            written: Written { sections: vec![SectionText::default()], ..Written::default() },
            taken: BTreeSet::new(),
            linked_terms: BTreeSet::new(),
            level: 1,
            shift: 0,
            tables: Vec::new(),
            marked_lists: Vec::new(),
            footnotes: Vec::new(),
            outer: Vec::new(),
            in_link: 0,
            citations: Citations::Numbered,
            paragraph_taken: false,
        }
    }

    fn finish(mut self) -> Written {
        self.write_footnotes();
        self.end_piece();
        self.written
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
            number = self.event(source, event, number, terms, depth);
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
            Event::Html(html) | Event::InlineHtml(html) => self.raw_html(source.document.str(html)),
            Event::SoftBreak => {
                self.out.push('\n');
                self.collect(" ");
            }
            Event::HardBreak => {
                self.out.push_str("<br />\n");
                self.collect(" ");
            }
            Event::Rule => {
                self.new_line();
                self.out.push_str("<hr />\n");
            }
            Event::TaskMarker(ticked) => {
                let (sign, key) = if *ticked { ("☑", "task.done") } else { ("☐", "task.open") };
                let word = self.scope.map_or(String::new(), |scope| escape(scope.words.get(key)));
                self.out.push_str(&format!("<span class=\"task\" role=\"img\" aria-label=\"{word}\">{sign}</span> "));
            }
            Event::FootnoteMark(name) => self.footnote_mark(source.document.str(name)),
            Event::Insert(name) => self.insert(source.document.str(name)),
            Event::Cite(group) => self.cite(source, *group),
            Event::Embed(embed) => self.embed(source, *embed, depth),
        }
        number + 1
    }

    fn open(&mut self, source: Source<'_>, tag: &Tag) {
        match tag {
            Tag::Paragraph => {
                self.new_line();
                self.out.push_str("<p>");
            }
            Tag::Heading(number) => self.open_heading(source, *number),
            Tag::BlockQuote => {
                self.new_line();
                self.out.push_str("<blockquote>\n");
            }
            Tag::Card(number) => self.open_card(source, *number),
            Tag::CardHeading(_) | Tag::Link(_) | Tag::Image(_) => {}
            Tag::CodeBlock(info) => {
                self.new_line();
                let info = info.as_ref().map(|info| source.document.str(info)).unwrap_or_default();
                match info.split([' ', '\t']).next().filter(|language| !language.is_empty()) {
                    Some(language) => {
                        self.out.push_str("<pre><code class=\"language-");
                        escape_into(&mut self.out, language);
                        self.out.push_str("\">");
                    }
                    None => self.out.push_str("<pre><code>"),
                }
            }
            Tag::HtmlBlock => self.new_line(),
            Tag::List(first) => {
                if let Some((_, depth)) = self.marked_lists.last_mut() {
                    *depth += 1;
                }
                self.new_line();
                match first {
                    None => self.out.push_str("<ul>\n"),
                    Some(1) => self.out.push_str("<ol>\n"),
                    Some(first) => self.out.push_str(&format!("<ol start=\"{first}\">\n")),
                }
            }
            Tag::Item => {
                self.new_line();
                self.out.push_str("<li>");
                self.open_marked_item(source);
            }
            Tag::Footnote(_) => self.outer.push(std::mem::take(&mut self.out)),
            Tag::Table(columns) => {
                self.new_line();
                self.out.push_str("<div class=\"table\"><table>\n");
                self.tables.push(Table { columns: columns.to_vec(), ..Table::default() });
            }
            Tag::TableHead => {
                self.out.push_str("<thead><tr>\n");
                if let Some(table) = self.tables.last_mut() {
                    table.in_head = true;
                    table.cell = 0;
                }
            }
            Tag::TableRow => {
                self.out.push_str("<tr>\n");
                if let Some(table) = self.tables.last_mut() {
                    table.cell = 0;
                }
            }
            Tag::TableCell => self.open_cell(),
            Tag::Emphasis => self.out.push_str("<em>"),
            Tag::Strong => self.out.push_str("<strong>"),
            Tag::Strikethrough => self.out.push_str("<del>"),
        }
    }

    fn close(&mut self, source: Source<'_>, tag: &Tag) {
        match tag {
            Tag::Paragraph => {
                if !std::mem::take(&mut self.paragraph_taken) {
                    self.out.push_str("</p>\n");
                }
                self.collect(" ");
            }
            Tag::Heading(number) => self.close_heading(source, *number),
            Tag::BlockQuote => {
                self.new_line();
                self.out.push_str("</blockquote>\n");
            }
            Tag::Card(number) => self.close_card(source, *number),
            Tag::CardHeading(_) => {
                let level = self.card_level();
                cards::close_heading(&mut self.out, level);
                self.collect(". ");
            }
            Tag::CodeBlock(_) => self.out.push_str("</code></pre>\n"),
            Tag::HtmlBlock => {}
            Tag::List(first) => {
                self.new_line();
                self.out.push_str(if first.is_some() { "</ol>\n" } else { "</ul>\n" });
                if let Some((_, depth)) = self.marked_lists.last_mut() {
                    *depth = depth.saturating_sub(1);
                }
            }
            Tag::Item => {
                self.close_marked_item();
                self.out.push_str("</li>\n");
                self.collect(" ");
            }
            Tag::Footnote(name) => self.close_footnote(source.document.str(name)),
            Tag::Table(_) => {
                self.out.push_str("</tbody></table></div>\n");
                self.tables.pop();
            }
            Tag::TableHead => {
                self.out.push_str("</tr></thead>\n<tbody>\n");
                if let Some(table) = self.tables.last_mut() {
                    table.in_head = false;
                }
            }
            Tag::TableRow => self.out.push_str("</tr>\n"),
            Tag::TableCell => self.close_cell(),
            Tag::Emphasis => self.out.push_str("</em>"),
            Tag::Strong => self.out.push_str("</strong>"),
            Tag::Strikethrough => self.out.push_str("</del>"),
            Tag::Link(_) => {
                self.out.push_str("</a>");
                self.in_link = self.in_link.saturating_sub(1);
            }
            Tag::Image(_) => {}
        }
    }

    fn new_line(&mut self) {
        if !self.out.is_empty() && !self.out.ends_with('\n') {
            self.out.push('\n');
        }
    }

    /// Adds words to the text of the section.
    fn collect(&mut self, words: &str) {
        if self.scope.is_some()
            && let Some(section) = self.written.sections.last_mut()
        {
            section.text.push_str(words);
        }
    }

    fn open_heading(&mut self, source: Source<'_>, number: u32) {
        self.new_line();
        let Some(heading) = source.document.headings.get(number as usize) else { return };
        let Some(scope) = self.scope else {
            self.out.push_str(&format!("<h{}>", heading.level));
            return;
        };
        let level = (heading.level + self.shift).clamp(2, 6);
        let own = source.id == scope.host;
        let id = if own { heading.id.clone() } else { free(&heading.id, &self.taken) };
        self.taken.insert(id.clone());
        self.level = level;
        let text = scope.site.index.fill_str(&heading.text);
        self.written.contents.push((level, id.clone(), text.clone()));
        self.written.sections.push(SectionText { id: id.clone(), heading: text, text: String::new() });
        self.out.push_str(&format!("<h{level} id=\""));
        escape_into(&mut self.out, &id);
        self.out.push_str("\">");
    }

    fn close_heading(&mut self, source: Source<'_>, number: u32) {
        let Some(heading) = source.document.headings.get(number as usize) else { return };
        let Some(scope) = self.scope else {
            self.out.push_str(&format!("</h{}>\n", heading.level));
            return;
        };
        let Some((level, id, text)) = self.written.contents.last() else { return };
        let label = scope.words.fill("page.anchor", &[("heading", text)]);
        let anchor = format!(
            " <a class=\"anchor\" href=\"#{}\" aria-label=\"{}\">#</a></h{level}>\n",
            escape(id),
            escape(&label)
        );
        self.out.push_str(&anchor);
        // The heading's own words are kept apart from its section's text.
        if let Some(section) = self.written.sections.last_mut() {
            section.text.clear();
        }
    }

    fn card_level(&self) -> u8 {
        (self.level + 1).clamp(2, 6)
    }

    fn open_card(&mut self, source: Source<'_>, number: u32) {
        self.new_line();
        let (Some(scope), Some(card)) = (self.scope, source.document.cards.get(number as usize)) else { return };
        let id = free(&card.kind.word().to_lowercase(), &self.taken);
        self.taken.insert(id.clone());
        let level = self.card_level();
        cards::open(&mut self.out, scope.site, scope.words, card, &id, level);
        if matches!(card.kind, crate::model::doc::CardKind::Do | crate::model::doc::CardKind::DoNot) {
            self.marked_lists.push((number, 0));
        }
    }

    fn close_card(&mut self, source: Source<'_>, number: u32) {
        self.new_line();
        let (Some(scope), Some(card)) = (self.scope, source.document.cards.get(number as usize)) else { return };
        cards::close(&mut self.out, scope.site, scope.words, card);
        if self.marked_lists.last().is_some_and(|(open, _)| *open == number) {
            self.marked_lists.pop();
        }
    }

    /// The tick or cross before an item of a do or do-not list.
    fn open_marked_item(&mut self, source: Source<'_>) {
        let (Some(scope), Some((number, 1))) = (self.scope, self.marked_lists.last()) else { return };
        let icon = source.document.cards.get(*number as usize).and_then(|card| cards::icon(card.kind));
        self.out.push_str(scope.site.icon(icon.unwrap_or_default()));
        self.out.push_str("<div>");
    }

    fn close_marked_item(&mut self) {
        if self.scope.is_some() && matches!(self.marked_lists.last(), Some((_, 1))) {
            self.out.push_str("</div>");
        }
    }

    fn open_cell(&mut self) {
        let Some(table) = self.tables.last_mut() else { return };
        let first = table.cell == 0 && table.columns.len() > 1;
        let (element, scope) = match (table.in_head, first) {
            (true, _) => ("th", " scope=\"col\""),
            (false, true) => ("th", " scope=\"row\""),
            (false, false) => ("td", ""),
        };
        table.element = element;
        self.out.push_str(&format!("<{element}{scope}"));
        match table.columns.get(table.cell) {
            Some(Alignment::Left) => self.out.push_str(" class=\"left\""),
            Some(Alignment::Center) => self.out.push_str(" class=\"center\""),
            Some(Alignment::Right) => self.out.push_str(" class=\"right\""),
            Some(Alignment::None) | None => {}
        }
        if let Some(head) = table.heads.get(table.cell).filter(|head| element == "td" && !head.is_empty()) {
            self.out.push_str(&format!(" data-col=\"{}\"", escape(head)));
        }
        self.out.push('>');
        table.start = self.out.len();
    }

    fn close_cell(&mut self) {
        let Some(table) = self.tables.last_mut() else { return };
        if table.in_head {
            let content = self.out.get(table.start..).unwrap_or_default();
            let text = without_tags(content);
            if text.trim().is_empty() {
                // An empty header cell names nothing: it becomes a plain cell.
                let open = self.out.get(..table.start).and_then(|before| before.rfind("<th")).unwrap_or(table.start);
                self.out.truncate(open);
                self.out.push_str("<td>");
                table.element = "td";
            }
            table.heads.push(text.trim().to_owned());
        }
        let element = table.element;
        table.cell += 1;
        self.out.push_str(&format!("</{element}>\n"));
        self.collect(" ");
    }

    fn raw_html(&mut self, html: &str) {
        match self.raw {
            RawHtml::Kept => self.out.push_str(html),
            RawHtml::Filtered(allowed) => {
                raw_html::write(&mut self.out, html, allowed);
                self.collect(" ");
            }
        }
    }

    /// Running text, with the first use of each glossary word linked.
    fn text(&mut self, words: &str, terms: impl Iterator<Item = TermMatch>) {
        self.collect(words);
        let mut from = 0;
        if let Some(scope) = self.scope {
            for found in terms.filter(|found| found.term != scope.host) {
                if !self.linked_terms.insert(found.term) {
                    continue;
                }
                let Some(term) = scope.site.index.page(found.term) else { continue };
                escape_into(&mut self.out, words.get(from..found.span.start as usize).unwrap_or_default());
                let href = scope.site.link(scope.address, &term.address);
                self.out.push_str(&format!("<a class=\"term\" href=\"{}\">", escape(&href)));
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
        let is_number = scope.site.index.config.numbers.iter().any(|(key, _)| key == name);
        let in_heading =
            self.out.rfind("<h").is_some_and(|open| !self.out.get(open..).unwrap_or_default().contains("</h"));
        match cards::phone_link(&value).filter(|_| is_number && self.in_link == 0 && !in_heading) {
            Some(href) => self.out.push_str(&format!("<a class=\"phone\" href=\"{href}\">{}</a>", escape(&value))),
            None => escape_into(&mut self.out, &value),
        }
    }

    fn cite(&mut self, source: Source<'_>, group: u32) {
        if self.citations == Citations::LeftOut {
            return;
        }
        let (Some(scope), Some(group)) = (self.scope, source.document.cites.get(group as usize)) else { return };
        let items = references::known(&group.items, |key| scope.site.index.references.get(key).copied());
        if !items.is_empty() {
            let html = self.written.references.group(&items, scope.words);
            // A blank before the mark belongs to the sentence, not to the number.
            let trimmed = self.out.trim_end_matches(' ').len();
            self.out.truncate(trimmed);
            self.out.push_str(&html);
        }
    }

    fn embed(&mut self, source: Source<'_>, embed: u32, depth: usize) {
        let Some(scope) = self.scope else { return };
        let Some(Some(target)) = source.bound.embeds.get(embed as usize) else { return };
        let Some(shown) = scope.site.index.page(target.page) else { return };
        let whole = target.section.is_none();
        if whole && matches!(shown.data, Data::Exercise(_) | Data::Programme(_) | Data::Decision(_)) {
            self.paragraph_taken = self.take_paragraph();
            self.end_piece();
            self.written.pieces.push(Piece::Card(target.page, self.card_level()));
            return;
        }
        if depth >= DEEPEST {
            return;
        }
        let Some(bound) = scope.site.bounds.get(target.page.index()) else { return };
        let taken = self.take_paragraph();
        let first = shown.document.headings.iter().filter(|heading| match target.section {
            Some((from, to)) => (from..to).contains(&heading.event),
            None => true,
        });
        let top = first.map(|heading| heading.level).min().unwrap_or(2);
        let before = (self.shift, self.level);
        self.shift = (self.level + 1).saturating_sub(top);
        self.document(
            Source { id: target.page, page: Some(shown), document: &shown.document, bound },
            target.section,
            depth + 1,
        );
        (self.shift, self.level) = before;
        self.paragraph_taken = taken;
    }

    /// A transclusion takes the place of the paragraph it stands in. Says whether there was one: its end is then not
    /// written either.
    fn take_paragraph(&mut self) -> bool {
        match self.out.strip_suffix("<p>") {
            Some(before) => {
                self.out.truncate(before.len());
                true
            }
            None => false,
        }
    }

    fn footnote_mark(&mut self, name: &str) {
        let number = match self.footnotes.iter().position(|(known, _)| known == name) {
            Some(place) => place + 1,
            None => {
                self.footnotes.push((name.to_owned(), String::new()));
                self.footnotes.len()
            }
        };
        let first = !self.out.contains(&format!("id=\"footnote-mark-{number}\""));
        let id = if first { format!(" id=\"footnote-mark-{number}\"") } else { String::new() };
        let label =
            self.scope.map_or(String::new(), |scope| scope.words.fill("footnotes.mark", &[("n", &number.to_string())]));
        self.out.push_str(&format!(
            "<sup class=\"footnote\"{id}><a href=\"#footnote-{number}\" aria-label=\"{}\">{}</a></sup>",
            escape(&label),
            footnote_sign(number)
        ));
    }

    fn close_footnote(&mut self, name: &str) {
        let text = std::mem::replace(&mut self.out, self.outer.pop().unwrap_or_default());
        match self.footnotes.iter_mut().find(|(known, _)| known == name) {
            Some((_, open)) => *open = text,
            None => self.footnotes.push((name.to_owned(), text)),
        }
    }

    fn write_footnotes(&mut self) {
        let Some(scope) = self.scope else { return };
        if self.footnotes.is_empty() {
            return;
        }
        self.new_line();
        let heading = escape(scope.words.get("footnotes.title"));
        self.out.push_str(&format!(
            "<section class=\"footnotes\" aria-labelledby=\"footnotes\"><h2 id=\"footnotes\">{heading}</h2>\n<ol>\n"
        ));
        for (number, (_, text)) in self.footnotes.iter().enumerate() {
            let number = number + 1;
            let back = scope.words.fill("footnotes.back", &[("n", &number.to_string())]);
            let text = text.trim_end();
            let (inner, end) = text.strip_suffix("</p>").map_or((text, ""), |inner| (inner, "</p>"));
            self.out.push_str(&format!(
                "<li id=\"footnote-{number}\">{inner} <a href=\"#footnote-mark-{number}\" aria-label=\"{}\">↩</a>{end}</li>\n",
                escape(&back)
            ));
        }
        self.out.push_str("</ol></section>\n");
    }

    /// Opens a link. Gives the next event when the link has no words of its own and is written whole.
    fn open_link(&mut self, source: Source<'_>, number: u32, event: usize) -> Option<usize> {
        let link = source.document.links.get(number as usize)?;
        let Some(scope) = self.scope else {
            let target =
                if link.form == LinkForm::Email { format!("mailto:{}", link.target) } else { link.target.clone() };
            self.anchor(&uri_escape(&target), &link.title);
            return None;
        };
        let target = source.bound.links.get(number as usize).and_then(Option::as_ref).unwrap_or(&Target::Broken);
        let href = self.href(source, scope, target);
        self.anchor(&escape(&href), &link.title);
        if link.form != LinkForm::Wiki || link.has_text {
            return None;
        }
        let title = target_title(scope.site, link, target);
        self.collect(&title);
        escape_into(&mut self.out, &title);
        self.out.push_str("</a>");
        self.in_link = self.in_link.saturating_sub(1);
        Some(after(source.document, event, number))
    }

    fn anchor(&mut self, escaped_href: &str, title: &str) {
        self.in_link += 1;
        self.out.push_str("<a href=\"");
        self.out.push_str(escaped_href);
        if !title.is_empty() {
            self.out.push_str("\" title=\"");
            escape_into(&mut self.out, title);
        }
        self.out.push_str("\">");
    }

    fn href(&self, source: Source<'_>, scope: Scope<'_>, target: &Target) -> String {
        let to = |address: &Address, fragment: Option<&str>| {
            let same = fragment.is_some() && address == scope.address;
            let mut href = if same { String::new() } else { scope.site.link(scope.address, address) };
            if let Some(fragment) = fragment {
                href.push('#');
                href.push_str(fragment);
            }
            href
        };
        match target {
            Target::Page { page, fragment } => {
                scope.site.index.page(*page).map_or(String::new(), |page| to(&page.address, fragment.as_deref()))
            }
            Target::Below { address, .. } | Target::File(address) => to(address, None),
            Target::Here(fragment) => match source.page.filter(|_| source.id != scope.host) {
                Some(page) => to(&page.address, Some(fragment)),
                None => format!("#{fragment}"),
            },
            Target::Outside(written) => cards_href(written),
            Target::Broken => String::new(),
        }
    }

    /// Writes a picture; its content becomes the text in its place.
    fn image(&mut self, source: Source<'_>, number: u32, event: usize) -> usize {
        let end = after(source.document, event, number);
        let mut alt = String::new();
        for (inner, _) in source.document.events.iter().take(end.saturating_sub(1)).skip(event + 1) {
            match inner {
                Event::Text(words) | Event::Code(words) => alt.push_str(source.document.str(words)),
                Event::SoftBreak | Event::HardBreak => alt.push(' '),
                _ => {}
            }
        }
        let Some(link) = source.document.links.get(number as usize) else { return end };
        let src = match self.scope {
            None => uri_escape(&link.target),
            Some(scope) => {
                let target =
                    source.bound.links.get(number as usize).and_then(Option::as_ref).unwrap_or(&Target::Broken);
                escape(&self.href(source, scope, target))
            }
        };
        self.out.push_str(&format!("<img src=\"{src}\" alt=\"{}\"", escape(&alt)));
        if !link.title.is_empty() {
            self.out.push_str(&format!(" title=\"{}\"", escape(&link.title)));
        }
        if self.scope.is_some() {
            self.out.push_str(" loading=\"lazy\" decoding=\"async\"");
        }
        self.out.push_str(" />");
        end
    }
}

/// The event after the end of a link or picture that begins at `event`.
fn after(document: &Document, event: usize, number: u32) -> usize {
    let closing = |event: &Event| matches!(event, Event::End(Tag::Link(open) | Tag::Image(open)) if *open == number);
    let rest = document.events.iter().enumerate().skip(event + 1);
    rest.into_iter().find(|(_, (event, _))| closing(event)).map_or(document.events.len(), |(at, _)| at + 1)
}

/// A link out of the site; blanks in phone numbers are taken out.
fn cards_href(written: &str) -> String {
    match written.strip_prefix("tel:") {
        Some(number) => format!("tel:{}", number.chars().filter(|letter| !letter.is_whitespace()).collect::<String>()),
        None => written.to_owned(),
    }
}

/// A link's target as CommonMark's examples have it: percent-encoded where it must be, `&` escaped.
fn uri_escape(target: &str) -> String {
    let mut out = String::with_capacity(target.len());
    for byte in target.bytes() {
        match byte {
            b'&' => out.push_str("&amp;"),
            b'\'' => out.push_str("&#x27;"),
            b'!' | b'#' | b'$' | b'%' | b'(' | b')' | b'*' | b'+' | b',' | b'-' | b'.' | b'/' | b':' | b';' | b'='
            | b'?' | b'@' | b'_' | b'~' => {
                out.push(char::from(byte));
            }
            byte if byte.is_ascii_alphanumeric() => out.push(char::from(byte)),
            byte => out.push_str(&format!("%{byte:02X}")),
        }
    }
    out
}

/// Footnotes have signs, so that they are not taken for references, which have numbers.
fn footnote_sign(number: usize) -> String {
    const SIGNS: [&str; 4] = ["*", "†", "‡", "§"];
    let place = number - 1;
    SIGNS.get(place % SIGNS.len()).copied().unwrap_or("*").repeat(place / SIGNS.len() + 1)
}

fn without_tags(html: &str) -> String {
    let mut text = String::new();
    let mut in_tag = false;
    for letter in html.chars() {
        match letter {
            '<' => in_tag = true,
            '>' => in_tag = false,
            letter if !in_tag => text.push(letter),
            _ => {}
        }
    }
    text.replace("&amp;", "&").replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"")
}

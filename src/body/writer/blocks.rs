//! Blocks: paragraphs, headings, lists, cards and the marks of do and do-not lists.

use super::notes::shift;
use super::{Source, Table, Writer};
use crate::base::html::{escape, escape_into};
use crate::base::raw_html;
use crate::base::slug::folded;
use crate::body::passages::Passages;
use crate::body::{SectionText, cards};
use crate::model::doc::{CardKind, Number, Tag};
use crate::parse::heading_ids::free;

impl Writer<'_> {
    pub(super) fn open(&mut self, source: Source<'_>, tag: &Tag) {
        match tag {
            Tag::Paragraph => {
                self.new_line();
                self.out.push_str("<p>");
            }
            Tag::Heading(number) => {
                self.in_heading = true;
                self.open_heading(source, *number);
            }
            Tag::BlockQuote => {
                self.new_line();
                self.out.push_str("<blockquote>\n");
            }
            Tag::Card(number) => self.open_card(source, *number),
            Tag::CardHeading(_) => self.in_heading = true,
            Tag::Link(_) | Tag::Image(_) => {}
            Tag::CodeBlock(info) => {
                self.new_line();
                let info = info.map(|info| source.document.text(info.get())).unwrap_or_default();
                match info.split([' ', '\t']).next().filter(|language| !language.is_empty()) {
                    Some(language) => {
                        self.out.push_str("<pre><code class=\"language-");
                        escape_into(&mut self.out, language);
                        self.out.push_str("\">");
                    }
                    None => self.out.push_str("<pre><code>"),
                }
            }
            Tag::HtmlBlock => {
                self.new_line();
                self.html_block = Some(String::new());
            }
            Tag::List(first) => {
                if let Some((_, depth)) = self.marked_lists.last_mut() {
                    *depth += 1;
                }
                self.begin_list_text();
                self.new_line();
                match first.map(Number::get) {
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
            Tag::Table(number) => {
                let columns = source.document.tables.get(*number as usize);
                self.new_line();
                self.out.push_str("<div class=\"table\"><table>\n");
                self.tables.push(Table::new(columns.map(AsRef::as_ref).unwrap_or_default()));
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

    pub(super) fn close(&mut self, source: Source<'_>, tag: &Tag) {
        match tag {
            Tag::Paragraph => {
                if !std::mem::take(&mut self.paragraph_taken) {
                    self.out.push_str("</p>\n");
                }
                self.section_text().into_iter().for_each(Passages::end_block);
            }
            Tag::Heading(number) => {
                self.in_heading = false;
                self.close_heading(source, *number);
            }
            Tag::BlockQuote => {
                self.new_line();
                self.out.push_str("</blockquote>\n");
            }
            Tag::Card(number) => self.close_card(source, *number),
            Tag::CardHeading(_) => {
                self.in_heading = false;
                cards::close_heading(&mut self.out, self.level);
                self.section_text().into_iter().for_each(Passages::begin_lead);
            }
            Tag::CodeBlock(_) => {
                self.out.push_str("</code></pre>\n");
                self.section_text().into_iter().for_each(Passages::end_group);
            }
            Tag::HtmlBlock => {
                let html = self.html_block.take().unwrap_or_default();
                self.raw_html(&html);
                if let Some(text) = self.section_text() {
                    text.end_block();
                    for words in raw_html::paragraphs(&html) {
                        text.add(&words);
                        text.end_block();
                    }
                }
            }
            Tag::List(first) => {
                self.new_line();
                self.out.push_str(if first.is_some() { "</ol>\n" } else { "</ul>\n" });
                if let Some((_, depth)) = self.marked_lists.last_mut() {
                    *depth = depth.saturating_sub(1);
                }
                self.section_text().into_iter().for_each(Passages::end_list);
            }
            Tag::Item => {
                self.close_marked_item();
                self.out.push_str("</li>\n");
                self.section_text().into_iter().for_each(Passages::end_item);
            }
            Tag::Footnote(name) => self.close_footnote(source, source.document.text(*name)),
            Tag::Table(_) => {
                self.out.push_str("</tbody></table></div>\n");
                self.tables.pop();
                self.section_text().into_iter().for_each(Passages::end_group);
            }
            Tag::TableHead => {
                self.out.push_str("</tr></thead>\n<tbody>\n");
                if let Some(table) = self.tables.last_mut() {
                    table.in_head = false;
                }
            }
            Tag::TableRow => {
                self.out.push_str("</tr>\n");
                self.end_row_text();
            }
            Tag::TableCell => self.close_cell(),
            Tag::Emphasis => self.out.push_str("</em>"),
            Tag::Strong => self.out.push_str("</strong>"),
            Tag::Strikethrough => self.out.push_str("</del>"),
            Tag::Link(number) => self.close_link(source, *number),
            Tag::Image(_) => {}
        }
    }

    pub(super) fn open_heading(&mut self, source: Source<'_>, number: u32) {
        self.new_line();
        let Some(heading) = source.document.headings.get(number as usize) else { return };
        let Some(scope) = self.scope else {
            self.out.push_str(&format!("<h{}>", heading.level));
            return;
        };
        let level = u8::try_from((i16::from(heading.level) + self.shift).clamp(2, 6)).unwrap_or(2);
        let own = source.id == scope.host && !self.is_entry;
        let id = if own { heading.id.clone() } else { free(&heading.id, &self.taken) };
        self.taken.insert(id.clone());
        self.level = level;
        let text = scope.site.index.fill_str(&heading.text);
        self.written.contents.push((level, id.clone(), text.clone()));
        // A heading within a card or a list begins a section that is still led in to by them.
        if let Some(led_in_to) = self.section_text().map(|text| text.continued()) {
            let section = SectionText { id: id.clone(), heading: text, text: led_in_to, care: Vec::new() };
            self.written.sections.push(section);
        }
        self.out.push_str(&format!("<h{level} id=\""));
        escape_into(&mut self.out, &id);
        self.out.push_str("\">");
    }

    pub(super) fn close_heading(&mut self, source: Source<'_>, number: u32) {
        let Some(heading) = source.document.headings.get(number as usize) else { return };
        let Some(scope) = self.scope else {
            self.out.push_str(&format!("</h{}>\n", heading.level));
            return;
        };
        // The heading's own words are kept apart from its section's text.
        self.section_text().into_iter().for_each(Passages::drop_block);
        if self.is_text {
            return;
        }
        let Some((level, id, text)) = self.written.contents.last() else { return };
        if text.trim().is_empty() {
            self.out.push_str(&format!("</h{level}>\n"));
            return;
        }
        let label = scope.words.fill("page.anchor", &[("heading", text)]);
        let anchor = format!(
            " <a class=\"anchor\" href=\"#{}\" aria-label=\"{}\">#</a></h{level}>\n",
            escape(id),
            escape(&label)
        );
        self.out.push_str(&anchor);
    }

    /// Begins a list in the text of the section. Right under a heading, the heading leads in to it.
    fn begin_list_text(&mut self) {
        let Some(section) = self.written.sections.last_mut() else { return };
        if section.text.as_str().is_empty() && !section.text.is_open() {
            section.text.add(&section.heading);
        }
        section.text.begin_list();
    }

    pub(super) fn card_level(&self) -> u8 {
        (self.level + 1).clamp(2, 6)
    }

    pub(super) fn open_card(&mut self, source: Source<'_>, number: u32) {
        self.new_line();
        let (Some(scope), Some(card)) = (self.scope, source.document.cards.get(number as usize)) else { return };
        let id = free(&card.kind.word().to_lowercase(), &self.taken);
        self.taken.insert(id.clone());
        if source.id == scope.host {
            self.written.cards.push((number, id.clone()));
        }
        let level = self.card_level();
        self.cards.push((self.level, self.shift));
        self.level = level;
        if self.embedded > 0 {
            let inside = source.document.headings.iter().filter(|it| (card.event..card.end).contains(&it.event));
            self.shift = inside.map(|heading| heading.level).min().map_or(self.shift, |top| shift(level, top));
        }
        let named_by = self.landmark(&cards::name(scope.site, scope.words, card), &id);
        let place = cards::Place { id: &id, level, named_by: named_by.as_deref() };
        cards::open(&mut self.out, scope.site, scope.words, card, place);
        self.section_text().into_iter().for_each(Passages::end_block);
        if matches!(card.kind, CardKind::Emergency | CardKind::Urgent)
            && let Some(section) = self.written.sections.last_mut()
        {
            // Its end is set when the card closes; a section that a heading within it opens is no care text.
            let start = section.text.as_str().len();
            section.care.push(start..start);
        }
        self.collect(&cards::label(scope.words, card));
        if matches!(card.kind, CardKind::Do | CardKind::DoNot) {
            self.marked_lists.push((number, 0));
        }
    }

    /// The ids of the headings that name a card's landmark: its own, and where another card has that name, the heading
    /// that it stands under too. Whoever goes from landmark to landmark could not tell two of one name apart, so `None`
    /// where that is taken as well: the card is then found by its heading alone.
    fn landmark(&mut self, name: &str, id: &str) -> Option<String> {
        let own = cards::heading_id(id);
        if self.landmarks.insert(folded(name)) {
            return Some(own);
        }
        let (_, section, text) = self.written.contents.last()?;
        self.landmarks.insert(folded(&format!("{name} {text}"))).then(|| format!("{own} {}", escape(section)))
    }

    pub(super) fn close_card(&mut self, source: Source<'_>, number: u32) {
        self.new_line();
        let (Some(scope), Some(card)) = (self.scope, source.document.cards.get(number as usize)) else { return };
        cards::close(&mut self.out, scope.site, scope.words, card);
        if let Some(around) = self.cards.pop() {
            (self.level, self.shift) = around;
        }
        self.section_text().into_iter().for_each(Passages::end_lead);
        if matches!(card.kind, CardKind::Emergency | CardKind::Urgent)
            && let Some(section) = self.written.sections.last_mut()
        {
            let end = section.text.as_str().len();
            section.care.last_mut().into_iter().for_each(|care| care.end = end);
        }
        if self.marked_lists.last().is_some_and(|(open, _)| *open == number) {
            self.marked_lists.pop();
        }
    }

    /// The tick or cross before an item of a do or do-not list.
    pub(super) fn open_marked_item(&mut self, source: Source<'_>) {
        let (Some(scope), Some((number, 1))) = (self.scope, self.marked_lists.last()) else { return };
        let icon = source.document.cards.get(*number as usize).and_then(|card| cards::icon(card.kind));
        self.out.push_str(scope.site.icon(icon.unwrap_or_default()));
        self.out.push_str("<div>");
    }

    pub(super) fn close_marked_item(&mut self) {
        if self.scope.is_some() && matches!(self.marked_lists.last(), Some((_, 1))) {
            self.out.push_str("</div>");
        }
    }
}

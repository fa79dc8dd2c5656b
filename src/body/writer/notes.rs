//! What is put into the text from elsewhere: citations, transclusions and footnotes.

use super::{Citations, Source, Writer};
use crate::base::html::escape;
use crate::base::slug::folded;
use crate::body::language::{OtherLanguage, named};
use crate::body::passages::Passages;
use crate::body::{Piece, references};
use crate::model::page::{Data, PageId};
use crate::parse::heading_ids::free;
use crate::resolve::embeds::{self, DEEPEST};

/// A footnote of the page being written, or of one that it shows: two pages may give one name to two notes.
pub(super) struct Footnote {
    /// The page whose text marks it.
    page: PageId,
    /// Its name there, in small letters as Markdown compares it.
    name: String,
    /// Its text; `None` until it is met.
    text: Option<String>,
    is_marked: bool,
}

impl Writer<'_> {
    pub(super) fn cite(&mut self, source: Source<'_>, group: u32) {
        if self.citations == Citations::LeftOut {
            return;
        }
        let (Some(scope), Some(group)) = (self.scope, source.document.cites.get(group as usize)) else { return };
        let items = references::known(&group.items, |key| scope.site.index.references.get(key).copied());
        if items.is_empty() {
            return;
        }
        self.section_text().into_iter().for_each(Passages::trim_block);
        if !self.is_text {
            let html = self.written.references.group(&items, scope.words);
            // A blank before the mark belongs to the sentence, not to the number.
            let trimmed = self.out.trim_end_matches(' ').len();
            self.out.truncate(trimmed);
            self.out.push_str(&html);
        }
    }

    pub(super) fn embed(&mut self, source: Source<'_>, embed: u32, depth: usize) {
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
        let (from, to) = target.section.unwrap_or((0, u32::MAX));
        let cards = &shown.document.cards;
        let is_in_card = |event: u32| cards.iter().any(|card| (card.event..card.end).contains(&event));
        // Headings in cards stand below those of their cards.
        let first = shown.document.headings.iter().filter(|heading| (from..to).contains(&heading.event));
        let top = first.filter(|heading| !is_in_card(heading.event)).map(|heading| heading.level).min().unwrap_or(2);
        let before = (self.shift, self.level);
        let language = source.page.map_or(shown.language, |page| page.language);
        let other = (shown.language != language).then(|| named(scope.site, shown.language));
        if let Some(OtherLanguage { lang, dir, .. }) = &other {
            self.out.push_str(&format!("<div lang=\"{}\" dir=\"{dir}\">\n", escape(lang)));
        }
        self.shift = shift(self.level, top);
        self.embedded += 1;
        self.document(
            Source { id: target.page, page: Some(shown), document: &shown.document, bound },
            target.section,
            depth + 1,
        );
        if other.is_some() {
            self.out.push_str("</div>\n");
        }
        (self.shift, self.level) = before;
        self.embedded -= 1;
        self.paragraph_taken = taken;
    }

    /// A transclusion takes the place of the paragraph it stands in. Says whether there was one: its end is then not
    /// written either.
    pub(super) fn take_paragraph(&mut self) -> bool {
        match self.out.strip_suffix("<p>") {
            Some(before) => {
                self.out.truncate(before.len());
                true
            }
            None => false,
        }
    }

    pub(super) fn footnote_mark(&mut self, source: Source<'_>, name: &str) {
        let place = self.footnote(source.id, name);
        let number = self.footnotes_before + place + 1;
        let was_marked = self.footnotes.get_mut(place).is_some_and(|note| std::mem::replace(&mut note.is_marked, true));
        let id = if was_marked { String::new() } else { format!(" id=\"footnote-mark-{number}\"") };
        let label =
            self.scope.map_or(String::new(), |scope| scope.words.fill("footnotes.mark", &[("n", &number.to_string())]));
        self.out.push_str(&format!(
            "<sup class=\"footnote\"{id}><a href=\"#footnote-{number}\" aria-label=\"{}\">{}</a></sup>",
            escape(&label),
            footnote_sign(number)
        ));
    }

    pub(super) fn close_footnote(&mut self, source: Source<'_>, name: &str) {
        let text = std::mem::replace(&mut self.out, self.outer.pop().unwrap_or_default());
        let place = self.footnote(source.id, name);
        if let Some(note) = self.footnotes.get_mut(place) {
            // The first of two notes with one name is kept; the second is reported.
            note.text.get_or_insert(text);
        }
    }

    /// The place of a page's footnote among those of the text.
    fn footnote(&mut self, page: PageId, name: &str) -> usize {
        let name = folded(name);
        match self.footnotes.iter().position(|note| note.page == page && note.name == name) {
            Some(place) => place,
            None => {
                self.footnotes.push(Footnote { page, name, text: None, is_marked: false });
                self.footnotes.len() - 1
            }
        }
    }

    /// Writes the notes that are marked in a section that is shown; a note may mark another. Those that the section
    /// defines and does not mark say nothing of it.
    fn bring_in_footnotes(&mut self) {
        let Some(scope) = self.scope else { return };
        let mut place = 0;
        while let Some(note) = self.footnotes.get(place) {
            place += 1;
            let (id, is_open) = (note.page, note.text.is_none());
            let Some(page) = scope.site.index.page(id).filter(|_| is_open) else { continue };
            let Some(bound) = scope.site.bounds.get(id.index()) else { continue };
            if let Some((start, end)) = embeds::footnote(&page.document, &note.name) {
                let name = note.name.clone();
                let source = Source { id, page: Some(page), document: &page.document, bound };
                self.outer.push(std::mem::take(&mut self.out));
                self.document(source, Some((start + 1, end.saturating_sub(1))), 1);
                self.close_footnote(source, &name);
            }
        }
    }

    pub(super) fn write_footnotes(&mut self) {
        let Some(scope) = self.scope else { return };
        if self.footnotes.is_empty() {
            return;
        }
        self.bring_in_footnotes();
        self.new_line();
        let heading = escape(scope.words.get("footnotes.title"));
        let id = free("footnotes", &self.taken);
        self.out.push_str(&format!(
            "<section class=\"footnotes\" aria-labelledby=\"{id}\"><h2 id=\"{id}\">{heading}</h2>\n<ol>\n"
        ));
        self.taken.insert(id);
        for (place, note) in self.footnotes.iter().enumerate() {
            let number = self.footnotes_before + place + 1;
            let text = note.text.as_deref().unwrap_or_default().trim_end();
            let (inner, end) = text.strip_suffix("</p>").map_or((text, ""), |inner| (inner, "</p>"));
            self.out.push_str(&format!("<li id=\"footnote-{number}\">{inner}"));
            // A footnote that nothing marks is printed all the same, with no place to lead back to.
            if note.is_marked {
                let back = escape(&scope.words.fill("footnotes.back", &[("n", &number.to_string())]));
                self.out.push_str(&format!(" <a href=\"#footnote-mark-{number}\" aria-label=\"{back}\">↩</a>"));
            }
            self.out.push_str(end);
            self.out.push_str("</li>\n");
        }
        self.out.push_str("</ol></section>\n");
    }
}

/// How much deeper headings are shown so that those of level `top` stand right below one of `level`.
pub(super) fn shift(level: u8, top: u8) -> i16 {
    i16::from(level) + 1 - i16::from(top)
}

/// The sign of a footnote, by its number from 1: no number, so that it is not taken for a reference's. The theme's font
/// has these signs, for the screen and for paper; it has no dagger.
#[must_use]
pub fn footnote_sign(number: usize) -> String {
    const SIGNS: [&str; 3] = ["*", "§", "¶"];
    /// How often a sign is repeated before the next one is taken.
    const MOST: usize = 3;
    let place = number.saturating_sub(1);
    let sign = SIGNS.get(place / MOST % SIGNS.len()).copied().unwrap_or("*");
    sign.repeat(place % MOST + 1 + place / (MOST * SIGNS.len()) * MOST)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_two_footnotes_have_one_sign() {
        let signs: Vec<String> = (1..=10).map(footnote_sign).collect();
        assert_eq!(signs, ["*", "**", "***", "§", "§§", "§§§", "¶", "¶¶", "¶¶¶", "****"]);
        let all: std::collections::BTreeSet<String> = (1..=200).map(footnote_sign).collect();
        assert_eq!(all.len(), 200);
    }
}

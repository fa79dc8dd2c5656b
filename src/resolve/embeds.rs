//! What a transclusion shows: a page, a section of it, or the card of its kind.

use std::collections::BTreeSet;

use super::index::Index;
use super::names::Found;
use crate::base::slug::{composed, folded};
use crate::diag::{Place, Problem, codes};
use crate::model::doc::{Document, Embed, Event, Tag};
use crate::model::page::{Page, PageId};

/// How deep transclusions may be nested.
pub const DEEPEST: usize = 10;

/// How many transclusions one page may show, those within them included.
pub const MOST: usize = 1000;

/// A page, or a part of it, as a transclusion shows it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct EmbedTarget {
    /// The page.
    pub page: PageId,
    /// The events shown, from and up to; all of the body when `None`.
    pub section: Option<(u32, u32)>,
}

/// Why a fragment shows no section of a page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NoSection {
    /// No heading has this id or text.
    Missing,
    /// These headings, by number, have the text.
    Several(Vec<usize>),
    /// The heading stands within a quotation, a card, a list or a footnote: its text cannot be taken out of it whole.
    Nested,
}

/// What `embed` on `page` shows; `None` when it leads nowhere or to more than one place.
#[must_use]
pub fn target(id: PageId, page: &Page, embed: &Embed, index: &Index) -> Option<EmbedTarget> {
    let shown = if embed.target.is_empty() {
        id
    } else {
        match index.names.find(page.language, &embed.target) {
            Found::Page(found) => found,
            Found::Nothing | Found::Several(_) => return None,
        }
    };
    let shown_page = index.page(shown).filter(|page| index.is_published(page))?;
    let section = match &embed.fragment {
        Some(fragment) => Some(section(&shown_page.document, fragment).ok()?),
        None => None,
    };
    Some(EmbedTarget { page: shown, section })
}

/// The events under a heading, up to the next of its level or higher, without the heading itself.
///
/// Headings within quotations, cards, lists and footnotes belong to what they stand in: they end no section, so that
/// no block is cut in two.
///
/// # Errors
/// When the fragment names no heading, more than one, or one within another block.
pub fn section(document: &Document, fragment: &str) -> Result<(u32, u32), NoSection> {
    let place = heading(document, fragment)?;
    let heading = document.headings.get(place).ok_or(NoSection::Missing)?;
    let mut depth = 0_usize;
    let mut start: Option<usize> = None;
    let mut end = document.events.len();
    for (at, (event, _)) in document.events.iter().enumerate() {
        match event {
            Event::Start(Tag::Heading(number)) if *number as usize == place && depth > 0 => {
                return Err(NoSection::Nested);
            }
            Event::End(Tag::Heading(number)) if *number as usize == place => start = Some(at + 1),
            Event::Start(Tag::Heading(number)) if start.is_some() && depth == 0 => {
                let next = document.headings.get(*number as usize);
                if next.is_some_and(|next| next.level <= heading.level) {
                    end = at;
                    break;
                }
            }
            _ => {}
        }
        match event {
            Event::Start(_) => depth += 1,
            Event::End(_) => depth = depth.saturating_sub(1),
            _ => {}
        }
    }
    let events = |at: usize| u32::try_from(at).map_err(|_| NoSection::Missing);
    Ok((events(start.ok_or(NoSection::Missing)?)?, events(end)?))
}

/// The heading that a fragment names, by id or by text.
///
/// # Errors
/// When no heading has it as its id or text, or when it is the text of more than one and the id of none.
pub fn heading(document: &Document, fragment: &str) -> Result<usize, NoSection> {
    let id = composed(fragment);
    if let Some(place) = document.headings.iter().position(|heading| composed(&heading.id) == id) {
        return Ok(place);
    }
    let written = folded(fragment);
    let same = document.headings.iter().enumerate().filter(|(_, heading)| folded(&heading.text) == written);
    let places: Vec<usize> = same.map(|(place, _)| place).collect();
    match places.as_slice() {
        [] => Err(NoSection::Missing),
        [place] => Ok(*place),
        _ => Err(NoSection::Several(places)),
    }
}

/// The events of a document's first footnote with this name, which Markdown compares without regard to case.
#[must_use]
pub fn footnote(document: &Document, name: &str) -> Option<(u32, u32)> {
    let name = folded(name);
    let is_it = |tag: &Tag| matches!(tag, Tag::Footnote(found) if folded(document.text(*found)) == name);
    let events = document.events.iter();
    let start = events.clone().position(|(event, _)| matches!(event, Event::Start(tag) if is_it(tag)))?;
    let end = events.skip(start).position(|(event, _)| matches!(event, Event::End(tag) if is_it(tag)))?;
    Some((u32::try_from(start).ok()?, u32::try_from(start + end + 1).ok()?))
}

/// The event after the footnote that begins at `start`.
#[must_use]
pub fn after_footnote(document: &Document, start: usize) -> usize {
    let mut rest = document.events.iter().enumerate().skip(start);
    let end = rest.find(|(_, (event, _))| matches!(event, Event::End(Tag::Footnote(_))));
    end.map_or(document.events.len(), |(at, _)| at + 1)
}

/// Follows every transclusion of a page and reports rings and excess.
#[must_use]
pub fn check(id: PageId, page: &Page, index: &Index) -> Vec<Problem> {
    if page.document.embeds.is_empty() {
        return Vec::new();
    }
    let mut walk = Walk {
        index,
        root: page,
        trail: vec![EmbedTarget { page: id, section: None }],
        shown: 0,
        closing: BTreeSet::new(),
        problems: Vec::new(),
        full: false,
    };
    walk.page(id, page, None);
    walk.problems
}

struct Walk<'a> {
    index: &'a Index,
    root: &'a Page,
    trail: Vec<EmbedTarget>,
    shown: usize,
    /// Lines, by page and transclusion, that are reported to close a ring.
    closing: BTreeSet<(PageId, u32)>,
    problems: Vec<Problem>,
    full: bool,
}

impl Walk<'_> {
    fn page(&mut self, id: PageId, page: &Page, section: Option<(u32, u32)>) {
        let (from, to) = section.map_or((0, page.document.events.len()), |(from, to)| (from as usize, to as usize));
        for (event, _) in page.document.events.iter().take(to).skip(from) {
            let Event::Embed(number) = event else { continue };
            let Some(embed) = page.document.embeds.get(*number as usize) else { continue };
            let Some(target) = target(id, page, embed, self.index) else { continue };
            if self.full {
                return;
            }
            if let Some(start) = self.trail.iter().position(|open| open.page == target.page && overlaps(*open, target))
            {
                self.ring(start, (id, *number), page, embed);
                continue;
            }
            self.shown += 1;
            if self.shown > MOST || self.trail.len() > DEEPEST {
                self.limit(page, embed);
                return;
            }
            if let Some(shown) = self.index.page(target.page) {
                self.trail.push(target);
                self.page(target.page, shown, target.section);
                self.trail.pop();
            }
        }
    }

    /// Reports a ring once, from the first of its pages: at the line that leads back into it. A ring of sections does
    /// not lead back to the whole of a page.
    fn ring(&mut self, start: usize, line: (PageId, u32), page: &Page, embed: &Embed) {
        let ring: Vec<PageId> = self.trail.iter().skip(start).map(|open| open.page).collect();
        let root = self.trail.first().map(|open| open.page);
        if ring.iter().min().copied() != root || !self.closing.insert(line) {
            return;
        }
        let way = ring.iter().chain(ring.first()).filter_map(|id| self.index.page(*id));
        let way = way.map(|page| format!("`{}`", page.path)).collect::<Vec<_>>().join(" → ");
        self.problems.push(Problem::new(
            codes::EMBED_RING,
            Place::at(&page.path, embed.span),
            format!("transclusions lead round in a ring: {way}"),
            "replace one of them with a link",
        ));
    }

    fn limit(&mut self, page: &Page, embed: &Embed) {
        self.full = true;
        let what = if self.shown > MOST {
            format!("`{}` shows more than {MOST} transclusions", self.root.path)
        } else {
            format!("`{}` nests transclusions more than {DEEPEST} deep", self.root.path)
        };
        self.problems.push(Problem::new(
            codes::EMBED_LIMIT,
            Place::at(&page.path, embed.span),
            what,
            "link to the page instead",
        ));
    }
}

/// Whether showing `target` within `open` shows `open` again.
fn overlaps(open: EmbedTarget, target: EmbedTarget) -> bool {
    match (open.section, target.section) {
        // A page may show one of its own sections, as long as that section does not show itself.
        (None, Some(_)) => false,
        (None, None) | (Some(_), None) => true,
        (Some(open), Some(target)) => open == target || (target.0 <= open.0 && open.1 <= target.1),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::parse::markdown::{Dialect, parse};

    /// The file's text that a section holds.
    fn shown(body: &str, fragment: &str) -> Result<String, NoSection> {
        let (document, _) = parse(&body.into(), 0, Dialect::Soleus);
        let (from, to) = section(&document, fragment)?;
        let events = document.events.get(from as usize..to as usize).unwrap();
        let opened = events.iter().filter(|(event, _)| matches!(event, Event::Start(_))).count();
        let closed = events.iter().filter(|(event, _)| matches!(event, Event::End(_))).count();
        assert_eq!(opened, closed, "a block is cut in two");
        let texts = events.iter().filter_map(|(event, _)| match event {
            Event::Text(words) => Some(document.str(words)),
            _ => None,
        });
        Ok(texts.collect::<Vec<_>>().join(" | "))
    }

    #[test]
    fn a_heading_within_a_block_ends_no_section() {
        let card = "## Help\n> [!URGENT] Call today if:\n>\n> ## Signs\n>\n> - swollen\n\nRest.\n\n## More\nx\n";
        assert_eq!(shown(card, "Help").unwrap(), "Call today if: | Signs | swollen | Rest.");
        assert_eq!(shown("## Help\n- a\n\n  # B\n\n  c\n\n> # D\n\ne\n", "help").unwrap(), "a | B | c | D | e");
        assert_eq!(shown("## Help\n### Sub\na\n# More\nb\n", "help").unwrap(), "Sub | a");
    }

    #[test]
    fn a_section_within_a_block_is_not_taken_out_of_it() {
        for body in ["> [!URGENT] Call\n> ## Signs\n> - a\n", "> ## Signs\n> a\n", "- ## Signs\n  a\n"] {
            assert_eq!(shown(body, "Signs"), Err(NoSection::Nested));
        }
    }

    #[test]
    fn a_text_that_two_headings_have_names_neither() {
        let body = "## Signs\na\n## Signs\nb\n";
        assert_eq!(shown(body, "Signs"), Err(NoSection::Several(vec![0, 1])));
        assert_eq!(shown(body, "signs-2").unwrap(), "b");
        assert_eq!(shown(body, "Sign"), Err(NoSection::Missing));
    }

    #[test]
    fn a_heading_is_found_however_its_letters_are_put_together() {
        for body in ["## Fu\u{df} a\u{308}\na\n", "## Fu\u{df} \u{e4}\na\n", "## Other {#fu\u{df}-a\u{308}}\na\n"] {
            assert_eq!(shown(body, "fu\u{df}-a\u{308}").unwrap(), "a");
            assert_eq!(shown(body, "fu\u{df}-\u{e4}").unwrap(), "a");
        }
    }
}

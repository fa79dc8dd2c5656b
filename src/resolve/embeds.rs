//! What a transclusion shows: a page, a section of it, or the card of its kind.

use super::index::Index;
use super::names::Found;
use crate::base::slug::folded;
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

/// What `embed` on `page` shows; `None` when it leads nowhere or to more than one page.
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
        Some(fragment) => Some(section(&shown_page.document, fragment)?),
        None => None,
    };
    Some(EmbedTarget { page: shown, section })
}

/// The events under a heading, up to the next of its level or higher, without the heading itself.
#[must_use]
pub fn section(document: &Document, fragment: &str) -> Option<(u32, u32)> {
    let place = heading(document, fragment)?;
    let heading = document.headings.get(place)?;
    let closing = |event: &Event| matches!(event, Event::End(Tag::Heading(number)) if *number as usize == place);
    let events = document.events.iter().enumerate().skip(heading.event as usize);
    let start = events.clone().find(|(_, (event, _))| closing(event)).map(|(at, _)| at + 1)?;
    let next = document.headings.iter().skip(place + 1).find(|next| next.level <= heading.level);
    let end = next.map_or(document.events.len(), |next| next.event as usize);
    Some((u32::try_from(start).ok()?, u32::try_from(end).ok()?))
}

/// The heading that a fragment names, by id or by text.
#[must_use]
pub fn heading(document: &Document, fragment: &str) -> Option<usize> {
    let by_id = document.headings.iter().position(|heading| heading.id == fragment);
    by_id.or_else(|| document.headings.iter().position(|heading| folded(&heading.text) == folded(fragment)))
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
                self.ring(start, page, embed);
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

    /// Reports a ring once, from the first of its pages: at the line that leads back to it.
    fn ring(&mut self, start: usize, page: &Page, embed: &Embed) {
        let ring: Vec<PageId> = self.trail.iter().skip(start).map(|open| open.page).collect();
        if start != 0 || ring.iter().min() != ring.first() {
            return;
        }
        let names = ring.iter().filter_map(|id| self.index.page(*id)).map(|page| format!("`{}`", page.path));
        let way = names.chain([format!("`{}`", self.root.path)]).collect::<Vec<_>>().join(" → ");
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

//! Holds the site after a move against the site before it: the same links reach the same pages, and nothing new is
//! wrong.
//!
//! It compares what the resolver found in both, not what was edited, so that a link form that the edits know nothing of
//! is found here.

use std::collections::BTreeMap;

use super::Refusal;
use super::moves::Moves;
use crate::base::path::SitePath;
use crate::body::Site;
use crate::diag::report::{Entry, Report};
use crate::diag::{Code, Severity, codes};
use crate::model::page::PageId;
use crate::pipeline::{Checked, is_configuration};
use crate::resolve::names::Found;
use crate::resolve::{Bound, Target};

/// Errors that leave open which page a name means.
const UNCERTAIN: [Code; 8] = [
    codes::SITE_UNREADABLE,
    codes::FILE_UNREADABLE,
    codes::FRONT_MATTER_YAML,
    codes::PAGE_WITHOUT_FRONT_MATTER,
    codes::KIND_UNKNOWN,
    codes::ADDRESS_TAKEN,
    codes::REFERENCE_ID_TAKEN,
    codes::LINK_AMBIGUOUS,
];

/// Refuses a site in which it is uncertain what a name means.
///
/// # Errors
/// With the problems that make it so.
pub fn names_are_certain(report: &Report) -> Result<(), Box<Refusal>> {
    let is_uncertain = |entry: &Entry| entry.severity == Severity::Error && UNCERTAIN.contains(&entry.code);
    let found: Vec<Entry> = report.entries.iter().filter(|entry| is_uncertain(entry)).cloned().collect();
    if found.is_empty() {
        return Ok(());
    }
    let found = Report { entries: found, sources: report.sources.clone() };
    let content = !is_configuration(&found);
    let message = "the site has errors that leave open which page a link means";
    Err(Box::new(Refusal { content, ..*Refusal::content(message, "mend them first", Some(found)) }))
}

/// Refuses a move after which a link would reach another page, or a problem would be new.
///
/// # Errors
/// With the file whose link it is, or with the new problems.
pub fn all_is_as_before(before: &Checked, after: &Checked, moves: &Moves) -> Result<(), Box<Refusal>> {
    let new = new_problems(&before.report, &after.report, moves);
    if !new.is_empty() {
        return Err(Refusal::content(
            "after the move the site would have problems that it does not have now",
            "choose another place, or mend what they name first",
            Some(Report { entries: new, sources: after.report.sources.clone() }),
        ));
    }
    let compare = Compare { before: &before.site, after: &after.site, moves };
    match compare.first_difference() {
        None => Ok(()),
        Some((path, what)) => Err(Refusal::content(
            format!("after the move {what} of `{path}` would lead elsewhere"),
            "choose another name; if that does not help, report it with the page",
            None,
        )),
    }
}

/// Problems of which a file has more after the move than before.
fn new_problems(before: &Report, after: &Report, moves: &Moves) -> Vec<Entry> {
    let key = |entry: &Entry, moves: Option<&Moves>| {
        let path = entry.place.as_ref().map(|place| place.path.clone());
        (entry.code.id, entry.severity, path.map(|path| moves.map_or(path.clone(), |moves| moves.after(&path))))
    };
    let mut known: BTreeMap<_, usize> = BTreeMap::new();
    for entry in &before.entries {
        *known.entry(key(entry, Some(moves))).or_default() += 1;
    }
    let mut new = Vec::new();
    for entry in &after.entries {
        match known.get_mut(&key(entry, None)) {
            Some(left) if *left > 0 => *left -= 1,
            Some(_) | None => new.push(entry.clone()),
        }
    }
    new
}

struct Compare<'a> {
    before: &'a Site,
    after: &'a Site,
    moves: &'a Moves,
}

impl Compare<'_> {
    /// The first file with something that leads elsewhere, by the path it had, and what that is.
    fn first_difference(&self) -> Option<(SitePath, &'static str)> {
        for (id, page) in self.before.index.ids().zip(&self.before.index.pages) {
            let path = self.moves.after(&page.path);
            let Some(other) = self.after.index.names.by_path(&path) else {
                return Some((page.path.clone(), "the place"));
            };
            let (Some(one), Some(two)) = (self.before.bounds.get(id.index()), self.after.bounds.get(other.index()))
            else {
                continue;
            };
            let different = if !self.links_agree(one, two) {
                Some("a link")
            } else if !self.shows_agree(one, two) {
                Some("a transclusion or glossary word")
            } else if !self.named_agree(id, other) {
                Some("a name in the front matter")
            } else {
                None
            };
            if let Some(what) = different {
                return Some((page.path.clone(), what));
            }
        }
        let settings = SitePath::new(crate::parse::config::PATH)?;
        (!self.settings_agree()).then_some((settings, "a name"))
    }

    fn links_agree(&self, before: &Bound, after: &Bound) -> bool {
        before.links.len() == after.links.len()
            && before.links.iter().zip(&after.links).all(|(one, two)| match (one, two) {
                (Some(Target::Broken) | None, _) => true,
                (Some(one), Some(two)) => self.targets_agree(one, two),
                (Some(_), None) => false,
            })
    }

    fn targets_agree(&self, before: &Target, after: &Target) -> bool {
        match (before, after) {
            (Target::Page { page, fragment }, Target::Page { page: other, fragment: place }) => {
                self.same(*page, *other) && fragment == place
            }
            (Target::Below { page, title, .. }, Target::Below { page: other, title: same, .. }) => {
                self.same(*page, *other) && title == same
            }
            (Target::File(one), Target::File(two)) => {
                let file = |site: &Site, address| {
                    site.index.files.iter().find(|(_, known)| *known == address).map(|(path, _)| path.clone())
                };
                match (file(self.before, one), file(self.after, two)) {
                    (Some(one), Some(two)) => self.moves.after(&one) == two,
                    // A section's page: what it lists is compared by its pages.
                    (None, None) => self.sections_agree(one, two),
                    (Some(_), None) | (None, Some(_)) => false,
                }
            }
            (before, after) => before == after,
        }
    }

    fn sections_agree(&self, before: &crate::base::address::Address, after: &crate::base::address::Address) -> bool {
        let (one, two) = (self.before.index.nav.sections.get(before), self.after.index.nav.sections.get(after));
        match (one, two) {
            (Some(one), Some(two)) => {
                before == after
                    || one.pages.iter().any(|page| two.pages.iter().any(|other| self.same(*page, *other)))
                    || one.pages.is_empty()
            }
            (None, None) => before == after,
            (Some(_), None) | (None, Some(_)) => false,
        }
    }

    fn shows_agree(&self, before: &Bound, after: &Bound) -> bool {
        let embeds = before.embeds.len() == after.embeds.len()
            && before.embeds.iter().zip(&after.embeds).all(|(one, two)| match (one, two) {
                (None, _) => true,
                (Some(one), Some(two)) => self.same(one.page, two.page) && one.section == two.section,
                (Some(_), None) => false,
            });
        embeds
            && before.terms.len() == after.terms.len()
            && before.terms.iter().zip(&after.terms).all(|((_, one), (_, two))| self.same(one.term, two.term))
    }

    /// Whether a page is used and cited by the same pages, and translates the same one.
    fn named_agree(&self, before: PageId, after: PageId) -> bool {
        let (one, two) = (&self.before.graph, &self.after.graph);
        let moved = |pages: &[PageId]| {
            let mut paths: Vec<_> = pages.iter().filter_map(|id| self.moved(*id)).collect();
            paths.sort();
            paths
        };
        let known = |pages: &[PageId]| {
            let mut paths: Vec<_> = pages.iter().filter_map(|id| path(self.after, *id)).collect();
            paths.sort();
            paths
        };
        let uses = |graph: &crate::resolve::Graph, id: PageId| -> Vec<PageId> {
            graph.uses.get(id.index()).into_iter().flatten().map(|used| used.from).collect()
        };
        let cites =
            |graph: &crate::resolve::Graph, id: PageId| graph.cited_by.get(id.index()).cloned().unwrap_or_default();
        moved(&uses(one, before)) == known(&uses(two, after))
            && moved(&cites(one, before)) == known(&cites(two, after))
            && self.sources_agree(before, after)
    }

    fn sources_agree(&self, before: PageId, after: PageId) -> bool {
        let source = |site: &Site, id: PageId| {
            let name = site.index.page(id)?.meta.translation_of.clone()?;
            match site.index.names.find(0, &name.name) {
                Found::Page(id) => Some(id),
                Found::Nothing | Found::Several(_) => None,
            }
        };
        match (source(self.before, before), source(self.after, after)) {
            (None, _) => true,
            (Some(one), Some(two)) => self.same(one, two),
            (Some(_), None) => false,
        }
    }

    fn settings_agree(&self) -> bool {
        let expected = |site: &Site| -> Vec<Option<SitePath>> {
            let tests = site.index.config.search_tests.iter();
            tests
                .map(|test| match site.index.names.find(0, &test.expect.name) {
                    Found::Page(id) => path(site, id),
                    Found::Nothing | Found::Several(_) => None,
                })
                .collect()
        };
        let (before, after) = (expected(self.before), expected(self.after));
        let same = |(one, two): (&Option<SitePath>, &Option<SitePath>)| match (one, two) {
            (None, _) => true,
            (Some(one), Some(two)) => self.moves.after(one) == *two,
            (Some(_), None) => false,
        };
        before.len() == after.len() && before.iter().zip(&after).all(same)
    }

    fn same(&self, before: PageId, after: PageId) -> bool {
        self.moved(before) == path(self.after, after)
    }

    fn moved(&self, id: PageId) -> Option<SitePath> {
        path(self.before, id).map(|path| self.moves.after(&path))
    }
}

fn path(site: &Site, id: PageId) -> Option<SitePath> {
    site.index.page(id).map(|page| page.path.clone())
}

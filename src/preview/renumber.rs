//! Pages that come and go: every page after them has another number, and all else stays as it was.
//!
//! The index is made again as a whole. What was bound before is carried over to the new numbers, save for pages that
//! the change can reach: those that lead to a page that went, or that use a name, a path or a glossary word that came
//! or went. What still leads nowhere is told which name is nearest later, with the check of all pages. Settings,
//! pictures and themes are not for this file.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use rayon::prelude::*;

use super::called::{Called, is_path_to, uses_name};
use super::increment::{self, holds_word, words};
use super::ledger::Ledger;
use super::session::Live;
use crate::base::path::SitePath;
use crate::body::Site;
use crate::diag::{Outcome, Problem};
use crate::model::doc::Document;
use crate::model::kind::Kind;
use crate::model::page::{Page, PageId};
use crate::render::Routes;
use crate::resolve::bind::{self, Bound, Target};
use crate::resolve::glossary::Glossary;
use crate::resolve::{Graph, Index};

/// The new number of each old page, and the old one of each new page.
pub struct Numbers {
    new: Vec<Option<PageId>>,
    old: Vec<Option<PageId>>,
}

impl Numbers {
    /// The numbers of two lists of pages, each sorted by path.
    #[must_use]
    pub fn new(old: &[Arc<Page>], new: &[Arc<Page>]) -> Self {
        let places: BTreeMap<&SitePath, PageId> = ids(old).zip(old).map(|(id, page)| (&page.path, id)).collect();
        let back: Vec<Option<PageId>> = new.iter().map(|page| places.get(&page.path).copied()).collect();
        let mut forth = vec![None; old.len()];
        for (id, old) in ids(new).zip(&back) {
            if let Some(place) = old.and_then(|old| forth.get_mut(old.index())) {
                *place = Some(id);
            }
        }
        Self { new: forth, old: back }
    }

    /// A list by old numbers as one by new numbers; pages that are new have the usual value.
    #[must_use]
    pub fn carried<T: Default>(&self, mut list: Vec<T>) -> Vec<T> {
        let take = |old: &Option<PageId>| old.and_then(|old| list.get_mut(old.index())).map(std::mem::take);
        self.old.iter().map(take).map(Option::unwrap_or_default).collect()
    }

    /// The new number of a page, unless it is gone.
    #[must_use]
    pub fn now(&self, old: PageId) -> Option<PageId> {
        self.new.get(old.index()).copied().flatten()
    }
}

fn ids(pages: &[Arc<Page>]) -> impl Iterator<Item = PageId> {
    (0..pages.len()).map(|number| PageId(u32::try_from(number).unwrap_or(u32::MAX)))
}

/// What came and went.
struct Changed {
    /// Files of pages that came, went or were edited.
    paths: BTreeSet<SitePath>,
    /// What links and citations may call them.
    called: Called,
    /// Glossary words by language.
    words: BTreeMap<usize, Glossary>,
}

/// Resolves the site with these pages in place of the old ones; `paths` are those that came, went or were edited.
pub fn exchange_pages(live: &mut Live, ledger: &mut Ledger, pages: Vec<Arc<Page>>, paths: &BTreeSet<SitePath>) {
    let old = &live.site.index;
    let changed = changed(&old.pages, &pages, paths);
    let numbers = Numbers::new(&old.pages, &pages);
    let words = (old.default_words.clone(), old.other_words.clone());
    let Outcome { value: index, problems } =
        Index::new(old.config.clone(), old.options.clone(), words, pages, old.files.clone());
    let reached = reached(&live.site, &numbers, &index, &changed);
    let edited: BTreeSet<PageId> = paths.iter().filter_map(|path| index.names.by_path(path)).collect();
    let bounds = numbers.carried(std::mem::take(&mut live.site.bounds));
    let bind_problems = numbers.carried(ledger.take_bind());
    let renewed = |((id, bound), found): ((PageId, Bound), Vec<Problem>)| match index.page(id) {
        Some(page) if reached.contains(&id) => bind::bind(id, page, &index, increment::nearest(&edited, id)),
        Some(_) | None => Outcome { value: with_numbers(bound, &numbers), problems: found },
    };
    let all: Vec<_> = index.ids().zip(bounds).zip(bind_problems).collect();
    let outcomes: Vec<Outcome<Bound>> = all.into_par_iter().map(renewed).collect();
    let (mut bounds, mut by_page) = (Vec::with_capacity(outcomes.len()), Vec::with_capacity(outcomes.len()));
    for outcome in outcomes {
        bounds.push(outcome.value);
        by_page.push(outcome.problems);
    }
    live.site.bounds = bounds;
    let citations = std::mem::take(&mut live.site.citations);
    live.site.citations = citations.into_iter().filter_map(|(id, line)| Some((numbers.now(id)?, line))).collect();
    live.site.index = index;
    print_references(live, &edited);
    live.site.graph = Graph::new(&live.site.index, &live.site.bounds);
    let clashes;
    (live.routes, clashes) = Routes::new(&live.site);
    ledger.renumber(&numbers, problems, by_page, clashes);
    ledger.bind_due = ledger.bound_with_problems().filter(|id| !edited.contains(id)).collect();
    for id in edited {
        increment::check_now(&live.site, ledger, id);
    }
}

fn print_references(live: &mut Live, edited: &BTreeSet<PageId>) {
    let index = &live.site.index;
    let is_printed =
        |id: &PageId| index.page(*id).is_some_and(|page| page.kind() == Kind::Reference && index.is_published(page));
    live.site.citations.retain(|id, _| is_printed(id));
    let wanted: BTreeSet<PageId> = edited.iter().copied().filter(is_printed).collect();
    increment::print_references(live, &wanted);
}

fn changed(old: &[Arc<Page>], new: &[Arc<Page>], paths: &BTreeSet<SitePath>) -> Changed {
    let pages: Vec<&Arc<Page>> = old.iter().chain(new).filter(|page| paths.contains(&page.path)).collect();
    let mut by_language: BTreeMap<usize, BTreeSet<String>> = BTreeMap::new();
    for page in pages.iter().filter(|page| page.kind() == Kind::Term) {
        by_language.entry(page.language).or_default().extend(words(page));
    }
    let mut called = Called::default();
    pages.iter().for_each(|page| called.add(page));
    Changed {
        paths: paths.clone(),
        called,
        words: by_language.into_iter().map(|(language, words)| (language, Glossary::of_words(&words))).collect(),
    }
}

/// The pages to bind again, by new numbers.
fn reached(site: &Site, numbers: &Numbers, index: &Index, changed: &Changed) -> BTreeSet<PageId> {
    let edited: BTreeSet<PageId> = changed.paths.iter().filter_map(|path| index.names.by_path(path)).collect();
    let is_other = |old: PageId| numbers.now(old).is_none_or(|id| edited.contains(&id));
    let is_reached = |(id, page): (PageId, &Arc<Page>)| {
        let Some(old) = numbers.old.get(id.index()).copied().flatten() else { return true };
        let Some(bound) = site.bounds.get(old.index()) else { return true };
        edited.contains(&id)
            || bound.links.iter().flatten().any(|target| match target {
                Target::Page { page, .. } | Target::Below { page, .. } => is_other(*page),
                Target::Broken | Target::Here(_) | Target::File(_) | Target::Outside(_) => false,
            })
            || bound.embeds.iter().any(|embed| embed.is_none_or(|embed| is_other(embed.page)))
            || bound.terms.iter().any(|(_, found)| numbers.now(found.term).is_none())
            || leads_to(page, bound, &changed.called.stems)
            || page.facts.cites.iter().any(|key| changed.called.stems.contains(&**key))
            || uses_name(page, &changed.called.names)
            || changed.words.get(&page.language).is_some_and(|words| holds_word(page, words))
    };
    let pages: Vec<(PageId, &Arc<Page>)> = index.ids().zip(&index.pages).collect();
    let mut found: BTreeSet<PageId> =
        pages.into_par_iter().filter(|page| is_reached(*page)).map(|(id, _)| id).collect();
    let showing = site.index.ids().zip(&site.bounds).flat_map(|(id, bound)| {
        let id = numbers.now(id);
        bound.embeds.iter().flatten().filter_map(move |embed| Some((id?, numbers.now(embed.page)?)))
    });
    increment::add_showing(&showing.collect::<Vec<_>>(), &mut found);
    found
}

/// Whether a link of a page is written as a path that may end in one of these, whatever it led to before. A path from
/// the site's root that leads to no page may name a section, which comes and goes with its pages.
fn leads_to(page: &Page, bound: &Bound, stems: &BTreeSet<String>) -> bool {
    let document: &Document = &page.document;
    let is_page = |target: &Option<Target>| matches!(target, Some(Target::Page { .. } | Target::Below { .. }));
    let mut links = document.links.iter().zip(&bound.links);
    links.any(|(link, led)| is_path_to(&link.target, stems) || link.target.starts_with('/') && !is_page(led))
        || document.embeds.iter().any(|embed| is_path_to(&embed.target, stems) || embed.target.starts_with('/'))
}

/// A page's targets by new numbers. Targets that are gone are not among them: such pages are bound again.
fn with_numbers(mut bound: Bound, numbers: &Numbers) -> Bound {
    for target in bound.links.iter_mut().flatten() {
        if let Target::Page { page, .. } | Target::Below { page, .. } = target {
            *page = numbers.now(*page).unwrap_or(*page);
        }
    }
    for embed in bound.embeds.iter_mut().flatten() {
        embed.page = numbers.now(embed.page).unwrap_or(embed.page);
    }
    for (_, found) in &mut bound.terms {
        found.term = numbers.now(found.term).unwrap_or(found.term);
    }
    bound
}

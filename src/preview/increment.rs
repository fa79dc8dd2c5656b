//! Edits of pages that stay where they are: the parts of the site that such an edit can reach, and no others.
//!
//! The index is made from front matter and facts, so an edit reaches (1) the page itself; (2) the tables its title,
//! aliases, order and glossary words stand in; (3) pages whose links look at it, or whose words now lead elsewhere.
//! Those pages are bound again, and what they add to the graph is replaced. Links that still lead nowhere may be
//! offered another name: finding the nearest of thousands takes a while, and follows with the check of all pages. Views
//! are not kept: they are made when asked for. What would move a page's place in the tables (another kind, a draft that
//! is published) is [`TooFar`], and the whole is resolved again.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use rayon::prelude::*;

use super::called::{Called, may_mean, names, uses_name};
use super::ledger::Ledger;
use super::session::Live;
use crate::base::slug::folded;
use crate::body::Site;
use crate::check;
use crate::model::decision::Decision;
use crate::model::doc::{Document, Event, Heading};
use crate::model::kind::Kind;
use crate::model::page::{Data, Page, PageId};
use crate::pipeline;
use crate::render::Routes;
use crate::resolve::bind::{self, Nearest, Target};
use crate::resolve::glossary::Glossary;
use crate::resolve::index::Index;
use crate::view::site_lists;

/// The edit reaches parts of the index that are only made as a whole.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TooFar {
    /// A page has another place in the tables. Nothing was changed.
    Places,
    /// Two terms claim one word, which is settled in the order of pages. The site is not to be used before it is
    /// resolved as a whole.
    Words,
}

/// What edits of some pages reach.
#[derive(Default)]
struct Reach {
    /// The pages edited.
    edited: BTreeSet<PageId>,
    /// Names, folded, that were added or taken away.
    names: BTreeSet<String>,
    /// Glossary words, folded, that were added or taken away, by language.
    words: BTreeMap<usize, BTreeSet<String>>,
    /// References whose printed line may be other than before.
    references: BTreeSet<PageId>,
    /// Whether there may be other addresses.
    routes: bool,
    /// What links may call the pages that may have other places to link to: what led nowhere may now lead there. A
    /// change of prose alone makes none.
    places: Called,
}

/// Puts edited pages in the place of the old ones.
///
/// # Errors
/// When more has to be made again.
pub fn edit_pages(live: &mut Live, ledger: &mut Ledger, pages: &[Arc<Page>]) -> Result<(), TooFar> {
    let reach = reach(&live.site.index, pages)?;
    let index = &mut live.site.index;
    for page in pages {
        let Some(id) = index.names.by_path(&page.path) else { continue };
        let Some(place) = index.pages.get_mut(id.index()) else { continue };
        let old = std::mem::replace(place, Arc::clone(page));
        let renamed = old.meta.title.raw != page.meta.title.raw || !same_texts(&old.meta.aliases, &page.meta.aliases);
        if renamed {
            index.names.rename(id, &old, page);
        }
        if renamed || old.meta.order != page.meta.order {
            index.nav.sort_again(&index.pages, page);
        }
    }
    if index.language_count() > 1 {
        index.translations_again();
    }
    for language in reach.words.keys() {
        index.glossary_again(*language);
        if index.glossary(*language).is_some_and(|all| !all.clashes.is_empty()) {
            return Err(TooFar::Words);
        }
    }
    let bind_again = looking_at(&live.site, &reach);
    if !reach.names.is_empty() {
        let due: Vec<PageId> = ledger.bound_with_problems().collect();
        ledger.bind_due.extend(due);
    }
    // A language has a list of sources as long as its pages cite any.
    let lists = site_lists::addresses(&live.site);
    bind_pages(&mut live.site, ledger, &bind_again, &reach.edited);
    print_references(live, &reach.references);
    if reach.routes || lists != site_lists::addresses(&live.site) {
        (live.routes, ledger.clashes) = Routes::new(&live.site);
    }
    for id in &reach.edited {
        check_now(&live.site, ledger, *id);
    }
    // Slow rules look at a page and at the titles and parts of those its front matter names.
    let users =
        reach.edited.iter().filter_map(|id| live.site.graph.uses.get(id.index())).flatten().map(|used| used.from);
    let slow = users.chain(bind_again).filter(|id| live.site.index.page(*id).is_some_and(|page| check::is_slow(page)));
    ledger.slow_due.extend(slow);
    Ok(())
}

/// Prints the edited references again.
pub(super) fn print_references(live: &mut Live, references: &BTreeSet<PageId>) {
    if !references.is_empty() && live.formatters.is_empty() {
        live.formatters = pipeline::formatters(&live.site.index.config);
    }
    let index = &live.site.index;
    for id in references {
        let page = index.page(*id).filter(|page| index.is_published(page));
        if let Some(line) = page.and_then(|page| pipeline::citation(index, &live.formatters, page)) {
            live.site.citations.insert(*id, line);
        }
    }
}

/// Runs the quick rules for one page. The check of all pages follows later.
pub fn check_now(site: &Site, ledger: &mut Ledger, id: PageId) {
    let Some(page) = site.index.page(id) else { return };
    let found = if site.index.is_published(page) { check::check_page_quickly(site, id, page) } else { Vec::new() };
    ledger.set_check(id, found);
}

/// What the edits reach, or that it is too far.
fn reach(index: &Index, pages: &[Arc<Page>]) -> Result<Reach, TooFar> {
    let mut reach = Reach::default();
    for page in pages {
        let id = index.names.by_path(&page.path).ok_or(TooFar::Places)?;
        let old = index.page(id).ok_or(TooFar::Places)?;
        let same_place = old.kind() == page.kind()
            && old.unread == page.unread
            && old.meta.draft == page.meta.draft
            && old.language == page.language
            && named(&old.meta.translation_of) == named(&page.meta.translation_of)
            && old.address == page.address;
        if !same_place {
            return Err(TooFar::Places);
        }
        reach.edited.insert(id);
        let is_body_only = front_matter(old) == front_matter(page);
        if !(is_body_only && same_places(old, page)) {
            [old, page].into_iter().for_each(|page| reach.places.add(page));
        }
        if is_body_only {
            continue;
        }
        let (before, now) = (names(old), names(page));
        reach.names.extend(before.symmetric_difference(&now).cloned());
        if page.kind() == Kind::Term {
            let words: BTreeSet<String> = words(old).symmetric_difference(&words(page)).cloned().collect();
            reach.words.entry(page.language).or_default().extend(words);
        }
        if page.kind() == Kind::Reference {
            reach.references.insert(id);
        }
        reach.routes |= parts(old) != parts(page);
    }
    let claimed =
        reach.words.keys().any(|language| index.glossary(*language).is_some_and(|all| !all.clashes.is_empty()));
    if claimed { Err(TooFar::Words) } else { Ok(reach) }
}

/// The name a page gives of the one it translates.
fn named(name: &Option<crate::model::text::PageName>) -> Option<&str> {
    name.as_ref().map(|name| name.name.as_str())
}

/// The bytes before the body. Where they are the same, so is all that is made of them.
fn front_matter(page: &Page) -> &[u8] {
    let document = &page.document;
    document.source.as_bytes().get(..document.start as usize).unwrap_or_default()
}

/// Whether the same links may lead to places on a page as before: to its headings, and to its care cards by their
/// level.
fn same_places(left: &Page, right: &Page) -> bool {
    let (left, right) = (&left.document, &right.document);
    let alike =
        |left: &Heading, right: &Heading| (&left.id, &left.text, left.level) == (&right.id, &right.text, right.level);
    let cards = |document: &Document| document.cards.iter().map(|card| card.kind).collect::<Vec<_>>();
    left.headings.len() == right.headings.len()
        && left.headings.iter().zip(&right.headings).all(|(left, right)| alike(left, right))
        && cards(left) == cards(right)
}

fn same_texts(left: &[crate::model::text::Text], right: &[crate::model::text::Text]) -> bool {
    left.iter().map(|text| &text.raw).eq(right.iter().map(|text| &text.raw))
}

/// The glossary words, folded, of a term; those it advises against have another mark.
pub(super) fn words(page: &Page) -> BTreeSet<String> {
    let Data::Term(term) = &page.data else { return BTreeSet::new() };
    let own = term.plural.iter().chain(&term.also).map(|text| folded(&text.raw));
    names(page).into_iter().chain(own).collect()
}

/// What addresses are made of: old addresses, phases, questions and outcomes, and whether a figure is drawn.
fn parts(page: &Page) -> Vec<&str> {
    let old = page.meta.redirect_from.iter().map(|old| old.raw.as_str());
    match &page.data {
        Data::Programme(programme) => old.chain(programme.phases.iter().map(|phase| phase.id.raw.as_str())).collect(),
        Data::Decision(decision) => {
            let Decision { steps, outcomes, .. } = decision.as_ref();
            let steps = steps.iter().map(|step| step.id.raw.as_str());
            old.chain(steps).chain(outcomes.iter().map(|outcome| outcome.id.raw.as_str())).collect()
        }
        Data::Exercise(exercise) => old.chain(exercise.pose.iter().map(|_| "pose")).collect(),
        Data::Article(_) | Data::Anatomy(_) | Data::Condition(_) | Data::Reference(_) | Data::Term(_) => old.collect(),
    }
}

/// The pages to bind again: the edited ones, those that look at them, those that lead nowhere and may mean one with new
/// places, and those that use a name or word that was added or taken away.
fn looking_at(site: &Site, reach: &Reach) -> BTreeSet<PageId> {
    let matchers: BTreeMap<usize, Glossary> =
        reach.words.iter().map(|(language, words)| (*language, Glossary::of_words(words))).collect();
    let index = &site.index;
    let ids: Vec<PageId> = index.ids().collect();
    let looks = |id: &PageId| {
        let (Some(bound), Some(page)) = (site.bounds.get(id.index()), index.page(*id)) else { return false };
        let is_edited = |page: &PageId| reach.edited.contains(page);
        let by_link = bound.links.iter().flatten().any(|target| match target {
            Target::Page { page, fragment: Some(_) } | Target::Below { page, .. } => is_edited(page),
            Target::Broken
            | Target::Page { fragment: None, .. }
            | Target::Here(_)
            | Target::File(_)
            | Target::Outside(_) => false,
        });
        by_link
            || (bound.links.iter().flatten().any(|target| *target == Target::Broken) && may_mean(page, &reach.places))
            || bound.embeds.iter().any(|embed| embed.is_none_or(|embed| is_edited(&embed.page)))
            || (!reach.names.is_empty() && uses_name(page, &reach.names))
            || matchers.get(&page.language).is_some_and(|words| holds_word(page, words))
    };
    let mut found: BTreeSet<PageId> = ids.par_iter().copied().filter(looks).collect();
    found.extend(&reach.edited);
    let showing = index.ids().zip(&site.bounds);
    let showing = showing.flat_map(|(id, bound)| bound.embeds.iter().flatten().map(move |embed| (id, embed.page)));
    add_showing(&showing.collect::<Vec<_>>(), &mut found);
    found
}

/// Adds the pages that show one of these pages, directly or through others: rings and limits are theirs to report.
/// `showing` are pairs of a page and one that it shows.
pub(super) fn add_showing(showing: &[(PageId, PageId)], found: &mut BTreeSet<PageId>) {
    loop {
        let is_new = |(id, shown): &&(PageId, PageId)| found.contains(shown) && !found.contains(id);
        let more: Vec<PageId> = showing.iter().filter(is_new).map(|(id, _)| *id).collect();
        if more.is_empty() {
            return;
        }
        found.extend(more);
    }
}

/// Whether one of these words stands in a page's text.
pub(super) fn holds_word(page: &Page, words: &Glossary) -> bool {
    page.document.events.iter().any(|(event, _)| {
        let Event::Text(text) = event else { return false };
        !words.find(page.document.str(text)).is_empty()
    })
}

/// Binds these pages again and replaces what they add to the graph. An author who edits a page is told at once what its
/// broken links may mean.
fn bind_pages(site: &mut Site, ledger: &mut Ledger, ids: &BTreeSet<PageId>, edited: &BTreeSet<PageId>) {
    let ids: Vec<PageId> = ids.iter().copied().collect();
    let index = &site.index;
    let bind = |id: &PageId| index.page(*id).map(|page| (*id, bind::bind(*id, page, index, nearest(edited, *id))));
    let outcomes: Vec<_> = ids.par_iter().filter_map(bind).collect();
    for (id, outcome) in outcomes {
        let Some(page) = index.page(id) else { continue };
        site.graph.replace(id, page, &outcome.value, index);
        if let Some(bound) = site.bounds.get_mut(id.index()) {
            *bound = outcome.value;
        }
        let is_due = !edited.contains(&id) && !outcome.problems.is_empty();
        ledger.set_bind(id, outcome.problems);
        if is_due {
            ledger.bind_due.insert(id);
        }
    }
}

/// When the nearest name is sought for what leads nowhere on a page.
pub(super) fn nearest(edited: &BTreeSet<PageId>, id: PageId) -> Nearest {
    if edited.contains(&id) { Nearest::Sought } else { Nearest::Later }
}

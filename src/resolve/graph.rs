//! Links turned round: who mentions, uses and cites a page, and where a glossary word is used.

use std::collections::BTreeMap;
use std::sync::Arc;

use rayon::prelude::*;

use super::bind::{Bound, Target};
use super::index::Index;
use crate::base::room::fit;
use crate::model::facts::MentionedBy;
use crate::model::page::{Data, Page, PageId};
use crate::model::text::{Cite, CiteSource, PageName};

/// A mention of a page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Backlink {
    /// The page that mentions it.
    pub from: PageId,
    /// Which of that page's mentions.
    pub mention: u32,
}

/// How a page's front matter uses another.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Use {
    /// The page that uses it.
    pub from: PageId,
    /// The phase of a programme that uses an exercise, by place.
    pub phase: Option<u32>,
}

/// All links turned round; each list is indexed by page and in order of the pages that add to it.
#[derive(Clone, Debug, Default)]
pub struct Graph {
    /// Mentions in text, the first from each page, in order of pages.
    pub mentions: Vec<Vec<Backlink>>,
    /// Uses from front matter.
    pub uses: Vec<Vec<Use>>,
    /// Pages that cite a reference, in text or front matter.
    pub cited_by: Vec<Vec<PageId>>,
    /// Pages on which a glossary word is used.
    pub term_used_by: Vec<Vec<PageId>>,
    /// What each page adds to the lists of others, so that it can be taken out again.
    outgoing: Vec<Outgoing>,
}

/// What one page adds to the lists of others.
#[derive(Clone, Debug, Default)]
struct Outgoing {
    /// The page mentioned and the mention's number, once a page.
    mentions: Vec<(PageId, u32)>,
    /// The page used and the phase that uses it.
    uses: Vec<(PageId, Option<u32>)>,
    /// References, each once.
    cites: Vec<PageId>,
    /// Terms, each once.
    terms: Vec<PageId>,
}

impl Graph {
    /// Turns the targets of all published pages round.
    #[must_use]
    pub fn new(index: &Index, bounds: &[Bound]) -> Self {
        let count = index.pages.len();
        let mut graph = Self {
            mentions: vec![Vec::new(); count],
            uses: vec![Vec::new(); count],
            cited_by: vec![Vec::new(); count],
            term_used_by: vec![Vec::new(); count],
            outgoing: Vec::new(),
        };
        let outgoing = |(number, page): (usize, &Arc<Page>)| {
            let id = PageId(u32::try_from(number).unwrap_or(u32::MAX));
            let bound = bounds.get(number).filter(|_| index.is_published(page));
            bound.map(|bound| Outgoing::of(id, page, bound, index)).unwrap_or_default()
        };
        let all: Vec<Outgoing> = index.pages.par_iter().enumerate().map(outgoing).collect();
        for (id, outgoing) in index.ids().zip(&all) {
            graph.add(id, outgoing);
        }
        graph.outgoing = all;
        graph.mentions.iter_mut().for_each(fit);
        graph.cited_by.iter_mut().for_each(fit);
        graph.term_used_by.iter_mut().for_each(fit);
        graph
    }

    /// Takes out what a page added, and adds what it adds now.
    pub fn replace(&mut self, id: PageId, page: &Page, bound: &Bound, index: &Index) {
        let new = if index.is_published(page) { Outgoing::of(id, page, bound, index) } else { Outgoing::default() };
        let Some(place) = self.outgoing.get_mut(id.index()) else { return };
        let old = std::mem::take(place);
        for (target, _) in &old.mentions {
            take_out(&mut self.mentions, *target, id, |backlink| backlink.from);
        }
        for (target, _) in &old.uses {
            take_out(&mut self.uses, *target, id, |used| used.from);
        }
        for target in &old.cites {
            take_out(&mut self.cited_by, *target, id, |from| *from);
        }
        for target in &old.terms {
            take_out(&mut self.term_used_by, *target, id, |from| *from);
        }
        self.add(id, &new);
        if let Some(place) = self.outgoing.get_mut(id.index()) {
            *place = new;
        }
    }

    /// Adds what a page adds, at its place in the order of pages.
    fn add(&mut self, id: PageId, outgoing: &Outgoing) {
        for (target, mention) in &outgoing.mentions {
            put_in(&mut self.mentions, *target, Backlink { from: id, mention: *mention }, |backlink| backlink.from);
        }
        for (target, phase) in &outgoing.uses {
            put_in(&mut self.uses, *target, Use { from: id, phase: *phase }, |used| used.from);
        }
        for target in &outgoing.cites {
            put_in(&mut self.cited_by, *target, id, |from| *from);
        }
        for target in &outgoing.terms {
            put_in(&mut self.term_used_by, *target, id, |from| *from);
        }
    }
}

/// Removes what page `from` added to the list of `target`.
fn take_out<T>(lists: &mut [Vec<T>], target: PageId, from: PageId, key: impl Fn(&T) -> PageId) {
    if let Some(list) = lists.get_mut(target.index()) {
        let start = list.partition_point(|entry| key(entry) < from);
        let end = list.partition_point(|entry| key(entry) <= from);
        list.drain(start..end);
    }
}

/// Adds an entry behind those of its page and of the pages before it.
fn put_in<T>(lists: &mut [Vec<T>], target: PageId, entry: T, key: impl Fn(&T) -> PageId) {
    if let Some(list) = lists.get_mut(target.index()) {
        let place = list.partition_point(|other| key(other) <= key(&entry));
        list.insert(place, entry);
    }
}

impl Outgoing {
    fn of(id: PageId, page: &Page, bound: &Bound, index: &Index) -> Self {
        let mut outgoing = Self::default();
        outgoing.add_mentions(id, page, bound);
        outgoing.add_uses(page, index);
        let cites = cited(page).filter_map(|key| index.references.get(key)).copied();
        outgoing.cites = once_each(cites.filter(|reference| *reference != id));
        outgoing.terms = once_each(bound.terms.iter().map(|(_, found)| found.term).filter(|term| *term != id));
        outgoing
    }

    fn add_mentions(&mut self, id: PageId, page: &Page, bound: &Bound) {
        let mut first: BTreeMap<PageId, u32> = BTreeMap::new();
        for (number, by) in (0..).zip(page.facts.mentions.all()) {
            let target = match by {
                MentionedBy::Link(link) => match bound.links.get(link as usize) {
                    Some(Some(Target::Page { page, .. } | Target::Below { page, .. })) => Some(*page),
                    _ => None,
                },
                MentionedBy::Embed(embed) => {
                    bound.embeds.get(embed as usize).copied().flatten().map(|target| target.page)
                }
            };
            let Some(target) = target.filter(|target| *target != id) else { continue };
            let kept = first.entry(target).or_insert(number);
            // A mention with a sentence says more than a transclusion.
            if !has_sentence(page, *kept) {
                *kept = number;
            }
        }
        self.mentions = first.into_iter().collect();
    }

    fn add_uses(&mut self, page: &Page, index: &Index) {
        let uses = &mut self.uses;
        named_in(page, &mut |name, phase| {
            if let Some((target, _)) = index.named(page.language, name) {
                uses.push((target, phase));
            }
        });
        uses.sort_unstable();
        uses.dedup();
    }
}

/// Gives every page that a page's front matter uses, with the phase of a programme that does.
pub fn named_in<'a>(page: &'a Page, give: &mut impl FnMut(&'a PageName, Option<u32>)) {
    match &page.data {
        Data::Condition(condition) => {
            let names = condition.structures.iter().chain(&condition.flow).chain(&condition.programme);
            names.for_each(|name| give(name, None));
        }
        Data::Exercise(exercise) => exercise.easier.iter().chain(&exercise.harder).for_each(|name| give(name, None)),
        Data::Programme(programme) => {
            programme.conditions.iter().chain(&programme.booklet).for_each(|name| give(name, None));
            for (number, phase) in programme.phases.iter().enumerate() {
                let number = u32::try_from(number).ok();
                phase.exercises.iter().for_each(|exercise| give(&exercise.use_, number));
            }
        }
        Data::Decision(decision) => {
            for outcome in &decision.outcomes {
                outcome.page.iter().chain(&outcome.sheet).for_each(|name| give(name, None));
            }
        }
        Data::Anatomy(anatomy) => {
            let labels = anatomy.figures.iter().flat_map(|figure| &figure.labels);
            let links = labels.filter_map(|label| label.link.as_ref());
            links.chain(&anatomy.figure_from).for_each(|name| give(name, None));
        }
        Data::Article(article) => article.figure_from.iter().for_each(|name| give(name, None)),
        Data::Reference(_) | Data::Term(_) => {}
    }
}

/// Each page once, in order.
fn once_each(pages: impl Iterator<Item = PageId>) -> Vec<PageId> {
    let mut pages: Vec<PageId> = pages.collect();
    pages.sort_unstable();
    pages.dedup();
    pages
}

fn has_sentence(page: &Page, mention: u32) -> bool {
    page.facts.mentions.sentence(mention).next().is_some()
}

/// The ids of references that a page cites, in its body and its front matter.
fn cited(page: &Page) -> impl Iterator<Item = &str> {
    let ids = front_matter_cites(page).into_iter().filter_map(|cite| match &cite.source {
        CiteSource::Reference(id) => Some(id.as_str()),
        CiteSource::Own | CiteSource::Convention => None,
    });
    page.facts.cites.iter().map(Box::as_ref).chain(ids)
}

/// All entries of `cite` in a page's front matter, in order.
#[must_use]
pub fn front_matter_cites(page: &Page) -> Vec<&Cite> {
    match &page.data {
        Data::Programme(programme) => programme
            .phases
            .iter()
            .flat_map(|phase| phase.exercises.iter().flat_map(|exercise| &exercise.cite).chain(&phase.cite))
            .collect(),
        Data::Decision(decision) => {
            let steps = decision
                .steps
                .iter()
                .flat_map(|step| step.cite.iter().chain(step.answers.iter().flat_map(|answer| &answer.cite)));
            steps.chain(decision.outcomes.iter().flat_map(|outcome| &outcome.cite)).collect()
        }
        Data::Article(_)
        | Data::Anatomy(_)
        | Data::Condition(_)
        | Data::Exercise(_)
        | Data::Reference(_)
        | Data::Term(_) => Vec::new(),
    }
}

//! Links turned round: who mentions, uses and cites a page, and where a glossary word is used.

use super::bind::{Bound, Target};
use super::index::Index;
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

/// All links turned round; each list is indexed by page.
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
}

impl Graph {
    /// Turns the targets of all published pages round.
    #[must_use]
    pub fn new(index: &Index, bounds: &[Bound]) -> Self {
        let empty = |_| Vec::new();
        let count = index.pages.len();
        let mut graph = Self {
            mentions: (0..count).map(empty).collect(),
            uses: (0..count).map(|_| Vec::new()).collect(),
            cited_by: (0..count).map(|_| Vec::new()).collect(),
            term_used_by: (0..count).map(|_| Vec::new()).collect(),
        };
        for (id, page) in index.published() {
            if let Some(bound) = bounds.get(id.index()) {
                graph.add_mentions(id, page, bound);
                for (_, found) in &bound.terms {
                    push_new(&mut graph.term_used_by, found.term, id);
                }
            }
            graph.add_uses(id, page, index);
            for reference in cited(page).filter_map(|key| index.references.get(key)) {
                push_new(&mut graph.cited_by, *reference, id);
            }
        }
        for uses in &mut graph.uses {
            uses.sort_unstable();
            uses.dedup();
        }
        graph
    }

    fn add_mentions(&mut self, id: PageId, page: &Page, bound: &Bound) {
        for (number, mention) in page.facts.mentions.iter().enumerate() {
            let target = match mention.link {
                MentionedBy::Link(link) => match bound.links.get(link as usize) {
                    Some(Some(Target::Page { page, .. } | Target::Below { page, .. })) => Some(*page),
                    _ => None,
                },
                MentionedBy::Embed(embed) => {
                    bound.embeds.get(embed as usize).copied().flatten().map(|target| target.page)
                }
            };
            let Some(list) =
                target.filter(|target| *target != id).and_then(|target| self.mentions.get_mut(target.index()))
            else {
                continue;
            };
            let number = u32::try_from(number).unwrap_or(u32::MAX);
            let from_here = list.last_mut().filter(|last| last.from == id);
            match from_here {
                // A mention with a sentence says more than a transclusion.
                Some(last) if !has_sentence(page, last.mention) => last.mention = number,
                Some(_) => {}
                None => list.push(Backlink { from: id, mention: number }),
            }
        }
    }

    fn add_uses(&mut self, id: PageId, page: &Page, index: &Index) {
        let mut add = |name: &PageName, phase: Option<u32>| {
            if let Some((target, _)) = index.named(page.language, name)
                && let Some(list) = self.uses.get_mut(target.index())
            {
                list.push(Use { from: id, phase });
            }
        };
        match &page.data {
            Data::Condition(condition) => {
                let names = condition.structures.iter().chain(&condition.flow).chain(&condition.programme);
                names.for_each(|name| add(name, None));
            }
            Data::Exercise(exercise) => exercise.easier.iter().chain(&exercise.harder).for_each(|name| add(name, None)),
            Data::Programme(programme) => {
                programme.conditions.iter().for_each(|name| add(name, None));
                for (number, phase) in programme.phases.iter().enumerate() {
                    let number = u32::try_from(number).ok();
                    phase.exercises.iter().for_each(|exercise| add(&exercise.use_, number));
                }
            }
            Data::Decision(decision) => {
                for outcome in &decision.outcomes {
                    outcome.page.iter().chain(&outcome.sheet).for_each(|name| add(name, None));
                }
            }
            Data::Anatomy(anatomy) => {
                let labels = anatomy.figure.iter().flat_map(|figure| &figure.labels);
                labels.filter_map(|label| label.link.as_ref()).for_each(|name| add(name, None));
            }
            Data::Article | Data::Reference(_) | Data::Term(_) => {}
        }
    }
}

fn has_sentence(page: &Page, mention: u32) -> bool {
    page.facts.mentions.get(mention as usize).is_some_and(|mention| !mention.sentence.is_empty())
}

fn push_new(lists: &mut [Vec<PageId>], target: PageId, from: PageId) {
    if let Some(list) = lists.get_mut(target.index())
        && list.last() != Some(&from)
        && target != from
    {
        list.push(from);
    }
}

/// The ids of references that a page cites, in its body and its front matter.
fn cited(page: &Page) -> impl Iterator<Item = &str> {
    let ids = front_matter_cites(page).into_iter().filter_map(|cite| match &cite.source {
        CiteSource::Reference(id) => Some(id.as_str()),
        CiteSource::Own | CiteSource::Convention => None,
    });
    page.facts.cites.iter().map(String::as_str).chain(ids)
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
        Data::Article
        | Data::Anatomy(_)
        | Data::Condition(_)
        | Data::Exercise(_)
        | Data::Reference(_)
        | Data::Term(_) => Vec::new(),
    }
}

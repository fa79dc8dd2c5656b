//! An exercise: its own page, its card where it is transcluded, and where it is used at which dose.

use serde::Serialize;

use super::dose::{self, DoseView};
use super::languages::link_language;
use super::pose::{self, PoseView};
use super::programme;
use super::{Link, link_to};
use crate::base::address::Address;
use crate::body::Site;
use crate::model::exercise::Exercise;
use crate::model::page::{Data, Page, PageId};
use crate::model::text::{PageName, Text};
use crate::resolve::PhaseText;

/// An exercise as a template shows it.
#[derive(Clone, Debug, Serialize)]
pub struct ExerciseView {
    /// Its name.
    pub title: String,
    /// Link to its page.
    pub href: String,
    /// What it is for.
    pub purpose: Option<String>,
    /// How to begin.
    pub position: Option<String>,
    /// The drawn figure.
    pub figure: Option<PoseView>,
    /// What to do, in order.
    pub steps: Vec<String>,
    /// Where it should be felt.
    pub feel: Option<String>,
    /// What often goes wrong.
    pub mistakes: Vec<String>,
    /// What is needed.
    pub equipment: Vec<String>,
    /// Minutes it takes, in words.
    pub minutes: Option<String>,
    /// An easier exercise.
    pub easier: Option<Link>,
    /// A harder exercise.
    pub harder: Option<Link>,
}

/// A phase that uses an exercise.
#[derive(Clone, Debug, Serialize)]
pub struct ExerciseUse {
    /// The programme.
    pub programme: Link,
    /// The phase, with a link to its sheet.
    pub phase: Link,
    /// The dose there.
    pub dose: Option<DoseView>,
    /// Above which pain to stop there, where that is less than on the rest of the site.
    pub limit: Option<String>,
}

/// The exercise on `page`, with links from `from`. `texts` says whether it is shown as part of a phase.
#[must_use]
pub fn view(site: &Site, texts: PhaseText<'_>, from: &Address, page: &Page, exercise: &Exercise) -> ExerciseView {
    let index = &site.index;
    let fill = |text: &Option<Text>| text.as_ref().map(|text| texts.fill(text));
    let other = |name: &Option<PageName>| {
        let (_, page) = index.named(page.language, name.as_ref()?)?;
        Some(link_to(site, from, page))
    };
    ExerciseView {
        title: index.fill(&page.meta.title),
        href: site.link(from, &page.address),
        purpose: fill(&exercise.purpose),
        position: fill(&exercise.position),
        figure: pose::view(site, page, exercise, None),
        steps: texts.fill_all(&exercise.steps),
        feel: fill(&exercise.feel),
        mistakes: texts.fill_all(&exercise.mistakes),
        equipment: texts.fill_all(&exercise.equipment),
        minutes: exercise.minutes.map(|minutes| index.words(page.language).count("exercise.minutes", minutes)),
        easier: other(&exercise.easier),
        harder: other(&exercise.harder),
    }
}

/// All phases that use the exercise with this id, programmes in order of their pages.
#[must_use]
pub fn uses(site: &Site, from: &Address, id: PageId) -> Vec<ExerciseUse> {
    let uses = site.graph.uses.get(id.index()).map(Vec::as_slice).unwrap_or_default();
    let mut views = Vec::new();
    for used in uses {
        let (Some(page), Some(phase)) = (site.index.page(used.from), used.phase) else { continue };
        let Data::Programme(programme) = &page.data else { continue };
        let Some(phase) = programme.phases.get(phase as usize) else { continue };
        let words = site.index.words(page.language);
        for prescription in &phase.exercises {
            let this = site.index.named(page.language, &prescription.use_).is_some_and(|(found, _)| found == id);
            if this {
                views.push(ExerciseUse {
                    programme: link_to(site, from, page),
                    phase: Link {
                        title: PhaseText::new(&site.index, phase).fill(&phase.title),
                        href: site.link(from, &page.address.child(&phase.id.raw)),
                        other: link_language(site, from, page),
                    },
                    dose: prescription.dose.as_ref().map(|dose| dose::view(dose, words)),
                    limit: programme::limit(site, phase, words),
                });
            }
        }
    }
    views
}

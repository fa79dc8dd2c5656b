//! The exercises of a sheet: what to do, how much of it, and where that comes from.

use serde::Serialize;

use super::{SheetView, sources};
use crate::base::address::Address;
use crate::body::Site;
use crate::body::references::References;
use crate::model::page::{Data, Page};
use crate::model::programme::{Phase, Prescription};
use crate::model::text::CiteSource;
use crate::resolve::PhaseText;
use crate::view::dose::{self, DoseCell};
use crate::view::pose::{self, PaperPose, PoseView};
use crate::view::{Link, link_to};

/// An exercise on a sheet.
#[derive(Clone, Debug, Serialize)]
pub struct SheetExercise {
    /// Its number on the sheet, from 1.
    pub number: usize,
    /// The exercise.
    pub link: Link,
    /// How to begin.
    pub position: Option<String>,
    /// What to do, in order.
    pub steps: Vec<String>,
    /// Where it should be felt.
    pub feel: Option<String>,
    /// An easier exercise.
    pub easier: Option<String>,
    /// A harder exercise.
    pub harder: Option<String>,
    /// The dose; a blank to write another one in follows it.
    pub dose: Vec<DoseCell>,
    /// A word to the patient.
    pub note: Option<String>,
    /// Numbers of its sources.
    pub sources: Vec<usize>,
    /// The drawn figure, with the weight of this dose in its words.
    pub figure: Option<PoseView>,
    /// The same for paper.
    pub picture: Option<PaperPose>,
    /// Whether its dose is usual practice that no clinician has checked.
    pub convention: bool,
}

/// The exercises of a phase, numbered from 1.
pub(super) fn view(
    site: &Site,
    from: &Address,
    page: &Page,
    phase: &Phase,
    references: &mut References,
) -> Vec<SheetExercise> {
    let shown =
        phase.exercises.iter().filter_map(|prescription| one(site, from, page, phase, prescription, references));
    shown.enumerate().map(|(at, exercise)| SheetExercise { number: at + 1, ..exercise }).collect()
}

/// The name of the file with a sheet's code, beside the sheet.
pub const CODE: &str = "qr.svg";

/// Puts links to files in place of a sheet's figures and code, for a page at `from` that holds many sheets.
pub fn drawings_as_files(site: &Site, from: &Address, page: &Page, phase: &Phase, sheet: &mut SheetView) {
    if let Some(code) = &mut sheet.foot.qr {
        code.file = Some(site.link(from, &page.address.child(&phase.id.raw).file(CODE)));
    }
    let used = phase.exercises.iter().filter_map(|prescription| {
        let (_, shown) = site.index.named(page.language, &prescription.use_)?;
        let Data::Exercise(exercise) = &shown.data else { return None };
        Some((shown, exercise))
    });
    for (on_sheet, (page, exercise)) in sheet.exercises.iter_mut().zip(used) {
        if let Some(figure) = &mut on_sheet.figure {
            pose::as_files(site, from, page, exercise, figure);
        }
    }
}

fn one(
    site: &Site,
    from: &Address,
    page: &Page,
    phase: &Phase,
    prescription: &Prescription,
    references: &mut References,
) -> Option<SheetExercise> {
    let (_, shown) = site.index.named(page.language, &prescription.use_)?;
    let Data::Exercise(exercise) = &shown.data else { return None };
    let words = site.index.words(page.language);
    let texts = PhaseText::new(&site.index, phase);
    let view = crate::view::exercise::view(site, texts, from, shown, exercise);
    let cites = if prescription.cite.is_empty() { &phase.cite } else { &prescription.cite };
    Some(SheetExercise {
        number: 0,
        link: link_to(site, from, shown),
        position: view.position,
        steps: view.steps,
        feel: view.feel,
        easier: view.easier.map(|link| link.title),
        harder: view.harder.map(|link| link.title),
        dose: prescription.dose.as_ref().map(|dose| dose::view(dose, words).cells).unwrap_or_default(),
        note: prescription.note.as_ref().map(|note| texts.fill(note)),
        sources: sources::numbers(site, cites, references),
        figure: pose::view(site, shown, exercise, prescription.dose.as_ref()),
        picture: pose::on_paper(site, shown, exercise, prescription.dose.as_ref()),
        convention: cites.iter().any(|cite| cite.source == CiteSource::Convention),
    })
}

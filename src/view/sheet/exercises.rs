//! The exercises of a sheet: what to do, how much of it, and where that comes from.

use serde::Serialize;

use super::{SheetView, foot, sources};
use crate::base::address::Address;
use crate::body::Site;
use crate::body::references::References;
use crate::chart::measure::{Font, Measure, Weight};
use crate::model::exercise::Exercise;
use crate::model::page::{Data, Page};
use crate::model::programme::{Phase, Prescription};
use crate::parse::words::Words;
use crate::resolve::PhaseText;
use crate::view::dose::{self, DoseCell};
use crate::view::exercise::ExerciseView;
use crate::view::pose::{self, PaperPose, PoseView};
use crate::view::{Link, link_to};

/// A text whose letters the theme's font lacks counts as so many thousandths wide a letter: it is set in another font.
const WIDEST_ON_AVERAGE: usize = 600;

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
    /// How wide the position, with its label, and each step are on one line, in thousandths of the size of the type.
    /// With them a template for paper knows about how high they are, and need not set them twice.
    pub widths: Vec<i32>,
    /// Where it should be felt.
    pub feel: Option<String>,
    /// An easier exercise, with its language where that is another.
    pub easier: Option<String>,
    /// A harder exercise, with its language where that is another.
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
    /// Whether any of its dose is usual practice that no clinician has checked: its name has a mark.
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
            pose::as_file(site, from, page, exercise, figure);
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
    let widths = widths(&site.drawings.measure, &view, words);
    Some(SheetExercise {
        number: 0,
        link: link_to(site, from, shown),
        position: view.position,
        steps: view.steps,
        widths,
        feel: view.feel,
        easier: view.easier.as_ref().map(named),
        harder: harder(site, from, page, phase, (shown, exercise)),
        dose: prescription.dose.as_ref().map(|dose| dose::view(dose, words).cells).unwrap_or_default(),
        note: prescription.note.as_ref().map(|note| texts.fill(note)),
        sources: sources::numbers(site, cites, references),
        figure: pose::view(site, shown, exercise, prescription.dose.as_ref()),
        picture: pose::on_paper(site, shown, exercise, prescription.dose.as_ref()),
        convention: foot::is_convention(phase, prescription),
    })
}

/// The harder form of an exercise, with the phase from which it is meant: a sheet that names one alone would offer it
/// today.
fn harder(
    site: &Site,
    from: &Address,
    page: &Page,
    phase: &Phase,
    (shown, exercise): (&Page, &Exercise),
) -> Option<String> {
    let Data::Programme(programme) = &page.data else { return None };
    let (id, harder) = site.index.named(shown.language, exercise.harder.as_ref()?)?;
    let words = site.index.words(page.language);
    let title = named(&link_to(site, from, harder));
    let lists = |phase: &Phase| {
        let mut used = phase.exercises.iter().filter_map(|it| site.index.named(page.language, &it.use_));
        used.any(|(used, _)| used == id)
    };
    let first = programme.phases.iter().position(lists);
    let here = programme.phases.iter().position(|other| other.id.raw == phase.id.raw);
    Some(match first {
        Some(first) if Some(first) <= here => title,
        Some(first) => words.fill("sheet.not_yet", &[("title", &title), ("n", &(first + 1).to_string())]),
        None => words.fill("sheet.not_planned", &[("title", &title)]),
    })
}

/// A title in plain words. One in another language says which, as links do: "Seated raise (English)".
pub(super) fn named(link: &Link) -> String {
    match &link.other {
        Some(other) => format!("{} ({})", link.title, other.name),
        None => link.title.clone(),
    }
}

/// How wide the position and the steps of an exercise are, each on one line.
fn widths(measure: &Measure, view: &ExerciseView, words: &Words) -> Vec<i32> {
    let position = view.position.as_ref().map(|position| {
        let label = format!("{} ", words.get("sheet.position"));
        width(measure, &label, Weight::Bold) + width(measure, position, Weight::Regular)
    });
    position.into_iter().chain(view.steps.iter().map(|step| width(measure, step, Weight::Regular))).collect()
}

fn width(measure: &Measure, text: &str, weight: Weight) -> i32 {
    let most = i32::try_from(text.chars().count() * WIDEST_ON_AVERAGE).unwrap_or(i32::MAX);
    measure.width_in(Font::Served, text, weight, 1000).min(most)
}

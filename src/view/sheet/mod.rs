//! One phase as a printable sheet: the same view makes the web page and the PDF.
//!
//! It holds all that a patient acts on: exercises with doses, what to do and not to do, the pain rule, what opens the
//! next phase, and when to stop and whom to call. Nothing of these is ever left to a template. Texts are plain: front
//! matter has no markup.

pub mod density;
pub mod exercises;
pub mod fit;
pub mod foot;
pub mod format;
pub mod log;
pub mod page;
pub mod pain;
pub mod sources;
mod stop_columns;
pub mod stops;
pub mod type_room;

use serde::Serialize;

use super::programme;
use super::{Link, link_to};
use crate::base::address::Address;
use crate::body::references::References;
use crate::body::{Site, phases};
use crate::chart::measure::Measure;
use crate::model::page::{Data, Page};
use crate::model::programme::{Phase, Programme};
use crate::parse::words::Words;
use crate::resolve::PhaseText;
use density::Density;
use exercises::SheetExercise;
use foot::FootView;
use format::{Edition, Format};
use log::{LogPlan, LogView};
use pain::PainView;
use stops::StopView;

/// A sheet.
#[derive(Clone, Debug, Serialize)]
pub struct SheetView {
    /// What it is printed as.
    pub format: Format,
    /// How closely it is set.
    pub density: Density,
    /// BCP 47.
    pub lang: String,
    /// `ltr` or `rtl`.
    pub dir: &'static str,
    /// The clinic's name.
    pub clinic: String,
    /// The clinic's number.
    pub phone: Option<String>,
    /// The programme.
    pub programme: Link,
    /// The phase's id.
    pub id: String,
    /// The phase's number, from 1.
    pub number: usize,
    /// How many phases there are.
    pub count: usize,
    /// One mark a phase: `done`, `now` or `next`.
    pub pips: Vec<&'static str>,
    /// `Phase 2: Wake up`.
    pub title: String,
    /// `Phase 2 of 5`.
    pub place: String,
    /// When it may begin and how long it usually takes.
    pub when: String,
    /// Lines and boxes to fill in by hand.
    pub blanks: Vec<Blank>,
    /// What it is to reach.
    pub goal: Option<String>,
    /// The exercises.
    pub exercises: Vec<SheetExercise>,
    /// Lines on which the clinician writes in other exercises: for each its name, and how much of it.
    pub others: Vec<[Blank; 2]>,
    /// What to do.
    pub dos: Vec<String>,
    /// What not to do: each says so itself.
    pub do_nots: Vec<String>,
    /// The pain rule, when the site has one.
    pub pain: Option<PainView>,
    /// What must be true to move on, or to finish.
    pub move_on: MoveOn,
    /// When to stop, the most urgent first.
    pub stops: Vec<StopView>,
    /// The log.
    pub log: LogView,
    /// Its version, review, sources and address.
    pub foot: FootView,
}

/// Something to fill in by hand: a line, or boxes to tick.
#[derive(Clone, Debug, Serialize, PartialEq, Eq)]
pub struct Blank {
    /// What it is.
    pub label: String,
    /// The words at its boxes; a line when there are none.
    pub boxes: Vec<String>,
}

/// A checklist that opens the next phase or ends the programme.
#[derive(Clone, Debug, Serialize, PartialEq, Eq)]
pub struct MoveOn {
    /// The heading.
    pub heading: String,
    /// What must be true, a box each; empty for a phase that has nothing to pass.
    pub items: Vec<String>,
    /// The earliest day of the phase after, in words: it counts as well as the boxes.
    pub earliest: Option<String>,
}

/// The sheet of the phase at `place` (from 0) of a programme, for a page at `from`. Its sources are numbered from 1.
#[must_use]
pub fn view(site: &Site, from: &Address, page: &Page, place: usize, format: Format) -> Option<SheetView> {
    view_in(site, from, page, place, format, &mut References::default())
}

/// The same as one of several in a booklet: its sources have the numbers that they have in `references`.
#[must_use]
pub fn view_in(
    site: &Site,
    from: &Address,
    page: &Page,
    place: usize,
    format: Format,
    references: &mut References,
) -> Option<SheetView> {
    let alone = bare(site, &page.address, page, place, format, &mut References::default())?;
    let sheet = bare(site, from, page, place, format, references)?;
    let version = foot::version(&alone);
    let words = site.index.words(page.language);
    let measure = &site.drawings.measure;
    let mut sheet = SheetView { foot: FootView { version, ..sheet.foot }, ..sheet };
    set_columns(&mut sheet, measure);
    let setting = fit::choose(&sheet, words, measure).unwrap_or(fit::CLOSEST);
    Some(SheetView { density: setting.density, ..sheet.with_log(setting.log, words) })
}

/// The title of the sheet of the phase at `place` (from 0): `Phase 2: Wake up`.
#[must_use]
pub fn title(words: &Words, place: usize, phase: &str) -> String {
    words.fill("sheet.title", &[("n", &(place + 1).to_string()), ("title", phase)])
}

/// Where a phase's sheet is published.
#[must_use]
pub fn address(page: &Page, phase: &str, edition: Edition) -> Address {
    let standard = page.address.child(phase);
    match edition {
        Edition::Standard => standard,
        Edition::LargePrint => standard.child(edition.word()),
    }
}

impl SheetView {
    /// The same sheet with another log.
    #[must_use]
    pub fn with_log(self, plan: LogPlan, words: &Words) -> Self {
        Self { log: self.log_as(plan, words), ..self }
    }

    /// Its log in another form.
    #[must_use]
    pub fn log_as(&self, plan: LogPlan, words: &Words) -> LogView {
        log::view(&self.exercises, self.others.len(), plan, words)
    }
}

fn set_columns(sheet: &mut SheetView, measure: &Measure) {
    let heights = fit::stop_heights(&sheet.stops, sheet.format, measure);
    stop_columns::place(&mut sheet.stops, &heights);
}

/// The sheet without its version.
fn bare(
    site: &Site,
    from: &Address,
    page: &Page,
    place: usize,
    format: Format,
    references: &mut References,
) -> Option<SheetView> {
    let Data::Programme(programme) = &page.data else { return None };
    let phase = programme.phases.get(place)?;
    let words = site.index.words(page.language);
    let exercises = exercises::view(site, from, page, phase, references);
    let phase_sources = sources::numbers(site, &phase.cite, references);
    let used = |number: usize| {
        phase_sources.contains(&number) || exercises.iter().any(|exercise| exercise.sources.contains(&number))
    };
    let listed = sources::view(site, from, references).into_iter().filter(|source| used(source.number)).collect();
    let language = site.index.config.languages.get(page.language).unwrap_or(&site.index.config.language);
    let texts = PhaseText::new(&site.index, phase);
    let title = texts.fill(&phase.title);
    let n = (place + 1).to_string();
    let count = programme.phases.len();
    Some(SheetView {
        format,
        density: Density::Roomy,
        lang: language.clone(),
        dir: crate::base::language::direction(language),
        clinic: site.index.config.name.raw.clone(),
        phone: site.index.insert("clinic_phone"),
        programme: link_to(site, from, page),
        id: phase.id.raw.clone(),
        number: place + 1,
        count,
        pips: (0..count).map(|other| pip(other, place)).collect(),
        title: self::title(words, place, &title),
        place: words.fill("sheet.place", &[("n", &n), ("count", &count.to_string())]),
        when: programme::when(programme, place, words),
        blanks: blanks(words),
        others: vec![["sheet.other", "sheet.amount"].map(|key| line(words, key)); phase.blanks],
        goal: phase.goal.as_ref().map(|goal| texts.fill(goal)),
        dos: texts.fill_all(&phase.do_),
        do_nots: texts.fill_all(&phase.do_not),
        pain: site.index.config.pain_rule.as_ref().map(|rule| pain::view(site, rule, phase, words)),
        move_on: move_on(site, programme, place, phase, words),
        stops: stops::of_phase(site, programme, phase, words),
        log: log::view(&exercises, phase.blanks, LogPlan::Fortnight, words),
        foot: foot::view(site, page, phase, listed),
        exercises,
    })
}

fn pip(other: usize, place: usize) -> &'static str {
    match other.cmp(&place) {
        std::cmp::Ordering::Less => "done",
        std::cmp::Ordering::Equal => "now",
        std::cmp::Ordering::Greater => "next",
    }
}

/// A line to write on.
fn line(words: &Words, key: &str) -> Blank {
    Blank { label: words.get(key).to_owned(), boxes: Vec::new() }
}

fn blanks(words: &Words) -> Vec<Blank> {
    let line = |key: &str| line(words, key);
    let sides = ["sheet.left", "sheet.right"].map(|key| words.get(key).to_owned());
    vec![
        line("sheet.name"),
        line("sheet.injured"),
        Blank { boxes: sides.to_vec(), ..line("sheet.leg") },
        line("sheet.clinician"),
        line("sheet.start"),
        line("sheet.visit"),
    ]
}

fn move_on(site: &Site, programme: &Programme, place: usize, phase: &Phase, words: &Words) -> MoveOn {
    let next = programme.phases.get(place + 1).filter(|_| !phase.ends);
    let day = next.and_then(|next| next.earliest_day);
    let earliest =
        day.map(|day| words.fill("phase.next_earliest", &[("n", &(place + 2).to_string()), ("day", &day.to_string())]));
    MoveOn {
        heading: phases::move_on_heading(programme, place, words),
        items: PhaseText::new(&site.index, phase).fill_all(&phase.move_on),
        earliest,
    }
}

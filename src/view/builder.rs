//! The page where a clinician makes a sheet of a programme: every phase's ready sheet, and for each of its exercises
//! the fields to change its dose.
//!
//! The sheets are those of [`super::sheet`], so all that keeps a patient safe is in them already. `theme/build.js` puts
//! other exercises and doses in; it adds words to a sheet and takes none of its rules away.

use std::collections::BTreeSet;

use serde::Serialize;

use super::dose;
use super::dose_field::{self, DoseField, LoadChoice};
use super::frame::{self, Frame, Heading};
use super::sheet::exercises::drawings_as_files;
use super::sheet::format::Format;
use super::sheet::{self, SheetView, view_in};
use super::{Link, link_to, pose, programme};
use crate::base::address::Address;
use crate::base::digest::Digest;
use crate::body::Site;
use crate::body::references::References;
use crate::model::dose::Dose;
use crate::model::page::{Data, Page};
use crate::model::programme::{Phase, Prescription, Programme};
use crate::model::text::Text;
use crate::parse::words::Words;
use crate::resolve::PhaseText;

/// The name of the script below `theme/`.
const SCRIPT: &str = "build.js";

/// The page to make a sheet on.
#[derive(Clone, Debug, Serialize)]
pub struct BuilderView {
    /// The frame.
    pub frame: Frame,
    /// The programme.
    pub programme: Link,
    /// The script.
    pub script: Option<String>,
    /// What tells one content of the programme from another: it stands in copied links.
    pub version: String,
    /// The phases in order.
    pub phases: Vec<BuilderPhase>,
    /// How texts read on a sheet that a stricter phase's limit holds for.
    pub lowered: Vec<LoweredText>,
}

/// A phase to make a sheet for.
#[derive(Clone, Debug, Serialize)]
pub struct BuilderPhase {
    /// Its id.
    pub id: String,
    /// `Phase 2: Wake up`.
    pub title: String,
    /// When it may begin and how long it usually takes.
    pub when: String,
    /// Link to its ready-made sheet.
    pub href: String,
    /// The pain score above which to stop; 10 where the site has no pain rule.
    pub limit: u8,
    /// Its exercises.
    pub exercises: Vec<BuilderExercise>,
    /// Its ready-made sheet, with sources numbered through the programme.
    pub sheet: SheetView,
}

/// An exercise that may be put on a sheet, at the dose of its phase.
#[derive(Clone, Debug, Serialize)]
pub struct BuilderExercise {
    /// Its name in copied links, unique in the programme: `settle.ankle-pumps`.
    pub key: String,
    /// The exercise: the same in each phase that uses it.
    pub page: String,
    /// Its title, with its number where the phase uses it more than once: `Heel raise (1 of 2)`.
    pub title: String,
    /// Its title alone, where the other has a number.
    pub name: Option<String>,
    /// The phase's dose in one line.
    pub line: String,
    /// What may be changed.
    pub fields: Vec<DoseField>,
    /// The kinds of load.
    pub loads: Vec<LoadChoice>,
}

/// A text that names a pain score, as it is to read where a lower limit holds.
#[derive(Clone, Debug, Serialize, PartialEq, Eq, PartialOrd, Ord)]
pub struct LoweredText {
    /// The pain score above which to stop, 0–10.
    pub limit: u8,
    /// The text as its own phase's sheet has it.
    pub was: String,
    /// The text with no score above the limit.
    pub now: String,
}

/// The page to make a sheet of a programme on.
#[must_use]
pub fn view(site: &Site, page: &Page) -> Option<BuilderView> {
    let Data::Programme(programme) = &page.data else { return None };
    let here = programme::builder_address(page);
    let words = site.index.words(page.language);
    let title = site.index.fill(&page.meta.title);
    let heading = Heading {
        title: words.fill("make.page_title", &[("programme", &title)]),
        description: words.get("make.lead").to_owned(),
        above: vec![(title, page.address.clone())],
        language: page.language,
        noindex: true,
        ..Heading::default()
    };
    let phases = phases(site, &here, page, programme);
    let versions: Vec<&str> = phases.iter().map(|phase| phase.sheet.foot.version.as_str()).collect();
    Some(BuilderView {
        frame: frame::frame(site, &here, heading),
        programme: link_to(site, &here, page),
        script: site.assets.get(SCRIPT).map(|asset| site.link(&here, &asset.address)),
        version: Digest::of(versions.join(" ").as_bytes()).short().chars().take(7).collect(),
        lowered: lowered(site, page, programme, &phases),
        phases,
    })
}

fn phases(site: &Site, here: &Address, page: &Page, programme: &Programme) -> Vec<BuilderPhase> {
    let format = Format::standard(site.index.config.paper);
    let mut references = References::default();
    let mut phases: Vec<BuilderPhase> = Vec::new();
    for (place, phase) in programme.phases.iter().enumerate() {
        let Some(mut sheet) = view_in(site, here, page, place, format, &mut references) else { continue };
        let mut exercises: Vec<BuilderExercise> = Vec::new();
        for prescription in &phase.exercises {
            exercises.extend(exercise(site, page, phase, prescription, &exercises));
        }
        tell_apart(&mut exercises, site.index.words(page.language));
        name_no_weight(site, page, phase, &mut sheet);
        // Most of them are never shown.
        drawings_as_files(site, here, page, phase, &mut sheet);
        phases.push(BuilderPhase {
            id: phase.id.raw.clone(),
            title: sheet.title.clone(),
            when: sheet.when.clone(),
            href: site.link(here, &page.address.child(&phase.id.raw)),
            limit: sheet.pain.as_ref().map_or(10, |pain| pain.limit),
            exercises,
            sheet,
        });
    }
    phases
}

/// An exercise of a phase as a row; `before` are those above it.
fn exercise(
    site: &Site,
    page: &Page,
    phase: &Phase,
    prescription: &Prescription,
    before: &[BuilderExercise],
) -> Option<BuilderExercise> {
    let (_, shown) = site.index.named(page.language, &prescription.use_)?;
    let Data::Exercise(_) = &shown.data else { return None };
    let words = site.index.words(page.language);
    let none = Dose::default();
    let amount = prescription.dose.as_ref().unwrap_or(&none);
    let address = shown.address.to_string();
    let title = site.index.fill(&shown.meta.title);
    let tail = shown.address.as_str().trim_end_matches('/').rsplit('/').next().unwrap_or_default();
    let key = format!("{}.{tail}", phase.id.raw);
    let alike = before.iter().filter(|other| other.key == key || other.key.starts_with(&format!("{key}.")));
    Some(BuilderExercise {
        key: match alike.count() {
            0 => key,
            count => format!("{key}.{}", count + 1),
        },
        page: address,
        title,
        name: None,
        line: dose::line(amount, words),
        fields: dose_field::fields(amount, words),
        loads: dose_field::loads(amount, words),
    })
}

/// Numbers the rows of an exercise that a phase uses more than once.
fn tell_apart(exercises: &mut [BuilderExercise], words: &Words) {
    let pages: Vec<String> = exercises.iter().map(|exercise| exercise.page.clone()).collect();
    for (place, exercise) in exercises.iter_mut().enumerate() {
        let count = pages.iter().filter(|page| **page == exercise.page).count();
        if count > 1 {
            let n = pages.iter().take(place + 1).filter(|page| **page == exercise.page).count();
            let fill = [("title", exercise.title.as_str()), ("n", &n.to_string()), ("count", &count.to_string())];
            let title = words.fill("make.nth", &fill);
            exercise.name = Some(std::mem::replace(&mut exercise.title, title));
        }
    }
}

/// The texts of all sheets that name a higher score than the limit of another phase.
fn lowered(site: &Site, page: &Page, programme: &Programme, made: &[BuilderPhase]) -> Vec<LoweredText> {
    let limits: BTreeSet<u8> = made.iter().map(|phase| phase.limit).collect();
    let words = site.index.words(page.language);
    let mut found = BTreeSet::new();
    for (place, phase) in programme.phases.iter().enumerate() {
        let own = PhaseText::new(&site.index, phase);
        let texts = on_sheet(site, page, programme, phase);
        for limit in &limits {
            let strict = own.stricter(*limit);
            let title = |texts: PhaseText<'_>| sheet::title(words, place, &texts.fill(&phase.title));
            let pairs = texts.iter().map(|text| (own.fill(text), strict.fill(text)));
            let changed = pairs.chain([(title(own), title(strict))]).filter(|(was, now)| was != now);
            found.extend(changed.map(|(was, now)| LoweredText { limit: *limit, was, now }));
        }
    }
    found.into_iter().collect()
}

/// The texts of an author that stand on a phase's sheet, save those of its pain rule, which is put in whole.
fn on_sheet<'a>(site: &'a Site, page: &Page, programme: &'a Programme, phase: &'a Phase) -> Vec<&'a Text> {
    let rules = &programme.stop_rules;
    let mut texts: Vec<&Text> = phase.goal.iter().collect();
    for list in [
        &phase.do_,
        &phase.do_not,
        &phase.move_on,
        &phase.stop,
        &rules.emergency,
        &rules.urgent,
        &rules.session,
        &rules.clinic,
    ] {
        texts.extend(list);
    }
    for prescription in &phase.exercises {
        texts.extend(&prescription.note);
        let Some((_, shown)) = site.index.named(page.language, &prescription.use_) else { continue };
        let Data::Exercise(exercise) = &shown.data else { continue };
        texts.extend(exercise.position.iter().chain(&exercise.steps).chain(&exercise.feel));
    }
    texts
}

/// Takes the weight out of the words of the figures: the clinician may change it.
fn name_no_weight(site: &Site, page: &Page, phase: &Phase, sheet: &mut SheetView) {
    let used = phase.exercises.iter().filter_map(|prescription| {
        let (_, shown) = site.index.named(page.language, &prescription.use_)?;
        let Data::Exercise(exercise) = &shown.data else { return None };
        Some((shown, exercise))
    });
    for (on_sheet, (shown, exercise)) in sheet.exercises.iter_mut().zip(used) {
        on_sheet.figure = pose::view(site, shown, exercise, None);
    }
}

//! One phase as a printable sheet: the same view makes the web page and, later, the PDF.
//!
//! It holds all that a patient acts on: exercises with doses, what to do and not to do, the pain rule, what opens the
//! next phase, and when to stop and whom to call. Nothing of these is ever left to a template.

use serde::Serialize;

use super::dose::{self, DoseCell};
use super::programme;
use super::{Link, link_to};
use crate::base::address::Address;
use crate::base::digest::Digest;
use crate::body::Site;
use crate::body::cards::phone_link;
use crate::body::references::References;
use crate::model::config::PainRule;
use crate::model::page::{Data, Page};
use crate::model::programme::{Phase, Prescription, Programme};
use crate::model::text::{Cite, CiteSource, Text};
use crate::parse::words::Words;

/// Days of the log.
const LOG_DAYS: usize = 7;

/// A sheet.
#[derive(Clone, Debug, Serialize)]
pub struct SheetView {
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
    /// What it is to reach.
    pub goal: Option<String>,
    /// The exercises.
    pub exercises: Vec<SheetExercise>,
    /// What to do.
    pub dos: Vec<String>,
    /// What not to do.
    pub do_nots: Vec<String>,
    /// The pain rule, when the site has one.
    pub pain: Option<PainView>,
    /// The heading over the criteria.
    pub move_on_heading: String,
    /// What must be true to move on.
    pub move_on: Vec<String>,
    /// When to stop, the most urgent first.
    pub stops: Vec<StopView>,
    /// The log.
    pub log: LogView,
    /// Sources, numbered.
    pub sources: Vec<SourceView>,
    /// Whether a dose here is usual practice that no clinician has checked.
    pub convention: bool,
    /// Whether something here is the clinic's own.
    pub own: bool,
    /// What tells one print from another: it changes with the content.
    pub version: String,
    /// Who reviewed the programme, or that nobody has.
    pub review: super::page::ReviewView,
    /// Where the sheet is published, in full when the site's address is known.
    pub address: String,
}

/// An exercise on a sheet.
#[derive(Clone, Debug, Serialize)]
pub struct SheetExercise {
    /// Its number on the sheet, from 1.
    pub number: usize,
    /// The exercise.
    pub link: Link,
    /// How to begin.
    pub position: Option<String>,
    /// The drawn figure, with the weight of this dose in its words.
    pub figure: Option<super::pose::PoseView>,
    /// What to do, in order.
    pub steps: Vec<String>,
    /// Where it should be felt.
    pub feel: Option<String>,
    /// An easier exercise.
    pub easier: Option<String>,
    /// A harder exercise.
    pub harder: Option<String>,
    /// The dose.
    pub dose: Vec<DoseCell>,
    /// A word to the patient.
    pub note: Option<String>,
    /// Numbers of its sources.
    pub sources: Vec<usize>,
    /// Whether its dose is usual practice that no clinician has checked.
    pub convention: bool,
}

/// The pain rule of a phase: scores 0 to 10 in three zones.
#[derive(Clone, Debug, Serialize, PartialEq, Eq)]
pub struct PainView {
    /// The zones that this phase has, from mild to strong.
    pub zones: Vec<PainZone>,
    /// Each score with its zone.
    pub scores: Vec<PainScore>,
    /// What pain the next morning means.
    pub next_morning: Option<String>,
}

/// A zone of the pain rule.
#[derive(Clone, Debug, Serialize, PartialEq, Eq)]
pub struct PainZone {
    /// `ok`, `caution` or `stop`.
    pub zone: &'static str,
    /// Its scores: `0–3`.
    pub range: String,
    /// What they mean.
    pub text: String,
}

/// A score of the pain rule.
#[derive(Clone, Debug, Serialize, PartialEq, Eq)]
pub struct PainScore {
    /// 0 to 10.
    pub score: u8,
    /// `ok`, `caution` or `stop`.
    pub zone: &'static str,
}

/// One group of stop rules.
#[derive(Clone, Debug, Serialize)]
pub struct StopView {
    /// `emergency`, `urgent`, `session` or `clinic`.
    pub level: &'static str,
    /// What to do, in words.
    pub heading: String,
    /// The number to call.
    pub number: Option<String>,
    /// A link that calls it.
    pub href: Option<String>,
    /// When.
    pub items: Vec<String>,
}

/// The log grid.
#[derive(Clone, Debug, Serialize)]
pub struct LogView {
    /// The days' numbers.
    pub days: Vec<usize>,
    /// A row an exercise.
    pub rows: Vec<String>,
}

/// A source of a sheet.
#[derive(Clone, Debug, Serialize)]
pub struct SourceView {
    /// Its number, from 1.
    pub number: usize,
    /// The source's id.
    pub id: String,
    /// Link to its page.
    pub href: String,
    /// The source as it is printed, as HTML.
    pub html: String,
}

/// The sheet of the phase at `place` (from 0) of a programme, for a page at `from`.
#[must_use]
pub fn view(site: &Site, from: &Address, page: &Page, place: usize) -> Option<SheetView> {
    let Data::Programme(programme) = &page.data else { return None };
    let phase = programme.phases.get(place)?;
    let words = site.index.words(page.language);
    let mut references = References::default();
    let exercises: Vec<SheetExercise> = phase
        .exercises
        .iter()
        .filter_map(|prescription| exercise(site, from, page, phase, prescription, &mut references))
        .enumerate()
        .map(|(at, exercise)| SheetExercise { number: at + 1, ..exercise })
        .collect();
    numbers(site, &phase.cite, &mut references);
    let title = site.index.fill(&phase.title);
    let n = (place + 1).to_string();
    let count = programme.phases.len();
    let mut sheet = SheetView {
        clinic: site.index.config.name.raw.clone(),
        phone: site.index.config.insert("clinic_phone"),
        programme: link_to(site, from, page),
        id: phase.id.raw.clone(),
        number: place + 1,
        count,
        pips: (0..count).map(|other| pip(other, place)).collect(),
        title: words.fill("sheet.title", &[("n", &n), ("title", &title)]),
        place: words.fill("sheet.place", &[("n", &n), ("count", &count.to_string())]),
        when: programme::when(phase, words),
        goal: phase.goal.as_ref().map(|goal| site.index.fill(goal)),
        dos: fill_all(site, &phase.do_),
        do_nots: fill_all(site, &phase.do_not),
        pain: site.index.config.pain_rule.as_ref().map(|rule| pain(site, rule, phase.pain_limit, words)),
        move_on_heading: programme::move_on_heading(programme, place, words),
        move_on: fill_all(site, &phase.move_on),
        stops: stops(site, programme, phase, words),
        log: LogView {
            days: (1..=LOG_DAYS).collect(),
            rows: exercises.iter().map(|exercise| exercise.link.title.clone()).collect(),
        },
        sources: sources(site, from, &references),
        convention: uses(phase, &CiteSource::Convention),
        own: uses(phase, &CiteSource::Own),
        exercises,
        version: String::new(),
        review: super::page::review(site, page),
        address: absolute(site, &page.address.child(&phase.id.raw)),
    };
    sheet.version = version(&sheet);
    Some(sheet)
}

fn pip(other: usize, place: usize) -> &'static str {
    match other.cmp(&place) {
        std::cmp::Ordering::Less => "done",
        std::cmp::Ordering::Equal => "now",
        std::cmp::Ordering::Greater => "next",
    }
}

fn absolute(site: &Site, address: &Address) -> String {
    site.index.base_url().map_or_else(|| address.to_string(), |base| format!("{base}{}", address.encoded()))
}

fn fill_all(site: &Site, texts: &[Text]) -> Vec<String> {
    texts.iter().map(|text| site.index.fill(text)).collect()
}

fn uses(phase: &Phase, source: &CiteSource) -> bool {
    phase
        .cite
        .iter()
        .chain(phase.exercises.iter().flat_map(|exercise| &exercise.cite))
        .any(|cite| cite.source == *source)
}

fn exercise(
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
    let view = super::exercise::view(site, from, shown, exercise);
    let cites = if prescription.cite.is_empty() { &phase.cite } else { &prescription.cite };
    Some(SheetExercise {
        number: 0,
        link: link_to(site, from, shown),
        position: view.position,
        figure: super::pose::view(site, shown, exercise, prescription.dose.as_ref()),
        steps: view.steps,
        feel: view.feel,
        easier: view.easier.map(|link| link.title),
        harder: view.harder.map(|link| link.title),
        dose: prescription.dose.as_ref().map(|dose| dose::view(dose, words).cells).unwrap_or_default(),
        note: prescription.note.as_ref().map(|note| site.index.fill(note)),
        sources: numbers(site, cites, references),
        convention: cites.iter().any(|cite| cite.source == CiteSource::Convention),
    })
}

/// The numbers of the references that `cites` names, ascending.
fn numbers(site: &Site, cites: &[Cite], references: &mut References) -> Vec<usize> {
    let mut numbers: Vec<usize> = cites
        .iter()
        .filter_map(|cite| match &cite.source {
            CiteSource::Reference(id) => site.index.references.get(id).map(|page| references.number(*page)),
            CiteSource::Own | CiteSource::Convention => None,
        })
        .collect();
    numbers.sort_unstable();
    numbers.dedup();
    numbers
}

/// The sources of a sheet or question, numbered.
#[must_use]
pub fn sources(site: &Site, from: &Address, references: &References) -> Vec<SourceView> {
    let views = references.list.iter().enumerate().filter_map(|(place, cited)| {
        let page = site.index.page(cited.page)?;
        Some(SourceView {
            number: place + 1,
            id: page.stem().to_owned(),
            href: site.link(from, &page.address),
            html: site.citations.get(&cited.page).map(|citation| citation.html.clone()).unwrap_or_default(),
        })
    });
    views.collect()
}

/// The pain rule with a phase's own limit, above which a patient stops.
#[must_use]
pub fn pain(site: &Site, rule: &PainRule, limit: Option<u8>, words: &Words) -> PainView {
    let limit = limit.map_or(rule.caution, |limit| limit.min(rule.caution));
    let ok = rule.ok.min(limit);
    let zone = |score: u8| {
        if score <= ok {
            "ok"
        } else if score <= limit {
            "caution"
        } else {
            "stop"
        }
    };
    let range = |zone_of: &'static str| {
        let scores: Vec<u8> = (0..=10).filter(|score| zone(*score) == zone_of).collect();
        match (scores.first(), scores.last()) {
            (Some(first), Some(last)) if first == last => Some(first.to_string()),
            (Some(first), Some(last)) => Some(format!("{first}–{last}")),
            _ => None,
        }
    };
    let zones = [("ok", "pain.ok"), ("caution", "pain.caution"), ("stop", "pain.stop")];
    PainView {
        zones: zones
            .into_iter()
            .filter_map(|(zone, key)| Some(PainZone { zone, range: range(zone)?, text: words.get(key).to_owned() }))
            .collect(),
        scores: (0..=10).map(|score| PainScore { score, zone: zone(score) }).collect(),
        next_morning: rule.next_morning.as_ref().map(|text| site.index.fill(text)),
    }
}

/// The stop rules of a phase, the most urgent first. Groups without items are left out.
fn stops(site: &Site, programme: &Programme, phase: &Phase, words: &Words) -> Vec<StopView> {
    let rules = &programme.stop_rules;
    let session: Vec<Text> = rules.session.iter().chain(&phase.stop).cloned().collect();
    let groups: [(&'static str, &str, Option<&str>, &[Text]); 4] = [
        ("emergency", "stop.emergency", Some("emergency_number"), &rules.emergency),
        ("urgent", "stop.urgent", Some("urgent_line"), &rules.urgent),
        ("session", "stop.session", None, &session),
        ("clinic", "stop.clinic", Some("clinic_phone"), &rules.clinic),
    ];
    groups
        .into_iter()
        .filter(|(_, _, _, items)| !items.is_empty())
        .map(|(level, key, number, items)| {
            let number = number.and_then(|name| site.index.config.insert(name));
            StopView {
                level,
                heading: words.get(key).to_owned(),
                href: number.as_deref().and_then(phone_link),
                number,
                items: fill_all(site, items),
            }
        })
        .collect()
}

/// A short text that changes with what the sheet says, and with nothing else.
fn version(sheet: &SheetView) -> String {
    let bytes = serde_json::to_vec(sheet).unwrap_or_default();
    Digest::of(&bytes).short().chars().take(7).collect()
}

/// The stop rules of a programme as a whole.
#[must_use]
pub fn programme_stops(site: &Site, programme: &Programme, words: &Words) -> Vec<StopView> {
    stops(site, programme, &Phase::default(), words)
}

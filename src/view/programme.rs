//! A programme's overview: its phases with days, goals, exercises and what opens the next.

use serde::Serialize;

use super::dose::{self, DoseView};
use super::timeline::{self, TimelineView};
use super::{Link, link_to};
use crate::base::address::Address;
use crate::body::{Site, phases};
use crate::model::page::Page;
use crate::model::programme::{Phase, Programme};
use crate::parse::words::Words;
use crate::resolve::PhaseText;

/// A programme as a template shows it.
#[derive(Clone, Debug, Serialize)]
pub struct ProgrammeView {
    /// Its title.
    pub title: String,
    /// Link to its page.
    pub href: String,
    /// The conditions it is for.
    pub conditions: Vec<Link>,
    /// Its phases.
    pub phases: Vec<PhaseView>,
    /// The phases in time.
    pub timeline: TimelineView,
    /// Link to the whole booklet.
    pub booklet: String,
    /// Link to the page where a clinician makes a sheet of it.
    pub make: String,
}

/// One phase in an overview.
#[derive(Clone, Debug, Serialize)]
pub struct PhaseView {
    /// Its number, from 1.
    pub number: usize,
    /// Its id.
    pub id: String,
    /// Its name.
    pub title: String,
    /// Link to its sheet.
    pub href: String,
    /// When it may begin and how long it usually takes, in words.
    pub when: String,
    /// What it is to reach.
    pub goal: Option<String>,
    /// Above which pain to stop, where that is less than on the rest of the site.
    pub limit: Option<String>,
    /// Its exercises with doses.
    pub exercises: Vec<PhaseExercise>,
    /// What to do.
    pub dos: Vec<String>,
    /// What not to do: each says so itself.
    pub do_nots: Vec<String>,
    /// Its own reasons to end a session.
    pub stops: Vec<String>,
    /// The heading over what must be true to move on, or to finish.
    pub move_on_heading: String,
    /// What must be true.
    pub move_on: Vec<String>,
}

/// An exercise in an overview.
#[derive(Clone, Debug, Serialize)]
pub struct PhaseExercise {
    /// The exercise.
    pub link: Link,
    /// Its dose.
    pub dose: Option<DoseView>,
    /// A word to the patient.
    pub note: Option<String>,
}

/// The programme on `page`, with links from `from`.
#[must_use]
pub fn view(site: &Site, from: &Address, page: &Page, programme: &Programme) -> ProgrammeView {
    let conditions = programme.conditions.iter().filter_map(|name| site.index.named(page.language, name));
    ProgrammeView {
        title: site.index.fill(&page.meta.title),
        href: site.link(from, &page.address),
        conditions: conditions.map(|(_, page)| link_to(site, from, page)).collect(),
        phases: (0..programme.phases.len()).filter_map(|place| phase(site, from, page, programme, place)).collect(),
        timeline: timeline::view(site, from, page, programme),
        booklet: site.link(from, &booklet_address(page)),
        make: site.link(from, &builder_address(page)),
    }
}

/// Where a programme's booklet is published.
#[must_use]
pub fn booklet_address(page: &Page) -> Address {
    page.address.child("booklet")
}

/// Where a clinician makes a sheet of a programme. (`build` is the name of a phase in many programmes.)
#[must_use]
pub fn builder_address(page: &Page) -> Address {
    page.address.child("make")
}

fn phase(site: &Site, from: &Address, page: &Page, programme: &Programme, place: usize) -> Option<PhaseView> {
    let phase = programme.phases.get(place)?;
    let words = site.index.words(page.language);
    let texts = PhaseText::new(&site.index, phase);
    let exercises = phase.exercises.iter().filter_map(|prescription| {
        let (_, exercise) = site.index.named(page.language, &prescription.use_)?;
        Some(PhaseExercise {
            link: link_to(site, from, exercise),
            dose: prescription.dose.as_ref().map(|dose| dose::view(dose, words)),
            note: prescription.note.as_ref().map(|note| texts.fill(note)),
        })
    });
    Some(PhaseView {
        number: place + 1,
        id: phase.id.raw.clone(),
        title: texts.fill(&phase.title),
        href: site.link(from, &page.address.child(&phase.id.raw)),
        when: when(programme, place, words),
        goal: phase.goal.as_ref().map(|goal| texts.fill(goal)),
        limit: limit(site, phase, words),
        exercises: exercises.collect(),
        dos: texts.fill_all(&phase.do_),
        do_nots: texts.fill_all(&phase.do_not),
        stops: texts.fill_all(&phase.stop),
        move_on_heading: phases::move_on_heading(programme, place, words),
        move_on: texts.fill_all(&phase.move_on),
    })
}

/// Above which pain a patient stops in a phase, in words; `None` where the site's rule holds as it is.
#[must_use]
pub fn limit(site: &Site, phase: &Phase, words: &Words) -> Option<String> {
    let rule = site.index.config.pain_rule.as_ref()?;
    let limit = phase.pain_limit.filter(|limit| *limit < rule.caution)?;
    Some(words.fill("pain.stricter", &[("n", &limit.to_string())]))
}

/// When the phase at `place` may begin and how long it usually takes, in words. Criteria alone are said to be so, where
/// the phase before has some.
#[must_use]
pub fn when(programme: &Programme, place: usize, words: &Words) -> String {
    let Some(phase) = programme.phases.get(place) else { return String::new() };
    let number = |day: u32| day.to_string();
    let earliest = phase.earliest_day.map(|day| words.fill("phase.earliest", &[("n", &number(day))]));
    let usual = phase.usual.map(|window| match window.to {
        Some(to) => words.fill("phase.usual", &[("from", &number(window.from)), ("to", &number(to))]),
        None => words.fill("phase.usual_open", &[("from", &number(window.from))]),
    });
    let parts: Vec<String> = [earliest, usual].into_iter().flatten().collect();
    let before = place.checked_sub(1).and_then(|before| programme.phases.get(before));
    match before {
        _ if !parts.is_empty() => parts.join(" · "),
        Some(before) if !before.ends => words.get("phase.by_tests").to_owned(),
        Some(_) | None => words.get("phase.any_day").to_owned(),
    }
}

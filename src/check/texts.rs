//! The texts of a page's front matter that a reader sees, and the places of marks within them.
//!
//! Rules about wording look through these lists, so that a new text is added here once. Names of pages, ids and dates
//! are no texts.

use crate::base::path::SitePath;
use crate::base::span::Span;
use crate::diag::Place;
use crate::model::anatomy::Anatomy;
use crate::model::decision::Decision;
use crate::model::exercise::Exercise;
use crate::model::page::{Data, Page};
use crate::model::programme::Programme;
use crate::model::text::Text;
use crate::parse::config;

/// All texts of a page's front matter that a reader sees.
pub(super) fn of(page: &Page) -> Vec<&Text> {
    let mut texts = vec![&page.meta.title];
    texts.extend(&page.meta.summary);
    texts.extend(&page.meta.aliases);
    texts.extend(page.meta.review.by.iter().chain(&page.meta.review.role));
    texts.extend(of_kind(page));
    texts
}

/// The texts that only the page's kind has.
pub(super) fn of_kind(page: &Page) -> Vec<&Text> {
    match &page.data {
        Data::Article(_) | Data::Condition(_) => Vec::new(),
        Data::Anatomy(anatomy) => of_anatomy(anatomy),
        Data::Exercise(exercise) => of_exercise(exercise),
        Data::Programme(programme) => of_programme(programme),
        Data::Decision(decision) => of_decision(decision),
        Data::Reference(reference) => reference.variables.iter().map(|(_, text)| text).collect(),
        Data::Term(term) => term.plural.iter().chain(&term.also).collect(),
    }
}

/// The place of the `nth` `mark` within a text as it is written; the whole text when YAML writes it another way.
pub(super) fn place_in(page: &Page, text: &Text, mark: &str, nth: usize) -> Place {
    let written = text.span.of(&page.document.source);
    let span = match written.match_indices(mark).nth(nth) {
        Some((at, _)) => Span::new(at, at + mark.len()).shifted(text.span.start as usize),
        None => text.span,
    };
    Place::at(&page.path, span)
}

/// A place in `site.yaml`; the file as a whole without a span.
pub(super) fn in_settings(span: Option<Span>) -> Option<Place> {
    SitePath::new(config::PATH).map(|path| Place { path, span })
}

fn of_anatomy(anatomy: &Anatomy) -> Vec<&Text> {
    let mut texts: Vec<&Text> = anatomy.crosses.iter().chain(&anatomy.parts).collect();
    for figure in &anatomy.figures {
        texts.extend(&figure.title);
        texts.push(&figure.alt);
        texts.extend(figure.labels.iter().map(|label| &label.text));
    }
    texts
}

fn of_exercise(exercise: &Exercise) -> Vec<&Text> {
    let single = exercise.purpose.iter().chain(&exercise.position).chain(&exercise.feel);
    single.chain(&exercise.steps).chain(&exercise.mistakes).chain(&exercise.equipment).collect()
}

fn of_programme(programme: &Programme) -> Vec<&Text> {
    let rules = &programme.stop_rules;
    let mut texts: Vec<&Text> =
        rules.emergency.iter().chain(&rules.urgent).chain(&rules.session).chain(&rules.clinic).collect();
    for phase in &programme.phases {
        texts.push(&phase.title);
        texts.extend(&phase.goal);
        texts.extend(phase.exercises.iter().filter_map(|exercise| exercise.note.as_ref()));
        texts.extend(phase.do_.iter().chain(&phase.do_not).chain(&phase.move_on).chain(&phase.stop));
    }
    texts
}

fn of_decision(decision: &Decision) -> Vec<&Text> {
    let single = decision.short.iter().chain(&decision.audience).chain(&decision.no_emergency);
    let mut texts: Vec<&Text> = single.chain(&decision.safety_net).collect();
    for step in &decision.steps {
        texts.push(&step.ask);
        texts.extend(step.help.iter().chain(&step.any_of));
        texts.extend(step.answers.iter().flat_map(|answer| std::iter::once(&answer.label).chain(&answer.why)));
    }
    for outcome in &decision.outcomes {
        texts.push(&outcome.title);
        texts.extend(outcome.within.iter().chain(&outcome.advice).chain(&outcome.safety_net));
    }
    texts
}

//! Pages become entries: what a reader can find a page by, and the text that results show. The words of a page come
//! from its title, other names, summary, headings, body and the front matter of its kind.

use crate::body::{SectionText, Site, Written, writer};
use crate::model::decision::Urgency;
use crate::model::page::{Data, Page, PageId};
use crate::model::programme::{Phase, Programme};
use crate::model::text::Text;
use crate::resolve::PhaseText;

/// A page as search sees it.
#[derive(Clone, Debug)]
pub struct Entry {
    /// The page.
    pub page: PageId,
    /// Its title.
    pub title: String,
    /// Its other names that a reader may be shown.
    pub names: Vec<String>,
    /// Names it is found by and never shown under: words that the glossary advises against.
    pub hidden: Vec<String>,
    /// Its summary; empty when it has none.
    pub summary: String,
    /// Its text. A section's id is what comes after the page's address in a link: `#id`, `phase/` or nothing.
    pub sections: Vec<SectionText>,
    /// Its care cards as they are written: number in its document, and id.
    pub cards: Vec<(u32, String)>,
}

/// The entry of a page.
#[must_use]
pub fn of_page(site: &Site, id: PageId, page: &Page) -> Entry {
    let Written { sections: mut written, cards, .. } = writer::page(site, id, page);
    for section in written.iter_mut().filter(|section| !section.id.is_empty()) {
        section.id.insert(0, '#');
    }
    let (first, more) = of_kind(site, id, page);
    if let Some(section) = written.first_mut() {
        let from = section.text.len();
        section.text.push_str(&first.text);
        section.care.extend(first.care.iter().map(|care| care.start + from..care.end + from));
    }
    written.extend(more);
    written.retain(|section| !section.heading.is_empty() || !section.text.trim().is_empty());
    let fill = |text: &Text| site.index.fill(text);
    let mut names: Vec<String> = page.meta.aliases.iter().map(fill).collect();
    let mut hidden = Vec::new();
    if let Data::Term(term) = &page.data {
        names.extend(term.also.iter().map(fill));
        hidden.extend(term.plural.iter().chain(&term.instead_of).map(fill));
    }
    Entry {
        page: id,
        title: site.index.fill(&page.meta.title),
        names,
        hidden,
        summary: page.meta.summary.as_ref().map(fill).unwrap_or_default(),
        sections: written,
        cards,
    }
}

/// Text being put together from front matter.
#[derive(Default)]
struct Collected {
    text: String,
    care: Vec<std::ops::Range<usize>>,
}

impl Collected {
    fn add(&mut self, text: &str) {
        self.text.push_str(text.trim());
        self.text.push_str(if text.trim_end().ends_with(['.', '?', '!', ':']) { " " } else { ". " });
    }

    fn add_care(&mut self, text: &str) {
        let from = self.text.len();
        self.add(text);
        self.care.push(from..self.text.len());
    }

    fn into_section(self, id: String, heading: String) -> SectionText {
        SectionText { id, heading, text: self.text, care: self.care }
    }
}

/// The text that a page's kind adds to its first section, and the sections it adds.
fn of_kind(site: &Site, id: PageId, page: &Page) -> (Collected, Vec<SectionText>) {
    let mut first = Collected::default();
    let mut more = Vec::new();
    let fill = |text: &Text| site.index.fill(text);
    match &page.data {
        Data::Article | Data::Condition(_) | Data::Term(_) => {}
        Data::Anatomy(anatomy) => {
            let labels = anatomy.figures.iter().flat_map(|figure| &figure.labels).map(|label| &label.text);
            anatomy.crosses.iter().chain(&anatomy.parts).chain(labels).for_each(|text| first.add(&fill(text)));
        }
        Data::Exercise(exercise) => {
            let texts = exercise.purpose.iter().chain(&exercise.position).chain(&exercise.steps);
            let texts = texts.chain(&exercise.feel).chain(&exercise.mistakes).chain(&exercise.equipment);
            texts.for_each(|text| first.add(&fill(text)));
        }
        Data::Programme(programme) => {
            stop_rules(site, programme, &mut first);
            for (number, phase) in programme.phases.iter().enumerate() {
                more.push(phase_section(site, page, number + 1, phase));
            }
        }
        Data::Decision(decision) => {
            for step in &decision.steps {
                first.add(&fill(&step.ask));
                let care = step.check.is_some_and(|check| matches!(check, Urgency::Emergency | Urgency::Urgent));
                for text in &step.any_of {
                    if care {
                        first.add_care(&fill(text));
                    } else {
                        first.add(&fill(text));
                    }
                }
                step.answers.iter().for_each(|answer| first.add(&fill(&answer.label)));
            }
            for outcome in &decision.outcomes {
                first.add(&fill(&outcome.title));
                outcome.advice.iter().for_each(|advice| first.add(&fill(advice)));
            }
        }
        Data::Reference(_) => {
            site.citations.get(&id).into_iter().for_each(|citation| first.add(&citation.text));
        }
    }
    (first, more)
}

fn stop_rules(site: &Site, programme: &Programme, first: &mut Collected) {
    let rules = &programme.stop_rules;
    for text in rules.emergency.iter().chain(&rules.urgent) {
        first.add_care(&site.index.fill(text));
    }
    for text in rules.session.iter().chain(&rules.clinic) {
        first.add(&site.index.fill(text));
    }
}

/// A phase is found under its own title, and leads to its own sheet.
fn phase_section(site: &Site, page: &Page, number: usize, phase: &Phase) -> SectionText {
    let index = &site.index;
    let filled = PhaseText::new(index, phase);
    let mut text = Collected::default();
    let texts = phase.goal.iter().chain(&phase.do_).chain(&phase.do_not).chain(&phase.move_on).chain(&phase.stop);
    texts.for_each(|line| text.add(&filled.fill(line)));
    for prescription in &phase.exercises {
        if let Some((_, exercise)) = index.named(page.language, &prescription.use_) {
            text.add(&index.fill(&exercise.meta.title));
        }
    }
    let words = index.words(page.language);
    let number = number.to_string();
    let heading = words.fill("sheet.title", &[("n", &number), ("title", &filled.fill(&phase.title))]);
    text.into_section(format!("{}/", phase.id.raw), heading)
}

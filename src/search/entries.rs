//! Pages become entries: what a reader can find a page by, and the text that results show. The words of a page come
//! from its title, other names, summary, headings, body and the front matter of its kind.

use crate::body::passages::Passages;
use crate::body::phases::move_on_heading;
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
    let Written { sections: mut written, cards, .. } = writer::text_of_page(site, id, page);
    for section in written.iter_mut().filter(|section| !section.id.is_empty()) {
        section.id.insert(0, '#');
    }
    let (first, more) = of_kind(site, id, page);
    if let Some(section) = written.first_mut() {
        let from = section.text.append(&first.text);
        section.care.extend(first.care.iter().map(|care| care.start + from..care.end + from));
    }
    written.extend(more);
    written.retain(|section| !section.heading.is_empty() || !section.text.as_str().is_empty());
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
    text: Passages,
    care: Vec<std::ops::Range<usize>>,
}

impl Collected {
    /// Adds a text that needs nothing before it.
    fn add(&mut self, text: &str) {
        self.text.add(text);
        self.text.end_sentence();
    }

    /// Adds texts under the words that a page shows over them: what to do, what not to do and when to stop look alike
    /// without them.
    fn add_group(&mut self, lead: &str, texts: &[String]) {
        self.text.add_group(lead, texts);
    }

    /// Adds texts that are an emergency or urgent.
    fn add_care(&mut self, lead: &str, texts: &[String]) {
        let from = self.text.as_str().len();
        self.add_group(lead, texts);
        self.care.push(from..self.text.as_str().len());
    }

    /// Adds a question with its list of signs and its answers, which say nothing without it.
    fn add_question(&mut self, ask: &str, signs: &[String], is_care: bool, answers: &[String]) {
        self.text.add(ask);
        self.text.begin_lead();
        let from = self.text.as_str().len();
        signs.iter().for_each(|sign| self.text.add_item(sign));
        if is_care {
            self.care.push(from..self.text.as_str().len());
        }
        answers.iter().for_each(|answer| self.text.add_item(answer));
        self.text.end_lead();
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
    let words = site.index.words(page.language);
    match &page.data {
        Data::Article(_) | Data::Condition(_) | Data::Term(_) => {}
        Data::Anatomy(anatomy) => {
            let labels = anatomy.figures.iter().flat_map(|figure| &figure.labels).map(|label| &label.text);
            anatomy.crosses.iter().chain(&anatomy.parts).chain(labels).for_each(|text| first.add(&fill(text)));
        }
        Data::Exercise(exercise) => {
            let texts = exercise.purpose.iter().chain(&exercise.position).chain(&exercise.steps);
            texts.chain(&exercise.feel).for_each(|text| first.add(&fill(text)));
            first.add_group(words.get("exercise.mistakes"), &filled(site, &exercise.mistakes));
            first.add_group(words.get("exercise.equipment"), &filled(site, &exercise.equipment));
        }
        Data::Programme(programme) => {
            stop_rules(site, page, programme, &mut first);
            for (number, phase) in programme.phases.iter().enumerate() {
                more.push(phase_section(site, page, programme, number, phase));
            }
        }
        Data::Decision(decision) => {
            for step in &decision.steps {
                let answers = step.answers.iter().map(|answer| fill(&answer.label)).collect::<Vec<_>>();
                let is_care = step.check.is_some_and(|check| matches!(check, Urgency::Emergency | Urgency::Urgent));
                first.add_question(&fill(&step.ask), &filled(site, &step.any_of), is_care, &answers);
            }
            for outcome in &decision.outcomes {
                match &outcome.advice {
                    Some(advice) => first.add_group(&fill(&outcome.title), &[fill(advice)]),
                    None => first.add(&fill(&outcome.title)),
                }
            }
        }
        Data::Reference(_) => {
            site.citations.get(&id).into_iter().for_each(|citation| first.add(&citation.text));
        }
    }
    (first, more)
}

/// The rules to stop under the words for what to do, and whom to call.
fn stop_rules(site: &Site, page: &Page, programme: &Programme, first: &mut Collected) {
    let (index, rules) = (&site.index, &programme.stop_rules);
    let words = index.words(page.language);
    let mut add = |key: &str, number: &str, texts: &[Text]| {
        let texts = filled(site, texts);
        let number =
            index.config.insert(number).filter(|number| !texts.iter().all(|text| text.contains(number.as_str())));
        let call = number.map(|number| words.fill("care.call", &[("number", &words.left_to_right(&number))]));
        let lead = call.map_or_else(|| words.get(key).to_owned(), |call| format!("{}: {call}", words.get(key)));
        first.add_care(&lead, &texts);
    };
    add("stop.emergency", "emergency_number", &rules.emergency);
    add("stop.urgent", "urgent_line", &rules.urgent);
    first.add_group(words.get("stop.session"), &filled(site, &rules.session));
    first.add_group(words.get("stop.clinic"), &filled(site, &rules.clinic));
}

/// A phase is found under its own title, and leads to its own sheet.
fn phase_section(site: &Site, page: &Page, programme: &Programme, place: usize, phase: &Phase) -> SectionText {
    let index = &site.index;
    let words = index.words(page.language);
    let filled = PhaseText::new(index, phase);
    let exercises = phase.exercises.iter().filter_map(|prescription| index.named(page.language, &prescription.use_));
    let exercises: Vec<String> = exercises.map(|(_, exercise)| index.fill(&exercise.meta.title)).collect();
    let mut text = Collected::default();
    phase.goal.iter().for_each(|goal| text.add_group(words.get("sheet.goal"), &[filled.fill(goal)]));
    text.add_group(words.get("sheet.do"), &filled.fill_all(&phase.do_));
    text.add_group(words.get("sheet.do_not"), &filled.fill_all(&phase.do_not));
    text.add_group(&move_on_heading(programme, place, words), &filled.fill_all(&phase.move_on));
    text.add_group(words.get("stop.session"), &filled.fill_all(&phase.stop));
    text.add_group(words.get("sheet.exercises"), &exercises);
    let number = (place + 1).to_string();
    let heading = words.fill("sheet.title", &[("n", &number), ("title", &filled.fill(&phase.title))]);
    text.into_section(format!("{}/", phase.id.raw), heading)
}

/// Texts of front matter as readers see them.
fn filled(site: &Site, texts: &[Text]) -> Vec<String> {
    texts.iter().map(|text| site.index.fill(text)).collect()
}

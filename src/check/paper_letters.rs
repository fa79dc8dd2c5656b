//! P013: letters in printed texts that no font for paper has.
//!
//! A PDF with such a letter would show an empty box, so it is not made. The typesetter knows only its template; here
//! the letter is found in the file that holds it. Where no PDFs are made this is a warning: a `soleus` that makes them
//! could not publish the site.

use serde_json::Value;

use super::{Subject, texts};
use crate::base::span::Span;
use crate::body::Site;
use crate::body::references::References;
use crate::diag::{Place, Problem, Severity, codes};
use crate::model::page::{Data, Page};
use crate::model::programme::Programme;
use crate::model::text::{PageName, Text};
use crate::view::text_section;

/// How many letters a message names.
const NAMED: usize = 5;

/// Reports the printed texts of a page that hold letters of no font.
pub(super) fn check(subject: Subject<'_>, problems: &mut Vec<Problem>) {
    let (site, page) = (subject.site, subject.page);
    for text in printed(subject) {
        let letters = site.paper_fonts.lacking(&text.raw);
        let Some(first) = letters.first() else { continue };
        problems.push(problem(site, texts::place_in(page, text, &first.to_string(), 0), &letters));
    }
    match &page.data {
        Data::Programme(programme) => in_booklet(site, page, programme, problems),
        Data::Reference(_) if is_in_a_booklet(subject) => in_citation(subject, problems),
        Data::Article(_)
        | Data::Anatomy(_)
        | Data::Condition(_)
        | Data::Exercise(_)
        | Data::Decision(_)
        | Data::Reference(_)
        | Data::Term(_) => {}
    }
}

/// The same for the clinic's name and numbers, which stand on every sheet.
pub(super) fn check_settings(site: &Site, problems: &mut Vec<Problem>) {
    if !site.index.published().any(|(_, page)| matches!(page.data, Data::Programme(_))) {
        return;
    }
    let config = &site.index.config;
    for text in std::iter::once(&config.name).chain(config.numbers.iter().map(|(_, text)| text)) {
        let letters = site.paper_fonts.lacking(&text.raw);
        if let Some(place) = texts::in_settings(Some(text.span)).filter(|_| !letters.is_empty()) {
            problems.push(problem(site, place, &letters));
        }
    }
}

/// The texts of a page's front matter that a sheet or booklet prints.
fn printed(subject: Subject<'_>) -> Vec<&Text> {
    let Subject { site, id, page } = subject;
    match &page.data {
        Data::Programme(_) => {
            let meta = &page.meta;
            let review = meta.review.by.iter().chain(&meta.review.role);
            [&meta.title].into_iter().chain(&meta.summary).chain(review).chain(texts::of_kind(page)).collect()
        }
        Data::Exercise(exercise) => {
            let uses = site.graph.uses.get(id.index()).map(Vec::as_slice).unwrap_or_default();
            // An easier or harder form is named on the sheet of the other.
            let title = Some(&page.meta.title).filter(|_| !uses.is_empty());
            let told = exercise.position.iter().chain(&exercise.steps).chain(&exercise.feel);
            let is_on_a_sheet = uses.iter().any(|used| used.phase.is_some());
            title.into_iter().chain(told.filter(|_| is_on_a_sheet)).collect()
        }
        Data::Article(_)
        | Data::Anatomy(_)
        | Data::Condition(_)
        | Data::Decision(_)
        | Data::Reference(_)
        | Data::Term(_) => Vec::new(),
    }
}

/// Reports the pages and sections that a booklet holds beside its sheets.
fn in_booklet(site: &Site, page: &Page, programme: &Programme, problems: &mut Vec<Problem>) {
    for name in &programme.booklet {
        let section = text_section::view(site, &page.address, page.language, name, &mut References::default());
        let Some(section) = section.and_then(|section| serde_json::to_value(section).ok()) else { continue };
        let mut words = String::new();
        gather(&section, &mut words);
        let letters = site.paper_fonts.lacking(&words);
        if let Some(first) = letters.first() {
            problems.push(problem(site, in_named(site, page, name, *first), &letters));
        }
    }
}

/// Where a letter stands in the page that a booklet names; the name itself where another page brings it.
fn in_named(site: &Site, page: &Page, name: &PageName, letter: char) -> Place {
    let found = site.index.named(page.language, name).and_then(|(_, named)| Some((named, found(named, letter)?)));
    found.map_or_else(|| Place::at(&page.path, name.span), |(named, span)| Place::at(&named.path, span))
}

/// Whether a programme cites a reference: its booklet prints it in full.
fn is_in_a_booklet(subject: Subject<'_>) -> bool {
    let Subject { site, id, .. } = subject;
    let citing = site.graph.cited_by.get(id.index()).map(Vec::as_slice).unwrap_or_default();
    let mut citing = citing.iter().filter_map(|id| site.index.page(*id));
    citing.any(|page| matches!(page.data, Data::Programme(_)))
}

fn in_citation(subject: Subject<'_>, problems: &mut Vec<Problem>) {
    let Subject { site, id, page } = subject;
    let Some(citation) = site.citations.get(&id) else { return };
    let letters = site.paper_fonts.lacking(&citation.text);
    if let Some(first) = letters.first() {
        let span = found(page, *first).unwrap_or(page.meta.title.span);
        problems.push(problem(site, Place::at(&page.path, span), &letters));
    }
}

/// The first place of a letter in a page's file.
fn found(page: &Page, letter: char) -> Option<Span> {
    let at = page.document.source.find(letter)?;
    Some(Span::new(at, at + letter.len_utf8()))
}

/// The words of a value: addresses are not printed, and a box to tick is drawn.
fn gather(value: &Value, words: &mut String) {
    match value {
        Value::String(text) => words.push_str(text),
        Value::Array(items) => items.iter().for_each(|item| gather(item, words)),
        Value::Object(map) if map.get("task").is_some_and(|task| !task.is_null()) => {}
        Value::Object(map) => {
            map.iter().filter(|(key, _)| *key != "href").for_each(|(_, value)| gather(value, words));
        }
        Value::Null | Value::Bool(_) | Value::Number(_) => {}
    }
}

fn problem(site: &Site, place: Place, letters: &[char]) -> Problem {
    let named: Vec<String> =
        letters.iter().take(NAMED).map(|letter| format!("`{letter}` (U+{:04X})", u32::from(*letter))).collect();
    let which = match named.as_slice() {
        [one] => format!("the letter {one}"),
        several => format!("the letters {}", several.join(", ")),
    };
    let problem = Problem::new(
        codes::LETTER_WITHOUT_FONT,
        place,
        format!("no font for paper has {which}, so the PDFs that print this cannot be made"),
        "write it in other letters, or put a font that has them in `theme/fonts/`, as a `.ttf` or `.otf` file",
    );
    if site.index.prints() { problem } else { problem.with_severity(Severity::Warning) }
}

#[cfg(test)]
mod tests {
    use crate::check::testing::{SETTINGS, check};

    const MOVE: &str = "---\nkind: exercise\ntitle: Move\nsteps: [up → down]\n---\n";

    fn programme(more: &str) -> String {
        format!(
            "---\nkind: programme\ntitle: A\n{more}stop_rules: {{emergency: [a], urgent: [b]}}\nphases:\n  \
             - {{id: b, title: B, ends: true, exercises: [{{use: move}}]}}\n---\n"
        )
    }

    /// The problem at a place, about these letters.
    fn told(place: &str, letters: &str) -> String {
        format!(
            "P013(warning) {place} no font for paper has {letters}, so the PDFs that print this cannot be made | \
             write it in other letters, or put a font that has them in `theme/fonts/`, as a `.ttf` or `.otf` file"
        )
    }

    #[test]
    fn a_letter_of_no_font_is_told_where_it_stands() {
        let arrow = told("content/move.md:4:12", "the letter `→` (U+2192)");
        check("P013", &[("content/a.md", &programme("")), ("content/move.md", MOVE)], &arrow);
        let plain = MOVE.replace('→', "and");
        let title = programme("summary: Für die 膝 → 痛\n");
        let expected = told("content/a.md:4:18", "the letters `膝` (U+819D), `→` (U+2192), `痛` (U+75DB)");
        check("P013", &[("content/a.md", &title), ("content/move.md", &plain)], &expected);
    }

    #[test]
    fn what_is_not_printed_may_hold_any_letter() {
        check("P013", &[("content/move.md", MOVE)], "");
        let move_ = MOVE.replace("[up → down]", "[up]\naliases: [膝]\nmistakes: [up → down]");
        check("P013", &[("content/a.md", &programme("aliases: [膝]\n")), ("content/move.md", &move_)], "");
    }

    #[test]
    fn pages_of_a_booklet_are_printed() {
        let plain = MOVE.replace('→', "and");
        let a = programme("booklet: [plan#runs]\n");
        let plan = "---\ntitle: Plan\n---\n## Walks\n→\n\n## Runs\n- [ ] 5 ⇒ 6\n";
        let files = [("content/a.md", a.as_str()), ("content/move.md", &plain), ("content/plan.md", plan)];
        check("P013", &files, &told("content/plan.md:8:9", "the letter `⇒` (U+21D2)"));
    }

    #[test]
    fn the_clinics_name_is_printed() {
        let settings = SETTINGS.replace("name: Clinic", "name: Клиника");
        let plain = MOVE.replace('→', "and");
        let files = [("content/site.yaml", settings.as_str()), ("content/move.md", &plain)];
        check("P013", &files, "");
        let a = programme("");
        let letters = "the letters `К` (U+041A), `л` (U+043B), `и` (U+0438), `н` (U+043D), `к` (U+043A)";
        check("P013", &[files[0], files[1], ("content/a.md", &a)], &told("content/site.yaml:1:7", letters));
    }
}

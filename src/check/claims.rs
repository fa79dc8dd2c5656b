//! C002 and C003: references that nothing cites, and figures without a source.
//!
//! A claim is looked for in English text only, in paragraphs, items and cells of conditions, anatomy and articles. What
//! a clinic tells a reader to do (care cards, do and do-not lists) and key points are left out.

use super::Subject;
use crate::base::span::Span;
use crate::body::plain::{Block, BlockKind};
use crate::diag::{Place, Problem, codes};
use crate::model::doc::CardKind;
use crate::model::kind::Kind;
use crate::model::page::Page;

/// Words that make a number before them a figure of a study.
const UNITS: [&str; 11] = ["percent", "day", "days", "week", "weeks", "month", "months", "year", "years", "times", "%"];

/// Words after "5 of 81" that make it a count of people.
const PEOPLE: [&str; 12] = [
    "people", "adults", "athletes", "runners", "patients", "players", "men", "women", "studies", "trials", "legs",
    "experts",
];

/// Words that make a duration an instruction or a plain fact of language, not a finding.
const INSTRUCTIONS: [&str; 10] = ["if", "after", "call", "book", "do", "see", "for", "from", "until", "first"];

/// Words that own up to a figure without a study.
const OWNED: &str = "usual practice";

/// Advises on references that no page cites or mentions (C002).
pub(super) fn uncited_reference(subject: Subject<'_>, problems: &mut Vec<Problem>) {
    if subject.page.kind() != Kind::Reference || subject.site.index.some_unread {
        return;
    }
    let graph = &subject.site.graph;
    let number = subject.id.index();
    let is_cited = graph.cited_by.get(number).is_some_and(|pages| !pages.is_empty());
    let is_mentioned = graph.mentions.get(number).is_some_and(|pages| !pages.is_empty());
    if !is_cited && !is_mentioned {
        problems.push(Problem::new(
            codes::REFERENCE_UNCITED,
            Place::at(&subject.page.path, subject.page.meta.title.span),
            "no page cites this reference",
            format!("cite it with `[@{}]`, or delete the file", subject.page.stem()),
        ));
    }
}

/// Advises on figures without a citation in their block (C003). `blocks` are those of the page.
pub(super) fn uncited_claim(subject: Subject<'_>, blocks: &[Block], problems: &mut Vec<Problem>) {
    let page = subject.page;
    let index = &subject.site.index;
    let language = index.config.languages.get(page.language).map_or("", String::as_str);
    if !language.starts_with("en") || !matches!(page.kind(), Kind::Condition | Kind::Anatomy | Kind::Article) {
        return;
    }
    let advice = advice_spans(page);
    // A list belongs to the sentence before it: a source there covers its items.
    let mut lead_is_cited = false;
    for block in blocks {
        let is_item = block.kind == BlockKind::Item;
        let is_covered = block.cited || (is_item && lead_is_cited);
        if !is_item {
            lead_is_cited = block.cited;
        }
        let is_advice = block.kind == BlockKind::Heading || advice.iter().any(|span| holds(*span, block.span));
        if is_covered || is_advice {
            continue;
        }
        if let Some(figure) = figure(block).filter(|_| !block.text.contains(OWNED)) {
            problems.push(Problem::new(
                codes::CLAIM_UNCITED,
                Place::at(&page.path, block.span),
                format!("`{figure}` stands without a source"),
                "add a citation such as `[@name]`, or leave the figure out",
            ));
        }
    }
}

/// The places of cards that advise or sum up.
fn advice_spans(page: &Page) -> Vec<Span> {
    let cards = page.document.cards.iter().filter(|card| match card.kind {
        CardKind::Emergency | CardKind::Urgent | CardKind::Clinic | CardKind::Do | CardKind::DoNot | CardKind::Key => {
            true
        }
        CardKind::Unsure | CardKind::Note | CardKind::Tip | CardKind::Warning => false,
    });
    cards.filter_map(|card| page.document.events.get(card.event as usize).map(|(_, span)| *span)).collect()
}

fn holds(outer: Span, inner: Span) -> bool {
    outer.start <= inner.start && inner.end <= outer.end
}

/// The first figure of a block, in its own words.
fn figure(block: &Block) -> Option<String> {
    if !block.text.bytes().any(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let words: Vec<&str> = block.text.split_whitespace().collect();
    let word = |at: usize| words.get(at).map_or("", |word| trimmed(word));
    for at in 0..words.len() {
        let number = word(at);
        if !number.starts_with(|letter: char| letter.is_ascii_digit()) {
            continue;
        }
        let next = word(at + 1).to_lowercase();
        if number.ends_with('%') {
            return Some(number.to_owned());
        }
        if next == "per" && word(at + 2) == "cent" {
            return Some(format!("{number} per cent"));
        }
        if next == "times" && is_comparison(word(at + 2)) {
            return Some(format!("{number} times {}", word(at + 2)));
        }
        if next == "of" && is_count_of_people(&words, at) {
            return Some(format!("{number} of {}", word(at + 2)));
        }
        if is_unit(&next) && !is_instruction(&words, at) {
            return Some(format!("{number} {next}"));
        }
    }
    None
}

fn is_unit(word: &str) -> bool {
    UNITS.contains(&word) && word != "times"
}

fn is_comparison(word: &str) -> bool {
    ["as", "more", "higher", "lower", "likelier", "greater", "the"].contains(&word)
}

/// "5 of 81 people" and its like.
fn is_count_of_people(words: &[&str], at: usize) -> bool {
    let word = |at: usize| words.get(at).map_or("", |word| trimmed(word));
    let is_number = word(at + 2).starts_with(|letter: char| letter.is_ascii_digit());
    is_number && (at + 3..at + 6).any(|at| PEOPLE.contains(&word(at).to_lowercase().as_str()))
}

/// Whether a duration stands in an instruction: "if it is no better after 2 weeks", "for 6 weeks".
fn is_instruction(words: &[&str], at: usize) -> bool {
    let start = at.saturating_sub(3);
    let before = words.get(start..at).unwrap_or_default();
    before.iter().any(|word| INSTRUCTIONS.contains(&trimmed(word).to_lowercase().as_str()))
}

fn trimmed(word: &str) -> &str {
    word.trim_matches(|letter: char| !letter.is_alphanumeric() && letter != '%')
}

#[cfg(test)]
mod tests {
    use crate::check::testing::{check, check_body};

    const REFERENCE: (&str, &str) = ("content/references/x.md", "---\nkind: reference\ntitle: X\n---\n");

    #[test]
    fn a_reference_that_nothing_cites_is_advice() {
        let expected =
            "C002 content/references/x.md:3:8 no page cites this reference | cite it with `[@x]`, or delete the file";
        check("C002", &[REFERENCE], expected);
        check("C002", &[REFERENCE, ("content/a.md", "---\ntitle: A\n---\nSo it is [@x].\n")], "");
        check("C002", &[REFERENCE, ("content/a.md", "---\ntitle: A\n---\nSee [[x]].\n")], "");
    }

    #[track_caller]
    fn check_claim(text: &str, figure: &str) {
        let expected = format!(
            "C003 content/a.md:4:1 `{figure}` stands without a source | add a citation such as `[@name]`, or leave the figure out"
        );
        check_body("C003", text, if figure.is_empty() { "" } else { &expected });
    }

    #[test]
    fn a_figure_without_a_source_is_advice() {
        check_claim("About 10% had a clot.\n", "10%");
        check_claim("Of these, 5 of 81 people had a clot.\n", "5 of 81");
        check_claim("It is 3 times as likely.\n", "3 times as");
        check_claim("It takes 2 to 6 weeks.\n", "6 weeks");
        check_claim("It takes 2 to 6 weeks. [@x]\n", "");
    }

    #[test]
    fn instructions_and_plain_numbers_are_no_claims() {
        check_claim("Book a visit if it is no better after 2 weeks.\n", "");
        check_claim("There are 3 muscles. Do it 3 times a day.\n", "");
        check_claim("Keep within 10%. This is usual practice.\n", "");
        check_claim("> [!KEY] Key points\n> - It takes 6 weeks.\n", "");
        check_claim("These go with it: [@x]\n\n- it takes 6 weeks\n", "");
    }
}

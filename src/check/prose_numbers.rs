//! K004 for running text and the other texts of front matter: where one says to call a number for emergencies, the site
//! has it. Cards, flows and rules to stop have stricter rules of their own; what a reference quotes is no advice.

use super::other_numbers::{emergency_number, foreign_emergency, unknown};
use super::{Subject, texts};
use crate::base::span::Span;
use crate::diag::{Problem, codes};
use crate::model::doc::{Document, Event, Tag};
use crate::model::page::Data;
use crate::model::plain::Unsaid;

/// Reports numbers for emergencies, each in figures after a word for calling, that `site.yaml` does not have. A site
/// without numbers cannot be wrong about them.
pub(super) fn check(subject: Subject<'_>, problems: &mut Vec<Problem>) {
    if subject.site.index.config.numbers.is_empty() {
        return;
    }
    in_front_matter(subject, problems);
    let quotes = matches!(subject.page.data, Data::Reference(_));
    for block in blocks(&subject.page.document, |tag| is_apart(tag) || quotes && matches!(tag, Tag::BlockQuote)) {
        if let Some((at, number)) = foreign_emergency(subject, &block.text) {
            problems.push(unknown(subject, block.span_at(at), "the text", number, emergency_number()));
        }
    }
}

/// Looks at all texts that a reader sees, but for those that another rule has reported.
fn in_front_matter(subject: Subject<'_>, problems: &mut Vec<Problem>) {
    let page = subject.page;
    if matches!(page.data, Data::Reference(_)) {
        return;
    }
    for text in texts::of(page) {
        let is_told = |problem: &Problem| {
            let span = problem.place.as_ref().and_then(|place| place.span);
            problem.code == codes::NUMBER_NOT_NAMED && span == Some(text.span)
        };
        if problems.iter().any(is_told) {
            continue;
        }
        if let Some((_, number)) = foreign_emergency(subject, &text.raw) {
            problems.push(unknown(subject, text.span, "the text", number, emergency_number()));
        }
    }
}

/// The words of one block.
#[derive(Default)]
struct Block {
    /// As plain text. Inserts are kept as `{{name}}`.
    text: String,
    /// Where in the text each event's words begin, and the event's place in the file.
    pieces: Vec<(usize, Span)>,
}

impl Block {
    /// The place in the file of what stands at a byte of the text.
    fn span_at(&self, at: usize) -> Span {
        let before = self.pieces.iter().rev().find(|(start, _)| *start <= at);
        before.or(self.pieces.first()).map_or(Span::new(0, 0), |(_, span)| *span)
    }
}

/// The blocks of a body outside of the parts that are apart.
fn blocks(document: &Document, is_apart: impl Fn(&Tag) -> bool) -> Vec<Block> {
    let mut blocks = vec![Block::default()];
    let mut unsaid = Unsaid::default();
    let mut outside = 0_usize;
    // A list or table is one: where its first line has the right number, the next may have one for another country.
    let mut within = 0_usize;
    for (event, span) in &document.events {
        let piece = unsaid.piece(document, event);
        match event {
            Event::Start(tag) if is_apart(tag) => outside += 1,
            Event::End(tag) if is_apart(tag) => outside = outside.saturating_sub(1),
            Event::Start(tag) if is_of_lines(tag) => {
                within += 1;
                blocks.push(Block::default());
            }
            Event::End(tag) if is_of_lines(tag) => {
                within = within.saturating_sub(1);
                blocks.push(Block::default());
            }
            Event::Start(tag) | Event::End(tag) if !is_inline(tag) => match blocks.last_mut().filter(|_| within > 0) {
                Some(block) => block.text.push('\n'),
                None => blocks.push(Block::default()),
            },
            _ => {
                if let (Some(piece), Some(block), 0) = (piece, blocks.last_mut(), outside) {
                    block.pieces.push((block.text.len(), *span));
                    block.text.push_str(&piece.as_written());
                }
            }
        }
    }
    blocks.retain(|block| !block.text.is_empty());
    blocks
}

/// Whether a part has rules of its own, or is no text for readers to act on.
fn is_apart(tag: &Tag) -> bool {
    matches!(tag, Tag::Card(_) | Tag::CodeBlock(_))
}

fn is_of_lines(tag: &Tag) -> bool {
    matches!(tag, Tag::List(_) | Tag::Table(_))
}

fn is_inline(tag: &Tag) -> bool {
    matches!(tag, Tag::Emphasis | Tag::Strong | Tag::Strikethrough | Tag::Link(_) | Tag::Image(_))
}

#[cfg(test)]
mod tests {
    use crate::check::testing::{check, check_body};

    #[track_caller]
    fn check_wrong(body: &str, place: &str, number: &str) {
        check_body("K004", body, &wrong(place, number));
    }

    fn wrong(place: &str, number: &str) -> String {
        format!(
            "K004 content/a.md:{place} the text names `{number}`, which `site.yaml` does not have: \
             somebody in danger would call the wrong number | \
             write a number of `site.yaml`, such as `{{{{emergency_number}}}}`, in its place, or give it a name under `numbers` there"
        )
    }

    #[test]
    fn running_text_calls_no_other_number_for_emergencies() {
        check_wrong("If you faint, call 911 at once.\n", "4:1", "911");
        check_wrong("- Rest\n- Faint? Dial\n  **112**.\n", "6:5", "112");
        check_wrong("| a |\n|---|\n| ring [000](/b/) |\n", "6:9", "000");
        check_wrong("> Dial 112.\n", "4:3", "112");
        check_wrong("Call us on {{clinic_phone}}, or call 911.\n", "4:28", "911");
    }

    #[test]
    fn the_sites_number_other_services_and_quotations_are_fine() {
        check_body("K004", "Call 999, or {{emergency_number}}. Abroad, call 112.\n", "");
        check_body("K004", "The Samaritans: call 116 123. Non-emergency: call 101. Of 112 people, 911 rang.\n", "");
        check_body("K004", "- UK: call 999\n- Europe: call 112\n- US: call 911\n", "");
        check_body("K004", "Call 118 500 to ask. We call 110 people a day.\n", "");
        check_body("K004", "~~call 911~~\n\n```text\ncall 911\n```\n", "");
        let page = ("content/a.md", "---\ntitle: A\n---\nCall 911.\n");
        check("K004", &[("content/site.yaml", "name: C\nlanguage: en\n"), page], "");
    }

    #[test]
    fn front_matter_calls_no_other_number_for_emergencies() {
        check("K004", &[("content/a.md", "---\ntitle: A\nsummary: Call 911.\n---\n")], &wrong("3:10", "911"));
        let page = "---\nkind: condition\ntitle: A\naliases: [\"Faint? Call 911.\"]\n---\n";
        check("K004", &[("content/a.md", page)], &wrong("4:11", "911"));
        let page = "---\nkind: reference\ntitle: \"Call 911: a study\"\n---\n> If in doubt, call 911.\n";
        check("K004", &[("content/a.md", page)], "");
    }

    #[test]
    fn a_text_with_a_rule_of_its_own_is_told_once() {
        let page = "---\nkind: programme\ntitle: A\nstop_rules: {emergency: [Call 911]}\nphases: []\n---\n";
        let expected = "K004 content/a.md:4:26 this rule to stop names `911` and not `{{emergency_number}}`: \
                        somebody in danger would call the wrong number | write `{{emergency_number}}` in its place";
        check("K004", &[("content/a.md", page)], expected);
    }
}

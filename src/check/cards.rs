//! M007, K005, K006 and K003: care cards have a heading and something under it, no list and no quotation stands at a
//! card's edge, and each item of a do-not list says so itself.

use super::Subject;
use super::numbers::Call;
use crate::base::span::Span;
use crate::diag::{Place, Problem, codes};
use crate::model::doc::{Card, CardKind, Document, Event, Tag};
use crate::model::page::Data;
use crate::model::plain::Unsaid;

/// Reports care cards without a heading (M007).
pub(super) fn headings(subject: Subject<'_>, problems: &mut Vec<Problem>) {
    for card in &subject.page.document.cards {
        if card.kind.is_care() && card.heading.is_empty() {
            let message =
                format!("the {} card has no heading, so a reader would not see what to do first", card.kind.word());
            let help = match Call::of(card) {
                Some(call) => format!("write whom to call after the marker, such as `{}`", call.example),
                None => "write what to do after the marker, such as `Book a visit if:`".to_owned(),
            };
            problems.push(Problem::new(
                codes::CARD_WITHOUT_HEADING,
                Place::at(&subject.page.path, card.span),
                message,
                help,
            ));
        }
    }
}

/// Reports care cards that say nothing under their heading (K005): their list most likely stands outside.
pub(super) fn contents(subject: Subject<'_>, problems: &mut Vec<Problem>) {
    let document = &subject.page.document;
    for card in document.cards.iter().filter(|card| is_empty(document, card)) {
        let word = card.kind.word();
        let message = if card.kind.is_care() {
            format!("the {word} card says nothing under its heading, so a reader would not see the signs")
        } else {
            format!("the {word} card says nothing, so a reader would not see what it is about")
        };
        problems.push(Problem::new(
            codes::CARE_CARD_EMPTY,
            Place::at(&subject.page.path, card.span),
            message,
            "begin each line of the card's list with `> `, as the heading's",
        ));
    }
}

/// Whether a card that a reader acts on lacks what to act on. The heading of a do-not card may be all that it says.
fn is_empty(document: &Document, card: &Card) -> bool {
    acts(card.kind) && (card.kind.is_care() || card.heading.is_empty()) && !says_more(document, card)
}

/// Whether readers act on a card of this kind.
fn acts(kind: CardKind) -> bool {
    match kind {
        CardKind::Emergency
        | CardKind::Urgent
        | CardKind::Clinic
        | CardKind::Do
        | CardKind::DoNot
        | CardKind::Warning => true,
        CardKind::Key | CardKind::Unsure | CardKind::Note | CardKind::Tip => false,
    }
}

/// Whether a card says anything under its heading.
fn says_more(document: &Document, card: &Card) -> bool {
    let below =
        events_of(document, card).iter().skip_while(|(event, _)| !matches!(event, Event::End(Tag::CardHeading(_))));
    let mut unsaid = Unsaid::default();
    below.into_iter().any(|(event, _)| {
        unsaid.follow(document, event) && matches!(event, Event::Text(_) | Event::Insert(_) | Event::Embed(_))
    })
}

/// Reports what most likely belongs to the card before it (K006): a list on the next line or after a card that is a
/// heading alone, whose marks of quotation are forgotten, and a quotation, which a blank line parts from it.
pub(super) fn lists_outside(subject: Subject<'_>, problems: &mut Vec<Problem>) {
    let document = &subject.page.document;
    // A card without anything has a problem of its own.
    for card in document.cards.iter().filter(|card| !is_empty(document, card)) {
        let Some((Event::Start(next), span)) = document.events.get(card.end as usize + 1) else { continue };
        let help = match next {
            Tag::List(_) if is_next_line(document, card, *span) => {
                "begin each of its lines with `> `, or leave a blank line before it"
            }
            Tag::List(_) if acts(card.kind) && !says_more(document, card) => {
                "begin each of its lines with `> `, and the blank line before it with `>`"
            }
            Tag::BlockQuote if acts(card.kind) => {
                "begin the blank line before it with `>`, or write a sentence there if it is a quotation"
            }
            _ => continue,
        };
        let item: String = span.of(&document.source).lines().next().unwrap_or_default().chars().take(40).collect();
        problems.push(Problem::new(
            codes::CARD_LIST_OUTSIDE,
            Place::at(&subject.page.path, *span),
            format!("`{item}` follows the {} card and stands outside of it", card.kind.word()),
            help,
        ));
    }
}

/// Whether a part begins on the line right after a card.
fn is_next_line(document: &Document, card: &Card, span: Span) -> bool {
    let Some((_, whole)) = document.events.get(card.event as usize) else { return false };
    let end = whole.of(&document.source).trim_end().len() + whole.start as usize;
    document.source.get(end..span.start as usize).unwrap_or_default().matches('\n').count() <= 1
}

/// Warns of do-not items that read as advice when their heading is missed (K003).
pub(super) fn do_not_items(subject: Subject<'_>, problems: &mut Vec<Problem>) {
    let page = subject.page;
    let mut items: Vec<(String, Span)> = Vec::new();
    for card in page.document.cards.iter().filter(|card| card.kind == CardKind::DoNot) {
        items.extend(list_items(&page.document, card));
    }
    match &page.data {
        Data::Programme(programme) => {
            let texts = programme.phases.iter().flat_map(|phase| &phase.do_not);
            items.extend(texts.map(|text| (text.raw.clone(), text.span)));
        }
        Data::Article(_)
        | Data::Anatomy(_)
        | Data::Condition(_)
        | Data::Exercise(_)
        | Data::Decision(_)
        | Data::Reference(_)
        | Data::Term(_) => {}
    }
    let words = subject.site.index.words(page.language);
    let (starts, allows) = (words.list("card.do_not_starts"), words.list("card.do_not_allows"));
    for (text, span) in items {
        if !says_not(&text, starts, allows) {
            let shown = first_words(&text);
            problems.push(Problem::new(
                codes::DO_NOT_WORDING,
                Place::at(&page.path, span),
                format!("`{shown}` does not begin with \"do not\": a listener who misses the heading would hear a dangerous instruction"),
                "begin the item with \"do not\"",
            ));
        }
    }
}

/// Whether a text begins with one of the words `starts`, as whole words, and with none of `allows`: "no running" forbids
/// and "no problem to run" does not.
fn says_not(text: &str, starts: &[String], allows: &[String]) -> bool {
    let text = text.trim_start().to_lowercase().replace('’', "'");
    let begins = |start: &str| {
        let rest = text.strip_prefix(start);
        rest.is_some_and(|rest| !rest.starts_with(|letter: char| letter.is_alphanumeric() || letter == '\''))
    };
    if starts.is_empty() {
        ["do not", "don't"].into_iter().any(begins)
    } else {
        starts.iter().any(|start| begins(start)) && !allows.iter().any(|start| begins(start))
    }
}

fn first_words(text: &str) -> String {
    let words: Vec<&str> = text.split_whitespace().collect();
    let shown = words.iter().take(6).copied().collect::<Vec<_>>().join(" ");
    if words.len() > 6 { format!("{shown} …") } else { shown }
}

/// The items of a card's own lists with their texts, without those of lists within an item.
fn list_items(document: &Document, card: &Card) -> Vec<(String, Span)> {
    let mut items: Vec<(String, Span)> = Vec::new();
    let mut depth = 0_usize;
    let mut unsaid = Unsaid::default();
    for (event, span) in events_of(document, card) {
        let piece = unsaid.piece(document, event);
        depth += usize::from(matches!(event, Event::Start(Tag::List(_))));
        depth = depth.saturating_sub(usize::from(matches!(event, Event::End(Tag::List(_)))));
        if depth != 1 {
            continue;
        }
        if *event == Event::Start(Tag::Item) {
            items.push((String::new(), *span));
        }
        let Some((text, _)) = items.last_mut() else { continue };
        if let Some(piece) = piece {
            text.push_str(&piece.as_written());
        }
    }
    items
}

/// The events of a card, its heading's too.
pub(super) fn events_of<'a>(document: &'a Document, card: &Card) -> &'a [(Event, Span)] {
    document.events.get(card.event as usize..card.end as usize).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use crate::check::testing::{check, check_body};

    #[test]
    fn a_list_right_after_a_card_is_an_error() {
        let expected = "K006 content/a.md:6:1 `- you have chest pain` follows the EMERGENCY card and stands outside of it | \
                        begin each of its lines with `> `, or leave a blank line before it";
        let card = "> [!EMERGENCY] Call {{emergency_number}} if:\n> - you are breathless\n";
        check_body("K006", &format!("{card}- you have chest pain\n"), expected);
        check_body("K006", &format!("{card}\n- another list\n"), "");
        check_body("K006", &format!("{card}> - chest pain\nText.\n"), "");
    }

    #[test]
    fn a_quotation_right_after_a_card_is_an_error() {
        let expected = "K006 content/a.md:7:1 `> - you have chest pain` follows the EMERGENCY card and stands outside of it | \
                        begin the blank line before it with `>`, or write a sentence there if it is a quotation";
        let card = "> [!EMERGENCY] Call {{emergency_number}} if:\n> - you are breathless\n";
        check_body("K006", &format!("{card}\n> - you have chest pain\n"), expected);
        check_body("K006", &format!("{card}>\n> - you have chest pain\n"), "");
        check_body("K006", &format!("{card}\nShe said:\n\n> It was sudden.\n"), "");
        check_body("K006", &format!("{card}\n> [!NOTE] A\n> b\n\n> It was sudden.\n"), "");
    }

    #[test]
    fn a_list_after_a_card_that_is_a_heading_alone_is_an_error() {
        let expected = "K006 content/a.md:6:1 `- run or hop` follows the DO-NOT card and stands outside of it | \
                        begin each of its lines with `> `, and the blank line before it with `>`";
        check_body("K006", "> [!DO-NOT] In the first week\n\n- run or hop\n", expected);
        check_body("K006", "> [!DO-NOT] Running\n\nText.\n\n- a list\n", "");
        check_body("K006", "> [!NOTE] A\n\n- a list\n", "");
    }

    #[test]
    fn a_card_that_says_nothing_is_an_error() {
        let expected = "K005 content/a.md:4:3 the DO-NOT card says nothing, so a reader would not see what it is about | \
                        begin each line of the card's list with `> `, as the heading's";
        check_body("K005", "> [!DO-NOT]\n\n- hop or jump\n", expected);
        check_body("K005", "> [!DO-NOT] Running\n\n> [!NOTE]\n", "");
    }

    #[test]
    fn a_care_card_without_a_heading_is_an_error() {
        let expected = "M007 content/a.md:4:3 the CLINIC card has no heading, so a reader would not see what to do first | \
                        write what to do after the marker, such as `Book a visit if:`";
        check_body("M007", "> [!CLINIC]\n> - it does not heal\n", expected);
        check_body("M007", "> [!CLINIC] Book if:\n> - it does not heal\n\n> [!NOTE]\n> x\n", "");
    }

    #[test]
    fn a_do_not_item_says_so_itself() {
        let expected = "K003 content/a.md:6:3 `run on it` does not begin with \"do not\": \
                        a listener who misses the heading would hear a dangerous instruction | begin the item with \"do not\"";
        check_body("K003", "> [!DO-NOT]\n> - do not hop\n> - run on it\n", expected);
        check_body("K003", "> [!DO-NOT]\n> - do not hop\n> - ~~do not~~ run on it\n", expected);
        check_body("K003", "> [!DO-NOT]\n> - **Do not** hop\n>   - up\n> - don’t run\n\n> [!DO]\n> - walk\n", "");
    }

    #[test]
    fn do_nothing_does_not_say_do_not() {
        let expected = "K003 content/a.md:5:3 `do nothing` does not begin with \"do not\": \
                        a listener who misses the heading would hear a dangerous instruction | begin the item with \"do not\"";
        check_body("K003", "> [!DO-NOT]\n> - do nothing\n", expected);
    }

    #[test]
    fn no_problem_forbids_nothing() {
        for item in ["no problem to run on it", "No need to rest", "no harm in hopping", "never mind the pain"] {
            let expected = format!(
                "K003 content/a.md:5:3 `{item}` does not begin with \"do not\": a listener who misses the heading \
                 would hear a dangerous instruction | begin the item with \"do not\""
            );
            check_body("K003", &format!("> [!DO-NOT]\n> - {item}\n"), &expected);
        }
        check_body("K003", "> [!DO-NOT]\n> - no running\n> - never hop\n> - avoid stairs\n> - no needling\n", "");
    }

    #[test]
    fn a_phases_do_not_list_is_looked_at() {
        let page = "---\nkind: programme\ntitle: A\nphases:\n  - {id: b, title: B, do_not: [do not hop, run]}\n---\n";
        let expected = "K003 content/a.md:5:44 `run` does not begin with \"do not\": \
                        a listener who misses the heading would hear a dangerous instruction | begin the item with \"do not\"";
        check("K003", &[("content/a.md", page)], expected);
    }
}

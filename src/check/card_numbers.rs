//! K004 for what a card says: an emergency or urgent one names no other number before that of its level, and no card names
//! a short number that the site does not have.

use super::other_numbers::{emergency_number, foreign, other, problem, unknown};
use super::{Subject, cards};
use crate::diag::Problem;
use crate::model::decision::Urgency;
use crate::model::doc::{Card, Document, Event, Tag};
use crate::model::plain::Unsaid;

/// Reports the first number that a card names and should not.
pub(super) fn check(subject: Subject<'_>, card: &Card, problems: &mut Vec<Problem>) {
    let text = text_of(&subject.page.document, card);
    let who = format!("the {} card", card.kind.word());
    let level = card.kind.urgency().unwrap_or(Urgency::SelfCare);
    if let Some(other) = other(subject, level, &text) {
        problems.push(problem(subject, level, card.span, &who, &other));
    } else if let Some(number) = foreign(subject, &text) {
        problems.push(unknown(subject, card.span, &who, number, emergency_number()));
    }
}

/// What a card says, its heading first, a line for each of its blocks. Inserts are kept as `{{name}}`.
fn text_of(document: &Document, card: &Card) -> String {
    let mut text = String::new();
    let mut unsaid = Unsaid::default();
    for (event, _) in cards::events_of(document, card) {
        if let Some(piece) = unsaid.piece(document, event) {
            text.push_str(&piece.as_written());
        }
        if let Event::End(Tag::CardHeading(_) | Tag::Heading(_) | Tag::Paragraph | Tag::Item | Tag::TableCell) = event {
            text.push('\n');
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use crate::check::testing::check_body;

    const HARM: &str = "somebody in danger would call the wrong number";

    #[track_caller]
    fn check_card(card: &str, column: usize, expected: &str) {
        let expected =
            if expected.is_empty() { String::new() } else { format!("K004 content/a.md:4:{column} {expected}") };
        check_body("K004", card, &expected);
    }

    fn foreign(card: &str, number: &str) -> String {
        format!(
            "the {card} card names `{number}`, which `site.yaml` does not have: {HARM} | \
             write a number of `site.yaml`, such as `{{{{emergency_number}}}}`, in its place, or give it a name under `numbers` there"
        )
    }

    #[test]
    fn no_card_names_a_short_number_that_the_site_does_not_have() {
        for (marker, heading) in [
            ("EMERGENCY", "Call {{emergency_number}} now if:"),
            ("URGENT", "Call {{urgent_line}} today if:"),
            ("CLINIC", "Book a visit if:"),
            ("DO", "Do"),
        ] {
            let card = |item: &str| format!("> [!{marker}] {heading}\n> - you faint\n>\n> {item}\n");
            check_card(&card("Alone? Call **911**."), 3, &foreign(marker, "911"));
            check_card(&card("Call 999 if alone. Ring 01632 960123 later, or 0800 123 456."), 3, "");
        }
    }

    #[test]
    fn counts_days_and_what_is_struck_out_are_no_numbers() {
        let card = "> [!CLINIC] Book a visit if:\n> - your pulse is over 112\n> - pain is 6 of 10 from day 112 on\n\
                    > - ~~call 911~~ since 2026-11-21 [@a, p. 911]\n";
        check_card(card, 3, "");
    }

    #[test]
    fn an_emergency_card_names_its_number_before_all_others() {
        let card = "> [!EMERGENCY] Ring us on {{clinic_phone}} or call {{emergency_number}} if:\n> - you faint\n";
        let expected = format!(
            "the EMERGENCY card names `{{{{clinic_phone}}}}` before `{{{{emergency_number}}}}`: {HARM} | \
             name `{{{{emergency_number}}}}` first"
        );
        check_card(card, 3, &expected);
        let card = "> [!EMERGENCY] Call {{emergency_number}} if:\n> - you faint\n>\n> Then ring {{clinic_phone}}.\n";
        check_card(card, 3, "");
    }

    #[test]
    fn an_urgent_card_names_a_number_of_the_site_first() {
        let card = "> [!URGENT] Call 0800 960 123 or {{urgent_line}} today if:\n> - it swells\n";
        let expected = format!(
            "the URGENT card names `0800 960 123`, which `site.yaml` does not have: {HARM} | \
             write a number of `site.yaml`, such as `{{{{urgent_line}}}}`, in its place, or give it a name under `numbers` there"
        );
        check_card(card, 3, &expected);
    }
}

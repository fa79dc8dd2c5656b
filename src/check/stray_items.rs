//! M009: a line of a care card that looks like an item of a list and is none: a blank of another kind stands beside its
//! sign, which editors put there unasked and nobody sees, or its sign is a bullet as printers have it. The signs would
//! then be one paragraph, and search would have none of them.

use super::{Subject, cards};
use crate::base::span::Span;
use crate::diag::{Place, Problem, codes};
use crate::model::doc::{Document, Event, Tag};

/// Reports such lines.
pub(super) fn check(subject: Subject<'_>, problems: &mut Vec<Problem>) {
    let document = &subject.page.document;
    for card in document.cards.iter().filter(|card| card.kind.is_care()) {
        for (span, begins) in line_starts(cards::events_of(document, card)) {
            let Some(sign) = sign(document, span, begins) else { continue };
            let (why, help) = if sign.starts_with(BULLETS) {
                ("Markdown has another sign for items", "write `- ` in its place, with a blank line before the first")
            } else {
                (
                    "a blank of another kind, such as a no-break space, stands beside it",
                    "write the blank again with the space bar",
                )
            };
            problems.push(Problem::new(
                codes::CARD_NOT_BEGUN,
                Place::at(&subject.page.path, span),
                format!("`{sign}` begins no item: {why}"),
                help,
            ));
        }
    }
}

/// Signs that are typed or pasted for items and are none in Markdown.
const BULLETS: [char; 7] = ['•', '‣', '●', '◦', '▪', '■', '·'];

/// Where running text begins a line, with whether it begins a paragraph.
fn line_starts(events: &[(Event, Span)]) -> impl Iterator<Item = (Span, bool)> {
    events.windows(2).filter_map(|pair| {
        let [(before, _), (event, span)] = pair else { return None };
        let begins = matches!(before, Event::Start(Tag::Paragraph | Tag::Item) | Event::SoftBreak | Event::HardBreak);
        (begins && matches!(event, Event::Text(_))).then_some((*span, *before == Event::Start(Tag::Paragraph)))
    })
}

/// The sign of an item at the start of a line, where a blank that is no plain one keeps it from being one.
fn sign(document: &Document, span: Span, begins: bool) -> Option<&str> {
    let line = document.source.get(span.start as usize..)?.lines().next()?;
    let text = after_blanks(line);
    let digits = text.trim_start_matches(|letter: char| letter.is_ascii_digit());
    let length = match text.chars().next()? {
        bullet if BULLETS.contains(&bullet) => return text.get(..bullet.len_utf8()),
        '-' | '*' | '+' => 1,
        // Within a paragraph it may be a date: `3. Mai`.
        first if first.is_ascii_digit() && begins && digits.starts_with(['.', ')']) => text.len() - digits.len() + 1,
        _ => return None,
    };
    let (sign, rest) = text.split_at_checked(length)?;
    let is_parted = after_blanks(rest).len() < rest.len();
    let is_odd = !rest.starts_with([' ', '\t']) || text.len() < line.len();
    (is_parted && is_odd).then_some(sign)
}

/// A text without the blanks at its start, those that are written by name too.
fn after_blanks(text: &str) -> &str {
    let mut rest = text;
    loop {
        let next = rest.trim_start();
        let next = next.strip_prefix("&nbsp;").unwrap_or(next);
        if next.len() == rest.len() {
            return rest;
        }
        rest = next;
    }
}

#[cfg(test)]
mod tests {
    use crate::check::testing::check_body;

    #[test]
    fn a_no_break_space_beside_an_items_sign_is_an_error() {
        let card = |line: &str| format!("> [!EMERGENCY] Call {{{{emergency_number}}}} if:\n> {line}\n");
        let expected = |sign: &str, column: usize| {
            format!(
                "M009 content/a.md:5:{column} `{sign}` begins no item: a blank of another kind, such as a no-break space, \
                 stands beside it | write the blank again with the space bar"
            )
        };
        check_body("M009", &card("-\u{a0}chest pain"), &expected("-", 3));
        check_body("M009", &card("\u{a0}* chest pain"), &expected("*", 3));
        check_body("M009", &card("12)&nbsp;chest pain"), &expected("12)", 3));
        let second = expected("+", 3).replace(":5:", ":6:");
        check_body("M009", &card("- you faint\n> +\u{202f}chest pain"), &second);
        for quiet in [
            "- fever since the\n>   3.\u{a0}May",
            "- chest\u{a0}pain",
            "-5 or",
            "10\u{a0}minutes",
            "3.5 hours",
            "*chest* pain",
        ] {
            check_body("M009", &card(quiet), "");
        }
        check_body("M009", "-\u{a0}chest pain\n", "");
        let bullet = "M009 content/a.md:5:3 `•` begins no item: Markdown has another sign for items | \
                      write `- ` in its place, with a blank line before the first";
        check_body("M009", &card("• chest pain"), bullet);
        check_body("M009", "• chest pain\n", "");
    }
}

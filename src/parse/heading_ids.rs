//! Gives every heading and card of a document its text, and every heading its id.
//!
//! An id the author gave is kept. Others come from the text; a second of the same, or one that a part of the page has,
//! gets `-2`, and one without letters gets its number.

use std::collections::{BTreeMap, BTreeSet};

use super::page_ids;
use crate::base::slug;
use crate::model::doc::{Document, Event, Tag};
use crate::model::plain::Unsaid;

/// Fills in the texts and ids.
pub fn assign(document: &mut Document) {
    let texts: Vec<String> =
        document.headings.iter().map(|heading| plain_text(document, heading.event, Target::Heading)).collect();
    let cards: Vec<String> =
        document.cards.iter().map(|card| plain_text(document, card.event + 1, Target::Card)).collect();
    let mut taken: BTreeSet<String> =
        document.headings.iter().filter(|heading| heading.own_id).map(|heading| heading.id.clone()).collect();
    // The next number of each base, so that a thousand equal headings are not counted from 2 a thousand times.
    let mut next: BTreeMap<String, usize> = BTreeMap::new();
    for (number, (heading, text)) in document.headings.iter_mut().zip(texts).enumerate() {
        if !heading.own_id {
            let base = slug::heading(&text);
            let base = if base.is_empty() { format!("section-{}", number + 1) } else { base };
            let number = next.entry(base.clone()).or_insert(1);
            heading.id = base.clone();
            while taken.contains(&heading.id) || page_ids::is_of_page(&heading.id) {
                *number += 1;
                heading.id = format!("{base}-{number}");
            }
            taken.insert(heading.id.clone());
        }
        heading.text = text;
    }
    for (card, heading) in document.cards.iter_mut().zip(cards) {
        card.heading = heading;
    }
}

/// `base`, or `base` with the first number from 2 that is not taken.
#[must_use]
pub fn free(base: &str, taken: &BTreeSet<String>) -> String {
    if !taken.contains(base) {
        return base.to_owned();
    }
    (2..).map(|number| format!("{base}-{number}")).find(|id| !taken.contains(id)).unwrap_or_else(|| base.to_owned())
}

enum Target {
    Heading,
    Card,
}

/// The text between the `Start` at `event` and its `End`, without markup and what is struck out; inserts as `{{name}}`.
fn plain_text(document: &Document, event: u32, target: Target) -> String {
    let mut text = String::new();
    let mut unsaid = Unsaid::default();
    for (event, _) in document.events.iter().skip(event as usize + 1) {
        let is_end = match target {
            Target::Heading => matches!(event, Event::End(Tag::Heading(_))),
            Target::Card => matches!(event, Event::End(Tag::CardHeading(_))),
        };
        if is_end {
            break;
        }
        if let Some(piece) = unsaid.piece(document, event) {
            text.push_str(&piece.as_written());
        }
    }
    // Where words are struck out, the blanks on both sides of them stand together.
    text.trim().split(' ').filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use crate::parse::markdown::{Dialect, parse};

    #[test]
    fn a_heading_says_nothing_that_is_struck_out() {
        let text = "## Week ~~3~~ 4<br>on\n\n> [!URGENT] Call ~~{{clinic_phone}}~~ {{urgent_line}} if:\n> - a\n";
        let (document, _) = parse(&text.into(), 0, Dialect::Soleus);
        let headings: Vec<(&str, &str)> =
            document.headings.iter().map(|heading| (heading.text.as_str(), heading.id.as_str())).collect();
        assert_eq!(headings, [("Week 4 on", "week-4-on")]);
        let cards: Vec<&str> = document.cards.iter().map(|card| card.heading.as_str()).collect();
        assert_eq!(cards, ["Call {{urgent_line}} if:"]);
    }
}

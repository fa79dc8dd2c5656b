//! S003: a value of `numbers` that is empty, and one that the site offers to call and that is not one phone number.
//!
//! The names that the program itself puts on buttons are always looked at; others where an emergency or urgent card
//! names them in its heading. Other values may be any text.

use std::collections::BTreeSet;

use super::texts;
use crate::base::phone;
use crate::body::Site;
use crate::diag::{Problem, codes};
use crate::model::doc::CardKind;
use crate::parse::insert;

/// Numbers that are called from stop rules, outcomes, results of the search and the foot of each page.
const CALLED: [&str; 3] = ["emergency_number", "urgent_line", "clinic_phone"];

/// Reports numbers that nobody could call.
pub(super) fn check(site: &Site, problems: &mut Vec<Problem>) {
    let in_headings = named_in_headings(site);
    for (name, number) in &site.index.config.numbers {
        let is_called = CALLED.contains(&name.as_str()) || in_headings.contains(name.as_str());
        let (message, help) = if number.raw.trim().is_empty() {
            (
                format!("`numbers.{name}` is empty: a reader in danger would not see whom to call"),
                format!("write the number in quotes, or take `{name}` out"),
            )
        } else if is_called && phone::link(&number.raw).is_none() {
            (
                format!(
                    "`numbers.{name}` is `{}`, which is not one phone number: a reader in danger could not call it",
                    number.raw
                ),
                "give each number a name of its own, in the figures 0 to 9 and without other words".to_owned(),
            )
        } else {
            continue;
        };
        if let Some(place) = texts::in_settings(Some(number.span)) {
            problems.push(Problem::new(codes::SITE_VALUE, place, message, help));
        }
    }
}

/// The inserts in the headings of emergency and urgent cards.
fn named_in_headings(site: &Site) -> BTreeSet<&str> {
    let cards = site.index.published().flat_map(|(_, page)| &page.document.cards);
    let urgent = cards.filter(|card| matches!(card.kind, CardKind::Emergency | CardKind::Urgent));
    urgent.flat_map(|card| insert::names(&card.heading)).map(|(name, _)| name).collect()
}

#[cfg(test)]
mod tests {
    use crate::check::testing::check;

    #[track_caller]
    fn check_numbers(numbers: &str, expected: &str) {
        let settings = format!("name: C\nlanguage: en\nnumbers: {{{numbers}}}\n");
        let page = "---\ntitle: A\n---\n> [!URGENT] Call {{helpline}} today if:\n> - a\n";
        check("S003", &[("content/site.yaml", &settings), ("content/a.md", page)], expected);
    }

    #[test]
    fn an_empty_number_is_an_error() {
        let expected = "S003 content/site.yaml:3:29 `numbers.emergency_number` is empty: \
                        a reader in danger would not see whom to call | \
                        write the number in quotes, or take `emergency_number` out";
        check_numbers("emergency_number: \"\"", expected);
        check_numbers("emergency_number: \" \"", expected);
    }

    #[test]
    fn what_is_called_is_one_number() {
        let at = |column: u32, name: &str, number: &str| {
            format!(
                "S003 content/site.yaml:3:{column} `numbers.{name}` is `{number}`, which is not one phone number: \
                 a reader in danger could not call it | \
                 give each number a name of its own, in the figures 0 to 9 and without other words"
            )
        };
        check_numbers("emergency_number: \"999-112\"", &at(29, "emergency_number", "999-112"));
        check_numbers("urgent_line: \"111/112\"", &at(24, "urgent_line", "111/112"));
        check_numbers("clinic_phone: \"999 (or 112)\"", &at(25, "clinic_phone", "999 (or 112)"));
        check_numbers("helpline: \"ask at the desk\"", &at(21, "helpline", "ask at the desk"));
        check_numbers("emergency_number: \"999\", clinic_phone: \"+44 (0)1632 960123\", desk_hours: 9 to 5", "");
    }
}

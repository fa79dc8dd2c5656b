//! The inside of `[@key, p. 75; @other]`.

use crate::model::doc::CiteItem;

/// Whether a link label is a citation.
#[must_use]
pub fn is_citation(label: &str) -> bool {
    let label = label.trim_start();
    label.strip_prefix('-').unwrap_or(label).strip_prefix('@').is_some_and(|key| key.starts_with(is_key_letter))
}

/// The items of a citation; `None` when the label is none.
#[must_use]
pub fn parse(label: &str) -> Option<Vec<CiteItem>> {
    if !is_citation(label) {
        return None;
    }
    Some(label.split(';').map(item).filter(|item| !item.key.is_empty()).collect())
}

/// The names in a text that follow an `@` as those of references do, each with the place of its `@`.
pub fn keys(text: &str) -> impl Iterator<Item = (usize, &str)> {
    text.match_indices('@').filter_map(|(at, _)| {
        let (before, after) = (text.get(..at)?, text.get(at + 1..)?);
        let end = after.find(|letter| !is_key_letter(letter)).unwrap_or(after.len());
        let key = after.get(..end)?.trim_end_matches(['.', ':', '/']);
        // `office@clinic.example` is an address.
        (!key.is_empty() && !before.ends_with(is_key_letter)).then_some((at, key))
    })
}

fn item(text: &str) -> CiteItem {
    let text = text.trim();
    let text = text.strip_prefix('-').unwrap_or(text);
    let text = text.strip_prefix('@').unwrap_or(text);
    let end = text.find(|letter| !is_key_letter(letter)).unwrap_or(text.len());
    let (key, rest) = text.split_at_checked(end).unwrap_or((text, ""));
    let locator = rest.trim_start_matches([',', ' ', '\n', '\r', '\t']).trim_end();
    let locator = locator.split_whitespace().collect::<Vec<_>>().join(" ");
    CiteItem { key: key.to_owned(), locator: (!locator.is_empty()).then_some(locator) }
}

fn is_key_letter(letter: char) -> bool {
    letter.is_alphanumeric() || matches!(letter, '-' | '_' | ':' | '.' | '/')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(label: &str, expected: &[(&str, Option<&str>)]) {
        let items = parse(label).unwrap_or_default();
        let found: Vec<_> = items.iter().map(|item| (item.key.as_str(), item.locator.as_deref())).collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn items_have_keys_and_locators() {
        check("@dixon-2009", &[("dixon-2009", None)]);
        check("@dixon-2009, p. 75; @green-2017", &[("dixon-2009", Some("p. 75")), ("green-2017", None)]);
        check("-@a, pp. 1–3,\n  table 2", &[("a", Some("pp. 1–3, table 2"))]);
        check("not a citation", &[]);
        check("@ home", &[]);
    }

    #[test]
    fn names_in_a_text_are_found() {
        let found: Vec<_> = keys("see @a-1. Or mail a@b.example, -@c/d: @").collect();
        assert_eq!(found, [(4, "a-1")]);
        assert_eq!(keys("(@c/d: e)").collect::<Vec<_>>(), [(1, "c/d")]);
    }
}

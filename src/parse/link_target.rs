//! What a link names, taken apart: its scheme, its heading, and what an author writes to keep a bar in a table's cell.
//! It looks nothing up.

/// A wikilink's target without the backslash that keeps its bar from ending a table's cell: `[[page\|text]]`.
#[must_use]
pub fn without_bar(target: &str, has_bar: bool) -> &str {
    target.strip_suffix('\\').filter(|_| has_bar).unwrap_or(target)
}

/// A target within the site, split at its `#`: the page, and the heading where one is named.
#[must_use]
pub fn split_fragment(target: &str) -> (String, Option<String>) {
    match target.split_once('#') {
        Some((target, fragment)) => (target.trim().to_owned(), Some(fragment.trim().to_owned())),
        None => (target.trim().to_owned(), None),
    }
}

/// Whether a target begins with a scheme, as browsers read it: blanks and control characters ignored.
#[must_use]
pub fn has_scheme(target: &str) -> bool {
    scheme(target).is_some()
}

/// The scheme of a target in lower case, as browsers read it.
#[must_use]
pub fn scheme(target: &str) -> Option<String> {
    if !target.contains(':') {
        return None;
    }
    let visible: String = target.chars().filter(|letter| !letter.is_control() && !letter.is_whitespace()).collect();
    let (scheme, _) = visible.split_once(':')?;
    let sound = scheme.chars().next().is_some_and(|first| first.is_ascii_alphabetic())
        && scheme.chars().all(|letter| letter.is_ascii_alphanumeric() || matches!(letter, '+' | '-' | '.'));
    sound.then(|| scheme.to_ascii_lowercase())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_scheme_is_read_as_browsers_read_it() {
        assert_eq!(scheme("Java\tScript :x").as_deref(), Some("javascript"));
        assert_eq!(scheme("a/b:c"), None);
        assert_eq!(scheme(":x"), None);
        assert!(has_scheme("tel:999") && !has_scheme("calf.md"));
    }

    #[test]
    fn a_heading_is_split_from_its_page() {
        assert_eq!(split_fragment("calf # top "), ("calf".to_owned(), Some("top".to_owned())));
        assert_eq!(split_fragment(" calf"), ("calf".to_owned(), None));
        assert_eq!([without_bar("calf\\", true), without_bar("calf\\", false)], ["calf", "calf\\"]);
    }
}

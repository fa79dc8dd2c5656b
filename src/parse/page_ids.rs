//! The ids that pages give to parts of their own. A heading that took one would break what leads there: the link that
//! skips to the text, the menu, a citation's way back.

/// Parts that stand on every page, or on every page of a kind.
pub const PARTS: &[&str] = &[
    "chart-c",
    "found",
    "foot-about",
    "foot-menu",
    "foot-privacy",
    "foot-reach",
    "footnotes",
    "list",
    "main",
    "menu",
    "q",
    "review",
    "search",
];

/// Parts that are numbered: citations, their sources, footnotes and their marks.
pub const NUMBERED: &[&str] = &["cite-", "footnote-", "footnote-mark-", "ref-"];

/// The end of the id of a part's own heading.
pub const OF_HEADING: &str = "-h";

/// Whether an id is one of a page's own parts. Ids that end in `-` are theirs too, but no text becomes one.
#[must_use]
pub fn is_of_page(id: &str) -> bool {
    let is_numbered = |start: &str| {
        id.strip_prefix(start).is_some_and(|rest| !rest.is_empty() && rest.bytes().all(|digit| digit.is_ascii_digit()))
    };
    PARTS.contains(&id) || id.ends_with(OF_HEADING) || NUMBERED.iter().any(|start| is_numbered(start))
}

#[cfg(test)]
mod tests {
    use super::is_of_page;

    #[test]
    fn parts_their_headings_and_numbered_ones_are_of_the_page() {
        assert!(["menu", "sources-h", "cite-12", "footnote-mark-1"].into_iter().all(is_of_page));
        assert!(!["menus", "menu-2", "cite-", "cite-a", "h", "footnote"].into_iter().any(is_of_page));
    }
}

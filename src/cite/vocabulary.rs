//! The words of CSL 1.0.2: item types and variables, as front matter and bibliography files use them.
//!
//! Only names are held here; what a style prints of them is in `style`. Variables that only a processor sets, such as
//! `citation-number`, are left out.

/// All item types: the values of a reference's `type`, in alphabetical order.
pub const ITEM_TYPES: &[&str] = &[
    "article",
    "article-journal",
    "article-magazine",
    "article-newspaper",
    "bill",
    "book",
    "broadcast",
    "chapter",
    "classic",
    "collection",
    "dataset",
    "document",
    "entry",
    "entry-dictionary",
    "entry-encyclopedia",
    "event",
    "figure",
    "graphic",
    "hearing",
    "interview",
    "legal_case",
    "legislation",
    "manuscript",
    "map",
    "motion_picture",
    "musical_score",
    "pamphlet",
    "paper-conference",
    "patent",
    "performance",
    "periodical",
    "personal_communication",
    "post",
    "post-weblog",
    "regulation",
    "report",
    "review",
    "review-book",
    "software",
    "song",
    "speech",
    "standard",
    "thesis",
    "treaty",
    "webpage",
];

/// All variables that hold a text or a number, then those that hold names; see [`variables`].
pub const VARIABLES: &[&str] = &[
    "abstract",
    "annote",
    "archive",
    "archive_collection",
    "archive_location",
    "archive-place",
    "authority",
    "call-number",
    "chapter-number",
    "citation-key",
    "collection-number",
    "collection-title",
    "container-title",
    "container-title-short",
    "dimensions",
    "division",
    "DOI",
    "edition",
    "event",
    "event-place",
    "event-title",
    "genre",
    "ISBN",
    "ISSN",
    "issue",
    "jurisdiction",
    "keyword",
    "language",
    "license",
    "medium",
    "note",
    "number",
    "number-of-pages",
    "number-of-volumes",
    "original-publisher",
    "original-publisher-place",
    "original-title",
    "page",
    "page-first",
    "part-number",
    "part-title",
    "PMCID",
    "PMID",
    "printing-number",
    "publisher",
    "publisher-place",
    "references",
    "reviewed-genre",
    "reviewed-title",
    "scale",
    "section",
    "source",
    "status",
    "supplement-number",
    "title-short",
    "URL",
    "version",
    "volume",
    "volume-title",
    "chair",
    "collection-editor",
    "compiler",
    "composer",
    "container-author",
    "contributor",
    "curator",
    "director",
    "editor",
    "editor-translator",
    "editorial-director",
    "executive-producer",
    "guest",
    "host",
    "illustrator",
    "interviewer",
    "narrator",
    "organizer",
    "original-author",
    "performer",
    "producer",
    "recipient",
    "reviewed-author",
    "script-writer",
    "series-creator",
    "translator",
];

/// The first of [`VARIABLES`] that holds names.
const FIRST_NAME_VARIABLE: &str = "chair";

/// The values that a reference's `type` may have.
#[must_use]
pub fn item_types() -> &'static [&'static str] {
    ITEM_TYPES
}

/// The CSL variables that a reference may set as a text.
///
/// Names other than `author` are among them, written as they are to be printed and parted by `;`. Read elsewhere are
/// `type`, `title` (the page's own), `author`, `issued` and `checked`.
#[must_use]
pub fn variables() -> &'static [&'static str] {
    VARIABLES
}

/// Whether a variable holds names, such as `editor`.
#[must_use]
pub fn holds_names(variable: &str) -> bool {
    VARIABLES.iter().skip_while(|name| **name != FIRST_NAME_VARIABLE).any(|name| *name == variable)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_last_part_of_the_list_holds_names() {
        for name in ["chair", "editor", "translator"] {
            assert!(holds_names(name), "{name}");
        }
        for name in ["abstract", "volume-title", "author", "nonsense"] {
            assert!(!holds_names(name), "{name}");
        }
    }

    #[test]
    fn no_word_stands_twice() {
        for list in [ITEM_TYPES, VARIABLES] {
            let mut words = list.to_vec();
            words.sort_unstable();
            words.dedup();
            assert_eq!(words.len(), list.len());
        }
    }
}

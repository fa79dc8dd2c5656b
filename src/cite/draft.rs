//! An imported source on its way to a reference page: CSL variables as plain text, then Markdown.
//!
//! The page holds what a reader needs to find the source, and no more. The body stays empty: what the source found is
//! for the author to say, and an abstract is its publisher's text.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use unicode_normalization::UnicodeNormalization as _;

use super::identifier::{self, Identifier};
use super::published::{Published, Reading};
use super::yaml_text::{Within, scalar};
use crate::base::span::Span;

/// The variables that a page may get, in the order they are written in; `issued` stands after the first two.
const ORDER: [&str; 21] = [
    "container-title",
    "container-title-short",
    "volume",
    "issue",
    "page",
    "number",
    "DOI",
    "PMID",
    "PMCID",
    "URL",
    "publisher",
    "publisher-place",
    "editor",
    "edition",
    "collection-title",
    "genre",
    "version",
    "language",
    "event-title",
    "ISBN",
    "ISSN",
];

/// How many of [`ORDER`] stand before `issued`.
const BEFORE_ISSUED: usize = 2;

/// What a file held: sources, and entries that are none.
#[derive(Default)]
pub struct Drafts {
    /// Sources in the order of the file.
    pub drafts: Vec<Draft>,
    /// What could not be read.
    pub faults: Vec<Remark>,
}

/// Something to say about a place of the file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Remark {
    /// Where.
    pub span: Span,
    /// What was found and expected.
    pub message: String,
    /// The next action.
    pub help: String,
}

/// An author.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Author {
    /// A person.
    Named {
        /// Family name with its particles.
        family: String,
        /// Given names, and `Jr` where there is one.
        given: Option<String>,
    },
    /// An organisation.
    Literal(String),
}

/// One source.
#[derive(Clone, Debug, Default)]
pub struct Draft {
    /// The citation key, as written; empty for none.
    pub key: String,
    /// Where the entry begins.
    pub span: Span,
    /// CSL item type.
    pub kind: &'static str,
    /// Title.
    pub title: String,
    /// Authors in order.
    pub authors: Vec<Author>,
    /// Date of publication.
    pub issued: Option<Published>,
    /// All other variables.
    variables: BTreeMap<&'static str, String>,
    /// Names of fields that have no place on a page, as the file calls them.
    pub left_out: Vec<String>,
    /// What else the author should know.
    pub remarks: Vec<(String, String)>,
}

impl Draft {
    /// A source of which only the key and the place are known.
    #[must_use]
    pub fn new(key: &str, span: Span) -> Self {
        Self { key: key.to_owned(), span, ..Self::default() }
    }

    /// Sets a variable to a text. A variable that no page gets is noted as left out, under the name `field`.
    pub fn set(&mut self, variable: &str, value: &str, field: &str) {
        let value = clean(value);
        if value.is_empty() {
            return;
        }
        match ORDER.iter().find(|name| **name == variable) {
            Some(name) if !self.variables.contains_key(name) => {
                let value = self.normalised(name, value);
                self.variables.insert(name, value);
            }
            Some(_) | None => self.leave_out(field),
        }
    }

    /// Sets the date of publication from what was read of `written`, and says what was not.
    pub fn date(&mut self, reading: Option<Reading>, written: &str) {
        self.issued = reading.map(|reading| reading.date);
        let message = match reading {
            Some(reading) if reading.whole => return,
            Some(reading) => format!("the date `{written}` is read as {}", reading.date),
            None => format!("the date `{written}` holds no year and was left out"),
        };
        self.remark(message.replace('"', ""), "correct `issued` on the page where it matters");
    }

    /// The value of a variable that is set.
    #[must_use]
    pub fn get(&self, variable: &str) -> Option<&str> {
        self.variables.get(variable).map(String::as_str)
    }

    /// Notes a field that has no place on a page.
    pub fn leave_out(&mut self, field: &str) {
        if !self.left_out.iter().any(|name| name == field) {
            self.left_out.push(field.to_owned());
        }
    }

    /// Adds something for the author to know.
    pub fn remark(&mut self, message: impl Into<String>, help: impl Into<String>) {
        self.remarks.push((message.into(), help.into()));
    }

    /// Drops an address that only repeats the DOI or a PubMed number, after taking the number from it.
    pub fn settle(&mut self) {
        let (variable, value) = match self.get("URL").and_then(Identifier::from_address) {
            Some(Identifier::Doi(doi)) => ("DOI", doi),
            Some(Identifier::Pmid(number)) => ("PMID", number),
            Some(Identifier::Pmcid(number)) => ("PMCID", number),
            None => return,
        };
        let held = self.variables.entry(variable).or_insert_with(|| value.clone());
        if held.eq_ignore_ascii_case(&value) {
            self.variables.remove("URL");
        }
    }

    /// The first author's family name or the organisation's.
    #[must_use]
    pub fn first_author(&self) -> Option<&str> {
        self.authors.first().map(|author| match author {
            Author::Named { family, .. } => family.as_str(),
            Author::Literal(name) => name.as_str(),
        })
    }

    /// The page: front matter in a fixed order, without a body.
    #[must_use]
    pub fn markdown(&self) -> String {
        let mut page = String::from("---\nkind: reference\n");
        line(&mut page, "title", &self.title);
        line(&mut page, "type", self.kind);
        if !self.authors.is_empty() {
            page.push_str("author:\n");
            for author in &self.authors {
                page.push_str(&author_line(author));
            }
        }
        for (place, variable) in ORDER.iter().enumerate() {
            if place == BEFORE_ISSUED
                && let Some(issued) = self.issued
            {
                // Writing to a string cannot fail.
                let _ = writeln!(page, "issued: {issued}");
            }
            if let Some(value) = self.get(variable) {
                line(&mut page, variable, value);
            }
        }
        page.push_str("---\n");
        page
    }

    fn normalised(&mut self, variable: &str, value: String) -> String {
        let (read, what) = match variable {
            "DOI" => (identifier::doi(&value), "a DOI, which begins with `10.`"),
            "PMID" => (identifier::pmid(&value), "a PubMed number, which is up to 9 digits"),
            "PMCID" => (identifier::pmcid(&value), "a PubMed Central number, which is `PMC` and digits"),
            "page" => return with_dashes(&value),
            _ => return value,
        };
        if read.is_none() {
            self.remark(
                format!("`{variable}` is `{value}`, which is not {what}"),
                format!("look the source up and correct `{variable}` on its page"),
            );
        }
        read.unwrap_or(value)
    }
}

/// A text on one line: NFC, blanks as one space, the rest as it is.
#[must_use]
pub fn clean(text: &str) -> String {
    let text: String = text.nfc().collect();
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// A title without the full stop that PubMed puts after it. Abbreviations with more stops in them stay whole.
#[must_use]
pub fn without_full_stop(title: &str) -> String {
    let bare = title.strip_suffix('.').filter(|bare| !bare.rsplit(' ').next().unwrap_or_default().contains('.'));
    bare.unwrap_or(title).to_owned()
}

/// Pages with an en dash in each range.
fn with_dashes(pages: &str) -> String {
    let single = pages.replace("---", "-").replace("--", "-").replace(['–', '—', '‐', '‑', '−'], "-");
    let characters: Vec<char> = single.chars().filter(|character| !character.is_whitespace()).collect();
    let tight = characters.contains(&'-');
    let source: Vec<char> = if tight { characters } else { single.chars().collect() };
    let is_range = |at: usize| {
        let before = at.checked_sub(1).and_then(|before| source.get(before)).is_some_and(char::is_ascii_digit);
        before && source.get(at + 1).is_some_and(|after| after.is_alphanumeric())
    };
    let dashed = source
        .iter()
        .enumerate()
        .map(|(at, character)| if *character == '-' && is_range(at) { '–' } else { *character });
    dashed.collect::<String>().replace(',', ", ").replace("  ", " ")
}

fn line(page: &mut String, key: &str, value: &str) {
    // Writing to a string cannot fail.
    let _ = writeln!(page, "{key}: {}", scalar(&literal_braces(value), Within::Block));
}

fn author_line(author: &Author) -> String {
    let text = |value: &str| scalar(&literal_braces(value), Within::Flow);
    match author {
        Author::Named { family, given: Some(given) } => {
            format!("  - {{family: {}, given: {}}}\n", text(family), text(given))
        }
        Author::Named { family, given: None } => format!("  - {{family: {}}}\n", text(family)),
        Author::Literal(name) => format!("  - {{literal: {}}}\n", text(name)),
    }
}

/// Double braces are inserts in front matter; a backslash makes them text.
fn literal_braces(text: &str) -> String {
    text.replace("{{", "\\{{")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_stand_in_a_fixed_order() {
        let mut draft = Draft { kind: "article-journal", title: "A: {{b}}".to_owned(), ..Draft::default() };
        draft.authors.push(Author::Named { family: "Dixon".into(), given: Some("J. B.".into()) });
        draft.authors.push(Author::Literal("Smith, Doe & Co".into()));
        draft.issued = Published::new(2009, Some(6), None);
        for (variable, value) in
            [("URL", "https://x.example/a"), ("page", "74--77"), ("volume", "2"), ("container-title", "BMJ")]
        {
            draft.set(variable, value, variable);
        }
        assert_eq!(
            draft.markdown(),
            "---\nkind: reference\ntitle: 'A: \\{{b}}'\ntype: article-journal\nauthor:\n  - {family: Dixon, given: J. B.}\n  \
             - {literal: \"Smith, Doe & Co\"}\ncontainer-title: BMJ\nissued: \"2009-06\"\nvolume: \"2\"\npage: \"74–77\"\n\
             URL: https://x.example/a\n---\n"
        );
    }

    #[test]
    fn pages_get_en_dashes_between_numbers_only() {
        for (written, expected) in [
            ("74-77", "74–77"),
            ("74--77", "74–77"),
            ("S10 -- S15", "S10–S15"),
            ("1-3,5-7", "1–3, 5–7"),
            ("h4722", "h4722"),
            ("E-12", "E-12"),
            ("Article 12", "Article 12"),
        ] {
            assert_eq!(with_dashes(written), expected);
        }
    }

    #[test]
    fn a_title_loses_its_full_stop() {
        for (written, expected) in
            [("A tear.", "A tear"), ("Cramp in the U.S.", "Cramp in the U.S."), ("Why...", "Why...")]
        {
            assert_eq!(without_full_stop(written), expected);
        }
    }

    #[test]
    fn an_address_that_repeats_a_number_goes() {
        let mut draft = Draft::default();
        draft.set("URL", "https://dx.doi.org/10.1/X", "url");
        draft.set("DOI", "10.1/x", "doi");
        draft.settle();
        assert_eq!((draft.get("URL"), draft.get("DOI")), (None, Some("10.1/x")));
        draft.set("URL", "https://pubmed.ncbi.nlm.nih.gov/123/", "url");
        draft.settle();
        assert_eq!((draft.get("URL"), draft.get("PMID")), (None, Some("123")));
    }

    #[test]
    fn what_has_no_place_is_noted_once() {
        let mut draft = Draft::default();
        draft.set("shelf", "3", "shelf");
        draft.set("shelf", "4", "shelf");
        draft.set("volume", "1", "volume");
        draft.set("volume", "2", "volume");
        draft.set("note", "  ", "note");
        assert_eq!(draft.left_out, ["shelf", "volume"]);
    }
}

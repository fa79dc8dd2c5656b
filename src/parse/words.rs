//! The interface's words: one YAML file a language, read into a table of keys and texts.
//!
//! Keys are paths with dots (`care.urgent`). A text may hold `{n}`-style places. A language that lacks a word falls
//! back to English, so that no page is ever without one.

use std::collections::{BTreeMap, BTreeSet};

use super::tree::{Node, Value};
use super::yaml::{self, YamlError};
use crate::base::language;

/// The words of one language.
#[derive(Clone, Debug, Default)]
pub struct Words {
    /// The language of the file they were read from (BCP 47); empty where nobody said.
    language: String,
    /// The language of the pages that show them (BCP 47), which may have no file; empty where it is the same.
    shown_in: String,
    texts: BTreeMap<String, String>,
    lists: BTreeMap<String, Vec<String>>,
    /// The keys whose words are those of another language.
    lent: BTreeSet<String>,
}

impl Words {
    /// Reads a language's file.
    ///
    /// # Errors
    /// When the text is not YAML.
    pub fn read(source: &str) -> Result<Self, YamlError> {
        let mut words = Self::default();
        words.add("", &yaml::parse(source, 0)?);
        Ok(words)
    }

    /// These words as those of a language (BCP 47).
    #[must_use]
    pub fn in_language(self, code: &str) -> Self {
        Self { language: code.to_owned(), ..self }
    }

    /// These words as they are shown on pages in a language (BCP 47), whatever language they are in themselves.
    #[must_use]
    pub fn shown_in(self, code: &str) -> Self {
        Self { shown_in: code.to_owned(), ..self }
    }

    /// The language they are in: of a language without a file of its own this is English.
    #[must_use]
    pub fn language(&self) -> &str {
        if self.language.is_empty() { "en" } else { &self.language }
    }

    /// A number with its signs, so that it is not turned round on a page that is written from right to left. What
    /// counts is the page: it runs from right to left even where its words fall back to English.
    #[must_use]
    pub fn left_to_right(&self, text: &str) -> String {
        let page = if self.shown_in.is_empty() { self.language() } else { &self.shown_in };
        language::left_to_right(text, language::direction(page)).into_owned()
    }

    /// A number as front matter has it, with the sign that stands before its tenths in the language.
    #[must_use]
    pub fn decimal(&self, number: &str) -> String {
        self.left_to_right(&number.replace('.', self.find("dose.decimal").unwrap_or(".")))
    }

    fn add(&mut self, prefix: &str, node: &Node) {
        for (key, value) in node.entries() {
            let name = if prefix.is_empty() { key.text.clone() } else { format!("{prefix}.{}", key.text) };
            match &value.value {
                Value::Map(_) => self.add(&name, value),
                Value::List(items) => {
                    let texts = items.iter().filter_map(Node::text).map(|text| text.raw).collect();
                    self.lists.insert(name, texts);
                }
                Value::Null | Value::Bool(_) | Value::Int(_) | Value::Float(_) | Value::Text(_) => {
                    self.texts.insert(name, value.text().map(|text| text.raw).unwrap_or_default());
                }
            }
        }
    }

    /// These words, with those of `fallback` where one is missing.
    #[must_use]
    pub fn or(mut self, fallback: &Self) -> Self {
        for (key, text) in &fallback.texts {
            self.texts.entry(key.clone()).or_insert_with(|| text.clone());
        }
        for (key, list) in &fallback.lists {
            self.lists.entry(key.clone()).or_insert_with(|| list.clone());
        }
        self
    }

    /// The same, with words of another language, which are remembered as lent. A number's form is not missed where the
    /// language has `other`: not every language has them all.
    #[must_use]
    pub fn lent_by(mut self, other: &Self) -> Self {
        let is_form =
            |key: &str| key.rsplit_once('.').is_some_and(|(noun, _)| self.texts.contains_key(&format!("{noun}.other")));
        let texts = other.texts.keys().filter(|key| !self.texts.contains_key(*key) && !is_form(key));
        let lists = other.lists.keys().filter(|key| !self.lists.contains_key(*key));
        self.lent = texts.chain(lists).cloned().collect();
        self.or(other)
    }

    /// The keys whose words are those of another language, sorted.
    #[must_use]
    pub fn lent(&self) -> &BTreeSet<String> {
        &self.lent
    }

    /// These words without those below `key`.
    #[must_use]
    pub fn without(mut self, key: &str) -> Self {
        let stays = |name: &str| !name.strip_prefix(key).is_some_and(|rest| rest.starts_with('.'));
        self.texts.retain(|name, _| stays(name));
        self.lists.retain(|name, _| stays(name));
        self
    }

    /// The text under `key`; the key itself when there is none, so that a gap is seen.
    #[must_use]
    pub fn get<'a>(&'a self, key: &'a str) -> &'a str {
        self.texts.get(key).map_or(key, String::as_str)
    }

    /// The text under `key`, where there is one.
    #[must_use]
    pub fn find(&self, key: &str) -> Option<&str> {
        self.texts.get(key).map(String::as_str)
    }

    /// The text under `key` with `{name}` places filled.
    #[must_use]
    pub fn fill(&self, key: &str, places: &[(&str, &str)]) -> String {
        let mut rest = self.get(key);
        let room: usize = places.iter().map(|(_, value)| value.len()).sum();
        let mut text = String::with_capacity(rest.len() + room);
        while let Some((before, after)) = rest.split_once('{') {
            text.push_str(before);
            let place = after.split_once('}').and_then(|(name, after)| {
                let (_, value) = places.iter().find(|(place, _)| *place == name)?;
                Some((value, after))
            });
            match place {
                Some((value, after)) => {
                    text.push_str(value);
                    rest = after;
                }
                None => {
                    text.push('{');
                    rest = after;
                }
            }
        }
        text.push_str(rest);
        text
    }

    /// The text for a number, with `{n}` filled: `key.one` or what form the language wants, `key.other` where it has
    /// none of its own.
    #[must_use]
    pub fn count(&self, key: &str, number: u32) -> String {
        self.count_shown(key, number, &number.to_string())
    }

    /// The same for a number that is shown as `shown`, such as a range.
    #[must_use]
    pub fn count_shown(&self, key: &str, number: u32, shown: &str) -> String {
        let own = format!("{key}.{}", language::plural(self.language(), number).key());
        let key = if self.texts.contains_key(&own) { own } else { format!("{key}.other") };
        self.fill(&key, &[("n", shown)])
    }

    /// Texts as one list, with the language's comma between them.
    #[must_use]
    pub fn comma_list(&self, texts: &[String]) -> String {
        texts.join(self.get("list.comma"))
    }

    /// The list under `key`.
    #[must_use]
    pub fn list(&self, key: &str) -> &[String] {
        self.lists.get(key).map_or(&[], Vec::as_slice)
    }

    /// Whether there is a list under `key`.
    #[must_use]
    pub fn has_list(&self, key: &str) -> bool {
        self.lists.contains_key(key)
    }

    /// The keys of all lists, sorted.
    pub fn lists(&self) -> impl Iterator<Item = &str> {
        self.lists.keys().map(String::as_str)
    }

    /// The texts below a key, by the rest of their keys.
    pub fn below<'a>(&'a self, key: &'a str) -> impl Iterator<Item = (&'a str, String)> {
        let texts = self.texts.range(key.to_owned()..).take_while(move |(name, _)| name.starts_with(key));
        texts.filter_map(move |(name, text)| Some((name.strip_prefix(key)?.strip_prefix('.')?, text.clone())))
    }

    /// All texts with their keys, sorted.
    pub fn texts(&self) -> impl Iterator<Item = (&str, &str)> {
        self.texts.iter().map(|(key, text)| (key.as_str(), text.as_str()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_found_by_path_and_fall_back() {
        let english = Words::read("a:\n  b: two {n}\n  c: see\nunsure: [not sure, maybe]\n").unwrap();
        let other = Words::read("a:\n  b: zwei {n}\n").unwrap().or(&english);
        assert_eq!(other.fill("a.b", &[("n", "3")]), "zwei 3");
        assert_eq!(other.get("a.c"), "see");
        assert_eq!(other.get("a.d"), "a.d");
        assert_eq!(other.list("unsure"), ["not sure", "maybe"]);
        let without = english.without("a");
        assert_eq!([without.find("a.b"), without.find("a.c")], [None, None]);
        assert_eq!(without.list("unsure"), ["not sure", "maybe"]);
    }

    #[test]
    fn tenths_have_the_sign_of_the_language() {
        let german = Words::read("dose: {decimal: ','}\n").unwrap();
        assert_eq!([german.decimal("2.5"), german.decimal("10")], ["2,5", "10"]);
        assert_eq!(Words::default().decimal("2.5"), "2.5");
        let arabic = Words::read("dose: {decimal: ','}\n").unwrap().in_language("ar");
        assert_eq!(arabic.decimal("2.5-3"), "\u{2066}2,5-3\u{2069}");
    }

    #[test]
    fn nouns_beside_numbers_have_the_forms_of_their_language() {
        let file = "day: {one: a day, two: two days, few: '{n} few', other: '{n} days'}\n";
        let arabic = Words::read(file).unwrap().in_language("ar");
        assert_eq!([1, 2, 3, 11].map(|n| arabic.count("day", n)), ["a day", "two days", "3 few", "11 days"]);
        let english = Words::read(file).unwrap();
        assert_eq!([1, 2].map(|n| english.count("day", n)), ["a day", "2 days"]);
        assert_eq!(arabic.left_to_right("1–2"), "\u{2066}1–2\u{2069}");
        let fallen_back = Words::default().in_language("en").shown_in("fa");
        assert_eq!(fallen_back.left_to_right("1–2"), "\u{2066}1–2\u{2069}", "English words on a Persian page");
        assert_eq!(fallen_back.language(), "en");
    }
}

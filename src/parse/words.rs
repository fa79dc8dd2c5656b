//! The interface's words: one YAML file a language, read into a table of keys and texts.
//!
//! Keys are paths with dots (`care.urgent`). A text may hold `{n}`-style places. A language that lacks a word falls back
//! to English, so that no page is ever without one.

use std::collections::BTreeMap;

use super::tree::{Node, Value};
use super::yaml::{self, YamlError};

/// The words of one language.
#[derive(Clone, Debug, Default)]
pub struct Words {
    texts: BTreeMap<String, String>,
    lists: BTreeMap<String, Vec<String>>,
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

    /// The text under `key`; the key itself when there is none, so that a gap is seen.
    #[must_use]
    pub fn get<'a>(&'a self, key: &'a str) -> &'a str {
        self.texts.get(key).map_or(key, String::as_str)
    }

    /// The text under `key` with `{name}` places filled.
    #[must_use]
    pub fn fill(&self, key: &str, places: &[(&str, &str)]) -> String {
        let mut text = self.get(key).to_owned();
        for (name, value) in places {
            text = text.replace(&format!("{{{name}}}"), value);
        }
        text
    }

    /// The text for a number: `key.one` for 1, `key.other` else, with `{n}` filled.
    #[must_use]
    pub fn count(&self, key: &str, number: u32) -> String {
        let form = if number == 1 { "one" } else { "other" };
        self.fill(&format!("{key}.{form}"), &[("n", &number.to_string())])
    }

    /// The list under `key`.
    #[must_use]
    pub fn list(&self, key: &str) -> &[String] {
        self.lists.get(key).map_or(&[], Vec::as_slice)
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
    }
}

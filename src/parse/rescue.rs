//! What can be made out of front matter that cannot be read: the title and other names by which links find the page,
//! and whether it is a draft. Without them, one slip in a page would make a problem of every link to it.
//!
//! Nothing here is reported or printed: the page has an error, so no site is published with it.

use super::front_matter::Split;
use super::meta;
use super::tree::{Key, Node, Value};
use super::yaml;
use crate::base::span::Span;
use crate::model::page::Meta;
use crate::model::text::Text;

/// Marks that stand around a text and are no part of it; editors curl those that an author types.
const QUOTES: [char; 6] = ['"', '\'', '“', '”', '‘', '’'];

/// The keys of front matter that is not YAML as a whole, each read on its own.
#[must_use]
pub fn broken(source: &str, split: Split) -> Meta {
    let start = split.yaml.start as usize;
    let mut entries: Vec<(Key, Node)> = Vec::new();
    let mut title = None;
    for (at, block) in blocks(split.yaml.of(source), start) {
        match yaml::parse(block, at) {
            Ok(node) => entries.extend(node.entries().iter().cloned()),
            Err(_) => title = title.or_else(|| title_in(block, at)),
        }
    }
    let tree = Node { span: split.whole, value: Value::Map(entries), raw: String::new() };
    let mut meta = meta::decode(&tree, split.whole);
    if meta.title.raw.is_empty() {
        meta.title = title.unwrap_or_default();
    }
    // What a page allows cannot be held against problems that were never looked for.
    meta.allow.clear();
    meta
}

/// The title of a file without front matter: of front matter that is never closed, or the first heading.
#[must_use]
pub fn without_front_matter(source: &str) -> Meta {
    let mut at = 0;
    let mut title = None;
    for line in source.split_inclusive('\n') {
        title = title_in(line, at).or_else(|| heading_in(line, at));
        if title.is_some() {
            break;
        }
        at += line.len();
    }
    let span = Span::new(0, 0);
    Meta { span, title: title.unwrap_or_default(), ..Meta::default() }
}

/// The title of a file that is not UTF-8, without a place: nothing of it can be shown.
#[must_use]
pub fn not_text(bytes: &[u8]) -> Meta {
    let Meta { title, .. } = without_front_matter(&String::from_utf8_lossy(bytes));
    Meta { title: Text { raw: title.raw, span: Span::new(0, 0) }, ..Meta::default() }
}

/// The parts of a text that begin with a key at the start of a line, each with its place in the file.
fn blocks(text: &str, offset: usize) -> Vec<(usize, &str)> {
    let mut starts = Vec::new();
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        if line.starts_with(|first: char| first.is_alphabetic() || QUOTES.contains(&first)) {
            starts.push(at);
        }
        at += line.len();
    }
    let ends = starts.iter().skip(1).copied().chain([text.len()]);
    let block = |(start, end): (usize, usize)| Some((start + offset, text.get(start..end)?));
    starts.iter().copied().zip(ends).filter_map(block).collect()
}

/// The text after `title:`, as it stands.
fn title_in(block: &str, at: usize) -> Option<Text> {
    let line = block.lines().next()?;
    named_text(line, line.strip_prefix("title")?.trim_start().strip_prefix(':')?, at)
}

fn heading_in(line: &str, at: usize) -> Option<Text> {
    named_text(line, line.strip_prefix("# ")?, at)
}

fn named_text(line: &str, text: &str, at: usize) -> Option<Text> {
    let raw = text.trim().trim_matches(QUOTES);
    let start = at + line.len() - text.len();
    (!raw.is_empty()).then(|| Text { raw: raw.to_owned(), span: Span::new(start, at + line.len()) })
}

#[cfg(test)]
mod tests {
    use super::super::front_matter;
    use super::*;

    #[track_caller]
    fn check(source: &str, title: &str, aliases: &[&str]) {
        let meta =
            front_matter::split(source).map_or_else(|| without_front_matter(source), |split| broken(source, split));
        let found: Vec<&str> = meta.aliases.iter().map(|alias| alias.raw.as_str()).collect();
        assert_eq!((meta.title.raw.as_str(), found.as_slice()), (title, aliases), "{source}");
    }

    #[test]
    fn keys_beside_a_broken_one_are_read() {
        check("---\ntitle: A\nsummary: b: c\naliases: [x, y]\n---\n", "A", &["x", "y"]);
        check("---\ntitle: A\ntitle: B\n---\n", "A", &[]);
        check("---\ntitle: A\n\tsteps: [b]\naliases:\n- x\n---\n", "A", &["x"]);
    }

    #[test]
    fn a_title_that_is_itself_broken_is_taken_as_it_stands() {
        check("---\ntitle: Heel: what helps\n---\n", "Heel: what helps", &[]);
        check("---\ntitle: “Heel: what helps”\n---\n", "Heel: what helps", &[]);
        check("---\ntitle: \"Heel\naliases: [x]\n---\n", "Heel", &["x"]);
    }

    #[test]
    fn a_page_without_front_matter_is_called_by_its_first_heading() {
        check("# Heel\n\nText.\n", "Heel", &[]);
        check("---\ntitle: Heel\n\nText.\n", "Heel", &[]);
        check("", "", &[]);
        assert_eq!(not_text(b"---\ntitle: Heel\n---\nR\xe9st.\n").title.raw, "Heel");
    }
}

//! One file in, one page out: front matter checked and typed, body read into events.
//!
//! Parsing never looks at another file and never fails: of a page that cannot be read, what can be made out is kept
//! ([`rescue`]) and the page is marked as unread, so that links to it do not add problems of their own.

pub mod cite_syntax;
pub mod config;
pub mod config_lists;
pub mod facts;
pub mod fences;
pub mod front_matter;
pub mod heading_ids;
pub mod insert;
pub mod json_schema;
pub mod link_target;
pub mod locate;
pub mod markdown;
pub mod meta;
pub mod misread;
pub mod page_ids;
mod rescue;
pub mod schema;
mod slips;
pub mod tree;
pub mod values;
pub mod words;
pub mod words_file;
pub mod yaml;
pub mod yaml_slips;

use std::sync::Arc;

use crate::base::address::{Address, Form};
use crate::base::bytes;
use crate::base::nearest::nearest;
use crate::base::path::SitePath;
use crate::base::slug;
use crate::base::span::Span;
use crate::diag::{Outcome, Place, Problem, codes};
use crate::load::File;
use crate::model::kind::Kind;
use crate::model::page::{Data, Meta, Page};
use crate::model::text::Text;
use markdown::Dialect;
use schema::{Checker, FRONT_MATTER, Field};
use tree::{Node, Value};
use yaml_slips::Slip;

/// How the front matter of one kind is read. `kinds` holds one for each kind.
#[derive(Clone, Copy)]
pub struct KindForm {
    /// The kind.
    pub kind: Kind,
    /// Its keys, next to those that every kind has.
    pub fields: &'static [Field],
    /// Turns a checked tree into the kind's data; reports what a table of fields cannot say.
    pub decode: fn(&Node, &mut Checker<'_>) -> Data,
}

/// What reading a page needs besides the file itself.
#[derive(Clone, Copy)]
pub struct ParseOptions<'a> {
    /// The site's languages, the default first.
    pub languages: &'a [String],
    /// The form of each kind.
    pub forms: &'a [KindForm],
}

/// Reads the page at `path`.
#[must_use]
pub fn page(path: &SitePath, file: &File, options: ParseOptions<'_>) -> Outcome<Page> {
    let mut problems = Vec::new();
    let source: Arc<str> = file.shared_text().unwrap_or_else(|| {
        problems.push(Problem::new(
            codes::FILE_UNREADABLE,
            Place::file(path),
            format!("`{path}` is not UTF-8 text: line {} holds signs of another encoding", file.line_not_text()),
            "save the file as UTF-8",
        ));
        Arc::default()
    });
    problems.extend(control_character(path, &source));
    let split = front_matter::split(&source);
    let is_key = |key: &str| {
        let fields = options.forms.iter().flat_map(|form| form.fields).chain(meta::FIELDS);
        fields.into_iter().any(|field| field.name == key)
    };
    let slip = match split {
        None if problems.is_empty() => Some(fences::without(&source, is_key)),
        None => None,
        Some(split) => fences::second(&source, split.body, is_key),
    };
    problems.extend(slip.map(|slip| {
        Problem::new(codes::PAGE_WITHOUT_FRONT_MATTER, Place::at(path, slip.span), slip.message, slip.help)
    }));
    let whole = split.map_or(Span::new(0, 0), |split| split.whole);
    let (meta, data) = match split {
        Some(split) => typed_front_matter(path, &source, split, options, &mut problems),
        None if source.is_empty() => (named(path, rescue::not_text(&file.bytes), whole), None),
        None => (named(path, rescue::without_front_matter(&source), whole), None),
    };
    let body = split.map_or(0, |split| split.body);
    let (document, unknown_cards) = markdown::parse(&source, body, Dialect::Soleus);
    problems.extend(unknown_cards.iter().map(|(word, span)| unknown_card(path, word, *span)));
    let facts = facts::of(&document);
    let page = Page {
        address: address_of(path),
        language: language_of(path, options.languages),
        path: path.clone(),
        meta,
        unread: data.is_none(),
        data: data.unwrap_or_else(|| Data::Article(Box::default())),
        document: Arc::new(document),
        facts,
    };
    Outcome { value: page, problems }
}

/// Where a page is published: `content/a/b.md` at `/a/b/`, `content/a/index.md` at `/a/`.
#[must_use]
pub fn address_of(path: &SitePath) -> Address {
    let below = path.below("content").unwrap_or(path.as_str());
    let below = below.strip_suffix(".md").unwrap_or(below);
    let mut segments: Vec<String> = below.split('/').map(slug::segment).collect();
    if segments.last().is_some_and(|last| last == "index") {
        segments.pop();
    }
    Address::from_segments(segments.iter().map(String::as_str), Form::Page)
}

/// Where a file beside pages is published: `content/a/B.svg` at `/a/b.svg`; files of `content/_files/` at the root.
#[must_use]
pub fn file_address_of(path: &SitePath) -> Address {
    if let Some(below) = path.below("content/_files") {
        return Address::from_segments(below.split('/'), Form::File);
    }
    let below = path.below("content").unwrap_or(path.as_str());
    let segments: Vec<String> = below.split('/').map(slug::segment).collect();
    Address::from_segments(segments.iter().map(String::as_str), Form::File)
}

/// The language of a page, by the folder it lies in.
fn language_of(path: &SitePath, languages: &[String]) -> usize {
    let first = path.below("content").and_then(|below| below.split_once('/')).map(|(first, _)| first);
    let others = languages.iter().enumerate().skip(1);
    others.filter(|(_, language)| Some(language.as_str()) == first).map(|(number, _)| number).next().unwrap_or(0)
}

/// What a page's front matter says; no data where its kind is not known, which is reported.
fn typed_front_matter(
    path: &SitePath,
    source: &str,
    split: front_matter::Split,
    options: ParseOptions<'_>,
    problems: &mut Vec<Problem>,
) -> (Meta, Option<Data>) {
    let mut tree = match yaml::parse(split.yaml.of(source), split.yaml.start as usize) {
        Ok(tree) => tree,
        Err(error) => {
            problems.push(not_yaml(path, yaml_slips::find(split.yaml.of(source), split.yaml.start as usize, &error)));
            return (named(path, rescue::broken(source, split), split.whole), None);
        }
    };
    let has_keys = matches!(tree.value, Value::Map(_) | Value::Null);
    if !has_keys && let Some(slip) = yaml_slips::without_keys(split.yaml.of(source), split.yaml.start as usize) {
        problems.push(not_yaml(path, slip));
        return (named(path, rescue::broken(source, split), split.whole), None);
    }
    let mut checker = Checker::new(path, FRONT_MATTER);
    let data = match kind_of(&tree, &mut checker) {
        Some(kind) => {
            let form = options.forms.iter().find(|form| form.kind == kind);
            let fields = form.map_or(&[][..], |form| form.fields);
            checker.map(&tree, &[meta::FIELDS, fields], "", split.whole);
            if checker.problems.iter().any(|problem| problem.code == codes::KEY_UNKNOWN) {
                tree = slips::as_meant(tree, &[meta::FIELDS, fields]);
            }
            Some(form.map_or(Data::Article(Box::default()), |form| (form.decode)(&tree, &mut checker)))
        }
        None => None,
    };
    let meta = named(path, meta::decode(&tree, split.whole), split.whole);
    problems.append(&mut checker.problems);
    (meta, data)
}

/// The page's kind; `None`, with a problem, when the word is not known.
fn kind_of(tree: &Node, checker: &mut Checker<'_>) -> Option<Kind> {
    let Some(node) = tree.get("kind") else { return kind_unnamed(tree, checker) };
    let word = node.text().map(|text| text.raw).unwrap_or_default();
    let kind = Kind::from_word(&word);
    if kind.is_none() {
        let words = Kind::ALL.map(Kind::word);
        let help = match nearest(&word, words) {
            Some(near) => format!("write `kind: {near}`"),
            None => format!("use one of {}", words.map(|word| format!("`{word}`")).join(", ")),
        };
        checker.push(
            codes::KIND_UNKNOWN,
            node.span,
            format!("the kind is {}, which is not known", node.describe()),
            help,
        );
    }
    kind
}

/// An article, unless a key is a misspelled `kind`: then nobody knows what the page is, and that alone is told.
fn kind_unnamed(tree: &Node, checker: &mut Checker<'_>) -> Option<Kind> {
    let known = || meta::FIELDS.iter().map(|field| field.name);
    let is_slip = |key: &str| !known().any(|name| name == key) && nearest(key, known()) == Some("kind");
    let Some((key, _)) = tree.entries().iter().find(|(key, _)| is_slip(&key.text)) else { return Some(Kind::Article) };
    let message = format!("the key `{}` is not known here", key.text);
    checker.push(codes::KEY_UNKNOWN, key.span, message, "write `kind`");
    None
}

/// Front matter with the file's name for a title where it has none.
fn named(path: &SitePath, meta: Meta, span: Span) -> Meta {
    if !meta.title.raw.is_empty() {
        return meta;
    }
    Meta { title: Text { raw: path.stem().to_owned(), span }, ..meta }
}

fn not_yaml(path: &SitePath, slip: Slip) -> Problem {
    let message = format!("the front matter cannot be read: {}", slip.message);
    Problem::new(codes::FRONT_MATTER_YAML, Place::at(path, slip.span), message, slip.help)
}

/// A character that no page can hold: it is not allowed in HTML, and a reader cannot see it.
fn control_character(path: &SitePath, source: &str) -> Option<Problem> {
    let is_control = |letter: &char| letter.is_control() && !matches!(letter, '\t' | '\n' | '\r');
    // Control characters beyond ASCII begin with this byte, as a few others do.
    let may_be = |byte: u8| {
        let is_blank = (byte == b'\t') | (byte == b'\n') | (byte == b'\r');
        ((byte < b' ') & !is_blank) | (byte == 0x7f) | (byte == 0xc2)
    };
    let mut from = 0;
    let (at, letter) = loop {
        let at = bytes::find(source, from, may_be)?;
        let letter = source.get(at..)?.chars().next()?;
        if is_control(&letter) {
            break (at, letter);
        }
        from = at + letter.len_utf8();
    };
    Some(Problem::new(
        codes::FILE_UNREADABLE,
        Place::at(path, Span::new(at, at + letter.len_utf8())),
        format!("the page holds the control character U+{:04X}", u32::from(letter)),
        "delete the character",
    ))
}

fn unknown_card(path: &SitePath, word: &str, span: Span) -> Problem {
    let words = crate::model::doc::CardKind::WORDS.map(|(word, _)| word);
    let help = match nearest(word, words) {
        Some(near) => format!("write `[!{near}]`"),
        None => format!("use one of {}", words.map(|word| format!("`[!{word}]`")).join(", ")),
    };
    Problem::new(codes::CARD_UNKNOWN, Place::at(path, span), format!("the card `[!{word}]` is not known"), help)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::load::Snapshot;

    #[test]
    fn a_page_without_front_matter_is_told_what_it_lacks() {
        for (source, expected) in [
            ("", "the page is empty"),
            ("Text.\n", "the page has no front matter"),
            (
                "---\ntitle: A\n\nText.\n",
                "the front matter is never closed, so the whole page would be read as its keys",
            ),
        ] {
            let snapshot = Snapshot::from_texts([("content/a.md", source)]);
            let (path, file) = snapshot.files.iter().next().unwrap();
            let outcome = page(path, file, ParseOptions { languages: &["en-GB".to_owned()], forms: &[] });
            assert!(outcome.value.unread);
            assert_eq!(outcome.problems.iter().map(|problem| &problem.message).collect::<Vec<_>>(), [expected]);
        }
    }
}

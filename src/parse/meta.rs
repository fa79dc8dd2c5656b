//! The front matter that every kind of page has.

use super::schema::{Field, Shape};
use super::tree::Node;
use crate::base::date::Date;
use crate::base::span::Span;
use crate::model::page::{Allow, Meta, Review};
use crate::model::text::{Cite, CiteSource, PageName, Text};

/// The kinds' words; a test holds them equal to [`Kind::ALL`].
const KIND_WORDS: &[&str] =
    &["article", "anatomy", "condition", "exercise", "programme", "decision", "reference", "term"];

const REVIEW: &[Field] = &[
    Field::new("by", Shape::Text, "The reviewer's name; never made up."),
    Field::new("role", Shape::Text, "The reviewer's role."),
    Field::new("on", Shape::Date, "When the page was reviewed."),
    Field::new("due", Shape::Date, "When the next review is due."),
];

const ALLOW: &[Field] = &[
    Field::needed("code", Shape::Text, "The code of a warning or advice that is meant to stay."),
    Field::needed("why", Shape::Text, "Why it stays."),
    Field::new("until", Shape::Date, "The last day it is allowed; past it the problem counts again."),
];

/// The keys of every kind.
pub const FIELDS: &[Field] = &[
    Field::new("kind", Shape::Word(KIND_WORDS), "What the page is; `article` when left out."),
    Field::needed("title", Shape::Text, "The page's title and heading."),
    Field::new("summary", Shape::Text, "One sentence for descriptions, cards, search and previews."),
    Field::new(
        "aliases",
        Shape::List(&Shape::Text),
        "Other names: links find the page by them, and the A–Z lists them.",
    ),
    Field::new("review", Shape::Map(REVIEW), "Who reviewed the page, and when."),
    Field::new("draft", Shape::Bool, "Left out of the site unless drafts are asked for."),
    Field::new("redirect_from", Shape::List(&Shape::Text), "Old addresses from the root, such as `/old/name/`."),
    Field::new("order", Shape::Whole(i64::MIN, i64::MAX), "Place in its section; pages without one follow by title."),
    Field::new("image", Shape::Text, "A picture for cards and link previews, from the page's folder."),
    Field::new("allow", Shape::List(&Shape::Map(ALLOW)), "Warnings and advice that are meant to stay."),
    Field::new("translation_of", Shape::Page, "The page this one translates."),
    Field::new("stale_ok", Shape::Date, "Until when the translation may be older than its source."),
];

/// Reads the common keys of a checked tree. What has the wrong form is left out: it is reported already.
#[must_use]
pub fn decode(tree: &Node, span: Span) -> Meta {
    Meta {
        span,
        title: text(tree, "title").unwrap_or_default(),
        summary: text(tree, "summary"),
        aliases: texts(tree, "aliases"),
        review: tree.get("review").map(review).unwrap_or_default(),
        draft: tree.get("draft").and_then(Node::boolean).unwrap_or(false),
        redirect_from: texts(tree, "redirect_from"),
        order: tree.get("order").and_then(Node::whole),
        image: text(tree, "image"),
        allow: tree.get("allow").map(|node| node.items().iter().filter_map(allow).collect()).unwrap_or_default(),
        translation_of: page(tree, "translation_of"),
        stale_ok: date(tree, "stale_ok"),
    }
}

fn review(node: &Node) -> Review {
    Review {
        by: text(node, "by"),
        role: text(node, "role"),
        on: date(node, "on"),
        is_dated: node.get("on").is_some(),
        due: date(node, "due"),
        span: Some(node.span),
    }
}

fn allow(node: &Node) -> Option<Allow> {
    Some(Allow { code: text(node, "code")?, why: text(node, "why")?, until: date(node, "until") })
}

/// The text under `key`.
#[must_use]
pub fn text(node: &Node, key: &str) -> Option<Text> {
    node.get(key).and_then(Node::text).filter(|text| !text.raw.trim().is_empty())
}

/// The texts under `key`, a single one too.
#[must_use]
pub fn texts(node: &Node, key: &str) -> Vec<Text> {
    node.get(key).map(Node::texts).unwrap_or_default()
}

/// The page named under `key`.
#[must_use]
pub fn page(node: &Node, key: &str) -> Option<PageName> {
    text(node, key).map(|text| PageName::new(&text.raw, text.span))
}

/// The pages named under `key`, a single one too.
#[must_use]
pub fn pages(node: &Node, key: &str) -> Vec<PageName> {
    texts(node, key).iter().map(|text| PageName::new(&text.raw, text.span)).collect()
}

/// The date under `key`.
#[must_use]
pub fn date(node: &Node, key: &str) -> Option<Date> {
    Date::parse(&text(node, key)?.raw)
}

/// The sources under `key`.
#[must_use]
pub fn cites(node: &Node, key: &str) -> Vec<Cite> {
    let source = |raw: &str| match raw {
        "own" => CiteSource::Own,
        "convention" => CiteSource::Convention,
        id => CiteSource::Reference(id.trim_start_matches('@').to_owned()),
    };
    texts(node, key).iter().map(|text| Cite { source: source(&text.raw), span: text.span }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::kind::Kind;

    #[test]
    fn the_words_of_kind_are_the_kinds() {
        assert_eq!(KIND_WORDS, Kind::ALL.map(Kind::word));
    }
}

//! References: one source a page, with the variable names of CSL-JSON.

use crate::cite::vocabulary::ITEM_TYPES;
use crate::model::kind::Kind;
use crate::model::page::Data;
use crate::model::reference::{Checked, Person, Reference};
use crate::parse::KindForm;
use crate::parse::meta::{date, text};
use crate::parse::schema::{Checker, Field, Shape};
use crate::parse::tree::Node;
use crate::parse::values;

const NAMED: &[Field] = &[
    Field::needed("family", Shape::Text, "Family name."),
    Field::new("given", Shape::Text, "Given names or initials."),
];

const LITERAL: &[Field] = &[Field::needed("literal", Shape::Text, "An organisation's name, printed as it is.")];

const CHECKED: &[Field] = &[
    Field::new("on", Shape::Date, "When the source was looked up."),
    Field::new("where", Shape::Text, "Where it was looked up."),
];

const FIELDS: &[Field] = &[
    Field::new("type", Shape::Word(ITEM_TYPES), "CSL item type, such as `article-journal`, `book` or `webpage`."),
    Field::new("author", Shape::List(&Shape::Either(&[Shape::Map(NAMED), Shape::Map(LITERAL)])), "Authors in order."),
    Field::new("issued", Shape::Issued, "Year, month or day of publication."),
    Field::new("checked", Shape::Map(CHECKED), "Who looked the source up, and where."),
    Field::new("container-title", Shape::Text, "The journal, book or site that holds it."),
    Field::new("container-title-short", Shape::Text, "The journal's abbreviation."),
    Field::new("collection-title", Shape::Text, "The series."),
    Field::new("volume", Shape::Text, "Volume."),
    Field::new("issue", Shape::Text, "Issue."),
    Field::new("page", Shape::Text, "Pages, such as `74–77`."),
    Field::new("number", Shape::Text, "The number of an article, report or standard."),
    Field::new("edition", Shape::Text, "Edition."),
    Field::new("editor", Shape::Text, "Editors, as they are to be printed."),
    Field::new("publisher", Shape::Text, "Publisher."),
    Field::new("publisher-place", Shape::Text, "Where it was published."),
    Field::new("event-title", Shape::Text, "The conference."),
    Field::new("genre", Shape::Text, "A kind within its type, such as `editorial`."),
    Field::new("version", Shape::Text, "Version."),
    Field::new("note", Shape::Text, "A remark."),
    Field::new("language", Shape::Text, "The language it is written in."),
    Field::new("DOI", Shape::Text, "Digital object identifier, without `https://doi.org/`."),
    Field::new("PMID", Shape::Text, "PubMed number."),
    Field::new("PMCID", Shape::Text, "PubMed Central number, with `PMC`."),
    Field::new("ISBN", Shape::Text, "Book number."),
    Field::new("ISSN", Shape::Text, "Journal number."),
    Field::new("URL", Shape::Text, "Address."),
];

/// The keys that are read apart from the CSL variables.
const OWN_KEYS: [&str; 4] = ["type", "author", "issued", "checked"];

/// How a reference's front matter is read.
pub const FORM: KindForm = KindForm { kind: Kind::Reference, fields: FIELDS, decode };

fn decode(tree: &Node, _: &mut Checker<'_>) -> Data {
    let variables = FIELDS
        .iter()
        .filter(|field| !OWN_KEYS.contains(&field.name))
        .filter_map(|field| Some((field.name.to_owned(), text(tree, field.name)?)))
        .collect();
    let checked = |node: &Node| Checked { on: date(node, "on"), place: text(node, "where") };
    Data::Reference(Box::new(Reference {
        kind: text(tree, "type"),
        author: tree.get("author").map(|node| node.items().iter().filter_map(person).collect()).unwrap_or_default(),
        issued: tree.get("issued").and_then(values::issued),
        variables,
        checked: tree.get("checked").map(checked),
    }))
}

fn person(node: &Node) -> Option<Person> {
    match text(node, "literal") {
        Some(literal) => Some(Person::Literal(literal)),
        None => Some(Person::Named { family: text(node, "family")?, given: text(node, "given") }),
    }
}

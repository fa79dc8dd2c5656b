//! Terms: glossary words with their plurals, other words and words to avoid.

use crate::model::kind::Kind;
use crate::model::page::Data;
use crate::model::term::Term;
use crate::parse::KindForm;
use crate::parse::meta::{text, texts};
use crate::parse::schema::{Checker, Field, Shape};
use crate::parse::tree::Node;

const FIELDS: &[Field] = &[
    Field::new("plural", Shape::Text, "The plural; matched and linked like the word."),
    Field::new("also", Shape::List(&Shape::Text), "Other words for it; matched and linked like the word."),
    Field::new("instead_of", Shape::List(&Shape::Text), "Words not to use; advice where they stand in text."),
];

/// How a term's front matter is read.
pub const FORM: KindForm = KindForm { kind: Kind::Term, fields: FIELDS, decode };

fn decode(tree: &Node, _: &mut Checker<'_>) -> Data {
    Data::Term(Box::new(Term {
        plural: text(tree, "plural"),
        also: texts(tree, "also"),
        instead_of: texts(tree, "instead_of"),
    }))
}

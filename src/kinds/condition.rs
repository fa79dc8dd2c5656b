//! Conditions: what is hurt, how it begins, and which flow and programme belong to it.

use crate::model::condition::{Condition, Onset};
use crate::model::kind::Kind;
use crate::model::page::Data;
use crate::parse::KindForm;
use crate::parse::meta::{pages, text};
use crate::parse::schema::{Checker, Field, Shape};
use crate::parse::tree::Node;

const FIELDS: &[Field] = &[
    Field::new("structures", Shape::List(&Shape::Page), "The anatomy pages of what is hurt."),
    Field::new("onset", Shape::Word(&["sudden", "gradual", "either"]), "How it begins."),
    Field::new("flow", Shape::List(&Shape::Page), "The decision flows that lead here."),
    Field::new("programme", Shape::List(&Shape::Page), "The programmes for it."),
];

/// How a condition's front matter is read.
pub const FORM: KindForm = KindForm { kind: Kind::Condition, fields: FIELDS, decode };

fn decode(tree: &Node, _: &mut Checker<'_>) -> Data {
    let onset = text(tree, "onset")
        .and_then(|word| Onset::WORDS.iter().find(|(name, _)| *name == word.raw).map(|(_, onset)| *onset));
    Data::Condition(Box::new(Condition {
        structures: pages(tree, "structures"),
        onset,
        flow: pages(tree, "flow"),
        programme: pages(tree, "programme"),
    }))
}

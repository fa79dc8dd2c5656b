//! Exercises: what they are for, how they are done, and the pose they are drawn from.

use crate::model::exercise::Exercise;
use crate::model::kind::Kind;
use crate::model::page::Data;
use crate::parse::KindForm;
use crate::parse::meta::{page, text, texts};
use crate::parse::schema::{Checker, Field, Shape};
use crate::parse::tree::Node;

const FIELDS: &[Field] = &[
    Field::new("purpose", Shape::Text, "What it is for, in a few words."),
    Field::new("position", Shape::Text, "How to begin."),
    Field::new("steps", Shape::List(&Shape::Text), "What to do, in order."),
    Field::new("feel", Shape::Text, "Where it should be felt."),
    Field::new("mistakes", Shape::List(&Shape::Text), "What often goes wrong."),
    Field::new("equipment", Shape::List(&Shape::Text), "What is needed."),
    Field::new("minutes", Shape::Whole(1, 600), "Minutes it takes."),
    Field::new("easier", Shape::Page, "An easier exercise."),
    Field::new("harder", Shape::Page, "A harder exercise."),
    Field::new("pose", Shape::Map(super::pose::FIELDS), "The start and end position it is drawn from."),
];

/// How an exercise's front matter is read.
pub const FORM: KindForm = KindForm { kind: Kind::Exercise, fields: FIELDS, decode };

fn decode(tree: &Node, checker: &mut Checker<'_>) -> Data {
    if let Some(pose) = tree.get("pose") {
        super::pose::check(pose, checker);
    }
    Data::Exercise(Box::new(Exercise {
        purpose: text(tree, "purpose"),
        position: text(tree, "position"),
        steps: texts(tree, "steps"),
        feel: text(tree, "feel"),
        mistakes: texts(tree, "mistakes"),
        equipment: texts(tree, "equipment"),
        minutes: tree.get("minutes").and_then(Node::whole).and_then(|minutes| u32::try_from(minutes).ok()),
        easier: page(tree, "easier"),
        harder: page(tree, "harder"),
        pose: tree.get("pose").map(super::pose::decode),
    }))
}

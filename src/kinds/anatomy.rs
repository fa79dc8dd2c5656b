//! Anatomy: parts of the body, their joints, parts and labelled figure.

use crate::model::anatomy::{Anatomy, Figure, Label, Structure};
use crate::model::kind::Kind;
use crate::model::page::Data;
use crate::parse::KindForm;
use crate::parse::meta::{page, text, texts};
use crate::parse::schema::{Checker, Field, Shape};
use crate::parse::tree::Node;
use crate::parse::values;

const LABEL: &[Field] = &[
    Field::needed("text", Shape::Text, "The label's words."),
    Field::needed("at", Shape::Exactly(2, &Shape::PerCent), "Its place in per cent of width and height."),
    Field::new("link", Shape::Page, "The page it leads to."),
    Field::new("part", Shape::Text, "The id, in the drawing, of the part it names."),
];

const FIGURE: &[Field] = &[
    Field::new("title", Shape::Text, "What the view is called."),
    Field::needed("src", Shape::Text, "The picture, from the page's folder."),
    Field::needed("alt", Shape::Text, "What it shows, in words."),
    Field::new("labels", Shape::List(&Shape::Map(LABEL)), "Labels with their places and links."),
];

const FIELDS: &[Field] = &[
    Field::new(
        "structure",
        Shape::Word(&["muscle", "tendon", "joint", "ligament", "fascia", "bone", "nerve", "vessel"]),
        "The kind of tissue.",
    ),
    Field::new("crosses", Shape::List(&Shape::Text), "The joints it crosses."),
    Field::new("parts", Shape::List(&Shape::Text), "Its named parts."),
    Field::new("figure", Shape::List(&Shape::Map(FIGURE)), "A picture with labels that link, or several views."),
    Field::new("figure_from", Shape::Page, "The anatomy page whose figure is shown here too."),
];

/// How an anatomy page's front matter is read.
pub const FORM: KindForm = KindForm { kind: Kind::Anatomy, fields: FIELDS, decode };

fn decode(tree: &Node, _: &mut Checker<'_>) -> Data {
    let structure = text(tree, "structure")
        .and_then(|word| Structure::WORDS.iter().find(|(name, _)| *name == word.raw).map(|(_, structure)| *structure));
    Data::Anatomy(Box::new(Anatomy {
        structure,
        crosses: texts(tree, "crosses"),
        parts: texts(tree, "parts"),
        figures: tree.get("figure").map(Node::items).unwrap_or_default().iter().filter_map(figure).collect(),
        figure_from: page(tree, "figure_from"),
    }))
}

fn figure(node: &Node) -> Option<Figure> {
    let labels = node.get("labels").map(|labels| labels.items().iter().filter_map(label).collect()).unwrap_or_default();
    Some(Figure { title: text(node, "title"), src: text(node, "src")?, alt: text(node, "alt")?, labels })
}

fn label(node: &Node) -> Option<Label> {
    // A wrong place is told by the form; the label is kept, so that its link is looked at all the same.
    let mut at = node.get("at")?.items().iter().map(|share| values::per_cent(share).unwrap_or_default());
    let (text, at, part) = (text(node, "text")?, (at.next()?, at.next()?), text(node, "part"));
    Some(Label { text, at, link: page(node, "link"), part })
}

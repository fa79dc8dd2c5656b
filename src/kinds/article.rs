//! Articles: pages of none of the other kinds. All that one may add is another page's figure.

use crate::diag::codes;
use crate::model::article::Article;
use crate::model::kind::Kind;
use crate::model::page::Data;
use crate::parse::KindForm;
use crate::parse::meta::{page, text};
use crate::parse::schema::{Checker, Field, Shape};
use crate::parse::tree::Node;

const FIELDS: &[Field] = &[
    Field::new("figure_from", Shape::Page, "The anatomy page whose figure is shown here."),
    Field::new("figure_under", Shape::Text, "The heading of this page under which the figure stands."),
];

/// How an article's front matter is read.
pub const FORM: KindForm = KindForm { kind: Kind::Article, fields: FIELDS, decode };

fn decode(tree: &Node, checker: &mut Checker<'_>) -> Data {
    let article = Article { figure_from: page(tree, "figure_from"), figure_under: text(tree, "figure_under") };
    if let (None, Some(under)) = (&article.figure_from, &article.figure_under) {
        checker.push(
            codes::KEY_MISSING,
            under.span,
            "`figure_under` needs `figure_from`: no figure is named that could stand there".to_owned(),
            "add `figure_from: PAGE`, or take `figure_under` out",
        );
    }
    Data::Article(Box::new(article))
}

//! The kinds of page, one file each: what its front matter may hold and how it is read.
//!
//! Stages take these tables as arguments, so that no stage names a kind's file. No kind uses another; `dose` and `pose`
//! are parts that kinds hold.

pub mod anatomy;
pub mod article;
pub mod condition;
pub mod decision;
pub mod dose;
pub mod exercise;
pub mod pose;
pub mod programme;
pub mod reference;
pub mod term;

use crate::model::kind::Kind;
use crate::parse::KindForm;

/// The form of every kind.
pub const FORMS: &[KindForm] = &[
    article::FORM,
    anatomy::FORM,
    condition::FORM,
    exercise::FORM,
    programme::FORM,
    decision::FORM,
    reference::FORM,
    term::FORM,
];

/// The form of one kind.
#[must_use]
pub fn form(kind: Kind) -> KindForm {
    match kind {
        Kind::Article => article::FORM,
        Kind::Anatomy => anatomy::FORM,
        Kind::Condition => condition::FORM,
        Kind::Exercise => exercise::FORM,
        Kind::Programme => programme::FORM,
        Kind::Decision => decision::FORM,
        Kind::Reference => reference::FORM,
        Kind::Term => term::FORM,
    }
}

//! Articles: pages with nothing but the common front matter.

use crate::model::kind::Kind;
use crate::model::page::Data;
use crate::parse::KindForm;

/// How an article's front matter is read.
pub const FORM: KindForm = KindForm { kind: Kind::Article, fields: &[], decode: |_, _| Data::Article };

//! `soleus schema`: what front matter and `site.yaml` may hold, as JSON Schema.

use clap::Args;

use super::{End, output};
use crate::kinds;
use crate::model::kind::Kind;
use crate::parse::{config, json_schema, meta};

/// The arguments of `schema`.
#[derive(Debug, Args)]
pub struct Schema {
    /// A kind of page, or `site` for site.yaml; all kinds when left out
    #[arg(value_name = "KIND")]
    kind: Option<String>,
}

impl Schema {
    /// Prints the schema.
    #[must_use]
    pub fn run(&self) -> End {
        let schema = match self.kind.as_deref() {
            None => all(),
            Some("site") => json_schema::of("site.yaml", &[config::FIELDS]),
            Some(word) => match Kind::from_word(word) {
                Some(kind) => of_kind(kind),
                None => {
                    let words = Kind::ALL.map(Kind::word).join("`, `");
                    return output::usage(
                        &format!("there is no kind `{word}`"),
                        &format!("use one of `{words}`, `site`"),
                    );
                }
            },
        };
        output::result(&format!("{schema:#}\n")).map_or_else(|end| end, |()| End::Fine)
    }
}

/// The schema of one kind. Other kinds than articles must name theirs.
#[must_use]
pub fn of_kind(kind: Kind) -> serde_json::Value {
    let mut schema = json_schema::of(kind.word(), &[meta::FIELDS, kinds::form(kind).fields]);
    if let Some(word) = schema.pointer_mut("/properties/kind") {
        *word = serde_json::json!({ "const": kind.word() });
    }
    if let (true, Some(serde_json::Value::Array(required))) = (kind != Kind::Article, schema.get_mut("required")) {
        required.push(serde_json::json!("kind"));
    }
    schema
}

fn all() -> serde_json::Value {
    serde_json::json!({
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "page",
        "oneOf": Kind::ALL.map(of_kind),
    })
}

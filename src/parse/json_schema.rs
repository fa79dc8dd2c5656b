//! Front matter's tables as JSON Schema (draft 2020-12), for editors that complete and check YAML.

use serde_json::{Map, Value, json};

use super::schema::{Field, Shape};

/// A load: a number or a range of them with its unit, or one of two names.
const LOAD: &str = "^([0-9]+([.,][0-9]{1,2})?( ?[-–] ?[0-9]+([.,][0-9]{1,2})?)? ?(kg|lb)|body weight|band)$";

/// A schema for maps with the keys of these tables.
#[must_use]
pub fn of(title: &str, tables: &[&[Field]]) -> Value {
    let mut schema = object(tables);
    if let Some(object) = schema.as_object_mut() {
        object.insert("$schema".to_owned(), json!("https://json-schema.org/draft/2020-12/schema"));
        object.insert("title".to_owned(), json!(title));
    }
    schema
}

fn object(tables: &[&[Field]]) -> Value {
    let fields = || tables.iter().flat_map(|table| table.iter());
    let mut properties = Map::new();
    for field in fields() {
        let mut schema = shape(&field.shape);
        if let Some(object) = schema.as_object_mut() {
            object.insert("description".to_owned(), json!(field.doc));
        }
        properties.insert(field.name.to_owned(), schema);
    }
    let needed: Vec<&str> = fields().filter(|field| field.needed).map(|field| field.name).collect();
    let mut schema = json!({ "type": "object", "additionalProperties": false, "properties": properties });
    if let (false, Some(object)) = (needed.is_empty(), schema.as_object_mut()) {
        object.insert("required".to_owned(), json!(needed));
    }
    schema
}

fn shape(shape_of: &Shape) -> Value {
    match shape_of {
        Shape::Text | Shape::QuotedText => json!({ "type": ["string", "number"] }),
        Shape::Page | Shape::Cite => json!({ "type": "string" }),
        Shape::Bool => json!({ "type": "boolean" }),
        Shape::Whole(low, high) => {
            let mut schema = json!({ "type": "integer" });
            if let Some(object) = schema.as_object_mut() {
                if *low != i64::MIN {
                    object.insert("minimum".to_owned(), json!(low));
                }
                if *high != i64::MAX {
                    object.insert("maximum".to_owned(), json!(high));
                }
            }
            schema
        }
        Shape::Number(low, high) => json!({ "type": "number", "minimum": low, "maximum": high }),
        Shape::PerCent => {
            json!({ "type": ["number", "string"], "minimum": 0, "maximum": 100, "pattern": "^[0-9.]+ ?%$" })
        }
        Shape::Date => json!({ "type": "string", "format": "date" }),
        Shape::Word(words) => json!({ "enum": words }),
        Shape::Id => json!({ "type": "string", "pattern": "^[a-z0-9-]+$" }),
        Shape::Count => json!({ "type": ["integer", "string"], "pattern": "^[0-9]+ ?([-–] ?[0-9]+)?$" }),
        Shape::Time => json!({ "type": "string", "pattern": "^[0-9]+ ?([-–] ?[0-9]+)? ?(s|min)$" }),
        Shape::Load => json!({ "type": "string", "pattern": LOAD }),
        Shape::Days => json!({ "type": "string", "pattern": "^[0-9]+ ?days?$" }),
        Shape::Issued => json!({ "type": ["integer", "string", "object"] }),
        Shape::Window => json!({
            "type": "array",
            "prefixItems": [{ "type": "integer", "minimum": 0 }, { "type": ["integer", "null"], "minimum": 0 }],
            "minItems": 2,
            "maxItems": 2
        }),
        Shape::List(inner) => match inner {
            Shape::Map(_) | Shape::List(_) | Shape::Exactly(..) => json!({ "type": "array", "items": shape(inner) }),
            _ => json!({ "anyOf": [{ "type": "array", "items": shape(inner) }, shape(inner)] }),
        },
        Shape::Exactly(length, inner) => {
            json!({ "type": "array", "items": shape(inner), "minItems": length, "maxItems": length })
        }
        Shape::Map(fields) => object(&[fields]),
        Shape::AnyKeys(inner) => json!({ "type": "object", "additionalProperties": shape(inner) }),
        Shape::Either(shapes) => json!({ "anyOf": shapes.iter().map(shape).collect::<Vec<_>>() }),
    }
}

//! What front matter may hold: tables of fields, and the check of a tree against them.
//!
//! The tables are the one description of every file's form. Checking, the JSON Schema for editors and the author
//! guide's tables all come from them.

use super::misread::{self, Slip};
use super::slips;
use super::tree::{Key, Node, Value};
use super::values;
use crate::base::date::Date;
use crate::base::nearest::nearest;
use crate::base::path::SitePath;
use crate::base::slug;
use crate::base::span::Span;
use crate::diag::{Code, Place, Problem, codes};

/// One key of a map.
#[derive(Clone, Copy, Debug)]
pub struct Field {
    /// The key.
    pub name: &'static str,
    /// What its value may be.
    pub shape: Shape,
    /// Whether it must be there.
    pub needed: bool,
    /// What it means, in one sentence.
    pub doc: &'static str,
}

/// What a value may be.
#[derive(Clone, Copy, Debug)]
pub enum Shape {
    /// A text that a reader sees.
    Text,
    /// A text or number that must be in quotes, so that YAML keeps its zeros.
    QuotedText,
    /// `true` or `false`.
    Bool,
    /// A whole number from the first to the second.
    Whole(i64, i64),
    /// Any number from the first to the second.
    Number(f64, f64),
    /// A share of a whole in per cent, from 0 to 100: `48` or `48 %`.
    PerCent,
    /// `2026-11-21`.
    Date,
    /// One of these words.
    Word(&'static [&'static str]),
    /// `[a-z0-9-]+`.
    Id,
    /// A page, named as a link would name it.
    Page,
    /// A reference's id, `own` or `convention`.
    Cite,
    /// A whole number or a range: `10`, `10-12`.
    Count,
    /// A time or a range of times: `2 s`, `20-30 s`, `1 min`.
    Time,
    /// `5 kg`, `10 lb`, `body weight` or `band`.
    Load,
    /// `2 days`.
    Days,
    /// A date of publication: `2021`, `"2021-04"`, `"2021-04-01"` or CSL date-parts.
    Issued,
    /// `[from, to]` in whole days; `to` may be null.
    Window,
    /// A list of values of one shape; a single value counts as a list of one.
    List(&'static Shape),
    /// A list with this many items, all of one shape.
    Exactly(usize, &'static Shape),
    /// Keys from this table.
    Map(&'static [Field]),
    /// Any keys, each with a value of this shape.
    AnyKeys(&'static Shape),
    /// Any of these; the first is named in messages when none fits.
    Either(&'static [Shape]),
}

impl Field {
    /// A key that may be left out.
    #[must_use]
    pub const fn new(name: &'static str, shape: Shape, doc: &'static str) -> Self {
        Self { name, shape, needed: false, doc }
    }

    /// A key that must be there.
    #[must_use]
    pub const fn needed(name: &'static str, shape: Shape, doc: &'static str) -> Self {
        Self { name, shape, needed: true, doc }
    }
}

/// Which codes a check reports under: front matter and `site.yaml` differ.
#[derive(Clone, Copy, Debug)]
pub struct SchemaCodes {
    /// For a key that is not known.
    pub unknown: Code,
    /// For a value of the wrong form.
    pub form: Code,
    /// For a key that must be there.
    pub missing: Code,
}

/// The codes for front matter.
pub const FRONT_MATTER: SchemaCodes =
    SchemaCodes { unknown: codes::KEY_UNKNOWN, form: codes::VALUE_FORM, missing: codes::KEY_MISSING };

/// The codes for `site.yaml`.
pub const SITE: SchemaCodes =
    SchemaCodes { unknown: codes::SITE_KEY_UNKNOWN, form: codes::SITE_VALUE, missing: codes::SITE_KEY_MISSING };

/// Checks trees of one file.
pub struct Checker<'a> {
    path: &'a SitePath,
    codes: SchemaCodes,
    /// What was wrong so far.
    pub problems: Vec<Problem>,
}

impl<'a> Checker<'a> {
    /// A checker for the file at `path`.
    #[must_use]
    pub fn new(path: &'a SitePath, codes: SchemaCodes) -> Self {
        Self { path, codes, problems: Vec::new() }
    }

    /// Checks a map against the tables of its fields. `owner` names the map in messages, empty for the whole file.
    pub fn map(&mut self, node: &Node, tables: &[&'static [Field]], owner: &str, at: Span) {
        let fields = || tables.iter().flat_map(|table| table.iter());
        let meant = slips::meant(node, tables);
        for (place, (key, value)) in node.entries().iter().enumerate() {
            match fields().find(|field| field.name == key.text) {
                Some(field) if value.value == Value::Null && !allows_null(field) => {
                    if field.needed {
                        self.missing(field, owner, key.span);
                    }
                }
                Some(field) if field.needed && is_empty(value) => self.empty(field, owner, value.span),
                Some(field) => self.value(value, &field.shape, &joined(owner, field.name), key.span),
                None => match slips::cut_text(node.entries(), place) {
                    Some(cut) if cut.is_first => self.cut(&cut, owner),
                    Some(_) => {}
                    None => {
                        let meant = meant.iter().find(|(slip, _)| *slip == key).map(|(_, field)| *field);
                        self.unknown(key, meant, tables, owner);
                        if let Some(field) = meant.filter(|_| value.value != Value::Null) {
                            self.value(value, &field.shape, &joined(owner, field.name), key.span);
                        }
                    }
                },
            }
        }
        // What is missing is not told where a key is near it: to add it would make two of one.
        let is_meant = |field: &Field| meant.iter().any(|(_, other)| other.name == field.name);
        for field in fields().filter(|field| field.needed && !is_meant(field)) {
            if !node.entries().iter().any(|(key, _)| key.text == field.name) {
                self.missing(field, owner, at);
            }
        }
    }

    /// Reports a text that ends at its comma, as the rest is read as keys.
    fn cut(&mut self, cut: &slips::Cut<'_>, owner: &str) {
        let name = joined(owner, &cut.key.text);
        let message = format!("the text of `{name}` ends at its comma: `{}` is read as a key", cut.rest.text);
        let help = format!("put the text in quotes: `{}: \"{}\"`", cut.key.text, cut.whole);
        self.push(self.codes.unknown, cut.span, message, help);
    }

    fn missing(&mut self, field: &Field, owner: &str, at: Span) {
        let name = joined(owner, field.name);
        self.push(
            self.codes.missing,
            at,
            format!("`{name}` is missing"),
            format!("add `{}: …` ({})", field.name, lower_first(field.doc)),
        );
    }

    fn empty(&mut self, field: &Field, owner: &str, at: Span) {
        let name = joined(owner, field.name);
        let help = format!("add one at least ({})", lower_first(field.doc));
        self.push(self.codes.missing, at, format!("`{name}` is a list of nothing"), help);
    }

    fn unknown(&mut self, key: &Key, meant: Option<&Field>, tables: &[&'static [Field]], owner: &str) {
        let known: Vec<&'static str> = tables.iter().flat_map(|table| table.iter()).map(|field| field.name).collect();
        let message = match owner {
            "" => format!("the key `{}` is not known here", key.text),
            owner => format!("`{owner}` has no key `{}`", key.text),
        };
        let help = match (meant, nearest(&key.text, known.iter().copied())) {
            (Some(field), _) => format!("write `{}`", field.name),
            (None, Some(name)) => format!("take it out: `{name}` is there already"),
            (None, None) => format!("use one of {}", quoted_list(&known)),
        };
        self.push(self.codes.unknown, key.span, message, help);
    }

    /// Checks one value. `name` is its key with the keys above it; `at` is used where the value has no place.
    fn value(&mut self, node: &Node, shape: &Shape, name: &str, at: Span) {
        match shape {
            Shape::Map(fields) if matches!(node.value, Value::Map(_)) => self.map(node, &[fields], name, at),
            Shape::AnyKeys(inner) if matches!(node.value, Value::Map(_)) => {
                for (key, value) in node.entries() {
                    self.value(value, inner, &joined(name, &key.text), key.span);
                }
            }
            Shape::List(inner)
                if !matches!((&node.value, inner), (Value::Map(_), Shape::Text | Shape::Page | Shape::Cite)) =>
            {
                if matches!(inner, Shape::Text) {
                    misread::between(node.items(), name).into_iter().for_each(|slip| self.slip(slip));
                }
                for (number, item) in node.items().iter().enumerate() {
                    let item_name = if matches!(node.value, Value::List(_)) {
                        format!("{name}[{}]", number + 1)
                    } else {
                        name.to_owned()
                    };
                    self.value(item, inner, &item_name, item.span);
                }
            }
            Shape::Exactly(length, inner) if node.items().len() == *length && matches!(node.value, Value::List(_)) => {
                for (number, item) in node.items().iter().enumerate() {
                    self.value(item, inner, &format!("{name}[{}]", number + 1), item.span);
                }
            }
            Shape::Either(shapes) => self.either(node, shapes, name, at),
            _ => {
                if let Some(expected) = mismatch(node, shape) {
                    let span = if node.span.start == node.span.end { at } else { node.span };
                    let code = match shape {
                        Shape::QuotedText => codes::SITE_NUMBER_UNQUOTED,
                        Shape::Id => codes::ID_FORM,
                        _ => self.codes.form,
                    };
                    self.push(code, span, format!("`{name}` is {}", node.describe()), expected);
                } else if matches!(shape, Shape::Text) {
                    misread::in_text(node, name).into_iter().for_each(|slip| self.slip(slip));
                }
            }
        }
    }

    fn slip(&mut self, slip: Slip) {
        self.push(self.codes.form, slip.span, slip.message, slip.help);
    }

    /// Takes the first shape that fits; where none does, reports against the one of the same outer form.
    fn either(&mut self, node: &Node, shapes: &'static [Shape], name: &str, at: Span) {
        let mut best: Option<Vec<Problem>> = None;
        for shape in shapes {
            let mut trial = Checker::new(self.path, self.codes);
            trial.value(node, shape, name, at);
            if trial.problems.is_empty() {
                return;
            }
            let same_form =
                matches!((&node.value, shape), (Value::Map(_), Shape::Map(_)) | (Value::List(_), Shape::List(_)));
            if same_form || best.is_none() {
                best = Some(trial.problems);
            }
        }
        self.problems.extend(best.into_iter().flatten());
    }

    /// Adds a problem at a place of the file.
    pub fn push(&mut self, code: Code, span: Span, message: String, help: impl Into<String>) {
        self.problems.push(Problem::new(code, Place::at(self.path, span), message, help));
    }
}

/// What would have been right, as a help text; `None` when the value fits.
fn mismatch(node: &Node, shape: &Shape) -> Option<String> {
    let expected = |text: &str| Some(text.to_owned());
    match shape {
        Shape::Text | Shape::Page if node.text().is_some_and(|text| !text.raw.trim().is_empty()) => None,
        Shape::Text if matches!(node.value, Value::Map(_)) => {
            expected("write a text; one that begins with `{` or holds `: ` needs quotes")
        }
        Shape::Text if matches!(node.value, Value::List(_)) => {
            expected("write a single text; one that begins with `[` needs quotes")
        }
        Shape::Text => expected("write a text"),
        Shape::Page => expected("write the name of a page, as in `[[…]]` without the brackets"),
        Shape::QuotedText if matches!(node.value, Value::Text(_)) && !is_bare_number(&node.raw) => None,
        Shape::QuotedText => {
            Some(format!("put it in quotes: `\"{}\"`", if node.raw.is_empty() { "…" } else { &node.raw }))
        }
        Shape::Bool if node.boolean().is_some() => None,
        Shape::Bool => expected("write `true` or `false`"),
        Shape::Whole(low, high) if node.whole().is_some_and(|number| (*low..=*high).contains(&number)) => None,
        Shape::Whole(low, high) => Some(match (*low, *high) {
            (i64::MIN, _) => "write a whole number".to_owned(),
            (low, i64::MAX) => format!("write a whole number, {low} or more"),
            (low, high) => format!("write a whole number from {low} to {high}"),
        }),
        Shape::Number(low, high) if node.number().is_some_and(|number| (*low..=*high).contains(&number)) => None,
        Shape::Number(low, high) => Some(format!("write a number from {low} to {high}")),
        Shape::PerCent if values::per_cent(node).is_some() => None,
        Shape::PerCent => expected("write a number from 0 to 100, such as `48` or `48 %`"),
        Shape::Date if node.text().is_some_and(|text| Date::parse(&text.raw).is_some()) => None,
        Shape::Date => expected("write a date such as `2026-11-21`"),
        Shape::Word(words) => match node.text() {
            Some(text) if words.contains(&text.raw.as_str()) => None,
            Some(text) => Some(match nearest(&text.raw, words.iter().copied()) {
                Some(word) => format!("write `{word}`"),
                None => format!("use one of {}", quoted_list(words)),
            }),
            None => Some(format!("use one of {}", quoted_list(words))),
        },
        Shape::Id if node.text().is_some_and(|text| slug::is_id(&text.raw)) => None,
        Shape::Id => expected("use lower-case letters a–z, digits and `-` only"),
        Shape::Cite if node.text().is_some() => None,
        Shape::Cite => expected("write a reference's id, `own` or `convention`"),
        Shape::Count if node.text().is_some_and(|text| values::count(&text.raw).is_some()) => None,
        Shape::Count => expected("write a whole number from 1, or a range such as `10-12`"),
        Shape::Time if node.text().is_some_and(|text| values::time(&text.raw).is_some()) => None,
        Shape::Time => expected("write a time with its unit, such as `2 s`, `20-30 s` or `1 min`"),
        Shape::Load if node.text().is_some_and(|text| values::load(&text.raw).is_some()) => None,
        Shape::Load => expected("write `5 kg`, `10 lb`, `body weight` or `band`"),
        Shape::Days if node.text().is_some_and(|text| values::days(&text.raw).is_some()) => None,
        Shape::Days => expected("write a number of days, such as `2 days`"),
        Shape::Issued if values::issued(node).is_some() => None,
        Shape::Issued => expected("write `2021`, `\"2021-04\"`, `\"2021-04-01\"` or CSL date-parts"),
        Shape::Window if values::window(node).is_some() => None,
        Shape::Window => expected("write `[from, to]` in whole days, `to` may be null"),
        Shape::List(_) => expected("write a list"),
        Shape::Exactly(length, _) => Some(format!("write a list of {length} values")),
        Shape::Map(fields) => Some(format!("write its keys below it, each with a value: {}", first_names(fields))),
        Shape::AnyKeys(_) => expected("write keys with values below it"),
        Shape::Either(_) => None,
    }
}

/// Whether nothing is a value of its own: a list without items, a map without keys.
fn allows_null(field: &Field) -> bool {
    matches!(field.shape, Shape::QuotedText)
}

/// Whether a scalar is a number without quotes, as YAML might one day read it: `0800 123`, `+44 20`.
fn is_bare_number(raw: &str) -> bool {
    raw.chars().any(|letter| letter.is_ascii_digit())
        && raw.chars().all(|letter| letter.is_ascii_digit() || " +-().".contains(letter))
}

/// Whether a value is a list without items: what must be there is not.
fn is_empty(node: &Node) -> bool {
    matches!(&node.value, Value::List(items) if items.is_empty())
}

fn joined(owner: &str, name: &str) -> String {
    if owner.is_empty() { name.to_owned() } else { format!("{owner}.{name}") }
}

fn lower_first(text: &str) -> String {
    let mut letters = text.trim_end_matches('.').chars();
    letters.next().map_or(String::new(), |first| first.to_lowercase().chain(letters).collect())
}

/// The first keys of a table, needed ones before others.
fn first_names(fields: &[Field]) -> String {
    let needed = fields.iter().filter(|field| field.needed);
    let names: Vec<&str> =
        needed.chain(fields.iter().filter(|field| !field.needed)).map(|field| field.name).take(5).collect();
    quoted_list(&names)
}

/// Names in back-ticks with commas.
fn quoted_list(names: &[&str]) -> String {
    names.iter().map(|name| format!("`{name}`")).collect::<Vec<_>>().join(", ")
}

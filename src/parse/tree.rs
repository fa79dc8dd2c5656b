//! YAML as a tree whose every node knows its place in the file.

use crate::base::span::Span;
use crate::model::text::Text;

/// A node with its place.
#[derive(Clone, Debug, PartialEq)]
pub struct Node {
    /// Where its value stands; for a key without a value, the key.
    pub span: Span,
    /// What it holds.
    pub value: Value,
    /// The bytes of a scalar as written, quotes included; empty for lists and maps.
    pub raw: String,
}

/// What a node holds.
#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    /// Nothing, or `null`.
    Null,
    /// `true` or `false`.
    Bool(bool),
    /// A whole number.
    Int(i64),
    /// Any other number.
    Float(f64),
    /// A text.
    Text(String),
    /// A list.
    List(Vec<Node>),
    /// Keys with values, in the order written.
    Map(Vec<(Key, Node)>),
}

/// A key with its place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Key {
    /// The key.
    pub text: String,
    /// Where it stands.
    pub span: Span,
}

impl Node {
    /// The entries of a map; none for anything else.
    #[must_use]
    pub fn entries(&self) -> &[(Key, Node)] {
        match &self.value {
            Value::Map(entries) => entries,
            Value::Null | Value::Bool(_) | Value::Int(_) | Value::Float(_) | Value::Text(_) | Value::List(_) => &[],
        }
    }

    /// The items of a list; a single value that is not a map counts as a list of one, nothing as none.
    #[must_use]
    pub fn items(&self) -> &[Node] {
        match &self.value {
            Value::List(items) => items,
            Value::Null => &[],
            Value::Bool(_) | Value::Int(_) | Value::Float(_) | Value::Text(_) | Value::Map(_) => {
                std::slice::from_ref(self)
            }
        }
    }

    /// The value under `key`; nothing is the same as not there.
    #[must_use]
    pub fn get(&self, key: &str) -> Option<&Node> {
        self.entries().iter().find(|(name, node)| name.text == key && node.value != Value::Null).map(|(_, node)| node)
    }

    /// A scalar as text. Numbers keep the form they are written in.
    #[must_use]
    pub fn text(&self) -> Option<Text> {
        match &self.value {
            Value::Text(text) => Some(Text { raw: text.clone(), span: self.span }),
            Value::Int(_) | Value::Float(_) => Some(Text { raw: self.raw.clone(), span: self.span }),
            Value::Null | Value::Bool(_) | Value::List(_) | Value::Map(_) => None,
        }
    }

    /// All texts of a list, or a single text.
    #[must_use]
    pub fn texts(&self) -> Vec<Text> {
        self.items().iter().filter_map(Self::text).collect()
    }

    /// A whole number.
    #[must_use]
    pub fn whole(&self) -> Option<i64> {
        match self.value {
            Value::Int(number) => Some(number),
            Value::Null | Value::Bool(_) | Value::Float(_) | Value::Text(_) | Value::List(_) | Value::Map(_) => None,
        }
    }

    /// Any number.
    #[must_use]
    pub fn number(&self) -> Option<f64> {
        match self.value {
            #[expect(clippy::cast_precision_loss, reason = "percentages and grades are small")]
            Value::Int(number) => Some(number as f64),
            Value::Float(number) => Some(number),
            Value::Null | Value::Bool(_) | Value::Text(_) | Value::List(_) | Value::Map(_) => None,
        }
    }

    /// `true` or `false`.
    #[must_use]
    pub fn boolean(&self) -> Option<bool> {
        match self.value {
            Value::Bool(value) => Some(value),
            Value::Null | Value::Int(_) | Value::Float(_) | Value::Text(_) | Value::List(_) | Value::Map(_) => None,
        }
    }

    /// What the node is, in an author's words, for messages.
    #[must_use]
    pub fn describe(&self) -> String {
        match &self.value {
            Value::Null => "nothing".to_owned(),
            Value::Bool(value) => format!("`{value}`"),
            Value::Int(_) | Value::Float(_) => format!("the number `{}`", self.raw),
            Value::Text(text) => format!("the text `{}`", shortened(text)),
            Value::List(_) => "a list".to_owned(),
            Value::Map(_) => "keys with values".to_owned(),
        }
    }
}

/// A text cut to what fits a message.
fn shortened(text: &str) -> String {
    let line: String =
        text.chars().take(40).map(|character| if character.is_control() { ' ' } else { character }).collect();
    if text.chars().count() > 40 { format!("{line}…") } else { line }
}

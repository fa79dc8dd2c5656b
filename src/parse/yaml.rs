//! Reads YAML into a tree with places. This is the only file that names `serde_yaml`.
//!
//! `serde_yaml` gives values without places. [`Locator`] finds them again: it walks the tree in the order it is written
//! and looks each key and value up in the text from where the last one ended. Names for values and types (`&x`, `*x`,
//! `!x`) are refused: they stand in no text, so an author who meant one would lose it, and a repeat has no place.

use serde_yaml::Value as Yaml;

use super::locate::{Locator, MARKS};
use super::tree::{Key, Node, Value};
use crate::base::span::Span;

/// Why a text is not YAML.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct YamlError {
    /// What the reader found, in its own words.
    pub message: String,
    /// Where.
    pub span: Span,
    /// What to do.
    pub help: Option<&'static str>,
}

const MARK_HELP: &str = "put the whole text in quotes, or write a value that is to be repeated out again";

/// What some editors write before the first line. The YAML reader takes it for a document of its own.
const BYTE_ORDER_MARK: char = '\u{feff}';

/// Reads `text`, which begins at byte `offset` of its file. A byte order mark before it is passed over.
///
/// # Errors
/// When the text is not YAML: the place and the reader's words. When it holds a mark of YAML's own: the first.
pub fn parse(text: &str, offset: usize) -> Result<Node, YamlError> {
    let (text, offset) = match text.strip_prefix(BYTE_ORDER_MARK) {
        Some(rest) => (rest, offset + BYTE_ORDER_MARK.len_utf8()),
        None => (text, offset),
    };
    let value: Yaml = serde_yaml::from_str(text).map_err(|error| describe(&error, text, offset))?;
    let mut locator = Locator::new(text);
    let start = locator.value_start();
    let node = node(value, start, &mut locator, offset);
    locator.mark().map_or(Ok(node), |at| Err(marked(text, at, offset)))
}

/// The error of a mark at byte `at`.
fn marked(text: &str, at: usize, offset: usize) -> YamlError {
    let rest = text.get(at..).unwrap_or_default();
    let ends = |letter: char| letter.is_whitespace() || matches!(letter, ',' | ']' | '}');
    let mark = rest.get(..rest.find(ends).unwrap_or(rest.len())).unwrap_or_default();
    let reads = match mark.chars().next() {
        Some('*') => "repeats a value named elsewhere",
        Some('!') => "names the type of what follows",
        _ => "names a value to repeat it elsewhere",
    };
    YamlError {
        message: format!("to YAML `{mark}` {reads}, and is no text that a reader would see"),
        span: Span::new(at, at + mark.len()).shifted(offset),
        help: Some(MARK_HELP),
    }
}

fn node(value: Yaml, start: usize, locator: &mut Locator<'_>, offset: usize) -> Node {
    locator.note_mark(start);
    let (value, span) = match value {
        Yaml::Sequence(items) => {
            let mut nodes = Vec::with_capacity(items.len());
            locator.enter(start);
            for item in items {
                let start = locator.item_start();
                nodes.push(node(item, start, locator, offset));
            }
            (Value::List(nodes), Span::new(start, locator.position()))
        }
        Yaml::Mapping(entries) => {
            let mut pairs = Vec::with_capacity(entries.len());
            locator.enter(start);
            for (key, item) in entries {
                let text = scalar_text(&key);
                let span = locator.key(&text).unwrap_or_else(|| Span::new(start, start));
                let start = locator.value_start();
                pairs.push((Key { text, span: span.shifted(offset) }, node(item, start, locator, offset)));
            }
            (Value::Map(pairs), Span::new(start, locator.position()))
        }
        Yaml::Tagged(tagged) => return node(tagged.value, start, locator, offset),
        scalar @ (Yaml::Null | Yaml::Bool(_) | Yaml::Number(_) | Yaml::String(_)) => {
            let text = scalar_text(&scalar);
            let span = match scalar {
                Yaml::Null => locator.null(start),
                Yaml::Number(_) => locator.number(start, &text),
                _ => locator.scalar(start, &text),
            };
            (scalar_value(scalar), span)
        }
    };
    let raw = match &value {
        Value::List(_) | Value::Map(_) => String::new(),
        Value::Null | Value::Bool(_) | Value::Int(_) | Value::Float(_) | Value::Text(_) => {
            locator.slice(span).to_owned()
        }
    };
    Node { span: span.shifted(offset), value, raw }
}

fn scalar_value(value: Yaml) -> Value {
    match value {
        Yaml::Bool(value) => Value::Bool(value),
        Yaml::Number(number) => match (number.as_i64(), number.as_f64()) {
            (Some(whole), _) => Value::Int(whole),
            (None, Some(float)) => Value::Float(float),
            (None, None) => Value::Text(number.to_string()),
        },
        Yaml::String(text) => Value::Text(text),
        Yaml::Null | Yaml::Sequence(_) | Yaml::Mapping(_) | Yaml::Tagged(_) => Value::Null,
    }
}

/// A scalar's text, for keys and for finding it again.
fn scalar_text(value: &Yaml) -> String {
    match value {
        Yaml::String(text) => text.clone(),
        Yaml::Bool(value) => value.to_string(),
        Yaml::Number(number) => number.to_string(),
        Yaml::Null | Yaml::Sequence(_) | Yaml::Mapping(_) | Yaml::Tagged(_) => String::new(),
    }
}

/// The error in fewer words: the reader adds "at line 3 column 1" to what the place says already.
fn describe(error: &serde_yaml::Error, text: &str, offset: usize) -> YamlError {
    let whole = error.to_string();
    let message = whole.split(" at line ").next().unwrap_or(&whole).to_owned();
    let duplicate = message.split("duplicate entry with key \"").nth(1).and_then(|rest| rest.split('"').next());
    let index = match duplicate.and_then(|key| second_use(text, key)) {
        Some(index) => index,
        None => error.location().map_or(0, |location| location.index()).min(text.len()),
    };
    if let Some(at) = mark_before(text, index) {
        return marked(text, at, offset);
    }
    let end = text.get(index..).and_then(|rest| rest.find('\n')).map_or(text.len(), |length| index + length);
    YamlError { message, span: Span::new(index, end).shifted(offset), help: None }
}

/// A mark that begins a value and that the reader stopped at, or within: `*very* good`, or a repeat of a name that
/// is not there. A sign alone is what some write for the `-` of an item.
fn mark_before(text: &str, index: usize) -> Option<usize> {
    let within = text.get(..index)?.rfind(char::is_whitespace).map_or(0, |at| at + 1);
    let within = within + text.get(within..)?.find(|letter| !matches!(letter, '[' | '{' | ','))?;
    let named = text.get(within..)?.strip_prefix(MARKS)?;
    named.starts_with(|letter: char| !letter.is_whitespace()).then_some(within)
}

/// Where `key` stands for the second time at the start of a line: the reader points at the map's start instead.
fn second_use(text: &str, key: &str) -> Option<usize> {
    let mut found = text.match_indices(key).filter(|(at, _)| {
        let before = text.get(..*at).unwrap_or_default();
        let line_start = before.rsplit('\n').next().unwrap_or_default();
        let after = text.get(at + key.len()..).unwrap_or_default();
        line_start.trim_start_matches([' ', '-', '"', '\'']).is_empty()
            && after.trim_start_matches(['"', '\'']).starts_with(':')
    });
    found.nth(1).map(|(at, _)| at)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Every key and scalar with its line and column, in order.
    fn places(text: &str) -> Vec<String> {
        fn walk(node: &Node, text: &str, out: &mut Vec<String>) {
            let place = |span: Span| {
                let at = span.line_column(text);
                format!("{}:{}", at.line, at.column)
            };
            match &node.value {
                Value::Map(entries) => {
                    for (key, node) in entries {
                        out.push(format!("{}@{}", key.text, place(key.span)));
                        walk(node, text, out);
                    }
                }
                Value::List(items) => items.iter().for_each(|item| walk(item, text, out)),
                Value::Null | Value::Bool(_) | Value::Int(_) | Value::Float(_) | Value::Text(_) => {
                    out.push(format!("={}@{}", node.raw, place(node.span)));
                }
            }
        }
        let mut out = Vec::new();
        walk(&parse(text, 0).unwrap(), text, &mut out);
        out
    }

    #[test]
    fn keys_and_values_keep_their_places() {
        let text = "title: A b # title: no\naliases: [x, \"y z\"]\nreview:\n  by: 'q'\n  on:\nlist:\n- a: 1\n  b: two\n- a: 3\n";
        let expected = [
            "title@1:1",
            "=A b@1:8",
            "aliases@2:1",
            "=x@2:11",
            "=\"y z\"@2:14",
            "review@3:1",
            "by@4:3",
            "='q'@4:7",
            "on@5:3",
            "=@5:6",
            "list@6:1",
            "a@7:3",
            "=1@7:6",
            "b@8:3",
            "=two@8:6",
            "a@9:3",
            "=3@9:6",
        ];
        assert_eq!(places(text), expected);
    }

    #[test]
    fn keys_inside_texts_are_not_taken_for_keys() {
        let text = "a: \"b: 1\"\nb: 2\nc: >-\n  b: folded\n  text\nd: {e: 1, f: {g: x}}\n";
        let expected = [
            "a@1:1",
            "=\"b: 1\"@1:4",
            "b@2:1",
            "=2@2:4",
            "c@3:1",
            "=>-\n  b: folded\n  text@3:4",
            "d@6:1",
            "e@6:5",
            "=1@6:8",
            "f@6:11",
            "g@6:15",
            "=x@6:18",
        ];
        assert_eq!(places(text), expected);
    }

    #[test]
    fn a_key_given_twice_is_reported_at_the_second() {
        let error = parse("title: a\nb: 1\ntitle: c\n", 10).unwrap_err();
        assert_eq!(error.message, "duplicate entry with key \"title\"");
        assert_eq!(error.span, Span::new(24, 32));
    }

    #[test]
    fn a_byte_order_mark_is_passed_over() {
        let node = parse("\u{feff}name: A\nb: 1\n", 0).unwrap();
        assert_eq!(node.get("name").map(|node| node.span), Some(Span::new(9, 10)));
    }

    #[test]
    fn numbers_keep_what_was_written() {
        let text = "a: 1.50 # not 1.5\nb: [0.10, 1e3,2.0]\nc: {d: +7, e: 0x1F}\n";
        let expected = ["a@1:1", "=1.50@1:4", "b@2:1", "=0.10@2:5", "=1e3@2:11", "=2.0@2:15", "c@3:1", "d@3:5"];
        assert_eq!(places(text)[..8], expected);
        let node = parse("title: 1.50\n", 0).unwrap();
        assert_eq!(node.get("title").and_then(Node::text).map(|text| text.raw), Some("1.50".to_owned()));
    }

    #[test]
    fn a_mark_of_yaml_itself_is_refused() {
        for (text, mark, at) in [
            ("a: [b, &c d]\ne: *c\n", "&c", 7),
            ("a: &c {sets: 3}\n", "&c", 3),
            ("- &b\n  c: d\n- <<: *b\n", "&b", 2),
            ("a: x\nb: *x\n", "*x", 8),
            ("a: *very* good\n", "*very*", 3),
            ("a: [*b]\n", "*b", 4),
            ("a:\n  - b\n  - !Never run\n", "!Never", 13),
        ] {
            let error = parse(text, 10).unwrap_err();
            assert!(error.message.starts_with(&format!("to YAML `{mark}` ")), "{text}: {}", error.message);
            assert_eq!(
                (error.span, error.help),
                (Span::new(at, at + mark.len()).shifted(10), Some(MARK_HELP)),
                "{text}"
            );
        }
        for text in
            ["a: \"*b*\"\n", "a: b & c * d !\n", "a: >\n  *b\n  &c\nd: |\n  !e\n", "a:\nb: c # *d\n", "a: b\n  *c\n"]
        {
            assert!(parse(text, 0).is_ok(), "{text}");
        }
    }

    #[test]
    fn yes_and_no_are_texts() {
        let node = parse("a: No\n", 0).unwrap();
        assert_eq!(node.get("a").unwrap().value, Value::Text("No".into()));
    }
}

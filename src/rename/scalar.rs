//! YAML scalars written anew in the style they had: plain, single or double quotes.

use crate::parse::tree::{Node, Value};
use crate::parse::yaml;

/// `new` as a scalar in the style of `raw`, which must read as `old`: `None` when it does not.
///
/// A plain scalar whose new text would read as something else, and a block scalar, become double-quoted.
#[must_use]
pub fn rewritten(raw: &str, old: &str, new: &str) -> Option<String> {
    let node = yaml::parse(raw, 0).ok()?;
    if node.text()?.raw != old {
        return None;
    }
    Some(match raw.chars().next() {
        Some('\'') => format!("'{}'", new.replace('\'', "''")),
        Some('"' | '|' | '>') => double(new),
        _ => plain_or_quoted(new),
    })
}

/// A text as a plain scalar where that reads as the same text, in a list in brackets too; else in double quotes.
#[must_use]
pub fn plain_or_quoted(text: &str) -> String {
    let is_text = |node: &Node| matches!(&node.value, Value::Text(read) if read == text);
    let reads = |source: String| match yaml::parse(&source, 0) {
        Ok(Node { value: Value::List(items), .. }) => items.len() == 1 && items.iter().all(is_text),
        Ok(_) | Err(_) => false,
    };
    if reads(format!("[{text}]")) && reads(format!("- {text}\n")) { text.to_owned() } else { double(text) }
}

fn double(text: &str) -> String {
    format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\""))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_style_of_quotes_stays() {
        assert_eq!(rewritten("a/b", "a/b", "c/d").unwrap(), "c/d");
        assert_eq!(rewritten("'a/b'", "a/b", "it's").unwrap(), "'it''s'");
        assert_eq!(rewritten("\"a/b#x\"", "a/b#x", "c#x").unwrap(), "\"c#x\"");
        assert_eq!(rewritten(">-\n  a/b", "a/b", "c").unwrap(), "\"c\"");
    }

    #[test]
    fn a_text_that_would_read_as_something_else_is_quoted() {
        for text in ["true", "2026", "null", "a: b", "a, b", "#x", "- x"] {
            assert_eq!(rewritten("a", "a", text).unwrap(), format!("\"{text}\""));
        }
        assert_eq!(rewritten("a", "a", "p#x").unwrap(), "p#x");
    }

    #[test]
    fn a_scalar_that_reads_as_another_text_is_not_touched() {
        assert_eq!(rewritten("*a", "b", "c"), None);
        assert_eq!(rewritten("b", "a", "c"), None);
    }
}

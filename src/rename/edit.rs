//! Edits of a text: each replaces a span, and every other byte stays as it was.

use crate::base::span::Span;

/// A span of a text and what stands there afterwards.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Edit {
    /// What is replaced; empty where something is put in.
    pub span: Span,
    /// What replaces it.
    pub new: String,
}

/// The text after `edits`, which are sorted by place. Gives `None` when two overlap or one does not fit.
#[must_use]
pub fn apply(source: &str, edits: &[Edit]) -> Option<String> {
    let mut text = String::with_capacity(source.len());
    let mut position = 0;
    for edit in edits {
        text.push_str(source.get(position..edit.span.start as usize)?);
        text.push_str(&edit.new);
        position = edit.span.end as usize;
    }
    text.push_str(source.get(position..)?);
    Some(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn edits_change_their_spans_and_no_other_byte() {
        let edit = |start, end, new: &str| Edit { span: Span::new(start, end), new: new.to_owned() };
        assert_eq!(apply("a\tb\r\n", &[edit(0, 1, "xx"), edit(3, 3, "!")]).unwrap(), "xx\tb!\r\n");
        assert_eq!(apply("abc", &[edit(0, 2, "x"), edit(1, 3, "y")]), None);
        assert_eq!(apply("abc", &[edit(2, 9, "x")]), None);
    }
}

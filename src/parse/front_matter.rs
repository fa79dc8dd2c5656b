//! Splits a page into its front matter and its body.

use crate::base::span::Span;

/// Where a page's front matter and body stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Split {
    /// The YAML with the opening fence, without the closing one: line numbers are the file's.
    pub yaml: Span,
    /// From the opening fence to the end of the closing one.
    pub whole: Span,
    /// First byte of the body.
    pub body: usize,
}

/// Finds the front matter of `source`. Gives `None` when the file does not begin with `---` or never closes it.
#[must_use]
pub fn split(source: &str) -> Option<Split> {
    let start = if source.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 };
    let mut position = start;
    for (number, line) in source.get(start..)?.split_inclusive('\n').enumerate() {
        let fence = line.trim_end() == "---";
        if number == 0 && !fence {
            return None;
        }
        let end = position + line.len();
        if number > 0 && (fence || line.trim_end() == "...") {
            let fence_end = position + line.trim_end().len();
            return Some(Split { yaml: Span::new(start, position), whole: Span::new(start, fence_end), body: end });
        }
        position = end;
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(source: &str, yaml: &str, body: &str) {
        let split = split(source).unwrap();
        assert_eq!((split.yaml.of(source), source.get(split.body..).unwrap()), (yaml, body));
    }

    #[test]
    fn the_body_begins_after_the_closing_fence() {
        check("---\na: 1\n---\nText\n", "---\na: 1\n", "Text\n");
        check("---\r\na: 1\r\n---\r\nText", "---\r\na: 1\r\n", "Text");
        check("\u{feff}---\n---", "---\n", "");
    }

    #[test]
    fn a_page_without_both_fences_has_no_front_matter() {
        assert_eq!(split("Text\n---\n---\n"), None);
        assert_eq!(split("---\na: 1\n"), None);
        assert_eq!(split(""), None);
    }
}

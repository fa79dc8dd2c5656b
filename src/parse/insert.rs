//! Finds `{{inserts}}` in running text. `\{{` is literal.

use crate::base::bytes;
use crate::base::span::Span;

/// A piece of a text, with spans that count in it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Piece {
    /// Text as it is.
    Text(Span),
    /// An insert.
    Insert {
        /// The name between the braces.
        name: Span,
        /// The insert with its braces.
        whole: Span,
    },
}

impl Piece {
    /// All that the piece covers.
    #[must_use]
    pub fn span(self) -> Span {
        match self {
            Self::Text(span) | Self::Insert { whole: span, .. } => span,
        }
    }
}

/// Whether an insert may stand in `text`: most texts hold no brace.
#[must_use]
pub fn may_hold(text: &str) -> bool {
    bytes::holds_any(text, [b'{'])
}

/// Splits `text` at its inserts. `escaped` says that the byte before `text` is a backslash.
#[must_use]
pub fn pieces(text: &str, escaped: bool) -> Vec<Piece> {
    let mut pieces = Vec::new();
    let mut from = 0;
    let mut search = if escaped && text.starts_with("{{") { 2 } else { 0 };
    while let Some(found) = text.get(search..).and_then(|rest| rest.find("{{")) {
        let open = search + found;
        let inside = text.get(open + 2..).unwrap_or_default();
        let limit = inside.find(['\n', '{']).unwrap_or(inside.len());
        let Some(length) = inside.get(..limit).and_then(|name| name.find("}}")) else {
            search = open + 2;
            continue;
        };
        let name = inside.get(..length).unwrap_or_default();
        let start = open + 2 + (name.len() - name.trim_start().len());
        if open > from {
            pieces.push(Piece::Text(Span::new(from, open)));
        }
        let end = open + 2 + length + 2;
        pieces.push(Piece::Insert { name: Span::new(start, start + name.trim().len()), whole: Span::new(open, end) });
        from = end;
        search = end;
    }
    if from < text.len() {
        pieces.push(Piece::Text(Span::new(from, text.len())));
    }
    pieces
}

/// Braces that look like an insert and are none: `{{name}`, `{name}}`, `{{{name}}}`, a `{{` that nothing ends, and
/// `{name}` where `is_name` knows the name. They would be printed as they stand. `escaped` says that the byte before is
/// a backslash.
#[must_use]
pub fn slips(text: &str, escaped: bool, is_name: impl Fn(&str) -> bool) -> Vec<Span> {
    let mut slips = Vec::new();
    if !bytes::holds_any(text, [b'{', b'}']) {
        return slips;
    }
    for piece in pieces(text, escaped) {
        let Piece::Text(span) = piece else { continue };
        let start = span.start as usize;
        let part = span.of(text);
        let mut from = if start == 0 && escaped && part.starts_with("{{") { after_braces(part, 0) } else { 0 };
        while let Some(found) = part.get(from..).and_then(|rest| rest.find(['{', '}'])) {
            let at = from + found;
            let rest = part.get(at..).unwrap_or_default();
            if part.get(..at).is_some_and(|before| before.ends_with('\\')) {
                from = if rest.starts_with("{{") { after_braces(part, at) } else { at + 1 };
                continue;
            }
            let single =
                rest.strip_prefix('{').and_then(|rest| rest.split_once('}')).is_some_and(|(name, _)| is_name(name));
            if rest.starts_with("{{") || rest.starts_with("}}") || single {
                slips.push(Span::new(start + at, start + at + slip_length(rest)));
                from = at + slip_length(rest);
            } else {
                from = at + 1;
            }
        }
    }
    slips
}

/// The place behind the `}}` that belongs to the `{{` at a place, or behind the `{{`.
fn after_braces(text: &str, at: usize) -> usize {
    let inside = text.get(at + 2..).unwrap_or_default();
    at + 2 + inside.find("}}").map_or(0, |length| length + 2)
}

/// How much of a text that begins with a brace is one slip: to the end of its braces, if they end on the line.
fn slip_length(text: &str) -> usize {
    let braces = |text: &str| text.len() - text.trim_start_matches(['{', '}']).len();
    let opening = braces(text);
    let rest = text.get(opening..).unwrap_or_default();
    let name = rest.find(|letter: char| !(letter.is_alphanumeric() || matches!(letter, '_' | ' ' | '-')));
    match name.filter(|name| text.starts_with('{') && rest.get(*name..).is_some_and(|rest| rest.starts_with('}'))) {
        Some(name) => opening + name + braces(rest.get(name..).unwrap_or_default()),
        None => opening,
    }
}

/// Fills the inserts of a front-matter text. `value` gives what a name stands for; a name it does not know stays.
#[must_use]
pub fn fill(text: &str, value: impl Fn(&str) -> Option<String>) -> String {
    if !may_hold(text) {
        return text.to_owned();
    }
    let mut filled = String::with_capacity(text.len());
    for (number, part) in text.split("\\{{").enumerate() {
        if number > 0 {
            filled.push_str("{{");
        }
        for piece in pieces(part, false) {
            match piece {
                Piece::Text(span) => filled.push_str(span.of(part)),
                Piece::Insert { name, whole } => match value(name.of(part)) {
                    Some(value) => filled.push_str(&value),
                    None => filled.push_str(whole.of(part)),
                },
            }
        }
    }
    filled
}

/// The names of a front-matter text's inserts, each with its place in the text.
#[must_use]
pub fn names(text: &str) -> Vec<(&str, Span)> {
    let mut names = Vec::new();
    if !may_hold(text) {
        return names;
    }
    let mut offset = 0;
    for part in text.split("\\{{") {
        for piece in pieces(part, false) {
            match piece {
                Piece::Text(_) => {}
                Piece::Insert { name, whole } => names.push((name.of(part), whole.shifted(offset))),
            }
        }
        offset += part.len() + "\\{{".len();
    }
    names
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: &str) {
        assert_eq!(fill(text, |name| (name == "phone").then(|| "111".to_owned())), expected);
    }

    #[test]
    fn slips_of_an_insert_are_found() {
        let found = |text: &'static str| -> Vec<&str> {
            slips(text, false, |name| name == "pain_ok").into_iter().map(|span| span.of(text)).collect()
        };
        for (text, slip) in [
            ("above {{pain_ok} of 10", "{{pain_ok}"),
            ("above {pain_ok}} of 10", "{pain_ok}}"),
            ("call {{{phone}}} now", "{{{phone}}}"),
            ("above {pain_ok} of 10", "{pain_ok}"),
            ("call {{phone", "{{"),
        ] {
            assert_eq!(found(text), [slip], "{text}");
        }
        for text in ["call {{phone}} {x} or {", "\\{{phone}} of", "a } b"] {
            assert!(found(text).is_empty(), "{text}");
        }
        assert!(slips("{{x}} b", true, |_| false).is_empty());
    }

    #[test]
    fn inserts_are_filled_and_escaped_ones_stay() {
        check("Call {{phone}} now", "Call 111 now");
        check("{{ phone }}{{phone}}", "111111");
        check("\\{{phone}}", "{{phone}}");
        check("{{other}}", "{{other}}");
        check("{{open", "{{open");
    }

    #[test]
    fn names_have_places() {
        assert_eq!(names("a {{b}} \\{{c}} {{d}}"), [("b", Span::new(2, 7)), ("d", Span::new(15, 20))]);
    }
}

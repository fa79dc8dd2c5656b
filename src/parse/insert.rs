//! Finds `{{inserts}}` in running text. `\{{` is literal.

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

/// Fills the inserts of a front-matter text. `value` gives what a name stands for; a name it does not know stays.
#[must_use]
pub fn fill(text: &str, value: impl Fn(&str) -> Option<String>) -> String {
    if !text.contains("{{") {
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

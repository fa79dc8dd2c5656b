//! M008: footnote marks without a footnote, which would be printed as they stand.

use super::Subject;
use crate::base::bytes;
use crate::base::span::Span;
use crate::diag::{Place, Problem, codes};
use crate::model::doc::Document;

/// Reports marks such as `[^1]` that are left in running text.
pub(super) fn check(subject: Subject<'_>, problems: &mut Vec<Problem>) {
    let document = &subject.page.document;
    for prose in document.prose() {
        // Text that differs from the file holds an escaped mark: it is meant as it stands.
        if prose.words.in_file().is_none() {
            continue;
        }
        let marks = marks(document, prose.span);
        problems.extend(marks.into_iter().map(|(name, place)| unknown(subject, name, place)));
    }
}

/// The marks in a piece of running text, with their names and places.
fn marks(document: &Document, span: Span) -> Vec<(&str, Span)> {
    let text = span.of(&document.source);
    let mut marks = Vec::new();
    if !bytes::holds_any(text, [b'^']) {
        return marks;
    }
    for (at, _) in text.match_indices("[^") {
        let start = span.start as usize + at;
        let is_escaped = document.source.get(..start).is_some_and(|before| before.ends_with('\\'));
        let inside = text.get(at + 2..).unwrap_or_default();
        let Some((name, _)) = inside.split_once(']') else { continue };
        let is_name = !name.is_empty() && !name.contains([' ', '[', '\n']);
        if is_name && !is_escaped {
            marks.push((name, Span::new(start, start + name.len() + 3)));
        }
    }
    marks
}

fn unknown(subject: Subject<'_>, name: &str, span: Span) -> Problem {
    Problem::new(
        codes::FOOTNOTE_UNKNOWN,
        Place::at(&subject.page.path, span),
        format!("the footnote `{name}` is marked but not written"),
        format!("add a line `[^{name}]: …`, or write `\\[` for a plain bracket"),
    )
}

#[cfg(test)]
mod tests {
    use crate::check::testing::check_body;

    #[test]
    fn a_mark_without_its_footnote_is_an_error() {
        let expected = "M008 content/a.md:4:3 the footnote `1` is marked but not written | \
                        add a line `[^1]: …`, or write `\\[` for a plain bracket";
        check_body("M008", "So[^1] it is\n", expected);
    }

    #[test]
    fn written_escaped_and_quoted_marks_are_quiet() {
        check_body("M008", "So[^1] it is\n\n[^1]: Why\n", "");
        check_body("M008", "So\\[^1] it is, `[^1]`, and x[^ 2\n\n    [^3]\n", "");
    }
}

//! Front matter whose lines of `---` are not where they belong: what stands in the file, and what to do about it. A page
//! that is told only to begin with `---` may end up with two front matters, of which the text prints one.

use super::front_matter;
use crate::base::span::Span;

/// What is wrong, where, and what to do.
pub struct Slip {
    /// The line to look at.
    pub span: Span,
    /// What is wrong with it.
    pub message: &'static str,
    /// The next action.
    pub help: &'static str,
}

/// Why a file has no front matter that can be read. `is_key` knows the keys of front matter.
#[must_use]
pub fn without(source: &str, is_key: impl Fn(&str) -> bool) -> Slip {
    let text = source.trim_start_matches(['\u{feff}', ' ', '\t', '\r', '\n']);
    let start = source.len() - text.len();
    let line = text.lines().next().unwrap_or_default().trim_end();
    let slip = |message, help| Slip { span: Span::new(start, start + line.len()), message, help };
    if text.is_empty() {
        let help = "begin the file with a line `---`, a `title: …` and a second line `---`";
        return Slip { span: Span::new(0, 0), message: "the page is empty", help };
    }
    if line == "---" && front_matter::split(text).is_none() {
        return slip(
            "the front matter is never closed, so the whole page would be read as its keys",
            "write a line `---` after the last key, above the text",
        );
    }
    if line == "---" {
        return slip(
            "the front matter does not begin on the first line of the file, so it would be printed as text",
            "delete the blanks and blank lines before `---`",
        );
    }
    if closes_keys(text, &is_key) {
        return slip(
            "the front matter lacks its first `---`, so its keys would be printed as a heading",
            "write a line `---` above the first key",
        );
    }
    Slip {
        span: Span::new(0, 0),
        message: "the page has no front matter",
        help: "begin the file with a line `---`, a `title: …` and a second line `---`",
    }
}

/// A second front matter at the start of a body, which Markdown takes for a heading.
#[must_use]
pub fn second(source: &str, body: usize, is_key: impl Fn(&str) -> bool) -> Option<Slip> {
    let text = source.get(body..)?.trim_start();
    let keys = text.strip_prefix("---").map_or(text, str::trim_start);
    if !closes_keys(keys, &is_key) {
        return None;
    }
    let start = source.len() - keys.len();
    let line = keys.lines().next().unwrap_or_default().trim_end();
    Some(Slip {
        span: Span::new(start, start + line.len()),
        message: "a second front matter stands below the first: it would be printed as a heading, and its keys do nothing",
        help: "move its keys into the first front matter, and delete it with its lines of `---`",
    })
}

/// Whether a text begins with a key of front matter, and goes on with keys, items and indented lines to a line `---`.
fn closes_keys(text: &str, is_key: &impl Fn(&str) -> bool) -> bool {
    let key = |line: &str| line.split_once(':').is_some_and(|(key, _)| is_key(key));
    let goes_on = |line: &str| key(line) || line.starts_with([' ', '\t', '-', '#']);
    let mut lines = text.lines().map(str::trim_end);
    let begins = lines.next().is_some_and(&key);
    let end = lines.find(|line| *line == "---" || !goes_on(line));
    begins && end == Some("---")
}

#[cfg(test)]
mod tests {
    use crate::kinds::FORMS;
    use crate::load::Snapshot;
    use crate::parse::{self, ParseOptions};

    #[track_caller]
    fn check(page: &str, expected: &[&str]) {
        let snapshot = Snapshot::from_texts([("content/a.md", page)]);
        let (path, file) = snapshot.files.iter().next().unwrap();
        let options = ParseOptions { languages: &["en-GB".to_owned()], forms: FORMS };
        let problems = parse::page(path, file, options).problems;
        let found: Vec<String> = problems
            .iter()
            .map(|problem| {
                let at = problem.place.as_ref().and_then(|place| place.span).unwrap().line_column(page);
                format!("{} {}:{} {}", problem.code.id, at.line, at.column, problem.help.as_deref().unwrap_or_default())
            })
            .collect();
        assert_eq!(found, expected, "{page}");
    }

    #[test]
    fn what_is_wrong_with_the_fences_is_told() {
        let first = "F001 2:1 delete the blanks and blank lines before `---`";
        check("\n---\ntitle: A\ndraft: true\n---\nText.\n", &[first]);
        check(" ---\ntitle: A\n---\n", &[&first.replace("2:1", "1:2")]);
        check("---\ntitle: A\n\nText.\n", &["F001 1:1 write a line `---` after the last key, above the text"]);
        check("title: A\naliases:\n- b\n---\nText.\n", &["F001 1:1 write a line `---` above the first key"]);
        let plain = "F001 1:1 begin the file with a line `---`, a `title: …` and a second line `---`";
        check("Text: a\n---\n", &[plain]);
        check("", &[plain]);
    }

    #[test]
    fn a_second_front_matter_is_an_error() {
        let line = |at: &str| {
            format!("F001 {at}:1 move its keys into the first front matter, and delete it with its lines of `---`")
        };
        check("---\ntitle: A\n---\n\n---\ntitle: B\ndraft: true\n---\nText.\n", &[&line("6")]);
        check("---\ntitle: A\n---\ntitle: B\n---\n", &[&line("4")]);
    }

    #[test]
    fn rules_and_headings_of_a_body_are_fine() {
        check("---\ntitle: A\n---\n\n---\n\nNote: b\n---\n\nText\n---\n", &[]);
        check("---\ntitle: A\n---\nsteps: as in b\n\nText.\n\n---\n", &[]);
    }
}

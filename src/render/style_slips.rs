//! What is wrong with a style sheet of the clinic's own: it would load from another host, it names a file that is not
//! published, or a brace is not closed, so that the rules of all styles after it are lost.
//!
//! It knows braces, quotes, comments and links, and no rule of CSS: what a rule says is its author's affair.

use crate::base::nearest::nearest;
use crate::base::path::SitePath;
use crate::base::span::Span;
use crate::diag::{Place, Problem, codes};

/// The faults of the style at `path`. `published` are the theme's files that a style can name.
#[must_use]
pub fn problems(path: &SitePath, text: &str, published: &[&str]) -> Vec<Problem> {
    let mut reader = Reader { path, text, published, open: Vec::new(), problems: Vec::new() };
    reader.read();
    reader.problems
}

struct Reader<'a> {
    path: &'a SitePath,
    text: &'a str,
    published: &'a [&'a str],
    /// Where the braces that are open stand.
    open: Vec<usize>,
    problems: Vec<Problem>,
}

impl<'a> Reader<'a> {
    fn read(&mut self) {
        let mut at = 0;
        while let Some(letter) = self.rest(at).chars().next() {
            let rest = self.rest(at);
            at += match letter {
                '/' if rest.starts_with("/*") => rest.find("*/").map_or(rest.len(), |end| end + 2),
                '"' | '\'' => quoted_length(rest),
                '\\' => 1 + rest.chars().nth(1).map_or(0, char::len_utf8),
                'u' | 'U' if starts_with(rest, "url(") => self.link(at, rest),
                '@' if starts_with(rest, "@import") => self.import(at, rest),
                // It names a language of marks, and loads nothing.
                '@' if starts_with(rest, "@namespace") => rest.find(';').map_or(rest.len(), |end| end + 1),
                '{' | '}' => self.brace(at, letter),
                other => other.len_utf8(),
            };
        }
        for at in std::mem::take(&mut self.open) {
            let message = "a `{` is never closed, so what stands after it in all styles is lost";
            self.push(Span::new(at, at + 1), message.to_owned(), "close it with `}` at the end of its rule".to_owned());
        }
    }

    fn rest(&self, at: usize) -> &'a str {
        self.text.get(at..).unwrap_or_default()
    }

    fn brace(&mut self, at: usize, brace: char) -> usize {
        if brace == '{' {
            self.open.push(at);
        } else if self.open.pop().is_none() {
            let message = "a `}` closes nothing, so the rule after it is lost".to_owned();
            self.push(Span::new(at, at + 1), message, "take it out, or open the rule with `{`".to_owned());
        }
        1
    }

    /// An import stands below other rules once all styles are one file, and has no effect there.
    fn import(&mut self, at: usize, rest: &str) -> usize {
        let length = rest.find([';', '\n']).unwrap_or(rest.len());
        let written = rest.get(..length).unwrap_or_default();
        let span = Span::new(at, at + length);
        let help = "put those styles into a file of their own in `theme/`".to_owned();
        if is_remote(written.get("@import".len()..).unwrap_or_default()) {
            self.push(span, remote(), help);
        } else {
            self.push(span, "an `@import` has no effect, as all styles are published as one file".to_owned(), help);
        }
        length
    }

    /// `url(…)`: gives its length.
    fn link(&mut self, at: usize, rest: &str) -> usize {
        let open = "url(".len();
        let inner = rest.get(open..).unwrap_or_default();
        let blanks = inner.len() - inner.trim_start().len();
        let quoted = inner.trim_start().starts_with(['"', '\'']);
        let from = if quoted { blanks + quoted_length(inner.trim_start()) } else { 0 };
        let length = open + inner.get(from..).and_then(|rest| rest.find(')')).map_or(inner.len(), |end| from + end + 1);
        let written = inner.get(..length.saturating_sub(open)).unwrap_or_default().trim_end_matches(')').trim();
        let name = written.trim_matches(['"', '\'']);
        let span = Span::new(at, at + length);
        if is_remote(written) {
            self.push(
                span,
                remote(),
                "save the file in `theme/pictures/` or `theme/fonts/` and name it there".to_owned(),
            );
        } else if !name.is_empty() && !name.starts_with(['#', '/']) && !starts_with(name, "data:") {
            self.file(span, written, name);
        }
        length
    }

    fn file(&mut self, span: Span, written: &str, name: &str) {
        let as_named = format!("\"{name}\"");
        if !self.published.contains(&name) {
            let help = match nearest(name, self.published.iter().copied()) {
                Some(near) => format!("write `url(\"{near}\")`"),
                None => "put the file into `theme/pictures/`, or a font as `.woff2` into `theme/fonts/`".to_owned(),
            };
            let place = Place::at(self.path, span);
            let message = format!("there is no file `theme/{name}` that a style can show");
            self.problems.push(Problem::new(codes::FILE_MISSING, place, message, help));
        } else if written != as_named {
            let message = format!("`{name}` is published under another name, which goes into double quotes alone");
            self.push(span, message, format!("write `url({as_named})`"));
        }
    }

    fn push(&mut self, span: Span, message: String, help: String) {
        self.problems.push(Problem::new(codes::STYLE_SLIP, Place::at(self.path, span), message, help));
    }
}

fn remote() -> String {
    "a style loads from another host: readers could be followed, and see nothing without a connection".to_owned()
}

/// Whether a link, in quotes or not, leads to another host.
fn is_remote(written: &str) -> bool {
    let bare = written.trim_start_matches(|sign: char| sign.is_whitespace() || matches!(sign, '"' | '\''));
    let bare = if starts_with(bare, "url(") { bare.get(4..).unwrap_or_default() } else { bare };
    let bare = bare.trim_start_matches(|sign: char| sign.is_whitespace() || matches!(sign, '"' | '\''));
    ["http:", "https:", "//"].into_iter().any(|start| starts_with(bare, start))
}

fn starts_with(text: &str, start: &str) -> bool {
    text.get(..start.len()).is_some_and(|begin| begin.eq_ignore_ascii_case(start))
}

/// The length of a text in quotes; one that is not closed ends with its line.
fn quoted_length(text: &str) -> usize {
    let mut letters = text.char_indices();
    let Some((_, quote)) = letters.next() else { return 0 };
    while let Some((at, letter)) = letters.next() {
        match letter {
            '\\' => drop(letters.next()),
            '\n' => return at,
            _ if letter == quote => return at + letter.len_utf8(),
            _ => {}
        }
    }
    text.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: &str) {
        let path = SitePath::new("theme/a.css").unwrap();
        let found = problems(&path, text, &["fonts/a.woff2", "pictures/leg.png"]);
        let line = |problem: &Problem| {
            let start = problem.place.as_ref().and_then(|place| place.span).map_or(0, |span| span.start);
            format!("{} {start} {} | {}", problem.code.id, problem.message, problem.help.clone().unwrap_or_default())
        };
        assert_eq!(found.iter().map(line).collect::<Vec<_>>().join("\n"), expected, "{text}");
    }

    #[test]
    fn nothing_is_loaded_from_another_host() {
        let message =
            "a style loads from another host: readers could be followed, and see nothing without a connection";
        let put = "put those styles into a file of their own in `theme/`";
        check("@import url(\"https://a.example/b.css\");", &format!("S016 0 {message} | {put}"));
        check("@import 'https://a.example/b.css';", &format!("S016 0 {message} | {put}"));
        let save = "save the file in `theme/pictures/` or `theme/fonts/` and name it there";
        check("a { b: url(https://a.example/c.png) }", &format!("S016 7 {message} | {save}"));
        check("a { b: URL( '//a.example/c.png' ) }", &format!("S016 7 {message} | {save}"));
        let expected = format!("S016 0 an `@import` has no effect, as all styles are published as one file | {put}");
        check("@import \"b.css\";", &expected);
        check("/* url(https://a.example) */ a::after { content: \"url(https://a.example)\" }", "");
    }

    #[test]
    fn files_that_a_style_names_are_there() {
        check("a { b: url(\"pictures/leg.png\"), url(#c), url(\"data:x\") }", "");
        let expected = "L007 7 there is no file `theme/pictures/lag.png` that a style can show | \
                        write `url(\"pictures/leg.png\")`";
        check("a { b: url(\"pictures/lag.png\") }", expected);
        let expected = "S016 7 `fonts/a.woff2` is published under another name, which goes into double quotes alone | \
                        write `url(\"fonts/a.woff2\")`";
        check("a { b: url(fonts/a.woff2) }", expected);
    }

    #[test]
    fn braces_are_closed() {
        let expected = "S016 2 a `{` is never closed, so what stands after it in all styles is lost | \
                        close it with `}` at the end of its rule";
        check("a { b: c;\nd: e", expected);
        let expected =
            "S016 9 a `}` closes nothing, so the rule after it is lost | take it out, or open the rule with `{`";
        check("a { b: c}} d {}", expected);
        check("@media x { a { b: \"{\" } } /* { */", "");
    }
}

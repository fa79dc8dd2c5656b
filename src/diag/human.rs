//! A report as text for a terminal: each problem with its place, the line itself and a caret, then a count.
//!
//! This is the only file that names annotate-snippets. The crate gets one line of a file at a time, so that a long
//! span or a large file cannot slow or flood the output. Nothing is printed here, and no colour is decided on.

use std::ops::Range;

use annotate_snippets::{
    AnnotationKind, Element, Group, Level, Origin, Renderer, Snippet, normalize_untrusted_str as printable,
};

use super::Severity;
use super::report::{Entry, Located, Report};

/// Whether the text holds colours.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Style {
    /// Letters only: for files, pipes and `NO_COLOR`.
    Plain,
    /// With ANSI escapes: for a terminal.
    Coloured,
}

/// The report as an author reads it, with a final newline.
///
/// Problems stand in the report's order with an empty line between them; the last line counts them by severity.
#[must_use]
pub fn render(report: &Report, style: Style) -> String {
    let renderer = match style {
        Style::Plain => Renderer::plain(),
        Style::Coloured => Renderer::styled(),
    };
    let renderer = renderer.term_width(LINE_WIDTH);
    let mut text = String::new();
    for entry in &report.entries {
        text.push_str(renderer.render(&groups(report, entry)).trim_end());
        text.push_str("\n\n");
    }
    text.push_str(&summary(report));
    text.push('\n');
    text
}

/// The count of problems in words: `2 errors, 1 warning, 3 advice`, or `no problems`.
#[must_use]
pub fn summary(report: &Report) -> String {
    let counts = [(Severity::Error, "errors"), (Severity::Warning, "warnings"), (Severity::Advice, "advice")];
    let parts: Vec<String> = counts
        .into_iter()
        .map(|(severity, many)| (report.count(severity), severity.word(), many))
        .filter(|(count, _, _)| *count > 0)
        .map(|(count, one, many)| format!("{count} {}", if count == 1 { one } else { many }))
        .collect();
    if parts.is_empty() { "no problems".to_owned() } else { parts.join(", ") }
}

/// Longer lines are cut around the caret. Prose is often one line a paragraph, so most of a paragraph may be cut.
const LINE_WIDTH: usize = 120;

/// A longer caret is cut, in characters: the crate shows all that a caret covers, however long the line. Twice as many
/// columns, as wide characters take, still fit [`LINE_WIDTH`].
const CARET_WIDTH: usize = 50;

/// A problem and its related places as the crate takes them: one group a place.
fn groups<'a>(report: &'a Report, entry: &'a Entry) -> Vec<Group<'a>> {
    let title = level(entry.severity).primary_title(entry.message.as_str()).id(entry.code.id);
    let place = entry.place.iter().map(|place| shown(report, place));
    let help = entry.help.iter().map(|help| Level::HELP.message(printable(help)));
    let mut groups = vec![Group::with_title(title).elements(place).elements(help)];
    for (place, note) in &entry.related {
        groups.push(Level::NOTE.secondary_title(printable(note)).element(shown(report, place)));
    }
    groups
}

/// The word and colour of a severity.
fn level(severity: Severity) -> Level<'static> {
    let level = match severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
        Severity::Advice => Level::NOTE,
    };
    level.with_name(severity.word())
}

/// A place: the line with a caret, or the path alone where there is no span or the file was not read.
fn shown<'a>(report: &'a Report, place: &'a Located) -> Element<'a> {
    let path = place.path.as_str();
    let (Some(span), Some(at), Some(text)) = (place.span, place.at, report.sources.get(&place.path)) else {
        return Origin::path(path).into();
    };
    let (line, caret) = first_line(text, span.start as usize..span.end as usize);
    Snippet::source(line).path(path).line_start(at.line).annotation(AnnotationKind::Primary.span(caret)).into()
}

/// The line in which `span` begins, without its end, and the part of it that the span covers, in bytes of the line.
///
/// Whatever the span, the part lies in the line and on whole characters, as the crate must have it.
fn first_line(text: &str, span: Range<usize>) -> (&str, Range<usize>) {
    let (before, after) = text.split_at(boundary(text, span.start));
    let line_start = before.rfind('\n').map_or(0, |newline| newline + 1);
    let rest = text.get(line_start..).unwrap_or_default();
    let start = before.len() - line_start;
    let end = after.find('\n').map_or(rest.len(), |newline| start + newline);
    let line = rest.get(..end).unwrap_or_default();
    let line = line.strip_suffix('\r').unwrap_or(line);

    let start = start.min(line.len());
    let covered = span.end.saturating_sub(line_start).clamp(start, line.len());
    let widest =
        line.get(start..).unwrap_or_default().char_indices().nth(CARET_WIDTH).map_or(line.len(), |(at, _)| start + at);
    (line, start..boundary(line, covered.min(widest)))
}

/// The place of a whole character at or before `offset`.
fn boundary(text: &str, offset: usize) -> usize {
    let mut offset = offset.min(text.len());
    while !text.is_char_boundary(offset) {
        offset -= 1;
    }
    offset
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::path::SitePath;
    use crate::base::span::Span;
    use crate::diag::codes;
    use crate::diag::{Place, Problem};

    fn path(text: &str) -> SitePath {
        SitePath::new(text).unwrap()
    }

    fn plain(problems: Vec<Problem>, text: &str) -> String {
        render(&Report::new(problems, |_| Some(text.to_owned())), Style::Plain)
    }

    /// Compares the excerpt of one error: what stands between its first line and its help.
    #[track_caller]
    fn check(text: &str, start: usize, end: usize, expected: &str) {
        let place = Place::at(&path("content/a.md"), Span::new(start, end));
        let shown = plain(vec![Problem::new(codes::LINK_TARGET_MISSING, place, "m", "h")], text);
        let excerpt = shown.strip_prefix("error[L001]: m\n").unwrap();
        assert_eq!(excerpt.strip_suffix("\n  |\n  = help: h\n\n1 error\n").unwrap(), expected.trim_start_matches('\n'));
    }

    #[test]
    fn a_problem_shows_its_line_help_and_related_places() {
        let problem = Problem::new(
            codes::LINK_AMBIGUOUS,
            Place::at(&path("content/a.md"), Span::new(8, 13)),
            "`[[b]]` fits two pages",
            "write `[[x/b]]` or `[[y/b]]`",
        )
        .with_related(Place::at(&path("content/x/b.md"), Span::new(0, 3)), "one page")
        .with_related(Place::file(&path("content/y/b.md")), "the other page");
        let expected = "\
error[L002]: `[[b]]` fits two pages
 --> content/a.md:2:5
  |
2 | two [[b]]
  |     ^^^^^
  |
  = help: write `[[x/b]]` or `[[y/b]]`
note: one page
 --> content/x/b.md:1:1
  |
1 | one
  | ^^^
note: the other page
 --> content/y/b.md

1 error
";
        assert_eq!(plain(vec![problem], "one\ntwo [[b]]\n"), expected);
    }

    #[test]
    fn problems_without_span_or_file_show_what_there_is() {
        let whole = Problem::new(codes::KEY_MISSING, Place::file(&path("content/a.md")), "no `title`", "add `title`");
        let general = Problem::general(codes::SITE_NO_BASE_URL, "no `base_url`", "add `base_url`");
        let expected = "\
advice[S011]: no `base_url`
 |
 = help: add `base_url`

error[F005]: no `title`
--> content/a.md
 = help: add `title`

1 error, 1 advice
";
        assert_eq!(plain(vec![whole, general], ""), expected);
    }

    #[test]
    fn a_file_that_was_not_read_is_named() {
        let place = Place::at(&path("content/a.md"), Span::new(0, 1));
        let report = Report::new(vec![Problem::new(codes::KEY_MISSING, place, "m", "h")], |_| None);
        let expected = "error[F005]: m\n--> content/a.md\n = help: h\n\n1 error\n";
        assert_eq!(render(&report, Style::Plain), expected);
    }

    #[test]
    fn tabs_crlf_and_wide_characters_keep_the_caret_in_place() {
        check("one\r\n\ttwo\t[[b]]\r\n", 10, 15, TABS);
        check("日本語 [[b]]\r\n", 10, 15, WIDE);
    }

    const TABS: &str = "
 --> content/a.md:2:6
  |
2 |     two    [[b]]
  |            ^^^^^";

    const WIDE: &str = "
 --> content/a.md:1:5
  |
1 | 日本語 [[b]]
  |        ^^^^^";

    #[test]
    fn a_long_span_shows_its_first_line_only() {
        check("one\r\ntwo\r\nthree", 1, 13, "\n --> content/a.md:1:2\n  |\n1 | one\n  |  ^^");
    }

    #[test]
    fn spans_at_or_past_the_end_point_behind_the_text() {
        check("one", 3, 3, "\n --> content/a.md:1:4\n  |\n1 | one\n  |    ^");
        check("one", 90, 99, "\n --> content/a.md:1:4\n  |\n1 | one\n  |    ^");
        check("one\n", 4, 4, "\n --> content/a.md:2:1\n  |\n2 |\n  | ^");
        check("", 0, 0, "\n --> content/a.md:1:1\n  |\n1 |\n  | ^");
        check("é", 1, 2, "\n --> content/a.md:1:1\n  |\n1 | é\n  | ^");
    }

    #[test]
    fn a_long_line_is_cut_around_the_caret() {
        let line = format!("{}[[b]] {}", "word ".repeat(60), "word ".repeat(60));
        check(&line, 300, 305, LONG);
        let whole = plain(
            vec![Problem::new(codes::KEY_MISSING, Place::at(&path("a.md"), Span::new(0, 600)), "m", "h")],
            &"語".repeat(600),
        );
        assert!(whole.lines().all(|line| line.chars().count() <= LINE_WIDTH), "{whole}");
    }

    const LONG: &str = "
 --> content/a.md:1:301
  |
1 | ...d word word word word word word word word word word [[b]] word word word word word word word word word word wo...
  |                                                        ^^^^^";

    #[test]
    fn escapes_in_a_text_do_not_reach_the_terminal() {
        let problem = Problem::general(codes::SITE_VALUE, "a\u{1b}[31m", "b\u{1b}[31m")
            .with_related(Place::file(&path("a.md")), "c\u{1b}[31m");
        assert!(!plain(vec![problem], "").contains('\u{1b}'));
    }

    #[test]
    fn colours_are_escapes_around_the_same_text() {
        let place = Place::at(&path("a.md"), Span::new(0, 1));
        let report =
            Report::new(vec![Problem::new(codes::TERM_DISCOURAGED, place, "m", "h")], |_| Some("x".to_owned()));
        let coloured = render(&report, Style::Coloured);
        let mut stripped = String::new();
        for (at, part) in coloured.split('\u{1b}').enumerate() {
            stripped.push_str(if at == 0 { part } else { part.split_once('m').unwrap().1 });
        }
        assert!(coloured.contains("\u{1b}["));
        assert_eq!(stripped, render(&report, Style::Plain));
    }

    #[test]
    fn the_summary_has_right_plurals() {
        let one = |code| Problem::general(code, "m", "h");
        let report = |problems: Vec<Problem>| summary(&Report::new(problems, |_| None));
        assert_eq!(plain(Vec::new(), ""), "no problems\n");
        assert_eq!(report(vec![one(codes::HTML_REMOVED), one(codes::CLAIM_UNCITED)]), "1 warning, 1 advice");
        let many =
            [codes::KEY_MISSING, codes::KEY_UNKNOWN, codes::HTML_REMOVED, codes::HEADING_SKIPPED, codes::CLAIM_UNCITED];
        assert_eq!(report(many.map(one).into()), "2 errors, 2 warnings, 1 advice");
    }
}

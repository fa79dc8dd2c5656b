//! A report as JSON, for editors and scripts: one array of problems, in the report's order.
//!
//! The keys are part of the contract with whoever reads them. Related places are not in this form; SARIF has them.

use serde::Serialize;

use super::report::{Entry, Report};

/// The report as one array with a final newline, `[]` when there are no problems.
///
/// Each problem has `code`, `severity`, `path`, `line`, `column`, `message` and `help`, in this order. Line and column
/// count from 1, columns in characters. What a problem does not have is null.
#[must_use]
pub fn render(report: &Report) -> String {
    pretty(&report.entries.iter().map(Item::new).collect::<Vec<_>>())
}

/// `value` as JSON with two spaces a level and a final newline.
///
/// The value is made of structs, lists, texts and numbers, which `serde_json` can always write.
#[must_use]
pub fn pretty(value: &impl Serialize) -> String {
    let mut text = serde_json::to_string_pretty(value).unwrap_or_default();
    text.push('\n');
    text
}

/// One problem; the fields stand in the order they are written in.
#[derive(Serialize)]
struct Item<'a> {
    code: &'a str,
    severity: &'a str,
    path: Option<&'a str>,
    line: Option<usize>,
    column: Option<usize>,
    message: &'a str,
    help: Option<&'a str>,
}

impl<'a> Item<'a> {
    fn new(entry: &'a Entry) -> Self {
        let at = entry.place.as_ref().and_then(|place| place.at);
        Self {
            code: entry.code.id,
            severity: entry.severity.word(),
            path: entry.place.as_ref().map(|place| place.path.as_str()),
            line: at.map(|at| at.line),
            column: at.map(|at| at.column),
            message: &entry.message,
            help: entry.help.as_deref(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::path::SitePath;
    use crate::base::span::Span;
    use crate::diag::codes;
    use crate::diag::{Place, Problem};

    #[track_caller]
    fn check(problems: Vec<Problem>, expected: &str) {
        assert_eq!(render(&Report::new(problems, |_| Some("é [[b]]".to_owned()))), expected);
    }

    #[test]
    fn no_problems_are_an_empty_array() {
        check(Vec::new(), "[]\n");
    }

    #[test]
    fn what_a_problem_lacks_is_null() {
        let page = SitePath::new("content/é.md").unwrap();
        let mut general = Problem::general(codes::SITE_NO_BASE_URL, "no \"base\"", "add it");
        general.help = None;
        check(
            vec![
                Problem::new(codes::LINK_TARGET_MISSING, Place::at(&page, Span::new(3, 8)), "no `b`", "write\n`[[c]]`"),
                Problem::new(codes::HTML_REMOVED, Place::file(&page), "`<b>`", "take it out"),
                general,
            ],
            r#"[
  {
    "code": "S011",
    "severity": "advice",
    "path": null,
    "line": null,
    "column": null,
    "message": "no \"base\"",
    "help": null
  },
  {
    "code": "M001",
    "severity": "warning",
    "path": "content/é.md",
    "line": null,
    "column": null,
    "message": "`<b>`",
    "help": "take it out"
  },
  {
    "code": "L001",
    "severity": "error",
    "path": "content/é.md",
    "line": 1,
    "column": 3,
    "message": "no `b`",
    "help": "write\n`[[c]]`"
  }
]
"#,
        );
    }
}

//! A report as workflow commands, which GitHub shows beside the lines of a pull request.
//!
//! A command is one line on standard output; this file makes the lines and prints nothing. The escapes are those of
//! GitHub's own toolkit (`packages/core/src/command.ts`).

use std::fmt::Write as _;

use super::Severity;
use super::report::{Entry, Located, Report};

/// The report as one command a problem, in the report's order; empty when there are none.
///
/// The text of a command is the message, then the help and the related places on lines of their own.
#[must_use]
pub fn render(report: &Report) -> String {
    let mut text = String::new();
    for entry in &report.entries {
        command_into(&mut text, entry);
        text.push('\n');
    }
    text
}

/// The command of a severity. GitHub knows no advice; its notice is the nearest.
fn command(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Advice => "notice",
    }
}

fn command_into(out: &mut String, entry: &Entry) {
    out.push_str("::");
    out.push_str(command(entry.severity));
    out.push(' ');
    if let Some(place) = &entry.place {
        out.push_str("file=");
        property_into(out, place.path.as_str());
        out.push(',');
        if let Some(at) = place.at {
            // Writing to a text cannot fail.
            let _ = write!(out, "line={},col={},", at.line, at.column);
        }
    }
    out.push_str("title=");
    property_into(out, entry.code.id);
    out.push_str("::");
    data_into(out, &entry.message);
    if let Some(help) = &entry.help {
        data_into(out, "\n");
        data_into(out, help);
    }
    for (place, note) in &entry.related {
        data_into(out, &format!("\n{}: {note}", written(place)));
    }
}

/// A place as `path:line:column`, or the path alone.
fn written(place: &Located) -> String {
    match place.at {
        Some(at) => format!("{}:{}:{}", place.path, at.line, at.column),
        None => place.path.to_string(),
    }
}

/// Appends a property's value: it ends at a comma, and the properties end at a colon.
fn property_into(out: &mut String, value: &str) {
    for character in value.chars() {
        match character {
            ':' => out.push_str("%3A"),
            ',' => out.push_str("%2C"),
            other => escape_into(out, other),
        }
    }
}

/// Appends the text of a command: it ends with the line.
fn data_into(out: &mut String, text: &str) {
    for character in text.chars() {
        escape_into(out, character);
    }
}

fn escape_into(out: &mut String, character: char) {
    match character {
        '%' => out.push_str("%25"),
        '\r' => out.push_str("%0D"),
        '\n' => out.push_str("%0A"),
        other => out.push(other),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::path::SitePath;
    use crate::base::span::Span;
    use crate::diag::codes;
    use crate::diag::{Place, Problem};

    fn place(path: &str) -> Place {
        Place::at(&SitePath::new(path).unwrap(), Span::new(3, 4))
    }

    #[track_caller]
    fn check(problem: Problem, expected: &str) {
        assert_eq!(render(&Report::new(vec![problem], |_| Some("a\nbc".to_owned()))), expected);
    }

    #[test]
    fn no_problems_are_no_commands() {
        assert_eq!(render(&Report::default()), "");
    }

    #[test]
    fn a_problem_is_one_line() {
        check(
            Problem::new(codes::LINK_TARGET_MISSING, place("content/a.md"), "no page, `b`: 5%", "write\r\n`[[c]]`"),
            "::error file=content/a.md,line=2,col=2,title=L001::no page, `b`: 5%25%0Awrite%0D%0A`[[c]]`\n",
        );
    }

    #[test]
    fn commas_and_colons_of_a_path_are_escaped() {
        check(
            Problem::new(codes::HTML_REMOVED, place("con,tent/a: 5%.md"), "m", "h"),
            "::warning file=con%2Ctent/a%3A 5%25.md,line=2,col=2,title=M001::m%0Ah\n",
        );
    }

    #[test]
    fn what_a_problem_lacks_is_left_out() {
        let file = Place { span: None, ..place("content/a.md") };
        check(Problem::new(codes::KEY_MISSING, file, "m", "h"), "::error file=content/a.md,title=F005::m%0Ah\n");
        let general = Problem { help: None, ..Problem::general(codes::SITE_NO_BASE_URL, "m", "") };
        check(general, "::notice title=S011::m\n");
    }

    #[test]
    fn related_places_stand_after_the_help() {
        let other = Place { span: None, ..place("y.md") };
        check(
            Problem::general(codes::ADDRESS_TAKEN, "m", "h")
                .with_related(place("x.md"), "one")
                .with_related(other, "two"),
            "::error title=A001::m%0Ah%0Ax.md:2:2: one%0Ay.md: two\n",
        );
    }
}

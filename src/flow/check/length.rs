//! D011: questions, answers and titles are short enough for a phone and a chart.
//!
//! Characters are counted as a reader sees them, inserts filled.

use super::Subject;
use crate::diag::{Problem, Severity, codes};
use crate::model::text::Text;

/// How long a kind of text may be, in characters.
struct Limit {
    what: &'static str,
    warning_above: usize,
    error_above: usize,
    help: &'static str,
}

const ASK: Limit =
    Limit { what: "question", warning_above: 60, error_above: 90, help: "shorten it, and move the rest to `help`" };
const ANSWER: Limit =
    Limit { what: "answer", warning_above: 28, error_above: 60, help: "shorten it, and move the rest to `why`" };
const TITLE: Limit = Limit {
    what: "title of outcome",
    warning_above: 32,
    error_above: 50,
    help: "shorten it, and move the rest to `advice`",
};

/// Reports texts that are too long.
pub(super) fn check(subject: &Subject<'_>, problems: &mut Vec<Problem>) {
    for step in &subject.decision.steps {
        ASK.check(subject, &step.id.raw, &step.ask, problems);
        for answer in &step.answers {
            ANSWER.check(subject, &answer.label.raw, &answer.label, problems);
        }
    }
    for outcome in &subject.decision.outcomes {
        TITLE.check(subject, &outcome.id.raw, &outcome.title, problems);
    }
}

impl Limit {
    fn check(&self, subject: &Subject<'_>, name: &str, text: &Text, problems: &mut Vec<Problem>) {
        let length = subject.filled(text).chars().count();
        let (severity, most) = if length > self.error_above {
            (Severity::Error, self.error_above)
        } else if length > self.warning_above {
            (Severity::Warning, self.warning_above)
        } else {
            return;
        };
        let message = format!("{} `{name}` is {length} characters long: expected at most {most}", self.what);
        let problem = Problem::new(codes::FLOW_TEXT_LONG, subject.place(text.span), message, self.help);
        problems.push(problem.with_severity(severity));
    }
}

#[cfg(test)]
mod tests {
    use crate::flow::testing::check;

    /// A flow with one text of each kind, each of so many letters.
    fn flow(ask: usize, label: usize, title: usize) -> String {
        let text = |length: usize| "é".repeat(length);
        format!("? a {}\n- {} > b\n= b self-care {}\n", text(ask), text(label), text(title))
    }

    #[test]
    fn texts_at_their_limit_are_fine() {
        check("D011", &flow(60, 28, 32), "");
    }

    #[test]
    fn long_texts_are_warnings() {
        check(
            "D011",
            &flow(61, 29, 33),
            &format!(
                "1:5 `{}` warning: question `a` is 61 characters long: expected at most 60; \
                 shorten it, and move the rest to `help`\n\
                 2:3 `{label}` warning: answer `{label}` is 29 characters long: expected at most 28; \
                 shorten it, and move the rest to `why`\n\
                 3:15 `{}` warning: title of outcome `b` is 33 characters long: expected at most 32; \
                 shorten it, and move the rest to `advice`",
                "é".repeat(61),
                "é".repeat(33),
                label = "é".repeat(29)
            ),
        );
    }

    #[test]
    fn very_long_texts_are_errors() {
        check(
            "D011",
            &flow(91, 28, 51),
            &format!(
                "1:5 `{}` error: question `a` is 91 characters long: expected at most 90; \
                 shorten it, and move the rest to `help`\n\
                 3:15 `{}` error: title of outcome `b` is 51 characters long: expected at most 50; \
                 shorten it, and move the rest to `advice`",
                "é".repeat(91),
                "é".repeat(51)
            ),
        );
    }

    #[test]
    fn inserts_count_as_filled() {
        check("D011", "= b emergency Call {{emergency_number}} now, not later\n", "");
    }
}

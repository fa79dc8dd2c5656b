//! D013 and the rules of `flow::check`: a decision's flow with the words of its language.

use super::Subject;
use crate::base::span::Span;
use crate::chart::fit::Medium;
use crate::diag::{Place, Problem, Severity, codes};
use crate::flow::check as flow_check;
use crate::flow::plan::Flow;
use crate::model::decision::Decision;
use crate::model::page::Data;
use crate::view::chart;

/// Reports what is wrong with a decision's flow.
pub(super) fn check(subject: Subject<'_>, problems: &mut Vec<Problem>) {
    let Data::Decision(decision) = &subject.page.data else { return };
    let index = &subject.site.index;
    let words = index.words(subject.page.language);
    let (flow, found) = Flow::new(decision, &subject.page.path);
    problems.extend(found);
    let fill = |text: &str| index.fill_str(text);
    problems.extend(flow_check::check(&flow_check::Subject {
        decision,
        flow: &flow,
        path: &subject.page.path,
        words: flow_check::Words {
            unsure: words.list("flow.unsure"),
            book: words.list("flow.book"),
            diagnosis: words.list("flow.diagnosis"),
        },
        fill: &fill,
    }));
}

/// Reports a flow that fits no sheet of paper in type of 9 points (D019).
pub(super) fn paper(subject: Subject<'_>, problems: &mut Vec<Problem>) {
    let Data::Decision(decision) = &subject.page.data else { return };
    let Err((medium, error)) = chart::check_paper(subject.site, subject.page, decision) else { return };
    let sheet = match medium {
        Medium::Screen | Medium::A4 => "A4",
        Medium::Letter => "Letter",
    };
    let message = format!(
        "the flow does not fit a sheet of {sheet} at 9 pt (best {}.{}): on paper a patient could not read it",
        error.best / 10,
        error.best % 10
    );
    let longest: Vec<String> = error.longest.iter().map(|(id, letters)| format!("`{id}` ({letters})")).collect();
    let help = format!("shorten the longest questions, by letters: {}", longest.join(", "));
    problems.push(Problem::new(
        codes::FLOW_CANNOT_FIT,
        Place::at(&subject.page.path, decision.start.span),
        message,
        help,
    ));
}

/// Reports what is marked `review: needed` (D013): one by one where reviews are required, else all in one line.
pub(super) fn reviews(subject: Subject<'_>, problems: &mut Vec<Problem>) {
    let Data::Decision(decision) = &subject.page.data else { return };
    let marks = marks(decision);
    let help = "have a clinician look at it, then take `review: needed` out";
    let problem =
        |span, message| Problem::new(codes::REVIEW_NEEDED, Place::at(&subject.page.path, span), message, help);
    if subject.site.index.config.review.required {
        let each = marks.into_iter().map(|(name, span)| {
            let message = format!(
                "{name} is marked `review: needed`: no clinician has looked at it, and a reader would follow it"
            );
            problem(span, message).with_severity(Severity::Error)
        });
        problems.extend(each);
        return;
    }
    match marks.as_slice() {
        [] => {}
        [(name, span)] => problems.push(problem(*span, format!("{name} is marked `review: needed`"))),
        [(_, span), ..] => {
            let message = format!("{} questions, answers and outcomes are marked `review: needed`", marks.len());
            problems.push(problem(*span, message));
        }
    }
}

/// What is marked, in order, with the places of the marks.
fn marks(decision: &Decision) -> Vec<(String, Span)> {
    let mut marks = Vec::new();
    for step in &decision.steps {
        marks.extend(step.review_needed.map(|span| (format!("question `{}`", step.id.raw), span)));
        for answer in &step.answers {
            let name = || format!("answer `{}` of question `{}`", answer.label.raw, step.id.raw);
            marks.extend(answer.review_needed.map(|span| (name(), span)));
        }
    }
    for outcome in &decision.outcomes {
        marks.extend(outcome.review_needed.map(|span| (format!("outcome `{}`", outcome.id.raw), span)));
    }
    marks
}

#[cfg(test)]
mod tests {
    use crate::check::testing::{SETTINGS, check};

    const FLOW: &str = "\
---
kind: decision
title: D
start: walk
safety_net: \"Call {{clinic_phone}} if it gets worse.\"
steps:
  - id: walk
    ask: Can you walk?
    review: needed
    answers:
      - {label: Yes, goto: home, review: needed}
      - {label: No or not sure, goto: ill}
outcomes:
  - {id: home, urgency: self-care, title: You have a sprain}
  - {id: ill, urgency: emergency, title: \"Call {{emergency_number}}\"}
scenarios: []
---
";

    #[test]
    fn the_flow_is_checked_with_the_words_of_its_language() {
        let found = crate::check::testing::lines(&[("content/d.md", FLOW)]);
        assert!(found.iter().any(|line| line.starts_with("W002 content/d.md:14:43 ")), "{found:#?}");
        assert!(!found.iter().any(|line| line.starts_with("D017")), "{found:#?}");
        let broken = FLOW.replace("goto: ill", "goto: il");
        let found = crate::check::testing::lines(&[("content/d.md", &broken)]);
        assert!(found.iter().any(|line| line.starts_with("D001 content/d.md:12:39 ")), "{found:#?}");
    }

    #[test]
    fn marks_are_one_advice_for_an_example_site() {
        let expected = "D013 content/d.md:9:13 2 questions, answers and outcomes are marked `review: needed` | \
                        have a clinician look at it, then take `review: needed` out";
        let site = ("content/site.yaml", SETTINGS);
        let lines = crate::check::testing::lines(&[("content/d.md", FLOW), site]);
        let lines: Vec<&String> = lines.iter().filter(|line| line.starts_with("D013 content/d.md")).collect();
        assert_eq!(lines, [expected]);
    }

    #[test]
    fn marks_are_errors_where_reviews_are_required() {
        let settings = format!("{SETTINGS}review: {{policy: required}}\n");
        let tail = "is marked `review: needed`: no clinician has looked at it, and a reader would follow it | \
                    have a clinician look at it, then take `review: needed` out";
        let expected = format!(
            "D013(error) content/d.md:9:13 question `walk` {tail}\nD013(error) content/d.md:11:42 answer `Yes` of question `walk` {tail}"
        );
        check("D013", &[("content/d.md", FLOW), ("content/site.yaml", &settings)], &expected);
    }
}

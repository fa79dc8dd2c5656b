//! D003, D005, D010, D012 and D017: each question has two to four answers that differ, one for a reader who is not
//! sure.

use super::{Subject, wording};
use crate::base::skeleton::skeleton;
use crate::base::slug;
use crate::diag::{Problem, codes};
use crate::model::decision::{Answer, Step};

/// Answers that a phone and a printed page have room for.
const MOST_ANSWERS: usize = 4;

/// Reports questions with no answer (D003) or only one (D005).
pub(super) fn missing(subject: &Subject<'_>, problems: &mut Vec<Problem>) {
    for step in &subject.decision.steps {
        let (code, message, help) = match step.answers.as_slice() {
            [] => (
                codes::STEP_WITHOUT_ANSWERS,
                format!("question `{}` has no answers, so a reader gets stuck", step.id.raw),
                "add answers, or make it an outcome",
            ),
            [only] => (
                codes::STEP_ONE_ANSWER,
                format!("question `{}` has only one answer, `{}`: expected at least 2", step.id.raw, only.label.raw),
                "add the other answer",
            ),
            _ => continue,
        };
        problems.push(Problem::new(code, subject.at_step(step), message, help));
    }
}

/// Reports questions with more answers than fit (D010), at the first answer too many.
pub(super) fn too_many(subject: &Subject<'_>, problems: &mut Vec<Problem>) {
    for step in &subject.decision.steps {
        if let Some(answer) = step.answers.get(MOST_ANSWERS) {
            let count = step.answers.len();
            let message = format!(
                "question `{}` has {count} answers: at most {MOST_ANSWERS} fit a phone and a page",
                step.id.raw
            );
            let place = subject.place(answer.label.span);
            problems.push(Problem::new(codes::TOO_MANY_ANSWERS, place, message, "split the question in two"));
        }
    }
}

/// Reports answers of one question that have one label or lead to one place (D012).
pub(super) fn alike(subject: &Subject<'_>, problems: &mut Vec<Problem>) {
    for step in &subject.decision.steps {
        for (at, answer) in step.answers.iter().enumerate() {
            let earlier = step.answers.iter().take(at);
            let look = |answer: &Answer| skeleton(&subject.filled(&answer.label));
            if let Some(twin) = earlier.clone().find(|twin| look(twin) == look(answer)) {
                let label = |answer: &Answer| slug::folded(&subject.filled(&answer.label));
                let message = if label(twin) == label(answer) {
                    format!("two answers of question `{}` have the label `{}`", step.id.raw, answer.label.raw)
                } else {
                    format!(
                        "two answers of question `{}` look the same, `{}`: one has letters that cannot be seen, or that \
                         belong to another alphabet",
                        step.id.raw, answer.label.raw
                    )
                };
                let place = subject.place(answer.label.span);
                let problem = Problem::new(codes::ANSWERS_ALIKE, place, message, "give each answer a label of its own");
                problems.push(problem.with_related(subject.place(twin.label.span), "the other answer"));
            }
            let same_target = |twin: &&Answer| !answer.goto.raw.is_empty() && twin.goto.raw == answer.goto.raw;
            if let Some(twin) = earlier.clone().find(same_target) {
                let message = format!("two answers of question `{}` lead to `{}`", step.id.raw, answer.goto.raw);
                let help = format!("join `{}` and `{}` into one answer", twin.label.raw, answer.label.raw);
                let problem = Problem::new(codes::ANSWERS_ALIKE, subject.place(answer.goto.span), message, help);
                problems.push(problem.with_related(subject.place(twin.goto.span), "the other answer"));
            }
        }
    }
}

/// Warns of questions that leave a reader who is not sure without an answer (D017).
pub(super) fn no_way_for_the_unsure(subject: &Subject<'_>, problems: &mut Vec<Problem>) {
    // A question with fewer than two answers is reported for that.
    for step in subject.decision.steps.iter().filter(|step| step.answers.len() > 1) {
        if !step.answers.iter().any(|answer| is_for_the_unsure(subject, answer)) {
            let message = unsure_message(step);
            let help = "add an answer such as `Not sure`, or mark the careful one with `unsure: true`";
            problems.push(Problem::new(codes::UNSURE_WITHOUT_WAY, subject.at_step(step), message, help));
        }
    }
}

/// Whether an answer is one for a reader who is not sure: its words say so, or its author.
pub(super) fn is_for_the_unsure(subject: &Subject<'_>, answer: &Answer) -> bool {
    answer.unsure || wording::find(&subject.filled(&answer.label), subject.words.unsure).is_some()
}

fn unsure_message(step: &Step) -> String {
    let id = &step.id.raw;
    match step.check {
        Some(_) => format!(
            "safety question `{id}` has no answer for a reader who is not sure, who may then be sent past the help they need"
        ),
        None => format!("question `{id}` has no answer for a reader who is not sure"),
    }
}

#[cfg(test)]
mod tests {
    use crate::flow::testing::check;

    #[test]
    fn a_question_without_answers_is_an_error() {
        let expected = "1:3 `walk` error: question `walk` has no answers, so a reader gets stuck; \
                        add answers, or make it an outcome";
        check("D003", "? walk Can you walk?\n", expected);
        check("D003", "? walk Can you walk?\n- Yes > home\n", "");
    }

    #[test]
    fn a_question_with_one_answer_is_an_error() {
        let expected = "1:3 `walk` error: question `walk` has only one answer, `Yes`: expected at least 2; \
                        add the other answer";
        check("D005", "? walk Can you walk?\n- Yes > home\n", expected);
        check("D005", "? walk Can you walk?\n- Yes > home\n- No > see\n", "");
        check("D005", "? walk Can you walk?\n", "");
    }

    #[test]
    fn five_answers_are_an_error() {
        let four = "? walk Can you walk?\n- A > a\n- B > b\n- C > c\n- D > d\n";
        check(
            "D010",
            &format!("{four}- Eee > e\n"),
            "6:3 `Eee` error: question `walk` has 5 answers: at most 4 fit a phone and a page; split the question in two",
        );
        check("D010", four, "");
    }

    #[test]
    fn two_answers_with_one_label_are_an_error() {
        check(
            "D012",
            "? walk Can you walk?\n- Yes > a\n- YES > b\n",
            "3:3 `YES` error: two answers of question `walk` have the label `YES`; \
             give each answer a label of its own (also 2:3: the other answer)",
        );
        check("D012", "? walk Can you walk?\n- Yes > a\n- Yes, now > b\n", "");
    }

    #[test]
    fn two_answers_that_look_the_same_are_an_error() {
        // A blank without width, a Cyrillic `о`, and full-width letters.
        for twin in ["N\u{200B}o", "N\u{43E}", "Ｎｏ"] {
            check(
                "D012",
                &format!("? walk Can you walk?\n- No > a\n- {twin} > b\n"),
                &format!(
                    "3:3 `{twin}` error: two answers of question `walk` look the same, `{twin}`: one has letters that cannot \
                     be seen, or that belong to another alphabet; give each answer a label of its own (also 2:3: the other \
                     answer)"
                ),
            );
        }
        check("D012", "? walk Можете ходить?\n- Да > a\n- Нет > b\n", "");
    }

    #[test]
    fn two_answers_that_lead_to_one_place_are_an_error() {
        check(
            "D012",
            "? walk Can you walk?\n- Yes > a\n- Not sure > a\n- No > b\n",
            "3:14 `a` error: two answers of question `walk` lead to `a`; \
             join `Yes` and `Not sure` into one answer (also 2:9: the other answer)",
        );
    }

    #[test]
    fn every_question_has_a_way_for_the_unsure() {
        let help = "add an answer such as `Not sure`, or mark the careful one with `unsure: true`";
        check(
            "D017",
            "? walk Can you walk?\n- Yes > a\n- No > b\n",
            &format!("1:3 `walk` warning: question `walk` has no answer for a reader who is not sure; {help}"),
        );
        check(
            "D017",
            "? clot !urgent Is it warm?\n- Yes, be sure > a\n- No > b\n",
            &format!(
                "1:3 `clot` warning: safety question `clot` has no answer for a reader who is not sure, \
                 who may then be sent past the help they need; {help}"
            ),
        );
        check("D017", "? walk Can you walk?\n- Yes or NOT SURE > a\n- No > b\n", "");
        check("D017", "? walk Can you walk?\n- I don’t know > a\n- No > b\n", "");
        check("D017", "? walk Can you walk?\n- Yes > a\n- Perhaps > b | unsure\n", "");
    }
}

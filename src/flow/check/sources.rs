//! D018: safety questions and reasons have a source.

use super::Subject;
use crate::diag::{Problem, codes};

/// Warns of safety questions without `cite`, and of reasons whose answer and question have none.
pub(super) fn check(subject: &Subject<'_>, problems: &mut Vec<Problem>) {
    for step in subject.decision.steps.iter().filter(|step| step.cite.is_empty()) {
        let id = &step.id.raw;
        if step.check.is_some() {
            let message = format!("safety question `{id}` has no source");
            let help = "add `cite` with the reference it rests on";
            problems.push(Problem::new(codes::FLOW_UNCITED, subject.at_step(step), message, help));
        }
        for answer in step.answers.iter().filter(|answer| answer.cite.is_empty()) {
            if let Some(why) = &answer.why {
                let message =
                    format!("answer `{}` of question `{id}` gives a reason without a source", answer.label.raw);
                let help = "add `cite` to the answer or to its question";
                problems.push(Problem::new(codes::FLOW_UNCITED, subject.place(why.span), message, help));
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::flow::testing::check;

    #[test]
    fn a_safety_question_without_a_source_is_a_warning() {
        let expected = "1:3 `clot` warning: safety question `clot` has no source; \
                        add `cite` with the reference it rests on";
        check("D018", "? clot !urgent Is it warm?\n", expected);
        check("D018", "? clot !urgent Is it warm?\ncite uclh-dvt\n", "");
        check("D018", "? where Where is it?\n", "");
    }

    #[test]
    fn a_reason_without_a_source_is_a_warning() {
        check(
            "D018",
            "? where Where is it?\n- Low > a | why The soleus lies low.\n",
            "2:17 `The soleus lies low.` warning: answer `Low` of question `where` gives a reason without a source; \
             add `cite` to the answer or to its question",
        );
        check("D018", "? where Where is it?\n- Low > a | why The soleus lies low. | cite own\n", "");
        check("D018", "? where Where is it?\ncite own\n- Low > a | why The soleus lies low.\n", "");
    }
}

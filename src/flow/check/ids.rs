//! D020: ids of questions and outcomes are well formed, unique in their flow and not kept for the flow's own pages.

use std::collections::BTreeMap;

use super::Subject;
use crate::base::slug;
use crate::diag::{Problem, codes};
use crate::model::text::Text;

/// Ids that the flow's own pages and fragments use.
const RESERVED: [&str; 3] = ["q", "print", "outline"];

/// Reports ids that are malformed, reserved or used twice.
pub(super) fn check(subject: &Subject<'_>, problems: &mut Vec<Problem>) {
    let decision = subject.decision;
    let ids = decision.steps.iter().map(|step| &step.id).chain(decision.outcomes.iter().map(|outcome| &outcome.id));
    let mut first: BTreeMap<&str, &Text> = BTreeMap::new();
    for id in ids.filter(|id| !id.raw.is_empty()) {
        let mut report = |message: String, help: String| {
            problems.push(Problem::new(codes::FLOW_ID, subject.place(id.span), message, help));
        };
        if !slug::is_id(&id.raw) {
            report(format!("id `{}` is malformed: expected only `a`-`z`, `0`-`9` and `-`", id.raw), rename(&id.raw));
        } else if RESERVED.contains(&id.raw.as_str()) {
            report(format!("id `{}` is kept for the flow's own pages", id.raw), "choose another id".to_owned());
        }
        if let Some(earlier) = first.get(id.raw.as_str()) {
            let message = format!("id `{}` is used twice in this flow", id.raw);
            let help = "give one of them another id, and change the answers that lead to it";
            let problem = Problem::new(codes::FLOW_ID, subject.place(id.span), message, help);
            problems.push(problem.with_related(subject.place(earlier.span), "first used here"));
        } else {
            first.insert(&id.raw, id);
        }
    }
}

fn rename(id: &str) -> String {
    let suggestion = slug::heading(id);
    if slug::is_id(&suggestion) { format!("change it to `{suggestion}`") } else { "choose an id of those".to_owned() }
}

#[cfg(test)]
mod tests {
    use crate::flow::testing::check;

    #[test]
    fn a_malformed_id_is_an_error() {
        check(
            "D020",
            "start Where_now\n? Where_now Where?\n= étage self-care Stay",
            "2:3 `Where_now` error: id `Where_now` is malformed: expected only `a`-`z`, `0`-`9` and `-`; \
             change it to `where-now`\n\
             3:3 `étage` error: id `étage` is malformed: expected only `a`-`z`, `0`-`9` and `-`; choose an id of those",
        );
        check("D020", "start where-2\n? where-2 Where?", "");
    }

    #[test]
    fn a_reserved_id_is_an_error() {
        let expected = "1:3 `print` error: id `print` is kept for the flow's own pages; choose another id";
        check("D020", "? print Where?", expected);
        check("D020", "? printed Where?", "");
    }

    #[test]
    fn a_question_and_an_outcome_cannot_share_an_id() {
        check(
            "D020",
            "? home Where?\n= home self-care Stay",
            "2:3 `home` error: id `home` is used twice in this flow; \
             give one of them another id, and change the answers that lead to it (also 1:3: first used here)",
        );
    }
}

//! D021: each scenario walks from the start to the outcome it expects, and names the questions it passes and no other.

use super::{Subject, list};
use crate::base::nearest::nearest;
use crate::base::slug;
use crate::diag::{Place, Problem, codes};
use crate::flow::plan::{PlannedOutcome, PlannedStep, Target};
use crate::model::decision::{Answer, Scenario};
use crate::model::text::Text;

/// Walks every scenario. A name that does not exist is reported in place of the walk.
pub(super) fn check(subject: &Subject<'_>, problems: &mut Vec<Problem>) {
    for scenario in &subject.decision.scenarios {
        let unknown = unknown_names(subject, scenario);
        if unknown.is_empty() {
            problems.extend(walk(subject, scenario));
        } else {
            problems.extend(unknown);
        }
    }
}

fn unknown_names(subject: &Subject<'_>, scenario: &Scenario) -> Vec<Problem> {
    let steps = || subject.decision.steps.iter().map(|step| step.id.raw.as_str());
    let outcomes = || subject.decision.outcomes.iter().map(|outcome| outcome.id.raw.as_str());
    let mut problems = Vec::new();
    for (step, _) in scenario.answers.iter().filter(|(step, _)| !steps().any(|id| means(&step.raw, id))) {
        let message = format!("scenario `{}` answers question `{}`, which does not exist", scenario.name.raw, step.raw);
        problems.push(failure(
            subject.place(step.span),
            message,
            rename(&step.raw, steps(), "name a question of this flow"),
        ));
    }
    let expect = &scenario.expect;
    if !expect.raw.is_empty() && !outcomes().any(|id| means(&expect.raw, id)) {
        let message =
            format!("scenario `{}` expects outcome `{}`, which does not exist", scenario.name.raw, expect.raw);
        let help = rename(&expect.raw, outcomes(), "name an outcome of this flow");
        problems.push(failure(subject.place(expect.span), message, help));
    }
    problems
}

/// Whether a name means an id. One that is malformed is reported, and named as it is to be.
fn means(typed: &str, id: &str) -> bool {
    typed == id || (!slug::is_id(id) && !typed.is_empty() && slug::heading(id) == typed)
}

fn rename<'a>(typed: &str, known: impl Iterator<Item = &'a str>, otherwise: &str) -> String {
    nearest(typed, known).map_or_else(|| otherwise.to_owned(), |near| format!("change it to `{near}`"))
}

/// The first thing that goes wrong on the walk. A walk that comes to a broken answer ends there: that is reported.
fn walk(subject: &Subject<'_>, scenario: &Scenario) -> Option<Problem> {
    let mut passed: Vec<&PlannedStep> = Vec::new();
    let mut planned = subject.flow.steps().first()?;
    loop {
        let Some((_, label)) = scenario.answers.iter().find(|(step, _)| means(&step.raw, planned.id())) else {
            return Some(unanswered(subject, scenario, planned));
        };
        let same = |text: &Text| slug::folded(&subject.filled(text));
        let Some((_, target)) = planned.answers().find(|(answer, _)| same(&answer.label) == same(label)) else {
            return Some(no_such_answer(subject, scenario, planned, label));
        };
        passed.push(planned);
        match target? {
            Target::Step(next) => planned = subject.flow.steps().get(next)?,
            Target::Outcome(outcome) => {
                let outcome = subject.flow.outcomes().get(outcome)?;
                return wrong_end(subject, scenario, planned, label, outcome)
                    .or_else(|| not_passed(subject, scenario, &passed));
            }
        }
    }
}

fn unanswered(subject: &Subject<'_>, scenario: &Scenario, planned: &PlannedStep) -> Problem {
    let message = format!(
        "scenario `{}` comes to question `{}` and has no answer to it: expected to end at `{}`",
        scenario.name.raw,
        planned.id(),
        scenario.expect.raw
    );
    let help = format!("add `{}` to its answers with {}", planned.id(), one_of(planned));
    failure(subject.place(scenario.name.span), message, help)
        .with_related(subject.at_step(&planned.step), "the question")
}

fn no_such_answer(subject: &Subject<'_>, scenario: &Scenario, planned: &PlannedStep, label: &Text) -> Problem {
    let message = format!(
        "scenario `{}` answers question `{}` with `{}`, which is not one of its answers",
        scenario.name.raw,
        planned.id(),
        label.raw
    );
    let labels = planned.answers().map(|(answer, _)| answer.label.raw.as_str());
    let help = rename(&label.raw, labels, &format!("choose {}", one_of(planned)));
    failure(subject.place(label.span), message, help).with_related(subject.at_step(&planned.step), "the question")
}

fn one_of(planned: &PlannedStep) -> String {
    let labels: Vec<&str> = planned.step.answers.iter().map(|Answer { label, .. }| label.raw.as_str()).collect();
    format!("one of {}", list(labels))
}

fn wrong_end(
    subject: &Subject<'_>,
    scenario: &Scenario,
    last: &PlannedStep,
    label: &Text,
    found: &PlannedOutcome,
) -> Option<Problem> {
    let expected = subject.decision.outcomes.iter().find(|outcome| means(&scenario.expect.raw, &outcome.id.raw))?;
    if found.id() == expected.id.raw {
        return None;
    }
    let harm = if found.outcome.urgency > expected.urgency {
        ": such a reader would get help later than they need it"
    } else {
        ""
    };
    let message = format!(
        "scenario `{}` ends at `{}` ({}) from question `{}` with answer `{}`, expected `{}` ({}){harm}",
        scenario.name.raw,
        found.id(),
        found.outcome.urgency.word(),
        last.id(),
        label.raw,
        expected.id.raw,
        expected.urgency.word()
    );
    let help = format!("mend the answers on its way, or `expect` `{}` if that is right", found.id());
    Some(
        failure(subject.place(scenario.expect.span), message, help)
            .with_related(subject.place(label.span), "the last answer"),
    )
}

fn not_passed(subject: &Subject<'_>, scenario: &Scenario, passed: &[&PlannedStep]) -> Option<Problem> {
    let is_passed = |id: &str| passed.iter().any(|planned| means(id, planned.id()));
    let (step, _) = scenario.answers.iter().find(|(step, _)| !is_passed(&step.raw))?;
    let message = format!(
        "scenario `{}` answers question `{}`, but ends at `{}` after question `{}` without passing it",
        scenario.name.raw,
        step.raw,
        scenario.expect.raw,
        passed.last()?.id()
    );
    let help = format!("take `{}` out of its answers, or mend the answers on its way", step.raw);
    Some(failure(subject.place(step.span), message, help))
}

fn failure(place: Place, message: String, help: String) -> Problem {
    Problem::new(codes::SCENARIO_FAILS, place, message, help)
}

#[cfg(test)]
mod tests {
    use crate::flow::testing::check;

    const FLOW: &str = "start flags\n? flags !urgent Any of these?\n- Yes or not sure > today\n- None of these > where\n\
                        ? where Where?\n- Calf > home\n- Not sure > see\n\
                        = today urgent Call today\n= home self-care Stay\n= see book See us\n";

    #[track_caller]
    fn check_scenario(scenario: &str, expected: &str) {
        check("D021", &format!("{FLOW}~ Case : {scenario}\n"), expected);
    }

    #[test]
    fn a_scenario_that_ends_where_it_must_is_fine() {
        check_scenario("flags=None of these, where=Calf > home", "");
        check_scenario("where=calf, flags=none of these > home", "");
        check_scenario("flags=Yes or not sure > today", "");
    }

    #[test]
    fn a_wrong_end_names_the_last_question_and_the_harm() {
        check_scenario(
            "flags=None of these, where=Calf > today",
            "11:44 `today` error: scenario `Case` ends at `home` (self-care) from question `where` with answer `Calf`, \
             expected `today` (urgent): such a reader would get help later than they need it; \
             mend the answers on its way, or `expect` `home` if that is right (also 11:37: the last answer)",
        );
        check_scenario(
            "flags=Yes or not sure > home",
            "11:34 `home` error: scenario `Case` ends at `today` (urgent) from question `flags` with answer \
             `Yes or not sure`, expected `home` (self-care); \
             mend the answers on its way, or `expect` `today` if that is right (also 11:16: the last answer)",
        );
    }

    #[test]
    fn each_question_passed_must_be_answered() {
        check_scenario(
            "flags=None of these > home",
            "11:3 `Case` error: scenario `Case` comes to question `where` and has no answer to it: \
             expected to end at `home`; add `where` to its answers with one of `Calf` and `Not sure` \
             (also 5:3: the question)",
        );
    }

    #[test]
    fn an_answer_must_be_one_of_the_questions() {
        check_scenario(
            "flags=None of those > home",
            "11:16 `None of those` error: scenario `Case` answers question `flags` with `None of those`, \
             which is not one of its answers; change it to `None of these` (also 2:3: the question)",
        );
        check_scenario(
            "flags=No > home",
            "11:16 `No` error: scenario `Case` answers question `flags` with `No`, which is not one of its answers; \
             choose one of `Yes or not sure` and `None of these` (also 2:3: the question)",
        );
    }

    #[test]
    fn a_question_not_passed_must_not_be_named() {
        check_scenario(
            "flags=Yes or not sure, where=Calf > today",
            "11:33 `where` error: scenario `Case` answers question `where`, but ends at `today` after question `flags` \
             without passing it; take `where` out of its answers, or mend the answers on its way",
        );
    }

    #[test]
    fn names_that_do_not_exist_are_reported_in_place_of_the_walk() {
        check_scenario(
            "flag=None of these > zebra",
            "11:10 `flag` error: scenario `Case` answers question `flag`, which does not exist; change it to `flags`\n\
             11:31 `zebra` error: scenario `Case` expects outcome `zebra`, which does not exist; \
             name an outcome of this flow",
        );
    }

    #[test]
    fn a_malformed_id_is_found_by_the_name_that_is_offered_for_it() {
        let flow = FLOW.replace("? where ", "? Where ").replace("= home ", "= Home ");
        let source = format!("{flow}~ Case : flags=None of these, where=Calf > home\n");
        check("D001", &source, "");
        check("D021", &source, "");
    }

    #[test]
    fn a_walk_into_a_broken_answer_adds_nothing() {
        let broken = FLOW.replace("> where", "> wher");
        check("D021", &format!("{broken}~ Case : flags=None of these, where=Calf > home\n"), "");
    }
}

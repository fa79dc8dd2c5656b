//! Turns the ids that a flow's answers name into the questions and outcomes they mean, and reports those that mean
//! none.
//!
//! It looks at ids alone: whether the questions then make a sound flow is for `plan` and `check`.

use std::borrow::Cow;
use std::collections::BTreeMap;

use crate::base::nearest::nearest;
use crate::base::path::SitePath;
use crate::base::slug;
use crate::diag::{Place, Problem, codes};
use crate::model::decision::{Answer, Decision, Step};
use crate::model::text::Text;

/// A question or outcome by its place in the decision as written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Written {
    /// An index into `Decision::steps`.
    Step(usize),
    /// An index into `Decision::outcomes`.
    Outcome(usize),
}

/// A decision's ids, bound.
#[derive(Debug, Default)]
pub(super) struct Bound {
    /// The first question. A misspelt start stands for the question it nearly names.
    pub start: Option<usize>,
    /// For each question as written, where each answer leads; `None` where it leads nowhere.
    pub answers: Vec<Vec<Option<Written>>>,
    /// For each question as written, the question to go back to.
    pub again: Vec<Option<usize>>,
    /// What no reader can get to, questions first. Empty where a broken answer might lead there once it is mended.
    pub unreached: Vec<Written>,
}

/// Binds a decision's ids. Of two things with one id the first is meant; the second is reported by `check`.
pub(super) fn bind(decision: &Decision, path: &SitePath) -> (Bound, Vec<Problem>) {
    let names = Names::new(decision);
    let mut problems = Vec::new();
    let start = names.find_step(&decision.start.raw);
    if let Found::Lost(near) = start
        && !decision.start.raw.is_empty()
    {
        problems.push(names.lost_start(&decision.start, near, path));
    }
    let mut answers = Vec::with_capacity(decision.steps.len());
    let mut again = Vec::with_capacity(decision.steps.len());
    for step in &decision.steps {
        let found: Vec<Found> = step.answers.iter().map(|answer| names.find(&answer.goto.raw)).collect();
        for (answer, found) in step.answers.iter().zip(&found) {
            if let Found::Lost(near) = *found
                && !answer.goto.raw.is_empty()
            {
                problems.push(names.lost_answer(step, answer, near, path));
            }
        }
        again.push(step.again.as_ref().and_then(|again| names.bind_again(step, again, path, &mut problems)));
        answers.push(found);
    }
    let unreached = names.unreached(start, &answers);
    let known = |found: &Found| match *found {
        Found::Is(written) => Some(written),
        Found::Lost(_) => None,
    };
    let bound = Bound {
        start: start.step(),
        answers: answers.iter().map(|answers| answers.iter().map(known).collect()).collect(),
        again,
        unreached,
    };
    (bound, problems)
}

/// What an id means, or nearly means.
#[derive(Clone, Copy)]
enum Found {
    Is(Written),
    Lost(Option<Written>),
}

impl Found {
    /// What is meant, a near miss taken for a hit.
    fn guess(self) -> Option<Written> {
        match self {
            Self::Is(written) => Some(written),
            Self::Lost(near) => near,
        }
    }

    fn step(self) -> Option<usize> {
        match self.guess()? {
            Written::Step(step) => Some(step),
            Written::Outcome(_) => None,
        }
    }
}

/// The ids of a decision.
struct Names<'a> {
    decision: &'a Decision,
    by_id: BTreeMap<Cow<'a, str>, Written>,
}

impl<'a> Names<'a> {
    fn new(decision: &'a Decision) -> Self {
        let steps = || decision.steps.iter().enumerate().map(|(at, step)| (step.id.raw.as_str(), Written::Step(at)));
        let outcomes =
            || decision.outcomes.iter().enumerate().map(|(at, end)| (end.id.raw.as_str(), Written::Outcome(at)));
        let ids = || steps().chain(outcomes()).filter(|(id, _)| !id.is_empty());
        let mut by_id = BTreeMap::new();
        for (id, written) in ids() {
            by_id.entry(Cow::Borrowed(id)).or_insert(written);
        }
        // An id that is malformed is reported: it is found by the name that is offered for it.
        for (id, written) in ids().filter(|(id, _)| !slug::is_id(id)) {
            by_id.entry(Cow::Owned(slug::heading(id))).or_insert(written);
        }
        Self { decision, by_id }
    }

    fn step_ids(&self) -> impl Iterator<Item = &'a str> {
        self.decision.steps.iter().map(|step| step.id.raw.as_str()).filter(|id| !id.is_empty())
    }

    fn all_ids(&self) -> impl Iterator<Item = &'a str> {
        let outcomes = self.decision.outcomes.iter().map(|outcome| outcome.id.raw.as_str());
        self.step_ids().chain(outcomes.filter(|id| !id.is_empty()))
    }

    fn find(&self, id: &str) -> Found {
        match self.by_id.get(id) {
            Some(written) => Found::Is(*written),
            None => Found::Lost(self.near(id, self.all_ids())),
        }
    }

    /// The question an id means: an outcome does not count.
    fn find_step(&self, id: &str) -> Found {
        match self.by_id.get(id) {
            Some(step @ Written::Step(_)) => Found::Is(*step),
            Some(Written::Outcome(_)) | None => Found::Lost(self.near(id, self.step_ids())),
        }
    }

    /// What `id` nearly names; an id that is missing names nothing (the parser has reported it).
    fn near(&self, id: &str, ids: impl Iterator<Item = &'a str>) -> Option<Written> {
        nearest(id, ids).filter(|_| !id.is_empty()).and_then(|near| self.by_id.get(near).copied())
    }

    fn id(&self, written: Written) -> &'a str {
        match written {
            Written::Step(at) => self.decision.steps.get(at).map_or("", |step| &step.id.raw),
            Written::Outcome(at) => self.decision.outcomes.get(at).map_or("", |outcome| &outcome.id.raw),
        }
    }

    fn lost_start(&self, start: &Text, near: Option<Written>, path: &SitePath) -> Problem {
        let message = format!("the flow starts at `{}`, which is not a question", start.raw);
        Problem::new(codes::GOTO_UNKNOWN, Place::at(path, start.span), message, self.advise(near, "a question"))
    }

    fn lost_answer(&self, step: &Step, answer: &Answer, near: Option<Written>, path: &SitePath) -> Problem {
        let message = format!(
            "answer `{}` of question `{}` goes to `{}`, which does not exist",
            answer.label.raw, step.id.raw, answer.goto.raw
        );
        let help = self.advise(near, "a question or an outcome");
        Problem::new(codes::GOTO_UNKNOWN, Place::at(path, answer.goto.span), message, help)
    }

    fn bind_again(&self, step: &Step, again: &Text, path: &SitePath, problems: &mut Vec<Problem>) -> Option<usize> {
        let found = self.find_step(&again.raw);
        if let Found::Lost(near) = found {
            let message =
                format!("`again` of question `{}` names `{}`, which is not a question", step.id.raw, again.raw);
            let help = self.advise(near, "a question");
            problems.push(Problem::new(codes::GOTO_UNKNOWN, Place::at(path, again.span), message, help));
            return None;
        }
        found.step()
    }

    fn advise(&self, near: Option<Written>, expected: &str) -> String {
        match near {
            Some(near) => format!("change it to `{}`, if that is what is meant", self.id(near)),
            None => format!("name {expected} of this flow"),
        }
    }

    /// What cannot be reached, a near miss taken for a hit so that one misspelling is one problem.
    ///
    /// A broken answer that is near nothing may be meant for anything, and then nothing is called out of reach.
    fn unreached(&self, start: Found, answers: &[Vec<Found>]) -> Vec<Written> {
        let mut reached_steps = vec![false; self.decision.steps.len()];
        let mut reached_outcomes = vec![false; self.decision.outcomes.len()];
        let mut waiting = vec![start];
        while let Some(found) = waiting.pop() {
            let (slot, step) = match found.guess() {
                Some(Written::Step(step)) => (reached_steps.get_mut(step), Some(step)),
                Some(Written::Outcome(outcome)) => (reached_outcomes.get_mut(outcome), None),
                None => return Vec::new(),
            };
            if let Some(seen @ false) = slot {
                *seen = true;
                waiting.extend(step.and_then(|step| answers.get(step)).into_iter().flatten());
            }
        }
        let steps = reached_steps.iter().enumerate().map(|(at, reached)| (Written::Step(at), reached));
        let outcomes = reached_outcomes.iter().enumerate().map(|(at, reached)| (Written::Outcome(at), reached));
        let missed = steps.chain(outcomes).filter(|(_, reached)| !**reached).map(|(written, _)| written);
        missed.filter(|written| self.by_id.get(self.id(*written)) == Some(written)).collect()
    }
}

#[cfg(test)]
mod tests {
    use crate::flow::testing::check;

    const ENDS: &str = "= home self-care Stay home\n= clinician book See us\n";

    #[test]
    fn an_answer_to_nowhere_offers_the_nearest_name() {
        check(
            "D001",
            &format!("start where\n? where Where is it?\n- Calf > home\n- Not sure > clinican\n{ENDS}"),
            "4:14 `clinican` error: answer `Not sure` of question `where` goes to `clinican`, which does not exist; \
             change it to `clinician`, if that is what is meant",
        );
        check(
            "D001",
            &format!("start where\n? where Where is it?\n- Calf > home\n- Not sure > zebra\n{ENDS}"),
            "4:14 `zebra` error: answer `Not sure` of question `where` goes to `zebra`, which does not exist; \
             name a question or an outcome of this flow",
        );
        check("D001", &format!("start where\n? where Where?\n- Calf > home\n- Not sure > clinician\n{ENDS}"), "");
    }

    #[test]
    fn a_flow_must_start_at_a_question() {
        let flow = format!("? where Where is it?\n- Calf > home\n- Not sure > clinician\n{ENDS}");
        check(
            "D001",
            &format!("start home\n{flow}"),
            "1:7 `home` error: the flow starts at `home`, which is not a question; name a question of this flow",
        );
        check(
            "D001",
            &format!("start wher\n{flow}"),
            "1:7 `wher` error: the flow starts at `wher`, which is not a question; \
             change it to `where`, if that is what is meant",
        );
    }

    #[test]
    fn again_must_name_a_question() {
        let flow = |again: &str| {
            format!("start where\n? where Where is it?\nagain {again}\n- Calf > home\n- Not sure > clinician\n{ENDS}")
        };
        check(
            "D001",
            &flow("home"),
            "3:7 `home` error: `again` of question `where` names `home`, which is not a question; \
             name a question of this flow",
        );
        check("D001", &flow("where"), "");
    }

    #[test]
    fn one_misspelling_is_one_problem() {
        // Without the guess, `load` and `clinician` would count as out of reach too.
        let flow = "start where\n? where Where?\n- Calf > home\n- Not sure > laod\n\
                    ? load More load?\n- Yes > home\n- No > clinician\n";
        check("D002", &format!("{flow}{ENDS}"), "");
        check("D002", &format!("{}{ENDS}", flow.replace("laod", "zebra")), "");
    }
}

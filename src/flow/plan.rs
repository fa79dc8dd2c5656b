//! A decision as a graph without rings: its questions numbered, its answers bound to their targets.
//!
//! The numbers are the ones a reader sees in every form of the flow. What cannot be bound is reported and left out;
//! what can be bound and is still wrong is for `check`.

use crate::base::path::SitePath;
use crate::diag::{Place, Problem, codes};
use crate::flow::bind::{Bound, bind};
use crate::flow::graph::{self, Links, Ring};
use crate::model::decision::{Answer, Decision, Outcome, Step};
use crate::model::text::Text;

pub use crate::flow::bind::Written;

/// Where an answer leads, by place in the flow (not in the decision as written).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Target {
    /// An index into [`Flow::steps`]; the question's number is one more.
    Step(usize),
    /// An index into [`Flow::outcomes`].
    Outcome(usize),
}

/// The part of a decision that a reader can get to, each answer leading forward.
#[derive(Clone, Debug, Default)]
pub struct Flow {
    steps: Vec<PlannedStep>,
    outcomes: Vec<PlannedOutcome>,
    longest_path: Vec<usize>,
    unreached: Vec<Written>,
    safety_net: Option<Text>,
}

/// A question with its number.
#[derive(Clone, Debug)]
pub struct PlannedStep {
    /// Counts from 1 in the order of the flow.
    pub number: usize,
    /// The question as written.
    pub step: Step,
    /// The one question that leads here, where there is only one.
    pub parent: Option<usize>,
    /// The question to go back to, where the author names one.
    pub again: Option<usize>,
    /// The nearest question that every reader of this one has passed; the first question has none.
    pub dominator: Option<usize>,
    targets: Vec<Option<Target>>,
}

/// An outcome that a reader can get to.
#[derive(Clone, Debug)]
pub struct PlannedOutcome {
    /// The outcome as written.
    pub outcome: Outcome,
    /// The questions with an answer that leads here, each once, in order.
    pub askers: Vec<usize>,
    /// The nearest question that every reader of this outcome has passed.
    pub dominator: Option<usize>,
}

impl PlannedStep {
    /// The question's id.
    #[must_use]
    pub fn id(&self) -> &str {
        &self.step.id.raw
    }

    /// The answers in order, each with its target; `None` where an answer is broken or closes a ring.
    pub fn answers(&self) -> impl Iterator<Item = (&Answer, Option<Target>)> {
        self.step.answers.iter().zip(self.targets.iter().copied())
    }
}

impl PlannedOutcome {
    /// The outcome's id.
    #[must_use]
    pub fn id(&self) -> &str {
        &self.outcome.id.raw
    }
}

impl Flow {
    /// Numbers a decision's questions and binds its answers.
    ///
    /// A question comes after all that lead to it, otherwise in the order of the answers. Reported are targets that do
    /// not exist (D001) and rings (D004): both are left out of the graph, as is all that the start does not lead to.
    #[must_use]
    pub fn new(decision: &Decision, path: &SitePath) -> (Self, Vec<Problem>) {
        let (mut bound, mut problems) = bind(decision, path);
        let Some(start) = bound.start else {
            let nothing = Self { safety_net: decision.safety_net.clone(), ..Self::default() };
            return (nothing, problems);
        };
        for ring in graph::rings(&links_as_written(&bound), start) {
            problems.extend(ring_problem(decision, &ring, path));
            if let Some(target) = bound.answers.get_mut(ring.step).and_then(|answers| answers.get_mut(ring.answer)) {
                *target = None;
            }
        }
        let order = graph::forward_order(&links_as_written(&bound), start);
        (Numbering::new(decision, &bound, &order).flow(decision, bound), problems)
    }

    /// The questions in the order of their numbers.
    #[must_use]
    pub fn steps(&self) -> &[PlannedStep] {
        &self.steps
    }

    /// The outcomes in the order in which the numbered questions first lead to them.
    #[must_use]
    pub fn outcomes(&self) -> &[PlannedOutcome] {
        &self.outcomes
    }

    /// The questions of the longest way through, as indices into [`Flow::steps`].
    #[must_use]
    pub fn longest_path(&self) -> &[usize] {
        &self.longest_path
    }

    /// What no reader can get to, by place in the decision as written.
    #[must_use]
    pub fn unreached(&self) -> &[Written] {
        &self.unreached
    }

    /// The sentence for every outcome that is not an emergency and has none of its own.
    #[must_use]
    pub fn safety_net(&self) -> Option<&Text> {
        self.safety_net.as_ref()
    }

    /// Whether every way from the start to `target` passes question `step`. A question counts as on its own way.
    #[must_use]
    pub fn always_passes(&self, step: usize, target: Target) -> bool {
        let nearest = match target {
            Target::Step(target) => Some(target),
            Target::Outcome(outcome) => self.outcomes.get(outcome).and_then(|outcome| outcome.dominator),
        };
        let up = |step: &usize| self.steps.get(*step).and_then(|step| step.dominator);
        std::iter::successors(nearest, up).any(|passed| passed == step)
    }

    /// The questions that each question's answers lead to.
    pub(super) fn links(&self) -> Links {
        let step = |target: &Option<Target>| match target {
            Some(Target::Step(step)) => Some(*step),
            Some(Target::Outcome(_)) | None => None,
        };
        self.steps.iter().map(|planned| planned.targets.iter().map(step).collect()).collect()
    }
}

/// From places in the decision to places in the flow.
struct Numbering {
    /// For each place in the flow, the question as written.
    order: Vec<usize>,
    steps: Vec<Option<usize>>,
    outcomes: Vec<Option<usize>>,
}

impl Numbering {
    fn new(decision: &Decision, bound: &Bound, order: &[usize]) -> Self {
        let mut steps = vec![None; decision.steps.len()];
        let mut outcomes = vec![None; decision.outcomes.len()];
        let mut used = 0;
        for (place, written) in order.iter().enumerate() {
            if let Some(slot) = steps.get_mut(*written) {
                *slot = Some(place);
            }
            for target in bound.answers.get(*written).into_iter().flatten() {
                if let Some(Written::Outcome(outcome)) = target
                    && let Some(slot @ None) = outcomes.get_mut(*outcome)
                {
                    *slot = Some(used);
                    used += 1;
                }
            }
        }
        Self { order: order.to_vec(), steps, outcomes }
    }

    fn target(&self, written: Written) -> Option<Target> {
        match written {
            Written::Step(step) => self.steps.get(step).copied().flatten().map(Target::Step),
            Written::Outcome(outcome) => self.outcomes.get(outcome).copied().flatten().map(Target::Outcome),
        }
    }

    fn flow(&self, decision: &Decision, bound: Bound) -> Flow {
        let mut flow = Flow {
            steps: self.order.iter().filter_map(|written| self.step(decision, &bound, *written)).collect(),
            outcomes: Vec::new(),
            longest_path: Vec::new(),
            unreached: bound.unreached,
            safety_net: decision.safety_net.clone(),
        };
        let links = flow.links();
        let parents = graph::parents(&links);
        let dominators = graph::dominators(&parents);
        for ((planned, parents), dominator) in flow.steps.iter_mut().zip(&parents).zip(&dominators) {
            planned.dominator = *dominator;
            planned.parent = match parents.as_slice() {
                [only] => Some(*only),
                _ => None,
            };
        }
        flow.longest_path = graph::longest_path(&links);
        flow.outcomes = self.outcomes(decision, &flow.steps, &dominators);
        flow
    }

    fn step(&self, decision: &Decision, bound: &Bound, written: usize) -> Option<PlannedStep> {
        let place = self.steps.get(written).copied().flatten()?;
        let targets = bound.answers.get(written)?.iter().map(|target| self.target((*target)?)).collect();
        Some(PlannedStep {
            number: place + 1,
            step: decision.steps.get(written)?.clone(),
            parent: None,
            again: bound
                .again
                .get(written)
                .copied()
                .flatten()
                .and_then(|again| self.steps.get(again).copied().flatten()),
            dominator: None,
            targets,
        })
    }

    fn outcomes(
        &self,
        decision: &Decision,
        steps: &[PlannedStep],
        dominators: &[Option<usize>],
    ) -> Vec<PlannedOutcome> {
        let mut placed: Vec<(usize, &Outcome)> =
            self.outcomes.iter().zip(&decision.outcomes).filter_map(|(place, end)| Some(((*place)?, end))).collect();
        placed.sort_by_key(|(place, _)| *place);
        let plan = |(place, outcome): (usize, &Outcome)| {
            let leads_here = |planned: &PlannedStep| planned.targets.contains(&Some(Target::Outcome(place)));
            let askers: Vec<usize> =
                steps.iter().enumerate().filter(|(_, step)| leads_here(step)).map(|(at, _)| at).collect();
            let dominator = graph::common_dominator(dominators, &askers);
            PlannedOutcome { outcome: outcome.clone(), askers, dominator }
        };
        placed.into_iter().map(plan).collect()
    }
}

/// The questions that each question's answers lead to, by place in the decision.
fn links_as_written(bound: &Bound) -> Links {
    let step = |target: &Option<Written>| match target {
        Some(Written::Step(step)) => Some(*step),
        Some(Written::Outcome(_)) | None => None,
    };
    bound.answers.iter().map(|answers| answers.iter().map(step).collect()).collect()
}

fn ring_problem(decision: &Decision, ring: &Ring, path: &SitePath) -> Option<Problem> {
    let answer = decision.steps.get(ring.step)?.answers.get(ring.answer)?;
    let ids = ring.path.iter().chain(ring.path.first()).filter_map(|step| decision.steps.get(*step));
    let round = ids.map(|step| format!("`{}`", step.id.raw)).collect::<Vec<_>>().join(" -> ");
    let message = format!("questions lead round in a ring, {round}: a reader could go round for ever and get no help");
    let help = format!("lead answer `{}` forward, and use `again` for a link back", answer.label.raw);
    Some(Problem::new(codes::FLOW_LOOP, Place::at(path, answer.goto.span), message, help))
}

#[cfg(test)]
mod tests {
    use super::{Flow, PlannedOutcome, Target};
    use crate::flow::testing::{CALF, check, flow};

    fn ids(flow: &Flow, places: &[usize]) -> String {
        places.iter().map(|place| flow.steps()[*place].id()).collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn questions_are_numbered_forward_in_the_order_of_the_answers() {
        let flow = flow(CALF);
        let all: Vec<usize> = (0..flow.steps().len()).collect();
        assert_eq!(ids(&flow, &all), "now clot snap unwell walking start slow cramps next-day where bend night");
        assert!(flow.steps().iter().enumerate().all(|(at, step)| step.number == at + 1));
        let ends: Vec<&str> = flow.outcomes().iter().map(PlannedOutcome::id).collect();
        let expected = "o-em o-ur1 o-ur2 o-ur3 o-gp1 o-pt1 o-cu o-so o-pt2 o-cr1 o-ga o-gp2 o-cr2";
        assert_eq!(ends.join(" "), expected);
    }

    #[test]
    fn the_longest_path_and_the_parents_are_known() {
        let flow = flow(CALF);
        assert_eq!(ids(&flow, flow.longest_path()), "now clot snap unwell walking start cramps next-day where bend");
        let parent = |at: usize| flow.steps()[at].parent.map(|parent| flow.steps()[parent].id());
        assert_eq!(parent(0), None);
        assert_eq!(parent(10), Some("where"));
        // `where` is asked after `start` and after `next-day`.
        assert_eq!(parent(9), None);
        assert_eq!(flow.steps()[9].dominator.map(|place| flow.steps()[place].id()), Some("start"));
    }

    #[test]
    fn an_outcome_is_dominated_by_what_all_its_readers_passed() {
        let flow = flow(CALF);
        let soleus = flow.outcomes().iter().position(|outcome| outcome.id() == "o-so").unwrap();
        assert!(flow.always_passes(3, Target::Outcome(soleus)));
        assert!(!flow.always_passes(10, Target::Outcome(soleus)));
        assert!(flow.always_passes(10, Target::Step(10)));
        let askers = &flow.outcomes()[soleus].askers;
        assert_eq!(ids(&flow, askers), "slow bend");
    }

    #[test]
    fn a_ring_is_an_error_and_is_cut() {
        let ring =
            "start a\n? a One?\n- Yes > b\n- No > home\n? b Two?\n- Yes > a\n- No > home\n= home self-care Stay\n";
        check(
            "D004",
            ring,
            "6:9 `a` error: questions lead round in a ring, `a` -> `b` -> `a`: a reader could go round for ever and get \
             no help; lead answer `Yes` forward, and use `again` for a link back",
        );
        let cut = flow(ring);
        assert_eq!(
            cut.steps()[1].answers().map(|(_, target)| target).collect::<Vec<_>>(),
            [None, Some(Target::Outcome(0))]
        );
        check("D004", CALF, "");
    }

    #[test]
    fn without_a_start_the_flow_is_empty() {
        let flow = flow("start zebra\n? a One?\n- Yes > home\n= home self-care Stay\n");
        assert!(flow.steps().is_empty() && flow.outcomes().is_empty() && flow.longest_path().is_empty());
    }

    #[test]
    fn again_is_bound_to_its_question() {
        let flow = flow("start a\n? a One?\n- Yes > b\n? b Two?\nagain a\n- Yes > home\n= home self-care Stay\n");
        assert_eq!(flow.steps()[1].again, Some(0));
    }
}

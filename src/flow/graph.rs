//! Rings, order, longest path and dominators of a graph of questions, as numbers only.
//!
//! It knows nothing of ids, texts or outcomes. A link that leads to no question (to an outcome, or nowhere) is `None`,
//! so that a link's place in its list is still its answer's place.

use std::collections::VecDeque;

/// For each question, where each of its answers leads: the number of a question, or nothing.
pub(super) type Links = Vec<Vec<Option<usize>>>;

/// An answer that leads back to a question on the way to it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Ring {
    /// The question whose answer closes the ring.
    pub step: usize,
    /// Which of its answers.
    pub answer: usize,
    /// The questions of the ring, from the one led back to up to `step`.
    pub path: Vec<usize>,
}

/// The answers that must be cut so that no ring that can be reached from `start` is left, answers in their order.
pub(super) fn rings(links: &Links, start: usize) -> Vec<Ring> {
    let mut rings = Vec::new();
    walk(links, start, Answers::Forwards, |event| {
        if let Event::Back { step, answer, path } = event {
            rings.push(Ring { step, answer, path });
        }
    });
    rings
}

/// The questions that can be reached from `start`, each after all that lead to it, else as the answers are ordered.
///
/// The answers are walked last to first because the order is that of leaving, reversed: so the first answer's
/// questions come first. `links` must be without rings.
pub(super) fn forward_order(links: &Links, start: usize) -> Vec<usize> {
    let mut order = Vec::new();
    walk(links, start, Answers::Backwards, |event| {
        if let Event::Left(step) = event {
            order.push(step);
        }
    });
    order.reverse();
    order
}

/// The longest path from question 0, where each link leads forward. Of equally long ones, the first in answer order.
pub(super) fn longest_path(links: &Links) -> Vec<usize> {
    let mut best: Vec<(usize, Option<usize>)> = vec![(0, None); links.len()];
    for (step, answers) in links.iter().enumerate().rev() {
        let mut longest = (1, None);
        for next in answers.iter().flatten() {
            let length = best.get(*next).map_or(0, |(length, _)| length + 1);
            if length > longest.0 {
                longest = (length, Some(*next));
            }
        }
        if let Some(slot) = best.get_mut(step) {
            *slot = longest;
        }
    }
    let first = (!links.is_empty()).then_some(0);
    std::iter::successors(first, |step| best.get(*step).and_then(|(_, next)| *next)).collect()
}

/// The questions that lead to each question, each once, in order.
pub(super) fn parents(links: &Links) -> Vec<Vec<usize>> {
    let mut parents: Vec<Vec<usize>> = vec![Vec::new(); links.len()];
    for (step, answers) in links.iter().enumerate() {
        for next in answers.iter().flatten() {
            if let Some(list) = parents.get_mut(*next)
                && list.last() != Some(&step)
            {
                list.push(step);
            }
        }
    }
    parents
}

/// For each question, the nearest one before it that lies on every path to it; none for question 0.
///
/// Each link leads forward, so one pass in order suffices (Cooper, Harvey and Kennedy, "A simple, fast dominance
/// algorithm", 2001).
pub(super) fn dominators(parents: &[Vec<usize>]) -> Vec<Option<usize>> {
    let mut dominators: Vec<Option<usize>> = Vec::with_capacity(parents.len());
    for before in parents {
        let nearest = common_dominator(&dominators, before);
        dominators.push(nearest);
    }
    dominators
}

/// The nearest question that lies on every path to all of `steps` (one of them counts as on its own path).
pub(super) fn common_dominator(dominators: &[Option<usize>], steps: &[usize]) -> Option<usize> {
    let up = |step: usize| dominators.get(step).copied().flatten();
    let mut common = *steps.first()?;
    for &other in steps {
        let mut other = other;
        while common != other {
            if common > other {
                common = up(common)?;
            } else {
                other = up(other)?;
            }
        }
    }
    Some(common)
}

/// The shortest path from question 0 to `goal` that does not pass `avoided`; none when there is no such path.
pub(super) fn path_without(links: &Links, avoided: usize, goal: usize) -> Option<Vec<usize>> {
    let mut came_from: Vec<Option<usize>> = vec![None; links.len()];
    let mut queue: VecDeque<usize> = VecDeque::new();
    if avoided != 0 {
        queue.push_back(0);
    }
    while let Some(step) = queue.pop_front() {
        if step == goal {
            let back = |step: &usize| came_from.get(*step).copied().flatten();
            let mut path: Vec<usize> = std::iter::successors(Some(goal), back).collect();
            path.reverse();
            return Some(path);
        }
        for next in links.get(step).into_iter().flatten().flatten().filter(|next| **next != avoided) {
            if let Some(slot @ None) = came_from.get_mut(*next)
                && *next != 0
            {
                *slot = Some(step);
                queue.push_back(*next);
            }
        }
    }
    None
}

/// In which order a walk takes a question's answers.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Answers {
    Forwards,
    Backwards,
}

/// What a walk meets.
enum Event {
    /// An answer leads to a question that the walk is still inside of.
    Back { step: usize, answer: usize, path: Vec<usize> },
    /// All that a question leads to has been walked.
    Left(usize),
}

/// Where a walk stands with one question.
#[derive(Clone, Copy, PartialEq, Eq)]
enum State {
    New,
    Inside,
    Left,
}

/// Walks depth first. The stack is ours, so that a long flow cannot overflow the program's.
fn walk(links: &Links, start: usize, answers: Answers, mut on: impl FnMut(Event)) {
    let mut states = vec![State::New; links.len()];
    let mut stack: Vec<(usize, usize)> = Vec::new();
    enter(&mut states, &mut stack, start);
    while let Some((step, taken)) = stack.last_mut() {
        let ways = links.get(*step).map_or(&[][..], Vec::as_slice);
        let position = match answers {
            Answers::Forwards => Some(*taken),
            Answers::Backwards => ways.len().checked_sub(*taken + 1),
        };
        let (step, way) = (*step, position.and_then(|position| Some((position, *ways.get(position)?))));
        *taken += 1;
        let Some((answer, target)) = way else {
            stack.pop();
            set(&mut states, step, State::Left);
            on(Event::Left(step));
            continue;
        };
        let Some(target) = target else { continue };
        match states.get(target) {
            Some(State::New) => enter(&mut states, &mut stack, target),
            Some(State::Inside) => {
                let path = stack.iter().map(|(step, _)| *step).skip_while(|step| *step != target).collect();
                on(Event::Back { step, answer, path });
            }
            Some(State::Left) | None => {}
        }
    }
}

fn enter(states: &mut [State], stack: &mut Vec<(usize, usize)>, step: usize) {
    if states.get(step).is_some() {
        set(states, step, State::Inside);
        stack.push((step, 0));
    }
}

fn set(states: &mut [State], step: usize, state: State) {
    if let Some(slot) = states.get_mut(step) {
        *slot = state;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Links from text: one question a word, its targets parted by commas, `.` for an answer that leads to none.
    fn links(text: &str) -> Links {
        let answers = |word: &str| word.split(',').map(|target| target.parse().ok()).collect();
        text.split_whitespace().map(answers).collect()
    }

    #[test]
    fn order_follows_the_answers_and_each_link_leads_forward() {
        // 0 asks for 1 and 2, which both lead to 3; 4 cannot be reached.
        assert_eq!(forward_order(&links("1,2 3 3 . 0"), 0), [0, 1, 2, 3]);
        // The second answer of 1 leads to 2, which the start lists first.
        assert_eq!(forward_order(&links("2,1 .,2 ."), 0), [0, 1, 2]);
    }

    #[test]
    fn a_ring_names_the_answer_that_closes_it() {
        let ring = Ring { step: 2, answer: 1, path: vec![1, 2] };
        assert_eq!(rings(&links("1 2 .,1"), 0), [ring]);
        assert_eq!(rings(&links("0"), 0), [Ring { step: 0, answer: 0, path: vec![0] }]);
        assert_eq!(rings(&links("1,2 2 ."), 0), []);
    }

    #[test]
    fn longest_path_takes_the_first_of_equals() {
        assert_eq!(longest_path(&links("1,2 3 3 . ")), [0, 1, 3]);
        assert_eq!(longest_path(&links("2,1 2 .")), [0, 1, 2]);
        assert!(longest_path(&Vec::new()).is_empty());
    }

    #[test]
    fn a_question_after_two_ways_is_dominated_by_their_fork() {
        assert_eq!(dominators(&parents(&links("1,2 3 3 ."))), [None, Some(0), Some(0), Some(0)]);
        assert_eq!(dominators(&parents(&links("1 2 ."))), [None, Some(0), Some(1)]);
    }

    #[test]
    fn path_without_a_question_goes_round_it() {
        assert_eq!(path_without(&links("1,2 2 3 ."), 1, 3), Some(vec![0, 2, 3]));
        assert_eq!(path_without(&links("1 2 ."), 1, 2), None);
        assert_eq!(path_without(&links("1 2 ."), 0, 2), None);
    }

    #[test]
    fn a_very_long_flow_does_not_overflow_the_stack() {
        let chain: Links = (1..=100_000).map(|next| vec![Some(next)]).chain([vec![None]]).collect();
        assert_eq!(forward_order(&chain, 0).len(), 100_001);
        assert_eq!(longest_path(&chain).len(), 100_001);
    }
}

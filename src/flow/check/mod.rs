//! What is wrong with one flow: its shape, its safety, its words and its scenarios.
//!
//! Each file holds rules that belong together, with their tests. Targets that do not exist and rings are reported when
//! the flow is planned; pages, sheets and reviews need the rest of the site and are checked elsewhere.

mod answers;
mod care;
mod emergency;
mod ids;
mod length;
mod reach;
mod safety_net;
mod scenario;
mod skipped;
mod sources;
mod unsure;
mod wording;

use crate::base::path::SitePath;
use crate::base::span::Span;
use crate::diag::{Place, Problem};
use crate::flow::plan::Flow;
use crate::model::decision::{Decision, Outcome, Step};
use crate::model::text::Text;

/// Words of a language that the checks look for, in lower case.
#[derive(Clone, Copy, Debug)]
pub struct Words<'a> {
    /// An answer with one of these is a way for a reader who is not sure: "not sure".
    pub unsure: &'a [String],
    /// Words that send a reader to a clinic: "book".
    pub book: &'a [String],
    /// Words that say what a reader has: "you have".
    pub diagnosis: &'a [String],
}

/// A flow to check, with all that the checks may know.
#[derive(Clone, Copy)]
pub struct Subject<'a> {
    /// The decision as written.
    pub decision: &'a Decision,
    /// The same decision as a graph.
    pub flow: &'a Flow,
    /// The decision's file.
    pub path: &'a SitePath,
    /// The words of its language.
    pub words: Words<'a>,
    /// Fills the inserts of a text.
    pub fill: &'a dyn Fn(&str) -> String,
}

/// A rule: looks at a flow and adds what is wrong.
type Rule = fn(&Subject<'_>, &mut Vec<Problem>);

const RULES: &[Rule] = &[
    ids::check,
    reach::unreached,
    reach::too_deep,
    reach::too_large,
    answers::missing,
    answers::too_many,
    answers::alike,
    answers::no_way_for_the_unsure,
    length::check,
    sources::check,
    scenario::check,
];

/// Rules that go by how urgent each outcome is.
const LEVEL_RULES: &[Rule] =
    &[unsure::check, emergency::not_first, emergency::no_help, skipped::check, safety_net::check, wording::check];

/// All problems of a flow but those that [`Flow::new`] has reported, in no order.
#[must_use]
pub fn check(subject: &Subject<'_>) -> Vec<Problem> {
    let mut problems = Vec::new();
    let of_levels: &[Rule] = if subject.decision.level_unread { &[] } else { LEVEL_RULES };
    for rule in RULES.iter().chain(of_levels) {
        rule(subject, &mut problems);
    }
    problems
}

impl Subject<'_> {
    /// A text as a reader sees it.
    fn filled(&self, text: &Text) -> String {
        (self.fill)(&text.raw)
    }

    fn place(&self, span: Span) -> Place {
        Place::at(self.path, span)
    }

    /// Where to point for a question as a whole.
    fn at_step(&self, step: &Step) -> Place {
        self.place(id_or_whole(&step.id, step.span))
    }

    /// Where to point for an outcome as a whole.
    fn at_outcome(&self, outcome: &Outcome) -> Place {
        self.place(id_or_whole(&outcome.id, outcome.span))
    }
}

fn id_or_whole(id: &Text, whole: Span) -> Span {
    if id.raw.is_empty() { whole } else { id.span }
}

/// Names as a message lists them: `` `a`, `b` and `c` ``.
fn list<'a>(names: impl IntoIterator<Item = &'a str>) -> String {
    let names: Vec<String> = names.into_iter().map(|name| format!("`{name}`")).collect();
    match names.split_last() {
        Some((last, before)) if !before.is_empty() => format!("{} and {last}", before.join(", ")),
        Some((last, _)) => last.clone(),
        None => String::new(),
    }
}

#[cfg(test)]
mod tests {
    use crate::flow::testing::{CALF, problems};

    #[test]
    fn a_sound_flow_has_no_problem() {
        assert_eq!(problems(CALF), []);
    }
}

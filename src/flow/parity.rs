//! All forms of a flow say the same: each is read back and compared with the decision itself.
//!
//! Also holds the flows that chance makes, against which the graph's facts are checked by plain counting.

use crate::base::span::Span;
use crate::flow::labels::Labels;
use crate::flow::outline::{Heading, OutcomeLinks, Outline, one_line};
use crate::flow::plan::{Flow, Target};
use crate::flow::testing::{CALF, decision, fill, outcome, path};
use crate::flow::{dot, json, mermaid, text};
use crate::model::decision::{Answer, Decision, Step, Urgency};
use crate::model::text::Text;

/// An answer as a form shows it: the question's number, the label, and `q4` or `r2` for where it leads.
pub(super) type Way = (usize, String, String);

/// A way from its parts as read.
pub(super) fn way(number: &str, label: String, target: &str) -> Way {
    (number.parse().unwrap(), label, target.to_owned())
}

/// The ways of a decision: (question's id, label, target's id), from the text alone, without `Flow`.
fn ways_as_written(decision: &Decision) -> Vec<(String, String, String)> {
    let mut ways = Vec::new();
    let mut waiting = vec![decision.start.raw.clone()];
    let mut seen = waiting.clone();
    while let Some(id) = waiting.pop() {
        let Some(step) = decision.steps.iter().find(|step| step.id.raw == id) else { continue };
        for answer in &step.answers {
            ways.push((id.clone(), one_line(&fill(&answer.label.raw)), answer.goto.raw.clone()));
            if !seen.contains(&answer.goto.raw) {
                seen.push(answer.goto.raw.clone());
                waiting.push(answer.goto.raw.clone());
            }
        }
    }
    ways.sort();
    ways
}

#[track_caller]
fn check_forms(decision: &Decision) {
    let (flow, problems) = Flow::new(decision, &path());
    assert_eq!(problems, []);
    let outline = Outline::new(&flow, &fill, &|_| OutcomeLinks::default());
    let (heading, labels) = (Heading { title: "Which page?", audience: None, summary: None }, Labels::english());
    let expected = ways_as_written(decision);
    let id = |name: &str| {
        let (kind, number) = name.split_at(1);
        let place = number.parse::<usize>().unwrap() - 1;
        let id = if kind == "q" { flow.steps()[place].id() } else { flow.outcomes()[place].id() };
        id.to_owned()
    };
    let forms = [
        ("text", text::read_back::ways(&text::write(&outline, &heading, &labels))),
        ("json", json::read_back::ways(&json::write(&outline, &heading, &labels))),
        ("mermaid", mermaid::read_back::ways(&mermaid::write(&outline, &heading, &labels))),
        ("dot", dot::read_back::ways(&dot::write(&outline, &heading, &labels))),
    ];
    for (form, ways) in forms {
        let by_id = |(number, label, target): Way| (id(&format!("q{number}")), label, id(&target));
        let mut found: Vec<_> = ways.into_iter().map(by_id).collect();
        found.sort();
        assert_eq!(found, expected, "{form}");
    }
}

/// A flow's numbers and facts, against plain counting.
#[track_caller]
fn check_graph(flow: &Flow) {
    let steps = flow.steps();
    let next = |place: usize| steps[place].answers().filter_map(|(_, target)| target).collect::<Vec<_>>();
    let mut longest = vec![1; steps.len()];
    for place in (0..steps.len()).rev() {
        assert_eq!(steps[place].number, place + 1);
        for target in next(place) {
            if let Target::Step(later) = target {
                assert!(later > place, "each jump goes forward");
                longest[place] = longest[place].max(longest[later] + 1);
            }
        }
        let parents: Vec<usize> = (0..steps.len()).filter(|at| next(*at).contains(&Target::Step(place))).collect();
        assert_eq!(steps[place].parent, (parents.len() == 1).then(|| parents[0]));
    }
    assert_eq!(flow.longest_path().len(), longest[0]);
    for avoided in 0..steps.len() {
        let reached = reached_without(flow, avoided);
        let steps = (0..steps.len()).map(Target::Step);
        for target in steps.chain((0..flow.outcomes().len()).map(Target::Outcome)) {
            let avoidable = reached.contains(&target);
            assert_eq!(flow.always_passes(avoided, target), !avoidable, "{avoided} before {target:?}");
        }
    }
}

/// What can be reached when one question is taken out.
fn reached_without(flow: &Flow, avoided: usize) -> Vec<Target> {
    let mut reached = Vec::new();
    let mut waiting = vec![Target::Step(0)];
    while let Some(target) = waiting.pop() {
        if target != Target::Step(avoided) && !reached.contains(&target) {
            reached.push(target);
            if let Target::Step(place) = target {
                waiting.extend(flow.steps()[place].answers().filter_map(|(_, target)| target));
            }
        }
    }
    reached
}

/// A linear congruential generator with Knuth's numbers for MMIX: the same flows on every machine.
struct Chance(u64);

impl Chance {
    fn below(&mut self, limit: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap() % limit
    }

    fn label(&mut self) -> Text {
        const PARTS: [&str; 34] = [
            "Yes",
            "not sure",
            "\"quoted\"",
            "it's",
            "a: b",
            "end",
            "1.",
            "2) x",
            "- dash",
            "* star",
            "# head",
            "[x]",
            "{y}",
            "(z)",
            "a|b",
            "<b>",
            "&amp;",
            "&",
            "\\n",
            "\\",
            "%%{init}%%",
            "`code`",
            "$$",
            "é",
            "膝が痛い",
            "😀",
            "4\u{a0}weeks",
            "->",
            "-->",
            "];",
            "Results",
            "Go to question 3",
            "#quot;",
            "{{emergency_number}}",
        ];
        let count = 1 + self.below(6);
        let parts: Vec<&str> = (0..count).map(|_| PARTS[self.below(PARTS.len())]).collect();
        let blank = [" ", "\n", "  "][self.below(3)];
        text(&parts.join(blank))
    }

    /// A flow whose questions are written in an order of their own, some out of reach.
    fn decision(&mut self) -> Decision {
        let (steps, ends) = (1 + self.below(20), 1 + self.below(12));
        let mut decision = Decision { start: text("s0"), ..Decision::default() };
        for step in 0..steps {
            let answers = (0..=self.below(4)).map(|_| {
                let later = step + 1 + self.below(6);
                let goto = if later < steps { format!("s{later}") } else { format!("o{}", self.below(ends)) };
                let why = (self.below(3) == 0).then(|| self.label());
                Answer { label: self.label(), goto: text(&goto), why, ..Answer::default() }
            });
            let answers = answers.collect();
            let step = Step { id: text(&format!("s{step}")), ask: self.label(), answers, ..Step::default() };
            let at = self.below(decision.steps.len() + 1);
            decision.steps.insert(at, step);
        }
        for end in 0..ends {
            let (_, urgency) = Urgency::WORDS[self.below(4)];
            decision.outcomes.push(outcome(text(&format!("o{end}")), urgency, self.label()));
        }
        decision
    }
}

fn text(raw: &str) -> Text {
    Text { raw: raw.to_owned(), span: Span::default() }
}

#[test]
fn every_form_of_the_calf_flow_says_the_same() {
    let decision = decision(CALF);
    check_forms(&decision);
    let (flow, _) = Flow::new(&decision, &path());
    check_graph(&flow);
    assert_eq!((flow.steps().len(), flow.outcomes().len(), flow.longest_path().len()), (12, 13, 10));
}

#[test]
fn every_form_of_two_hundred_flows_says_the_same() {
    for seed in 0..200 {
        let decision = Chance(seed).decision();
        check_forms(&decision);
        check_graph(&Flow::new(&decision, &path()).0);
    }
}

#[test]
fn one_flow_gives_one_text_each_time() {
    let write = || {
        let (flow, _) = Flow::new(&Chance(7).decision(), &path());
        let outline = Outline::new(&flow, &fill, &|_| OutcomeLinks::default());
        json::write(&outline, &Heading { title: "T", audience: None, summary: None }, &Labels::english())
    };
    assert_eq!(write(), write());
}

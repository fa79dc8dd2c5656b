//! Decisions: questions, answers, outcomes and the scenarios that test them.

use crate::model::decision::{Answer, Decision, Layout, Outcome, Scenario, Step, Urgency};
use crate::model::kind::Kind;
use crate::model::page::Data;
use crate::model::text::Text;
use crate::parse::KindForm;
use crate::parse::meta::{cites, page, text, texts};
use crate::parse::schema::{Checker, Field, Shape};
use crate::parse::tree::Node;

const REVIEW: Shape = Shape::Word(&["needed"]);

const ANSWER: &[Field] = &[
    Field::needed("label", Shape::Text, "The words of the answer; quote `\"Yes\"` and `\"No\"`."),
    Field::needed("goto", Shape::Text, "The id of the question or outcome it leads to."),
    Field::new("why", Shape::Text, "Why it leads there."),
    Field::new("cite", Shape::List(&Shape::Cite), "Sources."),
    Field::new("main", Shape::Bool, "Whether it is the usual way."),
    Field::new("review", REVIEW, "`needed` while a clinician has still to look at it."),
    Field::new("unsure", Shape::Bool, "Whether it is the way for a reader who is not sure."),
];

const STEP: &[Field] = &[
    Field::needed("id", Shape::Text, "Its id, `[a-z0-9-]+`."),
    Field::needed("ask", Shape::Text, "The question, at most 60 characters."),
    Field::new("help", Shape::Text, "More words for who needs them."),
    Field::new("any_of", Shape::List(&Shape::Text), "A list that is answered as one."),
    Field::new("check", Shape::Word(&["emergency", "urgent"]), "Marks a safety question."),
    Field::new("cite", Shape::List(&Shape::Cite), "Sources."),
    Field::new("review", REVIEW, "`needed` while a clinician has still to look at it."),
    Field::new("answers", Shape::List(&Shape::Map(ANSWER)), "The answers in order, two to four."),
    Field::new("again", Shape::Text, "A question to go back to, as a link."),
];

const OUTCOME: &[Field] = &[
    Field::needed("id", Shape::Text, "Its id, `[a-z0-9-]+`."),
    Field::needed("urgency", Shape::Word(&["emergency", "urgent", "book", "self-care"]), "How soon to get help."),
    Field::needed("title", Shape::Text, "What to do, at most 32 characters; never what a reader has."),
    Field::new("page", Shape::Page, "The page to read; only an emergency may do without."),
    Field::new("at", Shape::Text, "A heading on that page."),
    Field::new("sheet", Shape::Page, "The sheet to print, `programme#phase`."),
    Field::new("within", Shape::Text, "How soon, in words: today."),
    Field::new("advice", Shape::Text, "What to do now."),
    Field::new("cite", Shape::List(&Shape::Cite), "Sources."),
    Field::new("review", REVIEW, "`needed` while a clinician has still to look at it."),
    Field::new("safety_net", Shape::Text, "This outcome's own safety net."),
];

const SCENARIO: &[Field] = &[
    Field::needed("name", Shape::Text, "What the case is called."),
    Field::needed("answers", Shape::AnyKeys(&Shape::Text), "The answer at each question it passes: `step: label`."),
    Field::needed("expect", Shape::Text, "The id of the outcome it must reach."),
];

const LAYOUT: &[Field] = &[
    Field::new("direction", Shape::Word(&["auto", "down", "rail"]), "Which way the chart runs."),
    Field::new(
        "share",
        Shape::Word(&["auto", "merge", "repeat"]),
        "Whether shared outcomes are drawn once or at each use.",
    ),
    Field::new("page", Shape::List(&Shape::Word(&["A4", "Letter", "ladder"])), "The papers it must fit."),
];

const FIELDS: &[Field] = &[
    Field::new("short", Shape::Text, "A short name, for the trail of links above its questions."),
    Field::new("audience", Shape::Text, "Whom it is for."),
    Field::new("no_emergency", Shape::Text, "Why the flow has no emergency or urgent outcome."),
    Field::needed("start", Shape::Text, "The id of the first question."),
    Field::needed("steps", Shape::List(&Shape::Map(STEP)), "The questions."),
    Field::needed("outcomes", Shape::List(&Shape::Map(OUTCOME)), "The ends."),
    Field::needed(
        "scenarios",
        Shape::List(&Shape::Map(SCENARIO)),
        "Cases with the outcome each must reach, run at every build.",
    ),
    Field::needed("safety_net", Shape::Text, "One sentence shown at every outcome that is not an emergency."),
    Field::new("layout", Shape::Map(LAYOUT), "Wishes for the drawing."),
];

/// How a decision's front matter is read.
pub const FORM: KindForm = KindForm { kind: Kind::Decision, fields: FIELDS, decode };

fn decode(tree: &Node, _: &mut Checker<'_>) -> Data {
    let list = |key: &str| tree.get(key).map(Node::items).unwrap_or_default();
    Data::Decision(Box::new(Decision {
        short: text(tree, "short"),
        audience: text(tree, "audience"),
        no_emergency: text(tree, "no_emergency"),
        start: text(tree, "start").unwrap_or_default(),
        steps: list("steps").iter().map(step).collect(),
        outcomes: list("outcomes").iter().map(outcome).collect(),
        scenarios: list("scenarios").iter().map(scenario).collect(),
        safety_net: text(tree, "safety_net"),
        layout: tree.get("layout").map(layout).unwrap_or_default(),
        level_unread: list("outcomes").iter().any(|outcome| urgency(outcome, "urgency").is_none()),
    }))
}

fn urgency(node: &Node, key: &str) -> Option<Urgency> {
    let word = text(node, key)?;
    Urgency::WORDS.iter().find(|(name, _)| *name == word.raw).map(|(_, urgency)| *urgency)
}

fn step(node: &Node) -> Step {
    Step {
        id: text(node, "id").unwrap_or_default(),
        ask: text(node, "ask").unwrap_or_default(),
        help: text(node, "help"),
        any_of: texts(node, "any_of"),
        check: urgency(node, "check"),
        cite: cites(node, "cite"),
        review_needed: node.get("review").map(|review| review.span),
        answers: node.get("answers").map(|list| list.items().iter().map(answer).collect()).unwrap_or_default(),
        again: text(node, "again"),
        span: node.span,
    }
}

fn answer(node: &Node) -> Answer {
    let flag = |key: &str| node.get(key).and_then(Node::boolean).unwrap_or(false);
    Answer {
        label: text(node, "label").unwrap_or_default(),
        goto: text(node, "goto").unwrap_or_default(),
        why: text(node, "why"),
        cite: cites(node, "cite"),
        main: flag("main"),
        review_needed: node.get("review").map(|review| review.span),
        unsure: flag("unsure"),
        span: node.span,
    }
}

/// An outcome whose level cannot be read counts as an emergency until it is mended: the error stops the build anyway.
fn outcome(node: &Node) -> Outcome {
    Outcome {
        id: text(node, "id").unwrap_or_default(),
        urgency: urgency(node, "urgency").unwrap_or(Urgency::Emergency),
        title: text(node, "title").unwrap_or_default(),
        page: page(node, "page"),
        at: text(node, "at"),
        sheet: page(node, "sheet"),
        within: text(node, "within"),
        advice: text(node, "advice"),
        cite: cites(node, "cite"),
        review_needed: node.get("review").map(|review| review.span),
        safety_net: text(node, "safety_net"),
        span: node.span,
    }
}

fn scenario(node: &Node) -> Scenario {
    let answers = node
        .get("answers")
        .map(Node::entries)
        .unwrap_or_default()
        .iter()
        .filter_map(|(key, value)| Some((Text { raw: key.text.clone(), span: key.span }, value.text()?)));
    Scenario {
        name: text(node, "name").unwrap_or_default(),
        answers: answers.collect(),
        expect: text(node, "expect").unwrap_or_default(),
        span: node.span,
    }
}

fn layout(node: &Node) -> Layout {
    let word = |key: &str| text(node, key).map(|text| text.raw);
    Layout {
        direction: word("direction"),
        share: word("share"),
        page: texts(node, "page").into_iter().map(|text| text.raw).collect(),
    }
}

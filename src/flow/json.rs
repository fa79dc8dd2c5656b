//! An outline as JSON for other programs: everything in it, keys in a fixed order, `null` where there is nothing.
//!
//! The form is versioned by `schema`: a key is only ever added under one number. Only strings pass through
//! `serde_json`, because the order of its maps depends on features that any other crate may turn on.

use crate::flow::labels::Labels;
use crate::flow::outline::{
    AnswerView, Heading, LinkView, OutcomeView, Outline, StepLink, StepView, TargetView, cite_word,
};
use crate::model::decision::Urgency;
use crate::model::text::Cite;

/// The version of the form.
const SCHEMA: usize = 1;

/// The flow as JSON with two blanks of indent and a last line break.
#[must_use]
pub fn write(outline: &Outline, heading: &Heading<'_>, labels: &Labels) -> String {
    let root = Json::Object(vec![
        ("schema", Json::Number(SCHEMA)),
        ("title", Json::Text(heading.title)),
        ("audience", maybe_text(heading.audience)),
        ("summary", maybe_text(heading.summary)),
        ("start", maybe_text(outline.steps.first().map(|step| step.id.as_str()))),
        ("longest_way", Json::Number(outline.longest_way)),
        ("safety_net", maybe_text(outline.safety_net.as_deref())),
        ("steps", Json::List(outline.steps.iter().map(step).collect())),
        ("outcomes", Json::List(outline.outcomes.iter().map(|view| outcome(view, labels)).collect())),
    ]);
    let mut text = String::new();
    root.write(&mut text, 0);
    text.push('\n');
    text
}

/// A JSON value whose keys stay in order.
enum Json<'a> {
    Null,
    Flag(bool),
    Number(usize),
    Text(&'a str),
    List(Vec<Json<'a>>),
    Object(Vec<(&'static str, Json<'a>)>),
}

fn maybe_text(text: Option<&str>) -> Json<'_> {
    text.map_or(Json::Null, Json::Text)
}

fn step(view: &StepView) -> Json<'_> {
    Json::Object(vec![
        ("number", Json::Number(view.number)),
        ("id", Json::Text(&view.id)),
        ("ask", Json::Text(&view.ask)),
        ("help", maybe_text(view.help.as_deref())),
        ("any_of", Json::List(view.any_of.iter().map(|item| Json::Text(item)).collect())),
        ("check", maybe_text(view.check.map(Urgency::word))),
        ("cite", cites(&view.cite)),
        ("review_needed", Json::Flag(view.review_needed)),
        ("answers", Json::List(view.answers.iter().map(answer).collect())),
        ("parent", step_link(view.parent.as_ref())),
        ("again", step_link(view.again.as_ref())),
    ])
}

fn answer(view: &AnswerView) -> Json<'_> {
    let (kind, number, id) = match &view.target {
        TargetView::Step { number, id } => ("step", number, id),
        TargetView::Outcome { number, id } => ("outcome", number, id),
    };
    Json::Object(vec![
        ("label", Json::Text(&view.label)),
        (
            "goto",
            Json::Object(vec![("kind", Json::Text(kind)), ("number", Json::Number(*number)), ("id", Json::Text(id))]),
        ),
        ("why", maybe_text(view.why.as_deref())),
        ("cite", cites(&view.cite)),
        ("main", Json::Flag(view.main)),
        ("unsure", Json::Flag(view.unsure)),
        ("review_needed", Json::Flag(view.review_needed)),
    ])
}

fn outcome<'a>(view: &'a OutcomeView, labels: &'a Labels) -> Json<'a> {
    Json::Object(vec![
        ("number", Json::Number(view.number)),
        ("id", Json::Text(&view.id)),
        ("urgency", Json::Text(view.urgency.word())),
        ("level", Json::Text(labels.level(view.urgency))),
        ("title", Json::Text(&view.title)),
        ("within", maybe_text(view.within.as_deref())),
        ("advice", maybe_text(view.advice.as_deref())),
        ("safety_net", maybe_text(view.safety_net.as_deref())),
        ("page", link(view.page.as_ref())),
        ("sheet", link(view.sheet.as_ref())),
        ("cite", cites(&view.cite)),
        ("review_needed", Json::Flag(view.review_needed)),
    ])
}

fn cites(cites: &[Cite]) -> Json<'_> {
    Json::List(cites.iter().map(|cite| Json::Text(cite_word(cite))).collect())
}

fn step_link(link: Option<&StepLink>) -> Json<'_> {
    link.map_or(Json::Null, |link| {
        Json::Object(vec![("number", Json::Number(link.number)), ("id", Json::Text(&link.id))])
    })
}

fn link(link: Option<&LinkView>) -> Json<'_> {
    link.map_or(Json::Null, |link| {
        Json::Object(vec![("title", Json::Text(&link.title)), ("href", Json::Text(&link.href))])
    })
}

impl Json<'_> {
    fn write(&self, out: &mut String, depth: usize) {
        match self {
            Self::Null => out.push_str("null"),
            Self::Flag(flag) => out.push_str(if *flag { "true" } else { "false" }),
            Self::Number(number) => out.push_str(&number.to_string()),
            Self::Text(text) => write_text(out, text),
            Self::List(items) => {
                write_block(out, ['[', ']'], depth, items, |out, item| item.write(out, depth + 1));
            }
            Self::Object(entries) => write_block(out, ['{', '}'], depth, entries, |out, (key, value)| {
                write_text(out, key);
                out.push_str(": ");
                value.write(out, depth + 1);
            }),
        }
    }
}

fn write_text(out: &mut String, text: &str) {
    // Writing a string cannot fail; were it to, the file would still be sound JSON.
    out.push_str(&serde_json::to_string(text).unwrap_or_else(|_| "null".to_owned()));
}

fn write_block<T>(
    out: &mut String,
    [open, close]: [char; 2],
    depth: usize,
    items: &[T],
    write: impl Fn(&mut String, &T),
) {
    out.push(open);
    for (at, item) in items.iter().enumerate() {
        out.push_str(if at == 0 { "\n" } else { ",\n" });
        out.push_str(&"  ".repeat(depth + 1));
        write(out, item);
    }
    if !items.is_empty() {
        out.push('\n');
        out.push_str(&"  ".repeat(depth));
    }
    out.push(close);
}

/// Reads the JSON back, for the tests that compare all forms.
#[cfg(test)]
pub(super) mod read_back {
    use crate::flow::parity::{Way, way};

    /// The ways in a text: (question's number, label, target).
    pub(in crate::flow) fn ways(text: &str) -> Vec<Way> {
        let root: serde_json::Value = serde_json::from_str(text).unwrap();
        let mut ways = Vec::new();
        for step in root["steps"].as_array().unwrap() {
            for answer in step["answers"].as_array().unwrap() {
                let goto = &answer["goto"];
                let (kind, list) = if goto["kind"] == "step" { ("q", "steps") } else { ("r", "outcomes") };
                let place = usize::try_from(goto["number"].as_u64().unwrap() - 1).unwrap();
                assert_eq!(root[list][place]["id"], goto["id"]);
                let target = format!("{kind}{}", goto["number"]);
                ways.push(way(&step["number"].to_string(), answer["label"].as_str().unwrap().to_owned(), &target));
            }
        }
        ways
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::flow::outline::OutcomeLinks;
    use crate::flow::testing::{fill, flow};

    #[test]
    fn all_keys_stand_in_their_order() {
        let source = "start a\nnet Come back.\n? a !urgent Any \"of\" these?\nany red\ncite uclh-dvt\n\
                      - Yes > today | why So. | cite own\n= today urgent Call\nwithin today\n";
        let outline = Outline::new(&flow(source), &fill, &|_| OutcomeLinks {
            page: Some(LinkView { title: "Clots".to_owned(), href: "../clot/".to_owned() }),
            sheet: None,
        });
        let text =
            write(&outline, &Heading { title: "T", audience: Some("adults"), summary: None }, &Labels::english());
        let flat = text.lines().map(str::trim_start).collect::<Vec<_>>().join(" ");
        assert_eq!(
            flat,
            "{ \"schema\": 1, \"title\": \"T\", \"audience\": \"adults\", \"summary\": null, \"start\": \"a\", \"longest_way\": 1, \
             \"safety_net\": \"Come back.\", \
             \"steps\": [ { \"number\": 1, \"id\": \"a\", \"ask\": \"Any \\\"of\\\" these?\", \"help\": null, \
             \"any_of\": [ \"red\" ], \"check\": \"urgent\", \"cite\": [ \"uclh-dvt\" ], \"review_needed\": false, \
             \"answers\": [ { \"label\": \"Yes\", \
             \"goto\": { \"kind\": \"outcome\", \"number\": 1, \"id\": \"today\" }, \"why\": \"So.\", \
             \"cite\": [ \"own\" ], \"main\": false, \"unsure\": false, \"review_needed\": false } ], \
             \"parent\": null, \"again\": null } ], \
             \"outcomes\": [ { \"number\": 1, \"id\": \"today\", \"urgency\": \"urgent\", \"level\": \"Urgent\", \
             \"title\": \"Call\", \"within\": \"today\", \"advice\": null, \"safety_net\": \"Come back.\", \
             \"page\": { \"title\": \"Clots\", \"href\": \"../clot/\" }, \"sheet\": null, \"cite\": [], \
             \"review_needed\": false } ] }"
        );
        assert!(text.ends_with("  ]\n}\n"));
        assert!(text.contains("\n      \"any_of\": [\n        \"red\"\n      ],\n"), "{text}");
    }

    #[test]
    fn an_empty_flow_is_sound_json() {
        let text =
            write(&Outline::default(), &Heading { title: "T", audience: None, summary: Some("S") }, &Labels::english());
        let root: serde_json::Value = serde_json::from_str(&text).unwrap();
        assert_eq!((root["start"].is_null(), root["summary"].as_str()), (true, Some("S")));
    }
}

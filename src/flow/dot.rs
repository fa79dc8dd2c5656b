//! An outline as a Graphviz graph, for people who draw it with their own tools.
//!
//! A level of care shows by shape and by word. Help, reasons and safety nets stand in the labels. It sets no colours
//! and no fonts.

use crate::flow::labels::Labels;
use crate::flow::outline::{AnswerView, Heading, OutcomeView, Outline, StepView, TargetView, one_line};
use crate::model::decision::Urgency;

/// The flow as a directed graph from top to bottom.
#[must_use]
pub fn write(outline: &Outline, heading: &Heading<'_>, labels: &Labels) -> String {
    let mut lines = vec!["digraph flow {".to_owned(), "    rankdir=TB;".to_owned(), "    labelloc=t;".to_owned()];
    let audience = heading.audience.map(|audience| wrapped(&labels.for_whom(audience))).unwrap_or_default();
    let title = std::iter::once(heading.title).chain(audience.iter().map(String::as_str)).map(escape);
    lines.push(format!("    label=\"{}\";", title.collect::<Vec<_>>().join("\\n")));
    lines.push("    node [shape=box];".to_owned());
    lines.extend(outline.steps.iter().map(|view| step(view, labels)));
    lines.extend(outline.outcomes.iter().map(|view| outcome(view, labels)));
    for step in &outline.steps {
        for answer in &step.answers {
            let target = match &answer.target {
                TargetView::Step { number, .. } => format!("q{number}"),
                TargetView::Outcome { number, .. } => format!("r{number}"),
            };
            lines.push(format!("    q{} -> {target} [label=\"{}\"];", step.number, way(answer, labels)));
        }
    }
    lines.push("}\n".to_owned());
    lines.join("\n")
}

/// A question; a safety question has a double border.
fn step(view: &StepView, labels: &Labels) -> String {
    let border = view.check.map_or("", |_| ", peripheries=2");
    let text = label(view.lines(labels));
    format!("    q{} [label=\"{text}\"{border}];", view.number)
}

fn outcome(view: &OutcomeView, labels: &Labels) -> String {
    let shape = match view.urgency {
        Urgency::Emergency => "shape=doubleoctagon",
        Urgency::Urgent => "shape=octagon",
        Urgency::Book => "style=rounded",
        Urgency::SelfCare => "shape=ellipse",
    };
    let text = label(view.lines(labels));
    format!("    r{} [{shape}, label=\"{text}\"];", view.number)
}

/// An answer's words, on one line as they are, then its reason.
fn way(answer: &AnswerView, labels: &Labels) -> String {
    match &answer.why {
        None => escape(&answer.label),
        Some(why) => {
            let reason = wrapped(&labels.reason(why));
            std::iter::once(&answer.label).chain(&reason).map(|line| format!("{}\\l", escape(line))).collect()
        }
    }
}

/// Letters on a line of a label; only a word that is longer by itself goes beyond. Graphviz does not wrap.
const WIDTH: usize = 48;

/// Texts as one label. Where they need several lines these are set flush left: `\l` says so at the end of each.
fn label(texts: impl IntoIterator<Item = String>) -> String {
    let lines: Vec<String> = texts.into_iter().flat_map(|text| wrapped(&text)).map(|line| escape(&line)).collect();
    match lines.as_slice() {
        [only] => only.clone(),
        several => several.iter().map(|line| format!("{line}\\l")).collect(),
    }
}

fn wrapped(text: &str) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for word in one_line(text).split(' ') {
        match lines.last_mut() {
            Some(line) if line.chars().count() + 1 + word.chars().count() <= WIDTH => {
                line.push(' ');
                line.push_str(word);
            }
            Some(_) | None => lines.push(word.to_owned()),
        }
    }
    lines
}

/// A text for use in double quotes. Graphviz reads `\n` and HTML entities in labels, so `\` and `&` are escaped too.
fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for letter in one_line(text).chars() {
        match letter {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '&' => out.push_str("&amp;"),
            letter => out.push(letter),
        }
    }
    out
}

/// Reads the graph back, for the tests that compare all forms.
#[cfg(test)]
pub(super) mod read_back {
    use crate::flow::parity::{Way, way};

    /// The ways in a graph: (question's number, label, target).
    pub(in crate::flow) fn ways(text: &str) -> Vec<Way> {
        let arrow = |line: &str| {
            let (ends, label) = line.strip_prefix("    q")?.strip_suffix("\"];")?.split_once(" [label=\"")?;
            let (asker, target) = ends.split_once(" -> ")?;
            Some(way(asker, decode(label), target))
        };
        text.lines().filter_map(arrow).collect()
    }

    fn decode(label: &str) -> String {
        let mut text = String::new();
        let mut letters = label.chars();
        while let Some(letter) = letters.next() {
            assert_ne!(letter, '"', "{label}");
            match letter {
                // What follows the end of a line is the reason.
                '\\' => match letters.next().unwrap() {
                    'l' => break,
                    escaped => text.push(escaped),
                },
                letter => text.push(letter),
            }
        }
        text.replace("&amp;", "&")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::flow::outline::OutcomeLinks;
    use crate::flow::testing::{fill, flow};

    #[test]
    fn shapes_and_words_tell_the_levels_apart() {
        let source = "start a\nnet Ask again.\n? a !urgent Any of these?\nhelp If not sure, say yes.\nany a \"hot\" calf\n\
                      any swelling\n- Yes > call\n- Perhaps > today | why It may be a clot.\n- No > b\n? b Where?\nagain a\n\
                      - Calf > home\n- Not sure > see\n= call emergency Call {{emergency_number}}\n= today urgent Call\n\
                      within today\nadvice Rest, keep the leg up and do not drive, also not to us.\n= home self-care Stay\nnet Call us.\n= see book See us\n";
        let outline = Outline::new(&flow(source), &fill, &|_| OutcomeLinks::default());
        assert_eq!(
            write(&outline, &Heading { title: "Which \"page\"?", audience: Some("adults"), summary: None }, &Labels::english()),
            "digraph flow {
    rankdir=TB;
    labelloc=t;
    label=\"Which \\\"page\\\"?\\nFor: adults\";
    node [shape=box];
    q1 [label=\"1. Any of these?\\lIf not sure, say yes.\\l• a \\\"hot\\\" calf\\l• swelling\\l\", peripheries=2];
    q2 [label=\"2. Where?\\lBack to question 1\\l\"];
    r1 [shape=doubleoctagon, label=\"Emergency: Call 999\"];
    r2 [shape=octagon, label=\"Urgent (today): Call\\lRest, keep the leg up and do not drive, also not\\lto us.\\lIf things change: Ask again.\\l\"];
    r3 [shape=ellipse, label=\"Self-care: Stay\\lIf things change: Call us.\\l\"];
    r4 [style=rounded, label=\"Book a visit: See us\\lIf things change: Ask again.\\l\"];
    q1 -> r1 [label=\"Yes\"];
    q1 -> r2 [label=\"Perhaps\\lWhy: It may be a clot.\\l\"];
    q1 -> q2 [label=\"No\"];
    q2 -> r3 [label=\"Calf\"];
    q2 -> r4 [label=\"Not sure\"];
}
"
        );
    }

    #[test]
    fn nothing_in_a_label_can_end_it_or_mean_something() {
        assert_eq!(escape("a \"b\" \\n &lt;\nc"), "a \\\"b\\\" \\\\n &amp;lt; c");
    }
}

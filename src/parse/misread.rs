//! Texts that YAML reads in another way than their author meant: an item that joins the one above, a number that a comma
//! parts, curly quotes that hold nothing together.
//!
//! All three are sound YAML. Nothing else would tell that a list has an item too few or too many.

use super::tree::{Node, Value};
use crate::base::span::Span;

/// What YAML made of a text, where, and what to do about it.
pub struct Slip {
    /// Where the author's words stand.
    pub span: Span,
    /// What they are read as.
    pub message: String,
    /// What to write in their place.
    pub help: String,
}

impl Slip {
    fn new(span: Span, message: String, help: impl Into<String>) -> Self {
        Self { span, message, help: help.into() }
    }
}

/// The slip in one text. `name` is its key.
#[must_use]
pub fn in_text(node: &Node, name: &str) -> Option<Slip> {
    joined_item(node, name).or_else(|| in_curly_quotes(node, name))
}

/// The slips between the items of a list. `name` is its key.
#[must_use]
pub fn between(items: &[Node], name: &str) -> Vec<Slip> {
    let pairs = items.windows(2).filter_map(|pair| if let [left, right] = pair { Some((left, right)) } else { None });
    pairs.filter_map(|(left, right)| parted_number(left, right, name)).collect()
}

/// A line that begins as an item does, within a text: it was indented too far, so YAML took it for more of the text
/// above. A text below `|` or `>` is written in lines on purpose.
fn joined_item(node: &Node, name: &str) -> Option<Slip> {
    if !matches!(node.value, Value::Text(_)) || node.raw.starts_with(['|', '>']) {
        return None;
    }
    let (at, line) =
        later_lines(&node.raw).find(|(_, line)| ["- ", "* ", "\u{2022} "].iter().any(|sign| line.starts_with(sign)))?;
    Some(Slip::new(
        Span::new(at, at + line.len()).shifted(node.span.start as usize),
        format!("`{line}` joined the text above it, so that `{name}` is {}", node.describe()),
        "line it up with the item above; write a text that is meant to hold a dash on one line",
    ))
}

/// The lines of a scalar after its first, without the blanks around them, each with where it begins.
fn later_lines(raw: &str) -> impl Iterator<Item = (usize, &str)> {
    let starts = raw.match_indices('\n').map(|(at, _)| at + 1);
    starts.map(|start| {
        let line = raw.get(start..).and_then(|rest| rest.lines().next()).unwrap_or_default();
        (start + line.len() - line.trim_start().len(), line.trim().trim_end_matches(['"', '\'']))
    })
}

/// Two items of a list in brackets that are the two halves of a number: `[Walk 1,5 km]`. A comma that parts items
/// stands before a blank.
fn parted_number(left: &Node, right: &Node, name: &str) -> Option<Slip> {
    let is_digit = |letter: Option<char>| letter.is_some_and(|letter| letter.is_ascii_digit());
    let touch = left.span.end + 1 == right.span.start;
    if !touch || !is_digit(left.raw.chars().next_back()) || !is_digit(right.raw.chars().next()) {
        return None;
    }
    let whole = format!("{},{}", left.raw, right.raw);
    Some(Slip::new(
        Span::new(left.span.start as usize, right.span.end as usize),
        format!(
            "the comma in `{whole}` ends an item of `{name}`: a reader would see `{}` and `{}`",
            left.raw, right.raw
        ),
        format!("put the text in quotes: `\"{whole}\"`; write a blank after a comma between two items"),
    ))
}

/// Opening marks that writing programs put in place of straight ones, each with those that close it.
const CURLY: [(char, &[char]); 4] = [
    ('\u{201c}', &['\u{201d}']),
    ('\u{201e}', &['\u{201c}', '\u{201d}']),
    ('\u{2018}', &['\u{2019}']),
    ('\u{ab}', &['\u{bb}']),
];

/// A text that curly quotes hold, or that begins with one and goes on in the next item of its list: for YAML they are
/// letters.
fn in_curly_quotes(node: &Node, name: &str) -> Option<Slip> {
    let first = node.raw.chars().next()?;
    let (_, closing) = CURLY.iter().find(|(open, _)| *open == first)?;
    let inner = node.raw.strip_prefix(first)?;
    let closes_at = inner.find(*closing);
    let is_whole = closes_at.is_none_or(|at| inner.get(at..).is_some_and(|rest| rest.chars().nth(1).is_none()));
    let words = inner.trim_end_matches(*closing);
    is_whole.then(|| {
        Slip::new(
            node.span,
            format!("`{name}` stands in curly quotes: they are printed, and a comma or colon in them still counts"),
            match closes_at {
                Some(_) => {
                    format!("write straight quotes: `\"{words}\"`, with the curly ones within if they are meant")
                }
                None => format!("write straight quotes around the whole text, past its commas: `\"{words}, …\"`"),
            },
        )
    })
}

#[cfg(test)]
mod tests {
    use crate::kinds::FORMS;
    use crate::load::Snapshot;
    use crate::parse::{self, ParseOptions};

    /// Compares what is reported of an exercise's front matter, each with its line and column.
    #[track_caller]
    fn check(front_matter: &str, expected: &[&str]) {
        let page = format!("---\nkind: exercise\ntitle: A\n{front_matter}\n---\n");
        let snapshot = Snapshot::from_texts([("content/a.md", page.as_str())]);
        let (path, file) = snapshot.files.iter().next().unwrap();
        let options = ParseOptions { languages: &["en-GB".to_owned()], forms: FORMS };
        let problems = parse::page(path, file, options).problems;
        let found: Vec<String> = problems
            .iter()
            .map(|problem| {
                let at = problem.place.as_ref().and_then(|place| place.span).unwrap().line_column(&page);
                let help = problem.help.as_deref().unwrap_or_default();
                format!("{} {}:{} {} | {help}", problem.code.id, at.line, at.column, problem.message)
            })
            .collect();
        assert_eq!(found, expected);
    }

    const LINE_UP: &str = "line it up with the item above; write a text that is meant to hold a dash on one line";

    #[test]
    fn an_item_that_joins_the_one_above_is_an_error() {
        let expected = format!(
            "F004 6:7 `- jump` joined the text above it, so that `steps[1]` is the text `do not run - jump` | {LINE_UP}"
        );
        check("steps:\n  - do not run\n    - jump\n  - rest", &[&*expected.replace("6:7", "6:5")]);
        let expected = format!(
            "F004 5:3 `- jump` joined the text above it, so that `purpose` is the text `run - jump` | {LINE_UP}"
        );
        check("purpose: run\n  - jump", &[&*expected]);
        check("purpose: \"run\n  - jump\"", &[&*expected]);
    }

    #[test]
    fn a_text_in_lines_or_with_a_dash_is_fine() {
        check("purpose: >-\n  run\n  - jump\nposition: |\n  - a\n  - b", &[]);
        check("purpose: to run - not jump\n  and -5 to 10\nsteps:\n- a - b\n- c", &[]);
    }

    #[test]
    fn a_number_that_a_comma_parts_is_an_error() {
        check(
            "steps: [Walk 1,5 km, rest 2 min]\nmistakes: [3,5 or more]",
            &[
                "F004 4:9 the comma in `Walk 1,5 km` ends an item of `steps`: a reader would see `Walk 1` and `5 km` | \
                 put the text in quotes: `\"Walk 1,5 km\"`; write a blank after a comma between two items",
                "F004 5:12 the comma in `3,5 or more` ends an item of `mistakes`: a reader would see `3` and `5 or more` | \
                 put the text in quotes: `\"3,5 or more\"`; write a blank after a comma between two items",
            ],
        );
        check("steps: [\"Walk 1,5 km\", walk 1, 5 minutes, a,b]\nmistakes:\n- a 1\n- 5 b", &[]);
    }

    #[test]
    fn curly_quotes_around_a_text_are_an_error() {
        let curly =
            "stands in curly quotes: they are printed, and a comma or colon in them still counts | write straight";
        let meant = "the curly ones within if they are meant";
        check("purpose: “A b”", &[&format!("F004 4:10 `purpose` {curly} quotes: `\"A b\"`, with {meant}")]);
        let whole =
            format!("F004 4:9 `steps[1]` {curly} quotes around the whole text, past its commas: `\"Too fast, …\"`");
        check("steps: [„Too fast, too far“, b]", &[&*whole]);
        check("purpose: “A” or “b”\nposition: \"“A”\"\nsteps: [the “a”, ‘a’ b]", &[]);
    }
}

//! Reads the ways of a flow (question, answer, target) back from each form it is published in, by ids.
//!
//! A drawn chart is read by its geometry, as an eye does: which box a chip hangs from, and which box its arrow meets.

use std::collections::BTreeMap;

use scraper::{ElementRef, Html, Selector};
use serde_json::Value;

/// One answer: the question's id, the label, and the id of the question or outcome it leads to.
pub type Way = (String, String, String);

/// Questions and outcomes by their numbers.
#[derive(Default)]
pub struct Numbers {
    pub steps: BTreeMap<String, String>,
    pub outcomes: BTreeMap<String, String>,
}

/// Sorted, so that sets compare; a way that a form shows twice stays there twice.
pub fn sorted(mut ways: Vec<Way>) -> Vec<Way> {
    ways.sort();
    ways
}

fn text(value: &Value) -> String {
    value.as_str().expect("a text").to_owned()
}

/// The ways of the decision's file itself.
pub fn of_file(markdown: &str) -> Vec<Way> {
    let front = markdown.split("---\n").nth(1).expect("front matter");
    let data: Value = serde_yaml::from_str(front).expect("YAML");
    let list = |value: &Value| value.as_array().cloned().expect("a list");
    let ways = list(&data["steps"]).into_iter().flat_map(|step| {
        let from = text(&step["id"]);
        list(&step["answers"])
            .into_iter()
            .map(move |answer| (from.clone(), text(&answer["label"]), text(&answer["goto"])))
    });
    sorted(ways.collect())
}

/// The ways and the numbers of `flow.json`.
pub fn of_json(json: &str) -> (Vec<Way>, Numbers) {
    let data: Value = serde_json::from_str(json).expect("JSON");
    let mut numbers = Numbers::default();
    let mut ways = Vec::new();
    for step in data["steps"].as_array().expect("steps") {
        numbers.steps.insert(step["number"].to_string(), text(&step["id"]));
        for answer in step["answers"].as_array().expect("answers") {
            ways.push((text(&step["id"]), text(&answer["label"]), text(&answer["goto"]["id"])));
        }
    }
    for outcome in data["outcomes"].as_array().expect("outcomes") {
        numbers.outcomes.insert(outcome["number"].to_string(), text(&outcome["id"]));
    }
    (sorted(ways), numbers)
}

/// The ways of a graph's arrows: `q1 -> r2 [label="…"]` in DOT and `q1 -->|"…"| r2` in Mermaid.
pub fn of_graph(graph: &str, numbers: &Numbers) -> Vec<Way> {
    let id = |name: &str| {
        let (kind, number) = name.split_at(1);
        if kind == "q" { numbers.steps[number].clone() } else { numbers.outcomes[number].clone() }
    };
    let way = |line: &str| {
        let line = line.trim();
        if let Some((from, rest)) = line.split_once(" -> ") {
            let (to, rest) = rest.split_once(" [label=\"")?;
            return Some((id(from), plain(rest.strip_suffix("\"];")?), id(to)));
        }
        let (from, rest) = line.split_once(" -->|\"")?;
        let (label, to) = rest.split_once("\"| ")?;
        Some((id(from), plain(label), id(to)))
    };
    sorted(graph.lines().filter_map(way).collect())
}

/// A label without the escapes of DOT and Mermaid.
fn plain(label: &str) -> String {
    let mut out = String::new();
    let mut rest = label;
    while let Some((before, after)) = rest.split_once('#') {
        let (code, after) = after.split_once(';').expect("an entity");
        out.push_str(before);
        out.push(code.parse::<u32>().ok().and_then(char::from_u32).expect("a character"));
        rest = after;
    }
    out.push_str(rest);
    out.replace("\\\"", "\"").replace("&amp;", "&")
}

/// The ways of the outline as text.
pub fn of_text(text: &str, numbers: &Numbers) -> Vec<Way> {
    let mut ways = Vec::new();
    let (mut from, mut label) = (String::new(), String::new());
    for line in text.lines().take_while(|line| *line != "Results") {
        if let Some(rest) = line.strip_prefix("       Go to question ") {
            ways.push((from.clone(), label.clone(), numbers.steps[rest].clone()));
        } else if let Some(rest) = line.strip_prefix("       Result ") {
            let number = rest.split(',').next().expect("a number");
            ways.push((from.clone(), label.clone(), numbers.outcomes[number].clone()));
        } else if let Some(rest) = line.strip_prefix("   - ") {
            rest.clone_into(&mut label);
        } else if let Some((number, _)) = line.split_once(". ")
            && let Some(id) = numbers.steps.get(number)
        {
            from.clone_from(id);
        }
    }
    sorted(ways)
}

pub fn select<'a>(within: ElementRef<'a>, selector: &str) -> Vec<ElementRef<'a>> {
    within.select(&Selector::parse(selector).expect("a selector")).collect()
}

/// The words of an element, blanks made one.
pub fn words(element: ElementRef<'_>) -> String {
    element.text().collect::<String>().split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The ways of a page's outline: where its links lead, by their addresses.
pub fn of_outline(page: &Html) -> Vec<Way> {
    let questions = select(page.root_element(), ".outline > li");
    let ways = questions.into_iter().flat_map(|question| {
        let from = question.value().id().expect("an id").rsplit_once("q-").expect("a question").1.to_owned();
        select(question, ".ways a").into_iter().map(move |link| {
            let label =
                select(link, ".way").first().and_then(|way| way.text().next()).expect("a label").trim().to_owned();
            (from.clone(), label, target(link))
        })
    });
    sorted(ways.collect())
}

/// The ways of large links to answer with, from the question `from`: a step page, or a card of the flow's page.
pub fn of_answers(within: ElementRef<'_>, from: &str) -> Vec<Way> {
    let links = select(within, ".answers a");
    let way = |link: &ElementRef<'_>| {
        let label =
            select(*link, "span").first().and_then(|span| span.text().next()).expect("a label").trim().to_owned();
        assert_eq!(
            link.value().attr("data-to"),
            Some(target(*link).as_str()),
            "what the script reads is where it leads"
        );
        (from.to_owned(), label, target(*link))
    };
    links.iter().map(way).collect()
}

/// The id of the question or outcome that a link leads to: `#q-ID`, `q/ID/` or `../ID/`.
fn target(link: ElementRef<'_>) -> String {
    let href = link.value().attr("href").expect("a link").trim_end_matches("index.html");
    match href.split_once('#') {
        Some((_, fragment)) => fragment.rsplit_once("q-").expect("a question").1.to_owned(),
        None => href.trim_end_matches('/').rsplit('/').next().expect("a folder").to_owned(),
    }
}

/// A rectangle: left, top, right, foot.
type Rect = (f64, f64, f64, f64);

/// A box of a chart: where it is, and what it stands for.
struct Drawn {
    rect: Rect,
    id: String,
    is_question: bool,
}

/// The ways of a drawn chart or ladder.
pub fn of_chart(page: &Html, numbers: &Numbers) -> Vec<Way> {
    let charts = select(page.root_element(), "svg.flow-chart");
    let [chart] = charts[..] else { panic!("{} charts", charts.len()) };
    let boxes = boxes(chart, numbers);
    let way = |chip: ElementRef<'_>| {
        let wire = select(chip, ".wire")[0].value().attr("d").expect("a path");
        let (_, tip) = path(select(chip, ".tip")[0].value().attr("d").expect("a path"));
        let own = rect(select(chip, "rect")[0]);
        let asker = if border(own, begin(wire)) {
            hangs_under(&boxes, own, &words(chip))
        } else {
            on_border(&boxes, begin(wire), &words(chip))
        };
        let to = on_border(&boxes, tip, &words(chip));
        assert!(asker.is_question, "{}: its line leaves a result", words(chip));
        assert!(overlap(path(wire).0, own), "{}: it is not on its line", words(chip));
        assert_eq!(chip.value().attr("data-from"), Some(asker.id.as_str()), "what the script reads is what is drawn");
        assert_eq!(chip.value().attr("data-to"), Some(to.id.as_str()), "what the script reads is what is drawn");
        (asker.id.clone(), words(chip), to.id.clone())
    };
    sorted(select(chart, ".chip").into_iter().map(way).collect())
}

/// The one box on whose border a point lies.
fn on_border<'a>(boxes: &'a [Drawn], (x, y): (f64, f64), of: &str) -> &'a Drawn {
    let met: Vec<&Drawn> = boxes.iter().filter(|drawn| border(drawn.rect, (x, y))).collect();
    let [met] = met[..] else { panic!("{of}: its line meets {} boxes at {x}, {y}", met.len()) };
    met
}

/// Whether a point lies on the border of a rectangle.
fn border((left, top, right, foot): Rect, (x, y): (f64, f64)) -> bool {
    [top, foot].iter().any(|edge| (y - edge).abs() < 1.5) && left < x && x < right
        || [left, right].iter().any(|edge| (x - edge).abs() < 1.5) && top < y && y < foot
}

/// The question that a chip of a ladder hangs under: the nearest above it. Its line begins at the chip itself.
fn hangs_under<'a>(boxes: &'a [Drawn], chip: Rect, of: &str) -> &'a Drawn {
    let middle = f64::midpoint(chip.0, chip.2);
    let above = |drawn: &&Drawn| {
        drawn.is_question && drawn.rect.0 <= middle && middle <= drawn.rect.2 && drawn.rect.3 <= chip.1
    };
    let nearest = boxes.iter().filter(above).max_by(|one, other| one.rect.3.total_cmp(&other.rect.3));
    nearest.unwrap_or_else(|| panic!("{of}: it hangs under no question"))
}

/// Whether two rectangles have a place in common.
fn overlap(one: Rect, other: Rect) -> bool {
    one.0 <= other.2 && other.0 <= one.2 && one.1 <= other.3 && other.1 <= one.3
}

/// Where a path begins.
fn begin(d: &str) -> (f64, f64) {
    let numbers = d.trim_start_matches('M').split(|letter: char| letter.is_ascii_alphabetic()).next().expect("a point");
    let mut numbers = numbers.split_whitespace().map(|number| number.parse::<f64>().expect("a number"));
    (numbers.next().expect("x"), numbers.next().expect("y"))
}

/// The boxes of a chart. One that is shown again is known by its words, a "go to question 3" by its number.
fn boxes(chart: ElementRef<'_>, numbers: &Numbers) -> Vec<Drawn> {
    let mut by_words = BTreeMap::new();
    let mut boxes = Vec::new();
    for link in select(chart, "a") {
        let id = link.value().id().expect("an id").rsplit_once("c-").expect("a box").1.to_owned();
        by_words.insert(words(link), id.clone());
        let is_question = link.value().classes().any(|class| class == "step");
        boxes.push(Drawn { rect: shape(link), id, is_question });
    }
    for again in select(chart, ".again") {
        let id = by_words.get(&words(again).replacen("(shown again) ", "", 1)).expect("a box with these words").clone();
        boxes.push(Drawn { rect: shape(again), id, is_question: false });
    }
    for token in select(chart, ".token") {
        let words = words(token);
        let number = words.strip_prefix("Go to question ").expect("a question's number");
        boxes.push(Drawn { rect: shape(token), id: numbers.steps[number].clone(), is_question: false });
    }
    boxes
}

fn shape(of: ElementRef<'_>) -> Rect {
    match select(of, "path.out").first() {
        Some(outline) => path(outline.value().attr("d").expect("a path")).0,
        None => rect(select(of, "rect")[0]),
    }
}

fn rect(element: ElementRef<'_>) -> Rect {
    let number = |name: &str| element.value().attr(name).and_then(|value| value.parse::<f64>().ok()).expect("a number");
    let (x, y) = (number("x"), number("y"));
    (x, y, x + number("width"), y + number("height"))
}

/// What a path spans, and its last point before it closes.
fn path(d: &str) -> (Rect, (f64, f64)) {
    let mut numbers: Vec<(char, Vec<f64>)> = Vec::new();
    for letter in d.replace('-', " -").split_inclusive(|letter: char| letter.is_ascii_alphabetic()).collect::<Vec<_>>()
    {
        let (values, command) =
            letter.split_at(letter.len() - letter.chars().filter(char::is_ascii_alphabetic).count());
        if let Some((_, before)) = numbers.last_mut() {
            before.extend(values.split_whitespace().map(|value| value.parse::<f64>().expect("a number")));
        }
        numbers.extend(command.chars().map(|command| (command, Vec::new())));
    }
    let ((mut x, mut y), mut span) = ((0.0, 0.0), (f64::MAX, f64::MAX, f64::MIN, f64::MIN));
    for (command, values) in numbers {
        match (command, &values[..]) {
            ('M' | 'L', [to_x, to_y]) => (x, y) = (*to_x, *to_y),
            ('Q', [_, _, to_x, to_y]) => (x, y) = (*to_x, *to_y),
            ('l', [by_x, by_y]) => (x, y) = (x + by_x, y + by_y),
            ('H', [to]) => x = *to,
            ('h', [by]) => x += by,
            ('V', [to]) => y = *to,
            ('v', [by]) => y += by,
            ('Z' | 'z', []) => continue,
            _ => panic!("`{command}` with {values:?} in {d}"),
        }
        span = (x.min(span.0), y.min(span.1), x.max(span.2), y.max(span.3));
    }
    (span, (x, y))
}

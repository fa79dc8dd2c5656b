//! Programmes: phases with doses, things to tick before moving on, and when to stop.

use std::collections::BTreeMap;

use crate::diag::codes;
use crate::model::dose::Frequency;
use crate::model::kind::Kind;
use crate::model::page::Data;
use crate::model::programme::{Phase, Prescription, Programme, StopRules};
use crate::model::text::PageName;
use crate::parse::KindForm;
use crate::parse::meta::{cites, page, pages, text, texts};
use crate::parse::schema::{Checker, Field, Shape};
use crate::parse::tree::Node;
use crate::parse::values;

const STOP_RULES: &[Field] = &[
    Field::new(
        "emergency",
        Shape::List(&Shape::Text),
        "Call the emergency number now; the text names the number by insert.",
    ),
    Field::new("urgent", Shape::List(&Shape::Text), "Get help the same day; the text names the number by insert."),
    Field::new("session", Shape::List(&Shape::Text), "End this session."),
    Field::new("clinic", Shape::List(&Shape::Text), "Call the clinic."),
];

const PRESCRIPTION: &[Field] = &[
    Field::needed("use", Shape::Page, "The exercise page."),
    Field::new("dose", Shape::Map(super::dose::FIELDS), "How much of it."),
    Field::new("note", Shape::Text, "A word to the patient."),
    Field::new(
        "cite",
        Shape::List(&Shape::Cite),
        "Where the dose comes from; without it the phase's `cite` covers it.",
    ),
];

const PHASE: &[Field] = &[
    Field::needed("id", Shape::Id, "Its id, the last part of its sheet's address."),
    Field::needed("title", Shape::Text, "Its name."),
    Field::new("earliest_day", Shape::Whole(0, 3650), "Not before this many whole days since the injury or the start."),
    Field::new("usual", Shape::Window, "The days it usually takes, `[from, to]`; `to` may be null."),
    Field::new("goal", Shape::Text, "What it is to reach, in one sentence."),
    Field::new("exercises", Shape::List(&Shape::Map(PRESCRIPTION)), "What to do, with doses."),
    Field::new("blanks", Shape::Whole(0, 6), "Lines on the sheet where a clinician writes in other exercises."),
    Field::new("do", Shape::List(&Shape::Text), "Things to do."),
    Field::new("do_not", Shape::List(&Shape::Text), "Things not to do; each begins with \"do not\"."),
    Field::new("move_on", Shape::List(&Shape::Text), "What must be true before the next phase."),
    Field::new("stop", Shape::List(&Shape::Text), "More reasons to end a session."),
    Field::new("cite", Shape::List(&Shape::Cite), "Sources for the phase."),
    Field::new("pain_limit", Shape::Whole(0, 9), "A pain score above which to stop, stricter than the site's rule."),
    Field::new("ends", Shape::Bool, "`true` for a last, ongoing or in-the-moment phase."),
];

const FIELDS: &[Field] = &[
    Field::new("for", Shape::List(&Shape::Page), "The conditions it is for."),
    Field::needed("phases", Shape::List(&Shape::Map(PHASE)), "The phases in order."),
    Field::new(
        "booklet",
        Shape::List(&Shape::Page),
        "Pages, or sections of pages, that the booklet holds after the phases: a running plan.",
    ),
    Field::new("stop_rules", Shape::Map(STOP_RULES), "When to stop and whom to call, for all phases."),
];

/// How a programme's front matter is read.
pub const FORM: KindForm = KindForm { kind: Kind::Programme, fields: FIELDS, decode };

fn decode(tree: &Node, checker: &mut Checker<'_>) -> Data {
    let phases: Vec<Phase> =
        tree.get("phases").map(|node| node.items().iter().map(phase).collect()).unwrap_or_default();
    for node in tree.get("phases").map(Node::items).unwrap_or_default() {
        check_doses(node, checker);
    }
    check_ids(&phases, checker);
    for phase in &phases {
        check_days(phase, checker);
    }
    check_order(&phases, checker);
    Data::Programme(Box::new(Programme {
        conditions: pages(tree, "for"),
        stop_rules: tree.get("stop_rules").map(stop_rules).unwrap_or_default(),
        phases,
        booklet: pages(tree, "booklet"),
    }))
}

fn stop_rules(node: &Node) -> StopRules {
    StopRules {
        emergency: texts(node, "emergency"),
        urgent: texts(node, "urgent"),
        session: texts(node, "session"),
        clinic: texts(node, "clinic"),
        span: Some(node.span),
    }
}

fn phase(node: &Node) -> Phase {
    let whole = |key: &str| node.get(key).and_then(Node::whole);
    Phase {
        id: text(node, "id").unwrap_or_default(),
        title: text(node, "title").unwrap_or_default(),
        earliest_day: whole("earliest_day").and_then(|day| u32::try_from(day).ok()),
        usual: node.get("usual").and_then(values::window),
        goal: text(node, "goal"),
        exercises: node
            .get("exercises")
            .map(|list| list.items().iter().map(prescription).collect())
            .unwrap_or_default(),
        blanks: whole("blanks").and_then(|lines| usize::try_from(lines).ok()).unwrap_or(0),
        do_: texts(node, "do"),
        do_not: texts(node, "do_not"),
        move_on: texts(node, "move_on"),
        stop: texts(node, "stop"),
        cite: cites(node, "cite"),
        pain_limit: whole("pain_limit").and_then(|limit| u8::try_from(limit).ok()),
        pain_limit_span: node.get("pain_limit").map(|limit| limit.span).unwrap_or_default(),
        ends: node.get("ends").and_then(Node::boolean).unwrap_or(false),
        span: node.span,
    }
}

fn prescription(node: &Node) -> Prescription {
    Prescription {
        use_: page(node, "use").unwrap_or_else(|| PageName { span: node.span, ..PageName::default() }),
        dose: node.get("dose").map(super::dose::decode),
        note: text(node, "note"),
        cite: cites(node, "cite"),
        span: node.span,
    }
}

/// A dose says how often in one way only, and a week has seven days.
fn check_doses(phase: &Node, checker: &mut Checker<'_>) {
    for dose in phase.get("exercises").map(Node::items).unwrap_or_default().iter().filter_map(|item| item.get("dose")) {
        if let (Some(_), Some(every)) = (dose.get("days_a_week"), dose.get("every")) {
            checker.push(
                codes::VALUE_FORM,
                every.span,
                "the dose has both `days_a_week` and `every`".to_owned(),
                "keep one of the two",
            );
        }
        let decoded = super::dose::decode(dose);
        if let (Some(Frequency::DaysAWeek(days)), Some(node)) = (decoded.frequency, dose.get("days_a_week"))
            && !(1..=7).contains(&days.high)
        {
            checker.push(
                codes::VALUE_FORM,
                node.span,
                format!("`days_a_week` is {}", node.describe()),
                "write a number of days from 1 to 7",
            );
        }
    }
}

fn check_ids(phases: &[Phase], checker: &mut Checker<'_>) {
    let mut seen: BTreeMap<&str, ()> = BTreeMap::new();
    for phase in phases.iter().filter(|phase| !phase.id.raw.is_empty()) {
        if seen.insert(&phase.id.raw, ()).is_some() {
            let message = format!("two phases have the id `{}`", phase.id.raw);
            checker.push(
                codes::ID_FORM,
                phase.id.span,
                message,
                "give each phase its own id: it is part of its sheet's address",
            );
        }
    }
}

fn check_days(phase: &Phase, checker: &mut Checker<'_>) {
    let Some(window) = phase.usual else { return };
    if window.to.is_some_and(|to| to < window.from) {
        let message = format!(
            "phase `{}` usually lasts from day {} to day {}",
            phase.id.raw,
            window.from,
            window.to.unwrap_or(0)
        );
        checker.push(codes::WINDOW_ORDER, phase.span, message, "write the earlier day first");
    }
    if let Some(earliest) = phase.earliest_day.filter(|earliest| *earliest > window.from) {
        let message = format!(
            "phase `{}` usually begins on day {}, before its earliest day {earliest}",
            phase.id.raw, window.from
        );
        checker.push(codes::WINDOW_ORDER, phase.span, message, "let `usual` begin on `earliest_day` or later");
    }
}

/// A phase does not begin before one that must be passed first. A phase that ends the programme leads on to none.
fn check_order(phases: &[Phase], checker: &mut Checker<'_>) {
    let mut latest: Option<(&Phase, u32)> = None;
    for phase in phases {
        let Some(day) = phase.earliest_day else { continue };
        if let Some((before, first)) = latest.filter(|(_, first)| day < *first) {
            let message = format!(
                "phase `{}` may begin on day {day}, before phase `{}` that comes first, on day {first}: \
                 a patient who goes by the day would start too soon",
                phase.id.raw, before.id.raw
            );
            let help = format!("let `earliest_day` be {first} or later, or put the phases in order");
            checker.push(codes::WINDOW_ORDER, phase.span, message, help);
        }
        if !phase.ends && latest.is_none_or(|(_, first)| first < day) {
            latest = Some((phase, day));
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::kinds::FORMS;
    use crate::load::Snapshot;
    use crate::parse::{self, ParseOptions};

    /// Compares what is reported of a programme's days.
    #[track_caller]
    fn check_days(phases: &str, expected: &[&str]) {
        let page = format!("---\nkind: programme\ntitle: A\nphases:\n{phases}---\n");
        let snapshot = Snapshot::from_texts([("content/a.md", page.as_str())]);
        let (path, file) = snapshot.files.iter().next().unwrap();
        let problems =
            parse::page(path, file, ParseOptions { languages: &["en-GB".to_owned()], forms: FORMS }).problems;
        let found = problems.iter().filter(|problem| problem.code.id == "P003").map(|problem| problem.message.as_str());
        assert_eq!(found.collect::<Vec<_>>(), expected);
    }

    #[test]
    fn a_programme_has_a_phase() {
        let snapshot = Snapshot::from_texts([("content/a.md", "---\nkind: programme\ntitle: A\nphases: []\n---\n")]);
        let (path, file) = snapshot.files.iter().next().unwrap();
        let options = ParseOptions { languages: &["en-GB".to_owned()], forms: FORMS };
        let problems = parse::page(path, file, options).problems;
        let found: Vec<_> = problems.iter().map(|problem| (problem.code.id, problem.message.as_str())).collect();
        assert_eq!(found, [("F005", "`phases` is a list of nothing")]);
    }

    #[test]
    fn a_phase_does_not_begin_before_one_that_comes_first() {
        check_days(
            "  - {id: a, title: A, earliest_day: 0}\n  - {id: b, title: B, earliest_day: 10}\n  - {id: c, title: C}\n\
             \x20 - {id: d, title: D, earliest_day: 7}\n  - {id: e, title: E, earliest_day: 10}\n",
            &["phase `d` may begin on day 7, before phase `b` that comes first, on day 10: \
               a patient who goes by the day would start too soon"],
        );
    }

    #[test]
    fn what_stands_after_a_phase_that_leads_on_to_none_may_begin_sooner() {
        check_days(
            "  - {id: now, title: Now, earliest_day: 3, ends: true}\n  - {id: b, title: B, earliest_day: 0, ends: true}\n",
            &[],
        );
    }
}

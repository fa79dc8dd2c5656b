//! Flows that chance makes and golden flows, each drawn and looked at by `faults`, and the picture read back.

use std::collections::BTreeSet;

use super::boxes::SIZE;
use super::boxes::Words;
use super::draw::Drawing;
use super::draw::Kind;
use super::faults::faults;
use super::fit::{LEAST_TYPE, Medium, PaperForm, Wishes, fit, type_size};
use super::measure::{Font, Measure};
use super::plan::Shown;
use super::search::Share;
use super::svg::{Form, Links, write};
use crate::flow::labels::Labels;
use crate::flow::outline::{AnswerView, OutcomeView, Outline, StepView, TargetView};
use crate::model::decision::Urgency;

/// Knuth's numbers for MMIX: the same flows on every machine.
struct Chance(u64);

const WORDS: [&str; 22] = [
    "rest", "dull", "before", "running", "training", "pain", "night", "sudden", "stairs", "heel", "knee", "week",
    "shoe", "numb", "stiff", "warm", "hill", "push", "slowly", "worse", "swelling", "morning",
];

impl Chance {
    fn below(&mut self, limit: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap() % limit
    }

    fn words(&mut self, least: usize, most: usize) -> String {
        let count = least + self.below(most - least + 1);
        (0..count).map(|_| WORDS[self.below(WORDS.len())]).collect::<Vec<_>>().join(" ")
    }

    /// Tree-like, 6 to 16 questions, shared outcomes, one answer in ten to a question that others lead to as well.
    fn outline(&mut self) -> Outline {
        let count = 6 + self.below(11);
        let ends = 3 + self.below(6);
        let mut goals: Vec<Vec<Option<usize>>> = (0..count).map(|_| vec![None; 2 + self.below(3)]).collect();
        for step in 1..count {
            let from = (0..40).map(|_| self.below(step)).find(|from| goals[*from].contains(&None));
            let from = from.unwrap_or(step - 1);
            let free = goals[from].iter().position(Option::is_none);
            match free {
                Some(free) => goals[from][free] = Some(step),
                None => goals[from].push(Some(step)),
            }
        }
        for (step, goals) in goals.iter_mut().enumerate().take(count - 1) {
            for goal in goals {
                if goal.is_none() && self.below(10) == 0 {
                    *goal = Some(step + 1 + self.below(count - step - 1));
                }
            }
        }
        let mut source = String::new();
        for (step, goals) in goals.iter().enumerate() {
            source += &format!("{}?", self.words(3, 8));
            if self.below(6) == 0 {
                source += &format!(" * {} * {}", self.words(3, 7), self.words(2, 9));
            }
            for goal in goals {
                let goal = goal.map_or_else(|| format!("r{}", 1 + self.below(ends)), |goal| format!("q{}", goal + 1));
                source += &format!(" | {} > {goal}", self.words(1, 3));
            }
            source += if step + 1 < count { "\n" } else { "" };
        }
        outline(&source)
    }
}

/// A flow of a line a question: `ASK * ITEM | LABEL > q2 | LABEL > r1`.
fn outline(source: &str) -> Outline {
    let mut outline = Outline::default();
    let mut ends = 0;
    for (place, line) in source.lines().enumerate() {
        let mut parts = line.split(" | ");
        let mut asked = parts.next().unwrap().split(" * ").map(str::to_owned);
        let answer = |part: &str| {
            let (label, goal) = part.split_once(" > ").unwrap();
            let (kind, number) = goal.trim().split_at(1);
            let (number, id) = (number.parse().unwrap(), goal.trim().to_owned());
            let target = if kind == "q" { TargetView::Step { number, id } } else { TargetView::Outcome { number, id } };
            AnswerView {
                label: label.to_owned(),
                why: None,
                cite: vec![],
                main: false,
                unsure: false,
                review_needed: false,
                target,
            }
        };
        let answers: Vec<AnswerView> = parts.map(answer).collect();
        for answer in &answers {
            if let TargetView::Outcome { number, .. } = answer.target {
                ends = ends.max(number);
            }
        }
        outline.steps.push(StepView {
            number: place + 1,
            id: format!("q{}", place + 1),
            ask: asked.next().unwrap(),
            help: None,
            any_of: asked.collect(),
            check: None,
            cite: vec![],
            review_needed: false,
            answers,
            parent: None,
            again: None,
        });
    }
    for number in 1..=ends {
        outline.outcomes.push(OutcomeView {
            number,
            id: format!("r{number}"),
            urgency: Urgency::WORDS[number % 4].1,
            title: ["Book a visit to find the cause", "Read about the deep calf", "Call the urgent line today"]
                [number % 3]
                .to_owned(),
            within: None,
            advice: None,
            safety_net: None,
            page: None,
            sheet: None,
            cite: vec![],
            review_needed: false,
        });
    }
    outline
}

pub(super) fn words() -> Words {
    Words { labels: Labels::english(), again: "shown again".to_owned() }
}

fn svg(drawing: &Drawing, outline: &Outline) -> String {
    let href = |id: &str| format!("q/{id}/");
    write(
        drawing,
        outline,
        &Links { title: "Flow", description: "A summary.", prefix: "", step: &href, outcome: &href },
        Form::Standalone,
    )
}

/// What stands between two marks, for each time they stand in a text.
fn between<'a>(text: &'a str, open: &'a str, close: &'a str) -> impl Iterator<Item = &'a str> {
    text.split(open).skip(1).map(move |rest| rest.split(close).next().unwrap())
}

/// The (question, answer, target) of a picture.
fn ways(svg: &str) -> Vec<(String, String, String)> {
    let way = |chip: &str| {
        let (from, rest) = chip.split_once("\" data-to=\"").unwrap();
        let (to, rest) = rest.split_once('"').unwrap();
        let label: String = between(rest, "<tspan", "</tspan>").map(|line| line.split_once('>').unwrap().1).collect();
        (from.to_owned(), label.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&"), to.to_owned())
    };
    between(svg, "<g class=\"chip\" data-from=\"", "</g>").map(way).collect()
}

#[track_caller]
fn check(outline: &Outline, medium: Medium, measure: &Measure) -> Drawing {
    let drawing = fit(outline, &words(), measure, medium, Wishes::default())
        .unwrap_or_else(|error| panic!("{medium:?} {error:?}"));
    assert_eq!(faults(&drawing), [], "{medium:?}");
    assert!(type_size(&drawing, medium) >= LEAST_TYPE);
    let svg = svg(&drawing, outline);
    let mut found = ways(&svg);
    let target = |target: &TargetView| match target {
        TargetView::Step { id, .. } | TargetView::Outcome { id, .. } => id.clone(),
    };
    let of_step = |step: &StepView| {
        let answers = step.answers.iter().map(|answer| (step.id.clone(), answer.label.clone(), target(&answer.target)));
        answers.collect::<Vec<_>>()
    };
    let mut expected: Vec<_> = outline.steps.iter().flat_map(of_step).collect();
    found.sort();
    expected.sort();
    // A word too wide for any box is broken, so the words are compared without their blanks.
    let bare = |ways: &[(String, String, String)]| {
        ways.iter().map(|(from, label, to)| (from.clone(), label.replace(' ', ""), to.clone())).collect::<Vec<_>>()
    };
    assert_eq!(bare(&found), bare(&expected));
    let ids: Vec<&str> = between(&svg, " id=\"", "\"").collect();
    assert_eq!(ids.len(), ids.iter().collect::<BTreeSet<_>>().len());
    let used: BTreeSet<String> = expected.iter().map(|(_, _, to)| to.clone()).chain(["q1".to_owned()]).collect();
    assert_eq!(ids.len(), used.len(), "each question and outcome is met once");
    assert!(!between(&svg, " d=\"", "\"").any(|path| path.contains('.')), "whole pixels only");
    assert!(!svg.contains("role=\"img\""));
    drawing
}

/// Runs a check for each seed, on as many threads as there are.
fn for_each_seed(seeds: std::ops::Range<u64>, check: impl Fn(u64) + Sync) {
    let threads = std::thread::available_parallelism().map_or(1, std::num::NonZero::get);
    let next = std::sync::atomic::AtomicU64::new(seeds.start);
    let work = || {
        while let Some(seed) =
            Some(next.fetch_add(1, std::sync::atomic::Ordering::Relaxed)).filter(|seed| seeds.contains(seed))
        {
            check(seed);
        }
    };
    std::thread::scope(|scope| (0..threads).for_each(|_| drop(scope.spawn(work))));
}

#[test]
fn five_hundred_flows_by_chance_have_no_fault() {
    let measure = Measure::new();
    for_each_seed(0..500, |seed| drop(check(&Chance(seed).outline(), Medium::Screen, &measure)));
}

#[test]
fn fifty_flows_by_chance_fit_both_sheets() {
    let measure = Measure::new();
    for_each_seed(500..550, |seed| {
        for medium in [Medium::A4, Medium::Letter] {
            check(&Chance(seed).outline(), medium, &measure);
        }
    });
}

/// Each line of text fits its box with the served font, and with the fallback at its adjusted size.
#[test]
fn every_line_is_inside_its_box_in_both_fonts() {
    let measure = Measure::new();
    for (name, outline) in golden() {
        let drawing = fit(&outline, &words(), &measure, Medium::Screen, Wishes::default()).unwrap();
        let boxes = drawing.boxes.iter().map(|shape| (&shape.rect, &shape.texts));
        for (rect, texts) in boxes.chain(drawing.chips.iter().map(|chip| (&chip.rect, &chip.texts))) {
            for text in texts {
                for font in [Font::Served, Font::Fallback] {
                    let width = measure.width_in(font, &text.text, text.weight, SIZE);
                    let left = if text.starts { text.x } else { text.x - width / 2 };
                    assert!(left >= rect.x + 4 && left + width <= rect.right() - 4, "{name} {font:?} {text:?}");
                }
            }
        }
    }
}

#[test]
fn one_flow_gives_one_picture_each_time() {
    let picture = || {
        let outline = Chance(7).outline();
        svg(&fit(&outline, &words(), &Measure::new(), Medium::Screen, Wishes::default()).unwrap(), &outline)
    };
    assert_eq!(picture(), picture());
}

/// Flows that are each hard in their own way.
fn golden() -> Vec<(&'static str, Outline)> {
    let chain = |count: usize| {
        let line = |step: usize| {
            let next = if step + 1 < count { format!("q{}", step + 2) } else { "r2".to_owned() };
            format!("Question {step}? | Yes > r1 | No or not sure > {next}")
        };
        (0..count).map(line).collect::<Vec<_>>().join("\n")
    };
    let flows = [
        ("tree", "A? | Yes > q2 | No > q3\nB? | Yes > r1 | No > r2\nC? | Yes > r3 | No > r4".to_owned()),
        ("diamond", "A? | Yes > q2 | No > q3\nB? | Yes > q4 | No > r1\nC? | Yes > q4 | No > r2\nD? | Yes > r3 | No > r4".to_owned()),
        ("shared outcome", "A? | Yes > q2 | No > q3\nB? | Yes > r1 | No > r2\nC? | Yes > r2 | No > r1".to_owned()),
        ("non-planar", "A? | a > q2 | b > q3 | c > q4\nB? | a > q5 | b > q6 | c > q7\nC? | a > q5 | b > q6 | c > q7\nD? | a > q5 | b > q6 | c > q7\nE? | a > r1 | b > r2\nF? | a > r3 | b > r4\nG? | a > r5 | b > r6".to_owned()),
        ("four answers", "How did it start? | In one moment, as you moved > r1 | Slowly, over days or weeks > r2 | A cramp that came and went > r3 | Not sure > r4".to_owned()),
        ("long words", "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft? | Rindfleischetikettierungsüberwachungsaufgabenübertragungsgesetz > r1 | No > r2".to_owned()),
        ("right to left", "هل تشعر بألم في الساق؟ * تورم أو احمرار | نعم أو لست متأكدا > r1 | لا > q2\nכאב בשוק? | כן > r2 | לא > r3".to_owned()),
        ("forty steps", chain(40)),
    ];
    flows.into_iter().map(|(name, source)| (name, outline(&source))).collect()
}

/// The pictures are kept in `tests/golden/chart`. With `SOLEUS_ACCEPT=1` they are written anew: look at them.
#[test]
fn golden_flows_have_no_fault_and_look_as_accepted() {
    let measure = Measure::new();
    let accept = std::env::var_os("SOLEUS_ACCEPT").is_some();
    for (name, outline) in golden() {
        let small = name != "forty steps";
        let media = [(Medium::Screen, "screen"), (Medium::A4, "a4"), (Medium::Letter, "letter")];
        for (medium, sheet) in media.into_iter().filter(|(medium, _)| small || *medium == Medium::Screen) {
            let picture = svg(&check(&outline, medium, &measure), &outline);
            if medium == Medium::Letter {
                continue;
            }
            let file = format!("tests/golden/chart/{}-{sheet}.svg", name.replace(' ', "-"));
            let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join(&file);
            if accept {
                std::fs::create_dir_all(path.parent().unwrap()).unwrap();
                std::fs::write(&path, &picture).unwrap();
            }
            let accepted = std::fs::read_to_string(&path).unwrap_or_default();
            assert!(picture == accepted, "{file} differs: look at it, then accept it with SOLEUS_ACCEPT=1");
        }
    }
}

#[test]
fn an_author_chooses_whether_outcomes_are_shared_and_the_form_on_paper() {
    let outline = outline("A? | Yes > q2 | No > q3\nB? | Yes > r1 | No > r2\nC? | Yes > r2 | No > r3");
    let again = |share: Share| {
        let wishes = Wishes { share, ..Wishes::default() };
        let drawing = fit(&outline, &words(), &Measure::new(), Medium::Screen, wishes).unwrap();
        drawing.boxes.iter().filter(|shape| matches!(shape.shown, Shown::Again(_))).count()
    };
    assert_eq!((again(Share::Merge), again(Share::Repeat)), (0, 1));
    let wishes = Wishes { paper: PaperForm::Ladder, ..Wishes::default() };
    let drawing = fit(&outline, &words(), &Measure::new(), Medium::A4, wishes).unwrap();
    assert_eq!((drawing.kind, faults(&drawing)), (Kind::Ladder, vec![]));
}

#[test]
fn a_flow_too_large_for_a_sheet_names_its_longest_texts() {
    let item = "a very long text that goes on ".repeat(30);
    let line = |step: usize| {
        format!(
            "Question {step}? * {item} | Yes > r1 | No > {}",
            if step < 29 { format!("q{}", step + 2) } else { "r2".to_owned() }
        )
    };
    let outline = outline(&(0..30).map(line).collect::<Vec<_>>().join("\n"));
    let error = fit(&outline, &words(), &Measure::new(), Medium::A4, Wishes::default()).unwrap_err();
    assert!(error.best < LEAST_TYPE && error.longest.len() == 3, "{error:?}");
}

#[test]
fn a_tree_of_a_thousand_questions_is_drawn() {
    let line = |step: usize| {
        let goal = |next: usize| if next < 1000 { format!("q{}", next + 1) } else { format!("r{}", 1 + next % 7) };
        format!("Question {step}? | Yes > {} | No > {}", goal(2 * step + 1), goal(2 * step + 2))
    };
    let outline = outline(&(0..1000).map(line).collect::<Vec<_>>().join("\n"));
    let drawing = fit(&outline, &words(), &Measure::new(), Medium::Screen, Wishes::default()).unwrap();
    assert_eq!(drawing.chips.len(), 2000);
}

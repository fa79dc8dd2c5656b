//! What a patient reads about one phase names one pain limit: where a phase is stricter than the site, each text of its
//! sheet, the booklet, the programme's page, search and the clinician's page says the phase's score.
//!
//! Every text of a made-up programme names the limit by its insert. The browser's part needs what `tests/browser.rs`
//! needs.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::string_slice,
    reason = "a test may stop"
)]

mod support;

use std::collections::{BTreeMap, BTreeSet};

use scraper::{ElementRef, Html, Selector};
use soleus::base::address::{Address, LinkForm};
use soleus::base::date::Date;
use soleus::load::Snapshot;
use soleus::pipeline;
use soleus::resolve::index::{Options, Prints};
use soleus::view::sheet::format::Format;
use soleus::view::{booklet, sheet};
use support::browse::{browse, pictures};
use support::{TODAY, end, files, site, soleus};

const SETTINGS: &str = "name: Test Clinic\nlanguage: en-GB\nbase_url: https://test.example\n\
    pain_rule: {ok: 3, caution: 5, next_morning: \"Next morning at {{pain_caution}}.\"}\n\
    numbers: {emergency_number: \"999\", urgent_line: \"111\", clinic_phone: \"01632 960123\"}\n";

/// Every text says "at 5" by the site's rule; the phase `settle` stops above 2, so its texts say "at 2".
const PLAN: &str = r#"---
kind: programme
title: Plan
stop_rules:
  emergency: ["Call {{emergency_number}} now at {{pain_caution}}."]
  urgent: ["Call {{urgent_line}} today at {{pain_caution}}."]
  session: ["The session ends at {{pain_caution}}."]
  clinic: ["Call {{clinic_phone}} at {{pain_caution}}."]
phases:
  - id: settle
    title: Settle at {{pain_caution}}
    pain_limit: 2
    goal: The goal is at {{pain_caution}}.
    exercises:
      - {use: pumps, dose: {reps: 15}, note: "The note is at {{pain_caution}}.", cite: own}
    do: ["rest at {{pain_caution}}"]
    do_not: ["do not run at {{pain_caution}}", "do not stretch"]
    move_on: ["you walk at {{pain_caution}}"]
    stop: ["Settling ends at {{pain_caution}}."]
    cite: own
  - id: build
    title: Build
    goal: The aim is at {{pain_caution}}.
    exercises:
      - {use: raise, dose: {sets: 3, reps: 10}, note: "Knee straight at {{pain_caution}}.", cite: own}
      - {use: raise, dose: {sets: 2, reps: 20}, note: "Knee bent.", cite: own}
    do: ["walk at {{pain_caution}}"]
    do_not: ["do not hop at {{pain_caution}}", "do not stretch"]
    stop: ["Building ends at {{pain_caution}}."]
    ends: true
    cite: own
---
Text.
"#;

fn exercise(title: &str) -> String {
    format!(
        "---\nkind: exercise\ntitle: {title}\nposition: \"{title}, begin at {{{{pain_caution}}}}.\"\n\
         steps: [\"{title}, move at {{{{pain_caution}}}}.\"]\nfeel: \"{title}, feel it at {{{{pain_caution}}}}.\"\n---\nText.\n"
    )
}

fn texts() -> Vec<(&'static str, String)> {
    vec![
        ("content/site.yaml", SETTINGS.to_owned()),
        ("content/plan.md", PLAN.to_owned()),
        ("content/pumps.md", exercise("Ankle pumps")),
        ("content/raise.md", exercise("Heel raise")),
    ]
}

fn built() -> (tempfile::TempDir, BTreeMap<String, Vec<u8>>) {
    let texts = texts();
    let folder = site(&texts.iter().map(|(path, text)| (*path, text.as_str())).collect::<Vec<_>>());
    let (code, _, problems) = end(&soleus(folder.path(), &["build", "--as-of", TODAY]));
    assert_eq!(code, 0, "{problems}");
    let out = files(&folder.path().join("public"));
    (folder, out)
}

fn html(out: &BTreeMap<String, Vec<u8>>, path: &str) -> Html {
    Html::parse_document(std::str::from_utf8(&out[path]).unwrap())
}

fn select<'a>(of: ElementRef<'a>, selector: &str) -> Vec<ElementRef<'a>> {
    let selector = Selector::parse(selector).unwrap();
    of.select(&selector).collect()
}

fn words(element: ElementRef<'_>) -> String {
    element.text().collect::<Vec<_>>().join(" ").split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The scores that a text names as `at 5`.
fn scores(text: &str) -> BTreeSet<char> {
    text.split("at ").skip(1).filter_map(|rest| rest.chars().next()).filter(char::is_ascii_digit).collect()
}

#[track_caller]
fn check_names(what: &str, text: &str, score: char, times: usize) {
    assert_eq!(scores(text), BTreeSet::from([score]), "{what}: {text}");
    let found = text.matches(&format!("at {score}")).count();
    assert!(found >= times, "{what} names it {found} times: {text}");
}

#[test]
fn a_sheet_and_the_booklet_name_the_phases_limit_in_every_text() {
    let (_guard, out) = built();
    // Title, goal, note, position, step, feel, do, do not, next morning, move on, and five rules to stop.
    for (phase, score, times) in [("settle", '2', 15), ("build", '5', 13)] {
        let page = html(&out, &format!("plan/{phase}/index.html"));
        check_names(phase, &words(select(page.root_element(), "article.sheet")[0]), score, times);
        let booklet = html(&out, "plan/booklet/index.html");
        let on_it = select(booklet.root_element(), &format!("#sheet-{phase}"));
        check_names(&format!("{phase} in the booklet"), &words(on_it[0]), score, times);
    }
}

#[test]
fn what_is_printed_is_the_same() {
    let texts = texts();
    let snapshot = Snapshot::from_texts(texts.iter().map(|(path, text)| (*path, text.as_str())));
    let options = Options {
        today: Date::parse(TODAY).unwrap(),
        drafts: false,
        base_url: None,
        links: LinkForm::Pretty,
        prints: Prints::LeftOut,
    };
    let checked = pipeline::run(&snapshot, options, Vec::new());
    let id = checked.site.index.addresses[&Address::parse("/plan/").unwrap()];
    let page = checked.site.index.page(id).unwrap();
    for format in Format::ALL {
        for (place, score) in [(0, '2'), (1, '5')] {
            let view = sheet::view(&checked.site, &page.address, page, place, format).unwrap();
            check_names("the sheet", &serde_json::to_string(&view).unwrap(), score, 13);
            let view = booklet::view(&checked.site, page, format).unwrap();
            check_names("the booklet", &serde_json::to_string(&view.sheets[place]).unwrap(), score, 13);
            let timeline = &view.timeline.rows[place];
            let text = format!("{} {}", timeline.title, timeline.criteria.join(" "));
            assert!(scores(&text).iter().all(|found| *found == score), "{text}");
        }
    }
}

#[test]
fn the_programmes_page_shows_a_phases_notes_do_nots_and_stops() {
    let (_guard, out) = built();
    let page = html(&out, "plan/index.html");
    let phases = select(page.root_element(), ".timeline > li");
    let texts =
        |phase: usize, selector: &str| select(phases[phase], selector).into_iter().map(words).collect::<Vec<_>>();
    assert_eq!(texts(0, ".doses p"), ["The note is at 2."]);
    assert_eq!(texts(0, ".dos li"), ["rest at 2"]);
    assert_eq!(texts(0, ".mistakes:not(.dos) li"), ["do not run at 2", "do not stretch"]);
    assert_eq!(select(phases[0], ".mistakes li > svg").len(), 3, "each has its tick or cross");
    assert_eq!(texts(0, ".halt"), ["End this session Settling ends at 2."]);
    assert_eq!(select(phases[0], ".halt .level > svg").len(), 1);
    check_names("the first phase", &words(phases[0]), '2', 7);
    assert_eq!(texts(1, ".doses p"), ["Knee straight at 5.", "Knee bent."]);
    check_names("the second phase", &words(phases[1]), '5', 4);
}

#[test]
fn an_exercises_page_names_the_limit_of_each_phase_that_uses_it() {
    let (_guard, out) = built();
    let rows = |path: &str| {
        let page = html(&out, path);
        select(page.root_element(), "tbody tr").into_iter().map(words).collect::<Vec<_>>()
    };
    assert_eq!(
        rows("pumps/index.html"),
        ["Plan Settle at 2 15 times How much pain is all right? In this phase, stop above 2."]
    );
    assert_eq!(rows("raise/index.html"), ["Plan Build 3 × 10", "Plan Build 2 × 20"]);
}

#[test]
fn search_shows_the_phases_limit() {
    let (_guard, out) = built();
    let index: Vec<String> = out
        .iter()
        .filter(|(path, _)| path.contains("search"))
        .map(|(_, bytes)| String::from_utf8_lossy(bytes).into_owned())
        .collect();
    let holds = |text: &str| index.iter().any(|file| file.contains(text));
    for (text, other) in [("The goal is at 2", "The goal is at 5"), ("Settling ends at 2", "Settling ends at 5")] {
        assert!(holds(text) && !holds(other), "{text}: {index:?}");
    }
    assert!(holds("The aim is at 5"));
}

#[test]
fn the_clinicians_page_knows_every_text_at_the_stricter_limit() {
    let (_guard, out) = built();
    let page = std::str::from_utf8(&out["plan/make/index.html"]).unwrap();
    let template = |id: &str| {
        let (_, rest) = page.split_once(&format!("<template id=\"{id}\">")).unwrap();
        Html::parse_fragment(rest.split_once("</template>").unwrap().0)
    };
    let lower = template("lower-");
    let lower: BTreeMap<String, String> = select(lower.root_element(), "p")
        .into_iter()
        .map(|text| {
            assert_eq!(text.value().attr("data-limit"), Some("2"));
            (text.value().attr("data-was").unwrap().to_owned(), words(text))
        })
        .collect();
    let sheet = template("of--build");
    // What its pain rule says is put in as a whole.
    let pain: Vec<String> = select(sheet.root_element(), ".pain").into_iter().map(words).collect();
    let named = sheet.root_element().text().map(str::trim).filter(|text| text.contains("at 5"));
    let named: BTreeSet<&str> = named.filter(|text| !pain.iter().any(|pain| pain.contains(text))).collect();
    assert_eq!(named, lower.keys().map(String::as_str).collect());
    for (was, now) in &lower {
        assert_eq!(*now, was.replace("at 5", "at 2"));
    }
}

#[test]
fn what_a_clinician_puts_together_names_one_limit_and_loses_no_do_not() {
    let (folder, _) = built();
    let folder = folder.path().join("public");
    browse("bring.mjs", &[folder.as_ref(), pictures().as_ref()]);
}

//! What stands on the pages of sheets and of a flow's results, as the shipped site has them: whole figures, marks with
//! their meaning, lines to write on, and on paper what the screen has as buttons.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::string_slice,
    reason = "a test may stop"
)]

mod support;

use scraper::{ElementRef, Html, Selector};
use support::shipped::{output, text};

fn page(path: &str) -> Html {
    Html::parse_document(&text(&format!("{path}/index.html")))
}

fn select<'a>(document: &'a Html, selector: &str) -> Vec<ElementRef<'a>> {
    let selector = Selector::parse(selector).unwrap();
    document.select(&selector).collect()
}

fn words(element: ElementRef<'_>) -> String {
    element.text().collect::<String>().split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The pages of sheets in ordinary print.
fn sheets() -> Vec<String> {
    let pages = output().keys().filter_map(|path| path.strip_suffix("/index.html"));
    let sheets = pages.filter(|path| path.starts_with("rehab/") && !select(&page(path), "article.sheet").is_empty());
    sheets.filter(|path| !path.ends_with("/booklet") && !path.ends_with("/make")).map(str::to_owned).collect()
}

#[test]
fn a_sheet_with_much_to_say_shows_all_positions_of_an_exercise() {
    let shapes = |path: &str| -> Vec<String> {
        select(&page(path), ".pose-figure path")
            .into_iter()
            .filter_map(|path| path.value().attr("d"))
            .map(str::to_owned)
            .collect()
    };
    let sheet = page("rehab/soleus/load");
    assert_eq!(select(&sheet, ".sheet[data-density=dense]").len(), 1);
    let shown = shapes("rehab/soleus/load");
    for exercise in ["two-leg-hops", "one-leg-hops", "weighted-heel-raise"] {
        let both = shapes(&format!("exercises/{exercise}"));
        assert!(!both.is_empty() && shown.windows(both.len()).any(|window| window == both), "{exercise}");
    }
}

#[test]
fn a_mark_stands_at_the_name_and_its_meaning_only_where_it_stands() {
    let mut marked = 0;
    for path in sheets() {
        let page = page(&path);
        let names = select(&page, ".moves h4 .mark").len();
        let meanings = select(&page, ".moves li .hints .mark-note");
        assert_eq!(meanings.len(), names, "{path}");
        assert!(select(&page, ".dose .mark").is_empty(), "{path}: the first part of a dose is often from a source");
        assert!(!words(page.root_element()).contains("Some of this is usual practice"), "{path}");
        marked += names;
    }
    assert!(marked > 10);
    let settle = page("rehab/gastrocnemius/settle");
    assert_eq!(words(select(&settle, ".moves li:nth-child(2) h4 .mark")[0]), "*", "an exercise without a dose");
}

#[test]
fn a_sheet_has_lines_for_the_exercises_that_a_clinician_writes_in() {
    let sheet = page("rehab/overload/retrain");
    let lines: Vec<String> = select(&sheet, ".others li").into_iter().map(words).collect();
    assert_eq!(lines, ["Other exercise:How much:"; 3]);
    assert_eq!(select(&sheet, ".log tr.other").len(), 3);
}

#[test]
fn a_dose_says_what_is_done_before_the_rest_after_it() {
    let sheet = page("rehab/gastrocnemius/run");
    let labels: Vec<String> = select(&sheet, ".moves li:first-child .dose dt").into_iter().map(words).collect();
    assert_eq!(labels, ["Sets", "For", "Rest", "How often", "Yours"]);
    let plan = words(page("rehab/gastrocnemius").root_element());
    assert!(plan.contains("5 sets, for 1 min, rest 2 min"), "{plan}");
}

#[test]
fn a_result_on_paper_names_the_page_and_the_sheet_with_their_addresses() {
    let read = "Read: Gastrocnemius strain (clinic.example/strains/gastrocnemius-strain/)";
    let sheet = "Sheet to print: Phase 1: Settle (clinic.example/rehab/gastrocnemius/settle/)";
    for (path, part) in [
        ("help/which-page/q/upper-calf", ".outcome .on-paper"),
        ("help/which-page/print", ".results-list"),
        ("help/which-page", ".results-list"),
    ] {
        let said = words(select(&page(path), part)[0]);
        assert!(said.contains(read) && said.contains(sheet), "{path}: {said}");
    }
}

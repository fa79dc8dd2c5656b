//! The clinician's page of each programme: it holds every exercise and every ready-made sheet with all of its rules,
//! and a real browser makes sheets on it from tick to print, opens copied and bent links, and forgets.
//!
//! The browser's part needs what `tests/browser.rs` needs. Pictures are kept under the build directory, in `pictures/`.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::string_slice,
    reason = "a test may stop"
)]

mod support;

use std::collections::BTreeSet;

use scraper::{ElementRef, Html, Selector};
use support::browse::{browse, pictures};
use support::shipped::{output, text};
use support::{built, end, root, site, soleus};

/// The programmes with such a page, by their folders.
fn programmes() -> Vec<String> {
    let pages = output().keys().filter_map(|path| path.strip_suffix("/make/index.html"));
    pages.map(str::to_owned).collect()
}

fn select<'a>(of: ElementRef<'a>, selector: &str) -> Vec<ElementRef<'a>> {
    let selector = Selector::parse(selector).unwrap();
    of.select(&selector).collect()
}

/// The ready-made sheets that a page carries for the script, by phase. They stand in `template` elements, which a
/// document keeps apart.
fn carried(page: &str) -> Vec<(String, Html)> {
    let templates = page.split("<template id=\"of--").skip(1);
    let sheets = templates.map(|rest| {
        let (phase, rest) = rest.split_once("\">").unwrap();
        let (sheet, _) = rest.split_once("</template>").unwrap();
        (phase.to_owned(), Html::parse_fragment(sheet))
    });
    sheets.collect()
}

/// The words of an element.
fn words(element: ElementRef<'_>) -> String {
    element.text().collect::<Vec<_>>().join(" ").split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The parts of a sheet that no script may touch: words, level and number of each.
fn rules(sheet: ElementRef<'_>) -> Vec<String> {
    let parts = select(sheet, "section.stop > h3, section.stop dt, section.stop dd li, .pain, .gates li, .pair li");
    parts.into_iter().map(words).collect()
}

#[test]
fn every_programme_has_a_page_with_every_exercise_and_its_dose() {
    let programmes = programmes();
    assert_eq!(programmes.len(), 4, "{programmes:?}");
    for programme in programmes {
        let plan = Html::parse_document(&text(&format!("{programme}/index.html")));
        let page = Html::parse_document(&text(&format!("{programme}/make/index.html")));
        // The plan says below a dose what is to be kept in mind; the rows have titles and doses alone.
        let listed = select(plan.root_element(), ".timeline .doses li").into_iter().map(|item| {
            let note = select(item, "p").into_iter().map(words).collect::<String>();
            words(item).strip_suffix(&note).unwrap().trim_end().to_owned()
        });
        let listed: Vec<String> = listed.collect();
        let rows = select(page.root_element(), ".pick");
        let offered: Vec<String> = rows
            .iter()
            .map(|row| {
                let title = words(select(*row, ".tick b")[0]);
                let dose = words(select(*row, ".tick small")[0]);
                dose.strip_prefix("Programme: ").map_or_else(|| title.clone(), |dose| format!("{title} : {dose}"))
            })
            .collect();
        assert_eq!(offered, listed, "{programme}");
        let ready: Vec<String> = select(page.root_element(), "#ready- .doses li").into_iter().map(words).collect();
        assert_eq!(ready.len(), listed.len(), "{programme}: without the script");
        let keys: BTreeSet<&str> = rows.iter().filter_map(|row| row.value().attr("data-key")).collect();
        assert_eq!(keys.len(), rows.len(), "{programme}: each row has a name of its own in links");
        let links = select(plan.root_element(), "a[href='make/']");
        assert_eq!(links.len(), 1, "{programme}: the plan links it");
    }
}

#[test]
fn every_sheet_on_it_has_all_rules_of_the_ready_made_one() {
    for programme in programmes() {
        let sheets = carried(&text(&format!("{programme}/make/index.html")));
        assert!(sheets.len() > 3, "{programme}");
        for (phase, sheet) in &sheets {
            let sheet = select(sheet.root_element(), "article.sheet")[0];
            let ready = Html::parse_document(&text(&format!("{programme}/{phase}/index.html")));
            let ready = select(ready.root_element(), "article.sheet")[0];
            assert!(rules(ready).len() > 8, "{programme} {phase}");
            assert_eq!(rules(sheet), rules(ready), "{programme} {phase}");
            for part in ["section.stop .emergency .number", "section.stop .urgent .number", ".sheet-foot .qr"] {
                assert_eq!(select(sheet, part).len(), 1, "{programme} {phase}: {part}");
            }
            let version = |sheet| words(select(sheet, ".sheet-foot b")[1]);
            assert_eq!(
                version(sheet),
                version(ready),
                "{programme} {phase}: the version is that of the ready-made one"
            );
            let label = words(select(sheet, ".blanks li")[0]);
            assert_eq!(label, "Name", "{programme} {phase}: the script writes the name on the first line");
        }
    }
}

#[test]
fn what_a_clinician_changes_lies_outside_of_the_sheets() {
    for programme in programmes() {
        let page = text(&format!("{programme}/make/index.html"));
        for (phase, sheet) in carried(&page) {
            let fields = select(sheet.root_element(), "input, select, textarea, button, [contenteditable]");
            assert!(fields.is_empty(), "{programme} {phase}: a field within a sheet");
        }
        let page = Html::parse_document(&page);
        assert!(!select(page.root_element(), "[data-part]").is_empty(), "{programme}");
        for field in select(page.root_element(), "#make- input, #make- textarea, #make- select") {
            let value = field.value();
            // A box to tick has no such attribute: its form's holds.
            let boxes = matches!(value.attr("type"), Some("checkbox" | "radio"));
            assert!(boxes || value.attr("autocomplete") == Some("off"), "{programme}: {}", field.html());
            let named = value.attr("name").is_none_or(|name| name == "phase");
            assert!(named, "{programme}: nothing has a name to be sent under");
        }
        assert_eq!(select(page.root_element(), "form#make-[autocomplete='off']").len(), 1, "{programme}");
        for field in select(page.root_element(), "[data-part]") {
            let number = |name: &str| field.value().attr(name).unwrap().parse::<f64>().unwrap();
            assert!(0.0 < number("data-low") && number("data-low") < number("data-high"), "{}", field.html());
        }
    }
}

#[test]
fn readers_do_not_come_upon_it() {
    for programme in programmes() {
        let address = format!("{programme}/make/");
        assert!(text(&format!("{address}index.html")).contains("<meta name=\"robots\" content=\"noindex\">"));
        for (path, bytes) in
            output().iter().filter(|(path, _)| path.ends_with("sitemap.xml") || path.contains("search"))
        {
            assert!(!String::from_utf8_lossy(bytes).contains(&address), "{path} names {address}");
        }
    }
}

#[test]
fn the_script_stores_nothing_sends_nothing_and_writes_no_markup() {
    let script = std::fs::read_to_string(root().join("theme/build.js")).unwrap();
    for word in [
        "innerHTML",
        "outerHTML",
        "insertAdjacent",
        "document.write",
        "Storage",
        "cookie",
        "indexedDB",
        "caches",
        "fetch",
        "XMLHttp",
        "sendBeacon",
        "WebSocket",
        "pushState",
        "replaceState",
        "eval",
        "import",
    ] {
        assert!(!script.contains(word), "the script holds `{word}`");
    }
}

#[test]
fn a_phase_with_the_pages_name_is_an_error() {
    let programme = "---\nkind: programme\ntitle: Plan\n\
        stop_rules: {emergency: [\"Call {{emergency_number}}\"], urgent: [\"Call {{emergency_number}}\"]}\n\
        phases:\n  - {id: make, title: A, do: [rest], ends: true, cite: [own]}\n---\nText.\n";
    let folder = site(&[("content/index.md", "---\ntitle: Home\n---\nText.\n"), ("content/plan.md", programme)]);
    let (code, _, problems) = end(&soleus(folder.path(), &["check"]));
    assert_eq!(code, 1, "{problems}");
    assert!(problems.contains("`make` names a part of `content/plan.md`"), "{problems}");
}

#[test]
fn sheets_are_made_from_tick_to_print() {
    let (_guard, out) = built(&root(), &[]);
    let (_other, offline) = built(&root(), &["--offline"]);
    let programmes = ["rehab/soleus".as_ref(), "rehab/cramp".as_ref()];
    let pictures = pictures();
    let arguments = [&[out.as_ref(), offline.as_ref(), pictures.as_ref()], &programmes[..]].concat();
    browse("builder.mjs", &arguments);
}

#[test]
fn a_range_that_is_typed_keeps_its_order_from_right_to_left() {
    let (_guard, out) = built(&root().join("tests/fixtures/arabic"), &[]);
    browse("typed-rtl.mjs", &[out.as_ref(), "programmes/calf-plan".as_ref()]);
}

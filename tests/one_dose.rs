//! A dose stands in one place of the source. Changed there, it changes on every page and every print that tells it, and
//! the old one is nowhere: built by the real binary from a tiny site.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::string_slice,
    reason = "a test may stop"
)]

mod support;

use std::collections::BTreeMap;

use support::{TODAY, end, files, site, soleus};

const SETTINGS: &str = "name: Test Clinic\nlanguage: en-GB\nbase_url: https://test.example\npain_rule: {ok: 3, caution: 5}\nnumbers: {emergency_number: \"999\", urgent_line: \"111\"}\n";
const RAISE: &str = "---\nkind: exercise\ntitle: Heel raise\nsteps: [Rise up., Lower slowly.]\n---\nA heel raise.\n";
const PLAN: &str = "---\nkind: programme\ntitle: Plan\nstop_rules:\n  emergency: [\"Call {{emergency_number}} now if you are suddenly breathless.\"]\n  urgent: [\"Call {{urgent_line}} today if one calf swells.\"]\nphases:\n  - id: build\n    title: Build\n    exercises: [{use: raise, dose: {sets: 3, reps: REPS}, cite: [own]}]\n    do: [rest]\n    move_on: [you can hop]\n    ends: true\n---\nA plan.\n";

/// What tells the dose: the programme's page, the exercise's, the sheet, the booklet and the clinician's page.
const PAGES: [&str; 5] =
    ["plan/index.html", "raise/index.html", "plan/build/index.html", "plan/booklet/index.html", "plan/make/index.html"];

fn built(repetitions: &str) -> BTreeMap<String, Vec<u8>> {
    let plan = PLAN.replace("REPS", repetitions);
    let folder = site(&[("content/site.yaml", SETTINGS), ("content/plan.md", &plan), ("content/raise.md", RAISE)]);
    let (code, _, problems) = end(&soleus(folder.path(), &["build", "--as-of", TODAY]));
    assert_eq!(code, 0, "{problems}");
    files(&folder.path().join("public"))
}

/// Whether a text says a number: it stands alone, not within another number, an address or a digest.
fn says(text: &str, number: &str) -> bool {
    text.split(|letter: char| !letter.is_alphanumeric()).any(|word| word == number)
}

/// The words of a page, without its tags.
fn words(page: &[u8]) -> String {
    let page = std::str::from_utf8(page).unwrap();
    let parts = page.split('<').map(|part| part.split_once('>').map_or(part, |(_, text)| text));
    parts.collect::<Vec<_>>().join(" ")
}

#[test]
fn a_dose_changed_in_its_one_place_changes_on_every_page() {
    let (before, after) = (built("17"), built("19"));
    for path in PAGES {
        let (old, new) = (words(&before[path]), words(&after[path]));
        assert!(says(&old, "17") && !says(&old, "19"), "{path} at first: {old}");
        assert!(says(&new, "19") && !says(&new, "17"), "{path} after the change: {new}");
    }
    let stale = after.iter().filter(|(path, page)| path.ends_with(".html") && says(&words(page), "17"));
    assert_eq!(stale.map(|(path, _)| path).collect::<Vec<_>>(), Vec::<&String>::new());
}

#[cfg(feature = "pdf")]
#[test]
fn a_dose_changed_in_its_one_place_changes_on_every_print() {
    let after = built("19");
    let prints: Vec<_> = after.iter().filter(|(path, _)| path.ends_with(".pdf")).collect();
    assert_eq!(prints.len(), 8, "a sheet and a booklet in four formats");
    let folder = tempfile::tempdir().unwrap();
    for (path, bytes) in prints {
        let file = folder.path().join("print.pdf");
        std::fs::write(&file, bytes).unwrap();
        let output = std::process::Command::new("pdftotext").args(["-q", "-raw"]).arg(&file).arg("-").output();
        let text = String::from_utf8(output.expect("pdftotext is installed").stdout).unwrap();
        assert!(says(&text, "19") && !says(&text, "17"), "{path}: {text}");
    }
}

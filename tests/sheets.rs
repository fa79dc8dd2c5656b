//! Every sheet as a real browser prints it: on A4 and Letter, in both sizes of type, it takes no more sides than it
//! may, no part is broken across sides, nothing reaches beyond the paper, and no type is smaller than promised.
//!
//! Needs what `tests/browser.rs` needs. The prints are kept under the build directory, in `prints/`.
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
use std::ffi::OsStr;
use std::fs;
use std::path::{Path, PathBuf};

use support::browse::browse;
use support::{built, files, root, write};

/// A copy of a site on another paper, with its own fonts if it has any.
fn on_paper(content: &Path, paper: &str) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    for (path, bytes) in files(content) {
        let file = folder.path().join("content").join(path);
        fs::create_dir_all(file.parent().unwrap()).unwrap();
        fs::write(file, bytes).unwrap();
    }
    let theme = content.parent().unwrap().join("theme");
    if theme.is_dir() && content != root().join("content") {
        for (path, bytes) in files(&theme) {
            let file = folder.path().join("theme").join(path);
            fs::create_dir_all(file.parent().unwrap()).unwrap();
            fs::write(file, bytes).unwrap();
        }
    }
    let settings = fs::read_to_string(content.join("site.yaml")).unwrap();
    let rest: Vec<&str> = settings.lines().filter(|line| !line.starts_with("paper:")).collect();
    write(folder.path(), "content/site.yaml", &format!("{}\npaper: {paper}\n", rest.join("\n")));
    folder
}

/// The sheets and booklets of a built site, by their folders.
fn sheets(out: &Path) -> Vec<String> {
    let pages = files(out).into_iter().filter(|(path, _)| path.ends_with("/index.html"));
    let is_sheet = |bytes: &[u8]| {
        let page = String::from_utf8_lossy(bytes);
        // The page that makes a sheet is printed by its own tests.
        page.contains("<body class=\"sheet-page") && !page.contains("<body class=\"sheet-page make")
    };
    let sheets = pages.filter(|(_, bytes)| is_sheet(bytes));
    sheets.map(|(path, _)| path.trim_end_matches("/index.html").to_owned()).collect()
}

/// Prints all sheets of a site on both papers, and gives the sides that each took.
fn print(name: &str, content: &Path) -> BTreeMap<String, u64> {
    let mut sides = BTreeMap::new();

    for paper in ["a4", "letter"] {
        let site = on_paper(content, paper);
        let (_guard, out) = built(site.path(), &["--offline"]);
        let pages = sheets(&out);
        assert!(!pages.is_empty(), "{name} has no sheets");
        let prints = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("prints").join(format!("{name}-{paper}"));
        let mut arguments: Vec<&OsStr> = vec![out.as_ref(), prints.as_ref()];
        arguments.extend(pages.iter().map(OsStr::new));
        let found = browse("sheets.mjs", &arguments);
        for (page, count) in found["sides"].as_object().unwrap() {
            sides.insert(format!("{paper} {page}"), count.as_u64().unwrap());
        }
    }
    sides
}

#[test]
fn every_shipped_sheet_fits_its_paper() {
    let sides = print("shipped", &root().join("content"));
    let phases = sides.keys().filter(|page| !page.ends_with("/booklet")).count();
    assert_eq!(phases, (5 + 5 + 5 + 4) * 2 * 2, "each phase in both sizes of type on both papers");
    assert!(sides.values().all(|count| *count > 1), "a sheet has two sides: {sides:?}");
}

#[test]
fn sheets_of_other_paper_worlds_fit_too() {
    for name in ["rtl", "words", "bare"] {
        print(name, &root().join("tests/fixtures/paper").join(name).join("content"));
    }
    print("knee", &root().join("tests/fixtures/knee/content"));
}

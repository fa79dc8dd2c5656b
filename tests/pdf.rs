//! Sheets and booklets as PDF, made by the real binary: what they say, how many sides they take, that the same site
//! gives the same bytes, and that nothing is printed twice. Text is read back with Poppler's `pdftotext`.
#![cfg(feature = "pdf")]
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
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::OnceLock;

use serde_json::Value;
use support::{TODAY, end, files, root, site, soleus, write};

/// The formats with their paper in points and the most sides that a sheet may take. A log may have one more.
const FORMATS: [(&str, f64, usize); 4] =
    [("a4", 595.0, 2), ("letter", 612.0, 2), ("a4-large", 595.0, 4), ("letter-large", 612.0, 4)];

/// A copy of the shipped content, so that no cache but ours is used.
fn shipped() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    for (path, bytes) in files(&root().join("content")) {
        let file = folder.path().join("content").join(path);
        fs::create_dir_all(file.parent().unwrap()).unwrap();
        fs::write(file, bytes).unwrap();
    }
    folder
}

/// The shipped site, built once for all tests.
fn built() -> &'static (tempfile::TempDir, PathBuf) {
    static BUILT: OnceLock<(tempfile::TempDir, PathBuf)> = OnceLock::new();
    BUILT.get_or_init(|| {
        let folder = shipped();
        let out = folder.path().join("public");
        let (code, _, problems) = build(folder.path());
        assert_eq!(code, 0, "{problems}");
        (folder, out)
    })
}

fn build(folder: &Path) -> (i32, String, String) {
    end(&soleus(folder, &["build", "--as-of", TODAY, "--base-url", "https://clinic.example"]))
}

/// A PDF's text with blanks and hyphens left out: lines are broken, and long words too.
fn text(file: &Path) -> String {
    let output =
        Command::new("pdftotext").args(["-q", "-raw"]).arg(file).arg("-").output().expect("pdftotext is installed");
    squeezed(&String::from_utf8(output.stdout).unwrap())
}

fn squeezed(text: &str) -> String {
    text.chars()
        .filter(|letter| !letter.is_whitespace() && !matches!(letter, '-' | ':' | '\u{ad}' | '\u{2010}'))
        .collect()
}

/// What `pdfinfo` says of a file.
fn facts(file: &Path) -> BTreeMap<String, String> {
    let output = Command::new("pdfinfo").arg(file).output().expect("pdfinfo is installed");
    let lines = String::from_utf8(output.stdout).unwrap();
    lines
        .lines()
        .filter_map(|line| line.split_once(':'))
        .map(|(key, value)| (key.to_owned(), value.trim().to_owned()))
        .collect()
}

/// Each programme of the built site: its folder, and its phases' ids with their HTML sheets.
fn programmes(out: &Path) -> Vec<(PathBuf, Vec<(String, scraper::Html)>)> {
    let mut found = Vec::new();
    for path in files(out).into_keys().filter(|path| path.ends_with("/booklet/index.html")) {
        let folder = out.join(path.trim_end_matches("booklet/index.html"));
        let mut phases = Vec::new();
        for entry in fs::read_dir(&folder).unwrap() {
            let sheet = entry.unwrap().path();
            let id = sheet.file_name().unwrap().to_str().unwrap().to_owned();
            if sheet.is_dir() && !["booklet", "make"].contains(&id.as_str()) {
                phases
                    .push((id, scraper::Html::parse_document(&fs::read_to_string(sheet.join("index.html")).unwrap())));
            }
        }
        assert!(!phases.is_empty(), "{path}");
        found.push((folder, phases));
    }
    assert!(!found.is_empty());
    found
}

fn texts(page: &scraper::Html, selector: &str) -> Vec<String> {
    let selector = scraper::Selector::parse(selector).unwrap();
    page.select(&selector).map(|element| element.text().collect::<String>().trim().to_owned()).collect()
}

#[test]
fn every_phase_is_printed_in_each_format_on_as_many_sides_as_it_may_take() {
    let (_, out) = built();
    for (folder, phases) in programmes(out) {
        for (format, width, sides) in FORMATS {
            for (phase, _) in &phases {
                let file = folder.join(format!("{phase}-{format}.pdf"));
                let facts = facts(&file);
                let pages: usize = facts["Pages"].parse().unwrap();
                let own_log = text(&file).contains(&squeezed(&format!("Side {} of {}", sides + 1, sides + 1)));
                assert!(pages <= sides + usize::from(own_log), "{} has {pages} sides", file.display());
                assert!(
                    facts["Page size"].starts_with(&format!("{width:.0}")[..3]),
                    "{}: {}",
                    file.display(),
                    facts["Page size"]
                );
                assert_eq!(facts["Tagged"], "yes");
            }
            assert!(folder.join(format!("booklet-{format}.pdf")).is_file());
        }
    }
}

#[test]
fn what_a_patient_acts_on_is_in_every_pdf() {
    let (_, out) = built();
    // All that the web page says, part by part, must be on paper too.
    let parts = [
        ".stop li",
        ".stop dt",
        ".gates li",
        ".pair li",
        ".moves h4 a",
        ".doing li",
        ".dose dd",
        ".zones li",
        ".sheet-foot b",
    ];
    let mut compared = 0;
    for (folder, phases) in programmes(out) {
        let booklet = text(&folder.join("booklet-a4.pdf"));
        for (phase, page) in &phases {
            for (format, _, _) in FORMATS {
                let printed = text(&folder.join(format!("{phase}-{format}.pdf")));
                for part in parts {
                    for said in texts(page, part) {
                        // A tick mark's meaning is said aloud on the web page, and stands as a note on paper.
                        let said = said.split(" (usual practice").next().unwrap();
                        compared += 1;
                        assert!(
                            printed.contains(&squeezed(said)),
                            "{phase}-{format}.pdf lacks `{said}` ({part})\n{printed}"
                        );
                    }
                }
                assert!(printed.contains("Example,notclinicallyreviewed"), "{phase}-{format}.pdf lacks its review");
                assert!(printed.contains("999") && printed.contains("111"), "{phase}-{format}.pdf lacks a number");
            }
            for said in texts(page, ".stop li") {
                assert!(booklet.contains(&squeezed(&said)), "the booklet lacks `{said}`");
            }
        }
    }
    assert!(compared > 500, "only {compared} texts were compared");
}

/// In a language that runs from right to left, two groups of digits would change places: another number.
#[test]
fn a_phone_number_keeps_its_order_in_every_script() {
    let folder = tempfile::tempdir().unwrap();
    for (path, bytes) in files(&root().join("tests/fixtures/paper/rtl")) {
        let file = folder.path().join(path);
        fs::create_dir_all(file.parent().unwrap()).unwrap();
        fs::write(file, bytes).unwrap();
    }
    let (code, _, said) = build(folder.path());
    assert_eq!(code, 0, "{said}");
    for name in ["build-a4.pdf", "build-letter-large.pdf", "booklet-a4.pdf"] {
        let printed = text(&folder.path().join("public/programme").join(name));
        assert!(printed.contains("01632960123") && !printed.contains("96012301632"), "{name}: {printed}");
    }
    // Most words of this site are in English: the page runs from right to left all the same.
    let sheet = fs::read_to_string(folder.path().join("public/programme/build/index.html")).unwrap();
    let seen = sheet.split('<').filter_map(|part| part.split_once('>')).map(|(_, text)| text);
    let numbers: Vec<&str> = seen.filter(|text| text.contains("960123")).collect();
    assert!(!numbers.is_empty());
    for text in numbers {
        assert!(text.contains("\u{2066}01632\u{a0}960123\u{2069}"), "{text}");
    }
    assert!(sheet.contains("\u{2066}0–3\u{2069}"), "the pain rule: a range that is turned round is another one");
}

#[test]
fn pages_link_every_pdf() {
    let (_, out) = built();
    for (folder, phases) in programmes(out) {
        for (phase, _) in &phases {
            let page = fs::read_to_string(folder.join(phase).join("index.html")).unwrap();
            for (format, _, _) in FORMATS {
                assert!(page.contains(&format!("href=\"../{phase}-{format}.pdf\"")), "{phase} does not link {format}");
            }
        }
        let page = fs::read_to_string(folder.join("booklet/index.html")).unwrap();
        for (format, _, _) in FORMATS {
            assert!(page.contains(&format!("href=\"../booklet-{format}.pdf\"")), "the booklet does not link {format}");
        }
    }
}

#[test]
fn the_same_site_gives_the_same_bytes_with_and_without_a_cache() {
    let (first, out) = built();
    let second = shipped();
    let (code, _, problems) = build(second.path());
    assert_eq!(code, 0, "{problems}");
    let only_pdf = |folder: &Path| -> BTreeMap<String, Vec<u8>> {
        files(folder).into_iter().filter(|(path, _)| path.ends_with(".pdf")).collect()
    };
    let (one, other) = (only_pdf(out), only_pdf(&second.path().join("public")));
    assert_eq!(one.keys().collect::<Vec<_>>(), other.keys().collect::<Vec<_>>());
    for (path, bytes) in &one {
        assert!(*bytes == other[path], "{path} differs");
        let text = String::from_utf8_lossy(bytes);
        for name in [first.path(), second.path()] {
            assert!(!text.contains(name.to_str().unwrap()), "{path} holds a path of this machine");
        }
    }
}

/// A tiny site with one phase.
fn tiny() -> tempfile::TempDir {
    site(&[("content/site.yaml", SETTINGS), ("content/plan.md", PLAN), ("content/raise.md", RAISE)])
}

const SETTINGS: &str = "name: Test Clinic\nlanguage: en-GB\nbase_url: https://test.example\npain_rule: {ok: 3, caution: 5}\nnumbers: {emergency_number: \"999\", urgent_line: \"111\"}\n";
const RAISE: &str = "---\nkind: exercise\ntitle: Heel raise\nsteps: [Rise up., Lower slowly.]\n---\nA heel raise.\n";
const PLAN: &str = "---\nkind: programme\ntitle: Plan\nstop_rules:\n  emergency: [\"Call {{emergency_number}} now if you are suddenly breathless.\"]\n  urgent: [\"Call {{urgent_line}} today if one calf swells.\"]\nphases:\n  - id: build\n    title: Build\n    exercises: [{use: raise, dose: {sets: 3, reps: 10}, cite: [own]}]\n    do: [rest]\n    move_on: [you can hop]\n    ends: true\n---\nA plan.\n";

/// What is kept of prints; the pictures of cards are kept there too.
fn entries(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let kept = files(&folder.join(".soleus-cache/pdf")).into_iter();
    kept.filter(|(_, bytes)| !bytes.windows(4).any(|part| part == b"\x89PNG")).collect()
}

#[test]
fn a_second_build_prints_nothing_anew_and_an_edit_only_what_it_changed() {
    let folder = tiny();
    let (code, _, problems) = build(folder.path());
    assert_eq!(code, 0, "{problems}");
    let before = entries(folder.path());
    assert_eq!(before.len(), 8, "a sheet and a booklet in four formats");
    // An entry with other bytes and their digest is published as it stands: nothing is set anew.
    let (name, _) = before.iter().next().unwrap();
    let marked = b"marked";
    let mut entry = soleus::base::digest::Digest::of(marked).hex().into_bytes();
    entry.push(b'\n');
    entry.extend_from_slice(marked);
    write(folder.path(), &format!(".soleus-cache/pdf/{name}"), std::str::from_utf8(&entry).unwrap());
    let (code, _, problems) = build(folder.path());
    assert_eq!(code, 0, "{problems}");
    assert!(files(&folder.path().join("public")).values().any(|bytes| bytes == marked));
    // A damaged entry is set anew.
    write(folder.path(), &format!(".soleus-cache/pdf/{name}"), "damaged");
    build(folder.path());
    assert_eq!(entries(folder.path()), before);
    // Words that no sheet shows change no sheet.
    write(folder.path(), "content/other.md", "---\ntitle: Other\n---\nWords.\n");
    build(folder.path());
    assert_eq!(entries(folder.path()), before);
    // A step that is on the sheet changes all of it, and what is no longer used is deleted.
    write(folder.path(), "content/raise.md", &RAISE.replace("Rise up.", "Rise up high."));
    build(folder.path());
    let after = entries(folder.path());
    assert_eq!(after.len(), 8);
    assert!(after.keys().all(|key| !before.contains_key(key)));
    // The cache may be deleted at any time.
    fs::remove_dir_all(folder.path().join(".soleus-cache")).unwrap();
    let (code, _, said) = build(folder.path());
    assert!(code == 0 && said.contains("0 written"), "{said}");
}

#[test]
fn a_sheet_that_does_not_fit_is_an_error_and_is_never_published() {
    let page = soleus::diag::explain::page("P008").unwrap();
    let folder = tempfile::tempdir().unwrap();
    write(folder.path(), "content/site.yaml", SETTINGS);
    for (path, text) in &page.wrong {
        write(folder.path(), path, text);
    }
    let (code, found, _) = end(&soleus(folder.path(), &["check", "--format", "json", "--as-of", TODAY]));
    assert_eq!(code, 1, "{found}");
    let found: Value = serde_json::from_str(&found).unwrap();
    let problems: Vec<&Value> = found.as_array().unwrap().iter().filter(|problem| problem["code"] == "P008").collect();
    assert_eq!(problems.len(), 1, "told once, not for each format: {found}");
    for problem in problems {
        assert_eq!(problem["path"], "content/programme.md");
        assert_eq!(problem["line"], 8, "the phase's id");
        let (message, help) = (problem["message"].as_str().unwrap(), problem["help"].as_str().unwrap());
        assert!(message.contains("phase `settle`") && message.contains("does not fit"), "{message}");
        assert!(help.starts_with("shorten") && help.contains("`do` ("), "{help}");
    }
    let (code, _, said) = build(folder.path());
    assert!(code == 1 && said.contains("P008") && said.contains("nothing was written"), "{said}");
    assert!(!folder.path().join("public").exists());
    let (code, _, _) = end(&soleus(folder.path(), &["sheet", "programme", "--phase", "settle", "--out", "a.pdf"]));
    assert!(code == 1 && !folder.path().join("a.pdf").exists());
    for (path, text) in &page.right {
        write(folder.path(), path, text);
    }
    let (code, _, said) = build(folder.path());
    assert_eq!(code, 0, "{said}");
}

#[test]
fn one_sheet_is_printed_as_it_was_asked_for() {
    let folder = tiny();
    let sheet = |arguments: &[&str]| {
        let all = [&["sheet", "plan", "--as-of", TODAY, "--out", "a.pdf"], arguments].concat();
        let (code, _, said) = end(&soleus(folder.path(), &all));
        assert_eq!(code, 0, "{said}");
        (facts(&folder.path().join("a.pdf")), text(&folder.path().join("a.pdf")))
    };
    let (a4, words) = sheet(&["--phase", "build"]);
    assert!(a4["Page size"].contains("A4") && a4["Title"].contains("Build"), "{a4:?}");
    assert!(words.contains("Call999now") && words.contains("Riseup."));
    let (letter, _) = sheet(&["--phase", "build", "--paper", "letter"]);
    assert!(letter["Page size"].contains("letter"), "{letter:?}");
    sheet(&["--phase", "build", "--large-print"]);
    let (booklet, _) = sheet(&[]);
    assert!(booklet["Title"].contains("Booklet"), "{booklet:?}");
    let (code, _, said) = end(&soleus(folder.path(), &["sheet", "plan", "--phase", "sprint", "--out", "b.pdf"]));
    assert!(code == 2 && said.contains("write one of build, or `all`"), "{said}");
}

#[test]
fn a_sites_own_template_is_used_and_a_wrong_one_is_named_with_its_line() {
    let folder = tiny();
    write(
        folder.path(),
        "templates/sheet.typ",
        "#let data = json(\"/data.json\")\n#set document(title: data.title)\n#set text(font: data.fonts)\n= Our own sheet\n",
    );
    let (code, _, said) = end(&soleus(folder.path(), &["sheet", "plan", "--phase", "build", "--out", "a.pdf"]));
    assert_eq!(code, 0, "{said}");
    assert!(text(&folder.path().join("a.pdf")).contains("Ourownsheet"));
    write(
        folder.path(),
        "templates/sheet.typ",
        "#let data = json(\"/data.json\")\n#set document(title: data.title)\n#data.nothing\n",
    );
    let (code, found, _) = end(&soleus(folder.path(), &["check", "--format", "json"]));
    assert_eq!(code, 2, "{found}");
    let found: Value = serde_json::from_str(&found).unwrap();
    let problem = found.as_array().unwrap().iter().find(|problem| problem["code"] == "S009").unwrap();
    assert_eq!((&problem["path"], &problem["line"]), (&"templates/sheet.typ".into(), &3.into()), "{problem}");
}

#[test]
fn long_work_shows_how_far_it_has_come_on_a_terminal_and_nowhere_else() {
    // The shipped site: its prints take seconds, so that the line is due on any machine.
    let folder = tempfile::tempdir().unwrap();
    for (path, bytes) in files(&root().join("content")) {
        let file = folder.path().join("content").join(path);
        fs::create_dir_all(file.parent().unwrap()).unwrap();
        fs::write(file, bytes).unwrap();
    }
    // `script`, of Debian's essential packages, runs a command on a terminal of its own and prints what that shows.
    let command = format!("{} check --as-of {TODAY}", env!("CARGO_BIN_EXE_soleus"));
    let shown = Command::new("script").args(["-qec", &command, "/dev/null"]).current_dir(folder.path()).output();
    let shown = String::from_utf8_lossy(&shown.expect("`script` is there").stdout).into_owned();
    assert!(shown.contains("\r\u{1b}[Kprinting sheets ") && shown.contains(" of "), "{shown:?}");
    let last = shown.rfind("\r\u{1b}[K").unwrap();
    assert!(!shown[last..].contains("printing"), "the line stays: {shown:?}");
    fs::remove_dir_all(folder.path().join(".soleus-cache")).unwrap();
    let (_, _, plain) = end(&soleus(folder.path(), &["check", "--as-of", TODAY]));
    assert!(!plain.contains("printing") && !plain.contains('\r'), "{plain:?}");
}

//! Every problem code has a page, the page's wrong example shows the problem, and its right example does not.
//!
//! What an author reads of each problem is compared whole with `tests/golden/problems.txt`. To accept a change, run
//! this test with `SOLEUS_ACCEPT=1` and read the file's difference as prose. Of the five codes that no texts of a site
//! can show, four have a test of their own below.
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
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use soleus::base::address::LinkForm;
use soleus::base::date::Date;
use soleus::diag::explain::{self, Explanation};
use soleus::diag::human::{self, Style};
use soleus::diag::report::{Entry, Report};
use soleus::diag::{Severity, codes};
use soleus::load::{Snapshot, disk};
use soleus::parse::config;
use soleus::pipeline::{self, Checked};
use soleus::resolve::index::{Options, Prints};
use support::{end, root, soleus, write};

/// The settings of an example that brings none.
const SETTINGS: &str = "\
name: Example Clinic
language: en-GB
base_url: https://clinic.example
numbers:
  emergency_number: \"999\"
  urgent_line: \"111\"
  clinic_phone: \"01632 960123\"
pain_rule: {ok: 3, caution: 5}
";

/// Codes that the texts of a site cannot show, and why. Each but the last has a test below.
const NOT_SHOWN_BY_TEXTS: [(&str, &str); 5] = [
    ("A002", "it is about links in the file system"),
    ("A004", "it is about bytes that are no text"),
    ("I001", "it is about a file to import"),
    ("S010", "it is about the output folder"),
    ("X001", "it is about a defect of ours, of which we know none"),
];

/// Errors that come with another code and cannot be parted from it: the code, the errors, and why.
const COMPANIONS: [(&str, &[&str], &str); 1] =
    [("D022", &["F005"], "`safety_net` is a key that a decision must have, so that editors ask for it too")];

#[test]
fn every_code_has_a_page() {
    let without: Vec<&str> = codes::ALL.iter().map(|code| code.id).filter(|id| explain::page(id).is_none()).collect();
    assert_eq!(without, [""; 0]);
}

#[test]
fn wrong_examples_show_their_problem_and_no_other_error() {
    let mut faults = Vec::new();
    for (explanation, report) in wrong_examples() {
        let id = explanation.code.id;
        let found: BTreeSet<&str> = report.entries.iter().map(|entry| entry.code.id).collect();
        if !found.contains(id) {
            faults.push(format!("the wrong example of {id} shows {found:?}"));
        }
        let companions: &[&str] =
            COMPANIONS.iter().find(|(code, _, _)| *code == id).map_or(&[], |(_, others, _)| others);
        for entry in errors(report).filter(|entry| entry.code.id != id && !companions.contains(&entry.code.id)) {
            faults.push(format!("the wrong example of {id} also shows {}: {}", entry.code.id, entry.message));
        }
        for companion in companions.iter().filter(|companion| !found.contains(*companion)) {
            faults.push(format!("the wrong example of {id} no longer shows {companion}: take it out of the table"));
        }
    }
    assert_eq!(faults, [""; 0]);
}

#[test]
fn right_examples_are_without_the_problem_and_can_be_published() {
    let mut faults = Vec::new();
    for explanation in shown_by_texts() {
        let id = explanation.code.id;
        let checked = checked(&explanation.right);
        let of_interest = |entry: &&Entry| entry.code.id == id || entry.severity == Severity::Error;
        let problems = checked.report.entries.iter().filter(of_interest);
        faults.extend(
            problems.map(|entry| format!("the right example of {id} shows {}: {}", entry.code.id, entry.message)),
        );
        if let Ok((site, _)) = checked.publishable()
            && let Err(failure) = site.each(|_| Ok::<(), ()>(()))
        {
            faults.push(format!("the right example of {id} cannot be published: {failure:?}"));
        }
    }
    assert_eq!(faults, [""; 0]);
}

#[test]
fn problems_read_as_they_did() {
    let mut text = String::new();
    for (explanation, report) in wrong_examples() {
        let entries = report.entries.iter().filter(|entry| entry.code == explanation.code).cloned().collect();
        let only = Report { entries, sources: report.sources.clone() };
        text += &format!("## {}: {}\n\n{}\n", explanation.code.id, explanation.code.title, plain(&only));
    }
    let golden = root().join("tests/golden/problems.txt");
    if std::env::var_os("SOLEUS_ACCEPT").is_some_and(|value| value == "1") {
        fs::write(&golden, &text).unwrap();
    }
    let accepted = fs::read_to_string(&golden).unwrap_or_default().replace("\r\n", "\n");
    let first = text.lines().zip(accepted.lines().chain([""])).find(|(new, old)| new != old);
    assert!(
        text == accepted,
        "problems read otherwise, first here: {first:#?}\nrun with SOLEUS_ACCEPT=1 and read the difference"
    );
}

#[test]
fn problems_are_worded_alike() {
    let mut faults = Vec::new();
    for (_, report) in wrong_examples() {
        for entry in &report.entries {
            let help = entry.help.clone().unwrap_or_default();
            let begins = |text: &str| text.starts_with(|letter: char| !letter.is_uppercase());
            let ends = |text: &str| !text.ends_with(['.', '!', ' ']);
            let sound = |text: &str| begins(text) && ends(text) && !text.contains("please") && !text.contains("  ");
            if !sound(&entry.message) || !sound(&help) {
                faults.push(format!("{}: {} | {help}", entry.code.id, entry.message));
            }
        }
    }
    assert_eq!(faults, [""; 0]);
}

#[test]
fn problems_of_all_files_come_in_one_run_sorted_by_place() {
    let files = [
        ("content/strain.md", "---\ntitle: Strain\nsumary: x\n---\n\nSee [[nowhere]].\n\n# Big\n"),
        ("content/calf.md", "---\ntitle: The calf\n---\n\nSee [[nowhere]] and {{nothing}}.\n"),
        ("content/empty.md", ""),
        (config::PATH, "name: Example Clinic\nlanguage: en-GB\nbase_url: https://clinic.example\npaper: A5\n"),
    ];
    let report = run(&files.map(|(path, text)| (path.to_owned(), text.to_owned())));
    let lines: Vec<String> = errors(&report).map(line).collect();
    let expected = [
        "L001 content/calf.md:5:5",
        "M005 content/calf.md:5:21",
        "F001 content/empty.md:1:1",
        "S003 content/site.yaml:4:8",
        "F003 content/strain.md:3:1",
        "L001 content/strain.md:6:5",
        "M003 content/strain.md:8:1",
    ];
    assert_eq!(lines, expected);
}

#[test]
fn links_and_pictures_that_name_nothing_are_errors() {
    let text = "---\ntitle: Calf\n---\n## More\n\n[Book here]()\n\n[[ ]]\n\n![x]()\n\n[Up](#) [[#More]]\n";
    let files = [("content/calf.md", text), (config::PATH, SETTINGS)];
    let report = run(&files.map(|(path, text)| (path.to_owned(), text.to_owned())));
    let lines: Vec<String> = errors(&report).map(line).collect();
    let expected = ["L001 content/calf.md:6:1", "L001 content/calf.md:8:1", "L007 content/calf.md:10:1"];
    assert_eq!(lines, expected);
}

#[test]
fn a_name_of_two_pages_is_told_with_spellings_that_work() {
    let page = |title: &str, text: &str| format!("---\ntitle: {title}\n---\n{text}\n");
    let with = |link: &str| {
        let files = [
            ("content/a.md".to_owned(), page("A", link)),
            ("content/cramp.md".to_owned(), page("One", "Text.")),
            ("content/help/cramp.md".to_owned(), page("Two", "Text.")),
            (config::PATH.to_owned(), SETTINGS.to_owned()),
        ];
        run(&files).entries.into_iter().find(|entry| entry.severity == Severity::Error).and_then(|entry| entry.help)
    };
    assert_eq!(with("[[cramp]]").as_deref(), Some("write one of `/cramp`, `help/cramp`"));
    assert_eq!(with("[[/cramp]] [[help/cramp]]"), None);
}

/// A link is written as its page shows it: the file's one line is where the link leads. On Windows only administrators
/// can make such links, so this is not run there.
#[cfg(unix)]
#[test]
fn a002_links_out_of_the_site_and_into_themselves_are_errors() {
    let explanation = explain::page("A002").unwrap();
    let folder = tempfile::tempdir().unwrap();
    write(folder.path(), "other-site/clots.md", "---\ntitle: Not ours\n---\n");
    let site = folder.path().join("site");
    write_all(&site, &with_settings(&explanation.wrong));
    let link = site.join("content/clots.md");
    let leads_to = fs::read_to_string(&link).unwrap();
    fs::remove_file(&link).unwrap();
    std::os::unix::fs::symlink(leads_to.trim(), &link).unwrap();
    fs::create_dir(site.join("content/rehab")).unwrap();
    std::os::unix::fs::symlink("..", site.join("content/rehab/again")).unwrap();
    let report = load(&site);
    let expected = "\
error[A002]: `content/clots.md` is a link that leads out of the site
--> content/clots.md
 = help: copy what it leads to into the site

error[A002]: `content/rehab/again` is a link to a folder that holds it
--> content/rehab/again
 = help: remove the link

2 errors
";
    assert_eq!(plain(&only_errors(report)), expected);

    fs::remove_dir_all(&site).unwrap();
    write_all(&site, &with_settings(&explanation.right));
    assert!(!load(&site).has_errors());
}

#[test]
fn a004_a_page_that_is_not_utf_8_is_an_error() {
    let explanation = explain::page("A004").unwrap();
    let folder = tempfile::tempdir().unwrap();
    write_all(folder.path(), &with_settings(&explanation.right));
    assert!(!load(folder.path()).has_errors());

    let (path, text) = explanation.wrong.first().unwrap();
    let latin_1: Vec<u8> = text.chars().map(|letter| u8::try_from(u32::from(letter)).unwrap()).collect();
    fs::write(folder.path().join(path), latin_1).unwrap();
    let expected = "\
error[A004]: `content/calf.md` is not UTF-8 text: line 5 holds signs of another encoding
--> content/calf.md
 = help: save the file as UTF-8

1 error
";
    assert_eq!(plain(&only_errors(load(folder.path()))), expected);
}

/// An editor's mark of a file that it holds open is such a link too, and no problem.
#[cfg(unix)]
#[test]
fn a004_a_link_to_nothing_is_an_error() {
    let folder = tempfile::tempdir().unwrap();
    write_all(folder.path(), &with_settings(&explain::page("A004").unwrap().right));
    std::os::unix::fs::symlink("../shared/sprain.md", folder.path().join("content/sprain.md")).unwrap();
    std::os::unix::fs::symlink("somebody@desk.4711", folder.path().join("content/.#calf.md")).unwrap();
    let expected = "\
error[A004]: `content/sprain.md` is a link to nothing: there is no `../shared/sprain.md`
--> content/sprain.md
 = help: remove the link, or let it lead to a file that is there

1 error
";
    assert_eq!(plain(&only_errors(load(folder.path()))), expected);
}

#[test]
fn i001_an_entry_that_cannot_be_imported_is_an_error() {
    let explanation = explain::page("I001").unwrap();
    let folder = tempfile::tempdir().unwrap();
    write_all(folder.path(), &with_settings(&[]));
    write_all(folder.path(), &explanation.wrong);
    let (path, _) = explanation.wrong.first().unwrap();
    let (code, _, told) = end(&soleus(folder.path(), &["import", path]));
    assert_eq!(code, 1, "{told}");
    let (problem, _) = told.split_once("\n\n").unwrap();
    let expected = "\
error[I001]: entry `dixon-2009` has no title, which every page needs
 --> sources.bib:1:1
  |
1 | @article{dixon-2009,
  | ^^^^^^^^^^^^^^^^^^^
  |
  = help: add `title` to the entry and import the file again";
    assert_eq!(problem, expected);

    write_all(folder.path(), &explanation.right);
    let (code, _, told) = end(&soleus(folder.path(), &["import", path]));
    assert_eq!(code, 0, "{told}");
    assert!(folder.path().join("content/references/dixon-2009.md").is_file());
}

#[test]
fn s010_an_output_with_a_foreign_file_is_refused_and_left_as_it_is() {
    let explanation = explain::page("S010").unwrap();
    let folder = tempfile::tempdir().unwrap();
    write_all(folder.path(), &explanation.wrong);
    let build = ["build", "--as-of", support::TODAY];
    let (code, _, told) = end(&soleus(folder.path(), &build));
    assert_eq!(code, 2, "{told}");
    let out = fs::canonicalize(folder.path()).unwrap().join("public");
    let expected = format!(
        "error[S010]: `{}` cannot be the output: it holds `CNAME`, which Soleus did not write\n  |\n  = help: choose an empty folder with `--out`, or move the file away",
        out.display()
    );
    let bare = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(bare(&told).starts_with(&bare(&expected)), "{told}");
    let left: Vec<PathBuf> = fs::read_dir(&out).unwrap().map(|entry| entry.unwrap().path()).collect();
    assert_eq!(left, [out.join("CNAME")]);

    fs::remove_dir_all(&out).unwrap();
    write_all(folder.path(), &explanation.right);
    let (code, _, told) = end(&soleus(folder.path(), &build));
    assert_eq!(code, 0, "{told}");
    assert!(out.join("CNAME").is_file());
}

/// The pages whose examples are sites of texts, by code.
fn shown_by_texts() -> Vec<Explanation> {
    let is_text = |id: &str| !NOT_SHOWN_BY_TEXTS.iter().any(|(other, _)| *other == id);
    codes::ALL.iter().filter(|code| is_text(code.id)).filter_map(|code| explain::page(code.id)).collect()
}

/// Those pages with the problems of their wrong examples, found once for all tests.
fn wrong_examples() -> &'static [(Explanation, Report)] {
    static EXAMPLES: OnceLock<Vec<(Explanation, Report)>> = OnceLock::new();
    EXAMPLES.get_or_init(|| {
        let pages = shown_by_texts().into_iter();
        pages.map(|explanation| (explanation.clone(), run(&explanation.wrong))).collect()
    })
}

/// The problems of a site of texts.
fn run(files: &[(String, String)]) -> Report {
    checked(files).report
}

/// A site of texts, checked.
fn checked(files: &[(String, String)]) -> Checked {
    let files = with_settings(files);
    let texts = files.iter().map(|(path, text)| (path.as_str(), text.as_str()));
    pipeline::run(&Snapshot::from_texts(texts), options(), Vec::new())
}

/// The problems of a site in a folder.
fn load(root: &Path) -> Report {
    let loaded = disk::load(root).unwrap();
    pipeline::run(&loaded.value, options(), loaded.problems).report
}

/// The files with settings, where they bring none.
fn with_settings(files: &[(String, String)]) -> Vec<(String, String)> {
    let mut files = files.to_vec();
    if !files.iter().any(|(path, _)| path == config::PATH) {
        files.push((config::PATH.to_owned(), SETTINGS.to_owned()));
    }
    files
}

fn options() -> Options {
    Options {
        today: Date::parse(support::TODAY).unwrap(),
        drafts: false,
        base_url: None,
        links: LinkForm::Pretty,
        prints: Prints::LeftOut,
    }
}

fn errors(report: &Report) -> impl Iterator<Item = &Entry> {
    report.entries.iter().filter(|entry| entry.severity == Severity::Error)
}

fn only_errors(report: Report) -> Report {
    Report { entries: errors(&report).cloned().collect(), sources: report.sources }
}

fn plain(report: &Report) -> String {
    human::render(report, Style::Plain)
}

/// A problem's code and place.
fn line(entry: &Entry) -> String {
    let place = entry.place.as_ref().unwrap();
    let at = place.at.unwrap();
    format!("{} {}:{}:{}", entry.code.id, place.path, at.line, at.column)
}

/// Writes the files of a site.
fn write_all(root: &Path, files: &[(String, String)]) {
    for (path, text) in files {
        write(root, path, text);
    }
}

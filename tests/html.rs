//! Every page, style and drawing of a built site is valid: the Nu HTML Checker finds no error and nothing to warn of.
//!
//! Needs Java and the checker from `tests/tools`, which the README's test command installs.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::string_slice,
    reason = "a test may stop"
)]

mod support;

use std::fs;
use std::path::Path;
use std::process::Command;

use serde_json::Value;
use support::{built, files, root, site};

/// What the checker says of these files of a folder, a line each: errors, and warnings.
fn complaints(folder: &Path, names: &[String]) -> Vec<String> {
    let jar = root().join("tests/tools/node_modules/vnu-jar/build/dist/vnu.jar");
    assert!(jar.is_file(), "run `npm ci` in tests/tools, or the README's test command");
    let output = Command::new("java")
        .current_dir(folder)
        .args(["-Xss8m", "-jar"])
        .arg(jar)
        .args(["--format", "json", "--stdout", "--exit-zero-always", "--also-check-css", "--also-check-svg"])
        .args(names)
        .output()
        .expect("Java is needed: the README's test command installs it, or install Debian's default-jre-headless");
    let said: Value = serde_json::from_slice(&output.stdout)
        .unwrap_or_else(|error| panic!("{error}: {}", String::from_utf8_lossy(&output.stderr)));
    let told = said["messages"]
        .as_array()
        .unwrap()
        .iter()
        .filter(|message| message["type"] != "info" || message["subType"] == "warning");
    let line = |message: &Value| {
        let file = message["url"].as_str().unwrap_or_default().rsplit("/public/").next().unwrap_or_default();
        format!("{file}:{}: {}: {}", message["lastLine"], message["type"], message["message"])
    };
    told.map(line).collect()
}

/// Checks all that a built site holds but files with this ending, and gives how many files that were.
#[track_caller]
fn all_valid(out: &Path, but: &str) -> usize {
    let is_checked = |name: &str| [".html", ".css", ".svg"].iter().any(|ending| name.ends_with(ending));
    let names: Vec<String> =
        files(out).into_keys().filter(|name| is_checked(name) && (but.is_empty() || !name.ends_with(but))).collect();
    let wrong = complaints(out, &names);
    let shown = wrong.len().min(40);
    assert!(wrong.is_empty(), "{} complaints, such as\n{}", wrong.len(), wrong[..shown].join("\n"));
    names.len()
}

#[test]
fn the_shipped_site_is_valid() {
    let (_guard, out) = built(&root(), &[]);
    let checked = all_valid(&out, "");
    assert!(checked > 200, "only {checked} files");
}

#[test]
fn a_site_from_right_to_left_is_valid() {
    let (_guard, out) = built(&root().join("tests/fixtures/arabic"), &[]);
    // The page for clinicians falls back to English there, and the checker tells of its language.
    assert!(all_valid(&out, "/make/index.html") > 20);
}

#[test]
fn a_site_in_several_languages_that_readers_may_install_is_valid() {
    let home = "---\ntitle: Home\nsummary: All of it.\n---\nSee [[two]].\n";
    let german = "---\ntitle: Start\ntranslation_of: index\n---\nHallo.\n";
    let settings = "name: Test\nlanguage: en-GB\nlanguages: [en-GB, de]\ninstallable: true\n";
    let folder = site(&[
        ("content/site.yaml", settings),
        ("content/index.md", home),
        ("content/two.md", "---\ntitle: Two\nsummary: \"A \\\"quoted\\\" & <odd> summary.\"\n---\nWords.\n"),
        ("content/de/index.md", german),
    ]);
    let (_guard, out) = built(folder.path(), &[]);
    assert!(all_valid(&out, "") >= 8);
    let home = fs::read_to_string(out.join("index.html")).unwrap();
    assert!(home.contains("data-peek=\"A &quot;quoted&quot; &amp; &lt;odd&gt; summary.\""), "{home}");
}

#[test]
fn a_mistake_is_found() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("a.html"), "<!doctype html><title>a</title><p><b>x</p>").unwrap();
    fs::write(folder.path().join("a.css"), "a { colour: red }").unwrap();
    fs::write(folder.path().join("a.svg"), "<svg xmlns=\"http://www.w3.org/2000/svg\"><circle oops=\"1\"/></svg>")
        .unwrap();
    for name in ["a.html", "a.css", "a.svg"] {
        assert!(!complaints(folder.path(), &[name.to_owned()]).is_empty(), "{name}");
    }
}

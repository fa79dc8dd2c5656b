//! The shipped site in a real browser: no violation of accessibility rules, no request to another host, nothing against
//! a strict content security policy, no sideways scrolling at 320 px, and all of it readable without JavaScript.
//!
//! Needs Node.js, Chromium and the packages of `tests/tools`, which the README's test command installs. Pictures of each
//! page are kept under the build directory, in `pictures/`.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::string_slice,
    reason = "a test may stop"
)]

mod support;

use std::ffi::OsStr;
use std::path::PathBuf;
use std::process::Command;

use support::{built, chromium, root};

/// A page of each kind, and each generated page.
const PAGES: [&str; 17] = [
    "",
    "a-z/",
    "anatomy/",
    "anatomy/gastrocnemius/",
    "strains/gastrocnemius-strain/",
    "strains/compare/",
    "exercises/one-leg-heel-raise/",
    "rehab/gastrocnemius/",
    "rehab/gastrocnemius/wake-up/",
    "rehab/gastrocnemius/booklet/",
    "help/which-page/",
    "help/which-page/q/clot/",
    "help/which-page/q/same-day-clot/",
    "help/which-page/print/",
    "glossary/",
    "references/",
    "references/dixon-2009/",
];

/// Runs a script of `tests/tools` and stops at the problems it tells of.
#[track_caller]
fn run(script: &str, arguments: &[&OsStr]) {
    let tools = root().join("tests/tools");
    assert!(tools.join("node_modules/axe-core").is_dir(), "run `npm ci` in tests/tools, or the README's test command");
    let output = Command::new("node")
        .current_dir(&tools)
        .arg(script)
        .args(arguments)
        .output()
        .expect("Node.js is needed: the README's test command installs it");
    let stdout = String::from_utf8_lossy(&output.stdout);
    assert!(output.status.success(), "{stdout}{}", String::from_utf8_lossy(&output.stderr));
    let found: serde_json::Value = serde_json::from_str(&stdout).unwrap();
    let problems: Vec<&str> =
        found["problems"].as_array().unwrap().iter().filter_map(serde_json::Value::as_str).collect();
    assert!(problems.is_empty(), "{}", problems.join("\n"));
}

/// Where pictures of pages are kept.
fn pictures() -> PathBuf {
    PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("pictures")
}

#[test]
fn readers_search_by_keyboard_from_a_folder_and_without_javascript() {
    let (_guard, out) = built(&root(), &[]);
    let (_offline_guard, offline) = built(&root(), &["--offline"]);
    let browser = chromium();
    run("search-page.mjs", &[out.as_ref(), offline.as_ref(), pictures().as_ref(), browser.as_ref()]);
}

#[test]
fn every_kind_of_page_holds_in_a_real_browser() {
    let (_guard, out) = built(&root(), &[]);
    let (browser, pictures) = (chromium(), pictures());
    let mut arguments: Vec<&OsStr> = vec![out.as_ref(), pictures.as_ref(), browser.as_ref()];
    arguments.extend(PAGES.iter().map(OsStr::new));
    run("browser.mjs", &arguments);
}

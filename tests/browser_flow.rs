//! The shipped flow in a real browser: stepped through by mouse and keyboard, with the back button, from a server under a
//! strict policy and from a disk; its chart by arrow keys; and nothing stored or asked for.
//!
//! Needs what `tests/browser.rs` needs. Pictures are kept under the build directory, in `pictures/`.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::string_slice,
    reason = "a test may stop"
)]

mod support;

use std::path::PathBuf;
use std::process::Command;

use support::{built, chromium, root};

#[test]
fn the_flow_is_stepped_through_in_place() {
    let (_guard, out) = built(&root(), &[]);
    let (_other, offline) = built(&root(), &["--offline"]);
    let tools = root().join("tests/tools");
    assert!(tools.join("node_modules/axe-core").is_dir(), "run `npm ci` in tests/tools, or the README's test command");
    let pictures = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("pictures");
    let output = Command::new("node")
        .current_dir(&tools)
        .arg("flow.mjs")
        .args([&out, &offline, &pictures])
        .arg(chromium())
        .arg("help/which-page")
        .output()
        .expect("Node.js is needed: the README's test command installs it");
    let stdout = String::from_utf8_lossy(&output.stdout);
    assert!(output.status.success(), "{stdout}{}", String::from_utf8_lossy(&output.stderr));
    let found: serde_json::Value = serde_json::from_str(&stdout).unwrap();
    let problems: Vec<&str> =
        found["problems"].as_array().unwrap().iter().filter_map(serde_json::Value::as_str).collect();
    assert!(problems.is_empty(), "{}", problems.join("\n"));
}

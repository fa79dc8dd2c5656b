//! Scripts of `tests/tools` that drive a real browser: each is run with Node.js and writes one object as JSON, whose
//! `problems` are what it found wrong.

use std::env;
use std::ffi::OsStr;
use std::path::PathBuf;
use std::process::Command;

use super::root;

/// Runs a script, stops at the problems it tells of, and gives all that it wrote.
#[track_caller]
pub fn browse(script: &str, arguments: &[&OsStr]) -> serde_json::Value {
    let tools = root().join("tests/tools");
    for package in ["axe-core", "playwright-core"] {
        let is_there = tools.join("node_modules").join(package).is_dir();
        assert!(is_there, "run `npm ci` in tests/tools, or the README's test command");
    }
    let output = Command::new("node")
        .current_dir(&tools)
        .env("SOLEUS_BROWSER", browser())
        .arg(script)
        .args(arguments)
        .output()
        .expect("Node.js is needed: the README's test command installs it");
    let written = String::from_utf8_lossy(&output.stdout);
    assert!(output.status.success(), "{written}{}", String::from_utf8_lossy(&output.stderr));
    let found: serde_json::Value = serde_json::from_str(&written).expect("a script writes JSON");
    let problems = found.get("problems").and_then(serde_json::Value::as_array).expect("a script lists its problems");
    let problems: Vec<&str> = problems.iter().map(|text| text.as_str().expect("a problem is a text")).collect();
    assert!(problems.is_empty(), "{script} {arguments:?}:\n{}", problems.join("\n"));
    found
}

/// Where pictures of pages are kept, to be looked at.
pub fn pictures() -> PathBuf {
    PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("pictures")
}

/// The browser to test with: one of the usual names, or the one that SOLEUS_BROWSER names.
fn browser() -> String {
    let names = ["chromium", "chromium-browser", "google-chrome"];
    let found = names
        .into_iter()
        .find(|name| Command::new(name).arg("--version").output().is_ok_and(|output| output.status.success()));
    let found = env::var("SOLEUS_BROWSER").ok().or(found.map(str::to_owned));
    let name = found.expect(
        "a browser is needed: install Chromium, or name one in SOLEUS_BROWSER (the README's test command does)",
    );
    if name.contains('/') {
        return name;
    }
    let paths =
        env::split_paths(&env::var_os("PATH").expect("a PATH")).map(|folder| folder.join(&name)).collect::<Vec<_>>();
    paths.into_iter().find(|path| path.is_file()).unwrap_or_else(|| PathBuf::from(&name)).display().to_string()
}

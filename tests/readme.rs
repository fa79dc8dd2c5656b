//! The README is true: its commands are those that exist, its example builds, and its links lead somewhere.
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

use support::{end, root, site, soleus};

fn readme() -> String {
    fs::read_to_string(root().join("README.md")).unwrap()
}

/// The fenced blocks of a text with their info strings.
fn blocks(text: &str) -> Vec<(String, String)> {
    let mut blocks = Vec::new();
    let mut open: Option<(String, String)> = None;
    for line in text.lines() {
        match (&mut open, line.strip_prefix("```")) {
            (None, Some(info)) => open = Some((info.to_owned(), String::new())),
            (Some(_), Some(_)) => blocks.extend(open.take()),
            (Some((_, body)), None) => {
                body.push_str(line);
                body.push('\n');
            }
            (None, None) => {}
        }
    }
    blocks
}

#[test]
fn its_example_checks_clean() {
    let readme = readme();
    let (path, page) = blocks(&readme).into_iter().find(|(info, _)| info.starts_with("content/")).unwrap();
    assert!(page.lines().count() <= 10, "the example is longer than ten lines");
    let settings = "name: Test\nlanguage: en-GB\npain_rule: { ok: 3, caution: 5 }\n";
    let folder = site(&[("content/site.yaml", settings), (&path, &page)]);
    let (code, stdout, problems) = end(&soleus(folder.path(), &["check", "--format", "json"]));
    let found: serde_json::Value = serde_json::from_str(&stdout).unwrap();
    assert!(
        code == 0 && found.as_array().unwrap().iter().all(|problem| problem["severity"] == "advice"),
        "{problems}{stdout}"
    );
}

#[test]
fn its_commands_exist_and_ci_runs_the_tests_with_the_same_one() {
    let commands: Vec<String> = blocks(&readme())
        .into_iter()
        .filter(|(info, _)| info == "sh")
        .map(|(_, body)| body.trim().to_owned())
        .collect();
    assert_eq!(commands, ["cargo run --release -- build", "./test.sh", "cargo run --release -- check"]);
    assert!(root().join("test.sh").is_file());
    let ci = fs::read_to_string(root().join(".ci/run")).unwrap();
    assert!(ci.lines().any(|line| line.trim() == "./test.sh"), "CI does not run the README's test command");
}

#[test]
fn its_links_and_picture_lead_somewhere() {
    let readme = readme();
    for target in readme
        .split("](")
        .skip(1)
        .filter_map(|rest| rest.split(')').next())
        .filter(|target| !target.starts_with("http"))
    {
        assert!(root().join(target).exists(), "README.md links to {target}, which is not there");
    }
}

#[test]
fn the_repository_names_no_machine() {
    for file in ["README.md", "ARCHITECTURE.md", "test.sh", ".ci/run"] {
        let text = fs::read_to_string(root().join(file)).unwrap();
        for word in ["/home/", "/root/", "/tmp/", "/work/"] {
            assert!(!text.contains(word), "{file} names {word}");
        }
    }
}

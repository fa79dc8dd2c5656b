//! The drawn chart of the shipped flow: each form leads where the flow's data says.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::string_slice,
    reason = "a test may stop"
)]

use std::collections::BTreeSet;

use assert_cmd::Command;

fn flow(arguments: &[&str]) -> String {
    let mut command = Command::cargo_bin("soleus").unwrap();
    let run =
        command.current_dir(env!("CARGO_MANIFEST_DIR")).args(["flow", "which-page"]).args(arguments).assert().success();
    String::from_utf8(run.get_output().stdout.clone()).unwrap()
}

/// The (question, answer, target) of a picture.
fn drawn(svg: &str) -> BTreeSet<(String, String, String)> {
    let way = |chip: &str| {
        let (from, rest) = chip.split_once("\" data-to=\"").unwrap();
        let (to, rest) = rest.split_once('"').unwrap();
        let text = rest.split("</g>").next().unwrap();
        let line = |line: &str| line.split_once('>').unwrap().1.split("</tspan>").next().unwrap().to_owned();
        (from.to_owned(), text.split("<tspan").skip(1).map(line).collect(), to.to_owned())
    };
    svg.split("<g class=\"chip\" data-from=\"").skip(1).map(way).collect()
}

/// The same of the flow as data.
fn told() -> BTreeSet<(String, String, String)> {
    let data: serde_json::Value = serde_json::from_str(&flow(&["--format", "json"])).unwrap();
    let text = |value: &serde_json::Value| value.as_str().unwrap().to_owned();
    let mut ways = BTreeSet::new();
    for step in data["steps"].as_array().unwrap() {
        for answer in step["answers"].as_array().unwrap() {
            ways.insert((text(&step["id"]), text(&answer["label"]), text(&answer["goto"]["id"])));
        }
    }
    ways
}

#[test]
fn the_chart_and_both_sheets_lead_where_the_data_says() {
    let told = told();
    assert!(told.len() > 30);
    for arguments in [
        &["--format", "svg"][..],
        &["--format", "svg", "--paper", "a4"],
        &["--format", "svg", "--paper", "letter"],
        &["--format", "html"],
    ] {
        assert_eq!(drawn(&flow(arguments)), told, "{arguments:?}");
    }
}

#[test]
fn the_chart_is_the_same_each_time() {
    assert_eq!(flow(&["--format", "svg"]), flow(&["--format", "svg"]));
}

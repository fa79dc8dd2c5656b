//! All examples of CommonMark's specification pass through our own body renderer.
//!
//! Our extensions are off and raw HTML is on, since the examples are of plain CommonMark. The specification's text
//! comes from its package, which the test command installs; see `tests/tools/package.json`.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::string_slice,
    reason = "a test may stop"
)]

use std::fs;
use std::path::PathBuf;

use soleus::body::writer;
use soleus::parse::markdown::{Dialect, parse};

/// One example: its number, the Markdown and the HTML it must become.
struct Example {
    number: usize,
    markdown: String,
    html: String,
}

fn specification() -> String {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/tools/node_modules/commonmark-spec/spec.txt");
    fs::read_to_string(&path).unwrap_or_else(|error| {
        panic!(
            "the specification is not at {}: {error}; run `npm ci` in tests/tools, or the README's test command",
            path.display()
        )
    })
}

/// The examples: blocks between lines of 32 backticks, the two parts parted by a line with a dot; `→` is a tab.
fn examples(specification: &str) -> Vec<Example> {
    let fence = "`".repeat(32);
    let mut examples = Vec::new();
    let mut lines = specification.lines();
    while let Some(line) = lines.next() {
        if line != format!("{fence} example") {
            continue;
        }
        let (mut markdown, mut html, mut in_html) = (String::new(), String::new(), false);
        for line in lines.by_ref().take_while(|line| *line != fence) {
            if line == "." && !in_html {
                in_html = true;
                continue;
            }
            let part = if in_html { &mut html } else { &mut markdown };
            part.push_str(&line.replace('→', "\t"));
            part.push('\n');
        }
        examples.push(Example { number: examples.len() + 1, markdown, html });
    }
    examples
}

/// HTML with the differences that the specification's own test runner takes no notice of.
fn normal(html: &str) -> String {
    html.trim().replace("&#x27;", "'").replace("%27", "'")
}

#[test]
fn every_example_of_the_specification_passes() {
    let specification = specification();
    let examples = examples(&specification);
    assert!(examples.len() > 640, "only {} examples were found", examples.len());
    let mut failures = Vec::new();
    for example in &examples {
        let (document, _) = parse(&example.markdown.as_str().into(), 0, Dialect::CommonMark);
        let html = writer::commonmark(&document);
        if normal(&html) != normal(&example.html) {
            failures.push(format!(
                "example {}\n--- markdown\n{}--- expected\n{}--- found\n{html}",
                example.number, example.markdown, example.html
            ));
        }
    }
    assert!(failures.is_empty(), "{} of {} examples fail\n{}", failures.len(), examples.len(), failures.join("\n"));
}

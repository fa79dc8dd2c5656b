//! Pages printed from a browser: what is folded, hidden or a line of its own there is what a reader of paper needs.
//!
//! Needs Node.js, Chromium and the packages of `tests/tools`, which the README's test command installs.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test may stop")]

mod support;

use support::browse::browse;
use support::{built, site};

const SETTINGS: &str = "name: Test\nlanguage: en-GB\nbase_url: https://test.example\nhtml: {allow: [details, summary]}\n\
                        numbers: {emergency_number: \"999\", urgent_line: \"111\"}\n";

const FLOW: &str = "---\nkind: decision\ntitle: Which page?\nstart: one\nsafety_net: Ask again if it gets worse.\nsteps:\n  \
    - {id: one, ask: Now?, check: emergency, answers: [{label: Yes or not sure, goto: now}, {label: No, goto: rest}]}\n\
    outcomes:\n  - {id: now, urgency: emergency, title: Call 999}\n  \
    - {id: rest, urgency: self-care, title: Rest, within: today, page: folded}\n\
    scenarios: [{name: All, answers: {one: Yes or not sure}, expect: now}]\n---\n";

const PLAN: &str = "---\nkind: programme\ntitle: Plan\nstop_rules: {emergency: [\"Call {{emergency_number}}\"], \
    urgent: [\"Call {{urgent_line}}\"]}\nphases: [{id: calm, title: Calm, ends: true, exercises: [{use: raise, cite: own}]}]\n---\n";

#[test]
fn paper_shows_what_a_screen_folds() {
    let folder = site(&[
        ("content/site.yaml", SETTINGS),
        ("content/index.md", "---\ntitle: Home\n---\n![[which]]\n"),
        (
            "content/folded.md",
            "---\ntitle: Folded\n---\n<details><summary>More</summary>\n\nFolded words.\n\n</details>\n",
        ),
        ("content/which.md", FLOW),
        ("content/raise.md", "---\nkind: exercise\ntitle: Raise\nsteps: [Rise.]\n---\n"),
        ("content/plan.md", PLAN),
    ]);
    let (_guard, out) = built(folder.path(), &[]);
    for flow in ["", "which/"] {
        browse("paper.mjs", &[out.as_ref(), "folded/".as_ref(), flow.as_ref(), "plan/".as_ref()]);
    }
}

//! The preview in a real browser: edits of real files change the page on screen and nothing else of it.
//!
//! Needs what `tests/browser.rs` needs. The times from write to changed page are printed, and none is asserted:
//! `SOLEUS_EDITS=100 cargo test --release --test preview -- --nocapture` measures.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::string_slice,
    reason = "a test may stop"
)]

mod support;

use std::env;
use std::io::{BufRead as _, BufReader};
use std::process::{Child, Command, Stdio};

use support::browse::browse;
use support::{TODAY, site};

/// A running preview; it is stopped when it goes.
struct Running(Child);

impl Drop for Running {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

#[test]
fn a_real_browser_shows_each_edit_and_keeps_the_reader_in_place() {
    let folder = site(&[
        (
            "content/site.yaml",
            "name: Test\nlanguage: en-GB\nnumbers: { emergency_number: \"999\", urgent_line: \"111\" }\npain_rule: { ok: 3, caution: 5 }\nhtml: { allow: [details, summary] }\n",
        ),
        ("content/index.md", "---\ntitle: Home\n---\nRead [[Calf]].\n"),
        ("content/a/calf.md", "---\ntitle: Calf\nsummary: About it.\n---\nThe text.\n\n![A calf.](pic.svg)\n"),
        ("content/a/pic.svg", "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"11\" height=\"10\"></svg>"),
        (
            "content/x/raise.md",
            "---\nkind: exercise\ntitle: Heel raise\npurpose: To load.\nposition: Stand.\nsteps: [Rise., Lower.]\n---\nSlowly.\n",
        ),
        (
            "content/d/which.md",
            "---\nkind: decision\ntitle: Which page\nstart: now\nsafety_net: Call {{emergency_number}} if it gets worse.\nsteps:\n  - id: now\n    ask: Is any of these true now?\n    check: emergency\n    any_of: [\"You have chest pain.\"]\n    answers: [{label: \"Yes\", goto: call, unsure: true}, {label: None of these, goto: clot, main: true}]\n  - id: clot\n    ask: Is the calf hot?\n    answers: [{label: Hot or not sure, goto: call, unsure: true}, {label: Not hot, goto: home, main: true}]\noutcomes:\n  - {id: call, urgency: emergency, title: \"Call {{emergency_number}} now\"}\n  - {id: home, urgency: self-care, title: Rest at home, page: Calf}\nscenarios:\n  - {name: Chest pain, answers: {now: \"Yes\"}, expect: call}\n  - {name: Hot, answers: {now: None of these, clot: Hot or not sure}, expect: call}\n  - {name: Well, answers: {now: None of these, clot: Not hot}, expect: home}\n---\nAnswer.\n",
        ),
        (
            "content/r/rehab.md",
            "---\nkind: programme\ntitle: Rehab\nstop_rules: {emergency: [\"Call {{emergency_number}} for chest pain.\"], urgent: [\"Call {{urgent_line}} for a hot calf.\"]}\nphases:\n  - id: wake\n    title: Wake up\n    earliest_day: 0\n    usual: [0, 7]\n    goal: Move.\n    exercises: [{use: Heel raise, dose: {sets: 2, reps: 10-12}, cite: [own]}]\n    ends: true\n---\nFor calves.\n",
        ),
    ]);
    let serve = ["serve", "--port", "0", "--as-of", TODAY, "--root", folder.path().to_str().unwrap()];
    let mut child = Command::new(env!("CARGO_BIN_EXE_soleus"))
        .args(serve)
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let mut address = String::new();
    BufReader::new(child.stdout.take().unwrap()).read_line(&mut address).unwrap();
    let _running = Running(child);
    let edits = env::var("SOLEUS_EDITS").unwrap_or_else(|_| "8".to_owned());
    let found = browse("preview.mjs", &[address.trim().as_ref(), folder.path().as_ref(), edits.as_ref()]);
    println!("{}", found["times"]);
}

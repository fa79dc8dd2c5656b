//! What a link's page is about, shown beside the link: by mouse, keyboard and touch, from a server and from a folder.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test may stop")]

mod support;

use std::fs;

use support::browse::{browse, pictures};
use support::{built, site};

const HOME: &str = "---\ntitle: Home\nsummary: All of it.\n---\nSee [[two|the second page]] at {{clinic_phone}}.\n";

const READING: &str = "---\ntitle: Reading\nsummary: A page to read.\n---\nFirst [before it](https://example.org/), then \
[[two|the second page]], and [after it](https://example.org/). An aponeurosis is here. [[reading]] is this page, and \
[titled](two.md \"Own words\") has words of its own.\n\n> [!EMERGENCY] Call {{emergency_number}} if:\n> - it is bad, \
see [[two]]\n";

fn folder() -> tempfile::TempDir {
    site(&[
        (
            "content/site.yaml",
            "name: Test\nlanguage: en-GB\nnumbers: { emergency_number: \"999\", clinic_phone: \"01632 960000\" }\n",
        ),
        ("content/index.md", HOME),
        ("content/reading.md", READING),
        ("content/two.md", "---\ntitle: Two\nsummary: All about the second page.\n---\nThe second.\n"),
        (
            "content/words/aponeurosis.md",
            "---\nkind: term\ntitle: aponeurosis\nsummary: A sheet of tough tissue.\n---\nA sheet.\n",
        ),
    ])
}

#[test]
fn a_link_to_a_page_carries_its_summary_and_others_do_not() {
    let folder = folder();
    let (_guard, out) = built(folder.path(), &[]);
    let page = fs::read_to_string(out.join("reading/index.html")).unwrap();
    assert!(
        page.contains("<a href=\"../two/\" data-peek=\"All about the second page.\">the second page</a>"),
        "{page}"
    );
    assert!(page.contains("<a class=\"term\" href=\"../words/aponeurosis/\" data-peek=\"A sheet of tough tissue.\">"));
    assert!(page.contains("<a href=\"../two/\" title=\"Own words\">titled</a>"), "{page}");
    assert!(!page.contains("data-peek=\"A page to read.\""), "a page has nothing to say of itself");
}

#[test]
fn it_is_shown_by_mouse_keyboard_and_touch_and_put_away_by_escape() {
    let folder = folder();
    let (_guard, out) = built(folder.path(), &[]);
    let (_offline_guard, offline) = built(folder.path(), &["--offline"]);
    browse("peek.mjs", &[out.as_ref(), offline.as_ref(), pictures().as_ref()]);
}

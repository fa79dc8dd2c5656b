//! Sites that readers may install: nothing of it without the key, all of it with `true`, and its end with `false`.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::string_slice,
    reason = "a test may stop"
)]

mod support;

use std::collections::BTreeMap;
use std::path::PathBuf;

use support::browse::browse;
use support::{built, end, files, site, soleus};

const FLOW: &str = "---\nkind: decision\ntitle: Which\nsummary: Two questions.\nsafety_net: Call us if it gets worse.\n\
start: bad\nsteps:\n  - id: bad\n    ask: Is it bad?\n    check: emergency\n    answers:\n      - { label: Yes or not sure, goto: now }\n      \
- { label: \"No\", goto: rest }\noutcomes:\n  - { id: now, urgency: emergency, title: Call 999 now }\n  \
- { id: rest, urgency: self-care, title: Rest it, page: two }\nscenarios:\n  \
- { name: Bad, answers: { bad: Yes or not sure }, expect: now }\n  \
- { name: Not bad, answers: { bad: \"No\" }, expect: rest }\n---\n";

/// A built site of a few pages, with more lines in its settings.
fn small(more: &str, advice: &str, options: &[&str]) -> (tempfile::TempDir, PathBuf) {
    let settings = format!(
        "name: Test\nlanguage: en-GB\nbase_url: https://test.example\nnumbers: {{ emergency_number: \"999\" }}\n{more}"
    );
    let (two, three) = (
        format!("---\ntitle: Two\nsummary: The second.\n---\n{advice} advice.\n"),
        format!("---\ntitle: Three\nsummary: The third.\n---\nThe third page, {}.\n", advice.to_lowercase()),
    );
    let style = format!(".clinic-{} {{ color: #000 }}", advice.to_lowercase());
    let mut all = vec![
        ("content/site.yaml", settings.as_str()),
        ("content/index.md", "---\ntitle: Home\nsummary: All of it.\n---\nWelcome.\n"),
        ("content/two.md", &two),
        ("content/three.md", &three),
        ("content/help/which.md", FLOW),
        ("theme/z-clinic.css", &style),
    ];
    if advice == "Old" {
        all.push(("content/gone.md", "---\ntitle: Gone\nsummary: Soon gone.\n---\nIt goes.\n"));
    }
    let folder = site(&all);
    built(folder.path(), options)
}

fn published(more: &str, options: &[&str]) -> BTreeMap<String, Vec<u8>> {
    let (_guard, out) = small(more, "Old", options);
    files(&out)
}

#[test]
fn without_the_key_a_build_holds_nothing_of_it() {
    for (more, options) in [("", &[][..]), ("installable: true\n", &["--offline"][..])] {
        let all = published(more, options);
        for name in ["sw.js", "manifest.webmanifest", "offline.html"] {
            assert!(!all.contains_key(name), "{name}");
        }
        for (name, bytes) in all.iter().filter(|(name, _)| name.ends_with(".html")) {
            let text = String::from_utf8_lossy(bytes);
            assert!(!text.contains("install.") && !text.contains("sw.js") && !text.contains("manifest"), "{name}");
        }
    }
    assert!(!published("", &[]).keys().any(|name| name.starts_with("theme/install.")));
}

#[test]
fn with_false_a_build_holds_the_end_of_it_alone() {
    let all = published("installable: false\n", &[]);
    let worker = String::from_utf8_lossy(&all["sw.js"]);
    assert!(worker.contains("unregister") && !worker.contains("respondWith"), "{worker}");
    assert!(!all.contains_key("manifest.webmanifest") && !all.contains_key("offline.html"));
    assert!(!String::from_utf8_lossy(&all["index.html"]).contains("sw.js"));
}

#[test]
fn the_same_site_has_the_same_worker_and_a_changed_page_changes_it() {
    let worker = |advice: &str| {
        let (_guard, out) = small("installable: true\n", advice, &[]);
        std::fs::read_to_string(out.join("sw.js")).unwrap()
    };
    let first = worker("Old");
    assert_eq!(first, worker("Old"));
    assert_ne!(first, worker("New"));
    assert!(first.contains("[\"two/\",\"") && first.contains("[\"\",\""), "{first}");
    for other in ["cards/", "feed.xml", "sitemap.xml", "404.html", "_headers", "flow.svg"] {
        assert!(!first.contains(other), "{other}");
    }
}

#[test]
fn the_manifest_has_the_clinics_name_and_colours() {
    let all = published("installable: true\ncolours: { panel: \"#402050\" }\n", &[]);
    let manifest: serde_json::Value = serde_json::from_slice(&all["manifest.webmanifest"]).unwrap();
    assert_eq!((&manifest["name"], &manifest["theme_color"]), (&"Test".into(), &"#402050".into()));
    assert_eq!(manifest["background_color"], "#faf7f1");
    let icon = manifest["icons"][0]["src"].as_str().unwrap().trim_start_matches("./");
    assert!(all.contains_key(icon), "{icon}");
}

#[test]
fn another_value_is_an_error_that_says_what_to_write() {
    let folder = site(&[
        ("content/site.yaml", "name: Test\nlanguage: en-GB\ninstallable: maybe\n"),
        ("content/index.md", "---\ntitle: Home\nsummary: All of it.\n---\nWelcome.\n"),
    ]);
    let (code, _, problems) = end(&soleus(folder.path(), &["check", "--as-of", support::TODAY]));
    assert_eq!(code, 2, "{problems}");
    assert!(problems.contains("`installable`") && problems.contains("write `true` or `false`"), "{problems}");
}

#[test]
fn readers_have_the_site_without_a_connection_and_corrections_with_one() {
    let (_before, before) = small("installable: true\n", "Old", &[]);
    let (_after, after) = small("installable: true\n", "New", &[]);
    let (_ended, ended) = small("installable: false\n", "New", &[]);
    let live = tempfile::tempdir().unwrap();
    browse("installed.mjs", &[before.as_ref(), after.as_ref(), ended.as_ref(), live.path().as_ref()]);
}

//! Another clinic's folder builds without any code change: another body region, other numbers, another paper.
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

use support::{built, end, root, soleus};

#[test]
fn a_knee_clinic_with_only_content_checks_clean() {
    let knee = root().join("tests/fixtures/knee");
    let (code, stdout, problems) = end(&soleus(&knee, &["check", "--format", "json", "--as-of", support::TODAY]));
    assert_eq!(code, 0, "{problems}");
    let found: serde_json::Value = serde_json::from_str(&stdout).unwrap();
    let serious: Vec<_> = found.as_array().unwrap().iter().filter(|problem| problem["severity"] != "advice").collect();
    assert!(serious.is_empty(), "{serious:#?}");
}

#[test]
fn its_pages_carry_its_own_numbers_paper_and_pain_rule() {
    let (_guard, out) = built(&root().join("tests/fixtures/knee"), &[]);
    let read = |path: &str| fs::read_to_string(out.join(path)).unwrap();
    let condition = read("knee/runners-knee/index.html");
    assert!(condition.contains("href=\"tel:911\""), "the emergency number can be called");
    assert!(!condition.contains("tel:999") && !condition.contains("Call 999"));
    let sheet = read("rehab/runners-knee/calm/index.html");
    for text in ["Lakeside Knee Center", "(555) 010-0123", "10\u{a0}lb", "8–10", "letter"] {
        assert!(sheet.contains(text), "the sheet lacks {text}");
    }
    assert!(read("sitemap.xml").contains("<loc>https://knees.example/patients/knee/runners-knee/</loc>"));
    assert!(read("help/which-page/flow.json").contains("\"Call 911 now\""));
}

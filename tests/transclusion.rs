//! What a transclusion prints: whole cards, the notes of its own page, and nothing when it is unclear which text is meant.
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

use scraper::{Html, Selector};
use support::{TODAY, built, end, site, soleus};

const HELP: &str = "---\ntitle: Help now\n---\n## Help\n\n> [!URGENT] Call {{emergency_number}} today if:\n>\n> ## Signs\n>\n> - swollen\n\nRest.\n\n## More\n\nLater.\n";

/// The text of the page `a` of a site with these pages, as HTML.
fn page_a(a: &str, b: &str) -> String {
    let a = format!("---\ntitle: A\n---\n{a}");
    let home = "---\ntitle: Home\n---\nSee [[a]] and [[b]].\n";
    let folder = site(&[("content/index.md", home), ("content/a.md", &a), ("content/b.md", b)]);
    let (_guard, out) = built(folder.path(), &[]);
    let document = Html::parse_document(&fs::read_to_string(out.join("a/index.html")).unwrap());
    document.select(&Selector::parse("main").unwrap()).next().unwrap().html()
}

/// The errors of a site with these pages.
fn errors(a: &str, b: &str) -> String {
    let a = format!("---\ntitle: A\n---\n{a}");
    let folder =
        site(&[("content/index.md", "---\ntitle: Home\n---\nx\n"), ("content/a.md", &a), ("content/b.md", b)]);
    let root = folder.path().to_str().unwrap();
    let (code, out, problems) = end(&soleus(folder.path(), &["check", "--root", root, "--as-of", TODAY]));
    assert_eq!(code, 1, "{out}{problems}");
    let all = format!("{out}{problems}");
    all.lines().filter(|line| line.starts_with("error[")).collect::<Vec<_>>().join("\n")
}

#[test]
fn a_card_with_a_heading_within_it_is_shown_whole() {
    let html = page_a("![[b#Help]]\n", HELP);
    assert!(html.contains("swollen") && html.contains("<p>Rest.</p>") && !html.contains("Later"), "{html}");
    let card = html.split("<section class=\"care urgent\"").nth(1).unwrap().split("</section>").next().unwrap();
    assert!(card.contains("swollen") && card.contains("tel:999") && !card.contains("Rest."), "{card}");
}

#[test]
fn a_section_that_is_unclear_or_part_of_a_card_is_an_error() {
    assert_eq!(
        errors("![[b#Signs]]\n", HELP),
        "error[L003]: the heading `Signs` of `content/b.md` stands within a card, a quotation or a list: its text cannot be shown without what surrounds it"
    );
    let twice = "---\ntitle: B\n---\n## Signs\nx\n\n## Signs\ny\n";
    let expected = "error[L002]: `Signs` fits 2 headings of `content/b.md`: `#signs`, `#signs-2`";
    assert_eq!(errors("![[b#Signs]]\n", twice), expected);
    assert_eq!(errors("[[b#Signs]]\n", twice), expected);
}

#[test]
fn a_section_that_shows_itself_is_a_ring() {
    let plain = "---\ntitle: B\n---\n## Y\n\n![[a#X]]\n";
    assert_eq!(
        errors("## X\n\ntext\n\n![[#X]]\n", HELP),
        "error[E001]: transclusions lead round in a ring: `content/a.md` → `content/a.md`"
    );
    assert_eq!(
        errors("## X\n\n![[b#Y]]\n", plain),
        "error[E001]: transclusions lead round in a ring: `content/b.md` → `content/a.md` → `content/b.md`"
    );
}

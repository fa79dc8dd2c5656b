//! Nothing takes time beyond its size: pages and sites that would hang for minutes if any stage were quadratic.
//!
//! No test asserts a time. Each size is chosen so that a stage that looks at every pair would not end within the
//! patience of a person, and each test looks at what came out.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::string_slice,
    reason = "a test may stop"
)]

mod support;

use soleus::base::address::{Address, LinkForm};
use soleus::base::date::Date;
use soleus::load::Snapshot;
use soleus::pipeline::{self, Checked};
use soleus::resolve::index::{Options, Prints};

const SETTINGS: (&str, &str) = (
    "content/site.yaml",
    "name: Test\nlanguage: en-GB\nbase_url: https://test.example\nnumbers: { emergency_number: \"999\" }\n",
);

/// Bytes of a very long page.
const LONG: usize = 5_000_000;

fn run(pages: &[(String, String)]) -> Checked {
    let texts = pages.iter().map(|(path, text)| (path.as_str(), text.as_str())).chain([SETTINGS]);
    let options = Options {
        today: Date::parse(support::TODAY).unwrap(),
        drafts: false,
        base_url: None,
        links: LinkForm::Pretty,
        prints: Prints::LeftOut,
    };
    pipeline::run(&Snapshot::from_texts(texts), options, Vec::new())
}

/// A page made of one body, as it is published.
fn page(body: &str) -> (Checked, String) {
    let checked = run(&[("content/a.md".to_owned(), format!("---\ntitle: A\n---\n{body}"))]);
    let html = html(&checked, "/a/");
    (checked, html)
}

fn html(checked: &Checked, address: &str) -> String {
    let made = checked.routes.make(&checked.site, &checked.templates, &Address::parse(address).unwrap());
    String::from_utf8(made.unwrap().unwrap().bytes).unwrap()
}

#[test]
fn ten_thousand_links_to_one_page() {
    let mut pages = vec![("content/hub.md".to_owned(), "---\ntitle: Hub\n---\nText.\n".to_owned())];
    pages.extend((0..10_000).map(|number| {
        (format!("content/p{number}.md"), format!("---\ntitle: P {number}\n---\nSee [[Hub]] and [it](hub.md).\n"))
    }));
    let checked = run(&pages);
    assert!(!checked.report.has_errors());
    assert_eq!(html(&checked, "/hub/").matches("href=\"../p").count(), 10_000);
}

#[test]
fn ten_thousand_links_on_one_page() {
    let (_, html) = page(&"[[a]] [x](/a/) [y](a.md) [z](/b.svg).\n".repeat(10_000));
    assert!(html.matches("<a href").count() >= 30_000);
}

#[test]
fn twenty_thousand_links_in_one_sentence() {
    let (_, made) = page(&"[[a]] and [x](a.md)\n".repeat(10_000));
    assert!(made.matches("<a href").count() >= 20_000);
    // What leads in to a list stands in the sentence of each of its items.
    let list = "- [[b]]\n".repeat(5_000);
    let pages = [("a", format!("{}\n\n{list}", "[[b]] or\n".repeat(5_000))), ("b", "Text.\n".to_owned())];
    let pages = pages.map(|(name, body)| (format!("content/{name}.md"), format!("---\ntitle: {name}\n---\n{body}")));
    let checked = run(&pages);
    assert_eq!(html(&checked, "/b/").matches("href=\"../a/\"").count(), 1);
}

#[test]
fn two_thousand_glossary_words() {
    let word =
        |number: usize| format!("bolo{}", number.to_string().replace(['0', '1', '2'], "x") + &"y".repeat(number % 7));
    let mut pages: Vec<(String, String)> = (0..2_000)
        .map(|number| {
            (
                format!("content/glossary/t{number}.md"),
                format!("---\nkind: term\ntitle: w{number}q {}\n---\nIt is w{}q.\n", word(number), (number + 1) % 2000),
            )
        })
        .collect();
    let text: String = (0..2_000).map(|number| format!("A w{number}q {} here. ", word(number))).collect();
    pages.push(("content/a.md".to_owned(), format!("---\ntitle: A\n---\n{text}\n")));
    let checked = run(&pages);
    assert!(html(&checked, "/a/").matches("glossary/t").count() >= 2_000);
    assert!(html(&checked, "/glossary/").matches("w1999q").count() >= 1);
}

#[test]
fn a_page_of_five_megabytes() {
    let paragraph = "Plain words of a long page, with *some* weight and `code` and a [[#top]] or not. ".repeat(12);
    let body = format!("## Top\n\n{}", format!("{paragraph}\n\n").repeat(LONG / (paragraph.len() + 2)));
    let (_, html) = page(&body);
    assert!(html.len() > LONG);
}

#[test]
fn a_line_of_five_megabytes() {
    let (_, html) = page(&"word [x] *y* \"z\" (q) {{emergency_number}} <b>c</b> ".repeat(LONG / 50));
    assert!(html.matches("999").count() >= LONG / 50);
}

#[test]
fn ten_thousand_headings_of_one_text() {
    let (checked, html) = page(&"## Same text\n\nWords. [[#same-text-9000]]\n\n".repeat(10_000));
    assert!(html.contains("id=\"same-text-10000\""));
    assert_eq!(checked.site.index.pages[0].document.headings.len(), 10_000);
}

#[test]
fn lists_and_quotations_as_deep_as_an_editor_can_make_them() {
    let lists: String = (0..1_000).map(|depth| format!("{}- x\n", " ".repeat(depth * 2))).collect();
    page(&lists);
    page(&format!("{}deep\n", "> ".repeat(5_000)));
    page(&format!("{}x{}\n", "*a ".repeat(20_000), "*".repeat(20_000)));
    page(&format!("{}x\n", "[".repeat(50_000)));
    page(&format!("{}x\n", "![[".repeat(20_000)));
}

#[test]
fn five_thousand_citations_on_one_page() {
    let mut pages: Vec<(String, String)> = (0..500)
        .map(|number| (format!("content/references/r{number}.md"), format!("---\nkind: reference\ntitle: R {number}\ntype: book\nauthor: [{{family: N, given: A.}}]\nissued: 2020\nchecked: {{on: 2026-01-01, where: x}}\n---\nIt found.\n")))
        .collect();
    let text: String =
        (0..5_000).map(|number| format!("Words [@r{}; @r{}].\n", number % 500, (number * 7) % 500)).collect();
    pages.push(("content/a.md".to_owned(), format!("---\ntitle: A\n---\n{text}")));
    let checked = run(&pages);
    assert!(!checked.report.has_errors());
    assert_eq!(html(&checked, "/a/").matches("<li id=\"ref-").count(), 500);
}

#[test]
fn front_matter_of_ten_thousand_values() {
    let aliases: String = (0..10_000).map(|number| format!("  - alias {number} # a\n")).collect();
    let checked = run(&[("content/a.md".to_owned(), format!("---\ntitle: A\naliases:\n{aliases}---\nText.\n"))]);
    assert_eq!(checked.site.index.pages[0].meta.aliases.len(), 10_000);
    let last = &checked.site.index.pages[0].meta.aliases[9_999];
    assert_eq!(last.span.line_column(&checked.site.index.pages[0].document.source).line, 10_003);
}

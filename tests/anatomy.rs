//! The labelled figure of anatomy pages, read from built pages: each label is a link that leads somewhere, the list
//! says what the picture says, and warnings come before pictures.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::string_slice,
    reason = "a test may stop"
)]

mod support;

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use support::{built, end, root, site, soleus};

/// What stands between two texts, each time.
fn between<'a>(text: &'a str, from: &str, to: &str) -> Vec<&'a str> {
    let mut found = Vec::new();
    let mut rest = text;
    while let Some((_, after)) = rest.split_once(from) {
        let Some((inside, after)) = after.split_once(to) else { break };
        found.push(inside);
        rest = after;
    }
    found
}

/// The value of an attribute of a tag.
fn attribute<'a>(tag: &'a str, name: &str) -> Option<&'a str> {
    between(tag, &format!(" {name}=\""), "\"").first().copied()
}

/// The figure of a page.
fn figure(page: &str) -> &str {
    between(page, "<figure class=\"plate", "</figure>").first().copied().expect("the page has a figure")
}

/// A figure's list: words and link of each entry.
fn listed(figure: &str) -> Vec<(&str, Option<&str>)> {
    let list = between(figure, "<ol class=\"plate-list\">", "</ol>")[0];
    between(list, "<li>", "</li>")
        .into_iter()
        .map(|entry| match entry.strip_prefix("<a") {
            Some(link) => (between(link, ">", "</a>")[0], attribute(link, "href")),
            None => (between(entry, "<span>", "</span>")[0], None),
        })
        .collect()
}

fn read(out: &Path, page: &str) -> String {
    fs::read_to_string(out.join(page).join("index.html")).unwrap()
}

#[test]
fn each_label_of_the_calf_is_a_link_that_leads_to_a_page_and_the_list_says_the_same() {
    let (_guard, out) = built(&root(), &[]);
    for (page, here) in [
        ("anatomy", 0),
        ("anatomy/calf", 0),
        ("anatomy/gastrocnemius", 2),
        ("anatomy/soleus", 1),
        ("anatomy/achilles-tendon", 1),
    ] {
        let html = read(&out, page);
        let figure = figure(&html);
        let list = listed(figure);
        assert_eq!(list.len(), 6, "{page}: {list:?}");
        assert_eq!(list.iter().filter(|(_, href)| href.is_some()).count(), 4, "muscles and tendon have pages");
        for href in list.iter().filter_map(|(_, href)| *href) {
            assert!(out.join(page).join(href).join("index.html").is_file(), "{page}: {href}");
        }
        assert_eq!(figure.matches("(this page)").count(), here, "{page}");
        for class in ["names", "numbers"] {
            let drawn = between(figure, &format!("<svg class=\"{class}\" "), ">");
            assert_eq!(drawn.len(), 2, "from behind and from the side");
            for tag in drawn {
                let alt = attribute(&format!(" {tag}"), "aria-label").unwrap().to_owned();
                assert!(alt.contains("knee joint") && alt.len() > 150, "the words say what is seen: {alt}");
            }
        }
        // The links of both pictures and of the list are the same.
        let pins = between(figure, "<a class=\"pin", ">");
        let drawn: BTreeSet<(&str, &str)> = pins
            .iter()
            .map(|tag| {
                let name = attribute(tag, "aria-label").unwrap();
                (
                    name.trim_start_matches(|letter: char| letter.is_ascii_digit() || letter == ' '),
                    attribute(tag, "href").unwrap(),
                )
            })
            .collect();
        let said: BTreeSet<(&str, &str)> = list.iter().filter_map(|(text, href)| Some((*text, (*href)?))).collect();
        assert_eq!(drawn, said, "{page}");
        for (at, (text, _)) in list.iter().enumerate().filter(|(_, (_, href))| href.is_some()) {
            assert!(
                figure.contains(&format!("aria-label=\"{} {text}\"", at + 1)),
                "{page}: the numbers are the list's"
            );
        }
        assert!(!html.contains(" style=\"") && !figure.contains("url("));
    }
}

#[test]
fn what_warns_comes_before_the_picture() {
    let (_guard, out) = built(&root(), &[]);
    let html = read(&out, "anatomy/achilles-tendon");
    let place = |text: &str| html.find(text).unwrap_or_else(|| panic!("{text}"));
    assert!(place("<section class=\"care urgent\"") < place("<figure class=\"plate"));
    assert!(place("<figure class=\"plate") < place("<h2 id=\"where-it-is\""));
    assert_eq!(html.matches("Both calf muscles unite").count(), 1, "the body is printed once");
}

#[test]
fn a_picture_that_is_more_than_shapes_is_shown_with_the_list_alone() {
    let page = "---\nkind: anatomy\ntitle: Leg\nfigure: {src: leg.svg, alt: A leg., labels: [{text: Calf & co, at: [10, 20], link: calf}]}\n---\nText.\n";
    let calf = "---\ntitle: Calf\n---\nText.\n";
    let folder = site(&[
        ("content/leg.md", page),
        ("content/calf.md", calf),
        ("content/leg.svg", "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 9 9\"><text>alert</text></svg>"),
    ]);
    let (_guard, out) = built(folder.path(), &[]);
    let html = read(&out, "leg");
    let figure = figure(&html);
    assert!(figure.contains("<img src=\"../leg") && figure.contains("alt=\"A leg.\">"), "{figure}");
    assert!(!figure.contains("alert") && !figure.contains("<svg"));
    assert_eq!(listed(figure), [("Calf &amp; co", Some("../calf/"))]);
}

#[test]
fn names_stand_on_their_side_of_the_leg_in_a_language_read_from_the_right() {
    let page = "---\nkind: anatomy\ntitle: Leg\nfigure: {src: leg.svg, alt: A leg., labels: [{text: Calf, at: [10, 20], link: leg}]}\n---\nText.\n";
    let settings = "name: Test\nlanguage: ar\nbase_url: https://test.example\n";
    let drawing = "<svg viewBox=\"0 0 9 9\"><path d=\"M1 8 5 1 8 8z\"/></svg>";
    let folder = site(&[("content/leg.md", page), ("content/leg.svg", drawing), ("content/site.yaml", settings)]);
    let (_guard, out) = built(folder.path(), &[]);
    let html = read(&out, "leg");
    let names = between(figure(&html), "<svg class=\"names\"", "</svg>\n");
    assert!(names[0].contains("<tspan x=\"-") && names[0].contains("text-anchor=\"start\""), "{}", names[0]);
}

#[test]
fn a_label_out_of_the_picture_or_to_no_page_is_an_error() {
    let page = "---\nkind: anatomy\ntitle: Leg\nfigure: {src: leg.svg, alt: A leg., labels: [{text: Calf, at: [10, 120], link: clf}]}\n---\nText.\n";
    let folder = site(&[
        ("content/leg.md", page),
        ("content/leg.svg", "<svg/>"),
        ("content/calf.md", "---\ntitle: Calf\n---\nText.\n"),
    ]);
    let (code, stdout, _) = end(&soleus(folder.path(), &["check", "--format", "json"]));
    assert_eq!(code, 1);
    let found: serde_json::Value = serde_json::from_str(&stdout).unwrap();
    let codes: BTreeSet<&str> =
        found.as_array().unwrap().iter().filter_map(|problem| problem["code"].as_str()).collect();
    assert!(codes.contains("F004") && codes.contains("L001"), "{codes:?}");
}

/// The home page of a site with an anatomy page of two views.
fn home(front: &str, body: &str) -> String {
    let leg = "---\nkind: anatomy\ntitle: Leg\nfigure:\n  - {title: Back, src: leg.svg, alt: The back., labels: [{text: Calf, at: [10, 20], link: leg}]}\n  - {title: Side, src: leg.svg, alt: The side., labels: [{text: Shin, at: [80, 20]}]}\n---\nText.\n";
    let folder = site(&[
        ("content/index.md", &format!("---\ntitle: Home\n{front}---\n{body}")),
        ("content/leg.md", leg),
        ("content/leg.svg", "<svg viewBox=\"0 0 9 9\"><path d=\"M1 8 5 1 8 8z\"/></svg>"),
    ]);
    let (_guard, out) = built(folder.path(), &[]);
    fs::read_to_string(out.join("index.html")).unwrap()
}

#[test]
fn an_article_shows_a_figure_under_the_heading_it_names() {
    let body = "> [!KEY]\n> - Read.\n\n## Where?\n\nChoose.\n\n### More\n\nDetail.\n\n## Then\n\nEnd.\n";
    let html = home("figure_from: leg\nfigure_under: Where?\n", body);
    let place = |text: &str| html.find(text).unwrap_or_else(|| panic!("{text}"));
    assert!(place("Detail.") < place("<figure class=\"plate") && place("</figure>") < place("<h2 id=\"then\""));
    assert_eq!(html.matches("Detail.").count(), 1, "the body is printed once");
    assert_eq!(listed(figure(&html)), [("Calf", Some("leg/")), ("Shin", None)]);
    assert!(html.contains("theme/plate."), "its style is loaded");

    let first = home("figure_from: leg\n", body);
    assert!(first.find("<figure class=\"plate") < first.find("<h2 id=\"where\""));
    let last = home("figure_from: leg\nfigure_under: then\n", body);
    assert!(last.find("End.") < last.find("<figure class=\"plate"));
    let none = home("", body);
    assert!(!none.contains("theme/plate.") && !none.contains("<figure"), "no figure, no style");
}

#[test]
fn one_view_of_a_figure_stands_alone() {
    let html = home("figure_from: leg#side\n", "Text.\n");
    assert_eq!(listed(figure(&html)), [("Shin", None)]);
    assert!(!html.contains("aria-label=\"The back.\""));
}

#[test]
fn a_figure_never_breaks_a_block_in_two() {
    let html = home("figure_from: leg\n", "> ## Quoted\n>\n> Text.\n\n## Then\n\nEnd.\n");
    let place = |text: &str| html.find(text).unwrap_or_else(|| panic!("{text}"));
    assert!(place("</blockquote>") < place("<figure class=\"plate") && place("</figure>") < place("<h2 id=\"then\""));
}

//! The lists that every site has (A–Z, glossary, sources) and the pages that introduce them.
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

use support::{TODAY, built, end, site, soleus};

const HOME: (&str, &str) = ("content/index.md", "---\ntitle: Home\n---\nHello.\n");
const CARD: &str = "> [!EMERGENCY] Call {{emergency_number}} now if:\n> - one sign\n";

/// The page at an address of a site with these files.
fn html(files: &[(&str, &str)], address: &str) -> String {
    let folder = site(files);
    let (_guard, out) = built(folder.path(), &[]);
    fs::read_to_string(out.join(format!("{address}/index.html"))).unwrap()
}

/// The ids of a page, each of which must stand there once.
#[track_caller]
fn ids(html: &str) -> BTreeSet<&str> {
    let all: Vec<&str> = html.split(" id=\"").skip(1).filter_map(|rest| rest.split('"').next()).collect();
    let once: BTreeSet<&str> = all.iter().copied().collect();
    assert_eq!(all.len(), once.len(), "{all:?}");
    once
}

#[test]
fn an_article_at_the_a_to_z_is_its_introduction_and_no_entry_of_it() {
    let intro =
        format!("---\ntitle: Find a page\nsummary: By its name.\naliases: [Register]\n---\n{CARD}\n## H\n\nText.\n");
    for (path, address) in [("content/a-z.md", "a-z"), ("content/a-z/index.md", "a-z")] {
        let html = html(&[HOME, (path, &intro)], address);
        assert!(html.contains("<h1>Find a page</h1>") && html.contains("By its name."), "{html}");
        assert!(html.contains("one sign") && html.find("one sign") < html.find("class=\"names\""), "{html}");
        assert!(html.contains(">Home</a></li>") && !html.contains("Register"), "{html}");
        // The heading keeps the id that links to it name; the letter's gives way.
        assert!(ids(&html).contains("h") && html.contains("<a href=\"#h-2\">H</a>"), "{html}");
    }
}

#[test]
fn a_menu_names_the_a_to_z_once() {
    let intro = "---\ntitle: Find a page\n---\nText.\n";
    for (files, title) in [(&[HOME, ("content/a-z/index.md", intro)][..], "Find a page"), (&[HOME], "A–Z")] {
        let html = html(files, ".");
        for menu in ["<nav class=\"menu\"", "<nav id=\"menu\""] {
            let menu = html.split(menu).nth(1).unwrap().split("</nav>").next().unwrap();
            let links: Vec<&str> = menu.split("<a ").filter(|link| link.contains("\"a-z/\"")).collect();
            assert!(links.len() == 1 && links[0].contains(title), "{menu}");
        }
    }
}

#[test]
fn a_draft_is_no_introduction() {
    let draft = "---\ntitle: Not yet\ndraft: true\n---\nSecret.\n";
    let html = html(&[HOME, ("content/a-z/index.md", draft)], "a-z");
    assert!(html.contains("<h1>A–Z</h1>") && !html.contains("Secret"), "{html}");
}

#[test]
fn a_page_of_another_kind_where_a_list_is_made_is_an_error() {
    let exercise = "---\nkind: exercise\ntitle: Stretch\nsteps: [One.]\n---\nText.\n";
    let source = "---\nkind: reference\ntitle: Study\n---\nText.\n";
    for path in ["content/a-z.md", "content/references/index.md"] {
        let folder = site(&[HOME, ("content/references/study.md", source), (path, exercise)]);
        let root = folder.path().to_str().unwrap();
        let (code, _, problems) = end(&soleus(folder.path(), &["check", "--root", root, "--as-of", TODAY]));
        assert_eq!(code, 1, "{problems}");
        let named = format!("error[A001]: `{path}` and a page that every site has have one address");
        assert!(problems.contains(&named), "{problems}");
    }
}

#[test]
fn a_move_that_would_hide_a_page_is_refused() {
    let exercise = "---\nkind: exercise\ntitle: Stretch\nsteps: [One.]\n---\nText.\n";
    let folder = site(&[HOME, ("content/exercises/pumps.md", exercise)]);
    let (code, _, problems) = end(&soleus(folder.path(), &["mv", "exercises/pumps", "a-z"]));
    assert_eq!(code, 1, "{problems}");
    assert!(folder.path().join("content/exercises/pumps.md").is_file());
}

#[test]
fn no_two_parts_of_the_glossary_have_one_id() {
    let term = |name: &str| {
        format!("---\nkind: term\ntitle: {name}\n---\nSee [[#Why]].[^a]\n\n{CARD}\n## Why\n\nSo.\n\n[^a]: A note.\n")
    };
    let intro = format!("---\ntitle: Words\n---\nText.[^a]\n\n{CARD}\n## Why\n\nSo. [[#Why]]\n\n[^a]: A note.\n");
    let (one, two) = (term("One"), term("Two"));
    let files = [HOME, ("content/glossary/index.md", intro.as_str())];
    let files = [&files[..], &[("content/glossary/one.md", one.as_str()), ("content/glossary/two.md", &two)]].concat();
    let html = html(&files, "glossary");
    let ids = ids(&html);
    assert!(
        ["emergency", "emergency-2", "emergency-3", "why", "why-2", "footnote-3"].iter().all(|id| ids.contains(id))
    );
    // A term's link to a place of its own leads to its page, where that place has the id it names.
    assert!(html.contains("href=\"one/#why\"") && html.contains("href=\"#why\""), "{html}");
}

#[test]
fn a_card_that_a_list_cannot_show_is_a_link() {
    let exercise = "---\nkind: exercise\ntitle: Stretch\nsteps: [One.]\n---\nText.\n";
    let intro = "---\ntitle: All\n---\nFirst.\n\n![[stretch]]\n";
    let html = html(&[HOME, ("content/stretch.md", exercise), ("content/a-z.md", intro)], "a-z");
    assert!(html.contains("<p><a href=\"../stretch/\">Stretch</a></p>"), "{html}");
}

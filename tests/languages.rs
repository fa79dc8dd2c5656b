//! A site in two languages, and one that is written from right to left, as readers and search engines find them.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::string_slice,
    reason = "a test may stop"
)]

mod support;

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use support::{built, end, files, root, site, soleus};

fn fixture(name: &str) -> PathBuf {
    root().join("tests/fixtures").join(name)
}

/// The output of a fixture, built once.
fn output(name: &'static str) -> &'static Path {
    static TWO: OnceLock<(tempfile::TempDir, PathBuf)> = OnceLock::new();
    static ARABIC: OnceLock<(tempfile::TempDir, PathBuf)> = OnceLock::new();
    let cell = if name == "arabic" { &ARABIC } else { &TWO };
    &cell.get_or_init(|| built(&fixture(name), &[])).1
}

fn page(name: &'static str, path: &str) -> String {
    fs::read_to_string(output(name).join(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
}

fn two(path: &str) -> String {
    page("languages", path)
}

/// The part of a page from one text to the next other.
fn between<'a>(html: &'a str, from: &str, to: &str) -> &'a str {
    let (_, rest) = html.split_once(from).unwrap_or_else(|| panic!("no {from}"));
    rest.split_once(to).unwrap_or_else(|| panic!("no {to} after {from}")).0
}

fn switch(html: &str) -> &str {
    between(html, "<nav class=\"languages\"", "</nav>")
}

/// The words of a file of `theme/words/`: texts and lists by their keys.
fn words(text: &str) -> (BTreeMap<String, String>, BTreeMap<String, Vec<String>>) {
    let words = soleus::parse::words::Words::read(text).unwrap();
    let texts = words.texts().map(|(key, text)| (key.to_owned(), text.to_owned())).collect();
    let keys = ["search.skip", "care.call_words", "card.do_not_starts", "flow.unsure", "flow.book", "flow.diagnosis"];
    let lists = keys.map(|key| (key.to_owned(), words.list(key).to_vec()));
    (texts, lists.into())
}

fn places(text: &str) -> BTreeSet<&str> {
    let open = text.match_indices('{').map(|(at, _)| &text[at..]);
    open.filter_map(|rest| rest.get(..=rest.find('}')?)).collect()
}

/// Keys whose words are the same in English and German.
const SAME: [&str; 14] = [
    "booklet.name",
    "dose.kilograms",
    "dose.pounds",
    "frame.a_z",
    "a_z.title",
    "list.comma",
    "exercise.phase",
    "sheet.name",
    "sheet.convention_mark",
    "sheet.title",
    "print.a4",
    "make.kilograms",
    "make.pounds",
    "sheet.page_title",
];

#[test]
fn the_german_words_are_all_there_and_none_is_english() {
    let read = |name: &str| fs::read_to_string(root().join("theme/words").join(name)).unwrap();
    let (english, english_lists) = words(&read("en.yaml"));
    let (german, german_lists) = words(&read("de.yaml"));
    assert_eq!(english.keys().collect::<Vec<_>>(), german.keys().collect::<Vec<_>>());
    for (key, text) in &english {
        let own = &german[key];
        assert_eq!(places(text), places(own), "the places of `{key}`");
        assert!(!own.trim().is_empty(), "`{key}` says nothing");
        let same = SAME.contains(&key.as_str());
        assert!(own != text || same, "`{key}` is still English: {text}");
    }
    for (key, list) in &english_lists {
        let own = &german_lists[key];
        assert!(!own.is_empty() && list != own, "`{key}` has no German words");
    }
}

#[test]
fn the_words_of_the_right_to_left_site_are_all_there() {
    let english = fs::read_to_string(root().join("theme/words/en.yaml")).unwrap();
    let arabic = fs::read_to_string(fixture("arabic").join("theme/words/ar.yaml")).unwrap();
    let ((english, _), (arabic, _)) = (words(&english), words(&arabic));
    // The page for clinicians falls back to English there.
    let for_readers = |key: &str| !key.starts_with("make.") && key != "programme.make";
    for (key, text) in english.iter().filter(|(key, _)| for_readers(key)) {
        let own = arabic.get(key).unwrap_or_else(|| panic!("no `{key}`"));
        // "One minute" and "two minutes" are said without a figure.
        let counted = [".one", ".two"].iter().any(|form| key.ends_with(form));
        assert!(counted || places(text) == places(own), "the places of `{key}`");
    }
}

#[test]
fn pages_of_a_pair_name_each_other_for_search_engines() {
    let expected = "<link rel=\"alternate\" hreflang=\"en-GB\" href=\"https://two.example/clinic/conditions/calf/\">\n\
                    <link rel=\"alternate\" hreflang=\"de\" href=\"https://two.example/clinic/de/beschwerden/wade/\">\n\
                    <link rel=\"alternate\" hreflang=\"x-default\" href=\"https://two.example/clinic/conditions/calf/\">\n";
    for path in ["conditions/calf/index.html", "de/beschwerden/wade/index.html"] {
        assert!(two(path).contains(expected), "{path}");
    }
    assert!(!two("only/index.html").contains("rel=\"alternate\" hreflang"), "a page in one language has no other");
    let sitemap = two("sitemap.xml");
    let entry = |address: &str| {
        let entry =
            sitemap.lines().find(|line| line.contains(&format!("<loc>https://two.example/clinic{address}</loc>")));
        entry.unwrap_or_else(|| panic!("no {address}")).to_owned()
    };
    let link = |code: &str, address: &str| {
        format!("<xhtml:link rel=\"alternate\" hreflang=\"{code}\" href=\"https://two.example/clinic{address}\"/>")
    };
    for address in ["/plans/calf/calm/", "/de/plaene/wade/calm/"] {
        let entry = entry(address);
        for expected in [
            link("en-GB", "/plans/calf/calm/"),
            link("de", "/de/plaene/wade/calm/"),
            link("x-default", "/plans/calf/calm/"),
        ] {
            assert!(entry.contains(&expected), "{entry}");
        }
    }
    assert!(!entry("/plans/calf/strong/").contains("xhtml"), "the phase is not translated");
    assert!(entry("/de/").contains(&link("x-default", "/")));
    assert!(entry("/de/a-z/").contains(&link("en-GB", "/a-z/")));
}

#[test]
fn every_page_leads_to_itself_in_the_other_language() {
    let german = two("de/beschwerden/wade/index.html");
    assert!(german.contains("<html lang=\"de\" dir=\"ltr\">"));
    let link = "<a href=\"../../../conditions/calf/\" hreflang=\"en-GB\" lang=\"en-GB\" dir=\"ltr\">English</a>";
    assert!(switch(&german).contains(link), "{}", switch(&german));
    assert!(switch(&german).contains("aria-current=\"true\" lang=\"de\" dir=\"ltr\">Deutsch<"));
    let pairs = [
        ("index.html", "href=\"de/\""),
        ("exercises/raise/index.html", "href=\"../../de/uebungen/fersen/\""),
        ("plans/calf/calm/index.html", "href=\"../../../de/plaene/wade/calm/\""),
        ("plans/calf/calm/large-print/index.html", "href=\"../../../../de/plaene/wade/calm/large-print/\""),
        ("plans/calf/booklet/index.html", "href=\"../../../de/plaene/wade/booklet/\""),
        ("plans/calf/make/index.html", "href=\"../../../de/plaene/wade/make/\""),
        ("help/which/q/breath/index.html", "href=\"../../../../de/hilfe/welche/q/breath/\""),
        ("help/which/q/read/index.html", "href=\"../../../../de/hilfe/welche/q/read/\""),
        ("help/which/print/index.html", "href=\"../../../de/hilfe/welche/print/\""),
        ("a-z/index.html", "href=\"../de/a-z/\""),
        ("glossary/index.html", "href=\"../de/glossary/\""),
        ("references/index.html", "href=\"../de/references/\""),
    ];
    for (path, link) in pairs {
        let html = two(path);
        assert!(switch(&html).contains(link), "{path}: {}", switch(&html));
        assert!(!switch(&html).contains("<small"), "{path} is translated");
    }
}

#[test]
fn a_page_that_is_not_translated_says_so_to_the_reader_of_the_other_language() {
    let home = "<a href=\"../de/\" hreflang=\"de\" lang=\"de\" dir=\"ltr\">Deutsch <small lang=\"de\">nicht \
                übersetzt: zur Startseite</small></a>";
    assert!(switch(&two("only/index.html")).contains(home), "{}", switch(&two("only/index.html")));
    let strong = two("plans/calf/strong/index.html");
    assert!(switch(&strong).contains("href=\"../../../de/\"") && switch(&strong).contains("<small lang=\"de\">"));
    let long = two("de/beschwerden/lang/index.html");
    assert!(switch(&long).contains("<small lang=\"en\">not translated: to the home page</small>"));
}

#[test]
fn links_to_pages_in_another_language_say_which() {
    let mark = "<small class=\"in-language\" lang=\"en-GB\" dir=\"ltr\">(English)</small></a>";
    let home = two("de/index.html");
    // What the page is about is in its own language too: the script that shows it says so.
    let own = "<a href=\"../only/\" hreflang=\"en-GB\" data-peek=\"A page without a translation.\"><span lang=\"en-GB\" dir=\"ltr\">Only in English</span> ";
    assert!(home.contains(&format!("{own}{mark}")), "a link that shows the title");
    assert!(home.contains(&format!("<a href=\"../only/\" hreflang=\"en-GB\" data-peek=\"A page without a translation.\">noch einmal dieselbe Seite {mark}")));
    let exercise = two("de/uebungen/fersen/index.html");
    assert!(exercise.contains(&format!("<span lang=\"en-GB\" dir=\"ltr\">Seated raise</span> {mark}")));
    assert!(!two("index.html").contains("in-language"), "links within a language have no mark");
    assert!(!exercise.contains("(Deutsch)"));
}

#[test]
fn transcluded_text_in_another_language_is_marked_as_such() {
    let settings = "name: Test\nlanguage: en-GB\nlanguages: [en-GB, de]\n";
    let folder = site(&[
        ("content/site.yaml", settings),
        ("content/index.md", "---\ntitle: Home\n---\nSee [[more]].\n\n![[more]]\n"),
        ("content/more.md", "---\ntitle: More\n---\nRest well.\n"),
        ("content/de/index.md", "---\ntitle: Start\ntranslation_of: index\n---\nOben.\n\n![[more]]\n\nUnten.\n"),
    ]);
    let (_guard, out) = built(folder.path(), &[]);
    let html = |path: &str| fs::read_to_string(out.join(path)).unwrap();
    let german = html("de/index.html");
    assert!(german.contains("<div lang=\"en-GB\" dir=\"ltr\">\n<p>Rest well.</p>\n</div>\n<p>Unten.</p>"), "{german}");
    assert!(!html("index.html").contains("<div lang"));
}

#[test]
fn an_exercise_in_another_language_says_so_on_its_sheet_and_in_its_card() {
    let settings = "name: Test\nlanguage: en-GB\nlanguages: [en-GB, de]\nnumbers: {emergency_number: \"112\", urgent_line: \"116\"}\n";
    let exercise =
        "---\nkind: exercise\ntitle: Raise\nposition: Stand.\nsteps: [Rise.]\nfeel: the calf\neasier: sit\n---\n";
    let plan = "---\nkind: programme\ntitle: Plan\nstop_rules: {emergency: [\"{{emergency_number}}\"], urgent: [\"{{urgent_line}}\"]}\n\
                phases: [{id: ruhe, title: Ruhe, ends: true, exercises: [{use: raise, cite: own}]}]\n---\n![[raise]]\n";
    let folder = site(&[
        ("content/site.yaml", settings),
        ("content/index.md", "---\ntitle: Home\n---\n![[raise]]\n"),
        ("content/raise.md", exercise),
        ("content/sit.md", "---\nkind: exercise\ntitle: Sit\n---\n"),
        ("content/de/plan.md", plan),
    ]);
    let (_guard, out) = built(folder.path(), &[]);
    let html = |path: &str| fs::read_to_string(out.join(path)).unwrap();
    let sheet = html("de/plan/ruhe/index.html");
    let english = "lang=\"en-GB\" dir=\"ltr\">";
    for words in ["Stand.</bdi>", "<li>Rise.</li>", "the calf</bdi>"] {
        assert!(sheet.contains(&format!("{english}{words}")), "{words}: {sheet}");
    }
    assert!(sheet.contains("Raise</span> <small class=\"in-language\"") && sheet.contains("Sit (English)"), "{sheet}");
    assert!(html("de/plan/index.html").contains(&format!("<div {english}<article class=\"move-card\">")));
    assert!(!html("index.html").contains("<div lang"));
}

#[test]
fn lists_feed_menu_and_search_are_those_of_the_language() {
    let list = two("de/a-z/index.html");
    assert!(list.contains("Wadenzerrung") && list.contains("Fersen heben"));
    assert!(!list.contains("Calf strain") && !list.contains("Heel raise"));
    assert!(!two("a-z/index.html").contains("Wadenzerrung"));
    assert!(two("de/glossary/index.html").contains("Schübe") && !two("glossary/index.html").contains("Schub"));
    let sources = two("de/references/index.html");
    assert!(sources.contains("A made-up source") && !sources.contains("only the English pages"));
    assert!(two("references/index.html").contains("only the English pages"));
    let feed = two("de/feed.xml");
    assert!(feed.contains("<language>de</language>") && feed.contains("Wadenzerrung") && !feed.contains("Calf strain"));
    assert!(!two("feed.xml").contains("Wadenzerrung"));
    let html = two("de/index.html");
    let menu = between(&html, "<nav class=\"menu\"", "</nav>");
    for expected in ["beschwerden/", "uebungen/", "plaene/", "hilfe/", "a-z/"] {
        assert!(menu.contains(&format!("href=\"{expected}\"")), "{menu}");
    }
    assert!(!menu.contains("../") && !menu.contains("glossary"), "{menu}");
    assert!(html.contains("data-index=\"../search/de.js\""));
    let index: String = ["de.js", "en-GB.js"].map(|name| two(&format!("search/{name}"))).concat();
    assert!(two("search/de.js").contains("Ergebnisse") && two("search/en-GB.js").contains("results"), "{index}");
    let texts = |language: &str| {
        let found = files(&output("languages").join("search").join(language));
        found.into_values().map(|bytes| String::from_utf8(bytes).unwrap()).collect::<String>()
    };
    assert!(texts("de").contains("Wadenzerrung") && !texts("de").contains("Calf strain"));
    assert!(texts("en-GB").contains("Calf strain") && !texts("en-GB").contains("Wadenzerrung"));
}

#[test]
fn the_page_for_lost_readers_speaks_all_languages() {
    let html = two("404.html");
    assert!(html.contains("We cannot find this page"));
    assert!(html.contains("<section lang=\"de\" dir=\"ltr\"><h2>Wir können diese Seite nicht finden</h2>"));
    assert!(html.contains("href=\"/clinic/de/\""));
}

#[test]
fn no_word_of_the_interface_is_english_on_a_german_page() {
    let (english, _) = words(&fs::read_to_string(root().join("theme/words/en.yaml")).unwrap());
    let (german, _) = words(&fs::read_to_string(root().join("theme/words/de.yaml")).unwrap());
    let german: BTreeSet<&str> = german.values().map(String::as_str).collect();
    let telling =
        english.values().filter(|text| text.len() > 8 && !text.contains('{') && !german.contains(text.as_str()));
    let telling: Vec<&String> = telling.collect();
    assert!(telling.len() > 150);
    for (path, bytes) in files(&output("languages").join("de")) {
        if !path.ends_with(".html") {
            continue;
        }
        let html = String::from_utf8(bytes).unwrap();
        // What is said in English to readers of English is marked so.
        let html = html.replace(&format!("<small lang=\"en\">{}</small>", english["languages.home_only"]), "");
        for text in &telling {
            for place in [format!(">{text}<"), format!("\"{text}\"")] {
                assert!(!html.contains(&place), "{path}: {text}");
            }
        }
    }
    let sheet = two("de/plaene/wade/calm/index.html");
    assert!(sheet.contains("Halten") && sheet.contains("5\u{a0}Sek.") && sheet.contains("an 1 Tag in der Woche"));
    assert!(two("de/uebungen/fersen/index.html").contains("<dd>1 Minute</dd>"));
}

#[test]
fn stale_translations_are_told_by_their_reviews_alone() {
    let settings = "name: Test\nlanguage: en-GB\nlanguages: [en-GB, de]\nnumbers: { emergency_number: \"999\" }\n";
    let page = |kind: &str, front: &str| {
        format!(
            "---\nkind: {kind}\ntitle: T\n{front}---\n> [!EMERGENCY] Call {{{{emergency_number}}}} if:\n> - worse\n\nText.\n"
        )
    };
    let check = |kind: &str, front: &str, day: &str| {
        let source = page(kind, "review: {by: A, on: 2026-06-01}\n");
        let own = page(kind, &format!("translation_of: a\n{front}"));
        let folder = site(&[("content/site.yaml", settings), ("content/a.md", &source), ("content/de/b.md", &own)]);
        let (_, found, _) = end(&soleus(folder.path(), &["check", "--format", "json", "--as-of", day]));
        let found: serde_json::Value = serde_json::from_str(&found).unwrap();
        let stale = found.as_array().unwrap().iter().find(|problem| problem["code"] == "A006");
        stale.map(|problem| problem["severity"].as_str().unwrap().to_owned())
    };
    let severity = |word: &str| Some(word.to_owned());
    let old = "review: {by: A, on: 2026-05-01}\n";
    assert_eq!(check("article", old, "2026-06-02"), severity("warning"));
    assert_eq!(check("condition", old, "2026-06-02"), severity("error"));
    // However long ago both were reviewed: only which came first counts.
    assert_eq!(check("condition", old, "2036-06-02"), severity("error"));
    assert_eq!(check("condition", "review: {by: A, on: 2026-06-01}\n", "2036-06-02"), None);
    let allowed = format!("{old}stale_ok: 2026-07-01\n");
    assert_eq!(check("condition", &allowed, "2026-07-01"), None);
    assert_eq!(check("condition", &allowed, "2026-07-02"), severity("error"));
    assert_eq!(check("condition", "", "2026-06-02"), severity("warning"));
}

#[test]
fn a_language_without_words_falls_back_to_english_and_is_named_in_itself() {
    let settings = "name: Test\nlanguage: en-GB\nlanguages: [en-GB, cy]\n";
    let folder = site(&[
        ("content/site.yaml", settings),
        ("content/index.md", "---\ntitle: Home\n---\nText.\n"),
        ("content/a.md", "---\ntitle: A\n---\nText.\n"),
        ("content/cy/index.md", "---\ntitle: Cartref\n---\nTestun.\n"),
    ]);
    let (_guard, out) = built(folder.path(), &[]);
    let html = fs::read_to_string(out.join("cy/index.html")).unwrap();
    assert!(html.contains("<html lang=\"cy\" dir=\"ltr\">") && html.contains("Skip to the page"));
    let english = fs::read_to_string(out.join("a/index.html")).unwrap();
    assert!(switch(&english).contains("Cymraeg <small lang=\"en\">"), "{}", switch(&english));
}

#[test]
fn a_clinic_changes_single_words_and_keeps_the_others() {
    let settings = "name: Test\nlanguage: en-GB\nlanguages: [en-GB, de]\ntagline: Calves\n";
    let folder = site(&[
        ("content/site.yaml", settings),
        ("content/index.md", "---\ntitle: Home\n---\nText.\n"),
        ("content/de/index.md", "---\ntitle: Start\n---\nText.\n"),
        ("theme/words/de.yaml", "frame:\n  menu: \"Inhalt\"\nsite:\n  tagline: \"Alles über Waden\"\n"),
    ]);
    let (_guard, out) = built(folder.path(), &[]);
    let html = fs::read_to_string(out.join("de/index.html")).unwrap();
    for expected in [">Inhalt</a>", "Zum Inhalt springen", "Alles über Waden"] {
        assert!(html.contains(expected), "{expected}");
    }
    assert!(fs::read_to_string(out.join("index.html")).unwrap().contains("Calves"));
}

#[test]
fn sheets_say_in_their_own_language_what_the_next_morning_means_and_how_heavy_it_is() {
    let (english, german) = (two("plans/calf/calm/index.html"), two("de/plaene/wade/calm/index.html"));
    assert!(english.contains("If it hurts more the next morning") && english.contains("2.5\u{a0}kg"), "{english}");
    assert!(german.contains("Tut es am nächsten Morgen mehr weh") && german.contains("2,5\u{a0}kg"), "{german}");
    assert!(!german.contains("next morning") && !german.contains("2.5\u{a0}kg"), "{german}");
    let make = two("de/plaene/wade/make/index.html");
    assert!(make.contains("data-decimal=\",\"") && make.contains("data-low=\"0.5\""), "{make}");
    assert!(make.contains("0,5 bis 200") && make.contains("2,5\u{a0}kg") && !make.contains("2.5\u{a0}kg"), "{make}");
}

#[test]
fn what_a_clinic_says_in_english_stands_in_for_no_other_language() {
    let plan = |rules: &str| {
        format!(
            "---\nkind: programme\ntitle: Plan\nstop_rules:\n{rules}phases:\n  - {{id: calm, title: Ruhe, ends: true}}\n---\nText.\n"
        )
    };
    let rules = "  emergency: [\"{{emergency_number}}\"]\n  urgent: [\"{{urgent_line}}\"]\n";
    let settings = |language: &str, other: &str| {
        format!(
            "name: Test\nlanguage: {language}\nlanguages: [{language}, {other}]\ntagline: Alles\n\
             numbers: {{emergency_number: \"112\", urgent_line: \"116117\"}}\n\
             pain_rule: {{ok: 3, caution: 5, next_morning: Morgens mehr Schmerz heisst weniger tun.}}\n"
        )
    };
    let english = ("theme/words/en.yaml", "site:\n  tagline: \"All of it\"\n  next_morning: \"Do less.\"\n");
    let home = ("content/index.md", "---\ntitle: Start\n---\nText.\n");

    let (german, plan) = (settings("de", "en"), plan(rules));
    let folder = site(&[("content/site.yaml", &german), home, ("content/plan.md", &plan), english]);
    let (_guard, out) = built(folder.path(), &[]);
    let sheet = fs::read_to_string(out.join("plan/calm/index.html")).unwrap();
    assert!(sheet.contains("Morgens mehr Schmerz") && !sheet.contains("Do less."), "{sheet}");
    let start = fs::read_to_string(out.join("index.html")).unwrap();
    assert!(start.contains("Alles") && !start.contains("All of it"), "{start}");

    let welsh = settings("en-GB", "cy");
    let folder = site(&[("content/site.yaml", &welsh), home, ("content/cy/plan.md", &plan), english]);
    let (code, _, problems) = end(&soleus(folder.path(), &["check", "--as-of", support::TODAY]));
    assert!(code == 1 && problems.contains("error[A009]"), "{problems}");
}

#[test]
fn a_right_to_left_site_keeps_numbers_and_doses_in_order() {
    let arabic = |path: &str| page("arabic", path);
    let (code, found, problems) =
        end(&soleus(&fixture("arabic"), &["check", "--format", "json", "--as-of", support::TODAY]));
    assert_eq!(code, 0, "{problems}");
    let found: serde_json::Value = serde_json::from_str(&found).unwrap();
    let serious: Vec<_> = found.as_array().unwrap().iter().filter(|problem| problem["severity"] != "advice").collect();
    assert!(serious.is_empty(), "{serious:#?}");
    for (path, bytes) in files(output("arabic")) {
        if path.ends_with(".html") {
            let html = String::from_utf8(bytes).unwrap();
            assert!(html.contains("<html lang=\"ar\" dir=\"rtl\">"), "{path}");
            assert!(!html.contains("class=\"languages\""), "{path}: a site in one language has no switch");
            // Every number in sight is set apart as left-to-right; in links it is plain.
            let visible = html.split('<').filter_map(|part| part.split_once('>')).map(|(_, text)| text);
            for text in visible.filter(|text| text.contains("01632")) {
                let apart = text.contains("\u{2066}01632\u{a0}96000") || text.starts_with("01632\u{a0}96000");
                assert!(apart, "{path}: {text}");
            }
        }
    }
    let condition = arabic("conditions/calf-test/index.html");
    assert!(
        condition.contains("<a class=\"phone\" href=\"tel:01632960000\"><bdi dir=\"ltr\">01632\u{a0}960000</bdi></a>")
    );
    let sheet = arabic("programmes/calf-plan/calm/index.html");
    assert!(
        sheet.contains("\u{2066}8–10\u{2069}") && sheet.contains("\u{2066}6–10\u{2069}"),
        "the dose and the pain rule"
    );
    assert!(arabic("programmes/calf-plan/index.html").contains("\u{2066}3\u{a0}×\u{a0}10–12\u{2069}"));
    assert!(
        arabic("exercises/heel-raise/index.html").contains("<dd>5 دقائق</dd>"),
        "the plural is that of the language"
    );
    assert!(arabic("a-z/index.html").contains("ألم الربلة"));
}

#[test]
fn the_chart_of_a_right_to_left_flow_is_mirrored() {
    let html = page("arabic", "decisions/which-page/index.html");
    let chart = between(&html, "<svg class=\"flow-chart\"", "</svg>");
    assert!(chart.contains(" direction=\"rtl\""));
    // The way out of the first question leads to the left, to the emergency.
    let first = |from: &str| -> i32 {
        let (_, rest) = chart.split_once(from).unwrap();
        between(rest, "<rect", "/>").split("x=\"").nth(1).unwrap().split('"').next().unwrap().parse().unwrap()
    };
    let (question, chip) = (first("id=\"c-danger\""), first("data-from=\"danger\" data-to=\"call\""));
    assert!(chip < question, "{chip} is to the right of {question}");
}

#[test]
fn the_theme_names_no_side() {
    let sides = [
        "margin-left",
        "margin-right",
        "padding-left",
        "padding-right",
        "border-left",
        "border-right",
        "text-align: left",
        "text-align: right",
        "float: left",
        "float: right",
    ];
    for (path, bytes) in files(&root().join("theme")) {
        if path.ends_with(".css") {
            let text = String::from_utf8(bytes).unwrap();
            for side in sides {
                assert!(!text.contains(side), "{path}: {side}");
            }
        }
    }
}

#[test]
fn the_own_font_comes_with_its_licence() {
    let fonts = fixture("arabic").join("theme/fonts");
    assert!(fs::read_to_string(fonts.join("LICENSE.txt")).unwrap().contains("SIL OPEN FONT LICENSE Version 1.1"));
    let style = files(&output("arabic").join("theme")).into_iter().find(|(path, _)| path.starts_with("site.")).unwrap();
    let style = String::from_utf8(style.1).unwrap();
    assert!(style.contains("noto-sans-arabic-400.") && style.contains("\"Test Arabic\""));
}

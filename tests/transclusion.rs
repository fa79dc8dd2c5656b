//! What pages show of each other: whole cards, the notes of their own page, mentions that keep their "not", and nothing
//! when it is unclear which text is meant.
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

use scraper::Html;
use support::{TODAY, built, end, site, soleus};

const HELP: &str = "---\ntitle: Help now\n---\n## Help\n\n> [!URGENT] Call {{emergency_number}} today if:\n>\n> ## Signs\n>\n> - swollen\n\nRest.\n\n## More\n\nLater.\n";

/// The text of the page `a` of a site with these pages, as HTML.
fn page_a(a: &str, b: &str) -> String {
    let a = format!("---\ntitle: A\n---\n{a}");
    let home = "---\ntitle: Home\n---\nSee [[a]] and [[b]].\n";
    let folder = site(&[("content/index.md", home), ("content/a.md", &a), ("content/b.md", b)]);
    let (_guard, out) = built(folder.path(), &[]);
    let html = fs::read_to_string(out.join("a/index.html")).unwrap();
    html.split("<main").nth(1).unwrap().split("</main>").next().unwrap().to_owned()
}

/// The errors of a site with these pages.
fn errors(a: &str, b: &str) -> String {
    let a = format!("---\ntitle: A\n---\n{a}");
    let folder = site(&[("content/index.md", "---\ntitle: Home\n---\nx\n"), ("content/a.md", &a), ("content/b.md", b)]);
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
fn a_flow_has_its_results_in_full_for_paper() {
    let flow = "---\nkind: decision\ntitle: Which page?\nstart: one\nsafety_net: Ask again if it gets worse.\nsteps:\n  \
                - {id: one, ask: Now?, check: emergency, answers: [{label: Yes or not sure, goto: now}, {label: No, goto: rest}]}\n\
                outcomes:\n  - {id: now, urgency: emergency, title: Get help now}\n  \
                - {id: rest, urgency: self-care, title: Rest, within: today, page: a, safety_net: Call 999 if it swells.}\n\
                scenarios: [{name: All, answers: {one: Yes or not sure}, expect: now}]\n---\n";
    let html = page_a("![[b]]\n", flow);
    let results = html.split("<div class=\"on-paper\">").nth(1).unwrap().split("</dl>").next().unwrap();
    for words in ["<h3>Results</h3>", "</b> today.", "<b>Call 999.</b>", "</b> Call 999 if it swells."] {
        assert!(results.contains(words), "{words}: {results}");
    }
}

#[test]
fn a_link_to_a_heading_of_its_page_shows_its_inserts_filled() {
    let html = page_a("[[#Call {{emergency_number}}]]\n\n## Call {{emergency_number}}\n\nNow.\n", HELP);
    assert!(html.contains(">Call 999</a>") && !html.contains("{{"), "{html}");
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

#[test]
fn each_page_keeps_its_own_footnotes() {
    let html =
        page_a("Own[^1].\n\n![[b]]\n\n[^1]: own note\n", "---\ntitle: B\n---\nTake it[^1].\n\n[^1]: not if pregnant\n");
    let note = |number: usize| {
        let item = html.split(&format!("<li id=\"footnote-{number}\">")).nth(1).unwrap();
        item.split(" <a href").next().unwrap().replace("<p>", "")
    };
    assert!(html.contains("Own<sup class=\"footnote\" id=\"footnote-mark-1\">"), "{html}");
    assert!(html.contains("Take it<sup class=\"footnote\" id=\"footnote-mark-2\">"), "{html}");
    assert_eq!((note(1).as_str(), note(2).as_str()), ("own note", "not if pregnant"));
}

#[test]
fn a_section_leaves_notes_that_it_does_not_mark() {
    let b =
        "---\ntitle: B\n---\nFirst[^a].\n\n## Help\n\n[^a]: of the first\n\nTake it[^b].\n\n[^b]: not if pregnant\n";
    let html = page_a("![[b#Help]]\n", b);
    assert!(!html.contains("of the first") && html.matches("<li id=\"footnote-").count() == 1, "{html}");
    assert!(html.contains("href=\"#footnote-1\""), "{html}");
    assert!(html.contains("not if pregnant"), "{html}");
}

#[test]
fn a_section_brings_the_notes_that_stand_outside_it() {
    let b = "---\ntitle: B\n---\n## Help\n\nTake it[^A].\n\n## More\n\nx[^c]\n\n[^a]: not if pregnant[^b]\n\n[^b]: ask first\n\n[^c]: later\n";
    let html = page_a("![[b#Help]]\n", b);
    let notes = html.split("<section class=\"footnotes\"").nth(1).unwrap();
    assert!(notes.contains("not if pregnant") && notes.contains("ask first") && !notes.contains("later"), "{notes}");
    assert!(html.matches("id=\"footnote-mark-").count() == 2 && !html.contains("><p></p></li>"), "{html}");
}

#[test]
fn inserts_in_the_text_and_title_of_a_picture_or_link_are_filled() {
    let b = "---\ntitle: B\n---\nx\n";
    let html = page_a("[Read](b.md \"Call {{emergency_number}} first\")\n", b);
    assert!(html.contains("title=\"Call 999 first\""), "{html}");
    let home = "---\ntitle: Home\n---\n![Call {{emergency_number}} if numb](p.svg \"Or {{emergency_number}}\")\n";
    let picture = "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 9 9\"><path d=\"M0 0h9v9z\"/></svg>";
    let folder = site(&[("content/index.md", home), ("content/p.svg", picture)]);
    let (_guard, out) = built(folder.path(), &[]);
    let html = fs::read_to_string(out.join("index.html")).unwrap();
    assert!(html.contains("alt=\"Call 999 if numb\"") && html.contains("title=\"Or 999\""), "{html}");
}

#[test]
fn a_mention_in_a_list_keeps_its_not() {
    let a = |body: &str| {
        let b = format!("---\ntitle: Running\n---\n{body}");
        page_a("x\n", &b).split("grass").next().unwrap_or_default().to_owned()
    };
    let mentioned = |html: String| {
        let text: Vec<String> = Html::parse_fragment(&html).root_element().text().map(str::to_owned).collect();
        text.concat().split_whitespace().collect::<Vec<_>>().join(" ")
    };
    let led = mentioned(a("Do not do this in the first days:\n\n- [[a]] on grass\n"));
    assert!(led.ends_with("Do not do this in the first days: A on"), "{led}");
    let card = mentioned(a("> [!DO-NOT]\n> - [[a]] on grass\n"));
    assert!(card.ends_with("Do not: A on"), "{card}");
}

/// The headings of a text: level and words.
fn headings(html: &str) -> Vec<String> {
    let selector = scraper::Selector::parse("h2, h3, h4, h5, h6").unwrap();
    let fragment = Html::parse_fragment(html);
    let line = |heading: scraper::ElementRef<'_>| {
        let text = heading.text().collect::<String>();
        let words = text.split_whitespace().filter(|word| *word != "#").collect::<Vec<_>>().join(" ");
        format!("{} {words}", &heading.value().name()[1..])
    };
    fragment.select(&selector).map(line).collect()
}

#[test]
fn headings_of_a_card_that_is_shown_elsewhere_stay_below_it() {
    let b = "---\ntitle: B\n---\n## Help\n\n> [!URGENT] Call {{emergency_number}}:\n>\n> #### Signs\n>\n> - swollen\n\n\
             > [!CLINIC] Book if:\n> - sore\n\n### Sub\n\ny\n";
    let own = headings(&page_a("x\n", b));
    assert!(own.iter().all(|heading| !heading.contains("Signs")), "{own:?}");
    let shown = |a: &str| headings(&page_a(a, b)).into_iter().take(5).collect::<Vec<_>>();
    let levels = |base: usize| {
        [(0, "Urgent: Call 999:"), (1, "Signs"), (0, "Book a visit: Book if:"), (0, "Sub")]
            .map(|(deeper, text)| format!("{} {text}", base + deeper))
    };
    assert_eq!(shown("![[b#Help]]\n")[..4], levels(2));
    assert_eq!(shown("## Here\n\n![[b#Help]]\n")[1..], levels(3));
    assert_eq!(shown("> [!NOTE] More\n>\n> ![[b#Help]]\n\n## Here\n\nx\n")[1..], levels(3));
}

#[test]
fn a_mention_in_a_table_keeps_the_heads_of_its_cell() {
    let html = page_a("x\n", "---\ntitle: B\n---\n| When | Do not |\n|-|-|\n| Week 1 | [[a]] on grass |\n");
    let text = Html::parse_fragment(&html).root_element().text().collect::<String>();
    assert!(text.contains("When: Week 1: Do not: A on grass"), "{text}");
}

#[test]
fn a_booklet_marks_its_notes_and_says_what_heads_a_cell() {
    let plan = "---\nkind: programme\ntitle: Plan\nbooklet: [more#Help, more#Words]\n\
                stop_rules: {emergency: [\"faint: call {{emergency_number}}\"], urgent: [\"hot: call {{emergency_number}}\"]}\n\
                phases: [{id: calm, title: Calm, ends: true}]\n---\nText.\n";
    let more = "---\ntitle: More\n---\n## Help\n\nTake it[^A]. Not ~~this [[plan]][^b]~~ that[^b].\n\n| When | Do not |\n|-|-|\n| Week 1 | hop |\n| | run |\n\n\
                ## Rest\n\n[^a]: not if pregnant\n\n[^b]: ask[^a]\n\n## Words\n\n### ~~Old~~\n\none<br>two of [[plan]].\n\n\
                > [!NOTE] A\n> <p>Never run.</p>\n\n<details>\n<summary>More</summary>\nNot <del>3</del> 5.\n</details>\n";
    let home = "---\ntitle: Home\n---\nSee [[plan]] and [[more]].\n";
    let settings = "name: Test\nlanguage: en-GB\nbase_url: https://test.example\n\
                    numbers: { emergency_number: \"999\" }\nhtml: { allow: [del] }\n";
    let folder = site(&[
        ("content/site.yaml", settings),
        ("content/index.md", home),
        ("content/plan.md", plan),
        ("content/more.md", more),
    ]);
    let (_guard, out) = built(folder.path(), &[]);
    let html = fs::read_to_string(out.join("plan/booklet/index.html")).unwrap();
    let paragraphs = |section: usize| -> Vec<&str> {
        let section = html.split("<section class=\"sheet text\"").nth(section).unwrap();
        section.split("<p>").skip(1).map(|rest| rest.split("</p>").next().unwrap()).collect()
    };
    let words = ["one two of <a href=\"../\">plan</a>.", "Never run.", "More", "Not 5."];
    assert_eq!(paragraphs(2)[..4], words);
    assert!(!html.contains("<h3></h3>"), "a heading that is struck out is not there");
    assert_eq!(
        paragraphs(1),
        ["Take it*. Not  that**.", "When: Week 1 · Do not: hop", "Do not: run", "* not if pregnant", "** ask*"]
    );
}

#[test]
fn a_booklet_tells_in_short_what_has_a_card_of_its_own() {
    let rules =
        "stop_rules: {emergency: [\"faint: call {{emergency_number}}\"], urgent: [\"hot: call {{emergency_number}}\"]}";
    let plan = format!(
        "---\nkind: programme\ntitle: Plan\nbooklet: [more]\n{rules}\nphases:\n  - {{id: calm, title: Calm, usual: [0, 5], \
         exercises: [{{use: raise, dose: {{sets: 1, reps: 5}}, cite: own}}], ends: true}}\n---\nText.\n\n\
         > [!EMERGENCY] Call {{{{emergency_number}}}} now if:\n> - you faint\n>\n> > [!DO-NOT] Then\n> > - do not drive\n\n\
         > [!TIP]\n> Rest.\n"
    );
    let raise = "---\nkind: exercise\ntitle: Raise\nposition: Stand.\nsteps: [Rise., Lower.]\n---\nThe long text.\n";
    let flow = "---\nkind: decision\ntitle: Which\naudience: adults\nstart: breath\nsafety_net: If worse, come back.\nsteps:\n\
                \x20 - id: breath\n    ask: Are you breathless?\n    check: emergency\n    cite: [own]\n\
                \x20   answers: [{label: \"Yes or not sure\", goto: call}, {label: \"No\", goto: read}]\noutcomes:\n\
                \x20 - {id: call, urgency: emergency, title: \"Call {{emergency_number}}\", advice: Do not drive.}\n\
                \x20 - {id: read, urgency: self-care, title: Read on, page: more}\nscenarios:\n\
                \x20 - {name: One, answers: {breath: \"Yes or not sure\"}, expect: call}\n\
                \x20 - {name: Two, answers: {breath: \"No\"}, expect: read}\n---\nAbout it.\n";
    let more =
        "---\ntitle: More\n---\n![[raise]]\n\n![[plan]]\n\n![[which]]\n\n5. five\n6. six\n\n- [ ] walk\n- [x] rest\n";
    let home = "---\ntitle: Home\n---\nSee [[plan]], [[raise]], [[which]] and [[more]].\n";
    let files = [("index", home), ("plan", &plan), ("more", more), ("raise", raise), ("which", flow)];
    let files = files.map(|(name, text)| (format!("content/{name}.md"), text));
    let folder = site(&files.each_ref().map(|(path, text)| (path.as_str(), *text)));
    let (_guard, out) = built(folder.path(), &[]);
    let html = fs::read_to_string(out.join("plan/booklet/index.html")).unwrap();
    let section = html.split("<section class=\"sheet text\"").nth(1).unwrap();
    let section = Html::parse_fragment(&format!("<section{}", section.split("<footer").next().unwrap()));
    let text = section.root_element().text().collect::<Vec<_>>().join(" ");
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    for told in [
        "Raise https://test.example/raise/ Start: Stand. Rise. Lower.",
        "Plan https://test.example/plan/ Calm: ",
        "Emergency: Call 999 now if: you faint Do not: Then do not drive Which",
        "Which https://test.example/which/ For: adults",
        "Emergency: Call 999 Are you breathless? Yes or not sure Do not drive. If things change: If worse, come back.",
    ] {
        assert!(text.contains(told), "{told}: {text}");
    }
    assert!(!text.contains("The long text"), "{text}");
    assert!(html.contains("<ol start=\"5\"><li>") && html.contains("aria-label=\"not done\">☐</span> walk"), "{html}");
    assert!(html.contains("aria-label=\"done\">☑</span> rest"));
}

#[test]
fn landmarks_of_cards_have_names_of_their_own() {
    let b = "---\ntitle: B\n---\n## Help\n\n> [!URGENT] Call {{emergency_number}}:\n> - swollen\n\n> [!TIP]\n> Rest.\n";
    let a = "> [!DO] Week 1\n> - walk\n\n> [!DO-NOT] Week 1\n> - do not run\n\n![[b#Help]]\n\n## Later\n\n![[b#Help]]\n\n\
             > [!TIP]\n> Sleep.\n\n> [!TIP] Food\n> Eat.\n";
    let html = page_a(a, b);
    let page = Html::parse_fragment(&html);
    let select = |selector: &str| scraper::Selector::parse(selector).unwrap();
    let text = |id: &str| {
        let heading = page.select(&select(&format!("#{id}"))).next().unwrap_or_else(|| panic!("{id}"));
        let all = heading.text().collect::<String>();
        all.split_whitespace().filter(|word| *word != "#").collect::<Vec<_>>().join(" ")
    };
    let sections = select("section[id]:not(.review)");
    let cards = page.select(&sections);
    let names =
        cards.map(|card| card.value().attr("aria-labelledby").map(|ids| ids.split(' ').map(text).collect::<Vec<_>>()));
    let names: Vec<String> = names.map(|name| name.unwrap_or_default().join(" | ")).collect();
    let urgent = "Urgent: Call 999:";
    let expected =
        ["Week 1", "Do not: Week 1", urgent, "Tip", &format!("{urgent} | Later"), "Tip | Later", "", "Tip: Food"]
            .map(str::to_owned);
    assert_eq!(names, expected, "the second card of a name is told apart by its heading, or is no landmark");
}

//! The search that readers run is the search that the build tests: the script of the theme, run by Node.js over the
//! files of the index, finds the same pages in the same order with the same ranks as this program does.
//!
//! Needs Node.js, which the README's test command installs.
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
use std::process::Command;

use serde_json::{Value, json};
use soleus::base::address::LinkForm;
use soleus::base::date::Date;
use soleus::builtin;
use soleus::load::{Snapshot, disk};
use soleus::pipeline;
use soleus::resolve::index::{Options, Prints};
use soleus::search::Search;
use soleus::search::encode;
use soleus::search::index::Index;

fn search(snapshot: &Snapshot) -> Search {
    let today = Date::parse(support::TODAY).unwrap();
    let options = Options { today, drafts: false, base_url: None, links: LinkForm::Pretty, prints: Prints::LeftOut };
    let site = pipeline::resolve(pipeline::parse(snapshot).value, options).value;
    Search::new(&site)
}

/// What this program finds, in the form in which the script's answers are written.
fn ranked(index: &Index, query: &str) -> Value {
    let found = index.find(query);
    let care: Vec<Value> = found.care.iter().map(|hit| json!([hit.level as usize, hit.page, hit.sign])).collect();
    json!([care, found.pages])
}

/// What the script finds, and what the first result shows of its page.
fn answers(search: &Search, language: &str, queries: &[String]) -> Vec<Value> {
    let folder = tempfile::tempdir().unwrap();
    for (address, made) in &search.files {
        let file = folder.path().join(address.output_path());
        fs::create_dir_all(file.parent().unwrap()).unwrap();
        fs::write(file, made.bytes()).unwrap();
    }
    let (_, script) = builtin::THEME.iter().find(|(name, _)| *name == "search.js").unwrap();
    fs::write(folder.path().join("search.js"), script).unwrap();
    fs::write(folder.path().join("queries.json"), serde_json::to_vec(queries).unwrap()).unwrap();
    let output = Command::new("node")
        .arg(support::root().join("tests/tools/search.mjs"))
        .arg(folder.path().join("search.js"))
        .arg(folder.path().join(encode::address(language).output_path()))
        .arg(folder.path().join("queries.json"))
        .output()
        .expect("Node.js is needed: the README's test command installs it");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    serde_json::from_slice(&output.stdout).unwrap()
}

#[track_caller]
fn check_alike(search: &Search, number: usize, language: &str, queries: &[String]) {
    let index = &search.languages[number];
    let mut found = 0;
    for (query, answer) in queries.iter().zip(answers(search, language, queries)) {
        let answer = json!([answer[0], answer[1]]);
        let expected = ranked(index, query);
        found += usize::from(expected != json!([[], []]));
        assert_eq!(answer, expected, "the script and the program differ on `{query}`");
    }
    assert!(found * 2 > queries.len(), "only {found} of {} queries find anything", queries.len());
}

/// A sequence of numbers that is the same in every run.
struct Sequence(u64);

impl Sequence {
    fn below(&mut self, end: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % end
    }
}

/// Queries as people type them: words of the site, whole, begun and mistyped, with words that say nothing between.
fn typed(index: &Index, count: usize) -> Vec<String> {
    let mut sequence = Sequence(7);
    let filler = ["my", "the", "can't", "how", "zzz", "Ä", "–", "小腿", "ﬁn"];
    let mut query = || {
        let mut words = Vec::new();
        for _ in 0..1 + sequence.below(4) {
            if sequence.below(5) == 0 {
                words.push(filler[sequence.below(filler.len())].to_owned());
                continue;
            }
            let group = &index.groups[sequence.below(index.groups.len().max(1)) % index.groups.len().max(1)];
            let word = match sequence.below(6) {
                0 => group[sequence.below(group.len())].clone(),
                1 => index.signs[sequence.below(index.signs.len())].text.clone(),
                _ => index.terms[sequence.below(index.terms.len())].word.to_string(),
            };
            let mut letters: Vec<char> = word.chars().take(24).collect();
            let place = sequence.below(letters.len());
            match sequence.below(6) {
                0 => letters.truncate(place + 1),
                1 => drop(letters.remove(place)),
                2 => letters.insert(place, 'e'),
                3 if place > 0 => letters.swap(place, place - 1),
                _ => {}
            }
            words.push(letters.into_iter().collect());
        }
        words.join(" ")
    };
    (0..count).map(|_| query()).collect()
}

#[test]
fn the_script_ranks_as_the_build_does() {
    let snapshot = disk::load(&support::root()).unwrap().value;
    let search = search(&snapshot);
    let mut queries: Vec<String> =
        ["", "   ", "calf", "tennis leg", "swolen calf", "can't stand on toes", "call 999"].map(str::to_owned).to_vec();
    queries.extend(typed(&search.languages[0], 400));
    check_alike(&search, 0, "en-GB", &queries);
}

/// A site in English and in Welsh, with names in other scripts.
fn bilingual() -> Snapshot {
    Snapshot::from_texts([
        (
            "content/site.yaml",
            "name: C\nlanguage: en-GB\nlanguages: [en-GB, cy]\nnumbers: {emergency_number: \"999\"}\n\
             synonyms: [[sore leg, calf pain]]\n",
        ),
        (
            "content/calf.md",
            "---\ntitle: Calf pain\naliases: [小腿痛, Wadenschmerz, ألَم الساق]\n---\n\nThe calf hurts.\n",
        ),
        (
            "content/heel.md",
            "---\ntitle: Heel pain\naliases: [Fersenschmerzen, fin]\n---\n\nThe heel hurts in the morning.\n",
        ),
        (
            "content/help.md",
            "---\ntitle: Help\n---\n\n> [!EMERGENCY] Call {{emergency_number}} now if:\n> - your foot is numb\n",
        ),
        (
            "content/cy/croth.md",
            "---\ntitle: Poen croth y goes\naliases: [coes boenus]\n---\n\nMae’r goes yn boenus.\n",
        ),
        ("content/cy/sawdl.md", "---\ntitle: Poen yn y sawdl\naliases: [sawdl dost]\n---\n\nMae’r sawdl yn brifo.\n"),
        (
            "content/cy/cymorth.md",
            "---\ntitle: Cymorth\n---\n\n> [!EMERGENCY] Ffoniwch {{emergency_number}}:\n> - mae eich troed yn oer\n",
        ),
    ])
}

#[test]
fn each_language_has_an_index_of_its_own() {
    let search = search(&bilingual());
    assert_eq!(search.languages.len(), 2);
    let pages = |number: usize, query: &str| search.languages[number].find(query).pages.len();
    assert_eq!((pages(0, "calf"), pages(1, "calf")), (1, 0));
    assert_eq!((pages(0, "sawdl"), pages(1, "sawdl")), (0, 1));
    for (number, language) in ["en-GB", "cy"].into_iter().enumerate() {
        let queries = typed(&search.languages[number], 150);
        check_alike(&search, number, language, &queries);
    }
}

#[test]
fn any_script_is_searched() {
    let search = search(&bilingual());
    let first = |query: &str| search.languages[0].find(query).pages.first().map(|(page, _)| *page);
    for query in ["小腿", "腿痛", "wadenschmerz", "Wadenschm", "الم", "ألم الساق"] {
        assert_eq!(first(query), Some(0), "{query}");
    }
}

#[test]
fn the_index_is_the_same_in_every_build() {
    let snapshot = bilingual();
    assert_eq!(search(&snapshot).files, search(&snapshot).files);
}

#[test]
fn a_sign_of_an_emergency_comes_first_and_alone() {
    let search = search(&bilingual());
    let care = |query: &str| search.languages[0].find(query).care.len();
    assert_eq!(care("numb foot"), 1);
    assert_eq!(care("nubm foot"), 1, "mistyped");
    assert_eq!(care("my foot has gone numb and cold"), 1, "with other words");
    assert_eq!(care("heel pain"), 0);
    assert_eq!(care("zqxw"), 0);
}

#[test]
fn words_that_mean_the_same_find_the_same_page() {
    let search = search(&bilingual());
    let first = |query: &str| search.languages[0].find(query).pages.first().map(|(page, _)| *page);
    assert_eq!(first("sore leg"), first("calf pain"));
    assert_eq!(first("sore leg"), Some(0));
    assert_eq!(first(""), None);
}

/// The title of the page that a query of the shipped site finds first.
#[track_caller]
fn check_first(search: &Search, query: &str, title: &str) {
    let Some((page, _)) = search.languages[0].find(query).pages.first().copied() else { panic!("{query}: nothing") };
    let texts: String = search.files.values().map(|file| String::from_utf8_lossy(&file.bytes()).into_owned()).collect();
    assert!(texts.contains(title), "{title}: no such page");
    let expected = search.languages[0].find(title).pages.first().map(|(page, _)| *page);
    assert_eq!(Some(page), expected, "{query}: not first is {title}");
}

/// A form of a query with more words, or rarer ones, is not more of an answer: what was put in for a part of the query
/// would lead past the page that has all of it in its name, and a word of the glossary past the page about it.
#[test]
fn forms_of_a_query_of_different_lengths_are_compared_fairly() {
    let search = search(&disk::load(&support::root()).unwrap().value);
    check_first(&search, "gastrocnemus strain", "Gastrocnemius strain");
    check_first(&search, "DVT", "Blood clot in the leg");
    check_first(&search, "deep vein thrombosis", "Blood clot in the leg");
}

/// A page that only a part of the query names is shown where no sign fits, and never takes a sign's place.
#[test]
fn a_page_that_a_part_of_the_query_means_comes_first_and_hides_no_sign() {
    let search = search(&disk::load(&support::root()).unwrap().value);
    let index = &search.languages[0];
    let care = |query: &str| index.find(query).care;
    let clot = care("blood clot");
    assert_eq!(clot.len(), 1, "{clot:?}");
    for query in ["clot after a long walk", "could it be dvt from the gym", "deep vein thrombosis socks"] {
        assert_eq!(care(query), clot, "{query}");
    }
    for query in ["blood clot and coughing up blood", "clot chest pain", "dvt and short of breath"] {
        assert_eq!(care(query).first().map(|hit| (hit.level as usize, hit.sign.is_some())), Some((0, true)), "{query}");
    }
    let queries = ["clot after a long walk", "clot chest pain", "could it be dvt from the gym", "dvt short of breath"];
    check_alike(&search, 0, "en-GB", &queries.map(str::to_owned));
}

/// The name of an injury, or any other words that are rarer than those of a sign, do not hide the sign.
#[test]
fn a_sign_is_found_beside_whatever_else_is_typed() {
    let search = search(&disk::load(&support::root()).unwrap().value);
    let levels = |query: &str| search.languages[0].find(query).care.iter().map(|hit| hit.level as usize).min();
    let emergency = ["soleus strain and numb foot", "night cramp, cold blue foot", "haematoma and I fainted"];
    for query in emergency {
        assert_eq!(levels(query), Some(0), "{query}");
    }
    // A phrase that `synonyms` name: "take 4 steps" holds no word that tells of a sign by itself.
    assert_eq!(levels("gastrocnemius strain, cannot put weight on it"), Some(1));
    for query in ["heel raise", "heel raise pain after 2 weeks", "how far can I run", "calf cramp", "what to expect"] {
        assert_eq!(levels(query), None, "{query}");
    }
    let queries: Vec<String> = emergency.map(str::to_owned).into();
    check_alike(&search, 0, "en-GB", &queries);
}

/// A site of one page about an injury, and others that no query of these tests finds.
fn site_of(body: &str) -> Snapshot {
    let page = format!("---\ntitle: Injury\n---\n{body}");
    Snapshot::from_texts([
        ("content/site.yaml", "name: C\nlanguage: en-GB\nnumbers: {emergency_number: \"999\", urgent_line: \"111\"}\n"),
        ("content/a.md", page.as_str()),
        ("content/other.md", "---\ntitle: Other\n---\nNothing.\n"),
        (
            "content/raise.md",
            "---\nkind: exercise\ntitle: Raise\nsteps: [Rise slowly]\nmistakes: [Bounce at the top, Bend the knee]\n---\nIt is an exercise.\n",
        ),
        (
            "content/plan.md",
            "---\nkind: programme\ntitle: Plan\nstop_rules: {emergency: [you faint], urgent: [Call 111 if it goes numb], session: [it stabs]}\n\
             phases:\n  - {id: calm, title: Calm, ends: true, do: [walk], do_not: [do not sprint], move_on: [you can tiptoe], stop: [it throbs]}\n---\nText.\n",
        ),
    ])
}

/// The texts of the sections of a page, as the script reads them.
fn texts(search: &Search, title: &str) -> Vec<String> {
    let parts = search.files.iter().filter(|(address, _)| address.as_str().contains("/t"));
    let json = |bytes: &[u8]| {
        let text = String::from_utf8(bytes.to_vec()).unwrap();
        let (_, json) = text.trim_end().trim_end_matches(')').split_once(',').unwrap();
        serde_json::from_str::<Vec<Value>>(json).unwrap()
    };
    let pages: Vec<Value> = parts.flat_map(|(_, file)| json(&file.bytes())).collect();
    let page = pages.iter().find(|page| page[1] == title).unwrap_or_else(|| panic!("no {title}"));
    page[5].as_array().unwrap().iter().map(|section| section[2].as_str().unwrap().to_owned()).collect()
}

#[test]
fn a_text_of_the_index_says_what_leads_in_to_each_line() {
    let body = "Rest first. Do not do these:\n\n- hop\n- at home:\n  - run\n- jump. It tears.\n\nWalk.\n\n\
                > [!DO-NOT]\n> Use heat. Or rub it.\n>\n> - do not drink\n\n\
                > [!DO-NOT] In week 1\n> - do not drive\n\n\
                > [!URGENT] Call {{urgent_line}} today if:\n> - it swells\n> - it is hot\n\nEnd.\n\n\
                ## Not yet\n\n- skip\n\n---\n\n- other\n";
    let expected = [
        "Rest first.\nDo not do these:\n\thop;\n\tat home:\n\t\trun;\n\tjump.\n\tIt tears.\nWalk.\n\
         Do not:\n\tUse heat.\n\tOr rub it.\n\t\tdo not drink.\nDo not: In week 1:\n\tdo not drive.\n\
         Call 111 today if:\n\tit swells;\n\tit is hot.\nEnd.",
        "Not yet:\n\tskip.\nother.",
    ];
    assert_eq!(texts(&search(&site_of(body)), "Injury"), expected);
}

#[test]
fn a_cell_of_a_table_stands_under_the_heads_of_its_row_and_column() {
    let body = "| When | Do not | Why |\n|-|-|-|\n| Week 1 | hop. Or run | it tears |\n| Week 2 | | |\n\n\
                | | Now |\n|-|-|\n| Do not | dance |\n| | sit |\n";
    let expected = "When: Week 1;\n\tDo not:\n\t\thop.\n\t\tOr run;\n\tWhy:\n\t\tit tears.\nWhen: Week 2.\n\
                    Do not;\n\tNow:\n\t\tdance.\nNow:\n\tsit.";
    assert_eq!(texts(&search(&site_of(body)), "Injury"), [expected]);
}

#[test]
fn lists_of_front_matter_stand_under_their_labels() {
    let search = search(&site_of("Text.\n"));
    assert_eq!(
        texts(&search, "Raise"),
        ["It is an exercise.\nRise slowly.\nWatch out for:\n\tBounce at the top;\n\tBend the knee."]
    );
    assert_eq!(
        texts(&search, "Plan"),
        [
            "Text.\nEmergency: Call 999:\n\tyou faint.\nUrgent:\n\tCall 111 if it goes numb.\nEnd this session:\n\tit stabs.",
            "Do:\n\twalk.\nDo not:\n\tdo not sprint.\nYou have finished when all of these are true:\n\tyou can tiptoe.\n\
             End this session:\n\tit throbs."
        ]
    );
}

/// What the first result for `query` shows.
#[track_caller]
fn check_snippet(body: &str, query: &str, expected: &str) {
    let answers = answers(&search(&site_of(body)), "en-GB", &[query.to_owned()]);
    assert_eq!(answers[0][2], expected, "`{query}` in {body}");
}

#[test]
fn a_snippet_begins_at_a_sentence_with_what_leads_in_to_it() {
    let filler = "These are many plain words that stand here to fill the text. ".repeat(6);
    check_snippet(
        &format!(
            "{filler}Do not ever in the first few days after such an injury let anybody rub the zebra hard.\n\n{filler}\n"
        ),
        "zebra",
        "… Do not ever in the first few days after such an injury let anybody rub the zebra hard. \
         These are many plain words that stand here to fill the text. These are many …",
    );
    let signs = "> - a sign that takes many words to say and stands here in the list\n".repeat(6);
    check_snippet(
        &format!(
            "{filler}\n\n> [!EMERGENCY] Stop and call {{{{emergency_number}}}} if:\n{signs}> - it looks like a zebra\n\n{filler}\n"
        ),
        "zebra",
        "… Stop and call 999 if: … it looks like a zebra. These are many plain words that stand here to fill the text. \
         These are many plain words that stand here to fill …",
    );
    check_snippet(
        &format!("{filler}\n\n> [!DO-NOT]\n> {filler}\n>\n> Pet a zebra.\n\n{filler}\n"),
        "zebra",
        "… Do not: … Pet a zebra. These are many plain words that stand here to fill the text. \
         These are many plain words that stand here to fill the text. These are many …",
    );
    let long = "word ".repeat(60);
    check_snippet(
        &format!("{filler}\n\nDo not {long}zebra {long}\n"),
        "zebra",
        &format!("… Do not {long}zebra word word word …"),
    );
    check_snippet(
        "Rest.\n",
        "knee",
        "It is an exercise. Rise slowly. Watch out for: Bounce at the top; Bend the knee.",
    );
}

#[test]
fn a_sign_carries_what_leads_in_to_its_list() {
    let body = "> [!URGENT] Call {{urgent_line}} today if:\n> - it swells\n> - it is hot, with:\n>   - shivers\n>   - sweat\n>\n\
                > Also after a flight of:\n>\n> - 4 hours\n>\n> Do not wait.\n>\n> - it is red\n";
    let search = search(&site_of(body));
    let signs: Vec<&str> = search.languages[0].signs.iter().map(|sign| sign.text.as_str()).collect();
    assert_eq!(
        signs,
        [
            "it swells",
            "it is hot, with: shivers",
            "it is hot, with: sweat",
            "Also after a flight of: 4 hours",
            "it is red"
        ]
    );
}

/// The signs of a page, each after its card's heading.
fn signs(body: &str) -> Vec<String> {
    let search = search(&site_of(body));
    search.languages[0].signs.iter().map(|sign| format!("{} {}", sign.heading, sign.text)).collect()
}

#[test]
fn a_sign_says_what_a_reader_of_the_page_sees() {
    let card = |text: &str| format!("> [!URGENT] Call ~~{{{{emergency_number}}}}~~ {{{{urgent_line}}}} if:\n{text}");
    assert_eq!(signs(&card("> - a cramp for ~~30~~ 10 minutes\n")), ["Call 111 if: a cramp for 10 minutes"]);
    assert_eq!(
        signs(&card("> - chest pain<br>faint\n> - <p>numb</p>\n")),
        ["Call 111 if: chest pain faint", "Call 111 if: numb"]
    );
    let links = "> - signs of [[a]] or [[plan|it]] or [[#here]]\n\n## Here\n";
    assert_eq!(signs(&card(links)), ["Call 111 if: signs of Injury or it or here"]);
    let after = "> - knee trouble\n>   - on a hill\n>   - on steps\n>\n>   with blue lips\n";
    assert_eq!(
        signs(&card(after)),
        ["Call 111 if: knee trouble: on a hill; with blue lips", "Call 111 if: knee trouble: on steps; with blue lips"]
    );
    let two = "> - pain\n>   - at night\n>\n>   or with:\n>\n>   1. fever\n";
    assert_eq!(signs(&card(two)), ["Call 111 if: pain: at night", "Call 111 if: pain: or with: fever"]);
}

#[test]
fn a_list_that_a_card_transcludes_holds_its_signs() {
    let body = "> [!URGENT] Call {{urgent_line}} if:\n>\n> You have:\n>\n> ![[#signs]]\n\n## Signs\n\n- chest pain\n\n\
                > [!CLINIC] Book if:\n> - it is stiff\n";
    assert_eq!(signs(body), ["Call 111 if: You have: chest pain"]);
}

#[test]
fn the_words_of_raw_html_are_found() {
    check_snippet("> [!NOTE] A\n> <p>Never run on a swollen zebra.</p>\n", "zebra", "A: Never run on a swollen zebra.");
    check_snippet("<details>\n<summary>More</summary>\nNot a zebra.\n</details>\n", "zebra", "More Not a zebra.");
    check_snippet("One zebra<br>faint <!-- lion --> ~~two~~ x.\n", "zebra", "One zebra faint x.");
}

#[test]
fn a_phrase_stands_for_what_was_typed_only_as_a_whole() {
    let page = |title: &str, front: &str, body: &str| format!("---\ntitle: {title}\n{front}---\n\n{body}\n");
    let pages = [
        page("Back to sport", "", "Wait until pain in the leg is gone."),
        page("Calf strain", "aliases: [pulled calf, pain at the back of the leg]\n", "The muscle tears."),
        page("Hamstring", "summary: A pulled muscle above the calf.\n", "## Pulled muscles\n\nNot a pulled calf."),
        page("Soleus strain", "summary: A strain low in the calf.\n", "A deep muscle."),
        page("Stretch", "", "Keep breathing."),
        page("Help", "", "> [!EMERGENCY] Call {{emergency_number}} now if:\n> - you are breathless\n"),
    ];
    let names = ["a.md", "b.md", "c.md", "d.md", "e.md", "f.md"];
    let settings =
        "name: C\nlanguage: en-GB\nnumbers: {emergency_number: \"999\"}\nsynonyms: [[breathless, can't breathe]]\n";
    let paths = names.map(|name| format!("content/{name}"));
    let files = paths.iter().map(String::as_str).zip(pages.iter().map(String::as_str));
    let search = search(&Snapshot::from_texts(files.chain([("content/site.yaml", settings)])));
    let index = &search.languages[0];
    let found = |query: &str| index.find(query).pages.into_iter().map(|(page, _)| page).collect::<Vec<_>>();
    assert_eq!(found("pulled calf")[0], 1, "its name");
    let place = |page: usize| found("pulled calf").iter().position(|found| *found == page);
    assert!(
        place(2).unwrap() < place(0).unwrap_or(usize::MAX),
        "\"back\" is part of a phrase alone: {:?}",
        found("pulled calf")
    );
    assert_eq!(found("calf strain")[0], 1);
    assert_eq!(found("pain at the back of the leg")[0], 1);
    // "Can't breathe" without its "can't" means another thing: no page is found by it, and the sign still is.
    assert!(!found("breathless").contains(&4));
    assert_eq!(index.find("can't breathe").care.len(), 1);
    let queries =
        ["pulled calf", "calf strain", "pain at the back of the leg", "breathless", "can't breathe", "torn calf"];
    check_alike(&search, 0, "en-GB", &queries.map(str::to_owned));
}

//! Random edits of a small site that holds every kind of page: after each, the preview's session equals a clean build
//! of the same files, in every address, every byte and every problem.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::string_slice,
    reason = "a test may stop"
)]

use std::cell::Cell;
use std::collections::{BTreeMap, BTreeSet};

use proptest::prelude::*;
use proptest::test_runner::{Config, TestRng, TestRunner};
use soleus::base::address::{Address, LinkForm};
use soleus::base::date::Date;
use soleus::base::giving_way::GivingWay;
use soleus::base::path::SitePath;
use soleus::diag::report::Located;
use soleus::load::{File, Snapshot};
use soleus::preview::session::{Change, Scope, Session};
use soleus::preview::verify;
use soleus::resolve::index::{Options, Prints};
use soleus::search::Search;

/// A site with every kind, whose pages name, show, cite and use each other.
const SITE: &[(&str, &str)] = &[
    (
        "content/site.yaml",
        "name: Test\nlanguage: en-GB\nlanguages: [en-GB, fr]\nbase_url: https://test.example\nnumbers: { emergency_number: \"999\", urgent_line: \"111\" }\npain_rule: { ok: 3, caution: 5 }\nmenu: [a, b]\n",
    ),
    ("content/index.md", "---\ntitle: Home\n---\nRead [[Alpha]] and [[beta|the other]].\n\n## Here\n\nText.\n"),
    ("content/a/index.md", "---\ntitle: Section A\n---\nAll of A.\n"),
    (
        "content/a/alpha.md",
        "---\ntitle: Alpha\naliases: [First]\norder: 1\n---\nSee [[Beta#Signs]] and [x](beta.md). A torn sinew hurts [@smith].\n\n## Signs\n\nText of signs with [[gamma]].\n",
    ),
    (
        "content/a/beta.md",
        "---\ntitle: Beta\norder: 2\n---\n![[alpha#Signs]]\n\n## Signs\n\nThe sinew, [[First]], {{emergency_number}}.\n\n![pic](pic.svg)\n",
    ),
    ("content/a/pic.svg", "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 1 1\"></svg>"),
    (
        "content/b/gamma.md",
        "---\ntitle: Gamma\nredirect_from: [/old/]\n---\n![[beta]]\n\nSee [[/a/alpha]] and [r](/a/beta/) and [[rehab#wake]].\n",
    ),
    ("content/b/delta.md", "---\ntitle: Delta\ndraft: true\n---\nDraft about [[Alpha]].\n"),
    (
        "content/t/sinew.md",
        "---\nkind: term\ntitle: Sinew\nplural: Sinews\nalso: [tendon]\ninstead_of: [gristle]\n---\nIt joins muscle to bone.\n",
    ),
    ("content/t/torn.md", "---\nkind: term\ntitle: Torn\n---\nNot whole. See [[Sinew]].\n"),
    (
        "content/references/smith.md",
        "---\nkind: reference\ntitle: On sinews\ntype: article-journal\nauthor: [{family: Smith, given: A.}]\nissued: 2020\nchecked: {on: 2026-01-01, where: PubMed}\n---\nIt found that.\n",
    ),
    (
        "content/references/jones.md",
        "---\nkind: reference\ntitle: On loads\ntype: article-journal\nauthor: [{family: Jones, given: B.}]\nissued: 2021\nchecked: {on: 2026-01-01, where: PubMed}\n---\nIt found this.\n",
    ),
    (
        "content/x/raise.md",
        "---\nkind: exercise\ntitle: Heel raise\npurpose: To load.\nposition: Stand.\nsteps: [Rise., Lower.]\nharder: hop\n---\nMore [@jones].\n",
    ),
    (
        "content/x/hop.md",
        "---\nkind: exercise\ntitle: Hop\nposition: Stand.\nsteps: [Hop.]\neasier: Heel raise\n---\nLess.\n",
    ),
    (
        "content/r/rehab.md",
        "---\nkind: programme\ntitle: Rehab\nfor: sprain\nstop_rules: {emergency: [\"Call {{emergency_number}} for chest pain.\"], urgent: [\"Call {{urgent_line}} for a hot calf.\"]}\nphases:\n  - id: wake\n    title: Wake up\n    earliest_day: 0\n    usual: [0, 7]\n    goal: Move.\n    exercises: [{use: Heel raise, dose: {sets: 2, reps: 10-12}, cite: [smith]}]\n    move_on: [You can walk.]\n  - id: load\n    title: Load\n    earliest_day: 7\n    goal: Load.\n    exercises: [{use: hop, dose: {sets: 3, reps: 8}, cite: [own]}]\n    ends: true\n---\nFor the [[sprain]].\n",
    ),
    (
        "content/c/sprain.md",
        "---\nkind: condition\ntitle: Sprain\nstructures: [muscle]\nonset: sudden\nprogramme: rehab\nflow: which\n---\n> [!EMERGENCY] Call {{emergency_number}} if:\n> - you cannot breathe\n\nText [@smith, p. 2; @jones].\n\n![[Heel raise]]\n\n![[rehab]]\n",
    ),
    (
        "content/c/muscle.md",
        "---\nkind: anatomy\ntitle: Muscle\nstructure: muscle\nfigure: {src: ../a/pic.svg, alt: A muscle., labels: [{text: Sinew, at: [10 %, 20 %], link: sinew}]}\n---\nIt pulls the [[Sinew]].\n",
    ),
    (
        "content/f/which.md",
        "---\nkind: decision\ntitle: Which page\nstart: breath\nsafety_net: If it gets worse, answer again.\nsteps:\n  - id: breath\n    ask: Are you breathless?\n    check: emergency\n    cite: [smith]\n    answers: [{label: \"Yes or not sure\", goto: call}, {label: \"No\", goto: read}]\noutcomes:\n  - {id: call, urgency: emergency, title: \"Call {{emergency_number}}\"}\n  - {id: read, urgency: self-care, title: Read on, page: sprain, sheet: rehab#wake}\nscenarios:\n  - {name: One, answers: {breath: \"Yes or not sure\"}, expect: call}\n  - {name: Two, answers: {breath: \"No\"}, expect: read}\n---\nAbout it.\n",
    ),
    ("content/fr/alpha.md", "---\ntitle: Premier\ntranslation_of: a/alpha\n---\nVoir [[beta]].\n"),
];

/// Titles, aliases and words: few, so that pages meet in them.
const NAMES: [&str; 9] =
    ["Alpha", "Beta", "First", "Sinew", "Torn sinew", "Zeta", "Heel raise", "Élan vital", "gristle"];

/// Bodies' pieces, each a paragraph.
const PIECES: [&str; 22] = [
    "Plain words.",
    "The torn sinew hurts; sinews and a tendon do too.",
    "See [[Alpha]] for more.",
    "See [[First|that]], [[Zeta]] and [[nowhere]].",
    "See [[beta#Signs]] and [[#Here]].",
    "See [y](../a/alpha.md#signs) and [z](/b/gamma/).",
    "![[alpha#Signs]]",
    "![[gamma]]",
    "![[Heel raise]]",
    "![[which]]",
    "![[rehab]]",
    "Cited [@smith; @jones, p. 3] and [@nobody].",
    "## Signs",
    "## Here",
    "## Élan vital",
    "> [!NOTE] Alpha\n> A card with [[rehab#load]].",
    "![p](../a/pic.svg) and {{emergency_number}} and {{nothing}}.",
    "It is gristle, an Élan vital.[^1]\n\n[^1]: A note on [[Alpha]].",
    "[[which#breath]] asks.",
    "> [!EMERGENCY] Call {{emergency_number}}\n> - a list",
    "<b>raw</b> text",
    "See [[a/alpha]] and [[Élan vital]].",
];

/// Keys that make or take away files, parts of pages and links, with values to choose from; an empty one takes the key
/// out.
const KEYS: [(&str, &str, &[&str]); 9] = [
    ("content/x/raise.md", "pose", &["", "{body: standing, side: right, gait: walk, muscle: calf}"]),
    ("content/x/hop.md", "pose", &["", "{body: standing, side: right, gait: walk, muscle: calf}", "{body: odd}"]),
    ("content/x/hop.md", "easier", &["", "Heel raise", "sprain"]),
    ("content/c/sprain.md", "programme", &["", "rehab", "nowhere"]),
    ("content/c/sprain.md", "structures", &["", "[sinew]", "[alpha, beta]"]),
    ("content/r/rehab.md", "for", &["", "sprain", "alpha"]),
    ("content/b/gamma.md", "image", &["", "../a/pic.svg", "none.png"]),
    ("content/fr/alpha.md", "translation_of", &["", "a/alpha", "a/beta"]),
    ("content/references/jones.md", "retracted", &["", "true"]),
];

/// One edit: what, to which file, with which of the choices.
#[derive(Clone, Debug)]
struct Edit {
    what: u8,
    file: prop::sample::Index,
    choice: prop::sample::Index,
    other: prop::sample::Index,
}

fn edit() -> impl Strategy<Value = Edit> {
    let index = any::<prop::sample::Index>;
    (0_u8..32, index(), index(), index()).prop_map(|(what, file, choice, other)| Edit { what, file, choice, other })
}

/// The files of a site while it is edited.
#[derive(Clone)]
struct Files(BTreeMap<String, String>);

impl Files {
    fn new() -> Self {
        Self(SITE.iter().map(|(path, text)| ((*path).to_owned(), (*text).to_owned())).collect())
    }

    fn pages(&self, folder: &str) -> Vec<String> {
        self.0.keys().filter(|path| path.ends_with(".md") && path.starts_with(folder)).cloned().collect()
    }

    /// Puts a line into a page's front matter in place of one with the same key; an empty line takes it out.
    fn front(&mut self, path: &str, key: &str, value: Option<String>) {
        let Some(text) = self.0.get_mut(path) else { return };
        let Some(rest) = text.strip_prefix("---\n") else { return };
        let Some((front, body)) = rest.split_once("---\n") else { return };
        let mut lines: Vec<String> =
            front.lines().filter(|line| !line.starts_with(&format!("{key}:"))).map(str::to_owned).collect();
        lines.extend(value.map(|value| format!("{key}: {value}")));
        *text = format!("---\n{}\n---\n{body}", lines.join("\n"));
    }

    fn replace(&mut self, path: &str, from: &str, to: &str) {
        if let Some(text) = self.0.get_mut(path) {
            *text = text.replacen(from, to, 1);
        }
    }

    /// Makes the edit and gives the paths it touched.
    fn make(&mut self, edit: &Edit) -> BTreeSet<String> {
        let before = self.0.clone();
        let pages = self.pages("content/");
        let path = if pages.is_empty() { "content/new.md".to_owned() } else { edit.file.get(&pages).clone() };
        let name = edit.choice.get(&NAMES);
        let piece = edit.choice.get(&PIECES);
        match edit.what {
            0..=2 => self.front(&path, "title", Some((*name).to_owned())),
            3 => self.front(&path, "aliases", Some(format!("[{name}, {}]", edit.other.get(&NAMES)))),
            4 => self.front(&path, "aliases", None),
            5..=7 => self.0.get_mut(&path).map_or((), |text| text.push_str(&format!("\n{piece}\n"))),
            8 => {
                // The last paragraph goes.
                let text = self.0.get_mut(&path).unwrap();
                if let Some((head, _)) = text.trim_end().rsplit_once("\n\n") {
                    *text = format!("{head}\n");
                }
            }
            9 => self.replace(&path, "## Signs", "## Other signs"),
            10 => self.replace(&path, "## Other signs", "## Signs"),
            11 => self.front("content/t/sinew.md", "plural", Some((*name).to_owned())),
            12 => self.front("content/t/torn.md", "also", Some(format!("[{name}, hurts]"))),
            13 => self.replace("content/r/rehab.md", "sets: 2", "sets: 4"),
            14 => {
                let id: &&str = edit.choice.get(&["id: later", "id: load"]);
                self.replace("content/r/rehab.md", "id: load", id);
            }
            15 => self.front("content/references/smith.md", "title", Some(format!("{name} again"))),
            16 => {
                // A page moves.
                let text = self.0.remove(&path).unwrap();
                let to = edit.choice.get(&[
                    "content/b/moved.md",
                    "content/a/Alpha.md",
                    "content/n/new.md",
                    "content/a/aa.md",
                ]);
                self.0.insert((*to).to_owned(), text);
            }
            17 => drop(self.0.remove(&path)),
            18 => {
                let to = edit.choice.get(&[
                    "content/b/zeta.md",
                    "content/t/zeta.md",
                    "content/a/alpha/deep.md",
                    "content/fr/beta.md",
                ]);
                let kind = edit.other.get(&["article", "term", "reference", "exercise"]);
                self.0.insert((*to).to_owned(), format!("---\nkind: {kind}\ntitle: {name}\n---\n{piece}\n"));
            }
            19 => {
                let text = format!(
                    "{{% extends \"page.html\" %}}{{# {name} #}}{}",
                    edit.other.get(&["", "{% block nothing %}x{% endblock %}", "{{ wrong_name }}"])
                );
                self.0.insert("templates/article.html".to_owned(), text);
            }
            20 => drop(self.0.insert("theme/extra.css".to_owned(), format!("/* {name} */"))),
            21 => drop(self.0.insert("theme/words/en.yaml".to_owned(), format!("page: {{ home: {name} }}\n"))),
            22 | 26 | 27 => self.front_of_settings(edit, name),
            23 => {
                let text = format!(
                    "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 2 2\"><title>{name}</title></svg>"
                );
                let to = edit.other.get(&[
                    "content/a/pic.svg",
                    "content/a/pic.svg",
                    "content/b/new.svg",
                    "theme/icons/brand.svg",
                ]);
                self.0.insert((*to).to_owned(), text);
            }
            24 => drop(self.0.remove(*edit.choice.get(&[
                "content/a/pic.svg",
                "templates/article.html",
                "theme/extra.css",
                "theme/words/en.yaml",
            ]))),
            28 | 29 => {
                let (path, key, values) = *edit.choice.get(&KEYS);
                let value = *edit.other.get(values);
                self.front(path, key, (!value.is_empty()).then(|| value.to_owned()));
            }
            30 => {
                let words: &&str = edit.other.get(&["Voir.", "Voir [@smith].", "Voir [@jones] et [[beta]]."]);
                let page = format!("---\ntitle: Premier\ntranslation_of: a/alpha\n---\n{words}\n");
                self.0.insert("content/fr/alpha.md".to_owned(), page);
            }
            _ => {
                let key: &&str = edit.choice.get(&["draft", "order", "redirect_from", "summary", "wrong"]);
                let value: &&str = edit.other.get(&["true", "3", "[/was/]", "Words [[x", "1"]);
                self.front(&path, key, Some((*value).to_owned()));
            }
        }
        let all: BTreeSet<&String> = before.keys().chain(self.0.keys()).collect();
        all.into_iter().filter(|path| before.get(*path) != self.0.get(*path)).cloned().collect()
    }

    fn front_of_settings(&mut self, edit: &Edit, name: &str) {
        let line = match edit.other.index(5) {
            0 => format!("name: {name}"),
            1 => "numbers: { emergency_number: \"112\", urgent_line: \"111\" }".to_owned(),
            2 => "menu: [b, c, a]".to_owned(),
            3 => "languages: [en-GB]".to_owned(),
            _ => "review: { policy: required }".to_owned(),
        };
        let key = line.split(':').next().unwrap().to_owned();
        let Some(text) = self.0.get_mut("content/site.yaml") else { return };
        let kept: Vec<&str> = text.lines().filter(|other| !other.starts_with(&format!("{key}:"))).collect();
        *text = format!("{}\n{line}\n", kept.join("\n"));
    }

    fn snapshot(&self) -> Snapshot {
        Snapshot::from_texts(self.0.iter().map(|(path, text)| (path.as_str(), text.as_str())))
    }

    fn changes(&self, touched: &BTreeSet<String>) -> Vec<Change> {
        let file = |path: &String| self.0.get(path).map(|text| File::new(text.as_bytes()));
        touched.iter().map(|path| (SitePath::new(path).unwrap(), file(path))).collect()
    }
}

fn session(files: &Files, drafts: bool) -> Session {
    let options = Options {
        today: Date::parse("2026-11-21").unwrap(),
        drafts,
        base_url: None,
        links: LinkForm::Pretty,
        prints: Prints::LeftOut,
    };
    let mut session = Session::new(files.snapshot(), options, Vec::new());
    session.check_all();
    session
}

/// Every page's bytes, by address; of a drawn flow only its own page.
fn all(session: &Session) -> BTreeMap<Address, Vec<u8>> {
    let live = session.live();
    let make = |address: &Address| Some(live.routes.make(&live.site, &live.templates, address)?.ok()?.bytes.to_vec());
    let drawn = |address: &&Address| !address.as_str().contains("/print/") && !address.as_str().ends_with("flow.svg");
    live.routes.addresses().filter(drawn).filter_map(|address| Some((address.clone(), make(address)?))).collect()
}

#[test]
fn random_edits_give_what_a_clean_build_gives() {
    let edits = Cell::new(0_u32);
    let far = Cell::new(0_u32);
    let scopes: [Cell<u32>; 4] = Default::default();
    let config = Config { cases: 40, failure_persistence: None, ..Config::default() };
    let mut runner =
        TestRunner::new_with_rng(config, TestRng::deterministic_rng(prop::test_runner::RngAlgorithm::ChaCha));
    let result = runner.run(
        &(prop::collection::vec(edit(), 1..10), any::<bool>(), prop::bool::weighted(0.15)),
        |(list, drafts, flow)| {
            let mut files = Files::new();
            if !flow {
                // Drawing a flow takes longer than all else.
                files.0.remove("content/f/which.md");
                files.front("content/c/sprain.md", "flow", None);
            }
            let mut session = session(&files, drafts);
            let mut before = all(&session);
            for edit in list {
                let touched = files.make(&edit);
                let turn = session.turn(files.changes(&touched));
                if turn.files == 0 {
                    continue;
                }
                session.check_all();
                if let Some(verified) = verify::compare(&session) {
                    prop_assert!(
                        verified.differences.is_empty(),
                        "{edit:?} of {touched:?}: {:?}",
                        verified.differences
                    );
                }
                let own: Vec<Address> = touched
                    .iter()
                    .filter_map(|path| SitePath::new(path))
                    .map(|path| soleus::parse::address_of(&path))
                    .collect();
                let after = all(&session);
                let others =
                    after.iter().any(|(address, bytes)| !own.contains(address) && before.get(address) != Some(bytes));
                before = after;
                edits.set(edits.get() + 1);
                far.set(far.get() + u32::from(others));
                let scope = &scopes[match turn.scope {
                    Scope::Pages => 0,
                    Scope::Looks => 1,
                    Scope::Places => 2,
                    Scope::Whole | Scope::Nothing => 3,
                }];
                scope.set(scope.get() + 1);
            }
            Ok(())
        },
    );
    if let Err(error) = result {
        panic!("{error}");
    }
    assert!(2 * far.get() >= edits.get(), "only {} of {} edits changed another page too", far.get(), edits.get());
    let scopes = scopes.map(|scope| scope.get());
    assert!(scopes.iter().all(|count| *count >= 10), "too few edits of a kind: {scopes:?}");
}

#[test]
fn words_that_name_nothing_reach_one_page_only() {
    let files = Files::new();
    let mut session = session(&files, false);
    let mut edited = files.clone();
    edited.0.get_mut("content/b/gamma.md").unwrap().push_str("\nMore words.\n");
    let turn = session.turn(edited.changes(&BTreeSet::from(["content/b/gamma.md".to_owned()])));
    assert_eq!((turn.files, turn.scope, turn.edited.unwrap().as_str()), (1, Scope::Pages, "/b/gamma/"));
    // The same bytes again are no turn.
    let again = session.turn(edited.changes(&BTreeSet::from(["content/b/gamma.md".to_owned()])));
    assert_eq!((again.files, again.scope, again.number), (0, Scope::Nothing, turn.number));
}

/// A link that leads nowhere is looked at again where another page's edit may mend it, and not after prose.
#[test]
fn what_mends_a_link_of_another_page_is_seen() {
    let gamma = "content/b/gamma.md";
    let mended = [
        ("b/gamma#later", "---\ntitle: Gamma\n---\nWords.\n\n## Later\n\nMore.\n"),
        (
            "b/gamma#urgent",
            "---\ntitle: Gamma\n---\nWords.\n\n> [!URGENT] Call {{urgent_number}} today if:\n> - it swells\n",
        ),
        ("Last letter", "---\ntitle: Last letter\n---\nWords.\n"),
        ("Final one", "---\ntitle: Gamma\naliases: [Final one]\n---\nWords.\n"),
    ];
    for (link, text) in mended {
        let mut files = Files::new();
        files.0.insert(gamma.to_owned(), "---\ntitle: Gamma\n---\nWords.\n".to_owned());
        files.0.insert("content/b/asks.md".to_owned(), format!("---\ntitle: Asks\n---\nSee [[{link}]].\n"));
        let mut session = session(&files, false);
        let is_told = |session: &Session| {
            let asks = |place: &Located| place.path.as_str() == "content/b/asks.md";
            let entries = &session.report().entries;
            entries.iter().any(|entry| entry.place.as_ref().is_some_and(asks) && entry.code.id.starts_with('L'))
        };
        let mut save = |session: &mut Session, text: &str| {
            files.0.insert(gamma.to_owned(), text.to_owned());
            session.turn(files.changes(&BTreeSet::from([gamma.to_owned()])));
            session.check_all();
            let differences = verify::compare(session).map(|verified| verified.differences).unwrap_or_default();
            assert!(differences.is_empty(), "{link}: {differences:?}");
        };
        assert!(is_told(&session), "{link}");
        save(&mut session, "---\ntitle: Gamma\n---\nOther words.\n");
        assert!(is_told(&session), "{link}: still broken after prose");
        save(&mut session, text);
        assert!(!is_told(&session), "{link}: mended");
        save(&mut session, "---\ntitle: Gamma\n---\nWords.\n");
        assert!(is_told(&session), "{link}: broken again");
    }
}

/// A path from the root may name a page, a section without one, a page that takes the section's address, or nothing.
#[test]
fn links_from_the_root_follow_pages_that_come_and_go() {
    let mut files = Files::new();
    let links = "See [kits](/kits/), [the kit](/kits/one/), [two](/kits/two/) and [more](/kits/two).";
    files.0.insert("content/b/asks.md".to_owned(), format!("---\ntitle: Asks\n---\n{links}\n"));
    let mut session = session(&files, false);
    let page = |title: &str| Some(format!("---\ntitle: {title}\n---\nWords.\n"));
    let steps = [
        ("content/kits/one.md", page("One"), 2),
        ("content/kits/index.md", page("All kits"), 2),
        ("content/kits/two.md", page("Two"), 0),
        ("content/kits/index.md", None, 0),
        ("content/kits/two.md", None, 2),
        ("content/kits/one.md", None, 4),
    ];
    for (number, (path, text, broken)) in steps.into_iter().enumerate() {
        match text {
            Some(text) => drop(files.0.insert(path.to_owned(), text)),
            None => drop(files.0.remove(path)),
        }
        let turn = session.turn(files.changes(&BTreeSet::from([path.to_owned()])));
        assert_eq!(turn.scope, Scope::Places);
        session.check_all();
        let differences = verify::compare(&session).map(|verified| verified.differences).unwrap_or_default();
        assert!(differences.is_empty(), "step {number}, {path}: {differences:?}");
        let entries = session.report().entries;
        let links = entries.iter().filter(|entry| entry.code.id.starts_with('L'));
        assert_eq!(links.count(), broken, "step {number}, {path}");
    }
}

/// A language has a list of sources as soon as one of its pages cites one, and no longer.
#[test]
fn the_list_of_sources_of_a_language_comes_with_its_first_citation() {
    let path = "content/fr/alpha.md";
    let list = Address::parse("/fr/references/").unwrap();
    let mut files = Files::new();
    let mut session = session(&files, false);
    for (words, is_there) in [("Voir.", false), ("Voir [@smith].", true), ("Voir.", false)] {
        let page = format!("---\ntitle: Premier\ntranslation_of: a/alpha\n---\n{words}\n");
        files.0.insert(path.to_owned(), page);
        let turn = session.turn(files.changes(&BTreeSet::from([path.to_owned()])));
        assert_eq!(turn.scope, Scope::Pages);
        session.check_all();
        let differences = verify::compare(&session).map(|verified| verified.differences).unwrap_or_default();
        assert!(differences.is_empty(), "{words}: {differences:?}");
        assert_eq!(session.live().routes.get(&list).is_some(), is_there, "{words}");
    }
}

#[test]
fn a_check_gives_way_to_a_turn() {
    let session = session(&Files::new(), false);
    let giving_way = GivingWay::default();
    let asking = giving_way.ask();
    assert!(Search::unless(&session.live().site, &giving_way).is_none());
    assert!(session.checks(session.check_some(0, usize::MAX), &giving_way).is_none());
    drop(asking);
    assert!(Search::unless(&session.live().site, &giving_way).is_some());
    assert!(session.checks(session.check_some(0, usize::MAX), &giving_way).is_some());
}

#[test]
fn the_last_good_page_stays_while_its_file_has_an_error() {
    let mut files = Files::new();
    let mut session = session(&files, false);
    let address = Address::parse("/b/gamma/").unwrap();
    let text = |session: &Session| String::from_utf8(session.show(&address).unwrap().unwrap().bytes.to_vec()).unwrap();
    let good = text(&session);
    let path = BTreeSet::from(["content/b/gamma.md".to_owned()]);
    for broken in
        ["---\ntitle: [\n---\nBroken front.\n", "---\ntitle: Gamma\n---\nBroken [[link.\n\nSee [[nowhere]].\n"]
    {
        files.0.insert("content/b/gamma.md".to_owned(), broken.to_owned());
        session.turn(files.changes(&path));
        assert_eq!(text(&session), good);
        assert!(session.show(&address).unwrap().unwrap().kept);
    }
    files.0.insert("content/b/gamma.md".to_owned(), "---\ntitle: Gamma\n---\nMended.\n".to_owned());
    session.turn(files.changes(&path));
    assert!(text(&session).contains("Mended."));
    // Settings and templates that are wrong leave everything as it was.
    let mended = text(&session);
    files.0.insert("content/site.yaml".to_owned(), "name: [".to_owned());
    files.0.insert("templates/article.html".to_owned(), "{% if %}".to_owned());
    session.turn(files.changes(&BTreeSet::from(["content/site.yaml".to_owned(), "templates/article.html".to_owned()])));
    assert_eq!(text(&session), mended);
    assert!(session.report().has_errors());
}

#[test]
fn a_template_that_fails_for_a_page_is_listed_once_all_is_checked() {
    let mut files = Files::new();
    let mut session = session(&files, false);
    let path = "templates/article.html";
    let turn = |session: &mut Session, files: &mut Files, text: &str| {
        files.0.insert(path.to_owned(), text.to_owned());
        session.turn(files.changes(&BTreeSet::from([path.to_owned()])));
        session.check_all();
        session.report().entries.into_iter().find(|entry| entry.code.id == "S009")
    };
    let failed = turn(&mut session, &mut files, "<p>\n{{ words.nope.x }}</p>\n").and_then(|entry| entry.place);
    assert_eq!(
        failed.map(|place| (place.path.to_string(), place.at.map(|at| at.line))),
        Some((path.to_owned(), Some(2)))
    );
    let whole = "<p>{{ frame.title }}</p>{% for piece in body %}{{ piece.html | safe }}{% endfor %}\n";
    assert!(turn(&mut session, &mut files, whole).is_none());
}

#[test]
fn a_page_that_left_says_where_it_went() {
    let mut files = Files::new();
    let mut session = session(&files, false);
    let text = files.0.remove("content/b/gamma.md").unwrap();
    files.0.insert("content/c/other.md".to_owned(), text);
    let touched = ["content/b/gamma.md", "content/c/other.md"].map(str::to_owned).into();
    session.turn(files.changes(&touched));
    let address = |text: &str| Address::parse(text).unwrap();
    assert_eq!(session.left(&address("/b/gamma/")), Some(Some(&address("/c/other/"))));
    files.0.remove("content/c/other.md");
    session.turn(files.changes(&["content/c/other.md".to_owned()].into()));
    assert_eq!(session.left(&address("/c/other/")), Some(None));
    assert_eq!(session.left(&address("/a/alpha/")), None);
}

//! `soleus mv`: every form of link follows a page or folder to its new place, and no other byte changes.
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
use std::fs;
use std::path::Path;

use proptest::prelude::*;
use proptest::test_runner::{Config, TestRng, TestRunner};
use soleus::base::address::LinkForm;
use soleus::base::date::Date;
use soleus::base::path::SitePath;
use soleus::load::Snapshot;
use soleus::pipeline::{self, Checked};
use soleus::rename::moves::{Lies, Moves, What};
use soleus::rename::{self, Request};
use soleus::resolve::Target;
use soleus::resolve::index::{Options, Prints};
use support::{end, files, site, soleus};

const SETTINGS: &str = "# our site\r\nname: Test\r\nlanguage: en-GB\r\nlanguages: [en-GB, fr]\r\nbase_url: https://test.example\r\nnumbers: { emergency_number: \"999\", urgent_line: \"111\" }\r\npain_rule: { ok: 3, caution: 5 }\r\nmenu:\r\n  - strains # first\r\n  - exercises\r\nlogo: { src: strains/pic.svg, alt: Logo }\r\nsearch_tests:\r\n  - { query: torn soleus, expect: 'strains/soleus' }\r\n";

/// A site that names pages in every form there is.
const SITE: &[(&str, &str)] = &[
    ("content/site.yaml", SETTINGS),
    (
        "content/index.md",
        "---\ntitle: Home\n---\nBy path [[strains/soleus]], [[/strains/soleus.md|with text]], [[soleus]], [[ strains/soleus#signs ]].\tTab.\n\nBy title [[Soleus strain]] and alias [[deep calf strain|it]].\n\n![[strains/soleus#Signs]]\n\n[rel](strains/soleus.md), [pointed](<./strains/soleus.md#signs> \"a (title)\"), [abs](/strains/soleus/) and [bare](/strains/soleus#signs), [section](/strains/).\n\n| table |\n|---|\n| [[strains/soleus\\|cell]] |\n\n[text][one] and [one] [![pic](strains/pic.svg)](strains/soleus.md)\n\n[one]: strains/soleus.md#signs 'Title'\n\n`[[strains/soleus]]` stays in code. Cited [@smith, p. 2; @jones].\n",
    ),
    (
        "content/strains/soleus.md",
        "---\r\nkind: condition\r\ntitle: Soleus strain\r\naliases: [Deep calf strain]\r\nstructures: [anatomy/muscle]\r\nonset: sudden\r\nflow: \"which\"\r\nprogramme: 'rehab/plan'\r\nimage: pic.svg\r\norder: 2\r\n---\r\n> [!EMERGENCY] Call {{emergency_number}} if:\r\n> - you cannot breathe\r\n\r\nSee [muscle](../anatomy/muscle.md), [[calf]], [other](calf.md#here) and ![pic](pic.svg).\r\n\r\n## Signs\r\n\r\nPain. [Up](#signs) [[#Signs]]\r\n",
    ),
    (
        "content/strains/calf.md",
        "---\ntitle: Calf\nredirect_from:\n  - /old/calf/\n---\n## Here\n\nBack to [[Soleus strain#Signs]].\n",
    ),
    ("content/strains/pic.svg", "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 1 1\"></svg>"),
    (
        "content/anatomy/muscle.md",
        "---\nkind: anatomy\ntitle: Muscle\nstructure: muscle\nfigure: {src: ../strains/pic.svg, alt: A muscle., labels: [{text: Soleus, at: [10, 20], link: strains/soleus}]}\n---\nIt is torn in [[strains/calf]].\n",
    ),
    (
        "content/exercises/raise.md",
        "---\nkind: exercise\ntitle: Heel raise\npurpose: To load.\nposition: Stand.\nsteps: [Rise., Lower.]\nharder: exercises/hop\n---\nMore [@jones].\n",
    ),
    (
        "content/exercises/hop.md",
        "---\nkind: exercise\ntitle: Hop\nposition: Stand.\nsteps: [Hop.]\neasier: Heel raise\n---\nLess than [[exercises/raise]].\n",
    ),
    (
        "content/rehab/plan.md",
        "---\nkind: programme\ntitle: Plan\nfor: strains/soleus\nbooklet: [strains/calf]\nstop_rules: {emergency: [\"Call {{emergency_number}} for chest pain.\"], urgent: [\"Call {{urgent_line}} for a hot calf.\"]}\nphases:\n  - id: wake\n    title: Wake up\n    earliest_day: 0\n    goal: Move.\n    exercises: [{use: exercises/raise, dose: {sets: 2, reps: 10-12}, cite: [smith]}]\n    ends: true\n---\nFor [[strains/soleus|a strain]].\n",
    ),
    (
        "content/help/which.md",
        "---\nkind: decision\ntitle: Which one?\nstart: first\nsafety_net: Ask again if it gets worse.\nsteps:\n  - id: first\n    ask: Are you breathless?\n    check: emergency\n    cite: [smith, own]\n    answers:\n      - { label: \"Yes or not sure\", goto: call }\n      - { label: No, goto: go }\noutcomes:\n  - { id: call, urgency: emergency, title: Call }\n  - id: go\n    urgency: self-care\n    title: Read\n    page: strains/soleus # the page\n    at: Signs\n    sheet: \"rehab/plan#wake\"\nscenarios:\n  - { name: a, answers: { first: Yes or not sure }, expect: call }\n  - { name: b, answers: { first: \"No\" }, expect: go }\n---\nAsk.\n",
    ),
    (
        "content/references/smith.md",
        "---\nkind: reference\ntitle: On strains\ntype: article-journal\nauthor: [{family: Smith, given: A.}]\nissued: 2020\nchecked: {on: 2026-01-01, where: PubMed}\n---\nIt found that.\n",
    ),
    (
        "content/references/jones.md",
        "---\nkind: reference\ntitle: On loads\ntype: article-journal\nauthor: [{family: Jones, given: B.}]\nissued: 2021\nchecked: {on: 2026-01-01, where: PubMed}\n---\nIt found this.\n",
    ),
    (
        "content/fr/strains/soleus.md",
        "---\nkind: condition\ntitle: Lésion\nonset: sudden\ntranslation_of: strains/soleus\n---\n> [!EMERGENCY] Appelez le {{emergency_number}} si:\n> - vous respirez mal\n\nVoir [[soleus]] et [en](../../strains/soleus.md).\n",
    ),
    (
        "theme/words/fr.yaml",
        "care: {emergency: Urgence}\nframe: {help: Urgence, helpline: Essoufflé ?, call_now: \"Appelez le {number}\"}\n",
    ),
];

fn mv(folder: &Path, arguments: &[&str]) -> (i32, String, String) {
    end(&soleus(folder, &[&["mv"], arguments].concat()))
}

fn text(folder: &Path, path: &str) -> String {
    fs::read_to_string(folder.join(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
}

/// The lines of a file that a move changed: `- old` and `+ new`.
fn changed(before: &str, after: &str) -> Vec<String> {
    let (old, new): (Vec<&str>, Vec<&str>) = (before.split('\n').collect(), after.split('\n').collect());
    let gone = old.iter().filter(|line| !new.contains(line)).map(|line| format!("- {line}"));
    let come = new.iter().filter(|line| !old.contains(line)).map(|line| format!("+ {line}"));
    gone.chain(come).collect()
}

#[track_caller]
fn check_file(folder: &Path, path: &str, expected: &[(&str, &str)]) {
    let original = SITE.iter().find(|(name, _)| *name == path).unwrap().1;
    let mut wanted = original.to_owned();
    for (old, new) in expected {
        assert!(wanted.contains(old), "{path} does not hold {old}");
        wanted = wanted.replacen(old, new, 1);
    }
    let found = text(folder, path);
    assert_eq!(found, wanted, "{:#?}", changed(&wanted, &found));
}

#[test]
fn a_page_moves_and_every_link_to_it_follows() {
    let folder = site(SITE);
    let folder = folder.path();
    let (code, stdout, stderr) = mv(folder, &["strains/soleus", "injuries/deep.md"]);
    assert_eq!(code, 0, "{stderr}");
    assert_eq!(
        stdout,
        "content/strains/soleus.md is now content/injuries/deep.md: 7 files changed, 22 links rewritten, 1 redirect added\n",
        "{stderr}"
    );
    check_file(
        folder,
        "content/index.md",
        &[
            ("[[strains/soleus]]", "[[injuries/deep]]"),
            ("[[/strains/soleus.md|with text]]", "[[/injuries/deep.md|with text]]"),
            ("[[soleus]]", "[[deep]]"),
            ("[[ strains/soleus#signs ]]", "[[ injuries/deep#signs ]]"),
            ("![[strains/soleus#Signs]]", "![[injuries/deep#Signs]]"),
            ("[rel](strains/soleus.md)", "[rel](injuries/deep.md)"),
            ("<./strains/soleus.md#signs>", "<./injuries/deep.md#signs>"),
            ("(/strains/soleus/)", "(/injuries/deep/)"),
            ("(/strains/soleus#signs)", "(/injuries/deep#signs)"),
            ("[[strains/soleus\\|cell]]", "[[injuries/deep\\|cell]]"),
            ("pic.svg)](strains/soleus.md)", "pic.svg)](injuries/deep.md)"),
            ("[one]: strains/soleus.md#signs", "[one]: injuries/deep.md#signs"),
        ],
    );
    check_file(folder, "content/site.yaml", &[("'strains/soleus'", "'injuries/deep'")]);
    check_file(folder, "content/strains/calf.md", &[]);
    check_file(folder, "content/anatomy/muscle.md", &[("link: strains/soleus", "link: injuries/deep")]);
    check_file(
        folder,
        "content/rehab/plan.md",
        &[("for: strains/soleus", "for: injuries/deep"), ("[[strains/soleus|", "[[injuries/deep|")],
    );
    check_file(folder, "content/help/which.md", &[("page: strains/soleus #", "page: injuries/deep #")]);
    check_file(
        folder,
        "content/fr/strains/soleus.md",
        &[
            ("translation_of: strains/soleus", "translation_of: injuries/deep"),
            ("../../strains/soleus.md", "../../injuries/deep.md"),
        ],
    );
    assert!(!folder.join("content/strains/soleus.md").exists());
    let moved = text(folder, "content/injuries/deep.md");
    let wanted = SITE[2]
        .1
        .replace(
            "aliases: [Deep calf strain]\r\n",
            "aliases: [Deep calf strain]\r\nredirect_from: [/strains/soleus/]\r\n",
        )
        .replace("image: pic.svg", "image: ../strains/pic.svg")
        .replace("(calf.md#here)", "(../strains/calf.md#here)")
        .replace("(pic.svg)", "(../strains/pic.svg)");
    assert_eq!(moved, wanted, "{:#?}", changed(&wanted, &moved));
    let (code, _, problems) = end(&soleus(folder, &["check", "--as-of", support::TODAY]));
    assert_eq!(code, 0, "{problems}");
}

#[test]
fn a_folder_moves_with_its_pictures_and_the_menu_follows() {
    let folder = site(SITE);
    let folder = folder.path();
    fs::write(folder.join("content/strains/.notes"), "mine").unwrap();
    let (code, stdout, stderr) = mv(folder, &["content/strains/", "content/injuries"]);
    assert_eq!(code, 0, "{stderr}");
    assert!(stdout.ends_with("2 redirects added\n"), "{stdout}");
    assert_eq!(
        stderr,
        "note: `/strains/` was a list of pages without a file of its own, so that address now leads nowhere\n"
    );
    check_file(
        folder,
        "content/site.yaml",
        &[
            ("- strains # first", "- injuries # first"),
            ("src: strains/pic.svg", "src: injuries/pic.svg"),
            ("'strains/soleus'", "'injuries/soleus'"),
        ],
    );
    let home = text(folder, "content/index.md");
    assert!(
        home.contains("[[soleus]]")
            && home.contains("[section](/injuries/)")
            && home.contains("[![pic](injuries/pic.svg)](injuries/soleus.md)"),
        "{home}"
    );
    let calf = text(folder, "content/injuries/calf.md");
    assert!(calf.starts_with("---\ntitle: Calf\nredirect_from:\n  - /old/calf/\n  - /strains/calf/\n---\n"), "{calf}");
    // What lies beside each other still does: no link between them changes.
    assert!(text(folder, "content/injuries/soleus.md").contains("[other](calf.md#here) and ![pic](pic.svg)"));
    assert!(folder.join("content/injuries/.notes").is_file() && !folder.join("content/strains").exists());
}

#[test]
fn moving_back_gives_every_byte_back_but_the_redirect() {
    let folder = site(SITE);
    let folder = folder.path();
    let before = files(&folder.join("content"));
    assert_eq!(mv(folder, &["exercises/raise", "exercises/lift"]).0, 0);
    assert_eq!(mv(folder, &["exercises/lift", "exercises/raise"]).0, 0);
    let mut after = files(&folder.join("content"));
    let raise = String::from_utf8(after["exercises/raise.md"].clone()).unwrap();
    assert!(raise.contains("redirect_from: [/exercises/lift/]\n"), "{raise}");
    after
        .insert("exercises/raise.md".to_owned(), raise.replace("redirect_from: [/exercises/lift/]\n", "").into_bytes());
    assert_eq!(before, after);
}

#[test]
fn codes_on_paper_still_lead_to_their_sheet_and_question() {
    let folder = site(SITE);
    let folder = folder.path();
    assert_eq!(mv(folder, &["rehab/plan", "plans/calf"]).0, 0);
    // An author may have written the sheet's old address as well.
    let plan = text(folder, "content/plans/calf.md")
        .replace("[/rehab/plan/]", "[/rehab/plan/, /rehab/plan/wake/large-print/]");
    support::write(folder, "content/plans/calf.md", &plan);
    assert_eq!(mv(folder, &["help/which", "start/which"]).0, 0);
    let (_out, public) = support::built(folder, &[]);
    for (old, new) in [
        ("rehab/plan", "plans/calf/"),
        ("rehab/plan/wake", "plans/calf/wake/"),
        ("help/which/q/first", "start/which/q/first/"),
        ("help/which/q/go", "start/which/q/go/"),
    ] {
        let page = text(&public, &format!("{old}/index.html"));
        assert!(page.contains("http-equiv=\"refresh\"") && page.contains(&format!("../{new}")), "{old}: {page}");
        assert!(public.join(new).join("index.html").is_file(), "{new}");
    }
}

#[test]
fn a_reference_takes_its_citations_along() {
    let folder = site(SITE);
    let folder = folder.path();
    assert_eq!(mv(folder, &["references/smith", "references/smith-2020"]).0, 0);
    check_file(folder, "content/index.md", &[("[@smith, p. 2; @jones]", "[@smith-2020, p. 2; @jones]")]);
    check_file(folder, "content/rehab/plan.md", &[("cite: [smith]", "cite: [smith-2020]")]);
    check_file(folder, "content/help/which.md", &[("cite: [smith, own]", "cite: [smith-2020, own]")]);
}

#[test]
fn capitals_alone_can_change() {
    let folder = site(SITE);
    let folder = folder.path();
    let (code, stdout, stderr) = mv(folder, &["strains/soleus", "strains/Soleus"]);
    assert_eq!(code, 0, "{stderr}");
    assert!(stdout.ends_with("0 redirects added\n"), "{stdout}");
    assert!(text(folder, "content/index.md").contains("[rel](strains/Soleus.md)"));
    assert_eq!(mv(folder, &["strains", "Strains"]).0, 0);
    assert!(text(folder, "content/index.md").contains("[rel](Strains/Soleus.md)"));
    let (code, _, problems) = end(&soleus(folder, &["check", "--as-of", support::TODAY]));
    assert_eq!(code, 0, "{problems}");
}

#[test]
fn a_dry_run_prints_what_would_change_and_writes_nothing() {
    let folder = site(SITE);
    let folder = folder.path();
    let before = files(folder);
    let (code, stdout, stderr) = mv(folder, &["exercises/raise", "exercises/lift", "--dry-run"]);
    assert_eq!((code, stderr.as_str()), (0, ""));
    let expected = "content/exercises/raise.md → content/exercises/lift.md\n\
        content/exercises/hop.md\n  8: exercises/raise → exercises/lift\n\
        content/exercises/raise.md\n  4: + redirect_from: [/exercises/raise/]\n\
        content/rehab/plan.md\n  12: exercises/raise → exercises/lift\n\
        content/exercises/raise.md would become content/exercises/lift.md: 3 files changed, 2 links rewritten, 1 redirect added; nothing was written\n";
    assert_eq!(stdout, expected);
    assert_eq!(files(folder), before);
}

#[test]
fn a_link_shows_the_same_words_as_before() {
    let pages = [
        ("content/index.md", "---\ntitle: Home\n---\nA [[The calf]], [[shank]] and [[Knee]] [[low]].\n"),
        ("content/a/leg.md", "---\ntitle: The calf\naliases: [shank]\n---\nText.\n"),
        ("content/a/knee.md", "---\ntitle: Knee\n---\nText.\n"),
        ("content/a/low.md", "---\ntitle: Low leg\naliases: [under]\n---\nText.\n"),
    ];
    let folder = site(&pages);
    let folder = folder.path();
    // A page that comes to a path takes a name that was another page's title: that link says its path and keeps its
    // words.
    assert_eq!(mv(folder, &["a/leg", "Knee"]).0, 0);
    assert!(
        text(folder, "content/index.md").contains("[[The calf]], [[shank]] and [[knee|Knee]] [[low]]"),
        "{}",
        text(folder, "content/index.md")
    );
    // A new path that is an alias would show the alias: the link keeps its title.
    assert_eq!(mv(folder, &["a/low", "a/under"]).0, 0);
    assert!(text(folder, "content/index.md").contains("[[under|Low leg]]"), "{}", text(folder, "content/index.md"));
}

#[track_caller]
fn check_refused(pages: &[(&str, &str)], arguments: &[&str], code: i32, words: &str) {
    let folder = site(pages);
    let before = files(folder.path());
    let (found, stdout, stderr) = mv(folder.path(), arguments);
    assert_eq!((found, stdout.as_str()), (code, ""), "{stderr}");
    assert!(stderr.contains(words), "{stderr}");
    assert!(stderr.contains("help: "), "{stderr}");
    assert_eq!(files(folder.path()), before);
}

#[test]
fn what_cannot_be_done_is_refused_and_nothing_changes() {
    check_refused(
        SITE,
        &["strains/solus", "x"],
        2,
        "there is no page or folder `strains/solus`\n  help: write `strains/soleus`",
    );
    check_refused(SITE, &["strains/soleus", "strains/calf"], 2, "`content/strains/calf.md` is there already");
    check_refused(SITE, &["strains/soleus", "../out"], 2, "`../out` does not lie in `content/`");
    check_refused(SITE, &["strains/soleus", "fr/x"], 2, "the folder of another language");
    check_refused(
        SITE,
        &["strains/soleus", "Exercises/x"],
        2,
        "differs from the folder `content/exercises` in capitals only",
    );
    check_refused(SITE, &["strains", "strains/old"], 2, "cannot move into itself");
    check_refused(
        SITE,
        &["exercises/hop", "references/smith/index"],
        2,
        "the address `/references/smith/`, which `content/references/smith.md` has",
    );
    check_refused(SITE, &["exercises/hop", "rehab/plan/wake"], 1, "after the move the site would have problems");
}

#[test]
fn a_site_whose_names_are_uncertain_is_mended_first() {
    let broken = [("content/a.md", "---\ntitle: A\n---\nText.\n"), ("content/b.md", "---\ntitle: [\n---\nText.\n")];
    check_refused(&broken, &["a", "c"], 1, "the site has errors that leave open which page a link means");
    let twice = [
        ("content/a.md", "---\ntitle: A\n---\nSee [[T]].\n"),
        ("content/b.md", "---\ntitle: T\n---\nText.\n"),
        ("content/c.md", "---\ntitle: T\n---\nText.\n"),
    ];
    check_refused(&twice, &["a", "d"], 1, "error[L002]");
}

#[test]
fn a_link_that_no_tail_reaches_alone_is_written_from_the_root() {
    // The whole path of a page in `content/` is the tail of any other page of that name, and titles can be the same.
    let pages = [
        ("content/index.md", "---\ntitle: Home\n---\nSee [[a/x]].\n"),
        ("content/a/x.md", "---\ntitle: One\n---\nText.\n"),
        ("content/b/y.md", "---\ntitle: One\n---\nText.\n"),
    ];
    let folder = site(&pages);
    let (code, _, stderr) = mv(folder.path(), &["a/x", "y"]);
    assert_eq!(code, 0, "{stderr}");
    assert!(
        text(folder.path(), "content/index.md").contains("See [[/y]]."),
        "{}",
        text(folder.path(), "content/index.md")
    );
}

#[test]
fn a_name_is_found_however_its_letters_are_put_together() {
    let home = "---\ntitle: Home\n---\nSee [[H\u{f6}he]] and [it](H\u{f6}he.md).\n";
    let folder = site(&[("content/index.md", home), ("content/Ho\u{308}he.md", "---\ntitle: One\n---\nText.\n")]);
    let (code, _, stderr) = mv(folder.path(), &["H\u{f6}he", "y"]);
    assert_eq!(code, 0, "{stderr}");
    assert!(text(folder.path(), "content/index.md").contains("See [[y]] and [it](y.md)."));
}

#[test]
fn a_name_that_two_pages_come_to_have_is_written_clearly() {
    let pages = [
        ("content/index.md", "---\ntitle: Home\n---\nSee [[x]] and [[y]].\n"),
        ("content/a/x.md", "---\ntitle: One\n---\nText.\n"),
        ("content/b/y.md", "---\ntitle: Two\n---\nText.\n"),
    ];
    let folder = site(&pages);
    assert_eq!(mv(folder.path(), &["a/x", "a/y"]).0, 0);
    assert!(
        text(folder.path(), "content/index.md").contains("See [[a/y]] and [[b/y]]."),
        "{}",
        text(folder.path(), "content/index.md")
    );
}

#[test]
fn a_name_that_yaml_repeats_is_refused() {
    let pages = [
        (
            "content/a.md",
            "---\nkind: exercise\ntitle: A\nsteps: [Rise.]\nposition: Stand.\nsummary: &name x/b\neasier: *name\n---\nText.\n",
        ),
        ("content/x/b.md", "---\nkind: exercise\ntitle: B\nsteps: [Rise.]\nposition: Stand.\n---\nText.\n"),
    ];
    check_refused(&pages, &["x/b", "y/c"], 1, "the site has errors that leave open which page a link means");
}

/// Each link of each page with the page it leads to, by the paths they have after the moves.
fn targets(checked: &Checked, moved: &dyn Fn(&SitePath) -> SitePath) -> BTreeMap<SitePath, Vec<String>> {
    let index = &checked.site.index;
    let name = |id| moved(&index.page(id).unwrap().path).to_string();
    let pages = index.ids().zip(&index.pages).map(|(id, page)| {
        let bound = &checked.site.bounds[id.index()];
        let links = bound.links.iter().map(|target| match target {
            Some(Target::Page { page, fragment }) => format!("{} {fragment:?}", name(*page)),
            Some(Target::Below { page, title, .. }) => format!("{} {title}", name(*page)),
            Some(Target::Here(id)) => format!("#{id}"),
            Some(Target::File(_)) => "file".to_owned(),
            Some(Target::Outside(there)) => there.clone(),
            Some(Target::Broken) | None => "broken".to_owned(),
        });
        let embeds = bound.embeds.iter().flatten().map(|shown| format!("{} {:?}", name(shown.page), shown.section));
        let mut uses: Vec<String> =
            checked.site.graph.uses[id.index()].iter().map(|used| format!("used by {}", name(used.from))).collect();
        uses.sort();
        (moved(&page.path), links.chain(embeds).chain(uses).collect())
    });
    pages.collect()
}

fn options() -> Options {
    Options {
        today: Date::parse(support::TODAY).unwrap(),
        drafts: true,
        base_url: None,
        links: LinkForm::Pretty,
        prints: Prints::LeftOut,
    }
}

/// What lies at a path of a snapshot; what moves counts as nothing where only its capitals change.
fn lies(snapshot: &Snapshot, path: &str) -> Lies {
    let path = SitePath::new(path).unwrap();
    if snapshot.files.contains_key(&path) {
        Lies::File
    } else if snapshot.files.keys().any(|file| file.below(path.as_str()).is_some()) {
        Lies::Folder
    } else {
        Lies::Nothing
    }
}

#[test]
fn random_moves_keep_every_links_page() {
    let config = Config { cases: 10, failure_persistence: None, ..Config::default() };
    let seed = TestRng::deterministic_rng(config.rng_algorithm);
    let mut runner = TestRunner::new_with_rng(config, seed);
    let made = std::cell::Cell::new(0);
    let step = (0..40_usize, 0..40_usize, 0..12_usize);
    runner
        .run(&prop::collection::vec(step, 4), |steps| {
            let mut snapshot = Snapshot::from_texts(SITE.iter().copied());
            for (which, folder, name) in steps {
                let pages: Vec<String> = snapshot.files.keys().map(ToString::to_string).collect();
                let mut things = pages.clone();
                things.extend(
                    pages.iter().filter_map(|page| page.rsplit_once('/').map(|(folder, _)| format!("{folder}/"))),
                );
                things.retain(|thing| thing != "content/");
                let folders = ["strains", "strains/deep", "new", "exercises", "", "a b", "Élan"];
                let names = [
                    "soleus",
                    "calf",
                    "Soleus strain",
                    "index",
                    "hop",
                    "wêird name",
                    "x",
                    "y",
                    "(z)",
                    "2026",
                    "true",
                    "",
                ];
                let (old, folder, name) = (&things[which % things.len()], folders[folder % folders.len()], names[name]);
                let new = format!("content/{folder}/{name}");
                let lies = |path: &str| lies(&snapshot, path);
                let request = Request { old, new: &new, lies: &lies, forms: soleus::kinds::FORMS };
                let Ok(plan) = rename::plan(&snapshot, &options(), Vec::new(), &request) else { continue };
                made.set(made.get() + 1);
                let before = pipeline::run(&snapshot, options(), Vec::new());
                let next = plan.applied(&snapshot);
                let after = pipeline::run(&next, options(), Vec::new());
                let was = targets(&before, &|path| plan.moves.after(path));
                let is = targets(&after, &Clone::clone);
                prop_assert_eq!(was, is, "{} -> {}", old, new);
                prop_assert!(!after.report.has_errors() || before.report.has_errors());
                snapshot = next;
            }
            Ok(())
        })
        .unwrap();
    assert!(made.get() > 15, "only {} moves were made", made.get());
}

#[test]
fn a_move_maps_what_lies_in_its_folder_and_nothing_else() {
    let path = |text: &str| SitePath::new(text).unwrap();
    let moves = Moves { what: What::Folder, from: path("content/a"), to: path("content/b/c") };
    assert_eq!(moves.after(&path("content/a/x/y.md")), path("content/b/c/x/y.md"));
    assert_eq!(moves.after(&path("content/ab/x.md")), path("content/ab/x.md"));
}

//! Reads `content/site.yaml`.

use super::config_lists;
use super::meta::{page, text, texts};
use super::schema::{Checker, Field, SITE, Shape};
use super::tree::{Node, Value};
use super::{slips, yaml, yaml_slips};
use crate::base::base_url;
use crate::base::path::SitePath;
use crate::base::span::Span;
use crate::diag::{Outcome, Place, Problem, codes};
use crate::load::Snapshot;
use crate::model::config::{Logo, PainRule, Paper, ReviewPolicy, SearchTest, SiteConfig};
use crate::model::text::Text;

/// Where the settings lie in a site.
pub const PATH: &str = "content/site.yaml";

const PAIN_RULE: &[Field] = &[
    Field::needed("ok", Shape::Whole(0, 8), "The highest pain score that is fine."),
    Field::needed("caution", Shape::Whole(1, 9), "The highest pain score that is borne with care; above it is stop."),
    Field::new("next_morning", Shape::Text, "What pain the next morning means, in one sentence."),
];

const REVIEW: &[Field] = &[
    Field::new(
        "policy",
        Shape::Word(&["example", "required"]),
        "`example` marks every page as unreviewed; `required` refuses such pages.",
    ),
    Field::new("grace_days", Shape::Whole(0, 3650), "Days past its due date before an overdue review is an error."),
];

const LOGO: &[Field] = &[
    Field::needed("src", Shape::Text, "The picture, from `content/`."),
    Field::needed("alt", Shape::Text, "What it shows, in words."),
];

const HTML: &[Field] = &[Field::new("allow", Shape::List(&Shape::Text), "HTML elements that bodies may hold.")];

const SEARCH_TEST: &[Field] = &[
    Field::needed("query", Shape::Text, "What a reader types."),
    Field::needed("expect", Shape::Page, "The page that must be among the first three results."),
    Field::new("care", Shape::Word(&["emergency", "urgent"]), "The level of care that must come first."),
];

const COLOURS: &[Field] = &[
    Field::new("accent", Shape::Text, "Links and buttons, as `#rrggbb`: dark enough for words in it on white."),
    Field::new("panel", Shape::Text, "The home page's panel, as `#rrggbb`: dark enough for light words on it."),
];

/// The keys of `site.yaml`.
pub const FIELDS: &[Field] = &[
    Field::needed("name", Shape::Text, "The clinic's name."),
    Field::new("tagline", Shape::Text, "A few words under the name."),
    Field::new("base_url", Shape::Text, "The address the site is published at, such as `https://clinic.example`."),
    Field::needed("language", Shape::Text, "The default language as BCP 47, such as `en-GB`."),
    Field::new("languages", Shape::List(&Shape::Text), "All languages, the default first."),
    Field::new("paper", Shape::Word(&["a4", "letter"]), "The paper that is printed by default."),
    Field::new(
        "numbers",
        Shape::AnyKeys(&Shape::QuotedText),
        "Phone numbers and other texts for inserts, each in quotes.",
    ),
    Field::new("pain_rule", Shape::Map(PAIN_RULE), "What pain is fine and what is not, from 0 to 10."),
    Field::new("review", Shape::Map(REVIEW), "What a missing or overdue review means."),
    Field::new("menu", Shape::List(&Shape::Text), "Sections in the order of the menu."),
    Field::new("logo", Shape::Map(LOGO), "The clinic's logo."),
    Field::new("colours", Shape::Map(COLOURS), "Colours that replace the theme's."),
    Field::new("html", Shape::Map(HTML), "Raw HTML that is let through."),
    Field::new("reading_grade", Shape::Number(1.0, 20.0), "The reading grade above which wording is advised on."),
    Field::new(
        "synonyms",
        Shape::List(&Shape::List(&Shape::Text)),
        "Groups of words and phrases that mean the same to search.",
    ),
    Field::new(
        "installable",
        Shape::Bool,
        "Whether readers may install the site and read it without a connection; `false` takes it off their devices.",
    ),
    Field::new("search_tests", Shape::List(&Shape::Map(SEARCH_TEST)), "Queries with the page each must find."),
];

/// The reading grade that is advised on when `site.yaml` names none: an age of 13 to 14.
const READING_GRADE: f64 = 8.0;

/// Reads the settings. Without a file that can be read the value is a site without a name.
#[must_use]
pub fn read(snapshot: &Snapshot) -> Outcome<SiteConfig> {
    let Some(path) = SitePath::new(PATH) else { return Outcome::default() };
    let Some(file) = snapshot.files.get(&path) else {
        let problem = Problem::new(
            codes::SITE_UNREADABLE,
            Place::file(&path),
            "there is no `content/site.yaml`",
            match misnamed(snapshot) {
                Some(path) => format!("rename `{path}` to `{PATH}`"),
                None => "make one with `name: …` and `language: …`, or run `soleus init`".to_owned(),
            },
        );
        return Outcome { value: unread(), problems: vec![problem] };
    };
    let Some(source) = file.text() else {
        let message = "`content/site.yaml` is not UTF-8 text";
        let problem = Problem::new(codes::SITE_UNREADABLE, Place::file(&path), message, "save the file as UTF-8");
        return Outcome { value: unread(), problems: vec![problem] };
    };
    let has_keys = |tree: &Node| matches!(tree.value, Value::Map(_) | Value::Null);
    let slip = match yaml::parse(source, 0) {
        Ok(tree) => match yaml_slips::without_keys(source, 0).filter(|_| !has_keys(&tree)) {
            Some(slip) => slip,
            None => return typed(tree, &path),
        },
        Err(error) => yaml_slips::find(source, 0, &error),
    };
    let message = format!("`site.yaml` cannot be read: {}", slip.message);
    let problem = Problem::new(codes::SITE_UNREADABLE, Place::at(&path, slip.span), message, slip.help);
    Outcome { value: unread(), problems: vec![problem] }
}

/// Other names that settings are given.
pub const MISNAMED: [&str; 4] = ["content/site.yml", "content/Site.yaml", "content/Site.yml", "content/site.yaml.txt"];

/// The file that is meant as the settings and has another name.
fn misnamed(snapshot: &Snapshot) -> Option<&'static str> {
    MISNAMED.into_iter().find(|name| SitePath::new(name).is_some_and(|path| snapshot.files.contains_key(&path)))
}

/// The settings of a site that has none: nothing is to be judged by them.
fn unread() -> SiteConfig {
    SiteConfig { unread: true, ..SiteConfig::default() }
}

fn typed(tree: Node, path: &SitePath) -> Outcome<SiteConfig> {
    let mut checker = Checker::new(path, SITE);
    checker.map(&tree, &[FIELDS], "", Span::new(0, 0));
    let tree = &slips::as_meant(tree, &[FIELDS]);
    let language = text(tree, "language").map(|text| text.raw).unwrap_or_default();
    let mut languages: Vec<String> = texts(tree, "languages").into_iter().map(|text| text.raw).collect();
    if languages.first() != Some(&language) {
        languages.retain(|other| *other != language);
        languages.insert(0, language.clone());
    }
    let config = SiteConfig {
        unread: false,
        name: text(tree, "name").unwrap_or_default(),
        tagline: text(tree, "tagline"),
        base_url: text(tree, "base_url").map(|text| base_url::trimmed(&text.raw).to_owned()).unwrap_or_default(),
        language,
        languages,
        paper: match text(tree, "paper") {
            Some(text) if text.raw == "letter" => Paper::Letter,
            Some(_) | None => Paper::A4,
        },
        numbers: tree.get("numbers").map(named_texts).unwrap_or_default(),
        pain_rule: tree.get("pain_rule").and_then(|node| pain_rule(node, &mut checker)),
        review: tree.get("review").map(review).unwrap_or_default(),
        menu: texts(tree, "menu"),
        logo: tree.get("logo").and_then(|node| Some(Logo { src: text(node, "src")?, alt: text(node, "alt")? })),
        colours: tree.get("colours").map(named_texts).unwrap_or_default(),
        html_allow: tree
            .get("html")
            .map(|node| texts(node, "allow").into_iter().map(|text| text.raw).collect())
            .unwrap_or_default(),
        reading_grade: tree.get("reading_grade").and_then(Node::number).unwrap_or(READING_GRADE),
        synonyms: tree.get("synonyms").map(synonyms).unwrap_or_default(),
        installable: tree.get("installable").and_then(Node::boolean),
        search_tests: tree.get("search_tests").map(search_tests).unwrap_or_default(),
    };
    check_base_url(tree, &config.base_url, &mut checker);
    config_lists::check_languages(tree, &mut checker);
    config_lists::check_synonyms(tree, &mut checker);
    config_lists::check_elements(tree, &mut checker);
    Outcome { value: config, problems: checker.problems }
}

fn check_base_url(tree: &Node, written: &str, checker: &mut Checker<'_>) {
    let sound = written.is_empty() || base_url::is_sound(written);
    if let (false, Some(node)) = (sound, tree.get("base_url")) {
        checker.push(codes::SITE_VALUE, node.span, format!("`base_url` is {}", node.describe()), base_url::HELP);
    }
}

fn named_texts(node: &Node) -> Vec<(String, Text)> {
    let texts = node.entries().iter().filter_map(|(key, value)| match &value.value {
        Value::Text(text) => Some((key.text.clone(), Text { raw: text.clone(), span: value.span })),
        Value::Null | Value::Bool(_) | Value::Int(_) | Value::Float(_) | Value::List(_) | Value::Map(_) => None,
    });
    texts.collect()
}

fn pain_rule(node: &Node, checker: &mut Checker<'_>) -> Option<PainRule> {
    let score = |key: &str| node.get(key).and_then(Node::whole).and_then(|number| u8::try_from(number).ok());
    let (ok, caution) = (score("ok")?, score("caution")?);
    if ok >= caution || caution >= 10 {
        checker.push(
            codes::SITE_PAIN_RULE,
            node.span,
            format!("`pain_rule` has ok {ok} and caution {caution}, so a patient could not tell what pain means stop"),
            "choose 0 ≤ ok < caution < 10",
        );
        return None;
    }
    Some(PainRule { ok, caution, next_morning: text(node, "next_morning") })
}

fn review(node: &Node) -> ReviewPolicy {
    let grace = node.get("grace_days").and_then(Node::whole).and_then(|days| u32::try_from(days).ok());
    ReviewPolicy {
        required: text(node, "policy").is_some_and(|policy| policy.raw == "required"),
        grace_days: grace.unwrap_or(0),
    }
}

fn search_tests(node: &Node) -> Vec<SearchTest> {
    node.items()
        .iter()
        .filter_map(|item| {
            Some(SearchTest { query: text(item, "query")?, expect: page(item, "expect")?, care: text(item, "care") })
        })
        .collect()
}

fn synonyms(node: &Node) -> Vec<Vec<Text>> {
    node.items().iter().map(|group| group.items().iter().filter_map(Node::text).collect()).collect()
}

//! A012: the interface of a language is in that language. Words that its file lacks fall back to English, unmarked: a
//! patient would see "Stop and get help" among words of their own and not know what it says.

use std::collections::BTreeSet;

use crate::base::path::SitePath;
use crate::body::{Site, cards};
use crate::diag::{Place, Problem, Severity, codes};
use crate::model::doc::CardKind;
use crate::model::page::{Data, Page};
use crate::parse::words::Words;

/// On every page of a site that has a number for emergencies.
const BANNER: &[&str] = &["frame.help", "frame.helpline", "frame.call_now", "care.emergency"];

/// On every sheet.
const SHEET: &[&str] = &[
    "care.call",
    "stop.title",
    "stop.emergency",
    "stop.urgent",
    "stop.session",
    "stop.clinic",
    "sheet.do",
    "sheet.do_not",
];

/// On every sheet of a site with a pain rule.
const PAIN: &[&str] = &["pain.title", "pain.scale", "pain.ok", "pain.caution", "pain.stop", "pain.stricter"];

/// With the results of a flow.
const RESULTS: &[&str] = &[
    "care.emergency",
    "care.urgent",
    "care.book",
    "care.selfcare",
    "care.call",
    "flow.any_of",
    "flow.within",
    "flow.safety_net",
];

/// The page for clinicians: it may stay in English.
const FOR_CLINICIANS: [&str; 2] = ["make.", "programme.make"];

/// Reports each language with pages whose words are not all its own, once for those that carry safety and once for the
/// others.
pub(super) fn check(site: &Site, problems: &mut Vec<Problem>) {
    for (language, code) in site.index.config.languages.iter().enumerate() {
        let words = site.index.words(language);
        let pages: Vec<&Page> = site.index.published().map(|(_, page)| &**page).collect();
        let pages: Vec<&Page> = pages.into_iter().filter(|page| page.language == language).collect();
        if pages.is_empty() || words.lent().is_empty() {
            continue;
        }
        let (safety, others) = missing(words, &shown(site, &pages));
        let file = if words.language() == "en" { code.as_str() } else { words.language() };
        let Some(path) = SitePath::new(&format!("theme/words/{file}.yaml")) else { continue };
        if !safety.is_empty() {
            problems.push(lacks_safety(&path, code, &safety));
        }
        if others > 0 {
            problems.push(lacks_others(&path, code, others));
        }
    }
}

fn lacks_safety(path: &SitePath, code: &str, keys: &[&str]) -> Problem {
    let names: Vec<String> = keys.iter().map(|key| format!("`{key}`")).collect();
    let (these, words) = if keys.len() == 1 { ("this", "word") } else { ("these", "words") };
    let message = format!(
        "pages in `{code}` say {} {words} of warning and help in English: a reader might not understand what to do",
        keys.len()
    );
    let help = format!("write {these} in `{path}`: {}", names.join(", "));
    Problem::new(codes::WORDS_MISSING, Place::file(path), message, help)
}

fn lacks_others(path: &SitePath, code: &str, count: usize) -> Problem {
    let words = if count == 1 { "word" } else { "words" };
    let message = format!("the interface of pages in `{code}` has {count} other {words} in English");
    let help = format!("copy what `{path}` lacks from the built-in `theme/words/en.yaml`, and translate it");
    Problem::new(codes::WORDS_MISSING, Place::file(path), message, help).with_severity(Severity::Warning)
}

/// The words that carry safety on these pages.
fn shown(site: &Site, pages: &[&Page]) -> BTreeSet<&'static str> {
    let config = &site.index.config;
    let mut keys = BTreeSet::new();
    if config.insert("emergency_number").is_some() {
        keys.extend(BANNER);
    }
    for page in pages {
        for card in &page.document.cards {
            keys.extend(of_card(card.kind));
        }
        match &page.data {
            Data::Programme(_) => {
                keys.extend(SHEET);
                keys.extend(config.pain_rule.iter().flat_map(|_| PAIN));
            }
            Data::Decision(_) => keys.extend(RESULTS),
            Data::Article(_)
            | Data::Anatomy(_)
            | Data::Condition(_)
            | Data::Exercise(_)
            | Data::Reference(_)
            | Data::Term(_) => {}
        }
    }
    keys
}

/// The words of a card that readers act on.
fn of_card(kind: CardKind) -> Option<&'static str> {
    match kind {
        CardKind::Emergency
        | CardKind::Urgent
        | CardKind::Clinic
        | CardKind::Do
        | CardKind::DoNot
        | CardKind::Warning => Some(cards::word_key(kind)),
        CardKind::Key | CardKind::Unsure | CardKind::Note | CardKind::Tip => None,
    }
}

/// Which of these words fall back to English, and how many others do.
fn missing<'a>(words: &Words, shown: &BTreeSet<&'a str>) -> (Vec<&'a str>, usize) {
    let safety: Vec<&str> = shown.iter().copied().filter(|key| words.lent().contains(*key)).collect();
    let is_other = |key: &&String| !FOR_CLINICIANS.iter().any(|start| key.starts_with(start));
    let others = words.lent().iter().filter(is_other).filter(|key| !shown.contains(key.as_str()));
    (safety, others.count())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::testing::{lines, site};
    use crate::load::Snapshot;

    const SETTINGS: &str = "name: C\nlanguage: en\nlanguages: [en, es]\nnumbers: {clinic_phone: \"1\"}\n\
                            pain_rule: {ok: 3, caution: 5}\n";

    /// What pages show that carries safety.
    fn keys(settings: &str, page: &str) -> Vec<&'static str> {
        let files = [("content/site.yaml", settings), ("content/es/a.md", page)];
        let site = site(&Snapshot::from_texts(files));
        let pages: Vec<Page> = site.index.published().map(|(_, page)| Page::clone(page)).collect();
        shown(&site, &pages.iter().collect::<Vec<_>>()).into_iter().collect()
    }

    #[test]
    fn what_carries_safety_is_what_the_pages_show() {
        assert_eq!(keys(SETTINGS, "---\ntitle: A\n---\n> [!NOTE] B\n> c\n"), [""; 0]);
        assert_eq!(keys(SETTINGS, "---\ntitle: A\n---\n> [!WARNING] B\n> c\n"), ["card.warning"]);
        let numbers = SETTINGS.replace("clinic_phone", "emergency_number");
        assert_eq!(
            keys(&numbers, "---\ntitle: A\n---\n"),
            ["care.emergency", "frame.call_now", "frame.help", "frame.helpline"]
        );
        let programme = "---\nkind: programme\ntitle: A\nphases: []\n---\n";
        assert_eq!(keys(SETTINGS, programme).len(), SHEET.len() + PAIN.len());
        let without = SETTINGS.replace("pain_rule: {ok: 3, caution: 5}\n", "");
        assert_eq!(keys(&without, programme).len(), SHEET.len());
        assert!(keys(SETTINGS, "---\nkind: decision\ntitle: A\n---\n").contains(&"flow.safety_net"));
    }

    #[test]
    fn words_of_its_own_are_not_missing() {
        let english = Words::read(
            "stop: {title: Stop, urgent: Urgent}\npage: {home: Home}\nmake: {title: M}\n\
                                   dose: {sets: {one: '{n} set', other: '{n} sets'}}\n",
        )
        .unwrap();
        let own = Words::read("stop: {title: Alto}\ndose: {sets: {other: '{n}'}}\n").unwrap();
        let words = own.in_language("es").lent_by(&english.in_language("en"));
        let shown = BTreeSet::from(["stop.title", "stop.urgent"]);
        assert_eq!(missing(&words, &shown), (vec!["stop.urgent"], 1));
    }

    #[test]
    fn english_words_on_english_pages_are_fine() {
        let found = lines(&[("content/site.yaml", SETTINGS), ("content/es/a.md", "---\ntitle: A\n---\n")]);
        assert!(!found.iter().any(|line| line.starts_with("A012")), "{found:?}");
    }
}

//! Checks the lists of `site.yaml` whose words a table of fields cannot name: languages, elements of HTML, and
//! groups of synonyms.

use super::schema::Checker;
use super::tree::{Node, Value};
use crate::base::nearest::nearest;
use crate::diag::codes;

/// HTML elements that `html.allow` may name: they give words a meaning, and hold nothing back from a reader.
///
/// Elements that lay out, hold forms or run are not among them: a body that leaves one open would take the rest of the
/// page into it.
const ELEMENTS: &[&str] = &[
    "abbr",
    "b",
    "bdi",
    "bdo",
    "blockquote",
    "br",
    "cite",
    "code",
    "dd",
    "del",
    "details",
    "dfn",
    "dl",
    "dt",
    "em",
    "figcaption",
    "figure",
    "hr",
    "i",
    "ins",
    "kbd",
    "mark",
    "p",
    "q",
    "rp",
    "rt",
    "ruby",
    "s",
    "samp",
    "small",
    "span",
    "strong",
    "sub",
    "summary",
    "sup",
    "time",
    "u",
    "var",
    "wbr",
];

/// Whether `html.allow` may name this element.
#[must_use]
pub fn may_be_allowed(element: &str) -> bool {
    ELEMENTS.contains(&element)
}

/// Reports languages that are no BCP 47 tags or stand twice, and a list that does not begin with the default language.
pub(super) fn check_languages(tree: &Node, checker: &mut Checker<'_>) {
    if let Some(node) = tree.get("language") {
        language(node, checker);
    }
    let nodes = tree.get("languages").map(Node::items).unwrap_or_default();
    if let (Some(Value::Text(default)), Some(first)) = (tree.get("language").map(|node| &node.value), nodes.first())
        && let Value::Text(text) = &first.value
        && text != default
        && nodes.iter().any(|node| matches!(&node.value, Value::Text(text) if text == default))
    {
        checker.push(
            codes::SITE_VALUE,
            first.span,
            format!("`languages` begins with `{text}`, and `language` is `{default}`: the first is the default"),
            format!("begin the list with `{default}`, or write `language: {text}`"),
        );
    }
    for (number, node) in nodes.iter().enumerate() {
        let Value::Text(text) = &node.value else { continue };
        let earlier = nodes.get(..number).unwrap_or_default();
        if earlier.iter().any(|other| matches!(&other.value, Value::Text(other) if other.eq_ignore_ascii_case(text))) {
            checker.push(
                codes::SITE_VALUE,
                node.span,
                format!("`languages` names `{text}` twice"),
                "take one of them out",
            );
        } else {
            language(node, checker);
        }
    }
}

/// Reports elements in `html.allow` that a body may not hold.
pub(super) fn check_elements(tree: &Node, checker: &mut Checker<'_>) {
    let allow = tree.get("html").and_then(|html| html.get("allow"));
    for node in allow.map(Node::items).unwrap_or_default() {
        let Value::Text(name) = &node.value else { continue };
        if may_be_allowed(name) {
            continue;
        }
        let help = match nearest(name, ELEMENTS.iter().copied()) {
            Some(near) => format!("write `{near}`, or take it out"),
            None => "take it out, and write Markdown in its place".to_owned(),
        };
        checker.push(
            codes::SITE_VALUE,
            node.span,
            format!("`html.allow` names `{name}`, which is no element that a page may hold"),
            help,
        );
    }
}

/// Reports groups of synonyms with one phrase, which stands for no other: most likely the brackets of the group are
/// missing.
pub(super) fn check_synonyms(tree: &Node, checker: &mut Checker<'_>) {
    let Some(node) = tree.get("synonyms") else { return };
    let alone = |group: &Node| matches!(group.items(), [phrase] if phrase.text().is_some());
    let groups = node.items();
    if groups.iter().all(alone) && !groups.is_empty() {
        let phrases: Vec<String> = groups.iter().flat_map(Node::texts).map(|text| text.raw).collect();
        checker.push(
            codes::SITE_VALUE,
            node.span,
            "`synonyms` has no group of two phrases, so that none stands for another".to_owned(),
            format!("put brackets around each group within the list's own: `[[{}]]`", and_more(&phrases)),
        );
        return;
    }
    for group in groups.iter().filter(|group| alone(group)) {
        let phrases: Vec<String> = group.texts().into_iter().map(|text| text.raw).collect();
        checker.push(
            codes::SITE_VALUE,
            group.span,
            "a group of `synonyms` has one phrase, which stands for no other".to_owned(),
            format!("put what means the same in one pair of brackets: `[{}]`", and_more(&phrases)),
        );
    }
}

/// Phrases with commas; a single one with room for another.
fn and_more(phrases: &[String]) -> String {
    let list = phrases.join(", ");
    if list.contains(',') { list } else { format!("{list}, …") }
}

fn language(node: &Node, checker: &mut Checker<'_>) {
    let Value::Text(text) = &node.value else { return };
    if !is_tag(text) {
        checker.push(
            codes::SITE_VALUE,
            node.span,
            format!("`{text}` is no language tag"),
            "write a tag of BCP 47, such as `en`, `en-GB` or `ar`",
        );
    }
}

/// Whether a text has the form of a BCP 47 tag: two or three letters, then parts of up to eight letters and digits.
fn is_tag(text: &str) -> bool {
    let mut parts = text.split('-');
    let first = parts.next().unwrap_or_default();
    (2..=3).contains(&first.len())
        && first.bytes().all(|byte| byte.is_ascii_alphabetic())
        && parts.all(|part| (1..=8).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_alphanumeric()))
}

#[cfg(test)]
mod tests {
    use crate::load::Snapshot;
    use crate::parse::config;

    #[track_caller]
    fn check(settings: &str, expected: &[&str]) {
        let settings = format!("name: Clinic\n{settings}\n");
        let problems = config::read(&Snapshot::from_texts([("content/site.yaml", settings.as_str())])).problems;
        let found: Vec<String> = problems
            .iter()
            .map(|problem| format!("{} | {}", problem.message, problem.help.as_deref().unwrap_or_default()))
            .collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn languages_are_tags_and_stand_once() {
        check("language: en-GB\nlanguages: [en-GB, cy, zh-Hant-TW]", &[]);
        check(
            "language: english language\nlanguages: [en, EN]",
            &[
                "`english language` is no language tag | write a tag of BCP 47, such as `en`, `en-GB` or `ar`",
                "`languages` names `EN` twice | take one of them out",
            ],
        );
    }

    #[test]
    fn the_first_language_is_the_default() {
        check("language: en-GB\nlanguages: [de]", &[]);
        check(
            "language: en-GB\nlanguages: [de, en-GB]",
            &[
                "`languages` begins with `de`, and `language` is `en-GB`: the first is the default | begin the list with \
               `en-GB`, or write `language: de`",
            ],
        );
    }

    #[test]
    fn only_elements_that_hold_nothing_back_are_allowed() {
        check("language: en\nhtml: {allow: [kbd, abbr]}", &[]);
        check(
            "language: en\nhtml: {allow: [textarea, kdb]}",
            &[
                "`html.allow` names `textarea`, which is no element that a page may hold | take it out, and write Markdown in its place",
                "`html.allow` names `kdb`, which is no element that a page may hold | write `kbd`, or take it out",
            ],
        );
    }

    #[test]
    fn a_group_of_synonyms_has_two_phrases() {
        check("language: en\nsynonyms: [[breathless, winded], [a, b, c]]", &[]);
        let flat = "`synonyms` has no group of two phrases, so that none stands for another | put brackets around each \
                    group within the list's own: `[[breathless, winded]]`";
        check("language: en\nsynonyms: [breathless, winded]", &[flat]);
        check("language: en\nsynonyms: breathless, winded", &[flat]);
        check("language: en\nsynonyms:\n- breathless\n- [winded]", &[flat]);
        check(
            "language: en\nsynonyms: [[breathless, winded], [cramp]]",
            &[
                "a group of `synonyms` has one phrase, which stands for no other | put what means the same in one pair of \
               brackets: `[cramp, …]`",
            ],
        );
    }
}

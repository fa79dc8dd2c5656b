//! M009: a card's marker that does not begin a quotation would be printed as it stands, and its signs would stand under
//! another heading or none.

use super::Subject;
use crate::base::bytes;
use crate::base::span::Span;
use crate::diag::{Place, Problem, codes};
use crate::model::doc::{CardKind, Document, Event, Tag};
use crate::parse::link_target::has_scheme;

/// Brackets that a marker is written in, the right one first, and those of other keyboards.
const OPENING: [char; 7] = ['[', '(', '{', '［', '（', '｛', '【'];
const CLOSING: [char; 7] = [']', ')', '}', '］', '）', '｝', '】'];

/// The bytes that brackets of other keyboards begin with. A few other letters begin so too.
const OTHERS: [u8; 2] = [0xef, 0xe3];

/// Blanks that make a line code.
const CODE_INDENT: usize = 4;

/// Characters in which a marker's closing bracket is looked for.
const LONGEST: usize = 120;

/// Reports markers that begin no card, in running text and in code without a language.
pub(super) fn check(subject: Subject<'_>, problems: &mut Vec<Problem>) {
    let document = &subject.page.document;
    let shown = examples(document);
    for span in markers(document) {
        let is_card = document.cards.iter().any(|card| card.span.start == span.start);
        let is_example = shown.iter().any(|example| example.start <= span.start && span.end <= example.end);
        if !is_card && !is_example {
            problems.push(Problem::new(
                codes::CARD_NOT_BEGUN,
                Place::at(&subject.page.path, span),
                format!("the marker `{}` begins no card: it would be printed as it stands", span.of(&document.source)),
                help(document, span),
            ));
        }
    }
}

/// What to do about a marker that begins no card.
fn help(document: &Document, span: Span) -> &'static str {
    let before = document.source.get(..span.start as usize).unwrap_or_default().rsplit('\n').next().unwrap_or_default();
    let indent = before.get(..before.len() - before.trim_start().len()).unwrap_or_default();
    let is_indented = indent.len() >= CODE_INDENT || indent.contains('\t');
    if is_indented && before.trim() == ">" {
        return "take the blanks before `>` away: a line that begins with four or more is code, not a card";
    }
    "put it first on a line after `> `, with a blank line before, as in `> [!URGENT] Call …`"
}

/// Blocks of code with a language, which an author shows on purpose, and blocks of raw HTML, which have a rule of their
/// own.
fn examples(document: &Document) -> Vec<Span> {
    let shown = document.events.iter().filter(|(event, _)| match event {
        Event::Start(Tag::CodeBlock(Some(info))) => !document.text(info.get()).trim().is_empty(),
        Event::Start(Tag::HtmlBlock) => true,
        _ => false,
    });
    shown.map(|(_, span)| *span).collect()
}

/// Everything in the body that looks like a card's marker: a word of a card in brackets, with its `!` or without.
fn markers(document: &Document) -> Vec<Span> {
    let source: &str = &document.source;
    let mut found = Vec::new();
    for at in bytes::places(source, document.start as usize, [b'[', b'(', b'{', OTHERS[0], OTHERS[1]]) {
        let Some(open) = letter_at(source, at).filter(|letter| OPENING.contains(letter)) else { continue };
        let inside = source.get(at + open.len_utf8()..).unwrap_or_default();
        // Most brackets hold the words of a link or a name: no marker begins as they do.
        if inside.starts_with(|letter: char| letter.is_ascii_lowercase() || matches!(letter, '[' | '@')) {
            continue;
        }
        let Some((length, close)) = closing(inside) else { continue };
        let label = inside.get(..length).unwrap_or_default();
        let before = || source.get(..at).unwrap_or_default().rsplit('\n').next().unwrap_or_default();
        let after = inside.get(length + close.len_utf8()..).unwrap_or_default();
        let is_marker = if (open, close) == ('[', ']') { is_marker(label, after) } else { is_other_marker(label) };
        if is_marker && !is_reported(before(), label) {
            found.push(Span::new(at, at + open.len_utf8() + length + close.len_utf8()));
        }
    }
    found
}

/// The first closing bracket that stands near the beginning of a text, on its first line.
fn closing(text: &str) -> Option<(usize, char)> {
    // A marker is short: looking further from every bracket would take long on a long line.
    let near = text.get(..text.floor_char_boundary(4 * LONGEST)).unwrap_or_default();
    let mut places = bytes::places(near, 0, [b']', b')', b'}', b'\n', b'\r', OTHERS[0], OTHERS[1]]);
    let found = places.find_map(|at| {
        let letter = letter_at(near, at)?;
        (CLOSING.contains(&letter) || matches!(letter, '\n' | '\r')).then_some((at, letter))
    });
    let (at, letter) = found.filter(|(_, letter)| CLOSING.contains(letter))?;
    (near.get(..at)?.chars().count() < LONGEST).then_some((at, letter))
}

fn letter_at(text: &str, at: usize) -> Option<char> {
    text.get(at..)?.chars().next()
}

/// Whether the marker is one of no card that begins a quotation: the parser has reported its word.
fn is_reported(before: &str, label: &str) -> bool {
    let begins = before.contains('>') && before.trim_matches([' ', '>', '\t']).is_empty();
    let word = label.strip_prefix('!').unwrap_or_default();
    let plain =
        !word.is_empty() && word.bytes().all(|byte| byte.is_ascii_alphabetic() || matches!(byte, b'-' | b'_' | b' '));
    let folded = word.to_ascii_uppercase().replace([' ', '_'], "-");
    begins && plain && !CardKind::WORDS.iter().any(|(name, _)| *name == folded)
}

/// Whether a label in other brackets is the word of a card with its `!`.
fn is_other_marker(label: &str) -> bool {
    let word =
        label.trim().strip_prefix(['!', '！']).unwrap_or_default().trim().to_uppercase().replace([' ', '_'], "-");
    CardKind::WORDS.iter().any(|(name, _)| *name == word)
}

/// Whether a label is a marker, or a slip of one: `!URGENT`, ` !urgent`, `\!URGENT`, `!EMERGENCY!`, `EMERGENCY`.
fn is_marker(label: &str, after: &str) -> bool {
    let bare = label.trim_start().trim_start_matches('\\');
    // `[![` opens a link whose text is a picture; what stands in the inner brackets is looked at on its own.
    let marked = bare.starts_with(['!', '！']) && !bare.starts_with("![");
    if marked {
        let letters = label.chars().filter(|letter| letter.is_alphabetic() || *letter == '-');
        let length: usize = letters.map(char::len_utf8).sum();
        return (1..=24).contains(&length) && !has_scheme(label);
    }
    // Without its `!` only the word in capitals counts, and not where it is the text of a link.
    let word = label.trim();
    let is_known = CardKind::WORDS.iter().any(|(name, _)| *name == word);
    is_known && word.len() > 3 && !after.starts_with(['(', '[', ':'])
}

#[cfg(test)]
mod tests {
    use crate::check::testing::check_body;

    #[test]
    fn a_marker_within_another_card_is_an_error() {
        check_body(
            "M009",
            "> [!NOTE] a\n> text\n> [!URGENT] Call {{urgent_line}} today if:\n",
            "M009 content/a.md:6:3 the marker `[!URGENT]` begins no card: it would be printed as it stands | put it first on a line after `> `, with a blank line before, as in `> [!URGENT] Call …`",
        );
    }

    #[test]
    fn slips_of_a_marker_are_errors() {
        let help = "it would be printed as it stands | put it first on a line after `> `, with a blank line before, as in `> [!URGENT] Call …`";
        for (text, marker, column) in [
            ("[!EMERGENCY] Call", "[!EMERGENCY]", 1),
            ("> **[!EMERGENCY]** Call", "[!EMERGENCY]", 5),
            ("> - [!URGENT] Call", "[!URGENT]", 5),
            ("> [ !URGENT] Call", "[ !URGENT]", 3),
            ("> [URGENT] Call", "[URGENT]", 3),
            ("> [!EMERGENCY1] Call", "[!EMERGENCY1]", 3),
            ("> ［!URGENT］ Call", "［!URGENT］", 3),
            ("> [！URGENT] Call", "[！URGENT]", 3),
            ("> (!urgent) Call", "(!urgent)", 3),
            ("> {!Do not} Run", "{!Do not}", 3),
        ] {
            check_body(
                "M009",
                text,
                &format!("M009 content/a.md:4:{column} the marker `{marker}` begins no card: {help}"),
            );
        }
    }

    #[test]
    fn blanks_that_make_a_card_code_are_named() {
        for text in ["    > [!URGENT] Call", "\t> [!URGENT] Call", "> \n\n     > [!URGENT] Call"] {
            let lines = crate::check::testing::lines(&[("content/a.md", &format!("---\ntitle: A\n---\n{text}"))]);
            let help = "| take the blanks before `>` away: a line that begins with four or more is code, not a card";
            assert!(lines.iter().any(|line| line.starts_with("M009") && line.ends_with(help)), "{text} {lines:?}");
        }
    }

    #[test]
    fn cards_examples_and_links_are_no_slips() {
        check_body("M009", "> [!NOTE] a\n> text [URGENT](https://a.example) and [a] and [x]\n", "");
        check_body("M009", "```text\n> [!URGENT] x\n```\n", "");
        check_body("M009", "[![calf](a.svg)](https://a.example)\n", "");
    }
}

//! C007: names of references in brackets that are read as no citation. They would be printed as they stand, and their
//! sources neither numbered nor listed.

use super::Subject;
use crate::base::bytes;
use crate::base::span::Span;
use crate::diag::{Place, Problem, codes};
use crate::model::doc::{CiteGroup, Event, LinkForm, Tag};
use crate::parse::cite_syntax::keys;

/// An open bracket of the text, or an open link.
#[derive(Clone, Copy, Default)]
struct Open<'a> {
    /// Where its bracket stands.
    start: usize,
    /// The reference that is named in it, if one is.
    named: Option<&'a str>,
    /// The citation in it, if there is one.
    cited: Option<Span>,
}

/// Reports slips of citations.
pub(super) fn check(subject: Subject<'_>, problems: &mut Vec<Problem>) {
    let document = &subject.page.document;
    problems.extend(document.cites.iter().filter_map(|group| second_name(subject, group)));
    let source: &str = &document.source;
    if !source.contains('@') {
        return;
    }
    let mut open: Vec<Open<'_>> = Vec::new();
    for (event, span) in &document.events {
        match event {
            Event::Text(words) => {
                words.in_file().into_iter().for_each(|slice| brackets(subject, slice, &mut open, problems));
            }
            Event::Cite(_) => open.iter_mut().for_each(|bracket| bracket.cited = Some(*span)),
            Event::Start(Tag::Link(_)) => open.push(Open { start: span.start as usize, ..Open::default() }),
            Event::End(Tag::Link(number)) => {
                let is_written = document.links.get(*number as usize).is_some_and(|link| match link.form {
                    LinkForm::Markdown | LinkForm::Wiki => true,
                    LinkForm::Auto | LinkForm::Email => false,
                });
                let named = open.pop().filter(|_| is_written).and_then(|link| Some((link.start, link.named?)));
                problems.extend(named.map(|(start, key)| in_link(subject, Span::new(start, span.end as usize), key)));
            }
            Event::Start(tag) | Event::End(tag) if !is_inline(tag) => open.clear(),
            _ => {}
        }
    }
}

/// Follows the brackets of running text, and reports those that hold the name of a reference or a citation.
fn brackets<'a>(subject: Subject<'a>, slice: Span, open: &mut Vec<Open<'a>>, problems: &mut Vec<Problem>) {
    let source: &str = &subject.page.document.source;
    let text = slice.of(source);
    if !bytes::holds_any(text, [b'[', b']', b'@']) {
        return;
    }
    let mut names = keys(text).filter(|(_, key)| is_known(subject, key)).peekable();
    for (at, letter) in text.char_indices() {
        let place = slice.start as usize + at;
        if let Some((_, key)) = names.next_if(|(name, _)| *name == at) {
            open.iter_mut().for_each(|bracket| bracket.named = Some(key));
        }
        match letter {
            '[' if !is_escaped(source, place) => open.push(Open { start: place, ..Open::default() }),
            ']' if !is_escaped(source, place) => {
                let Some(bracket) = open.pop() else { continue };
                let whole = Span::new(bracket.start, place + 1);
                let follows = source.get(place + 1..).unwrap_or_default();
                match (bracket.named, bracket.cited) {
                    (Some(key), _) => problems.push(printed(subject, whole, key)),
                    (None, Some(cited)) if follows.starts_with('(') => problems.push(link_lost(subject, whole, cited)),
                    (None, _) => {}
                }
                // What is reported is not reported again of the brackets around it.
                open.iter_mut().for_each(|around| around.named = around.named.filter(|_| bracket.named.is_none()));
            }
            _ => {}
        }
    }
}

fn is_known(subject: Subject<'_>, key: &str) -> bool {
    subject.site.index.references.contains_key(key)
}

fn is_escaped(source: &str, at: usize) -> bool {
    source.get(..at).is_some_and(|before| before.ends_with('\\'))
}

/// Elements within a line: brackets go on through them.
fn is_inline(tag: &Tag) -> bool {
    matches!(tag, Tag::Emphasis | Tag::Strong | Tag::Strikethrough | Tag::Link(_) | Tag::Image(_))
}

/// A citation whose words after the comma name another reference.
fn second_name(subject: Subject<'_>, group: &CiteGroup) -> Option<Problem> {
    let locators = group.items.iter().filter_map(|item| item.locator.as_deref());
    let key = locators.flat_map(keys).map(|(_, key)| key).find(|key| is_known(subject, key))?;
    let written = group.span.of(&subject.page.document.source);
    let mut right = String::new();
    let mut from = 0;
    for (at, _) in keys(written).filter(|(_, key)| is_known(subject, key)) {
        let before = written.get(from..at).unwrap_or_default();
        right.push_str(before.trim_end_matches([',', ';', ' ', '\n', '\r', '>']));
        right.push_str(if from == 0 { "" } else { "; " });
        from = at;
    }
    right.push_str(written.get(from..).unwrap_or_default());
    let right = right.split_whitespace().collect::<Vec<_>>().join(" ");
    Some(slip(
        subject,
        group.span,
        format!("`@{key}` is read as a word about the source before it: it would be printed, and not be cited"),
        format!("write `{right}`"),
    ))
}

/// A name in brackets that are no citation.
fn printed(subject: Subject<'_>, span: Span, key: &str) -> Problem {
    let message = format!("`@{key}` is not cited: the brackets would be printed as they stand");
    slip(subject, span, message, format!("write the citation alone in its brackets, as in `[@{key}]`"))
}

/// A name in the words of a link.
fn in_link(subject: Subject<'_>, span: Span, key: &str) -> Problem {
    let message = format!("`@{key}` stands in the words of a link: it would be printed, and not be cited");
    slip(subject, span, message, format!("put the citation after the link, as in `[words](address) [@{key}]`"))
}

/// A link with a citation in its words, which is no link.
fn link_lost(subject: Subject<'_>, span: Span, cited: Span) -> Problem {
    let cited = cited.of(&subject.page.document.source);
    let message = format!("a link with the citation `{cited}` in its words is no link: its address would be printed");
    slip(subject, span, message, format!("put the citation after the link, as in `[words](address) {cited}`"))
}

fn slip(subject: Subject<'_>, span: Span, message: String, help: String) -> Problem {
    Problem::new(codes::CITE_MISWRITTEN, Place::at(&subject.page.path, span), message, help)
}

#[cfg(test)]
mod tests {
    use crate::check::testing::check;

    #[track_caller]
    fn check_text(text: &str, expected: &str) {
        let page = format!("---\ntitle: A\n---\n{text}\n");
        let reference = "---\nkind: reference\ntitle: R\nissued: 2020\n---\n";
        check(
            "C007",
            &[("content/a.md", &page), ("content/r/r1.md", reference), ("content/r/r2.md", reference)],
            expected,
        );
    }

    #[test]
    fn a_comma_in_place_of_a_semicolon_is_an_error() {
        let told = "`@r2` is read as a word about the source before it: it would be printed, and not be cited";
        check_text("A [@r1, @r2].", &format!("C007 content/a.md:4:3 {told} | write `[@r1; @r2]`"));
        check_text(
            "A [@r1, p. 7, @r2, p. 8].",
            &format!("C007 content/a.md:4:3 {told} | write `[@r1, p. 7; @r2, p. 8]`"),
        );
        check_text("A [@r1, p. 7; @r2] [@r1, see @unknown].", "");
    }

    #[test]
    fn a_name_in_brackets_with_other_words_is_an_error() {
        let told = "`@r1` is not cited: the brackets would be printed as they stand | write the citation alone in its \
                    brackets, as in `[@r1]`";
        check_text("A [see @r1].", &format!("C007 content/a.md:4:3 {told}"));
        check_text("A [see *only* @r1, p. 7].", &format!("C007 content/a.md:4:3 {told}"));
        check_text("A (see @r1), \\[see @r1\\], `[see @r1]`, [see @us], [a@r1].", "");
    }

    #[test]
    fn a_citation_in_the_words_of_a_link_is_an_error() {
        check_text(
            "A [text [@r1]](https://a.example).",
            "C007 content/a.md:4:3 a link with the citation `[@r1]` in its words is no link: its address would be printed \
             | put the citation after the link, as in `[words](address) [@r1]`",
        );
        check_text(
            "A [see @r1](https://a.example).",
            "C007 content/a.md:4:3 `@r1` stands in the words of a link: it would be printed, and not be cited | put the \
             citation after the link, as in `[words](address) [@r1]`",
        );
        check_text("A [text](https://a.example) [@r1] [so [@r2]].", "");
    }
}

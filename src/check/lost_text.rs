//! M011: words of a body that no reader would see, since Markdown takes them for something else: cells of a table
//! beyond its head, a link's definition that nothing uses, a second footnote of one name, braces at a heading's end,
//! words that look like a tag.
//!
//! But for footnotes the rule asks no grammar: it looks for words that no printed event covers, so that nothing can
//! vanish unseen.

use std::collections::BTreeSet;

use super::Subject;
use crate::base::raw_html;
use crate::base::slug::folded;
use crate::base::span::Span;
use crate::diag::{Place, Problem, codes};
use crate::model::doc::{Document, Event, Tag};

/// Reports words that stand in the file and in no event.
pub(super) fn check(subject: Subject<'_>, problems: &mut Vec<Problem>) {
    let document = &subject.page.document;
    settings_of_headings(subject, problems);
    words_in_tags(subject, problems);
    for span in gaps(document) {
        let words = span.of(&document.source);
        let (message, help) = if words.starts_with('[') && words.contains("]:") {
            ("is read as a link's definition that nothing uses", "take it out, or write it as a sentence")
        } else {
            ("stands in no cell of the table's head", "give the table's head and its dashes as many cells as this row")
        };
        problems.push(Problem::new(
            codes::TEXT_LOST,
            Place::at(&subject.page.path, span),
            format!("`{}` {message}: no reader would see it", shortened(words)),
            help,
        ));
    }
    problems.extend(second_footnotes(document).map(|(name, span)| {
        Problem::new(
            codes::TEXT_LOST,
            Place::at(&subject.page.path, span),
            format!("the footnote `{name}` is written a second time on this page: no reader would see this one"),
            format!("give it a name of its own in place of `[^{name}]`, here and at its mark"),
        )
    }));
}

/// Footnotes whose name an earlier one of the page has, each with its first line.
fn second_footnotes(document: &Document) -> impl Iterator<Item = (&str, Span)> {
    let mut known = BTreeSet::new();
    document.events.iter().filter_map(move |(event, span)| {
        let Event::Start(Tag::Footnote(name)) = event else { return None };
        let name = document.text(*name);
        let line = span.of(&document.source).lines().next().unwrap_or_default();
        let start = span.start as usize;
        (!known.insert(folded(name))).then(|| (name, Span::new(start, start + line.trim_end().len())))
    })
}

/// What stands in braces at the end of a heading and is no id: it is read as the heading's settings.
fn settings_of_headings(subject: Subject<'_>, problems: &mut Vec<Problem>) {
    let document = &subject.page.document;
    for heading in &document.headings {
        let line = heading.span.of(&document.source).trim_end().trim_end_matches('#').trim_end();
        let Some(at) = line.ends_with('}').then(|| line.rfind('{')).flatten() else { continue };
        let (before, settings) = line.split_at(at);
        let is_id = settings.starts_with("{#") && !settings.contains(char::is_whitespace);
        if is_id || before.ends_with(['{', '\\']) || settings.ends_with("}}") {
            continue;
        }
        let span = Span::new(at, line.len()).shifted(heading.span.start as usize);
        problems.push(Problem::new(
            codes::TEXT_LOST,
            Place::at(&subject.page.path, span),
            format!("`{settings}` is read as settings of the heading: no reader would see it"),
            "write round brackets, or `\\{` for the sign itself",
        ));
    }
}

/// Words between `<` and `>` that are no element of HTML, or hold words where an element has attributes.
fn words_in_tags(subject: Subject<'_>, problems: &mut Vec<Problem>) {
    let document = &subject.page.document;
    for (event, span) in &document.events {
        let Event::InlineHtml(html) = event else { continue };
        let html = document.str(html);
        if raw_html::is_words(html) {
            problems.push(Problem::new(
                codes::TEXT_LOST,
                Place::at(&subject.page.path, *span),
                format!("`{html}` is read as a tag: no reader would see it"),
                "write `less than`, or `\\<` for the sign itself",
            ));
        }
    }
}

/// The words that no event covers, a span for each line of them.
fn gaps(document: &Document) -> Vec<Span> {
    let mut gaps = Vec::new();
    let mut end = document.start as usize;
    let last = document.source.len();
    for covered in covered(document).into_iter().chain([Span::new(last, last)]) {
        let start = covered.start as usize;
        if start > end {
            lines(&document.source, end, start, &mut gaps);
        }
        end = end.max(covered.end as usize);
    }
    gaps
}

/// Splits a gap into lines and keeps those with words, without what surrounds them.
fn lines(source: &str, start: usize, end: usize, gaps: &mut Vec<Span>) {
    let mut at = start;
    for line in source.get(start..end).unwrap_or_default().split_inclusive('\n') {
        let begins = source.get(..at).is_none_or(|before| before.is_empty() || before.ends_with('\n'));
        let text = if begins { after_markers(line) } else { line };
        let edge = |letter: char| letter.is_whitespace() || matches!(letter, '|' | '>' | '*' | '_' | '~');
        let kept = text.trim_start_matches(edge);
        let from = at + line.len() - kept.len();
        let kept = kept.trim_end_matches(edge);
        if kept.chars().any(char::is_alphanumeric) && !is_comment(kept) {
            gaps.push(Span::new(from, from + kept.len()));
        }
        at += line.len();
    }
}

/// A line without the marks of quotations, lists and footnotes that it begins with.
fn after_markers(line: &str) -> &str {
    let mut rest = line;
    loop {
        let text = rest.trim_start_matches([' ', '\t', '>', '-', '+', '*']);
        let digits = text.trim_start_matches(|letter: char| letter.is_ascii_digit());
        let numbered = digits.len() < text.len() && digits.starts_with(['.', ')']);
        let footnote = text.strip_prefix("[^").and_then(|name| name.split_once("]:"));
        let next = match footnote {
            Some((name, after)) if !name.contains([' ', '\n']) => after,
            Some(_) | None if numbered => digits.get(1..).unwrap_or_default(),
            Some(_) | None => text,
        };
        if next.len() == rest.len() {
            return rest;
        }
        rest = next;
    }
}

/// Whether this is the way to write a comment that many authors know: `[//]: # (text)`.
fn is_comment(text: &str) -> bool {
    text.split_once("]:").is_some_and(|(_, target)| target.trim_start().starts_with('#'))
}

/// All that is printed, or means something of its own, in order of its place.
fn covered(document: &Document) -> Vec<Span> {
    let mut spans: Vec<Span> =
        document.events.iter().filter(|(event, _)| is_whole(event)).map(|(_, span)| *span).collect();
    spans.extend_from_slice(&document.definitions);
    spans.sort_by_key(|span| (span.start, span.end));
    spans
}

/// Whether an event accounts for everything in its span.
fn is_whole(event: &Event) -> bool {
    match event {
        Event::Start(tag) => match tag {
            Tag::Heading(_)
            | Tag::CardHeading(_)
            | Tag::CodeBlock(_)
            | Tag::HtmlBlock
            | Tag::Link(_)
            | Tag::Image(_) => true,
            Tag::Paragraph
            | Tag::BlockQuote
            | Tag::Card(_)
            | Tag::List(_)
            | Tag::Item
            | Tag::Footnote(_)
            | Tag::Table(_)
            | Tag::TableHead
            | Tag::TableRow
            | Tag::TableCell
            | Tag::Emphasis
            | Tag::Strong
            | Tag::Strikethrough => false,
        },
        Event::End(_) => false,
        Event::Text(_)
        | Event::Code(_)
        | Event::Html(_)
        | Event::InlineHtml(_)
        | Event::SoftBreak
        | Event::HardBreak
        | Event::Rule
        | Event::TaskMarker(_)
        | Event::FootnoteMark(_)
        | Event::Insert(_)
        | Event::Cite(_)
        | Event::Embed(_) => true,
    }
}

/// The first words of a text, for a message.
pub(super) fn shortened(text: &str) -> String {
    match text.char_indices().nth(40) {
        Some((end, _)) => format!("{}…", text.get(..end).unwrap_or_default().trim_end()),
        None => text.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use crate::check::testing::check_body;

    #[test]
    fn braces_at_a_headings_end_are_an_error() {
        let help = "no reader would see it | write round brackets, or `\\{` for the sign itself";
        let expected = format!("M011 content/a.md:4:9 `{{if pain}}` is read as settings of the heading: {help}");
        check_body("M011", "## Stop {if pain}\n", &expected);
        check_body("M011", "## Stop {#stop}\n## At {{pain_ok}}\n## A {x} b\n", "");
    }

    #[test]
    fn words_that_look_like_a_tag_are_an_error() {
        let help = "no reader would see it | write `less than`, or `\\<` for the sign itself";
        let expected = format!("M011 content/a.md:4:13 `<six weeks or more>` is read as a tag: {help}");
        check_body("M011", "Keep <5 and <six weeks or more>.\n", &expected);
        check_body("M011", "A<br>b <span class=\"x\">c</span>\n", "");
    }

    #[test]
    fn a_cell_beyond_the_head_is_an_error() {
        check_body(
            "M011",
            "| Sign | Do |\n| --- | --- |\n| Swelling | Call | today, not tomorrow |\n",
            "M011 content/a.md:6:21 `today, not tomorrow` stands in no cell of the table's head: no reader would see it | \
             give the table's head and its dashes as many cells as this row",
        );
    }

    #[test]
    fn a_definition_that_nothing_uses_is_an_error() {
        let help = "is read as a link's definition that nothing uses: no reader would see it | \
                    take it out, or write it as a sentence";
        check_body("M011", "[URGENT]: 111\n", &format!("M011 content/a.md:4:1 `[URGENT]: 111` {help}"));
        check_body("M011", "[b]: /b/\n[b]: /c/\n\n[b]\n", &format!("M011 content/a.md:5:1 `[b]: /c/` {help}"));
    }

    #[test]
    fn a_second_footnote_of_one_name_is_an_error() {
        check_body(
            "M011",
            "So[^a].\n\n[^a]: not if pregnant\n\n[^A]: not for long\n    at all\n",
            "M011 content/a.md:8:1 the footnote `A` is written a second time on this page: no reader would see this one | \
             give it a name of its own in place of `[^A]`, here and at its mark",
        );
    }

    #[test]
    fn what_is_printed_is_quiet() {
        for body in [
            "# A {#a}\n\nText *one* __two__ ~~three~~ `x` &amp; \\* [l](/b/ \"t\") ![p](p.svg)  \nnew\\\nline\n",
            "1. a\n2) b\n   - [x] c\n\n> > 3. d\n> lazy\nline\n",
            "> [!NOTE] Head {{name}}\n> text [@a-1, p. 2] ![[b#c]] [[d|e]]\n",
            "| a | b |\n|:-|-:|\n| `x \\| y` | [[c\\|d]] |\n| one |\n",
            "So[^1].\n\n[^1]: Why not\n    and more\n",
            "[l] and [m][n]\n\n[l]: /b/ \"t\"\n[N]: </c d/>\n  'long\n  title'\n",
            "[//]: # (a note to myself)\n<!-- b -->\n\n```text x\ncode\n```\n\n    code\n\n<div>c</div>\n\nHead\n====\n\n***\n",
        ] {
            check_body("M011", body, "");
        }
    }
}

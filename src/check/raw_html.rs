//! M001, M010 and M011: raw HTML that is taken out of a body, one problem for a block or a line; an error where it hides
//! more, or takes words with it.
//!
//! A comment is left out too, without a warning: a reader loses nothing.

use super::Subject;
use super::lost_text::shortened;
use crate::base::html::escape_into;
use crate::base::lost_html::{self, Open};
use crate::base::raw_html;
use crate::base::span::Span;
use crate::diag::{Place, Problem, codes};
use crate::model::doc::{Event, Tag};
use crate::parse::config_lists::may_be_allowed;

/// Warns of raw HTML that is not published as it is written.
pub(super) fn check(subject: Subject<'_>, problems: &mut Vec<Problem>) {
    let document = &subject.page.document;
    let mut run: Option<(Span, String)> = None;
    let mut open = Open::default();
    let mut last = Span::default();
    let mut is_block = false;
    for (event, span) in &document.events {
        match event {
            Event::Start(Tag::HtmlBlock) => {
                finish(subject, run.take(), problems);
                is_block = true;
            }
            Event::End(Tag::HtmlBlock) => {
                finish(subject, run.take(), problems);
                is_block = false;
            }
            Event::Html(html) | Event::InlineHtml(html) => {
                let html = document.str(html);
                match &mut run {
                    Some((_, text)) if is_block || same_line(&document.source, last, *span) => text.push_str(html),
                    _ => {
                        finish(subject, run.take(), problems);
                        run = Some((*span, html.to_owned()));
                        open = Open::default();
                    }
                }
                open.read(html);
                last = *span;
            }
            // Within a line, the words between two tags are no HTML: they count where they are left out with the tags.
            Event::Text(words) | Event::Code(words) | Event::Insert(words) => {
                if let Some((_, html)) = run.as_mut().filter(|_| open.takes_words()) {
                    escape_into(html, document.str(words));
                }
            }
            Event::Start(_)
            | Event::End(_)
            | Event::SoftBreak
            | Event::HardBreak
            | Event::Rule
            | Event::TaskMarker(_)
            | Event::FootnoteMark(_)
            | Event::Cite(_)
            | Event::Embed(_) => {}
        }
    }
    finish(subject, run, problems);
}

fn finish(subject: Subject<'_>, run: Option<(Span, String)>, problems: &mut Vec<Problem>) {
    let Some((span, html)) = run else { return };
    if raw_html::hides(&html) {
        problems.push(Problem::new(
            codes::HTML_HIDES,
            Place::at(&subject.page.path, span),
            "raw HTML hides text, a card or an insert that a reader may need: it never ends, or Markdown stands within it",
            "take the HTML out, or close it and put a blank line between it and the Markdown",
        ));
        return;
    }
    if let Some(words) = lost_html::words(&html) {
        problems.push(Problem::new(
            codes::TEXT_LOST,
            Place::at(&subject.page.path, span),
            format!("`{}` stands in HTML that is left out with all it holds: no reader would see it", shortened(words)),
            "write it as text, or between `<!--` and `-->` if it is a note of your own",
        ));
        return;
    }
    let html = without_comments(&html);
    let allowed = &subject.site.index.config.html_allow;
    if html.trim().is_empty() || !raw_html::is_changed(&html, allowed) {
        return;
    }
    let names = element_names(&html);
    let (whole, rest): (Vec<&String>, Vec<&String>) =
        names.iter().partition(|name| fate(name, allowed) == Fate::LeftOut);
    let tags: Vec<&String> = rest.into_iter().filter(|name| fate(name, allowed) == Fate::TagRemoved).collect();
    if let Some(tag) = tags.iter().find(|tag| raw_html::strikes(tag)) {
        let message = format!("the tag `<{tag}>` is removed, and what it strikes out would be printed as if it held");
        problems.push(Problem::new(
            codes::HTML_HIDES,
            Place::at(&subject.page.path, span),
            message,
            "write `~~` before and after the words, or take them out",
        ));
        return;
    }
    let Some((message, help)) = words(&whole, &tags, &html, allowed) else { return };
    problems.push(Problem::new(codes::HTML_REMOVED, Place::at(&subject.page.path, span), message, help));
}

/// What becomes of an element.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Fate {
    Kept,
    TagRemoved,
    LeftOut,
}

fn fate(name: &str, allowed: &[String]) -> Fate {
    let mut out = String::new();
    raw_html::write(&mut out, &format!("<{name}>x</{name}>"), allowed);
    match out.trim() {
        "" => Fate::LeftOut,
        "x" => Fate::TagRemoved,
        _ => Fate::Kept,
    }
}

/// The message and the help; `None` when only quotes, case or a closing `/` are written another way.
fn words(whole: &[&String], tags: &[&String], html: &str, allowed: &[String]) -> Option<(String, String)> {
    let mut messages = Vec::new();
    let mut helps = Vec::new();
    if !tags.is_empty() {
        let (tag, it) = if tags.len() == 1 { ("tag", "it") } else { ("tags", "they") };
        let (is, holds) = if tags.len() == 1 { ("is", "holds") } else { ("are", "hold") };
        messages.push(format!("the {tag} {} {is} removed, the words {it} {holds} are kept", list(tags, "<", ">")));
        let allowable: Vec<&String> = tags.iter().copied().filter(|tag| may_be_allowed(tag)).collect();
        helps.push(match allowable.as_slice() {
            [] => "write Markdown instead".to_owned(),
            names => format!("write Markdown instead, or add {} to `html.allow` in `site.yaml`", list(names, "", "")),
        });
    }
    if !whole.is_empty() {
        let is = if whole.len() == 1 { "is left out with all it holds" } else { "are left out with all they hold" };
        messages.push(format!("{} {is}", list(whole, "<", ">")));
        helps.push(format!("take {} out: no page may hold what runs, styles or embeds", list(whole, "<", ">")));
    }
    if messages.is_empty() {
        let mut out = String::new();
        raw_html::write(&mut out, html, allowed);
        if bare(&out) == bare(html) {
            return None;
        }
        messages.push("raw HTML is simplified".to_owned());
        helps.push("keep no attributes but `class`, `dir`, `id`, `lang` and `title`".to_owned());
    }
    Some((messages.join("; "), helps.join("; ")))
}

fn list(names: &[&String], before: &str, after: &str) -> String {
    names.iter().map(|name| format!("`{before}{name}{after}`")).collect::<Vec<_>>().join(", ")
}

fn bare(html: &str) -> String {
    html.to_lowercase()
        .chars()
        .filter(|letter| !letter.is_whitespace() && !matches!(letter, '/' | '"' | '\''))
        .collect()
}

/// The elements of raw HTML, each once, in order.
fn element_names(html: &str) -> Vec<String> {
    let mut names: Vec<String> = Vec::new();
    for after in html.split('<').skip(1) {
        let after = after.strip_prefix('/').unwrap_or(after);
        let name: String =
            after.chars().take_while(|letter| letter.is_ascii_alphanumeric() || *letter == '-').collect();
        let name = name.to_ascii_lowercase();
        if name.starts_with(|letter: char| letter.is_ascii_alphabetic()) && !names.contains(&name) {
            names.push(name);
        }
    }
    names
}

fn without_comments(html: &str) -> String {
    let mut kept = String::new();
    let mut rest = html;
    while let Some((before, comment)) = rest.split_once("<!--") {
        kept.push_str(before);
        rest = comment.split_once("-->").map_or("", |(_, after)| after);
    }
    kept.push_str(rest);
    kept
}

fn same_line(source: &str, first: Span, second: Span) -> bool {
    !Span { start: first.start, end: second.start }.of(source).contains('\n')
}

#[cfg(test)]
mod tests {
    use crate::check::testing::{check, check_body};

    #[test]
    fn what_a_removed_tag_strikes_out_is_an_error() {
        let expected = "M010 content/a.md:4:6 the tag `<s>` is removed, and what it strikes out would be printed as if it held \
                        | write `~~` before and after the words, or take them out";
        check_body("M010", "Rest <s>3</s> 5 days\n", expected);
        let site = ("content/site.yaml", "html: {allow: [s]}\n");
        check("M010", &[site, ("content/a.md", "---\ntitle: A\n---\nRest <s>3</s> 5 days\n")], "");
    }

    #[test]
    fn tags_are_named_once_a_line_and_words_are_kept() {
        let help = "write Markdown instead, or add `b` to `html.allow` in `site.yaml`";
        let expected = format!("M001 content/a.md:4:5 the tag `<b>` is removed, the words it holds are kept | {help}");
        check_body("M001", "Not <b>this</b> and <b>that</b>\n", &expected);
        let help = "write Markdown instead, or add `p` to `html.allow` in `site.yaml`";
        let expected =
            format!("M001 content/a.md:6:1 the tags `<div>`, `<p>` are removed, the words they hold are kept | {help}");
        check_body("M001", "A\n\n<div>\n<p>words\n</div>\n", &expected);
    }

    #[test]
    fn what_runs_is_left_out_whole() {
        let help = "take `<script>` out: no page may hold what runs, styles or embeds";
        let expected = format!("M001 content/a.md:4:1 `<script>` is left out with all it holds | {help}");
        check_body("M001", "<script>\nalert(1)\n</script>\n", &expected);
    }

    #[test]
    fn what_takes_in_the_rest_of_the_page_is_an_error() {
        let expected = "M010 content/a.md:4:1 raw HTML hides text, a card or an insert that a reader may need: \
                        it never ends, or Markdown stands within it | take the HTML out, or close it and put a blank \
                        line between it and the Markdown";
        for open in ["<!-- to do", "<?php", "<!DOCTYPE html", "<![CDATA[", "<pre>", "<TEXTAREA rows=2", "<script>"] {
            check_body("M010", &format!("{open}\n\nStop at once\n\n- call us\n"), expected);
        }
        for closed in
            ["<!-- to do -->", "<?php ?>", "<!DOCTYPE html>", "<![CDATA[ ]]>", "<pre>\n\nx</pre>", "A <pre>b\n</pre>"]
        {
            check_body("M010", &format!("{closed}\n\nStop at once\n"), "");
        }
    }

    #[test]
    fn words_that_go_with_their_html_are_an_error() {
        let lost = |column: usize, words: &str| {
            format!(
                "M011 content/a.md:4:{column} `{words}` stands in HTML that is left out with all it holds: no reader would see \
                 it | write it as text, or between `<!--` and `-->` if it is a note of your own"
            )
        };
        for html in ["<!DO NOT RUN>", "<![CDATA[DO NOT RUN]]>", "<svg>\n<text>DO NOT RUN</text>\n</svg>"] {
            check_body("M0", &format!("{html}\n\n> A\n"), &lost(1, "DO NOT RUN"));
        }
        check_body("M0", "> a <!DO NOT RUN> b\n", &lost(5, "DO NOT RUN"));
        check_body("M0", "Rest. <noscript>Call 999 now</noscript> Rest.\n", &lost(7, "Call 999 now"));
        check_body("M0", "Rest. <noscript>**Call** {{urgent_line}}</noscript>\n", &lost(7, "Call urgent_line"));
        check_body("M011", "a <br> b `<svg>c</svg> <!d e>` f <br>\n", "");
        check_body("M011", "<!-- DO NOT RUN --> a <!-- b -->\n\n<!DOCTYPE html>\n", "");
    }

    #[test]
    fn comments_code_and_allowed_elements_are_quiet() {
        check_body("M001", "<!-- <b>note</b> -->\n\n`<b>` and <https://a.example>\n", "");
        let settings = "name: C\nlanguage: en\nhtml: {allow: [kbd, br]}\n";
        let page = |body: &str| format!("---\ntitle: A\n---\n{body}\n");
        check("M001", &[("content/site.yaml", settings), ("content/a.md", &page("<kbd>x</kbd><br/>"))], "");
        let expected = "M001 content/a.md:4:1 raw HTML is simplified | keep no attributes but `class`, `dir`, `id`, `lang` and `title`";
        check(
            "M001",
            &[("content/site.yaml", settings), ("content/a.md", &page("<kbd onclick='x'>x</kbd>"))],
            expected,
        );
    }
}

//! M012: signs that Markdown or HTML takes for its own where an author most likely meant them: `3*10` is no emphasis,
//! `>5` no quotation, and `6.` after `2.` no third item. Without its sign a dose or a limit is another one.

use super::Subject;
use crate::base::raw_html;
use crate::base::span::Span;
use crate::diag::{Place, Problem, codes};
use crate::model::config::SiteConfig;
use crate::model::doc::{Document, Event, Tag};

/// Reports emphasis that begins or ends between two figures, quotations that begin with a figure, tags that hold
/// figures apart, and items that are printed with another number.
pub(super) fn check(subject: Subject<'_>, problems: &mut Vec<Problem>) {
    let document = &subject.page.document;
    let config = &subject.site.index.config;
    for (at, (event, span)) in document.events.iter().enumerate() {
        let found = if let Event::InlineHtml(html) = event {
            tag(config, document, at, document.str(html)).map(|(message, help)| (*span, message, help))
        } else if matches!(event, Event::Start(Tag::Emphasis | Tag::Strong | Tag::Strikethrough)) {
            emphasis(document, *span)
        } else if *event == Event::Start(Tag::BlockQuote) {
            quotation(document, *span)
        } else if let Event::Start(Tag::List(Some(first))) = event {
            renumbered(document, at, u64::from(first.get()))
        } else {
            None
        };
        problems.extend(found.map(|(span, message, help)| {
            Problem::new(codes::SIGN_TAKEN, Place::at(&subject.page.path, span), message, help)
        }));
    }
}

type Found = Option<(Span, String, String)>;

/// Emphasis whose opening or closing mark stands between two figures.
fn emphasis(document: &Document, span: Span) -> Found {
    let source: &str = &document.source;
    let text = span.of(source);
    let mark: &str = text.get(..text.len() - text.trim_start_matches(['*', '_', '~']).len())?;
    let before = source.get(..span.start as usize)?.chars().next_back();
    let after = source.get(span.end as usize..)?.chars().next();
    let opens = is_figure(before) && is_figure(text.trim_start_matches(['*', '_', '~']).chars().next());
    let closes = is_figure(after) && is_figure(text.trim_end_matches(['*', '_', '~']).chars().next_back());
    let shown = format!("{}{text}{}", text_of(before), text_of(after));
    (opens || closes).then(|| {
        let message = format!("`{shown}` is read as emphasis: the `{mark}` between two figures would not be printed");
        (span, message, format!("write `×` or a word, or `\\{mark}` for the sign itself"))
    })
}

/// A quotation that begins with a figure right after its sign, within an item of a list, or in the midst of a
/// paragraph.
fn quotation(document: &Document, span: Span) -> Found {
    let source: &str = &document.source;
    let text = span.of(source);
    let rest = text.strip_prefix('>')?;
    let line = source.get(..span.start as usize)?.rsplit('\n').next()?;
    let in_item = !line.trim_matches([' ', '\t', '>']).is_empty();
    let words = if in_item || follows_text(source.get(..span.start as usize)?) {
        rest.trim_start_matches([' ', '='])
    } else {
        rest.trim_start_matches('=')
    };
    is_figure(words.chars().next()).then(|| {
        let shown: String = text.lines().next().unwrap_or_default().chars().take(30).collect();
        let message = format!("`{shown}` is read as a quotation: its `>` would not be printed");
        (span, message, "write `more than`, or `\\>` for the sign itself".to_owned())
    })
}

/// The first item of a numbered list that is printed with another number than it is written with. A list of one number
/// alone is one whose author leaves the counting to others.
fn renumbered(document: &Document, list: usize, first: u64) -> Found {
    let written: Vec<(u64, Span)> =
        items(document, list).filter_map(|span| Some((number(span.of(&document.source))?, span))).collect();
    if written.iter().all(|(number, _)| *number == first) {
        return None;
    }
    let mut printed = written.iter().zip(first..);
    let ((_, span), number) = printed.find(|((written, _), printed)| written != printed)?;
    let shown: String = span.of(&document.source).lines().next().unwrap_or_default().chars().take(30).collect();
    let message = format!("`{shown}` is read as an item of a list, and would be printed with the number {number}");
    Some((*span, message, "write a word before the figure, such as `Week 6:`, or number the list in order".to_owned()))
}

/// The places of a list's own items.
fn items(document: &Document, list: usize) -> impl Iterator<Item = Span> {
    let mut depth = 0_usize;
    let events = document.events.get(list..).unwrap_or_default().iter();
    let within = events.map_while(move |(event, span)| {
        match event {
            Event::Start(Tag::List(_)) => depth += 1,
            Event::End(Tag::List(_)) => depth = depth.saturating_sub(1),
            _ => {}
        }
        (depth > 0).then_some((depth, event, *span))
    });
    within.filter(|(depth, event, _)| *depth == 1 && **event == Event::Start(Tag::Item)).map(|(_, _, span)| span)
}

/// The number that an item is written with.
fn number(item: &str) -> Option<u64> {
    let digits = item.trim_start();
    digits.get(..digits.bytes().take_while(u8::is_ascii_digit).count())?.parse().ok()
}

/// Whether the line above what comes next is text that goes on: no blank line, heading or quotation.
fn follows_text(before: &str) -> bool {
    let above = before.rsplit('\n').nth(1).unwrap_or_default().trim();
    let is_line = above.chars().all(|letter| matches!(letter, '-' | '=' | '*' | '_'));
    !is_line && !above.starts_with(['#', '>', '|', '`', '~'])
}

/// A tag that is taken out between two figures, or one that holds a figure apart from what is before it on the page and
/// not in plain text.
fn tag(config: &SiteConfig, document: &Document, at: usize, html: &str) -> Option<(String, String)> {
    let before = document.events.get(..at)?.iter().rev().map(|(event, _)| event);
    let before = before.map_while(|event| beside(config, document, event)).flatten().next()?.chars().next_back()?;
    let after = document.events.get(at + 1..)?.iter().map(|(event, _)| event);
    let after = after.map_while(|event| beside(config, document, event)).flatten().next()?.chars().next()?;
    let allowed = &config.html_allow;
    let shown = format!("…{before}{after}…");
    // A break is printed as a blank where it is taken out.
    if raw_html::is_break(html) {
        return None;
    }
    if !is_kept(html, allowed) {
        let message = format!("`{html}` between two figures is taken out: a reader would see `{shown}`");
        let help = "write a blank, a word or a line of its own between the two".to_owned();
        return (before.is_numeric() && after.is_numeric()).then_some((message, help));
    }
    let joins = raw_html::is_set_apart(html) && before.is_numeric() && after.is_numeric();
    joins.then(|| {
        let message = format!("`{html}` cannot be shown in plain text: search and booklets would show `{shown}`");
        (message, "write a figure such as `²` or `₂`, or words in its place".to_owned())
    })
}

/// The words that an event puts beside a tag; `Some(None)` where it puts none there, and `None` where the line ends.
fn beside<'a>(config: &SiteConfig, document: &'a Document, event: &'a Event) -> Option<Option<&'a str>> {
    match event {
        Event::Text(words) | Event::Code(words) => Some(Some(document.str(words)).filter(|words| !words.is_empty())),
        Event::Insert(name) => {
            let value = config.insert(document.str(name)).unwrap_or_default();
            let is_number = value.starts_with(char::is_numeric) || value.ends_with(char::is_numeric);
            Some(Some(if is_number { "0" } else { "x" }))
        }
        Event::Start(Tag::Emphasis | Tag::Strong | Tag::Strikethrough | Tag::Link(_))
        | Event::End(Tag::Emphasis | Tag::Strong | Tag::Strikethrough | Tag::Link(_)) => Some(None),
        Event::InlineHtml(html) => {
            let html = document.str(html);
            (!raw_html::is_break(html) && (!is_kept(html, &config.html_allow) || !raw_html::reads_as_blank(html)))
                .then_some(None)
        }
        Event::Start(_)
        | Event::End(_)
        | Event::Html(_)
        | Event::SoftBreak
        | Event::HardBreak
        | Event::Rule
        | Event::TaskMarker(_)
        | Event::FootnoteMark(_)
        | Event::Cite(_)
        | Event::Embed(_) => None,
    }
}

/// Whether a tag is published.
fn is_kept(html: &str, allowed: &[String]) -> bool {
    let mut kept = String::new();
    raw_html::write(&mut kept, html, allowed);
    !kept.trim().is_empty()
}

fn is_figure(letter: Option<char>) -> bool {
    letter.is_some_and(char::is_numeric)
}

fn text_of(letter: Option<char>) -> String {
    letter.map(String::from).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use crate::check::testing::{check, check_body};

    #[test]
    fn emphasis_between_figures_is_an_error() {
        let expected = "M012 content/a.md:4:5 `3*10 reps and 2*1` is read as emphasis: the `*` between two figures would not be \
                        printed | write `×` or a word, or `\\*` for the sign itself";
        check_body("M012", "Do 3*10 reps and 2*15.\n", expected);
        check_body("M012", "Do 3\\*10 reps, *3* times, **5**, 3 *or* 4, 3 * 10 * 2.\n", "");
    }

    #[test]
    fn a_quotation_that_begins_with_a_figure_is_an_error() {
        let help = "its `>` would not be printed | write `more than`, or `\\>` for the sign itself";
        let at =
            |place: &str, shown: &str| format!("M012 content/a.md:{place} `{shown}` is read as a quotation: {help}");
        check_body("M012", ">5 out of 10: stop\n", &at("4:1", ">5 out of 10: stop"));
        check_body("M012", "- >= 5: stop\n", &at("4:3", ">= 5: stop"));
        check_body("M012", "- > 3 weeks: call\n", &at("4:3", "> 3 weeks: call"));
        check_body("M012", "> 3 weeks, she said.\n\n> [!KEY] A\n> - 3 b\n\nPain \\>5.\n", "");
        check_body("M012", "Stop if pain is\n> 5 out of 10.\n", &at("5:1", "> 5 out of 10."));
        check_body("M012", "- Stop if pain is\n> 5 out of 10.\n", &at("5:1", "> 5 out of 10."));
        check_body("M012", "She said:\n\n> 5 weeks.\n\n## Then\n> 6 weeks.\n", "");
    }

    #[test]
    fn an_item_that_is_printed_with_another_number_is_an_error() {
        let expected = "M012 content/a.md:6:1 `6. run` is read as an item of a list, and would be printed with the number 3 | \
                        write a word before the figure, such as `Week 6:`, or number the list in order";
        check_body("M012", "1. rest\n2. walk\n6. run\n", expected);
        let expected = expected.replace("6:1 `6. run`", "5:1 `3) move`").replace("number 3", "number 2");
        check_body("M012", "1) ice\n3) move\n", &expected);
        check_body("M012", "1. a\n1. b\n   4. c\n   5. d\n1. e\n\nText.\n\n3. f\n4. g\n", "");
    }

    #[test]
    fn a_tag_that_holds_figures_apart_is_an_error() {
        let expected = "M012 content/a.md:4:7 `<wbr>` between two figures is taken out: a reader would see `…34…` | write a \
                        blank, a word or a line of its own between the two";
        check_body("M012", "Take 3<wbr>4 times\n", expected);
        check_body("M012", "Take 3 <wbr>4, 5<wbr> 6, a<wbr>b, 7<br>8\n", "");
    }

    #[test]
    fn a_raised_figure_that_plain_text_would_join_is_an_error() {
        let settings = "name: C\nlanguage: en\nnumbers: {n: \"12\"}\nhtml: {allow: [br, sub, sup, wbr]}\n";
        let check = |body: &str, expected: &str| {
            let page = format!("---\ntitle: A\n---\n{body}\n");
            check("M012", &[("content/site.yaml", settings), ("content/a.md", &page)], expected);
        };
        let help = "write a figure such as `²` or `₂`, or words in its place";
        let at = |column: usize, shown: &str| {
            format!(
                "M012 content/a.md:4:{column} `<sup>` cannot be shown in plain text: search and booklets would show `…{shown}…` | {help}"
            )
        };
        check("CO<sub>2</sub>, m<sup>2</sup>, {{name}}<sup>1</sup>", "");
        check("**5**<sup>1</sup>", &at(6, "51"));
        check("Call {{n}}<sup>1</sup>", &at(11, "01"));
        check("3<br>4, 5<wbr>6, 1<sup>st</sup>, x <sup>2</sup>", "");
    }
}

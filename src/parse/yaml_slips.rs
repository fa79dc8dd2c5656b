//! What an author slipped in where a text is not YAML: the reader's words name what it expected, and often a line below
//! the slip. The slip is looked for in the line that the reader names and those before it.
//!
//! It finds what people type who know no YAML. What it does not know keeps the reader's words.

use super::yaml::YamlError;
use crate::base::span::Span;

/// What is wrong with a text that is not YAML, and what to do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Slip {
    /// What is wrong.
    pub message: String,
    /// Where, in the file.
    pub span: Span,
    /// The next action.
    pub help: String,
}

/// Quotes that an editor makes of straight ones.
const CURLY: [char; 9] = ['“', '”', '„', '‟', '‘', '’', '‚', '«', '»'];

/// Signs that mean something else at the start of a text.
const MARKS: [char; 7] = ['@', '`', '%', '&', '*', '!', '|'];

/// The most letters of a line that a help repeats.
const SHORT: usize = 60;

/// Finds the slip behind an error in `text`, which begins at byte `offset` of its file.
#[must_use]
pub fn find(text: &str, offset: usize, error: &YamlError) -> Slip {
    // The reader itself knows what it is.
    if let Some(help) = error.help {
        return Slip { message: error.message.clone(), span: error.span, help: help.to_owned() };
    }
    let at = (error.span.start as usize).saturating_sub(offset);
    let lines = lines(text);
    if let Some(slip) = twice(error) {
        return slip;
    }
    let last = lines.partition_point(|line| line.start <= at);
    let found = lines.iter().find_map(tab).or_else(|| {
        let before = lines.get(..last).unwrap_or(&lines);
        let unclosed = (0..before.len()).find_map(|number| unclosed(lines.get(number..)?));
        // The reader may be a line further when it finds that something is amiss.
        let bracket = || open_bracket(before, error);
        unclosed
            .or_else(bracket)
            .or_else(|| before.iter().rev().filter(|line| !line.is_blank()).take(2).find_map(in_line))
    });
    match found {
        Some(slip) => Slip { span: slip.span.shifted(offset), ..slip },
        None => unknown(error),
    }
}

/// A text that has no keys at all, though it is YAML: a line without its colon, or without the blank after it.
#[must_use]
pub fn without_keys(text: &str, offset: usize) -> Option<Slip> {
    let first = lines(text).into_iter().find(|line| !line.is_blank())?;
    let slip = without_blank(&first).or_else(|| without_colon(&first))?;
    Some(Slip { span: slip.span.shifted(offset), ..slip })
}

/// A line in parts.
struct Line<'a> {
    /// Where it begins in the text.
    start: usize,
    whole: &'a str,
    /// Without its indent and the marks of list items.
    words: &'a str,
    /// Its key, where one stands before a colon.
    key: Option<&'a str>,
    /// What stands after the key, or all words of an item.
    value: &'a str,
}

impl<'a> Line<'a> {
    fn new(start: usize, whole: &'a str) -> Self {
        let mut words = whole.trim();
        while let Some(rest) = words.strip_prefix("- ") {
            words = rest.trim_start();
        }
        let colon = words.split_once(": ").or_else(|| words.strip_suffix(':').map(|key| (key, "")));
        let (key, value) = match colon.filter(|(key, _)| is_key(key)) {
            Some((key, value)) => (Some(key), value.trim()),
            None => (None, words),
        };
        Self { start, whole, words, key, value }
    }

    /// A line without words: also a comment and the fence of front matter.
    fn is_blank(&self) -> bool {
        self.words.is_empty() || self.words.starts_with('#') || self.words == "---"
    }

    fn slip(&self, part: &str, message: impl Into<String>, help: impl Into<String>) -> Slip {
        let start = self.start + (part.as_ptr() as usize).saturating_sub(self.whole.as_ptr() as usize);
        Slip { message: message.into(), span: Span::new(start, start + part.len()), help: help.into() }
    }
}

fn lines(text: &str) -> Vec<Line<'_>> {
    let mut start = 0;
    let mut lines = Vec::new();
    for whole in text.split_inclusive('\n') {
        lines.push(Line::new(start, whole.trim_end()));
        start += whole.len();
    }
    lines
}

fn is_key(words: &str) -> bool {
    !words.is_empty() && words.chars().all(|letter| letter.is_alphanumeric() || matches!(letter, '_' | '-'))
}

fn twice(error: &YamlError) -> Option<Slip> {
    let key = error.message.split("duplicate entry with key \"").nth(1)?.split('"').next()?;
    let message = format!("the key `{key}` stands twice");
    Some(Slip { message, span: error.span, help: "keep one of the two and take the other out".to_owned() })
}

fn tab(line: &Line<'_>) -> Option<Slip> {
    let indent = line.whole.get(..line.whole.len() - line.whole.trim_start().len())?;
    let tab = indent.get(indent.find('\t')?..)?;
    let help = "put blanks in its place, as many as the lines beside it have";
    (!line.is_blank()).then(|| line.slip(tab, "the line begins with a tab", help))
}

/// A quote that is opened in the first line, and not closed before the next key.
fn unclosed(lines: &[Line<'_>]) -> Option<Slip> {
    let line = lines.first()?;
    let quote = line.value.chars().next().filter(|quote| matches!(quote, '"' | '\''))?;
    let inner = line.value.get(1..)?;
    let goes_on = lines.iter().skip(1).find(|line| !line.is_blank()).is_some_and(|next| next.key.is_none());
    if closing(inner, quote).is_some() || (goes_on && quote_follows(lines, quote)) {
        return None;
    }
    let help = format!("write `{quote}` at the end of the text too");
    Some(line.slip(line.value, format!("a text begins with `{quote}`, which is never closed"), help))
}

/// Whether a text of several lines is closed before a key follows.
fn quote_follows(lines: &[Line<'_>], quote: char) -> bool {
    let below = lines.iter().skip(1).take_while(|line| line.key.is_none());
    below.into_iter().any(|line| closing(line.whole, quote).is_some())
}

/// Where a quoted text ends: behind its closing quote.
fn closing(inner: &str, quote: char) -> Option<usize> {
    let mut letters = inner.char_indices().peekable();
    while let Some((at, letter)) = letters.next() {
        if letter == '\\' && quote == '"' {
            letters.next();
        } else if letter == quote && (quote == '"' || letters.next_if(|(_, next)| *next == quote).is_none()) {
            return Some(at + 1);
        }
    }
    None
}

fn in_line(line: &Line<'_>) -> Option<Slip> {
    without_blank(line)
        .or_else(|| item(line))
        .or_else(|| first_sign(line))
        .or_else(|| past_quote(line))
        .or_else(|| colon_within(line))
        .or_else(|| without_colon(line))
}

/// `summary:B`.
fn without_blank(line: &Line<'_>) -> Option<Slip> {
    let (key, value) = line.words.split_once(':').filter(|(key, _)| line.key.is_none() && is_key(key))?;
    if value.is_empty() || value.starts_with(['/', ' ']) {
        return None;
    }
    let help = format!("write `{key}: {}`", short(value));
    Some(line.slip(line.words, format!("no blank follows the colon of `{key}:`"), help))
}

/// `title A`, where the first word is a key that every page has.
fn without_colon(line: &Line<'_>) -> Option<Slip> {
    let (key, value) = line.words.split_once(' ')?;
    let is_known = super::meta::FIELDS.iter().any(|field| field.name == key);
    let help = format!("write `{key}: {}`", short(value.trim()));
    (line.key.is_none() && is_known).then(|| line.slip(line.words, format!("no colon follows `{key}`"), help))
}

/// `-b`, and `* b` as Markdown has it.
fn item(line: &Line<'_>) -> Option<Slip> {
    let trimmed = line.whole.trim_start();
    if let Some(rest) = trimmed.strip_prefix("* ") {
        let help = format!("write `- {}`", short(rest.trim()));
        return Some(line.slip(trimmed, "an item of a list begins with `*`", help));
    }
    let rest = trimmed.strip_prefix('-').filter(|rest| rest.starts_with(|letter: char| !"- ".contains(letter)))?;
    let help = format!("write `- {}`, if it is an item of a list", short(rest));
    Some(line.slip(trimmed, "no blank follows the `-` of an item", help))
}

/// A text whose first sign means something else.
fn first_sign(line: &Line<'_>) -> Option<Slip> {
    let sign = line.value.chars().next()?;
    if CURLY.contains(&sign) {
        let inner = line.value.trim_matches(CURLY);
        return Some(line.slip(line.value, "the quotes around a text are curly", in_quotes(inner)));
    }
    let is_mark = MARKS.contains(&sign) || line.value.starts_with("{{") || goes_on_past_bracket(line.value);
    is_mark.then(|| line.slip(line.value, format!("a text begins with `{sign}`"), in_quotes(line.value)))
}

/// Whether a text begins with words in brackets, as in `[A] B`.
fn goes_on_past_bracket(text: &str) -> bool {
    let close = match text.chars().next() {
        Some('[') => ']',
        Some('{') => '}',
        _ => return false,
    };
    let rest = text.rsplit_once(close).map_or("", |(_, rest)| rest.trim_start());
    rest.starts_with(|letter: char| letter.is_alphanumeric())
}

/// Words after a closing quote.
fn past_quote(line: &Line<'_>) -> Option<Slip> {
    let quote = line.value.chars().next().filter(|quote| matches!(quote, '"' | '\''))?;
    let inner = line.value.get(1..)?;
    let rest = inner.get(closing(inner, quote)?..)?.trim_start();
    if rest.is_empty() || rest.starts_with(['#', ',', ':', ']', '}']) {
        return None;
    }
    let help = "put quotes around the whole text only, and write quotes within it as `'` or `“ ”`";
    Some(line.slip(rest, "a text goes on after its closing quote", help))
}

/// `title: A: B`.
fn colon_within(line: &Line<'_>) -> Option<Slip> {
    let is_plain = !line.value.starts_with(['"', '\'', '{', '[', '>']);
    let holds = line.value.contains(": ") || line.value.ends_with(':');
    (line.key.is_some() && is_plain && holds)
        .then(|| line.slip(line.value, "a text holds a colon", in_quotes(line.value)))
}

fn in_quotes(text: &str) -> String {
    let quoted = if text.contains('"') { format!("'{}'", text.replace('\'', "''")) } else { format!("\"{text}\"") };
    if quoted.chars().count() > SHORT {
        return "put the whole text in straight quotes: `\"…\"`".to_owned();
    }
    format!("put it in straight quotes: `{quoted}`")
}

fn short(text: &str) -> &str {
    if text.chars().count() > SHORT { "…" } else { text }
}

/// The signs that the reader waits for within `{ }` and `[ ]`.
const CLOSING: [(&str, char, char); 2] = [("',' or '}'", '{', '}'), ("',' or ']'", '[', ']')];

/// A `{` or `[` that its line, or one a little above, does not close.
fn open_bracket(before: &[Line<'_>], error: &YamlError) -> Option<Slip> {
    let (_, open, close) = CLOSING.into_iter().find(|(awaited, _, _)| error.message.contains(awaited))?;
    let count = |line: &Line<'_>, sign: char| line.words.chars().filter(|letter| *letter == sign).count();
    let is_open = |line: &&Line<'_>| count(line, open) > count(line, close);
    let line = before.iter().rev().filter(|line| !line.is_blank()).take(3).find(is_open)?;
    let help = format!("write `{close}` where it ends");
    Some(line.slip(line.words, format!("a `{open}` is never closed"), help))
}

/// What to say where no slip is known: the reader's words, or the author's for what is usual.
fn unknown(error: &YamlError) -> Slip {
    let message = error.message.as_str();
    let (message, help) = if CLOSING.iter().any(|(awaited, _, _)| message.contains(awaited)) {
        (message, "close each `{` and `[`, and put a text within them that holds `,`, `: ` or ` #` in quotes")
    } else if ["expected key", "expected '-'"].iter().any(|awaited| message.contains(awaited)) {
        ("the line does not begin where others of its group do", "let it begin in the same column as they do")
    } else if message.contains("mapping values are not allowed") {
        let above = "the line stands further in than the one above it, which has a value already";
        (above, "let both begin in the same column")
    } else {
        (message, "let the keys of one group begin in one column, and put a text that holds `: ` or ` #` in quotes")
    };
    Slip { message: message.to_owned(), span: error.span, help: help.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::super::yaml;
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: &str) {
        let slip = match yaml::parse(text, 0) {
            Ok(_) => without_keys(text, 0).unwrap(),
            Err(error) => find(text, 0, &error),
        };
        let at = slip.span.line_column(text);
        assert_eq!(format!("{}:{} {} | {}", at.line, at.column, slip.message, slip.help), expected, "{text}");
    }

    #[test]
    fn slips_of_indents_and_lists_are_named() {
        let blanks = "put blanks in its place, as many as the lines beside it have";
        check("title: A\nsteps:\n\t- b\n", &format!("3:1 the line begins with a tab | {blanks}"));
        check("title: A\nphases:\n  - id: b\n  \ttitle: c\n", &format!("4:3 the line begins with a tab | {blanks}"));
        check("title: A\nsteps:\n* b\n* c\n", "3:1 an item of a list begins with `*` | write `- b`");
        check(
            "title: A\nsteps:\n-b\n-c\n",
            "4:1 no blank follows the `-` of an item | write `- c`, if it is an item of a list",
        );
    }

    #[test]
    fn groups_that_do_not_fit_together_are_named() {
        let column =
            "the line does not begin where others of its group do | let it begin in the same column as they do";
        let further = "the line stands further in than the one above it, which has a value already | let both begin in the same column";
        check("title: A\nphases:\n  - id: b\n     title: c\n    goal: d\n", &format!("4:11 {further}"));
        check("a:\n  b:\n    c: 1\n   d: 2\n", &format!("4:4 {column}"));
        check("a:\n  - b: 1\n  c: 2\n", &format!("3:3 {column}"));
        check("a: [b, c\nd: e\n", "1:1 a `[` is never closed | write `]` where it ends");
        check("a:\n  - { b: c, d: e\n  - { b: c }\n", "2:5 a `{` is never closed | write `}` where it ends");
    }

    #[test]
    fn slips_of_keys_are_named() {
        check(
            "title: A\nb: c\ntitle: B\n",
            "3:1 the key `title` stands twice | keep one of the two and take the other out",
        );
        let summary = "no blank follows the colon of `summary:` | write `summary: B`";
        check("title: A\nsummary:B\nkind: term\n", &format!("2:1 {summary}"));
        check("title: A\nsummary:B\n", &format!("2:1 {summary}"));
        check("summary:B\ntitle: A\n", &format!("1:1 {summary}"));
        check("---\nsummary:B\n", &format!("2:1 {summary}"));
        check("title A\n", "1:1 no colon follows `title` | write `title: A`");
        check("title A\nkind: term\n", "1:1 no colon follows `title` | write `title: A`");
    }

    #[test]
    fn texts_that_need_quotes_are_shown_in_them() {
        check("title: A: B\n", "1:8 a text holds a colon | put it in straight quotes: `\"A: B\"`");
        check(
            "a: 1\ntitle: “A: B”\n",
            "2:8 the quotes around a text are curly | put it in straight quotes: `\"A: B\"`",
        );
        check("title: [A] B\n", "1:8 a text begins with `[` | put it in straight quotes: `\"[A] B\"`");
        check("title: @home\n", "1:8 a text begins with `@` | put it in straight quotes: `\"@home\"`");
        check("title: {{name}} help\n", "1:8 a text begins with `{` | put it in straight quotes: `\"{{name}} help\"`");
        check(
            "steps:\n  - {{name}} \"b\"\n",
            "2:5 a text begins with `{` | put it in straight quotes: `'{{name}} \"b\"'`",
        );
    }

    #[test]
    fn quotes_that_are_not_closed_are_shown_where_they_open() {
        let never = "a text begins with `\"`, which is never closed | write `\"` at the end of the text too";
        check("title: \"A\n", &format!("1:8 {never}"));
        check("title: \"A\nsummary: \"B\"\n", &format!("1:8 {never}"));
        check("title: \"A\nb: c\n", &format!("1:8 {never}"));
        check("a: \"b\n  c\"\ntitle: \"A\n", &format!("3:8 {never}"));
        let help = "put quotes around the whole text only, and write quotes within it as `'` or `“ ”`";
        check("title: \"A\" b\n", &format!("1:12 a text goes on after its closing quote | {help}"));
    }
}

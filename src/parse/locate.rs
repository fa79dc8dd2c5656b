//! Finds the keys and values of a parsed YAML text again, in the order they are written.
//!
//! The rule that makes this sound: the position only moves forward, and it moves past a value by at least the value's
//! own length (quotes, escapes and indents only add to it), so that words inside a value are not taken for keys.
//! Where something is not found (an alias repeats text that stands elsewhere), the position stays as it was.

use crate::base::span::Span;

/// What a mark of YAML's own begins with.
pub const MARKS: [char; 3] = ['&', '*', '!'];

/// A position in a YAML text.
pub struct Locator<'a> {
    text: &'a str,
    /// The text with comments as blanks; all offsets are the same.
    masked: String,
    position: usize,
    mark: Option<usize>,
}

impl<'a> Locator<'a> {
    /// A locator at the start of `text`, after a line of `---` if there is one.
    pub fn new(text: &'a str) -> Self {
        let position = if text.starts_with("---") { text.find('\n').unwrap_or(text.len()) } else { 0 };
        Self { text, masked: mask_comments(text), position, mark: None }
    }

    /// Where the first value begins that has a mark of YAML's own before it, or in its place: a name (`&x`), its repeat
    /// (`*x`) or a type (`!x`). No text without quotes begins so. Known once the values are walked.
    pub fn mark(&self) -> Option<usize> {
        self.mark
    }

    /// Takes note of a mark at the start of a value.
    pub fn note_mark(&mut self, start: usize) {
        if self.mark.is_none() && self.rest(start).starts_with(MARKS) {
            self.mark = Some(start);
        }
    }

    /// The position reached.
    pub fn position(&self) -> usize {
        self.position
    }

    /// The text a span covers.
    pub fn slice(&self, span: Span) -> &'a str {
        span.of(self.text)
    }

    /// Steps into a list or map that begins at `start`.
    pub fn enter(&mut self, start: usize) {
        let opens = self.rest(start).starts_with(['[', '{']);
        self.position = start + usize::from(opens);
    }

    /// Finds `key` and moves past its colon.
    pub fn key(&mut self, key: &str) -> Option<Span> {
        let mut from = self.position;
        while let Some(found) = self.masked.get(from..).and_then(|rest| rest.find(key)) {
            let at = from + found;
            let end = at + key.len();
            if self.is_key(at, end) {
                let colon = self.rest(end).find(':').unwrap_or(0);
                self.position = end + colon + 1;
                return Some(Span::new(at, end));
            }
            from = at + key.chars().next().map_or(1, char::len_utf8);
        }
        None
    }

    /// Where the value after a colon (or at the top) begins.
    pub fn value_start(&self) -> usize {
        let rest = self.rest(self.position);
        self.position + (rest.len() - rest.trim_start().len())
    }

    /// Where the next item of a list begins.
    pub fn item_start(&self) -> usize {
        let mut rest = self.rest(self.position);
        loop {
            let trimmed = rest.trim_start_matches([' ', '\t', '\n', '\r', ',', ']', '}']);
            let after_dash = trimmed
                .strip_prefix('-')
                .filter(|after| after.is_empty() || after.starts_with([' ', '\t', '\n', '\r']));
            match after_dash {
                Some(after) => rest = after,
                None => return self.text.len() - trimmed.len(),
            }
        }
    }

    /// The span of a value that is not there, and the position unchanged.
    pub fn null(&mut self, start: usize) -> Span {
        let explicit = ["null", "~", "Null", "NULL"].into_iter().find(|word| self.rest(start).starts_with(word));
        match explicit {
            Some(word) => {
                self.position = start + word.len();
                Span::new(start, self.position)
            }
            None => Span::new(self.position, self.position),
        }
    }

    /// The span of a scalar that begins at `start` and reads as `value`; moves past it.
    pub fn scalar(&mut self, start: usize, value: &str) -> Span {
        let rest = self.rest(start);
        let length = match rest.chars().next() {
            Some('"') => quoted_length(rest, '"'),
            Some('\'') => quoted_length(rest, '\''),
            Some('|' | '>') => block_length(rest, value),
            _ if rest.starts_with(value) => value.len(),
            _ => plain_length(rest, value),
        };
        self.position = start + length;
        Span::new(start, self.position)
    }

    /// The span of a number that begins at `start` and reads as `value`, as it is written: `1.50` reads as `1.5`.
    pub fn number(&mut self, start: usize, value: &str) -> Span {
        let rest = self.rest(start);
        if !rest.starts_with(|sign: char| sign.is_ascii_digit() || matches!(sign, '+' | '-' | '.')) {
            return self.scalar(start, value);
        }
        let ends = |sign: char| sign.is_whitespace() || matches!(sign, ',' | ']' | '}');
        self.position = start + rest.find(ends).unwrap_or(rest.len());
        Span::new(start, self.position)
    }

    fn rest(&self, from: usize) -> &str {
        self.masked.get(from..).unwrap_or_default()
    }

    /// Whether the text from `at` to `end` stands where a key stands.
    fn is_key(&self, at: usize, end: usize) -> bool {
        let before = self.masked.get(..at).unwrap_or_default();
        let before = before.strip_suffix(['"', '\'']).unwrap_or(before);
        let opens = before.is_empty() || before.ends_with([' ', '\t', '\n', '{', ',']);
        let after = self.rest(end);
        let after = after.strip_prefix(['"', '\'']).unwrap_or(after).trim_start_matches([' ', '\t']);
        let closes = after.strip_prefix(':').is_some_and(|value| {
            value.is_empty() || value.starts_with([' ', '\t', '\n', '\r', '[', '{', '"', ',', '}'])
        });
        opens && closes
    }
}

/// Length of a quoted scalar with its quotes.
fn quoted_length(text: &str, quote: char) -> usize {
    let mut letters = text.char_indices().skip(1).peekable();
    while let Some((at, letter)) = letters.next() {
        if letter == '\\' && quote == '"' {
            letters.next();
        } else if letter == quote {
            let doubled = quote == '\'' && letters.peek().is_some_and(|(_, next)| *next == '\'');
            if !doubled {
                return at + 1;
            }
            letters.next();
        }
    }
    text.len()
}

/// Length of a block scalar: its indicator and at least the length of its value.
fn block_length(text: &str, value: &str) -> usize {
    let header = text.find('\n').unwrap_or(text.len());
    let mut length = header;
    let mut left = value.split_whitespace().map(str::len).sum::<usize>();
    for letter in text.get(header..).unwrap_or_default().chars() {
        if left == 0 {
            break;
        }
        length += letter.len_utf8();
        if !letter.is_whitespace() {
            left = left.saturating_sub(letter.len_utf8());
        }
    }
    length
}

/// Length of a plain scalar that runs over lines: all its words, in order.
fn plain_length(text: &str, value: &str) -> usize {
    let mut length = 0;
    for word in value.split_whitespace() {
        match text.get(length..).and_then(|rest| rest.find(word)) {
            Some(found) => length += found + word.len(),
            None => break,
        }
    }
    if length > 0 { length } else { text.find(['\n', ',', ']', '}']).unwrap_or(text.len()) }
}

/// The text with comments overwritten by blanks. Quoted texts and block scalars keep their `#`.
fn mask_comments(text: &str) -> String {
    let mut masked = String::with_capacity(text.len());
    let mut quote: Option<char> = None;
    let mut block_indent: Option<usize> = None;
    for line in text.split_inclusive('\n') {
        let indent = line.len() - line.trim_start_matches(' ').len();
        if let Some(parent) = block_indent {
            if line.trim().is_empty() || indent > parent {
                masked.push_str(line);
                continue;
            }
            block_indent = None;
        }
        let comment = comment_start(line, &mut quote);
        let (code, rest) = line.split_at_checked(comment).unwrap_or((line, ""));
        masked.push_str(code);
        masked.extend(rest.bytes().map(|byte| if byte == b'\n' { '\n' } else { ' ' }));
        let last = code.split_whitespace().last().unwrap_or_default();
        if quote.is_none() && matches!(last, "|" | ">" | "|-" | ">-" | "|+" | ">+") {
            block_indent = Some(indent);
        }
    }
    masked
}

/// Where the comment of a line begins (its length when there is none). `quote` is carried from line to line.
fn comment_start(line: &str, quote: &mut Option<char>) -> usize {
    let mut before = ' ';
    let mut last_sign = ':';
    let mut escaped = false;
    for (at, letter) in line.char_indices() {
        match *quote {
            Some(open) => {
                if escaped {
                    escaped = false;
                } else if letter == '\\' && open == '"' {
                    escaped = true;
                } else if letter == open {
                    *quote = None;
                    last_sign = letter;
                }
            }
            None => {
                let starts_value =
                    matches!(last_sign, ':' | '-' | '[' | '{' | ',') || (last_sign == '\'' && before == '\'');
                if letter == '#' && before.is_whitespace() {
                    return at;
                }
                if matches!(letter, '"' | '\'') && starts_value {
                    *quote = Some(letter);
                }
                if !letter.is_whitespace() {
                    last_sign = letter;
                }
            }
        }
        before = letter;
    }
    line.len()
}

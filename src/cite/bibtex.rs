//! BibTeX and BibLaTeX files to entries with raw fields: braces, quotes, `#`, `@string`, comments.
//!
//! What a field means, and the LaTeX inside it, is read in `bib_fields` and `latex`. An entry that cannot be read is
//! reported and the next one is looked for, so that one missing brace costs one entry.

use std::collections::BTreeMap;

use super::draft::Remark;
use crate::base::span::Span;

/// An entry as written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// `article`, in lower case.
    pub kind: String,
    /// The citation key; empty for none.
    pub key: String,
    /// Field names in lower case with their values, outer braces or quotes removed, in order.
    pub fields: Vec<(String, String)>,
    /// Names that stand for no `@string` of the file; the name itself is the value.
    pub unknown_strings: Vec<String>,
    /// `@article{key`.
    pub span: Span,
}

/// What a file holds.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Bibliography {
    /// Entries in order.
    pub entries: Vec<Entry>,
    /// Entries that cannot be read.
    pub faults: Vec<Remark>,
}

/// Reads a whole file.
#[must_use]
pub fn read(text: &str) -> Bibliography {
    let mut scanner = Scanner { text, at: 0 };
    let mut strings = BTreeMap::new();
    let mut bibliography = Bibliography::default();
    while let Some(start) = scanner.next_entry() {
        match scanner.entry(start, &mut strings) {
            Ok(Some(entry)) => bibliography.entries.push(entry),
            Ok(None) => {}
            Err(fault) => {
                bibliography.faults.push(fault);
                scanner.resume_after(start);
            }
        }
    }
    bibliography
}

/// Why an entry ends early.
enum Broken {
    /// The file ends inside a brace or a quote.
    NotClosed,
    /// This stands where a field, a value or the end should.
    Unexpected { found: String, expected: &'static str },
}

type Read<T> = Result<T, Broken>;

struct Scanner<'a> {
    text: &'a str,
    at: usize,
}

impl<'a> Scanner<'a> {
    fn rest(&self) -> &'a str {
        self.text.get(self.at..).unwrap_or_default()
    }

    fn peek(&self) -> Option<char> {
        self.rest().chars().next()
    }

    fn bump(&mut self) -> Option<char> {
        let character = self.peek()?;
        self.at += character.len_utf8();
        Some(character)
    }

    fn take_while(&mut self, fits: impl Fn(char) -> bool) -> &'a str {
        let rest = self.rest();
        let end = rest.find(|character| !fits(character)).unwrap_or(rest.len());
        self.at += end;
        rest.get(..end).unwrap_or_default()
    }

    fn skip_blanks(&mut self) {
        self.take_while(char::is_whitespace);
    }

    /// Moves behind the next `@word{` and gives where its `@` is. Other text between entries is a comment.
    fn next_entry(&mut self) -> Option<usize> {
        loop {
            let start = self.at + self.rest().find('@')?;
            self.at = start + 1;
            let kind = self.take_while(char::is_alphanumeric);
            self.skip_blanks();
            if !kind.is_empty() && matches!(self.peek(), Some('{' | '(')) {
                return Some(start);
            }
        }
    }

    /// After a fault, goes on at the next line that begins with `@`.
    fn resume_after(&mut self, start: usize) {
        let from = start + 1;
        let next = self.text.get(from..).and_then(|rest| rest.find("\n@").map(|found| from + found + 1));
        self.at = next.unwrap_or(self.text.len());
    }

    /// Reads the entry at `start`, the scanner standing at its opening brace. `None` for `@string` and comments.
    fn entry(&mut self, start: usize, strings: &mut BTreeMap<String, String>) -> Result<Option<Entry>, Remark> {
        let kind = self.text.get(start + 1..self.at).unwrap_or_default().trim().to_lowercase();
        let close = if self.bump() == Some('(') { ')' } else { '}' };
        let mut entry = Entry {
            kind,
            key: String::new(),
            fields: Vec::new(),
            unknown_strings: Vec::new(),
            span: Span::new(start, self.at),
        };
        let read = match entry.kind.as_str() {
            "comment" | "preamble" => self.skip_balanced(close).map(|()| None),
            "string" => self.fields(close, strings, &mut entry).map(|()| {
                strings.extend(entry.fields.drain(..));
                None
            }),
            _ => {
                self.skip_blanks();
                entry.key = self.take_while(|character| !matches!(character, ',' | '}' | ')' | '\n')).trim().to_owned();
                entry.span = Span::new(start, self.at);
                self.fields(close, strings, &mut entry).map(|()| Some(entry.clone()))
            }
        };
        read.map_err(|broken| fault(&broken, &entry))
    }

    fn skip_balanced(&mut self, close: char) -> Read<()> {
        loop {
            match self.bump() {
                None => return Err(Broken::NotClosed),
                Some(character) if character == close => return Ok(()),
                Some('{') => {
                    self.braced()?;
                }
                Some(_) => {}
            }
        }
    }

    /// Fields up to the end of the entry.
    fn fields(&mut self, close: char, strings: &BTreeMap<String, String>, entry: &mut Entry) -> Read<()> {
        loop {
            self.take_while(|character| character.is_whitespace() || character == ',');
            match self.peek() {
                None => return Err(Broken::NotClosed),
                Some(character) if character == close => {
                    self.bump();
                    return Ok(());
                }
                Some('@') => {
                    return Err(Broken::Unexpected { found: self.word(), expected: "the brace that closes the entry" });
                }
                Some(_) => {}
            }
            let name = self
                .take_while(|character| !character.is_whitespace() && !"=,{}()\"#@".contains(character))
                .to_lowercase();
            if name.is_empty() {
                return Err(Broken::Unexpected { found: self.word(), expected: "the name of a field" });
            }
            self.skip_blanks();
            if self.peek() != Some('=') {
                return Err(Broken::Unexpected { found: name, expected: "a field, as in `year = {2009}`" });
            }
            self.bump();
            let value = self.value(strings, entry)?;
            entry.fields.push((name, value));
        }
    }

    /// Braced texts, quoted texts, numbers and names of strings, joined by `#`.
    fn value(&mut self, strings: &BTreeMap<String, String>, entry: &mut Entry) -> Read<String> {
        let mut value = String::new();
        loop {
            self.skip_blanks();
            match self.peek() {
                Some('{') => {
                    self.bump();
                    value.push_str(self.braced()?);
                }
                Some('"') => {
                    self.bump();
                    value.push_str(self.quoted()?);
                }
                Some(_) => {
                    let word =
                        self.take_while(|character| !character.is_whitespace() && !",{}()\"#=@".contains(character));
                    value.push_str(&named(word, strings, entry));
                    if word.is_empty() {
                        return Err(Broken::Unexpected { found: self.word(), expected: "a value in braces" });
                    }
                }
                None => return Err(Broken::NotClosed),
            }
            self.skip_blanks();
            if self.peek() != Some('#') {
                return Ok(value);
            }
            self.bump();
        }
    }

    /// The text up to the brace that closes the one just read. As in BibTeX, a backslash before a brace changes
    /// nothing.
    fn braced(&mut self) -> Read<&'a str> {
        let start = self.at;
        let mut depth = 1_usize;
        loop {
            let end = self.at;
            match self.bump() {
                None => return Err(Broken::NotClosed),
                Some('{') => depth += 1,
                Some('}') if depth == 1 => return Ok(self.text.get(start..end).unwrap_or_default()),
                Some('}') => depth -= 1,
                Some(_) => {}
            }
        }
    }

    /// The text up to the next quote that stands in no braces.
    fn quoted(&mut self) -> Read<&'a str> {
        let start = self.at;
        loop {
            let end = self.at;
            match self.bump() {
                None => return Err(Broken::NotClosed),
                Some('{') => {
                    self.braced()?;
                }
                Some('"') => return Ok(self.text.get(start..end).unwrap_or_default()),
                Some(_) => {}
            }
        }
    }

    /// What stands here, for a message.
    fn word(&self) -> String {
        self.rest().chars().take_while(|character| !character.is_whitespace()).take(20).collect()
    }
}

/// What a bare word stands for: a number itself, a month, or a `@string`.
fn named(word: &str, strings: &BTreeMap<String, String>, entry: &mut Entry) -> String {
    const MONTHS: [&str; 12] = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
    let name = word.to_lowercase();
    match strings.get(&name) {
        Some(value) => value.clone(),
        None => {
            let known =
                word.bytes().all(|byte| byte.is_ascii_digit() || byte == b'-') || MONTHS.contains(&name.as_str());
            if !known {
                entry.unknown_strings.push(word.to_owned());
            }
            word.to_owned()
        }
    }
}

fn fault(broken: &Broken, entry: &Entry) -> Remark {
    let what =
        if entry.key.is_empty() { format!("an entry `@{}`", entry.kind) } else { format!("entry `{}`", entry.key) };
    let (message, help) = match broken {
        Broken::NotClosed => {
            (format!("{what} does not end: a brace or a quote is not closed"), "close the brace or quote in the entry")
        }
        Broken::Unexpected { found, expected } => {
            (format!("{what} cannot be read: found `{found}`, expected {expected}"), "correct the entry")
        }
    };
    Remark { span: entry.span, message, help: format!("{help} and import the file again") }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Entries as `kind key: name=value | …`, then faults, a line each.
    #[track_caller]
    fn check(text: &str, expected: &[&str]) {
        let Bibliography { entries, faults } = read(text);
        let entries = entries.iter().map(|entry| {
            let fields: Vec<String> = entry.fields.iter().map(|(name, value)| format!("{name}={value}")).collect();
            format!("{} {}: {}", entry.kind, entry.key, fields.join(" | "))
        });
        let faults = faults.iter().map(|fault| format!("{}: {}", fault.span.line_column(text).line, fault.message));
        assert_eq!(entries.chain(faults).collect::<Vec<_>>(), expected);
    }

    #[test]
    fn values_in_braces_quotes_and_bare() {
        check(
            "@Article{Dixon2009, title = {A {B} \\{c\\}}, Year = 2009, note = \"say {\"}hi{\"}\" , month = jun,\n}",
            &["article Dixon2009: title=A {B} \\{c\\} | year=2009 | note=say {\"}hi{\"} | month=jun"],
        );
        check("@book(x, title={A (b)})", &["book x: title=A (b)"]);
        check("@misc{x}", &["misc x: "]);
        check("@misc{, title={T}}", &["misc : title=T"]);
    }

    #[test]
    fn strings_are_joined_and_looked_up() {
        check(
            "@string{bjsm = \"Br J Sports Med\"}\n@article{x, journal = BJSM # { Suppl} # 2, note = nowhere}",
            &["article x: journal=Br J Sports Med Suppl2 | note=nowhere"],
        );
        assert_eq!(read("@article{x, note = nowhere}").entries.first().unwrap().unknown_strings, ["nowhere"]);
    }

    #[test]
    fn comments_are_no_entries() {
        check(
            "Exported by me@clinic.example {yes}\n% @ none\n@comment{jabref-meta: {x} y}\n@preamble{\"x\"}\n@misc{a, title={T}}",
            &["misc a: title=T"],
        );
    }

    #[test]
    fn a_broken_entry_costs_one_entry() {
        check(
            "@misc{a, title = {A, year = 2009\n}\n@misc{b, title={B}}\n\n@misc{c, title={C}\n@misc{d, title {D}}\n@misc{e, title={E}}\n\
             @misc{f, title={F}",
            &[
                "misc b: title=B",
                "misc e: title=E",
                "1: entry `a` cannot be read: found `@misc{b,`, expected the brace that closes the entry",
                "5: entry `c` cannot be read: found `@misc{d,`, expected the brace that closes the entry",
                "6: entry `d` cannot be read: found `title`, expected a field, as in `year = {2009}`",
                "8: entry `f` does not end: a brace or a quote is not closed",
            ],
        );
    }
}

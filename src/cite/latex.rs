//! LaTeX as bibliography files hold it, to plain text: accents, dashes, quotation marks, symbols, braces.
//!
//! It knows no packages and no macros of an author's own: what it does not know is named in [`Decoded::unknown`], and
//! the argument stays. It never fails.

use unicode_normalization::UnicodeNormalization as _;

use super::latex_symbols::{Command, command, raised};

/// Deepest nesting of braces that is followed; what lies deeper is read as if it stood there.
const DEEPEST: usize = 64;

/// Plain text, with the names of the commands that were not understood.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Decoded {
    /// The text: NFC, blanks as one space.
    pub text: String,
    /// Names without the backslash, in the order they stand in.
    pub unknown: Vec<String>,
}

/// Decodes running text.
#[must_use]
pub fn decode(raw: &str) -> Decoded {
    let mut reader = Reader { rest: raw, math: false, depth: 0, unknown: Vec::new() };
    let mut text = String::with_capacity(raw.len());
    while !reader.rest.is_empty() {
        text.push_str(&reader.group());
    }
    Decoded { text: composed(&text), unknown: reader.unknown }
}

/// Decodes an address or a number: only escapes and braces go, dashes and tildes stay.
#[must_use]
pub fn decode_verbatim(raw: &str) -> String {
    let inner = match raw.trim().strip_prefix("\\url{") {
        Some(inner) => inner.strip_suffix('}').unwrap_or(inner),
        None => raw,
    };
    let named = inner.replace("\\textless", "<").replace("\\textgreater", ">").replace("\\textasciitilde", "~");
    let mut text = String::with_capacity(named.len());
    let mut characters = named.chars().peekable();
    while let Some(character) = characters.next() {
        match character {
            '\\' if characters.peek().is_some_and(|next| "_%&#$~{}-/".contains(*next)) => {}
            '{' | '}' => {}
            other => text.push(other),
        }
    }
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Letters with their accents as one character where there is one, and blanks as one space.
fn composed(text: &str) -> String {
    let text: String = text.nfc().collect();
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

struct Reader<'a> {
    rest: &'a str,
    math: bool,
    depth: usize,
    unknown: Vec<String>,
}

impl<'a> Reader<'a> {
    fn next(&mut self) -> Option<char> {
        let mut characters = self.rest.chars();
        let character = characters.next();
        self.rest = characters.as_str();
        character
    }

    fn take_while(&mut self, fits: impl Fn(char) -> bool) -> &'a str {
        let end = self.rest.find(|character| !fits(character)).unwrap_or(self.rest.len());
        let (taken, rest) = self.rest.split_at_checked(end).unwrap_or((self.rest, ""));
        self.rest = rest;
        taken
    }

    /// Text up to the brace that closes the group, or to the end.
    fn group(&mut self) -> String {
        let mut text = String::new();
        while let Some(character) = self.next() {
            match character {
                '}' => break,
                '{' => text.push_str(&self.nested()),
                '\\' => self.command(&mut text),
                '$' => self.math = !self.math,
                '~' => text.push(' '),
                '-' => {
                    let more = self.take_while(|next| next == '-').len();
                    text.push_str(match more {
                        0 => "-",
                        1 => "–",
                        _ => "—",
                    });
                }
                '`' | '\'' => self.quotation_mark(character, &mut text),
                '^' | '_' if self.math => self.raised(character, &mut text),
                other => text.push(other),
            }
        }
        text
    }

    fn nested(&mut self) -> String {
        if self.depth >= DEEPEST {
            return String::new();
        }
        self.depth += 1;
        let text = self.group();
        self.depth -= 1;
        text
    }

    /// Two marks are a double quotation mark. One alone stays as it is: it may be an apostrophe.
    fn quotation_mark(&mut self, mark: char, text: &mut String) {
        if self.rest.starts_with(mark) {
            self.next();
            text.push(if mark == '`' { '“' } else { '”' });
        } else {
            text.push(if mark == '`' { '‘' } else { '\'' });
        }
    }

    fn command(&mut self, text: &mut String) {
        let letters = self.take_while(|next| next.is_ascii_alphabetic());
        let symbol = if letters.is_empty() { self.next().map(String::from).unwrap_or_default() } else { String::new() };
        let name = if letters.is_empty() { symbol.as_str() } else { letters };
        // In a formula the blank is kept, for it is what parts `p \\leq 0.05` into words.
        if !letters.is_empty() && !self.math {
            self.take_while(char::is_whitespace);
        }
        match command(name) {
            Some(Command::Text(stands_for)) => text.push_str(stands_for),
            Some(Command::Accent(mark)) => {
                let letter = self.argument();
                text.push_str(&accented(&letter, mark));
            }
            Some(Command::Wrap) => {}
            Some(Command::Quote) => {
                let quoted = self.argument();
                text.push('“');
                text.push_str(&quoted);
                text.push('”');
            }
            Some(Command::Raise(mark)) => {
                let argument = self.argument();
                text.push_str(&small(&argument, mark).unwrap_or(argument));
            }
            Some(Command::DropFirst) => {
                self.argument();
            }
            None if name.is_empty() => {}
            None => self.unknown.push(name.to_owned()),
        }
    }

    /// One group, one command or one character.
    fn argument(&mut self) -> String {
        self.take_while(char::is_whitespace);
        match self.next() {
            Some('{') => self.nested(),
            Some('\\') if self.depth < DEEPEST => {
                let mut text = String::new();
                self.depth += 1;
                self.command(&mut text);
                self.depth -= 1;
                text
            }
            Some(character) => character.to_string(),
            None => String::new(),
        }
    }

    /// A superscript or subscript in a formula: `10^{-3}`. Kept as written where Unicode has no such characters.
    fn raised(&mut self, mark: char, text: &mut String) {
        let argument = self.argument();
        match small(&argument, mark) {
            Some(small) => text.push_str(&small),
            None => {
                text.push(mark);
                text.push_str(&argument);
            }
        }
    }
}

/// All of `text` as superscript or subscript characters. `None` where Unicode lacks one.
fn small(text: &str, mark: char) -> Option<String> {
    text.chars().map(|character| raised(character, mark)).collect()
}

/// The first letter of `text` with a combining mark. A dotless `ı` under a mark is an `i`.
fn accented(text: &str, mark: char) -> String {
    let mut characters = text.chars();
    let letter = match characters.next() {
        Some('ı') => 'i',
        Some('ȷ') => 'j',
        Some(letter) => letter,
        None => return String::new(),
    };
    [letter, mark].into_iter().chain(characters).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(raw: &str, expected: &str) {
        assert_eq!(decode(raw), Decoded { text: expected.to_owned(), unknown: Vec::new() });
    }

    #[test]
    fn accents_in_all_their_forms() {
        for raw in ["M{\\\"u}ller", "M\\\"uller", "M\\\"{u}ller", "M{\\\"{u}}ller", "Müller", "Mu\u{308}ller"] {
            check(raw, "Müller");
        }
        check("Thome{\\'e}, {\\'I}s, na{\\\"\\i}ve, \\'{\\i}", "Thomeé, Ís, naïve, í");
        check("Ho\\v{s}ek, \\c cava, Erd\\H{o}s, \\r{A}, \\k{a}", "Hošek, çava, Erdős, Å, ą");
        check("{\\ss} {\\O}re \\L{}ódź \\AA rhus", "ß Øre Łódź Århus");
    }

    #[test]
    fn dashes_quotes_and_symbols() {
        check("74--77 and 1---2 and x-y", "74–77 and 1—2 and x-y");
        check("``torn'' calf, runner's `x", "“torn” calf, runner's ‘x");
        check("Salt \\& water, 5\\,\\%, \\textdegree{}C, A~B", "Salt & water, 5 %, °C, A B");
        check("\\enquote{Tennis leg} \\ldots", "“Tennis leg” …");
    }

    #[test]
    fn braces_and_faces_are_dropped() {
        check("{MRI} of {{Achilles}} \\emph{tendon} {\\it in vivo}", "MRI of Achilles tendon in vivo");
        check("\\href{https://x.example}{the text}", "the text");
        check("{unclosed and }closed}", "unclosed and closed");
    }

    #[test]
    fn small_formulas_are_text() {
        check("VO$_2$ at $10^{-3}$ and $p \\leq 0.05$ of $\\alpha$", "VO₂ at 10⁻³ and p ≤ 0.05 of α");
        check("5\\textsuperscript{th} m\\textsuperscript{2}", "5th m²");
        check("$x^{ab}$", "x^ab");
    }

    #[test]
    fn an_unknown_command_is_named_and_its_argument_stays() {
        let decoded = decode("A \\foo{bar} b");
        assert_eq!(decoded, Decoded { text: "A bar b".to_owned(), unknown: vec!["foo".to_owned()] });
    }

    #[test]
    fn addresses_keep_their_characters() {
        assert_eq!(decode_verbatim("https://x.example/~a--b\\_c\\%20{\\&}d"), "https://x.example/~a--b_c%20&d");
        assert_eq!(decode_verbatim("\\url{https://x.example}"), "https://x.example");
        assert_eq!(decode_verbatim("10.1002/a{\\textless}1{\\textgreater}"), "10.1002/a<1>");
    }

    #[test]
    fn deep_nesting_ends() {
        assert_eq!(decode(&"{".repeat(100_000)).text, "");
        assert!(decode(&"\\'".repeat(100_000)).unknown.is_empty());
    }
}

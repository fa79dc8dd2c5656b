//! Writes a text as YAML, so that it is read back as the same text: plain where it can be, in quotes where it must.
//!
//! It reads no YAML, and writes one scalar only; the layout around it is the caller's.

use std::fmt::Write as _;

/// Words that YAML 1.1 or 1.2 reads as something else than a text.
const RESERVED: [&str; 10] = ["null", "true", "false", "yes", "no", "on", "off", "y", "n", "~"];

/// Where a scalar stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Within {
    /// After `key: ` on a line.
    Block,
    /// Between the braces of `{key: value, key: value}`.
    Flow,
}

/// `text` as a YAML scalar that is read as a text.
#[must_use]
pub fn scalar(text: &str, within: Within) -> String {
    if is_plain(text, within) {
        text.to_owned()
    } else if text.chars().any(must_be_escaped) {
        escaped(text)
    } else if text.contains(['"', '\\']) {
        format!("'{}'", text.replace('\'', "''"))
    } else {
        format!("\"{text}\"")
    }
}

/// Whether `text` may stand without quotes. Careful: a text that begins with a digit may only when it holds a `/`, as
/// DOIs do, for no number or date does.
fn is_plain(text: &str, within: Within) -> bool {
    let first = text.chars().next().unwrap_or_default();
    let begins_well = first.is_alphabetic() || first.is_ascii_digit() && text.contains('/');
    let clashes = match within {
        Within::Block => text.contains(": ") || text.contains(" #") || text.ends_with(':'),
        Within::Flow => text.contains([',', '[', ']', '{', '}', ':', '#']),
    };
    begins_well
        && !clashes
        && text.trim() == text
        && !text.chars().any(must_be_escaped)
        && !RESERVED.contains(&text.to_ascii_lowercase().as_str())
}

/// Control characters, ends of lines, and the marks that YAML does not let stand as they are.
fn must_be_escaped(character: char) -> bool {
    character.is_control() || matches!(character, '\u{2028}' | '\u{2029}' | '\u{feff}' | '\u{fffe}' | '\u{ffff}')
}

fn escaped(text: &str) -> String {
    let mut out = String::from("\"");
    for character in text.chars() {
        match character {
            '"' | '\\' => {
                out.push('\\');
                out.push(character);
            }
            '\n' => out.push_str("\\n"),
            '\t' => out.push_str("\\t"),
            // Writing to a string cannot fail.
            other if must_be_escaped(other) => {
                let _ = write!(out, "\\u{:04X}", u32::from(other));
            }
            other => out.push(other),
        }
    }
    out.push('"');
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, block: &str, flow: &str) {
        assert_eq!(scalar(text, Within::Block), block);
        assert_eq!(scalar(text, Within::Flow), flow);
    }

    #[test]
    fn words_stand_plain() {
        check("Curr Rev Musculoskelet Med", "Curr Rev Musculoskelet Med", "Curr Rev Musculoskelet Med");
        check("Thomeé", "Thomeé", "Thomeé");
        check("Smith, Jr", "Smith, Jr", "\"Smith, Jr\"");
        check("https://nhs.uk/x#y", "https://nhs.uk/x#y", "\"https://nhs.uk/x#y\"");
        check("10.1007/s12178-009-9045-8", "10.1007/s12178-009-9045-8", "10.1007/s12178-009-9045-8");
    }

    #[test]
    fn what_yaml_would_read_otherwise_is_quoted() {
        for text in [
            "51", "74–77", "1e3", "2009-06", "12:30", "No", "null", "Y", "", "- x", "{{x}}", "a: b", "a #b", "a:",
            "*x", "%x", "é ",
        ] {
            assert!(scalar(text, Within::Block).starts_with('"'), "{text}");
        }
    }

    #[test]
    fn quotes_of_the_other_kind_are_used_where_a_text_holds_quotes() {
        check("\"Calf\" strain: it's", "'\"Calf\" strain: it''s'", "'\"Calf\" strain: it''s'");
        check("\\{{x}}", "'\\{{x}}'", "'\\{{x}}'");
        check("a\nb\u{7}\"", "\"a\\nb\\u0007\\\"\"", "\"a\\nb\\u0007\\\"\"");
    }
}

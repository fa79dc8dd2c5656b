//! Phone numbers that stand in a text as figures, and not as an insert. It judges by what stands beside a short number,
//! as `110` may be a heart rate; a long one that begins as phone numbers do is one wherever it stands.

use crate::base::phone;

/// Short numbers that are taken for phone numbers where no word stands right before them.
const KNOWN: [&str; 4] = ["000", "112", "911", "999"];

/// Numbers for emergencies in many countries. Those of a country's other services are not among them, such as the 101
/// and 111 of the United Kingdom.
const EMERGENCIES: [&str; 20] = [
    "000", "108", "110", "112", "113", "115", "117", "118", "119", "120", "122", "144", "190", "192", "193", "911",
    "995", "997", "998", "999",
];

/// More bytes than a number is written with.
const LONGEST: usize = 60;

/// Figures that a number has at least where no word says that it is to be called.
const LONG: usize = 7;

/// The phone numbers in a text, as written. `calls` are the language's words for calling someone.
pub(super) fn of<'a>(text: &'a str, calls: &[String]) -> Vec<&'a str> {
    placed(text, calls).into_iter().map(|(_, written)| written).collect()
}

/// The phone numbers in a text, each with where it begins.
pub(super) fn placed<'a>(text: &'a str, calls: &[String]) -> Vec<(usize, &'a str)> {
    let is_phone = |(at, written): &(usize, &'a str)| {
        let (before, after) = (text.get(..*at), text.get(at + written.len()..));
        let figures = figures(written).len();
        let is_long = figures >= LONG && written.starts_with(['+', '0']) && !is_date(written);
        let is_known = KNOWN.contains(written) && !before.is_some_and(ends_in_word);
        // "Ring 10 times" calls nobody: one of two figures is a number to call where nothing follows it.
        let is_whole = figures > 2 || figures == 2 && !after.is_some_and(begins_with_word);
        is_long || is_known || is_whole && !is_hours(written) && follows_call(before, calls)
    };
    runs(text).into_iter().filter(is_phone).collect()
}

/// The numbers for emergencies that a text says to call, each with where it begins: a word for calling stands before it.
pub(super) fn emergencies<'a>(text: &'a str, calls: &[String]) -> Vec<(usize, &'a str)> {
    let is_called = |(at, written): &(usize, &'a str)| {
        let after = text.get(at + written.len()..).unwrap_or_default();
        // "Call 118 500" names another number, and "we call 110 people" none. Nobody counts 911 of anything.
        let goes_on = after.trim_start().starts_with(|letter: char| letter.is_ascii_digit());
        let is_count = !KNOWN.contains(written) && begins_with_word(after);
        EMERGENCIES.contains(written) && !goes_on && !is_count && follows_call(text.get(..*at), calls)
    };
    runs(text).into_iter().filter(is_called).collect()
}

/// All that could be one phone number in a text, as written.
pub(super) fn all(text: &str) -> Vec<&str> {
    runs(text).into_iter().map(|(_, written)| written).filter(|written| !is_date(written)).collect()
}

/// Whether figures are hours of a day, or another range of small numbers: `8-18`, `08.30-18.00`, `8.30-12`.
pub(super) fn is_hours(written: &str) -> bool {
    let is_hour = |hour: &str| {
        let (hour, minutes) = hour.trim().split_once('.').unwrap_or((hour.trim(), "00"));
        let is_figures = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
        matches!(hour.len(), 1 | 2) && minutes.len() == 2 && is_figures(hour) && is_figures(minutes)
    };
    written.split_once(['-', '\u{2013}']).is_some_and(|(from, to)| is_hour(from) && is_hour(to))
}

/// Whether a text ends in a word and a blank.
fn ends_in_word(text: &str) -> bool {
    text.trim_end_matches([' ', '\u{a0}']).ends_with(char::is_alphanumeric)
}

/// Whether a text begins with a blank and a word.
fn begins_with_word(text: &str) -> bool {
    text.trim_start_matches([' ', '\u{a0}', '-']).starts_with(char::is_alphanumeric)
}

/// Whether figures are a day: `2026-11-21`, `01.02.2026`.
fn is_date(written: &str) -> bool {
    let groups: Vec<usize> = written.split(['-', '.', '/']).map(str::len).collect();
    matches!(groups.as_slice(), [4, 1..=2, 1..=2] | [1..=2, 1..=2, 4])
}

/// The figures of a number alone.
fn figures(number: &str) -> String {
    number.chars().filter(char::is_ascii_digit).collect()
}

/// Whether a text ends in a word for calling someone.
fn follows_call(before: Option<&str>, calls: &[String]) -> bool {
    let before = before.unwrap_or_default().trim_end_matches([' ', '\u{a0}', ':', '(']).to_lowercase();
    calls.iter().any(|call| {
        let rest = before.strip_suffix(call.as_str());
        rest.is_some_and(|rest| !rest.ends_with(char::is_alphanumeric))
    })
}

/// What could be one phone number each, with where it begins: figures with the signs that part them.
fn runs(text: &str) -> Vec<(usize, &str)> {
    let mut runs = Vec::new();
    let mut at = 0;
    while let Some(rest) = text.get(at..) {
        let Some(start) = rest.find(|letter: char| letter.is_ascii_digit() || letter == '+').map(|found| at + found)
        else {
            break;
        };
        let run = text.get(start..).map(longest_run).unwrap_or_default();
        let number = number_of(run);
        at = start + number.unwrap_or(run).len().max(1);
        let stands_alone = !text.get(..start).is_some_and(|before| before.ends_with(is_of_word));
        if stands_alone {
            runs.extend(number.map(|number| (start, number)));
        }
    }
    runs
}

fn is_of_word(letter: char) -> bool {
    letter.is_alphanumeric() || matches!(letter, '_' | '{')
}

/// The figures and signs that a text begins with. A full stop at the end of a sentence ends it.
fn longest_run(text: &str) -> &str {
    let is_sign = |letter: char| {
        let dash = matches!(letter, '-' | '\u{2010}' | '\u{2011}' | '\u{2013}');
        dash || matches!(letter, ' ' | '.' | '/' | '(' | ')' | '\u{a0}' | '\u{202f}')
    };
    let mut end = 0;
    let mut letters = text.char_indices().peekable();
    while let Some((at, letter)) = letters.next() {
        let ends_sentence = letter == '.' && letters.peek().is_some_and(|(_, next)| next.is_whitespace());
        match letter {
            _ if at > LONGEST => break,
            '+' if at == 0 => {}
            letter if letter.is_ascii_digit() => end = at + 1,
            letter if is_sign(letter) && !ends_sentence => {}
            _ => break,
        }
    }
    text.get(..end).unwrap_or_default()
}

/// A run as one number; the first of it where it is several: `911 24 hours a day`, `999/112`.
fn number_of(run: &str) -> Option<&str> {
    let first = run.split([' ', '\u{a0}']).next().unwrap_or_default();
    let before_slash = run.split('/').next().map(str::trim_end).filter(|number| is_before_slash(number));
    std::iter::once(run).chain(before_slash).chain([first]).find(|number| phone::link(number).is_some())
}

/// Whether what stands before a slash is one number, and not half of `24/7` with the number before it.
fn is_before_slash(number: &str) -> bool {
    let last = number.rsplit(|letter: char| !letter.is_ascii_digit()).next().unwrap_or_default();
    phone::is_short(number) || figures(number).len() >= LONG && last.len() > 2
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: &[&str]) {
        assert_eq!(of(text, &["call".to_owned(), "ring".to_owned()]), expected, "{text}");
    }

    #[test]
    fn a_number_to_call_is_found() {
        check("Call 911 now if you faint.", &["911"]);
        check("You faint (call: 15).", &["15"]);
        check("Ring 01632 960123 or +44 1632 960124. 2 of us answer.", &["01632 960123", "+44 1632 960124"]);
        check("Get help at once: 911 24 hours a day", &["911"]);
        check("Ring 999/112 or +44 1632 960123 / 0800 123 456.", &["999", "112", "+44 1632 960123", "0800 123 456"]);
        check("Ring 01632960123 24/7.", &["01632960123"]);
    }

    #[test]
    fn a_count_is_none() {
        check("Call us if your pulse is over 110, or pain is above 5 for 10-15 minutes from day 21 on.", &[]);
        check("Call {{line_2}} on {{999x}}.", &[]);
        check("Your pulse stays over 112 at rest, after 2026-11-21 or 01.02.2026.", &[]);
        check("Phone 24/7. Call us if your blood pressure is over 180/110, 24/7.", &[]);
        check("Phone 15 minutes later, or ring 10 times.", &[]);
    }
}

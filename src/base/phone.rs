//! A written phone number becomes a `tel:` link. What could be two numbers, or is a number with words, becomes none: a
//! link that calls the wrong place is worse than none. It knows nothing of the numbering plans of countries.

/// Signs that may stand between the figures of a number.
const BETWEEN: &[char] = &[' ', '-', '.', '(', ')', '\u{a0}', '\u{202f}', '\u{2010}', '\u{2011}', '\u{2013}'];

/// Marks that turn the direction of a line: they are no part of a number.
const UNSEEN: &[char] = &['\u{200e}', '\u{200f}', '\u{2066}', '\u{2067}', '\u{2068}', '\u{2069}'];

/// Short numbers for help that stand in many countries: several in a row are several numbers.
const SHORT: &[&str] = &[
    "000", "066", "101", "110", "111", "112", "113", "114", "115", "117", "118", "119", "144", "15", "17", "18", "911",
    "995", "997", "998", "999",
];

/// The `tel:` link of a text that is one phone number; `None` for all others. A `(0)` after a country's code is left
/// out: it is not dialled there. The Unicode forms of a blank and of a hyphen count as such.
#[must_use]
pub fn link(text: &str) -> Option<String> {
    let text: String = text.trim().chars().filter(|letter| !UNSEEN.contains(letter)).collect();
    let (plus, national) = match text.strip_prefix('+') {
        Some(rest) => ("+", rest.replacen("(0)", " ", 1)),
        None => ("", text.clone()),
    };
    let national = without_area_slash(&national).filter(|_| plus.is_empty()).unwrap_or(national);
    let is_figure_or_sign = |letter: char| letter.is_ascii_digit() || BETWEEN.contains(&letter);
    if !national.chars().all(is_figure_or_sign) || !is_paired(&national) {
        return None;
    }
    let groups: Vec<&str> = national.split(BETWEEN).filter(|group| !group.is_empty()).collect();
    let digits = groups.concat();
    // A number has up to 15 figures with its country's code (E.164), and fewer without it.
    let most = if plus == "+" || digits.starts_with("00") || digits.starts_with("011") { 15 } else { 13 };
    let least = if plus == "+" { 7 } else { 2 };
    let is_one = digits.len() >= least && digits.len() <= most && (plus == "+" || !is_several(&groups, digits.len()));
    is_one.then(|| format!("tel:{plus}{digits}"))
}

/// Whether a text is a short number for help that stands in many countries.
#[must_use]
pub fn is_short(text: &str) -> bool {
    SHORT.contains(&text)
}

/// The `tel:` link of a link's target after `tel:`, which may end in parameters such as `;ext=12`.
#[must_use]
pub fn target(written: &str) -> Option<String> {
    let (number, parameters) = written.find(';').map_or((written, ""), |at| written.split_at(at));
    let is_plain = |letter: char| letter.is_ascii_alphanumeric() || ";=-.+".contains(letter);
    let href = link(&number.replace("%20", " "))?;
    parameters.chars().all(is_plain).then(|| format!("{href}{parameters}"))
}

/// Whether two spellings are of one number. A country's code may stand in one of them, after `+` or `00`, in place of
/// the nought that the other begins with. A short number such as 999 is only itself.
#[must_use]
pub fn is_same(one: &str, other: &str) -> bool {
    let (one, other) = (without_long_distance(dialled(one)), without_long_distance(dialled(other)));
    match (international(&one), international(&other)) {
        (Some(one), Some(other)) => one == other,
        (None, None) => one == other,
        (Some(with), None) => is_with_country(with, &other),
        (None, Some(with)) => is_with_country(with, &one),
    }
}

/// Figures that a number without its country's code has at least, so that one with the code can be known as the same.
const NATIONAL: usize = 6;

/// What is dialled for a written number: its figures, after a `+` where it has one.
fn dialled(number: &str) -> String {
    let is_dialled = |letter: &char| letter.is_ascii_digit() || *letter == '+';
    link(number)
        .map_or_else(|| number.chars().filter(is_dialled).collect(), |link| link.trim_start_matches("tel:").to_owned())
}

/// A number without the 1 that is dialled before it, within North America too.
fn without_long_distance(dialled: String) -> String {
    let rest = dialled.strip_prefix('+').unwrap_or(&dialled).strip_prefix('1').filter(|rest| rest.len() == 10);
    rest.map_or_else(|| dialled.clone(), str::to_owned)
}

/// The figures of a number that begins with its country's code.
fn international(dialled: &str) -> Option<&str> {
    dialled.strip_prefix('+').or_else(|| dialled.strip_prefix("00").filter(|rest| rest.len() >= NATIONAL))
}

/// Whether figures are a country's code of up to three figures and a number of that country. Some countries keep the
/// nought after their code.
fn is_with_country(with: &str, national: &str) -> bool {
    let is_rest = |national: &str| {
        let code = with.strip_suffix(national);
        national.len() >= NATIONAL && code.is_some_and(|code| (1..=3).contains(&code.len()))
    };
    is_rest(national) || is_rest(national.trim_start_matches('0'))
}

/// A number whose area code is parted from the rest by a slash, as in German: `0761/12345`. The slash becomes a blank
/// where it can part nothing else: the code is one group that begins with a nought and is no short number, and what
/// follows is one group that begins with none.
fn without_area_slash(text: &str) -> Option<String> {
    let (area, rest) = text.split_once('/')?;
    let (area, rest) = (area.trim_end(), rest.trim_start());
    let is_group = |group: &str, lengths: std::ops::RangeInclusive<usize>| {
        lengths.contains(&group.len()) && group.bytes().all(|byte| byte.is_ascii_digit())
    };
    let is_area = is_group(area, 3..=6) && area.starts_with('0') && !area.starts_with("00") && !SHORT.contains(&area);
    let is_own = is_group(rest, 4..=9) && !rest.starts_with('0');
    (is_area && is_own).then(|| format!("{area} {rest}"))
}

/// Whether each bracket that opens closes before the next one opens.
fn is_paired(text: &str) -> bool {
    let mut is_open = false;
    for letter in text.chars().filter(|letter| matches!(letter, '(' | ')')) {
        if (letter == '(') == is_open {
            return false;
        }
        is_open = !is_open;
    }
    !is_open
}

/// Whether groups of figures could be more than one number: short numbers in a row, or a short one before a long one.
fn is_several(groups: &[&str], digits: usize) -> bool {
    let is_short = |group: &&str| SHORT.contains(group);
    match groups {
        [] | [_] => false,
        groups if groups.iter().all(is_short) => true,
        // Europe's harmonised numbers of six figures: 116 117, 116 123.
        ["116", second] if second.len() == 3 => false,
        [first, second] if matches!(first.len(), 2 | 3) && matches!(second.len(), 2 | 3) => true,
        [first, second, ..] => is_short(first) && second.starts_with('0') && second.len() > 2 && digits > 10,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: &str) {
        assert_eq!(link(text).unwrap_or_default(), expected, "{text}");
    }

    #[test]
    fn one_number_can_be_called() {
        check("999", "tel:999");
        check("01632 960123", "tel:01632960123");
        check("(01632) 960-123", "tel:01632960123");
        check("01632\u{a0}960\u{2011}123", "tel:01632960123");
        check("+1 (555) 010-0199", "tel:+15550100199");
        check("116 117", "tel:116117");
        check("13 11 14", "tel:131114");
        check("0800 1111", "tel:08001111");
        check("911 234 567", "tel:911234567");
        check("00 44 1632 960123", "tel:00441632960123");
        check("\u{2066}999\u{2069}", "tel:999");
    }

    #[test]
    fn a_slash_may_end_an_area_code() {
        check("0761/12345", "tel:076112345");
        check("030 / 901820", "tel:030901820");
        for text in [
            "111/112",
            "066/12345",
            "0761/112",
            "0123/0124",
            "0761/12345/67890",
            "0761/123 45",
            "0761 1/12345",
            "08001111/2222",
            "0049/12345",
            "761/12345",
            "+49 761/12345",
            "(0761)/12345",
        ] {
            check(text, "");
        }
    }

    #[test]
    fn the_nought_in_brackets_is_not_dialled_after_a_countrys_code() {
        check("+44 (0)1632 960123", "tel:+441632960123");
        check("+44(0)20 7946 0000", "tel:+442079460000");
        check("(0)1632 960123", "tel:01632960123");
    }

    #[test]
    fn two_numbers_are_none() {
        for text in [
            "999-112",
            "999 112",
            "111/112",
            "15 18 112",
            "999 (112)",
            "999 01632 960123",
            "01632 960123 / 01632 960124",
            "01632 960123 01632 960124",
            "555 0123 555 0124",
            "+44 1632 960123 +44 1632 960124",
        ] {
            check(text, "");
        }
    }

    #[test]
    fn a_number_with_words_is_none() {
        for text in
            ["", " ", "5", "999 (or 112)", "ask at the desk", "+44", "0800 SOLEUS", "(01632 960123", "01632+960123"]
        {
            check(text, "");
        }
    }

    #[test]
    fn spellings_of_one_number_are_the_same() {
        for (one, other) in [
            ("+44 1632 960123", "01632 960123"),
            ("0044 1632 960123", "01632 960123"),
            ("0044 1632 960123", "+44 (0)1632 960123"),
            ("030/1234567", "030 1234567"),
            ("+49 (0)30 765432", "030 765432"),
            ("06 1234 5678", "+39 06 1234 5678"),
            ("+1 800 555 0199", "800 555 0199"),
            ("+18005550199", "1-800-555-0199"),
            ("(800) 555-0199", "1-800-555-0199"),
            ("0800 123 456 (free)", "0800 123456"),
            ("999", "999"),
        ] {
            assert!(is_same(one, other) && is_same(other, one), "{one} {other}");
        }
    }

    #[test]
    fn numbers_that_end_alike_are_not_the_same() {
        for (one, other) in [
            ("0800 960123", "01632 960123"),
            ("960123", "01632 960123"),
            ("01632 960123", "01632 960124"),
            ("01632 960123", "+44 1633 960123"),
            ("+44 1632 960123", "+353 1632 960123"),
            ("+44 1632 960123", "441632960123"),
            ("999", "911"),
            ("999", "+44 999"),
            ("911", "112911"),
        ] {
            assert!(!is_same(one, other) && !is_same(other, one), "{one} {other}");
        }
    }

    #[test]
    fn a_links_target_may_have_an_extension() {
        assert_eq!(target("01632%20960123;ext=12").as_deref(), Some("tel:01632960123;ext=12"));
        assert_eq!(target("999(or112)"), None);
        assert_eq!(target("999;<b>"), None);
    }
}

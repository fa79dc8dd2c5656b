//! Dates of publication, from the many forms in which bibliography files hold them, to the form of front matter.
//!
//! A year is needed; a month or day that does not exist is left out. Seasons and ends of ranges have no place in front
//! matter: [`Reading`] says when something was left out.

use std::fmt;

use crate::base::date::Date;

/// A date of publication, as exact as it is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Published {
    /// Year, 1–9999.
    pub year: i32,
    /// Month, 1–12.
    pub month: Option<u8>,
    /// Day, 1–31.
    pub day: Option<u8>,
}

/// A date that was read, and whether all that was written is in it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Reading {
    /// The date.
    pub date: Published,
    /// `false` where a season, the end of a range or other words are left out.
    pub whole: bool,
}

impl Published {
    /// A date from its parts. `None` without a year that there is; parts that make no date are left out.
    #[must_use]
    pub fn new(year: i32, month: Option<u8>, day: Option<u8>) -> Option<Self> {
        let exists = |month, day| Date::parse(&format!("{year:04}-{month:02}-{day:02}")).is_some();
        if !(1..=9999).contains(&year) {
            return None;
        }
        let month = month.filter(|month| exists(*month, 1));
        let day = day.filter(|day| month.is_some_and(|month| exists(month, *day)));
        Some(Self { year, month, day })
    }
}

/// As front matter holds it: `2021`, `"2021-04"`, `"2021-04-01"`.
impl fmt::Display for Published {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (self.month, self.day) {
            (Some(month), Some(day)) => write!(formatter, "\"{:04}-{month:02}-{day:02}\"", self.year),
            (Some(month), None) => write!(formatter, "\"{:04}-{month:02}\"", self.year),
            (None, _) => write!(formatter, "{}", self.year),
        }
    }
}

/// Reads a date from text: `2009`, `2009-06-05`, `2009/06`, `5 June 2009`, `2009 Jun 5`, `2009-06/2009-07`.
///
/// `None` where there is no year in it.
#[must_use]
pub fn read(text: &str) -> Option<Reading> {
    let words: Vec<&str> =
        text.split(|character: char| !character.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
    let at = words.iter().position(|word| word.len() == 4 && word.bytes().all(|byte| byte.is_ascii_digit()))?;
    let year = words.get(at)?.parse().ok()?;
    let others: Vec<&str> = words.iter().enumerate().filter(|(place, _)| *place != at).map(|(_, word)| *word).collect();
    let named = others.iter().position(|word| month_of_name(word).is_some());
    let small = |word: &&str| word.parse::<u8>().ok();
    let (month, day, used) = match named {
        Some(place) => {
            let day = others.iter().filter_map(small).next();
            (others.get(place).and_then(|word| month_of_name(word)), day, 1 + usize::from(day.is_some()))
        }
        None if at == 0 => {
            let month = others.first().and_then(small);
            let day = month.and_then(|_| others.get(1).and_then(small));
            (month, day, usize::from(month.is_some()) + usize::from(day.is_some()))
        }
        None => (None, None, 0),
    };
    let date = Published::new(year, month, day)?;
    let kept = date.month == month && date.day == day;
    Some(Reading { date, whole: kept && used == others.len() })
}

/// The month, 1–12, that a word names in English, or that a number of one or two digits is.
#[must_use]
pub fn month(text: &str) -> Option<u8> {
    month_of_name(text).or_else(|| text.parse().ok().filter(|number| (1..=12).contains(number)))
}

fn month_of_name(word: &str) -> Option<u8> {
    const NAMES: [&str; 12] = [
        "january",
        "february",
        "march",
        "april",
        "may",
        "june",
        "july",
        "august",
        "september",
        "october",
        "november",
        "december",
    ];
    let word = word.trim_end_matches('.').to_lowercase();
    let place = NAMES
        .iter()
        .position(|name| word.len() >= 3 && name.starts_with(&word) || word == "sept" && *name == "september")?;
    u8::try_from(place + 1).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: &str) {
        let written = read(text).map_or_else(String::new, |reading| {
            format!("{}{}", reading.date, if reading.whole { "" } else { " and more" })
        });
        assert_eq!(written, expected, "{text}");
    }

    #[test]
    fn dates_are_read_in_many_forms() {
        check("2009", "2009");
        check("2009-06", "\"2009-06\"");
        check("2009-06-05", "\"2009-06-05\"");
        check("2009/6/5", "\"2009-06-05\"");
        check("5 June 2009", "\"2009-06-05\"");
        check("2009 Jun 5", "\"2009-06-05\"");
        check("June 2009", "\"2009-06\"");
        check("Sept. 2009", "\"2009-09\"");
    }

    #[test]
    fn what_has_no_place_is_said() {
        check("2009-06/2009-07", "\"2009-06\" and more");
        check("2009/2011", "2009 and more");
        check("Spring 2009", "2009 and more");
        check("c. 2009", "2009 and more");
        check("2009-02-30", "\"2009-02\" and more");
        check("2009-21", "2009 and more");
        check("2009 May-Jun", "\"2009-05\" and more");
        check("in press", "");
        check("0000", "");
    }

    #[test]
    fn months_are_names_or_numbers() {
        assert_eq!(
            (month("jun"), month("06"), month("Sept"), month("13"), month("ju")),
            (Some(6), Some(6), Some(9), None, None)
        );
    }
}

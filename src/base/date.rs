//! Calendar dates. This is the only file that names jiff.

use std::fmt;

/// A day of the Gregorian calendar, written `2026-11-21`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Date(jiff::civil::Date);

impl Date {
    /// A date from its ISO 8601 form `YYYY-MM-DD`. Gives `None` for other text and for days that do not exist.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let plain = text.len() == 10
            && text.bytes().enumerate().all(|(at, byte)| match at {
                4 | 7 => byte == b'-',
                _ => byte.is_ascii_digit(),
            });
        if !plain {
            return None;
        }
        text.parse().ok().map(Self)
    }

    /// Today, by the system's clock and zone. Only the command line asks for it; a build gets a date as a value.
    #[must_use]
    pub fn today() -> Self {
        Self(jiff::Zoned::now().date())
    }

    /// The date `days` later (earlier when negative); the nearest date there is at the ends of the calendar.
    #[must_use]
    pub fn plus_days(self, days: i64) -> Self {
        Self(self.0.saturating_add(jiff::Span::new().try_days(days).unwrap_or_default()))
    }

    /// Whole days from this date to `later`; negative when it lies before.
    #[must_use]
    pub fn days_until(self, later: Self) -> i64 {
        self.0.until(later.0).map_or(0, |span| i64::from(span.get_days()))
    }

    /// Year, month 1–12, day 1–31.
    #[must_use]
    pub fn parts(self) -> (i16, i8, i8) {
        (self.0.year(), self.0.month(), self.0.day())
    }
}

impl fmt::Display for Date {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}", self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_whole_iso_dates_are_dates() {
        assert_eq!(Date::parse("2026-11-21").map(|date| date.to_string()).as_deref(), Some("2026-11-21"));
        for text in ["2026-02-30", "2026-1-1", "21/11/2026", "2026-11-21T00:00", ""] {
            assert_eq!(Date::parse(text), None, "{text}");
        }
    }

    #[test]
    fn days_are_counted_both_ways() {
        let day = Date::parse("2026-02-27").unwrap();
        assert_eq!(day.plus_days(3).to_string(), "2026-03-02");
        assert_eq!(day.days_until(Date::parse("2026-02-20").unwrap()), -7);
    }
}

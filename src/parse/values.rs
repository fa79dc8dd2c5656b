//! Small values of front matter that have a form of their own: counts, times, loads, windows, dates of publication.

use super::tree::{Node, Value};
use crate::base::date::Date;
use crate::model::dose::{Count, Load, Time, TimeUnit};
use crate::model::programme::Window;
use crate::model::reference::Issued;

/// `10` or `10-12` (also with an en dash), from 1 to 9,999; the first is not above the second.
#[must_use]
pub fn count(text: &str) -> Option<Count> {
    // Nobody does an exercise no times, or a hundred thousand times: such a number is a slip.
    let number = |part: &str| part.trim().parse::<u32>().ok().filter(|number| (1..=9_999).contains(number));
    match text.split_once(['-', '–']) {
        Some((low, high)) => {
            let count = Count { low: number(low)?, high: number(high)? };
            (count.low <= count.high).then_some(count)
        }
        None => number(text).map(Count::one),
    }
}

/// `2 s`, `20-30 s` or `1 min`.
#[must_use]
pub fn time(text: &str) -> Option<Time> {
    let text = text.trim();
    let (number, unit) = match (text.strip_suffix("min"), text.strip_suffix('s')) {
        (Some(number), _) => (number, TimeUnit::Minutes),
        (None, Some(number)) => (number, TimeUnit::Seconds),
        (None, None) => return None,
    };
    Some(Time { count: count(number)?, unit })
}

/// `5 kg`, `2.5 kg` (also with a comma), `5-10 lb`, `body weight` or `band`. Amounts are kept with a full stop.
#[must_use]
pub fn load(text: &str) -> Option<Load> {
    let text = text.trim();
    let amount = |unit: &str| {
        let number = text.strip_suffix(unit)?.trim();
        let is_sound = number.split(['-', '–']).count() <= 2 && number.split(['-', '–']).all(is_amount);
        is_sound.then(|| number.replace(',', "."))
    };
    match text {
        "body weight" => Some(Load::BodyWeight),
        "band" => Some(Load::Band),
        _ => amount("kg").map(Load::Kilograms).or_else(|| amount("lb").map(Load::Pounds)),
    }
}

/// Whether a text is a number with at most two figures after its point. Three figures could be thousands.
fn is_amount(text: &str) -> bool {
    let (whole, parts) = text.trim().split_once(['.', ',']).unwrap_or((text.trim(), "0"));
    let is_number = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    is_number(whole) && is_number(parts) && parts.len() <= 2
}

/// `2 days` or `1 day`, at least one.
#[must_use]
pub fn days(text: &str) -> Option<u32> {
    let text = text.trim();
    let number = text.strip_suffix("days").or_else(|| text.strip_suffix("day"))?;
    number.trim().parse().ok().filter(|days| *days >= 1)
}

/// `48` or `48 %`: a share in per cent, from 0 to 100.
#[must_use]
pub fn per_cent(node: &Node) -> Option<f64> {
    let written = || node.text()?.raw.strip_suffix('%')?.trim_end().parse().ok();
    node.number().or_else(written).filter(|share| (0.0..=100.0).contains(share))
}

/// `[from, to]` in whole days from 0; `to` may be null.
#[must_use]
pub fn window(node: &Node) -> Option<Window> {
    let Value::List(items) = &node.value else { return None };
    let [from, to] = items.as_slice() else { return None };
    let day = |node: &Node| node.whole().and_then(|number| u32::try_from(number).ok());
    let to = if to.value == Value::Null { None } else { Some(day(to)?) };
    Some(Window { from: day(from)?, to })
}

/// `2021`, `"2021-04"`, `"2021-04-01"` or `{date-parts: [[2021, 4, 1]]}`.
#[must_use]
pub fn issued(node: &Node) -> Option<Issued> {
    if let Some(text) = node.text() {
        let mut parts = text.raw.split('-');
        let year = parts.next()?.parse().ok()?;
        let month = parts.next().map(str::parse).transpose().ok()?;
        let day = parts.next().map(str::parse).transpose().ok()?;
        return dated(node, year, month, day).filter(|_| parts.next().is_none());
    }
    let parts = node.get("date-parts")?.items().first()?;
    let numbers: Option<Vec<i64>> = parts.items().iter().map(|part| part.text()?.raw.parse().ok()).collect();
    let numbers = numbers?;
    let small = |at: usize| numbers.get(at).map(|number| u8::try_from(*number)).transpose().ok();
    dated(node, i32::try_from(*numbers.first()?).ok()?, small(1)?, small(2)?)
}

fn dated(node: &Node, year: i32, month: Option<u8>, day: Option<u8>) -> Option<Issued> {
    let real = Date::parse(&format!("{year:04}-{:02}-{:02}", month.unwrap_or(1), day.unwrap_or(1))).is_some();
    (real && (1..=9999).contains(&year)).then_some(Issued { year, month, day, span: node.span })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_are_numbers_or_rising_ranges() {
        assert_eq!(count("10-12"), Some(Count { low: 10, high: 12 }));
        assert_eq!(count("3–5"), Some(Count { low: 3, high: 5 }));
        assert_eq!(count("12-10"), None);
        assert_eq!(count("-3"), None);
        assert_eq!(["0", "0-3", "1000000"].map(count), [None; 3]);
    }

    #[test]
    fn times_need_a_unit() {
        assert_eq!(time("20-30 s"), Some(Time { count: Count { low: 20, high: 30 }, unit: TimeUnit::Seconds }));
        assert_eq!(time("1 min").map(|time| time.unit), Some(TimeUnit::Minutes));
        assert_eq!(time("20"), None);
        assert_eq!(time("2 hours"), None);
    }

    #[test]
    fn shares_are_written_with_or_without_their_sign() {
        let share = |text| {
            let tree = crate::parse::yaml::parse(text, 0).unwrap();
            per_cent(tree.get("a").unwrap())
        };
        assert_eq!(["a: 48", "a: 48 %", "a: 12.5%"].map(share), [Some(48.0), Some(48.0), Some(12.5)]);
        assert_eq!(["a: 101 %", "a: x %", "a: -1"].map(share), [None; 3]);
    }

    #[test]
    fn loads_have_a_unit_or_a_name() {
        assert_eq!(load("2.5 kg"), Some(Load::Kilograms("2.5".into())));
        assert_eq!(load("2,5 kg"), Some(Load::Kilograms("2.5".into())));
        assert_eq!(load("5 - 10 lb"), Some(Load::Pounds("5 - 10".into())));
        assert_eq!(["1,000 kg", "2.5.1 kg", "5- kg", ". kg", "1-2-3 kg"].map(load), [const { None }; 5]);
        assert_eq!(load("body weight"), Some(Load::BodyWeight));
        assert_eq!(load("heavy"), None);
    }
}

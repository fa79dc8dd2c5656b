//! P010: what a dose builds up to is not less than what it starts from. It compares a part with itself only: whether a
//! dose is right for anybody is the author's to say.

use super::Subject;
use crate::diag::{Place, Problem, codes};
use crate::model::dose::{Count, Dose, Frequency, Load, Time, TimeUnit};
use crate::model::page::Data;

/// Reports each part of a dose that `build_to` makes smaller: the sheet would say "12, up to 8".
pub(super) fn check(subject: Subject<'_>, problems: &mut Vec<Problem>) {
    let Data::Programme(programme) = &subject.page.data else { return };
    for prescription in programme.phases.iter().flat_map(|phase| &phase.exercises) {
        let Some(dose) = &prescription.dose else { continue };
        let Some(later) = &dose.build_to else { continue };
        for Fall { key, from, to } in falls(dose, later) {
            let message = format!(
                "the dose of `{}` builds up from {from} to {to} `{key}`: a patient could not tell which to do",
                prescription.use_.name
            );
            let help = format!("write the larger one in `build_to`, or take `{key}` out of it");
            let place = Place::at(&subject.page.path, later.span);
            problems.push(Problem::new(codes::DOSE_SHRINKS, place, message, help));
        }
    }
}

/// A part of a dose that falls, in the author's words.
struct Fall {
    key: &'static str,
    from: String,
    to: String,
}

/// The parts that are less later than now, in the order of the strip.
fn falls(now: &Dose, later: &Dose) -> Vec<Fall> {
    let count = |key, part: fn(&Dose) -> Option<Count>| {
        let (now, later) = (part(now)?, part(later)?);
        (later.high < now.high).then(|| Fall { key, from: range(now), to: range(later) })
    };
    let time = |key, part: fn(&Dose) -> Option<Time>| {
        let (now, later) = (part(now)?, part(later)?);
        (seconds(later) < seconds(now)).then(|| Fall { key, from: time_words(now), to: time_words(later) })
    };
    let parts = [
        count("sets", |dose| dose.sets),
        count("reps", |dose| dose.reps),
        time("hold", |dose| dose.hold),
        time("rest", |dose| dose.rest),
        time("duration", |dose| dose.duration),
        load(now, later),
        count("times_a_day", |dose| dose.times_a_day),
        frequency(now, later),
    ];
    parts.into_iter().flatten().collect()
}

/// A weight that falls. Own weight and bands have no number to compare.
fn load(now: &Dose, later: &Dose) -> Option<Fall> {
    let (now, later) = (now.load.as_ref()?, later.load.as_ref()?);
    let words = |load: &Load| match load {
        Load::Kilograms(number) => format!("{number} kg"),
        Load::Pounds(number) => format!("{number} lb"),
        Load::BodyWeight => "body weight".to_owned(),
        Load::Band => "band".to_owned(),
    };
    (weight(later)? < weight(now)?).then(|| Fall { key: "load", from: words(now), to: words(later) })
}

fn frequency(now: &Dose, later: &Dose) -> Option<Fall> {
    let (now, later) = (now.frequency?, later.frequency?);
    // So many days in so many.
    let rate = |frequency: Frequency| match frequency {
        Frequency::DaysAWeek(days) => (u64::from(days.high), 7),
        Frequency::EveryDays(days) => (1, u64::from(days)),
    };
    let words = |frequency: Frequency| match frequency {
        Frequency::DaysAWeek(days) => range(days),
        Frequency::EveryDays(days) => format!("every {days} days"),
    };
    let ((some, of), (before, of_before)) = (rate(later), rate(now));
    (some * of_before < before * of).then(|| Fall { key: "days_a_week", from: words(now), to: words(later) })
}

fn range(count: Count) -> String {
    if count.low == count.high { count.low.to_string() } else { format!("{}-{}", count.low, count.high) }
}

fn time_words(time: Time) -> String {
    let unit = match time.unit {
        TimeUnit::Seconds => "s",
        TimeUnit::Minutes => "min",
    };
    format!("{} {unit}", range(time.count))
}

fn seconds(time: Time) -> u64 {
    let high = u64::from(time.count.high);
    match time.unit {
        TimeUnit::Seconds => high,
        TimeUnit::Minutes => high * 60,
    }
}

/// A weight in units that both kilograms and pounds are whole numbers of: a pound is 0.45359237 kg by definition.
fn weight(load: &Load) -> Option<u64> {
    match load {
        Load::Kilograms(number) => Some(thousandths(number)?.saturating_mul(100_000_000)),
        Load::Pounds(number) => Some(thousandths(number)?.saturating_mul(45_359_237)),
        Load::BodyWeight | Load::Band => None,
    }
}

/// `7.5` as 7500; what is beyond thousandths is cut.
fn thousandths(number: &str) -> Option<u64> {
    let (whole, part) = number.split_once(['.', ',']).unwrap_or((number, ""));
    let part: String = part.chars().chain("000".chars()).take(3).collect();
    whole.parse::<u64>().ok()?.checked_mul(1000)?.checked_add(part.parse().ok()?)
}

#[cfg(test)]
mod tests {
    use crate::check::testing::check;

    /// What is reported of a dose, from `builds up` to the key.
    #[track_caller]
    fn check_dose(dose: &str, expected: &[&str]) {
        let page = format!(
            "---\nkind: programme\ntitle: A\nstop_rules: {{emergency: [a], urgent: [b]}}\nphases:\n\
             \x20 - {{id: b, title: B, ends: true, exercises: [{{use: x, cite: own, dose: {{{dose}}}}}]}}\n---\n"
        );
        let column = page.lines().nth(5).unwrap().find("build_to: ").unwrap() + "build_to: ".len() + 1;
        let lines = expected.iter().map(|fall| {
            let key = fall.rsplit_once(' ').unwrap().1;
            format!(
                "P010 content/a.md:6:{column} the dose of `x` builds up {fall}: a patient could not tell which to do | \
                 write the larger one in `build_to`, or take {key} out of it"
            )
        });
        check("P010", &[("content/a.md", &page)], &lines.collect::<Vec<_>>().join("\n"));
    }

    #[test]
    fn a_dose_that_falls_is_an_error_in_each_part() {
        check_dose(
            "sets: 3, reps: 12, build_to: {sets: 2, reps: 8-10}",
            &["from 12 to 8-10 `reps`", "from 3 to 2 `sets`"],
        );
        check_dose("hold: 1 min, build_to: {hold: 45 s}", &["from 1 min to 45 s `hold`"]);
        check_dose("times_a_day: 3, build_to: {times_a_day: 2}", &["from 3 to 2 `times_a_day`"]);
        check_dose("every: 2 days, build_to: {days_a_week: 3}", &["from every 2 days to 3 `days_a_week`"]);
    }

    #[test]
    fn weights_are_compared_in_either_unit() {
        check_dose("load: 5 kg, build_to: {load: 10 lb}", &["from 5 kg to 10 lb `load`"]);
        check_dose("load: 7.5 kg, build_to: {load: 7.25 kg}", &["from 7.5 kg to 7.25 kg `load`"]);
        check_dose("load: 5 kg, build_to: {load: 12 lb}", &[]);
        check_dose("load: 5 kg, build_to: {load: band}", &[]);
    }

    #[test]
    fn a_dose_that_grows_or_stays_is_fine() {
        check_dose("sets: 3, reps: 8-12, build_to: {sets: 3, reps: 12, load: 5 kg}", &[]);
        check_dose("hold: 45 s, rest: 30 s, build_to: {hold: 1 min}", &[]);
        check_dose("every: 2 days, build_to: {days_a_week: 7}", &[]);
    }
}

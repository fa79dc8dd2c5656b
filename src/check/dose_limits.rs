//! P014: no part of a dose is beyond what any dose is meant to ask for. The limits are those that the page for
//! clinicians sets to what they type; they catch `1012` for `10-12` and judge no dose.

use super::Subject;
use crate::diag::{Place, Problem, codes};
use crate::model::dose::{Count, Dose, Frequency, Load, Time, TimeUnit};
use crate::model::dose_limits::{self, Limits};
use crate::model::page::Data;

/// Warns of each part of a dose, and of what it builds up to, that is out of its limits.
pub(super) fn check(subject: Subject<'_>, problems: &mut Vec<Problem>) {
    let Data::Programme(programme) = &subject.page.data else { return };
    for prescription in programme.phases.iter().flat_map(|phase| &phase.exercises) {
        let Some(dose) = &prescription.dose else { continue };
        for dose in std::iter::once(dose).chain(dose.build_to.as_deref()) {
            let found = parts(dose).into_iter().filter(Part::is_slip);
            problems.extend(found.map(|part| {
                let message = format!(
                    "the dose of `{}` says `{}: {}`, and none is meant to go {}: a patient would do as it says",
                    prescription.use_.name,
                    part.key,
                    part.written(),
                    part.beyond(),
                );
                Problem::new(codes::DOSE_BEYOND_LIMITS, Place::at(&subject.page.path, dose.span), message, part.help())
            }));
        }
    }
}

/// A number of a dose.
struct Part {
    key: &'static str,
    low: f64,
    high: f64,
    unit: &'static str,
    limits: Limits,
}

impl Part {
    fn is_slip(&self) -> bool {
        self.low < self.limits.low || self.high > self.limits.high
    }

    fn written(&self) -> String {
        let Self { low, high, unit, .. } = self;
        let is_one = (high - low).abs() < f64::EPSILON;
        if is_one { format!("{high}{unit}") } else { format!("{low}-{high}{unit}") }
    }

    fn beyond(&self) -> String {
        let Limits { low, high } = self.limits;
        if self.high > high { format!("above {high}{}", self.unit) } else { format!("below {low}{}", self.unit) }
    }

    fn help(&self) -> String {
        match self.range() {
            Some(range) => format!("write `{range}` if that is what is meant"),
            None => "correct the number; if it is meant, say why in `allow`".to_owned(),
        }
    }

    /// The range that a number would be if its dash was forgotten: `10-12` of `1012`.
    fn range(&self) -> Option<String> {
        let figures = self.high.to_string();
        let halves = (self.written() == format!("{figures}{}", self.unit)).then_some(1..figures.len())?;
        halves.rev().find_map(|at| {
            let (low, high) = figures.split_at_checked(at)?;
            let number = |half: &str| half.parse::<f64>().ok().filter(|_| !half.starts_with('0'));
            let (from, to) = (number(low)?, number(high)?);
            let is_within = from < to && to <= 2.0 * from && to <= self.limits.high;
            is_within.then(|| format!("{low}-{high}{}", self.unit))
        })
    }
}

/// The parts of a dose that have limits.
fn parts(dose: &Dose) -> Vec<Part> {
    let count = |key, count: Option<Count>, limits| count.map(|count| part(key, count, "", limits));
    let time = |key, time: Option<Time>, limits: fn(TimeUnit) -> Limits| {
        time.map(|Time { count, unit }| part(key, count, suffix(unit), limits(unit)))
    };
    let days = match dose.frequency {
        Some(Frequency::DaysAWeek(days)) => Some(days),
        Some(Frequency::EveryDays(_)) | None => None,
    };
    let parts = [
        count("sets", dose.sets, dose_limits::SETS),
        count("reps", dose.reps, dose_limits::REPS),
        time("hold", dose.hold, dose_limits::hold),
        time("rest", dose.rest, dose_limits::hold),
        time("duration", dose.duration, dose_limits::duration),
        dose.load.as_ref().and_then(load),
        count("times_a_day", dose.times_a_day, dose_limits::TIMES_A_DAY),
        count("days_a_week", days, dose_limits::DAYS_A_WEEK),
    ];
    parts.into_iter().flatten().collect()
}

fn part(key: &'static str, count: Count, unit: &'static str, limits: Limits) -> Part {
    Part { key, low: f64::from(count.low), high: f64::from(count.high), unit, limits }
}

fn suffix(unit: TimeUnit) -> &'static str {
    match unit {
        TimeUnit::Seconds => " s",
        TimeUnit::Minutes => " min",
    }
}

/// A weight. Own weight and bands have no number.
fn load(load: &Load) -> Option<Part> {
    let (number, unit) = match load {
        Load::Kilograms(number) => (number, " kg"),
        Load::Pounds(number) => (number, " lb"),
        Load::BodyWeight | Load::Band => return None,
    };
    let mut ends = number.split(['-', '\u{2013}']).map(|end| end.trim().parse::<f64>().ok());
    let low = ends.next()??;
    let high = ends.next().unwrap_or(Some(low))?;
    Some(Part { key: "load", low, high, unit, limits: dose_limits::LOAD })
}

#[cfg(test)]
mod tests {
    use crate::check::testing::check;

    /// What is reported of a dose: message from `is` on, and help.
    #[track_caller]
    fn check_dose(dose: &str, expected: &[(&str, &str)]) {
        let page = format!(
            "---\nkind: programme\ntitle: A\nstop_rules: {{emergency: [a], urgent: [b]}}\nphases:\n\
             \x20 - {{id: b, title: B, ends: true, exercises: [{{use: x, cite: own, dose: {{{dose}}}}}]}}\n---\n"
        );
        let lines = expected.iter().map(|(slip, help)| {
            format!("P014 content/a.md:6:73 the dose of `x` says {slip}: a patient would do as it says | {help}")
        });
        check("P014", &[("content/a.md", &page)], &lines.collect::<Vec<_>>().join("\n"));
    }

    const CORRECT: &str = "correct the number; if it is meant, say why in `allow`";

    #[test]
    fn a_slip_of_the_finger_is_warned_of() {
        check_dose("sets: 200", &[("`sets: 200`, and none is meant to go above 10", CORRECT)]);
        check_dose("hold: 900 min", &[("`hold: 900 min`, and none is meant to go above 10 min", CORRECT)]);
        check_dose("load: 5-500 kg", &[("`load: 5-500 kg`, and none is meant to go above 200 kg", CORRECT)]);
        check_dose("load: 0.1 lb", &[("`load: 0.1 lb`, and none is meant to go below 0.5 lb", CORRECT)]);
        check_dose(
            "days_a_week: 8, times_a_day: 50",
            &[
                ("`days_a_week: 8`, and none is meant to go above 7", CORRECT),
                ("`times_a_day: 50`, and none is meant to go above 10", CORRECT),
            ],
        );
    }

    #[test]
    fn a_range_without_its_dash_is_offered() {
        let help = "write `10-12` if that is what is meant";
        check_dose("reps: 1012", &[("`reps: 1012`, and none is meant to go above 100", help)]);
        let help = "write `2-3` if that is what is meant";
        check_dose("sets: 23", &[("`sets: 23`, and none is meant to go above 10", help)]);
    }

    #[test]
    fn what_clinicians_may_type_is_fine() {
        check_dose("sets: 10, reps: 8-100, hold: 600 s, rest: 10 min, duration: 120 min, load: 200 kg", &[]);
        check_dose("times_a_day: 10, days_a_week: 7, load: 0.5 kg, build_to: {reps: 100}", &[]);
        check_dose("every: 21 days, load: band", &[]);
    }
}

//! P011: no text on a phase's sheet names a higher pain score than the phase's limit. Sheets that a clinician makes mix
//! exercises of phases, and the strictest limit holds on them; an insert follows it and a figure does not.

use std::collections::BTreeSet;

use super::{Subject, typed_scores};
use crate::base::span::Span;
use crate::diag::{Place, Problem, codes};
use crate::model::page::{Data, Page, PageId};
use crate::model::programme::{Phase, Prescription, Programme};
use crate::model::text::Text;

/// Warns of texts of a programme, and of its exercises, that name a higher pain score than a sheet that shows them.
pub(super) fn check(subject: Subject<'_>, problems: &mut Vec<Problem>) {
    let Data::Programme(programme) = &subject.page.data else { return };
    let limits = limits(subject, programme);
    let Some(strictest) = limits.iter().copied().min_by_key(|limit| limit.score) else { return };
    for text in &programme.stop_rules.session {
        let conflict = conflict(subject, text, strictest, strictest);
        problems.extend(conflict.map(|conflict| conflict.problem(subject, text.span, "a rule to end a session")));
    }
    let mut seen = BTreeSet::new();
    for (phase, own) in programme.phases.iter().zip(limits) {
        for text in texts(phase) {
            let conflict = conflict(subject, text, own, strictest);
            let who = format!("a text of phase `{}`", phase.id.raw);
            problems.extend(conflict.map(|conflict| conflict.problem(subject, text.span, &who)));
        }
        for prescription in &phase.exercises {
            problems.extend(in_exercise(subject, prescription, (own, strictest), &mut seen));
        }
    }
}

/// The score above which a patient stops in a phase.
#[derive(Clone, Copy)]
struct Limit<'a> {
    score: u8,
    phase: &'a str,
}

/// A score in a text that is above a limit.
struct Conflict<'a> {
    score: u8,
    limit: Limit<'a>,
    /// Whether both meet only on a sheet that a clinician makes.
    only_made: bool,
}

/// The limits of the phases in order; none where the site has no pain rule, as nothing is printed then.
fn limits<'a>(subject: Subject<'_>, programme: &'a Programme) -> Vec<Limit<'a>> {
    let Some(rule) = &subject.site.index.config.pain_rule else { return Vec::new() };
    let score = |phase: &Phase| phase.pain_limit.map_or(rule.caution, |limit| limit.min(rule.caution));
    programme.phases.iter().map(|phase| Limit { score: score(phase), phase: &phase.id.raw }).collect()
}

/// The texts of a phase itself that stand on its sheet. What calls for help may name any score.
fn texts(phase: &Phase) -> impl Iterator<Item = &Text> {
    let lists = phase.do_.iter().chain(&phase.do_not).chain(&phase.move_on).chain(&phase.stop);
    let notes = phase.exercises.iter().filter_map(|prescription| prescription.note.as_ref());
    phase.goal.iter().chain(lists).chain(notes)
}

fn conflict<'a>(subject: Subject<'_>, text: &Text, own: Limit<'a>, strictest: Limit<'a>) -> Option<Conflict<'a>> {
    let score = typed_scores::highest(&text.raw, subject.site.index.words(subject.page.language))?;
    let only_made = score <= own.score;
    let limit = if only_made { strictest } else { own };
    (score > limit.score).then_some(Conflict { score, limit, only_made })
}

/// The first text of an exercise that a phase's sheet shows and that names too high a score. One text is named once a
/// programme.
fn in_exercise(
    subject: Subject<'_>,
    prescription: &Prescription,
    (own, strictest): (Limit<'_>, Limit<'_>),
    seen: &mut BTreeSet<(PageId, Span)>,
) -> Option<Problem> {
    let (id, shown) = subject.site.index.named(subject.page.language, &prescription.use_)?;
    let Data::Exercise(exercise) = &shown.data else { return None };
    let texts = exercise.position.iter().chain(&exercise.steps).chain(&exercise.feel);
    texts.into_iter().find_map(|text| {
        let conflict = conflict(subject, text, own, strictest)?;
        seen.insert((id, text.span)).then(|| {
            let who = format!("exercise `{}`", prescription.use_.name);
            let problem = conflict.problem(subject, prescription.use_.span, &who);
            problem.with_related(at(shown, text), "the text that names it")
        })
    })
}

fn at(page: &Page, text: &Text) -> Place {
    Place::at(&page.path, text.span)
}

impl Conflict<'_> {
    fn problem(&self, subject: Subject<'_>, span: Span, who: &str) -> Problem {
        let Self { score, limit: Limit { score: limit, phase }, only_made } = self;
        let sheet = if *only_made {
            format!("a sheet made with exercises of phase `{phase}`")
        } else {
            format!("phase `{phase}`")
        };
        Problem::new(
            codes::PAIN_SCORE_ABOVE_LIMIT,
            Place::at(&subject.page.path, span),
            format!(
                "{who} names pain {score} in figures, and {sheet} stops above {limit}: \
                 a patient would read two limits, and train into harm"
            ),
            format!(
                "write `{{{{pain_caution}}}}` in place of {score}, which is the sheet's own limit, or a score up to {limit}"
            ),
        )
    }
}

#[cfg(test)]
mod tests {
    use crate::check::testing::{SETTINGS, check};

    const HELP: &str = "which is the sheet's own limit, or a score up to";
    const HARM: &str = "a patient would read two limits, and train into harm";
    const RAISE: &str = "---\nkind: exercise\ntitle: R\nsteps: [\"Rise. Stop if pain is over 4 out of 10.\"]\n---\n";

    fn found(place: &str, who: &str, score: u8, sheet: &str, limit: u8) -> String {
        format!(
            "P011 content/a.md:{place} {who} names pain {score} in figures, and {sheet} stops above {limit}: {HARM} | \
             write `{{{{pain_caution}}}}` in place of {score}, {HELP} {limit}"
        )
    }

    #[track_caller]
    fn check_programme(rest: &str, expected: &str) {
        let page = format!("---\nkind: programme\ntitle: A\n{rest}---\n");
        check("P011", &[("content/a.md", &page), ("content/r.md", RAISE)], expected);
    }

    #[test]
    fn a_text_above_the_phases_limit_is_a_warning() {
        let phase = "phases:\n  - {id: b, title: B, pain_limit: 3, stop: [Pain goes above 4.]}\n";
        check_programme(phase, &found("5:45", "a text of phase `b`", 4, "phase `b`", 3));
        check_programme(
            &phase.replace("above 4", "above {{pain_caution}}").replace('[', "[\"").replace(']', "\"]"),
            "",
        );
        check_programme(&phase.replace("above 4", "above 3"), "");
        let phase = "phases:\n  - {id: b, title: B, do: [walk at pain 6 or less]}\n";
        check_programme(phase, &found("5:28", "a text of phase `b`", 6, "phase `b`", 5));
    }

    #[test]
    fn an_exercises_text_above_the_limit_of_its_phase_is_a_warning() {
        let phases = "phases:\n  - {id: b, title: B, pain_limit: 3, exercises: [{use: r}, {use: r}]}\n";
        check_programme(phases, &found("5:56", "exercise `r`", 4, "phase `b`", 3));
        check_programme(&phases.replace("pain_limit: 3", "ends: true"), "");
    }

    #[test]
    fn a_sheet_made_of_two_phases_has_the_stricter_limit() {
        let phases = "phases:\n  - {id: b, title: B, pain_limit: 3}\n  - {id: c, title: C, exercises: [{use: r}]}\n";
        let made = "a sheet made with exercises of phase `b`";
        check_programme(phases, &found("6:41", "exercise `r`", 4, made, 3));
    }

    #[test]
    fn a_rule_for_each_session_holds_in_the_strictest_phase() {
        let rules = "stop_rules: {emergency: [Pain is 9 out of 10.], session: [Pain goes above 5.]}\n";
        let phases = "phases:\n  - {id: b, title: B, pain_limit: 3}\n  - {id: c, title: C}\n";
        let expected = found("4:59", "a rule to end a session", 5, "phase `b`", 3);
        check_programme(&format!("{rules}{phases}"), &expected);
        check_programme(&format!("{rules}phases:\n  - {{id: c, title: C}}\n"), "");
    }

    #[test]
    fn a_site_without_a_pain_rule_prints_no_limit() {
        let page = "---\nkind: programme\ntitle: A\nphases: [{id: b, title: B, stop: [Pain goes above 6.]}]\n---\n";
        let bare = SETTINGS.replace("pain_rule: {ok: 3, caution: 5}\n", "");
        check("P011", &[("content/a.md", page), ("content/site.yaml", &bare)], "");
    }
}

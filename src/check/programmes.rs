//! P001, P002, P004, P005, P009, C004 and C005: a programme's stop rules, its way from phase to phase, its pain limits
//! and the sources of its doses.

use super::Subject;
use crate::base::span::Span;
use crate::diag::{Code, Place, Problem, codes};
use crate::model::page::Data;
use crate::model::programme::{Phase, Programme};
use crate::model::text::CiteSource;
use crate::resolve::graph::front_matter_cites;

/// Reports what is wrong with a programme.
pub(super) fn check(subject: Subject<'_>, problems: &mut Vec<Problem>) {
    let Data::Programme(programme) = &subject.page.data else { return };
    stop_rules(subject, programme, problems);
    for (number, phase) in programme.phases.iter().enumerate() {
        let is_last = number + 1 == programme.phases.len();
        way_on(subject, phase, is_last, problems);
        pain_limit(subject, phase, problems);
        doses(subject, phase, problems);
    }
}

/// Reports doses that rest on convention where the clinic publishes reviewed pages only (C004).
pub(super) fn convention(subject: Subject<'_>, problems: &mut Vec<Problem>) {
    if !subject.site.index.config.review.required {
        return;
    }
    for cite in front_matter_cites(subject.page).into_iter().filter(|cite| cite.source == CiteSource::Convention) {
        problems.push(problem(
            subject,
            codes::CONVENTION_NOT_ALLOWED,
            cite.span,
            "`convention` is no source under `review.policy: required`: no clinician has checked this".to_owned(),
            "name a reference, or have a clinician check it and write `own`",
        ));
    }
}

fn problem(subject: Subject<'_>, code: Code, span: Span, message: String, help: &str) -> Problem {
    Problem::new(code, Place::at(&subject.page.path, span), message, help)
}

fn stop_rules(subject: Subject<'_>, programme: &Programme, problems: &mut Vec<Problem>) {
    let rules = &programme.stop_rules;
    let at = rules.span.unwrap_or(subject.page.meta.title.span);
    let is_there = rules.span.is_some();
    let help = |level: &str| match is_there {
        true => format!("write `{level}: [...]` under `stop_rules`, with the signs and whom to call"),
        false => "add `stop_rules: {emergency: [...], urgent: [...]}` with the signs and whom to call".to_owned(),
    };
    if rules.emergency.is_empty() {
        let message = "`stop_rules.emergency` is missing: a patient with a clot in the lung or a calf under pressure would train on";
        problems.push(problem(subject, codes::STOP_RULES_MISSING, at, message.to_owned(), &help("emergency")));
    }
    if rules.urgent.is_empty() {
        let message = "`stop_rules.urgent` is missing: a patient with a blood clot or a torn tendon would train on";
        problems.push(problem(subject, codes::STOP_RULES_MISSING, at, message.to_owned(), &help("urgent")));
    }
}

/// A phase either ends the programme or says what must be true before the next one. A phase for the moment itself or
/// without an end may stand anywhere; but one that is to be passed must have something after it.
fn way_on(subject: Subject<'_>, phase: &Phase, is_last: bool, problems: &mut Vec<Problem>) {
    let id = &phase.id.raw;
    if phase.move_on.is_empty() && !phase.ends {
        let message = format!("phase `{id}` has no `move_on`: a patient would go on before the tissue can bear it");
        let help = "add `move_on: [...]` with what must be true, or `ends: true` for a last or ongoing phase";
        problems.push(problem(subject, codes::MOVE_ON_MISSING, phase.id.span, message, help));
    }
    if phase.ends && !phase.move_on.is_empty() && !is_last {
        let message =
            format!("phase `{id}` both ends the programme and says when to move on: a patient could not tell which");
        let help = "take `ends: true` out, or `move_on`, or put the phase last";
        problems.push(problem(subject, codes::PHASE_AFTER_END, phase.id.span, message, help));
    }
}

fn pain_limit(subject: Subject<'_>, phase: &Phase, problems: &mut Vec<Problem>) {
    let Some(rule) = &subject.site.index.config.pain_rule else {
        if let Some(limit) = phase.pain_limit {
            let message = format!(
                "`pain_limit: {limit}` of phase `{}` cannot be printed, as `site.yaml` has no `pain_rule`: \
                 a patient would train without it",
                phase.id.raw
            );
            let help = "add `pain_rule: {ok: …, caution: …}` to `site.yaml`, or take `pain_limit` out";
            problems.push(problem(subject, codes::PAIN_LIMIT_NOT_SHOWN, phase.pain_limit_span, message, help));
        }
        return;
    };
    let Some(limit) = phase.pain_limit.filter(|limit| *limit >= rule.caution) else { return };
    let message = format!(
        "phase `{}` has pain limit {limit}, the site's rule {}: a phase may only be stricter, or a patient would train into harm",
        phase.id.raw, rule.caution
    );
    let help = format!("choose a limit below {}, or take `pain_limit` out", rule.caution);
    problems.push(problem(subject, codes::PAIN_LIMIT_LOOSE, phase.id.span, message, &help));
}

fn doses(subject: Subject<'_>, phase: &Phase, problems: &mut Vec<Problem>) {
    let bare = phase.exercises.iter().filter(|exercise| exercise.dose.is_some() && exercise.cite.is_empty());
    for exercise in bare.filter(|_| phase.cite.is_empty()) {
        let message = format!("the dose of `{}` has no source", exercise.use_.name);
        let help = "add `cite: [...]` with a reference, `own` or `convention`, to the exercise or its phase";
        problems.push(problem(subject, codes::DOSE_UNCITED, exercise.use_.span, message, help));
    }
}

#[cfg(test)]
mod tests {
    use crate::check::testing::{SETTINGS, check};

    const RULES: &str = "stop_rules: {emergency: [a], urgent: [b]}";

    #[track_caller]
    fn check_phases(code: &str, phases: &str, expected: &str) {
        let page = format!("---\nkind: programme\ntitle: A\n{RULES}\nphases:\n{phases}---\n");
        check(code, &[("content/a.md", &page)], expected);
    }

    #[test]
    fn a_programme_needs_stop_rules_of_both_levels() {
        let help = "add `stop_rules: {emergency: [...], urgent: [...]}` with the signs and whom to call";
        let emergency = "`stop_rules.emergency` is missing: a patient with a clot in the lung or a calf under pressure would train on";
        let urgent = "`stop_rules.urgent` is missing: a patient with a blood clot or a torn tendon would train on";
        let expected = format!("P001 content/a.md:3:8 {emergency} | {help}\nP001 content/a.md:3:8 {urgent} | {help}");
        check("P001", &[("content/a.md", "---\nkind: programme\ntitle: A\nphases: []\n---\n")], &expected);
        let page = "---\nkind: programme\ntitle: A\nstop_rules: {emergency: [a]}\nphases: []\n---\n";
        let help = "write `urgent: [...]` under `stop_rules`, with the signs and whom to call";
        check("P001", &[("content/a.md", page)], &format!("P001 content/a.md:4:13 {urgent} | {help}"));
        check_phases("P001", "  - {id: b, title: B, ends: true}\n", "");
    }

    #[test]
    fn a_phase_says_when_to_move_on_or_ends() {
        let expected = "P002 content/a.md:6:10 phase `b` has no `move_on`: a patient would go on before the tissue can bear it | \
                        add `move_on: [...]` with what must be true, or `ends: true` for a last or ongoing phase";
        check_phases("P002", "  - {id: b, title: B}\n  - {id: c, title: C, ends: true}\n", expected);
    }

    #[test]
    fn a_phase_that_ends_and_is_passed_comes_last() {
        let expected = "P004 content/a.md:6:10 phase `b` both ends the programme and says when to move on: a patient could not tell which | \
                        take `ends: true` out, or `move_on`, or put the phase last";
        check_phases(
            "P004",
            "  - {id: b, title: B, ends: true, move_on: [x]}\n  - {id: c, title: C, ends: true}\n",
            expected,
        );
        check_phases(
            "P004",
            "  - {id: b, title: B, ends: true}\n  - {id: c, title: C, ends: true, move_on: [x]}\n",
            "",
        );
    }

    #[test]
    fn a_pain_limit_is_stricter_than_the_sites() {
        let expected = "P005 content/a.md:6:10 phase `b` has pain limit 5, the site's rule 5: \
                        a phase may only be stricter, or a patient would train into harm | \
                        choose a limit below 5, or take `pain_limit` out";
        check_phases("P005", "  - {id: b, title: B, ends: true, pain_limit: 5}\n", expected);
        check_phases("P005", "  - {id: b, title: B, ends: true, pain_limit: 4}\n", "");
    }

    #[test]
    fn a_pain_limit_needs_the_sites_rule() {
        let page = format!(
            "---\nkind: programme\ntitle: A\n{RULES}\nphases:\n  - {{id: b, title: B, ends: true, pain_limit: 4}}\n---\n"
        );
        let bare = SETTINGS.replace("pain_rule: {ok: 3, caution: 5}\n", "");
        let expected = "P009 content/a.md:6:47 `pain_limit: 4` of phase `b` cannot be printed, as `site.yaml` has no `pain_rule`: \
                        a patient would train without it | \
                        add `pain_rule: {ok: …, caution: …}` to `site.yaml`, or take `pain_limit` out";
        check("P009", &[("content/a.md", &page), ("content/site.yaml", &bare)], expected);
        check("P009", &[("content/a.md", &page)], "");
        check("P009", &[("content/a.md", &page.replace(", pain_limit: 4", "")), ("content/site.yaml", &bare)], "");
    }

    #[test]
    fn a_dose_has_a_source() {
        let phase = "  - {id: b, title: B, ends: true, exercises: [{use: x, dose: {reps: 3}}]}\n";
        let expected = "C005 content/a.md:6:53 the dose of `x` has no source | \
                        add `cite: [...]` with a reference, `own` or `convention`, to the exercise or its phase";
        check_phases("C005", phase, expected);
        check_phases("C005", &phase.replace("dose:", "cite: own, dose:"), "");
        check_phases("C005", &phase.replace("ends:", "cite: own, ends:"), "");
    }

    #[test]
    fn convention_is_an_error_where_reviews_are_required() {
        let page =
            "---\nkind: programme\ntitle: A\nphases:\n  - {id: b, title: B, ends: true, cite: [convention]}\n---\n";
        let settings = format!("{SETTINGS}review: {{policy: required}}\n");
        let expected = "C004 content/a.md:5:42 `convention` is no source under `review.policy: required`: \
                        no clinician has checked this | name a reference, or have a clinician check it and write `own`";
        check("C004", &[("content/a.md", page), ("content/site.yaml", &settings)], expected);
        check("C004", &[("content/a.md", page)], "");
    }
}

//! P006, P007 and P008: exercises that no programme uses, phases with too many of them, and sheets that do not fit
//! their paper.

use super::Subject;
use crate::body::Site;
use crate::diag::{Place, Problem, codes};
use crate::model::config::Paper;
use crate::model::page::{Data, PageId};
use crate::model::programme::{Phase, Programme};
use crate::view::sheet::fit;
use crate::view::sheet::format::{Edition, Format};

/// How many exercises a sheet is laid out for.
const MOST_EXERCISES: usize = 5;

/// How many texts a message names.
const NAMED: usize = 3;

/// Advises on exercises that no published programme uses (P006). A translation is made for readers of its language,
/// whether or not they have a programme, and a page that is not read may be the programme.
pub(super) fn unused(subject: Subject<'_>, problems: &mut Vec<Problem>) {
    let Data::Exercise(_) = &subject.page.data else { return };
    let Site { index, graph, .. } = subject.site;
    let in_phase = |id: PageId| graph.uses.get(id.index()).into_iter().flatten().any(|used| used.phase.is_some());
    let source = index.translations.source(subject.id, subject.page);
    if index.some_unread || in_phase(subject.id) || source.is_some_and(in_phase) {
        return;
    }
    problems.push(Problem::new(
        codes::EXERCISE_UNUSED,
        Place::at(&subject.page.path, subject.page.meta.title.span),
        "no programme uses this exercise, so it is on no sheet and has no dose",
        "name it under `exercises` in a phase, or take the page out",
    ));
}

/// Warns of phases with more exercises than patients keep up with (P007).
pub(super) fn too_many(subject: Subject<'_>, problems: &mut Vec<Problem>) {
    let Data::Programme(programme) = &subject.page.data else { return };
    for phase in programme.phases.iter().filter(|phase| phase.exercises.len() > MOST_EXERCISES) {
        problems.push(Problem::new(
            codes::EXERCISES_TOO_MANY,
            Place::at(&subject.page.path, phase.id.span),
            format!(
                "phase `{}` has {} exercises, at most {MOST_EXERCISES} go on a sheet well: the more there are, the fewer get done",
                phase.id.raw,
                phase.exercises.len()
            ),
            "keep those that matter most, or part the phase in two",
        ));
    }
}

/// Reports sheets that do not fit their sides of paper in any way (P008).
pub(super) fn paper(subject: Subject<'_>, problems: &mut Vec<Problem>) {
    let Data::Programme(programme) = &subject.page.data else { return };
    let measure = &subject.site.drawings.measure;
    for (place, phase) in programme.phases.iter().enumerate() {
        let fits = |format: &Format| fit::fits(subject.site, subject.page, place, *format, measure);
        let Some(format) = Format::ALL.into_iter().find(|format| !fits(format)) else { continue };
        let paper = match format.paper {
            Paper::A4 => "A4",
            Paper::Letter => "Letter",
        };
        let print = match format.edition {
            Edition::Standard => "",
            Edition::LargePrint => "large print of the ",
        };
        problems.push(Problem::new(
            codes::SHEET_CANNOT_FIT,
            Place::at(&subject.page.path, phase.id.span),
            format!(
                "the {print}sheet of phase `{}` does not fit {} sides of {paper} at {} pt, even with its log on paper of \
                 its own: a patient could be handed it without its stop rules",
                phase.id.raw,
                format.edition.sides(),
                format.edition.points()
            ),
            format!("shorten the longest texts, by letters: {}", longest(subject, programme, phase)),
        ));
    }
}

/// The longest parts of a phase's sheet with their letters, as an author knows them.
fn longest(subject: Subject<'_>, programme: &Programme, phase: &Phase) -> String {
    let letters = |texts: &[crate::model::text::Text]| -> usize {
        texts.iter().map(|text| subject.site.index.fill(text).chars().count()).sum()
    };
    let rules = &programme.stop_rules;
    let mut parts: Vec<(usize, String)> = [
        ("goal", letters(phase.goal.as_slice())),
        ("do", letters(&phase.do_)),
        ("do_not", letters(&phase.do_not)),
        ("move_on", letters(&phase.move_on)),
        ("stop", letters(&phase.stop)),
        ("stop_rules.emergency", letters(&rules.emergency)),
        ("stop_rules.urgent", letters(&rules.urgent)),
        ("stop_rules.session", letters(&rules.session)),
        ("stop_rules.clinic", letters(&rules.clinic)),
    ]
    .map(|(name, letters)| (letters, name.to_owned()))
    .to_vec();
    for prescription in &phase.exercises {
        let found = subject.site.index.named(subject.page.language, &prescription.use_);
        let Some((_, page)) = found else { continue };
        let Data::Exercise(exercise) = &page.data else { continue };
        let own = letters(exercise.position.as_slice()) + letters(&exercise.steps) + letters(exercise.feel.as_slice());
        parts.push((own, prescription.use_.name.clone()));
    }
    parts.sort_by_key(|(letters, _)| std::cmp::Reverse(*letters));
    let named: Vec<String> = parts.iter().take(NAMED).map(|(letters, name)| format!("`{name}` ({letters})")).collect();
    named.join(", ")
}

#[cfg(test)]
mod tests {
    use crate::check::testing::{SETTINGS, check};

    const RULES: &str = "stop_rules: {emergency: [a], urgent: [b]}";
    const MOVE: (&str, &str) = ("content/move.md", "---\nkind: exercise\ntitle: Move\nsteps: [up, down]\n---\n");

    #[track_caller]
    fn check_phase(code: &str, phase: &str, expected: &str) {
        let page = format!(
            "---\nkind: programme\ntitle: A\n{RULES}\nphases:\n  - {{id: b, title: B, ends: true, {phase}}}\n---\n"
        );
        check(code, &[("content/a.md", &page), MOVE], expected);
    }

    #[test]
    fn an_exercise_is_in_a_programme() {
        let expected = "P006 content/move.md:3:8 no programme uses this exercise, so it is on no sheet and has no dose | \
                        name it under `exercises` in a phase, or take the page out";
        check("P006", &[MOVE], expected);
        check_phase("P006", "exercises: [{use: move}]", "");
        check("P006", &[MOVE, ("content/plan.md", "---\nkind: program\ntitle: A\n---\n")], "");
    }

    #[test]
    fn a_translated_exercise_is_in_a_programme_where_its_source_is() {
        let settings = format!("{SETTINGS}languages: [en-GB, de]\n");
        let german = ("content/de/b.md", "---\nkind: exercise\ntitle: B\ntranslation_of: move\n---\n");
        let plan = "---\nkind: programme\ntitle: A\nphases:\n  - {id: b, title: B, exercises: [{use: /move}]}\n---\n";
        let files = [MOVE, german, ("content/a.md", plan), ("content/site.yaml", settings.as_str())];
        check("P006", &files, "");
        let alone = "P006 content/de/b.md:3:8 no programme uses this exercise, so it is on no sheet and has no dose | \
                     name it under `exercises` in a phase, or take the page out";
        let unused = [german, ("content/site.yaml", settings.as_str())];
        check("P006", &unused, alone);
    }

    #[test]
    fn a_phase_has_at_most_five_exercises() {
        let expected = "P007 content/a.md:6:10 phase `b` has 6 exercises, at most 5 go on a sheet well: \
                        the more there are, the fewer get done | \
                        keep those that matter most, or part the phase in two";
        let uses = |count: usize| format!("exercises: [{}]", vec!["{use: move}"; count].join(", "));
        check_phase("P007", &uses(6), expected);
        check_phase("P007", &uses(5), "");
    }

    #[test]
    fn a_sheet_fits_its_sides() {
        let expected = "P008 content/a.md:6:10 the sheet of phase `b` does not fit 2 sides of A4 at 14 pt, even with its \
                        log on paper of its own: a patient could be handed it without its stop rules | \
                        shorten the longest texts, by letters: `do` (6000), `move` (6), `stop_rules.emergency` (1)";
        check_phase("P008", &format!("do: [{}], exercises: [{{use: move}}]", "word, ".repeat(1500)), expected);
        check_phase("P008", &format!("do: [{}]", "word, ".repeat(20)), "");
    }
}

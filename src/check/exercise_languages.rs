//! A011: an exercise that a sheet prints in another language than its own.
//!
//! A name that leads to no page of the programme's language leads to one of the default language. The sheet says which
//! language that is, but a patient who does not read it cannot do the exercise.

use std::collections::BTreeSet;

use super::Subject;
use crate::base::language::primary;
use crate::diag::{Place, Problem, codes};
use crate::model::page::Data;

/// Warns of the exercises of a programme that are in another language, each once.
pub(super) fn check(subject: Subject<'_>, problems: &mut Vec<Problem>) {
    let (index, page) = (&subject.site.index, subject.page);
    let Data::Programme(programme) = &page.data else { return };
    let own = index.language_code(page.language);
    let mut told = BTreeSet::new();
    for prescription in programme.phases.iter().flat_map(|phase| &phase.exercises) {
        let Some((id, exercise)) = index.named(page.language, &prescription.use_) else { continue };
        let other = index.language_code(exercise.language);
        if primary(own) == primary(other) || !told.insert(id) {
            continue;
        }
        problems.push(Problem::new(
            codes::EXERCISE_LANGUAGE,
            Place::at(&page.path, prescription.use_.span),
            format!(
                "the steps of `{}` are in `{other}`, and the sheets of this programme in `{own}`: a patient may not be able \
                 to follow them",
                exercise.path
            ),
            "translate that page, with `translation_of`, and name the translation here",
        ));
    }
}

#[cfg(test)]
mod tests {
    use crate::check::testing::check;

    const SITE: (&str, &str) = (
        "content/site.yaml",
        "name: C\nlanguage: en\nlanguages: [en, de]\nnumbers: {emergency_number: \"999\", urgent_line: \"111\"}\n",
    );
    const MOVE: (&str, &str) = ("content/move.md", "---\nkind: exercise\ntitle: Move\nsteps: [up]\n---\n");

    #[track_caller]
    fn check_programme(path: &str, uses: &str, more: &[(&str, &str)], expected: &str) {
        let page = format!(
            "---\nkind: programme\ntitle: A\nstop_rules: {{emergency: [a], urgent: [b]}}\nphases:\n  \
             - {{id: b, title: B, exercises: [{uses}]}}\n  - {{id: c, title: C, exercises: [{uses}]}}\n---\n"
        );
        check("A011", &[&[SITE, MOVE, (path, page.as_str())], more].concat(), expected);
    }

    #[test]
    fn an_exercise_in_another_language_is_told_once() {
        let expected = "A011 content/de/a.md:6:41 the steps of `content/move.md` are in `en`, and the sheets of this \
                        programme in `de`: a patient may not be able to follow them | \
                        translate that page, with `translation_of`, and name the translation here";
        check_programme("content/de/a.md", "{use: move}", &[], expected);
    }

    #[test]
    fn a_translated_exercise_and_one_of_the_same_language_are_fine() {
        let german = ("content/de/heben.md", "---\nkind: exercise\ntitle: Heben\ntranslation_of: move\n---\n");
        check_programme("content/de/a.md", "{use: heben}", &[german], "");
        check_programme("content/a.md", "{use: move}", &[], "");
    }
}

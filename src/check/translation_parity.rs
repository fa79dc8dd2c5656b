//! A008: a translation that asks for something else than its source, whatever the dates of their reviews say: other
//! warning cards, numbers to call, doses, days, pain limits, rules or ways through a flow.
//!
//! Words differ between languages and are not compared. Phases after the last that is translated are not either: they
//! have no sheet that could say anything wrong. One that is left out before it is: its patients would skip it.

use std::fmt::Display;

use super::Subject;
use super::shown_cards::{self, Shown};
use crate::base::span::Span;
use crate::diag::{Place, Problem, codes};
use crate::model::decision::{Decision, Outcome, Step};
use crate::model::doc::CardKind;
use crate::model::page::{Data, Page, PageId};
use crate::model::programme::{Phase, Prescription, Programme, StopRules, Window};
use crate::model::text::PageName;
use crate::view::dose;

/// Reports where a page says something else than the page it translates.
pub(super) fn check(subject: Subject<'_>, problems: &mut Vec<Problem>) {
    let (index, page) = (&subject.site.index, subject.page);
    let Some(name) = page.meta.translation_of.as_ref().filter(|_| page.language != 0) else { return };
    let Some(source_id) = index.translations.source(subject.id, page) else { return };
    let Some(source) = index.page(source_id).filter(|source| !source.unread && !page.unread) else { return };
    let mut pair = Pair { subject, name, source, problems };
    pair.cards(source_id);
    match (&page.data, &source.data) {
        (Data::Programme(own), Data::Programme(source)) => pair.programme(own, source),
        (Data::Decision(own), Data::Decision(source)) if !own.level_unread && !source.level_unread => {
            pair.decision(own, source);
        }
        _ => {}
    }
}

/// A translation and its source.
struct Pair<'a, 'p> {
    subject: Subject<'a>,
    /// Where the translation names its source.
    name: &'a PageName,
    source: &'a Page,
    problems: &'p mut Vec<Problem>,
}

/// Two things that must be the same.
struct Both<T> {
    own: T,
    source: T,
}

/// Where they stand.
type Places = Both<Span>;

/// A page that an outcome names.
type Named = fn(&Outcome) -> Option<&PageName>;

impl Pair<'_, '_> {
    /// Reports `what` where the two differ; each is shown as it is printed.
    fn compare<T: Display + PartialEq>(&mut self, what: &str, both: &Both<T>, at: &Places) {
        if both.own == both.source {
            return;
        }
        let line = at.source.line_column(&self.source.document.source).line;
        let problem = Problem::new(
            codes::TRANSLATION_DIFFERS,
            Place::at(&self.subject.page.path, at.own),
            format!(
                "{what}: {} here, {} in `{}:{line}`: readers of one of the two languages are told something wrong",
                both.own, both.source, self.source.path
            ),
            "make both say the same: look up which of the two is right",
        );
        self.problems.push(problem.with_related(Place::at(&self.source.path, at.source), "the source"));
    }

    /// The warning cards of both pages, one by one.
    fn cards(&mut self, source_id: PageId) {
        let site = self.subject.site;
        let own = shown_cards::of_page(site, self.subject.id, self.subject.page);
        let source = shown_cards::of_page(site, source_id, self.source);
        let (own_path, source_path) = (&self.subject.page.path, &self.source.path);
        for kind in [CardKind::Emergency, CardKind::Urgent, CardKind::DoNot] {
            let of_kind = |cards: &[Shown<'_>]| cards.iter().filter(|shown| shown.card.kind == kind).count();
            let counts = Both { own: of_kind(&own), source: of_kind(&source) };
            let title = self.source.meta.title.span;
            let first = source.iter().find(|shown| shown.card.kind == kind && shown.page.path == *source_path);
            let places = Both { own: self.name.span, source: first.map_or(title, |shown| shown.card.span) };
            self.compare(&format!("the number of {} cards", kind.word()), &counts, &places);
            if counts.own != counts.source {
                continue;
            }
            let pairs = own.iter().filter(|shown| shown.card.kind == kind);
            for (own, source) in pairs.zip(source.iter().filter(|shown| shown.card.kind == kind)) {
                // A card of another page is named where that page is shown.
                let places = Both {
                    own: if own.page.path == *own_path { own.card.span } else { self.name.span },
                    source: if source.page.path == *source_path { source.card.span } else { title },
                };
                let numbers = |shown: &Shown<'_>| listed(shown.heading_inserts().into_iter().map(str::to_owned));
                let both = Both { own: numbers(own), source: numbers(source) };
                self.compare(
                    &format!("the numbers that the heading of the {} card names", kind.word()),
                    &both,
                    &places,
                );
                let both = Both { own: own.items(site), source: source.items(site) };
                self.compare(&format!("the items of the {} card", kind.word()), &both, &places);
            }
        }
    }

    fn programme(&mut self, own: &Programme, source: &Programme) {
        let rules = |rules: &StopRules| [&rules.emergency, &rules.urgent, &rules.session, &rules.clinic].map(Vec::len);
        let title = self.source.meta.title.span;
        let at = Both {
            own: own.stop_rules.span.unwrap_or(self.name.span),
            source: source.stop_rules.span.unwrap_or(title),
        };
        let counts = rules(&own.stop_rules).into_iter().zip(rules(&source.stop_rules));
        for (name, (own, source)) in ["emergency", "urgent", "session", "clinic"].into_iter().zip(counts) {
            self.compare(&format!("the items of `stop_rules.{name}`"), &Both { own, source }, &at);
        }
        self.way(own, source, &Both { own: self.name.span, source: title });
        for phase in &own.phases {
            match source.phases.iter().find(|other| other.id.raw == phase.id.raw) {
                Some(other) => self.phase(&Both { own: phase, source: other }),
                None => {
                    let both = Both { own: "this one", source: "none with this id" };
                    self.compare(
                        &format!("the phase `{}`", phase.id.raw),
                        &both,
                        &Both { own: phase.span, source: title },
                    );
                }
            }
        }
    }

    /// That patients of both go through the same phases one after another, as far as the translation goes.
    fn way(&mut self, own: &Programme, source: &Programme, at: &Places) {
        let ids = |programme: &Programme| programme.phases.iter().map(|phase| phase.id.raw.clone()).collect::<Vec<_>>();
        let (own, mut way) = (ids(own), ids(source));
        // What only the translation has is reported on its own.
        if own.iter().any(|id| !way.contains(id)) {
            return;
        }
        way.truncate(way.iter().rposition(|id| own.contains(id)).map_or(0, |last| last + 1));
        self.compare("the phases, in order", &Both { own: in_order(&own), source: in_order(&way) }, at);
    }

    fn phase(&mut self, both: &Both<&Phase>) {
        let at = Both { own: both.own.span, source: both.source.span };
        let id = &both.own.id.raw;
        let mut compare = |what: &str, shown: &dyn Fn(&Phase) -> String| {
            let both = Both { own: shown(both.own), source: shown(both.source) };
            self.compare(&format!("{what} of the phase `{id}`"), &both, &at);
        };
        compare("`earliest_day`", &|phase| number(phase.earliest_day));
        compare("`usual`", &|phase| phase.usual.map_or_else(|| NOTHING.to_owned(), days));
        compare("`pain_limit`", &|phase| number(phase.pain_limit));
        compare("`blanks`", &|phase| phase.blanks.to_string());
        compare("the items of `do_not`", &|phase| phase.do_not.len().to_string());
        compare("the items of `stop`", &|phase| phase.stop.len().to_string());
        // Where a translation leaves out what follows, its last phase ends it.
        if both.own.ends == both.source.ends {
            compare("the items of `move_on`", &|phase| phase.move_on.len().to_string());
        }
        self.doses(both);
    }

    /// The exercises of a phase, paired by the page that each is or translates.
    fn doses(&mut self, both: &Both<&Phase>) {
        let mut left: Vec<(Option<PageId>, &Prescription)> =
            both.source.exercises.iter().map(|used| (self.source_of(0, &used.use_), used)).collect();
        let id = &both.own.id.raw;
        for used in &both.own.exercises {
            let page = self.source_of(self.subject.page.language, &used.use_);
            let Some(place) = left.iter().position(|(other, _)| *other == page) else {
                let exercises = Both { own: format!("`{}`", used.use_.name), source: "no such exercise".to_owned() };
                let at = Both { own: used.span, source: both.source.span };
                self.compare(&format!("an exercise of the phase `{id}`"), &exercises, &at);
                continue;
            };
            let (_, other) = left.remove(place);
            let words = self.subject.site.index.words(0);
            let shown = |used: &Prescription| {
                used.dose.as_ref().map_or_else(|| NOTHING.to_owned(), |dose| dose::line(dose, words))
            };
            let doses = Both { own: shown(used), source: shown(other) };
            let at = Both { own: used.span, source: other.span };
            self.compare(&format!("the dose of `{}` in the phase `{id}`", used.use_.name), &doses, &at);
        }
        for (_, used) in left {
            let exercises = Both { own: "not there".to_owned(), source: "there".to_owned() };
            let at = Both { own: both.own.span, source: used.span };
            self.compare(&format!("the exercise `{}` of the phase `{id}`", used.use_.name), &exercises, &at);
        }
    }

    fn decision(&mut self, own: &Decision, source: &Decision) {
        let title = self.source.meta.title.span;
        let at = Both { own: own.start.span, source: source.start.span };
        self.compare("the first question", &Both { own: &own.start.raw, source: &source.start.raw }, &at);
        let at = Both { own: self.name.span, source: title };
        let ids = |steps: &[Step]| listed(steps.iter().map(|step| step.id.raw.clone()));
        self.compare("the questions", &Both { own: ids(&own.steps), source: ids(&source.steps) }, &at);
        let ids = |outcomes: &[Outcome]| listed(outcomes.iter().map(|outcome| outcome.id.raw.clone()));
        self.compare("the outcomes", &Both { own: ids(&own.outcomes), source: ids(&source.outcomes) }, &at);
        for step in &own.steps {
            let same = source.steps.iter().find(|other| other.id.raw == step.id.raw);
            same.into_iter().for_each(|source| self.step(&Both { own: step, source }));
        }
        for outcome in &own.outcomes {
            let same = source.outcomes.iter().find(|other| other.id.raw == outcome.id.raw);
            same.into_iter().for_each(|source| self.outcome(&Both { own: outcome, source }));
        }
    }

    fn step(&mut self, both: &Both<&Step>) {
        let at = Both { own: both.own.span, source: both.source.span };
        let mut compare = |what: &str, shown: &dyn Fn(&Step) -> String| {
            let values = Both { own: shown(both.own), source: shown(both.source) };
            self.compare(&format!("{what} of the question `{}`", both.own.id.raw), &values, &at);
        };
        let level = |step: &Step| step.check.map_or_else(|| NOTHING.to_owned(), |check| check.word().to_owned());
        compare("`check`", &level);
        compare("the items of `any_of`", &|step| step.any_of.len().to_string());
        let ways =
            |step: &Step| step.answers.iter().map(|answer| answer.goto.raw.as_str()).collect::<Vec<_>>().join(", ");
        compare("where the answers lead, in order,", &ways);
    }

    fn outcome(&mut self, both: &Both<&Outcome>) {
        let at = Both { own: both.own.span, source: both.source.span };
        let id = &both.own.id.raw;
        let levels = Both { own: both.own.urgency.word(), source: both.source.urgency.word() };
        self.compare(&format!("`urgency` of the outcome `{id}`"), &levels, &at);
        let own_language = self.subject.page.language;
        let named: [(&str, Named); 2] =
            [("page", |outcome| outcome.page.as_ref()), ("sheet", |outcome| outcome.sheet.as_ref())];
        for (key, of) in named {
            let target = |language: usize, outcome: &Outcome| {
                let name = of(outcome)?;
                // Headings have ids in their own language; phases keep theirs.
                Some((self.source_of(language, name), name.fragment.clone().filter(|_| key == "sheet")))
            };
            if target(own_language, both.own) == target(0, both.source) {
                continue;
            }
            let shown = |outcome: &Outcome| of(outcome).map_or_else(|| NOTHING.to_owned(), named_page);
            let mut pages = Both { own: shown(both.own), source: shown(both.source) };
            if pages.own == pages.source {
                pages.own.push_str(" (another page)");
            }
            self.compare(&format!("`{key}` of the outcome `{id}`"), &pages, &at);
        }
    }

    /// The page of the default language that a name of a page in `language` stands for.
    fn source_of(&self, language: usize, name: &PageName) -> Option<PageId> {
        let index = &self.subject.site.index;
        let (id, page) = index.named(language, name)?;
        // A page that translates nothing stands for itself.
        index.translations.source(id, page).or(Some(id))
    }
}

const NOTHING: &str = "nothing";

fn number<T: Display>(number: Option<T>) -> String {
    number.map_or_else(|| NOTHING.to_owned(), |number| number.to_string())
}

fn days(window: Window) -> String {
    format!("{} to {}", window.from, window.to.map_or_else(|| "no end".to_owned(), |day| day.to_string()))
}

fn named_page(name: &PageName) -> String {
    match &name.fragment {
        Some(fragment) => format!("`{}#{fragment}`", name.name),
        None => format!("`{}`", name.name),
    }
}

/// Names in one order, whatever the order they are written in.
fn listed(names: impl Iterator<Item = String>) -> String {
    let mut names: Vec<String> = names.collect();
    names.sort_unstable();
    in_order(&names)
}

/// Names in the order they are written in.
fn in_order(names: &[String]) -> String {
    if names.is_empty() {
        return NOTHING.to_owned();
    }
    names.iter().map(|name| format!("`{name}`")).collect::<Vec<_>>().join(", ")
}

#[cfg(test)]
mod tests {
    use crate::check::testing::{SETTINGS, check};

    const TAIL: &str = "readers of one of the two languages are told something wrong | \
                        make both say the same: look up which of the two is right";

    /// Checks a translation against its source; each is what follows the title.
    #[track_caller]
    fn check_pair(source: &str, own: &str, expected: &[&str]) {
        let settings = format!("{SETTINGS}languages: [en-GB, cy]\n");
        let source = format!("---\ntitle: A\n{source}");
        let own = format!("---\ntitle: Y\ntranslation_of: a\n{own}");
        let files = [
            ("content/site.yaml", settings.as_str()),
            ("content/a.md", &source),
            ("content/cy/a.md", &own),
            ("content/raise.md", "---\nkind: exercise\ntitle: Raise\n---\n"),
            ("content/cy/codi.md", "---\nkind: exercise\ntitle: Codi\ntranslation_of: raise\n---\n"),
            ("content/b.md", "---\ntitle: B\n---\nText.\n"),
            ("content/cy/b.md", "---\ntitle: B\ntranslation_of: b\n---\nText.\n"),
        ];
        let expected: Vec<String> =
            expected.iter().map(|line| format!("A008 content/cy/a.md:{line}: {TAIL}")).collect();
        check("A008", &files, &expected.join("\n"));
    }

    #[test]
    fn warning_cards_are_those_of_the_source() {
        let source =
            "---\n> [!EMERGENCY] Call {{emergency_number}} now if:\n> - a\n> - b\n\n> [!DO-NOT]\n> - do not hop\n";
        let own = "---\n> [!EMERGENCY] Ffoniwch {{emergency_number}}:\n> - a\n> - b\n\n> [!DO-NOT]\n> - peidiwch\n";
        check_pair(source, own, &[]);
        check_pair(
            source,
            &own.replace("emergency_number", "urgent_line"),
            &[
                "5:3 the numbers that the heading of the EMERGENCY card names: `urgent_line` here, `emergency_number` in \
               `content/a.md:4`",
            ],
        );
        check_pair(
            source,
            &own.replace("> - b\n", ""),
            &["5:3 the items of the EMERGENCY card: 1 here, 2 in `content/a.md:4`"],
        );
        check_pair(
            source,
            &own.replace("[!DO-NOT]", "[!NOTE]"),
            &["3:17 the number of DO-NOT cards: 0 here, 1 in `content/a.md:8`"],
        );
    }

    const PROGRAMME: &str = "kind: programme\nstop_rules:\n  emergency: [a, b]\n  urgent: [c]\nphases:\n  - id: calm\n    title: C\n    \
        earliest_day: 3\n    usual: [3, 7]\n    pain_limit: 2\n    do_not: [do not run]\n    exercises:\n      \
        - {use: raise, dose: {sets: 3, reps: 8-10}}\n    ends: true\n---\n";

    #[test]
    fn phases_ask_for_what_those_of_the_source_ask_for() {
        let own = PROGRAMME.replace("use: raise", "use: codi");
        check_pair(PROGRAMME, &own, &[]);
        let of = |from: &str, to: &str, expected: &str| check_pair(PROGRAMME, &own.replace(from, to), &[expected]);
        of(
            "earliest_day: 3",
            "earliest_day: 2",
            "9:5 `earliest_day` of the phase `calm`: 2 here, 3 in `content/a.md:8`",
        );
        of("[3, 7]", "[3, null]", "9:5 `usual` of the phase `calm`: 3 to no end here, 3 to 7 in `content/a.md:8`");
        of("    pain_limit: 2\n", "", "9:5 `pain_limit` of the phase `calm`: nothing here, 2 in `content/a.md:8`");
        of(
            "    do_not",
            "    blanks: 2\n    do_not",
            "9:5 `blanks` of the phase `calm`: 2 here, 0 in `content/a.md:8`",
        );
        of("[do not run]", "[]", "9:5 the items of `do_not` of the phase `calm`: 0 here, 1 in `content/a.md:8`");
        of("[a, b]", "[a]", "6:3 the items of `stop_rules.emergency`: 1 here, 2 in `content/a.md:5`");
        of("8-10", "8-12", "16:9 the dose of `codi` in the phase `calm`: 3 × 8–12 here, 3 × 8–10 in `content/a.md:15`");
        of("id: calm", "id: tawel", "9:5 the phase `tawel`: this one here, none with this id in `content/a.md:2`");
    }

    #[test]
    fn a_phase_is_left_out_at_the_end_alone() {
        let programme = |ids: &[&str]| {
            let phases: Vec<String> =
                ids.iter().map(|id| format!("  - {{id: {id}, title: P, move_on: [m]}}\n")).collect();
            format!("kind: programme\nphases:\n{}---\n", phases.concat())
        };
        let source = programme(&["calm", "load", "return"]);
        check_pair(&source, &programme(&["calm", "load"]), &[]);
        check_pair(&source, &programme(&[]), &[]);
        let of = |own: &[&str], expected: &str| check_pair(&source, &programme(own), &[expected]);
        of(
            &["calm", "return"],
            "3:17 the phases, in order: `calm`, `return` here, `calm`, `load`, `return` in `content/a.md:2`",
        );
        of(&["load", "calm"], "3:17 the phases, in order: `load`, `calm` here, `calm`, `load` in `content/a.md:2`");
    }

    #[test]
    fn an_exercise_that_only_one_of_them_has_is_an_error() {
        let with = |lines: &str| PROGRAMME.replace("    ends: true\n", &format!("{lines}    ends: true\n"));
        let own = PROGRAMME.replace("use: raise", "use: codi");
        let more = with("      - {use: b}\n");
        check_pair(
            &more,
            &own,
            &["9:5 the exercise `b` of the phase `calm`: not there here, there in `content/a.md:16`"],
        );
        let more = more.replace("use: raise", "use: codi");
        check_pair(
            PROGRAMME,
            &more,
            &["17:9 an exercise of the phase `calm`: `b` here, no such exercise in `content/a.md:8`"],
        );
    }

    const DECISION: &str = "kind: decision\nstart: q\nsteps:\n  - {id: q, ask: Q, check: urgent, any_of: [x, y], answers: \
        [{label: L, goto: o}, {label: M, goto: p}]}\noutcomes:\n  - {id: o, urgency: urgent, title: O, page: b}\n  \
        - {id: p, urgency: book, title: P, page: b}\n---\n";

    #[test]
    fn a_flow_leads_where_its_source_leads() {
        check_pair(DECISION, DECISION, &[]);
        let of = |from: &str, to: &str, expected: &str| check_pair(DECISION, &DECISION.replace(from, to), &[expected]);
        of(
            "urgency: book",
            "urgency: self-care",
            "10:5 `urgency` of the outcome `p`: self-care here, book in `content/a.md:9`",
        );
        of("check: urgent, ", "", "7:5 `check` of the question `q`: nothing here, urgent in `content/a.md:6`");
        of("[x, y]", "[x]", "7:5 the items of `any_of` of the question `q`: 1 here, 2 in `content/a.md:6`");
        of(
            "{label: L, goto: o}, {label: M, goto: p}",
            "{label: L, goto: p}, {label: M, goto: o}",
            "7:5 where the answers lead, in order, of the question `q`: p, o here, o, p in `content/a.md:6`",
        );
        of(
            "title: P, page: b",
            "title: P, page: raise",
            "10:5 `page` of the outcome `p`: `raise` here, `b` in `content/a.md:9`",
        );
    }

    #[test]
    fn a_page_that_translates_nothing_is_compared_with_nothing() {
        let settings = format!("{SETTINGS}languages: [en-GB, cy]\n");
        let card = "---\ntitle: A\n---\n> [!URGENT] Call {{urgent_line}} today if:\n> - a\n";
        let files = [
            ("content/site.yaml", settings.as_str()),
            ("content/index.md", card),
            ("content/cy/index.md", "---\ntitle: Y\n---\nText.\n"),
        ];
        check("A008", &files, "");
    }
}

//! The problems of a site in parts, so that an edit replaces those it can have changed; and what the browser shows.
//!
//! Parts that follow later (the check of all pages) keep their last answer until the next one is there.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use serde_json::{Value, json};

use super::renumber::Numbers;
use super::session::Session;
use crate::base::path::SitePath;
use crate::builtin;
use crate::check::without_settings;
use crate::diag::report::{Entry, Report, by_place};
use crate::diag::{Outcome, Problem, Severity};
use crate::model::page::{Page, PageId};

/// The most problems that are sent to the browser of one kind: a site with thousands of them is mended in the editor.
const MOST: usize = 200;

/// All problems but those of parsing, which stand with the parsed pages.
#[derive(Clone, Debug, Default)]
pub struct Ledger {
    /// Of loading the folder.
    pub(super) found: Vec<Problem>,
    /// Of settings, words, theme and templates, and of loading.
    pub(super) settings: Vec<Problem>,
    /// Of making the index.
    index: Vec<Problem>,
    /// Of binding, by page.
    bind: Vec<Vec<Problem>>,
    /// Pages that still lead nowhere, for which another name may be the nearest now.
    pub(super) bind_due: BTreeSet<PageId>,
    /// Of addresses that two sources have.
    pub(super) clashes: Vec<Problem>,
    /// Of the rules, by page.
    checks: Vec<Vec<Problem>>,
    /// Of the slow rules, for pages that have any.
    slow: BTreeMap<PageId, Vec<Problem>>,
    /// Pages for which the slow rules must run.
    pub(super) slow_due: BTreeSet<PageId>,
    /// Of the rules for the whole site.
    site: Vec<Problem>,
    /// Whether all rules have run since the last turn.
    pub(super) checked: bool,
}

/// Whether any of these is an error.
#[must_use]
pub fn has_errors(problems: &[Problem]) -> bool {
    problems.iter().any(|problem| problem.severity == Severity::Error)
}

impl Ledger {
    /// The ledger of a site that was resolved as a whole.
    #[must_use]
    pub fn new(settings: Vec<Problem>, index: Vec<Problem>, bind: Vec<Vec<Problem>>, clashes: Vec<Problem>) -> Self {
        let checks = vec![Vec::new(); bind.len()];
        Self { settings, index, bind, clashes, checks, ..Self::default() }
    }

    /// Gives what binding found away, to be carried over.
    pub(super) fn take_bind(&mut self) -> Vec<Vec<Problem>> {
        std::mem::take(&mut self.bind)
    }

    /// Carries what the rules found over to the new numbers of pages that came and went.
    pub(super) fn renumber(
        &mut self,
        numbers: &Numbers,
        index: Vec<Problem>,
        bind: Vec<Vec<Problem>>,
        clashes: Vec<Problem>,
    ) {
        self.checks = numbers.carried(std::mem::take(&mut self.checks));
        let slow = std::mem::take(&mut self.slow).into_iter();
        self.slow = slow.filter_map(|(id, found)| Some((numbers.now(id)?, found))).collect();
        (self.index, self.bind, self.clashes) = (index, bind, clashes);
        self.bind_due.clear();
    }

    /// Sets the problems of loading.
    pub(super) fn set_found(&mut self, found: Vec<Problem>) {
        self.settings.retain(|problem| !self.found.contains(problem));
        self.settings.extend(found.iter().cloned());
        self.found = found;
    }

    /// Sets what binding a page found.
    pub(super) fn set_bind(&mut self, id: PageId, problems: Vec<Problem>) {
        self.bind_due.remove(&id);
        if let Some(place) = self.bind.get_mut(id.index()) {
            *place = problems;
        }
    }

    /// Sets what the rules found on a page.
    pub(super) fn set_check(&mut self, id: PageId, problems: Vec<Problem>) {
        if let Some(place) = self.checks.get_mut(id.index()) {
            *place = problems;
        }
    }

    /// Sets what all rules found.
    pub(super) fn set_checks(&mut self, by_page: Vec<Vec<Problem>>, site: Vec<Problem>, clashes: Vec<Problem>) {
        (self.checks, self.site, self.clashes, self.checked) = (by_page, site, clashes, true);
    }

    /// Sets what the slow rules found on a page.
    pub(super) fn set_slow(&mut self, id: PageId, problems: Vec<Problem>) {
        self.slow_due.remove(&id);
        drop(self.slow.insert(id, problems));
    }

    /// Notes that something changed since all rules ran.
    pub(super) fn begin(&mut self) {
        self.checked = false;
    }

    /// Pages that lead somewhere that is not there.
    pub(super) fn bound_with_problems(&self) -> impl Iterator<Item = PageId> {
        let ids = (0..self.bind.len()).map(|number| PageId(u32::try_from(number).unwrap_or(u32::MAX)));
        ids.zip(&self.bind).filter(|(_, problems)| !problems.is_empty()).map(|(id, _)| id)
    }

    /// What binding a page and the rules found.
    fn of_page(&self, id: PageId) -> impl Iterator<Item = &Problem> {
        self.bind.get(id.index()).into_iter().chain(self.checks.get(id.index())).chain(self.slow.get(&id)).flatten()
    }
}

impl Session {
    /// All problems: those of a clean build of the same files, once all rules have run.
    #[must_use]
    pub fn report(&self) -> Report {
        self.located(self.problems().cloned().collect())
    }

    /// Whether all rules have run since the last turn, and all pictures were decoded.
    #[must_use]
    pub fn is_checked(&self) -> bool {
        self.ledger.checked && self.pictures.are_decoded()
    }

    /// Whether a page's own file is the place of an error.
    #[must_use]
    pub fn has_error(&self, id: PageId) -> bool {
        let Some(page) = self.live.site.index.page(id) else { return false };
        let parse = self.sources.get(&page.path).map(|source| has_errors(&source.problems));
        let own = |problem: &Problem| {
            problem.severity == Severity::Error && problem.place.as_ref().is_some_and(|place| place.path == page.path)
        };
        parse.unwrap_or_default() || self.ledger.of_page(id).any(own)
    }

    fn problems(&self) -> impl Iterator<Item = &Problem> {
        let ledger = &self.ledger;
        let parse = self.sources.values().flat_map(|source: &Outcome<Arc<Page>>| &source.problems);
        let index = &self.live.site.index;
        let published = index.published().flat_map(|(id, _)| ledger.of_page(id));
        ledger
            .settings
            .iter()
            .chain(parse)
            .chain(&ledger.index)
            .chain(published)
            .chain(&ledger.site)
            .chain(&ledger.clashes)
            .chain(&self.pictures.problems)
            .filter(|problem| without_settings::counts(&index.config, problem))
    }

    fn located(&self, problems: Vec<Problem>) -> Report {
        Report::new(problems, |path| self.snapshot.text(path).or_else(|| built_in_text(path)))
    }

    /// What the browser shows beside the page of a file. `more` are problems met when the page was made.
    #[must_use]
    pub fn shown_problems(&self, page: Option<PageId>, more: Vec<Problem>) -> ShownProblems {
        let page = page.and_then(|id| self.live.site.index.page(id));
        let is_here = |problem: &&Problem| {
            page.is_some_and(|page| problem.place.as_ref().is_some_and(|place| place.path == page.path))
        };
        let (mut errors, others): (Vec<&Problem>, Vec<&Problem>) =
            self.problems().partition(|problem| problem.severity == Severity::Error);
        // As in a report, each counts once.
        errors.sort_by(|a, b| by_place(a, b));
        errors.dedup();
        let count = errors.len() + more.iter().filter(|problem| !errors.contains(problem)).count();
        let errors = errors.into_iter().take(MOST).cloned().chain(more).collect();
        let notes = others.into_iter().filter(is_here).take(MOST).cloned().collect();
        ShownProblems { errors: items(&self.located(errors)), count, notes: items(&self.located(notes)) }
    }
}

/// What the browser shows of a site's problems.
pub struct ShownProblems {
    /// The first errors of the site.
    pub errors: Value,
    /// How many errors there are.
    pub count: usize,
    /// The page's own warnings and advice.
    pub notes: Value,
}

/// A report as the browser reads it: as `check --format json`, with the line itself and the page that explains.
fn items(report: &Report) -> Value {
    report.entries.iter().map(|entry| item(entry, report)).collect()
}

fn item(entry: &Entry, report: &Report) -> Value {
    let place = entry.place.as_ref();
    let at = place.and_then(|place| place.at);
    let text = place.and_then(|place| line_of(&report.sources, &place.path, at?.line));
    json!({
        "code": entry.code.id,
        "severity": entry.severity.word(),
        "path": place.map(|place| place.path.as_str()),
        "line": at.map(|at| at.line),
        "column": at.map(|at| at.column),
        "message": entry.message,
        "help": entry.help,
        "text": text,
    })
}

/// A line, from 1, without the break at its end.
fn line_of<'a>(sources: &'a BTreeMap<SitePath, String>, path: &SitePath, line: usize) -> Option<&'a str> {
    sources.get(path)?.lines().nth(line.checked_sub(1)?)
}

/// The text of a built-in template, for showing the line that failed.
fn built_in_text(path: &SitePath) -> Option<String> {
    builtin::template(path.below("templates")?).map(str::to_owned)
}

//! A site held in memory and kept up to date: changed files in, a site out that is the same as a clean build's.
//!
//! A turn parses only the files that changed. Edits of pages that stay where they are go to [`increment`], pages that
//! come and go to [`renumber`]; all else (settings, new pictures) resolves the site again from the pages already
//! parsed. Settings or templates that are wrong change nothing but the list of problems: the last good ones stay.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use rayon::prelude::*;

use super::increment::{self, TooFar};
use super::ledger::{Ledger, has_errors};
use super::pages::Made;
use super::pictures::Pictures;
use super::renumber::{self, Numbers};
use super::searching::Searching;
use crate::base::address::Address;
use crate::base::giving_way::GivingWay;
use crate::base::path::SitePath;
use crate::body::Site;
use crate::check;
use crate::cite::format::Formatter;
use crate::diag::{Outcome, Problem};
use crate::load::{File, Snapshot};
use crate::model::config::SiteConfig;
use crate::model::page::{Page, PageId};
use crate::parse;
use crate::parse::config::PATH as CONFIG_PATH;
use crate::picture;
use crate::pipeline::{self, Parsed, Resolved};
use crate::render::template::Templates;
use crate::render::{Routes, assets, trial};
use crate::resolve::bind::{self, Nearest};
use crate::resolve::index::Options;

/// A file as it is now: its contents, or that it is gone.
pub type Change = (SitePath, Option<File>);

/// The site that is served.
pub struct Live {
    /// The resolved site.
    pub site: Site,
    /// The templates.
    pub templates: Templates,
    /// All addresses.
    pub routes: Routes,
    /// What prints references, once one was edited.
    pub(super) formatters: Vec<Formatter>,
}

/// A site that is kept up to date.
pub struct Session {
    pub(super) options: Options,
    pub(super) snapshot: Snapshot,
    /// Each page as parsed, with what parsing found.
    pub(super) sources: BTreeMap<SitePath, Outcome<Arc<Page>>>,
    pub(super) live: Live,
    pub(super) ledger: Ledger,
    pub(super) made: Made,
    pub(super) pictures: Pictures,
    pub(super) searching: Searching,
    /// Addresses that pages have left, with where they went when that is known.
    gone: BTreeMap<Address, Option<Address>>,
    number: u64,
}

/// What a turn did.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Turn {
    /// The turn's number; each is one more than the one before.
    pub number: u64,
    /// The page that was edited, when it was just one.
    pub edited: Option<Address>,
    /// How many files were other than before.
    pub files: usize,
    /// How the site was brought up to date.
    pub scope: Scope,
}

/// How much of the site a turn resolved again.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Scope {
    /// Nothing: no file is other than before.
    #[default]
    Nothing,
    /// Pages that stay where they are, and those that look at them.
    Pages,
    /// Pages that came or went: all pages have their place again.
    Places,
    /// Templates, words, styles or the bytes of pictures: no name leads elsewhere.
    Looks,
    /// All of it.
    Whole,
}

/// The problems that a check of the whole site found, for one turn.
pub struct Checks {
    number: u64,
    by_page: Vec<Vec<Problem>>,
    site: Vec<Problem>,
    clashes: Vec<Problem>,
}

impl Session {
    /// A session that begins with these files. `found` are problems met while loading.
    #[must_use]
    pub fn new(snapshot: Snapshot, options: Options, found: Vec<Problem>) -> Self {
        let config = parse::config::read(&snapshot);
        let sources = parsed(&snapshot.files, &config.value.languages);
        let around = pipeline::parse_around(&snapshot, config.value);
        let templates = pipeline::templates(&around.value);
        let settings = [config.problems, around.problems, templates.problems].concat();
        let templates = if settings.iter().any(is_template) {
            let built_in = pipeline::templates(&Parsed { templates: BTreeMap::new(), ..around.value.clone() });
            built_in.value
        } else {
            templates.value
        };
        let pages = sources.values().map(|source| Arc::clone(&source.value)).collect();
        let Resolved { site, by_page, problems } =
            pipeline::resolve_apart(Parsed { pages, ..around.value }, options.clone());
        let (routes, clashes) = Routes::new(&site);
        let mut ledger = Ledger::new(settings, problems, by_page, clashes);
        ledger.set_found(found);
        let live = Live { site, templates, routes, formatters: Vec::new() };
        let (made, searching, gone) = (Made::default(), Searching::default(), BTreeMap::new());
        let mut pictures = Pictures::default();
        pictures.begin(&live.site);
        let mut session = Self { options, snapshot, sources, live, ledger, made, pictures, searching, gone, number: 1 };
        session.all_slow_due();
        session
    }

    /// The site that is served.
    #[must_use]
    pub fn live(&self) -> &Live {
        &self.live
    }

    /// The files the site was made from.
    #[must_use]
    pub fn snapshot(&self) -> &Snapshot {
        &self.snapshot
    }

    /// The number of the last turn.
    #[must_use]
    pub fn number(&self) -> u64 {
        self.number
    }

    /// Where the page that was at an address went: `None` when none was there, `Some(None)` when it is gone.
    #[must_use]
    pub fn left(&self, address: &Address) -> Option<Option<&Address>> {
        self.gone.get(address).map(Option::as_ref)
    }

    /// Brings the site up to date. Files that are as they were are passed over.
    pub fn turn(&mut self, changes: Vec<Change>) -> Turn {
        let old_addresses = self.addresses_of(&changes);
        let changed = self.apply(changes);
        if changed.is_empty() {
            return Turn { number: self.number, ..Turn::default() };
        }
        self.number += 1;
        self.ledger.begin();
        let scope = self.bring_up_to_date(&changed);
        if scope != Scope::Pages {
            self.all_slow_due();
        }
        if matches!(scope, Scope::Looks | Scope::Whole) {
            self.pictures.begin(&self.live.site);
        }
        self.made.begin(self.number);
        self.note_moves(&old_addresses, &changed);
        let mut edited = changed.iter().filter_map(|path| self.sources.get(path)).map(|source| &source.value.address);
        let first = edited.next().filter(|_| edited.next().is_none()).cloned();
        Turn { number: self.number, edited: first, files: changed.len(), scope }
    }

    /// Whether a file is other than before.
    #[must_use]
    pub fn is_other(&self, (path, file): &Change) -> bool {
        self.snapshot.files.get(path).map(|old| &old.bytes) != file.as_ref().map(|file| &file.bytes)
    }

    /// Puts the changes into the snapshot, and gives the paths whose bytes are other than before.
    fn apply(&mut self, changes: Vec<Change>) -> BTreeSet<SitePath> {
        let mut changed = BTreeSet::new();
        for change in changes {
            if !self.is_other(&change) {
                continue;
            }
            let (path, file) = change;
            match file {
                Some(file) => drop(self.snapshot.files.insert(path.clone(), file)),
                None => drop(self.snapshot.files.remove(&path)),
            }
            changed.insert(path);
        }
        changed
    }

    fn bring_up_to_date(&mut self, changed: &BTreeSet<SitePath>) -> Scope {
        if changed.iter().any(|path| path.as_str() == CONFIG_PATH) {
            return self.whole(changed);
        }
        let in_place = |path: &SitePath| self.sources.contains_key(path) && self.snapshot.files.contains_key(path);
        if changed.iter().all(in_place) {
            return self.edit_pages(changed);
        }
        let looks = |path: &SitePath| {
            path.below("content").is_none()
                || (!pipeline::is_page(path)
                    && self.live.site.index.files.contains_key(path) == self.snapshot.files.contains_key(path))
        };
        if changed.iter().all(looks) {
            return self.change_looks();
        }
        let is_page = |path: &SitePath| pipeline::is_page(path);
        if changed.iter().all(is_page) { self.exchange_pages(changed) } else { self.whole(changed) }
    }

    /// Pages that come and go, perhaps with edits of others.
    fn exchange_pages(&mut self, changed: &BTreeSet<SitePath>) -> Scope {
        self.parse_again(changed, &self.live.site.index.config.languages.clone());
        let pages = self.sources.values().map(|source| Arc::clone(&source.value)).collect();
        renumber::exchange_pages(&mut self.live, &mut self.ledger, pages, changed);
        Scope::Places
    }

    /// Parses the changed pages, and forgets those that are gone.
    fn parse_again(&mut self, changed: &BTreeSet<SitePath>, languages: &[String]) {
        self.sources.retain(|path, _| self.snapshot.files.contains_key(path));
        let files = changed.iter().filter_map(|path| Some((path.clone(), self.snapshot.files.get(path)?.clone())));
        self.sources.extend(parsed(&files.collect(), languages));
    }

    /// Edits of pages that stay where they are.
    fn edit_pages(&mut self, changed: &BTreeSet<SitePath>) -> Scope {
        let files = changed.iter().filter_map(|path| Some((path.clone(), self.snapshot.files.get(path)?.clone())));
        let sources = parsed(&files.collect(), &self.live.site.index.config.languages);
        let pages: Vec<Arc<Page>> = sources.values().map(|source| Arc::clone(&source.value)).collect();
        self.sources.extend(sources);
        match increment::edit_pages(&mut self.live, &mut self.ledger, &pages) {
            Ok(()) => Scope::Pages,
            Err(TooFar::Places) => self.exchange_pages(changed),
            Err(TooFar::Words) => self.whole(&BTreeSet::new()),
        }
    }

    /// Other templates, words, styles, or other bytes of a picture.
    fn change_looks(&mut self) -> Scope {
        let config = parse::config::read(&self.snapshot);
        let around = pipeline::parse_around(&self.snapshot, self.live.site.index.config.clone());
        let templates = pipeline::templates(&around.value);
        let mut settings = [config.problems, around.problems, templates.problems].concat();
        settings.extend(self.ledger.found.iter().cloned());
        let sound = !settings.iter().any(is_template);
        self.ledger.settings = settings;
        if sound {
            self.live.templates = templates.value;
            let site = &mut self.live.site;
            site.assets = assets::assets(&around.value.theme, &site.index.config);
            site.icons = pipeline::icons(&around.value.theme);
            (site.index.default_words, site.index.other_words) = around.value.words;
        }
        self.live.site.file_bytes = around.value.file_bytes;
        self.live.site.pictures = picture::all(&self.live.site.index.files, &self.live.site.file_bytes);
        if self.ledger.clashes.is_empty() {
            self.live.routes.assets_again(&self.live.site);
        } else {
            (self.live.routes, self.ledger.clashes) = Routes::new(&self.live.site);
        }
        Scope::Looks
    }

    /// Resolves the whole site again from its parsed pages.
    fn whole(&mut self, changed: &BTreeSet<SitePath>) -> Scope {
        let config = parse::config::read(&self.snapshot);
        let old = &self.live.site.index.config;
        let broken = has_errors(&config.problems);
        let now: SiteConfig = if broken { old.clone() } else { config.value };
        if now.languages == old.languages {
            self.parse_again(changed, &now.languages);
        } else {
            self.sources = parsed(&self.snapshot.files, &now.languages);
        }
        let around = pipeline::parse_around(&self.snapshot, now);
        let templates = pipeline::templates(&around.value);
        let mut settings = [config.problems, around.problems, templates.problems].concat();
        settings.extend(self.ledger.found.iter().cloned());
        if !settings.iter().any(is_template) {
            self.live.templates = templates.value;
        }
        let pages = self.sources.values().map(|source| Arc::clone(&source.value)).collect();
        let Resolved { site, by_page, problems } =
            pipeline::resolve_apart(Parsed { pages, ..around.value }, self.options.clone());
        let (routes, clashes) = Routes::new(&site);
        let numbers = Numbers::new(&self.live.site.index.pages, &site.index.pages);
        self.ledger.settings = settings;
        self.ledger.renumber(&numbers, problems, by_page, clashes);
        let drawings = self.live.site.drawings.clone();
        self.live.site = Site { drawings, ..site };
        self.live.routes = routes;
        // They are those of the site's languages.
        self.live.formatters = Vec::new();
        for path in changed {
            self.check_now(path);
        }
        Scope::Whole
    }

    /// Runs the quick rules for one page, so that its own errors are known before it is shown.
    fn check_now(&mut self, path: &SitePath) {
        let Some(id) = self.live.site.index.names.by_path(path) else { return };
        increment::check_now(&self.live.site, &mut self.ledger, id);
    }

    /// The problems of loading the folder.
    #[must_use]
    pub fn found(&self) -> &[Problem] {
        &self.ledger.found
    }

    /// Sets the problems of loading the folder, after it was read again as a whole. What all rules find is to be told
    /// with them.
    pub fn set_found(&mut self, found: Vec<Problem>) {
        self.ledger.set_found(found);
        self.ledger.begin();
    }

    /// The addresses of these files' pages as they were, with what tells that a page moved.
    fn addresses_of(&self, changes: &[Change]) -> Vec<Arc<Page>> {
        let pages = changes.iter().filter_map(|(path, _)| self.sources.get(path));
        pages.map(|source| Arc::clone(&source.value)).collect()
    }

    /// Notes the addresses that pages left in this turn, and forgets those that hold a page again. A page moved to the
    /// new page with the same bytes, else the same title; one that was seen to go earlier, to one with its file's name.
    fn note_moves(&mut self, old: &[Arc<Page>], changed: &BTreeSet<SitePath>) {
        let was_there: BTreeSet<&SitePath> = old.iter().map(|page| &page.path).collect();
        let now = changed.iter().filter_map(|path| self.sources.get(path)).map(|source| &source.value);
        let new: Vec<&Arc<Page>> = now.clone().filter(|page| !was_there.contains(&page.path)).collect();
        let same: BTreeMap<_, _> = new.iter().map(|page| (&page.document.source, &page.address)).collect();
        let alike: BTreeMap<_, _> = new.iter().map(|page| (page.meta.title.raw.as_str(), &page.address)).collect();
        let named: BTreeMap<_, _> = new.iter().map(|page| (page.stem(), &page.address)).collect();
        for (left, to) in self.gone.iter_mut().filter(|(_, to)| to.is_none()) {
            let name = left.as_str().rsplit('/').nth(1).unwrap_or_default();
            *to = named.get(name).copied().cloned();
        }
        for page in old.iter().filter(|page| !self.sources.contains_key(&page.path)) {
            let to = same.get(&page.document.source).or_else(|| alike.get(page.meta.title.raw.as_str()));
            self.gone.insert(page.address.clone(), to.copied().cloned());
        }
        for page in now {
            self.gone.remove(&page.address);
        }
    }

    /// How many pages there are, drafts too.
    #[must_use]
    pub fn page_count(&self) -> usize {
        self.sources.len()
    }

    /// Checks pages `from` up to `to` with every quick rule, many at a time.
    #[must_use]
    pub fn check_some(&self, from: usize, to: usize) -> Vec<Vec<Problem>> {
        let site = &self.live.site;
        let ids: Vec<PageId> = site.index.ids().skip(from).take(to.saturating_sub(from)).collect();
        let check = |id: &PageId| match site.index.page(*id).filter(|page| site.index.is_published(page)) {
            Some(page) => check::check_page_quickly(site, *id, page),
            None => Vec::new(),
        };
        ids.par_iter().map(check).collect()
    }

    /// A page that leads nowhere and may be offered another name, with what binding it finds now.
    #[must_use]
    pub fn bind_later(&self) -> Option<(PageId, Vec<Problem>)> {
        let index = &self.live.site.index;
        let id = *self.ledger.bind_due.first()?;
        Some((id, index.page(id).map(|page| bind::bind(id, page, index, Nearest::Sought).problems).unwrap_or_default()))
    }

    /// Takes what binding a page again in turn `number` found, unless there was a turn since.
    pub fn take_bound(&mut self, number: u64, id: PageId, found: Vec<Problem>) {
        if number == self.number {
            self.ledger.set_bind(id, found);
        }
    }

    /// A page for which the slow rules must run, with what they find.
    #[must_use]
    pub fn check_slowly(&self) -> Option<(PageId, Vec<Problem>)> {
        let site = &self.live.site;
        let id = *self.ledger.slow_due.first()?;
        let page = site.index.page(id).filter(|page| site.index.is_published(page));
        Some((id, page.map(|page| check::check_page_slowly(site, id, page)).unwrap_or_default()))
    }

    /// Takes what the slow rules found on a page in turn `number`, unless there was a turn since.
    pub fn take_slow(&mut self, number: u64, id: PageId, found: Vec<Problem>) {
        if number == self.number {
            self.ledger.set_slow(id, found);
        }
    }

    fn all_slow_due(&mut self) {
        let pages = self.live.site.index.ids().zip(&self.live.site.index.pages);
        self.ledger.slow_due = pages.filter(|(_, page)| check::is_slow(page)).map(|(id, _)| id).collect();
    }

    /// What checking every page found, with the rules for the site as a whole; `None` when that is asked to give way.
    #[must_use]
    pub fn checks(&self, by_page: Vec<Vec<Problem>>, giving_way: &GivingWay) -> Option<Checks> {
        let searched = self.check_search(giving_way)?;
        let tried = self.try_templates(giving_way)?;
        let site = [check::check_site(&self.live.site), searched, tried].concat();
        if giving_way.is_asked() {
            return None;
        }
        let (_, clashes) = Routes::new(&self.live.site);
        Some(Checks { number: self.number, by_page, site, clashes })
    }

    /// What fails when the site's own templates are filled. Where one cannot be read that is all there is to say: the
    /// last good ones are served.
    fn try_templates(&self, giving_way: &GivingWay) -> Option<Vec<Problem>> {
        if self.ledger.settings.iter().any(is_template) {
            return Some(Vec::new());
        }
        let Live { site, templates, routes, .. } = &self.live;
        trial::problems(site, templates, routes, || giving_way.is_asked())
    }

    /// Takes the problems of a whole check, unless there was a turn since; tells whether they were taken.
    pub fn take_checks(&mut self, checks: Checks) -> bool {
        let current = checks.number == self.number;
        if current {
            self.ledger.set_checks(checks.by_page, checks.site, checks.clashes);
        }
        current
    }

    /// Checks everything at once.
    pub fn check_all(&mut self) {
        while let Some((id, found)) = self.bind_later() {
            self.take_bound(self.number, id, found);
        }
        while let Some((id, found)) = self.check_slowly() {
            self.take_slow(self.number, id, found);
        }
        if let Some(checks) = self.checks(self.check_some(0, usize::MAX), &GivingWay::default()) {
            self.take_checks(checks);
        }
        while let Some(due) = self.due_picture() {
            self.take_picture(&due, due.decode());
        }
    }
}

/// Whether a problem keeps the templates, or the words they print, from being used.
fn is_template(problem: &Problem) -> bool {
    let path = problem.place.as_ref().map(|place| place.path.as_str()).unwrap_or_default();
    problem.severity == crate::diag::Severity::Error
        && (path.starts_with("templates/")
            || path.starts_with("theme/")
            || problem.code == crate::diag::codes::TEMPLATE_FAILS)
}

fn parsed(files: &BTreeMap<SitePath, File>, languages: &[String]) -> BTreeMap<SitePath, Outcome<Arc<Page>>> {
    let pages = pipeline::parse_pages(files, languages);
    pages.into_iter().map(|source| (source.value.path.clone(), source)).collect()
}

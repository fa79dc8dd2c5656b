//! The stages in order: `load → parse → resolve → check → view → render → write`.
//!
//! `load` and `write` touch the disk and belong to the command line; what lies between is here, and pure: the same
//! snapshot and options give the same site, the same problems and the same bytes.
//!
//! | stage | from → to | where |
//! |---|---|---|
//! | load | folder → [`Snapshot`] | `load` |
//! | parse | [`Snapshot`] → [`Parsed`] | [`parse`] |
//! | resolve | [`Parsed`] → [`Site`] | [`resolve`] |
//! | search | [`Site`] → the index of each language and its files | [`search`] |
//! | check | [`Site`] → problems | [`check()`] |
//! | view, render | [`Site`] → artifacts | [`Publishable`] |
//! | write | artifacts → folder | `write` |

use std::collections::BTreeMap;
use std::sync::Arc;

use rayon::prelude::*;

use crate::base::address::Address;
use crate::base::digest::Digest;
use crate::base::font::Faces;
use crate::base::path::SitePath;
use crate::body::Site;
use crate::body::drawings::Drawings;
use crate::builtin;
use crate::check::without_settings;
use crate::cite::format::{FormattedReference, Formatter};
use crate::diag::report::Report;
use crate::diag::{Outcome, Place, Problem, Severity, codes};
use crate::kinds;
use crate::load::{File, Snapshot};
use crate::model::config::SiteConfig;
use crate::model::page::{Data, Page, PageId};
use crate::parse::words::Words;
use crate::parse::words_file;
use crate::parse::{self, ParseOptions};
use crate::pdf;
use crate::pdf::press::{Press, Store};
use crate::picture;
use crate::render::template::Templates;
use crate::render::{Artifact, Routes, assets, unused_templates};
use crate::resolve::index::Options;
use crate::resolve::{Bound, Graph, Index, bind};
use crate::search::Search;

/// A site's files, read: nothing here knows of another file yet.
#[derive(Clone, Debug, Default)]
pub struct Parsed {
    /// What `site.yaml` says.
    pub config: SiteConfig,
    /// All pages, sorted by path.
    pub pages: Vec<Arc<Page>>,
    /// Files beside pages with their addresses.
    pub files: BTreeMap<SitePath, Address>,
    /// The bytes of those files.
    pub file_bytes: BTreeMap<SitePath, Arc<[u8]>>,
    /// The interface's words: the default language's, and the others'.
    pub words: (Words, Vec<Words>),
    /// The theme's files, by their path below `theme/`; the site's own replace the built-in ones.
    pub theme: BTreeMap<String, Arc<[u8]>>,
    /// The site's own templates, by their path below `templates/`.
    pub templates: BTreeMap<String, String>,
}

/// All that a run finds out: the site, and everything that is wrong with it.
pub struct Checked {
    /// The resolved site.
    pub site: Site,
    /// The templates.
    pub templates: Templates,
    /// All addresses.
    pub routes: Routes,
    /// Under which keys the press's store has what was printed already.
    pub printed: BTreeMap<Address, Digest>,
    /// Everything that is wrong, sorted by place.
    pub report: Report,
}

/// A site without errors. There is no other way to get files to write.
pub struct Publishable {
    site: Site,
    templates: Templates,
    routes: Routes,
    printed: BTreeMap<Address, Digest>,
}

/// Runs all stages from a snapshot to a report. `found` are problems met while loading.
#[must_use]
pub fn run(snapshot: &Snapshot, options: Options, found: Vec<Problem>) -> Checked {
    stages(snapshot, options, found, None)
}

/// How far long work has come: told how many are done, of how many. Many threads may tell at once.
pub type Progress<'a> = dyn Fn(usize, usize) + Sync + 'a;

/// The same, and prints every sheet and booklet into `store`, so that one that does not fit its paper is in the report.
/// `printed` is told of each.
#[must_use]
pub fn run_and_print(
    snapshot: &Snapshot,
    options: Options,
    found: Vec<Problem>,
    store: Arc<dyn Store>,
    printed: &Progress<'_>,
) -> Checked {
    stages(snapshot, options, found, Some((store, printed)))
}

fn stages(
    snapshot: &Snapshot,
    options: Options,
    found: Vec<Problem>,
    prints: Option<(Arc<dyn Store>, &Progress<'_>)>,
) -> Checked {
    let mut problems = found;
    let mut keep = |outcome: Vec<Problem>| problems.extend(outcome);
    let parsed = parse(snapshot);
    keep(parsed.problems);
    let templates = page_templates(&parsed.value);
    keep(templates.problems);
    let press = press(&parsed.value);
    let (store, printed) = prints.unzip();
    let templates = templates.value.with_press(match store {
        Some(store) => press.with_store(store),
        None => press,
    });
    let site = resolve(parsed.value, options);
    keep(site.problems);
    let mut site = site.value;
    let search = search(&mut site);
    keep(crate::check::check(&site));
    keep(crate::check::search::check(&site, &search));
    let (routes, clashes) = Routes::new(&site);
    keep(clashes);
    let mut keys = BTreeMap::new();
    // Sheets without the site's settings are not the site's.
    if let Some(printed) = printed.filter(|_| !site.index.config.unread) {
        let made = crate::render::prints::all(&site, &templates, &routes, printed);
        // A sheet that is known not to fit is told once, not again for each of its formats and for its booklet; and
        // letters that are known to be in no font are told where they stand.
        let letters = problems.iter().any(|problem| problem.code == codes::LETTER_WITHOUT_FONT);
        let known = |problem: &Problem| {
            let Some(place) = &problem.place else { return false };
            if problem.code == codes::LETTER_WITHOUT_FONT {
                return letters;
            }
            let page = site.index.names.by_path(&place.path).and_then(|id| site.index.page(id));
            let is_booklet = page.is_some_and(|page| place.span == Some(page.meta.title.span));
            let same = |other: &Place| other.path == place.path && (is_booklet || other.span == place.span);
            let alike = |other: &Problem| other.code == problem.code && other.place.as_ref().is_some_and(same);
            problem.code == codes::SHEET_CANNOT_FIT && problems.iter().any(alike)
        };
        let new: Vec<Problem> = made.problems.into_iter().filter(|problem| !known(problem)).collect();
        problems.extend(new);
        problems.extend(crate::render::pictures::problems(&site, &templates));
        keys = made.keys;
    }
    problems.retain(|problem| without_settings::counts(&site.index.config, problem));
    let report = Report::new(problems, |path| snapshot.text(path).or_else(|| builtin_text(path)));
    Checked { site, templates, routes, printed: keys, report }
}

/// Reads every file on its own.
#[must_use]
pub fn parse(snapshot: &Snapshot) -> Outcome<Parsed> {
    let config = parse::config::read(snapshot);
    let mut problems = config.problems;
    let mut pages = Vec::new();
    for outcome in parse_pages(&snapshot.files, &config.value.languages) {
        problems.extend(outcome.problems);
        pages.push(outcome.value);
    }
    let around = parse_around(snapshot, config.value);
    problems.extend(around.problems);
    Outcome { value: Parsed { pages, ..around.value }, problems }
}

/// Reads those of these files that are pages, each on its own, in their order.
#[must_use]
pub fn parse_pages(files: &BTreeMap<SitePath, File>, languages: &[String]) -> Vec<Outcome<Arc<Page>>> {
    let options = ParseOptions { languages, forms: kinds::FORMS };
    let sources: Vec<_> = files.iter().filter(|(path, _)| is_page(path)).collect();
    let read = |(path, file)| {
        let Outcome { value, problems } = parse::page(path, file, options);
        Outcome { value: Arc::new(value), problems }
    };
    sources.into_par_iter().map(read).collect()
}

/// Reads what lies around the pages: pictures, words, theme and templates.
#[must_use]
pub fn parse_around(snapshot: &Snapshot, config: SiteConfig) -> Outcome<Parsed> {
    let mut problems = Vec::new();
    let theme = builtin::THEME.iter().map(|(name, bytes)| ((*name).to_owned(), Arc::from(*bytes))).collect();
    let mut parsed = Parsed { theme, ..Parsed::default() };
    for (path, file) in &snapshot.files {
        if let Some(name) = path.below("theme") {
            parsed.theme.insert(name.to_owned(), Arc::clone(&file.bytes));
        } else if let Some(name) = path.below("templates") {
            match file.text() {
                Some(text) => drop(parsed.templates.insert(name.to_owned(), text.to_owned())),
                None => problems.push(not_text(path)),
            }
        } else if is_file(path) {
            parsed.files.insert(path.clone(), parse::file_address_of(path));
            parsed.file_bytes.insert(path.clone(), Arc::clone(&file.bytes));
        }
    }
    problems.extend(own_words(snapshot, &config, &parsed.templates));
    problems.extend(style_slips(snapshot, &parsed.theme));
    let built_in: Vec<&str> = builtin::TEMPLATES.iter().map(|(name, _)| *name).collect();
    problems.extend(unused_templates::problems(&parsed.templates, &built_in));
    let words = words(&config, &parsed.theme);
    problems.extend(words.problems);
    parsed.words = words.value;
    parsed.config = config;
    Outcome { value: parsed, problems }
}

/// What is wrong with the site's own styles.
fn style_slips(snapshot: &Snapshot, theme: &BTreeMap<String, Arc<[u8]>>) -> Vec<Problem> {
    let published: Vec<&str> = theme.keys().map(String::as_str).filter(|name| assets::is_published(name)).collect();
    let is_style = |path: &SitePath| path.below("theme").is_some_and(|name| name.ends_with(".css"));
    let styles = snapshot.files.iter().filter(|(path, _)| is_style(path));
    let texts = styles.filter_map(|(path, file)| Some((path, file.text()?)));
    texts.flat_map(|(path, text)| crate::render::style_slips::problems(path, text, &published)).collect()
}

/// Binds every name of every page.
#[must_use]
pub fn resolve(parsed: Parsed, options: Options) -> Outcome<Site> {
    let Resolved { site, by_page, mut problems } = resolve_apart(parsed, options);
    let published = site.index.pages.iter().zip(by_page).filter(|(page, _)| site.index.is_published(page));
    problems.extend(published.flat_map(|(_, found)| found));
    Outcome { value: site, problems }
}

/// A resolved site with the problems of each page apart.
pub struct Resolved {
    /// The site.
    pub site: Site,
    /// What binding each page found, indexed by page; drafts too.
    pub by_page: Vec<Vec<Problem>>,
    /// All other problems.
    pub problems: Vec<Problem>,
}

/// The same as [`resolve`], with the problems of each page apart.
#[must_use]
pub fn resolve_apart(parsed: Parsed, options: Options) -> Resolved {
    let Parsed { config, pages, files, file_bytes, words, theme, templates: _ } = parsed;
    let mut problems = Vec::new();
    let assets = assets::assets(&theme, &config);
    let outcome = Index::new(config, options, words, pages, files);
    problems.extend(outcome.problems);
    let index = outcome.value;
    let bound: Vec<Outcome<Bound>> = index
        .pages
        .par_iter()
        .zip(index.ids().collect::<Vec<_>>())
        .map(|(page, id)| bind::bind(id, page, &index, bind::Nearest::Sought))
        .collect();
    let (mut bounds, mut by_page) = (Vec::with_capacity(bound.len()), Vec::with_capacity(bound.len()));
    for outcome in bound {
        bounds.push(outcome.value);
        by_page.push(outcome.problems);
    }
    let graph = Graph::new(&index, &bounds);
    let citations = citations(&index);
    let icons = icons(&theme);
    let search = BTreeMap::new();
    let pictures = picture::all(&index.files, &file_bytes);
    let drawings = Drawings::default();
    let paper_fonts = Faces::new(paper_fonts(&theme).into_iter().map(|(_, bytes)| bytes));
    let site =
        Site { index, bounds, graph, icons, citations, assets, search, file_bytes, drawings, pictures, paper_fonts };
    Resolved { site, by_page, problems }
}

/// The theme's small pictures by name.
#[must_use]
pub fn icons(theme: &BTreeMap<String, Arc<[u8]>>) -> Arc<BTreeMap<String, String>> {
    let icons = theme.iter().filter_map(|(name, bytes)| {
        let name = name.strip_prefix("icons/")?.strip_suffix(".svg")?;
        Some((name.to_owned(), String::from_utf8_lossy(bytes).trim_end().to_owned()))
    });
    Arc::new(icons.collect())
}

/// What prints references, for each of the site's languages. Making one takes a while: it is kept.
#[must_use]
pub fn formatters(config: &SiteConfig) -> Vec<Formatter> {
    config.languages.iter().map(|language| Formatter::new(language)).collect()
}

/// Indexes the pages for readers who search, and gives the site the files of the index.
#[must_use]
pub fn search(site: &mut Site) -> Search {
    let mut search = Search::new(site);
    site.search = std::mem::take(&mut search.files);
    search
}

/// Each reference as it is printed.
fn citations(index: &Index) -> BTreeMap<PageId, FormattedReference> {
    let references: Vec<_> = index.published().filter(|(_, page)| matches!(page.data, Data::Reference(_))).collect();
    if references.is_empty() {
        return BTreeMap::new();
    }
    let formatters = formatters(&index.config);
    references.into_par_iter().filter_map(|(id, page)| Some((id, citation(index, &formatters, page)?))).collect()
}

/// One reference as it is printed; `None` for a page that is none.
#[must_use]
pub fn citation(index: &Index, formatters: &[Formatter], page: &Page) -> Option<FormattedReference> {
    let Data::Reference(reference) = &page.data else { return None };
    let formatter = formatters.get(page.language).or_else(|| formatters.first())?;
    let title = index.fill(&page.meta.title);
    Some(formatter.format(page.stem(), &title, reference, |text| index.fill(text)))
}

/// The built-in templates with the site's own in place of those of the same name, those for paper in a press.
#[must_use]
pub fn templates(parsed: &Parsed) -> Outcome<Templates> {
    let Outcome { value, problems } = page_templates(parsed);
    Outcome { value: value.with_press(press(parsed)), problems }
}

/// The built-in templates with the site's own in place of those of the same name: those for pages.
fn page_templates(parsed: &Parsed) -> Outcome<Templates> {
    let words: Vec<&Words> = std::iter::once(&parsed.words.0).chain(&parsed.words.1).collect();
    Templates::new(template_texts(parsed).filter(|(name, _)| !name.ends_with(pdf::TEMPLATE_ENDING)), &words)
}

/// The templates and fonts for paper.
fn press(parsed: &Parsed) -> Press {
    let templates = template_texts(parsed).filter(|(name, _)| name.ends_with(pdf::TEMPLATE_ENDING));
    let templates = templates.map(|(name, text)| (name.to_owned(), Arc::from(text))).collect();
    Press::new(templates, paper_fonts(&parsed.theme))
}

/// The theme's fonts for paper by their names: the site's own come first, so that they are preferred.
fn paper_fonts(theme: &BTreeMap<String, Arc<[u8]>>) -> Vec<(String, Arc<[u8]>)> {
    let is_font = |name: &str| name.starts_with("fonts/") && (name.ends_with(".ttf") || name.ends_with(".otf"));
    let is_own =
        |name: &str, bytes: &[u8]| !builtin::THEME.iter().any(|(other, text)| *other == name && *text == bytes);
    let fonts = theme.iter().filter(|(name, _)| is_font(name));
    let (own, built_in): (Vec<_>, Vec<_>) = fonts.partition(|(name, bytes)| is_own(name, bytes));
    own.into_iter().chain(built_in).map(|(name, bytes)| (name.clone(), Arc::clone(bytes))).collect()
}

/// All templates: a site's own come after those that are built in, and replace them.
fn template_texts(parsed: &Parsed) -> impl Iterator<Item = (&str, &str)> {
    let built_in =
        builtin::TEMPLATES.iter().filter_map(|(name, bytes)| Some((*name, std::str::from_utf8(bytes).ok()?)));
    built_in.chain(parsed.templates.iter().map(|(name, text)| (name.as_str(), text.as_str())))
}

/// The words of each language; the interface in English where a language has no file, and for words it lacks. A site's
/// own file needs only the words that it changes: the built-in file of the same name has the others.
fn words(config: &SiteConfig, theme: &BTreeMap<String, Arc<[u8]>>) -> Outcome<(Words, Vec<Words>)> {
    let mut problems = Vec::new();
    let mut read = |language: &str| {
        let name = format!("words/{language}.yaml");
        let text = std::str::from_utf8(theme.get(&name)?).ok()?;
        match Words::read(text) {
            Ok(words) => Some(words.or(&builtin_words(&name)).in_language(language)),
            Err(error) => {
                let message = format!("the interface's words cannot be read: {}", error.message);
                let place = SitePath::new(&format!("theme/{name}")).map(|path| Place::at(&path, error.span));
                let problem = Problem::general(codes::SITE_UNREADABLE, message, "correct the file's YAML");
                problems.push(Problem { place, ..problem });
                None
            }
        }
    };
    let english = read("en").unwrap_or_default();
    // What a clinic says of itself in English stands in for no other language: `site.yaml` has it in the site's first.
    let interface = english.clone().without("site");
    let mut of = |language: &String| {
        let primary = language.split('-').next().unwrap_or_default();
        let fallback = if primary == "en" { &english } else { &interface };
        let general = if primary == "en" || primary == language { None } else { read(primary) };
        let own = match (read(language), general) {
            (Some(own), Some(general)) => Some(own.or(&general)),
            (own, general) => own.or(general),
        };
        let own = own.unwrap_or_default();
        let words = if primary == "en" { own.or(fallback) } else { own.lent_by(fallback) };
        words.shown_in(language)
    };
    let default = of(&config.language);
    let others = config.languages.iter().skip(1).map(of).collect();
    Outcome { value: (default, others), problems }
}

/// What is wrong in the site's own files of words. A copy of a built-in file may stay as it is.
fn own_words(snapshot: &Snapshot, config: &SiteConfig, templates: &BTreeMap<String, String>) -> Vec<Problem> {
    let english = builtin_words("words/en.yaml");
    let numbers = config.numbers.iter().map(|(name, _)| name.as_str()).collect();
    let is_own = |key: &str| templates.values().any(|text| text.contains(&format!("words.{key}")));
    let known = words_file::Known { english: &english, numbers: &numbers, is_own: &is_own };
    let own = snapshot.files.iter().filter(|(path, file)| {
        let is_copy = |name| builtin::THEME.iter().any(|(other, bytes)| *other == name && **bytes == *file.bytes);
        let is_yaml = matches!(path.extension().as_str(), "yaml" | "yml");
        is_yaml && path.below("theme/words").is_some() && !path.below("theme").is_some_and(is_copy)
    });
    let problems = own.flat_map(|(path, file)| {
        let Some(text) = file.text() else { return vec![not_text(path)] };
        // A text that is no YAML is told of as it is read.
        let tree = parse::yaml::parse(text, 0);
        let found = tree.map(|tree| words_file::check(path, &tree, known)).unwrap_or_default();
        found.into_iter().chain(words_file::check_name(path, &config.languages)).collect()
    });
    problems.collect()
}

impl Checked {
    /// The same with what fails when the site's own templates are filled: a build finds that as it makes their pages.
    #[must_use]
    pub fn with_templates_tried(self, snapshot: &Snapshot) -> Self {
        // Where one cannot be read, no other can be filled.
        if self.report.entries.iter().any(|entry| entry.code == codes::TEMPLATE_FAILS) {
            return self;
        }
        let found = crate::render::trial::problems(&self.site, &self.templates, &self.routes, || false);
        let report =
            self.report.and(found.unwrap_or_default(), |path| snapshot.text(path).or_else(|| builtin_text(path)));
        Self { report, ..self }
    }

    /// The same, with what is wrong with pictures further on than their first bytes. [`run_and_print`] has told of it.
    #[must_use]
    pub fn with_pictures_decoded(self, snapshot: &Snapshot) -> Self {
        if self.site.index.config.unread {
            return self;
        }
        let found = crate::render::pictures::problems(&self.site, &self.templates);
        let report = self.report.and(found, |path| snapshot.text(path).or_else(|| builtin_text(path)));
        Self { report, ..self }
    }

    /// The site, ready to be written, or the report when it has errors.
    ///
    /// # Errors
    /// When anything in the report is an error.
    pub fn publishable(self) -> Result<(Publishable, Report), Report> {
        let Self { site, templates, routes, printed, report } = self;
        if report.has_errors() { Err(report) } else { Ok((Publishable { site, templates, routes, printed }, report)) }
    }
}

impl Publishable {
    /// Makes every file and hands it to `write`, many at a time.
    ///
    /// # Errors
    /// The problems of templates that fail, sorted by address.
    pub fn each<E: Send>(&self, write: impl Fn(Artifact) -> Result<(), E> + Sync) -> Result<(), Failure<E>> {
        let failures: Vec<Failure<E>> = self
            .routes
            .all()
            .into_par_iter()
            .filter_map(|(output, route)| {
                let made = match self.kept(&route.address) {
                    Some(artifact) => Ok(artifact),
                    None => crate::render::make(&self.site, &self.templates, *output, route)?,
                };
                match made {
                    Ok(artifact) => write(artifact).err().map(Failure::Write),
                    Err(problem) => Some(Failure::Render(vec![*problem])),
                }
            })
            .collect();
        let mut problems = Vec::new();
        for failure in failures {
            match failure {
                Failure::Render(found) => problems.extend(found),
                write @ Failure::Write(_) => return Err(write),
            }
        }
        if problems.is_empty() { Ok(()) } else { Err(Failure::Render(problems)) }
    }

    /// What was printed while the site was checked.
    fn kept(&self, address: &Address) -> Option<Artifact> {
        let bytes = self.templates.press().kept(self.printed.get(address)?)?;
        Some(Artifact { address: address.clone(), bytes })
    }

    /// Makes the file at one address.
    #[must_use]
    pub fn at(&self, address: &Address) -> Option<Result<Artifact, Box<Problem>>> {
        self.routes.make(&self.site, &self.templates, address)
    }

    /// All addresses, sorted.
    pub fn addresses(&self) -> impl Iterator<Item = &Address> {
        self.routes.addresses()
    }

    /// The resolved site.
    #[must_use]
    pub fn site(&self) -> &Site {
        &self.site
    }
}

/// Why not every file could be made and written.
#[derive(Debug)]
pub enum Failure<E> {
    /// Templates failed.
    Render(Vec<Problem>),
    /// A file could not be written.
    Write(E),
}

/// Whether errors of the report are of the settings or templates, not of the content.
#[must_use]
pub fn is_configuration(report: &Report) -> bool {
    const CODES: [crate::diag::Code; 13] = [
        codes::SITE_UNREADABLE,
        codes::SITE_KEY_UNKNOWN,
        codes::SITE_VALUE,
        codes::SITE_NUMBER_UNQUOTED,
        codes::SITE_KEY_MISSING,
        codes::SITE_PAIN_RULE,
        codes::SITE_MENU,
        codes::SITE_SEARCH_TEST,
        codes::TEMPLATE_FAILS,
        codes::OUTPUT_REFUSED,
        codes::SITE_COLOUR,
        codes::SITE_COLOUR_CONTRAST,
        codes::WORDS_UNUSABLE,
    ];
    report.entries.iter().any(|entry| entry.severity == Severity::Error && CODES.contains(&entry.code))
}

/// Whether a file is a page of content. Its ending is `.md` to the letter: that of `calf.MD` would become a part of the
/// page's address, so A010 asks for another name.
#[must_use]
pub fn is_page(path: &SitePath) -> bool {
    path.name().ends_with(".md") && path.below("content").is_some() && path.below("content/_files").is_none()
}

fn is_file(path: &SitePath) -> bool {
    path.below("content").is_some() && !is_page(path) && path.as_str() != parse::config::PATH
}

fn not_text(path: &SitePath) -> Problem {
    Problem::new(
        codes::FILE_UNREADABLE,
        Place::file(path),
        format!("`{path}` is not UTF-8 text"),
        "save the file as UTF-8",
    )
}

/// The built-in words in a file of the theme; none where no such file is built in.
fn builtin_words(name: &str) -> Words {
    let file = builtin::THEME.iter().find(|(other, _)| *other == name);
    let text = file.and_then(|(_, bytes)| std::str::from_utf8(bytes).ok());
    text.and_then(|text| Words::read(text).ok()).unwrap_or_default()
}

/// The text of a built-in template, for showing the line that failed.
fn builtin_text(path: &SitePath) -> Option<String> {
    builtin::template(path.below("templates")?).map(str::to_owned)
}

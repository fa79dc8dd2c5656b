//! Pages that no file holds: sections without an index, the A–Z, the glossary, the bibliography, redirects and 404.

use std::collections::BTreeMap;

use serde::Serialize;

use super::flow::{FlowView, OutcomeCard, StepView};
use super::frame::{self, Frame, Heading};
use super::languages::LanguageLink;
use super::page::{ReviewView, section_pages};
use super::sheet::foot;
use super::sheet::sources::{self, SourceView};
use super::site_lists::{citing, lists_source};
use super::{CardLink, Link, link_to, links_to, typed_address};
use crate::base::address::{Address, LinkForm};
use crate::base::html::escape;
use crate::base::language::direction;
use crate::base::slug::folded;
use crate::body::references::References;
use crate::body::writer::{self, Shared};
use crate::body::{Piece, Site};
use crate::chart::fit::Medium;
use crate::model::page::{Data, Page, PageId};
use crate::parse::heading_ids::free;
use crate::parse::page_ids;

/// A section without a page of its own.
#[derive(Clone, Debug, Serialize)]
pub struct SectionView {
    /// The frame.
    pub frame: Frame,
    /// The pages and sections in it.
    pub pages: Vec<CardLink>,
}

/// All titles and other names by letter.
#[derive(Clone, Debug, Serialize)]
pub struct AToZView {
    /// The frame.
    pub frame: Frame,
    /// The body of the section's own page, as HTML.
    pub intro: String,
    /// The letters that have names.
    pub letters: Vec<LetterView>,
}

/// The names under one letter.
#[derive(Clone, Debug, Serialize)]
pub struct LetterView {
    /// The letter.
    pub letter: String,
    /// An id for links.
    pub id: String,
    /// The names.
    pub names: Vec<NameView>,
}

/// One name.
#[derive(Clone, Debug, Serialize)]
pub struct NameView {
    /// The name.
    pub name: String,
    /// The page.
    pub href: String,
    /// The page's title, where the name is another.
    pub see: Option<String>,
    /// The page's kind in words, as search says it.
    pub kind: String,
}

/// The glossary.
#[derive(Clone, Debug, Serialize)]
pub struct GlossaryView {
    /// The frame.
    pub frame: Frame,
    /// The body of the section's own page, as HTML.
    pub intro: String,
    /// The terms by title.
    pub terms: Vec<GlossaryEntry>,
}

/// One term of the glossary.
#[derive(Clone, Debug, Serialize)]
pub struct GlossaryEntry {
    /// Its id on the page.
    pub id: String,
    /// The term with a link to its page.
    pub link: Link,
    /// Other words for it.
    pub also: Vec<String>,
    /// The definition, as HTML.
    pub html: String,
    /// Pages that use it.
    pub used: Vec<Link>,
}

/// The bibliography.
#[derive(Clone, Debug, Serialize)]
pub struct ReferencesView {
    /// The frame.
    pub frame: Frame,
    /// The body of the section's own page, as HTML.
    pub intro: String,
    /// The sources, by how they are printed.
    pub entries: Vec<BibliographyEntry>,
}

/// How many pages that cite a source the bibliography names: with hundreds a list of sources could not be read.
const SHOWN: usize = 8;

/// One source of the bibliography.
#[derive(Clone, Debug, Serialize)]
pub struct BibliographyEntry {
    /// Its id.
    pub id: String,
    /// Link to its page.
    pub href: String,
    /// The source as it is printed, as HTML.
    pub html: String,
    /// Pages that cite it, the first [`SHOWN`].
    pub used: Vec<Link>,
    /// How many more do, in words: its own page lists them all.
    pub more: Option<String>,
}

/// The page for addresses that lead nowhere.
#[derive(Clone, Debug, Serialize)]
pub struct NotFoundView {
    /// The frame.
    pub frame: Frame,
    /// The same in the site's other languages: one page stands for addresses of all of them.
    pub others: Vec<NotFoundWords>,
}

/// That an address leads nowhere, in another language.
#[derive(Clone, Debug, Serialize)]
pub struct NotFoundWords {
    /// Language (BCP 47).
    pub lang: String,
    /// Writing direction: `ltr` or `rtl`.
    pub dir: &'static str,
    /// "We cannot find this page".
    pub title: String,
    /// The way to the language's home page.
    pub home: Link,
}

/// A page that leads from an old address to a new one.
#[derive(Clone, Debug, Serialize)]
pub struct RedirectView {
    /// Language (BCP 47).
    pub lang: String,
    /// Writing direction: `ltr` or `rtl`.
    pub dir: &'static str,
    /// The new page.
    pub link: Link,
    /// Its full address, when the site's is known.
    pub canonical: Option<String>,
    /// "This page has moved".
    pub moved: String,
}

/// One question of a flow.
#[derive(Clone, Debug, Serialize)]
pub struct StepPageView {
    /// The frame.
    pub frame: Frame,
    /// The question.
    pub step: StepView,
    /// The flow it belongs to.
    pub flow: Link,
    /// The flow's sentence for who it is for.
    pub summary: Option<String>,
    /// Its sources.
    pub references: Vec<SourceView>,
    /// The flow's review.
    pub review: ReviewView,
}

/// One outcome of a flow.
#[derive(Clone, Debug, Serialize)]
pub struct OutcomePageView {
    /// The frame.
    pub frame: Frame,
    /// The outcome.
    pub outcome: OutcomeCard,
    /// The flow it belongs to.
    pub flow: Link,
    /// Link to the flow's first question.
    pub start: String,
    /// The flow's review.
    pub review: ReviewView,
}

/// A flow on one printed page.
#[derive(Clone, Debug, Serialize)]
pub struct FlowPrintView {
    /// The frame.
    pub frame: Frame,
    /// The flow.
    pub flow: FlowView,
    /// The sheet: `a4` or `letter`.
    pub paper: &'static str,
    /// The same on the other sheet.
    pub other: Link,
    /// The flow's review.
    pub review: ReviewView,
    /// What tells one print from another: it changes with what the flow says, and not with its paper.
    pub version: String,
    /// The flow's address, as a reader types it.
    pub address: String,
}

/// The page of a section that has no `index.md`.
#[must_use]
pub fn section(site: &Site, address: &Address) -> SectionView {
    let language = site.index.nav.sections.get(address).map_or(0, |section| section.language);
    let title = frame::section_title(site, address);
    let heading = Heading { title, language, ..Heading::default() };
    SectionView { frame: frame::frame(site, address, heading), pages: section_pages(site, address, None) }
}

/// The A–Z.
#[must_use]
pub fn a_to_z(site: &Site, address: &Address) -> AToZView {
    let language = site.index.language_of(address);
    let mut letters: BTreeMap<String, Vec<(String, NameView)>> = BTreeMap::new();
    let listed = |page: &Page| page.language == language && page.address != *address;
    for (_, page) in site.index.published().filter(|(_, page)| listed(page)) {
        let title = site.index.fill(&page.meta.title);
        let href = site.link(address, &page.address);
        let kind = site.index.words(language).get(&format!("search.say.{}", page.kind().word())).to_owned();
        let mut add = |name: String, see: Option<String>| {
            let key = folded(&name);
            let shown = NameView { name, href: href.clone(), see, kind: kind.clone() };
            letters.entry(initial(&key)).or_default().push((key, shown));
        };
        for alias in &page.meta.aliases {
            add(site.index.fill(alias), Some(title.clone()));
        }
        add(title, None);
    }
    let mut shared = Shared::default();
    let (heading, intro) = list_heading(site, address, "a_z", &mut shared);
    let letters = letters.into_iter().enumerate().map(|(place, (letter, mut names))| {
        names.sort_by(|(a, left), (b, right)| (a, &left.href).cmp(&(b, &right.href)));
        let base = if letter.chars().all(|letter| letter.is_ascii_alphanumeric()) {
            letter.to_lowercase()
        } else {
            format!("letter-{place}")
        };
        let id = take(&base, &mut shared);
        LetterView { letter, id, names: names.into_iter().map(|(_, name)| name).collect() }
    });
    AToZView { letters: letters.collect(), intro, frame: frame::frame(site, address, heading) }
}

/// The letter a folded name is listed under; digits and signs go together.
fn initial(name: &str) -> String {
    match name.chars().find(|letter| letter.is_alphanumeric()) {
        Some(letter) if letter.is_alphabetic() => letter.to_uppercase().collect(),
        Some(_) | None => "#".to_owned(),
    }
}

/// An id for a part of a list, which no other part of the page has.
fn take(base: &str, shared: &mut Shared) -> String {
    if page_ids::is_of_page(base) {
        shared.ids.insert(base.to_owned());
    }
    let id = free(base, &shared.ids);
    shared.ids.insert(id.clone());
    id
}

/// The title, summary and body of a generated list: its section's own page where there is one.
fn list_heading(site: &Site, address: &Address, key: &str, shared: &mut Shared) -> (Heading, String) {
    let language = site.index.language_of(address);
    let words = site.index.words(language);
    let own = site.index.addresses.get(address).and_then(|id| Some((*id, site.index.page(*id)?)));
    match own.filter(|(_, page)| site.index.is_published(page)) {
        Some((id, page)) => {
            let heading = Heading {
                title: site.index.fill(&page.meta.title),
                description: page.meta.summary.as_ref().map(|summary| site.index.fill(summary)).unwrap_or_default(),
                language: page.language,
                ..Heading::default()
            };
            (heading, html_of(site, id, page, address, shared))
        }
        None => {
            let title = words.get(&format!("{key}.title")).to_owned();
            let description = words.fill(&format!("{key}.description"), &[("site", &site.index.config.name.raw)]);
            (Heading { title, description, language, ..Heading::default() }, String::new())
        }
    }
}

/// A page's body as HTML, as the page at `address` shows it. In place of a page whose card a template would make stands
/// a link to it, so that its warnings are never shown in part.
fn html_of(site: &Site, id: PageId, page: &Page, address: &Address, shared: &mut Shared) -> String {
    let written = writer::page_in_list(site, id, page, address, shared);
    let html = written.pieces.into_iter().map(|piece| match piece {
        Piece::Html(html) => html,
        Piece::Card(shown, _) => site.index.page(shown).map_or(String::new(), |shown| {
            let link = link_to(site, address, shown);
            format!("<p><a href=\"{}\">{}</a></p>\n", escape(&link.href), escape(&link.title))
        }),
    });
    html.collect()
}

/// The glossary.
#[must_use]
pub fn glossary(site: &Site, address: &Address) -> GlossaryView {
    let mut terms: Vec<(String, GlossaryEntry)> = Vec::new();
    let language = site.index.language_of(address);
    let mut shared = Shared::default();
    let (heading, intro) = list_heading(site, address, "glossary", &mut shared);
    for (id, page) in site.index.published().filter(|(_, page)| page.language == language) {
        let Data::Term(term) = &page.data else { continue };
        let title = site.index.fill(&page.meta.title);
        let used = site.graph.term_used_by.get(id.index()).into_iter().flatten().copied();
        let entry = GlossaryEntry {
            id: take(page.stem(), &mut shared),
            link: link_to(site, address, page),
            also: term.also.iter().map(|word| site.index.fill(word)).collect(),
            html: html_of(site, id, page, address, &mut shared),
            used: links_to(site, address, used),
        };
        terms.push((folded(&title), entry));
    }
    terms.sort_by(|(a, left), (b, right)| (a, &left.id).cmp(&(b, &right.id)));
    GlossaryView {
        frame: frame::frame(site, address, heading),
        intro,
        terms: terms.into_iter().map(|(_, term)| term).collect(),
    }
}

/// The bibliography.
#[must_use]
pub fn references(site: &Site, address: &Address) -> ReferencesView {
    let mut entries: Vec<(String, BibliographyEntry)> = Vec::new();
    let language = site.index.language_of(address);
    let words = site.index.words(language);
    let mut shared = Shared::default();
    let (heading, intro) = list_heading(site, address, "bibliography", &mut shared);
    for (id, page) in site.index.published().filter(|(id, page)| lists_source(site, language, *id, page)) {
        let citation = site.citations.get(&id);
        let count = citing(site, language, id).count();
        // One page more is no longer to read than its number.
        let shown = if count > SHOWN + 1 { SHOWN } else { count };
        let more = (count > shown).then(|| words.fill("references.more", &[("n", &(count - shown).to_string())]));
        let entry = BibliographyEntry {
            id: take(page.stem(), &mut shared),
            href: site.link(address, &page.address),
            html: citation.map(|citation| citation.html.clone()).unwrap_or_default(),
            used: links_to(site, address, citing(site, language, id).take(shown)),
            more,
        };
        entries.push((citation.map(|citation| folded(&citation.text)).unwrap_or_default(), entry));
    }
    entries.sort_by(|(a, left), (b, right)| (a, &left.id).cmp(&(b, &right.id)));
    ReferencesView {
        frame: frame::frame(site, address, heading),
        intro,
        entries: entries.into_iter().map(|(_, entry)| entry).collect(),
    }
}

/// The page for addresses that lead nowhere. A server shows it at any depth, so its links start from the site's root.
#[must_use]
pub fn not_found(site: &Site) -> NotFoundView {
    let mut view = anywhere(site, "not_found.title");
    // Search engines pass it over by the server's answer.
    view.frame.noindex = false;
    view.frame.description = site.index.words(0).get("not_found.text").to_owned();
    view
}

/// The page for readers without a connection, in place of one that is not on their device.
#[must_use]
pub fn offline(site: &Site) -> NotFoundView {
    anywhere(site, "offline.title")
}

/// A page that is shown in place of others, at any depth.
fn anywhere(site: &Site, title: &str) -> NotFoundView {
    let words = site.index.words(0);
    let heading = Heading { title: words.get(title).to_owned(), noindex: true, ..Heading::default() };
    let mut frame = frame::frame(site, &Address::root(), heading);
    frame.canonical = None;
    for language in &mut frame.languages {
        language.missing = None;
    }
    if site.index.options.links == LinkForm::Pretty {
        let prefix =
            site.index.base_url().and_then(|base| base.split("://").nth(1)?.split_once('/')).map(|(_, path)| path);
        let root = prefix.map_or_else(|| "/".to_owned(), |path| format!("/{path}/"));
        rebase(&mut frame, &root);
    }
    let others = frame.languages.iter().filter(|language| !language.current);
    let others = others.map(|language| words_of(site, language, title)).collect();
    NotFoundView { frame, others }
}

fn words_of(site: &Site, language: &LanguageLink, title: &str) -> NotFoundWords {
    let place = site.index.config.languages.iter().position(|code| *code == language.lang);
    let words = site.index.words(place.unwrap_or(0));
    NotFoundWords {
        lang: words.language().to_owned(),
        dir: direction(words.language()),
        title: words.get(title).to_owned(),
        home: Link { title: words.get("not_found.home").to_owned(), href: language.href.clone(), other: None },
    }
}

/// Makes the links of a frame that was made for the root start from `root`.
fn rebase(frame: &mut Frame, root: &str) {
    let around = &mut frame.around;
    let lists = &mut around.lists;
    let install = around.install.as_mut();
    let install = install.map(|install| [&mut install.manifest, &mut install.worker, &mut install.script]);
    let search = &mut around.search;
    let optional = [
        search.loader.as_mut(),
        search.script.as_mut(),
        around.peek.as_mut(),
        lists.glossary.as_mut(),
        lists.references.as_mut(),
        around.feed.as_mut(),
        around.icon.as_mut(),
        around.site.logo.as_mut().map(|logo| &mut logo.src),
    ];
    let languages = frame.languages.iter_mut().map(|language| &mut language.href);
    let hrefs = around.menu.iter_mut().map(|item| &mut item.href).chain(&mut around.styles).chain(languages);
    let hrefs = hrefs.chain(&mut around.fonts).chain(install.into_iter().flatten());
    let hrefs = hrefs.chain([&mut around.home, &mut lists.a_z, &mut search.index, &mut search.root]);
    for href in hrefs.chain(optional.into_iter().flatten()) {
        *href = format!("{root}{}", href.trim_start_matches("./"));
    }
}

/// The page at an old address.
#[must_use]
pub fn redirect(site: &Site, from: &Address, page: &Page, to: &Address) -> RedirectView {
    let link = Link { href: site.link(from, to), ..link_to(site, from, page) };
    RedirectView {
        lang: site.index.language_code(page.language).to_owned(),
        dir: direction(site.index.language_code(page.language)),
        canonical: site.index.base_url().map(|base| format!("{base}{}", to.encoded())),
        moved: site.index.words(page.language).get("redirect.moved").to_owned(),
        link,
    }
}

/// The page of one question; `None` when the flow has none with this id.
#[must_use]
pub fn step(site: &Site, page: &Page, id: &str) -> Option<StepPageView> {
    let Data::Decision(decision) = &page.data else { return None };
    let address = super::flow::step_address(page, id);
    let mut all = References::default();
    let flow = super::flow::view(site, &address, page, decision, &mut all);
    let mut step = flow.steps.into_iter().find(|step| step.id == id)?;
    // A question's page numbers its own sources only.
    let mut own = References::default();
    for number in &mut step.sources {
        if let Some(cited) = number.checked_sub(1).and_then(|place| all.list.get(place)) {
            *number = own.number(cited.page);
        }
    }
    let words = site.index.words(page.language);
    let title = words.fill("flow.question_title", &[("n", &step.number.to_string()), ("question", &step.ask)]);
    let heading = Heading {
        title,
        description: flow.summary.clone().unwrap_or_default(),
        above: vec![(super::flow::short_name(site, page, decision), page.address.clone())],
        noindex: true,
        canonical: Some(page.address.clone()),
        language: page.language,
        ..Heading::default()
    };
    Some(StepPageView {
        frame: frame::frame(site, &address, heading),
        flow: link_to(site, &address, page),
        summary: flow.summary,
        references: sources::view(site, &address, &own),
        review: super::page::review(site, page),
        step,
    })
}

/// The page of one outcome; `None` when the flow has none with this id.
#[must_use]
pub fn outcome(site: &Site, page: &Page, id: &str) -> Option<OutcomePageView> {
    let Data::Decision(decision) = &page.data else { return None };
    let address = super::flow::outcome_address(page, id);
    let flow = super::flow::view(site, &address, page, decision, &mut References::default());
    let outcome = flow.outcomes.into_iter().find(|outcome| outcome.id == id)?;
    let heading = Heading {
        title: outcome.title.clone(),
        description: outcome.advice.clone().or(flow.summary).unwrap_or_default(),
        above: vec![(super::flow::short_name(site, page, decision), page.address.clone())],
        noindex: true,
        canonical: Some(page.address.clone()),
        language: page.language,
        about_help: outcome.level == "emergency",
        ..Heading::default()
    };
    Some(OutcomePageView {
        frame: frame::frame(site, &address, heading),
        flow: link_to(site, &address, page),
        start: flow.start,
        review: super::page::review(site, page),
        outcome,
    })
}

/// A flow on one sheet of A4 or Letter.
#[must_use]
pub fn flow_print(site: &Site, page: &Page, medium: Medium) -> Option<FlowPrintView> {
    let Data::Decision(decision) = &page.data else { return None };
    let address = print_address(page, medium);
    let words = site.index.words(page.language);
    let title = site.index.fill(&page.meta.title);
    let heading = Heading {
        title: words.fill("flow.print_title", &[("title", &title)]),
        description: page.meta.summary.as_ref().map(|summary| site.index.fill(summary)).unwrap_or_default(),
        above: vec![(super::flow::short_name(site, page, decision), page.address.clone())],
        noindex: true,
        canonical: Some(page.address.clone()),
        language: page.language,
        ..Heading::default()
    };
    let other = match medium {
        Medium::Screen | Medium::A4 => Medium::Letter,
        Medium::Letter => Medium::A4,
    };
    let flow = super::flow::view(site, &address, page, decision, &mut References::default());
    // Links differ with the paper's own address.
    let said = FlowView { start: String::new(), print: String::new(), ..flow.clone() };
    Some(FlowPrintView {
        version: foot::version_of(&said),
        address: typed_address(site, &page.address),
        flow: FlowView { chart: super::chart::view(site, &address, page, decision, medium), ..flow },
        paper: paper_word(medium),
        other: Link {
            title: paper_word(other).to_owned(),
            href: site.link(&address, &print_address(page, other)),
            other: None,
        },
        frame: frame::frame(site, &address, heading),
        review: super::page::review(site, page),
    })
}

/// Where a flow is published for a sheet.
#[must_use]
pub fn print_address(page: &Page, medium: Medium) -> Address {
    let print = page.address.child("print");
    match medium {
        Medium::Screen | Medium::A4 => print,
        Medium::Letter => print.child("letter"),
    }
}

/// A sheet's name in templates and styles.
fn paper_word(medium: Medium) -> &'static str {
    match medium {
        Medium::Screen | Medium::A4 => "a4",
        Medium::Letter => "letter",
    }
}

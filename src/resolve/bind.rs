//! Gives one page its targets, from the page and the index alone.

use super::bind_faults::{
    ambiguous, bad_scheme, heading_problem, missing, missing_path, unknown_reference, without_target,
};
use super::embeds::{self, EmbedTarget, NoSection};
use super::glossary::TermMatch;
use super::index::Index;
use super::names::Found;
use crate::base::address::Address;
use crate::base::slug::folded;
use crate::base::span::Span;
use crate::diag::{Outcome, Place, Problem, codes};
use crate::model::doc::{CardKind, Document, Link, LinkForm};
use crate::model::page::{Data, Page, PageId};
use crate::parse::insert;
use crate::parse::link_target::scheme;
use crate::resolve::PhaseText;

/// Schemes that a link may have.
const SCHEMES: [&str; 4] = ["http", "https", "mailto", "tel"];

/// Where a link leads.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Target {
    /// A page, or a place on it.
    Page {
        /// The page.
        page: PageId,
        /// An id on the page.
        fragment: Option<String>,
    },
    /// A page below a page: a phase's sheet, a question.
    Below {
        /// The page above.
        page: PageId,
        /// The address.
        address: Address,
        /// Its title.
        title: String,
    },
    /// An id on the page itself.
    Here(String),
    /// A file of the site.
    File(Address),
    /// Another place on the web, a phone number or a mail address, as written.
    Outside(String),
    /// Nothing; the problem is reported.
    Broken,
}

/// A page's targets.
#[derive(Clone, Debug, Default)]
pub struct Bound {
    /// Where each link and picture of the document leads.
    pub links: Vec<Option<Target>>,
    /// What each transclusion of the document shows.
    pub embeds: Vec<Option<EmbedTarget>>,
    /// Glossary words in running text: (event, word), in order.
    pub terms: Vec<(u32, TermMatch)>,
}

/// Whether the nearest of all names is sought for one that leads nowhere: of thousands that takes a millisecond.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Nearest {
    /// It is sought, and offered.
    Sought,
    /// It is sought later. What is found till then is the same but for the help.
    Later,
}

/// Finds the targets of a page and reports those that are not there.
#[must_use]
pub fn bind(id: PageId, page: &Page, index: &Index, nearest: Nearest) -> Outcome<Bound> {
    let mut problems = Vec::new();
    let document = &page.document;
    let links = document
        .links
        .iter()
        .map(|link| match link_target(page, link, index, nearest) {
            Ok(target) => Some(target),
            Err(problem) => {
                problems.push(*problem);
                Some(Target::Broken)
            }
        })
        .collect();
    let embeds =
        document.embeds.iter().map(|embed| embed_target(id, page, embed, (index, nearest), &mut problems)).collect();
    for group in &document.cites {
        let unknown = group.items.iter().filter(|item| index.lacks_reference(&item.key));
        problems.extend(unknown.map(|item| unknown_reference(page, &item.key, group.span, index)));
    }
    problems.extend(embeds::check(id, page, index));
    Outcome { value: Bound { links, embeds, terms: terms(id, page, index) }, problems }
}

fn link_target(page: &Page, link: &Link, index: &Index, nearest: Nearest) -> Result<Target, Box<Problem>> {
    let written = link.target.as_str();
    let fragment = link.fragment.as_deref();
    match link.form {
        LinkForm::Email => return Ok(Target::Outside(format!("mailto:{written}"))),
        LinkForm::Wiki if written.is_empty() => return here(page, link, fragment.filter(|name| !name.is_empty())),
        LinkForm::Wiki => {
            let target = find(page, written, link.span, index, nearest)?;
            return at_fragment(page, link, target, fragment, index);
        }
        LinkForm::Markdown | LinkForm::Auto => {}
    }
    // A picture from elsewhere is reported as a picture, by its own rule.
    if link.is_picture && (scheme(written).is_some() || written.starts_with("//")) {
        return Ok(Target::Outside(written.to_owned()));
    }
    if let Some(scheme) = scheme(written) {
        let allowed = SCHEMES.contains(&scheme.as_str());
        return if scheme == "tel" {
            phone(page, link, index)
        } else if allowed {
            Ok(Target::Outside(insert::fill(written, |name| index.config.insert(name))))
        } else {
            Err(bad_scheme(page, link, &scheme))
        };
    }
    if written.starts_with("//") || written.starts_with("\\\\") {
        return Err(bad_scheme(page, link, "//"));
    }
    if written.is_empty() {
        return here(page, link, fragment);
    }
    let decoded = percent_decoded(written);
    if decoded.starts_with('/') {
        return absolute(page, link, &decoded, index, nearest);
    }
    let path = page.path.join_relative(decoded.split('?').next().unwrap_or_default());
    let found = path.as_ref().and_then(|path| index.names.at_path(path));
    if let Some(target) = found {
        let target = published(page, target, link.span, index)?;
        return at_fragment(page, link, target, fragment, index);
    }
    if let Some(address) = path.as_ref().and_then(|path| index.file_at(path)) {
        return Ok(Target::File(address.clone()));
    }
    Err(missing_path(page, link, index, nearest))
}

/// A page found by name.
fn find(page: &Page, name: &str, span: Span, index: &Index, nearest: Nearest) -> Result<PageId, Box<Problem>> {
    match index.names.find(page.language, name) {
        Found::Page(found) => published(page, found, span, index),
        Found::Nothing => Err(missing(page, name, span, index, nearest)),
        Found::Several(pages) => Err(ambiguous(page, name, span, &pages, index)),
    }
}

/// A page a front-matter name leads to, or what is wrong with the name.
///
/// # Errors
/// When it leads to no page, to several, or to a draft.
pub fn find_named(page: &Page, name: &str, span: Span, index: &Index) -> Result<PageId, Box<Problem>> {
    find(page, name, span, index, Nearest::Sought)
}

fn published(page: &Page, target: PageId, span: Span, index: &Index) -> Result<PageId, Box<Problem>> {
    match index.page(target) {
        Some(found) if index.is_published(found) => Ok(target),
        Some(found) => Err(Box::new(Problem::new(
            codes::LINK_TO_DRAFT,
            Place::at(&page.path, span),
            format!("`{}` is a draft, which is not published", found.path),
            "take `draft: true` out of it, remove the link, or build with `--drafts`",
        ))),
        None => Err(missing(page, "", span, index, Nearest::Later)),
    }
}

fn at_fragment(
    page: &Page,
    link: &Link,
    target: PageId,
    fragment: Option<&str>,
    index: &Index,
) -> Result<Target, Box<Problem>> {
    let Some(fragment) = fragment.filter(|fragment| !fragment.is_empty()) else {
        return Ok(Target::Page { page: target, fragment: None });
    };
    let Some(shown) = index.page(target) else { return Ok(Target::Broken) };
    match place_on(&shown.document, fragment) {
        Ok(id) => Ok(Target::Page { page: target, fragment: Some(id) }),
        // A phase or question of a page that is not read.
        Err(_) if shown.unread => Ok(Target::Broken),
        Err(fault) => below(target, shown, fragment, index)
            .ok_or_else(|| heading_problem(page, link.span, shown, fragment, &fault)),
    }
}

/// A phase of a programme or a question of a decision, by its id.
fn below(id: PageId, page: &Page, fragment: &str, index: &Index) -> Option<Target> {
    match &page.data {
        Data::Programme(programme) => {
            let phase = programme.phases.iter().find(|phase| phase.id.raw == fragment)?;
            Some(Target::Below {
                page: id,
                address: page.address.child(fragment),
                title: PhaseText::new(index, phase).fill(&phase.title),
            })
        }
        Data::Decision(decision) => {
            let step = decision.steps.iter().find(|step| step.id.raw == fragment)?;
            let address = page.address.child("q").child(fragment);
            Some(Target::Below { page: id, address, title: index.fill(&step.ask) })
        }
        Data::Article(_)
        | Data::Anatomy(_)
        | Data::Condition(_)
        | Data::Exercise(_)
        | Data::Reference(_)
        | Data::Term(_) => None,
    }
}

/// A place on the page itself: `#` alone is its top.
fn here(page: &Page, link: &Link, fragment: Option<&str>) -> Result<Target, Box<Problem>> {
    let Some(fragment) = fragment else { return Err(without_target(page, link)) };
    if fragment.is_empty() {
        return Ok(Target::Here(String::new()));
    }
    let found = place_on(&page.document, fragment);
    found.map(Target::Here).map_err(|fault| heading_problem(page, link.span, page, fragment, &fault))
}

/// The id that a fragment names: a heading by id or text, or a care card by its level.
fn place_on(document: &Document, fragment: &str) -> Result<String, NoSection> {
    let fault = match embeds::heading(document, fragment) {
        Ok(place) => return document.headings.get(place).map(|found| found.id.clone()).ok_or(NoSection::Missing),
        Err(fault) => fault,
    };
    let level = |kind: CardKind| kind.word().to_lowercase();
    document
        .cards
        .iter()
        .find(|card| fault == NoSection::Missing && card.kind.is_care() && level(card.kind) == folded(fragment))
        .map(|card| level(card.kind))
        .ok_or(fault)
}

/// A link from the site's root: `/a/b/`.
fn absolute(page: &Page, link: &Link, written: &str, index: &Index, nearest: Nearest) -> Result<Target, Box<Problem>> {
    let found = Address::parse(written).and_then(|address| {
        let with_slash = Address::parse(&format!("{}/", written.trim_end_matches('/')));
        [Some(address), with_slash].into_iter().flatten().find_map(|address| index.addresses.get(&address).copied())
    });
    if let Some(target) = found {
        let target = published(page, target, link.span, index)?;
        return at_fragment(page, link, target, link.fragment.as_deref(), index);
    }
    let address = Address::parse(written).filter(|address| {
        index.files.values().any(|file| file == address)
            || index.nav.sections.contains_key(address)
            || is_generated(address)
    });
    address.map(Target::File).ok_or_else(|| missing_path(page, link, index, nearest))
}

/// The pages that every site has without a file of its own.
#[must_use]
pub fn is_generated(address: &Address) -> bool {
    ["/a-z/", "/glossary/", "/references/", "/feed.xml", "/sitemap.xml"].contains(&address.as_str())
}

fn embed_target(
    id: PageId,
    page: &Page,
    embed: &crate::model::doc::Embed,
    (index, nearest): (&Index, Nearest),
    problems: &mut Vec<Problem>,
) -> Option<EmbedTarget> {
    if !embed.alone {
        problems.push(Problem::new(
            codes::EMBED_NOT_ALONE,
            Place::at(&page.path, embed.span),
            "a transclusion stands within a line",
            "put it on a line of its own, with a blank line before and after",
        ));
        return None;
    }
    if !embed.target.is_empty()
        && let Err(problem) = find(page, &embed.target, embed.span, index, nearest)
    {
        problems.push(*problem);
        return None;
    }
    let target = embeds::target(id, page, embed, index);
    if target.is_none() {
        let shown = match index.names.find(page.language, &embed.target) {
            Found::Page(found) => index.page(found).map(|page| page.as_ref()),
            Found::Nothing | Found::Several(_) => None,
        };
        let shown = shown.unwrap_or(page);
        if shown.unread {
            return None;
        }
        let fragment = embed.fragment.as_deref().unwrap_or_default();
        let fault = embeds::section(&shown.document, fragment).err().unwrap_or(NoSection::Missing);
        problems.push(*heading_problem(page, embed.span, shown, fragment, &fault));
    }
    target
}

/// Glossary words in running text: not in headings, links, code, card headings or on the term's own page.
fn terms(id: PageId, page: &Page, index: &Index) -> Vec<(u32, TermMatch)> {
    let Some(glossary) = index.glossary(page.language) else { return Vec::new() };
    let linkable = page.document.prose().filter(|prose| prose.may_link);
    let found = linkable.flat_map(|prose| {
        let matches = glossary.find(page.document.str(prose.words)).into_iter().filter(|found| found.term != id);
        let event = u32::try_from(prose.event).unwrap_or(u32::MAX);
        matches.map(move |found| (event, found)).collect::<Vec<_>>()
    });
    found.collect()
}

/// `%20` and its like as the characters they stand for.
#[must_use]
pub fn percent_decoded(text: &str) -> String {
    if !text.contains('%') {
        return text.to_owned();
    }
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let Some((first, after)) = rest.split_first() {
        let code = after
            .get(..2)
            .and_then(|hex| std::str::from_utf8(hex).ok())
            .and_then(|hex| u8::from_str_radix(hex, 16).ok());
        match code.filter(|_| *first == b'%') {
            Some(byte) => {
                bytes.push(byte);
                rest = after.get(2..).unwrap_or_default();
            }
            None => {
                bytes.push(*first);
                rest = after;
            }
        }
    }
    String::from_utf8(bytes).unwrap_or_else(|_| text.to_owned())
}

/// A link that calls a number. An insert that stands for nothing is reported by its own rule.
fn phone(page: &Page, link: &Link, index: &Index) -> Result<Target, Box<Problem>> {
    let known = |name: &str| index.config.insert(name);
    let (_, written) = link.target.split_once(':').unwrap_or_default();
    let number = insert::fill(written, known);
    match crate::base::phone::target(&number) {
        Some(href) => Ok(Target::Outside(href)),
        None if insert::names(written).iter().any(|(name, _)| known(name).is_none()) => Ok(Target::Broken),
        None => Err(Box::new(Problem::new(
            codes::LINK_PHONE,
            Place::at(&page.path, link.span),
            format!("a link calls `{number}`, which is not one phone number: it would call nobody, or the wrong place"),
            "write one number after `tel:`, in the figures 0 to 9, and give each number a link of its own",
        ))),
    }
}

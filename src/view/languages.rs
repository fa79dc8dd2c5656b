//! The same page in the site's other languages: links for search engines, and the switch that readers see.
//!
//! A page made from another (a phase's sheet, a question) has a counterpart where the translation of its page has a
//! part of the same id. Where a page is not translated, the switch leads to the other language's home page and says so
//! in that language, for the reader who looks for it.

use serde::Serialize;

use super::site_lists;
use super::{flow, lists, programme, sheet};
use crate::base::address::Address;
use crate::body::Site;
use crate::body::language::{OtherLanguage, named, other_language};
use crate::chart::fit::Medium;
use crate::model::page::{Data, Page};
use sheet::format::Edition;

/// The same page in another language, for search engines.
#[derive(Clone, Debug, Serialize, PartialEq, Eq)]
pub struct Alternate {
    /// The language (BCP 47), or `x-default` for readers of no language of the site.
    pub hreflang: String,
    /// Its full address.
    pub href: String,
}

/// An entry of the switch between languages.
#[derive(Clone, Debug, Serialize, PartialEq, Eq)]
pub struct LanguageLink {
    /// The language (BCP 47).
    pub lang: String,
    /// Its writing direction.
    pub dir: &'static str,
    /// What it calls itself.
    pub name: String,
    /// Link to the page, or to the language's home page.
    pub href: String,
    /// Whether it is the language of the page on screen.
    pub current: bool,
    /// Where the page is not in this language: the words that say so.
    pub missing: Option<Missing>,
}

/// That a page is not in a language.
#[derive(Clone, Debug, Serialize, PartialEq, Eq)]
pub struct Missing {
    /// "Not translated: to the home page", in the reader's language.
    pub text: String,
    /// The language of these words: English where the theme has no words for the reader's.
    pub lang: String,
}

/// The language of a link's target, where it is another than that of the page the link stands on.
#[derive(Clone, Debug, Serialize, PartialEq, Eq, PartialOrd, Ord)]
pub struct LinkLanguage {
    /// The language (BCP 47).
    pub lang: String,
    /// Its writing direction.
    pub dir: &'static str,
    /// What it calls itself.
    pub name: String,
}

/// The language of a page that a link leads to, if it is not that of the page at `from`.
#[must_use]
pub fn link_language(site: &Site, from: &Address, page: &Page) -> Option<Box<LinkLanguage>> {
    let OtherLanguage { lang, dir, name } = other_language(site, from, page)?;
    Some(Box::new(LinkLanguage { lang, dir, name }))
}

/// The addresses of a page in all languages of the site, by their places; `None` where it is not translated.
#[must_use]
pub fn counterparts(site: &Site, address: &Address) -> Vec<Option<Address>> {
    let from = site.index.language_of(address);
    (0..site.index.language_count()).map(|to| counterpart(site, address, from, to)).collect()
}

fn counterpart(site: &Site, address: &Address, from: usize, to: usize) -> Option<Address> {
    if from == to {
        return Some(address.clone());
    }
    let index = &site.index;
    if *address == index.language_root(from) {
        let root = index.language_root(to);
        return index.nav.sections.contains_key(&root).then_some(root);
    }
    if let Some(list) = site_lists::kind_of(site, address) {
        return site_lists::address(site, list, to);
    }
    let mut at = address.clone();
    while !index.addresses.contains_key(&at) && at.as_str() != "/" {
        at = at.parent();
    }
    let id = *index.addresses.get(&at)?;
    let other = index.page(index.translations.of(id, index.page(id)?, to)?)?;
    let below: Vec<&str> = address.segments().skip(at.segments().count()).collect();
    let found = below.iter().fold(other.address.clone(), |found, segment| found.child(segment));
    (below.is_empty() || has_part(other, &found)).then_some(found)
}

/// Whether a page has a part with a page of its own at an address.
#[must_use]
pub fn has_part(page: &Page, address: &Address) -> bool {
    match &page.data {
        Data::Programme(programme) => {
            let editions = [Edition::Standard, Edition::LargePrint];
            let mut sheets = programme
                .phases
                .iter()
                .flat_map(|phase| editions.map(|edition| sheet::address(page, &phase.id.raw, edition)));
            let own = [programme::booklet_address(page), programme::builder_address(page)];
            own.contains(address) || sheets.any(|sheet| sheet == *address)
        }
        Data::Decision(decision) => {
            let steps = decision.steps.iter().map(|step| &step.id.raw);
            let mut ids = steps.chain(decision.outcomes.iter().map(|outcome| &outcome.id.raw));
            let print = [Medium::A4, Medium::Letter].map(|medium| lists::print_address(page, medium));
            print.contains(address) || ids.any(|id| flow::step_address(page, id) == *address)
        }
        Data::Article(_)
        | Data::Anatomy(_)
        | Data::Condition(_)
        | Data::Exercise(_)
        | Data::Reference(_)
        | Data::Term(_) => false,
    }
}

/// The same page in all languages it is in, for search engines. Empty where it is in one alone, or where the site's
/// address is not known.
#[must_use]
pub fn alternates(site: &Site, address: &Address) -> Vec<Alternate> {
    let Some(base) = site.index.base_url().filter(|_| site.index.language_count() > 1) else { return Vec::new() };
    let counterparts = counterparts(site, address);
    let full = |address: &Address| format!("{base}{}", address.encoded());
    let mut alternates: Vec<Alternate> = counterparts
        .iter()
        .enumerate()
        .filter_map(|(language, found)| {
            let hreflang = site.index.language_code(language).to_owned();
            Some(Alternate { hreflang, href: full(found.as_ref()?) })
        })
        .collect();
    if alternates.len() < 2 {
        return Vec::new();
    }
    if let Some(Some(default)) = counterparts.first() {
        alternates.push(Alternate { hreflang: "x-default".to_owned(), href: full(default) });
    }
    alternates
}

/// The switch between languages; empty for a site in one language. Languages without any page are left out.
#[must_use]
pub fn switch(site: &Site, address: &Address) -> Vec<LanguageLink> {
    let index = &site.index;
    if index.language_count() < 2 {
        return Vec::new();
    }
    let current = index.language_of(address);
    let links = counterparts(site, address).into_iter().enumerate().filter_map(|(language, found)| {
        let home = index.language_root(language);
        if language != 0 && !index.nav.sections.contains_key(&home) {
            return None;
        }
        let words = index.words(language);
        let missing = found
            .is_none()
            .then(|| Missing { text: words.get("languages.home_only").to_owned(), lang: words.language().to_owned() });
        let OtherLanguage { lang, dir, name } = named(site, language);
        let href = site.link(address, &found.unwrap_or(home));
        Some(LanguageLink { lang, dir, name, href, current: language == current, missing })
    });
    let links: Vec<LanguageLink> = links.collect();
    if links.len() > 1 { links } else { Vec::new() }
}

//! What stands around pages and is the same for all that lie side by side: links to styles and scripts, the menu, the
//! search box and the foot.
//!
//! Links are relative, so that pages of one folder have the same ones. Whoever fills templates may keep what it made of
//! one page's surroundings, and use it again for those whose surroundings are equal.

use std::collections::BTreeMap;
use std::sync::Arc;

use serde::Serialize;

use super::frame::section_title;
use super::site_lists::{self, SiteList};
use crate::base::address::{Address, LinkForm};
use crate::base::language::direction;
use crate::base::phone;
use crate::body::{STYLE, Site};

/// The name of the file with the site's name, colours and icons, for sites that readers may install.
pub const MANIFEST: &str = "manifest.webmanifest";

/// The name of the worker that keeps the pages on a reader's device.
pub const WORKER: &str = "sw.js";

/// What is around a page and does not depend on what the page says.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Surroundings {
    /// Language (BCP 47).
    pub lang: String,
    /// Writing direction: `ltr` or `rtl`.
    pub dir: &'static str,
    /// The clinic.
    pub site: SiteView,
    /// Link to the home page.
    pub home: String,
    /// Whether the page is the home page.
    pub at_home: bool,
    /// The menu.
    pub menu: Vec<MenuItem>,
    /// Links to the generated lists.
    pub lists: ListLinks,
    /// What the search box needs.
    pub search: SearchLinks,
    /// The script that shows what a link's page is about.
    pub peek: Option<String>,
    /// The style of all pages.
    pub styles: Vec<String>,
    /// Styles of some pages, by name: they come before that of all pages, so that a clinic's own rules win.
    pub apart: BTreeMap<String, String>,
    /// Fonts to ask for at once, where the site is read from a server.
    pub fonts: Vec<String>,
    /// What a site needs that readers may install.
    pub install: Option<Install>,
    /// Link to the picture that browsers show beside the title.
    pub icon: Option<String>,
    /// Link to the feed, when there is one.
    pub feed: Option<String>,
    /// The numbers by name: number and link.
    pub numbers: Vec<NumberView>,
    /// The mark of unreviewed sites.
    pub example: bool,
    /// The small picture of the brand and others, by name, as SVG.
    pub icons: Arc<BTreeMap<String, String>>,
}

/// What a page of a site that readers may install links to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Install {
    /// The file with the site's name, colours and icons.
    pub manifest: String,
    /// The worker that keeps the pages on the device.
    pub worker: String,
    /// The script that sets it up.
    pub script: String,
}

/// The clinic as pages name it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct SiteView {
    /// Its name.
    pub name: String,
    /// A few words under the name.
    pub tagline: Option<String>,
    /// Its logo: address and words.
    pub logo: Option<Logo>,
}

/// The clinic's logo.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Logo {
    /// Where the picture is.
    pub src: String,
    /// Its width in pixels, where the file says it.
    pub width: Option<u32>,
    /// Its height.
    pub height: Option<u32>,
    /// What it shows.
    pub alt: String,
}

/// An entry of the menu.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct MenuItem {
    /// The section's title.
    pub title: String,
    /// Link to the section.
    pub href: String,
    /// Whether the page lies in it.
    pub current: bool,
}

/// Links to the lists that every site has.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ListLinks {
    /// All titles and other names.
    pub a_z: String,
    /// The glossary, when the site has one.
    pub glossary: Option<String>,
    /// The bibliography, when the site has one.
    pub references: Option<String>,
}

/// What the search box needs to find its scripts and data.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct SearchLinks {
    /// The small script that loads the search when a reader turns to it.
    pub loader: Option<String>,
    /// The search itself.
    pub script: Option<String>,
    /// The first file of the index of the page's language.
    pub index: String,
    /// The site's root.
    pub root: String,
}

/// A number of `site.yaml`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct NumberView {
    /// Its name, such as `clinic_phone`.
    pub name: String,
    /// As written.
    pub text: String,
    /// A link that calls it, for phone numbers.
    pub href: Option<String>,
}

/// The surroundings of the page at `address`, in the language at a place.
#[must_use]
pub fn surroundings(site: &Site, address: &Address, language: usize) -> Surroundings {
    let index = &site.index;
    let asset = |name: &str| site.assets.get(name).map(|asset| site.link(address, &asset.address));
    let code = index.language_code(language).to_owned();
    Surroundings {
        home: site.link(address, &home_of(site, language)),
        at_home: *address == index.language_root(language),
        menu: menu(site, address, language),
        lists: lists(site, address, language),
        search: search(site, address, &code),
        peek: asset("peek.js"),
        styles: asset(STYLE).into_iter().collect(),
        apart: apart(site, address),
        fonts: fonts(site, address),
        install: install(site, address),
        icon: asset("favicon.svg"),
        feed: index.base_url().map(|_| site.link(address, &index.language_root(language).file("feed.xml"))),
        numbers: numbers(site, language),
        example: !index.config.review.required,
        icons: Arc::clone(&site.icons),
        site: site_view(site, address, language),
        dir: direction(&code),
        lang: code,
    }
}

fn numbers(site: &Site, language: usize) -> Vec<NumberView> {
    let words = site.index.words(language);
    let numbers = site.index.config.numbers.iter().map(|(name, text)| NumberView {
        name: name.clone(),
        text: words.left_to_right(&text.raw),
        href: phone::link(&text.raw),
    });
    numbers.collect()
}

fn site_view(site: &Site, address: &Address, language: usize) -> SiteView {
    let config = &site.index.config;
    let logo = config.logo.as_ref().and_then(|logo| {
        let path = crate::base::path::SitePath::new(&format!("content/{}", logo.src.raw))?;
        let target = site.index.files.get(&path)?;
        let shown = crate::body::pictures::shown(site, address, target);
        Some(Logo {
            src: shown.src,
            width: shown.size.map(|size| size.width),
            height: shown.size.map(|size| size.height),
            alt: site.index.fill(&logo.alt),
        })
    });
    let tagline = match site.index.words(language).find("site.tagline") {
        Some(own) => Some(site.index.fill_str(own)),
        None => config.tagline.as_ref().map(|text| site.index.fill(text)),
    };
    SiteView { name: config.name.raw.clone(), tagline, logo }
}

/// The home page of a language; the default's where the language has none.
#[must_use]
pub(super) fn home_of(site: &Site, language: usize) -> Address {
    let own = site.index.language_root(language);
    if site.index.nav.sections.contains_key(&own) { own } else { Address::root() }
}

fn menu(site: &Site, address: &Address, language: usize) -> Vec<MenuItem> {
    let sections = site.index.nav.menu.get(language).or_else(|| site.index.nav.menu.first());
    sections
        .into_iter()
        .flatten()
        .map(|section| MenuItem {
            title: section_title(site, section),
            href: site.link(address, section),
            current: address.as_str().starts_with(section.as_str()),
        })
        .collect()
}

fn lists(site: &Site, address: &Address, language: usize) -> ListLinks {
    let list = |list: SiteList| site_lists::address(site, list, language).map(|to| site.link(address, &to));
    let a_z = list(SiteList::AToZ).unwrap_or_else(|| site.link(address, &Address::root().child("a-z")));
    ListLinks { a_z, glossary: list(SiteList::Glossary), references: list(SiteList::References) }
}

fn search(site: &Site, address: &Address, language: &str) -> SearchLinks {
    let script = |name: &str| site.assets.get(name).map(|asset| site.link(address, &asset.address));
    SearchLinks {
        loader: script("find.js"),
        script: script("search.js"),
        index: site.link(address, &crate::search::encode::address(language)),
        root: address.link_to(&Address::root(), LinkForm::Pretty),
    }
}

fn apart(site: &Site, address: &Address) -> BTreeMap<String, String> {
    let styles = site.assets.iter().filter(|(name, _)| *name != STYLE);
    let named = styles.filter_map(|(name, style)| Some((name.strip_suffix(".css")?, style)));
    named.map(|(name, style)| (name.to_owned(), site.link(address, &style.address))).collect()
}

/// From a folder a browser takes such a wish for a request to another site.
fn fonts(site: &Site, address: &Address) -> Vec<String> {
    if site.index.options.links != LinkForm::Pretty {
        return Vec::new();
    }
    site.assets.values().filter(|asset| asset.early).map(|font| site.link(address, &font.address)).collect()
}

fn install(site: &Site, address: &Address) -> Option<Install> {
    if site.index.options.links != LinkForm::Pretty || site.index.config.installable != Some(true) {
        return None;
    }
    Some(Install {
        manifest: site.link(address, &Address::root().file(MANIFEST)),
        worker: site.link(address, &Address::root().file(WORKER)),
        script: site.link(address, &site.assets.get("install.js")?.address),
    })
}

//! What every page has around its content: head, menu, breadcrumbs, help line and foot.

use std::collections::BTreeMap;

use serde::Serialize;

use super::card;
use super::languages::{self, Alternate, LanguageLink};
use super::site_lists::{self, SiteList};
use crate::base::address::{Address, LinkForm};
use crate::base::language::direction;
use crate::base::phone;
use crate::body::{STYLE, Site};

/// The name of the file with the site's name, colours and icons, for sites that readers may install.
pub const MANIFEST: &str = "manifest.webmanifest";

/// The name of the worker that keeps the pages on a reader's device.
pub const WORKER: &str = "sw.js";

/// The frame of one page.
#[derive(Clone, Debug, Serialize)]
pub struct Frame {
    /// The page's title.
    pub title: String,
    /// One sentence for search engines and link previews.
    pub description: String,
    /// Language (BCP 47).
    pub lang: String,
    /// Writing direction: `ltr` or `rtl`.
    pub dir: &'static str,
    /// The clinic.
    pub site: SiteView,
    /// Where the page is published, when the site's address is known.
    pub canonical: Option<String>,
    /// The page in all its languages, for search engines.
    pub alternates: Vec<Alternate>,
    /// The switch between languages.
    pub languages: Vec<LanguageLink>,
    /// Whether search engines are to pass it over.
    pub noindex: bool,
    /// The kind of thing for Open Graph: `website` or `article`.
    pub og_type: &'static str,
    /// A picture for link previews, as an absolute address.
    pub image: Option<String>,
    /// Its width in pixels, where it is known.
    pub image_width: Option<u32>,
    /// Its height.
    pub image_height: Option<u32>,
    /// Structured data, safe to stand in a script element.
    pub json_ld: Option<String>,
    /// Link to the home page.
    pub home: String,
    /// The menu.
    pub menu: Vec<MenuItem>,
    /// The pages above, from the home page down; the last is this page without a link.
    pub crumbs: Vec<Crumb>,
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
    /// Whether the line with the emergency number stands under the masthead.
    pub helpline: bool,
    /// The numbers by name: number and link.
    pub numbers: Vec<NumberView>,
    /// The mark of unreviewed sites.
    pub example: bool,
    /// The small picture of the brand and others, by name, as SVG.
    pub icons: BTreeMap<String, String>,
}

/// What a page of a site that readers may install links to.
#[derive(Clone, Debug, Serialize)]
pub struct Install {
    /// The file with the site's name, colours and icons.
    pub manifest: String,
    /// The worker that keeps the pages on the device.
    pub worker: String,
    /// The script that sets it up.
    pub script: String,
}

/// The clinic as pages name it.
#[derive(Clone, Debug, Serialize)]
pub struct SiteView {
    /// Its name.
    pub name: String,
    /// A few words under the name.
    pub tagline: Option<String>,
    /// Its logo: address and words.
    pub logo: Option<Logo>,
}

/// The clinic's logo.
#[derive(Clone, Debug, Serialize)]
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
#[derive(Clone, Debug, Serialize)]
pub struct MenuItem {
    /// The section's title.
    pub title: String,
    /// Link to the section.
    pub href: String,
    /// Whether the page lies in it.
    pub current: bool,
}

/// A step of the breadcrumbs.
#[derive(Clone, Debug, Serialize)]
pub struct Crumb {
    /// The page's title.
    pub title: String,
    /// Link; `None` for the page itself.
    pub href: Option<String>,
}

/// Links to the lists that every site has.
#[derive(Clone, Debug, Serialize)]
pub struct ListLinks {
    /// All titles and other names.
    pub a_z: String,
    /// The glossary, when the site has one.
    pub glossary: Option<String>,
    /// The bibliography, when the site has one.
    pub references: Option<String>,
}

/// What the search box needs to find its scripts and data.
#[derive(Clone, Debug, Serialize)]
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
#[derive(Clone, Debug, Serialize)]
pub struct NumberView {
    /// Its name, such as `clinic_phone`.
    pub name: String,
    /// As written.
    pub text: String,
    /// A link that calls it, for phone numbers.
    pub href: Option<String>,
}

/// What a page says of itself for its frame.
#[derive(Clone, Debug, Default)]
pub struct Heading {
    /// Its title.
    pub title: String,
    /// One sentence.
    pub description: String,
    /// Place of its language.
    pub language: usize,
    /// The pages between its section and itself: title and address.
    pub above: Vec<(String, Address)>,
    /// Whether search engines are to pass it over.
    pub noindex: bool,
    /// Another page that stands for it.
    pub canonical: Option<Address>,
    /// Structured data.
    pub json_ld: Option<serde_json::Value>,
    /// A picture, from the site's root.
    pub image: Option<Address>,
    /// Whether the page is itself about getting help, so that the help line would repeat it.
    pub about_help: bool,
}

/// The frame of the page at `address`.
#[must_use]
pub fn frame(site: &Site, address: &Address, heading: Heading) -> Frame {
    let index = &site.index;
    let config = &index.config;
    let language = index.language_code(heading.language).to_owned();
    let words = index.words(heading.language);
    let is_own = !heading.noindex && heading.canonical.is_none();
    let absolute = |address: &Address| index.base_url().map(|base| format!("{base}{}", address.encoded()));
    let preview = card::preview(site, address, heading.image.as_ref());
    Frame {
        canonical: absolute(heading.canonical.as_ref().unwrap_or(address)),
        alternates: if is_own { languages::alternates(site, address) } else { Vec::new() },
        languages: languages::switch(site, address),
        noindex: heading.noindex,
        og_type: if *address == index.language_root(heading.language) { "website" } else { "article" },
        image_width: preview.as_ref().and_then(|preview| Some(preview.size?.width)),
        image_height: preview.as_ref().and_then(|preview| Some(preview.size?.height)),
        image: preview.map(|preview| preview.url),
        json_ld: heading.json_ld.as_ref().map(script_safe),
        home: site.link(address, &home_of(site, heading.language)),
        menu: menu(site, address, heading.language),
        crumbs: crumbs(site, address, &heading),
        lists: lists(site, address, heading.language),
        search: search(site, address, &language),
        peek: site.assets.get("peek.js").map(|script| site.link(address, &script.address)),
        styles: site.assets.get(STYLE).map(|style| site.link(address, &style.address)).into_iter().collect(),
        apart: apart(site, address),
        fonts: fonts(site, address),
        install: install(site, address),
        icon: site.assets.get("favicon.svg").map(|icon| site.link(address, &icon.address)),
        feed: index.base_url().map(|_| site.link(address, &index.language_root(heading.language).file("feed.xml"))),
        helpline: !heading.about_help && config.insert("emergency_number").is_some(),
        numbers: config
            .numbers
            .iter()
            .map(|(name, text)| NumberView {
                name: name.clone(),
                text: words.left_to_right(&text.raw),
                href: phone::link(&text.raw),
            })
            .collect(),
        example: !config.review.required,
        icons: site.icons.iter().map(|(name, svg)| (name.clone(), svg.trim_end().to_owned())).collect(),
        site: site_view(site, address, heading.language),
        dir: direction(&language),
        lang: language,
        title: heading.title,
        description: heading.description,
    }
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

/// JSON that cannot end its script element.
fn script_safe(value: &serde_json::Value) -> String {
    let json = value.to_string();
    let mut safe = String::with_capacity(json.len() + 32);
    for piece in json.split_inclusive(['<', '>', '&']) {
        let (plain, escape) = match piece.as_bytes().last() {
            Some(b'<') => (piece.strip_suffix('<'), "\\u003c"),
            Some(b'>') => (piece.strip_suffix('>'), "\\u003e"),
            Some(b'&') => (piece.strip_suffix('&'), "\\u0026"),
            Some(_) | None => (Some(piece), ""),
        };
        safe.push_str(plain.unwrap_or_default());
        safe.push_str(escape);
    }
    safe
}

/// The home page of a language; the default's where the language has none.
fn home_of(site: &Site, language: usize) -> Address {
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

/// A section's title: its page's, else its folder's name.
#[must_use]
pub fn section_title(site: &Site, address: &Address) -> String {
    let Some(section) = site.index.nav.sections.get(address) else { return String::new() };
    if let Some(page) = section.page.and_then(|id| site.index.page(id)) {
        return site.index.fill(&page.meta.title);
    }
    if section.folder.is_empty() {
        return site.index.config.name.raw.clone();
    }
    let words = section.folder.replace(['-', '_'], " ");
    let mut letters = words.chars();
    letters.next().map_or(String::new(), |first| first.to_uppercase().chain(letters).collect())
}

fn crumbs(site: &Site, address: &Address, heading: &Heading) -> Vec<Crumb> {
    if address.as_str() == "/" {
        return Vec::new();
    }
    let words = site.index.words(heading.language);
    let mut crumbs: Vec<Crumb> = Vec::new();
    let own_home = home_of(site, heading.language);
    for above in site.index.nav.above(address).into_iter().filter(|above| above.as_str() != "/" || own_home == *above) {
        let home = above == own_home;
        let title = if home { words.get("page.home").to_owned() } else { section_title(site, &above) };
        crumbs.push(Crumb { title, href: Some(site.link(address, &above)) });
    }
    for (title, above) in &heading.above {
        crumbs.push(Crumb { title: title.clone(), href: Some(site.link(address, above)) });
    }
    crumbs.push(Crumb { title: heading.title.clone(), href: None });
    crumbs
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

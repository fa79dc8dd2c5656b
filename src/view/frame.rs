//! What every page has around its content: head, menu, breadcrumbs, help line and foot.

use serde::Serialize;

use super::card;
use super::languages::{self, Alternate, LanguageLink};
use super::surroundings::{Surroundings, home_of, surroundings};
use crate::base::address::Address;
use crate::body::Site;

/// The frame of one page.
#[derive(Clone, Debug, Serialize)]
pub struct Frame {
    /// The page's title.
    pub title: String,
    /// One sentence for search engines and link previews.
    pub description: String,
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
    /// The pages above, from the home page down; the last is this page without a link.
    pub crumbs: Vec<Crumb>,
    /// Whether the line with the emergency number stands under the masthead.
    pub helpline: bool,
    /// What pages beside it have too. Templates see its fields as the frame's own.
    #[serde(skip)]
    pub around: Surroundings,
}

/// A step of the breadcrumbs.
#[derive(Clone, Debug, Serialize)]
pub struct Crumb {
    /// The page's title.
    pub title: String,
    /// Link; `None` for the page itself.
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
        crumbs: crumbs(site, address, &heading),
        helpline: !heading.about_help && index.config.insert("emergency_number").is_some(),
        around: surroundings(site, address, heading.language),
        title: heading.title,
        description: heading.description,
    }
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

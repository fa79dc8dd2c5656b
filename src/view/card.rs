//! The picture that stands for a page where others share it: what it says, and where it is published.
//!
//! Every page of content has one, and the home page's stands for lists. A page below another, such as a question of a
//! flow, has that page's. Nothing is painted here.

use super::frame::section_title;
use super::palette;
use crate::base::address::{Address, Form};
use crate::base::colour::Colour;
use crate::base::digest::Digest;
use crate::body::{STYLE, Site};
use crate::model::page::{Page, PageId};
use crate::picture::canvas::Colours;
use crate::picture::card::{Card, EDITION, HEIGHT, WIDTH};
use crate::picture::{Picture, Size};

/// A clinic's own picture for pages that name none, below `theme/`: then no cards are made.
const OWN: &str = "pictures/card.png";

/// A picture for link previews.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Preview {
    /// Its whole address.
    pub url: String,
    /// Its size, where it is known.
    pub size: Option<Size>,
}

/// Whether cards are made: they are named by whole addresses, so the site must know its own.
#[must_use]
pub fn are_made(site: &Site) -> bool {
    site.index.base_url().is_some() && !site.assets.contains_key(OWN)
}

/// The picture for previews of the page at `address`: the one it names, the clinic's own, or a card.
#[must_use]
pub fn preview(site: &Site, address: &Address, named: Option<&Address>) -> Option<Preview> {
    let base = site.index.base_url()?;
    let whole = |address: &Address| format!("{base}{}", address.encoded());
    // No network shows drawings of lines.
    let named = named.and_then(|named| match site.pictures.get(named) {
        Some(Picture::Drawing(_)) => None,
        Some(Picture::Raster(raster)) => Some(Preview { url: whole(named), size: Some(raster.head.size) }),
        Some(Picture::Wrong(_)) | None => Some(Preview { url: whole(named), size: None }),
    });
    if named.is_some() {
        return named;
    }
    if let Some(own) = site.assets.get(OWN) {
        return Some(Preview { url: whole(&own.address), size: None });
    }
    let page = page_above(site, address);
    // Networks keep a picture for months by its address: another card has another one.
    let version = key(&card(site, page)).short();
    let url = format!("{}?{version}", whole(&self::address(page.map(|(_, page)| page))));
    Some(Preview { url, size: Some(Size { width: WIDTH, height: HEIGHT }) })
}

/// Where a page's card is published: `/a/b/` at `/cards/a/b.png`. That of the home page is the site's.
#[must_use]
pub fn address(page: Option<&Page>) -> Address {
    let path = page.map_or("", |page| page.address.as_str().trim_matches('/'));
    // No page has a name that begins so.
    let name = format!("{}.png", if path.is_empty() { "_home" } else { path });
    Address::from_segments(["cards"].into_iter().chain(name.split('/')), Form::File)
}

/// What a page's card says; without a page, the site's name alone.
#[must_use]
pub fn card(site: &Site, page: Option<(PageId, &Page)>) -> Card {
    let index = &site.index;
    let name = index.config.name.raw.clone();
    let section = page.and_then(|(_, page)| {
        let above = index.nav.above(&page.address).into_iter().next_back()?;
        (above.as_str() != "/" && page.address != above).then(|| section_title(site, &above))
    });
    Card {
        title: page.map_or_else(|| name.clone(), |(_, page)| index.fill(&page.meta.title)),
        section,
        site: name,
        colours: colours(site),
    }
}

/// The colours of all cards. The style is read through once, not for each page: its address changes with its bytes.
fn colours(site: &Site) -> Colours {
    let config = &site.index.config;
    let style = site.assets.get(STYLE);
    let mut key = style.map_or_else(String::new, |style| style.address.as_str().to_owned());
    for (role, colour) in &config.colours {
        key.extend(["\n", role, " ", &colour.raw]);
    }
    let text = || style.map(|style| String::from_utf8_lossy(&style.bytes)).unwrap_or_default();
    *site.drawings.card_colours.get(&key, || palette::card(config, &text()))
}

/// Names a card's bytes for ever.
#[must_use]
pub fn key(card: &Card) -> Digest {
    let Card { site, section, title, colours } = card;
    let colours = [colours.ground, colours.plain, colours.strong, colours.soft].map(Colour::hex).concat();
    let section = section.as_deref().unwrap_or_default();
    Digest::of([EDITION, &colours, site, section, title].join("\n").as_bytes())
}

/// The published page at an address, or the nearest one above it.
fn page_above<'a>(site: &'a Site, address: &Address) -> Option<(PageId, &'a Page)> {
    let mut at = address.clone();
    loop {
        let id = site.index.addresses.get(&at).copied();
        if let Some((id, page)) = id.and_then(|id| Some((id, site.index.page(id)?)))
            && site.index.is_published(page)
        {
            return Some((id, page));
        }
        if at.as_str() == "/" {
            return None;
        }
        at = at.parent();
    }
}

//! What templates see: plain data, one view a page, made from the resolved site.
//!
//! A view holds everything its page prints and nothing it could look up. The same view always gives the same bytes.
//! This is the only place where pages are given a form to be written out in.

pub mod anatomy;
pub mod booklet;
pub mod builder;
pub mod card;
pub mod chart;
pub mod dose;
pub mod dose_field;
pub mod exercise;
pub mod flow;
pub mod frame;
pub mod json_ld;
pub mod languages;
pub mod linked;
pub mod lists;
pub mod page;
pub mod palette;
pub mod pose;
pub mod print;
pub mod programme;
pub mod qr;
pub mod reviews;
pub mod sheet;
pub mod site_lists;
pub mod surroundings;
mod text_inset;
pub mod text_section;
pub mod timeline;

use serde::Serialize;

use crate::base::address::Address;
use crate::body::Site;
use crate::model::page::{Page, PageId};
use languages::{LinkLanguage, link_language};

/// A link with its words.
#[derive(Clone, Debug, Serialize, PartialEq, Eq, PartialOrd, Ord)]
pub struct Link {
    /// The words.
    pub title: String,
    /// Where it leads, from the page it stands on.
    pub href: String,
    /// The language it leads to, where that is another.
    pub other: Option<Box<LinkLanguage>>,
}

/// A link with a sentence about where it leads.
#[derive(Clone, Debug, Serialize)]
pub struct CardLink {
    /// The words.
    pub title: String,
    /// Where it leads.
    pub href: String,
    /// One sentence.
    pub summary: Option<String>,
    /// The kind of page, as front matter names it.
    pub kind: &'static str,
    /// The language it leads to, where that is another.
    pub other: Option<Box<LinkLanguage>>,
}

/// A link from `from` to a page, with its title.
#[must_use]
pub fn link_to(site: &Site, from: &Address, page: &Page) -> Link {
    Link {
        title: site.index.fill(&page.meta.title),
        href: site.link(from, &page.address),
        other: link_language(site, from, page),
    }
}

/// An address as a reader types it: without its scheme.
#[must_use]
pub fn typed_address(site: &Site, address: &Address) -> String {
    let base = site.index.base_url().unwrap_or_default();
    let host = base.split_once("://").map_or(base, |(_, host)| host);
    format!("{host}{address}")
}

/// A link from `from` to a page, with its summary.
#[must_use]
pub fn card_to(site: &Site, from: &Address, page: &Page) -> CardLink {
    CardLink {
        title: site.index.fill(&page.meta.title),
        href: site.link(from, &page.address),
        summary: page.meta.summary.as_ref().map(|summary| site.index.fill(summary)),
        kind: page.kind().word(),
        other: link_language(site, from, page),
    }
}

/// Links to these pages, in their order.
#[must_use]
pub fn links_to(site: &Site, from: &Address, pages: impl IntoIterator<Item = PageId>) -> Vec<Link> {
    pages.into_iter().filter_map(|id| site.index.page(id)).map(|page| link_to(site, from, page)).collect()
}

//! Search as people type, without a server: pages become an inverted index, a query becomes a list of pages, and the
//! index becomes files that a browser reads. It prints no page and checks no content.
//!
//! A query is ranked twice in the same whole numbers: here, for the tests that a site's settings hold, and in
//! `theme/search.js` for readers.

pub mod care;
pub mod encode;
pub mod entries;
pub mod index;
pub mod interner;
pub mod items;
pub mod page_words;
pub mod rank;
pub mod stem;
pub mod typo;
pub mod words;

use std::collections::BTreeMap;

use crate::base::address::Address;
use crate::base::giving_way::GivingWay;
use crate::base::quoting::Quoting;
use crate::body::Site;
use index::Index;

/// The search of a site: an index for each language, and the files that browsers read.
#[derive(Debug, Default)]
pub struct Search {
    /// The indexes, in the order of the site's languages.
    pub languages: Vec<Index>,
    /// The files, by address.
    pub files: BTreeMap<Address, Quoting>,
}

impl Search {
    /// Indexes all published pages of a site.
    #[must_use]
    pub fn new(site: &Site) -> Self {
        Self::unless(site, &GivingWay::default()).unwrap_or_default()
    }

    /// Indexes all published pages of a site; `None` when it is asked to give way.
    #[must_use]
    pub fn unless(site: &Site, giving_way: &GivingWay) -> Option<Self> {
        let mut search = Self::default();
        for language in 0..site.index.config.languages.len().max(1) {
            let mut files = encode::Files::new(site, language);
            let index = index::of_language(site, language, giving_way, |entry| files.add_text(site, entry))?;
            search.files.extend(files.finish(site, &index));
            search.languages.push(index);
        }
        Some(search)
    }
}

//! Which pages say the same in different languages: `translation_of` turned into groups with a place for each language.
//!
//! The home page of a language translates the home page of the site without saying so. Where two pages of one language
//! translate the same page, the first by path is taken; the check of translations reports the other.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::names::{Found, Names};
use crate::base::address::Address;
use crate::model::config::SiteConfig;
use crate::model::page::{Page, PageId};

/// The groups of pages that translate each other.
#[derive(Clone, Debug, Default)]
pub struct Translations {
    /// For the page of the default language of each group, its pages of the other languages: language, page.
    groups: BTreeMap<PageId, BTreeMap<usize, PageId>>,
    /// The page of the default language that a page translates.
    sources: BTreeMap<PageId, PageId>,
}

impl Translations {
    /// The groups of these pages, which are sorted by path. `published` says which are part of the site.
    #[must_use]
    pub fn new(pages: &[Arc<Page>], names: &Names, config: &SiteConfig, published: impl Fn(PageId) -> bool) -> Self {
        let mut translations = Self::default();
        if config.languages.len() < 2 {
            return translations;
        }
        let ids = (0..pages.len()).map(|number| PageId(u32::try_from(number).unwrap_or(u32::MAX)));
        let all: Vec<(PageId, &Arc<Page>)> = ids.zip(pages).filter(|(id, _)| published(*id)).collect();
        let home = all.iter().find(|(_, page)| page.address.as_str() == "/").map(|(id, _)| *id);
        for (id, page) in all.iter().filter(|(_, page)| page.language != 0) {
            let source = match &page.meta.translation_of {
                Some(name) => match names.find(0, &name.name) {
                    Found::Page(source) => Some(source).filter(|source| published(*source)),
                    Found::Nothing | Found::Several(_) => None,
                },
                None => home.filter(|_| is_home(page, config)),
            };
            let Some(source) = source else { continue };
            translations.sources.insert(*id, source);
            translations.groups.entry(source).or_default().entry(page.language).or_insert(*id);
        }
        translations
    }

    /// The page that says in `language` what this page says; itself where it is in that language.
    #[must_use]
    pub fn of(&self, id: PageId, page: &Page, language: usize) -> Option<PageId> {
        if page.language == language {
            return Some(id);
        }
        let source = self.source(id, page)?;
        if language == 0 { Some(source) } else { self.groups.get(&source)?.get(&language).copied() }
    }

    /// The page of the default language of a page's group.
    #[must_use]
    pub fn source(&self, id: PageId, page: &Page) -> Option<PageId> {
        if page.language == 0 { Some(id) } else { self.sources.get(&id).copied() }
    }
}

/// Whether a page is the home page of its language.
fn is_home(page: &Page, config: &SiteConfig) -> bool {
    config.languages.get(page.language).is_some_and(|code| page.address == Address::root().child(code))
}

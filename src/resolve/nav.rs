//! Sections, their order, the menu, breadcrumbs and what comes before and after a page.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::base::address::{Address, Form};
use crate::base::slug::folded;
use crate::model::config::SiteConfig;
use crate::model::page::{Page, PageId};

/// A folder of pages.
#[derive(Clone, Debug)]
pub struct Section {
    /// The address of the section's page.
    pub address: Address,
    /// The folder's name, for a section without a page of its own.
    pub folder: String,
    /// The folder's `index.md`, when there is one.
    pub page: Option<PageId>,
    /// The pages of the folder, in order.
    pub pages: Vec<PageId>,
    /// The sections below, by address.
    pub sections: Vec<Address>,
    /// The language of its pages.
    pub language: usize,
}

/// The order of a site.
#[derive(Clone, Debug, Default)]
pub struct Nav {
    /// All sections by address, the root among them.
    pub sections: BTreeMap<Address, Section>,
    /// The sections of the menu, in order, for each language.
    pub menu: Vec<Vec<Address>>,
    /// For each page the page before and after it, where the author gave an order.
    neighbours: Vec<(Option<PageId>, Option<PageId>)>,
}

impl Nav {
    /// The order of these pages. `published` says which are part of the site.
    #[must_use]
    pub fn new(pages: &[Arc<Page>], config: &SiteConfig, published: impl Fn(PageId) -> bool) -> Self {
        let mut nav = Self { neighbours: vec![(None, None); pages.len()], ..Self::default() };
        for (number, page) in pages.iter().enumerate() {
            let id = PageId(u32::try_from(number).unwrap_or(u32::MAX));
            if published(id) {
                nav.add(page, id);
            }
        }
        for section in nav.sections.values_mut() {
            sort(section, pages, &mut nav.neighbours);
        }
        nav.menu = (0..config.languages.len().max(1)).map(|language| nav.menu_of(pages, config, language)).collect();
        nav
    }

    /// Sorts the section of a page again, whose title or order has changed.
    pub fn sort_again(&mut self, pages: &[Arc<Page>], page: &Page) {
        if let Some(section) = self.sections.get_mut(&page.address.parent()) {
            sort(section, pages, &mut self.neighbours);
        }
    }

    /// Adds a page to its section, and the sections above it.
    fn add(&mut self, page: &Page, id: PageId) {
        let is_index = page.path.stem() == "index";
        let address = if is_index { page.address.clone() } else { page.address.parent() };
        let folder = page.path.folder().rsplit('/').next().unwrap_or_default().to_owned();
        let section = self.section(&address, &folder, page.language);
        if is_index {
            section.page = Some(id);
        } else {
            section.pages.push(id);
        }
        let folders: Vec<&str> = page.path.below("content").unwrap_or_default().split('/').collect();
        let mut below = address;
        // The folders above the section's own, from the inside out.
        for depth in (0..folders.len().saturating_sub(2)).rev() {
            let folder = folders.get(depth).copied().unwrap_or_default();
            let above = below.parent();
            self.join(&above, folder, &below, page.language);
            below = above;
        }
        if below.as_str() != "/" {
            self.join(&Address::root(), "", &below, page.language);
        }
    }

    fn join(&mut self, above: &Address, folder: &str, below: &Address, language: usize) {
        let section = self.section(above, folder, language);
        if !section.sections.contains(below) {
            section.sections.push(below.clone());
        }
    }

    fn section(&mut self, address: &Address, folder: &str, language: usize) -> &mut Section {
        self.sections.entry(address.clone()).or_insert_with(|| Section {
            address: address.clone(),
            folder: folder.to_owned(),
            page: None,
            pages: Vec::new(),
            sections: Vec::new(),
            language,
        })
    }

    /// The sections that the menu of a language shows. An entry of the settings stands for the folder of that name, or
    /// for the section whose own page translates the entry's. After them come sections of a language that stand for
    /// none of the default language; without entries, all sections come.
    fn menu_of(&self, pages: &[Arc<Page>], config: &SiteConfig, language: usize) -> Vec<Address> {
        let prefix = config.languages.get(language).filter(|_| language != 0).map(|code| code.to_lowercase());
        let address =
            |folder: &str| Address::from_segments(prefix.as_deref().into_iter().chain(folder.split('/')), Form::Page);
        let named = config.menu.iter().filter_map(|entry| {
            let name = entry.raw.trim_matches('/');
            let same = address(name);
            if self.sections.contains_key(&same) { Some(same) } else { self.translated(pages, name, language) }
        });
        let mut named: Vec<Address> = named.collect();
        if language == 0 && !config.menu.is_empty() {
            return named;
        }
        let root = prefix.as_deref().map_or_else(Address::root, |prefix| Address::root().child(prefix));
        let is_other = |section: &Address| {
            config.languages.iter().skip(1).any(|code| section.segments().eq([code.to_lowercase().as_str()]))
        };
        let sections = self.sections.get(&root).map(|section| section.sections.clone()).unwrap_or_default();
        let is_known = |section: &Address| !config.menu.is_empty() && self.stands_for(pages, section);
        let rest = sections.into_iter().filter(|section| !is_other(section) && !is_known(section));
        let rest: Vec<Address> = rest.filter(|section| !named.contains(section)).collect();
        named.extend(rest);
        named
    }

    /// Whether a section stands for another of the default language, which the menu may leave out.
    fn stands_for(&self, pages: &[Arc<Page>], section: &Address) -> bool {
        let Some(section) = self.sections.get(section).filter(|section| section.language != 0) else { return false };
        let page = section.page.and_then(|id| pages.get(id.index()));
        let same = Address::from_segments(section.address.segments().skip(1), Form::Page);
        page.is_some_and(|page| page.meta.translation_of.is_some()) || self.sections.contains_key(&same)
    }

    /// The section of a language whose own page translates the page of the section `name`.
    fn translated(&self, pages: &[Arc<Page>], name: &str, language: usize) -> Option<Address> {
        let mut sections = self.sections.values().filter(|section| language != 0 && section.language == language);
        let translates = |section: &&Section| {
            let page = section.page.and_then(|id| pages.get(id.index()));
            let source = page.and_then(|page| page.meta.translation_of.as_ref());
            source.is_some_and(|source| source.name.trim_end_matches("index").trim_matches('/') == name)
        };
        sections.find(translates).map(|section| section.address.clone())
    }

    /// The pages before and after a page, where its section has an order.
    #[must_use]
    pub fn neighbours(&self, id: PageId) -> (Option<PageId>, Option<PageId>) {
        self.neighbours.get(id.index()).copied().unwrap_or_default()
    }

    /// The addresses above `address`, from the home page down, those that are sections only.
    #[must_use]
    pub fn above(&self, address: &Address) -> Vec<Address> {
        let mut trail = Vec::new();
        let mut at = address.clone();
        while at.as_str() != "/" {
            at = at.parent();
            if self.sections.contains_key(&at) {
                trail.push(at.clone());
            }
        }
        trail.reverse();
        trail
    }
}

/// Sorts the pages of a section, and notes which come before and after each.
fn sort(section: &mut Section, pages: &[Arc<Page>], neighbours: &mut [(Option<PageId>, Option<PageId>)]) {
    section.pages.sort_by_cached_key(|id| sort_key(pages, *id));
    for id in &section.pages {
        if let Some(entry) = neighbours.get_mut(id.index()) {
            *entry = (None, None);
        }
    }
    let has_order = |id: &PageId| pages.get(id.index()).is_some_and(|page| page.meta.order.is_some());
    let ordered: Vec<PageId> = section.pages.iter().copied().filter(has_order).collect();
    for (place, id) in ordered.iter().enumerate() {
        if let Some(entry) = neighbours.get_mut(id.index()) {
            let before = place.checked_sub(1).and_then(|before| ordered.get(before).copied());
            *entry = (before, ordered.get(place + 1).copied());
        }
    }
}

/// Pages with an order first, then the others by title; equal titles by path.
fn sort_key(pages: &[Arc<Page>], id: PageId) -> (bool, i64, String, PageId) {
    let page = pages.get(id.index());
    let order = page.and_then(|page| page.meta.order);
    let title = page.map(|page| folded(&page.meta.title.raw)).unwrap_or_default();
    (order.is_none(), order.unwrap_or(0), title, id)
}

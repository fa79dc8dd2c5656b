//! Finds pages by the names that links use: path, then title, then alias. Each language has its own names.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::base::nearest::nearest;
use crate::base::path::SitePath;
use crate::base::slug::folded;
use crate::model::page::{Page, PageId};

/// What a name leads to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Found {
    /// One page.
    Page(PageId),
    /// No page.
    Nothing,
    /// More than one page in the first tier that matches.
    Several(Vec<PageId>),
}

/// All names of a site.
#[derive(Clone, Debug, Default)]
pub struct Names {
    languages: Vec<Tiers>,
    by_path: BTreeMap<SitePath, PageId>,
    /// Each page's whole path as links write it.
    paths: Vec<String>,
}

/// The names of one language, a table a tier.
#[derive(Clone, Debug, Default)]
struct Tiers {
    paths: BTreeMap<String, Vec<PageId>>,
    titles: BTreeMap<String, Vec<PageId>>,
    aliases: BTreeMap<String, Vec<PageId>>,
}

impl Names {
    /// The names of these pages, which are sorted by path.
    #[must_use]
    pub fn new(pages: &[Arc<Page>], languages: usize) -> Self {
        let mut names = Self { languages: vec![Tiers::default(); languages.max(1)], ..Self::default() };
        for (number, page) in pages.iter().enumerate() {
            let id = PageId(u32::try_from(number).unwrap_or(u32::MAX));
            names.by_path.insert(page.path.clone(), id);
            let path = link_path(&page.path);
            if let Some(tiers) = names.languages.get_mut(page.language) {
                tiers.add(page, &path, id);
            }
            names.paths.push(path);
        }
        names
    }

    /// Takes out the title and aliases that a page had and puts in those it has now. Its path must be the same.
    pub fn rename(&mut self, id: PageId, old: &Page, new: &Page) {
        if let Some(tiers) = self.languages.get_mut(old.language) {
            remove(&mut tiers.titles, &folded(&old.meta.title.raw), id);
            old.meta.aliases.iter().for_each(|alias| remove(&mut tiers.aliases, &folded(&alias.raw), id));
        }
        if let Some(tiers) = self.languages.get_mut(new.language) {
            insert(&mut tiers.titles, folded(&new.meta.title.raw), id);
            new.meta.aliases.iter().for_each(|alias| insert(&mut tiers.aliases, folded(&alias.raw), id));
        }
    }

    /// The page that `name` leads to from a page in `language`; names of the default language are the fallback.
    #[must_use]
    pub fn find(&self, language: usize, name: &str) -> Found {
        match self.languages.get(language).map_or(Found::Nothing, |tiers| tiers.find(name)) {
            Found::Nothing if language != 0 => self.languages.first().map_or(Found::Nothing, |tiers| tiers.find(name)),
            found => found,
        }
    }

    /// The page of a file.
    #[must_use]
    pub fn by_path(&self, path: &SitePath) -> Option<PageId> {
        self.by_path.get(path).copied()
    }

    /// The nearest name to one that leads nowhere: a path's tail, a title or an alias, as a link would write it.
    #[must_use]
    pub fn suggestion<'a>(&'a self, language: usize, name: &str, pages: &'a [Arc<Page>]) -> Option<&'a str> {
        let tiers = self.languages.get(language)?;
        let title = |table: &BTreeMap<String, Vec<PageId>>| {
            let key = nearest(&folded(name), table.keys().map(String::as_str))?;
            let page = pages.get(table.get(key)?.first()?.index())?;
            page.meta
                .aliases
                .iter()
                .chain([&page.meta.title])
                .map(|text| text.raw.as_str())
                .find(|raw| folded(raw) == key)
        };
        nearest(name, tiers.paths.keys().map(String::as_str))
            .or_else(|| title(&tiers.titles))
            .or_else(|| title(&tiers.aliases))
    }

    /// The shortest path that leads to this page and to no other.
    #[must_use]
    pub fn shortest(&self, id: PageId, language: usize) -> &str {
        let Some(path) = self.paths.get(id.index()) else { return "" };
        let alone = |tail: &str| {
            self.languages.get(language).and_then(|tiers| tiers.paths.get(tail)).is_some_and(|pages| pages.len() == 1)
        };
        tails(path).rev().find(|tail| alone(tail)).unwrap_or(path)
    }
}

impl Tiers {
    fn add(&mut self, page: &Page, path: &str, id: PageId) {
        for tail in tails(path) {
            self.paths.entry(tail.to_owned()).or_default().push(id);
        }
        self.titles.entry(folded(&page.meta.title.raw)).or_default().push(id);
        for alias in &page.meta.aliases {
            let pages = self.aliases.entry(folded(&alias.raw)).or_default();
            if pages.last() != Some(&id) {
                pages.push(id);
            }
        }
    }

    fn find(&self, name: &str) -> Found {
        let key = folded(name);
        let path = name.trim_matches('/');
        let path = path.strip_suffix(".md").unwrap_or(path);
        let tiers = [self.paths.get(path), self.titles.get(&key), self.aliases.get(&key)];
        match tiers.into_iter().flatten().next().map(Vec::as_slice) {
            None | Some([]) => Found::Nothing,
            Some([page]) => Found::Page(*page),
            Some(pages) => Found::Several(pages.to_vec()),
        }
    }
}

/// Takes a page out of a table.
fn remove(table: &mut BTreeMap<String, Vec<PageId>>, key: &str, id: PageId) {
    if let Some(pages) = table.get_mut(key) {
        pages.retain(|other| *other != id);
        if pages.is_empty() {
            table.remove(key);
        }
    }
}

/// Puts a page into a table, once, in the order of pages.
fn insert(table: &mut BTreeMap<String, Vec<PageId>>, key: String, id: PageId) {
    let pages = table.entry(key).or_default();
    if let Err(place) = pages.binary_search(&id) {
        pages.insert(place, id);
    }
}

/// A page's path as links write it: without `content/`, `.md` and a last `/index`.
#[must_use]
pub fn link_path(path: &SitePath) -> String {
    let below = path.below("content").unwrap_or(path.as_str());
    let below = below.strip_suffix(".md").unwrap_or(below);
    below.strip_suffix("/index").unwrap_or(below).to_owned()
}

/// A path and its tails, the whole first: `a/b/c`, `b/c`, `c`.
pub fn tails(path: &str) -> impl DoubleEndedIterator<Item = &str> {
    let starts = std::iter::once(0).chain(path.match_indices('/').map(|(at, _)| at + 1));
    let starts: Vec<usize> = starts.collect();
    starts.into_iter().map(|start| path.get(start..).unwrap_or_default())
}

//! Finds pages by the names that links use: path, then title, then alias. Each language has its own names.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::base::memo::Memo;
use crate::base::nearest::nearest;
use crate::base::path::SitePath;
use crate::base::slug::{composed, folded};
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
    /// The nearest names to those that lead nowhere: a page that many link to leaves as many when it goes.
    suggested: Memo<Option<String>>,
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
            let path = composed(&link_path(&page.path)).into_owned();
            if let Some(tiers) = names.languages.get_mut(page.language) {
                tiers.add(page, &path, id);
            }
            names.paths.push(path);
        }
        names
    }

    /// Takes out the title and aliases that a page had and puts in those it has now. Its path must be the same.
    pub fn rename(&mut self, id: PageId, old: &Page, new: &Page) {
        self.suggested = Memo::default();
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
        let among = |language: usize| self.languages.get(language).map_or(Found::Nothing, |tiers| tiers.find(name));
        let found = match among(language) {
            Found::Nothing if language != 0 => among(0),
            found => found,
        };
        match found {
            Found::Several(pages) => self.at_root(name, &pages).map_or(Found::Several(pages), Found::Page),
            Found::Page(page) => Found::Page(self.whole(language, name, page).unwrap_or(page)),
            Found::Nothing => Found::Nothing,
        }
    }

    /// The page whose whole path is written with a `/` before it, in place of one that it is the tail of. In another
    /// language the path counts from that language's folder first.
    fn whole(&self, language: usize, name: &str, found: PageId) -> Option<PageId> {
        let path = composed(path_in(name.strip_prefix('/')?)).into_owned();
        let below =
            |id: PageId| self.paths.get(id.index()).and_then(|whole| whole.split_once('/')).map(|(_, rest)| rest);
        if language != 0 && below(found) == Some(path.as_str()) {
            return None;
        }
        let at = |file: String| self.by_path(&SitePath::new(&file)?);
        at(format!("content/{path}.md")).or_else(|| at(format!("content/{path}/index.md")))
    }

    /// The page of a file.
    #[must_use]
    pub fn by_path(&self, path: &SitePath) -> Option<PageId> {
        self.by_path.get(path).copied()
    }

    /// The page at a path as a link writes it. Signs that look the same are the same.
    #[must_use]
    pub fn at_path(&self, path: &SitePath) -> Option<PageId> {
        self.by_path(path).or_else(|| self.by_path.get(alike(self.by_path.keys(), path)?).copied())
    }

    /// The nearest name to one that leads nowhere: a path's tail, a title or an alias, as a link would write it.
    #[must_use]
    pub fn suggestion(&self, language: usize, name: &str, pages: &[Arc<Page>]) -> Option<String> {
        let seek = || self.languages.get(language)?.nearest(name, pages).map(str::to_owned);
        self.suggested.get(&format!("{language} {name}"), seek).as_ref().clone()
    }

    /// The shortest spelling that leads to this page from a page in `language`, and to no other: a tail of its path,
    /// else its path from `content/` on with a `/` before it. `None` where no path does, as two pages have the same.
    #[must_use]
    pub fn shortest(&self, id: PageId, language: usize) -> Option<String> {
        let path = self.paths.get(id.index())?;
        let spellings = tails(path).rev().map(str::to_owned).chain([format!("/{path}")]);
        spellings.into_iter().find(|spelling| self.find(language, spelling) == Found::Page(id))
    }

    /// The page among `found` whose whole path is written, with a `/` before it: `/calf` is `content/calf.md`, not
    /// `content/body/calf.md`.
    fn at_root(&self, name: &str, found: &[PageId]) -> Option<PageId> {
        let path = path_in(name.strip_prefix('/')?);
        let path = composed(path);
        let is_whole = |id: &&PageId| self.paths.get(id.index()).is_some_and(|whole| *whole == path);
        let mut whole = found.iter().filter(is_whole);
        whole.next().copied().filter(|_| whole.next().is_none())
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

    fn nearest<'a>(&'a self, name: &str, pages: &'a [Arc<Page>]) -> Option<&'a str> {
        let title = |table: &BTreeMap<String, Vec<PageId>>| {
            let key = nearest(&folded(name), table.keys().map(String::as_str))?;
            let page = pages.get(table.get(key)?.first()?.index())?;
            let mut named = page.meta.aliases.iter().chain([&page.meta.title]).map(|text| text.raw.as_str());
            named.find(|raw| folded(raw) == key)
        };
        nearest(name, self.paths.keys().map(String::as_str))
            .or_else(|| title(&self.titles))
            .or_else(|| title(&self.aliases))
    }

    fn find(&self, name: &str) -> Found {
        let by_path = self.paths.get(composed(path_in(name)).as_ref());
        let by_title = || {
            let key = folded(name);
            self.titles.get(&key).or_else(|| self.aliases.get(&key))
        };
        match by_path.or_else(by_title).map(Vec::as_slice) {
            None | Some([]) => Found::Nothing,
            Some([page]) => Found::Page(*page),
            Some(pages) => Found::Several(pages.to_vec()),
        }
    }
}

/// The path among these that looks like `path`, whose letters may be put together in another way.
pub fn alike<'a>(mut paths: impl Iterator<Item = &'a SitePath>, path: &SitePath) -> Option<&'a SitePath> {
    if path.as_str().is_ascii() {
        return None;
    }
    let written = composed(path.as_str());
    paths.find(|other| composed(other.as_str()) == written)
}

/// The path that a name in a link is, where it is one.
fn path_in(name: &str) -> &str {
    let path = name.trim_matches('/');
    path.strip_suffix(".md").unwrap_or(path)
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::load::Snapshot;
    use crate::parse::{self, ParseOptions};

    /// The pages of these files and their names, where German stands beside the default language.
    fn pages(paths: &[&str]) -> (Vec<Arc<Page>>, Names) {
        let files = paths.iter().map(|path| (*path, "---\ntitle: One title\n---\nText.\n"));
        let files = Snapshot::from_texts(files).files;
        let languages = ["en-GB".to_owned(), "de".to_owned()];
        let options = ParseOptions { languages: &languages, forms: &[] };
        let pages: Vec<_> = files.iter().map(|(path, file)| Arc::new(parse::page(path, file, options).value)).collect();
        let names = Names::new(&pages, languages.len());
        (pages, names)
    }

    #[test]
    fn every_clear_spelling_leads_to_its_page() {
        let sites: [&[&str]; 5] = [
            &["content/cramp.md", "content/help/cramp.md"],
            &["content/a.md", "content/b/a.md", "content/c/b/a.md", "content/d/c/b/a/index.md"],
            &["content/index.md", "content/x/index/index.md", "content/x/index.md"],
            &["content/cramp.md", "content/help/cramp.md", "content/de/help/cramp.md", "content/de/cramp.md"],
            &["content/de/x/a.md", "content/x/a.md", "content/x/x/a.md", "content/y/x/x/a.md"],
        ];
        for paths in sites {
            let (pages, names) = pages(paths);
            for (number, page) in pages.iter().enumerate() {
                let id = PageId(u32::try_from(number).unwrap());
                let clear = names.shortest(id, page.language).unwrap_or_else(|| panic!("{} of {paths:?}", page.path));
                assert_eq!(names.find(page.language, &clear), Found::Page(id), "{clear} of {paths:?}");
            }
        }
    }

    #[test]
    fn a_whole_path_comes_before_the_tail_of_another() {
        let found = |paths: &[&str], language: usize, name: &str| {
            let (pages, names) = pages(paths);
            match names.find(language, name) {
                Found::Page(id) => pages.get(id.index()).map(|page| page.path.as_str().to_owned()),
                Found::Several(_) | Found::Nothing => None,
            }
        };
        let paths = ["content/cramp.md", "content/de/help/cramp.md"];
        assert_eq!(found(&paths, 1, "/cramp").as_deref(), Some("content/cramp.md"));
        assert_eq!(found(&paths, 1, "cramp").as_deref(), Some("content/de/help/cramp.md"));
        let paths = ["content/cramp.md", "content/de/cramp.md"];
        assert_eq!(found(&paths, 1, "/cramp").as_deref(), Some("content/de/cramp.md"));
        assert_eq!(found(&["content/help/cramp.md"], 0, "/cramp").as_deref(), Some("content/help/cramp.md"));
    }

    #[test]
    fn what_is_offered_for_a_name_that_leads_nowhere_follows_a_rename() {
        let (mut pages, mut names) = pages(&["content/calf.md"]);
        assert_eq!(names.suggestion(0, "One titel", &pages).as_deref(), Some("One title"));
        assert_eq!(names.suggestion(0, "Two titles", &pages), None);
        let old = Arc::clone(&pages[0]);
        Arc::make_mut(&mut pages[0]).meta.title.raw = "Two title".to_owned();
        names.rename(PageId(0), &old, &pages[0]);
        assert_eq!(names.suggestion(0, "Two titles", &pages).as_deref(), Some("Two title"));
        assert_eq!(names.suggestion(0, "One titel", &pages), None);
    }

    #[test]
    fn names_of_files_are_found_however_their_letters_are_put_together() {
        let (loose, whole) = ("u\u{308}ber/Ho\u{308}he", "\u{fc}ber/H\u{f6}he");
        for (file, link) in [(loose, whole), (whole, loose), (loose, loose)] {
            let path = format!("content/{file}.md");
            let (_, names) = pages(&[&path]);
            assert_eq!(names.find(0, link), Found::Page(PageId(0)), "{file} {link}");
            assert_eq!(names.find(0, &format!("/{link}.md")), Found::Page(PageId(0)), "{file} {link}");
            let linked = SitePath::new(&format!("content/{link}.md")).unwrap();
            assert_eq!(names.at_path(&linked), Some(PageId(0)), "{file} {link}");
        }
    }

    #[test]
    fn a_page_at_the_root_is_named_with_a_slash() {
        let (_, names) = pages(&["content/cramp.md", "content/help/cramp.md"]);
        assert!(matches!(names.find(0, "cramp"), Found::Several(_)));
        for (name, number) in [("/cramp", 0), ("/cramp.md", 0), ("help/cramp", 1), ("/help/cramp", 1)] {
            assert_eq!(names.find(0, name), Found::Page(PageId(number)), "{name}");
        }
        assert_eq!(names.shortest(PageId(0), 0).as_deref(), Some("/cramp"));
        // From a page in another language too.
        assert_eq!(names.find(1, "/cramp"), Found::Page(PageId(0)));
    }
}

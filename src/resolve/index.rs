//! The index: what every page says of itself, ready to be looked up. It depends on facts and front matter alone.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::glossary::Glossary;
use super::names::{Found, Names, alike};
use super::nav::Nav;
use super::translations::Translations;
use crate::base::address::Address;
use crate::base::date::Date;
use crate::base::language;
use crate::base::path::SitePath;
use crate::diag::{Outcome, Place, Problem, codes};
use crate::model::config::SiteConfig;
use crate::model::page::{Data, Page, PageId};
use crate::model::text::{PageName, Text};
use crate::parse::insert;
use crate::parse::words::Words;

/// What a build is asked for. Today's date is a value: nothing in a build reads the clock.
#[derive(Clone, Debug)]
pub struct Options {
    /// Today, for reviews and for allowances that end.
    pub today: Date,
    /// Whether drafts are part of the site.
    pub drafts: bool,
    /// Replaces `base_url`, without a last `/`.
    pub base_url: Option<String>,
    /// How links between pages are written.
    pub links: crate::base::address::LinkForm,
    /// Whether sheets and booklets are printed.
    pub prints: Prints,
}

/// Whether sheets and booklets are printed as PDF, and pages link them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Prints {
    /// They are web pages only.
    #[default]
    LeftOut,
    /// Each is printed in every format.
    Made,
}

/// All pages and all ways to find them.
#[derive(Clone, Debug)]
pub struct Index {
    /// The site's settings.
    pub config: SiteConfig,
    /// What the build was asked for.
    pub options: Options,
    /// The interface's words in the default language.
    pub default_words: Words,
    /// The interface's words in the other languages, in their order.
    pub other_words: Vec<Words>,
    /// All pages, sorted by path; a [`PageId`] is a place in it.
    pub pages: Vec<Arc<Page>>,
    /// Files beside pages: pictures and attachments, with their addresses.
    pub files: BTreeMap<SitePath, Address>,
    /// Pages by name.
    pub names: Names,
    /// References by id.
    pub references: BTreeMap<String, PageId>,
    /// Glossary words, a language each.
    pub glossaries: Vec<Glossary>,
    /// Pages that say the same in different languages.
    pub translations: Translations,
    /// Sections, menu and order.
    pub nav: Nav,
    /// Pages by address.
    pub addresses: BTreeMap<Address, PageId>,
    /// Whether there is a page that is not read, which may use any other.
    pub some_unread: bool,
}

impl Index {
    /// The index of these pages, with what is wrong between them: two pages at one address, two references of one id.
    #[must_use]
    pub fn new(
        config: SiteConfig,
        options: Options,
        words: (Words, Vec<Words>),
        pages: Vec<Arc<Page>>,
        files: BTreeMap<SitePath, Address>,
    ) -> Outcome<Self> {
        let mut problems = Vec::new();
        let published = |id: PageId| pages.get(id.index()).is_some_and(|page| options.drafts || !page.meta.draft);
        let languages = config.languages.len().max(1);
        let glossaries: Vec<Glossary> =
            (0..languages).map(|language| Glossary::new(&pages, language, published)).collect();
        let nav = Nav::new(&pages, &config, published);
        let mut addresses: BTreeMap<Address, PageId> = BTreeMap::new();
        let mut references: BTreeMap<String, PageId> = BTreeMap::new();
        for (number, page) in pages.iter().enumerate() {
            let id = PageId(u32::try_from(number).unwrap_or(u32::MAX));
            if let Some(other) = addresses.get(&page.address).and_then(|other| pages.get(other.index())) {
                problems.push(address_taken(page, other));
            } else {
                addresses.insert(page.address.clone(), id);
            }
            if matches!(page.data, Data::Reference(_)) {
                if let Some(other) = references.get(page.stem()).and_then(|other| pages.get(other.index())) {
                    problems.push(reference_taken(page, other));
                } else {
                    references.insert(page.stem().to_owned(), id);
                }
            }
        }
        for (word, first, second) in glossaries.iter().flat_map(|glossary| &glossary.clashes) {
            if let (Some(first), Some(second)) = (pages.get(first.index()), pages.get(second.index())) {
                problems.push(term_taken(word, first, second));
            }
        }
        let names = Names::new(&pages, languages);
        let translations = Translations::new(&pages, &names, &config, published);
        let (default_words, other_words) = words;
        let some_unread = pages.iter().any(|page| page.unread);
        let value = Self {
            config,
            options,
            default_words,
            other_words,
            pages,
            files,
            names,
            references,
            glossaries,
            translations,
            nav,
            addresses,
            some_unread,
        };
        Outcome { value, problems }
    }

    /// Makes the glossary of one language again, after a term was edited.
    pub fn glossary_again(&mut self, language: usize) {
        let (pages, drafts) = (&self.pages, self.options.drafts);
        let published = |id: PageId| pages.get(id.index()).is_some_and(|page| drafts || !page.meta.draft);
        let glossary = Glossary::new(pages, language, published);
        if let Some(place) = self.glossaries.get_mut(language) {
            *place = glossary;
        }
    }

    /// Finds again which pages translate each other, after names or front matter were edited.
    pub fn translations_again(&mut self) {
        let (pages, drafts) = (&self.pages, self.options.drafts);
        let published = |id: PageId| pages.get(id.index()).is_some_and(|page| drafts || !page.meta.draft);
        self.translations = Translations::new(pages, &self.names, &self.config, published);
    }

    /// A page by its id.
    #[must_use]
    pub fn page(&self, id: PageId) -> Option<&Arc<Page>> {
        self.pages.get(id.index())
    }

    /// The address of the file at a path as a link writes it. Signs that look the same are the same.
    #[must_use]
    pub fn file_at(&self, path: &SitePath) -> Option<&Address> {
        self.files.get(path).or_else(|| self.files.get(alike(self.files.keys(), path)?))
    }

    /// All pages that are part of the site, with their ids.
    pub fn published(&self) -> impl Iterator<Item = (PageId, &Arc<Page>)> {
        self.ids().zip(&self.pages).filter(|(_, page)| self.is_published(page))
    }

    /// The ids of all pages, drafts too.
    pub fn ids(&self) -> impl Iterator<Item = PageId> {
        (0..self.pages.len()).map(|number| PageId(u32::try_from(number).unwrap_or(u32::MAX)))
    }

    /// Whether a page is part of the site.
    #[must_use]
    pub fn is_published(&self, page: &Page) -> bool {
        self.options.drafts || !page.meta.draft
    }

    /// Whether sheets and booklets are printed.
    #[must_use]
    pub fn prints(&self) -> bool {
        match self.options.prints {
            Prints::Made => true,
            Prints::LeftOut => false,
        }
    }

    /// The page a front-matter name leads to, when it leads to just one that is published.
    #[must_use]
    pub fn named(&self, language: usize, name: &PageName) -> Option<(PageId, &Arc<Page>)> {
        match self.names.find(language, &name.name) {
            Found::Page(id) => self.page(id).filter(|page| self.is_published(page)).map(|page| (id, page)),
            Found::Nothing | Found::Several(_) => None,
        }
    }

    /// Whether no page can be meant by a citation. One that is not read may be the reference.
    #[must_use]
    pub fn lacks_reference(&self, id: &str) -> bool {
        let is_unread = |id: &PageId| self.page(*id).is_some_and(|page| page.unread);
        !self.references.contains_key(id)
            && match self.names.find(0, id) {
                Found::Page(page) => !is_unread(&page),
                Found::Several(pages) => !pages.iter().any(is_unread),
                Found::Nothing => true,
            }
    }

    /// A front-matter text with its inserts filled in.
    #[must_use]
    pub fn fill(&self, text: &Text) -> String {
        self.fill_str(&text.raw)
    }

    /// The same for a text without a place.
    #[must_use]
    pub fn fill_str(&self, text: &str) -> String {
        insert::fill(text, |name| self.insert(name))
    }

    /// What an insert stands for, as readers see it: where a language of the site is written from right to left, the
    /// figures of a phone number keep their order.
    #[must_use]
    pub fn insert(&self, name: &str) -> Option<String> {
        let value = self.config.insert(name)?;
        let is_number = self.config.numbers.iter().any(|(key, _)| key == name);
        let rtl = self.config.languages.iter().find(|code| language::direction(code) == "rtl");
        Some(match rtl.filter(|_| is_number) {
            Some(code) => language::left_to_right(&value, language::direction(code)).into_owned(),
            None => value,
        })
    }

    /// The interface's words in a page's language.
    #[must_use]
    pub fn words(&self, language: usize) -> &Words {
        let other = language.checked_sub(1).and_then(|other| self.other_words.get(other));
        other.unwrap_or(&self.default_words)
    }

    /// The glossary of a page's language.
    #[must_use]
    pub fn glossary(&self, language: usize) -> Option<&Glossary> {
        self.glossaries.get(language)
    }

    /// The address the site is published at, without a last `/`; `None` when it is not known.
    #[must_use]
    pub fn base_url(&self) -> Option<&str> {
        let base = self.options.base_url.as_deref().unwrap_or(&self.config.base_url);
        (!base.is_empty()).then_some(base)
    }

    /// The code of a language by its place (BCP 47).
    #[must_use]
    pub fn language_code(&self, language: usize) -> &str {
        self.config.languages.get(language).unwrap_or(&self.config.language)
    }

    /// How many languages the site has.
    #[must_use]
    pub fn language_count(&self) -> usize {
        self.config.languages.len().max(1)
    }

    /// The language that an address belongs to, by its first segment.
    #[must_use]
    pub fn language_of(&self, address: &Address) -> usize {
        if self.config.languages.len() < 2 {
            return 0;
        }
        let first = address.segments().next().unwrap_or_default();
        let place = self.config.languages.iter().skip(1).position(|code| first.eq_ignore_ascii_case(code));
        place.map_or(0, |place| place + 1)
    }

    /// Where the pages of a language begin: `/` for the default language, `/de/` for German beside it.
    #[must_use]
    pub fn language_root(&self, language: usize) -> Address {
        match self.config.languages.get(language).filter(|_| language != 0) {
            Some(code) => Address::root().child(&code.to_lowercase()),
            None => Address::root(),
        }
    }
}

fn address_taken(page: &Page, other: &Page) -> Problem {
    Problem::new(
        codes::ADDRESS_TAKEN,
        Place::file(&page.path),
        format!("`{}` and `{}` have one address, `{}`", other.path, page.path, page.address),
        "rename one of the two files",
    )
    .with_related(Place::file(&other.path), "the other page")
}

fn reference_taken(page: &Page, other: &Page) -> Problem {
    Problem::new(
        codes::REFERENCE_ID_TAKEN,
        Place::file(&page.path),
        format!("`{}` and `{}` have one id, `{}`", other.path, page.path, page.stem()),
        "rename one of the two files: a reference's id is its file's name",
    )
    .with_related(Place::file(&other.path), "the other reference")
}

fn term_taken(word: &str, first: &Page, second: &Page) -> Problem {
    Problem::new(
        codes::TERM_TAKEN,
        Place::at(&second.path, second.meta.title.span),
        format!("`{word}` is claimed by `{}` and `{}`", first.path, second.path),
        "keep the word on one of the two pages",
    )
    .with_related(Place::at(&first.path, first.meta.title.span), "the other term")
}

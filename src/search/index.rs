//! The inverted index of one language: which word stands on which page, and how strongly.
//!
//! Strengths are whole numbers, so that this program and a browser rank alike. What is common to nearly all pages is
//! kept for the pages where it is strongest only: it tells little, and would make most of the index.

use std::collections::{BTreeMap, BTreeSet};

use rayon::prelude::*;

use super::care::{self, Level, Sign};
use super::entries::{self, Entry};
use super::interner::Interner;
use super::stem::Rules;
use super::words::{self, words};
use crate::body::Site;
use crate::model::kind::Kind;
use crate::model::page::{Data, Page, PageId};

/// The index of the pages of one language.
#[derive(Clone, Debug, Default)]
pub struct Index {
    /// How words are stemmed.
    pub rules: Rules,
    /// Words that tell nothing, folded.
    pub skip: BTreeSet<String>,
    /// All words, sorted.
    pub terms: Vec<Term>,
    /// The terms by stem.
    pub by_stem: BTreeMap<String, usize>,
    /// The pages, by path. A page's number is its place here.
    pub pages: Vec<Indexed>,
    /// Groups of words and phrases that mean the same: those of `site.yaml`, then the names of each page.
    pub groups: Vec<Vec<String>>,
    /// What comes first for words that may mean an emergency.
    pub signs: Vec<Sign>,
    /// Stems that stand mostly in emergency and urgent text.
    pub telling: BTreeSet<String>,
}

/// A word with the pages it stands on.
#[derive(Clone, Debug, Default)]
pub struct Term {
    /// The shortest form of it that stands on a page.
    pub word: Box<str>,
    /// The pages by number, with the word's strength there (1 to [`STRONGEST`]).
    pub postings: Vec<(usize, u8)>,
}

/// A page of the index.
#[derive(Clone, Debug)]
pub struct Indexed {
    /// The page.
    pub page: PageId,
    /// How much its kind counts, of 8.
    pub weight: u8,
    /// The level of care that flows send readers here for.
    pub level: Option<Level>,
}

/// The greatest strength of a word on a page.
pub const STRONGEST: u8 = 60;

/// The strength from which a word counts as part of a page's name.
pub const NAMED: u8 = 12;

/// The most pages that one word leads to.
const MOST_PAGES: usize = 400;

/// All that the index of a language is made from, page by page.
pub struct Source {
    /// The entries, in the order of the pages' numbers.
    pub entries: Vec<Entry>,
    /// The index.
    pub index: Index,
}

/// Indexes the published pages of a language.
#[must_use]
pub fn of_language(site: &Site, language: usize) -> Source {
    let config = &site.index.config;
    let rules = Rules::of(config.languages.get(language).unwrap_or(&config.language));
    let pages: Vec<(PageId, &std::sync::Arc<Page>)> =
        site.index.published().filter(|(_, page)| page.language == language).collect();
    let read: Vec<(Entry, Vec<PageWord>, Vec<care::Found>)> = pages
        .par_iter()
        .map(|(id, page)| {
            let entry = entries::of_page(site, *id, page);
            let words = page_words(&entry, rules);
            let found = care::of_page(site, page, &entry);
            (entry, words, found)
        })
        .collect();
    let mut index = Index { rules, ..Index::default() };
    index.skip = site.index.words(language).list("search.skip").iter().flat_map(|text| words(text)).collect();
    let levels = levels(site, language);
    index.pages = pages
        .iter()
        .map(|(id, page)| Indexed { page: *id, weight: weight(page), level: levels.get(id).copied().flatten() })
        .collect();
    let mut entries = Vec::with_capacity(read.len());
    let mut all_words = Vec::with_capacity(read.len());
    let mut all_found = Vec::with_capacity(read.len());
    for (entry, words, found) in read {
        entries.push(entry);
        all_words.push(words);
        all_found.push(found);
    }
    index.signs = care::merge(&all_found);
    index.groups = groups(site, language, &entries, &index);
    index.add(all_words);
    Source { entries, index }
}

/// A word of a page.
struct PageWord {
    stem: String,
    word: Box<str>,
    strength: u8,
    /// Whether it stands in emergency or urgent text.
    in_care: bool,
    /// Whether it stands in other text.
    outside: bool,
}

/// What is counted for a word before its strength is known.
#[derive(Clone, Copy, Default)]
struct Counts {
    name: u8,
    heading: bool,
    summary: bool,
    care: u32,
    body: u32,
}

/// The words of a page by stem, with their strengths.
fn page_words(entry: &Entry, rules: Rules) -> Vec<PageWord> {
    let mut met = Interner::default();
    let mut counts: Vec<Counts> = Vec::new();
    let mut count = |text: &str, add: &dyn Fn(&mut Counts)| {
        words::each(text, |word| {
            let number = met.number(word);
            if number == counts.len() {
                counts.push(Counts::default());
            }
            counts.get_mut(number).into_iter().for_each(add);
        });
    };
    for name in std::iter::once(&entry.title).chain(&entry.names).chain(&entry.hidden) {
        // A word of a short name says more of the page than one of a long name.
        let strength = match words(name).len() {
            0..=3 => 20,
            4..=6 => 16,
            7.. => NAMED,
        };
        count(name, &|counts| counts.name = counts.name.max(strength));
    }
    count(&entry.summary, &|counts| counts.summary = true);
    for section in &entry.sections {
        count(&section.heading, &|counts| counts.heading = true);
        let mut from = 0;
        for care in &section.care {
            count(section.text.get(from..care.start).unwrap_or_default(), &|counts| counts.body += 1);
            count(section.text.get(care.clone()).unwrap_or_default(), &|counts| counts.care += 1);
            from = care.end;
        }
        count(section.text.get(from..).unwrap_or_default(), &|counts| counts.body += 1);
    }
    let words = met.into_words().into_iter().zip(counts);
    let mut stems: Vec<(String, Box<str>, Counts)> =
        words.map(|(word, counts)| (rules.stem(&word), word, counts)).collect();
    // The shortest form of each stem stands first, and stays.
    stems.sort_unstable_by(|(a, x, _), (b, y, _)| (a, x.len(), x).cmp(&(b, y.len(), y)));
    stems.dedup_by(|(stem, _, more), (kept, _, counts)| {
        let is_same = stem == kept;
        if is_same {
            counts.add(more);
        }
        is_same
    });
    let word = |(stem, word, counts): (String, Box<str>, Counts)| PageWord {
        stem,
        word,
        strength: strength(counts),
        in_care: counts.care > 0,
        outside: counts.body > 0 || counts.name > 0 || counts.heading || counts.summary,
    };
    stems.into_iter().map(word).collect()
}

impl Counts {
    fn add(&mut self, more: &Self) {
        self.name = self.name.max(more.name);
        self.heading |= more.heading;
        self.summary |= more.summary;
        self.care += more.care;
        self.body += more.body;
    }
}

fn strength(counts: Counts) -> u8 {
    // The same signs stand on many pages, so they say little of one of them, however many there are.
    let body = match counts.body + counts.care.min(1) {
        0 => 0,
        1 => 2,
        2 => 3,
        3..=4 => 4,
        5..=8 => 5,
        9.. => 6,
    };
    let heading = if counts.heading { 8 } else { 0 };
    let summary = if counts.summary { 6 } else { 0 };
    (counts.name + heading + summary + body).clamp(1, STRONGEST)
}

/// How much a page of this kind counts, of 8. Sources and lists are seldom what a patient looks for.
fn weight(page: &Page) -> u8 {
    let kind = match page.kind() {
        Kind::Condition | Kind::Article | Kind::Decision => 8,
        Kind::Anatomy | Kind::Exercise | Kind::Programme => 7,
        Kind::Term => 5,
        Kind::Reference => 2,
    };
    if page.stem() == "index" { kind.min(5) } else { kind }
}

/// The levels that flows send readers to pages for: a page that a flow also names for care that can wait has none.
fn levels(site: &Site, language: usize) -> BTreeMap<PageId, Option<Level>> {
    let mut levels: BTreeMap<PageId, Option<Level>> = BTreeMap::new();
    for (_, page) in site.index.published() {
        let Data::Decision(decision) = &page.data else { continue };
        for outcome in &decision.outcomes {
            let target = outcome.page.as_ref().and_then(|name| site.index.named(page.language, name));
            if let Some((id, _)) = target.filter(|(_, target)| target.language == language) {
                let level = Level::of(outcome.urgency);
                let known = levels.entry(id).or_insert(level);
                *known = known.and_then(|known| level.map(|level| known.min(level)));
            }
        }
    }
    levels
}

/// Phrases that mean the same, those of the site's settings first. Words that tell nothing are left out.
fn groups(site: &Site, language: usize, entries: &[Entry], index: &Index) -> Vec<Vec<String>> {
    let settings = &site.index.config.synonyms;
    let own = settings.iter().filter(|_| language == 0);
    let own = own.map(|group| group.iter().map(|text| site.index.fill(text)).collect::<Vec<_>>());
    let of_pages = entries.iter().zip(&index.pages).filter(|(_, page)| page.weight > 2);
    let of_pages = of_pages.map(|(entry, _)| {
        std::iter::once(&entry.title).chain(&entry.names).chain(&entry.hidden).cloned().collect::<Vec<_>>()
    });
    let phrase = |text: String| {
        let words: Vec<String> = words(&text).into_iter().filter(|word| !index.skip.contains(word)).collect();
        words.join(" ")
    };
    let groups = own.chain(of_pages).map(|group| {
        let mut phrases: Vec<String> = Vec::new();
        for phrase in group.into_iter().map(phrase) {
            if !phrase.is_empty() && !phrases.contains(&phrase) {
                phrases.push(phrase);
            }
        }
        phrases
    });
    groups.filter(|group| group.len() > 1).collect()
}

impl Index {
    /// Adds the words of all pages, in the order of their numbers.
    fn add(&mut self, pages: Vec<Vec<PageWord>>) {
        let mut interner = Interner::default();
        let mut terms: Vec<Term> = Vec::new();
        let mut counts: Vec<(u32, u32)> = Vec::new();
        for (page, words) in pages.into_iter().enumerate() {
            for word in words {
                let number = interner.number(&word.stem);
                if number == terms.len() {
                    terms.push(Term { word: word.word.clone(), postings: Vec::new() });
                    counts.push((0, 0));
                }
                if let Some(term) = terms.get_mut(number) {
                    term.postings.push((page, word.strength));
                    if (word.word.len(), &word.word) < (term.word.len(), &term.word) {
                        term.word = word.word;
                    }
                }
                if let Some((care, outside)) = counts.get_mut(number) {
                    *care += u32::from(word.in_care);
                    *outside += u32::from(word.outside);
                }
            }
        }
        let mut sorted: Vec<(Term, Box<str>, (u32, u32))> = terms
            .into_iter()
            .zip(interner.into_words())
            .zip(counts)
            .map(|((term, stem), count)| (term, stem, count))
            .collect();
        sorted.sort_by(|(left, ..), (right, ..)| left.word.cmp(&right.word));
        for (number, (mut term, stem, (care, outside))) in sorted.into_iter().enumerate() {
            strongest(&mut term.postings);
            if care > 0 && care >= outside && !self.skip.contains(&*term.word) {
                self.telling.insert(stem.to_string());
            }
            self.terms.push(term);
            self.by_stem.insert(stem.into(), number);
        }
    }
}

/// Keeps the pages where a word is strongest, the first of equals, in the order of their numbers.
fn strongest(postings: &mut Vec<(usize, u8)>) {
    if postings.len() > MOST_PAGES {
        postings.sort_by_key(|(page, strength)| (std::cmp::Reverse(*strength), *page));
        postings.truncate(MOST_PAGES);
        postings.sort_unstable();
    }
}

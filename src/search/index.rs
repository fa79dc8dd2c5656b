//! The inverted index of one language: which word stands on which page, and how strongly.
//!
//! Strengths are whole numbers, so that this program and a browser rank alike. What is common to nearly all pages is
//! kept for the pages where it is strongest only: it tells little, and would make most of the index.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use rayon::prelude::*;

use super::care::{self, Found, Level, Sign};
use super::entries::{self, Entry};
use super::interner::Interner;
use super::page_words::{Counted, PageWords};
use super::stem::Rules;
use super::words::words;
use crate::base::giving_way::GivingWay;
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
    pub postings: Vec<(u32, u8)>,
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

/// The weight of a page that is a source: it is found, and is seldom what was asked for.
pub const WEIGHT_OF_SOURCES: u64 = 2;

/// What stands before a phrase of which one word is left without those that tell nothing. "Cannot breathe" becomes
/// "~breathe", which is not what it means: it finds its group, and no page is ranked by it.
const CUT: char = '~';

/// A phrase of a group without its mark, and whether it had one.
#[must_use]
pub fn unmarked(phrase: &str) -> (&str, bool) {
    phrase.strip_prefix(CUT).map_or((phrase, false), |phrase| (phrase, true))
}

/// The most pages that one word leads to.
const MOST_PAGES: usize = 400;

/// How many pages are read at once.
const AT_ONCE: usize = 512;

/// How many of them are read one after another.
const TOGETHER: usize = 32;

/// Indexes the published pages of a language, and hands each page's entry on, in the order of the pages' numbers. What
/// is done with it is done at once: the texts of all pages would take more memory than the rest of the site. `None`
/// when the work is asked to give way.
#[must_use]
pub fn of_language(
    site: &Site,
    language: usize,
    giving_way: &GivingWay,
    mut hand_on: impl FnMut(Entry),
) -> Option<Index> {
    let config = &site.index.config;
    let rules = Rules::of(config.languages.get(language).unwrap_or(&config.language));
    let pages: Vec<(PageId, &Arc<Page>)> =
        site.index.published().filter(|(_, page)| page.language == language).collect();
    let mut names = Vec::with_capacity(pages.len());
    let mut all_found = Vec::with_capacity(pages.len());
    let mut all_words = Words::default();
    for some in pages.chunks(AT_ONCE) {
        let read = some.par_chunks(TOGETHER).map(|pages| read(site, pages, rules, giving_way));
        for Read { entries, found, words } in read.collect::<Option<Vec<_>>>()? {
            all_found.extend(found);
            all_words.add(words);
            for entry in entries {
                names.push(names_of(&entry));
                hand_on(entry);
            }
        }
    }
    let mut index = Index { rules, ..Index::default() };
    index.skip = site.index.words(language).list("search.skip").iter().flat_map(|text| words(text)).collect();
    let levels = levels(site, language);
    index.pages = pages
        .iter()
        .map(|(id, page)| Indexed { page: *id, weight: weight(page), level: levels.get(id).copied().flatten() })
        .collect();
    index.signs = care::merge(&all_found);
    index.groups = groups(site, language, names, &index);
    index.take(all_words);
    Some(index)
}

/// What some pages hold.
struct Read {
    entries: Vec<Entry>,
    found: Vec<Vec<Found>>,
    words: Counted,
}

/// Reads some pages one after another. `None` when the work is asked to give way.
fn read(site: &Site, pages: &[(PageId, &Arc<Page>)], rules: Rules, giving_way: &GivingWay) -> Option<Read> {
    let mut words = PageWords::new(rules);
    let (mut entries, mut found) = (Vec::with_capacity(pages.len()), Vec::with_capacity(pages.len()));
    for (id, page) in pages {
        if giving_way.is_asked() {
            return None;
        }
        let entry = entries::of_page(site, *id, page);
        words.read(&entry);
        found.push(care::of_page(site, page, &entry));
        entries.push(entry);
    }
    Some(Read { entries, found, words: words.counted() })
}

/// All that a page is called.
fn names_of(entry: &Entry) -> Vec<String> {
    std::iter::once(&entry.title).chain(&entry.names).chain(&entry.hidden).cloned().collect()
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
fn groups(site: &Site, language: usize, names: Vec<Vec<String>>, index: &Index) -> Vec<Vec<String>> {
    let settings = &site.index.config.synonyms;
    let own = settings.iter().filter(|_| language == 0);
    let own = own.map(|group| group.iter().map(|text| site.index.fill(text)).collect::<Vec<_>>());
    let of_pages = names
        .into_iter()
        .zip(&index.pages)
        .filter(|(_, page)| u64::from(page.weight) > WEIGHT_OF_SOURCES)
        .map(|(names, _)| names);
    let phrase = |text: String| {
        let all = words(&text);
        let kept: Vec<&str> = all.iter().filter(|word| !index.skip.contains(*word)).map(String::as_str).collect();
        match kept.as_slice() {
            [only] if all.len() > 1 => format!("{CUT}{only}"),
            kept => kept.join(" "),
        }
    };
    let groups = own.chain(of_pages).map(|group| {
        let mut phrases: Vec<String> = Vec::new();
        for phrase in group.into_iter().map(phrase) {
            let (own, is_cut) = unmarked(&phrase);
            let known = phrases.iter().position(|known| unmarked(known).0 == own);
            match known.and_then(|known| phrases.get_mut(known)) {
                Some(known) if !is_cut => *known = phrase,
                None if !phrase.is_empty() => phrases.push(phrase),
                Some(_) | None => {}
            }
        }
        phrases
    });
    groups.filter(|group| group.len() > 1).collect()
}

/// The words of the pages read so far.
#[derive(Default)]
struct Words {
    pages: u32,
    stems: Interner,
    /// By the numbers of the stems.
    terms: Vec<Term>,
    /// On how many pages a word stands in emergency or urgent text, and on how many in other text.
    counts: Vec<(u32, u32)>,
}

impl Words {
    /// Adds the words of the next pages.
    fn add(&mut self, words: Counted) {
        let numbers: Vec<usize> = words.stems.into_iter().map(|(stem, word)| self.number(&stem, word)).collect();
        for page in words.pages {
            for word in page {
                let Some(number) = numbers.get(word.stem).copied() else { continue };
                if let Some(term) = self.terms.get_mut(number) {
                    term.postings.push((self.pages, word.strength));
                    // Those that are not among the strongest of some pages are not among those of all.
                    if term.postings.len() >= 4 * MOST_PAGES {
                        strongest(&mut term.postings);
                    }
                }
                if let Some((care, outside)) = self.counts.get_mut(number) {
                    *care += u32::from(word.in_care);
                    *outside += u32::from(word.outside);
                }
            }
            self.pages += 1;
        }
    }

    /// The number of a stem, which a form of it that is shorter than those before stands for.
    fn number(&mut self, stem: &str, word: Box<str>) -> usize {
        let number = self.stems.number(stem);
        match self.terms.get_mut(number) {
            Some(term) if (word.len(), &word) < (term.word.len(), &term.word) => term.word = word,
            Some(_) => {}
            None => {
                self.terms.push(Term { word, postings: Vec::new() });
                self.counts.push((0, 0));
            }
        }
        number
    }
}

impl Index {
    /// Takes the words of all pages.
    fn take(&mut self, words: Words) {
        let Words { pages: _, stems, terms, counts } = words;
        let mut sorted: Vec<(Term, Box<str>, (u32, u32))> = terms
            .into_iter()
            .zip(stems.into_words())
            .zip(counts)
            .map(|((term, stem), count)| (term, stem, count))
            .collect();
        sorted.sort_by(|(left, ..), (right, ..)| left.word.cmp(&right.word));
        for (number, (mut term, stem, (care, outside))) in sorted.into_iter().enumerate() {
            strongest(&mut term.postings);
            term.postings.shrink_to_fit();
            if care > 0 && care >= outside && !self.skip.contains(&*term.word) {
                self.telling.insert(stem.to_string());
            }
            self.terms.push(term);
            self.by_stem.insert(stem.into(), number);
        }
    }
}

/// Keeps the pages where a word is strongest, the first of equals, in the order of their numbers.
fn strongest(postings: &mut Vec<(u32, u8)>) {
    if postings.len() > MOST_PAGES {
        postings.sort_by_key(|(page, strength)| (std::cmp::Reverse(*strength), *page));
        postings.truncate(MOST_PAGES);
        postings.sort_unstable();
    }
}

#[cfg(test)]
mod tests {
    use super::super::page_words::PageWord;
    use super::*;

    #[test]
    fn what_is_left_out_page_by_page_is_what_is_left_out_of_all() {
        let mut all: Vec<(u32, u8)> = (0..9 * MOST_PAGES as u32).map(|page| (page, (page * 7919 % 61) as u8)).collect();
        let mut words = Words::default();
        for (_, strength) in &all {
            let word = PageWord { stem: 0, strength: *strength, in_care: false, outside: true };
            words.add(Counted { stems: vec![("calf".into(), "calf".into())], pages: vec![vec![word]] });
        }
        assert!(words.terms[0].postings.len() < 4 * MOST_PAGES);
        let mut index = Index::default();
        index.take(words);
        strongest(&mut all);
        assert_eq!(all.len(), MOST_PAGES);
        assert_eq!(index.terms[0].postings, all);
    }
}

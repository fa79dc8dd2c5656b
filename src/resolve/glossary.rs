//! Finds glossary words in running text. This is the only file that names `aho_corasick`.
//!
//! A word is matched whole, case ignored, plurals and synonyms included; of two that begin at one place the longer
//! wins.

use std::collections::BTreeMap;
use std::sync::Arc;

use aho_corasick::{AhoCorasick, AhoCorasickKind, MatchKind};

use crate::base::slug::folded;
use crate::base::span::Span;
use crate::model::page::{Data, Page, PageId};

/// Letters of all words up to which the automaton is made in its quickest form, which takes a hundred bytes for each.
const MOST_LETTERS: usize = 40_000;

/// The glossary of one language.
#[derive(Clone, Debug, Default)]
pub struct Glossary {
    matcher: Option<AhoCorasick>,
    /// The term of each pattern.
    terms: Vec<PageId>,
    /// Words the glossary advises against: (matcher, the term to use instead, for each pattern).
    discouraged: Option<AhoCorasick>,
    instead: Vec<PageId>,
    /// Words that two pages claim: the word and both pages.
    pub clashes: Vec<(String, PageId, PageId)>,
}

/// A glossary word in a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TermMatch {
    /// The term's page.
    pub term: PageId,
    /// Where it stands in the text.
    pub span: Span,
}

impl Glossary {
    /// The glossary of `language` from these pages.
    #[must_use]
    pub fn new(pages: &[Arc<Page>], language: usize, published: impl Fn(PageId) -> bool) -> Self {
        let mut words: BTreeMap<String, PageId> = BTreeMap::new();
        let mut avoid: BTreeMap<String, PageId> = BTreeMap::new();
        let mut clashes = Vec::new();
        for (number, page) in pages.iter().enumerate().filter(|(_, page)| page.language == language) {
            let id = PageId(u32::try_from(number).unwrap_or(u32::MAX));
            let Data::Term(term) = &page.data else { continue };
            if !published(id) {
                continue;
            }
            let names = [Some(&page.meta.title), term.plural.as_ref()].into_iter().flatten();
            for word in names.chain(&page.meta.aliases).chain(&term.also) {
                let word = folded(&word.raw);
                match words.get(&word) {
                    Some(other) if *other != id => clashes.push((word, *other, id)),
                    Some(_) | None => drop(words.insert(word, id)),
                }
            }
            avoid.extend(term.instead_of.iter().map(|word| (folded(&word.raw), id)));
        }
        let (matcher, terms) = automaton(&words);
        let (discouraged, instead) = automaton(&avoid);
        Self { matcher, terms, discouraged, instead, clashes }
    }

    /// A glossary that finds these folded words and says nothing of their pages, for asking whether a text holds one.
    #[must_use]
    pub fn of_words(words: &std::collections::BTreeSet<String>) -> Self {
        let words = words.iter().map(|word| (word.clone(), PageId(0))).collect();
        let (matcher, terms) = automaton(&words);
        Self { matcher, terms, ..Self::default() }
    }

    /// The words of `text`, left to right, none over another.
    #[must_use]
    pub fn find(&self, text: &str) -> Vec<TermMatch> {
        find(self.matcher.as_ref(), &self.terms, text)
    }

    /// The words of `text` that the glossary advises against, with the term to use instead.
    #[must_use]
    pub fn find_discouraged(&self, text: &str) -> Vec<TermMatch> {
        find(self.discouraged.as_ref(), &self.instead, text)
    }
}

/// An automaton for these words, and the term of each of its patterns.
fn automaton(words: &BTreeMap<String, PageId>) -> (Option<AhoCorasick>, Vec<PageId>) {
    let mut patterns: Vec<String> = Vec::new();
    let mut terms = Vec::new();
    for (word, term) in words.iter().filter(|(word, _)| !word.is_empty()) {
        patterns.push(word.clone());
        terms.push(*term);
        // The automaton ignores case for ASCII only: other capitals are patterns of their own.
        let capital = capitalised(word);
        if !word.is_ascii() && capital != *word {
            patterns.push(capital);
            terms.push(*term);
        }
    }
    if patterns.is_empty() {
        return (None, terms);
    }
    // Where the quick form would be large, the library chooses a smaller one.
    let letters: usize = patterns.iter().map(String::len).sum();
    let automaton = AhoCorasick::builder()
        .ascii_case_insensitive(true)
        .match_kind(MatchKind::Standard)
        .kind((letters <= MOST_LETTERS).then_some(AhoCorasickKind::DFA))
        .build(&patterns);
    (automaton.ok(), terms)
}

fn capitalised(word: &str) -> String {
    let mut letters = word.chars();
    letters.next().map_or(String::new(), |first| first.to_uppercase().chain(letters).collect())
}

fn find(automaton: Option<&AhoCorasick>, terms: &[PageId], text: &str) -> Vec<TermMatch> {
    let Some(automaton) = automaton else { return Vec::new() };
    let mut found: Vec<TermMatch> = automaton
        .find_overlapping_iter(text)
        .filter(|found| is_whole_word(text, found.start(), found.end()))
        .filter_map(|found| {
            let term = terms.get(found.pattern().as_usize())?;
            Some(TermMatch { term: *term, span: Span::new(found.start(), found.end()) })
        })
        .collect();
    if found.len() > 1 {
        found.sort_by_key(|found| (found.span.start, std::cmp::Reverse(found.span.end)));
        let mut end = 0;
        found.retain(|found| {
            let free = found.span.start >= end;
            if free {
                end = found.span.end;
            }
            free
        });
    }
    found
}

fn is_whole_word(text: &str, start: usize, end: usize) -> bool {
    let before = text.get(..start).and_then(|before| before.chars().next_back());
    let after = text.get(end..).and_then(|after| after.chars().next());
    !before.is_some_and(joins) && !after.is_some_and(joins)
}

/// Whether a character beside a word makes it part of a longer one.
fn joins(letter: char) -> bool {
    letter.is_alphanumeric() || letter == '-' || letter == '_'
}

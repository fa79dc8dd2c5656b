//! What a query finds, and in which order. `theme/search.js` does the same in the browser, in the same whole numbers;
//! `tests/search.rs` holds the two equal.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use super::care::Level;
use super::index::{Index, NAMED, WEIGHT_OF_SOURCES, unmarked};
use super::typo;
use super::words::{length, words};

/// What a query finds.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Found {
    /// What comes first: at most one a level, the most urgent first.
    pub care: Vec<CareHit>,
    /// Pages by number with their ranks, the best first.
    pub pages: Vec<(usize, u64)>,
}

/// A result that comes first.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CareHit {
    /// How soon to get help.
    pub level: Level,
    /// The page to read, by number.
    pub page: usize,
    /// The sign that fits best, by number; `None` when the page itself is what was asked for.
    pub sign: Option<usize>,
}

/// The most other forms of a query that are tried.
const MOST_VARIANTS: usize = 4;
/// The most words that one typed word may stand for.
const MOST_TERMS: usize = 16;
/// The most pages that are found.
const MOST_FOUND: usize = 50;
/// A page that is this many times worse than the best is left out.
const WORST: u64 = 40;
/// The most pages with a word in their name for the word to tell one of them from others.
const FEW: usize = 3;

/// What a page counts, in eighths, whose names hold every word of the query.
const NAMED_EIGHTHS: u64 = 12;
/// The most that a word counts on a page whose names hold a part of the phrase it was put in with.
const PART_OF_PHRASE: u64 = 8 * NAMED as u64;

/// What each of two words side by side must tell to show a sign whatever else was typed: it stands on less than about a
/// fifth of the pages, as "numb" does and "calf" does not.
const TELLS_ENOUGH: u64 = 3;

/// How well a sign fits in which all words stand.
const WHOLE: u64 = 16 * 65_536;

/// A form of the query.
struct Variant {
    /// Its words.
    words: Vec<String>,
    /// The places of the words of a phrase that stands for what was typed there.
    put: Range<usize>,
    /// Whether that phrase lost words that it does not mean the same without.
    is_cut: bool,
    /// The places of phrases that the site knows other words for: those typed, or the one put in.
    known: Vec<Range<usize>>,
}

/// A typed word with what it may stand for.
struct Word {
    /// Terms by number, with how well they fit, of 8.
    terms: Vec<(usize, u64)>,
    /// The best fit on each page, times strength.
    best: BTreeMap<usize, u64>,
    /// Pages with it in their names.
    names: BTreeSet<usize>,
    /// Pages that hold the word itself, not one that it begins or is a slip of.
    held: BTreeSet<usize>,
    /// How much the word tells: the fewer pages it stands on, the more.
    tells: u64,
    /// Stems it may stand for in signs.
    stems: BTreeSet<String>,
    /// Whether few pages have it in their names.
    is_rare_name: bool,
    /// Whether it belongs to a phrase that was put in for what was typed.
    is_put: bool,
}

impl Index {
    /// What a query finds.
    #[must_use]
    pub fn find(&self, query: &str) -> Found {
        let typed = words(query);
        let telling: Vec<String> = typed.iter().filter(|word| !self.skip.contains(*word)).cloned().collect();
        let typed = if telling.is_empty() { typed } else { telling };
        let mut ranks: BTreeMap<usize, u64> = BTreeMap::new();
        let mut values: BTreeMap<usize, u64> = BTreeMap::new();
        let mut named: BTreeSet<usize> = BTreeSet::new();
        let mut mentioned: BTreeSet<usize> = BTreeSet::new();
        for (number, variant) in self.variants(&typed).iter().enumerate() {
            let mut read = Vec::new();
            for (place, word) in variant.words.iter().enumerate() {
                let is_put = variant.put.contains(&place);
                read.push(Word { is_put, ..self.word(word, place + 1 == variant.words.len()) });
            }
            let is_whole = !read.iter().any(|word| word.is_put && word.terms.is_empty());
            let asked = read.iter().map(|word| word.tells).sum();
            let signs = self.signs(&read, variant, number > 0);
            read.retain(|word| !word.terms.is_empty());
            if is_whole && !variant.is_cut {
                mentioned.extend(self.named(&read.iter().filter(|word| word.is_put).collect::<Vec<_>>()));
                let eighths = if number == 0 { 8 } else { 7 };
                for (page, rank) in self.rank(&read, eighths, asked) {
                    let known = ranks.entry(page).or_default();
                    *known = (*known).max(rank);
                }
            }
            for (sign, value) in signs {
                let known = values.entry(sign).or_default();
                *known = (*known).max(value);
            }
            named.extend(self.named(&read.iter().collect::<Vec<_>>()));
        }
        let mut pages: Vec<(usize, u64)> = ranks.iter().map(|(page, rank)| (*page, *rank)).collect();
        pages.sort_by_key(|(page, rank)| (std::cmp::Reverse(*rank), *page));
        let best = pages.first().map_or(0, |(_, rank)| *rank);
        pages.retain(|(_, rank)| rank * WORST >= best);
        pages.truncate(MOST_FOUND);
        let care = self.care(&values, &named, &mentioned, &ranks);
        Found { care, pages }
    }

    /// The query as typed, then with phrases in it replaced by others that mean the same.
    fn variants(&self, typed: &[String]) -> Vec<Variant> {
        let stems: Vec<String> = typed.iter().map(|word| self.rules.stem(word)).collect();
        let mut known = Vec::new();
        let mut variants = Vec::new();
        for group in &self.groups {
            let found = group.iter().enumerate().filter_map(|(number, phrase)| {
                let (phrase, _) = unmarked(phrase);
                let phrase: Vec<String> = phrase.split(' ').map(|word| self.rules.stem(word)).collect();
                let place = stems.windows(phrase.len()).position(|window| window == phrase)?;
                Some((phrase.len(), number, place))
            });
            // The longest says most: "short of breath" holds "breath".
            let longest = found.max_by_key(|(length, number, _)| (*length, std::cmp::Reverse(*number)));
            let Some((length, number, place)) = longest else { continue };
            known.push(place..place + length);
            for (_, other) in group.iter().enumerate().filter(|(other, _)| *other != number) {
                let (other, is_cut) = unmarked(other);
                let put: Vec<String> = other.split(' ').map(str::to_owned).collect();
                let range = place..place + put.len();
                let before = typed.iter().take(place).cloned();
                let after = typed.iter().skip(place + length).cloned();
                let known = vec![range.clone()];
                variants.push(Variant { words: before.chain(put).chain(after).collect(), put: range, is_cut, known });
            }
        }
        variants.truncate(MOST_VARIANTS);
        variants.insert(0, Variant { words: typed.to_vec(), put: 0..0, is_cut: false, known });
        variants
    }

    /// What a typed word may stand for: the word itself, words it begins, else words it is a slip of, else the longest
    /// word that it begins with.
    fn word(&self, typed: &str, is_last: bool) -> Word {
        let own_stem = self.rules.stem(typed);
        let exact = self.by_stem.get(&own_stem).copied();
        let mut terms: Vec<(usize, u64)> = exact.map(|term| (term, 8)).into_iter().collect();
        let typed_length = length(typed);
        if typed_length >= if is_last { 2 } else { 3 } {
            let begun = self.terms.iter().enumerate();
            let begun = begun.filter(|(number, term)| term.word.starts_with(typed) && exact != Some(*number));
            let mut begun: Vec<(usize, usize)> = begun.map(|(number, term)| (length(&term.word), number)).collect();
            begun.sort_unstable();
            terms.extend(begun.into_iter().take(MOST_TERMS).map(|(_, number)| (number, 5)));
        }
        if terms.is_empty() {
            terms = self.slips(typed);
        }
        if terms.is_empty() {
            let beginning = self.terms.iter().enumerate();
            let beginning = beginning.filter(|(_, term)| length(&term.word) >= 4 && typed.starts_with(&*term.word));
            let longest = beginning.max_by_key(|(number, term)| (length(&term.word), std::cmp::Reverse(*number)));
            terms.extend(longest.map(|(number, _)| (number, 3)));
        }
        self.read(terms, typed_length)
    }

    fn slips(&self, typed: &str) -> Vec<(usize, u64)> {
        let units: Vec<u16> = typed.encode_utf16().collect();
        let most = typo::allowed(units.len());
        if most == 0 {
            return Vec::new();
        }
        let mut near: Vec<(usize, usize, usize)> = Vec::new();
        for (number, term) in self.terms.iter().enumerate() {
            let known: Vec<u16> = term.word.encode_utf16().collect();
            if let Some(steps) = typo::steps(&units, &known, most) {
                near.push((steps, known.len().abs_diff(units.len()), number));
            }
        }
        near.sort_unstable();
        let least = near.first().map_or(0, |(steps, ..)| *steps);
        near.retain(|(steps, ..)| *steps == least);
        near.iter().take(MOST_TERMS).map(|(steps, _, number)| (*number, 5 - *steps as u64)).collect()
    }

    fn read(&self, terms: Vec<(usize, u64)>, typed_length: usize) -> Word {
        let mut best: BTreeMap<usize, u64> = BTreeMap::new();
        let mut names: BTreeSet<usize> = BTreeSet::new();
        let mut held: BTreeSet<usize> = BTreeSet::new();
        let mut stems = BTreeSet::new();
        for (number, fit) in &terms {
            let Some(term) = self.terms.get(*number) else { continue };
            for (page, strength) in term.postings.iter().map(|(page, strength)| (*page as usize, strength)) {
                let known = best.entry(page).or_default();
                *known = (*known).max(fit * u64::from(*strength));
                if *strength >= NAMED {
                    names.insert(page);
                }
                if *fit == 8 {
                    held.insert(page);
                }
            }
            // A word that is only begun says too little to show an emergency for.
            if *fit != 5 || typed_length >= 4 {
                stems.insert(self.rules.stem(&term.word));
            }
        }
        let tells = self.tells(best.len());
        let is_rare_name = !names.is_empty() && names.len() <= FEW;
        Word { terms, best, names, held, tells, stems, is_rare_name, is_put: false }
    }

    /// How much a word tells that stands on so many pages: one more for each time that half as many again still are
    /// less than half of all.
    fn tells(&self, pages: usize) -> u64 {
        let mut tells = 1;
        let mut reached = pages.max(1);
        while reached * 2 < self.pages.len() {
            reached += reached.div_ceil(2);
            tells += 1;
        }
        tells
    }

    /// The ranks of pages: how strong the words are there, each by how much it tells of all that the query tells, times
    /// the square of the part of the query that the page covers (in sixteenths), times the weight of the page's kind,
    /// times `eighths`. A page whose names hold every word was asked for by name, and ranks above what others hold in
    /// their text; not so a source.
    ///
    /// It is a mean, as forms of a query are compared: "deep vein thrombosis" has more words than "DVT" and "blood
    /// clot", and rarer ones, and is not more of an answer for that. `asked` is what all words of the form tell, those
    /// too that no page holds: the form that puts a known word in for such a word says more of what was meant.
    ///
    /// A phrase that was put in counts on pages that hold all of it, and as a name only where all of it is in names:
    /// "pain at the back of the leg" does not mean the page "Back to sport".
    fn rank(&self, read: &[Word], eighths: u64, asked: u64) -> BTreeMap<usize, u64> {
        let put = || read.iter().filter(|word| word.is_put);
        let mut sums: BTreeMap<usize, (u64, u64)> = BTreeMap::new();
        for word in read {
            for (page, best) in &word.best {
                let is_part = word.is_put && !put().all(|word| word.names.contains(page));
                let (score, covered) = sums.entry(*page).or_default();
                *score += if is_part { (*best).min(PART_OF_PHRASE) } else { *best } * word.tells;
                *covered += word.tells;
            }
        }
        sums.retain(|page, _| put().all(|word| word.held.contains(page)));
        let rank = |(page, (score, covered)): (usize, (u64, u64))| {
            let covered = covered * 16 / asked.max(1);
            let weight = self.pages.get(page).map_or(0, |page| u64::from(page.weight));
            let is_named = weight > WEIGHT_OF_SOURCES && read.iter().all(|word| word.names.contains(&page));
            let eighths = if is_named { NAMED_EIGHTHS } else { eighths };
            (page, score * covered * covered * weight * eighths / asked.max(1))
        };
        sums.into_iter().map(rank).collect()
    }

    /// The signs that fit, with how well. At least half of what was typed must stand in a sign, with a telling word; of
    /// a form with a phrase put in, more than half. What else was typed, such as the name of an injury, hides no sign:
    /// two words side by side are enough ("night cramp with numb foot"), where both tell something and one is telling;
    /// so is a phrase that the site knows others for, of three words, or of two with a telling one; for an emergency, a
    /// telling word.
    fn signs(&self, read: &[Word], form: &Variant, is_put: bool) -> BTreeMap<usize, u64> {
        let mut values = BTreeMap::new();
        let total: u64 = read.iter().filter(|word| !word.terms.is_empty()).map(|word| word.tells).sum();
        for (number, sign) in self.signs.iter().enumerate() {
            let stems: BTreeSet<String> = words(sign.found_by()).iter().map(|word| self.rules.stem(word)).collect();
            // For each word whether it stands in the sign, and whether it is telling there.
            let stands: Vec<(bool, bool)> = read
                .iter()
                .map(|word| {
                    let mut shared = word.stems.intersection(&stems).peekable();
                    (shared.peek().is_some(), shared.any(|stem| self.telling.contains(stem)))
                })
                .collect();
            let fitting: u64 =
                read.iter().zip(&stands).filter(|(_, (fits, _))| *fits).map(|(word, _)| word.tells).sum();
            let telling = stands.iter().filter(|(_, telling)| *telling).count() as u64;
            let is_in = |run: &[(bool, bool)]| run.iter().all(|(fits, _)| *fits);
            let tells = |run: &[(bool, bool)]| run.iter().any(|(_, telling)| *telling);
            let is_most = telling > 0 && if is_put { fitting * 2 > total } else { fitting * 2 >= total };
            let mut pairs = read.windows(2).zip(stands.windows(2));
            let is_pair = pairs
                .any(|(words, pair)| is_in(pair) && tells(pair) && words.iter().all(|word| word.tells >= TELLS_ENOUGH));
            let is_phrase = form.known.iter().filter_map(|range| stands.get(range.clone())).any(|run| {
                is_in(run) && (run.len() > 2 || tells(run) && (run.len() > 1 || sign.level == Level::Emergency))
            });
            if is_most || is_pair || is_phrase {
                values.insert(number, fitting * 16 / total * 65_536 + telling * 256 + u64::from(sign.preference));
            }
        }
        values
    }

    /// Pages with a level of care whose names hold every word, one of which tells them from others.
    fn named(&self, read: &[&Word]) -> Vec<usize> {
        if !read.iter().any(|word| word.is_rare_name) {
            return Vec::new();
        }
        let holds = |page: usize, word: &Word| {
            word.terms.iter().any(|(number, _)| {
                let postings = self.terms.get(*number).map_or(&[][..], |term| &term.postings);
                postings.iter().any(|(other, strength)| *other as usize == page && *strength >= NAMED)
            })
        };
        let pages = self.pages.iter().enumerate().filter(|(_, page)| page.level.is_some());
        pages.map(|(number, _)| number).filter(|page| read.iter().all(|word| holds(*page, word))).collect()
    }

    /// What comes first, one a level: the page that was asked for by name, else the sign that fits best, else the page
    /// that a part of the query means ("clot after a long flight"). A sign that fits in part only gives way to a page
    /// that was asked for by name, not to one that is only mentioned. Beside an emergency sign that fits as a whole
    /// nothing less urgent is shown, so that nobody takes the lesser advice.
    fn care(
        &self,
        values: &BTreeMap<usize, u64>,
        named: &BTreeSet<usize>,
        mentioned: &BTreeSet<usize>,
        ranks: &BTreeMap<usize, u64>,
    ) -> Vec<CareHit> {
        let rank = |page: usize| ranks.get(&page).copied().unwrap_or(0);
        let best_page = |pages: &BTreeSet<usize>, level: Level| {
            let is_level = |page: &usize| self.pages.get(*page).and_then(|page| page.level) == Some(level);
            let pages = pages.iter().copied().filter(is_level);
            pages.max_by_key(|page| (rank(*page), std::cmp::Reverse(*page)))
        };
        let mut hits = Vec::new();
        for level in Level::ALL {
            if let Some(page) = best_page(named, level) {
                hits.push(CareHit { level, page, sign: None });
                continue;
            }
            let signs = self.signs.iter().enumerate().filter(|(_, sign)| sign.level == level);
            let fitting = signs.filter_map(|(number, sign)| {
                let value = values.get(&number).copied().filter(|value| named.is_empty() || *value >= WHOLE)?;
                Some((value, number, sign))
            });
            let best = fitting.max_by_key(|(value, number, _)| (*value, std::cmp::Reverse(*number)));
            let sign = best.map(|(_, number, sign)| CareHit { level, page: sign.page, sign: Some(number) });
            let page = || best_page(mentioned, level).map(|page| CareHit { level, page, sign: None });
            let Some(hit) = sign.or_else(page) else { continue };
            let whole =
                |hit: &CareHit| hit.sign.and_then(|sign| values.get(&sign)).is_some_and(|value| *value >= WHOLE);
            if !hits.iter().any(whole) {
                hits.push(hit);
            }
        }
        hits
    }
}

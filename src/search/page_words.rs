//! The words of pages, some pages at a time: which stems stand on each, and how strongly. Pages that are read together
//! share the list of stems, so that a word is kept, and its endings are taken off, once for all of them.

use super::entries::Entry;
use super::index::{NAMED, STRONGEST};
use super::interner::Interner;
use super::stem::Rules;
use super::words::{self, words};

/// The words of some pages, in the order in which the pages were read.
#[derive(Default)]
pub struct PageWords {
    rules: Rules,
    words: Interner,
    /// The number of each word's stem.
    stem_of: Vec<usize>,
    stems: Interner,
    /// The shortest form of each stem, the first by letters of equals.
    shortest: Vec<Box<str>>,
    /// What is counted for each stem on the page that is read.
    counts: Vec<Counts>,
    /// The stems met on it.
    met: Vec<usize>,
    pages: Vec<Vec<PageWord>>,
}

/// A stem on a page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PageWord {
    /// Its number among those of the pages read together.
    pub stem: usize,
    /// How strongly it stands there, from 1 to [`STRONGEST`].
    pub strength: u8,
    /// Whether it stands in emergency or urgent text.
    pub in_care: bool,
    /// Whether it stands in other text.
    pub outside: bool,
}

/// What pages that were read together hold.
pub struct Counted {
    /// The stems, each with its shortest form.
    pub stems: Vec<(Box<str>, Box<str>)>,
    /// The stems of each page.
    pub pages: Vec<Vec<PageWord>>,
}

impl PageWords {
    /// Words of no page yet, whose stems follow `rules`.
    #[must_use]
    pub fn new(rules: Rules) -> Self {
        Self { rules, ..Self::default() }
    }

    /// Reads the next page.
    pub fn read(&mut self, entry: &Entry) {
        for name in std::iter::once(&entry.title).chain(&entry.names).chain(&entry.hidden) {
            // A word of a short name says more of the page than one of a long name.
            let strength = match words(name).len() {
                0..=3 => 20,
                4..=6 => 16,
                7.. => NAMED,
            };
            self.count(name, |counts| counts.name = counts.name.max(strength));
        }
        self.count(&entry.summary, |counts| counts.summary = true);
        for section in &entry.sections {
            self.count(&section.heading, |counts| counts.heading = true);
            let text = section.text.as_str();
            let mut from = 0;
            for care in &section.care {
                self.count(text.get(from..care.start).unwrap_or_default(), |counts| counts.body += 1);
                self.count(text.get(care.clone()).unwrap_or_default(), |counts| counts.care += 1);
                from = care.end;
            }
            self.count(text.get(from..).unwrap_or_default(), |counts| counts.body += 1);
        }
        self.end_page();
    }

    /// What was read.
    #[must_use]
    pub fn counted(self) -> Counted {
        Counted { stems: self.stems.into_words().into_iter().zip(self.shortest).collect(), pages: self.pages }
    }

    fn count(&mut self, text: &str, add: impl Fn(&mut Counts)) {
        words::each(text, |word| {
            let stem = self.stem(word);
            let Some(counts) = self.counts.get_mut(stem) else { return };
            if !std::mem::replace(&mut counts.is_met, true) {
                self.met.push(stem);
            }
            add(counts);
        });
    }

    /// The number of a word's stem.
    fn stem(&mut self, word: &str) -> usize {
        let number = self.words.number(word);
        if let Some(stem) = self.stem_of.get(number) {
            return *stem;
        }
        let stem = self.stems.number(&self.rules.stem(word));
        self.stem_of.push(stem);
        match self.shortest.get_mut(stem) {
            Some(shortest) if (word.len(), word) < (shortest.len(), &**shortest) => *shortest = word.into(),
            Some(_) => {}
            None => {
                self.shortest.push(word.into());
                self.counts.push(Counts::default());
            }
        }
        stem
    }

    fn end_page(&mut self) {
        let mut page = Vec::with_capacity(self.met.len());
        for stem in self.met.drain(..) {
            let Some(counts) = self.counts.get_mut(stem).map(std::mem::take) else { continue };
            page.push(PageWord {
                stem,
                strength: counts.strength(),
                in_care: counts.care > 0,
                outside: counts.body > 0 || counts.name > 0 || counts.heading || counts.summary,
            });
        }
        self.pages.push(page);
    }
}

/// What is counted for a stem on one page before its strength is known.
#[derive(Clone, Copy, Default)]
struct Counts {
    is_met: bool,
    name: u8,
    heading: bool,
    summary: bool,
    care: u32,
    body: u32,
}

impl Counts {
    fn strength(self) -> u8 {
        // The same signs stand on many pages, so they say little of one of them, however many there are.
        let body = match self.body + self.care.min(1) {
            0 => 0,
            1 => 2,
            2 => 3,
            3..=4 => 4,
            5..=8 => 5,
            9.. => 6,
        };
        let heading = if self.heading { 8 } else { 0 };
        let summary = if self.summary { 6 } else { 0 };
        (self.name + heading + summary + body).clamp(1, STRONGEST)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::body::SectionText;
    use crate::model::page::PageId;

    /// A page with a title and one section without a heading.
    fn entry(title: &str, body: &str) -> Entry {
        let mut section = SectionText::default();
        section.text.add(body);
        section.text.end_block();
        Entry {
            page: PageId(0),
            title: title.to_owned(),
            names: Vec::new(),
            hidden: Vec::new(),
            summary: String::new(),
            sections: vec![section],
            cards: Vec::new(),
        }
    }

    #[test]
    fn forms_of_a_word_are_counted_together_and_pages_apart() {
        let mut words = PageWords::new(Rules::English);
        words.read(&entry("Strains", "strained strain"));
        words.read(&entry("Calf", "strain"));
        let Counted { stems, pages } = words.counted();
        let shown = |page: &[PageWord]| -> Vec<(String, u8)> {
            page.iter().map(|word| (stems[word.stem].1.to_string(), word.strength)).collect()
        };
        assert_eq!(shown(&pages[0]), [("strain".to_owned(), 23)]);
        assert_eq!(shown(&pages[1]), [("calf".to_owned(), 20), ("strain".to_owned(), 2)]);
    }
}

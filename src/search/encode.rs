//! The index as files for the browser: one that every search needs, parts with the pages of some words, and parts with
//! the texts of some pages.
//!
//! Each file calls one function with its name and its data, so that it works as a script where nothing may be fetched:
//! from a folder, and under a strict policy. The first file has a fixed name; it names the others, which carry a part
//! of their digest, so that a page never has to change because another one did.

use std::collections::BTreeMap;
use std::ops::Range;

use serde::Serialize;

use super::entries::Entry;
use super::index::{Index, Term};
use crate::base::address::{Address, Form, LinkForm};
use crate::base::digest::Digest;
use crate::base::quoting::{Quoter, Quoting};
use crate::body::Site;
use crate::model::doc::Document;
use crate::model::kind::Kind;
use crate::model::page::Page;

/// The size of a part with the pages of words, in bytes before compression: small, as a query needs one for each word.
const WORDS_PART: usize = 5 * 1024;
/// The least text in a part with texts, in bytes before compression: small, as each result may need one.
const TEXTS_PART: usize = 4 * 1024;
/// Printable characters that JSON writes as they are: digits of our numbers.
const DIGITS: &[u8] = b"#$%&'()*+,-./0123456789:;<=>?@ABCDEFGHIJKLMNOPQRSTUVWXYZ[]^_`abcdefghijklmnopqrstuvwxyz{|}~";
/// A number is written in base 45: the lower half of the digits goes on, the upper half ends it.
const HALF: usize = 45;

/// The address of the first file of a language. It is the same in every build.
#[must_use]
pub fn address(language: &str) -> Address {
    Address::from_segments(["search", &format!("{language}.js")], Form::File)
}

/// Whether this is an address where files of the search lie. No page has one: pages end in `/`.
#[must_use]
pub fn is_file(address: &Address) -> bool {
    address.as_str().starts_with("/search/") && address.as_str().ends_with(".js")
}

/// What every search needs.
#[derive(Serialize)]
struct Head<'a> {
    /// Whether English endings are taken off.
    english: bool,
    /// Whether links to pages name `index.html`.
    offline: bool,
    skip: String,
    /// The words, sorted; a capital letter says how many letters each shares with the one before.
    words: String,
    /// Parts with the pages of words: how many words, and name.
    parts: Vec<(usize, String)>,
    /// Of each page: weight of its kind, and level of care.
    pages: String,
    /// Parts with texts: how many pages, and name.
    texts: Vec<(usize, String)>,
    groups: &'a [Vec<String>],
    /// Signs: level, text, page, end of link, number of heading and preference.
    signs: Vec<(usize, &'a str, usize, &'a str, usize, u8)>,
    headings: Vec<&'a str>,
    telling: String,
    /// Numbers to call, by level.
    calls: Vec<Option<Call>>,
    /// The interface's words for results.
    say: BTreeMap<&'a str, String>,
    /// Small pictures of levels as SVG paths: class and path.
    icons: Vec<Vec<(String, String)>>,
}

/// A number to call: what the link says, and where it leads.
#[derive(Serialize)]
struct Call {
    label: String,
    href: String,
}

/// A page as a result shows it.
#[derive(Serialize)]
struct Shown<'a>(String, &'a str, usize, &'a [String], &'a str, Vec<(&'a str, &'a str, &'a str)>);

/// The files of one language while they are made: first the texts, page by page, then the rest.
pub struct Files {
    language: usize,
    code: String,
    made: BTreeMap<Address, Quoting>,
    /// Entries for the next part with texts, and how much text they hold.
    waiting: (Vec<Entry>, usize),
    /// The parts with texts that are made: how many pages, and name.
    texts: Vec<(usize, String)>,
}

impl Files {
    /// No files yet.
    #[must_use]
    pub fn new(site: &Site, language: usize) -> Self {
        let config = &site.index.config;
        let code = config.languages.get(language).unwrap_or(&config.language).clone();
        Self { language, code, made: BTreeMap::new(), waiting: (Vec::new(), 0), texts: Vec::new() }
    }

    /// Adds the text of the next page, in the order of the pages' numbers.
    pub fn add_text(&mut self, site: &Site, entry: Entry) {
        let sizes = entry.sections.iter().map(|section| section.heading.len() + section.text.as_str().len());
        self.waiting.1 += sizes.sum::<usize>();
        self.waiting.0.push(entry);
        if self.waiting.1 >= TEXTS_PART {
            self.part_with_texts(site);
        }
    }

    fn part_with_texts(&mut self, site: &Site) {
        let (entries, _) = std::mem::take(&mut self.waiting);
        let shown: Vec<(&Page, Shown<'_>)> = entries.iter().filter_map(|entry| shown(site, entry)).collect();
        if shown.is_empty() {
            return;
        }
        let mut data = Data { json: Vec::with_capacity(2 * TEXTS_PART), ..Data::default() };
        for (number, (page, shown)) in shown.iter().enumerate() {
            data.json.push(if number == 0 { b'[' } else { b',' });
            let from = data.json.len();
            data.add(shown);
            data.pages.push((&page.document, from..data.json.len()));
        }
        data.json.push(b']');
        let name = self.add_part('t', self.texts.len(), &data);
        self.texts.push((shown.len(), name));
    }

    /// All files.
    #[must_use]
    pub fn finish(mut self, site: &Site, index: &Index) -> BTreeMap<Address, Quoting> {
        self.part_with_texts(site);
        let parts = words_parts(index, &mut self);
        let texts = std::mem::take(&mut self.texts);
        let head = Data::of(&head(site, self.language, index, parts, texts)).call("head");
        self.made.insert(address(&self.code), head);
        self.made
    }

    /// Adds a part and gives its name: its number, and a part of its digest, so that browsers never show a stale one.
    fn add_part(&mut self, kind: char, number: usize, data: &Data<'_>) -> String {
        let digest: String = Digest::of(&data.json).short().chars().take(6).collect();
        let name = format!("{kind}{number}.{digest}");
        let address = Address::from_segments(["search", &self.code, &format!("{name}.js")], Form::File);
        self.made.insert(address, data.call(&name));
        name
    }
}

fn shown<'a>(site: &'a Site, entry: &'a Entry) -> Option<(&'a Page, Shown<'a>)> {
    let page = site.index.page(entry.page)?;
    let sections = entry.sections.iter();
    let sections = sections.map(|section| (section.id.as_str(), section.heading.as_str(), section.text.as_str()));
    let kind = Kind::ALL.iter().position(|kind| *kind == page.kind()).unwrap_or_default();
    let shown = Shown(page.address.encoded(), &entry.title, kind, &entry.names, &entry.summary, sections.collect());
    Some((page, shown))
}

/// The data of a file.
#[derive(Default)]
struct Data<'a> {
    json: Vec<u8>,
    /// Where it shows a page, with the page's body, in order.
    pages: Vec<(&'a Document, Range<usize>)>,
}

impl Data<'_> {
    fn of(data: &impl Serialize) -> Self {
        let mut this = Self::default();
        this.add(data);
        this
    }

    fn add(&mut self, data: &impl Serialize) {
        // There is no key that JSON could not write, and memory takes all that is written.
        let _ = serde_json::to_writer(&mut self.json, data);
    }

    /// The file: a call with its name and the data.
    fn call(&self, name: &str) -> Quoting {
        let mut file = Quoter::default();
        file.own(format!("soleusSearch({name:?},").as_bytes());
        let mut from = 0;
        for (document, shown) in &self.pages {
            file.own(self.json.get(from..shown.start).unwrap_or_default());
            let json = self.json.get(shown.clone()).unwrap_or_default();
            file.quote(&document.source, document.start as usize, json);
            from = shown.end;
        }
        file.own(self.json.get(from..).unwrap_or_default());
        file.own(b")\n");
        file.finish()
    }
}

fn words_parts(index: &Index, files: &mut Files) -> Vec<(usize, String)> {
    let mut parts = Vec::new();
    let mut count = 0;
    let mut lists = String::new();
    for (number, term) in index.terms.iter().enumerate() {
        push_postings(&mut lists, term);
        lists.push(' ');
        count += 1;
        if lists.len() >= WORDS_PART || number + 1 == index.terms.len() {
            let name = files.add_part('w', parts.len(), &Data::of(&std::mem::take(&mut lists)));
            parts.push((std::mem::take(&mut count), name));
        }
    }
    parts
}

/// Pairs of a gap (pages passed over since the last) and a strength.
fn push_postings(lists: &mut String, term: &Term) {
    let mut next = 0;
    for (page, strength) in &term.postings {
        let mut gap = *page as usize - next;
        while gap >= HALF {
            push_digit(lists, gap % HALF);
            gap /= HALF;
        }
        push_digit(lists, HALF + gap);
        push_digit(lists, usize::from(*strength));
        next = *page as usize + 1;
    }
}

fn push_digit(text: &mut String, digit: usize) {
    text.push(DIGITS.get(digit).map_or('#', |byte| char::from(*byte)));
}

fn head<'a>(
    site: &'a Site,
    language: usize,
    index: &'a Index,
    parts: Vec<(usize, String)>,
    texts: Vec<(usize, String)>,
) -> Head<'a> {
    let words = site.index.words(language);
    let mut headings: Vec<&str> = Vec::new();
    let mut signs = Vec::new();
    for sign in &index.signs {
        let heading = headings.iter().position(|known| *known == sign.heading).unwrap_or_else(|| {
            headings.push(&sign.heading);
            headings.len() - 1
        });
        signs.push((sign.level as usize, sign.text.as_str(), sign.page, sign.at.as_str(), heading, sign.preference));
    }
    let pages = index.pages.iter();
    let number = |name: &str| {
        let href = crate::base::phone::link(&site.index.config.insert(name)?)?;
        let number = site.index.insert(name)?;
        Some(Call { label: words.fill("care.call", &[("number", &number)]), href })
    };
    Head {
        english: index.rules == super::stem::Rules::English,
        offline: site.index.options.links == LinkForm::Offline,
        skip: index.skip.iter().map(String::as_str).collect::<Vec<_>>().join(" "),
        words: front_coded(&index.terms),
        parts,
        pages: pages.fold(String::new(), |mut text, page| {
            let level = page.level.map_or(0, |level| level as usize + 1);
            push_digit(&mut text, usize::from(page.weight) * 3 + level);
            text
        }),
        texts,
        groups: &index.groups,
        signs,
        headings,
        telling: index.telling.iter().map(String::as_str).collect::<Vec<_>>().join(" "),
        calls: vec![number("emergency_number"), number("urgent_line")],
        say: words.below("search.say").chain(words.below("care")).collect(),
        icons: ["emergency", "urgent"].iter().map(|name| paths(site.icon(name))).collect(),
    }
}

/// The paths of a small picture: class and outline.
fn paths(svg: &str) -> Vec<(String, String)> {
    let value = |element: &str, name: &str| {
        let (_, after) = element.split_once(&format!("{name}=\""))?;
        after.split_once('"').map(|(value, _)| value.to_owned())
    };
    let elements = svg.split("<path").skip(1);
    elements.filter_map(|element| Some((value(element, "class").unwrap_or_default(), value(element, " d")?))).collect()
}

/// The words one after the other: a capital letter for how many letters a word shares with the one before, then the
/// rest. Folded words hold no capital letters, so nothing else has to part them.
fn front_coded(terms: &[Term]) -> String {
    let mut text = String::new();
    let mut before = "";
    for term in terms {
        let mut shared = 0;
        let mut bytes = 0;
        for (left, right) in before.chars().zip(term.word.chars()) {
            // Letters outside the basic plane count twice in a browser, so they are never shared.
            if left != right || shared == 25 || left.len_utf16() > 1 {
                break;
            }
            shared += 1;
            bytes += left.len_utf8();
        }
        text.push(char::from(b'A' + u8::try_from(shared).unwrap_or(0)));
        text.push_str(term.word.get(bytes..).unwrap_or_default());
        before = &term.word;
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    fn term(word: &str, postings: &[(u32, u8)]) -> Term {
        Term { word: word.into(), postings: postings.to_vec() }
    }

    #[test]
    fn words_say_what_they_share() {
        let terms = ["ach", "achilles", "acute", "ödem"].map(|word| term(word, &[]));
        assert_eq!(front_coded(&terms), "AachDillesCuteAödem");
    }

    #[test]
    fn postings_are_gaps_and_strengths() {
        let mut lists = String::new();
        push_postings(&mut lists, &term("calf", &[(0, 1), (1, 2), (47, 3)]));
        // Gaps of 0, 0 and 45: digits 45 and 45, then 0 (goes on) and 46 (ends).
        let digit = |place: usize| char::from(DIGITS[place]);
        let expected: String = [45, 1, 45, 2, 0, 46, 3].map(digit).iter().collect();
        assert_eq!(lists, expected);
    }

    #[test]
    fn digits_are_written_as_they_are() {
        let text = String::from_utf8(DIGITS.to_vec()).unwrap();
        assert_eq!(serde_json::to_string(&text).unwrap().len(), text.len() + 2);
        assert!(DIGITS.len() >= 2 * HALF && !DIGITS.contains(&b' '));
    }
}

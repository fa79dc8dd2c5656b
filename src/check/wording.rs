//! W001 and T001: how hard a page reads, and words that the glossary advises against.
//!
//! The reading grade is Flesch and Kincaid's, with syllables counted by the letters, for English only. A name of the
//! site (a page, an alias, a glossary word) counts as two syllables at most: it is explained where it is linked.

use super::{Subject, texts};
use crate::base::bytes::{self, Set};
use crate::base::slug::folded;
use crate::body::plain::{Block, BlockKind};
use crate::diag::{Place, Problem, codes};
use crate::model::kind::Kind;
use crate::model::page::PageId;
use crate::resolve::names::Found;

/// A page with fewer words than this says too little for a grade.
const FEWEST_WORDS: usize = 100;

/// Warns of a page above the site's reading grade (W001), at its longest sentence. `blocks` are those of the page.
pub(super) fn reading_grade(subject: Subject<'_>, blocks: &[Block], problems: &mut Vec<Problem>) {
    let index = &subject.site.index;
    let language = index.config.languages.get(subject.page.language).map_or("", String::as_str);
    if !language.starts_with("en") {
        return;
    }
    let limit = index.config.reading_grade;
    let prose = || blocks.iter().filter(|block| is_prose(block));
    // Only a page that seems too hard is worth a second look, with the names of the site.
    let all = prose().fold(Counts::default(), |all, block| all.plus(&block.text, Counts::read));
    if all.words < FEWEST_WORDS || all.grade() <= limit {
        return;
    }
    let known = |word: &str| syllables(word).min(if is_name(subject, word) { 2 } else { usize::MAX });
    let read = |counts: &mut Counts, sentence: &str| each_word(sentence, |word| counts.add_word(known(word)));
    let grade = prose().fold(Counts::default(), |all, block| all.plus(&block.text, read)).grade();
    let sentences = prose().flat_map(|block| sentences(&block.text).map(move |sentence| (block, sentence)));
    let longest = sentences.map(|(block, sentence)| (count_words(sentence), block, sentence));
    // Of two that are equally long the first is named.
    let longest = longest.reduce(|best, next| if next.0 > best.0 { next } else { best });
    let Some((length, block, sentence)) = longest.filter(|_| grade > limit) else { return };
    problems.push(Problem::new(
        codes::READING_GRADE,
        Place::at(&subject.page.path, block.span),
        format!("the page reads at grade {grade:.1}: the site's limit is {limit}"),
        format!(
            "write shorter words and sentences, first the one of {length} words that begins \"{} …\"",
            sentence.split_whitespace().take(5).collect::<Vec<_>>().join(" ")
        ),
    ));
}

/// Advises on words that the glossary replaces with another (T001).
pub(super) fn discouraged(subject: Subject<'_>, problems: &mut Vec<Problem>) {
    let page = subject.page;
    let Some(glossary) = subject.site.index.glossary(page.language) else { return };
    let mut report = |word: &str, term: PageId, place: Place| {
        let Some(better) = subject.site.index.page(term).filter(|_| term != subject.id) else { return };
        let better = subject.site.index.fill(&better.meta.title);
        let message = format!("the glossary advises against `{word}`");
        problems.push(Problem::new(codes::TERM_DISCOURAGED, place, message, format!("write `{better}`")));
    };
    for prose in page.document.prose() {
        let text = page.document.str(prose.words);
        for found in glossary.find_discouraged(text) {
            let slice = prose.words.in_file();
            let within = slice.map_or(prose.span, |slice| found.span.shifted(slice.start as usize));
            report(found.span.of(text), found.term, Place::at(&page.path, within));
        }
    }
    // A source's own words and a page's other names stay as they are.
    if page.kind() == Kind::Reference {
        return;
    }
    for text in page.meta.summary.iter().chain(texts::of_kind(page)) {
        for found in glossary.find_discouraged(&text.raw) {
            let word = found.span.of(&text.raw);
            report(word, found.term, texts::place_in(page, text, word, 0));
        }
    }
}

fn is_prose(block: &Block) -> bool {
    match block.kind {
        BlockKind::Paragraph | BlockKind::Item => true,
        BlockKind::Heading | BlockKind::Cell => false,
    }
}

/// Letters, digits and what stands between those of one word.
const OF_WORD: Set = Set::of(b"'0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz");

/// Letters that make a syllable.
const VOWELS: Set = Set::of(b"aeiouyAEIOUY");

/// What a reading grade is made from.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Counts {
    sentences: usize,
    words: usize,
    syllables: usize,
}

impl Counts {
    /// These counts with those of one more text, whose sentences `read` counts the words of.
    fn plus(self, text: &str, read: impl Fn(&mut Self, &str)) -> Self {
        let mut counts = self;
        for sentence in sentences(text) {
            let before = counts.words;
            read(&mut counts, sentence);
            counts.sentences += usize::from(counts.words > before);
        }
        counts
    }

    /// Counts the words of a sentence, each by its own letters. This runs over every word of a site, so a sentence of
    /// ASCII is read in one pass, which cuts no word out: it counts what the longer way counts.
    fn read(&mut self, sentence: &str) {
        if !sentence.is_ascii() {
            return each_word(sentence, |word| self.add_word(syllables(word)));
        }
        let begins_word = |at: usize| sentence.as_bytes().get(at).is_some_and(u8::is_ascii_alphanumeric);
        let mut word = Syllables::default();
        let mut start = 0;
        for (at, letter) in sentence.bytes().enumerate() {
            if OF_WORD.holds(letter) {
                word.add(letter);
                continue;
            }
            if begins_word(start) {
                self.add_word(word.count());
            }
            word = Syllables::default();
            start = at + 1;
        }
        if begins_word(start) {
            self.add_word(word.count());
        }
    }

    fn add_word(&mut self, syllables: usize) {
        self.words += 1;
        self.syllables += syllables;
    }

    /// The Flesch–Kincaid grade, to one decimal.
    #[expect(clippy::cast_precision_loss, reason = "a page has far fewer words than a float can count")]
    fn grade(self) -> f64 {
        let words = self.words.max(1) as f64;
        let grade = 0.39 * words / (self.sentences.max(1) as f64) + 11.8 * self.syllables as f64 / words - 15.59;
        (grade * 10.0).round() / 10.0
    }
}

/// The sentences of a block: they end at `.`, `!`, `?` or `…` before a blank that no small letter follows.
fn sentences(text: &str) -> impl Iterator<Item = &str> {
    // The last byte of `…` is 0xA6; other characters that end so are followed by no blank in English text.
    let mut signs = bytes::places(text, 0, [b'.', b'!', b'?', 0xA6]);
    let mut from = Some(0);
    std::iter::from_fn(move || {
        let start = from?;
        let end = signs.by_ref().map(|at| at + 1).find(|end| begins_sentence(text.get(*end..).unwrap_or_default()));
        from = end;
        text.get(start..end.unwrap_or(text.len()))
    })
}

/// Whether a new sentence begins with what follows a sign at the end of one.
fn begins_sentence(after: &str) -> bool {
    after.starts_with(char::is_whitespace) && !after.trim_start().starts_with(char::is_lowercase)
}

/// How many words a text has.
fn count_words(text: &str) -> usize {
    let mut count = 0;
    each_word(text, |_| count += 1);
    count
}

/// Hands on the words of a text, in order: letters and digits, with the apostrophes within.
fn each_word<'t>(text: &'t str, mut hand_on: impl FnMut(&'t str)) {
    let mut rest = text;
    while !rest.is_empty() {
        let end = rest.bytes().position(|byte| byte.is_ascii() && !OF_WORD.holds(byte)).unwrap_or(rest.len());
        let part = rest.get(..end).unwrap_or_default();
        rest = rest.get(end + 1..).unwrap_or_default();
        if !part.is_ascii() {
            part.split(is_between).filter(|part| begins_word(part)).for_each(&mut hand_on);
        } else if begins_word(part) {
            hand_on(part);
        }
    }
}

fn begins_word(part: &str) -> bool {
    part.starts_with(char::is_alphanumeric)
}

/// Whether a character parts words.
fn is_between(letter: char) -> bool {
    !matches!(letter, '\'' | '’') && !letter.is_alphanumeric()
}

/// Syllables of an English word.
fn syllables(word: &str) -> usize {
    let mut syllables = Syllables::default();
    word.bytes().for_each(|letter| syllables.add(letter));
    syllables.count()
}

/// Counts the syllables of an English word, by its groups of vowels; a number counts as one.
#[derive(Clone, Copy, Default)]
struct Syllables {
    groups: usize,
    /// The last four letters, the nearest in the lowest byte.
    letters: u32,
    follows_vowel: bool,
}

impl Syllables {
    /// Takes the next letter.
    fn add(&mut self, letter: u8) {
        let is_vowel = VOWELS.holds(letter);
        // A group of vowels is one syllable, or more.
        if is_vowel && (!self.follows_vowel || self.is_parted_from(letter)) {
            self.groups += 1;
        }
        self.letters = self.letters << 8 | u32::from(letter);
        self.follows_vowel = is_vowel;
    }

    /// Whether the vowel before another is a syllable of its own: "medial" and "radius" differ from "special" and
    /// "action", where the `i` only softens the letter before it.
    fn is_parted_from(&self, letter: u8) -> bool {
        let [_, _, before, last] = self.letters.to_be_bytes().map(|letter| letter.to_ascii_lowercase());
        last == b'i'
            && matches!(letter.to_ascii_lowercase(), b'a' | b'o' | b'u')
            && !matches!(before, b't' | b's' | b'c' | b'g')
    }

    /// The syllables of the word that ends here.
    fn count(self) -> usize {
        self.groups.saturating_sub(usize::from(self.groups > 1 && self.ends_silent())).max(1)
    }

    /// Whether the `e` at a word's end is no syllable of its own.
    fn ends_silent(self) -> bool {
        let is_vowel = |letter: u8| VOWELS.holds(letter);
        match self.letters.to_be_bytes().map(|letter| letter.to_ascii_lowercase()) {
            // "able" keeps its last syllable, "calf-like" and "make" do not.
            [_, before, b'l', b'e'] => is_vowel(before),
            [_, _, before, b'e'] => !is_vowel(before),
            // "boxes" and "sentences" keep it, "makes" does not.
            [_, before, b'e', b's'] => !is_vowel(before) && !matches!(before, b's' | b'x' | b'z' | b'c' | b'g' | b'h'),
            // "rested" and "loaded" keep it, "walked" does not.
            [_, before, b'e', b'd'] => !is_vowel(before) && !matches!(before, b't' | b'd'),
            _ => false,
        }
    }
}

/// Whether a word is a name of the site, alone.
fn is_name(subject: Subject<'_>, word: &str) -> bool {
    let index = &subject.site.index;
    if syllables(word) < 3 {
        return false;
    }
    let is_page = index.names.find(subject.page.language, &folded(word)) != Found::Nothing;
    is_page || index.glossary(subject.page.language).is_some_and(|glossary| !glossary.find(word).is_empty())
}

#[cfg(test)]
mod tests {
    use super::{Counts, each_word, sentences, syllables};
    use crate::check::testing::{check, check_body};

    #[test]
    fn syllables_are_counted_by_the_letters() {
        let words = [
            ("calf", 1),
            ("make", 1),
            ("makes", 1),
            ("walked", 1),
            ("rested", 2),
            ("muscle", 2),
            ("whole", 1),
            ("exercise", 3),
            ("exercises", 4),
            ("gastrocnemius", 5),
            ("medial", 3),
            ("action", 2),
            ("the", 1),
            ("999", 1),
        ];
        for (word, count) in words {
            assert_eq!(syllables(word), count, "{word}");
        }
    }

    #[test]
    fn words_are_cut_at_signs_and_keep_their_apostrophes() {
        let mut words = Vec::new();
        each_word("Don’t 'stop', it's—5 × “écart”\u{a0}now … ’tis x’", |word| words.push(word));
        assert_eq!(words, ["Don’t", "it's", "5", "écart", "now", "x’"]);
    }

    #[test]
    fn a_sentence_read_at_once_has_the_words_of_one_read_word_by_word() {
        for sentence in [
            "",
            " - ",
            "Rested legs, 2.5 MEDIAL boxes",
            "'Tis 'the' calf's; so'",
            "(table) x-ray e-mail's: action",
            "It is the muscle. ",
        ] {
            let (mut at_once, mut one_by_one) = (Counts::default(), Counts::default());
            at_once.read(sentence);
            each_word(sentence, |word| one_by_one.add_word(syllables(word)));
            assert_eq!(at_once, one_by_one, "{sentence}");
        }
    }

    #[test]
    fn sentences_end_where_a_new_one_may_begin() {
        let split = |text: &'static str| sentences(text).collect::<Vec<_>>();
        assert_eq!(
            split("Rest for 2.5 days, e.g. at home. Then walk! Why? So"),
            ["Rest for 2.5 days, e.g. at home.", " Then walk!", " Why?", " So"]
        );
        assert_eq!(split("Wait… Then go."), ["Wait…", " Then go."]);
        assert_eq!(split("End. "), ["End.", " "]);
        let counts = Counts::default().plus("Rest! … . So ’tis. ", Counts::read);
        assert_eq!(counts, Counts { sentences: 2, words: 2, syllables: 2 });
    }

    #[test]
    fn a_hard_page_is_a_warning_at_its_longest_sentence() {
        let hard = "Considerable deterioration necessitates immediate professional examination. ".repeat(20);
        let body =
            format!("{hard}\n\nUnfortunately the aforementioned deterioration necessitates immediate examination.\n");
        let expected = "W001 content/a.md:6:1 the page reads at grade 41.7: the site's limit is 8 | \
                        write shorter words and sentences, first the one of 7 words that begins \"Unfortunately the aforementioned deterioration necessitates …\"";
        check_body("W001", &body, expected);
    }

    #[test]
    fn plain_and_short_pages_are_quiet() {
        check_body("W001", &"Rest the leg. Walk when you can. ".repeat(30), "");
        check_body("W001", "Considerable deterioration necessitates immediate professional examination.\n", "");
    }

    #[test]
    fn names_of_the_site_count_as_short_words() {
        let body = "The gastrocnemius is sore. Rest your gastrocnemius. A gastrocnemius can heal. ".repeat(10);
        let page = format!("---\ntitle: A\n---\n{body}");
        let expected = "W001 content/a.md:4:1 the page reads at grade 10.5: the site's limit is 8 | \
                        write shorter words and sentences, first the one of 4 words that begins \"The gastrocnemius is sore. …\"";
        check("W001", &[("content/a.md", &page)], expected);
        check("W001", &[("content/a.md", &page), ("content/gastrocnemius.md", "---\ntitle: G\n---\n")], "");
    }

    #[test]
    fn a_discouraged_word_is_advice() {
        let term = ("content/strain.md", "---\nkind: term\ntitle: Strain\ninstead_of: [pull]\n---\nNot a pull.\n");
        let expected = "T001 content/a.md:3:16 the glossary advises against `pull` | write `Strain`\n\
                        T001 content/a.md:5:6 the glossary advises against `Pull` | write `Strain`";
        let page = "---\ntitle: A\nsummary: This is pull.\n---\nA **Pull** and `pull`, pulled.\n";
        check("T001", &[("content/a.md", page), term], &expected.replace("3:16", "3:18").replace("5:6", "5:5"));
    }
}

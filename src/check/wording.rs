//! W001 and T001: how hard a page reads, and words that the glossary advises against.
//!
//! The reading grade is Flesch and Kincaid's, with syllables counted by the letters, for English only. A name of the
//! site (a page, an alias, a glossary word) counts as two syllables at most: it is explained where it is linked.

use super::{Subject, texts};
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
    let all = prose().fold(Counts::default(), |all, block| all.plus(&block.text, &syllables));
    if all.words < FEWEST_WORDS || all.grade() <= limit {
        return;
    }
    let known = |word: &str| syllables(word).min(if is_name(subject, word) { 2 } else { usize::MAX });
    let grade = prose().fold(Counts::default(), |all, block| all.plus(&block.text, &known)).grade();
    let sentences = prose().flat_map(|block| sentences(&block.text).into_iter().map(move |sentence| (block, sentence)));
    let longest = sentences.map(|(block, sentence)| (words(sentence).count(), block, sentence));
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

/// What a reading grade is made from.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Counts {
    sentences: usize,
    words: usize,
    syllables: usize,
}

impl Counts {
    /// These counts with those of one more text.
    fn plus(self, text: &str, syllables: &dyn Fn(&str) -> usize) -> Self {
        let sentences = sentences(text);
        let mut counts = Self { sentences: self.sentences + sentences.len(), ..self };
        for word in sentences.into_iter().flat_map(words) {
            counts.words += 1;
            counts.syllables += syllables(word);
        }
        counts
    }

    /// The Flesch–Kincaid grade, to one decimal.
    #[expect(clippy::cast_precision_loss, reason = "a page has far fewer words than a float can count")]
    fn grade(self) -> f64 {
        let words = self.words.max(1) as f64;
        let grade = 0.39 * words / (self.sentences.max(1) as f64) + 11.8 * self.syllables as f64 / words - 15.59;
        (grade * 10.0).round() / 10.0
    }
}

/// The sentences of a block that hold a word: they end at `.`, `!`, `?` or `…` before a blank that no small letter
/// follows.
fn sentences(text: &str) -> Vec<&str> {
    let mut sentences = Vec::new();
    let mut from = 0;
    // The ends are found by bytes: this runs over every word of a site.
    for (at, byte) in text.bytes().enumerate() {
        let end = at + 1;
        // The last byte of `…` is 0xA6; other characters that end so are followed by no blank in English text.
        if !matches!(byte, b'.' | b'!' | b'?' | 0xA6) {
            continue;
        }
        let Some(rest) = text.get(end..) else { continue };
        if rest.is_empty()
            || !rest.starts_with(char::is_whitespace)
            || rest.trim_start().starts_with(char::is_lowercase)
        {
            continue;
        }
        sentences.extend(text.get(from..end));
        from = end;
    }
    sentences.extend(text.get(from..));
    sentences.retain(|sentence| words(sentence).next().is_some());
    sentences
}

/// The words of a text: letters and digits, with the apostrophes within.
fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split(is_between).filter(|word| word.starts_with(char::is_alphanumeric))
}

fn is_between(letter: char) -> bool {
    if letter.is_ascii() {
        !letter.is_ascii_alphanumeric() && letter != '\''
    } else {
        letter != '’' && !letter.is_alphanumeric()
    }
}

/// Syllables of an English word, by its groups of vowels; a number counts as one.
fn syllables(word: &str) -> usize {
    let letters = word.bytes().map(|byte| byte.to_ascii_lowercase());
    let is_vowel = |byte: u8| matches!(byte, b'a' | b'e' | b'i' | b'o' | b'u' | b'y');
    let mut count = 0_usize;
    // The letters before, the nearest first.
    let (mut last, mut second, mut third) = (b' ', b' ', b' ');
    for letter in letters {
        // "medial" and "radius" differ from "special" and "action", where the `i` only softens the letter before it.
        let parts =
            last == b'i' && matches!(letter, b'a' | b'o' | b'u') && !matches!(second, b't' | b's' | b'c' | b'g');
        if is_vowel(letter) && (!is_vowel(last) || parts) {
            count += 1;
        }
        (third, second, last) = (second, last, letter);
    }
    let silent = match (third, second, last) {
        // "able" keeps its last syllable, "calf-like" and "make" do not.
        (before, b'l', b'e') => is_vowel(before),
        (_, before, b'e') => !is_vowel(before),
        // "boxes" and "sentences" keep it, "makes" does not.
        (before, b'e', b's') => !is_vowel(before) && !matches!(before, b's' | b'x' | b'z' | b'c' | b'g' | b'h'),
        // "rested" and "loaded" keep it, "walked" does not.
        (before, b'e', b'd') => !is_vowel(before) && !matches!(before, b't' | b'd'),
        _ => false,
    };
    count.saturating_sub(usize::from(silent && count > 1)).max(1)
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
    use super::{sentences, syllables};
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
    fn sentences_end_where_a_new_one_may_begin() {
        assert_eq!(
            sentences("Rest for 2.5 days, e.g. at home. Then walk! Why? So"),
            ["Rest for 2.5 days, e.g. at home.", " Then walk!", " Why?", " So"]
        );
        assert_eq!(sentences("Wait… Then go."), ["Wait…", " Then go."]);
        assert_eq!(sentences(" … "), Vec::<&str>::new());
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

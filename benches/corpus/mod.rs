//! A made-up site of any size: the same size and seed give the same files.
//!
//! Its pages are of all main kinds, in sections of some thirty pages, with links, citations, glossary words and
//! headings, about as many as shipped content has. The words mean nothing and no site should publish them.

use std::collections::BTreeMap;

/// How large a site is.
#[derive(Clone, Copy, Debug)]
pub struct Size {
    /// Pages, sections' own pages included.
    pub pages: usize,
    /// Words in the body of a main page; terms and references have a tenth.
    pub words: usize,
    /// Changes every word and link.
    pub seed: u64,
}

/// Pages in one section.
const SECTION: usize = 30;

/// Sections that the menu names at most: no site of hundreds of sections shows them all on every page.
const MENU: usize = 8;

/// Plain words; glossary words are made of syllables, so that none of these is one.
const WORDS: [&str; 64] = [
    "leg", "walk", "slow", "day", "week", "rest", "stand", "wall", "chair", "step", "hand", "foot", "knee", "heel",
    "toes", "morning", "evening", "work", "shoe", "road", "hill", "house", "friend", "water", "sleep", "bed", "pillow",
    "table", "door", "garden", "light", "early", "late", "often", "never", "gently", "again", "before", "after",
    "while", "when", "near", "far", "small", "large", "both", "one", "other", "same", "new", "old", "warm", "cold",
    "soft", "hard", "easy", "long", "short", "first", "last", "next", "good", "plain", "quiet",
];

const SYLLABLES: [&str; 16] =
    ["ba", "cor", "del", "fi", "gan", "hul", "ki", "lom", "mer", "nu", "pol", "ras", "sil", "tov", "ven", "zu"];

/// All files of the site, by path from its root.
pub fn corpus(size: Size) -> BTreeMap<String, String> {
    let plan = Plan::new(size);
    let mut files = BTreeMap::new();
    files.insert("content/site.yaml".to_owned(), format!("{SETTINGS}menu: [{}]\n", plan.menu().join(", ")));
    for (number, page) in plan.pages.iter().enumerate() {
        let mut random = Random(size.seed ^ (number as u64).wrapping_mul(0x9e37_79b9_7f4a_7c15));
        files.insert(format!("content/{}.md", page.path), plan.text(number, page, &mut random));
    }
    files
}

const SETTINGS: &str = "name: Made-up Clinic\nlanguage: en-GB\nbase_url: https://example.org\nnumbers: { emergency_number: \"999\", urgent_line: \"111\", clinic_phone: \"01632 960123\" }\npain_rule: { ok: 3, caution: 5 }\nreview: { policy: example }\n";

/// What a page is.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Index,
    Article,
    Condition,
    Anatomy,
    Exercise,
    Programme,
    Decision,
    Reference,
    Term,
}

struct Page {
    kind: Kind,
    /// From `content/`, without its ending.
    path: String,
    title: String,
}

struct Plan {
    words: usize,
    pages: Vec<Page>,
}

impl Plan {
    /// The sections that the menu names.
    fn menu(&self) -> Vec<String> {
        let sections = self.pages.iter().filter(|page| page.kind == Kind::Index).count() - 1;
        (1..=sections.min(MENU)).map(|section| format!("section-{section}")).collect()
    }

    fn new(size: Size) -> Self {
        let mut pages = vec![Page { kind: Kind::Index, path: "index".to_owned(), title: "Home".to_owned() }];
        let mut section = 0;
        while pages.len() < size.pages.max(20) {
            let number = pages.len();
            if number % SECTION == 1 {
                section += 1;
                let path = format!("section-{section}/index");
                pages.push(Page { kind: Kind::Index, path, title: format!("Section {section}") });
                continue;
            }
            let kind = match number % 20 {
                2 | 3 => Kind::Term,
                4 | 5 => Kind::Reference,
                6 => Kind::Anatomy,
                7 => Kind::Exercise,
                8 => Kind::Condition,
                // Few of these: their own pages are many.
                9 if number % 60 == 9 => Kind::Programme,
                10 if number % 120 == 10 => Kind::Decision,
                _ => Kind::Article,
            };
            let (path, title) = match kind {
                Kind::Term => (format!("glossary/{}", term(number)), term(number)),
                Kind::Reference => (format!("references/source-{number}"), format!("On the {} of legs", term(number))),
                _ => (
                    format!("section-{section}/page-{number}"),
                    format!("Page {number} on the {}", WORDS[number % WORDS.len()]),
                ),
            };
            pages.push(Page { kind, path, title });
        }
        Self { words: size.words, pages }
    }

    /// A page of this kind, another one each time.
    fn any(&self, kind: Kind, random: &mut Random) -> &Page {
        let start = random.below(self.pages.len());
        let (before, after) = self.pages.split_at(start);
        after.iter().chain(before).find(|page| page.kind == kind).unwrap_or(&self.pages[0])
    }

    fn text(&self, number: usize, page: &Page, random: &mut Random) -> String {
        let words = self.words;
        let title = &page.title;
        let front = match page.kind {
            Kind::Index | Kind::Article => {
                format!("title: {title}\nsummary: {}\naliases: [other name {number}]\n", self.sentence(random))
            }
            Kind::Condition => format!(
                "kind: condition\ntitle: {title}\nstructures: [{}]\nonset: sudden\n",
                self.any(Kind::Anatomy, random).path
            ),
            Kind::Anatomy => format!("kind: anatomy\ntitle: {title}\nstructure: muscle\ncrosses: [knee]\n"),
            Kind::Exercise => format!(
                "kind: exercise\ntitle: {title}\npurpose: {}\nposition: {}\nsteps:\n  - {}\n  - {}\nfeel: {}\n",
                self.sentence(random),
                self.sentence(random),
                self.sentence(random),
                self.sentence(random),
                self.sentence(random)
            ),
            Kind::Programme => self.programme(title, random),
            Kind::Decision => self.decision(title, random),
            Kind::Reference => format!(
                "kind: reference\ntitle: {title}\ntype: article-journal\nauthor: [{{family: Name-{number}, given: A.}}]\ncontainer-title: Made-up Journal\nissued: {}\nURL: https://example.org/{number}\nchecked: {{on: 2026-01-01, where: example.org}}\n",
                1990 + number % 35
            ),
            Kind::Term => format!("kind: term\ntitle: {title}\nplural: {title}s\n"),
        };
        let card = match page.kind {
            Kind::Condition => {
                "> [!EMERGENCY] Call {{emergency_number}} now if:\n> - you cannot walk at all\n> - you feel very ill\n\n"
            }
            _ => "",
        };
        let body = match page.kind {
            Kind::Term | Kind::Reference => self.paragraphs(words / 10, random),
            Kind::Exercise | Kind::Decision | Kind::Programme => self.paragraphs(words / 4, random),
            Kind::Index => self.paragraphs(words / 10, random),
            Kind::Article | Kind::Condition | Kind::Anatomy => self.paragraphs(words, random),
        };
        format!("---\n{front}---\n{card}{body}")
    }

    fn programme(&self, title: &str, random: &mut Random) -> String {
        let mut front = format!(
            "kind: programme\ntitle: {title}\nfor: {}\nstop_rules:\n  emergency: [\"Call {{{{emergency_number}}}} now if you cannot walk at all.\"]\n  urgent: [\"Call {{{{urgent_line}}}} today if you feel very ill.\"]\nphases:\n",
            self.any(Kind::Condition, random).path
        );
        for (place, name) in ["settle", "build", "return"].into_iter().enumerate() {
            front.push_str(&format!(
                "  - id: {name}\n    title: Phase {name}\n    earliest_day: {}\n    goal: {}\n    exercises:\n      - use: {}\n        dose: {{sets: 2, reps: 10-12}}\n        cite: [{}]\n    do_not: [do not run yet]\n{}",
                place * 14,
                self.sentence(random),
                self.any(Kind::Exercise, random).path,
                id(self.any(Kind::Reference, random)),
                if place == 2 { "    ends: true\n" } else { "    move_on: [you walk with ease]\n" }
            ));
        }
        front
    }

    fn decision(&self, title: &str, random: &mut Random) -> String {
        format!(
            "kind: decision\ntitle: {title}\nstart: first\nsafety_net: Ask again if it gets worse.\nsteps:\n  - id: first\n    ask: Can you not walk at all?\n    check: emergency\n    cite: [{}, own]\n    answers:\n      - {{ label: \"Yes or not sure\", goto: call }}\n      - {{ label: \"No\", goto: read }}\noutcomes:\n  - {{ id: call, urgency: emergency, title: \"Call {{{{emergency_number}}}} now\" }}\n  - {{ id: read, urgency: self-care, title: Read on, page: {} }}\nscenarios:\n  - {{ name: a, answers: {{ first: Yes or not sure }}, expect: call }}\n  - {{ name: b, answers: {{ first: \"No\" }}, expect: read }}\n",
            id(self.any(Kind::Reference, random)),
            self.any(Kind::Condition, random).path
        )
    }

    /// So many words in paragraphs under headings, with links and citations.
    fn paragraphs(&self, words: usize, random: &mut Random) -> String {
        let mut text = String::new();
        let (mut count, mut paragraph) = (0, 0);
        while count < words {
            if paragraph % 3 == 2 {
                text.push_str(&format!("## {} {}\n\n", capital(random.word()), random.word()));
            }
            for place in 0..5 {
                let sentence = self.sentence(random);
                count += sentence.split(' ').count();
                text.push_str(&sentence);
                text.push_str(&self.extra(place, random));
                text.push(' ');
            }
            text.push_str("\n\n");
            paragraph += 1;
        }
        text
    }

    /// What stands behind a sentence of a paragraph.
    fn extra(&self, place: usize, random: &mut Random) -> String {
        let kinds = [Kind::Article, Kind::Condition, Kind::Exercise, Kind::Anatomy];
        match (place, random.below(3)) {
            (1, 0) => format!(" See [[{}]].", self.any(kinds[random.below(4)], random).path),
            (1, 1) => format!(" See [[{}|this page]].", self.any(kinds[random.below(4)], random).title),
            (1, _) => format!(" See [this](/{}/).", self.any(Kind::Article, random).path),
            (3, 0) => format!(" [@{}]", id(self.any(Kind::Reference, random))),
            (3, 1) => {
                format!(" [@{}; @{}]", id(self.any(Kind::Reference, random)), id(self.any(Kind::Reference, random)))
            }
            (4, 0) => format!(" A {} helps.", self.any(Kind::Term, random).title),
            _ => String::new(),
        }
    }

    fn sentence(&self, random: &mut Random) -> String {
        let length = 7 + random.below(7);
        let words: Vec<&str> = (0..length).map(|_| random.word()).collect();
        format!("{}.", capital(&words.join(" ")))
    }
}

/// A reference's id.
fn id(page: &Page) -> &str {
    page.path.rsplit('/').next().unwrap_or_default()
}

/// A glossary word of its own for each number.
fn term(number: usize) -> String {
    let mut word = String::new();
    let mut rest = number + 256;
    while rest > 0 {
        word.push_str(SYLLABLES[rest % 16]);
        rest /= 16;
    }
    word
}

fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or(String::new(), |first| first.to_uppercase().chain(letters).collect())
}

/// SplitMix64: a small generator whose numbers depend on its seed alone.
struct Random(u64);

impl Random {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    fn below(&mut self, limit: usize) -> usize {
        usize::try_from(self.next() % limit.max(1) as u64).unwrap_or(0)
    }

    fn word(&mut self) -> &'static str {
        WORDS[self.below(WORDS.len())]
    }
}

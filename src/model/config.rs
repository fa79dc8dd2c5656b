//! What `site.yaml` says.

use crate::base::span::Span;
use crate::model::text::{PageName, Text};

/// The site's settings. Only `name` and `language` must be given.
#[derive(Clone, Debug, Default)]
pub struct SiteConfig {
    /// Whether there is no `site.yaml` that can be read: the other values then mean nothing.
    pub unread: bool,
    /// The clinic's name.
    pub name: Text,
    /// A few words under the name.
    pub tagline: Option<Text>,
    /// The address the site is published at, without a last `/`; empty when it is not known.
    pub base_url: String,
    /// The default language (BCP 47).
    pub language: String,
    /// All languages, the default first.
    pub languages: Vec<String>,
    /// The paper that is printed by default.
    pub paper: Paper,
    /// Named texts: phone numbers and the like, in the order they are written in.
    pub numbers: Vec<(String, Text)>,
    /// What pain is fine and what is not.
    pub pain_rule: Option<PainRule>,
    /// What a missing or overdue review means.
    pub review: ReviewPolicy,
    /// Sections in the order of the menu.
    pub menu: Vec<Text>,
    /// The clinic's logo.
    pub logo: Option<Logo>,
    /// Colours that replace the theme's, by role.
    pub colours: Vec<(String, Text)>,
    /// HTML elements that bodies may hold.
    pub html_allow: Vec<String>,
    /// The reading grade above which wording is advised on.
    pub reading_grade: f64,
    /// Groups of words and phrases that mean the same to search.
    pub synonyms: Vec<Vec<Text>>,
    /// Whether readers may install the site and read it without a connection; `false` takes it off their devices again.
    pub installable: Option<bool>,
    /// Queries with the page each must find.
    pub search_tests: Vec<SearchTest>,
}

/// A paper size.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum Paper {
    /// 210 × 297 mm.
    #[default]
    A4,
    /// 8.5 × 11 in.
    Letter,
}

impl Paper {
    /// The word in `site.yaml` and on the command line.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::A4 => "a4",
            Self::Letter => "letter",
        }
    }
}

/// The pain scale's cut-offs: 0 ≤ `ok` < `caution` < 10, and above `caution` is stop.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PainRule {
    /// The highest score that is fine.
    pub ok: u8,
    /// The highest score that is borne with care.
    pub caution: u8,
    /// What pain the next morning means.
    pub next_morning: Option<Text>,
}

/// What a review means for publishing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub struct ReviewPolicy {
    /// Whether a page may be published without a reviewer.
    pub required: bool,
    /// Days past the due date before an overdue review is an error.
    pub grace_days: u32,
}

/// The clinic's logo.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Logo {
    /// The picture, from `content/`.
    pub src: Text,
    /// What it shows.
    pub alt: Text,
}

/// A query and the page it must find.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SearchTest {
    /// What a reader types.
    pub query: Text,
    /// The page, as a link would name it.
    pub expect: PageName,
    /// The level of care that must come first: `emergency` or `urgent`.
    pub care: Option<Text>,
}

impl SiteConfig {
    /// The text an insert stands for: a number, a top-level text, or a pain score. `None` when there is none.
    #[must_use]
    pub fn insert(&self, name: &str) -> Option<String> {
        if let Some((_, text)) = self.numbers.iter().find(|(key, _)| key == name) {
            return Some(text.raw.clone());
        }
        match name {
            "name" => Some(self.name.raw.clone()),
            "tagline" => self.tagline.as_ref().map(|text| text.raw.clone()),
            "base_url" => (!self.base_url.is_empty()).then(|| self.base_url.clone()),
            "language" => Some(self.language.clone()),
            "pain_ok" => self.pain_rule.as_ref().map(|rule| rule.ok.to_string()),
            "pain_caution" => self.pain_rule.as_ref().map(|rule| rule.caution.to_string()),
            _ => None,
        }
    }

    /// Names that stand for other settings than `numbers`, where those are set.
    pub const FIXED_INSERTS: [&str; 6] = ["name", "tagline", "base_url", "language", "pain_ok", "pain_caution"];

    /// All names that [`SiteConfig::insert`] knows, for suggestions.
    #[must_use]
    pub fn insert_names(&self) -> Vec<&str> {
        let fixed = Self::FIXED_INSERTS.into_iter().filter(|name| self.insert(name).is_some());
        self.numbers.iter().map(|(key, _)| key.as_str()).chain(fixed).collect()
    }

    /// The whole file's span, for problems about what is missing.
    #[must_use]
    pub fn start(&self) -> Span {
        Span::new(0, 0)
    }
}

//! The kinds of page.

/// What a page is. The front matter's `kind` names it; without one a page is an article.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub enum Kind {
    /// Any page.
    #[default]
    Article,
    /// A part of the body.
    Anatomy,
    /// An injury or illness; holds a red-flag card.
    Condition,
    /// One exercise, from which its picture and card are made.
    Exercise,
    /// A rehab programme in phases.
    Programme,
    /// A decision flow.
    Decision,
    /// One source.
    Reference,
    /// A glossary word.
    Term,
}

impl Kind {
    /// All kinds, in the order they are explained in.
    pub const ALL: [Self; 8] = [
        Self::Article,
        Self::Anatomy,
        Self::Condition,
        Self::Exercise,
        Self::Programme,
        Self::Decision,
        Self::Reference,
        Self::Term,
    ];

    /// The word in front matter.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Article => "article",
            Self::Anatomy => "anatomy",
            Self::Condition => "condition",
            Self::Exercise => "exercise",
            Self::Programme => "programme",
            Self::Decision => "decision",
            Self::Reference => "reference",
            Self::Term => "term",
        }
    }

    /// The kind that `word` names.
    #[must_use]
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.word() == word)
    }
}

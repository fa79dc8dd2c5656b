//! The texts of one phase as a patient reads them: where the phase is stricter than the site's pain rule, the scores
//! that its texts name are the phase's. It fills inserts only and looks at no page: a patient must never read two
//! limits.

use crate::model::programme::Phase;
use crate::model::text::Text;
use crate::parse::insert;
use crate::resolve::Index;

/// Fills the inserts of texts that are shown as part of a phase.
#[derive(Clone, Copy)]
pub struct PhaseText<'a> {
    index: &'a Index,
    limit: Option<u8>,
}

impl<'a> PhaseText<'a> {
    /// For the texts of a phase, and for those of its programme and its exercises that stand beside them.
    #[must_use]
    pub fn new(index: &'a Index, phase: &Phase) -> Self {
        Self { index, limit: phase.pain_limit }
    }

    /// For texts that belong to no phase: the site's own scores.
    #[must_use]
    pub fn of_site(index: &'a Index) -> Self {
        Self { index, limit: None }
    }

    /// The same texts where pain above `limit` (0–10) ends a session; a phase's own limit holds if it is lower.
    #[must_use]
    pub fn stricter(self, limit: u8) -> Self {
        Self { limit: Some(self.limit.map_or(limit, |own| own.min(limit))), ..self }
    }

    /// A text with its inserts filled.
    #[must_use]
    pub fn fill(&self, text: &Text) -> String {
        self.fill_str(&text.raw)
    }

    /// The same for a text without a place.
    #[must_use]
    pub fn fill_str(&self, text: &str) -> String {
        insert::fill(text, |name| self.insert(name))
    }

    /// Several texts with their inserts filled.
    #[must_use]
    pub fn fill_all<'t>(&self, texts: impl IntoIterator<Item = &'t Text>) -> Vec<String> {
        texts.into_iter().map(|text| self.fill(text)).collect()
    }

    /// What an insert stands for: the site's pain scores are never above the phase's limit.
    fn insert(&self, name: &str) -> Option<String> {
        let rule = self.index.config.pain_rule.as_ref();
        let score = rule.zip(self.limit).and_then(|(rule, limit)| match name {
            "pain_ok" => Some(rule.ok.min(limit)),
            "pain_caution" => Some(rule.caution.min(limit)),
            _ => None,
        });
        score.map(|score| score.to_string()).or_else(|| self.index.insert(name))
    }
}

//! A glossary word.

use crate::model::text::Text;

/// The front matter of a term page. The title is the word, the body its definition.
#[derive(Clone, Debug, Default)]
pub struct Term {
    /// The plural, matched and linked like the word.
    pub plural: Option<Text>,
    /// Other words for it, matched and linked like the word.
    pub also: Vec<Text>,
    /// Words not to use; advice where they stand in text.
    pub instead_of: Vec<Text>,
}

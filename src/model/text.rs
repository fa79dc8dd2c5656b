//! Texts and names as they stand in front matter, each with its place.

use crate::base::span::Span;

/// A text that a reader may see, as written: inserts (`{{clinic_phone}}`) are not yet filled in.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct Text {
    /// The text as the author wrote it, YAML quoting removed.
    pub raw: String,
    /// Where it stands in its file.
    pub span: Span,
}

/// A page named in front matter, as a wikilink would name it: `soleus-strain` or `rehab/soleus#build`.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct PageName {
    /// The name without its fragment.
    pub name: String,
    /// What stands after `#`.
    pub fragment: Option<String>,
    /// Where it stands in its file.
    pub span: Span,
}

impl PageName {
    /// A name from text with an optional `#fragment`.
    #[must_use]
    pub fn new(text: &str, span: Span) -> Self {
        match text.split_once('#') {
            Some((name, fragment)) => {
                Self { name: name.trim().to_owned(), fragment: Some(fragment.trim().to_owned()), span }
            }
            None => Self { name: text.trim().to_owned(), fragment: None, span },
        }
    }
}

/// A reference's id, or one of the two words that stand in its place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cite {
    /// What is cited.
    pub source: CiteSource,
    /// Where it stands in its file.
    pub span: Span,
}

/// What an entry of `cite` names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum CiteSource {
    /// A reference page, by its id.
    Reference(String),
    /// `own`: the clinic's own.
    Own,
    /// `convention`: usual practice, not yet checked by a clinician.
    Convention,
}

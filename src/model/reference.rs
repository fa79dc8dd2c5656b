//! One source, with the variable names of CSL-JSON.

use crate::base::date::Date;
use crate::base::span::Span;
use crate::model::text::Text;

/// The front matter of a reference page. Its id is the file's name.
#[derive(Clone, Debug, Default)]
pub struct Reference {
    /// CSL item type: `article-journal`, `book`, `webpage`, …
    pub kind: Option<Text>,
    /// Authors in order.
    pub author: Vec<Person>,
    /// Day, month or year of publication.
    pub issued: Option<Issued>,
    /// All other CSL variables, in the order they are written in: (name, value).
    pub variables: Vec<(String, Text)>,
    /// Who looked the source up, and where.
    pub checked: Option<Checked>,
}

impl Reference {
    /// The value of a CSL variable such as `container-title` or `DOI`.
    #[must_use]
    pub fn variable(&self, name: &str) -> Option<&Text> {
        self.variables.iter().find(|(key, _)| key == name).map(|(_, value)| value)
    }
}

/// An author or editor.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Person {
    /// A person with a family name.
    Named {
        /// Family name.
        family: Text,
        /// Given names or initials.
        given: Option<Text>,
    },
    /// An organisation, printed as it is.
    Literal(Text),
}

/// A date of publication, as exact as it is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Issued {
    /// Year.
    pub year: i32,
    /// Month, 1–12.
    pub month: Option<u8>,
    /// Day, 1–31.
    pub day: Option<u8>,
    /// Where it stands in its file.
    pub span: Span,
}

/// A note on where a source's details were looked up.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct Checked {
    /// When.
    pub on: Option<Date>,
    /// Where.
    pub place: Option<Text>,
}

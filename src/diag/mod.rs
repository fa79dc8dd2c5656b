//! Problems as data: what is wrong, where, and what to do next.
//!
//! Stages make [`Problem`]s and never print them. `report` gives them a line and a column, and one file a form
//! (`human`, `json`, `sarif`, `github`) turns a report into text.

pub mod codes;
pub mod explain;
pub mod github;
pub mod human;
pub mod json;
pub mod report;
pub mod sarif;

use crate::base::path::SitePath;
use crate::base::span::Span;

pub use codes::Code;

/// How bad a problem is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// Nothing is published until it is mended.
    Error,
    /// Published, but wrong or fragile.
    Warning,
    /// About wording and good practice.
    Advice,
}

impl Severity {
    /// The word printed and written to JSON.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Error => "error",
            Self::Warning => "warning",
            Self::Advice => "advice",
        }
    }
}

/// A place in one file. A place without a span stands for the whole file.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Place {
    /// The file, from the site's root.
    pub path: SitePath,
    /// The bytes meant, when a part of the file is meant.
    pub span: Option<Span>,
}

/// One thing that is wrong, with the next action.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// Which rule.
    pub code: Code,
    /// The code's severity, unless a rule says otherwise for this case.
    pub severity: Severity,
    /// Where; `None` only for problems of no file, such as an output that cannot be written.
    pub place: Option<Place>,
    /// What was found and what was expected: lower case, no full stop, names in back-ticks.
    pub message: String,
    /// The next action, in one sentence. Errors always have one.
    pub help: Option<String>,
    /// Other places that belong to the problem, each with a note: the second of two clashing files.
    pub related: Vec<(Place, String)>,
}

impl Problem {
    /// A problem at a place, with the severity of its code.
    #[must_use]
    pub fn new(code: Code, place: Place, message: impl Into<String>, help: impl Into<String>) -> Self {
        Self {
            code,
            severity: code.severity,
            place: Some(place),
            message: message.into(),
            help: Some(help.into()),
            related: Vec::new(),
        }
    }

    /// A problem of no file.
    #[must_use]
    pub fn general(code: Code, message: impl Into<String>, help: impl Into<String>) -> Self {
        Self {
            code,
            severity: code.severity,
            place: None,
            message: message.into(),
            help: Some(help.into()),
            related: Vec::new(),
        }
    }

    /// The same problem with another severity.
    #[must_use]
    pub fn with_severity(self, severity: Severity) -> Self {
        Self { severity, ..self }
    }

    /// The same problem with one more place.
    #[must_use]
    pub fn with_related(mut self, place: Place, note: impl Into<String>) -> Self {
        self.related.push((place, note.into()));
        self
    }
}

impl Place {
    /// A part of a file.
    #[must_use]
    pub fn at(path: &SitePath, span: Span) -> Self {
        Self { path: path.clone(), span: Some(span) }
    }

    /// A file as a whole.
    #[must_use]
    pub fn file(path: &SitePath) -> Self {
        Self { path: path.clone(), span: None }
    }
}

/// What a stage gives: its value, whatever the input, and the problems it met on the way.
#[derive(Clone, Debug, Default)]
pub struct Outcome<T> {
    /// The stage's result, as whole as the input allows.
    pub value: T,
    /// What was wrong.
    pub problems: Vec<Problem>,
}

impl<T> Outcome<T> {
    /// A result without problems.
    pub fn clean(value: T) -> Self {
        Self { value, problems: Vec::new() }
    }
}

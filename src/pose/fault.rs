//! What is wrong with a pose, at its place in the file. The rule that reports it adds the path.

use crate::base::span::Span;
use crate::diag::Code;

/// One thing that is wrong with a pose.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// Which rule.
    pub code: Code,
    /// The word or angle meant.
    pub span: Span,
    /// What was found and what was expected.
    pub message: String,
    /// The next action.
    pub help: String,
}

impl Fault {
    /// A fault at a place.
    #[must_use]
    pub fn new(code: Code, span: Span, message: impl Into<String>, help: impl Into<String>) -> Self {
        Self { code, span, message: message.into(), help: help.into() }
    }
}

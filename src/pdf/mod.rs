//! Paper: a template of ours and plain data become an accessible PDF, tried in several layouts until one fits.
//!
//! What is printed is decided above, in `view`; here nothing is known of sites or programmes. Everything Typst needs is
//! handed over in memory, so that the same order gives the same bytes on every machine. Built without the feature `pdf`
//! nothing can be printed, and [`AVAILABLE`] says so.

#[cfg(feature = "pdf")]
mod engine;
pub mod layout;
pub mod press;
#[cfg(feature = "pdf")]
mod trial;

/// Whether this binary can print PDFs.
pub const AVAILABLE: bool = cfg!(feature = "pdf");

/// The ending of templates that are for paper.
pub const TEMPLATE_ENDING: &str = ".typ";

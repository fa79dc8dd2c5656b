//! Names become pages: links, citations, transclusions, glossary words and navigation.
//!
//! The [`Index`] is made from what all pages say of themselves; [`bind`] then gives each page its targets from the page
//! and the index alone, and [`Graph`] turns the targets round: who mentions, cites and uses whom. Nothing here reads
//! bytes or writes HTML.

pub mod bind;
pub mod bind_faults;
pub mod embeds;
pub mod glossary;
pub mod graph;
pub mod index;
pub mod names;
pub mod nav;
pub mod phase_text;
pub mod translations;

pub use bind::{Bound, Target};
pub use graph::Graph;
pub use index::Index;
pub use phase_text::PhaseText;

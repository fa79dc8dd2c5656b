//! The decision flow as a checked graph, with the numbered outline and the exports that are made from it.
//!
//! [`plan`] numbers the questions and binds each answer to its target, [`check`] finds what is wrong with the flow, and
//! [`outline`] is the plain list of questions from which pages, [`text`], [`json`], [`mermaid`] and [`dot`] are made,
//! so that all forms say the same. Nothing here looks at another page: links and words of a language come in as values.
//!
//! The drawn chart is made from the same outline, in `chart`.

mod bind;
pub mod check;
pub mod dot;
mod graph;
pub mod json;
pub mod labels;
pub mod mermaid;
pub mod outline;
#[cfg(test)]
mod parity;
pub mod plan;
pub mod rail;
#[cfg(test)]
mod testing;
pub mod text;

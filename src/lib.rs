//! Soleus turns a folder of Markdown into a clinic's public education site: cross-linked pages, a decision flow and
//! printable rehab sheets.
//!
//! [`pipeline`] shows the stages in order. Modules in reading order, each using only those before it:
//! [`base`], [`diag`], [`model`], [`load`], [`parse`], [`resolve`], [`flow`], [`cite`], [`chart`], [`pose`],
//! [`picture`], [`pdf`],
//! [`body`], [`search`], [`view`], [`render`], [`check`], [`kinds`], [`write`](mod@write), [`builtin`], [`pipeline`],
//! [`rename`], [`preview`], [`cli`].

pub mod base;
pub mod body;
pub mod builtin;
pub mod chart;
pub mod check;
pub mod cite;
pub mod cli;
pub mod diag;
pub mod flow;
pub mod kinds;
pub mod load;
pub mod model;
pub mod parse;
pub mod pdf;
pub mod picture;
pub mod pipeline;
pub mod plate;
pub mod pose;
pub mod preview;
pub mod rename;
pub mod render;
pub mod resolve;
pub mod search;
pub mod view;
pub mod write;

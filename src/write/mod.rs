//! Artifacts become a folder, and files of a site move: all of it or nothing.

pub mod cache;
pub mod manifest;
pub mod publish;
pub mod relocate;

//! Artifacts become a folder: all of them or none.

pub mod cache;
pub mod manifest;
pub mod publish;

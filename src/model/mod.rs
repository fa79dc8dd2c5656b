//! The nouns: what a site is made of. No parsing, no rendering, no outside crate.

pub mod anatomy;
pub mod article;
pub mod condition;
pub mod config;
pub mod decision;
pub mod doc;
pub mod dose;
pub mod dose_limits;
pub mod exercise;
pub mod facts;
pub mod kind;
pub mod page;
pub mod plain;
pub mod pose;
pub mod programme;
pub mod reference;
pub mod term;
pub mod text;

//! The shipped site in a real browser: no violation of accessibility rules, no request to another host, nothing against
//! a strict content security policy, no sideways scrolling at 320 px, and all of it readable without JavaScript.
//!
//! Needs Node.js, Chromium and the packages of `tests/tools`, which the README's test command installs. Pictures of
//! each page are kept under the build directory, in `pictures/`.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::string_slice,
    reason = "a test may stop"
)]

mod support;

use std::ffi::OsStr;

use support::browse::{browse, pictures};
use support::{built, root};

/// A page of each kind, and each generated page.
const PAGES: [&str; 17] = [
    "",
    "a-z/",
    "anatomy/",
    "anatomy/gastrocnemius/",
    "strains/gastrocnemius-strain/",
    "strains/compare/",
    "exercises/one-leg-heel-raise/",
    "rehab/gastrocnemius/",
    "rehab/gastrocnemius/wake-up/",
    "rehab/gastrocnemius/booklet/",
    "help/which-page/",
    "help/which-page/q/clot/",
    "help/which-page/q/same-day-clot/",
    "help/which-page/print/",
    "glossary/",
    "references/",
    "references/dixon-2009/",
];

#[test]
fn readers_search_by_keyboard_from_a_folder_and_without_javascript() {
    let (_guard, out) = built(&root(), &[]);
    let (_offline_guard, offline) = built(&root(), &["--offline"]);
    browse("search-page.mjs", &[out.as_ref(), offline.as_ref(), pictures().as_ref()]);
}

#[test]
fn every_kind_of_page_holds_in_a_real_browser() {
    let (_guard, out) = built(&root(), &[]);
    let pictures = pictures();
    let mut arguments: Vec<&OsStr> = vec![out.as_ref(), pictures.as_ref()];
    arguments.extend(PAGES.iter().map(OsStr::new));
    browse("browser.mjs", &arguments);
}

//! Readers who need large letters: twice and four times the usual size, and a window zoomed to 400 %.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test may stop")]

mod support;

use std::ffi::OsStr;

use support::browse::{browse, pictures};
use support::{built, root};

/// A page of each kind.
const PAGES: [&str; 22] = [
    "",
    "404.html",
    "a-z/",
    "anatomy/",
    "anatomy/gastrocnemius/",
    "cramps/",
    "exercises/one-leg-heel-raise/",
    "glossary/",
    "help/when-to-get-help/",
    "help/which-page/",
    "help/which-page/print/",
    "help/which-page/q/clot/",
    "help/which-page/q/same-day-clot/",
    "references/",
    "references/dixon-2009/",
    "rehab/gastrocnemius/",
    "rehab/gastrocnemius/booklet/",
    "rehab/gastrocnemius/make/",
    "rehab/gastrocnemius/wake-up/",
    "rehab/gastrocnemius/wake-up/large-print/",
    "strains/compare/",
    "strains/gastrocnemius-strain/",
];

#[test]
fn pages_hold_with_letters_at_four_times_their_size() {
    let (_guard, out) = built(&root(), &[]);
    let pictures = pictures();
    let mut arguments: Vec<&OsStr> = vec![out.as_ref(), pictures.as_ref()];
    arguments.extend(PAGES.iter().map(OsStr::new));
    browse("text-size.mjs", &arguments);
}

//! The shipped flow in a real browser: stepped through by mouse and keyboard, with the back button, from a server under
//! a strict policy and from a disk; its chart by arrow keys; and nothing stored or asked for.
//!
//! Needs what `tests/browser.rs` needs. Pictures are kept under the build directory, in `pictures/`.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::string_slice,
    reason = "a test may stop"
)]

mod support;

use support::browse::{browse, pictures};
use support::{built, root};

#[test]
fn the_flow_is_stepped_through_in_place() {
    let (_guard, out) = built(&root(), &[]);
    let (_other, offline) = built(&root(), &["--offline"]);
    browse("flow.mjs", &[out.as_ref(), offline.as_ref(), pictures().as_ref(), "help/which-page".as_ref()]);
}

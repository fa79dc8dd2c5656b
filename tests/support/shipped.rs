//! The shipped site as the real binary builds it, once for all tests of a file.

use std::collections::BTreeMap;
use std::sync::OnceLock;

use super::{built, files, root};

/// The built site: its files by path.
pub fn output() -> &'static BTreeMap<String, Vec<u8>> {
    static OUTPUT: OnceLock<BTreeMap<String, Vec<u8>>> = OnceLock::new();
    OUTPUT.get_or_init(|| {
        let (_guard, out) = built(&root(), &[]);
        files(&out)
    })
}

/// One of its files as text; the test stops where it is missing.
#[track_caller]
pub fn text(path: &str) -> String {
    let bytes = output().get(path).unwrap_or_else(|| panic!("{path} is not in the output"));
    String::from_utf8(bytes.clone()).expect("UTF-8")
}

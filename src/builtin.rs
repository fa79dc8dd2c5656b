//! The templates, theme and example content that are compiled in, so that a folder with only `content/` builds
//! anywhere.

include!(concat!(env!("OUT_DIR"), "/builtin.rs"));

/// A built-in template's text, by its name.
#[must_use]
pub fn template(name: &str) -> Option<&'static str> {
    let (_, bytes) = TEMPLATES.iter().find(|(path, _)| *path == name)?;
    std::str::from_utf8(bytes).ok()
}

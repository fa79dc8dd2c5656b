//! The site's files in memory, before anything is read out of them.

pub mod disk;
pub mod links;
pub mod memory;

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::base::path::SitePath;

/// The folders of a site that are read.
pub const FOLDERS: [&str; 3] = ["content", "templates", "theme"];

/// One file's bytes.
#[derive(Clone, Debug)]
pub struct File {
    /// The bytes.
    pub bytes: Arc<[u8]>,
    /// The same bytes, where they are text.
    text: Option<Arc<str>>,
}

impl File {
    /// A file with these bytes.
    #[must_use]
    pub fn new(bytes: impl Into<Vec<u8>>) -> Self {
        match String::from_utf8(bytes.into()) {
            // A text lies in memory once, whether it is asked for as text or as bytes.
            Ok(text) => {
                let text: Arc<str> = text.into();
                Self { bytes: Arc::from(Arc::clone(&text)), text: Some(text) }
            }
            Err(other) => Self { bytes: other.into_bytes().into(), text: None },
        }
    }

    /// The bytes as text; `None` when they are not UTF-8.
    #[must_use]
    pub fn text(&self) -> Option<&str> {
        self.text.as_deref()
    }

    /// The first line, from 1, with bytes that are not UTF-8.
    #[must_use]
    pub fn line_not_text(&self) -> usize {
        let sound = std::str::from_utf8(&self.bytes).map_or_else(|error| error.valid_up_to(), str::len);
        1 + self.bytes.iter().take(sound).filter(|byte| **byte == b'\n').count()
    }

    /// The text for one who keeps it, without a copy.
    #[must_use]
    pub fn shared_text(&self) -> Option<Arc<str>> {
        self.text.clone()
    }
}

/// All files of a site at one moment, sorted by path.
#[derive(Clone, Debug, Default)]
pub struct Snapshot {
    /// The files.
    pub files: BTreeMap<SitePath, File>,
}

impl Snapshot {
    /// A file's text, for showing lines in a report.
    #[must_use]
    pub fn text(&self, path: &SitePath) -> Option<String> {
        Some(self.files.get(path)?.text()?.to_owned())
    }
}

//! The list of files that an output holds, kept with it: what is in it is ours to replace and to delete.

use std::collections::BTreeSet;
use std::fs;
use std::io;
use std::path::Path;

use serde_json::{Value, json};

/// The manifest's name in the output.
pub const NAME: &str = ".soleus-manifest.json";

/// The files that an output holds.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Manifest {
    /// Their paths from the output, with `/`.
    pub files: BTreeSet<String>,
}

impl Manifest {
    /// Reads the manifest of an output; `None` when there is none that can be read.
    #[must_use]
    pub fn read(output: &Path) -> Option<Self> {
        let text = fs::read_to_string(output.join(NAME)).ok()?;
        let value: Value = serde_json::from_str(&text).ok()?;
        let files = value.get("files")?.as_array()?.iter().map(|path| path.as_str().map(str::to_owned));
        Some(Self { files: files.collect::<Option<_>>()? })
    }

    /// Writes the manifest into a folder.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub fn write(&self, folder: &Path) -> io::Result<()> {
        let value = json!({ "generator": concat!("Soleus ", env!("CARGO_PKG_VERSION")), "files": self.files });
        let mut text = serde_json::to_string_pretty(&value).map_err(io::Error::other)?;
        text.push('\n');
        fs::write(folder.join(NAME), text)
    }
}

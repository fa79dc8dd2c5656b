//! The list of files that an output holds, kept with it: what is in it is ours to replace and to delete.

use std::collections::BTreeMap;
use std::fs;
use std::io;
use std::path::Path;

use serde_json::{Map, Value, json};

use crate::base::digest::Digest;

/// The manifest's name in the output.
pub const NAME: &str = ".soleus-manifest.json";

/// Files by path from the output, with `/`, and their digests.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Manifest {
    /// The files.
    pub files: BTreeMap<String, Digest>,
}

impl Manifest {
    /// Reads the manifest of an output; `None` when there is none that can be read.
    #[must_use]
    pub fn read(output: &Path) -> Option<Self> {
        let text = fs::read_to_string(output.join(NAME)).ok()?;
        let value: Value = serde_json::from_str(&text).ok()?;
        let files = value.get("files")?.as_object()?;
        let files = files.iter().map(|(path, digest)| Some((path.clone(), Digest::from_hex(digest.as_str()?)?)));
        Some(Self { files: files.collect::<Option<_>>()? })
    }

    /// Writes the manifest into a folder.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub fn write(&self, folder: &Path) -> io::Result<()> {
        let files: Map<String, Value> =
            self.files.iter().map(|(path, digest)| (path.clone(), json!(digest.hex()))).collect();
        let value = json!({ "generator": concat!("Soleus ", env!("CARGO_PKG_VERSION")), "files": files });
        let mut text = serde_json::to_string_pretty(&value).map_err(io::Error::other)?;
        text.push('\n');
        fs::write(folder.join(NAME), text)
    }
}

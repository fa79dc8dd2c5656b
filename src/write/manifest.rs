//! The list of files that an output holds, kept with it: what is in it is ours to replace and to delete.

use std::collections::BTreeSet;
use std::fs::{self, File};
use std::io::{self, BufWriter, Write as _};
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
        let files = match value.get("files")? {
            Value::Array(paths) => paths.iter().map(|path| path.as_str().map(str::to_owned)).collect::<Option<_>>()?,
            // Outputs of before have a digest for each path.
            Value::Object(digests) => digests.keys().cloned().collect(),
            _ => return None,
        };
        Some(Self { files })
    }
}

/// Writes the manifest of these files into a folder. A large output has many: no text of all of them is made.
///
/// # Errors
/// When the file cannot be written.
pub fn write<'a>(files: impl Iterator<Item = &'a String>, folder: &Path) -> io::Result<()> {
    let files: Vec<&String> = files.collect();
    let written = json!({ "files": files, "generator": concat!("Soleus ", env!("CARGO_PKG_VERSION")) });
    let mut file = BufWriter::new(File::create(folder.join(NAME))?);
    serde_json::to_writer_pretty(&mut file, &written).map_err(io::Error::other)?;
    file.write_all(b"\n")?;
    file.flush()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_is_read_again() {
        let folder = tempfile::tempdir().unwrap();
        for paths in [&["a/index.html", "b \"ö\".html"][..], &[]] {
            let files: BTreeSet<String> = paths.iter().map(|path| (*path).to_owned()).collect();
            write(files.iter(), folder.path()).unwrap();
            assert_eq!(Manifest::read(folder.path()), Some(Manifest { files }));
        }
    }

    #[test]
    fn a_list_with_digests_is_read_too() {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join(NAME), r#"{ "files": { "a/index.html": "0f" } }"#).unwrap();
        let files = BTreeSet::from(["a/index.html".to_owned()]);
        assert_eq!(Manifest::read(folder.path()), Some(Manifest { files }));
        fs::write(folder.path().join(NAME), "{}").unwrap();
        assert_eq!(Manifest::read(folder.path()), None);
    }
}

//! The list of files that an output holds, kept with it: what is in it is ours to replace and to delete.

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io::{self, BufWriter, Write as _};
use std::path::Path;

use serde_json::Value;

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
}

/// Writes the manifest of these files, sorted by path, into a folder. A large output has many: it is written as it is
/// made.
///
/// # Errors
/// When the file cannot be written.
pub fn write<'a>(files: impl Iterator<Item = (&'a String, Digest)>, folder: &Path) -> io::Result<()> {
    let mut file = BufWriter::new(File::create(folder.join(NAME))?);
    file.write_all(b"{\n  \"files\": {")?;
    let mut end = "}";
    for (path, digest) in files {
        file.write_all(if end == "}" { b"\n    " } else { b",\n    " })?;
        serde_json::to_writer(&mut file, path).map_err(io::Error::other)?;
        write!(file, ": \"{}\"", digest.hex())?;
        end = "\n  }";
    }
    writeln!(file, "{end},\n  \"generator\": \"{}\"\n}}", concat!("Soleus ", env!("CARGO_PKG_VERSION")))?;
    file.flush()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_is_read_again() {
        let folder = tempfile::tempdir().unwrap();
        for paths in [&["a/index.html", "b \"ö\".html"][..], &[]] {
            let files: BTreeMap<String, Digest> =
                paths.iter().map(|path| ((*path).to_owned(), Digest::of(path.as_bytes()))).collect();
            write(files.iter().map(|(path, digest)| (path, *digest)), folder.path()).unwrap();
            assert_eq!(Manifest::read(folder.path()), Some(Manifest { files }));
            let text = fs::read_to_string(folder.path().join(NAME)).unwrap();
            let value: Value = serde_json::from_str(&text).unwrap();
            assert_eq!(text, serde_json::to_string_pretty(&value).unwrap() + "\n");
        }
    }
}

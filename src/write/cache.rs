//! Keeps printed documents and pictures between runs, in `.soleus-cache/` in the site's folder. It is safe to delete at
//! any time.
//!
//! An entry's name is a digest of all it was made from, and it begins with the digest of its bytes, so that a damaged
//! entry is seen and made again. The folder ignores itself in git. That it cannot be written is no error.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use super::publish::write_whole;
use crate::base::digest::Digest;
use crate::pdf::press::Store;

/// The folder's name.
pub const NAME: &str = ".soleus-cache";

/// The digits of a digest and the line's end, with which an entry begins.
const HEAD: usize = 65;

/// A cache of printed documents and pictures.
#[derive(Debug)]
pub struct PrintCache {
    folder: PathBuf,
    used: Mutex<BTreeSet<String>>,
}

impl PrintCache {
    /// The cache of a site.
    #[must_use]
    pub fn of(root: &Path) -> Self {
        Self { folder: root.join(NAME), used: Mutex::new(BTreeSet::new()) }
    }

    /// Deletes what this run has not used: what is left is what the site is made of.
    pub fn tidy(&self) {
        let used = self.used.lock().unwrap_or_else(PoisonError::into_inner);
        for entry in fs::read_dir(self.folder.join("pdf")).into_iter().flatten().flatten() {
            let name = entry.file_name().to_string_lossy().into_owned();
            if name.len() == HEAD - 1 && !used.contains(&name) {
                // One that cannot be deleted now is deleted by a later run.
                let _ = fs::remove_file(entry.path());
            }
        }
    }

    fn file(&self, key: &Digest) -> PathBuf {
        let name = key.hex();
        let file = self.folder.join("pdf").join(&name);
        self.used.lock().unwrap_or_else(PoisonError::into_inner).insert(name);
        file
    }

    /// Makes the folder, with a note for git and for backups that it holds nothing to keep.
    fn prepare(&self) -> std::io::Result<()> {
        let entries = self.folder.join("pdf");
        if entries.is_dir() {
            return Ok(());
        }
        fs::create_dir_all(&entries)?;
        fs::write(self.folder.join(".gitignore"), "# Made by Soleus; safe to delete.\n*\n")?;
        let tag = "Signature: 8a477f597d28d172789f06886806bc55\n# Made by Soleus; safe to delete.\n";
        fs::write(self.folder.join("CACHEDIR.TAG"), tag)
    }
}

impl Store for PrintCache {
    fn get(&self, key: &Digest) -> Option<Vec<u8>> {
        let mut kept = fs::read(self.file(key)).ok()?;
        let head = kept.get(..HEAD)?;
        let digest = Digest::from_hex(std::str::from_utf8(head).ok()?.trim_end())?;
        let bytes = kept.split_off(HEAD);
        (Digest::of(&bytes) == digest).then_some(bytes)
    }

    fn put(&self, key: &Digest, bytes: &[u8]) {
        let file = self.file(key);
        let mut entry = Digest::of(bytes).hex().into_bytes();
        entry.push(b'\n');
        entry.extend_from_slice(bytes);
        // A cache that cannot be written costs time and nothing else.
        let _ = self.prepare().and_then(|()| write_whole(&file, &entry));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_kept_is_found_and_what_is_damaged_is_not() {
        let root = tempfile::tempdir().unwrap();
        let cache = PrintCache::of(root.path());
        let key = Digest::of(b"one");
        assert_eq!(cache.get(&key), None);
        cache.put(&key, b"bytes");
        assert_eq!(cache.get(&key).as_deref(), Some(&b"bytes"[..]));
        let file = root.path().join(NAME).join("pdf").join(key.hex());
        let mut damaged = fs::read(&file).unwrap();
        damaged.pop();
        fs::write(&file, damaged).unwrap();
        assert_eq!(cache.get(&key), None);
    }

    #[test]
    fn what_a_run_does_not_use_is_deleted() {
        let root = tempfile::tempdir().unwrap();
        PrintCache::of(root.path()).put(&Digest::of(b"old"), b"old");
        let cache = PrintCache::of(root.path());
        cache.put(&Digest::of(b"new"), b"new");
        cache.tidy();
        assert_eq!(cache.get(&Digest::of(b"old")), None);
        assert!(cache.get(&Digest::of(b"new")).is_some());
    }
}

//! Publishes artifacts: written beside the output and swapped in whole.
//!
//! Files that did not change are linked, not written again; when nothing changed nothing is touched. An output that
//! holds a file we did not write is refused, so that no one's work is ever deleted.

use std::collections::BTreeMap;
use std::fs;
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use super::manifest::{self, Manifest};
use crate::diag::{Problem, codes};
use crate::render::Artifact;

/// A publication under way. Dropping it leaves the output as it was.
pub struct Publication {
    output: PathBuf,
    /// Holds the new folder; removed when dropped.
    workshop: tempfile::TempDir,
    old: Option<Manifest>,
    new: Mutex<BTreeMap<String, Source>>,
}

/// Where a file's bytes are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Source {
    /// In the output, unchanged.
    Old,
    /// In the new folder.
    New,
}

/// What a publication did.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Published {
    /// Files in the output.
    pub files: usize,
    /// Files that are new or changed.
    pub written: usize,
    /// Files that are gone.
    pub removed: usize,
}

impl Publication {
    /// Prepares to publish to `output`. `sources` are folders that it may not touch.
    ///
    /// # Errors
    /// When the output is, holds or lies in a source, holds a file that is not ours, or cannot be written.
    pub fn begin(output: &Path, sources: &[PathBuf]) -> Result<Self, Box<Problem>> {
        let output = resolved(output).map_err(|error| unusable(output, &error))?;
        for source in sources {
            let source = resolved(source).map_err(|error| unusable(source, &error))?;
            if output.starts_with(&source) || source.starts_with(&output) {
                return Err(overlaps(&output, &source));
            }
        }
        let old = Manifest::read(&output);
        // A device or a socket too: the swap would put a folder in its place.
        if output.exists() && !output.is_dir() {
            return Err(foreign(&output, "it is a file"));
        }
        if output.is_dir() {
            refuse_foreign_files(&output, old.as_ref())?;
        }
        let parent = output.parent().unwrap_or(Path::new("."));
        fs::create_dir_all(parent).map_err(|error| unusable(&output, &error))?;
        let workshop = tempfile::Builder::new()
            .prefix(".soleus-")
            .tempdir_in(parent)
            .map_err(|error| unusable(&output, &error))?;
        fs::create_dir(workshop.path().join("new")).map_err(|error| unusable(&output, &error))?;
        Ok(Self { output, workshop, old, new: Mutex::new(BTreeMap::new()) })
    }

    /// Takes one file. May be called from many threads.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub fn take(&self, artifact: &Artifact) -> io::Result<()> {
        let path = artifact.address.output_path();
        let source = if self.is_there(&path, &artifact.bytes) { Source::Old } else { Source::New };
        if source == Source::New {
            write_into_folder(&self.new_folder().join(&path), &artifact.bytes)?;
        }
        self.new.lock().unwrap_or_else(PoisonError::into_inner).insert(path, source);
        Ok(())
    }

    /// Swaps the new folder in.
    ///
    /// # Errors
    /// When the folder cannot be swapped; the output is then as it was.
    pub fn finish(self) -> io::Result<Published> {
        let new = std::mem::take(&mut *self.new.lock().unwrap_or_else(PoisonError::into_inner));
        let written = new.values().filter(|source| **source == Source::New).count();
        let gone = self.old.iter().flat_map(|old| &old.files).filter(|path| !new.contains_key(*path)).count();
        let result = Published { files: new.len(), written, removed: gone };
        if written == 0 && gone == 0 && self.old.is_some() {
            return Ok(result);
        }
        let folder = self.new_folder();
        for (path, _) in new.iter().filter(|(_, source)| **source == Source::Old) {
            link(&self.output.join(path), &folder.join(path))?;
        }
        manifest::write(new.keys(), &folder)?;
        self.swap(&folder)?;
        Ok(result)
    }

    fn swap(&self, folder: &Path) -> io::Result<()> {
        let aside = self.workshop.path().join("old");
        let had_output = self.output.exists();
        if had_output {
            fs::rename(&self.output, &aside)?;
        }
        fs::rename(folder, &self.output).inspect_err(|_| {
            if had_output {
                // Best effort: the first error is the one to report.
                let _ = fs::rename(&aside, &self.output);
            }
        })
    }

    fn new_folder(&self) -> PathBuf {
        self.workshop.path().join("new")
    }

    /// Whether the output holds a file of ours with just these bytes. Files are compared themselves: one that was
    /// changed by hand is written again.
    fn is_there(&self, path: &str, bytes: &[u8]) -> bool {
        let file = self.output.join(path);
        let is_ours = self.old.as_ref().is_some_and(|old| old.files.contains(path));
        is_ours
            && fs::metadata(&file).is_ok_and(|data| data.len() == bytes.len() as u64)
            && fs::read(&file).is_ok_and(|old| old == bytes)
    }
}

/// Writes a file, and makes its folder where there is none. That of a page is hardly ever there.
fn write_into_folder(file: &Path, bytes: &[u8]) -> io::Result<()> {
    if let Some(folder) = file.parent().filter(|_| file.ends_with("index.html")) {
        // What goes wrong here, the attempt to write shows.
        let _ = fs::create_dir(folder);
    }
    fs::write(file, bytes).or_else(|error| match file.parent() {
        Some(folder) if error.kind() == io::ErrorKind::NotFound => {
            fs::create_dir_all(folder)?;
            fs::write(file, bytes)
        }
        Some(_) | None => Err(error),
    })
}

/// Writes a file beside its place and moves it there, so that no reader ever sees half of it.
///
/// # Errors
/// When the folder cannot be written.
pub fn write_whole(file: &Path, bytes: &[u8]) -> io::Result<()> {
    let folder = file.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let mut beside = tempfile::Builder::new();
    beside.prefix(".soleus-");
    // A temporary file is its owner's alone, which the file in its place need not be.
    #[cfg(unix)]
    beside.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o666));
    let mut beside = beside.tempfile_in(folder)?;
    beside.write_all(bytes)?;
    beside.persist(file).map(drop).map_err(|error| error.error)
}

/// Links a file, or copies it where the file system has no links.
fn link(from: &Path, to: &Path) -> io::Result<()> {
    if let Some(folder) = to.parent() {
        fs::create_dir_all(folder)?;
    }
    fs::hard_link(from, to).or_else(|_| fs::copy(from, to).map(drop))
}

/// A path with links resolved as far as it exists.
///
/// # Errors
/// When the current folder is not known, or the path is empty.
pub fn resolved(path: &Path) -> io::Result<PathBuf> {
    let path = std::path::absolute(path)?;
    let mut existing = path.as_path();
    let mut missing = Vec::new();
    loop {
        if let Ok(found) = fs::canonicalize(existing) {
            return Ok(missing.iter().rev().fold(found, |path: PathBuf, part| path.join(part)));
        }
        match (existing.parent(), existing.file_name()) {
            (Some(parent), Some(name)) => {
                missing.push(name.to_owned());
                existing = parent;
            }
            _ => return Ok(path),
        }
    }
}

fn refuse_foreign_files(output: &Path, old: Option<&Manifest>) -> Result<(), Box<Problem>> {
    let mut folders = vec![(output.to_owned(), String::new())];
    while let Some((folder, prefix)) = folders.pop() {
        let entries = fs::read_dir(&folder).map_err(|error| unusable(output, &error))?;
        for entry in entries {
            let entry = entry.map_err(|error| unusable(output, &error))?;
            let path = format!("{prefix}{}", entry.file_name().to_string_lossy());
            if entry.file_type().is_ok_and(|kind| kind.is_dir()) {
                folders.push((entry.path(), format!("{path}/")));
            } else if path != manifest::NAME && !old.is_some_and(|old| old.files.contains(&path)) {
                return Err(foreign(output, &format!("it holds `{path}`, which Soleus did not write")));
            }
        }
    }
    Ok(())
}

fn overlaps(output: &Path, source: &Path) -> Box<Problem> {
    Box::new(Problem::general(
        codes::OUTPUT_REFUSED,
        format!("`{}` cannot be the output: it would overlap `{}`", output.display(), source.display()),
        "choose another folder with `--out`",
    ))
}

fn foreign(output: &Path, why: &str) -> Box<Problem> {
    Box::new(Problem::general(
        codes::OUTPUT_REFUSED,
        format!("`{}` cannot be the output: {why}", output.display()),
        "choose an empty folder with `--out`, or move the file away",
    ))
}

/// An output that cannot be read or written.
#[must_use]
pub fn unusable(output: &Path, error: &io::Error) -> Box<Problem> {
    Box::new(Problem::general(
        codes::OUTPUT_REFUSED,
        format!("`{}` cannot be written: {error}", output.display()),
        "check the folder and its permissions",
    ))
}

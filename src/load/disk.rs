//! Reads a site's folder into a snapshot. This is the only file that names walkdir.
//!
//! Names that begin with `.` or `_` are skipped, `content/_files/` excepted. A link that leads out of the site, or into
//! a folder that holds it, is an error: otherwise it could publish a home folder.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use rayon::prelude::*;
use walkdir::{DirEntry, WalkDir};

use super::{FOLDERS, File, Snapshot};
use crate::base::path::SitePath;
use crate::diag::{Outcome, Place, Problem, codes};

/// The largest file that is read, in bytes: spans count bytes in 32 bits.
const LARGEST_FILE: u64 = u32::MAX as u64;

/// Reads `content/`, `templates/` and `theme/` below `root`.
///
/// # Errors
/// When `root` cannot be read at all. Files that cannot be read are problems, not errors.
pub fn load(root: &Path) -> io::Result<Outcome<Snapshot>> {
    let root = fs::canonicalize(root)?;
    let mut problems = Vec::new();
    let mut found: Vec<(SitePath, PathBuf)> = Vec::new();
    for folder in FOLDERS {
        let top = root.join(folder);
        if !top.is_dir() {
            continue;
        }
        let walk = WalkDir::new(&top).follow_links(true).sort_by_file_name().into_iter().filter_entry(is_wanted);
        for entry in walk {
            match entry {
                Ok(entry) => collect(&entry, &root, &mut found, &mut problems),
                Err(error) => problems.push(walk_problem(&error, &root)),
            }
        }
    }
    let read: Vec<_> = found.into_par_iter().map(|(path, file)| (read(&path, &file), path)).collect();
    let mut snapshot = Snapshot::default();
    for (outcome, path) in read {
        match outcome {
            Ok(file) => drop(snapshot.files.insert(path, file)),
            Err(problem) => problems.push(*problem),
        }
    }
    Ok(Outcome { value: snapshot, problems })
}

/// Whether an entry belongs to the site by its name.
fn is_wanted(entry: &DirEntry) -> bool {
    let hidden = entry.file_name().to_str().is_some_and(|name| name.starts_with(['.', '_']));
    entry.depth() == 0 || !hidden || in_files_folder(entry)
}

/// Whether an entry is `content/_files` or lies below it.
fn in_files_folder(entry: &DirEntry) -> bool {
    let depth = entry.depth();
    let top = entry.path().ancestors().nth(depth).and_then(Path::file_name);
    let first = entry.path().ancestors().nth(depth.saturating_sub(1)).and_then(Path::file_name);
    top.is_some_and(|name| name == "content") && first.is_some_and(|name| name == "_files")
}

/// Notes one file to read, or what is wrong with it.
fn collect(entry: &DirEntry, root: &Path, found: &mut Vec<(SitePath, PathBuf)>, problems: &mut Vec<Problem>) {
    let Some(path) = site_path(entry.path(), root) else {
        problems.push(Problem::general(
            codes::FILE_UNREADABLE,
            format!("the name of `{}` cannot be part of an address", entry.path().display()),
            "rename the file with letters, digits and `-`",
        ));
        return;
    };
    if entry.path_is_symlink() && !fs::canonicalize(entry.path()).is_ok_and(|target| target.starts_with(root)) {
        problems.push(Problem::new(
            codes::PATH_LEAVES_ROOT,
            Place::file(&path),
            format!("`{path}` is a link that leads out of the site"),
            "copy what it leads to into the site",
        ));
        return;
    }
    if entry.file_type().is_file() && !below_foreign_link(entry, root) {
        found.push((path, entry.path().to_owned()));
    }
}

/// Whether a folder above the entry is a link out of the root: its files are left out, the link itself is reported.
fn below_foreign_link(entry: &DirEntry, root: &Path) -> bool {
    let folders = entry.path().ancestors().skip(1).take_while(|folder| folder.starts_with(root) && *folder != root);
    folders
        .filter(|folder| folder.is_symlink())
        .any(|folder| !fs::canonicalize(folder).is_ok_and(|target| target.starts_with(root)))
}

fn read(path: &SitePath, file: &Path) -> Result<File, Box<Problem>> {
    let unreadable = |what: String| {
        Box::new(Problem::new(
            codes::FILE_UNREADABLE,
            Place::file(path),
            format!("`{path}` cannot be read: {what}"),
            "check the file and its permissions",
        ))
    };
    let size = fs::metadata(file).map_err(|error| unreadable(error.to_string()))?.len();
    if size >= LARGEST_FILE {
        return Err(unreadable("it is 4 GiB or larger".to_owned()));
    }
    fs::read(file).map(File::new).map_err(|error| unreadable(error.to_string()))
}

fn walk_problem(error: &walkdir::Error, root: &Path) -> Problem {
    let path = error.path().and_then(|path| site_path(path, root));
    let (code, message, help) = if error.loop_ancestor().is_some() {
        let name = path.as_ref().map_or("a folder", SitePath::as_str);
        (codes::PATH_LEAVES_ROOT, format!("`{name}` is a link to a folder that holds it"), "remove the link")
    } else {
        (codes::FILE_UNREADABLE, format!("a folder cannot be read: {error}"), "check the folder and its permissions")
    };
    match path {
        Some(path) => Problem::new(code, Place::file(&path), message, help),
        None => Problem::general(code, message, help),
    }
}

/// A file's path from the root, with `/`.
fn site_path(path: &Path, root: &Path) -> Option<SitePath> {
    let relative = path.strip_prefix(root).ok()?;
    let parts: Option<Vec<&str>> = relative.components().map(|part| part.as_os_str().to_str()).collect();
    SitePath::new(&parts?.join("/"))
}

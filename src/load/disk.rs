//! Reads a site's folder into a snapshot. This is the only file that names walkdir.
//!
//! Names that begin with `.` or `_` are skipped, `content/_files/` excepted. A link that leads out of the site, or into
//! a folder that holds it, is an error: otherwise it could publish a home folder. A preview reads single files again
//! ([`at`]) and folders again ([`load_folder`]); what it gets is what a load of the whole would give.

use std::collections::BTreeMap;
use std::fs;
use std::io::{self, Read as _};
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use rayon::prelude::*;
use walkdir::{DirEntry, WalkDir};

use super::links::Link;
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
    Ok(load_with_links(root)?.files)
}

/// A folder as it was read.
#[derive(Clone, Debug)]
pub struct Loaded {
    /// Its files.
    pub files: Outcome<Snapshot>,
    /// The links in it.
    pub links: Vec<Link>,
}

/// The same as [`load`], with the links that lead to the files.
///
/// # Errors
/// When `root` cannot be read at all.
pub fn load_with_links(root: &Path) -> io::Result<Loaded> {
    let root = fs::canonicalize(root)?;
    Ok(read_all(list(&root, &folders(&root))))
}

/// Reads one folder of a site, with what lies below it. `root` is the site's folder in its canonical form.
#[must_use]
pub fn load_folder(root: &Path, folder: &Path) -> Loaded {
    read_all(list(root, &[folder.to_owned()]))
}

/// The folders that are read.
fn folders(root: &Path) -> Vec<PathBuf> {
    FOLDERS.iter().map(|folder| root.join(folder)).collect()
}

/// What lies at one path of a site's folder.
#[derive(Clone, Debug)]
pub enum At {
    /// A file that belongs to the site.
    File(File),
    /// A folder.
    Folder,
    /// Nothing that belongs to the site.
    Nothing,
    /// A link, or a file that cannot be read: the folder must be read again as a whole to say what is wrong.
    Odd,
}

/// Looks at one path again. `root` is the site's folder in its canonical form.
#[must_use]
pub fn at(root: &Path, path: &SitePath) -> At {
    if !is_wanted(path) {
        return At::Nothing;
    }
    let mut whole = root.to_owned();
    for part in path.as_str().split('/') {
        whole.push(part);
        match fs::symlink_metadata(&whole) {
            Err(_) => return At::Nothing,
            Ok(found) if found.is_symlink() => return At::Odd,
            Ok(_) if !is_spelt_so(&whole) => return At::Nothing,
            Ok(_) => {}
        }
    }
    match fs::metadata(&whole) {
        Ok(found) if found.is_dir() => At::Folder,
        Ok(found) if found.is_file() => read(path, &whole).map_or(At::Odd, At::File),
        Ok(_) | Err(_) => At::Nothing,
    }
}

/// What tells that a file is other than before, without reading it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stamp {
    length: u64,
    changed: Option<SystemTime>,
    permissions: fs::Permissions,
}

/// What a site's folder looks like, without a file being read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stamps {
    /// Each file.
    pub files: BTreeMap<SitePath, Stamp>,
    /// Each link.
    pub links: Vec<Link>,
    /// What is wrong with links and folders.
    pub problems: Vec<Problem>,
}

/// Looks at a site's folder, for a preview that must ask again and again.
#[must_use]
pub fn stamps(root: &Path) -> Stamps {
    let listed = list(root, &folders(root));
    let stamp = |(path, file): (SitePath, PathBuf)| {
        let found = fs::metadata(file).ok()?;
        let (length, changed, permissions) = (found.len(), found.modified().ok(), found.permissions());
        Some((path, Stamp { length, changed, permissions }))
    };
    let files = listed.files.into_iter().filter_map(stamp).collect();
    Stamps { files, links: listed.links, problems: listed.problems }
}

/// Whether the file system has this very spelling: some take `A.md` for `a.md`, and a rename may change no more.
#[must_use]
pub fn is_spelt_so(path: &Path) -> bool {
    if !cfg!(any(target_os = "macos", target_os = "windows")) {
        return true;
    }
    let entries = path.parent().and_then(|folder| fs::read_dir(folder).ok());
    entries.into_iter().flatten().flatten().any(|entry| Some(entry.file_name().as_os_str()) == path.file_name())
}

/// What lies below some folders.
#[derive(Default)]
struct Listed {
    /// The files in order.
    files: Vec<(SitePath, PathBuf)>,
    links: Vec<Link>,
    problems: Vec<Problem>,
}

fn list(root: &Path, folders: &[PathBuf]) -> Listed {
    let mut listed = Listed::default();
    for top in folders.iter().filter(|top| top.is_dir()) {
        let wanted = |entry: &DirEntry| !is_skipped(entry.path(), root);
        let mut entries = WalkDir::new(top).follow_links(true).sort_by_file_name().into_iter().filter_entry(wanted);
        while let Some(entry) = entries.next() {
            let entry = match entry {
                Ok(entry) => entry,
                Err(error) => {
                    listed.fail(&error, root);
                    continue;
                }
            };
            if entry.path_is_symlink() {
                listed.links.extend(site_path(entry.path(), root).map(|path| Link::read(path, root)));
            }
            match file_of(&entry, root) {
                Ok(file) => listed.files.extend(file),
                Err(problem) => {
                    listed.problems.push(*problem);
                    if entry.file_type().is_dir() {
                        entries.skip_current_dir();
                    }
                }
            }
        }
    }
    listed
}

impl Listed {
    /// Adds what could not be walked through. A link to nothing may lead to something later.
    fn fail(&mut self, error: &walkdir::Error, root: &Path) {
        // Some editors mark a file that they hold open with a link to nothing: `.#calf.md`.
        if error.path().is_some_and(|path| is_skipped(path, root)) {
            return;
        }
        if missing_target(error).is_some() {
            let path = error.path().and_then(|path| site_path(path, root));
            self.links.extend(path.map(|path| Link::read(path, root)));
        }
        self.problems.push(walk_problem(error, root));
    }
}

fn read_all(listed: Listed) -> Loaded {
    let Listed { files, links, mut problems } = listed;
    let read: Vec<_> = files.into_par_iter().map(|(path, file)| (read(&path, &file), path)).collect();
    let mut snapshot = Snapshot::default();
    for (outcome, path) in read {
        match outcome {
            Ok(file) => drop(snapshot.files.insert(path, file)),
            Err(problem) => problems.push(*problem),
        }
    }
    Loaded { files: Outcome { value: snapshot, problems }, links }
}

/// Whether a path belongs to the site by its name.
#[must_use]
pub fn is_wanted(path: &SitePath) -> bool {
    let in_folder = FOLDERS.iter().any(|folder| path.as_str() == *folder || path.below(folder).is_some());
    let copied = path.as_str() == "content/_files" || path.below("content/_files").is_some();
    in_folder && (copied || !path.as_str().split('/').any(|part| part.starts_with(['.', '_'])))
}

/// Whether what lies at a path is skipped by its name.
fn is_skipped(path: &Path, root: &Path) -> bool {
    match site_path(path, root) {
        Some(path) => !is_wanted(&path),
        None => path.file_name().and_then(|name| name.to_str()).is_some_and(|name| name.starts_with(['.', '_'])),
    }
}

/// The file to read at an entry: none for a folder.
///
/// # Errors
/// When its name cannot be part of an address, or it is a link out of the root. Nothing below such a folder is to be
/// read.
fn file_of(entry: &DirEntry, root: &Path) -> Result<Option<(SitePath, PathBuf)>, Box<Problem>> {
    let Some(path) = site_path(entry.path(), root) else {
        return Err(Box::new(Problem::general(
            codes::FILE_UNREADABLE,
            format!("the name of `{}` cannot be part of an address", entry.path().display()),
            "rename the file with letters, digits and `-`",
        )));
    };
    if entry.path_is_symlink() && !fs::canonicalize(entry.path()).is_ok_and(|target| target.starts_with(root)) {
        return Err(Box::new(Problem::new(
            codes::PATH_LEAVES_ROOT,
            Place::file(&path),
            format!("`{path}` is a link that leads out of the site"),
            "copy what it leads to into the site",
        )));
    }
    Ok(entry.file_type().is_file().then(|| (path, entry.path().to_owned())))
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
    let failed = |error: io::Error| unreadable(error.to_string());
    let open = fs::File::open(file).map_err(failed)?;
    let size = open.metadata().map_err(failed)?.len();
    if size >= LARGEST_FILE {
        return Err(unreadable("it is 4 GiB or larger".to_owned()));
    }
    let mut bytes = Vec::with_capacity(usize::try_from(size).unwrap_or_default());
    open.take(LARGEST_FILE).read_to_end(&mut bytes).map_err(failed)?;
    Ok(File::new(bytes))
}

fn walk_problem(error: &walkdir::Error, root: &Path) -> Problem {
    let path = error.path().and_then(|path| site_path(path, root));
    let name = path.as_ref().map_or("a folder", SitePath::as_str);
    let (code, message, help) = if error.loop_ancestor().is_some() {
        (codes::PATH_LEAVES_ROOT, format!("`{name}` is a link to a folder that holds it"), "remove the link")
    } else if let Some(target) = missing_target(error) {
        let message = format!("`{name}` is a link to nothing: there is no `{}`", target.display());
        (codes::FILE_UNREADABLE, message, "remove the link, or let it lead to a file that is there")
    } else {
        (codes::FILE_UNREADABLE, format!("a folder cannot be read: {error}"), "check the folder and its permissions")
    };
    match path {
        Some(path) => Problem::new(code, Place::file(&path), message, help),
        None => Problem::general(code, message, help),
    }
}

/// Where a link leads that leads to nothing.
fn missing_target(error: &walkdir::Error) -> Option<PathBuf> {
    let is_missing = error.io_error().is_some_and(|error| error.kind() == io::ErrorKind::NotFound);
    is_missing.then(|| fs::read_link(error.path()?).ok())?
}

/// A file's path from the root, with `/`.
#[must_use]
pub fn site_path(path: &Path, root: &Path) -> Option<SitePath> {
    let relative = path.strip_prefix(root).ok()?;
    let parts: Option<Vec<&str>> = relative.components().map(|part| part.as_os_str().to_str()).collect();
    SitePath::new(&parts?.join("/"))
}

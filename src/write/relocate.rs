//! Moves a file or folder of a site and writes files anew: all of it, or nothing.
//!
//! New bytes are written beside each file first and renamed over it, so that no file is ever half-written. Where a step
//! fails, those before it are undone in reverse.

use std::fs;
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::base::path::SitePath;

/// A file that is written anew.
#[derive(Clone, Debug)]
pub struct Rewrite {
    /// Where it lies.
    pub before: SitePath,
    /// Where it will lie.
    pub after: SitePath,
    /// The bytes it must have now.
    pub old: Arc<[u8]>,
    /// The bytes it will have.
    pub new: Arc<[u8]>,
}

/// Why nothing was moved.
#[derive(Debug)]
pub enum RelocateError {
    /// A file has other bytes than when it was read.
    Changed(SitePath),
    /// A file is reached through a link, so that writing it would change another place.
    Linked(SitePath),
    /// A step failed, and all before it was undone.
    Failed(PathBuf, io::Error),
    /// A step failed, and so did undoing: the places that are not as they were.
    Stuck(PathBuf, io::Error, Vec<PathBuf>),
}

/// Moves `from` to `to` below `root` and writes `files` anew.
///
/// # Errors
/// When a file is not as it was read, or a step fails. Nothing is changed then, save what [`RelocateError::Stuck`]
/// names.
pub fn relocate(root: &Path, from: &SitePath, to: &SitePath, files: &[Rewrite]) -> Result<(), RelocateError> {
    let root = fs::canonicalize(root).map_err(|error| RelocateError::Failed(root.to_owned(), error))?;
    for file in files {
        let path = root.join(file.before.as_str());
        let whole = fs::canonicalize(&path).map_err(|error| RelocateError::Failed(path.clone(), error))?;
        if whole != path {
            return Err(RelocateError::Linked(file.before.clone()));
        }
        if fs::read(&path).map_err(|error| RelocateError::Failed(path.clone(), error))? != *file.old {
            return Err(RelocateError::Changed(file.before.clone()));
        }
    }
    run(steps(&root, from, to, files))
}

/// One thing that is done, and can be undone.
#[derive(Debug)]
enum Step {
    /// Makes a folder.
    Folder(PathBuf),
    /// Writes a new file with the permissions of another.
    Write { path: PathBuf, bytes: Arc<[u8]>, like: PathBuf },
    /// Moves a file or folder to a place where nothing lies.
    Move { from: PathBuf, to: PathBuf },
    /// Moves a written file over another, whose bytes are `old`.
    Over { from: PathBuf, to: PathBuf, old: Arc<[u8]> },
}

fn steps(root: &Path, from: &SitePath, to: &SitePath, files: &[Rewrite]) -> Vec<Step> {
    let mut steps = Vec::new();
    let (from, to) = (root.join(from.as_str()), root.join(to.as_str()));
    let mut written = Vec::new();
    for (number, file) in files.iter().enumerate() {
        let path = root.join(file.before.as_str());
        let beside = beside(&path, number);
        steps.push(Step::Write { path: beside.clone(), bytes: Arc::clone(&file.new), like: path });
        // What is written in a folder that moves, moves along.
        let moved = beside.strip_prefix(&from).map_or_else(|_| beside.clone(), |below| to.join(below));
        written.push((moved, root.join(file.after.as_str()), Arc::clone(&file.old)));
    }
    let above: Vec<&Path> = to.ancestors().skip(1).take_while(|folder| !folder.exists()).collect();
    steps.extend(above.into_iter().rev().map(|folder| Step::Folder(folder.to_owned())));
    steps.push(Step::Move { from, to });
    steps.extend(written.into_iter().map(|(from, to, old)| Step::Over { from, to, old }));
    steps
}

/// A name beside a file that nothing has. It begins with a dot, so that no site publishes it.
fn beside(path: &Path, number: usize) -> PathBuf {
    let name = |attempt: usize| path.with_file_name(format!(".soleus-mv-{number}-{attempt}.tmp"));
    (0..).map(name).find(|path| !path.exists()).unwrap_or_else(|| name(0))
}

fn run(steps: Vec<Step>) -> Result<(), RelocateError> {
    let mut done: Vec<Step> = Vec::new();
    for step in steps {
        if let Err((path, error)) = step.run() {
            let undo = done.iter().rev().filter_map(Step::undo);
            let stuck: Vec<PathBuf> = undo.collect();
            return Err(match stuck.is_empty() {
                true => RelocateError::Failed(path, error),
                false => RelocateError::Stuck(path, error, stuck),
            });
        }
        done.push(step);
    }
    Ok(())
}

impl Step {
    fn run(&self) -> Result<(), (PathBuf, io::Error)> {
        match self {
            Self::Folder(path) => fs::create_dir(path).map_err(|error| (path.clone(), error)),
            Self::Write { path, bytes, like } => write_like(path, bytes, like).map_err(|error| {
                let _ = fs::remove_file(path);
                (path.clone(), error)
            }),
            Self::Move { from, to } | Self::Over { from, to, .. } => {
                fs::rename(from, to).map_err(|error| (to.clone(), error))
            }
        }
    }

    /// Undoes the step. Gives the place that is not as it was when that fails.
    fn undo(&self) -> Option<PathBuf> {
        let (undone, path) = match self {
            Self::Folder(path) => (fs::remove_dir(path), path),
            // A written file that was moved over another is gone already.
            Self::Write { path, .. } if !path.exists() => (Ok(()), path),
            Self::Write { path, .. } => (fs::remove_file(path), path),
            Self::Move { from, to } => (fs::rename(to, from), from),
            Self::Over { from, to, old } => (write_like(from, old, to).and_then(|()| fs::rename(from, to)), to),
        };
        undone.err().map(|_| path.clone())
    }
}

fn write_like(path: &Path, bytes: &[u8], like: &Path) -> io::Result<()> {
    let mut file = fs::File::create_new(path)?;
    file.write_all(bytes)?;
    file.set_permissions(fs::metadata(like)?.permissions())?;
    file.sync_data()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn path(text: &str) -> SitePath {
        SitePath::new(text).unwrap()
    }

    fn rewrite(before: &str, after: &str, old: &str, new: &str) -> Rewrite {
        Rewrite { before: path(before), after: path(after), old: old.as_bytes().into(), new: new.as_bytes().into() }
    }

    /// All files and folders below a folder, with what files hold.
    fn shown(folder: &Path) -> Vec<String> {
        let mut found = Vec::new();
        let mut open = vec![folder.to_owned()];
        while let Some(next) = open.pop() {
            for entry in fs::read_dir(&next).unwrap() {
                let path = entry.unwrap().path();
                let name = path.strip_prefix(folder).unwrap().display().to_string();
                if path.is_dir() {
                    found.push(format!("{name}/"));
                    open.push(path);
                } else {
                    found.push(format!("{name}: {}", fs::read_to_string(&path).unwrap()));
                }
            }
        }
        found.sort();
        found
    }

    fn site() -> (PathBuf, Vec<String>) {
        let folder = std::env::temp_dir().join(format!(
            "soleus-relocate-{}-{:?}",
            std::process::id(),
            std::thread::current().id()
        ));
        let _ = fs::remove_dir_all(&folder);
        fs::create_dir_all(folder.join("a/b")).unwrap();
        for (file, text) in [("a/x.md", "x"), ("a/b/y.md", "y"), ("z.md", "z")] {
            fs::write(folder.join(file), text).unwrap();
        }
        let before = shown(&folder);
        (folder, before)
    }

    #[test]
    fn a_folder_moves_and_its_files_are_written_anew() {
        let (folder, _) = site();
        let files = [rewrite("a/x.md", "c/d/x.md", "x", "new x"), rewrite("z.md", "z.md", "z", "new z")];
        relocate(&folder, &path("a"), &path("c/d"), &files).unwrap();
        assert_eq!(shown(&folder), ["c/", "c/d/", "c/d/b/", "c/d/b/y.md: y", "c/d/x.md: new x", "z.md: new z"]);
        fs::remove_dir_all(folder).unwrap();
    }

    #[test]
    fn a_step_that_fails_undoes_all_before_it() {
        let (folder, before) = site();
        let files = [rewrite("a/x.md", "c/d/x.md", "x", "new x"), rewrite("z.md", "z.md", "z", "new z")];
        let whole = fs::canonicalize(&folder).unwrap();
        let complete = steps(&whole, &path("a"), &path("c/d"), &files);
        for length in 0..=complete.len() {
            let mut steps = steps(&whole, &path("a"), &path("c/d"), &files);
            steps.truncate(length);
            steps.push(Step::Move { from: whole.join("nothing"), to: whole.join("there") });
            assert!(matches!(run(steps), Err(RelocateError::Failed(..))), "after {length} steps");
            assert_eq!(shown(&folder), before, "after {length} steps");
        }
        fs::remove_dir_all(folder).unwrap();
    }

    #[test]
    fn a_file_that_changed_since_it_was_read_stops_the_move() {
        let (folder, before) = site();
        let error = relocate(&folder, &path("a"), &path("c"), &[rewrite("z.md", "z.md", "other", "new")]);
        assert!(matches!(error, Err(RelocateError::Changed(file)) if file == path("z.md")));
        assert_eq!(shown(&folder), before);
        fs::remove_dir_all(folder).unwrap();
    }
}

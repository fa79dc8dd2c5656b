//! The file that `--out` names: never one of the clinic's own.

use std::fs;
use std::path::{Path, PathBuf};

use super::{End, output};
use crate::load::FOLDERS;
use crate::write::publish::{resolved, write_whole};

/// Refuses a file within the folders that a site is made from, wherever links and `..` lead.
///
/// # Errors
/// When it lies there, or its place cannot be found out; the reason is printed.
pub fn refuse_source(root: &Path, file: &Path) -> Result<(), End> {
    let target = end_of_links(file);
    let place = |path: &Path| resolved(path).map_err(|error| unwritable(file, &error));
    let lies = place(&target)?;
    for folder in FOLDERS {
        if lies.starts_with(place(&root.join(folder))?) {
            let message = format!("`{}` lies in `{folder}/`, from which the site is made", file.display());
            return Err(output::usage(&message, "name a file outside of it"));
        }
    }
    Ok(())
}

/// Writes the file whole; through a link, a pipe or a device it writes to what is behind it.
///
/// # Errors
/// When it cannot be written; the reason is printed.
pub fn write(file: &Path, bytes: &[u8]) -> Result<(), End> {
    let is_other = fs::symlink_metadata(file).is_ok_and(|found| !found.is_file());
    let written = if is_other { fs::write(file, bytes) } else { write_whole(file, bytes) };
    written.map_err(|error| unwritable(file, &error))
}

/// Where a link leads, even if nothing is there yet.
fn end_of_links(file: &Path) -> PathBuf {
    /// As many as systems follow.
    const MOST: usize = 40;
    let mut target = file.to_owned();
    for _ in 0..MOST {
        let Ok(next) = fs::read_link(&target) else { break };
        target = target.parent().unwrap_or(Path::new("")).join(next);
    }
    target
}

fn unwritable(file: &Path, error: &std::io::Error) -> End {
    output::usage(&format!("`{}` cannot be written: {error}", file.display()), "check the folder and its permissions")
}

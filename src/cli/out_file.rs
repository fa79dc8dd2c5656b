//! The file that `--out` names: never one of the clinic's own, nor one in the folder that `build` writes, which would
//! refuse it from then on. `-` is standard output.

use std::fs;
use std::path::{Path, PathBuf};

use super::{End, build, output};
use crate::load::FOLDERS;
use crate::write::manifest;
use crate::write::publish::{resolved, write_whole};

/// What stands for standard output.
const STANDARD: &str = "-";

/// Refuses a file within the folders that a site is made from or is written to, wherever links and `..` lead.
///
/// # Errors
/// When it lies there, or its place cannot be found out; the reason is printed.
pub fn refuse_source(root: &Path, file: &Path) -> Result<(), End> {
    if file.as_os_str() == STANDARD {
        return Ok(());
    }
    let target = end_of_links(file);
    let place = |path: &Path| resolved(path).map_err(|error| unwritable(file, &error));
    let lies = place(&target)?;
    for folder in FOLDERS {
        if lies.starts_with(place(&root.join(folder))?) {
            let message = format!("`{}` lies in `{folder}/`, from which the site is made", file.display());
            return Err(output::usage(&message, "name a file outside of it"));
        }
    }
    let usual = place(&root.join(build::OUTPUT))?;
    let written = |folder: &&Path| **folder == usual || folder.join(manifest::NAME).is_file();
    if let Some(folder) = lies.ancestors().skip(1).find(written) {
        let folder = folder.file_name().unwrap_or_default().to_string_lossy();
        let message = format!("`{}` lies in `{folder}/`, which `soleus build` writes as a whole", file.display());
        return Err(output::usage(&message, "name a file outside of it"));
    }
    Ok(())
}

/// Writes the file whole; through a link, a pipe or a device it writes to what is behind it.
///
/// # Errors
/// When it cannot be written; the reason is printed.
pub fn write(file: &Path, bytes: &[u8]) -> Result<(), End> {
    if file.as_os_str() == STANDARD {
        return output::bytes(bytes);
    }
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

//! `soleus mv`: moves a page or a folder, and rewrites every link to it.

use std::fs;
use std::path::{Path, PathBuf};

use clap::Args;

use super::site::{SiteArguments, Wishes};
use super::{End, output};
use crate::base::span::Span;
use crate::kinds;
use crate::load::disk;
use crate::rename::moves::{Lies, Moves};
use crate::rename::{self, Change, Plan, Refusal, Request};
use crate::write::relocate::{RelocateError, Rewrite, relocate};

/// The arguments of `mv`.
#[derive(Debug, Args)]
pub struct Mv {
    /// The page or folder: its path from content/, with or without .md
    #[arg(value_name = "OLD")]
    old: String,
    /// Its new path, or a folder to move it into
    #[arg(value_name = "NEW")]
    new: String,
    /// Print what would change, and write nothing
    #[arg(long)]
    dry_run: bool,
    /// The site's folder [default: the folder at or above this one that holds content/site.yaml]
    #[arg(long, value_name = "DIR")]
    root: Option<PathBuf>,
}

impl Mv {
    /// Moves the page or folder.
    #[must_use]
    pub fn run(&self) -> End {
        self.mv().unwrap_or_else(|end| end)
    }

    fn mv(&self) -> Result<End, End> {
        let site = SiteArguments { root: self.root.clone(), as_of: None, drafts: true };
        let root = site.root()?;
        let loaded = disk::load(&root).map_err(|error| {
            output::usage(
                &format!("`{}` cannot be read: {error}", root.display()),
                "check the folder and its permissions",
            )
        })?;
        let lies = |path: &str| lies(&root.join(path));
        let request = Request { old: &self.old, new: &self.new, lies: &lies, forms: kinds::FORMS };
        let options = site.options(Wishes::default());
        let plan =
            rename::plan(&loaded.value, &options, loaded.problems, &request).map_err(|refusal| refused(&refusal))?;
        let (from, to) = (root.join(plan.moves.from.as_str()), root.join(plan.moves.to.as_str()));
        if fs::canonicalize(&to).is_ok_and(|there| Ok(there) != fs::canonicalize(&from).map_err(drop)) {
            let message = format!("`{}` is there already", plan.moves.to);
            return Err(output::usage(&message, "choose another name, or move or delete what is there"));
        }
        if self.dry_run {
            output::result(&shown(&plan))?;
        } else {
            let files: Vec<Rewrite> = plan.changes.iter().map(rewrite).collect();
            relocate(&root, &plan.moves.from, &plan.moves.to, &files).map_err(|error| failed(&error))?;
        }
        plan.notes.iter().for_each(|note| output::error(&format!("note: {note}")));
        output::result(&format!("{}\n", summary(&plan, self.dry_run)))?;
        Ok(End::Fine)
    }
}

/// What lies at a path. A file system that ignores capitals has nothing at another spelling.
fn lies(path: &Path) -> Lies {
    match fs::metadata(path) {
        Ok(_) if !disk::is_spelt_so(path) => Lies::Nothing,
        Ok(found) if found.is_dir() => Lies::Folder,
        Ok(_) => Lies::File,
        // A link that leads nowhere is in the way too.
        Err(_) if fs::symlink_metadata(path).is_ok() => Lies::File,
        Err(_) => Lies::Nothing,
    }
}

fn rewrite(change: &Change) -> Rewrite {
    Rewrite {
        before: change.before.clone(),
        after: change.after.clone(),
        old: change.old.clone(),
        new: change.new.clone(),
    }
}

fn refused(refusal: &Refusal) -> End {
    if let Some(report) = &refusal.report {
        output::report(report);
    }
    let end = output::usage(&refusal.message, &refusal.help);
    output::error("nothing was moved");
    if refusal.content { End::ContentErrors } else { end }
}

fn failed(error: &RelocateError) -> End {
    match error {
        RelocateError::Changed(path) => {
            output::usage(&format!("`{path}` was saved by another program just now"), "try again")
        }
        RelocateError::Linked(path) => output::usage(
            &format!("`{path}` is reached through a link of the file system, so writing it would change another place"),
            "move the file that the link leads to, or put the file in the link's place",
        ),
        RelocateError::Failed(path, error) => output::usage(
            &format!("`{}` cannot be written: {error}; nothing was moved", path.display()),
            "check the folder's permissions and the room on the disk",
        ),
        RelocateError::Stuck(path, error, left) => {
            let left = left.iter().map(|path| format!("`{}`", path.display())).collect::<Vec<_>>().join(", ");
            output::usage(
                &format!("`{}` cannot be written: {error}; these are not as they were: {left}", path.display()),
                "restore them from your own copy or version control",
            )
        }
    }
}

/// What a plan would change, file by file.
fn shown(plan: &Plan) -> String {
    let mut text = format!("{} → {}\n", plan.moves.from, plan.moves.to);
    for change in &plan.changes {
        text.push_str(&format!("{}\n", change.before));
        let source = String::from_utf8_lossy(&change.old);
        for (line, edit) in &change.edits {
            let new = edit.new.trim_end();
            text.push_str(&match written(&source, edit.span) {
                "" => format!("  {line}: + {new}\n"),
                old if new.is_empty() => format!("  {line}: - {}\n", old.trim_end()),
                old => format!("  {line}: {old} → {new}\n"),
            });
        }
    }
    text
}

fn written(source: &str, span: Span) -> &str {
    span.of(source)
}

fn summary(plan: &Plan, dry_run: bool) -> String {
    let count = |number: usize, one: &str, more: &str| format!("{number} {}", if number == 1 { one } else { more });
    let what = [
        count(plan.changes.len(), "file changed", "files changed"),
        count(plan.links(), "link rewritten", "links rewritten"),
        count(plan.redirects.len(), "redirect added", "redirects added"),
    ];
    let Moves { from, to, .. } = &plan.moves;
    match dry_run {
        true => format!("{from} would become {to}: {}; nothing was written", what.join(", ")),
        false => format!("{from} is now {to}: {}", what.join(", ")),
    }
}

//! A010 for what editors and systems leave behind: a copy of a page as it was, drafts and all, or a file that only a
//! program reads. It would be published for everyone, since files beside pages are.

use crate::base::path::SitePath;
use crate::body::Site;
use crate::diag::{Place, Problem, codes};

/// Files that systems put into folders, in small letters.
const OF_SYSTEMS: [&str; 5] = [".ds_store", "thumbs.db", "ehthumbs.db", "desktop.ini", ".directory"];

/// Endings of copies and of files half written, in small letters.
const OF_COPIES: [&str; 9] = ["bak", "orig", "old", "rej", "swo", "swp", "tmp", "part", "crdownload"];

/// Reports leftovers, in `content/_files/` too: that they are copied from there is nobody's purpose.
pub(super) fn check(site: &Site, problems: &mut Vec<Problem>) {
    for path in site.index.files.keys().filter(|path| is_leftover(path)) {
        problems.push(Problem::new(
            codes::PAGE_ENDING,
            Place::file(path),
            format!("`{path}` was left by a program, and would be published as it is"),
            "delete it, or move it out of `content/`",
        ));
    }
}

/// Whether a name is one that programs give to what they leave behind.
pub(super) fn is_leftover(path: &SitePath) -> bool {
    let name = path.name();
    let is_lock = name.starts_with('#') && name.ends_with('#') || name.starts_with(".#") || name.starts_with("~$");
    let is_copy = name.ends_with('~') || OF_COPIES.contains(&path.extension().as_str());
    is_lock || is_copy || OF_SYSTEMS.contains(&name.to_lowercase().as_str())
}

#[cfg(test)]
mod tests {
    use crate::check::testing::check;

    #[test]
    fn what_programs_leave_behind_is_an_error() {
        for name in ["x/d.md~", "x/#e.md#", "x/Thumbs.db", "x/plan.md.bak", "_files/.DS_Store", "x/~$plan.docx"] {
            let path = format!("content/{name}");
            let expected = format!(
                "A010 {path} `{path}` was left by a program, and would be published as it is | delete it, or move it out \
                 of `content/`"
            );
            check("A010", &[(&path, "---\ntitle: A\ndraft: true\n---\n")], &expected);
        }
    }

    #[test]
    fn files_for_readers_are_fine() {
        check(
            "A010",
            &[("content/a.svg", "<svg/>"), ("content/_files/.well-known/a.txt", "b"), ("content/b.txt", "c")],
            "",
        );
    }
}

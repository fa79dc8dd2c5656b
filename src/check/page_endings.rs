//! A010: a file of `content/` that is written as a page and does not end in `.md`. It would be published as it is
//! typed, or not found at all, and no rule would look at what it says.

use super::leftovers;
use crate::base::path::SitePath;
use crate::body::Site;
use crate::diag::{Place, Problem, codes};

/// Endings that programs give to Markdown, in small letters. A file that ends in `.md` to the letter is a page, and
/// none of the files that are looked at.
const ENDINGS: [&str; 8] = ["md", "markdown", "mdown", "mdwn", "mdx", "mkd", "mkdn", "mmd"];

/// Endings of pictures and documents: the rest of such a name says nothing of what it holds.
const SHOWN: [&str; 9] = ["jpg", "jpeg", "png", "webp", "gif", "svg", "pdf", "docx", "odt"];

/// Reports files that look like pages. Those in `content/_files/` are copied as they are, on purpose.
pub(super) fn check(site: &Site, problems: &mut Vec<Problem>) {
    for path in site.index.files.keys() {
        let Some(stem) = stem_of_page(path) else { continue };
        if path.below("content/_files").is_some() || leftovers::is_leftover(path) {
            continue;
        }
        let folder = if path.folder().is_empty() { String::new() } else { format!("{}/", path.folder()) };
        problems.push(Problem::new(
            codes::PAGE_ENDING,
            Place::file(path),
            format!(
                "`{path}` is not read as a page: patients would not find what it says, and nothing in it is checked"
            ),
            format!("rename it to `{folder}{stem}.md`, or move it to `content/_files/` to publish it as it is"),
        ));
    }
}

/// The name without its ending, of a file that looks like a page: `a` of `a.mdx`, of `a.md.txt` and of `a.md` with a
/// blank behind it.
fn stem_of_page(path: &SitePath) -> Option<&str> {
    if SHOWN.contains(&path.extension().as_str()) {
        return None;
    }
    let mut name = path.name().trim_end();
    while let Some((stem, ending)) = name.rsplit_once('.') {
        if ENDINGS.contains(&ending.trim().to_ascii_lowercase().as_str()) {
            return Some(stem);
        }
        name = stem;
    }
    None
}

#[cfg(test)]
mod tests {
    use crate::check::testing::check;

    #[test]
    fn a_page_with_another_ending_is_an_error() {
        let page = "---\ntitle: A\n---\nText.\n";
        let expected = "A010 content/x/a.markdown `content/x/a.markdown` is not read as a page: patients would not find \
                        what it says, and nothing in it is checked | rename it to `content/x/a.md`, or move it to \
                        `content/_files/` to publish it as it is";
        check("A010", &[("content/x/a.markdown", page)], expected);
        check("A010", &[("content/x/a.MD", page)], &expected.replace("a.markdown", "a.MD"));
        check("A010", &[("content/x/a.md.txt", page)], &expected.replace("a.markdown", "a.md.txt"));
        check("A010", &[("content/x/a.md ", page)], &expected.replace("a.markdown", "a.md "));
        check("A010", &[("content/a.md", page), ("content/b.svg", "<svg/>"), ("content/_files/a.markdown", page)], "");
    }
}

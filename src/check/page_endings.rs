//! A010: a file of `content/` that is written as a page and does not end in `.md`. It would be published as it is
//! typed, or not found at all, and no rule would look at what it says.

use crate::body::Site;
use crate::diag::{Place, Problem, codes};

/// Endings that programs give to Markdown, in small letters. A file that ends in `.md` to the letter is a page, and
/// none of the files that are looked at.
const ENDINGS: [&str; 8] = ["md", "markdown", "mdown", "mdwn", "mdx", "mkd", "mkdn", "mmd"];

/// Reports files that look like pages. Those in `content/_files/` are copied as they are, on purpose.
pub(super) fn check(site: &Site, problems: &mut Vec<Problem>) {
    for path in site.index.files.keys() {
        if !ENDINGS.contains(&path.extension().as_str()) || path.below("content/_files").is_some() {
            continue;
        }
        let folder = if path.folder().is_empty() { String::new() } else { format!("{}/", path.folder()) };
        problems.push(Problem::new(
            codes::PAGE_ENDING,
            Place::file(path),
            format!(
                "`{path}` is not read as a page: patients would not find what it says, and nothing in it is checked"
            ),
            format!(
                "rename it to `{folder}{}.md`, or move it to `content/_files/` to publish it as it is",
                path.stem()
            ),
        ));
    }
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
        check("A010", &[("content/a.md", page), ("content/b.svg", "<svg/>"), ("content/_files/a.markdown", page)], "");
    }
}

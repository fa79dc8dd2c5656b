//! Paths of a site's files, from its root, with `/` on every system.

use std::fmt;
use std::sync::Arc;

/// A file of the site, from the site's root: `content/strains/soleus-strain.md`.
///
/// Never absolute, never with `..`, `\`, a drive letter or a NUL.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SitePath(Arc<str>);

impl SitePath {
    /// A path from text with `/`. Gives `None` where it is absolute, empty, or could leave the root.
    #[must_use]
    pub fn new(text: &str) -> Option<Self> {
        let sound = !text.is_empty()
            && !text.contains(['\\', '\0'])
            && text.split('/').all(|part| !matches!(part, "" | "." | ".."))
            && text.as_bytes().get(1) != Some(&b':');
        sound.then(|| Self(text.into()))
    }

    /// The whole path.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The path below `folder`, when it lies there: `content` and `content/a.md` give `a.md`.
    #[must_use]
    pub fn below(&self, folder: &str) -> Option<&str> {
        self.0.strip_prefix(folder)?.strip_prefix('/')
    }

    /// The folder that holds the file, empty for one at the root.
    #[must_use]
    pub fn folder(&self) -> &str {
        self.0.rsplit_once('/').map_or("", |(folder, _)| folder)
    }

    /// The file's name without its folder.
    #[must_use]
    pub fn name(&self) -> &str {
        self.0.rsplit_once('/').map_or(&self.0, |(_, name)| name)
    }

    /// The file's name without its last ending.
    #[must_use]
    pub fn stem(&self) -> &str {
        self.name().rsplit_once('.').map_or(self.name(), |(stem, _)| stem)
    }

    /// The file's last ending in lower case, without the dot.
    #[must_use]
    pub fn extension(&self) -> String {
        self.name().rsplit_once('.').map_or(String::new(), |(_, ending)| ending.to_ascii_lowercase())
    }

    /// The path that `relative` names from this file's folder: `../x.md` beside `content/a/b.md` is `content/x.md`.
    ///
    /// Gives `None` when it leaves the root.
    #[must_use]
    pub fn join_relative(&self, relative: &str) -> Option<Self> {
        let mut parts: Vec<&str> = self.folder().split('/').filter(|part| !part.is_empty()).collect();
        for part in relative.split('/') {
            match part {
                "" | "." => {}
                ".." => {
                    parts.pop()?;
                }
                name => parts.push(name),
            }
        }
        Self::new(&parts.join("/"))
    }
}

impl fmt::Display for SitePath {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_out_of_the_root_is_refused() {
        for text in ["", "/etc/passwd", "a/../b", "..", "a\\b", "c:/x", "a//b"] {
            assert_eq!(SitePath::new(text), None, "{text}");
        }
    }

    #[test]
    fn relative_paths_are_joined_to_the_files_folder() {
        let page = SitePath::new("content/a/b.md").unwrap();
        assert_eq!(page.join_relative("../x.md").unwrap().as_str(), "content/x.md");
        assert_eq!(page.join_relative("./c.svg").unwrap().as_str(), "content/a/c.svg");
        assert_eq!(page.join_relative("../../../x"), None);
    }
}

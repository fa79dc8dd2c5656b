//! Links of a site's folder that lead to other places of it: what changes there, changes at the link too.

use std::fs;
use std::path::Path;

use super::disk;
use crate::base::path::SitePath;

/// The most links that lead to one another that are followed: systems give up at as many.
const MOST: usize = 40;

/// A link, with where it leads.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Link {
    /// Where it stands.
    pub path: SitePath,
    /// Where it leads, whether anything is there or not: each further link on the way, and the place itself. What lies
    /// out of the site's folder is not among them.
    pub to: Vec<SitePath>,
}

impl Link {
    /// Reads the link at a path. `root` is the site's folder in its canonical form.
    #[must_use]
    pub fn read(path: SitePath, root: &Path) -> Self {
        let mut to: Vec<SitePath> = Vec::new();
        while let Some(next) = step(to.last().unwrap_or(&path), root).filter(|_| to.len() < MOST) {
            to.push(next);
        }
        let end = fs::canonicalize(root.join(path.as_str())).ok();
        let end = end.and_then(|end| disk::site_path(&end, root)).filter(|end| !to.contains(end));
        to.extend(end);
        Self { path, to }
    }

    /// The path through this link of something in the site's folder. A folder that holds the place the link leads to is
    /// the link itself.
    #[must_use]
    pub fn path_of(&self, other: &SitePath) -> Option<SitePath> {
        self.to.iter().find_map(|to| {
            if to == other || to.below(other.as_str()).is_some() {
                return Some(self.path.clone());
            }
            SitePath::new(&format!("{}/{}", self.path, other.below(to.as_str())?))
        })
    }
}

/// Where what stands at a path leads, when that is a link.
fn step(path: &SitePath, root: &Path) -> Option<SitePath> {
    let target = fs::read_link(root.join(path.as_str())).ok()?;
    if target.is_absolute() { disk::site_path(&target, root) } else { path.join_relative(target.to_str()?) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_lies_behind_a_link_has_a_path_through_it() {
        let path = |text: &str| SitePath::new(text).unwrap();
        let link = Link { path: path("content/sh"), to: vec![path("first"), path("shared/pages")] };
        let through = |other: &str| link.path_of(&path(other)).map(|path| path.to_string());
        assert_eq!(through("shared/pages/a/b.md").as_deref(), Some("content/sh/a/b.md"));
        for itself in ["first", "shared/pages", "shared"] {
            assert_eq!(through(itself).as_deref(), Some("content/sh"), "{itself}");
        }
        for none in ["content/sh", "shared/other.md", "shared/pages2/a.md", "share"] {
            assert_eq!(through(none), None, "{none}");
        }
    }
}

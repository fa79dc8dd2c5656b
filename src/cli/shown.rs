//! A path as an author who stands in some folder would type it.

use std::env;
use std::path::{Component, Path, PathBuf};

/// The path from the folder that the program was called in, with `/`.
#[must_use]
pub fn shown(path: &Path) -> String {
    match env::current_dir() {
        Ok(here) if path.is_absolute() => between(&here, path).unwrap_or_else(|| path.to_owned()),
        Ok(_) | Err(_) => path.to_owned(),
    }
    .display()
    .to_string()
}

/// The way from a folder to a file; `None` where they have nothing in common but the root.
fn between(here: &Path, path: &Path) -> Option<PathBuf> {
    let common = here.components().zip(path.components()).take_while(|(here, there)| here == there).count();
    if common < 2 {
        return None;
    }
    let up = here.components().skip(common).map(|_| Component::ParentDir);
    Some(up.chain(path.components().skip(common)).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_is_shown_from_where_the_author_stands() {
        let way =
            |here: &str, path: &str| between(Path::new(here), Path::new(path)).map(|way| way.display().to_string());
        assert_eq!(way("/a/site", "/a/site/content/x.md").as_deref(), Some("content/x.md"));
        assert_eq!(way("/a/site/docs", "/a/site/content/x.md").as_deref(), Some("../content/x.md"));
        assert_eq!(way("/home", "/srv/content/x.md"), None);
    }
}

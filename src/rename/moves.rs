//! What a move means: which files go where, read from two paths as an author types them.

use std::collections::BTreeMap;

use super::{Refusal, Request};
use crate::base::nearest::nearest;
use crate::base::path::SitePath;
use crate::diag::{Place, Problem};
use crate::load::Snapshot;
use crate::model::page::Page;
use crate::parse::address_of;
use crate::pipeline::is_page;
use crate::resolve::Index;
use crate::resolve::names::{alike, link_path};

/// What lies at a path of the disk.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Lies {
    /// A folder.
    Folder,
    /// A file, or anything else.
    File,
    /// Nothing.
    Nothing,
}

/// What moves: one file, or a folder with all that lies in it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum What {
    /// A page or another file.
    File,
    /// A folder.
    Folder,
}

/// A move, from the site's root.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Moves {
    /// What moves.
    pub what: What,
    /// From where.
    pub from: SitePath,
    /// To where.
    pub to: SitePath,
}

impl Moves {
    /// Where a file will lie.
    #[must_use]
    pub fn after(&self, path: &SitePath) -> SitePath {
        let moved = match self.what {
            What::File => (*path == self.from).then(|| self.to.clone()),
            What::Folder => {
                path.below(self.from.as_str()).and_then(|below| SitePath::new(&format!("{}/{below}", self.to)))
            }
        };
        moved.unwrap_or_else(|| path.clone())
    }

    /// Whether a file moves.
    #[must_use]
    pub fn moves(&self, path: &SitePath) -> bool {
        match self.what {
            What::File => *path == self.from,
            What::Folder => path.below(self.from.as_str()).is_some(),
        }
    }

    /// A problem at the place it will have.
    #[must_use]
    pub fn problem(&self, problem: Problem) -> Problem {
        let place = problem.place.map(|place| Place { path: self.after(&place.path), ..place });
        Problem { place, ..problem }
    }
}

/// Reads what was asked for.
///
/// # Errors
/// When the old path names nothing, or the new one is taken or cannot hold a page.
pub fn read(snapshot: &Snapshot, request: &Request<'_>) -> Result<Moves, Box<Refusal>> {
    let (what, from) = old(snapshot, request.old)?;
    let to = new(what, &from, request)?;
    if to == from {
        return Err(Refusal::usage(format!("`{from}` lies there already"), "name another place"));
    }
    if what == What::Folder && to.below(from.as_str()).is_some() {
        return Err(Refusal::usage(
            format!("`{to}` lies in `{from}`: a folder cannot move into itself"),
            "name another folder",
        ));
    }
    if (request.lies)(to.as_str()) != Lies::Nothing {
        return Err(Refusal::usage(
            format!("`{to}` is there already"),
            "choose another name, or move or delete what is there",
        ));
    }
    let moves = Moves { what, from, to };
    match other_spelling(snapshot, &moves) {
        Some(folder) => Err(Refusal::usage(
            format!("`{}` differs from the folder `{folder}` in capitals only", moves.to),
            "write the folder as it is spelt",
        )),
        None => Ok(moves),
    }
}

/// A folder that one of the new path is spelt like, save for capitals: some file systems take the two for one.
fn other_spelling(snapshot: &Snapshot, moves: &Moves) -> Option<String> {
    let wanted: Vec<&str> = moves.to.folder().split('/').collect();
    let stays = snapshot.files.keys().filter(|path| !moves.moves(path));
    let mut folders: Vec<String> = stays.map(|path| path.folder().to_owned()).collect();
    folders.dedup();
    folders.into_iter().find_map(|folder| {
        let parts: Vec<&str> = folder.split('/').collect();
        let (place, _) = parts.iter().zip(&wanted).enumerate().find(|(_, (one, other))| one != other)?;
        let same = |(one, other): (&&str, &&str)| one.to_lowercase() == other.to_lowercase();
        let differs = parts.get(place).zip(wanted.get(place)).is_some_and(same);
        differs.then(|| parts.get(..=place).unwrap_or_default().join("/"))
    })
}

/// Refuses a move to an address that another page has, or into the folder of another language.
///
/// # Errors
/// When there is such a page or language; both pages are named.
pub fn keep_apart(moves: &Moves, index: &Index) -> Result<(), Box<Refusal>> {
    let others = index.config.languages.get(1..).unwrap_or_default();
    let language = |path: &SitePath| {
        let first = path.below("content").and_then(|below| below.split_once('/')).map(|(first, _)| first.to_owned());
        first.filter(|first| others.contains(first))
    };
    for page in index.pages.iter().filter(|page| moves.moves(&page.path)) {
        let path = moves.after(&page.path);
        if language(&path) != language(&page.path) {
            return Err(Refusal::usage(
                format!("`{path}` lies in the folder of another language than `{}`", page.path),
                "keep the page in its language's folder: a translation is a page of its own",
            ));
        }
        let address = address_of(&path);
        let other = index.addresses.get(&address).and_then(|id| index.page(*id));
        if let Some(other) = other.filter(|other| !moves.moves(&other.path)) {
            return Err(clash(&path, other));
        }
    }
    Ok(())
}

fn clash(path: &SitePath, other: &Page) -> Box<Refusal> {
    Refusal::usage(
        format!("`{path}` would have the address `{}`, which `{}` has", other.address, other.path),
        "choose another name",
    )
}

/// The page, file or folder that is to move.
fn old(snapshot: &Snapshot, typed: &str) -> Result<(What, SitePath), Box<Refusal>> {
    let Some(below) = below_content(typed) else { return Err(outside(typed)) };
    let path = |text: String| SitePath::new(&text);
    let there = |path: SitePath| match snapshot.files.contains_key(&path) {
        true => Some(path),
        false => alike(snapshot.files.keys(), &path).cloned(),
    };
    let file = path(format!("content/{below}")).and_then(there);
    let page = path(format!("content/{below}.md")).and_then(there);
    let folder = path(format!("content/{below}"))
        .filter(|folder| snapshot.files.keys().any(|path| path.below(folder.as_str()).is_some()));
    let wants_folder = typed.ends_with('/');
    match (file.or(page).filter(|_| !wants_folder), folder) {
        (Some(page), Some(folder)) => Err(Refusal::usage(
            format!("`{typed}` is a page and a folder"),
            format!("write `{}` for the page, or `{}/` for the folder", page, folder),
        )),
        (Some(file), None) if fixed(&file) => {
            Err(Refusal::usage(format!("`{file}` has a fixed place"), "move a page, a picture or a folder of them"))
        }
        (Some(file), None) => Ok((What::File, file)),
        (None, Some(folder)) if folder.as_str() == "content/_files" || folder.below("content/_files").is_some() => {
            Err(Refusal::usage(
                format!("`{folder}` is copied to the site's root as it is, and no page links it by name"),
                "move it with your system's own tools",
            ))
        }
        (None, Some(folder)) => Ok((What::Folder, folder)),
        (None, None) => Err(unknown(snapshot, typed, &below)),
    }
}

/// Whether a file has its place by its name: the settings, and what is copied to the root.
fn fixed(path: &SitePath) -> bool {
    path.as_str() == crate::parse::config::PATH || path.below("content/_files").is_some()
}

fn unknown(snapshot: &Snapshot, typed: &str, below: &str) -> Box<Refusal> {
    let pages = snapshot.files.keys().filter(|path| is_page(path));
    let mut names: BTreeMap<String, ()> = BTreeMap::new();
    for path in pages {
        names.insert(path.below("content").unwrap_or_default().trim_end_matches(".md").to_owned(), ());
        let folder = path.folder().strip_prefix("content/").unwrap_or_default();
        names.extend(folder.match_indices('/').filter_map(|(end, _)| Some((folder.get(..end)?.to_owned(), ()))));
        names.insert(folder.to_owned(), ());
    }
    names.remove("");
    let wanted = below.trim_end_matches(".md");
    let tail = format!("/{wanted}");
    let last = wanted.rsplit('/').next().unwrap_or_default();
    let near = names
        .keys()
        .find(|name| name.ends_with(&tail))
        .map(String::as_str)
        .or_else(|| nearest(wanted, names.keys().map(String::as_str)))
        .or_else(|| names.keys().map(String::as_str).find(|name| nearest(last, name.rsplit('/').next()).is_some()));
    let help = match near {
        Some(near) => format!("write `{near}`"),
        None => "name a page or a folder by its path from `content/`".to_owned(),
    };
    Refusal::usage(format!("there is no page or folder `{typed}`"), help)
}

/// Where it is to lie.
fn new(what: What, from: &SitePath, request: &Request<'_>) -> Result<SitePath, Box<Refusal>> {
    let typed = request.new;
    let Some(below) = below_content(typed) else { return Err(outside(typed)) };
    let root = if below.is_empty() { "content".to_owned() } else { format!("content/{below}") };
    let into = typed.ends_with('/') || below.is_empty() || (request.lies)(&root) == Lies::Folder;
    let target = match (what, into) {
        (What::File | What::Folder, true) => format!("{root}/{}", from.name()),
        (What::Folder, false) => root,
        (What::File, false) if is_page(from) => format!("{}.md", root.strip_suffix(".md").unwrap_or(&root)),
        (What::File, false) => root,
    };
    let path = SitePath::new(&target).ok_or_else(|| outside(typed))?;
    if what == What::File && path.extension() != from.extension() {
        return Err(Refusal::usage(
            format!("`{path}` does not end in `.{}`", from.extension()),
            "keep the file's ending",
        ));
    }
    if let Some(part) = path.as_str().split('/').skip(1).find(|part| !is_sound(part)) {
        return Err(Refusal::usage(
            format!("`{part}` cannot be the name of a page or folder"),
            "do without `.` or `_` at the start, blanks at the ends, and the signs `\\ ? # % : * \" < > | [ ]`",
        ));
    }
    if link_path(&path).is_empty() || crate::base::slug::segment(path.stem()).is_empty() {
        return Err(outside(typed));
    }
    Ok(path)
}

/// Whether a part of a path can be published and linked.
fn is_sound(part: &str) -> bool {
    !part.starts_with(['.', '_'])
        && part.trim() == part
        && !part.contains(|letter: char| letter.is_control() || "\\?#%:*\"<>|[]".contains(letter))
}

/// A typed path below `content/`; `None` when it is absolute or leaves the folder.
fn below_content(typed: &str) -> Option<String> {
    if typed.starts_with('/') || typed.trim().is_empty() {
        return None;
    }
    let parts: Vec<&str> = typed.split('/').filter(|part| !matches!(*part, "" | ".")).collect();
    if parts.contains(&"..") {
        return None;
    }
    let parts = parts.strip_prefix(&["content"]).unwrap_or(&parts);
    Some(parts.join("/"))
}

fn outside(typed: &str) -> Box<Refusal> {
    Refusal::usage(
        format!("`{typed}` does not lie in `content/`"),
        "write a path from the site's root or from `content/`, such as `strains/calf-strain`",
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What a move of `old` to `new` means in a small site, or why not.
    fn shown(old: &str, new: &str) -> String {
        let files = ["index.md", "a/x.md", "a/pic.svg", "b/y.md", "b.md", "site.yaml", "c/d/z.md"];
        let paths: Vec<String> = files.iter().map(|file| format!("content/{file}")).collect();
        let snapshot = Snapshot::from_texts(paths.iter().map(|path| (path.as_str(), "")));
        let lies = |path: &str| {
            if paths.iter().any(|file| file == path) {
                Lies::File
            } else if path == "content" || paths.iter().any(|file| file.starts_with(&format!("{path}/"))) {
                Lies::Folder
            } else {
                Lies::Nothing
            }
        };
        match read(&snapshot, &Request { old, new, lies: &lies, forms: &[] }) {
            Ok(moves) => format!("{} -> {}", moves.from, moves.to),
            Err(refusal) => format!("{} | {}", refusal.message, refusal.help),
        }
    }

    #[test]
    fn paths_count_from_the_root_or_from_content_with_or_without_their_ending() {
        for old in ["a/x", "a/x.md", "content/a/x", "./content/a/x.md"] {
            assert_eq!(shown(old, "c/w"), "content/a/x.md -> content/c/w.md");
        }
        assert_eq!(shown("a/x", "content/c/w.md"), "content/a/x.md -> content/c/w.md");
        assert_eq!(shown("a/x", "c"), "content/a/x.md -> content/c/x.md");
        assert_eq!(shown("a/x", "new/"), "content/a/x.md -> content/new/x.md");
        assert_eq!(shown("a/x", "content"), "content/a/x.md -> content/x.md");
        assert_eq!(shown("a", "e"), "content/a -> content/e");
        assert_eq!(shown("a/", "c"), "content/a -> content/c/a");
        assert_eq!(shown("a/pic.svg", "c"), "content/a/pic.svg -> content/c/pic.svg");
    }

    #[test]
    fn what_names_nothing_or_a_place_that_is_taken_is_refused() {
        assert_eq!(shown("a/z", "e"), "there is no page or folder `a/z` | write `a/x`");
        assert_eq!(shown("x", "e"), "there is no page or folder `x` | write `a/x`");
        assert_eq!(
            shown("b", "e"),
            "`b` is a page and a folder | write `content/b.md` for the page, or `content/b/` for the folder"
        );
        assert_eq!(shown("b.md", "b/"), "content/b.md -> content/b/b.md");
        assert!(shown("a/x", "b/y").starts_with("`content/b/y.md` is there already"));
        assert!(shown("a/x", "a/x").starts_with("`content/a/x.md` lies there already"));
        assert!(shown("a", "a/e").starts_with("`content/a/e` lies in `content/a`"));
        for new in ["../x", "/x", "a/../../x", ""] {
            assert!(shown("a/x", new).contains("does not lie in `content/`"), "{new}");
        }
        for new in ["_x", "a/.x", "a#b", "a|b", "q?"] {
            assert!(shown("a/x", new).contains("cannot be the name"), "{new}");
        }
        assert!(shown("site.yaml", "x").contains("has a fixed place"));
        assert!(shown("a/pic.svg", "x.png").contains("does not end in `.svg`"));
    }
}

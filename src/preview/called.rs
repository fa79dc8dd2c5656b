//! What links may call a page: its title and aliases, and the last part of its path. A page whose links hold none of
//! these cannot be reached by an edit of that page through a name.

use std::collections::BTreeSet;

use crate::base::path::SitePath;
use crate::base::slug::{composed, folded};
use crate::model::page::Page;
use crate::resolve::graph::named_in;

/// What links may call some pages.
#[derive(Default)]
pub(super) struct Called {
    /// Titles and aliases, folded.
    pub(super) names: BTreeSet<String>,
    /// The last parts of paths.
    pub(super) stems: BTreeSet<String>,
}

impl Called {
    /// Adds all that a page is called.
    pub(super) fn add(&mut self, page: &Page) {
        self.names.extend(names(page));
        self.stems.extend([stem(&page.path).as_str(), page.path.stem()].map(|stem| composed(stem).into_owned()));
    }
}

/// Whether a link of a page is written as one to any of these pages.
pub(super) fn may_mean(page: &Page, called: &Called) -> bool {
    !called.stems.is_empty()
        && (uses_name(page, &called.names)
            || page.document.links.iter().any(|link| is_path_to(&link.target, &called.stems)))
}

/// Whether a link's target is written as a path that may end in one of these.
pub(super) fn is_path_to(target: &str, stems: &BTreeSet<String>) -> bool {
    target.contains(['%', '?']) || stems.contains(composed(last_part(target)).as_ref())
}

/// The last part of a page's path as links write it: its file's name, or its folder's for an `index.md`.
fn stem(path: &SitePath) -> String {
    let name = if path.stem() == "index" { last_part(path.folder()) } else { path.stem() };
    name.to_owned()
}

/// The last part of a path as links write it: without slashes around it, `.md` and `/index`.
fn last_part(path: &str) -> &str {
    let path = path.trim_matches('/');
    let path = path.strip_suffix(".md").unwrap_or(path);
    let path = path.strip_suffix("/index").unwrap_or(path);
    path.rsplit('/').next().unwrap_or_default()
}

/// Whether a link, a transclusion or the front matter of a page names one of these.
pub(super) fn uses_name(page: &Page, names: &BTreeSet<String>) -> bool {
    // Nearly all names are plain, and folding each one of a large site is what would take longest here.
    let is_one = |name: &str| {
        let is_odd = |letter: char| letter != ' ' && (letter.is_whitespace() || !letter.is_ascii());
        let is_plain = names.len() <= 16 && !name.contains(is_odd) && !name.contains("  ");
        if is_plain {
            names.iter().any(|other| other.eq_ignore_ascii_case(name.trim()))
        } else {
            names.contains(&folded(name))
        }
    };
    let document = &page.document;
    let mut front = false;
    named_in(page, &mut |name, _| front |= is_one(&name.name));
    front
        || document.links.iter().any(|link| is_one(&link.target))
        || document.embeds.iter().any(|embed| is_one(&embed.target))
}

/// The names, folded, by which links may find a page besides its path.
pub(super) fn names(page: &Page) -> BTreeSet<String> {
    page.meta.aliases.iter().chain([&page.meta.title]).map(|text| folded(&text.raw)).collect()
}

//! The page that a command asks for by name: found as a link finds it, or by its path.

use super::{End, output};
use crate::base::nearest::nearest;
use crate::base::path::SitePath;
use crate::model::kind::Kind;
use crate::model::page::{Page, PageId};
use crate::pipeline::{Checked, is_configuration};
use crate::resolve::Index;
use crate::resolve::names::Found;

/// How many names a message lists.
const SHOWN: usize = 8;

/// The page of a kind that `name` asks for.
///
/// # Errors
/// When the settings are wrong, when there is no such page or more than one, when it is of another kind, or when it is
/// a draft and drafts were not asked for. The reason is printed.
pub fn page<'a>(checked: &'a Checked, name: &str, kind: Kind) -> Result<&'a Page, End> {
    let index = &checked.site.index;
    let found = by_path(index, name).map_or_else(|| index.names.find(0, name), Found::Page);
    if let Found::Page(id) = found
        && let Some(draft) = index.page(id).filter(|page| !index.is_published(page))
    {
        return Err(output::usage(&format!("`{}` is a draft", draft.path), "add `--drafts`"));
    }
    // What is said of the page would hold for other settings only.
    if is_configuration(&checked.report) {
        output::report(&checked.report);
        return Err(End::Usage);
    }
    let page = match found {
        Found::Page(id) => index.page(id),
        Found::Several(pages) => return Err(several(index, name, &pages, kind)),
        Found::Nothing => None,
    };
    let Some(page) = page else { return Err(nothing(index, name, kind)) };
    if page.kind() != kind {
        let message = format!("`{}` is no {}", page.path, kind.word());
        return Err(output::usage(&message, &format!("name a page with `kind: {}`", kind.word())));
    }
    Ok(page)
}

/// The page at a path from the site's folder or from `content/`, with or without `.md`, in any language.
fn by_path(index: &Index, name: &str) -> Option<PageId> {
    let below = name.strip_prefix("./").unwrap_or(name);
    let below = below.strip_prefix("content/").unwrap_or(below);
    let below = below.strip_suffix(".md").unwrap_or(below).trim_end_matches('/');
    let paths = [format!("content/{below}.md"), format!("content/{below}/index.md")];
    let mut found = paths.iter().filter_map(|path| index.names.by_path(&SitePath::new(path)?));
    // A name without a folder may be that of other pages too, as in a link.
    found.next().filter(|_| below.contains('/') || name.starts_with("content/"))
}

fn several(index: &Index, name: &str, pages: &[PageId], kind: Kind) -> End {
    let paths: Vec<String> =
        pages.iter().filter_map(|id| index.page(*id)).map(|page| format!("`{}`", page.path)).collect();
    let is_wanted = |id: &&PageId| index.page(**id).is_some_and(|page| page.kind() == kind);
    let mut wanted: Vec<&PageId> = pages.iter().filter(is_wanted).collect();
    if wanted.is_empty() {
        wanted = pages.iter().collect();
    }
    let clear: Vec<String> = wanted.into_iter().map(|id| format!("`{}`", spelling(index, *id, 0))).collect();
    let help = match clear.as_slice() {
        [only] => format!("write {only}"),
        _ => format!("write one of {}", clear.join(", ")),
    };
    output::usage(&format!("`{name}` fits {} pages: {}", paths.len(), paths.join(", ")), &help)
}

/// How a page is named so that no other is meant: as a link does, else by its file.
fn spelling(index: &Index, id: PageId, language: usize) -> String {
    let file = || index.page(id).map(|page| page.path.as_str().to_owned());
    index.names.shortest(id, language).or_else(file).unwrap_or_default()
}

fn nothing(index: &Index, name: &str, kind: Kind) -> End {
    let of_kind = || index.ids().zip(&index.pages).filter(|(_, page)| page.kind() == kind);
    let paths: Vec<String> = of_kind().map(|(id, page)| spelling(index, id, page.language)).collect();
    let titles = of_kind().map(|(_, page)| page.meta.title.raw.as_str());
    let help = match nearest(name, paths.iter().map(String::as_str).chain(titles)) {
        Some(near) => format!("write `{near}`"),
        None => {
            let mut names: Vec<String> = paths.iter().take(SHOWN).map(|path| format!("`{path}`")).collect();
            match (names.len(), paths.len()) {
                (0, _) => format!("no page has `kind: {}`", kind.word()),
                (1, _) => format!("write {}", names.concat()),
                (shown, all) => {
                    names.extend((all > shown).then(|| format!("{} more", all - shown)));
                    format!("write one of {}", names.join(", "))
                }
            }
        }
    };
    output::usage(&format!("there is no page `{name}`"), &help)
}

//! What a spot leads to, before a move and after it, and how it is spelled anew where it must be.
//!
//! A spot is left as it is where it reaches the same page after the move as before. Else it is spelled in the form it
//! had: a path as a path, whole or by its tail, a relative link as a relative link, quotes as they were.

use super::edit::Edit;
use super::moves::Moves;
use super::scalar;
use super::spots::{Bare, Form, Spot, YamlName};
use super::{Refusal, SETTINGS};
use crate::base::address::{self, Address};
use crate::base::path::SitePath;
use crate::base::slug::folded;
use crate::base::span::Span;
use crate::model::page::{Page, PageId};
use crate::resolve::Index;
use crate::resolve::bind::percent_decoded;
use crate::resolve::names::{Found, alike, link_path, tails};

/// The same site before and after a move.
#[derive(Clone, Copy)]
pub struct Shift<'a> {
    /// What moves.
    pub moves: &'a Moves,
    /// The site as it is.
    pub before: &'a Index,
    /// The same pages in their new places.
    pub after: &'a Index,
}

/// Where a name leads.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Leads {
    /// To a page.
    Page(SitePath),
    /// To another file.
    File(SitePath),
    /// To a section's page.
    Section(Address),
    /// To nothing, to more than one page, or out of the site.
    Elsewhere,
}

/// A page as a spot sees it: where it lies and in which language.
#[derive(Clone, Copy)]
struct From<'a> {
    path: &'a SitePath,
    language: usize,
}

/// The edits that keep every spot of a file at its target. `page` is `None` for `site.yaml`.
///
/// # Errors
/// When a spot cannot be written anew.
pub fn edits(shift: &Shift<'_>, page: Option<&Page>, source: &str, spots: &[Spot]) -> Result<Vec<Edit>, Box<Refusal>> {
    let settings = SitePath::new(SETTINGS);
    let Some(path) = page.map(|page| &page.path).or(settings.as_ref()) else { return Ok(Vec::new()) };
    let language = page.map_or(0, |page| page.language);
    let after_path = shift.moves.after(path);
    let (here, there) = (From { path, language }, From { path: &after_path, language });
    let mut edits = Vec::new();
    for spot in spots {
        let wanted = shift.moved(leads(shift.before, here, spot, &spot.name));
        if wanted == Leads::Elsewhere || leads(shift.after, there, spot, &spot.name) == wanted {
            continue;
        }
        let name = candidates(shift, there, spot, &wanted)
            .into_iter()
            .find(|name| leads(shift.after, there, spot, name) == wanted)
            .ok_or_else(|| unclear(path, source, spot, &wanted))?;
        let written = written(spot, source, &name).ok_or_else(|| unwritable(path, source, spot.span))?;
        edits.push(written);
        edits.extend(page.and_then(|page| text_of_its_own(shift, page, spot, &wanted, &name)));
    }
    Ok(edits)
}

impl Shift<'_> {
    /// The same target in its new place.
    fn moved(&self, leads: Leads) -> Leads {
        match leads {
            Leads::Page(path) => Leads::Page(self.moves.after(&path)),
            Leads::File(path) => Leads::File(self.moves.after(&path)),
            Leads::Section(address) => Leads::Section(self.moved_section(&address)),
            Leads::Elsewhere => Leads::Elsewhere,
        }
    }

    /// A section's address after the move: that of the folder its pages lie in.
    fn moved_section(&self, address: &Address) -> Address {
        let of = |path: &SitePath| crate::parse::address_of(path);
        let (from, to) = (of(&self.moves.from), of(&self.moves.to));
        match (self.moves.what, address.as_str().strip_prefix(from.as_str())) {
            (super::moves::What::Folder, Some(below)) => Address::parse(&format!("{to}{below}")),
            (super::moves::What::Folder | super::moves::What::File, _) => None,
        }
        .unwrap_or_else(|| address.clone())
    }
}

/// Where `name`, written at `spot`, leads.
fn leads(index: &Index, from: From<'_>, spot: &Spot, name: &str) -> Leads {
    let page = |id: Option<PageId>| {
        id.and_then(|id| index.page(id)).map_or(Leads::Elsewhere, |page| Leads::Page(page.path.clone()))
    };
    let found = |language| match index.names.find(language, name) {
        Found::Page(id) => page(Some(id)),
        Found::Nothing | Found::Several(_) => Leads::Elsewhere,
    };
    match &spot.form {
        Form::Wiki { .. } => found(from.language),
        Form::Cite => page(index.references.get(name).copied()),
        Form::Path { .. } if name.starts_with('/') => absolute(index, &percent_decoded(name)),
        Form::Path { .. } => relative(index, from, &percent_decoded(name)),
        Form::Yaml { what, .. } => match what {
            YamlName::Page => found(from.language),
            YamlName::PageOfDefaultLanguage => found(0),
            YamlName::Reference => page(index.references.get(name).copied()),
            YamlName::File => relative(index, from, name),
            YamlName::Section => {
                let address = Address::from_segments(name.split('/'), address::Form::Page);
                if index.nav.sections.contains_key(&address) { Leads::Section(address) } else { Leads::Elsewhere }
            }
        },
    }
}

fn relative(index: &Index, from: From<'_>, name: &str) -> Leads {
    match from.path.join_relative(name) {
        Some(path) => match (index.names.at_path(&path).and_then(|id| index.page(id)), index.file_at(&path)) {
            (Some(page), _) => Leads::Page(page.path.clone()),
            (None, Some(_)) if index.files.contains_key(&path) => Leads::File(path),
            (None, Some(_)) => {
                alike(index.files.keys(), &path).map_or(Leads::Elsewhere, |path| Leads::File(path.clone()))
            }
            (None, None) => Leads::Elsewhere,
        },
        None => Leads::Elsewhere,
    }
}

fn absolute(index: &Index, name: &str) -> Leads {
    let with_slash = format!("{}/", name.trim_end_matches('/'));
    let mut addresses = [name, with_slash.as_str()].into_iter().filter_map(Address::parse);
    if let Some(page) = addresses.find_map(|address| index.addresses.get(&address)).and_then(|id| index.page(*id)) {
        return Leads::Page(page.path.clone());
    }
    let Some(address) = Address::parse(name) else { return Leads::Elsewhere };
    if let Some((path, _)) = index.files.iter().find(|(_, file)| **file == address) {
        return Leads::File(path.clone());
    }
    if index.nav.sections.contains_key(&address) { Leads::Section(address) } else { Leads::Elsewhere }
}

/// Names that may lead to `wanted`, the one nearest in form to the old name first.
fn candidates(shift: &Shift<'_>, there: From<'_>, spot: &Spot, wanted: &Leads) -> Vec<String> {
    let page = |path: &SitePath| shift.after.names.by_path(path).and_then(|id| shift.after.page(id));
    match (&spot.form, wanted) {
        (_, Leads::Elsewhere) => Vec::new(),
        (Form::Path { pointed }, Leads::Page(path) | Leads::File(path)) if !spot.name.starts_with('/') => {
            vec![encoded(&relative_path(there.path, path, &spot.name), *pointed)]
        }
        (Form::Path { pointed }, Leads::Section(address)) => vec![as_address(&spot.name, address, *pointed)],
        (Form::Path { pointed }, Leads::Page(path)) => {
            page(path).map(|page| as_address(&spot.name, &page.address, *pointed)).into_iter().collect()
        }
        (Form::Path { pointed }, Leads::File(path)) => {
            shift.after.files.get(path).map(|address| as_address(&spot.name, address, *pointed)).into_iter().collect()
        }
        (Form::Cite | Form::Yaml { what: YamlName::Reference, .. }, Leads::Page(path)) => vec![path.stem().to_owned()],
        (Form::Yaml { what: YamlName::File, .. }, Leads::Page(path) | Leads::File(path)) => {
            vec![relative_path(there.path, path, &spot.name)]
        }
        (Form::Wiki { .. } | Form::Yaml { .. }, Leads::Page(path)) => {
            page(path).map(|page| names_of(shift, page, &spot.name)).unwrap_or_default()
        }
        (_, Leads::Section(address)) => vec![address.as_str().trim_matches('/').to_owned()],
        (Form::Wiki { .. } | Form::Cite | Form::Yaml { .. }, Leads::File(_)) => Vec::new(),
    }
}

/// Names of a page: by path as the old name was, then by other tails of its path, then by title and alias.
fn names_of(shift: &Shift<'_>, page: &Page, old: &str) -> Vec<String> {
    let path = link_path(&page.path);
    let before = shift.before.pages.iter().find(|other| shift.moves.after(&other.path) == page.path);
    let before = before.map(|other| link_path(&other.path)).unwrap_or_default();
    let core = old.trim_matches('/');
    let core = core.strip_suffix(".md").unwrap_or(core);
    let parts = core.split('/').count();
    let all: Vec<&str> = tails(&path).collect();
    let was_path = before == core || before.ends_with(&format!("/{core}"));
    let mut order: Vec<&str> = Vec::new();
    if was_path && parts > 1 {
        order.extend(all.first().filter(|_| before == core));
        order.extend(all.iter().rev().filter(|tail| tail.split('/').count() >= parts));
    }
    order.extend(all.iter().rev());
    let (start, end) = match was_path {
        true => (if old.starts_with('/') { "/" } else { "" }, if old.ends_with(".md") { ".md" } else { "" }),
        false => ("", ""),
    };
    let mut names: Vec<String> = order.iter().map(|tail| format!("{start}{tail}{end}")).collect();
    let meta = &page.meta;
    // Where every tail fits another page too.
    names.push(format!("/{path}"));
    names.extend([&meta.title].into_iter().chain(&meta.aliases).map(|text| text.raw.clone()));
    names.retain(|name| name.trim() == name && !name.contains(['#', '|', '[', ']', '\n']));
    names
}

/// The path from a file's folder to another file, with the `./` that the old one had.
fn relative_path(from: &SitePath, to: &SitePath, old: &str) -> String {
    let here: Vec<&str> = from.folder().split('/').filter(|part| !part.is_empty()).collect();
    let there: Vec<&str> = to.as_str().split('/').collect();
    let shared = here.iter().zip(&there).take_while(|(one, other)| one == other).count();
    let mut path = "../".repeat(here.len() - shared);
    path.push_str(&there.get(shared..).unwrap_or_default().join("/"));
    if old.starts_with("./") && !path.starts_with("../") { format!("./{path}") } else { path }
}

/// An address as a link from the root, with a last `/` where the old one had it.
fn as_address(old: &str, address: &Address, pointed: bool) -> String {
    let whole = encoded(address.as_str(), pointed);
    match whole.strip_suffix('/') {
        Some(bare) if !old.ends_with('/') && !bare.is_empty() => bare.to_owned(),
        Some(_) | None => whole,
    }
}

/// A path as the target of a Markdown link: what would end it or read as something else is percent-encoded.
fn encoded(path: &str, pointed: bool) -> String {
    let mut out = String::with_capacity(path.len());
    for letter in path.chars() {
        let plain = letter.is_alphanumeric() || "-._~/!$+,;=@'".contains(letter) || (pointed && " ()".contains(letter));
        if plain {
            out.push(letter);
        } else {
            let mut bytes = [0; 4];
            letter.encode_utf8(&mut bytes).bytes().for_each(|byte| out.push_str(&format!("%{byte:02X}")));
        }
    }
    out
}

/// The edit that puts `name` in the place of the old one; `None` where the old name does not stand as it reads.
fn written(spot: &Spot, source: &str, name: &str) -> Option<Edit> {
    let new = match &spot.form {
        Form::Wiki { .. } | Form::Cite => (spot.span.of(source) == spot.name).then(|| name.to_owned()),
        Form::Path { .. } => Some(name.to_owned()),
        Form::Yaml { value, raw, .. } => scalar::rewritten(raw, value, &value.replacen(&spot.name, name, 1)),
    };
    new.map(|new| Edit { span: spot.span, new })
}

/// A text for a link that showed its target's name, where it would show another one now.
fn text_of_its_own(shift: &Shift<'_>, page: &Page, spot: &Spot, wanted: &Leads, name: &str) -> Option<Edit> {
    let Form::Wiki { bare: Some(Bare { at, link }) } = &spot.form else { return None };
    let Leads::Page(path) = wanted else { return None };
    let shown = shift.after.names.by_path(path).and_then(|id| shift.after.page(id))?;
    let is_name = |written: &str| {
        let written = folded(written);
        let title = folded(&shift.after.fill(&shown.meta.title));
        title == written || shown.meta.aliases.iter().any(|alias| folded(&alias.raw) == written)
    };
    // The name itself is shown where it is the title or an alias, else the title.
    let text = match (is_name(&spot.name), is_name(name)) {
        (false, false) => return None,
        (true, true) if spot.name == name => return None,
        (true, _) => spot.name.clone(),
        (false, true) => shown.meta.title.raw.clone(),
    };
    let fragment = page.document.links.get(*link).and_then(|link| link.fragment.clone()).unwrap_or_default();
    let heading = shown
        .document
        .headings
        .iter()
        .find(|heading| heading.id == fragment || folded(&heading.text) == folded(&fragment));
    let text = match heading.filter(|_| !fragment.is_empty()) {
        Some(heading) => format!("{text}: {}", heading.text),
        None => text,
    };
    let in_table = is_in_table(page, *at);
    let before = page.document.source.get(..at.start as usize).unwrap_or_default();
    let bar = match (before.ends_with('|'), in_table) {
        (true, _) => "",
        (false, true) => "\\|",
        (false, false) => "|",
    };
    Some(Edit { span: *at, new: format!("{bar}{}", escaped(&text)) })
}

/// Whether a place lies in a table, where a bar ends a cell.
fn is_in_table(page: &Page, at: Span) -> bool {
    use crate::model::doc::{Event, Tag};
    page.document.events.iter().any(|(event, span)| {
        matches!(event, Event::Start(Tag::Table(_))) && span.start <= at.start && at.end <= span.end
    })
}

/// A text with backslashes before signs that Markdown would read. Inserts stay.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for letter in text.chars() {
        if "\\`*_[]<>&~|".contains(letter) {
            out.push('\\');
        }
        out.push(letter);
    }
    out
}

/// A link that no name leads to its page any more.
fn unclear(path: &SitePath, source: &str, spot: &Spot, wanted: &Leads) -> Box<Refusal> {
    let place = spot.span.line_column(source);
    let target = match wanted {
        Leads::Page(path) | Leads::File(path) => format!("`{path}`"),
        Leads::Section(address) => format!("`{address}`"),
        Leads::Elsewhere => "its page".to_owned(),
    };
    Refusal::usage(
        format!(
            "after the move no name would lead from `{path}`, line {}, to {target} alone: `{}` would be ambiguous",
            place.line, spot.name
        ),
        "choose another name",
    )
}

/// A name that stands in a form that cannot be changed without touching more.
#[must_use]
pub fn unwritable(path: &SitePath, source: &str, span: Span) -> Box<Refusal> {
    let line = span.line_column(source).line;
    Refusal::content(
        format!("the name in `{path}`, line {line}, is written in a way that cannot be changed safely"),
        "write it plainly, without an entity or a line break in it, and try again",
        None,
    )
}

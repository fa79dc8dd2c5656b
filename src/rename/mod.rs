//! A page or folder moves to another place: what changes in the site's files so that every link reaches the same page.
//!
//! [`moves`] reads what was asked for, [`spots`] finds every place that names a page or file, [`names`] says what a
//! spot leads to and spells it anew where it must, [`redirects`] keeps the old addresses, and [`verify`] holds the site
//! after the move against the site before it. All of it happens in memory: nothing here reads or writes a disk.

pub mod edit;
pub mod moves;
pub mod names;
pub mod redirects;
pub mod scalar;
pub mod spots;
pub mod verify;

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::base::address::Address;
use crate::base::path::SitePath;
use crate::diag::Problem;
use crate::diag::report::Report;
use crate::load::{File, Snapshot};
use crate::model::page::Page;
use crate::parse::config::PATH as SETTINGS;
use crate::parse::schema::Field;
use crate::parse::{KindForm, meta};
use crate::pipeline::{self, Checked};
use crate::resolve::Index;
use crate::resolve::index::Options;
use edit::Edit;
use moves::{Lies, Moves};
use names::Shift;
use spots::Spot;

/// What is asked for, and what there is.
pub struct Request<'a> {
    /// The page or folder as typed.
    pub old: &'a str,
    /// Where it is to lie, as typed.
    pub new: &'a str,
    /// What lies at a path of the disk, from the site's root; the moved page or folder itself counts as nothing.
    pub lies: &'a dyn Fn(&str) -> Lies,
    /// The fields of each kind's front matter.
    pub forms: &'a [KindForm],
}

/// All that a move changes.
#[derive(Clone, Debug)]
pub struct Plan {
    /// What moves where.
    pub moves: Moves,
    /// Files with other bytes than before, by the path they had.
    pub changes: Vec<Change>,
    /// Old addresses that now lead on, each with the page that holds them.
    pub redirects: Vec<(SitePath, Address)>,
    /// What the author should know: an old address that cannot lead on.
    pub notes: Vec<String>,
}

/// A file whose bytes change.
#[derive(Clone, Debug)]
pub struct Change {
    /// Where it lay.
    pub before: SitePath,
    /// Where it will lie.
    pub after: SitePath,
    /// Its bytes before.
    pub old: Arc<[u8]>,
    /// Its bytes after.
    pub new: Arc<[u8]>,
    /// The edits, in order, each with the line it stands on, from 1.
    pub edits: Vec<(usize, Edit)>,
    /// How many of them write a link anew.
    pub links: usize,
}

/// Why nothing is moved.
#[derive(Clone, Debug)]
pub struct Refusal {
    /// What is in the way.
    pub message: String,
    /// What to do next.
    pub help: String,
    /// The problems that are in the way, if any.
    pub report: Option<Report>,
    /// Whether the content is at fault, not what was typed.
    pub content: bool,
}

impl Refusal {
    /// A refusal of what was typed.
    #[must_use]
    pub fn usage(message: impl Into<String>, help: impl Into<String>) -> Box<Self> {
        Box::new(Self { message: message.into(), help: help.into(), report: None, content: false })
    }

    /// A refusal because of the content.
    #[must_use]
    pub fn content(message: impl Into<String>, help: impl Into<String>, report: Option<Report>) -> Box<Self> {
        Box::new(Self { message: message.into(), help: help.into(), report, content: true })
    }
}

/// Plans a move. `found` are problems met while loading the snapshot.
///
/// # Errors
/// When what was typed names nothing, or a place that is taken; when the site's names are uncertain; when a link cannot
/// be written anew; when the site after the move would have a problem that it does not have now.
pub fn plan(
    snapshot: &Snapshot,
    options: &Options,
    found: Vec<Problem>,
    request: &Request<'_>,
) -> Result<Plan, Box<Refusal>> {
    // Drafts have links too.
    let options = Options { drafts: true, ..options.clone() };
    let moves = moves::read(snapshot, request)?;
    let before = pipeline::run(snapshot, options.clone(), found.clone());
    verify::names_are_certain(&before.report)?;
    moves::keep_apart(&moves, &before.site.index)?;
    let after_index = moved_index(&before, &moves, &options);
    let shift = Shift { moves: &moves, before: &before.site.index, after: &after_index };
    let mut redirects = Vec::new();
    let mut notes = notes(&shift);
    let mut changes = Vec::new();
    for page in &before.site.index.pages {
        let fields: Vec<&'static [Field]> =
            request.forms.iter().filter(|form| form.kind == page.kind()).map(|form| form.fields).collect();
        let source = &page.document.source;
        let spots = spots::of_page(page, &[&[meta::FIELDS], fields.as_slice()].concat());
        let mut edits = names::edits(&shift, Some(page), source, &spots)?;
        let links = edits.len();
        if moves.moves(&page.path) {
            match redirects::keep_old_address(&shift, page) {
                redirects::Kept::Edit(edit, old) => {
                    edits.push(edit);
                    redirects.extend(old.map(|old| (moves.after(&page.path), old)));
                }
                redirects::Kept::NotNeeded => {}
                redirects::Kept::Held(old) => {
                    notes.push(format!(
                        "`{old}` is held by another page now, so it does not lead to `{}`",
                        moves.after(&page.path)
                    ));
                }
                redirects::Kept::Impossible => return Err(redirects::refused(page)),
            }
        }
        changes.extend(change(&moves, &page.path, source, edits, links)?);
    }
    changes.extend(settings(snapshot, &shift)?);
    let plan = Plan { moves, changes, redirects, notes };
    let after = pipeline::run(
        &plan.applied(snapshot),
        options,
        found.into_iter().map(|problem| plan.moves.problem(problem)).collect(),
    );
    verify::all_is_as_before(&before, &after, &plan.moves)?;
    Ok(plan)
}

impl Plan {
    /// How many links are written anew.
    #[must_use]
    pub fn links(&self) -> usize {
        self.changes.iter().map(|change| change.links).sum()
    }

    /// The site after the move.
    #[must_use]
    pub fn applied(&self, snapshot: &Snapshot) -> Snapshot {
        let mut files: BTreeMap<SitePath, File> =
            snapshot.files.iter().map(|(path, file)| (self.moves.after(path), file.clone())).collect();
        for change in &self.changes {
            files.insert(change.after.clone(), File::new(change.new.to_vec()));
        }
        Snapshot { files }
    }
}

/// The index of the same pages in their new places, for asking what a name will lead to.
fn moved_index(before: &Checked, moves: &Moves, options: &Options) -> Index {
    let index = &before.site.index;
    let moved = |page: &Arc<Page>| {
        if !moves.moves(&page.path) {
            return Arc::clone(page);
        }
        let path = moves.after(&page.path);
        let address = crate::parse::address_of(&path);
        Arc::new(Page { path, address, ..page.as_ref().clone() })
    };
    let mut pages: Vec<Arc<Page>> = index.pages.iter().map(moved).collect();
    pages.sort_by(|one, other| one.path.cmp(&other.path));
    let files = index.files.keys().map(|path| {
        let path = moves.after(path);
        let address = crate::parse::file_address_of(&path);
        (path, address)
    });
    let words = (index.default_words.clone(), index.other_words.clone());
    Index::new(index.config.clone(), options.clone(), words, pages, files.collect()).value
}

/// What happens to `site.yaml`.
fn settings(snapshot: &Snapshot, shift: &Shift<'_>) -> Result<Option<Change>, Box<Refusal>> {
    let Some(path) = SitePath::new(SETTINGS) else { return Ok(None) };
    let Some(source) = snapshot.files.get(&path).and_then(File::text) else { return Ok(None) };
    let spots: Vec<Spot> = spots::of_settings(source);
    let edits = names::edits(shift, None, source, &spots)?;
    let links = edits.len();
    change(shift.moves, &path, source, edits, links)
}

/// The change of one file; `None` when its bytes stay.
fn change(
    moves: &Moves,
    path: &SitePath,
    source: &str,
    mut edits: Vec<Edit>,
    links: usize,
) -> Result<Option<Change>, Box<Refusal>> {
    if edits.is_empty() {
        return Ok(None);
    }
    edits.sort_by_key(|edit| (edit.span.start, edit.span.end));
    let Some(new) = edit::apply(source, &edits) else {
        return Err(names::unwritable(path, source, edits.first().map(|edit| edit.span).unwrap_or_default()));
    };
    let edits = edits.into_iter().map(|edit| (edit.span.line_column(source).line, edit)).collect();
    Ok(Some(Change {
        before: path.clone(),
        after: moves.after(path),
        old: source.as_bytes().into(),
        new: new.into_bytes().into(),
        edits,
        links,
    }))
}

/// Whether a language of the site has a page at this address whatever lies in its folders.
fn is_made_anyway(index: &Index, address: &Address) -> bool {
    let roots = (0..index.language_count()).map(|language| index.language_root(language));
    roots.into_iter().any(|root| ["a-z", "glossary", "references"].iter().any(|name| root.child(name) == *address))
}

/// What the author should know of sections: one without a page of its own cannot hold its old address.
fn notes(shift: &Shift<'_>) -> Vec<String> {
    let gone = shift.before.nav.sections.values().filter(|section| {
        section.page.is_none()
            && !shift.after.nav.sections.contains_key(&section.address)
            && section.address.as_str() != "/"
            && !is_made_anyway(shift.after, &section.address)
    });
    gone.map(|section| {
        format!(
            "`{}` was a list of pages without a file of its own, so that address now leads nowhere",
            section.address
        )
    })
    .collect()
}

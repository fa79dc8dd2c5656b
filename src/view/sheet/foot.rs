//! The foot of a sheet: which version it is, who reviewed it, where it comes from and where the current one is found.

use serde::Serialize;
use serde_json::Value;

use super::SheetView;
use super::sources::SourceView;
use crate::base::digest::Digest;
use crate::body::Site;
use crate::model::page::Page;
use crate::model::programme::{Phase, Prescription};
use crate::model::text::CiteSource;
use crate::view::page::ReviewView;
use crate::view::qr::{self, QrView};
use crate::view::typed_address;

/// The foot of a sheet.
#[derive(Clone, Debug, Serialize)]
pub struct FootView {
    /// What tells one print from another: it changes with what the sheet says, and not with its paper, type or log.
    pub version: String,
    /// Who reviewed the programme, or that nobody has.
    pub review: ReviewView,
    /// The review in words: one or two sentences.
    pub review_text: String,
    /// That it takes no clinician's place.
    pub information: String,
    /// That something here is the clinic's own; `None` when nothing is.
    pub own: Option<String>,
    /// What the mark at an exercise's name means; `None` when no exercise has it.
    pub convention: Option<String>,
    /// That something here is usual practice, where that is not an exercise; `None` when nothing is.
    pub practice: Option<String>,
    /// Sources, numbered.
    pub sources: Vec<SourceView>,
    /// Where the sheet is published, as short as it can be typed: without its scheme.
    pub address: String,
    /// The same in full, with its scheme; `None` when the site's address is not known.
    pub url: Option<String>,
    /// The same as a code.
    pub qr: Option<QrView>,
}

/// The foot of a phase's sheet, without its version.
pub(super) fn view(site: &Site, page: &Page, phase: &Phase, sources: Vec<SourceView>) -> FootView {
    let words = site.index.words(page.language);
    let address = page.address.child(&phase.id.raw);
    let url = site.index.base_url().map(|base| format!("{base}{}", address.encoded()));
    let review = crate::view::page::review(site, page);
    let marked = phase.exercises.iter().any(|exercise| is_convention(phase, exercise));
    let said = |key: &str| words.get(key).to_owned();
    FootView {
        version: String::new(),
        review_text: review_text(site, page, &review),
        review,
        information: said("sheet.information"),
        own: uses(phase, &CiteSource::Own).then(|| said("sheet.own")),
        convention: marked.then(|| said("sheet.convention")),
        practice: (!marked && uses(phase, &CiteSource::Convention)).then(|| said("sheet.practice")),
        sources,
        address: typed_address(site, &address),
        qr: url.as_deref().and_then(|url| code(site, url)),
        url,
    }
}

/// The code of an address. It stands on each form of a sheet, and takes longer to work out than the rest of the foot.
fn code(site: &Site, url: &str) -> Option<QrView> {
    let known = site.drawings.codes.get(url, || qr::code(url).map(|view| (view.size, view.path)));
    let (size, path) = known.as_ref().clone()?;
    Some(QrView { text: url.to_owned(), size, path, file: None })
}

/// A review in words: by whom and when, and when the next is due; or that there is none.
#[must_use]
pub fn review_text(site: &Site, page: &Page, review: &ReviewView) -> String {
    let words = site.index.words(page.language);
    let (Some(by), Some(on)) = (&review.by, &review.on) else {
        let key = if site.index.config.review.required { "review.none_required" } else { "page.example" };
        return format!("{}.", words.get(key));
    };
    let who = review.role.as_ref().map_or_else(|| by.clone(), |role| format!("{by}, {role}"));
    let done = format!("{} {who}, {on}.", words.get("review.by"));
    match &review.due {
        Some(due) => format!("{done} {}: {due}.", words.get("review.due")),
        None => done,
    }
}

/// Whether any of an exercise's dose is usual practice that no clinician has checked. Without sources of its own it has
/// its phase's.
pub(super) fn is_convention(phase: &Phase, exercise: &Prescription) -> bool {
    let cites = if exercise.cite.is_empty() { &phase.cite } else { &exercise.cite };
    cites.iter().any(|cite| cite.source == CiteSource::Convention)
}

fn uses(phase: &Phase, source: &CiteSource) -> bool {
    phase
        .cite
        .iter()
        .chain(phase.exercises.iter().flat_map(|exercise| &exercise.cite))
        .any(|cite| cite.source == *source)
}

/// A short text that changes with what the sheet says, and with nothing else.
pub(super) fn version(sheet: &SheetView) -> String {
    version_of(sheet)
}

/// What a sheet says without what its place, paper and log add: the same for every print of one content.
const PLACE_KEYS: [&str; 11] =
    ["href", "html", "address", "url", "qr", "log", "format", "density", "column", "rows", "version"];

/// A short text that changes with what a view says, and not with where it stands or what it is printed as.
#[must_use]
pub fn version_of(view: &impl Serialize) -> String {
    let mut value = serde_json::to_value(view).unwrap_or_default();
    strip(&mut value);
    Digest::of(value.to_string().as_bytes()).short().chars().take(7).collect()
}

fn strip(value: &mut Value) {
    match value {
        Value::Object(map) => {
            map.retain(|key, _| !PLACE_KEYS.contains(&key.as_str()));
            map.values_mut().for_each(strip);
        }
        Value::Array(items) => items.iter_mut().for_each(strip),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
    }
}

//! A programme as a booklet: cover, how to use it, the phases in time, every phase's sheet, further pages that the
//! programme names, logs, and the sources of all of it with one numbering.

use serde::Serialize;

use super::frame::{self, Frame, Heading};
use super::page::ReviewView;
use super::programme;
use super::sheet::exercises::drawings_as_files;
use super::sheet::foot::review_text;
use super::sheet::format::Format;
use super::sheet::log::{LogPlan, LogView};
use super::sheet::sources::{self, SourceView};
use super::sheet::{SheetView, view_in};
use super::text_section::{self, TextSection};
use super::timeline::{self, TimelineView};
use super::{Link, print};
use crate::body::Site;
use crate::body::references::References;
use crate::model::page::{Data, Page};

/// A programme's booklet.
#[derive(Clone, Debug, Serialize)]
pub struct BookletView {
    /// The frame.
    pub frame: Frame,
    /// What it is printed as.
    pub format: Format,
    /// The programme's title.
    pub title: String,
    /// One sentence.
    pub summary: Option<String>,
    /// How to use it, a step each.
    pub how: Vec<String>,
    /// The phases in time.
    pub timeline: TimelineView,
    /// All its sheets; their sources are numbered on from one to the next.
    pub sheets: Vec<SheetView>,
    /// Further pages or sections, such as a running plan.
    pub sections: Vec<TextSection>,
    /// An empty log for each phase that has exercises.
    pub logs: Vec<BookletLog>,
    /// The sources of all of it.
    pub sources: Vec<SourceView>,
    /// The programme's review.
    pub review: ReviewView,
    /// The same in words.
    pub review_text: String,
    /// Its printed forms.
    pub prints: Vec<Link>,
}

/// A log of a booklet.
#[derive(Clone, Debug, Serialize)]
pub struct BookletLog {
    /// The phase's title.
    pub title: String,
    /// Its id.
    pub id: String,
    /// The log, of two weeks.
    pub log: LogView,
}

/// A programme's booklet, on the site's paper.
#[must_use]
pub fn view(site: &Site, page: &Page, format: Format) -> Option<BookletView> {
    let Data::Programme(programme) = &page.data else { return None };
    let address = programme::booklet_address(page);
    let title = site.index.fill(&page.meta.title);
    let words = site.index.words(page.language);
    let heading = Heading {
        title: words.fill("booklet.title", &[("programme", &title)]),
        description: page.meta.summary.as_ref().map(|summary| site.index.fill(summary)).unwrap_or_default(),
        above: vec![(title.clone(), page.address.clone())],
        language: page.language,
        ..Heading::default()
    };
    let mut references = References::default();
    let sheet = |(place, phase)| {
        let mut sheet = view_in(site, &address, page, place, format, &mut references)?;
        drawings_as_files(site, &address, page, phase, &mut sheet);
        Some(sheet)
    };
    let sheets: Vec<SheetView> = programme.phases.iter().enumerate().filter_map(sheet).collect();
    let named = programme.booklet.iter();
    let sections: Vec<TextSection> =
        named.filter_map(|name| text_section::view(site, &address, page.language, name, &mut references)).collect();
    let with_exercises = sheets.iter().filter(|sheet| !sheet.exercises.is_empty() || !sheet.others.is_empty());
    let review = super::page::review(site, page);
    Some(BookletView {
        frame: frame::frame(site, &address, heading),
        format,
        title,
        summary: page.meta.summary.as_ref().map(|summary| site.index.fill(summary)),
        how: (1..=4).map(|number| words.get(&format!("booklet.how_{number}")).to_owned()).collect(),
        timeline: timeline::view(site, &address, page, programme),
        logs: with_exercises
            .map(|sheet| BookletLog {
                title: sheet.title.clone(),
                id: sheet.id.clone(),
                log: sheet.log_as(LogPlan::OwnSheet, words),
            })
            .collect(),
        sheets,
        sections,
        sources: sources::view(site, &address, &references),
        review_text: review_text(site, page, &review),
        review,
        prints: print::links(site, &address, page, |format| print::booklet_address(page, format)),
    })
}

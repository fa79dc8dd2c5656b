//! The web page around a phase's sheet: its neighbours, and the same sheet in the other size of type.

use serde::Serialize;

use super::format::{Edition, Format};
use super::{SheetView, address, view};
use crate::body::Site;
use crate::model::page::{Data, Page};
use crate::resolve::PhaseText;
use crate::view::Link;
use crate::view::frame::{self, Frame, Heading};
use crate::view::json_ld;
use crate::view::print;

/// One phase's sheet.
#[derive(Clone, Debug, Serialize)]
pub struct SheetPageView {
    /// The frame.
    pub frame: Frame,
    /// The sheet.
    pub sheet: SheetView,
    /// The same in the other edition.
    pub other: Link,
    /// The same as PDF, in each format.
    pub prints: Vec<Link>,
    /// The sheet before it.
    pub previous: Option<Link>,
    /// The sheet after it.
    pub next: Option<Link>,
}

/// The sheet of the phase at `place`, from 0, on the site's paper.
#[must_use]
pub fn sheet_page(site: &Site, page: &Page, place: usize, edition: Edition) -> Option<SheetPageView> {
    let Data::Programme(programme) = &page.data else { return None };
    let phase = programme.phases.get(place)?;
    let here = address(page, &phase.id.raw, edition);
    let sheet = view(site, &here, page, place, Format { paper: site.index.config.paper, edition })?;
    let programme_title = site.index.fill(&page.meta.title);
    let words = site.index.words(page.language);
    let neighbour = |other: Option<usize>| {
        let phase = programme.phases.get(other?)?;
        let title = super::title(words, other?, &PhaseText::new(&site.index, phase).fill(&phase.title));
        Some(Link { title, href: site.link(&here, &address(page, &phase.id.raw, edition)), other: None })
    };
    let other = match edition {
        Edition::Standard => Edition::LargePrint,
        Edition::LargePrint => Edition::Standard,
    };
    let standard = address(page, &phase.id.raw, Edition::Standard);
    let title_key = match edition {
        Edition::Standard => "sheet.page_title",
        Edition::LargePrint => "sheet.page_title_large",
    };
    let mut above = vec![(programme_title.clone(), page.address.clone())];
    if edition == Edition::LargePrint {
        above.push((sheet.title.clone(), standard.clone()));
    }
    let heading = Heading {
        title: words.fill(title_key, &[("title", &sheet.title), ("programme", &programme_title)]),
        description: sheet.goal.clone().unwrap_or_default(),
        above,
        language: page.language,
        canonical: (edition == Edition::LargePrint).then_some(standard),
        json_ld: json_ld::sheet(site, page, place),
        ..Heading::default()
    };
    Some(SheetPageView {
        frame: frame::frame(site, &here, heading),
        other: Link {
            title: words.get(&format!("sheet.to_{}", other.word())).to_owned(),
            href: site.link(&here, &address(page, &phase.id.raw, other)),
            other: None,
        },
        prints: print::links(site, &here, page, |format| print::sheet_address(page, &phase.id.raw, format)),
        previous: neighbour(place.checked_sub(1)),
        next: neighbour(Some(place + 1)),
        sheet,
    })
}

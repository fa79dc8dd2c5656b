//! The drawn chart of a decision flow with links from the page that shows it.
//!
//! The page's own view and the two printed sheets hold one each; questions' pages do not, as they would only pay for
//! it.

use std::sync::Arc;

use serde::Serialize;

use crate::base::address::Address;
use crate::base::language::direction;
use crate::body::Site;
use crate::chart::boxes::Words;
use crate::chart::draw::Drawing;
use crate::chart::fit::{Medium, PaperForm, TooLarge, Wishes, fit, fits_paper};
use crate::chart::search::Share;
use crate::chart::svg::{Form, Links, write};
use crate::model::decision::Decision;
use crate::model::page::Page;

/// A chart as a template shows it.
#[derive(Clone, Debug, Serialize)]
pub struct ChartView {
    /// The SVG.
    pub svg: String,
    /// Its width in pixels: it is never shown smaller.
    pub width: i32,
    /// How many questions it shows.
    pub questions: usize,
    /// How many results it shows.
    pub results: usize,
}

/// The chart of the flow on `page` with links from `from`; `None` where the flow is too large for the medium.
#[must_use]
pub fn view(site: &Site, from: &Address, page: &Page, decision: &Decision, medium: Medium) -> Option<ChartView> {
    drawn(site, from, page, decision, medium, Inset::Inline(""))
}

/// The chart on a page that shows other things too: its ids begin with `prefix`.
#[must_use]
pub fn inset(site: &Site, from: &Address, page: &Page, decision: &Decision, prefix: &str) -> Option<ChartView> {
    drawn(site, from, page, decision, Medium::Screen, Inset::Inline(prefix))
}

/// The chart as a file of its own, beside its page.
#[must_use]
pub fn file(site: &Site, page: &Page, decision: &Decision, medium: Medium) -> Option<String> {
    drawn(site, &page.address, page, decision, medium, Inset::Alone).map(|chart| chart.svg)
}

/// Whether the flow fits a sheet of each size that `layout.page` names; of both where it names none.
///
/// # Errors
/// The first sheet that it does not fit, with its longest texts.
pub fn check_paper(site: &Site, page: &Page, decision: &Decision) -> Result<(), (Medium, TooLarge)> {
    let outline = super::flow::outline(site, &page.address, page, decision);
    fits_paper(&outline, &words(site, page), &site.drawings.measure, &sheets(decision), wishes(decision))
}

/// Where a chart is drawn.
#[derive(Clone, Copy)]
enum Inset<'a> {
    /// In a page, whose ids of this chart begin with a prefix.
    Inline(&'a str),
    /// In a file of its own.
    Alone,
}

fn drawn(
    site: &Site,
    from: &Address,
    page: &Page,
    decision: &Decision,
    medium: Medium,
    inset: Inset<'_>,
) -> Option<ChartView> {
    let (form, prefix) = match inset {
        Inset::Inline(prefix) => (Form::Inline, prefix),
        Inset::Alone => (Form::Standalone, ""),
    };
    if medium == Medium::Screen && form == Form::Inline && decision.layout.direction.as_deref() == Some("rail") {
        return None;
    }
    let drawing = drawing(site, page, decision, medium);
    let drawing = drawing.as_ref().as_ref().ok()?;
    let outline = super::flow::outline(site, from, page, decision);
    let title = site.index.fill(&page.meta.title);
    // Questions and results have their pages in one folder; the two functions keep that a matter of `view::flow`.
    let step = |id: &str| site.link(from, &super::flow::step_address(page, id));
    let outcome = |id: &str| site.link(from, &super::flow::outcome_address(page, id));
    let description = site.index.words(page.language).get("flow.chart_summary");
    let links = Links { title: &title, description, prefix, step: &step, outcome: &outcome };
    Some(ChartView {
        svg: write(drawing, &outline, &links, form),
        width: drawing.width,
        questions: outline.steps.len(),
        results: outline.outcomes.len(),
    })
}

/// The flow as drawn, once for all places that show it: it is the same wherever its links are counted from.
fn drawing(site: &Site, page: &Page, decision: &Decision, medium: Medium) -> Arc<Result<Drawing, TooLarge>> {
    let outline = super::flow::outline(site, &page.address, page, decision);
    let (words, wishes) = (words(site, page), wishes(decision));
    let direction = direction(site.index.language_code(page.language));
    let key = format!("{direction} {medium:?} {wishes:?} {words:?} {outline:?}");
    site.drawings.charts.get(&key, || {
        let drawing = fit(&outline, &words, &site.drawings.measure, medium, wishes)?;
        Ok(if direction == "rtl" { drawing.mirrored() } else { drawing })
    })
}

/// What `layout` asks for. Its words were checked when the page was read.
fn wishes(decision: &Decision) -> Wishes {
    Wishes {
        share: match decision.layout.share.as_deref() {
            Some("merge") => Share::Merge,
            Some("repeat") => Share::Repeat,
            Some(_) | None => Share::Auto,
        },
        paper: if decision.layout.page.iter().any(|form| form == "ladder") {
            PaperForm::Ladder
        } else {
            PaperForm::Auto
        },
    }
}

/// The sheets that `layout.page` names; both where it names none.
fn sheets(decision: &Decision) -> Vec<Medium> {
    let named = |name: &str| decision.layout.page.iter().any(|form| form == name);
    let (a4, letter) = (named("A4"), named("Letter"));
    let sheets = [(Medium::A4, a4 || !letter), (Medium::Letter, letter || !a4)];
    sheets.into_iter().filter(|(_, wanted)| *wanted).map(|(medium, _)| medium).collect()
}

fn words(site: &Site, page: &Page) -> Words {
    let words = site.index.words(page.language);
    Words { labels: super::flow::labels(words), again: words.get("flow.shown_again").to_owned() }
}

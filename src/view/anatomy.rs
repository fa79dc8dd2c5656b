//! What an anatomy page adds: its facts, and the labelled picture with the list of its labels.
//!
//! Views of one thing share one list: a label with the same words and link has the same number in each of them.

use serde::Serialize;

use super::page::PieceView;
use crate::base::html::escape;
use crate::base::language::direction;
use crate::body::pictures::{self, Shown};
use crate::body::{Piece, Site, Written};
use crate::model::anatomy::{Anatomy, Figure, Label};
use crate::model::page::{Data, Page};
use crate::model::text::Text;
use crate::plate::drawing::Drawing;
use crate::plate::svg::{Mark, Setting, plate};

/// Widths, in letters, from which a picture may be shown with names: the style sheet has a rule for each.
const WIDTHS: [i32; 6] = [28, 34, 40, 46, 52, 56];
/// Units of a picture to a letter.
const LETTER: i32 = 16;
/// The room between two views, in units.
const BETWEEN: i32 = 16;

/// What anatomy adds.
#[derive(Clone, Debug, Serialize)]
pub struct AnatomyView {
    /// The kind of tissue, in words.
    pub structure: Option<String>,
    /// The joints it crosses.
    pub crosses: Vec<String>,
    /// Its named parts.
    pub parts: Vec<String>,
    /// A labelled picture.
    pub figure: Option<FigureView>,
    /// The page's body up to its first heading: cards and key points are read before the picture.
    pub opening: Vec<PieceView>,
    /// The rest of the page's body.
    pub rest: Vec<PieceView>,
}

/// A labelled picture in one or more views.
#[derive(Clone, Debug, Serialize)]
pub struct FigureView {
    /// The views.
    pub views: Vec<ViewOfFigure>,
    /// How wide, in letters, a place must be for names beside the views; 0 where no view was drawn.
    pub from: i32,
    /// The labels of all views, each once: their numbers are their places.
    pub labels: Vec<LabelView>,
}

/// One view.
#[derive(Clone, Debug, Serialize)]
pub struct ViewOfFigure {
    /// What it is called.
    pub title: Option<String>,
    /// Where the picture is.
    pub src: String,
    /// Its forms in several widths; empty when there is one.
    pub srcset: String,
    /// Its width in pixels, where the file says it.
    pub width: Option<u32>,
    /// Its height.
    pub height: Option<u32>,
    /// What it shows.
    pub alt: String,
    /// The picture with names, as SVG; `None` where the picture is more than shapes.
    pub names: Option<String>,
    /// The picture with numbers; it shows the drawing that `names` holds.
    pub numbers: Option<String>,
}

/// A label of a picture.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct LabelView {
    /// Its words.
    pub text: String,
    /// Where it leads.
    pub href: Option<String>,
    /// Whether that is this page.
    pub here: bool,
}

/// What an anatomy page adds; the two parts of its body are put in by [`super::page`].
#[must_use]
pub fn view(site: &Site, page: &Page, anatomy: &Anatomy) -> AnatomyView {
    let words = site.index.words(page.language);
    let all = |texts: &[Text]| texts.iter().map(|text| site.index.fill(text)).collect();
    AnatomyView {
        structure: anatomy.structure.map(|structure| words.get(&format!("structure.{}", structure.word())).to_owned()),
        crosses: all(&anatomy.crosses),
        parts: all(&anatomy.parts),
        figure: figure(site, page, anatomy),
        opening: Vec::new(),
        rest: Vec::new(),
    }
}

/// The body's pieces before its first heading, and those from it on. A body without headings is all before.
pub(super) fn split(written: &Written) -> (Vec<Piece>, Vec<Piece>) {
    let heading = written.contents.first().map(|(level, id, _)| format!("<h{level} id=\"{}\"", escape(id)));
    let (mut opening, mut rest) = (Vec::new(), Vec::new());
    for piece in &written.pieces {
        let mut halves = None;
        if let (Piece::Html(html), Some(heading), true) = (piece, &heading, rest.is_empty()) {
            halves = html.find(heading).and_then(|at| html.split_at_checked(at));
        }
        match halves {
            Some((before, after)) => {
                opening.push(Piece::Html(before.to_owned()));
                rest.push(Piece::Html(after.to_owned()));
            }
            None if rest.is_empty() => opening.push(piece.clone()),
            None => rest.push(piece.clone()),
        }
    }
    (opening, rest)
}

/// The pictures of a page, or of the page that it takes them from.
fn figure(site: &Site, page: &Page, anatomy: &Anatomy) -> Option<FigureView> {
    if !anatomy.figures.is_empty() {
        return figures(site, page, page, &anatomy.figures);
    }
    let (_, owner) = site.index.named(page.language, anatomy.figure_from.as_ref()?)?;
    let Data::Anatomy(other) = &owner.data else { return None };
    figures(site, page, owner, &other.figures)
}

/// The pictures of `owner` as `page` shows them.
fn figures(site: &Site, page: &Page, owner: &Page, figures: &[Figure]) -> Option<FigureView> {
    let mut labels: Vec<LabelView> = Vec::new();
    let mut views = Vec::new();
    let mut all_wide = 0;
    for (number, figure) in figures.iter().enumerate() {
        let Some(path) = owner.path.join_relative(&figure.src.raw) else { continue };
        let Some(target) = site.index.files.get(&path) else { continue };
        let marks: Vec<Mark> = figure.labels.iter().map(|label| mark(site, page, owner, label, &mut labels)).collect();
        let alt = site.index.fill(&figure.alt);
        let drawing = site.file_bytes.get(&path).and_then(|bytes| Drawing::read(std::str::from_utf8(bytes).ok()?));
        let id = format!("plate-{}", number + 1);
        let language = site.index.config.languages.get(page.language).unwrap_or(&site.index.config.language);
        let setting = Setting { alt: &alt, id: &id, from_right: direction(language) == "rtl" };
        let drawn = drawing.map(|drawing| plate(&drawing, &marks, setting));
        all_wide += drawn.as_ref().map_or(0, |plate| plate.width + if all_wide > 0 { BETWEEN } else { 0 });
        let (names, numbers) = drawn.map(|plate| (plate.names, plate.numbers)).unzip();
        let title = figure.title.as_ref().map(|title| site.index.fill(title));
        let Shown { src, srcset, size } = pictures::shown(site, &page.address, target);
        let (width, height) = size.map(|size| (size.width, size.height)).unzip();
        views.push(ViewOfFigure { title, src, srcset, width, height, alt, names, numbers });
    }
    let from = WIDTHS.into_iter().find(|letters| letters * LETTER >= all_wide).or(WIDTHS.last().copied());
    let from = from.filter(|_| all_wide > 0).unwrap_or(0);
    (!views.is_empty()).then_some(FigureView { views, from, labels })
}

/// A label for one view, put into the list of all of them.
fn mark(site: &Site, page: &Page, owner: &Page, label: &Label, labels: &mut Vec<LabelView>) -> Mark {
    let to = label.link.as_ref().and_then(|name| site.index.named(owner.language, name)).map(|(_, to)| to);
    let here = to.is_some_and(|to| to.address == page.address);
    let href = to.map(|to| site.link(&page.address, &to.address));
    let listed = LabelView { text: site.index.fill(&label.text), href, here };
    let place = labels.iter().position(|other| *other == listed).unwrap_or_else(|| {
        labels.push(listed.clone());
        labels.len() - 1
    });
    Mark {
        number: place + 1,
        text: listed.text,
        href: listed.href,
        here,
        at: (thousandths(label.at.0), thousandths(label.at.1)),
        part: label.part.as_ref().map(|part| part.raw.clone()),
    }
}

/// Per cent as whole thousandths.
#[expect(clippy::cast_possible_truncation, reason = "places are from 0 to 100")]
fn thousandths(percent: f64) -> i32 {
    (percent * 10.0).round() as i32
}

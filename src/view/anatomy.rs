//! What an anatomy page adds: its facts, and the labelled picture with the list of its labels. An article may show such
//! a picture too.
//!
//! Views of one thing share one list: a label with the same words and link has the same number in each of them.

use serde::Serialize;

use super::page::PieceView;
use crate::base::html::escape;
use crate::base::language::direction;
use crate::body::pictures::{self, Shown};
use crate::body::{Piece, Site, Written};
use crate::model::anatomy::{Anatomy, Figure, Label};
use crate::model::article::Article;
use crate::model::doc::Document;
use crate::model::page::{Data, Page};
use crate::model::text::{PageName, Text};
use crate::plate::drawing::Drawing;
use crate::plate::svg::{Mark, Setting, plate};
use crate::resolve::embeds;

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
    /// Its picture, and the body around it.
    #[serde(flatten)]
    pub placed: PlacedFigure,
}

/// A labelled picture at its place in the body of a page.
#[derive(Clone, Debug, Default, Serialize)]
pub struct PlacedFigure {
    /// The picture.
    pub figure: Option<FigureView>,
    /// The page's body before it: cards and key points are read before the picture.
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
        placed: PlacedFigure { figure: figure(site, page, anatomy), ..PlacedFigure::default() },
    }
}

/// The figure that an article shows; none where it names none. The parts of its body are put in as for [`view`].
pub(super) fn of_article(site: &Site, page: &Page, article: &Article) -> Option<PlacedFigure> {
    let figure = taken(site, page, article.figure_from.as_ref()?)?;
    Some(PlacedFigure { figure: Some(figure), ..PlacedFigure::default() })
}

/// The body's pieces before the picture, and those after it. It stands before the first heading, or at the end of the
/// text under the heading that `under` names. A body without such a place is all before.
pub(super) fn split(written: &Written, document: &Document, under: Option<&str>) -> (Vec<Piece>, Vec<Piece>) {
    let named = under.and_then(|under| embeds::section(document, under).ok());
    let next = named.map(|(_, end)| document.headings.iter().find(|heading| heading.event == end));
    let may_follow = |id: &str| next.is_none_or(|next| next.is_some_and(|next| next.id == id));
    let headings = written.contents.iter().filter(|(_, id, _)| may_follow(id));
    let headings = headings.map(|(level, id, _)| format!("<h{level} id=\"{}\"", escape(id)));
    headings
        .into_iter()
        .find_map(|heading| cut(&written.pieces, &heading))
        .unwrap_or((written.pieces.clone(), Vec::new()))
}

/// Pieces before and from this heading on; `None` where it stands within a block, which would be cut in two.
fn cut(pieces: &[Piece], heading: &str) -> Option<(Vec<Piece>, Vec<Piece>)> {
    const BLOCKS: [&str; 6] = ["section", "blockquote", "ul", "ol", "div", "table"];
    let mut open = [0_usize; BLOCKS.len()];
    for (at, piece) in pieces.iter().enumerate() {
        let Piece::Html(html) = piece else { continue };
        let found = html.find(heading).and_then(|place| html.split_at_checked(place));
        let (before, after) = found.map_or((html.as_str(), None), |(before, after)| (before, Some(after)));
        for (open, block) in open.iter_mut().zip(BLOCKS) {
            *open += before.matches(&format!("<{block}")).count();
            *open = open.saturating_sub(before.matches(&format!("</{block}>")).count());
        }
        let Some(after) = after else { continue };
        if open.iter().any(|open| *open > 0) {
            return None;
        }
        let (mut opening, mut rest) = (pieces.get(..at)?.to_vec(), vec![Piece::Html(after.to_owned())]);
        opening.push(Piece::Html(before.to_owned()));
        rest.extend_from_slice(pieces.get(at + 1..)?);
        return Some((opening, rest));
    }
    None
}

/// The pictures of a page, or of the page that it takes them from.
fn figure(site: &Site, page: &Page, anatomy: &Anatomy) -> Option<FigureView> {
    if !anatomy.figures.is_empty() {
        return figures(site, page, page, &anatomy.figures.iter().collect::<Vec<&Figure>>());
    }
    taken(site, page, anatomy.figure_from.as_ref()?)
}

/// The pictures of the page of this name, as `page` shows them: all views, or the one that the name's fragment gives.
fn taken(site: &Site, page: &Page, name: &PageName) -> Option<FigureView> {
    let (_, owner) = site.index.named(page.language, name)?;
    let Data::Anatomy(other) = &owner.data else { return None };
    let shown = |figure: &&Figure| name.fragment.as_deref().is_none_or(|view| figure.is_called(view));
    figures(site, page, owner, &other.figures.iter().filter(shown).collect::<Vec<&Figure>>())
}

/// The pictures of `owner` as `page` shows them.
fn figures(site: &Site, page: &Page, owner: &Page, figures: &[&Figure]) -> Option<FigureView> {
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

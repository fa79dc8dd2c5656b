//! The drawn figure of an exercise, with captions and the text read in its place.

use std::sync::Arc;

use serde::Serialize;

use crate::base::address::Address;
use crate::body::Site;
use crate::model::dose::{Dose, Load};
use crate::model::exercise::Exercise;
use crate::model::page::Page;
use crate::parse::words::Words;
use crate::pose::alt::{self, Description};
use crate::pose::figure::Figure;
use crate::pose::scene::solve;
use crate::pose::svg::Drawn;
use crate::pose::{paper, svg};

/// A figure as a template shows it.
#[derive(Clone, Debug, Serialize)]
pub struct PoseView {
    /// The drawing, both positions.
    pub svg: String,
    /// The last position alone, with what shows the movement: for narrow places.
    pub compact: String,
    /// What is read in its place; also within the drawings.
    pub alt: String,
    /// What each position shows, in order.
    pub captions: Vec<String>,
    /// The same as files of their own, both positions and the last, on pages that hold many: those are loaded as a
    /// reader comes near.
    pub files: Option<[PoseFile; 2]>,
}

/// A figure that is a file.
#[derive(Clone, Debug, Serialize)]
pub struct PoseFile {
    /// Link to it.
    pub src: String,
    /// Its width in pixels.
    pub width: i32,
    /// Its height.
    pub height: i32,
}

/// The names of the files: both positions, and the last.
pub const FILES: [&str; 2] = ["pose.svg", "pose-last.svg"];

/// The figure of the exercise on `page`; `None` without a pose that can be drawn. `dose` gives the weight its words
/// name.
#[must_use]
pub fn view(site: &Site, page: &Page, exercise: &Exercise, dose: Option<&Dose>) -> Option<PoseView> {
    let figure = figure(site, exercise);
    let figure = figure.as_ref().as_ref()?;
    let Description { alt, captions } = describe(site, page, exercise, dose)?;
    let (svg, compact) = (svg::inline(&figure.full, &alt), svg::inline(&figure.compact, &alt));
    Some(PoseView { svg, compact, alt, captions, files: None })
}

/// The figure's files in place of its drawings, for a page at `from`.
pub fn as_files(site: &Site, from: &Address, page: &Page, exercise: &Exercise, shown: &mut PoseView) {
    let figure = figure(site, exercise);
    let Some(figure) = figure.as_ref() else { return };
    let [full, last] = FILES.map(|name| site.link(from, &page.address.file(name)));
    let file = |src: String, drawn: &Drawn| {
        let (width, height) = drawn.pixels();
        PoseFile { src, width, height }
    };
    shown.files = Some([file(full, &figure.full), file(last, &figure.compact)]);
    shown.svg.clear();
    shown.compact.clear();
}

/// The pictures of an exercise, drawn once however many pages and sheets show them.
fn figure(site: &Site, exercise: &Exercise) -> Arc<Option<Figure>> {
    let draw = || exercise.pose.as_ref().and_then(Figure::new);
    site.drawings.poses.get(&format!("{:?}", exercise.pose), draw)
}

/// The words of the figure on `page`, for a picture of its own.
#[must_use]
pub fn describe(site: &Site, page: &Page, exercise: &Exercise, dose: Option<&Dose>) -> Option<Description> {
    let scene = solve(exercise.pose.as_ref()?).ok()?;
    let words = site.index.words(page.language);
    let load = dose.and_then(|dose| weight(dose, words));
    Some(alt::describe(&scene, &site.index.fill(&page.meta.title), load.as_deref(), words))
}

/// A figure as pictures of their own, for paper.
#[derive(Clone, Debug, Serialize)]
pub struct PaperPose {
    /// Both positions.
    pub full: PaperPicture,
    /// The last position alone.
    pub compact: PaperPicture,
    /// What is read in their place.
    pub alt: String,
}

/// A picture for paper.
#[derive(Clone, Debug, Serialize)]
pub struct PaperPicture {
    /// An SVG text.
    pub svg: String,
    /// Its width in millimetres, which a template would have to set it in type to find out.
    pub width: String,
    /// Its height in millimetres.
    pub height: String,
}

/// The figure as pictures of their own for paper, without captions: [`describe`] gives them as text.
#[must_use]
pub fn on_paper(site: &Site, page: &Page, exercise: &Exercise, dose: Option<&Dose>) -> Option<PaperPose> {
    let Description { alt, .. } = describe(site, page, exercise, dose)?;
    let figure = figure(site, exercise);
    let figure = figure.as_ref().as_ref()?;
    let alone = |drawn: &Drawn| {
        let [width, height] = drawn.millimetres();
        PaperPicture { svg: paper::alone(drawn, &alt, &[]), width, height }
    };
    Some(PaperPose { full: alone(&figure.full), compact: alone(&figure.compact), alt: alt.clone() })
}

/// A load that can be held; body weight and bands are not.
fn weight(dose: &Dose, words: &Words) -> Option<String> {
    match dose.load.as_ref()? {
        Load::Kilograms(amount) => Some(words.fill("dose.kilograms", &[("n", amount)])),
        Load::Pounds(amount) => Some(words.fill("dose.pounds", &[("n", amount)])),
        Load::BodyWeight | Load::Band => None,
    }
}

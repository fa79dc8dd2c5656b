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
use crate::pose::figure;
use crate::pose::scene::solve;
use crate::pose::svg::Drawn;
use crate::pose::{paper, svg};

/// A figure as a template shows it.
#[derive(Clone, Debug, Serialize)]
pub struct PoseView {
    /// The drawing, both positions.
    pub svg: String,
    /// What is read in its place; also within the drawings.
    pub alt: String,
    /// What each position shows, in order.
    pub captions: Vec<String>,
    /// The same as a file of its own, on pages that hold many: it is loaded as a reader comes near.
    pub file: Option<PoseFile>,
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

/// The name of the file.
pub const FILE: &str = "pose.svg";

/// The figure of the exercise on `page`; `None` without a pose that can be drawn. `dose` gives the weight its words
/// name.
#[must_use]
pub fn view(site: &Site, page: &Page, exercise: &Exercise, dose: Option<&Dose>) -> Option<PoseView> {
    let figure = figure(site, exercise);
    let figure = figure.as_ref().as_ref()?;
    let Description { alt, captions } = describe(site, page, exercise, dose)?;
    Some(PoseView { svg: svg::inline(figure, &alt), alt, captions, file: None })
}

/// The figure's file in place of its drawing, for a page at `from`.
pub fn as_file(site: &Site, from: &Address, page: &Page, exercise: &Exercise, shown: &mut PoseView) {
    let figure = figure(site, exercise);
    let Some(figure) = figure.as_ref() else { return };
    let (width, height) = figure.pixels();
    shown.file = Some(PoseFile { src: site.link(from, &page.address.file(FILE)), width, height });
    shown.svg.clear();
}

/// The picture of an exercise, drawn once however many pages and sheets show it.
fn figure(site: &Site, exercise: &Exercise) -> Arc<Option<Drawn>> {
    let draw = || exercise.pose.as_ref().and_then(figure::draw);
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

/// A figure as a picture of its own, for paper: both positions.
#[derive(Clone, Debug, Serialize)]
pub struct PaperPose {
    /// What is read in its place.
    pub alt: String,
    /// An SVG text.
    pub svg: String,
    /// Its width in millimetres, which a template would have to set it in type to find out.
    pub width: String,
    /// Its height in millimetres.
    pub height: String,
}

/// The figure as a picture of its own for paper, without captions: [`describe`] gives them as text.
#[must_use]
pub fn on_paper(site: &Site, page: &Page, exercise: &Exercise, dose: Option<&Dose>) -> Option<PaperPose> {
    let Description { alt, .. } = describe(site, page, exercise, dose)?;
    let figure = figure(site, exercise);
    let figure = figure.as_ref().as_ref()?;
    let [width, height] = figure.millimetres();
    Some(PaperPose { svg: paper::alone(figure, &alt, &[]), alt, width, height })
}

/// A load that can be held; body weight and bands are not.
fn weight(dose: &Dose, words: &Words) -> Option<String> {
    match dose.load.as_ref()? {
        Load::Kilograms(amount) => Some(words.fill("dose.kilograms", &[("n", amount)])),
        Load::Pounds(amount) => Some(words.fill("dose.pounds", &[("n", amount)])),
        Load::BodyWeight | Load::Band => None,
    }
}

//! The drawn figure of an exercise, with captions and the text read in its place.

use std::sync::Arc;

use serde::Serialize;

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
}

/// The figure of the exercise on `page`; `None` without a pose that can be drawn. `dose` gives the weight its words name.
#[must_use]
pub fn view(site: &Site, page: &Page, exercise: &Exercise, dose: Option<&Dose>) -> Option<PoseView> {
    let figure = figure(site, exercise);
    let figure = figure.as_ref().as_ref()?;
    let Description { alt, captions } = describe(site, page, exercise, dose)?;
    Some(PoseView { svg: svg::inline(&figure.full, &alt), compact: svg::inline(&figure.compact, &alt), alt, captions })
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
    /// An SVG text with both positions.
    pub full: String,
    /// An SVG text with the last position alone.
    pub compact: String,
    /// What is read in its place.
    pub alt: String,
}

/// The figure as pictures of their own for paper, without captions: [`describe`] gives them as text.
#[must_use]
pub fn on_paper(site: &Site, page: &Page, exercise: &Exercise, dose: Option<&Dose>) -> Option<PaperPose> {
    let Description { alt, .. } = describe(site, page, exercise, dose)?;
    let figure = figure(site, exercise);
    let figure = figure.as_ref().as_ref()?;
    let alone = |drawn: &Drawn| paper::alone(drawn, &alt, &[]);
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

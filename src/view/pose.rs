//! The drawn figure of an exercise, with captions and the text read in its place.

use serde::Serialize;

use crate::body::Site;
use crate::model::dose::{Dose, Load};
use crate::model::exercise::Exercise;
use crate::model::page::Page;
use crate::parse::words::Words;
use crate::pose::alt::{self, Description};
use crate::pose::picture::{Extent, picture};
use crate::pose::scene::solve;
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
    let scene = solve(exercise.pose.as_ref()?).ok()?;
    let Description { alt, captions } = describe(site, page, exercise, dose)?;
    let drawn = |extent: Extent| svg::inline(&picture(&scene, extent), &alt);
    Some(PoseView { svg: drawn(Extent::Full), compact: drawn(Extent::Compact), alt, captions })
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
    let alone = |extent: Extent| paper::alone(exercise.pose.as_ref()?, extent, &alt, &[]);
    Some(PaperPose { full: alone(Extent::Full)?, compact: alone(Extent::Compact)?, alt: alt.clone() })
}

/// A load that can be held; body weight and bands are not.
fn weight(dose: &Dose, words: &Words) -> Option<String> {
    match dose.load.as_ref()? {
        Load::Kilograms(amount) => Some(words.fill("dose.kilograms", &[("n", amount)])),
        Load::Pounds(amount) => Some(words.fill("dose.pounds", &[("n", amount)])),
        Load::BodyWeight | Load::Band => None,
    }
}

//! Fills the templates that a site replaced before anything is written, for every page that uses one: what a build
//! would stop at is then known to a check. A site with the built-in templates alone pays nothing for it.

use rayon::prelude::*;

use super::template::Templates;
use super::{OUTPUTS, Route, Routes, assets, cards, figures, files, headers, make, pictures, prints, search};
use crate::body::Site;
use crate::diag::Problem;
use crate::view::surroundings::WORKER;

/// The outputs that fill no template for pages: what they are made from is checked elsewhere, or takes long to make.
const WITHOUT: [&str; 8] = [
    assets::OUTPUT.name,
    cards::OUTPUT.name,
    figures::OUTPUT.name,
    files::OUTPUT.name,
    headers::OUTPUT.name,
    pictures::OUTPUT.name,
    prints::OUTPUT.name,
    search::OUTPUT.name,
];

/// What fails when the site's own templates are filled, each failure once; `None` when `is_asked` to end.
#[must_use]
pub fn problems(
    site: &Site,
    templates: &Templates,
    routes: &Routes,
    is_asked: impl Fn() -> bool + Sync,
) -> Option<Vec<Problem>> {
    let Some(templates) = templates.for_trial() else { return Some(Vec::new()) };
    let tried: Vec<_> = routes.all().into_iter().filter(|(output, route)| fills(*output, route)).collect();
    let failure = |(output, route): &(usize, Route)| {
        if is_asked() {
            return None;
        }
        make(site, &templates, *output, route)?.err().map(|problem| *problem)
    };
    let mut found: Vec<Problem> = tried.into_par_iter().filter_map(failure).collect();
    found.sort_by(|one, other| (&one.place, &one.message).cmp(&(&other.place, &other.message)));
    found.dedup();
    (!is_asked()).then_some(found)
}

/// Whether what is made at an address comes out of a template for pages. The worker is made of all pages, which are
/// tried on their own.
fn fills(output: usize, route: &Route) -> bool {
    let name = OUTPUTS.get(output).map(|output| output.name).unwrap_or_default();
    !WITHOUT.contains(&name) && !route.address.as_str().ends_with(WORKER)
}

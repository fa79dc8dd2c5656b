//! Programmes on paper: a sheet a phase and the whole booklet, as pages that print well.

use super::template::Templates;
use super::{Made, Output, Part, Route};
use crate::body::Site;
use crate::model::page::Data;
use crate::view::{lists, programme};

/// Sheets and booklets.
pub const OUTPUT: Output = Output { name: "sheets", routes, make };

fn routes(site: &Site) -> Vec<Route> {
    let mut routes = Vec::new();
    for (id, page) in site.index.published() {
        let Data::Programme(programme) = &page.data else { continue };
        for (place, phase) in programme.phases.iter().enumerate() {
            routes.push(Route::of_page(site, id, page.address.child(&phase.id.raw), Part::Place(place)));
        }
        routes.push(Route::of_page(site, id, programme::booklet_address(page), Part::Name("booklet".to_owned())));
    }
    routes
}

fn make(site: &Site, templates: &Templates, route: &Route) -> Made {
    let page = site.index.page(route.page?)?;
    match &route.part {
        Part::Place(place) => {
            Some(templates.render("sheet.html", &lists::sheet_page(site, page, *place)?, page.language))
        }
        Part::Name(_) => Some(templates.render("booklet.html", &lists::booklet(site, page)?, page.language)),
        Part::Whole => None,
    }
}

//! Programmes on paper: a sheet a phase and the whole booklet, as pages that print well.

use super::template::Templates;
use super::{Made, Output, Part, Route};
use crate::body::Site;
use crate::model::page::Data;
use crate::view::sheet::format::{Edition, Format};
use crate::view::sheet::page::sheet_page;
use crate::view::{booklet, programme, sheet};

/// Sheets and booklets.
pub const OUTPUT: Output = Output { name: "sheets", routes, make };

fn routes(site: &Site) -> Vec<Route> {
    let mut routes = Vec::new();
    for (id, page) in site.index.published() {
        let Data::Programme(programme) = &page.data else { continue };
        for (place, phase) in programme.phases.iter().enumerate() {
            let address = page.address.child(&phase.id.raw);
            routes.push(Route::of_page(site, id, address, Part::Place(place)));
            let large = sheet::address(page, &phase.id.raw, Edition::LargePrint);
            routes.push(Route::of_page(site, id, large, Part::LargePrint(place)));
        }
        routes.push(Route::of_page(site, id, programme::booklet_address(page), Part::Name("booklet".to_owned())));
    }
    routes
}

fn make(site: &Site, templates: &Templates, route: &Route) -> Made {
    let page = site.index.page(route.page?)?;
    match &route.part {
        Part::Place(place) => {
            let view = sheet_page(site, page, *place, Edition::Standard)?;
            Some(templates.page("sheet.html", &view.frame, &view, page.language))
        }
        Part::LargePrint(place) => {
            let view = sheet_page(site, page, *place, Edition::LargePrint)?;
            Some(templates.page("sheet.html", &view.frame, &view, page.language))
        }
        Part::Name(_) => {
            let view = booklet::view(site, page, Format::standard(site.index.config.paper))?;
            Some(templates.page("booklet.html", &view.frame, &view, page.language))
        }
        Part::Whole => None,
    }
}

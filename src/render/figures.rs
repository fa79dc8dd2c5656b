//! The drawn figure of each exercise and the code of each sheet as files of their own, for pages that hold many:
//! booklets, and the page where a clinician makes a sheet. Black on white, as sheets are.

use super::template::Templates;
use super::{Made, Output, Part, Route};
use crate::body::Site;
use crate::model::page::{Data, Page, PageId};
use crate::view::pose;
use crate::view::sheet;
use crate::view::sheet::exercises::CODE;
use crate::view::sheet::format::Format;

/// Figures of exercises and codes of sheets.
pub const OUTPUT: Output = Output { name: "figures", routes, make };

fn routes(site: &Site) -> Vec<Route> {
    site.index.published().flat_map(|(id, page)| of_page(site, id, page)).collect()
}

fn of_page(site: &Site, id: PageId, page: &Page) -> Vec<Route> {
    match &page.data {
        Data::Exercise(exercise) if exercise.pose.is_some() => {
            let file = page.address.file(pose::FILE);
            vec![Route::of_page(site, id, file, Part::Name(pose::FILE.to_owned()))]
        }
        // A code holds the sheet's whole address.
        Data::Programme(programme) if site.index.base_url().is_some() => {
            let places = programme.phases.iter().enumerate();
            let route = |(place, phase): (usize, &crate::model::programme::Phase)| {
                Route::of_page(site, id, page.address.child(&phase.id.raw).file(CODE), Part::Place(place))
            };
            places.map(route).collect()
        }
        _ => Vec::new(),
    }
}

fn make(site: &Site, _: &Templates, route: &Route) -> Made {
    let page = site.index.page(route.page?)?;
    match (&page.data, &route.part) {
        (Data::Exercise(exercise), Part::Name(_)) => {
            Some(Ok(pose::on_paper(site, page, exercise, None)?.svg.into_bytes()))
        }
        (Data::Programme(_), Part::Place(place)) => {
            let format = Format::standard(site.index.config.paper);
            let sheet = sheet::view(site, &page.address, page, *place, format)?;
            Some(Ok(sheet.foot.qr?.alone().into_bytes()))
        }
        _ => None,
    }
}

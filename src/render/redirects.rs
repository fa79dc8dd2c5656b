//! Old addresses: a tiny page at each, which leads to the new one.

use super::template::Templates;
use super::{Made, Output, Part, Route};
use crate::base::address::Address;
use crate::body::Site;
use crate::view::lists;

/// Redirects.
pub const OUTPUT: Output = Output { name: "redirects", routes, make };

fn routes(site: &Site) -> Vec<Route> {
    let mut routes = Vec::new();
    for (id, page) in site.index.published() {
        for (place, old) in page.meta.redirect_from.iter().enumerate() {
            if let Some(address) = Address::parse(&old.raw) {
                routes.push(Route::of_page(site, id, address, Part::Place(place)));
            }
        }
    }
    routes
}

fn make(site: &Site, templates: &Templates, route: &Route) -> Made {
    let page = site.index.page(route.page?)?;
    Some(templates.render("redirect.html", &lists::redirect(site, &route.address, page), page.language))
}

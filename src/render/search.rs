//! The files of the search, as they were made with the index.

use super::template::Templates;
use super::{Made, Output, Part, Route};
use crate::body::Site;

/// The files of the search.
pub const OUTPUT: Output = Output { name: "search", routes, make };

fn routes(site: &Site) -> Vec<Route> {
    site.search.keys().map(|address| Route::of_site(address.clone(), Part::Whole)).collect()
}

fn make(site: &Site, _: &Templates, route: &Route) -> Made {
    Some(Ok(site.search.get(&route.address)?.bytes()))
}

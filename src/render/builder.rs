//! The page of each programme where a clinician makes a sheet. It is for clinicians: search engines pass it over.

use super::template::Templates;
use super::{Made, Output, Part, Route};
use crate::body::Site;
use crate::model::page::Data;
use crate::view::{builder, programme};

/// Pages to make sheets on.
pub const OUTPUT: Output = Output { name: "builder", routes, make };

fn routes(site: &Site) -> Vec<Route> {
    let programmes = site.index.published().filter(|(_, page)| matches!(page.data, Data::Programme(_)));
    let part = || Part::Name("make".to_owned());
    programmes.map(|(id, page)| Route::of_page(site, id, programme::builder_address(page), part())).collect()
}

fn make(site: &Site, templates: &Templates, route: &Route) -> Made {
    let page = site.index.page(route.page?)?;
    let view = builder::view(site, page)?;
    Some(templates.page("make.html", &view.frame, &view, page.language))
}

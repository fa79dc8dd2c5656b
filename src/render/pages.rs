//! Pages of content, one for each file, and section pages for folders without an `index.md`.

use super::template::Templates;
use super::{Made, Output, Part, Route};
use crate::base::address::Address;
use crate::body::Site;
use crate::model::kind::Kind;
use crate::model::page::Page;
use crate::view::{lists, page, site_lists};

/// Pages and sections.
pub const OUTPUT: Output = Output { name: "pages", routes, make };

fn routes(site: &Site) -> Vec<Route> {
    let own = site_lists::addresses(site);
    // A page of another kind at a list's address keeps it, so that the clash is reported and none of it is lost.
    let introduces = |page: &Page| page.kind() == Kind::Article && own.contains(&page.address);
    let pages = site.index.published().filter(|(_, page)| !introduces(page));
    let pages = pages.map(|(id, page)| Route::of_page(site, id, page.address.clone(), Part::Whole));
    let sections =
        site.index.nav.sections.values().filter(|section| section.page.is_none() && !own.contains(&section.address));
    pages.chain(sections.map(|section| Route::of_site(section.address.clone(), Part::Whole))).collect()
}

fn make(site: &Site, templates: &Templates, route: &Route) -> Made {
    match route.page {
        Some(id) => {
            let page = site.index.page(id)?;
            let view = page::view(site, id, page);
            Some(templates.page(&format!("{}.html", view.kind), &view.frame, &view, page.language))
        }
        None => section(site, templates, &route.address),
    }
}

fn section(site: &Site, templates: &Templates, address: &Address) -> Made {
    let section = site.index.nav.sections.get(address)?;
    let view = lists::section(site, address);
    Some(templates.page("section.html", &view.frame, &view, section.language))
}

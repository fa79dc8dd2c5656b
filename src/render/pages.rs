//! Pages of content, one for each file, and section pages for folders without an `index.md`.

use super::template::Templates;
use super::{Made, Output, Part, Route};
use crate::base::address::Address;
use crate::base::path::SitePath;
use crate::body::Site;
use crate::diag::{Place, Problem, codes};
use crate::model::kind::Kind;
use crate::model::page::Page;
use crate::view::page::PageView;
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
            let name = format!("{}.html", view.kind);
            let made = templates.page(&name, &view.frame, &view, page.language);
            Some(made.and_then(|bytes| if templates.is_own(&name) { whole(&name, &view, bytes) } else { Ok(bytes) }))
        }
        None => section(site, templates, &route.address),
    }
}

/// A page as a site's own template makes it, unless that leaves its text out: a warning may stand there.
fn whole(name: &str, view: &PageView, bytes: Vec<u8>) -> Result<Vec<u8>, Box<Problem>> {
    if view.is_whole_in(&String::from_utf8_lossy(&bytes)) {
        return Ok(bytes);
    }
    let message = format!("`{name}` leaves the text of its pages out: readers would see no warning that stands there");
    let help = "put `{{ <pieces of={body}/> }}` where the text is to stand, or extend `page.html`";
    let path = SitePath::new(&format!("templates/{name}"));
    Err(Box::new(match path {
        Some(path) => Problem::new(codes::TEMPLATE_FAILS, Place::file(&path), message, help),
        None => Problem::general(codes::TEMPLATE_FAILS, message, help),
    }))
}

fn section(site: &Site, templates: &Templates, address: &Address) -> Made {
    let section = site.index.nav.sections.get(address)?;
    let view = lists::section(site, address);
    Some(templates.page("section.html", &view.frame, &view, section.language))
}

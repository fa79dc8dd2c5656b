//! The pages that every site has: A–Z, glossary, bibliography and the page for addresses that lead nowhere.

use super::template::Templates;
use super::{Made, Output, Part, Route};
use crate::base::address::{Address, Form};
use crate::body::Site;
use crate::view::lists;
use crate::view::site_lists::{self, SiteList};

/// Lists of the whole site, for each of its languages.
pub const OUTPUT: Output = Output { name: "lists", routes, make };

fn routes(site: &Site) -> Vec<Route> {
    let not_found = Address::from_segments(["404.html"], Form::File);
    let addresses = site_lists::addresses(site).into_iter().chain([not_found]);
    addresses.map(|address| Route::of_site(address, Part::Whole)).collect()
}

fn make(site: &Site, templates: &Templates, route: &Route) -> Made {
    let address = &route.address;
    if address.as_str() == "/404.html" {
        let view = lists::not_found(site);
        return Some(templates.page("not-found.html", &view.frame, &view, 0));
    }
    let language = site.index.language_of(address);
    let seen = match site_lists::kind_of(site, address)? {
        SiteList::AToZ => {
            let view = lists::a_to_z(site, address);
            templates.seen("a-z.html", &view.frame, &view, language)
        }
        SiteList::Glossary => {
            let view = lists::glossary(site, address);
            templates.seen("glossary.html", &view.frame, &view, language)
        }
        SiteList::References => {
            let view = lists::references(site, address);
            templates.seen("references.html", &view.frame, &view, language)
        }
    };
    // The view of a large site's list is large, and gone by now.
    Some(seen.and_then(|seen| templates.filled(seen)))
}

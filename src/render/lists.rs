//! The pages that every site has: A–Z, glossary, bibliography and the page for addresses that lead nowhere.

use super::template::Templates;
use super::{Made, Output, Part, Route};
use crate::base::address::{Address, Form};
use crate::body::Site;
use crate::model::page::Data;
use crate::view::lists;

/// Lists of the whole site.
pub const OUTPUT: Output = Output { name: "lists", routes, make };

/// The addresses of the lists a site has. A content page at one of them is the list's introduction.
#[must_use]
pub fn addresses(site: &Site) -> Vec<Address> {
    let mut addresses = vec![Address::root().child("a-z")];
    if site.index.published().any(|(_, page)| matches!(page.data, Data::Term(_))) {
        addresses.push(Address::root().child("glossary"));
    }
    if site.index.published().any(|(_, page)| matches!(page.data, Data::Reference(_))) {
        addresses.push(Address::root().child("references"));
    }
    addresses
}

fn routes(site: &Site) -> Vec<Route> {
    let not_found = Address::from_segments(["404.html"], Form::File);
    addresses(site).into_iter().chain([not_found]).map(|address| Route::of_site(address, Part::Whole)).collect()
}

fn make(site: &Site, templates: &Templates, route: &Route) -> Made {
    let address = &route.address;
    match address.as_str() {
        "/a-z/" => Some(templates.render("a-z.html", &lists::a_to_z(site, address), 0)),
        "/glossary/" => Some(templates.render("glossary.html", &lists::glossary(site, address), 0)),
        "/references/" => Some(templates.render("references.html", &lists::references(site, address), 0)),
        "/404.html" => Some(templates.render("not-found.html", &lists::not_found(site), 0)),
        _ => None,
    }
}

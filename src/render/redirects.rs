//! Old addresses: a tiny page at each, which leads to the new one.
//!
//! An old address of a programme or a decision brings those of its sheets and questions along: their codes stand on
//! paper that patients keep.

use std::collections::BTreeSet;

use super::template::Templates;
use super::{Made, Output, Part, Route};
use crate::base::address::Address;
use crate::body::Site;
use crate::model::page::{Data, Page};
use crate::view::sheet::format::Edition;
use crate::view::{flow, lists, sheet};

/// Redirects.
pub const OUTPUT: Output = Output { name: "redirects", routes, make };

fn routes(site: &Site) -> Vec<Route> {
    let mut routes = Vec::new();
    let mut taken = BTreeSet::new();
    for (id, page) in site.index.published() {
        for old in old_addresses(page) {
            taken.insert(old.clone());
            routes.push(Route::of_page(site, id, old, Part::Whole));
        }
    }
    // Addresses that an author wrote go before those that they bring along.
    for (id, page) in site.index.published().filter(|(_, page)| !page.meta.redirect_from.is_empty()) {
        let below = below(page);
        for old in old_addresses(page).filter(Address::is_page) {
            for part in &below {
                let address = old.child(part);
                if !is_held(site, &address) && taken.insert(address.clone()) {
                    routes.push(Route::of_page(site, id, address, Part::Name(part.clone())));
                }
            }
        }
    }
    routes
}

/// The old addresses that a page's front matter names.
fn old_addresses(page: &Page) -> impl Iterator<Item = Address> {
    page.meta.redirect_from.iter().filter_map(|old| Address::parse(&old.raw))
}

fn make(site: &Site, templates: &Templates, route: &Route) -> Made {
    let page = site.index.page(route.page?)?;
    let to = match &route.part {
        Part::Name(below) => page.address.child(below),
        Part::Whole | Part::Place(_) | Part::LargePrint(_) => page.address.clone(),
    };
    Some(templates.render("redirect.html", &lists::redirect(site, &route.address, page, &to), page.language))
}

/// The pages below a page that links and codes lead to, from its address: `settle`, `q/emergency`.
fn below(page: &Page) -> Vec<String> {
    let addresses: Vec<Address> = match &page.data {
        Data::Programme(programme) => {
            let editions = |id: &str| [page.address.child(id), sheet::address(page, id, Edition::LargePrint)];
            programme.phases.iter().flat_map(|phase| editions(&phase.id.raw)).collect()
        }
        Data::Decision(decision) => {
            let steps = decision.steps.iter().map(|step| &step.id);
            let ids = steps.chain(decision.outcomes.iter().map(|outcome| &outcome.id));
            ids.map(|id| flow::step_address(page, &id.raw)).collect()
        }
        Data::Article(_)
        | Data::Anatomy(_)
        | Data::Condition(_)
        | Data::Exercise(_)
        | Data::Reference(_)
        | Data::Term(_) => Vec::new(),
    };
    let below = addresses.iter().filter_map(|address| address.as_str().strip_prefix(page.address.as_str()));
    below.map(|below| below.trim_end_matches('/').to_owned()).collect()
}

/// Whether a page or section has an address, so that no old one may take it.
fn is_held(site: &Site, address: &Address) -> bool {
    site.index.addresses.contains_key(address) || site.index.nav.sections.contains_key(address)
}

//! The pictures that stand for pages where others share them, one a page of content.
//!
//! Painting one takes less time than writing it to a store and reading it again, so none is kept. What it is made of
//! is: the letters that were drawn for one card serve the next.

use std::collections::BTreeSet;

use super::template::Templates;
use super::{Made, Output, Part, Route};
use crate::body::Site;
use crate::diag::{Problem, codes};
use crate::picture::card::paint;
use crate::view::card;

/// Cards.
pub const OUTPUT: Output = Output { name: "cards", routes, make };

const PART: &str = "card";

fn routes(site: &Site) -> Vec<Route> {
    if !card::are_made(site) {
        return Vec::new();
    }
    let part = || Part::Name(PART.to_owned());
    // That two pages have one address is reported of the pages, and not again of their cards.
    let mut addresses = BTreeSet::new();
    let pages = site.index.published().filter(|(_, page)| addresses.insert(&page.address));
    let mut routes: Vec<Route> =
        pages.map(|(id, page)| Route::of_page(site, id, card::address(Some(page)), part())).collect();
    let home = card::address(None);
    if !routes.iter().any(|route| route.address == home) {
        routes.push(Route::of_site(home, part()));
    }
    routes
}

fn make(site: &Site, _: &Templates, route: &Route) -> Made {
    let page = route.page.and_then(|id| Some((id, &**site.index.page(id)?)));
    let card = card::card(site, page);
    Some(paint(&card, &site.drawings.letters).ok_or_else(|| {
        Box::new(Problem::general(
            codes::INTERNAL,
            format!("the card `{}` cannot be painted", route.address),
            "report this to the makers of Soleus, with the page's title",
        ))
    }))
}

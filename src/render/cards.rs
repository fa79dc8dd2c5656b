//! The pictures that stand for pages where others share them, one a page of content.
//!
//! A card is kept by the same store as printed sheets, under a digest of all that it says: it is painted again only when
//! its words or colours change.

use std::collections::BTreeSet;

use rayon::prelude::*;

use super::template::Templates;
use super::{Made, OUTPUTS, Output, Part, Route, Routes, pictures};
use crate::body::Site;
use crate::diag::{Problem, codes};
use crate::picture::{Fault, card::paint};
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

fn make(site: &Site, templates: &Templates, route: &Route) -> Made {
    let page = route.page.and_then(|id| Some((id, &**site.index.page(id)?)));
    let card = card::card(site, page);
    let painted = || paint(&card).ok_or_else(|| Fault::Broken("the theme's font cannot be read".to_owned()));
    Some(pictures::kept(templates, &card::key(&card), painted).map_err(|_| {
        Box::new(Problem::general(
            codes::INTERNAL,
            format!("the card `{}` cannot be painted", route.address),
            "report this to the makers of Soleus, with the page's title",
        ))
    }))
}

/// Paints all cards, so that the store keeps those that the site is made of.
pub fn paint_all(site: &Site, templates: &Templates, routes: &Routes) {
    let cards = routes.all().into_par_iter();
    let cards = cards.filter(|(output, _)| OUTPUTS.get(*output).is_some_and(|output| output.name == OUTPUT.name));
    cards.for_each(|(_, route)| drop(make(site, templates, route)));
}

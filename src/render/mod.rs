//! Views become files. Each output is one file here and one row of [`OUTPUTS`].
//!
//! An output says which addresses it has and makes one when it is asked for it: a build asks for all, a preview for the
//! one on screen.

pub mod assets;
pub mod builder;
pub mod cards;
pub mod feeds;
pub mod figures;
pub mod files;
pub mod flows;
pub mod headers;
pub mod lists;
pub mod minify;
pub mod pages;
pub mod pictures;
pub mod prints;
pub mod redirects;
pub mod search;
pub mod sheets;
pub mod style_slips;
pub mod template;
pub mod trial;
pub mod unused_templates;
pub mod worker;

use std::collections::BTreeMap;
use std::mem::discriminant;

use crate::base::address::Address;
use crate::base::path::SitePath;
use crate::body::Site;
use crate::diag::{Place, Problem, codes};
use crate::model::page::PageId;
use crate::resolve::bind::is_generated;
use template::Templates;

/// A file to publish.
#[derive(Clone, Debug)]
pub struct Artifact {
    /// Where.
    pub address: Address,
    /// Its bytes.
    pub bytes: Vec<u8>,
}

/// An address that an output can make.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Route {
    /// The address.
    pub address: Address,
    /// The page it is made from, if it is made from one.
    pub page: Option<PageId>,
    /// The part of the page.
    pub part: Part,
    /// The file to name when two sources have this address.
    pub source: Option<SitePath>,
}

/// A part of a page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Part {
    /// All of it.
    Whole,
    /// The part at a place, from 0: a phase.
    Place(usize),
    /// The same in large print.
    LargePrint(usize),
    /// The part with a name: a question, a form of a flow.
    Name(String),
}

/// One file made: `None` when the address is none of the output's, an error when its template fails.
pub type Made = Option<Result<Vec<u8>, Box<Problem>>>;

/// A kind of file that a site is published as.
pub struct Output {
    /// Its name, for messages.
    pub name: &'static str,
    /// All its addresses, sorted or not.
    pub routes: fn(&Site) -> Vec<Route>,
    /// Makes one.
    pub make: fn(&Site, &Templates, &Route) -> Made,
}

/// All outputs.
pub const OUTPUTS: &[Output] = &[
    pages::OUTPUT,
    lists::OUTPUT,
    flows::OUTPUT,
    sheets::OUTPUT,
    builder::OUTPUT,
    prints::OUTPUT,
    redirects::OUTPUT,
    feeds::OUTPUT,
    assets::OUTPUT,
    search::OUTPUT,
    files::OUTPUT,
    pictures::OUTPUT,
    cards::OUTPUT,
    headers::OUTPUT,
    figures::OUTPUT,
    worker::OUTPUT,
];

/// The file that lists what an output holds; no page or file may have its address.
const MANIFEST: &str = "/.soleus-manifest.json";

impl Route {
    /// An address made from the whole site.
    #[must_use]
    pub fn of_site(address: Address, part: Part) -> Self {
        Self { address, page: None, part, source: None }
    }

    /// An address made from a page.
    #[must_use]
    pub fn of_page(site: &Site, id: PageId, address: Address, part: Part) -> Self {
        Self { address, page: Some(id), part, source: site.index.page(id).map(|page| page.path.clone()) }
    }
}

/// All addresses of a site with the outputs that make them.
#[derive(Clone, Debug, Default)]
pub struct Routes {
    by_address: BTreeMap<Address, (usize, Route)>,
}

impl Routes {
    /// The addresses of a site, and the clashes between them.
    #[must_use]
    pub fn new(site: &Site) -> (Self, Vec<Problem>) {
        let mut routes = Self::default();
        let mut problems = Vec::new();
        for (number, output) in OUTPUTS.iter().enumerate() {
            for route in (output.routes)(site) {
                match routes.by_address.get(&route.address) {
                    Some((_, other)) => problems.extend(clash(site, &route, other)),
                    None => drop(routes.by_address.insert(route.address.clone(), (number, route))),
                }
            }
        }
        problems.extend(routes.folder_clashes(site));
        (routes, problems)
    }

    /// Finds the addresses of the theme's files and of pictures again, whose names change with their bytes. Where two
    /// sources have one address, all must be found again.
    pub fn assets_again(&mut self, site: &Site) {
        self.by_address.retain(|_, (output, _)| !is_assets(*output));
        for (number, output) in OUTPUTS.iter().enumerate().filter(|(number, _)| is_assets(*number)) {
            for route in (output.routes)(site) {
                self.by_address.entry(route.address.clone()).or_insert((number, route));
            }
        }
    }

    /// Two addresses may mean one file (`/a/` and `/a/index.html`), and a file and a folder of one name cannot both be
    /// written; the manifest's name is ours.
    fn folder_clashes(&self, site: &Site) -> Vec<Problem> {
        let mut files: BTreeMap<String, &Route> = BTreeMap::new();
        let mut problems = Vec::new();
        for (_, route) in self.by_address.values() {
            match files.insert(route.address.output_path(), route) {
                Some(other) => problems.extend(clash(site, route, other)),
                None if route.address.as_str() == MANIFEST => problems.extend(clash(site, route, route)),
                None => {}
            }
        }
        for (path, route) in &files {
            let above = path.match_indices('/').filter_map(|(at, _)| files.get(path.get(..at)?));
            problems.extend(above.filter_map(|other| clash(site, route, other)));
        }
        problems
    }

    /// All addresses, sorted.
    pub fn addresses(&self) -> impl Iterator<Item = &Address> {
        self.by_address.keys()
    }

    /// All routes, sorted by address.
    #[must_use]
    pub fn all(&self) -> Vec<&(usize, Route)> {
        self.by_address.values().collect()
    }

    /// The route of an address.
    #[must_use]
    pub fn get(&self, address: &Address) -> Option<&Route> {
        self.by_address.get(address).map(|(_, route)| route)
    }

    /// Makes the file at an address; `None` when there is none.
    #[must_use]
    pub fn make(
        &self,
        site: &Site,
        templates: &Templates,
        address: &Address,
    ) -> Option<Result<Artifact, Box<Problem>>> {
        let (output, route) = self.by_address.get(address)?;
        make(site, templates, *output, route)
    }
}

fn is_assets(output: usize) -> bool {
    let changing = [assets::OUTPUT.name, pictures::OUTPUT.name];
    OUTPUTS.get(output).is_some_and(|output| changing.contains(&output.name))
}

/// Makes one file.
#[must_use]
pub fn make(
    site: &Site,
    templates: &Templates,
    output: usize,
    route: &Route,
) -> Option<Result<Artifact, Box<Problem>>> {
    let bytes = (OUTPUTS.get(output)?.make)(site, templates, route)?;
    Some(bytes.map(|bytes| Artifact { address: route.address.clone(), bytes }))
}

/// Two sources of one address. Two pages are reported when the index is made.
fn clash(site: &Site, route: &Route, other: &Route) -> Option<Problem> {
    let is_folder = site.index.nav.sections.contains_key(&route.address) && !is_generated(&route.address);
    let name = |route: &Route| match &route.source {
        Some(path) => format!("`{path}`"),
        None if is_folder => "the list of the pages in its folder".to_owned(),
        None => "a page that every site has".to_owned(),
    };
    let two_pages =
        route.part == Part::Whole && other.part == Part::Whole && route.page.is_some() && other.page.is_some();
    let one_page = route.page.is_some() && route.page == other.page;
    // Two parts of one page with one name are reported where the page is read; not a part that takes the name of a page
    // that every such page has.
    let alike = discriminant(&route.part) == discriminant(&other.part);
    if two_pages || (one_page && alike) {
        return None;
    }
    let named = [route, other].into_iter().find_map(|route| route.source.clone())?;
    if one_page {
        let last = route.address.as_str().trim_end_matches('/').rsplit('/').next().unwrap_or_default();
        let message = format!(
            "`{last}` names a part of {}, and `{}` is the address of a page that is made for it",
            name(route),
            route.address
        );
        return Some(Problem::new(codes::ADDRESS_TAKEN, Place::file(&named), message, "give the part another `id`"));
    }
    let message = format!("{} and {} have one address, `{}`", name(other), name(route), route.address);
    let is_list = [route, other].into_iter().any(|route| route.source.is_none() && route.page.is_none());
    let index = named.as_str().strip_suffix(".md").map(|stem| format!("{stem}/index.md"));
    let help = if let (true, true, Some(index)) = (is_list, is_folder, index) {
        &format!("move it to `{index}`: it is then the page of its folder, and lists the others below its text")
    } else if is_list && (route.page.is_some() || other.page.is_some()) {
        "rename the page; where there is a list, a page without `kind` is its introduction"
    } else {
        "rename one of the two"
    };
    let mut problem = Problem::new(codes::ADDRESS_TAKEN, Place::file(&named), message, help);
    if let Some(second) = other.source.as_ref().filter(|second| **second != named) {
        problem = problem.with_related(Place::file(second), "the other source");
    }
    Some(problem)
}

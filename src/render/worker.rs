//! What a site needs that readers may install and read without a connection: the worker that keeps its pages on the
//! device, the manifest with its name and colours, and the page for what is not kept. Only where `site.yaml` asks for
//! it.
//!
//! The worker lists all pages and files of the theme with a part of their digests, so that it changes when one of them
//! does, and fetches what changed and nothing else.

use rayon::prelude::*;
use serde_json::json;

use super::template::Templates;
use super::{Made, OUTPUTS, Output, Part, Route, Routes, assets, builder, flows, lists, pages, search, sheets};
use crate::base::address::{Address, LinkForm};
use crate::base::digest::Digest;
use crate::base::language::direction;
use crate::body::pictures::shown;
use crate::body::{STYLE, Site};
use crate::view::lists::offline;
use crate::view::palette;
use crate::view::surroundings::{MANIFEST, WORKER};

/// The worker and what goes with it.
pub const OUTPUT: Output = Output { name: "worker", routes, make };

/// The worker that takes an earlier one off a device, and all that it kept.
pub const GONE: &str = include_str!("worker-gone.js");

const KEEPS: &str = include_str!("worker.js");
const OFFLINE: &str = "offline.html";

/// The outputs that are kept on a device. PDFs, cards and pictures beside pages are not.
const KEPT: [&str; 7] = [
    pages::OUTPUT.name,
    lists::OUTPUT.name,
    flows::OUTPUT.name,
    sheets::OUTPUT.name,
    builder::OUTPUT.name,
    assets::OUTPUT.name,
    search::OUTPUT.name,
];

fn routes(site: &Site) -> Vec<Route> {
    let names: &[&str] = match site.index.config.installable {
        Some(true) if site.index.options.links == LinkForm::Pretty => &[WORKER, MANIFEST, OFFLINE],
        Some(false) if site.index.options.links == LinkForm::Pretty => &[WORKER],
        Some(_) | None => &[],
    };
    names.iter().map(|name| Route::of_site(Address::root().file(name), Part::Name((*name).to_owned()))).collect()
}

fn make(site: &Site, templates: &Templates, route: &Route) -> Made {
    let Part::Name(name) = &route.part else { return None };
    match name.as_str() {
        WORKER if site.index.config.installable == Some(true) => Some(Ok(worker(site, templates).into_bytes())),
        WORKER => Some(Ok(GONE.as_bytes().to_vec())),
        MANIFEST => Some(Ok(manifest(site).into_bytes())),
        OFFLINE => {
            let view = offline(site);
            Some(templates.page("offline.html", &view.frame, &view, 0))
        }
        _ => None,
    }
}

/// The worker with the list of what it keeps: files before the pages that need them.
fn worker(site: &Site, templates: &Templates) -> String {
    let (all, _) = Routes::new(site);
    let is_kept = |output: usize, route: &Route| {
        let name = OUTPUTS.get(output).map(|output| output.name).unwrap_or_default();
        let address = route.address.as_str();
        let is_page = route.address.is_page() || name == assets::OUTPUT.name || name == search::OUTPUT.name;
        address == format!("/{OFFLINE}") || KEPT.contains(&name) && is_page
    };
    let all = all.all();
    let kept: Vec<_> = all.into_iter().filter(|(output, route)| is_kept(*output, route)).collect();
    let mut list: Vec<(bool, String, String)> = kept
        .into_par_iter()
        .filter_map(|(output, route)| {
            let path = route.address.encoded().trim_start_matches('/').to_owned();
            // The names of these change with what is in them.
            if site.assets.values().any(|asset| asset.address == route.address) {
                return Some((false, path, String::new()));
            }
            // A page that cannot be made is told of where it is published.
            let bytes = super::make(site, templates, *output, route)?.ok()?.bytes;
            Some((true, path, Digest::of(&bytes).short()))
        })
        .collect();
    list.sort();
    let list: Vec<_> = list.into_iter().map(|(_, path, digest)| json!([path, digest])).collect();
    KEEPS.replace("[/* list */]", &json!(list).to_string())
}

fn manifest(site: &Site) -> String {
    let config = &site.index.config;
    let style = site.assets.get(STYLE).map(|style| String::from_utf8_lossy(&style.bytes)).unwrap_or_default();
    let manifest = json!({
        "name": config.name.raw,
        "description": config.tagline.as_ref().map(|text| site.index.fill(text)).unwrap_or_default(),
        "lang": config.language,
        "dir": direction(&config.language),
        "start_url": "./",
        "scope": "./",
        "display": "minimal-ui",
        "background_color": palette::Grounds::of(&style).paper.light.hex(),
        "theme_color": palette::card(config, &style).ground.hex(),
        "icons": icons(site),
    });
    format!("{manifest:#}\n")
}

/// A square logo, and the theme's small picture.
fn icons(site: &Site) -> Vec<serde_json::Value> {
    let root = Address::root();
    let logo = site.index.config.logo.as_ref().and_then(|logo| {
        let path = crate::base::path::SitePath::new(&format!("content/{}", logo.src.raw))?;
        let picture = shown(site, &root, site.index.files.get(&path)?);
        let size = picture.size.filter(|size| size.width == size.height)?;
        let (kind, sizes) = match path.as_str().rsplit('.').next()? {
            "svg" => ("image/svg+xml", "any".to_owned()),
            "png" => ("image/png", format!("{0}x{0}", size.width)),
            _ => return None,
        };
        Some(json!({ "src": picture.src, "type": kind, "sizes": sizes }))
    });
    let icon = site.assets.get(assets::ICON);
    let icon =
        icon.map(|icon| json!({ "src": site.link(&root, &icon.address), "type": "image/svg+xml", "sizes": "any" }));
    logo.into_iter().chain(icon).collect()
}

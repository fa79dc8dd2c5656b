//! Styles, scripts and fonts of the theme, under names that change with their content.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::template::Templates;
use super::{Made, Output, Part, Route, minify};
use crate::base::address::{Address, Form};
use crate::base::digest::Digest;
use crate::body::{Asset, STYLE, Site};
use crate::model::config::SiteConfig;
use crate::view::palette;

/// The theme's files.
pub const OUTPUT: Output = Output { name: "assets", routes, make };

/// Style files that few pages need. Each is published by itself, and the template of such a page asks for it.
const APART: [&str; 5] = ["build.css", "chart.css", "plate.css", "sheet.css", "timeline.css"];

/// The script of sites that readers may install.
const INSTALL: &str = "install.js";

/// The name of the picture that browsers show beside a page's title.
pub const ICON: &str = "favicon.svg";

fn routes(site: &Site) -> Vec<Route> {
    let assets = site.assets.iter();
    assets.map(|(name, asset)| Route::of_site(asset.address.clone(), Part::Name(name.clone()))).collect()
}

fn make(site: &Site, _: &Templates, route: &Route) -> Made {
    let Part::Name(name) = &route.part else { return None };
    Some(Ok(site.assets.get(name)?.bytes.to_vec()))
}

/// The theme's files as they are published. `files` holds them by their name below `theme/`.
///
/// Style files become one without its comments, `tokens.css` first and the others by name; the clinic's colours come
/// last. Fonts and pictures that styles name keep their names with a part of their digest.
#[must_use]
pub fn assets(files: &BTreeMap<String, Arc<[u8]>>, config: &SiteConfig) -> BTreeMap<String, Asset> {
    let mut assets = BTreeMap::new();
    let tokens = files.get("tokens.css").map(|bytes| String::from_utf8_lossy(bytes)).unwrap_or_default();
    for (name, bytes) in files {
        let is_wanted = name != INSTALL || config.installable == Some(true);
        if is_published(name) && is_wanted {
            let early = tokens.contains(&format!("url(\"{name}\")"));
            assets.insert(name.clone(), Asset { address: hashed(name, bytes), bytes: Arc::clone(bytes), early });
        }
    }
    let mut styles: BTreeMap<&str, String> = BTreeMap::new();
    let sheets = files.iter().filter(|(name, _)| name.ends_with(".css"));
    let mut sheets: Vec<_> = sheets.collect();
    sheets.sort_by_key(|(name, _)| (name.as_str() != "tokens.css", name.as_str()));
    for (name, bytes) in sheets {
        let apart = APART.into_iter().find(|apart| apart == name);
        let style = styles.entry(apart.unwrap_or(STYLE)).or_default();
        style.push_str(&minify::style(&String::from_utf8_lossy(bytes)));
        style.push('\n');
    }
    for style in styles.values_mut() {
        for (name, asset) in &assets {
            // Style sheets lie in `/theme/` themselves, so a link from there drops the folder.
            let link = asset.address.as_str().trim_start_matches("/theme/").to_owned();
            *style = style.replace(&format!("url(\"{name}\")"), &format!("url(\"{link}\")"));
        }
    }
    let all = styles.entry(STYLE).or_default();
    let colours = palette::style(config, all);
    all.push_str(&colours);
    for (name, style) in styles {
        let bytes: Arc<[u8]> = style.into_bytes().into();
        assets.insert(name.to_owned(), Asset { address: hashed(name, &bytes), bytes, early: false });
    }
    assets
}

/// Whether a file of the theme is published by itself, so that a style can name it.
#[must_use]
pub fn is_published(name: &str) -> bool {
    name.ends_with(".woff2") || name.ends_with(".js") || name.starts_with("pictures/") || name == ICON
}

/// `fonts/a.woff2` as `/theme/fonts/a.0123456789.woff2`.
fn hashed(name: &str, bytes: &[u8]) -> Address {
    let digest = Digest::of(bytes).short();
    let name = match name.rsplit_once('.') {
        Some((stem, ending)) => format!("{stem}.{digest}.{ending}"),
        None => format!("{name}.{digest}"),
    };
    Address::from_segments(["theme"].into_iter().chain(name.split('/')), Form::File)
}

//! Styles, scripts and fonts of the theme, under names that change with their content.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::template::Templates;
use super::{Made, Output, Part, Route};
use crate::base::address::{Address, Form};
use crate::base::digest::Digest;
use crate::body::{Asset, STYLE, Site};
use crate::model::config::SiteConfig;
use crate::view::palette;

/// The theme's files.
pub const OUTPUT: Output = Output { name: "assets", routes, make };

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
/// All style files become one, `tokens.css` first and the others by name; the clinic's colours come last. Fonts and
/// pictures that styles name keep their names with a part of their digest.
#[must_use]
pub fn assets(files: &BTreeMap<String, Arc<[u8]>>, config: &SiteConfig) -> BTreeMap<String, Asset> {
    let mut assets = BTreeMap::new();
    for (name, bytes) in files {
        let published =
            name.ends_with(".woff2") || name.ends_with(".js") || name.starts_with("pictures/") || name == ICON;
        if published {
            assets.insert(name.clone(), Asset { address: hashed(name, bytes), bytes: Arc::clone(bytes) });
        }
    }
    let mut style = String::new();
    let sheets = files.iter().filter(|(name, _)| name.ends_with(".css"));
    let mut sheets: Vec<_> = sheets.collect();
    sheets.sort_by_key(|(name, _)| (name.as_str() != "tokens.css", name.as_str()));
    for (_, bytes) in sheets {
        style.push_str(&String::from_utf8_lossy(bytes));
        style.push('\n');
    }
    for (name, asset) in &assets {
        // Style sheets lie in `/theme/` themselves, so a link from there drops the folder.
        let link = asset.address.as_str().trim_start_matches("/theme/").to_owned();
        style = style.replace(&format!("url(\"{name}\")"), &format!("url(\"{link}\")"));
    }
    let colours = palette::style(config, &style);
    style.push_str(&colours);
    let bytes: Arc<[u8]> = style.into_bytes().into();
    assets.insert(STYLE.to_owned(), Asset { address: hashed(STYLE, &bytes), bytes });
    assets
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

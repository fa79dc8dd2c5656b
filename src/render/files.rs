//! Pictures and attachments. All are copied unchanged, save for pictures of pixels: they lose what they say of the
//! camera.

use super::template::Templates;
use super::{Made, Output, Part, Route};
use crate::body::Site;

/// Files beside pages, and those of `content/_files/`. Their bytes come from the snapshot.
pub const OUTPUT: Output = Output { name: "files", routes, make };

fn routes(site: &Site) -> Vec<Route> {
    let files = site.index.files.iter();
    let route = |(path, address): (&crate::base::path::SitePath, &crate::base::address::Address)| Route {
        address: address.clone(),
        page: None,
        part: Part::Name(path.as_str().to_owned()),
        source: Some(path.clone()),
    };
    files.map(route).collect()
}

fn make(site: &Site, templates: &Templates, route: &Route) -> Made {
    if let Some(picture) = super::pictures::own(site, templates, route) {
        return Some(picture);
    }
    let bytes = site.file_bytes.get(route.source.as_ref()?)?;
    Some(Ok(bytes.to_vec()))
}

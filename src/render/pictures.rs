//! Pictures of pixels in the widths that pages offer, and the files themselves without what they say of the camera.
//!
//! Decoding takes long, so what was made is kept by the same store as printed sheets, under a digest of the file and of
//! what is done to it: a picture that did not change is never decoded again. A preview makes those that are asked for,
//! and decodes all to tell of those that are damaged.

use std::collections::BTreeSet;
use std::sync::Arc;

use rayon::prelude::*;

use super::template::Templates;
use super::{Made, Output, Part, Route};
use crate::base::digest::Digest;
use crate::body::Site;
use crate::diag::Problem;
use crate::picture::raster::Pixels;
use crate::picture::{self, Fault, Picture, PictureForm, Raster, strip};

/// Pictures in several widths.
pub const OUTPUT: Output = Output { name: "pictures", routes, make };

/// The site's pictures of pixels.
pub fn rasters(site: &Site) -> impl Iterator<Item = &Raster> {
    site.pictures.values().filter_map(|picture| match picture {
        Picture::Raster(raster) => Some(raster),
        Picture::Drawing(_) | Picture::Wrong(_) => None,
    })
}

fn routes(site: &Site) -> Vec<Route> {
    // The same picture under the same name in two folders is one file.
    let mut seen = BTreeSet::new();
    let mut routes = Vec::new();
    for raster in rasters(site) {
        for (place, form) in raster.forms.iter().enumerate().filter(|(_, form)| seen.insert(&form.address)) {
            let source = Some(raster.path.clone());
            routes.push(Route { address: form.address.clone(), page: None, part: Part::Place(place), source });
        }
    }
    routes
}

fn make(site: &Site, templates: &Templates, route: &Route) -> Made {
    let path = route.source.as_ref()?;
    let Part::Place(place) = route.part else { return None };
    let raster = raster_at(site, route)?;
    let form = raster.forms.get(place)?;
    let bytes = site.file_bytes.get(path)?;
    let mut pixels = None;
    Some(made(templates, raster, form, bytes, &mut pixels).map_err(|fault| Box::new(picture::problem(path, &fault))))
}

fn raster_at<'a>(site: &'a Site, route: &Route) -> Option<&'a Raster> {
    let address = site.index.files.get(route.source.as_ref()?)?;
    match site.pictures.get(address)? {
        Picture::Raster(raster) => Some(raster),
        Picture::Drawing(_) | Picture::Wrong(_) => None,
    }
}

/// The file itself as it is published, when it is a picture of pixels: upright, and without what it says of itself.
pub(super) fn own(site: &Site, templates: &Templates, route: &Route) -> Made {
    let raster = raster_at(site, route)?;
    let bytes = site.file_bytes.get(&raster.path)?;
    let made = whole(templates, raster, bytes, &mut None);
    Some(made.map_err(|fault| Box::new(picture::problem(&raster.path, &fault))))
}

/// Makes every picture, each decoded once for all its widths, and gives the problems of those that are damaged. The
/// store keeps the bytes.
#[must_use]
pub fn problems(site: &Site, templates: &Templates) -> Vec<Problem> {
    let all: Vec<&Raster> = rasters(site).collect();
    let look = |raster: &&Raster| {
        let bytes = site.file_bytes.get(&raster.path)?;
        let mut pixels = None;
        let forms = raster.forms.iter().map(|form| made(templates, raster, form, bytes, &mut pixels).map(drop));
        let mut faults = forms.collect::<Vec<_>>();
        faults.push(whole(templates, raster, bytes, &mut pixels).map(drop));
        faults.push(sound(templates, raster, bytes, &mut pixels));
        let fault = faults.into_iter().find_map(Result::err)?;
        Some(picture::problem(&raster.path, &fault))
    };
    all.par_iter().filter_map(look).collect()
}

/// Why a picture cannot be published, told by decoding it alone: nothing is made of it. It is the fault that
/// [`problems`] tells of.
#[must_use]
pub fn fault(raster: &Raster, bytes: &[u8]) -> Option<Fault> {
    let mut pixels = None;
    let is_made = !raster.head.upright || raster.forms.iter().any(|form| raster.is_resized(form));
    if is_made && let Err(fault) = decoded(raster, bytes, &mut pixels) {
        return Some(fault);
    }
    if strip::stripped(bytes, raster.head.format).is_none() {
        return Some(breaks_off());
    }
    decoded(raster, bytes, &mut pixels).err()
}

/// One form of a picture. `pixels` are decoded when they are first needed.
fn made(
    templates: &Templates,
    raster: &Raster,
    form: &PictureForm,
    bytes: &[u8],
    pixels: &mut Option<Pixels>,
) -> Result<Vec<u8>, Fault> {
    if !raster.is_resized(form) {
        return whole(templates, raster, bytes, pixels);
    }
    kept(templates, &form.key, || decoded(raster, bytes, pixels)?.file(form.size))
}

/// The picture in its own size.
fn whole(templates: &Templates, raster: &Raster, bytes: &[u8], pixels: &mut Option<Pixels>) -> Result<Vec<u8>, Fault> {
    if raster.head.upright {
        return strip::stripped(bytes, raster.head.format).ok_or_else(breaks_off);
    }
    kept(templates, &key(raster, "upright", bytes), || decoded(raster, bytes, pixels)?.file(raster.head.size))
}

/// That a picture can be decoded to its end, which its first bytes do not tell.
fn sound(templates: &Templates, raster: &Raster, bytes: &[u8], pixels: &mut Option<Pixels>) -> Result<(), Fault> {
    // Some decoders make up what is missing; the parts of the file tell.
    strip::stripped(bytes, raster.head.format).ok_or_else(breaks_off)?;
    kept(templates, &key(raster, "sound", bytes), || decoded(raster, bytes, pixels).map(|_| Vec::new())).map(drop)
}

fn breaks_off() -> Fault {
    Fault::Broken("it breaks off before its end".to_owned())
}

fn key(raster: &Raster, what: &str, bytes: &[u8]) -> Digest {
    let last = raster.forms.last().map_or_else(|| Digest::of(bytes), |form| form.key);
    Digest::of(format!("{what} {}", last.hex()).as_bytes())
}

fn decoded<'a>(raster: &Raster, bytes: &[u8], pixels: &'a mut Option<Pixels>) -> Result<&'a Pixels, Fault> {
    match pixels {
        Some(pixels) => Ok(pixels),
        None => Ok(pixels.insert(Pixels::read(bytes, raster.head)?)),
    }
}

/// What the store keeps under a key, or what is made now.
fn kept(templates: &Templates, key: &Digest, make: impl FnOnce() -> Result<Vec<u8>, Fault>) -> Result<Vec<u8>, Fault> {
    let store = templates.press().store().map(Arc::clone);
    if let Some(bytes) = store.as_ref().and_then(|store| store.get(key)) {
        return Ok(bytes);
    }
    let bytes = make()?;
    if let Some(store) = store {
        store.put(key, &bytes);
    }
    Ok(bytes)
}

//! Pictures decoded to their end, once for their bytes: the first bytes of a file do not tell that it is damaged.
//!
//! Decoding takes long. It follows after the check of all pages, a picture at a time, while nobody waits for the
//! session; what was found is kept for as long as the site has a picture of these bytes.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::session::Session;
use crate::base::digest::Digest;
use crate::body::Site;
use crate::diag::Problem;
use crate::picture::{self, Fault, Raster};
use crate::render::pictures;

/// What is known of the site's pictures, by the key of their bytes.
#[derive(Clone, Debug, Default)]
pub struct Pictures {
    decoded: BTreeMap<Digest, Option<Fault>>,
    due: BTreeMap<Digest, Due>,
    /// What is wrong with those that were decoded.
    pub(super) problems: Vec<Problem>,
}

/// A picture that is to be decoded.
#[derive(Clone, Debug)]
pub struct Due {
    key: Digest,
    raster: Raster,
    bytes: Arc<[u8]>,
}

impl Due {
    /// Decodes the picture, and gives why it cannot be shown.
    #[must_use]
    pub fn decode(&self) -> Option<Fault> {
        pictures::fault(&self.raster, &self.bytes)
    }
}

impl Pictures {
    /// Looks which pictures the site has now.
    pub(super) fn begin(&mut self, site: &Site) {
        let all: BTreeMap<Digest, Due> = all(site).map(|due| (due.key, due)).collect();
        self.decoded.retain(|key, _| all.contains_key(key));
        self.due = all.into_iter().filter(|(key, _)| !self.decoded.contains_key(key)).collect();
        self.tell(site);
    }

    /// Whether all were decoded.
    pub(super) fn are_decoded(&self) -> bool {
        self.due.is_empty()
    }

    /// Takes what decoding a picture found, unless the site lost it since.
    fn take(&mut self, site: &Site, due: &Due, fault: Option<Fault>) {
        if self.due.remove(&due.key).is_none() {
            return;
        }
        let is_sound = fault.is_none();
        self.decoded.insert(due.key, fault);
        if !is_sound {
            self.tell(site);
        }
    }

    fn tell(&mut self, site: &Site) {
        let problem = |due: Due| {
            let fault = self.decoded.get(&due.key)?.as_ref()?;
            Some(picture::problem(&due.raster.path, fault))
        };
        self.problems = all(site).filter_map(problem).collect();
    }
}

/// All pictures of pixels. Those of a site without settings are not the site's yet.
fn all(site: &Site) -> impl Iterator<Item = Due> {
    let rasters = pictures::rasters(site).filter(|_| !site.index.config.unread);
    rasters.filter_map(|raster| {
        let bytes = Arc::clone(site.file_bytes.get(&raster.path)?);
        Some(Due { key: raster.forms.last()?.key, raster: raster.clone(), bytes })
    })
}

impl Session {
    /// A picture to decode, once all pages were checked.
    #[must_use]
    pub fn due_picture(&self) -> Option<Due> {
        self.pictures.due.values().next().filter(|_| self.ledger.checked).cloned()
    }

    /// Takes what decoding a picture found.
    pub fn take_picture(&mut self, due: &Due, fault: Option<Fault>) {
        self.pictures.take(&self.live.site, due, fault);
    }
}

//! Bytes of addresses: made when they are asked for, kept until the next turn, and the last good ones longer.
//!
//! While a page's own file has an error, or its template fails, the page that was last shown stays: an author who is in
//! the middle of a sentence does not lose the page. A page that was never shown is made as well as it can be.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use super::session::Session;
use crate::base::address::Address;
use crate::diag::Problem;

/// The most pages that are kept. A browser's tabs are few; a program that asks for every page must not fill the memory.
const MOST: usize = 512;

/// What was made, by address.
#[derive(Debug, Default)]
pub struct Made {
    pages: Mutex<BTreeMap<Address, Entry>>,
}

#[derive(Clone, Debug)]
struct Entry {
    /// The turn it was made, or last found good, in.
    number: u64,
    bytes: Arc<[u8]>,
    /// Whether the page had no error when it was made.
    good: bool,
    /// Why the newest could not be made.
    problem: Option<Problem>,
    /// Whether it is shown in place of a newer one.
    kept: bool,
}

/// A page to show.
#[derive(Clone, Debug)]
pub struct Shown {
    /// Its bytes, as a build writes them.
    pub bytes: Arc<[u8]>,
    /// Whether it is the last good one in place of the newest.
    pub kept: bool,
    /// Why the newest could not be made.
    pub problem: Option<Problem>,
}

impl Made {
    fn lock(&self) -> MutexGuard<'_, BTreeMap<Address, Entry>> {
        self.pages.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// A turn begins: all that was made is the last good, until it is asked for again.
    pub(super) fn begin(&mut self, number: u64) {
        let mut pages = self.lock();
        if pages.len() > MOST {
            pages.retain(|_, entry| entry.number + 1 >= number);
        }
        if pages.len() > MOST {
            pages.clear();
        }
    }
}

impl Session {
    /// The file at an address, made if need be. `None` when the site has none; an error when its template fails and
    /// nothing good was ever shown.
    #[must_use]
    pub fn show(&self, address: &Address) -> Option<Result<Shown, Box<Problem>>> {
        if let Some(bytes) = self.search_file(address) {
            return Some(Ok(Shown { bytes: bytes.into(), kept: false, problem: None }));
        }
        let route = self.live.routes.get(address)?;
        let old = self.made.lock().get(address).cloned();
        if let Some(entry) = old.as_ref().filter(|entry| entry.number == self.number()) {
            return Some(Ok(entry.shown()));
        }
        let has_error = route.page.is_some_and(|id| self.has_error(id));
        let entry = match old {
            Some(old) if has_error && old.good => Entry { number: self.number(), kept: true, ..old },
            old => match (self.live.routes.make(&self.live.site, &self.live.templates, address)?, old) {
                (Ok(artifact), _) => Entry {
                    number: self.number(),
                    bytes: artifact.bytes.into(),
                    good: !has_error,
                    problem: None,
                    kept: false,
                },
                (Err(problem), Some(old)) => {
                    Entry { number: self.number(), problem: Some(*problem), kept: true, ..old }
                }
                (Err(problem), None) => return Some(Err(problem)),
            },
        };
        let shown = entry.shown();
        let mut pages = self.made.lock();
        if pages.len() < 2 * MOST {
            pages.insert(address.clone(), entry);
        }
        Some(Ok(shown))
    }
}

impl Entry {
    fn shown(&self) -> Shown {
        Shown { bytes: Arc::clone(&self.bytes), kept: self.kept, problem: self.problem.clone() }
    }
}

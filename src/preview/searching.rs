//! The search of a session: made when a reader searches or all rules run, once a turn at most.
//!
//! An edit of one word changes the index of the whole site, so that a turn does not wait for it. The site that is
//! served holds no files of the search; they are here.

use std::sync::{Arc, Mutex, PoisonError};

use super::session::Session;
use crate::base::address::Address;
use crate::base::giving_way::GivingWay;
use crate::base::quoting::Quoting;
use crate::diag::Problem;
use crate::{check, search};

/// The search with the turn it was made in.
#[derive(Debug, Default)]
pub struct Searching {
    made: Mutex<Option<(u64, Arc<search::Search>)>>,
}

impl Session {
    /// The search of the site as it is now.
    #[must_use]
    pub fn search(&self) -> Arc<search::Search> {
        self.search_unless(&GivingWay::default()).unwrap_or_default()
    }

    /// The search of the site as it is now; `None` when making it is asked to give way.
    #[must_use]
    pub fn search_unless(&self, giving_way: &GivingWay) -> Option<Arc<search::Search>> {
        let mut made = self.searching.made.lock().unwrap_or_else(PoisonError::into_inner);
        match made.as_ref() {
            Some((number, search)) if *number == self.number() => Some(Arc::clone(search)),
            Some(_) | None => {
                let search = Arc::new(search::Search::unless(&self.live().site, giving_way)?);
                *made = Some((self.number(), Arc::clone(&search)));
                Some(search)
            }
        }
    }

    /// The file of the search at an address.
    #[must_use]
    pub fn search_file(&self, address: &Address) -> Option<Vec<u8>> {
        search::encode::is_file(address).then(|| self.search().files.get(address).map(Quoting::bytes)).flatten()
    }

    /// What the search tests of the settings find; `None` when that is asked to give way.
    #[must_use]
    pub fn check_search(&self, giving_way: &GivingWay) -> Option<Vec<Problem>> {
        let site = &self.live().site;
        if site.index.config.search_tests.is_empty() {
            return Some(Vec::new());
        }
        Some(check::search::check(site, &*self.search_unless(giving_way)?))
    }
}

//! Compares a session with a clean build of the same files: every address, every byte and every problem.

use std::collections::BTreeSet;

use rayon::prelude::*;

use super::session::Session;
use crate::base::address::Address;
use crate::diag::report::{Entry, Report};
use crate::pipeline::{self, Checked};
use crate::search::encode::is_file;

/// What was compared, and what differs.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Verified {
    /// How many addresses were compared.
    pub addresses: usize,
    /// Each difference in a few words, none when all is well.
    pub differences: Vec<String>,
}

/// Compares. Settings and templates that are wrong keep the session at the last good ones, which no clean build has:
/// then nothing is compared, and `None` is given. Problems are compared when all rules have run.
#[must_use]
pub fn compare(session: &Session) -> Option<Verified> {
    let clean = pipeline::run(&session.snapshot, session.options.clone(), session.ledger.found.clone());
    let clean = clean.with_templates_tried(&session.snapshot);
    if pipeline::is_configuration(&clean.report) {
        return None;
    }
    let mut differences = addresses(session, &clean);
    let all: Vec<&Address> = clean.routes.addresses().filter(|address| !is_file(address)).collect();
    if session.search().files != clean.site.search {
        differences.push("the search has other files".to_owned());
    }
    let differs = |address: &&&Address| {
        let ours = session.live.routes.make(&session.live.site, &session.live.templates, address);
        let theirs = clean.routes.make(&clean.site, &clean.templates, address);
        match (ours, theirs) {
            (Some(Ok(ours)), Some(Ok(theirs))) => ours.bytes != theirs.bytes,
            (ours, theirs) => ours.map(|made| made.is_ok()) != theirs.map(|made| made.is_ok()),
        }
    };
    let count = all.len() + clean.site.search.len();
    let differing: Vec<&&Address> = all.par_iter().filter(differs).collect();
    differences.extend(differing.into_iter().map(|address| format!("`{address}` has other bytes")));
    if session.is_checked() {
        differences.extend(problems(&session.report(), &clean.with_pictures_decoded(&session.snapshot).report));
    }
    Some(Verified { addresses: count, differences })
}

fn addresses(session: &Session, clean: &Checked) -> Vec<String> {
    let ours: BTreeSet<&Address> = session.live.routes.addresses().collect();
    let theirs: BTreeSet<&Address> = clean.routes.addresses().filter(|address| !is_file(address)).collect();
    let more = ours.difference(&theirs).map(|address| format!("`{address}` should not be there"));
    more.chain(theirs.difference(&ours).map(|address| format!("`{address}` is missing"))).collect()
}

fn problems(ours: &Report, theirs: &Report) -> Vec<String> {
    let line = |entry: &Entry| format!("{entry:?}");
    let one: BTreeSet<String> = ours.entries.iter().map(line).collect();
    let other: BTreeSet<String> = theirs.entries.iter().map(line).collect();
    let more = one.difference(&other).map(|entry| format!("this problem should not be there: {entry}"));
    more.chain(other.difference(&one).map(|entry| format!("this problem is missing: {entry}"))).collect()
}

//! Compares a session with a clean build of the same files: every address, every byte and every problem.
//!
//! The clean build is made from a copy of what the session was given. Where others need the session meanwhile it is
//! held for a few pages at a time, and the comparison ends unfinished when a turn comes.

use std::collections::BTreeSet;
use std::sync::{PoisonError, RwLock};

use rayon::prelude::*;

use super::session::Session;
use crate::base::address::Address;
use crate::base::giving_way::GivingWay;
use crate::diag::Problem;
use crate::diag::report::{Entry, Report};
use crate::load::Snapshot;
use crate::pipeline::{self, Checked};
use crate::resolve::index::Options;
use crate::search::encode::is_file;

/// How many pages are compared before a turn may take its place.
const STRETCH: usize = 8;

/// What was compared, and what differs.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Verified {
    /// How many addresses were compared.
    pub addresses: usize,
    /// Each difference in a few words, none when all is well.
    pub differences: Vec<String>,
}

/// A comparison that gives way.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Compared {
    /// It came to its end; `None` as for [`compare`].
    Done(Option<Verified>),
    /// A turn came before.
    GaveWay,
}

/// Compares. Settings and templates that are wrong keep the session at the last good ones, which no clean build has:
/// then nothing is compared, and `None` is given. Problems are compared when all rules have run.
#[must_use]
pub fn compare(session: &Session) -> Option<Verified> {
    let clean = Given::to(session).build()?;
    let mut differences = clean.around(session, &GivingWay::default()).unwrap_or_default();
    differences.extend(clean.bytes(session, &clean.addresses()));
    Some(clean.verified(differences))
}

/// The same for a session that others need: a save never waits for more than a few pages.
#[must_use]
pub fn compare_giving_way(session: &RwLock<Session>, giving_way: &GivingWay) -> Compared {
    let held = || session.read().unwrap_or_else(PoisonError::into_inner);
    let given = Given::to(&held());
    let Some(clean) = given.build() else { return Compared::Done(None) };
    let Some(mut differences) = clean.around(&held(), giving_way) else { return Compared::GaveWay };
    for addresses in clean.addresses().chunks(STRETCH) {
        let session = held();
        if giving_way.is_asked() || session.number() != clean.number {
            return Compared::GaveWay;
        }
        differences.extend(clean.bytes(&session, addresses));
    }
    Compared::Done(Some(clean.verified(differences)))
}

/// What a session was given. It is copied in no time: the files are shared.
struct Given {
    number: u64,
    snapshot: Snapshot,
    options: Options,
    found: Vec<Problem>,
    is_checked: bool,
}

/// What a clean build of that is.
struct Clean {
    number: u64,
    checked: Checked,
    /// Whether all problems are among those of the report: those of rules that take long too.
    has_all_problems: bool,
}

impl Given {
    fn to(session: &Session) -> Self {
        Self {
            number: session.number(),
            snapshot: session.snapshot.clone(),
            options: session.options.clone(),
            found: session.ledger.found.clone(),
            is_checked: session.is_checked(),
        }
    }

    /// The clean build; `None` where settings or templates are wrong.
    fn build(self) -> Option<Clean> {
        let Self { number, snapshot, options, found, is_checked } = self;
        let checked = pipeline::run(&snapshot, options, found).with_templates_tried(&snapshot);
        if pipeline::is_configuration(&checked.report) {
            return None;
        }
        let checked = if is_checked { checked.with_pictures_decoded(&snapshot) } else { checked };
        Some(Clean { number, checked, has_all_problems: is_checked })
    }
}

impl Clean {
    /// What is compared byte by byte: the files of the search are compared as a whole.
    fn addresses(&self) -> Vec<&Address> {
        self.checked.routes.addresses().filter(|address| !is_file(address)).collect()
    }

    /// What differs but for the bytes of pages; `None` where a turn came, and where one is asked for.
    fn around(&self, session: &Session, giving_way: &GivingWay) -> Option<Vec<String>> {
        if session.number() != self.number {
            return None;
        }
        let mut differences = addresses(session, &self.checked);
        if session.search_unless(giving_way)?.files != self.checked.site.search {
            differences.push("the search has other files".to_owned());
        }
        if self.has_all_problems {
            differences.extend(problems(&session.report(), &self.checked.report));
        }
        Some(differences)
    }

    /// Which of these addresses have other bytes.
    fn bytes(&self, session: &Session, addresses: &[&Address]) -> Vec<String> {
        let differs = |address: &&&Address| {
            let ours = session.live.routes.make(&session.live.site, &session.live.templates, address);
            let theirs = self.checked.routes.make(&self.checked.site, &self.checked.templates, address);
            match (ours, theirs) {
                (Some(Ok(ours)), Some(Ok(theirs))) => ours.bytes != theirs.bytes,
                (ours, theirs) => ours.map(|made| made.is_ok()) != theirs.map(|made| made.is_ok()),
            }
        };
        let differing: Vec<&&Address> = addresses.par_iter().filter(differs).collect();
        differing.into_iter().map(|address| format!("`{address}` has other bytes")).collect()
    }

    fn verified(&self, differences: Vec<String>) -> Verified {
        Verified { addresses: self.addresses().len() + self.checked.site.search.len(), differences }
    }
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::address::LinkForm;
    use crate::base::date::Date;
    use crate::base::path::SitePath;
    use crate::load::File;
    use crate::resolve::index::Prints;

    fn session() -> Session {
        let today = Date::parse("2026-11-21").unwrap();
        let (links, prints) = (LinkForm::Pretty, Prints::LeftOut);
        let options = Options { today, drafts: true, base_url: None, links, prints };
        let settings = ("content/site.yaml", "name: Clinic\nlanguage: en\n");
        let page = ("content/calf.md", "---\ntitle: Calf\n---\nA muscle.\n");
        Session::new(Snapshot::from_texts([settings, page]), options, Vec::new())
    }

    #[test]
    fn a_session_nobody_needs_is_compared_to_the_end() {
        let session = session();
        let verified = compare(&session);
        assert_eq!(verified.as_ref().map(|verified| verified.differences.as_slice()), Some([].as_slice()));
        assert_eq!(compare_giving_way(&RwLock::new(session), &GivingWay::default()), Compared::Done(verified));
    }

    #[test]
    fn a_comparison_gives_way_to_a_turn() {
        let (session, giving_way) = (RwLock::new(session()), GivingWay::default());
        let asking = giving_way.ask();
        assert_eq!(compare_giving_way(&session, &giving_way), Compared::GaveWay);
        drop(asking);
        let clean = Given::to(&session.read().unwrap()).build().unwrap();
        let text = File::new(b"---\ntitle: Calf\n---\nAnother.\n");
        session.write().unwrap().turn(vec![(SitePath::new("content/calf.md").unwrap(), Some(text))]);
        assert_eq!(clean.around(&session.read().unwrap(), &giving_way), None);
    }
}

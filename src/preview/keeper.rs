//! Keeps a session up to date: reads again what was noticed, takes a turn, tells the browser, then checks all pages.
//!
//! There is one turn at a time, of all that was noticed until it began: turns never queue up. The check of all pages
//! gives way to the next turn and begins anew after it. Nothing is printed here: what a person should know is given
//! out.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender};
use std::sync::{Arc, Condvar, Mutex, PoisonError, RwLock, RwLockReadGuard, RwLockWriteGuard};
use std::thread;
use std::time::Duration;

use serde_json::json;

use super::session::{Change, Session, Turn};
use super::streams::Streams;
use super::verify::{self, Compared, Verified};
use super::watch::{self, How, Noticed, Watch};
use crate::base::giving_way::GivingWay;
use crate::base::path::SitePath;
use crate::diag::Problem;
use crate::diag::report::Report;
use crate::load::disk::Loaded;
use crate::load::links::Link;
use crate::load::{Snapshot, disk};

/// How long a file that is gone may take to come back: many editors save by taking the old file away first.
const SAVE: Duration = Duration::from_millis(60);

/// How long a file that is being written may be silent before it is read.
const SETTLE: Duration = if cfg!(target_os = "linux") { Duration::from_millis(250) } else { Duration::from_millis(20) };

/// When a new folder is looked at again: files may be written in it before the system watches it.
const LOOK_AGAIN: [Duration; 2] = [Duration::from_millis(50), Duration::from_millis(500)];

/// How long the site is left alone before all pages are checked: until then an author may save again.
const CALM: Duration = Duration::from_millis(200);

/// How many pages are checked before a turn may take its place.
const STRETCH: usize = 32;

/// What a person is told.
#[derive(Debug)]
pub enum News<'a> {
    /// A turn was taken.
    Turn(&'a Turn),
    /// All pages were checked.
    Checked(&'a Report),
    /// How changes are noticed from now on.
    Notice(&'a str),
    /// A turn was compared with a clean build; `None` when there is none to compare with.
    Verified(Option<&'a Verified>),
}

/// Gives out news.
pub type Tell = Arc<dyn Fn(News<'_>) + Send + Sync>;

/// What the keeper works with.
pub struct Keeper {
    /// The site's folder in its canonical form.
    pub root: PathBuf,
    /// The site.
    pub session: Arc<RwLock<Session>>,
    /// The browser's streams.
    pub streams: Streams,
    /// Whether each turn is compared with a clean build.
    pub verify: Verify,
    /// Takes the news.
    pub tell: Tell,
    /// Asks the check of all pages to give way to a turn.
    pub giving_way: GivingWay,
}

/// Whether turns are compared with a clean build: at once, and again when all rules have run.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verify {
    /// Each turn.
    Each,
    /// None.
    None,
}

/// What is to be looked at in the next turn.
#[derive(Default)]
struct Pending {
    paths: BTreeSet<SitePath>,
    /// Files that are being written.
    changing: BTreeSet<SitePath>,
    folders: BTreeSet<PathBuf>,
    everything: bool,
    watch_again: bool,
}

/// What was read of the folder.
#[derive(Debug, Default)]
struct Read {
    /// Files as they are now.
    changes: Vec<Change>,
    /// The problems of loading, where all was read.
    found: Option<Vec<Problem>>,
    /// The links in the folder, where all was read.
    links: Option<Vec<Link>>,
}

impl Keeper {
    /// Keeps the session up to date until the sender of what is noticed is gone.
    pub fn keep(&self, how: How, send: &Sender<Noticed>, noticed: &Receiver<Noticed>) {
        let checker = Checker::start(self);
        let mut links = Vec::new();
        let mut watch = watch::start(&self.root, how, &links, send);
        // What changed between the first load and the watch.
        let _ = send.send(Noticed::Everything);
        let mut missing: BTreeSet<SitePath> = BTreeSet::new();
        let mut changing: BTreeSet<SitePath> = BTreeSet::new();
        loop {
            let wait = match (missing.is_empty(), changing.is_empty()) {
                (false, _) => SAVE,
                (true, false) => SETTLE,
                (true, true) => Duration::from_secs(3600),
            };
            let (first, quiet) = match noticed.recv_timeout(wait) {
                Ok(first) => (Some(first), false),
                Err(RecvTimeoutError::Timeout) => (None, true),
                Err(RecvTimeoutError::Disconnected) => return,
            };
            let mut pending = Pending::default();
            for noticed in first.into_iter().chain(noticed.try_iter()) {
                self.note(noticed, &links, &mut pending, send);
            }
            if quiet && missing.is_empty() {
                pending.paths.append(&mut changing);
            }
            changing.append(&mut pending.changing);
            changing.retain(|path| !pending.paths.contains(path));
            let mut read = self.read(&pending);
            if let Some(now) = read.links.take().filter(|now| *now != links) {
                links = now;
                pending.watch_again = true;
            }
            if pending.watch_again && !watch.is_polling() {
                watch = self.watch_again(watch, how, &links, send);
            }
            self.wait_for_saves(&mut read, &mut missing, quiet);
            self.turn(read, &checker);
        }
    }

    /// Adds what was noticed to what is to be looked at.
    fn note(&self, noticed: Noticed, links: &[Link], pending: &mut Pending, send: &Sender<Noticed>) {
        match noticed {
            Noticed::Changed(path) => pending.paths.extend(self.site_paths(&path, links)),
            Noticed::Changing(path) => pending.changing.extend(self.site_paths(&path, links)),
            Noticed::Everything => pending.everything = true,
            Noticed::Polling(reason) => (self.tell)(News::Notice(&reason)),
            Noticed::Folder(path) => {
                let paths = self.site_paths(&path, links);
                if paths.is_empty() || !pending.folders.insert(path.clone()) {
                    return;
                }
                pending.paths.extend(paths);
                // What lies out of the site's own folders may be watched alone, without what is in it.
                let is_own = disk::site_path(&path, &self.root).is_some_and(|path| disk::is_wanted(&path));
                if !is_own || path.parent() == Some(&self.root) {
                    pending.watch_again = true;
                }
                look_again(path, send.clone());
            }
        }
    }

    /// The paths of the site that a path on disk has by its name: its own, and those through links.
    fn site_paths(&self, path: &Path, links: &[Link]) -> Vec<SitePath> {
        let Some(path) = disk::site_path(path, &self.root) else { return Vec::new() };
        let mut paths: Vec<SitePath> = links.iter().filter_map(|link| link.path_of(&path)).collect();
        paths.push(path);
        paths.retain(disk::is_wanted);
        paths
    }

    /// Watches anew, and has all read again: nothing was watched in between.
    fn watch_again(&self, old: Watch, how: How, links: &[Link], send: &Sender<Noticed>) -> Watch {
        drop(old);
        let watch = watch::start(&self.root, how, links, send);
        let _ = send.send(Noticed::Everything);
        watch
    }

    /// Reads what is to be looked at. While loading finds problems, any change may mend them: then all is read.
    fn read(&self, pending: &Pending) -> Read {
        let is_mended = !pending.paths.is_empty() && !self.lock().found().is_empty();
        if pending.everything || is_mended {
            return self.reread();
        }
        let mut changes = Vec::new();
        for path in &pending.paths {
            match disk::at(&self.root, path) {
                disk::At::File(file) => changes.push((path.clone(), Some(file))),
                disk::At::Folder => match self.folder(path) {
                    Some(found) => changes.extend(found),
                    None => return self.reread(),
                },
                disk::At::Nothing => changes.extend(self.gone(path)),
                disk::At::Odd => return self.reread(),
            }
        }
        Read { changes, ..Read::default() }
    }

    /// The files of a folder as they are, with those that are gone; `None` when loading it finds problems or links.
    fn folder(&self, path: &SitePath) -> Option<Vec<Change>> {
        let Loaded { files, links } = disk::load_folder(&self.root, &self.root.join(path.as_str()));
        let is_plain = files.problems.is_empty() && links.is_empty();
        // The folder may stand where a file stood.
        is_plain.then(|| self.against(files.value, |other| is_at_or_below(other, path)))
    }

    /// A file that is gone, or all files of a folder that is.
    fn gone(&self, path: &SitePath) -> Vec<Change> {
        self.against(Snapshot::default(), |other| is_at_or_below(other, path))
    }

    /// Everything, read again.
    fn reread(&self) -> Read {
        let Ok(Loaded { files, links }) = disk::load_with_links(&self.root) else { return Read::default() };
        Read { changes: self.against(files.value, |_| true), found: Some(files.problems), links: Some(links) }
    }

    /// New files, and those of the session that `among` holds for and that are gone.
    fn against(&self, new: Snapshot, among: impl Fn(&SitePath) -> bool) -> Vec<Change> {
        let session = self.lock();
        let old = session.snapshot().files.keys().filter(|path| among(path) && !new.files.contains_key(*path));
        let gone: Vec<Change> = old.map(|path| (path.clone(), None)).collect();
        new.files.into_iter().map(|(path, file)| (path, Some(file))).chain(gone).collect()
    }

    /// Holds back files that are gone, in case a save is under way. A new file in the same turn says that it is a move.
    fn wait_for_saves(&self, read: &mut Read, missing: &mut BTreeSet<SitePath>, quiet: bool) {
        for (path, _) in &read.changes {
            missing.remove(path);
        }
        if quiet || self.is_move(&read.changes) {
            self.let_go(read, std::mem::take(missing));
            return;
        }
        let session = self.lock();
        let is_gone = |(path, file): &Change| file.is_none() && session.snapshot().files.contains_key(path);
        missing.extend(read.changes.iter().filter(|change| is_gone(change)).map(|(path, _)| path.clone()));
        read.changes.retain(|(_, file)| file.is_some());
    }

    fn is_move(&self, changes: &[Change]) -> bool {
        let session = self.lock();
        changes.iter().any(|(path, file)| file.is_some() && !session.snapshot().files.contains_key(path))
    }

    /// Adds those of these files that did not come back. Whether one behind a link did is told by reading all.
    fn let_go(&self, read: &mut Read, missing: BTreeSet<SitePath>) {
        for path in missing {
            match disk::at(&self.root, &path) {
                disk::At::File(_) => {}
                disk::At::Folder | disk::At::Nothing => read.changes.push((path, None)),
                disk::At::Odd => {
                    *read = self.reread();
                    return;
                }
            }
        }
    }

    /// Takes a turn, when anything is other than before. Where nothing is, the check of all pages is left alone: asked
    /// to give way, it ends unfinished and must be run again.
    fn turn(&self, read: Read, checker: &Checker) {
        let Read { mut changes, mut found, links: _ } = read;
        {
            let session = self.lock();
            changes.retain(|change| session.is_other(change));
            found = found.filter(|found| found != session.found());
        }
        if changes.is_empty() && found.is_none() {
            return;
        }
        let asking = self.giving_way.ask();
        if let Some(found) = found {
            self.write().set_found(found);
        }
        let turn = self.write().turn(changes);
        drop(asking);
        if turn.files == 0 {
            // No page is other than before: browsers ask for the state alone.
            self.streams.send("checked", "{}");
        } else {
            self.tell_of(&turn);
        }
        checker.wake();
    }

    /// Tells browsers and the author of a turn.
    fn tell_of(&self, turn: &Turn) {
        let data = json!({ "turn": turn.number, "edited": turn.edited.as_ref().map(|address| address.encoded()) });
        self.streams.send("turn", &data.to_string());
        (self.tell)(News::Turn(turn));
        if self.verify == Verify::Each {
            let verified = verify::compare(&self.lock());
            (self.tell)(News::Verified(verified.as_ref()));
        }
    }

    fn lock(&self) -> RwLockReadGuard<'_, Session> {
        self.session.read().unwrap_or_else(PoisonError::into_inner)
    }

    fn write(&self) -> RwLockWriteGuard<'_, Session> {
        self.session.write().unwrap_or_else(PoisonError::into_inner)
    }
}

fn is_at_or_below(path: &SitePath, other: &SitePath) -> bool {
    path == other || path.below(other.as_str()).is_some()
}

/// Looks at a new folder again, when the system is sure to watch it.
fn look_again(path: PathBuf, send: Sender<Noticed>) {
    thread::spawn(move || {
        for wait in LOOK_AGAIN {
            thread::sleep(wait);
            if send.send(Noticed::Changed(path.clone())).is_err() {
                return;
            }
        }
    });
}

/// The thread that checks all pages after a turn.
struct Checker {
    wanted: Arc<(Mutex<bool>, Condvar)>,
}

impl Checker {
    fn start(keeper: &Keeper) -> Self {
        let wanted = Arc::new((Mutex::new(true), Condvar::new()));
        let (session, streams, tell) = (Arc::clone(&keeper.session), keeper.streams.clone(), Arc::clone(&keeper.tell));
        let (theirs, giving_way, verify) = (Arc::clone(&wanted), keeper.giving_way.clone(), keeper.verify);
        thread::spawn(move || {
            loop {
                wait_for(&theirs);
                if !check(&session, &giving_way) {
                    continue;
                }
                // What the rules find is shown while pictures are decoded.
                streams.send("checked", "{}");
                if decode_pictures(&session) > 0 {
                    streams.send("checked", "{}");
                }
                let checked = session.read().unwrap_or_else(PoisonError::into_inner);
                if checked.is_checked() {
                    let report = checked.report();
                    drop(checked);
                    tell(News::Checked(&report));
                    if verify == Verify::Each
                        && let Compared::Done(verified) = verify::compare_giving_way(&session, &giving_way)
                    {
                        tell(News::Verified(verified.as_ref()));
                    }
                }
            }
        });
        Self { wanted }
    }

    fn wake(&self) {
        *self.wanted.0.lock().unwrap_or_else(PoisonError::into_inner) = true;
        self.wanted.1.notify_one();
    }
}

fn wait_for(wanted: &(Mutex<bool>, Condvar)) {
    let mut is_wanted = wanted.0.lock().unwrap_or_else(PoisonError::into_inner);
    while !*is_wanted {
        is_wanted = wanted.1.wait(is_wanted).unwrap_or_else(PoisonError::into_inner);
    }
    // The edited page was checked in its turn; the others wait until the author does.
    while *is_wanted {
        *is_wanted = false;
        is_wanted = wanted.1.wait_timeout(is_wanted, CALM).unwrap_or_else(PoisonError::into_inner).0;
    }
}

/// Checks all pages, a stretch at a time; tells whether that came to its end before a turn did.
fn check(session: &RwLock<Session>, giving_way: &GivingWay) -> bool {
    let read = || session.read().unwrap_or_else(PoisonError::into_inner);
    let number = read().number();
    loop {
        let held = read();
        if held.number() != number {
            return false;
        }
        let Some((id, found)) = held.bind_later() else { break };
        drop(held);
        session.write().unwrap_or_else(PoisonError::into_inner).take_bound(number, id, found);
    }
    let mut found = Vec::new();
    loop {
        let held = read();
        if held.number() != number {
            return false;
        }
        let from = found.len();
        if from >= held.page_count() {
            break;
        }
        found.extend(held.check_some(from, from + STRETCH));
    }
    loop {
        let held = read();
        if held.number() != number {
            return false;
        }
        let Some((id, found)) = held.check_slowly() else { break };
        drop(held);
        session.write().unwrap_or_else(PoisonError::into_inner).take_slow(number, id, found);
    }
    let checks = read().checks(found, giving_way);
    checks.is_some_and(|checks| session.write().unwrap_or_else(PoisonError::into_inner).take_checks(checks))
}

/// Decodes the pictures that are due until a turn comes, and gives how many were decoded. The session is held for none
/// of it: a turn does not wait.
fn decode_pictures(session: &RwLock<Session>) -> usize {
    let mut count = 0;
    loop {
        let due = session.read().unwrap_or_else(PoisonError::into_inner).due_picture();
        let Some(due) = due else { return count };
        let fault = due.decode();
        session.write().unwrap_or_else(PoisonError::into_inner).take_picture(&due, fault);
        count += 1;
    }
}

#[cfg(test)]
mod tests {
    use std::sync::mpsc::channel;

    use super::*;
    use crate::base::address::LinkForm;
    use crate::base::date::Date;
    use crate::diag::codes;
    use crate::load::File;
    use crate::resolve::index::{Options, Prints};

    /// A page.
    const PAGE: (&str, &str) = ("content/calf.md", "---\nkind: article\ntitle: Calf\n---\nA muscle.\n");

    /// A keeper of a site of one page, at no folder.
    fn keeper() -> Keeper {
        let today = Date::parse("2026-11-21").unwrap();
        let (links, prints) = (LinkForm::Pretty, Prints::LeftOut);
        let options = Options { today, drafts: true, base_url: None, links, prints };
        let settings = ("content/site.yaml", "name: Clinic\nlanguage: en\n");
        let session = Session::new(Snapshot::from_texts([settings, PAGE]), options, Vec::new());
        Keeper {
            root: PathBuf::new(),
            session: Arc::new(RwLock::new(session)),
            streams: Streams::start(),
            verify: Verify::None,
            tell: Arc::new(|_| ()),
            giving_way: GivingWay::default(),
        }
    }

    /// A checker whose thread is the test itself, as it is while it checks.
    fn checking() -> Checker {
        Checker { wanted: Arc::default() }
    }

    fn is_woken(checker: &Checker) -> bool {
        *checker.wanted.0.lock().unwrap()
    }

    /// The page with another text.
    fn page(text: &str) -> Change {
        (SitePath::new(PAGE.0).unwrap(), Some(File::new(text.as_bytes())))
    }

    fn read(change: Change) -> Read {
        Read { changes: vec![change], ..Read::default() }
    }

    #[test]
    fn a_save_of_the_same_bytes_leaves_the_check_alone() {
        let (keeper, checker) = (keeper(), checking());
        let checked = keeper.session.read().unwrap();
        let (done, is_done) = channel();
        thread::scope(|scope| {
            scope.spawn(|| {
                keeper.turn(read(page(PAGE.1)), &checker);
                done.send(()).unwrap();
            });
            let ended = is_done.recv_timeout(Duration::from_secs(20));
            drop(checked);
            assert!(ended.is_ok(), "it waits for the check to give way");
        });
        assert!(!is_woken(&checker));
    }

    #[test]
    fn whoever_asks_the_check_to_give_way_has_it_run_again() {
        let (keeper, checker) = (keeper(), checking());
        keeper.turn(read(page("---\ntitle: Calf\n---\nAnother.\n")), &checker);
        assert!(is_woken(&checker));
        assert_eq!(keeper.lock().number(), 2);
    }

    #[test]
    fn what_all_rules_found_is_compared_when_they_have_run() {
        let (send, told) = channel();
        let send = Mutex::new(send);
        let tell: Tell = Arc::new(move |news| {
            if let News::Verified(Some(verified)) = news {
                send.lock().unwrap().send(verified.differences.clone()).unwrap();
            }
        });
        let keeper = Keeper { verify: Verify::Each, tell, ..keeper() };
        let _checker = Checker::start(&keeper);
        assert_eq!(told.recv_timeout(Duration::from_secs(60)).unwrap(), Vec::<String>::new());
        assert!(keeper.lock().is_checked());
    }

    #[test]
    fn problems_of_loading_are_told_when_they_come_and_when_they_go() {
        let (keeper, checker) = (keeper(), checking());
        keeper.write().check_all();
        let problem = Problem::general(codes::FILE_UNREADABLE, "a file cannot be read", "check it");
        for found in [vec![problem], Vec::new()] {
            *checker.wanted.0.lock().unwrap() = false;
            let told = || Read { found: Some(found.clone()), ..read(page(PAGE.1)) };
            keeper.turn(told(), &checker);
            assert_eq!(keeper.lock().found(), found);
            assert!(is_woken(&checker) && !keeper.lock().is_checked());
            // The same again is no news.
            *checker.wanted.0.lock().unwrap() = false;
            keeper.turn(told(), &checker);
            assert!(!is_woken(&checker));
        }
    }
}

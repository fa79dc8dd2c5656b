//! Notices files that may have changed. This is the only file that names notify.
//!
//! It gives paths and reads nothing: whether a file is other than before is told by its bytes, later. Where the system
//! says that a file was closed or renamed, that is acted on at once; where it says only that a file is being written,
//! the paths are settled first. Where it says nothing (a network drive, no more watches) the folder is asked again and
//! again, and a notice says so.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::mpsc::Sender;
use std::thread;
use std::time::Duration;

use notify::event::{AccessKind, AccessMode, CreateKind, ModifyKind};
use notify::{Config, ErrorKind, Event, EventKind, RecommendedWatcher, RecursiveMode, Watcher as _};

use crate::load::disk::Stamps;
use crate::load::links::Link;
use crate::load::{FOLDERS, disk};

/// How often a folder without events is asked.
const POLL: Duration = Duration::from_millis(500);

/// File systems whose changes on another machine give no event here.
const REMOTE: [&str; 12] = [
    "nfs",
    "nfs4",
    "cifs",
    "smb3",
    "smbfs",
    "fuse.sshfs",
    "9p",
    "drvfs",
    "vboxsf",
    "fuse.vmhgfs-fuse",
    "virtiofs",
    "afs",
];

/// What was noticed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Noticed {
    /// A file was closed, renamed or removed.
    Changed(PathBuf),
    /// A file is being written, and nothing will say when that is done.
    Changing(PathBuf),
    /// A folder is new: files may have been written in it before it was watched.
    Folder(PathBuf),
    /// Something was missed: all must be read again.
    Everything,
    /// There are no events any more; the folder is asked from now on.
    Polling(String),
}

/// Goes on noticing for as long as it is held.
pub struct Watch {
    watcher: Option<RecommendedWatcher>,
}

/// How to notice.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum How {
    /// By the system's events, where there are any.
    Events,
    /// By asking again and again.
    Polling,
}

impl Watch {
    /// Whether the folder is asked, which sees all that is read through links too.
    #[must_use]
    pub fn is_polling(&self) -> bool {
        self.watcher.is_none()
    }
}

/// Begins to watch the folders of the site at `root`, which is in its canonical form, and the places that its links
/// lead to. The output folder is none of them.
pub fn start(root: &Path, how: How, links: &[Link], send: &Sender<Noticed>) -> Watch {
    let reason = match how {
        How::Polling => Some("the folder is asked for changes twice a second, as you wished".to_owned()),
        How::Events => remote(root).map(|kind| {
            format!(
                "the folder lies on a network drive ({kind}), which tells of no changes: it is asked twice a second"
            )
        }),
    };
    let watcher = match reason {
        None => by_events(root, links, send),
        Some(reason) => Err(reason),
    };
    match watcher {
        Ok(watcher) => Watch { watcher: Some(watcher) },
        Err(reason) => {
            let _ = send.send(Noticed::Polling(reason));
            poll(root.to_owned(), send.clone());
            Watch { watcher: None }
        }
    }
}

fn by_events(root: &Path, links: &[Link], send: &Sender<Noticed>) -> Result<RecommendedWatcher, String> {
    let (sender, folder) = (send.clone(), root.to_owned());
    let mut polling = false;
    let handler = move |event: notify::Result<Event>| match event {
        Ok(event) => noticed(&event, &mut |noticed| drop(sender.send(noticed))),
        Err(error) if !polling => {
            polling = true;
            let _ = sender.send(Noticed::Polling(reason(&error)));
            poll(folder.clone(), sender.clone());
            // What the system did not tell of.
            let _ = sender.send(Noticed::Everything);
        }
        Err(_) => {}
    };
    // A folder that is watched by two names gives events of one of them only.
    let config = Config::default().with_follow_symlinks(false);
    let mut watcher = RecommendedWatcher::new(handler, config).map_err(|error| reason(&error))?;
    for (folder, mode) in watched(root, links) {
        watcher.watch(&folder, mode).map_err(|error| reason(&error))?;
    }
    Ok(watcher)
}

/// The folders to watch. The root itself, for folders that come later; not what lies below it, where the output may be.
/// So with each folder that holds the end of a link, whether that is there yet or not.
fn watched(root: &Path, links: &[Link]) -> BTreeMap<PathBuf, RecursiveMode> {
    let is_folder = |path: &PathBuf| path.is_dir() && !path.is_symlink();
    let ends: Vec<PathBuf> = links.iter().flat_map(|link| &link.to).map(|to| root.join(to.as_str())).collect();
    let holders = ends.iter().filter_map(|end| end.ancestors().skip(1).find(|folder| folder.is_dir()));
    let alone: BTreeSet<&Path> = holders.chain([root]).collect();
    let whole = FOLDERS.iter().map(|folder| root.join(folder)).chain(ends.iter().cloned());
    let whole: BTreeSet<PathBuf> = whole.filter(is_folder).collect();
    let is_below = |path: &Path| path.ancestors().skip(1).any(|folder| whole.contains(folder));
    let alone = alone.into_iter().map(|folder| (folder.to_owned(), RecursiveMode::NonRecursive));
    let all = alone.chain(whole.iter().map(|folder| (folder.clone(), RecursiveMode::Recursive)));
    all.filter(|(folder, _)| !is_below(folder)).collect()
}

/// Turns an event into what was noticed. Reading a file is no change.
fn noticed(event: &Event, give: &mut impl FnMut(Noticed)) {
    if event.need_rescan() {
        return give(Noticed::Everything);
    }
    let closes = cfg!(target_os = "linux");
    let each = |give: &mut dyn FnMut(Noticed), make: fn(PathBuf) -> Noticed| {
        event.paths.iter().cloned().map(make).for_each(give);
    };
    match event.kind {
        EventKind::Access(AccessKind::Close(AccessMode::Write)) => each(give, Noticed::Changed),
        EventKind::Create(CreateKind::Folder) => each(give, Noticed::Folder),
        EventKind::Modify(ModifyKind::Name(_)) => {
            for path in &event.paths {
                give(if path.is_dir() { Noticed::Folder(path.clone()) } else { Noticed::Changed(path.clone()) });
            }
        }
        EventKind::Remove(_) => each(give, Noticed::Changed),
        // Elsewhere a file that is written says so while it is; here its closing follows. A file that is never closed
        // is seen after a while. Other permissions may mean that a file can be read, or can no longer be; programs give
        // them while they still write. Reading a file changes none of this.
        EventKind::Create(_)
        | EventKind::Modify(ModifyKind::Data(_) | ModifyKind::Metadata(_) | ModifyKind::Any)
        | EventKind::Any => {
            let folder = event.paths.iter().any(|path| path.is_dir());
            each(give, if folder && !closes { Noticed::Folder } else { Noticed::Changing });
        }
        EventKind::Modify(ModifyKind::Other) | EventKind::Access(_) | EventKind::Other => {}
    }
}

/// Why there are no events, in plain words, with what to do.
fn reason(error: &notify::Error) -> String {
    let is_limit = matches!(error.kind, ErrorKind::MaxFilesWatch)
        || matches!(&error.kind, ErrorKind::Io(error) if error.raw_os_error() == Some(28));
    if is_limit {
        return "the system watches no more folders (`fs.inotify.max_user_watches` or `max_user_instances` is used up): \
                the folder is asked twice a second until you raise the limit and start the preview again"
            .to_owned();
    }
    format!("the system tells of no changes in this folder ({error}): it is asked twice a second")
}

/// Asks the folder again and again, on a thread of its own. It is asked once before that, so that what changes from now
/// on is seen.
fn poll(root: PathBuf, send: Sender<Noticed>) {
    let mut old = disk::stamps(&root);
    thread::spawn(move || {
        loop {
            thread::sleep(POLL);
            let new = disk::stamps(&root);
            for noticed in differences(&root, &old, &new) {
                if send.send(noticed).is_err() {
                    return;
                }
            }
            old = new;
        }
    });
}

/// What was noticed between two looks at a folder. Other links and folders that cannot be read may concern any file.
fn differences(root: &Path, old: &Stamps, new: &Stamps) -> Vec<Noticed> {
    if old.problems != new.problems || old.links != new.links {
        return vec![Noticed::Everything];
    }
    let gone = old.files.keys().filter(|path| !new.files.contains_key(*path));
    let changed = new.files.iter().filter(|(path, stamp)| old.files.get(*path) != Some(stamp)).map(|(path, _)| path);
    gone.chain(changed).map(|path| Noticed::Changed(root.join(path.as_str()))).collect()
}

/// The kind of network drive that a folder lies on, where the system has a list of drives.
fn remote(root: &Path) -> Option<String> {
    let mounts = fs::read_to_string("/proc/self/mounts").ok()?;
    let mut kinds: BTreeMap<usize, &str> = BTreeMap::new();
    for line in mounts.lines() {
        let mut words = line.split(' ').skip(1);
        let (Some(folder), Some(kind)) = (words.next(), words.next()) else { continue };
        if root.starts_with(folder.replace("\\040", " ")) {
            kinds.insert(folder.len(), kind);
        }
    }
    let (_, kind) = kinds.pop_last()?;
    REMOTE.contains(&kind).then(|| kind.to_owned())
}

#[cfg(test)]
mod tests {
    use notify::event::MetadataKind;

    use super::*;

    #[test]
    fn other_permissions_are_a_change_and_reading_is_none() {
        let path = PathBuf::from("/site/content/calf.md");
        let given = |kind: EventKind| {
            let mut all = Vec::new();
            noticed(&Event::new(kind).add_path(path.clone()), &mut |noticed| all.push(noticed));
            all
        };
        let permissions = EventKind::Modify(ModifyKind::Metadata(MetadataKind::Any));
        assert_eq!(given(permissions), [Noticed::Changing(path.clone())]);
        for kind in [AccessKind::Open(AccessMode::Any), AccessKind::Read, AccessKind::Close(AccessMode::Read)] {
            assert_eq!(given(EventKind::Access(kind)), []);
        }
    }
}

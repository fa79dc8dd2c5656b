//! `soleus serve`: the site in the author's own browser, up to date with every save.

use std::io::IsTerminal as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::mpsc::{Sender, channel};
use std::sync::{Arc, Mutex, PoisonError, RwLock};
use std::thread;
use std::time::Instant;

use clap::Args;

use super::site::{SiteArguments, Wishes};
use super::{End, output, qr};
use crate::base::giving_way::GivingWay;
use crate::diag::report::Report;
use crate::diag::{Severity, human};
use crate::load::disk;
use crate::preview::answers::Desk;
use crate::preview::gate::{ENTER, Gate};
use crate::preview::keeper::{Keeper, News, Tell, Verify};
use crate::preview::server::{self, Port, PortError};
use crate::preview::session::{Scope, Session, Turn};
use crate::preview::streams::Streams;
use crate::preview::verify::Verified;
use crate::preview::watch::How;

/// The port that is tried first.
const PORT: u16 = 4000;

/// The arguments of `serve`.
#[derive(Debug, Args)]
pub struct Serve {
    #[command(flatten)]
    site: SiteArguments,
    /// The port to listen at, and no other [default: 4000, or the next that is free]
    #[arg(long, value_name = "N")]
    port: Option<u16>,
    /// Let other machines in the local network in, with a token for this run
    #[arg(long)]
    lan: bool,
    /// Open the site in the browser
    #[arg(long)]
    open: bool,
    /// After each save, compare every page with a clean build
    #[arg(long)]
    verify: bool,
    /// Ask the folder for changes twice a second, for drives that tell of none
    #[arg(long)]
    poll: bool,
}

impl Serve {
    /// Serves the site until it is stopped.
    #[must_use]
    pub fn run(&self) -> End {
        self.serve().unwrap_or_else(|end| end)
    }

    fn serve(&self) -> Result<End, End> {
        let started = Instant::now();
        let root = self.site.root()?;
        let root = std::fs::canonicalize(&root).map_err(|error| unreadable(&root, &error))?;
        // The port comes first: a wrong one is said before the site is read.
        let wanted = self.port.map_or(Port::From(PORT), Port::Only);
        let (listener, port) = server::listen(wanted, self.lan).map_err(|error| no_port(&error))?;
        let shared = self.shared()?;
        let (stop, stopped): (Sender<()>, _) = channel();
        let hear = move || {
            let _ = stop.send(());
        };
        ctrlc::set_handler(hear)
            .map_err(|error| output::usage(&format!("Ctrl-C cannot be heard: {error}"), "try again"))?;

        let loaded = disk::load(&root).map_err(|error| unreadable(&root, &error))?;
        let options = self.site.options(Wishes::default());
        let session = Arc::new(RwLock::new(Session::new(loaded.value, options, loaded.problems)));
        let streams = Streams::start();
        let gate = Gate::new(port, shared.clone());
        let giving_way = GivingWay::default();
        let run = token().unwrap_or_default();
        let desk = Desk { session: Arc::clone(&session), gate, run, giving_way: giving_way.clone() };
        let answer: server::Answerer = Arc::new(move |request| desk.answer(request));
        let theirs = streams.clone();
        thread::spawn(move || server::serve(&listener, &answer, &theirs));

        let address = format!("http://127.0.0.1:{port}/");
        let pages = session.read().unwrap_or_else(PoisonError::into_inner).page_count();
        output::result(&format!("{address}\n"))?;
        if self.port.is_none() && port != PORT {
            output::error(&format!("port {PORT} is taken by another program: this preview is at {port}"));
        }
        output::error(&format!("{pages} pages, ready in {} ms; Ctrl-C stops", started.elapsed().as_millis()));
        if let Some((host, token)) = &shared {
            show_shared(&format!("http://{host}:{port}{ENTER}?token={token}"));
        }
        if self.open && !open(&address) {
            output::error("no browser could be opened: open the address above yourself");
        }
        self.keep(root, session, streams, giving_way);
        let _ = stopped.recv();
        output::error("stopped");
        Ok(End::Fine)
    }

    /// Keeps the session up to date, on a thread of its own.
    fn keep(&self, root: PathBuf, session: Arc<RwLock<Session>>, streams: Streams, giving_way: GivingWay) {
        let verify = if self.verify { Verify::Each } else { Verify::None };
        let how = if self.poll { How::Polling } else { How::Events };
        let keeper = Keeper { root, session, streams, verify, tell: teller(), giving_way };
        let (send, noticed) = channel();
        thread::spawn(move || keeper.keep(how, &send, &noticed));
    }

    /// This machine's address in the local network and a token, when other machines are let in.
    fn shared(&self) -> Result<Option<(String, String)>, End> {
        if !self.lan {
            return Ok(None);
        }
        let host = server::local_address().ok_or_else(|| {
            output::usage("this machine is in no local network", "connect it to one, or leave `--lan` out")
        })?;
        let token = token()
            .ok_or_else(|| output::usage("the system gives no random numbers for a token", "leave `--lan` out"))?;
        Ok(Some((host, token)))
    }
}

/// Prints what there is to know: each turn on a line, and the problems when they are others than before.
fn teller() -> Tell {
    let last: Mutex<Option<String>> = Mutex::new(None);
    Arc::new(move |news| match news {
        News::Turn(turn) => output::error(&turn_line(turn)),
        News::Notice(text) => output::error(&format!("note: {text}")),
        News::Verified(verified) => output::error(&verified_line(verified)),
        News::Checked(report) => {
            let text = summary(report);
            let mut last = last.lock().unwrap_or_else(PoisonError::into_inner);
            if last.as_ref() != Some(&text) {
                output::error(text.trim_end());
                *last = Some(text);
            }
        }
    })
}

fn turn_line(turn: &Turn) -> String {
    let files = if turn.files == 1 { "1 file".to_owned() } else { format!("{} files", turn.files) };
    let what = match (&turn.edited, turn.scope) {
        (Some(address), _) => format!(": {address}"),
        (None, Scope::Looks) => ": what pages look like".to_owned(),
        (None, Scope::Nothing | Scope::Pages | Scope::Places | Scope::Whole) => String::new(),
    };
    format!("changed {files}{what}")
}

fn verified_line(verified: Option<&Verified>) -> String {
    match verified {
        None => "verify: nothing to compare with while the settings or templates are wrong".to_owned(),
        Some(Verified { addresses, differences }) if differences.is_empty() => {
            format!("verify: {addresses} files are the same as a clean build's")
        }
        Some(Verified { differences, .. }) => {
            format!("verify: this is a defect of Soleus, please report it: {}", differences.join("; "))
        }
    }
}

/// The errors in full, and how many warnings and advice there are.
fn summary(report: &Report) -> String {
    let errors = report.entries.iter().filter(|entry| entry.severity == Severity::Error).cloned().collect();
    let errors = Report { entries: errors, sources: report.sources.clone() };
    let (warnings, advice) = (report.count(Severity::Warning), report.count(Severity::Advice));
    if errors.entries.is_empty() {
        return format!("no errors; {warnings} warnings and {advice} pieces of advice (`soleus check` lists them)");
    }
    let style = if std::io::stderr().is_terminal() { human::Style::Coloured } else { human::Style::Plain };
    human::render(&errors, style)
}

fn show_shared(address: &str) {
    output::error(&format!("for phones in this network, until you stop:\n  {address}"));
    if let Some(code) = qr::for_terminal(address) {
        output::error(&code);
    }
}

/// 128 bits of the system's randomness as hexadecimal digits.
fn token() -> Option<String> {
    let mut bytes = [0_u8; 16];
    getrandom::fill(&mut bytes).ok()?;
    Some(bytes.iter().map(|byte| format!("{byte:02x}")).collect())
}

/// Opens an address with what the system has for that.
fn open(address: &str) -> bool {
    let command = if cfg!(target_os = "macos") {
        ("open", vec![address])
    } else if cfg!(target_os = "windows") {
        ("cmd", vec!["/c", "start", "", address])
    } else {
        ("xdg-open", vec![address])
    };
    let (program, arguments) = command;
    let quiet = || Stdio::null();
    Command::new(program).args(arguments).stdin(quiet()).stdout(quiet()).stderr(quiet()).spawn().is_ok()
}

fn no_port(error: &PortError) -> End {
    match error {
        PortError::Busy(port) => output::usage(
            &format!("port {port} is taken by another program"),
            "stop that program, name another port, or leave `--port` out to get one that is free",
        ),
        PortError::Other(port, error) => {
            output::usage(&format!("port {port} cannot be listened at: {error}"), "name another port, from 1024 up")
        }
    }
}

fn unreadable(root: &Path, error: &std::io::Error) -> End {
    output::usage(&format!("`{}` cannot be read: {error}", root.display()), "check the folder and its permissions")
}

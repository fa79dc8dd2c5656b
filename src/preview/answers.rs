//! A request to the preview becomes an answer: a page of the site, or one of the preview's own.
//!
//! Only addresses of the site's own map are answered; nothing is read from disk. Pages get one line more than a build
//! writes: the link to the preview's script, which stands outside the built site.

use std::sync::{Arc, PoisonError, RwLock};
use std::thread;
use std::time::Duration;

use serde_json::{Value, json};

use super::gate::Gate;
use super::ledger::ShownProblems;
use super::request::{Answer, Reply, Request, decoded};
use super::session::Session;
use crate::base::address::{Address, Form};
use crate::base::digest::Digest;
use crate::base::giving_way::GivingWay;
use crate::base::html::escape;
use crate::body::writer;
use crate::diag::{Problem, explain};
use crate::parse::markdown::{Dialect, parse};
use crate::render::worker::GONE;
use crate::search::encode;
use crate::view::surroundings::WORKER;

/// Where the preview's own pages lie. No page of a site can: `~` begins no other address that Soleus makes.
const OWN: &str = "/~soleus/";

/// The preview's script, which a build never holds. What its parts name is not the page's.
const SCRIPT: &str = concat!("(() => {\n", include_str!("paper.js"), include_str!("client.js"), "})();\n");

/// The style of what the script shows.
const STYLE: &str = include_str!("client.css");

/// What is put into a page, before the end of its head.
const LINE: &str =
    "<link rel=\"stylesheet\" href=\"/~soleus/preview.css\"><script src=\"/~soleus/preview.js\" defer></script>\n";

/// The style alone, for pages of the preview's own.
const STYLED: &str = "<link rel=\"stylesheet\" href=\"/~soleus/preview.css\">";

/// How often making the search gives way to a turn.
const PATIENCE: usize = 4;

/// How long it waits before it begins again: most turns take less.
const WHILE: Duration = Duration::from_millis(50);

/// All that answering needs.
#[derive(Clone)]
pub struct Desk {
    /// The site.
    pub session: Arc<RwLock<Session>>,
    /// Who may ask.
    pub gate: Gate,
    /// Tells one run of the preview from the next, so that pages of an old one load themselves again.
    pub run: String,
    /// Asks what takes long to give way to a turn.
    pub giving_way: GivingWay,
}

impl Desk {
    /// Answers a request.
    #[must_use]
    pub fn answer(&self, request: &Request) -> Answer {
        if let Err(refusal) = self.gate.admit(request) {
            return Answer::Reply(*refusal);
        }
        let Some(path) = decoded(&request.path).filter(|path| is_sound(path)) else {
            return Answer::Reply(Reply::line(400, "this is no address"));
        };
        match path.strip_prefix(OWN) {
            Some("events") => Answer::Events,
            Some(name) => Answer::Reply(self.own(name, request)),
            None => Answer::Reply(self.page(&path, request)),
        }
    }

    /// A page of the preview itself.
    fn own(&self, name: &str, request: &Request) -> Reply {
        match name {
            "preview.js" => tagged(Reply::new(200, "text/javascript; charset=utf-8", SCRIPT.as_bytes()), request),
            "preview.css" => tagged(Reply::new(200, "text/css; charset=utf-8", STYLE.as_bytes()), request),
            "state" => {
                let state = self.state(&request.asked("at").unwrap_or_default());
                Reply::new(200, "application/json", state.to_string().into_bytes())
            }
            "enter" => Reply::line(302, "welcome").with("Location", "/"),
            name => match name.strip_prefix("explain/").and_then(explain::page) {
                Some(page) => Reply::new(200, HTML, explanation(page.code.id, &page.text).into_bytes()),
                None => Reply::line(404, "the preview has no such page"),
            },
        }
    }

    /// Makes the search of the site as it is now. That takes a while in a large site, and gives way to a turn, so that
    /// a save does not wait for it; for an author who saves again and again it is made in the end.
    fn make_search(&self) {
        for _ in 0..PATIENCE {
            let session = self.session.read().unwrap_or_else(PoisonError::into_inner);
            if session.search_unless(&self.giving_way).is_some() {
                return;
            }
            drop(session);
            thread::sleep(WHILE);
        }
    }

    /// A page or file of the site.
    fn page(&self, path: &str, request: &Request) -> Reply {
        if Address::parse(path).is_some_and(|address| encode::is_file(&address)) {
            self.make_search();
        }
        let session = self.session.read().unwrap_or_else(PoisonError::into_inner);
        if let Some(folder) = path.strip_suffix("index.html").filter(|folder| folder.ends_with('/')) {
            return Reply::line(302, "moved").with("Location", encoded(folder));
        }
        // A page on show is never a copy: a worker that this browser got from a built site goes.
        if path.trim_start_matches('/') == WORKER {
            return tagged(Reply::new(200, "text/javascript; charset=utf-8", GONE.as_bytes()), request);
        }
        match Address::parse(path).and_then(|address| Some((session.show(&address)?, address))) {
            Some((Ok(shown), address)) => {
                let kind = media_type(&address);
                let is_page = kind == HTML;
                let body = if is_page { with_script(&shown.bytes) } else { shown.bytes };
                tagged(Reply::new(200, kind, body), request)
            }
            Some((Err(problem), _)) => Reply::new(500, HTML, failure(&problem).into_bytes()),
            None => {
                let folder =
                    Address::parse(&format!("{path}/")).filter(|folder| session.live().routes.get(folder).is_some());
                match folder {
                    Some(folder) => Reply::line(302, "moved").with("Location", folder.encoded()),
                    None => missing(&session),
                }
            }
        }
    }

    /// What the script shows beside the page at `at`.
    fn state(&self, at: &str) -> Value {
        let session = self.session.read().unwrap_or_else(PoisonError::into_inner);
        let address = Address::parse(at);
        let route = address.as_ref().and_then(|address| session.live().routes.get(address));
        let shown = address.as_ref().and_then(|address| session.show(address));
        let (kept, more) = match shown {
            Some(Ok(shown)) => (shown.kept, shown.problem),
            Some(Err(problem)) => (false, Some(*problem)),
            None => (false, None),
        };
        let id = route
            .and_then(|route| route.page)
            .or_else(|| address.as_ref().and_then(|address| session.live().site.index.addresses.get(address).copied()));
        let page = id.and_then(|id| session.live().site.index.page(id));
        let ShownProblems { errors, count, notes } = session.shown_problems(id, more.into_iter().collect());
        let left = address.as_ref().and_then(|address| session.left(address)).filter(|_| route.is_none());
        json!({
            "run": self.run,
            "turn": session.number(),
            "checked": session.is_checked(),
            "errors": errors,
            "count": count,
            "notes": notes,
            "source": page.map(|page| page.path.as_str()),
            "draft": page.is_some_and(|page| page.meta.draft),
            "kept": kept,
            "there": route.is_some(),
            "left": left.is_some(),
            "went": left.flatten().map(Address::encoded),
            "above": address.as_ref().map(|address| above(&session, address).encoded()),
        })
    }
}

/// The nearest page above an address.
fn above(session: &Session, address: &Address) -> Address {
    let mut above = address.parent();
    while above != Address::root() && session.live().routes.get(&above).is_none() {
        above = above.parent();
    }
    above
}

const HTML: &str = "text/html; charset=utf-8";

/// Whether a decoded path can be an address: every part is a name.
fn is_sound(path: &str) -> bool {
    let inner = path.strip_prefix('/').unwrap_or_default();
    let inner = inner.strip_suffix('/').unwrap_or(inner);
    path.starts_with('/')
        && !path.contains(['\\', ':', '?', '#'])
        && !path.chars().any(char::is_control)
        && (inner.is_empty() || inner.split('/').all(|part| !matches!(part, "" | "." | "..")))
}

/// The answer with a tag of its bytes, or the short one when the browser has them.
fn tagged(reply: Reply, request: &Request) -> Reply {
    let tag = format!("\"{}\"", Digest::of(&reply.body).short());
    let is_known = request.header("if-none-match") == Some(tag.as_str());
    let reply = if is_known { Reply { status: 304, body: Arc::from(&[][..]), ..reply } } else { reply };
    reply.with("ETag", tag)
}

/// A page with the preview's line in its head.
fn with_script(bytes: &Arc<[u8]>) -> Arc<[u8]> {
    let end = b"</head>";
    let Some(at) = bytes.windows(end.len()).position(|window| window == end) else { return Arc::clone(bytes) };
    let (before, after) = bytes.split_at(at);
    [before, LINE.as_bytes(), after].concat().into()
}

/// The site's own page for addresses that lead nowhere.
fn missing(session: &Session) -> Reply {
    let address = Address::from_segments(["404.html"], Form::File);
    match session.show(&address) {
        Some(Ok(shown)) => Reply::new(404, HTML, with_script(&shown.bytes)),
        Some(Err(_)) | None => {
            let body = "<p>There is no page at this address.</p>";
            Reply::new(404, HTML, document("No page here", LINE, body).into_bytes())
        }
    }
}

/// A page in place of one whose template fails before it was ever shown. The script shows the problem on it.
fn failure(problem: &Problem) -> String {
    let body = format!(
        "<h1>This page cannot be made</h1><p>{}</p><p>It comes by itself when that is mended.</p>",
        escape(&problem.message)
    );
    document("This page cannot be made", LINE, &body)
}

/// A problem's page as HTML.
fn explanation(code: &str, text: &str) -> String {
    let (parsed, _) = parse(&text.into(), 0, Dialect::CommonMark);
    document(code, STYLED, &format!("<main class=\"soleus-explain\">{}</main>", writer::commonmark(&parsed)))
}

fn document(title: &str, head: &str, body: &str) -> String {
    format!(
        "<!doctype html>\n<html lang=\"en\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" \
         content=\"width=device-width, initial-scale=1\"><title>{}</title>{head}</head>\n<body>{body}</body></html>\n",
        escape(title)
    )
}

fn encoded(folder: &str) -> String {
    Address::parse(folder).map_or_else(|| "/".to_owned(), |address| address.encoded())
}

/// The type of a file by its ending. What is not known is bytes: with `nosniff` a browser then runs none of it.
fn media_type(address: &Address) -> &'static str {
    if address.is_page() {
        return HTML;
    }
    let ending = address.as_str().rsplit('/').next().and_then(|name| name.rsplit_once('.')).map(|(_, ending)| ending);
    match ending.unwrap_or_default().to_ascii_lowercase().as_str() {
        "html" | "htm" => HTML,
        "css" => "text/css; charset=utf-8",
        "js" | "mjs" => "text/javascript; charset=utf-8",
        "json" | "webmanifest" => "application/json",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "jpg" | "jpeg" => "image/jpeg",
        "webp" => "image/webp",
        "avif" => "image/avif",
        "gif" => "image/gif",
        "ico" => "image/x-icon",
        "woff2" => "font/woff2",
        "ttf" => "font/ttf",
        "pdf" => "application/pdf",
        "xml" => "application/xml; charset=utf-8",
        "txt" | "md" | "mmd" | "dot" | "csv" => "text/plain; charset=utf-8",
        "mp4" => "video/mp4",
        "mp3" => "audio/mpeg",
        _ => "application/octet-stream",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::address::LinkForm;
    use crate::base::date::Date;
    use crate::load::Snapshot;
    use crate::resolve::index::{Options, Prints};

    #[test]
    fn the_script_makes_paper_before_it_is_asked_for() {
        let [made, asked] = ["const paperOf =", "= paperOf("].map(|words| SCRIPT.find(words));
        assert!(made.is_some() && made < asked, "{made:?} {asked:?}");
    }

    #[test]
    fn making_the_search_gives_way_and_is_done_in_the_end() {
        let page = ("content/calf.md", "---\nkind: article\ntitle: Calf\n---\nA muscle.\n");
        let today = Date::parse("2026-11-21").unwrap();
        let (links, prints) = (LinkForm::Pretty, Prints::LeftOut);
        let options = Options { today, drafts: true, base_url: None, links, prints };
        let settings = ("content/site.yaml", "name: Clinic\nlanguage: en\n");
        let session = Session::new(Snapshot::from_texts([settings, page]), options, Vec::new());
        let giving_way = GivingWay::default();
        let session = Arc::new(RwLock::new(session));
        let desk = Desk { session, gate: Gate::new(4000, None), run: String::new(), giving_way: giving_way.clone() };
        let search = b"GET /search/en.js HTTP/1.1\r\nHost: 127.0.0.1:4000\r\n\r\n";
        let Ok(search) = Request::read(search, true) else { panic!("no request") };
        let asking = giving_way.ask();
        assert!(desk.session.read().unwrap().search_unless(&giving_way).is_none());
        let answered = thread::spawn(move || desk.answer(&search));
        let Answer::Reply(reply) = answered.join().unwrap() else { panic!("no reply") };
        drop(asking);
        assert_eq!(reply.status, 200);
        assert!(String::from_utf8_lossy(&reply.body).contains("calf"));
    }
}

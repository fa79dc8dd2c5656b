//! The real binary serving real files: what it answers and refuses, and what it makes of the ways that files are saved.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::string_slice,
    reason = "a test may stop"
)]

mod support;

use std::fs;
use std::io::{BufRead as _, BufReader, Cursor, Read as _, Write as _};
use std::net::{Shutdown, TcpListener, TcpStream};
use std::path::Path;
use std::process::{Child, ChildStderr, Command, Stdio};
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::{Duration, Instant};

use image::{ImageFormat, Rgb, RgbImage};
use support::{TODAY, end, files, site, soleus, write};

/// How long an answer may take on a busy machine before the test gives up. No test asserts a time shorter than this.
const LONG: Duration = Duration::from_secs(60);

/// A running preview; it is stopped when it goes.
struct Preview {
    child: Child,
    port: u16,
    errors: Arc<Mutex<String>>,
}

impl Preview {
    /// A preview at any free port.
    fn start(root: &Path, more: &[&str]) -> Self {
        Self::start_at(root, &[&["--port", "0"], more].concat())
    }

    fn start_at(root: &Path, more: &[&str]) -> Self {
        let mut child = Command::new(env!("CARGO_BIN_EXE_soleus"))
            .args(["serve", "--as-of", TODAY, "--root", root.to_str().unwrap()])
            .args(more)
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let mut line = String::new();
        BufReader::new(child.stdout.take().unwrap()).read_line(&mut line).unwrap();
        let errors = Arc::new(Mutex::new(String::new()));
        collect(child.stderr.take().unwrap(), Arc::clone(&errors));
        let port = line.trim().trim_end_matches('/').rsplit(':').next().and_then(|port| port.parse().ok());
        let port = port.unwrap_or_else(|| panic!("no address was printed: {line:?}"));
        Self { child, port, errors }
    }

    /// Sends bytes and gives all that comes back.
    fn send(&self, bytes: &[u8]) -> String {
        let mut socket = TcpStream::connect(("127.0.0.1", self.port)).unwrap();
        socket.set_read_timeout(Some(LONG)).unwrap();
        let _ = socket.write_all(bytes);
        let mut answer = Vec::new();
        let _ = socket.read_to_end(&mut answer);
        String::from_utf8_lossy(&answer).into_owned()
    }

    fn get_with(&self, target: &str, headers: &str) -> String {
        self.send(format!("GET {target} HTTP/1.1\r\nHost: 127.0.0.1:{}\r\n{headers}\r\n", self.port).as_bytes())
    }

    fn get(&self, target: &str) -> String {
        self.get_with(target, "")
    }

    fn status(&self, target: &str) -> u16 {
        status(&self.get(target))
    }

    /// Waits until the answer at an address is as it should be.
    #[track_caller]
    fn until(&self, target: &str, what: &str, holds: impl Fn(&str) -> bool) -> String {
        let start = Instant::now();
        loop {
            let answer = self.get(target);
            if holds(&answer) {
                return answer;
            }
            assert!(start.elapsed() < LONG, "{target} never {what}: {answer}\n{}", self.errors());
            thread::sleep(Duration::from_millis(5));
        }
    }

    #[track_caller]
    fn until_holds(&self, target: &str, text: &str) -> String {
        self.until(target, &format!("held {text:?}"), |answer| answer.contains(text))
    }

    fn state(&self, at: &str) -> serde_json::Value {
        let answer = self.get(&format!("/~soleus/state?at={at}"));
        serde_json::from_str(answer.split("\r\n\r\n").nth(1).unwrap()).unwrap()
    }

    #[track_caller]
    fn until_said(&self, text: &str) {
        let start = Instant::now();
        while !self.errors().contains(text) {
            assert!(start.elapsed() < LONG, "{text:?} was never said: {}", self.errors());
            thread::sleep(Duration::from_millis(10));
        }
    }

    fn errors(&self) -> String {
        self.errors.lock().unwrap().clone()
    }

    /// A stream of events, as a browser opens it.
    fn stream(&self) -> Events {
        let mut socket = TcpStream::connect(("127.0.0.1", self.port)).unwrap();
        socket.set_read_timeout(Some(LONG)).unwrap();
        let head = format!("GET /~soleus/events HTTP/1.1\r\nHost: localhost:{}\r\n\r\n", self.port);
        socket.write_all(head.as_bytes()).unwrap();
        let mut events = Events { socket, text: String::new() };
        // Its head is its answer: it is told of what comes after.
        events.until("\r\n\r\n");
        events
    }
}

/// An open stream of events.
struct Events {
    socket: TcpStream,
    text: String,
}

impl Events {
    /// Reads until a sign came, and gives what came with it. What was read once does not count again.
    #[track_caller]
    fn until(&mut self, sign: &str) -> String {
        let began = Instant::now();
        let mut buffer = [0; 512];
        while !self.text.contains(sign) {
            let count = self.socket.read(&mut buffer).unwrap();
            assert!(count > 0, "the stream ended: {}", self.text);
            self.text.push_str(&String::from_utf8_lossy(&buffer[..count]));
            assert!(began.elapsed() < LONG, "no `{sign}` came: {}", self.text);
        }
        std::mem::take(&mut self.text)
    }
}

impl Drop for Preview {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn collect(errors: ChildStderr, into: Arc<Mutex<String>>) {
    thread::spawn(move || {
        for line in BufReader::new(errors).lines().map_while(Result::ok) {
            into.lock().unwrap().push_str(&format!("{line}\n"));
        }
    });
}

fn status(answer: &str) -> u16 {
    answer.split(' ').nth(1).and_then(|status| status.parse().ok()).unwrap_or(0)
}

fn body(answer: &str) -> &str {
    answer.split_once("\r\n\r\n").unwrap().1
}

const PAGES: &[(&str, &str)] = &[
    ("content/index.md", "---\ntitle: Home\n---\nRead [[Calf]].\n"),
    ("content/a/calf.md", "---\ntitle: Calf\nsummary: About it.\n---\nThe first text.\n\n![p](pic.svg)\n"),
    ("content/a/pic.svg", "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 1 1\"></svg>"),
];

#[test]
fn pages_are_those_of_a_build_with_one_line_more() {
    let folder = site(PAGES);
    let out = folder.path().join("public");
    let (code, _, problems) = end(&soleus(folder.path(), &["build", "--as-of", TODAY, "--out", out.to_str().unwrap()]));
    assert_eq!(code, 0, "{problems}");
    let preview = Preview::start(folder.path(), &[]);
    let line =
        "<link rel=\"stylesheet\" href=\"/~soleus/preview.css\"><script src=\"/~soleus/preview.js\" defer></script>\n";
    let mut pages = 0;
    for (path, bytes) in files(&out) {
        let Ok(built) = String::from_utf8(bytes) else { continue };
        if path == ".soleus-manifest.json" {
            continue;
        }
        let target = path.strip_suffix("index.html").map_or_else(|| format!("/{path}"), |folder| format!("/{folder}"));
        let answer = preview.get(&target);
        assert_eq!(status(&answer), 200, "{target}");
        assert!(!built.contains("~soleus"), "{path} of the built site names the preview");
        assert_eq!(body(&answer).replacen(line, "", 1), built, "{target}");
        pages += usize::from(body(&answer).contains(line));
        let head = answer.split("\r\n\r\n").next().unwrap();
        assert!(
            head.contains("Content-Security-Policy: default-src 'self'; ")
                && head.contains("X-Content-Type-Options: nosniff"),
            "{head}"
        );
        assert!(!head.to_lowercase().contains("access-control"), "{head}");
    }
    assert!(pages >= 4, "only {pages} pages have the line");
    let tag = preview.get("/a/calf/").lines().find(|line| line.starts_with("ETag")).unwrap()[6..].to_owned();
    assert_eq!(status(&preview.get_with("/a/calf/", &format!("If-None-Match: {tag}\r\n"))), 304);
    assert_eq!(
        status(&preview.send(format!("HEAD /a/calf/ HTTP/1.1\r\nHost: localhost:{}\r\n\r\n", preview.port).as_bytes())),
        200
    );
}

#[test]
fn only_our_own_host_and_pages_are_answered() {
    let folder = site(PAGES);
    write(folder.path(), "secret.txt", "secret");
    let preview = Preview::start(folder.path(), &[]);
    let port = preview.port;
    let host = |host: &str| status(&preview.send(format!("GET / HTTP/1.1\r\nHost: {host}\r\n\r\n").as_bytes()));
    assert_eq!(host(&format!("localhost:{port}")), 200);
    for wrong in
        ["evil.example", &format!("evil.example:{port}"), "127.0.0.1", &format!("127.0.0.1.evil.example:{port}")]
    {
        assert_eq!(host(wrong), 421, "{wrong}");
    }
    assert_eq!(status(&preview.send(b"GET / HTTP/1.1\r\n\r\n")), 421);
    for origin in ["https://evil.example", "null", &format!("https://127.0.0.1:{port}")] {
        assert_eq!(status(&preview.get_with("/~soleus/events", &format!("Origin: {origin}\r\n"))), 403, "{origin}");
    }
    assert_eq!(status(&preview.get_with("/", "Sec-Fetch-Site: cross-site\r\nSec-Fetch-Mode: no-cors\r\n")), 403);
    for path in [
        "/../secret.txt",
        "/%2e%2e/secret.txt",
        "/..%2fsecret.txt",
        "/a/..%5c..%5csecret.txt",
        "//etc/passwd",
        "/%00",
        "/secret.txt",
        "/content/a/calf.md",
        "/a/pic.svg/../../../secret.txt",
        "/c:/x",
        "/%ff",
    ] {
        let answer = preview.get(path);
        assert!(matches!(status(&answer), 400 | 404), "{path}: {answer}");
        assert!(!body(&answer).contains("secret\n"), "{path}");
    }
    assert_eq!(preview.status("/a/calf"), 302);
    assert_eq!(preview.status("/a/calf/index.html"), 302);
    assert_eq!(status(&preview.send(format!("POST / HTTP/1.1\r\nHost: localhost:{port}\r\n\r\n").as_bytes())), 405);
    assert!(body(&preview.get("/~soleus/explain/L001")).contains("a link names a page that does not exist"));
}

#[test]
fn bad_huge_and_slow_heads_and_a_thousand_streams_do_not_stop_it() {
    let folder = site(PAGES);
    let preview = Preview::start(folder.path(), &[]);
    for bad in [
        &b"\r\n\r\n"[..],
        b"GET\r\n\r\n",
        b"\xff\xfe\r\n\r\n",
        b"GET / HTTP/9\r\n\r\n",
        b"GET / HTTP/1.1\r\n: x\r\n\r\n",
    ] {
        assert!(status(&preview.send(bad)) >= 400, "{bad:?}");
    }
    let huge = format!("GET / HTTP/1.1\r\nX: {}\r\n\r\n", "a".repeat(1_000_000));
    assert!(matches!(status(&preview.send(huge.as_bytes())), 431 | 0));
    // Heads that never end, more of them than are answered at a time.
    let slow: Vec<TcpStream> = (0..200)
        .map(|_| {
            let mut socket = TcpStream::connect(("127.0.0.1", preview.port)).unwrap();
            socket.write_all(b"GET / HTTP/1.1\r\nHo").unwrap();
            socket
        })
        .collect();
    assert_eq!(preview.status("/a/calf/"), 200);
    drop(slow);
    let head = format!("GET /~soleus/events HTTP/1.1\r\nHost: localhost:{}\r\n\r\n", preview.port);
    let mut streams = Vec::new();
    for _ in 0..1000 {
        // The test's own sockets may run out first: then there are fewer, and the last ones count.
        let Ok(mut socket) = TcpStream::connect(("127.0.0.1", preview.port)) else { break };
        socket.write_all(head.as_bytes()).unwrap();
        streams.push(socket);
    }
    assert!(streams.len() >= 400, "only {} streams were opened", streams.len());
    // Room for the requests of the test itself.
    streams.truncate(streams.len() - 20);
    assert_eq!(preview.status("/a/calf/"), 200);
    let last = streams.pop().unwrap();
    last.set_read_timeout(Some(LONG)).unwrap();
    let mut last = Events { socket: last, text: String::new() };
    // Its head is its answer: it is told of what comes after.
    last.until("\r\n\r\n");
    write(folder.path(), "content/a/calf.md", "---\ntitle: Calf\n---\nSecond text.\n");
    preview.until_holds("/a/calf/", "Second text.");
    let text = last.until("event: turn");
    assert!(text.contains("\"edited\":\"/a/calf/\""), "{text}");
    let _ = last.socket.shutdown(Shutdown::Both);
}

#[test]
fn files_may_be_saved_in_any_way() {
    let folder = site(PAGES);
    let root = folder.path();
    let preview = Preview::start(root, &["--verify"]);
    let page = |text: &str| format!("---\ntitle: Calf\n---\n{text}\n");
    let path = root.join("content/a/calf.md");
    // In place.
    fs::write(&path, page("In place.")).unwrap();
    preview.until_holds("/a/calf/", "In place.");
    // A new file beside it, renamed over it.
    fs::write(root.join("content/a/.calf.md.swp"), page("Swap.")).unwrap();
    fs::rename(root.join("content/a/.calf.md.swp"), &path).unwrap();
    preview.until_holds("/a/calf/", "Swap.");
    // The old one taken away first, then written anew.
    fs::rename(&path, root.join("content/a/calf.md~")).unwrap();
    fs::write(&path, page("Backup.")).unwrap();
    preview.until_holds("/a/calf/", "Backup.");
    fs::remove_file(root.join("content/a/calf.md~")).unwrap();
    // A file that stays open while it is written.
    let mut open = fs::File::create(&path).unwrap();
    open.write_all(page("Held open.").as_bytes()).unwrap();
    open.sync_all().unwrap();
    preview.until_holds("/a/calf/", "Held open.");
    drop(open);
    // A folder of folders, and a file in it at once.
    for number in 0..10 {
        write(
            root,
            &format!("content/n{number}/deep/er/page.md"),
            &format!("---\ntitle: Deep {number}\n---\nDeep text.\n"),
        );
    }
    for number in 0..10 {
        preview.until_holds(&format!("/n{number}/deep/er/page/"), "Deep text.");
    }
    // A folder takes the place of a file at once.
    write(root, "content/zed.md", &page("Zed."));
    preview.until_holds("/zed/", "Zed.");
    fs::remove_file(root.join("content/zed.md")).unwrap();
    write(root, "content/zed.md/note.txt", "x");
    preview.until("/zed/", "went", |answer| status(answer) == 404);
    // A folder moves, and goes.
    fs::rename(root.join("content/n0"), root.join("content/m0")).unwrap();
    preview.until_holds("/m0/deep/er/page/", "Deep text.");
    preview.until("/n0/deep/er/page/", "went", |answer| status(answer) == 404);
    assert_eq!(preview.state("/n0/deep/er/page/")["went"], "/m0/deep/er/page/");
    fs::remove_dir_all(root.join("content/m0")).unwrap();
    preview.until("/m0/deep/er/page/", "went", |answer| status(answer) == 404);
    assert_eq!(preview.state("/m0/deep/er/page/")["left"], true);
    // Another case, and nothing else: the address is the same, the file is not.
    fs::rename(&path, root.join("content/a/Calf.md")).unwrap();
    preview.until("/~soleus/state?at=/a/calf/", "named the new file", |answer| answer.contains("content/a/Calf.md"));
    preview.until_holds("/a/calf/", "Held open.");
    // Folders that were not there when the preview began.
    write(root, "theme/extra.css", ".extra-rule { color: red }");
    let home = |preview: &Preview| {
        let answer = preview.get("/a/calf/");
        let style =
            answer.split("href=\"").find(|part| part.contains("theme/site.")).unwrap().split('"').next().unwrap();
        preview.get(&format!("/{}", style.trim_start_matches("../")))
    };
    let start = Instant::now();
    while !home(&preview).contains(".extra-rule") {
        assert!(start.elapsed() < LONG, "the style never came: {}", preview.errors());
        thread::sleep(Duration::from_millis(10));
    }
    write(root, "templates/article.html", "{% extends \"page.html\" %}\n{% block body_class %}mine{% endblock %}\n");
    preview.until_holds("/a/calf/", "class=\"mine\"");
    // What is none of the site's files changes nothing.
    let turn = preview.state("/a/calf/")["turn"].clone();
    write(root, "public/x.html", "x");
    write(root, "content/a/.#calf.md", "x");
    write(root, "content/a/_draft.md", "x");
    fs::write(root.join("content/a/Calf.md"), page("Held open.")).unwrap();
    thread::sleep(Duration::from_millis(300));
    assert_eq!(preview.state("/a/calf/")["turn"], turn);
    preview.until_said("are the same as a clean build's");
    assert!(!preview.errors().contains("defect"), "{}", preview.errors());
}

#[test]
fn a_folder_without_events_is_asked() {
    let folder = site(PAGES);
    let preview = Preview::start(folder.path(), &["--poll"]);
    preview.until_said("twice a second");
    write(folder.path(), "content/b/new.md", "---\ntitle: New\n---\nNew text.\n");
    preview.until_holds("/b/new/", "New text.");
    fs::remove_file(folder.path().join("content/b/new.md")).unwrap();
    preview.until("/b/new/", "went", |answer| status(answer) == 404);
}

/// What a link leads to is watched as what lies in the site: a folder, a file, another page.
#[test]
#[cfg(unix)]
fn what_lies_behind_links_is_seen() {
    use std::os::unix::fs::symlink;
    for more in [&["--verify"][..], &["--verify", "--poll"]] {
        let folder = site(PAGES);
        let root = folder.path();
        let page = |text: &str| format!("---\ntitle: Shared\n---\n{text}\n");
        write(root, "shared/s.md", &page("First."));
        write(root, "content/b/other.md", &page("First other."));
        symlink("../shared", root.join("content/sh")).unwrap();
        symlink("../shared/s.md", root.join("content/fl.md")).unwrap();
        symlink("b/other.md", root.join("content/dup.md")).unwrap();
        let preview = Preview::start(root, more);
        let all_hold = |targets: &[&str], text: &str| {
            targets.iter().for_each(|target| drop(preview.until_holds(target, text)));
        };
        all_hold(&["/sh/s/", "/fl/"], "First.");
        // A preview that watches no links yet reads them again when it does.
        write(root, "shared/s.md", &page("In place."));
        all_hold(&["/sh/s/", "/fl/"], "In place.");
        write(root, "shared/.s.swp", &page("Renamed."));
        fs::rename(root.join("shared/.s.swp"), root.join("shared/s.md")).unwrap();
        all_hold(&["/sh/s/", "/fl/"], "Renamed.");
        write(root, "content/b/other.md", &page("Second other."));
        all_hold(&["/b/other/", "/dup/"], "Second other.");
        write(root, "shared/deep/new.md", &page("New."));
        all_hold(&["/sh/deep/new/"], "New.");
        write(root, "shared/deep/new.md", &page("Newer."));
        all_hold(&["/sh/deep/new/"], "Newer.");
        // What a link leads to goes, and comes back.
        fs::remove_file(root.join("shared/s.md")).unwrap();
        preview.until("/sh/s/", "went", |answer| status(answer) == 404);
        preview.until_holds("/~soleus/state?at=/", "`content/fl.md` is a link to nothing");
        write(root, "shared/s.md", &page("Back."));
        all_hold(&["/sh/s/", "/fl/"], "Back.");
        preview.until_holds("/~soleus/state?at=/", "\"errors\":[]");
        // Another folder takes its place.
        fs::rename(root.join("shared"), root.join("old")).unwrap();
        write(root, "shared/s.md", &page("Of another folder."));
        all_hold(&["/sh/s/", "/fl/"], "Of another folder.");
        write(root, "shared/s.md", &page("And edited."));
        all_hold(&["/sh/s/", "/fl/"], "And edited.");
        // A link leads elsewhere, and a new one comes.
        write(root, "more/deep/m.md", &page("More."));
        fs::remove_file(root.join("content/fl.md")).unwrap();
        symlink("../more/deep/m.md", root.join("content/fl.md")).unwrap();
        symlink("../more", root.join("content/mo")).unwrap();
        all_hold(&["/fl/", "/mo/deep/m/"], "More.");
        write(root, "more/deep/m.md", &page("Even more."));
        all_hold(&["/fl/", "/mo/deep/m/"], "Even more.");
        preview.until_said("are the same as a clean build's");
        assert!(!preview.errors().contains("defect"), "{}", preview.errors());
    }
}

/// Links that lead out or to nothing, a file that is too large to be read, and one that may not be read: each is told
/// when it comes, and goes by itself.
#[test]
#[cfg(unix)]
fn problems_of_loading_come_and_go_by_themselves() {
    use std::os::unix::fs::{PermissionsExt as _, symlink};
    for more in [&[][..], &["--poll"]] {
        let folder = site(PAGES);
        let root = folder.path();
        let preview = Preview::start(root, more);
        preview.until_said("no errors");
        preview.until_holds("/~soleus/state?at=/", "\"checked\":true");
        let mut stream = preview.stream();
        let mut said = 0;
        let mut until_told = |what: &str| {
            preview.until_holds("/~soleus/state?at=/", what);
            preview.until_holds("/~soleus/state?at=/", "\"checked\":true");
            stream.until("event: checked");
            // The terminal has its lines: of the problem, or that there is none any more.
            let line = if what == "\"errors\":[]" { "no errors" } else { what };
            let start = Instant::now();
            while !preview.errors()[said..].contains(line) {
                assert!(start.elapsed() < LONG, "{line:?} was never said: {}", preview.errors());
                thread::sleep(Duration::from_millis(10));
            }
            said = preview.errors().len();
        };
        let link = root.join("content/link.md");
        symlink("/etc/hosts", &link).unwrap();
        until_told("is a link that leads out of the site");
        fs::remove_file(&link).unwrap();
        until_told("\"errors\":[]");
        symlink("nowhere.md", &link).unwrap();
        until_told("is a link to nothing: there is no `nowhere.md`");
        fs::remove_file(&link).unwrap();
        until_told("\"errors\":[]");
        let large = root.join("content/large.bin");
        fs::File::create(&large).unwrap().set_len(u64::from(u32::MAX)).unwrap();
        until_told("it is 4 GiB or larger");
        fs::File::create(&large).unwrap();
        until_told("\"errors\":[]");
        let secret = root.join("content/secret.md");
        write(root, "content/secret.md", "---\ntitle: Secret\n---\nText.\n");
        preview.until_holds("/secret/", "Text.");
        fs::set_permissions(&secret, fs::Permissions::from_mode(0o000)).unwrap();
        // An administrator may read all files.
        if fs::read(&secret).is_err() {
            until_told("`content/secret.md` cannot be read");
            preview.until("/secret/", "went", |answer| status(answer) == 404);
            fs::set_permissions(&secret, fs::Permissions::from_mode(0o644)).unwrap();
            until_told("\"errors\":[]");
            preview.until_holds("/secret/", "Text.");
        }
    }
}

#[test]
fn errors_are_listed_and_the_last_good_page_stays() {
    let folder = site(PAGES);
    let preview = Preview::start(folder.path(), &["--drafts"]);
    preview.until_holds("/a/calf/", "The first text.");
    write(folder.path(), "content/a/calf.md", "---\ntitle: Calf\n---\nSee [[nowhere]] <b>now</b>.\n");
    let state = preview.until("/~soleus/state?at=/a/calf/", "listed the error", |answer| answer.contains("L001"));
    let state: serde_json::Value = serde_json::from_str(body(&state)).unwrap();
    let error = &state["errors"][0];
    assert_eq!(
        (&error["path"], &error["line"], &error["text"]),
        (&"content/a/calf.md".into(), &4.into(), &"See [[nowhere]] <b>now</b>.".into())
    );
    assert!(error["help"].as_str().is_some_and(|help| !help.is_empty()));
    assert_eq!((&state["kept"], &state["source"]), (&true.into(), &"content/a/calf.md".into()));
    assert_eq!(state["notes"][0]["code"], "M001");
    preview.until_holds("/a/calf/", "The first text.");
    write(folder.path(), "content/site.yaml", "name: [\n");
    preview.until("/~soleus/state?at=/", "listed the error", |answer| answer.contains("S001"));
    preview.until_holds("/", "Calf");
    write(folder.path(), "content/site.yaml", "name: Mended\nlanguage: en-GB\n");
    write(folder.path(), "content/a/calf.md", "---\ntitle: Calf\ndraft: true\n---\nThe last text.\n");
    preview.until_holds("/a/calf/", "The last text.");
    preview.until_holds("/", "Mended");
    let state = preview.state("/a/calf/");
    assert_eq!(
        (&state["errors"], &state["draft"], &state["kept"]),
        (&serde_json::json!([]), &true.into(), &false.into())
    );
}

/// A picture whose first bytes are sound is decoded after the check of all pages.
#[test]
fn a_picture_that_breaks_off_is_an_error_until_it_is_mended() {
    let mut picture = Cursor::new(Vec::new());
    RgbImage::from_fn(700, 300, |x, y| Rgb([(x % 251) as u8, (y % 241) as u8, 7]))
        .write_to(&mut picture, ImageFormat::Png)
        .unwrap();
    let picture = picture.into_inner();
    let folder = site(PAGES);
    let file = folder.path().join("content/a/photo.png");
    write(folder.path(), "content/a/photo.md", "---\ntitle: Photo\n---\n![p](photo.png)\n");
    fs::write(&file, &picture).unwrap();
    let preview = Preview::start(folder.path(), &[]);
    preview.until_said("no errors");
    fs::write(&file, &picture[..200]).unwrap();
    let told = "`photo.png` cannot be read as a picture: unexpected end of file";
    preview.until_holds("/~soleus/state?at=/", told);
    preview.until_said(told);
    fs::write(&file, &picture).unwrap();
    preview.until_holds("/~soleus/state?at=/", "\"errors\":[]");
}

#[test]
fn of_many_errors_the_first_are_listed_and_all_are_counted() {
    let links: String = (0..250).map(|number| format!("See [[nowhere {number}]].\n\n")).collect();
    let page = format!("---\ntitle: Many\n---\n{links}");
    let folder = site(&[("content/index.md", "---\ntitle: Home\n---\nText.\n"), ("content/many.md", &page)]);
    let preview = Preview::start(folder.path(), &[]);
    preview.until_holds("/~soleus/state?at=/", "\"checked\":true");
    let state = preview.state("/");
    assert_eq!((state["errors"].as_array().unwrap().len(), &state["count"]), (200, &250.into()));
    write(folder.path(), "content/many.md", "---\ntitle: Few\n---\nSee [[nowhere]].\n");
    preview.until_holds("/~soleus/state?at=/", "\"count\":1,");
}

#[test]
fn a_port_that_is_taken() {
    let folder = site(PAGES);
    let taken = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = taken.local_addr().unwrap().port().to_string();
    let (code, out, errors) = end(&soleus(folder.path(), &["serve", "--port", &port]));
    assert_eq!((code, out.as_str()), (2, ""));
    assert!(errors.contains(&format!("port {port} is taken")) && errors.contains("help:"), "{errors}");
    // The usual one moves on.
    let usual = TcpListener::bind("127.0.0.1:4000");
    let preview = Preview::start_at(folder.path(), &[]);
    assert_ne!(preview.port, 4000);
    preview.until_said("port 4000 is taken");
    drop(usual);
}

#[test]
#[cfg(unix)]
fn an_interrupt_stops_it_cleanly() {
    let folder = site(PAGES);
    let mut preview = Preview::start(folder.path(), &[]);
    preview.until_said("no errors");
    let id = preview.child.id().to_string();
    assert!(Command::new("kill").args(["-INT", &id]).status().unwrap().success());
    assert_eq!(preview.child.wait().unwrap().code(), Some(0));
    preview.until_said("stopped");
}

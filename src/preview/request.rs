//! Reads the head of an HTTP request, and writes answers. The preview is read only: there is no body to read.
//!
//! What is not plainly a request is refused with the status that says why; nothing here trusts a length or a name.

use std::sync::Arc;

use crate::render::headers;

/// The largest head that is read, in bytes: a browser's is about a thousand.
pub const LARGEST_HEAD: usize = 16 * 1024;

/// A request without a body.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Request {
    /// `GET` or `HEAD`.
    pub method: Method,
    /// The path as written, without the query.
    pub path: String,
    /// The query as written, without `?`.
    pub query: String,
    headers: Vec<(String, String)>,
    /// Whether it came from this machine.
    pub is_local: bool,
}

/// What is asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Method {
    /// The answer with its bytes.
    Get,
    /// The answer without its bytes.
    Head,
}

/// An answer.
#[derive(Clone, Debug)]
pub struct Reply {
    /// The status: 200, 404.
    pub status: u16,
    /// Headers besides those that every answer has.
    pub headers: Vec<(&'static str, String)>,
    /// The bytes.
    pub body: Arc<[u8]>,
}

/// What a request leads to.
#[derive(Clone, Debug)]
pub enum Answer {
    /// An answer that ends.
    Reply(Reply),
    /// A stream of events that stays open.
    Events,
}

impl Request {
    /// Reads a head, up to and with its empty line.
    ///
    /// # Errors
    /// The status to answer with: 400, 405, 431 or 505.
    pub fn read(head: &[u8], is_local: bool) -> Result<Self, u16> {
        let text = std::str::from_utf8(head).map_err(|_| 400_u16)?;
        let mut lines = text.split("\r\n");
        let mut words = lines.next().unwrap_or_default().split(' ');
        let (method, target, version) = (words.next(), words.next(), words.next());
        let version = version.filter(|_| words.next().is_none()).ok_or(400_u16)?;
        if !version.starts_with("HTTP/1.") {
            return Err(505);
        }
        let method = match method {
            Some("GET") => Method::Get,
            Some("HEAD") => Method::Head,
            Some(_) | None => return Err(405),
        };
        let target = target.filter(|target| target.starts_with('/')).ok_or(400_u16)?;
        let (path, query) = target.split_once('?').unwrap_or((target, ""));
        let mut headers = Vec::new();
        for line in lines.take_while(|line| !line.is_empty()) {
            let (name, value) = line.split_once(':').ok_or(400_u16)?;
            let sound = !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_graphic());
            if !sound || headers.len() == 100 {
                return Err(if sound { 431 } else { 400 });
            }
            headers.push((name.to_ascii_lowercase(), value.trim().to_owned()));
        }
        Ok(Self { method, path: path.to_owned(), query: query.to_owned(), headers, is_local })
    }

    /// A header by its name in lower case. One that is given twice is none: two hosts are no host.
    #[must_use]
    pub fn header(&self, name: &str) -> Option<&str> {
        let mut values = self.headers.iter().filter(|(other, _)| other == name).map(|(_, value)| value.as_str());
        values.next().filter(|_| values.next().is_none())
    }

    /// Whether there is such a header, even twice.
    #[must_use]
    pub fn has_header(&self, name: &str) -> bool {
        self.headers.iter().any(|(other, _)| other == name)
    }

    /// A value of the query, decoded.
    #[must_use]
    pub fn asked(&self, name: &str) -> Option<String> {
        let mut pairs = self.query.split('&').filter_map(|pair| pair.split_once('='));
        decoded(pairs.find(|(key, _)| *key == name)?.1)
    }
}

/// Text with `%20` and its like as the characters they stand for; `None` where that is no text.
#[must_use]
pub fn decoded(text: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let Some((first, after)) = rest.split_first() {
        rest = after;
        if *first == b'%' {
            let (hex, after) = after.split_at_checked(2)?;
            let hex = std::str::from_utf8(hex).ok().filter(|hex| hex.bytes().all(|digit| digit.is_ascii_hexdigit()))?;
            bytes.push(u8::from_str_radix(hex, 16).ok()?);
            rest = after;
        } else {
            bytes.push(*first);
        }
    }
    String::from_utf8(bytes).ok()
}

impl Reply {
    /// An answer with text of a type.
    #[must_use]
    pub fn new(status: u16, kind: &str, body: impl Into<Arc<[u8]>>) -> Self {
        Self { status, headers: vec![("Content-Type", kind.to_owned())], body: body.into() }
    }

    /// A plain line for a person.
    #[must_use]
    pub fn line(status: u16, text: &str) -> Self {
        Self::new(status, "text/plain; charset=utf-8", format!("{text}\n").into_bytes())
    }

    /// The same with one more header.
    #[must_use]
    pub fn with(mut self, name: &'static str, value: impl Into<String>) -> Self {
        self.headers.push((name, value.into()));
        self
    }

    /// The bytes that go over the wire. Each answer closes its connection, so that an idle browser holds none.
    #[must_use]
    pub fn bytes(&self, method: Method) -> Vec<u8> {
        let mut bytes = head(self.status, &self.headers);
        bytes.extend_from_slice(format!("Content-Length: {}\r\nConnection: close\r\n\r\n", self.body.len()).as_bytes());
        if method == Method::Get {
            bytes.extend_from_slice(&self.body);
        }
        bytes
    }
}

/// The head of a stream of events.
#[must_use]
pub fn events_head() -> Vec<u8> {
    let headers = [("Content-Type", "text/event-stream".to_owned())];
    let mut bytes = head(200, &headers);
    bytes.extend_from_slice(b"Connection: keep-alive\r\n\r\nretry: 500\n\n");
    bytes
}

fn head(status: u16, headers: &[(&'static str, String)]) -> Vec<u8> {
    let mut head = format!("HTTP/1.1 {status} {}\r\n", reason(status));
    for (name, value) in headers {
        // A line break would begin a header of its own.
        let value: String = value.chars().filter(|letter| !letter.is_control()).collect();
        head.push_str(&format!("{name}: {value}\r\n"));
    }
    // The same as the built site's host is to say; the preview has no `https`.
    for (name, value) in headers::ALWAYS {
        head.push_str(&format!("{name}: {value}\r\n"));
    }
    head.push_str(&format!("Cross-Origin-Resource-Policy: same-origin\r\nCache-Control: {}\r\n", headers::ASK));
    head.into_bytes()
}

fn reason(status: u16) -> &'static str {
    match status {
        200 => "OK",
        302 => "Found",
        304 => "Not Modified",
        400 => "Bad Request",
        403 => "Forbidden",
        404 => "Not Found",
        405 => "Method Not Allowed",
        421 => "Misdirected Request",
        431 => "Request Header Fields Too Large",
        500 => "Internal Server Error",
        505 => "HTTP Version Not Supported",
        _ => "Error",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn refused(head: &str, status: u16) {
        assert_eq!(Request::read(head.as_bytes(), true), Err(status), "{head:?}");
    }

    #[test]
    fn what_is_no_plain_request_is_refused_with_its_reason() {
        refused("", 400);
        refused("GET /\r\n\r\n", 400);
        refused("GET / HTTP/1.1 x\r\n\r\n", 400);
        refused("GET / HTTP/2\r\n\r\n", 505);
        refused("POST / HTTP/1.1\r\n\r\n", 405);
        refused("GET http://evil.example/ HTTP/1.1\r\n\r\n", 400);
        refused("GET / HTTP/1.1\r\nno colon\r\n\r\n", 400);
        refused("GET / HTTP/1.1\r\nbad name: x\r\n\r\n", 400);
        refused(&format!("GET / HTTP/1.1\r\n{}\r\n", "a: b\r\n".repeat(101)), 431);
    }

    #[test]
    fn a_header_given_twice_is_none() {
        let request = Request::read(b"GET /a?b=c%20d HTTP/1.1\r\nHost: x\r\nhost: y\r\nA: 1\r\n\r\n", true).unwrap();
        assert_eq!((request.header("host"), request.has_header("host")), (None, true));
        assert_eq!((request.header("a"), request.asked("b").as_deref()), (Some("1"), Some("c d")));
    }

    #[test]
    fn a_line_break_in_a_value_begins_no_header() {
        let bytes = Reply::line(302, "x").with("Location", "/a\r\nSet-Cookie: b").bytes(Method::Head);
        assert!(String::from_utf8(bytes).unwrap().contains("Location: /aSet-Cookie: b\r\n"));
    }

    #[test]
    fn text_that_is_no_text_is_not_decoded() {
        assert_eq!(decoded("a%20b"), Some("a b".to_owned()));
        for text in ["%", "%4", "%zz", "%+1", "%ff"] {
            assert_eq!(decoded(text), None, "{text}");
        }
    }
}

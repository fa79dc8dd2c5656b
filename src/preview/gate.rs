//! Decides who may ask: requests for our own host, from our own pages, and from other machines with the run's token
//! only.
//!
//! A page of any web site can send requests to a server on this machine. It cannot give them our `Host` by rebinding a
//! name of its own, cannot hide its `Origin`, and cannot know the token.

use super::request::{Reply, Request};

/// Where a phone brings its token.
pub const ENTER: &str = "/~soleus/enter";

/// The cookie that holds the token.
const COOKIE: &str = "soleus-preview";

/// Who may ask.
#[derive(Clone, Debug)]
pub struct Gate {
    /// The hosts that this server is, with the port: `127.0.0.1:4000`.
    hosts: Vec<String>,
    /// The token that other machines must have.
    token: Option<String>,
}

impl Gate {
    /// The gate of a server at `port`, and at `address` in the local network for those who have the token.
    #[must_use]
    pub fn new(port: u16, shared: Option<(String, String)>) -> Self {
        let mut hosts: Vec<String> = ["127.0.0.1", "localhost", "[::1]"].map(|host| format!("{host}:{port}")).to_vec();
        let token = shared.map(|(address, token)| {
            hosts.push(format!("{address}:{port}"));
            token
        });
        if port == 80 {
            // Browsers leave the usual port out.
            let bare: Vec<String> =
                hosts.iter().filter_map(|host| host.strip_suffix(":80")).map(str::to_owned).collect();
            hosts.extend(bare);
        }
        Self { hosts, token }
    }

    /// Lets a request through, or gives the answer that refuses it.
    ///
    /// # Errors
    /// The refusal, or the answer to a token that is right.
    pub fn admit(&self, request: &Request) -> Result<(), Box<Reply>> {
        let refuse = |status, text| Err(Box::new(Reply::line(status, text)));
        let host = request.header("host").map(str::to_ascii_lowercase);
        if !host.is_some_and(|host| self.hosts.contains(&host)) {
            return refuse(421, "this preview answers for its own address only");
        }
        if request.has_header("origin") && !request.header("origin").is_some_and(|origin| self.is_own(origin)) {
            return refuse(403, "another web site asked for this page");
        }
        let from_elsewhere = matches!(request.header("sec-fetch-site"), Some("cross-site" | "same-site"));
        let followed_link = request.header("sec-fetch-mode") == Some("navigate");
        if from_elsewhere && !followed_link {
            return refuse(403, "another web site asked for this page");
        }
        if request.is_local {
            return Ok(());
        }
        let Some(token) = &self.token else { return refuse(403, "this preview is for its own machine only") };
        if request.path == ENTER && request.asked("token").is_some_and(|given| same(&given, token)) {
            let cookie = format!("{COOKIE}={token}; Path=/; HttpOnly; SameSite=Strict");
            return Err(Box::new(Reply::line(302, "welcome").with("Location", "/").with("Set-Cookie", cookie)));
        }
        let cookies = request.header("cookie").unwrap_or_default().split(';');
        let mut values = cookies.filter_map(|pair| pair.trim().split_once('='));
        if values.any(|(name, value)| name == COOKIE && same(value, token)) {
            Ok(())
        } else {
            refuse(403, "open the address that the preview shows, with its token")
        }
    }

    fn is_own(&self, origin: &str) -> bool {
        origin.strip_prefix("http://").is_some_and(|host| self.hosts.iter().any(|own| own == host))
    }
}

/// Whether two texts are the same, in a time that does not tell where they differ.
fn same(left: &str, right: &str) -> bool {
    let differs = left.bytes().zip(right.bytes()).fold(0, |differs, (left, right)| differs | (left ^ right));
    left.len() == right.len() && differs == 0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(gate: &Gate, headers: &str, is_local: bool, status: Option<u16>) {
        let head = format!("GET /~soleus/enter?token=abc HTTP/1.1\r\n{headers}\r\n");
        let request = Request::read(head.as_bytes(), is_local).unwrap();
        assert_eq!(gate.admit(&request).err().map(|reply| reply.status), status, "{headers}");
    }

    #[test]
    fn only_our_own_host_and_pages_are_answered() {
        let gate = Gate::new(4000, None);
        check(&gate, "Host: 127.0.0.1:4000\r\n", true, None);
        check(&gate, "Host: LocalHost:4000\r\nOrigin: http://localhost:4000\r\n", true, None);
        check(&gate, "", true, Some(421));
        check(&gate, "Host: evil.example:4000\r\n", true, Some(421));
        check(&gate, "Host: 127.0.0.1:4001\r\n", true, Some(421));
        check(&gate, "Host: 127.0.0.1:4000\r\nHost: 127.0.0.1:4000\r\n", true, Some(421));
        check(&gate, "Host: 127.0.0.1:4000\r\nOrigin: https://evil.example\r\n", true, Some(403));
        check(&gate, "Host: 127.0.0.1:4000\r\nOrigin: null\r\n", true, Some(403));
        check(
            &gate,
            "Host: 127.0.0.1:4000\r\nSec-Fetch-Site: cross-site\r\nSec-Fetch-Mode: no-cors\r\n",
            true,
            Some(403),
        );
        check(&gate, "Host: 127.0.0.1:4000\r\nSec-Fetch-Site: cross-site\r\nSec-Fetch-Mode: navigate\r\n", true, None);
        check(&gate, "Host: 127.0.0.1:4000\r\n", false, Some(403));
        check(&gate, "Host: 127.0.0.1\r\n", true, Some(421));
        check(&Gate::new(80, None), "Host: 127.0.0.1\r\nOrigin: http://127.0.0.1\r\n", true, None);
    }

    #[test]
    fn another_machine_needs_the_token() {
        let gate = Gate::new(4000, Some(("192.0.2.7".to_owned(), "abc".to_owned())));
        check(&gate, "Host: 192.0.2.7:4000\r\n", false, Some(302));
        let gate = Gate::new(4000, Some(("192.0.2.7".to_owned(), "abd".to_owned())));
        check(&gate, "Host: 192.0.2.7:4000\r\n", false, Some(403));
        check(&gate, "Host: 192.0.2.7:4000\r\nCookie: a=b; soleus-preview=abd\r\n", false, None);
        check(&gate, "Host: 192.0.2.7:4000\r\nCookie: soleus-preview=ab\r\n", false, Some(403));
        check(&gate, "Host: 192.0.2.8:4000\r\nCookie: soleus-preview=abd\r\n", false, Some(421));
    }
}

//! Addresses of what a site publishes, and the links between them.
//!
//! An [`Address`] counts from the site's root and begins with `/`. Links between addresses are relative, so that a
//! site works under any prefix and, in the [`LinkForm::Offline`] form, from a folder without a server.

use std::fmt;
use std::sync::Arc;

use super::bytes::Set;

/// Where something is published, from the site's root: `/strains/soleus-strain/` or `/feed.xml`.
///
/// A page's address ends in `/`; a file's does not. No segment is empty, `.` or `..`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Address(Arc<str>);

/// How links between pages are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum LinkForm {
    /// `../strain/`: for a web server.
    #[default]
    Pretty,
    /// `../strain/index.html`: for a folder or a USB stick.
    Offline,
}

impl Address {
    /// The site's home page, `/`.
    #[must_use]
    pub fn root() -> Self {
        Self(Arc::from("/"))
    }

    /// An address from its segments, as a page (`page`) or a file.
    ///
    /// Segments that are empty or step out of the site (`.`, `..`) are left out.
    #[must_use]
    pub fn from_segments<'a>(segments: impl IntoIterator<Item = &'a str>, form: Form) -> Self {
        let mut text = String::from("/");
        for segment in segments.into_iter().filter(|segment| !matches!(*segment, "" | "." | "..")) {
            text.push_str(segment);
            text.push('/');
        }
        if form == Form::File && text.len() > 1 {
            text.pop();
        }
        Self(text.into())
    }

    /// An address as an author writes it in `redirect_from`: from the root, without `..`, `\` or a host.
    ///
    /// Gives `None` for anything else.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let inner = text.strip_prefix('/')?;
        if inner.contains(['\\', '?', '#', '\0', ':']) {
            return None;
        }
        let trimmed = inner.strip_suffix('/').unwrap_or(inner);
        let sound = trimmed.is_empty() || trimmed.split('/').all(|part| !matches!(part, "" | "." | ".."));
        sound.then(|| Self(text.into()))
    }

    /// The page one level below: `/a/` and `b` give `/a/b/`.
    #[must_use]
    pub fn child(&self, segment: &str) -> Self {
        Self(format!("{}{segment}/", self.folder()).into())
    }

    /// A file beside the page: `/a/` and `flow.svg` give `/a/flow.svg`.
    #[must_use]
    pub fn file(&self, name: &str) -> Self {
        Self(format!("{}{name}", self.folder()).into())
    }

    /// The page one level above; the root's is the root itself.
    #[must_use]
    pub fn parent(&self) -> Self {
        let trimmed = self.0.strip_suffix('/').unwrap_or(&self.0);
        let end = trimmed.rfind('/').map_or(0, |slash| slash + 1);
        Self(trimmed.get(..end).filter(|rest| !rest.is_empty()).unwrap_or("/").into())
    }

    /// The whole address, from `/`.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Whether this is a page (ends in `/`), not a file.
    #[must_use]
    pub fn is_page(&self) -> bool {
        self.0.ends_with('/')
    }

    /// The segments between the slashes.
    pub fn segments(&self) -> impl Iterator<Item = &str> {
        self.0.split('/').filter(|part| !part.is_empty())
    }

    /// The file this is written to, from the output's root: `/a/` gives `a/index.html`.
    #[must_use]
    pub fn output_path(&self) -> String {
        let inner = self.0.trim_start_matches('/');
        if self.is_page() { format!("{inner}index.html") } else { inner.to_owned() }
    }

    /// The link from this page to `target`, percent-encoded, without a fragment.
    #[must_use]
    pub fn link_to(&self, target: &Address, form: LinkForm) -> String {
        let here = self.folder();
        let there = target.folder();
        let shared = shared_folder(here, there);
        let ups = here.bytes().skip(shared).filter(|byte| *byte == b'/').count();
        let rest = target.0.get(shared..).unwrap_or_default();
        let mut link = String::with_capacity(ups * "../".len() + rest.len() + "index.html".len());
        (0..ups).for_each(|_| link.push_str("../"));
        encode_into(&mut link, rest);
        match form {
            LinkForm::Offline if target.is_page() => link.push_str("index.html"),
            _ if link.is_empty() => link.push_str("./"),
            _ => {}
        }
        link
    }

    /// The address percent-encoded, for an absolute link after a base address.
    #[must_use]
    pub fn encoded(&self) -> String {
        let mut text = String::with_capacity(self.0.len());
        encode_into(&mut text, &self.0);
        text
    }

    /// The folder part, with the last `/`.
    fn folder(&self) -> &str {
        let end = self.0.bytes().rposition(|byte| byte == b'/').map_or(0, |slash| slash + 1);
        self.0.get(..end).unwrap_or("/")
    }
}

/// Whether an address is a page or a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// Ends in `/`, written as `index.html`.
    Page,
    /// Written under its own name.
    File,
}

impl fmt::Display for Address {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0)
    }
}

/// Length of the longest common folder of two folders, both ending in `/`.
fn shared_folder(left: &str, right: &str) -> usize {
    let same = left.bytes().zip(right.bytes()).take_while(|(a, b)| a == b).count();
    let folders = left.as_bytes().get(..same).unwrap_or_default();
    folders.iter().rposition(|byte| *byte == b'/').map_or(0, |slash| slash + 1)
}

/// What may stand in a path (RFC 3986, section 3.3).
const PLAIN: Set = Set::of(b"abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-._~/!$&()*+,;=@");

/// Percent-encodes what may not stand in a path, keeping `/`.
fn encode_into(out: &mut String, path: &str) {
    const HEX: [char; 16] = ['0', '1', '2', '3', '4', '5', '6', '7', '8', '9', 'A', 'B', 'C', 'D', 'E', 'F'];
    let mut from = 0;
    for (at, byte) in path.bytes().enumerate() {
        if PLAIN.holds(byte) {
            continue;
        }
        // What is plain is taken in one piece: a site has some hundred thousand links, and hardly a letter to encode.
        out.push_str(path.get(from..at).unwrap_or_default());
        from = at + 1;
        out.push('%');
        for nibble in [byte >> 4, byte & 15] {
            out.extend(HEX.get(usize::from(nibble)));
        }
    }
    out.push_str(path.get(from..).unwrap_or_default());
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(from: &str, to: &str, pretty: &str, offline: &str) {
        let (from, to) = (Address(from.into()), Address(to.into()));
        assert_eq!(from.link_to(&to, LinkForm::Pretty), pretty);
        assert_eq!(from.link_to(&to, LinkForm::Offline), offline);
    }

    #[test]
    fn links_are_relative_and_offline_links_name_the_file() {
        check("/a/b/", "/a/c/", "../c/", "../c/index.html");
        check("/", "/a/c/", "a/c/", "a/c/index.html");
        check("/a/b/", "/", "../../", "../../index.html");
        check("/a/b/", "/a/b/", "./", "index.html");
        check("/a/b/", "/a/b/flow.svg", "flow.svg", "flow.svg");
        check("/a/b/", "/theme/site.css", "../../theme/site.css", "../../theme/site.css");
        check("/ab/", "/a/", "../a/", "../a/index.html");
        check("/", "/wadé/", "wad%C3%A9/", "wad%C3%A9/index.html");
    }

    #[test]
    fn parent_of_page_file_and_root() {
        assert_eq!(Address(Arc::from("/a/b/")).parent().as_str(), "/a/");
        assert_eq!(Address(Arc::from("/a/b.svg")).parent().as_str(), "/a/");
        assert_eq!(Address::root().parent().as_str(), "/");
    }

    #[test]
    fn an_address_that_leaves_the_site_is_refused() {
        for text in ["/../x/", "x/", "//evil.example/", "/a/./b/", "/a\\b/", "https://x/"] {
            assert_eq!(Address::parse(text), None, "{text}");
        }
        assert!(Address::parse("/old/x/").is_some());
    }
}

//! Where a source is found: the links after a printed reference, each place once.
//!
//! A DOI, a PubMed number and a PubMed Central number become addresses of those services; a web page is named by its
//! host. What is no address of the web is printed and not linked.

use crate::base::html::{escape, escape_into};
use crate::cite::identifier::{self, Identifier};

/// The variables that become links, in the order they are printed in.
pub const VARIABLES: [&str; 4] = ["DOI", "PMID", "PMCID", "URL"];

/// A place where a source is found.
pub struct Link {
    /// The address; `None` for a text that is no address we may link to.
    pub address: Option<String>,
    /// What a reader sees of it on a page.
    pub label: String,
    /// What plain text says.
    pub plain: String,
}

impl Link {
    /// The link as inline HTML, escaped.
    #[must_use]
    pub fn html(&self) -> String {
        let Some(address) = &self.address else {
            return escape(&self.label);
        };
        let mut html = String::from("<a href=\"");
        escape_into(&mut html, address);
        html.push_str("\">");
        escape_into(&mut html, &self.label);
        html.push_str("</a>");
        html
    }
}

/// The links of a reference. `value` gives the text of a variable, trimmed.
///
/// An address that leads to the reference's own DOI or PubMed page is that number's link, not one more.
pub fn links(value: impl Fn(&str) -> Option<String>) -> Vec<Link> {
    let address = value("URL").filter(|address| !address.is_empty());
    let behind = address.as_deref().and_then(Identifier::from_address);
    let mut links = Vec::new();
    for (name, read) in [("DOI", doi as fn(&str) -> Option<Identifier>), ("PMID", pmid), ("PMCID", pmcid)] {
        match value(name).filter(|written| !written.is_empty()) {
            Some(written) => links.push(read(&written).as_ref().map_or_else(|| unlinked(name, &written), numbered)),
            None => links.extend(behind.as_ref().filter(|found| variable(found) == name).map(numbered)),
        }
    }
    if behind.is_none() {
        links.extend(address.map(web));
    }
    links
}

fn doi(text: &str) -> Option<Identifier> {
    identifier::doi(text).map(Identifier::Doi)
}

fn pmid(text: &str) -> Option<Identifier> {
    identifier::pmid(text).map(Identifier::Pmid)
}

fn pmcid(text: &str) -> Option<Identifier> {
    identifier::pmcid(text).map(Identifier::Pmcid)
}

fn variable(identifier: &Identifier) -> &'static str {
    match identifier {
        Identifier::Doi(_) => "DOI",
        Identifier::Pmid(_) => "PMID",
        Identifier::Pmcid(_) => "PMCID",
    }
}

fn numbered(identifier: &Identifier) -> Link {
    Link { address: Some(identifier.address()), label: identifier.label(), plain: identifier.label() }
}

fn unlinked(name: &str, written: &str) -> Link {
    let label = format!("{name} {written}");
    Link { address: None, plain: label.clone(), label }
}

/// The link to a web page, named by its host.
fn web(address: String) -> Link {
    let Some(host) = host(&address) else {
        return Link { address: None, label: address.clone(), plain: address };
    };
    let label = host.strip_prefix("www.").unwrap_or(host).to_owned();
    Link { address: Some(identifier::encoded_address(&address)), label, plain: address }
}

/// The host of a web address, without a user's name in front. `None` for other schemes.
fn host(address: &str) -> Option<&str> {
    let after_scheme = |scheme: &str| {
        let (head, rest) = address.split_at_checked(scheme.len())?;
        head.eq_ignore_ascii_case(scheme).then_some(rest)
    };
    let rest = after_scheme("https://").or_else(|| after_scheme("http://"))?;
    let host = rest.split(['/', '?', '#', '\\']).next()?.rsplit('@').next()?;
    (!host.is_empty()).then_some(host)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(variables: &[(&str, &str)], expected: &[&str]) {
        let value = |name: &str| variables.iter().find(|(key, _)| *key == name).map(|(_, value)| (*value).to_owned());
        let html: Vec<String> = links(value).iter().map(Link::html).collect();
        assert_eq!(html, expected);
    }

    #[test]
    fn an_address_that_is_the_doi_is_linked_once() {
        let once = &["<a href=\"https://doi.org/10.1/X\">doi:10.1/X</a>"];
        check(&[("DOI", "https://doi.org/10.1/X"), ("URL", "http://dx.doi.org/10.1/x")], once);
        check(&[("URL", "https://doi.org/10.1/X")], once);
    }

    #[test]
    fn only_web_addresses_are_linked() {
        check(&[("URL", "javascript:alert(1)")], &["javascript:alert(1)"]);
        check(&[("DOI", "<none>")], &["DOI &lt;none&gt;"]);
        check(&[("URL", "https://a.example/\" x=1")], &["<a href=\"https://a.example/%22%20x=1\">a.example</a>"]);
        check(
            &[("URL", "https://nhs.uk@evil.example/")],
            &["<a href=\"https://nhs.uk@evil.example/\">evil.example</a>"],
        );
    }
}

//! The sources of a sheet or a question, numbered as a reader meets them.

use serde::Serialize;

use crate::base::address::Address;
use crate::body::Site;
use crate::body::references::References;
use crate::model::text::{Cite, CiteSource};

/// A source of a sheet.
#[derive(Clone, Debug, Serialize)]
pub struct SourceView {
    /// Its number, from 1.
    pub number: usize,
    /// The source's id.
    pub id: String,
    /// Link to its page.
    pub href: String,
    /// The source as it is printed, as HTML.
    pub html: String,
    /// The same as plain text.
    pub text: String,
}

/// All sources in the order of their numbers.
#[must_use]
pub fn view(site: &Site, from: &Address, references: &References) -> Vec<SourceView> {
    let views = references.list.iter().enumerate().filter_map(|(place, cited)| {
        let page = site.index.page(cited.page)?;
        let citation = site.citations.get(&cited.page);
        Some(SourceView {
            number: place + 1,
            id: page.stem().to_owned(),
            href: site.link(from, &page.address),
            html: citation.map(|citation| citation.html.clone()).unwrap_or_default(),
            text: citation.map(|citation| citation.text.clone()).unwrap_or_default(),
        })
    });
    views.collect()
}

/// The numbers of the references that `cites` names, ascending.
pub(super) fn numbers(site: &Site, cites: &[Cite], references: &mut References) -> Vec<usize> {
    let mut numbers: Vec<usize> = cites
        .iter()
        .filter_map(|cite| match &cite.source {
            CiteSource::Reference(id) => site.index.references.get(id).map(|page| references.number(*page)),
            CiteSource::Own | CiteSource::Convention => None,
        })
        .collect();
    numbers.sort_unstable();
    numbers.dedup();
    numbers
}

//! The sentence around a mention, for "mentioned in".

use super::Site;
use super::cards::word_key;
use super::writer::target_title;
use crate::base::html::escape_into;
use crate::model::facts::SentencePart;
use crate::model::page::{Page, PageId};
use crate::resolve::graph::Backlink;

/// The sentence that mentions a page, as HTML with the mention marked; empty for a transclusion.
#[must_use]
pub fn html(site: &Site, backlink: Backlink, target: &Page) -> String {
    let Some(from) = site.index.page(backlink.from) else { return String::new() };
    let mut html = String::new();
    for part in from.facts.mentions.sentence(backlink.mention) {
        match part {
            SentencePart::Text(text) => escape_into(&mut html, text),
            SentencePart::Here(words) => {
                html.push_str("<mark>");
                let title = site.index.fill(&target.meta.title);
                let words = words.map(|words| site.index.fill_str(words));
                escape_into(&mut html, words.as_deref().unwrap_or(&title));
                html.push_str("</mark>");
            }
            SentencePart::Link(number) => escape_into(&mut html, &link_title(site, backlink.from, number)),
            SentencePart::CardWord(kind) => {
                escape_into(&mut html, site.index.words(from.language).get(word_key(kind)));
            }
            SentencePart::Insert(name) => escape_into(&mut html, &site.index.insert(name).unwrap_or_default()),
        }
    }
    html.trim().to_owned()
}

fn link_title(site: &Site, from: PageId, link: u32) -> String {
    let page = site.index.page(from);
    let written = page.and_then(|page| page.document.links.get(link as usize));
    let target =
        site.bounds.get(from.index()).and_then(|bound| bound.links.get(link as usize)).and_then(Option::as_ref);
    match (written, target) {
        (Some(link), Some(target)) => target_title(site, link, target),
        _ => String::new(),
    }
}

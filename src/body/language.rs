//! The language of a page beside that of the page that links to it: readers are told before they follow the link.

use super::Site;
use crate::base::address::Address;
use crate::base::html::{escape, escape_into};
use crate::base::language::{direction, own_name, primary};
use crate::model::page::Page;

/// The language of a link's target, where it is another than that of the page the link stands on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OtherLanguage {
    /// The language (BCP 47).
    pub lang: String,
    /// Its writing direction.
    pub dir: &'static str,
    /// What it calls itself.
    pub name: String,
}

impl OtherLanguage {
    /// The words after a link: the language's name in itself, in brackets.
    pub fn write_mark(&self, out: &mut String) {
        let Self { lang, dir, name } = self;
        out.push_str(&format!(" <small class=\"in-language\" lang=\"{}\" dir=\"{dir}\">(", escape(lang)));
        escape_into(out, name);
        out.push_str(")</small>");
    }
}

/// The language of a page that a link leads to, if it is not that of the page at `from`.
#[must_use]
pub fn other_language(site: &Site, from: &Address, page: &Page) -> Option<OtherLanguage> {
    (site.index.language_of(from) != page.language).then(|| named(site, page.language))
}

/// A language of the site by its place.
#[must_use]
pub fn named(site: &Site, language: usize) -> OtherLanguage {
    let lang = site.index.language_code(language).to_owned();
    OtherLanguage { dir: direction(&lang), name: shown_name(site, &lang), lang }
}

/// What a language calls itself; with its region where the site has two forms of one language.
fn shown_name(site: &Site, code: &str) -> String {
    let name = own_name(code);
    let same = site.index.config.languages.iter().filter(|other| primary(other) == primary(code)).count();
    match code.split_once('-').filter(|_| same > 1) {
        Some((_, region)) => format!("{name} ({region})"),
        None => name.to_owned(),
    }
}

//! Which lists each language of a site has, and where: the A–Z, the glossary and the sources.

use crate::base::address::Address;
use crate::body::Site;
use crate::model::page::{Data, Page, PageId};

/// A list that is made from all pages of a language.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SiteList {
    /// All titles and other names.
    AToZ,
    /// All terms.
    Glossary,
    /// All sources.
    References,
}

impl SiteList {
    /// All lists.
    pub const ALL: [Self; 3] = [Self::AToZ, Self::Glossary, Self::References];

    /// The last part of its address.
    #[must_use]
    pub fn segment(self) -> &'static str {
        match self {
            Self::AToZ => "a-z",
            Self::Glossary => "glossary",
            Self::References => "references",
        }
    }
}

/// Where a language has a list; `None` where it has nothing to list.
#[must_use]
pub fn address(site: &Site, list: SiteList, language: usize) -> Option<Address> {
    let root = site.index.language_root(language);
    let mut published = site.index.published();
    let has_any = match list {
        SiteList::AToZ => language == 0 || site.index.nav.sections.contains_key(&root),
        SiteList::Glossary => {
            published.any(|(_, page)| page.language == language && matches!(page.data, Data::Term(_)))
        }
        SiteList::References => published.any(|(id, page)| lists_source(site, language, id, page)),
    };
    has_any.then(|| root.child(list.segment()))
}

/// Whether a page is a source that the list of a language holds: one written in that language, or one that a page of
/// that language cites. The default language has all sources that are its own.
#[must_use]
pub fn lists_source(site: &Site, language: usize, id: PageId, page: &Page) -> bool {
    let is_source = matches!(page.data, Data::Reference(_));
    is_source && (page.language == language || citing(site, language, id).next().is_some())
}

/// The pages of a language that cite a source.
pub fn citing(site: &Site, language: usize, source: PageId) -> impl Iterator<Item = PageId> {
    let cited_by = site.graph.cited_by.get(source.index()).into_iter().flatten().copied();
    cited_by.filter(move |id| site.index.page(*id).is_some_and(|page| page.language == language))
}

/// The addresses of all lists of a site. An article at one of them is the list's introduction.
#[must_use]
pub fn addresses(site: &Site) -> Vec<Address> {
    let languages = 0..site.index.language_count();
    languages
        .flat_map(|language| SiteList::ALL.into_iter().filter_map(move |list| address(site, list, language)))
        .collect()
}

/// The list that is published at an address, whether its language has anything to list or not.
#[must_use]
pub fn kind_of(site: &Site, address: &Address) -> Option<SiteList> {
    let root = site.index.language_root(site.index.language_of(address));
    SiteList::ALL.into_iter().find(|list| root.child(list.segment()) == *address)
}

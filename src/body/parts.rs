//! The events of a body as a page shows them, those of transcluded text too.

use crate::body::Site;
use crate::model::doc::Event;
use crate::model::kind::Kind;
use crate::model::page::{Page, PageId};
use crate::resolve::embeds::EmbedTarget;

/// Some events of a page.
#[derive(Clone, Copy)]
pub struct Part<'a> {
    /// The page whose text holds them.
    pub id: PageId,
    /// The same.
    pub page: &'a Page,
    /// The first event.
    pub from: u32,
    /// The event after the last.
    pub to: u32,
}

impl<'a> Part<'a> {
    /// All of a page.
    #[must_use]
    pub fn whole(id: PageId, page: &'a Page) -> Self {
        Self { id, page, from: 0, to: u32::MAX }
    }

    /// Its events.
    pub fn events(self) -> impl Iterator<Item = &'a Event> {
        let length = self.to.saturating_sub(self.from) as usize;
        self.page.document.events.iter().skip(self.from as usize).take(length).map(|(event, _)| event)
    }

    /// What a transclusion of this page shows of another. One of a page that has a card of its own kind shows that card
    /// and not its text.
    #[must_use]
    pub fn embedded(self, site: &'a Site, embed: u32) -> Option<Self> {
        let bound = site.bounds.get(self.id.index())?;
        let EmbedTarget { page: id, section } = bound.embeds.get(embed as usize).copied()??;
        let page: &Page = site.index.page(id)?;
        let is_card = matches!(page.kind(), Kind::Exercise | Kind::Decision | Kind::Programme);
        let (from, to) = section.unwrap_or((0, u32::MAX));
        (section.is_some() || !is_card).then_some(Self { id, page, from, to })
    }
}

//! The cards that a page shows, those of transcluded text too, and what a reader sees of each: the numbers its heading
//! names, and how many items its lists have. What stands in a footnote or is struck out does not count.

use crate::body::Site;
use crate::model::doc::{Card, Event, Tag};
use crate::model::kind::Kind;
use crate::model::page::{Page, PageId};
use crate::model::plain::Piece;
use crate::resolve::embeds::{DEEPEST, EmbedTarget};

/// A card as a page shows it.
#[derive(Clone, Copy)]
pub(super) struct Shown<'a> {
    /// The page whose text holds it.
    id: PageId,
    /// The same.
    pub(super) page: &'a Page,
    /// The card.
    pub(super) card: &'a Card,
    /// Up to which event its page is shown: a list beyond it reaches no reader.
    to: u32,
}

/// The cards of a page, in order.
pub(super) fn of_page<'a>(site: &'a Site, id: PageId, page: &'a Page) -> Vec<Shown<'a>> {
    let mut found = Vec::new();
    collect(site, Part { id, page, from: 0, to: u32::MAX }, 0, &mut found);
    found
}

/// Some events of a page.
#[derive(Clone, Copy)]
struct Part<'a> {
    id: PageId,
    page: &'a Page,
    from: u32,
    to: u32,
}

impl<'a> Part<'a> {
    fn events(self) -> impl Iterator<Item = &'a Event> {
        let length = self.to.saturating_sub(self.from) as usize;
        self.page.document.events.iter().skip(self.from as usize).take(length).map(|(event, _)| event)
    }

    /// What a transclusion of this page shows of another. One of a page that has a card of its own kind shows that card
    /// and not its text.
    fn embedded(self, site: &'a Site, embed: u32) -> Option<Self> {
        let bound = site.bounds.get(self.id.index())?;
        let EmbedTarget { page: id, section } = bound.embeds.get(embed as usize).copied()??;
        let page: &Page = site.index.page(id)?;
        let is_card = matches!(page.kind(), Kind::Exercise | Kind::Decision | Kind::Programme);
        let (from, to) = section.unwrap_or((0, u32::MAX));
        (section.is_some() || !is_card).then_some(Self { id, page, from, to })
    }
}

fn collect<'a>(site: &'a Site, part: Part<'a>, depth: usize, found: &mut Vec<Shown<'a>>) {
    let mut in_note = 0_usize;
    for event in part.events() {
        match event {
            Event::Start(Tag::Footnote(_)) => in_note += 1,
            Event::End(Tag::Footnote(_)) => in_note = in_note.saturating_sub(1),
            Event::Start(Tag::Card(number)) if in_note == 0 => {
                let card = part.page.document.cards.get(*number as usize);
                found.extend(card.map(|card| Shown { id: part.id, page: part.page, card, to: part.to }));
            }
            Event::Embed(embed) if in_note == 0 && depth < DEEPEST => {
                part.embedded(site, *embed).into_iter().for_each(|part| collect(site, part, depth + 1, found));
            }
            _ => {}
        }
    }
}

impl<'a> Shown<'a> {
    /// The names of the inserts in its heading.
    pub(super) fn heading_inserts(self) -> Vec<&'a str> {
        let mut struck = 0_usize;
        let mut names = Vec::new();
        for event in self.part().events().take_while(|event| !matches!(event, Event::End(Tag::CardHeading(_)))) {
            strike(event, &mut struck);
            if let Event::Insert(name) = event
                && struck == 0
            {
                names.push(self.page.document.str(name));
            }
        }
        names
    }

    /// How many items with words its lists have, those of transcluded text too.
    pub(super) fn items(self, site: &Site) -> usize {
        items(site, self.part(), 0)
    }

    fn part(self) -> Part<'a> {
        Part { id: self.id, page: self.page, from: self.card.event, to: self.card.end.min(self.to) }
    }
}

fn items(site: &Site, part: Part<'_>, depth: usize) -> usize {
    let (mut struck, mut count) = (0_usize, 0_usize);
    // Of each open item, whether it has words.
    let mut open: Vec<bool> = Vec::new();
    for event in part.events() {
        strike(event, &mut struck);
        match event {
            Event::Start(Tag::Item) => open.push(false),
            Event::End(Tag::Item) => count += usize::from(open.pop().unwrap_or_default()),
            Event::Embed(embed) if depth < DEEPEST => {
                count += part.embedded(site, *embed).map_or(0, |part| items(site, part, depth + 1));
            }
            _ => {}
        }
        let has_words = match part.page.document.piece(event) {
            Some(Piece::Words(words)) => !words.trim().is_empty(),
            Some(Piece::Insert(_)) => true,
            Some(Piece::Blank) | None => false,
        };
        if let Some(item) = open.last_mut() {
            *item |= has_words && struck == 0;
        }
    }
    count
}

/// Follows struck-out text.
fn strike(event: &Event, struck: &mut usize) {
    match event {
        Event::Start(Tag::Strikethrough) => *struck += 1,
        Event::End(Tag::Strikethrough) => *struck = struck.saturating_sub(1),
        _ => {}
    }
}

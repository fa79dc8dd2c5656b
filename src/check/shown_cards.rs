//! The cards that a page shows, those of transcluded text too, and what a reader sees of each: the numbers its heading
//! names, and how many items its lists have. What stands in a footnote or is struck out does not count.

use crate::base::span::Span;
use crate::body::Site;
use crate::body::parts::Part;
use crate::model::doc::{Card, Event, Tag};
use crate::model::page::{Page, PageId};
use crate::model::plain::{Piece, Unsaid};
use crate::resolve::embeds::DEEPEST;

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
    collect(site, Part::whole(id, page), 0, &mut found);
    found
}

/// The cards that a transclusion of a page shows, in order.
pub(super) fn of_embed<'a>(site: &'a Site, id: PageId, page: &'a Page, embed: u32) -> Vec<Shown<'a>> {
    let mut found = Vec::new();
    let part = Part::whole(id, page).embedded(site, embed);
    part.into_iter().for_each(|part| collect(site, part, 1, &mut found));
    found
}

/// The cards that each transclusion of a page's own text shows, with the transclusion's place.
pub(super) fn of_embeds<'a>(site: &'a Site, id: PageId, page: &'a Page) -> Vec<(Span, Shown<'a>)> {
    let mut found = Vec::new();
    for (event, span) in &page.document.events {
        let Event::Embed(embed) = event else { continue };
        found.extend(of_embed(site, id, page, *embed).into_iter().map(|shown| (*span, shown)));
    }
    found
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
        let mut unsaid = Unsaid::default();
        let mut names = Vec::new();
        for event in self.part().events().take_while(|event| !matches!(event, Event::End(Tag::CardHeading(_)))) {
            if let Some(Piece::Insert(name)) = unsaid.piece(&self.page.document, event) {
                names.push(name);
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
    let (mut unsaid, mut count) = (Unsaid::default(), 0_usize);
    // Of each open item, whether it has words.
    let mut open: Vec<bool> = Vec::new();
    for event in part.events() {
        match event {
            Event::Start(Tag::Item) => open.push(false),
            Event::End(Tag::Item) => count += usize::from(open.pop().unwrap_or_default()),
            Event::Embed(embed) if depth < DEEPEST => {
                count += part.embedded(site, *embed).map_or(0, |part| items(site, part, depth + 1));
            }
            _ => {}
        }
        let has_words = match unsaid.piece(&part.page.document, event) {
            Some(Piece::Words(words)) => !words.trim().is_empty(),
            Some(Piece::Insert(_)) => true,
            Some(Piece::Blank) | None => false,
        };
        if let Some(item) = open.last_mut() {
            *item |= has_words;
        }
    }
    count
}

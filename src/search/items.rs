//! The items of the lists in a card as signs: each in one line of plain text, as a reader of the page sees it, with
//! what leads in to its list. It knows no levels of care but to pass over a care card within the card.

use crate::base::{raw_html, sentences};
use crate::body::Site;
use crate::body::parts::Part;
use crate::body::writer::target_title;
use crate::model::doc::{Event, LinkForm, Tag};
use crate::model::plain::{Piece, Unsaid};
use crate::resolve::embeds::DEEPEST;

/// The items of the lists in a card, those of transcluded text too, each with what leads in to its list: a sentence
/// that ends in a colon, or the item that the list stands in.
#[must_use]
pub fn items(site: &Site, card: Part<'_>) -> Vec<String> {
    let mut reader = Reader::default();
    // The card's own `Start` is not within it.
    reader.part(site, Part { from: card.from + 1, ..card }, 0);
    reader.items
}

/// Reads the lists of a card one after another.
#[derive(Default)]
struct Reader {
    /// The words since the last item or list began or ended.
    text: String,
    /// What leads in to each open list; nothing where no words do.
    leads: Vec<String>,
    /// The open items.
    open: Vec<Item>,
    items: Vec<String>,
}

/// An item that is open.
struct Item {
    /// Its words before the first list in it, which leads in to every list in it.
    words: String,
    /// How many items were read before it.
    before: usize,
}

impl Reader {
    fn part(&mut self, site: &Site, part: Part<'_>, depth: usize) {
        let document = &part.page.document;
        let mut unsaid = Unsaid::default();
        let mut html = String::new();
        let mut events = part.events();
        while let Some(event) = events.next() {
            let piece = unsaid.piece(document, event);
            match event {
                // A care card within the card has signs of its own level.
                Event::Start(Tag::Card(number)) if is_care(part, *number) => {
                    events.find(|event| **event == Event::End(Tag::Card(*number)));
                }
                Event::Start(Tag::Link(number)) => {
                    if let Some(title) = title(site, part, *number) {
                        if unsaid.follow(document, event) {
                            self.text.push_str(&title);
                        }
                        events.find(|event| **event == Event::End(Tag::Link(*number)));
                    }
                }
                Event::Embed(embed) if depth < DEEPEST => {
                    self.text.push(' ');
                    part.embedded(site, *embed).into_iter().for_each(|part| self.part(site, part, depth + 1));
                }
                Event::Html(lines) => html.push_str(document.str(lines)),
                Event::End(Tag::HtmlBlock) => {
                    let words = raw_html::paragraphs(&std::mem::take(&mut html));
                    self.text.push_str(&format!(" {} ", words.join(" ")));
                }
                _ => self.mark(event),
            }
            match piece {
                Some(Piece::Insert(name)) => self.text.push_str(&site.index.insert(name).unwrap_or_default()),
                Some(piece @ (Piece::Words(_) | Piece::Blank)) => self.text.push_str(&piece.as_written()),
                None => {}
            }
        }
    }

    /// Follows where lists, items and other blocks begin and end.
    fn mark(&mut self, event: &Event) {
        match event {
            Event::Start(Tag::List(_)) => self.begin_list(),
            Event::End(Tag::List(_)) => self.end_list(),
            Event::Start(Tag::Item) => self.begin_item(),
            Event::End(Tag::Item) => self.end_item(),
            Event::End(Tag::CardHeading(_)) => self.text.clear(),
            Event::End(Tag::Paragraph | Tag::Heading(_)) => self.text.push(' '),
            _ => {}
        }
    }

    fn begin_list(&mut self) {
        let words = one_line(&std::mem::take(&mut self.text));
        let lead = match self.open.last_mut() {
            Some(item) => {
                if item.words.is_empty() {
                    item.words.clone_from(&words);
                    words
                } else {
                    joined([item.words.as_str(), &words])
                }
            }
            None => sentences::split(&words).last().filter(|it| it.ends_with(':')).unwrap_or_default().to_owned(),
        };
        self.leads.push(lead);
    }

    fn end_list(&mut self) {
        self.leads.pop();
        self.text.clear();
    }

    fn begin_item(&mut self) {
        self.text.clear();
        self.open.push(Item { words: String::new(), before: self.items.len() });
    }

    /// Ends an item. What it says after a list in it belongs to all the items of that list.
    fn end_item(&mut self) {
        let words = one_line(&std::mem::take(&mut self.text));
        let Some(item) = self.open.pop() else { return };
        if self.items.len() == item.before {
            if !words.is_empty() || !item.words.is_empty() {
                let leads = self.leads.iter().map(String::as_str);
                self.items.push(joined(leads.chain([item.words.as_str(), &words])));
            }
            return;
        }
        if words.is_empty() {
            return;
        }
        for inner in self.items.iter_mut().skip(item.before) {
            inner.push_str(if inner.ends_with(is_open_end) { "; " } else { " " });
            inner.push_str(&words);
        }
    }
}

/// Words with what leads in to them, with a colon between where those end in none of their own.
fn joined<'t>(parts: impl IntoIterator<Item = &'t str>) -> String {
    let mut line = String::new();
    for part in parts.into_iter().filter(|part| !part.is_empty()) {
        if line.ends_with(is_open_end) {
            line.push(':');
        }
        if !line.is_empty() {
            line.push(' ');
        }
        line.push_str(part);
    }
    line
}

/// Whether no sign of its own parts what ends in this letter from what follows.
fn is_open_end(letter: char) -> bool {
    letter.is_alphanumeric() || letter == ')'
}

fn is_care(part: Part<'_>, card: u32) -> bool {
    part.page.document.cards.get(card as usize).is_some_and(|card| card.kind.is_care())
}

/// What the page shows of a link that has no words of its own.
fn title(site: &Site, part: Part<'_>, number: u32) -> Option<String> {
    let link = part.page.document.links.get(number as usize)?;
    let bound = site.bounds.get(part.id.index())?;
    let target = bound.links.get(number as usize)?.as_ref()?;
    (link.form == LinkForm::Wiki && !link.has_text).then(|| target_title(site, link, target))
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

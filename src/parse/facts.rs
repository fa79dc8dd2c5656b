//! What other pages may know of a body: whom it cites, and whom it mentions in which sentence.

use std::borrow::Cow;
use std::collections::BTreeSet;

use crate::base::raw_html;
use crate::base::room::fit;
use crate::base::sentences;
use crate::model::doc::{CardKind, Document, Event, Link, LinkForm, Tag};
use crate::model::facts::{Facts, MentionedBy, Mentions, SentencePart};
use crate::model::plain::Unsaid;
use crate::parse::insert;
use crate::parse::link_target::has_scheme;

/// The facts of a document.
#[must_use]
pub fn of(document: &Document) -> Facts {
    let mut cites: Vec<Box<str>> = Vec::new();
    let mut known = BTreeSet::new();
    for item in document.cites.iter().flat_map(|group| &group.items) {
        if known.insert(item.key.as_str()) {
            cites.push(item.key.as_str().into());
        }
    }
    fit(&mut cites);
    Facts { mentions: mentions(document), cites }
}

/// Whether a link leads to a page of the site other than its own.
#[must_use]
pub fn is_page_link(link: &Link) -> bool {
    if link.target.is_empty() {
        return false;
    }
    match link.form {
        LinkForm::Wiki => true,
        LinkForm::Markdown => {
            !has_scheme(&link.target)
                && (link.target.ends_with(".md") || (link.target.starts_with('/') && !link.target.starts_with("//")))
        }
        LinkForm::Auto | LinkForm::Email => false,
    }
}

/// A piece of a block while it is read. Most are never kept: they borrow their words from the document.
#[derive(Clone)]
enum Piece<'a> {
    Text(Cow<'a, str>),
    /// An insert, by name.
    Insert(&'a str),
    CardWord(CardKind),
    /// A link: its number, its own words, and whether it leads to a page.
    Link(u32, Cow<'a, str>, bool),
}

/// The most that a sentence about a link may weigh. It is kept for each of its links, so that one of thousands of links
/// would be kept thousands of times; and nobody reads one that long. Its links are mentions without a sentence.
const HEAVIEST: usize = 20_000;

/// What a piece weighs besides its letters.
const PIECE: usize = 100;

impl Piece<'_> {
    fn weight(&self) -> usize {
        let letters = match self {
            Self::Text(words) | Self::Link(_, words, _) => words.len(),
            Self::Insert(name) => name.len(),
            Self::CardWord(_) => 0,
        };
        PIECE + letters
    }
}

/// Reads a body's blocks one after another.
struct Reader<'a> {
    document: &'a Document,
    mentions: Mentions,
    /// The block that is open.
    block: Vec<Piece<'a>>,
    /// The block before, while nothing but a list can follow it.
    before: Vec<Piece<'a>>,
    /// What each open list, do-not card and cell's heads say of all they hold: an item may mean the opposite without
    /// it.
    around: Vec<Vec<Piece<'a>>>,
    table: Table<'a>,
    /// The link that is open, with its words.
    link: Option<(u32, Cow<'a, str>)>,
    in_code: bool,
    unsaid: Unsaid,
}

/// The table that is being read.
#[derive(Default)]
struct Table<'a> {
    in_head: bool,
    /// What the head of each column says.
    heads: Vec<Vec<Piece<'a>>>,
    /// What the first cell of the row says, once another follows.
    row: Vec<Piece<'a>>,
    /// The place of the next cell.
    cell: usize,
}

fn mentions(document: &Document) -> Mentions {
    let mut reader = Reader {
        document,
        mentions: Mentions::default(),
        block: Vec::new(),
        before: Vec::new(),
        around: Vec::new(),
        table: Table::default(),
        link: None,
        in_code: false,
        unsaid: Unsaid::default(),
    };
    for (event, _) in &document.events {
        reader.event(event);
    }
    reader.end_block();
    let mut mentions = reader.mentions;
    mentions.shrink();
    mentions
}

impl<'a> Reader<'a> {
    fn event(&mut self, event: &'a Event) {
        let is_said = self.unsaid.follow(self.document, event);
        match event {
            Event::Start(tag) => self.open(tag),
            // A link that is struck out mentions nobody.
            Event::End(Tag::Link(_)) if !is_said => self.link = None,
            Event::End(tag) => self.close(tag),
            Event::Text(words) | Event::Code(words) if is_said && !self.in_code => {
                self.text(self.document.str(words));
            }
            Event::Insert(name) if is_said => {
                let name = self.document.str(name);
                match &mut self.link {
                    Some((_, text)) => text.to_mut().push_str(&format!("{{{{{name}}}}}")),
                    None => self.block.push(Piece::Insert(name)),
                }
            }
            Event::SoftBreak | Event::HardBreak => self.text(" "),
            Event::InlineHtml(html) if raw_html::reads_as_blank(self.document.str(html)) => self.text(" "),
            Event::Embed(number) => {
                let embed = self.document.embeds.get(*number as usize);
                if embed.is_some_and(|embed| !embed.target.is_empty()) {
                    self.mentions.push(MentionedBy::Embed(*number));
                }
            }
            Event::Text(_)
            | Event::Code(_)
            | Event::Insert(_)
            | Event::Html(_)
            | Event::InlineHtml(_)
            | Event::Rule
            | Event::TaskMarker(_)
            | Event::FootnoteMark(_)
            | Event::Cite(_) => {}
        }
    }

    fn open(&mut self, tag: &Tag) {
        match tag {
            Tag::Link(number) => self.link = Some((*number, Cow::default())),
            Tag::Emphasis | Tag::Strong | Tag::Strikethrough | Tag::Image(_) => {}
            Tag::List(_) => {
                self.end_block();
                let lead_in = last_sentence(std::mem::take(&mut self.before));
                self.around.push(lead_in);
            }
            _ => {
                self.end_block();
                self.before.clear();
                self.in_code |= matches!(tag, Tag::CodeBlock(_));
                if self.is_do_not(tag) {
                    self.around.push(vec![Piece::CardWord(CardKind::DoNot)]);
                }
                self.open_table(tag);
            }
        }
    }

    /// Follows a table's cells: the head of its row and of its column lead in to what a cell says.
    fn open_table(&mut self, tag: &Tag) {
        match tag {
            Tag::Table(_) => self.table = Table::default(),
            Tag::TableHead => self.table.in_head = true,
            Tag::TableRow => {
                self.table.cell = 0;
                self.table.row.clear();
            }
            Tag::TableCell if !self.table.in_head => {
                let mut heads = self.table.row.clone();
                join(&mut heads, self.table.heads.get(self.table.cell).map_or(&[], Vec::as_slice));
                self.around.push(heads);
            }
            _ => {}
        }
    }

    /// Keeps what a cell says, as far as it leads in to others, before its block ends.
    fn close_cell(&mut self) {
        let words = self.block.clone();
        if self.table.in_head {
            self.table.heads.push(words);
            return;
        }
        self.end_block();
        let head = self.around.pop().unwrap_or_default();
        if self.table.cell == 0 && !words.is_empty() {
            self.table.row = head;
            join(&mut self.table.row, &words);
        }
        self.table.cell += 1;
    }

    fn close(&mut self, tag: &Tag) {
        match tag {
            Tag::Link(number) => {
                let words = self.link.take().map(|(_, words)| words).unwrap_or_default();
                let link = self.document.links.get(*number as usize);
                self.block.push(Piece::Link(*number, words, link.is_some_and(is_page_link)));
            }
            Tag::Emphasis | Tag::Strong | Tag::Strikethrough | Tag::Image(_) => {}
            Tag::List(_) => {
                self.end_block();
                self.around.pop();
                self.before.clear();
            }
            Tag::CardHeading(number) => {
                self.end_block();
                if self.is_do_not(&Tag::Card(*number)) {
                    let heading = last_sentence(std::mem::take(&mut self.before));
                    self.around.last_mut().into_iter().for_each(|card| join(card, &heading));
                }
            }
            _ => {
                if *tag == Tag::TableCell {
                    self.close_cell();
                }
                self.end_block();
                if *tag == Tag::TableHead {
                    self.table.in_head = false;
                }
                self.in_code &= !matches!(tag, Tag::CodeBlock(_));
                if self.is_do_not(tag) {
                    self.around.pop();
                }
            }
        }
    }

    fn is_do_not(&self, tag: &Tag) -> bool {
        let Tag::Card(number) = tag else { return false };
        self.document.cards.get(*number as usize).is_some_and(|card| card.kind == CardKind::DoNot)
    }

    fn text(&mut self, words: &'a str) {
        match &mut self.link {
            // Two braces that are meant as such stay so among inserts.
            Some((_, text)) if words.contains("{{") => text.to_mut().push_str(&words.replace("{{", "\\{{")),
            Some((_, text)) => push_words(text, words),
            None => push_text(&mut self.block, words),
        }
    }

    /// Writes a mention for each page link of the block, with the sentence around it, and empties the block.
    fn end_block(&mut self) {
        let block = std::mem::take(&mut self.block);
        if block.is_empty() {
            return;
        }
        if !block.iter().any(|piece| matches!(piece, Piece::Link(_, _, true))) {
            self.before = block;
            return;
        }
        let last = sentences(block, |sentence| self.end_sentence(sentence));
        self.end_sentence(&last);
        self.before = last;
    }

    /// Writes a mention for each page link of a sentence.
    fn end_sentence(&mut self, sentence: &[Piece<'a>]) {
        let links = sentence.iter().filter_map(|part| match part {
            Piece::Link(number, _, true) => Some(*number),
            Piece::Link(..) | Piece::Text(_) | Piece::Insert(_) | Piece::CardWord(_) => None,
        });
        let mut links = links.peekable();
        if links.peek().is_none() {
            return;
        }
        let lead_ins = self.around.iter().flatten();
        let mut whole = Vec::new();
        if lead_ins.chain(sentence).map(Piece::weight).sum::<usize>() <= HEAVIEST {
            for lead_in in &self.around {
                join(&mut whole, lead_in);
            }
            join(&mut whole, sentence);
        }
        for here in links {
            whole.iter().for_each(|piece| write_parts(&mut self.mentions, piece, here, self.document));
            self.mentions.push(MentionedBy::Link(here));
        }
    }
}

/// Adds words to those that lead in to them, with a colon between where those end in none of their own.
fn join<'a>(lead_in: &mut Vec<Piece<'a>>, words: &[Piece<'a>]) {
    if let Some(Piece::Text(text)) = lead_in.last_mut() {
        let length = text.trim_end().len();
        match text {
            Cow::Borrowed(text) => *text = text.get(..length).unwrap_or_default(),
            Cow::Owned(text) => text.truncate(length),
        }
    }
    let ends = match lead_in.last() {
        None => None,
        Some(Piece::Text(text)) => text.chars().last(),
        Some(Piece::Insert(_) | Piece::CardWord(_) | Piece::Link(..)) => Some('x'),
    };
    match ends.filter(|_| !words.is_empty()) {
        None => {}
        Some(last) if last.is_alphanumeric() || matches!(last, ')' | '"' | '”' | '’') => push_text(lead_in, ": "),
        Some(_) => push_text(lead_in, " "),
    }
    lead_in.extend_from_slice(words);
}

fn push_text<'a>(block: &mut Vec<Piece<'a>>, words: &'a str) {
    match block.last_mut() {
        Some(Piece::Text(text)) => push_words(text, words),
        _ => block.push(Piece::Text(Cow::Borrowed(words))),
    }
}

fn push_words<'a>(text: &mut Cow<'a, str>, words: &'a str) {
    if text.is_empty() {
        *text = Cow::Borrowed(words);
    } else {
        text.to_mut().push_str(words);
    }
}

/// What a sentence about the link `here` says with a piece.
fn write_parts(mentions: &mut Mentions, piece: &Piece<'_>, here: u32, document: &Document) {
    match piece {
        Piece::Text(text) => mentions.push_part(SentencePart::Text(text)),
        Piece::Insert(name) => mentions.push_part(SentencePart::Insert(name)),
        Piece::CardWord(kind) => mentions.push_part(SentencePart::CardWord(*kind)),
        Piece::Link(number, words, _) => {
            let own = document.links.get(*number as usize).is_some_and(|link| link.has_text);
            match own.then_some(words) {
                words if *number == here => mentions.push_part(SentencePart::Here(words.map(Cow::as_ref))),
                Some(words) => write_filled_later(mentions, words),
                None => mentions.push_part(SentencePart::Link(*number)),
            }
        }
    }
}

/// The words of a link, with its inserts as parts of their own.
fn write_filled_later(mentions: &mut Mentions, words: &str) {
    for (number, literal) in words.split("\\{{").enumerate() {
        if number > 0 {
            mentions.push_part(SentencePart::Text("{{"));
        }
        for piece in insert::pieces(literal, false) {
            mentions.push_part(match piece {
                insert::Piece::Text(span) => SentencePart::Text(span.of(literal)),
                insert::Piece::Insert { name, .. } => SentencePart::Insert(name.of(literal)),
            });
        }
    }
}

/// The last sentence of a block.
fn last_sentence(block: Vec<Piece<'_>>) -> Vec<Piece<'_>> {
    sentences(block, |_| {})
}

/// Splits a block where a sentence ends. Hands on all sentences but the last, and gives that.
fn sentences<'a>(block: Vec<Piece<'a>>, mut hand_on: impl FnMut(&[Piece<'a>])) -> Vec<Piece<'a>> {
    let mut sentence = Vec::new();
    let mut begins = true;
    for piece in block {
        let mut push = |piece, ends: bool| {
            if begins && !sentence.is_empty() {
                hand_on(&sentence);
                sentence.clear();
            }
            sentence.push(piece);
            begins = ends;
        };
        match piece {
            Piece::Text(Cow::Borrowed(text)) => split(text, |text, ends| push(Piece::Text(Cow::Borrowed(text)), ends)),
            Piece::Text(Cow::Owned(text)) => {
                split(&text, |text, ends| push(Piece::Text(Cow::Owned(text.to_owned())), ends));
            }
            piece => push(piece, false),
        }
    }
    sentence
}

/// Hands on the parts of a text that belong to different sentences, each with whether its sentence ends there.
fn split<'t>(text: &'t str, mut hand_on: impl FnMut(&'t str, bool)) {
    let mut rest = text;
    while let Some(end) = sentences::first_end(rest) {
        let (sentence, after) = rest.split_at_checked(end).unwrap_or((rest, ""));
        hand_on(sentence, true);
        rest = after.trim_start();
    }
    if !rest.is_empty() {
        hand_on(rest, false);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::parse::markdown::{Dialect, parse};

    /// Each mention as text: the link itself in `<>`, other links in `[]`.
    fn shown(source: &str) -> Vec<String> {
        let (document, _) = parse(&source.into(), 0, Dialect::Soleus);
        let part = |part: SentencePart<'_>| match part {
            SentencePart::Text(text) => text.to_owned(),
            SentencePart::Here(words) => format!("<{}>", words.unwrap_or("…")),
            SentencePart::Link(number) => format!("[{number}]"),
            SentencePart::Insert(name) => format!("{{{name}}}"),
            SentencePart::CardWord(kind) => kind.word().to_owned(),
        };
        let mentions = of(&document).mentions;
        (0..).zip(mentions.all()).map(|(number, _)| mentions.sentence(number).map(part).collect()).collect()
    }

    #[test]
    fn a_mention_keeps_the_not_before_a_number_or_an_ellipsis() {
        for (text, expected) in [
            ("Do not do exercise no. 5, the [[a]], now. Rest.", "Do not do exercise no. 5, the <…>, now."),
            ("Do not do exercise no. [[a]] now. Rest.", "Do not do exercise no. <…> now."),
            ("Do not do … [[a]] … 5 times. Rest.", "Do not do … <…> … 5 times."),
            ("Do not hop ... 5 times [[a]].", "Do not hop ... 5 times <…>."),
        ] {
            assert_eq!(shown(text), [expected]);
        }
    }

    #[test]
    fn a_mention_carries_its_sentence_and_no_more() {
        let text = "First one. See [[a]] and [[b|the b]], e.g. today, on {{phone}}. Last.";
        assert_eq!(
            shown(text),
            ["See <…> and the b, e.g. today, on {phone}.", "See [0] and <the b>, e.g. today, on {phone}."]
        );
    }

    #[test]
    fn list_items_and_cells_are_blocks_of_their_own() {
        assert_eq!(shown("- one [[a]]\n- two [x](b.md)\n"), ["one <…>", "two <x>"]);
        assert_eq!(shown("| h | i |\n|-|-|\n| x | [[a]] |\n"), ["h: x: i: <…>"]);
    }

    #[test]
    fn a_cell_keeps_the_heads_of_its_row_and_column() {
        let table = "| | Do not | Week |\n|-|-|-|\n| First | [[a]]. Or [[b]] | [[c]] |\n| | [[d]] | |\n";
        assert_eq!(shown(table), ["First: Do not: <…>.", "First: Do not: Or <…>", "First: Week: <…>", "Do not: <…>"]);
        assert_eq!(shown("| [[a]] | b |\n|-|-|\n| Do not | [[c]] |\n"), ["<…>", "[0]: Do not: b: <…>"]);
        assert_eq!(shown("| Do not |\n|-|\n| [[c]] |\n\n[[d]]\n"), ["Do not: <…>", "<…>"]);
    }

    #[test]
    fn a_list_keeps_what_leads_in_to_it() {
        let lead = "Rest first. Do not do this in the first days:\n\n";
        assert_eq!(
            shown(&format!("{lead}- [[b]] on grass\n- at home:\n  - [[c]]\n- [[d]]\n\n[[e]]\n")),
            [
                "Do not do this in the first days: <…> on grass",
                "Do not do this in the first days: at home: <…>",
                "Do not do this in the first days: <…>",
                "<…>"
            ]
        );
        assert_eq!(shown("## Not yet\n\n1. [[b]]\n"), ["Not yet: <…>"]);
        assert_eq!(shown("Never these.\n\n- [[b]]\n\n  Or [[c]].\n"), ["Never these. <…>", "Never these. Or <…>."]);
        assert_eq!(shown("Never.\n\n***\n\n- x\n- - [[b]]\n"), ["Never. <…>"]);
    }

    #[test]
    fn all_of_a_do_not_card_says_so() {
        assert_eq!(shown("> [!DO-NOT]\n> - [[b]] on grass\n"), ["DO-NOT: <…> on grass"]);
        assert_eq!(
            shown("> [!DO-NOT] In week 1\n> Or [[a]].\n>\n> - [[b]]\n\n[[c]]\n"),
            ["DO-NOT: In week 1: Or <…>.", "DO-NOT: In week 1: Or [0]. <…>", "<…>"]
        );
        assert_eq!(shown("> [!URGENT] Call {{phone}} if:\n> - [[b]]\n"), ["Call {phone} if: <…>"]);
    }

    #[test]
    fn an_insert_within_a_link_stays() {
        assert_eq!(shown("Do [call {{phone}}](b.md) now"), ["Do <call {{phone}}> now"]);
        assert_eq!(
            shown("[call {{phone}} \\{{x}}](/a/) or [b](b.md)"),
            ["<call {{phone}} \\{{x}}> or b", "call {phone} {{x}} or <b>"]
        );
    }

    #[test]
    fn what_is_struck_out_is_not_said_and_a_break_parts_words() {
        assert_eq!(shown("See [[t|T]] for ~~3 {{x}}~~<br>5 days"), ["See <T> for  5 days"]);
        assert_eq!(shown("See ~~[[a]] or~~ [~~b~~ c](c.md)"), ["See  < c>"]);
    }

    #[test]
    fn links_out_of_the_site_and_to_the_page_itself_are_no_mentions() {
        assert_eq!(shown("[x](https://a.example) [[#here]] `[[a]]`"), Vec::<String>::new());
    }
}

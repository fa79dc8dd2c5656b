//! What other pages may know of a body: its headings, whom it cites, and whom it mentions in which sentence.

use std::collections::BTreeSet;

use crate::model::doc::{Document, Event, Link, LinkForm, Tag};
use crate::model::facts::{Facts, Mention, MentionedBy, SentencePart};
use crate::parse::markdown::has_scheme;

/// The facts of a document.
#[must_use]
pub fn of(document: &Document) -> Facts {
    let mut cites: Vec<String> = Vec::new();
    let mut known = BTreeSet::new();
    for item in document.cites.iter().flat_map(|group| &group.items) {
        if known.insert(item.key.as_str()) {
            cites.push(item.key.clone());
        }
    }
    Facts {
        headings: document
            .headings
            .iter()
            .map(|heading| (heading.id.clone(), heading.text.clone(), heading.level))
            .collect(),
        mentions: mentions(document),
        cites,
        embeds: document.embeds.iter().map(|embed| (embed.target.clone(), embed.fragment.clone())).collect(),
    }
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

/// A piece of a block while it is read.
enum Piece {
    Part(SentencePart),
    /// A link: its number, its own words, and whether it leads to a page.
    Link(u32, String, bool),
}

fn mentions(document: &Document) -> Vec<Mention> {
    let mut mentions = Vec::new();
    let mut block: Vec<Piece> = Vec::new();
    let mut open: Option<(u32, String)> = None;
    let mut in_code = false;
    for (event, _) in &document.events {
        match event {
            Event::Start(Tag::Link(number)) => open = Some((*number, String::new())),
            Event::End(Tag::Link(number)) => {
                let words = open.take().map(|(_, words)| words).unwrap_or_default();
                let link = document.links.get(*number as usize);
                block.push(Piece::Link(*number, words, link.is_some_and(is_page_link)));
            }
            Event::Start(Tag::CodeBlock(_)) => in_code = true,
            Event::End(Tag::CodeBlock(_)) => in_code = false,
            Event::Start(Tag::Emphasis | Tag::Strong | Tag::Strikethrough | Tag::Image(_))
            | Event::End(Tag::Emphasis | Tag::Strong | Tag::Strikethrough | Tag::Image(_)) => {}
            Event::Start(_) | Event::End(_) => end_block(&mut block, document, &mut mentions),
            Event::Text(words) | Event::Code(words) if !in_code => {
                let words = document.str(words);
                match &mut open {
                    Some((_, text)) => text.push_str(words),
                    None => push_text(&mut block, words),
                }
            }
            Event::Insert(name) if open.is_none() => {
                block.push(Piece::Part(SentencePart::Insert(document.str(name).to_owned())));
            }
            Event::SoftBreak | Event::HardBreak => match &mut open {
                Some((_, text)) => text.push(' '),
                None => push_text(&mut block, " "),
            },
            Event::Embed(number) => {
                let elsewhere = document.embeds.get(*number as usize).is_some_and(|embed| !embed.target.is_empty());
                if elsewhere {
                    mentions.push(Mention { link: MentionedBy::Embed(*number), sentence: Vec::new() });
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
    end_block(&mut block, document, &mut mentions);
    mentions
}

fn push_text(block: &mut Vec<Piece>, words: &str) {
    match block.last_mut() {
        Some(Piece::Part(SentencePart::Text(text))) => text.push_str(words),
        _ => block.push(Piece::Part(SentencePart::Text(words.to_owned()))),
    }
}

/// Writes a mention for each page link of a block, with the sentence around it, and empties the block.
fn end_block(block: &mut Vec<Piece>, document: &Document, mentions: &mut Vec<Mention>) {
    let has_links = block.iter().any(|piece| matches!(piece, Piece::Link(_, _, true)));
    if has_links {
        for sentence in sentences(block) {
            for here in sentence.iter().filter_map(|part| match part {
                Piece::Link(number, _, true) => Some(*number),
                Piece::Link(..) | Piece::Part(_) => None,
            }) {
                let sentence = sentence.iter().map(|part| sentence_part(part, here, document)).collect();
                mentions.push(Mention { link: MentionedBy::Link(here), sentence });
            }
        }
    }
    block.clear();
}

fn sentence_part(piece: &Piece, here: u32, document: &Document) -> SentencePart {
    match piece {
        Piece::Part(part) => part.clone(),
        Piece::Link(number, words, _) => {
            let own = document.links.get(*number as usize).is_some_and(|link| link.has_text);
            let words = own.then(|| words.clone());
            match words {
                words if *number == here => SentencePart::Here(words),
                Some(words) => SentencePart::Text(words),
                None => SentencePart::Link(*number),
            }
        }
    }
}

/// Splits a block where a sentence ends: after `.`, `!`, `?` or `…` and a blank that no small letter follows.
fn sentences(block: &[Piece]) -> Vec<Vec<Piece>> {
    let mut all: Vec<Vec<Piece>> = vec![Vec::new()];
    let mut push = |piece: Piece, ends: bool| {
        if let Some(last) = all.last_mut() {
            last.push(piece);
        }
        if ends {
            all.push(Vec::new());
        }
    };
    for piece in block {
        match piece {
            Piece::Link(number, words, page) => push(Piece::Link(*number, words.clone(), *page), false),
            Piece::Part(SentencePart::Text(text)) => {
                let mut rest = text.as_str();
                while let Some(end) = sentence_end(rest) {
                    let (sentence, after) = rest.split_at_checked(end).unwrap_or((rest, ""));
                    push(Piece::Part(SentencePart::Text(sentence.to_owned())), true);
                    rest = after.trim_start();
                }
                if !rest.is_empty() {
                    push(Piece::Part(SentencePart::Text(rest.to_owned())), false);
                }
            }
            Piece::Part(part) => push(Piece::Part(part.clone()), false),
        }
    }
    all
}

/// Where the first sentence of `text` ends, when another may follow.
fn sentence_end(text: &str) -> Option<usize> {
    for (at, letter) in text.char_indices() {
        if !matches!(letter, '.' | '!' | '?' | '…') {
            continue;
        }
        let end = at + letter.len_utf8();
        let after = text.get(end..).unwrap_or_default();
        let mut following = after.chars();
        let blank = following.next().is_some_and(char::is_whitespace);
        let next = after.trim_start().chars().next();
        if blank && !next.is_some_and(char::is_lowercase) {
            return Some(end);
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::parse::markdown::{Dialect, parse};

    /// Each mention as text: the link itself in `<>`, other links in `[]`.
    fn shown(source: &str) -> Vec<String> {
        let (document, _) = parse(&source.into(), 0, Dialect::Soleus);
        let part = |part: &SentencePart| match part {
            SentencePart::Text(text) => text.clone(),
            SentencePart::Here(words) => format!("<{}>", words.as_deref().unwrap_or("…")),
            SentencePart::Link(number) => format!("[{number}]"),
            SentencePart::Insert(name) => format!("{{{name}}}"),
        };
        of(&document).mentions.iter().map(|mention| mention.sentence.iter().map(part).collect()).collect()
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
        assert_eq!(shown("| h | i |\n|-|-|\n| x | [[a]] |\n"), ["<…>"]);
    }

    #[test]
    fn links_out_of_the_site_and_to_the_page_itself_are_no_mentions() {
        assert_eq!(shown("[x](https://a.example) [[#here]] `[[a]]`"), Vec::<String>::new());
    }
}

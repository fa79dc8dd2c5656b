//! Links, pictures, transclusions and citations of a body, each as the document keeps it.

use super::{Builder, Dialect, count};
use crate::base::span::Span;
use crate::model::doc::{CiteGroup, Embed, Event, Link, LinkForm, Str, Tag};
use crate::parse::cite_syntax;
use crate::parse::link_target::{has_scheme, split_fragment, without_bar};

/// A link or a picture as it is written.
#[derive(Clone, Copy)]
pub(super) struct Written<'t> {
    pub(super) form: LinkForm,
    /// Whether it has a text of its own; only wikilinks can be without.
    pub(super) has_text: bool,
    pub(super) target: &'t str,
    pub(super) title: &'t str,
}

impl Builder<'_> {
    /// A label in brackets that we claimed: a citation, or a marker that begins no card and stays as it is typed.
    pub(super) fn claimed_label(&mut self, span: Span) {
        let written = span.of(self.source);
        let label = written.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')).unwrap_or(written);
        self.skipping = 1;
        match cite_syntax::parse(label) {
            Some(items) => {
                let number = count(self.document.cites.len());
                self.document.cites.push(CiteGroup { items, span });
                self.push(Event::Cite(number), span);
            }
            None => self.push(Event::Text(Str::slice(span)), span),
        }
    }

    /// The start of a link.
    pub(super) fn open_link(&mut self, link: &Written<'_>, span: Span) {
        let number = self.add_link(link, span);
        self.push(Event::Start(Tag::Link(number)), span);
    }

    /// The start of a picture, or the whole of a transclusion: `![[page]]`.
    pub(super) fn open_image(&mut self, image: &Written<'_>, span: Span) {
        if image.form == LinkForm::Wiki {
            return self.embed(image, span);
        }
        let number = self.add_link(image, span);
        if let Some(link) = self.document.links.last_mut() {
            link.is_picture = true;
        }
        self.push(Event::Start(Tag::Image(number)), span);
    }

    fn embed(&mut self, image: &Written<'_>, span: Span) {
        let (target, fragment) = split_fragment(without_bar(image.target, image.has_text));
        let number = count(self.document.embeds.len());
        let alone = self.stands_alone(span);
        self.document.embeds.push(Embed { target, fragment, alone, span });
        self.skipping = 1;
        self.push(Event::Embed(number), span);
    }

    fn add_link(&mut self, written: &Written<'_>, span: Span) -> u32 {
        let Written { form, has_text, target, title } = *written;
        let target = without_bar(target, form == LinkForm::Wiki && has_text);
        let whole = self.dialect == Dialect::CommonMark || (form != LinkForm::Wiki && has_scheme(target));
        let (target, fragment) = if whole { (target.to_owned(), None) } else { split_fragment(target) };
        let number = count(self.document.links.len());
        self.document.links.push(Link {
            form,
            target,
            fragment,
            title: title.to_owned(),
            has_text,
            is_picture: false,
            span,
        });
        self.links.push(number);
        number
    }

    /// The end of a link. A wikilink whose text is empty (`[[page|]]`) shows its page's title, as one without a bar
    /// does.
    pub(super) fn end_link(&mut self, number: u32) -> Tag {
        let inside = self.document.events.iter().rev().map(|(event, _)| event);
        let mut inside = inside.take_while(|event| !matches!(event, Event::Start(Tag::Link(_))));
        let is_empty =
            inside.all(|event| matches!(event, Event::Text(text) if self.document.str(text).trim().is_empty()));
        if let Some(link) = self.document.links.get_mut(number as usize)
            && link.form == LinkForm::Wiki
            && is_empty
        {
            link.has_text = false;
        }
        Tag::Link(number)
    }

    /// Whether nothing else stands on the lines of `span`, list and quote marks aside.
    fn stands_alone(&self, span: Span) -> bool {
        let before = self.source.get(..span.start as usize).unwrap_or_default();
        let after = self.source.get(span.end as usize..).unwrap_or_default();
        let line = before.rsplit('\n').next().unwrap_or_default();
        let rest = after.split('\n').next().unwrap_or_default();
        let opens = matches!(self.document.events.last(), Some((Event::Start(Tag::Paragraph | Tag::Item), _)));
        opens && line.trim_matches([' ', '\t', '>']).is_empty() && rest.trim().is_empty() && ends_paragraph(after)
    }
}

/// Whether a blank line or the end follows the line at the start of `text`.
fn ends_paragraph(text: &str) -> bool {
    let next = text.split('\n').nth(1).unwrap_or_default();
    next.trim_matches([' ', '\t', '>', '\r']).is_empty()
}

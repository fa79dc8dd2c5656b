//! Links and pictures.

use super::{Scope, Source, Writer};
use crate::base::address::Address;
use crate::base::html::{escape, escape_into};
use crate::base::slug::folded;
use crate::body::Site;
use crate::body::language::{OtherLanguage, other_language};
use crate::body::pictures::{self, Shown};
use crate::model::doc::{Document, Event, Link, LinkForm, Tag};
use crate::model::page::PageId;
use crate::model::plain::{self, Unsaid};
use crate::resolve::Target;

/// How wide pictures in a text are shown: the column of `--measure`, or the screen less its edges.
const SIZES: &str = "(min-width: 41rem) 38rem, calc(100vw - 2rem)";

/// The text a link without words of its own shows.
#[must_use]
pub fn target_title(site: &Site, link: &Link, target: &Target) -> String {
    match target {
        Target::Page { page, fragment } => {
            let Some(shown) = site.index.page(*page) else { return link.target.clone() };
            let title = site.index.fill(&shown.meta.title);
            let written = folded(&link.target);
            let known =
                folded(&title) == written || shown.meta.aliases.iter().any(|alias| folded(&alias.raw) == written);
            let name = if known { link.target.clone() } else { title };
            match fragment.as_ref().and_then(|id| shown.document.headings.iter().find(|heading| heading.id == *id)) {
                Some(heading) => format!("{name}: {}", site.index.fill_str(&heading.text)),
                None => name,
            }
        }
        Target::Below { title, .. } => title.clone(),
        Target::Here(id) => site.index.fill_str(link.fragment.as_deref().unwrap_or(id)),
        Target::File(_) | Target::Outside(_) | Target::Broken => link.target.clone(),
    }
}

/// What an opening link says.
#[derive(Default)]
struct Anchor<'a> {
    /// Where it leads, escaped.
    href: &'a str,
    /// The author's own words about it.
    title: &'a str,
    /// The language of the page it leads to, where that is another.
    other: Option<&'a OtherLanguage>,
    /// The summary of the page it leads to.
    peek: Option<String>,
}

impl Scope<'_> {
    /// The summary of a page that a link leads to, which `theme/peek.js` shows beside the link. The page that is being
    /// written has none to itself.
    pub(super) fn peek(self, page: PageId) -> Option<String> {
        let page = self.site.index.page(page).filter(|page| page.address != *self.address)?;
        page.meta.summary.as_ref().map(|summary| self.site.index.fill(summary))
    }
}

impl Writer<'_> {
    /// Opens a link. Gives the next event when the link has no words of its own and is written whole.
    pub(super) fn open_link(&mut self, source: Source<'_>, number: u32, event: usize) -> Option<usize> {
        let link = source.document.links.get(number as usize)?;
        let Some(scope) = self.scope else {
            let target =
                if link.form == LinkForm::Email { format!("mailto:{}", link.target) } else { link.target.clone() };
            self.anchor(Anchor { href: &uri_escape(&target), title: &link.title, ..Anchor::default() });
            return None;
        };
        let target = source.bound.links.get(number as usize).and_then(Option::as_ref).unwrap_or(&Target::Broken);
        let has_words = link.form != LinkForm::Wiki || link.has_text;
        if self.is_text {
            self.in_link += 1;
            if has_words {
                return None;
            }
            self.collect(&target_title(scope.site, link, target));
            self.close_link(source, number);
            return Some(after(source.document, event, number));
        }
        let href = self.href(source, scope, target);
        let other = self.other_language(source, number);
        let peek = target_page(target).filter(|_| link.title.is_empty()).and_then(|page| scope.peek(page));
        self.anchor(Anchor { href: &escape(&href), title: &link.title, other: other.as_ref(), peek });
        if has_words {
            return None;
        }
        let title = target_title(scope.site, link, target);
        self.collect(&title);
        match &other {
            Some(OtherLanguage { lang, dir, .. }) => {
                self.out.push_str(&format!("<span lang=\"{}\" dir=\"{dir}\">{}</span>", escape(lang), escape(&title)));
            }
            None => escape_into(&mut self.out, &title),
        }
        self.close_link(source, number);
        Some(after(source.document, event, number))
    }

    /// Ends a link. One to a page in another language says so within it.
    pub(super) fn close_link(&mut self, source: Source<'_>, number: u32) {
        if !self.is_text {
            if let Some(other) = self.other_language(source, number) {
                other.write_mark(&mut self.out);
            }
            self.out.push_str("</a>");
        }
        self.in_link = self.in_link.saturating_sub(1);
    }

    /// The language of the page a link leads to, where it is not that of the page being written.
    fn other_language(&self, source: Source<'_>, number: u32) -> Option<OtherLanguage> {
        let scope = self.scope?;
        match source.bound.links.get(number as usize).and_then(Option::as_ref)? {
            Target::Page { page, .. } => other_language(scope.site, scope.address, scope.site.index.page(*page)?),
            Target::Below { .. } | Target::Here(_) | Target::File(_) | Target::Outside(_) | Target::Broken => None,
        }
    }

    /// A link's or picture's title with its inserts filled in.
    fn filled(&self, title: &str) -> String {
        self.scope.map_or_else(|| title.to_owned(), |scope| scope.site.index.fill_str(title))
    }

    fn anchor(&mut self, anchor: Anchor<'_>) {
        self.in_link += 1;
        self.out.push_str("<a href=\"");
        self.out.push_str(anchor.href);
        if !anchor.title.is_empty() {
            self.out.push_str("\" title=\"");
            let title = self.filled(anchor.title);
            escape_into(&mut self.out, &title);
        }
        if let Some(other) = anchor.other {
            self.out.push_str("\" hreflang=\"");
            escape_into(&mut self.out, &other.lang);
        }
        if let Some(peek) = anchor.peek {
            self.out.push_str("\" data-peek=\"");
            escape_into(&mut self.out, &peek);
        }
        self.out.push_str("\">");
    }

    pub(super) fn href(&self, source: Source<'_>, scope: Scope<'_>, target: &Target) -> String {
        let to = |address: &Address, fragment: Option<&str>| {
            let same = fragment.is_some() && address == scope.address;
            let mut href = if same { String::new() } else { scope.site.link(scope.address, address) };
            if let Some(fragment) = fragment {
                href.push('#');
                href.push_str(fragment);
            }
            href
        };
        match target {
            Target::Page { page, fragment } => {
                scope.site.index.page(*page).map_or(String::new(), |page| to(&page.address, fragment.as_deref()))
            }
            Target::Below { address, .. } | Target::File(address) => to(address, None),
            Target::Here(fragment) => match source.page.filter(|_| source.id != scope.host || self.is_entry) {
                Some(page) => to(&page.address, Some(fragment)),
                None => format!("#{fragment}"),
            },
            Target::Outside(written) => written.clone(),
            Target::Broken => String::new(),
        }
    }

    /// Writes a picture; its content becomes the text in its place.
    pub(super) fn image(&mut self, source: Source<'_>, number: u32, event: usize) -> usize {
        let end = after(source.document, event, number);
        let mut alt = String::new();
        let mut unsaid = Unsaid::default();
        for (inner, _) in source.document.events.iter().take(end.saturating_sub(1)).skip(event + 1) {
            match unsaid.piece(source.document, inner) {
                Some(plain::Piece::Insert(name)) => {
                    let value = self.scope.and_then(|scope| scope.site.index.config.insert(name));
                    alt.push_str(&value.unwrap_or_default());
                }
                Some(piece @ (plain::Piece::Words(_) | plain::Piece::Blank)) => alt.push_str(&piece.as_written()),
                None => {}
            }
        }
        let Some(link) = source.document.links.get(number as usize) else { return end };
        let shown = match self.scope {
            None => Shown { src: uri_escape(&link.target), ..Shown::default() },
            Some(scope) => {
                let target =
                    source.bound.links.get(number as usize).and_then(Option::as_ref).unwrap_or(&Target::Broken);
                let shown = match target {
                    Target::File(address) => pictures::shown(scope.site, scope.address, address),
                    _ => Shown { src: self.href(source, scope, target), ..Shown::default() },
                };
                Shown { src: escape(&shown.src), ..shown }
            }
        };
        self.out.push_str(&format!("<img src=\"{}\" alt=\"{}\"", shown.src, escape(&alt)));
        if !shown.srcset.is_empty() {
            self.out.push_str(&format!(" srcset=\"{}\" sizes=\"{SIZES}\"", escape(&shown.srcset)));
        }
        if let Some(size) = shown.size {
            self.out.push_str(&format!(" width=\"{}\" height=\"{}\"", size.width, size.height));
        }
        if !link.title.is_empty() {
            self.out.push_str(&format!(" title=\"{}\"", escape(&self.filled(&link.title))));
        }
        // What stands before a page's first heading is on the first screen: to load that late would only be slower.
        if self.scope.is_some() && self.level > 1 {
            self.out.push_str(" loading=\"lazy\" decoding=\"async\"");
        }
        self.out.push_str(" />");
        end
    }
}

fn target_page(target: &Target) -> Option<PageId> {
    match target {
        Target::Page { page, .. } => Some(*page),
        Target::Below { .. } | Target::Here(_) | Target::File(_) | Target::Outside(_) | Target::Broken => None,
    }
}

/// The event after the end of a link or picture that begins at `event`.
fn after(document: &Document, event: usize, number: u32) -> usize {
    let closing = |event: &Event| matches!(event, Event::End(Tag::Link(open) | Tag::Image(open)) if *open == number);
    let rest = document.events.iter().enumerate().skip(event + 1);
    rest.into_iter().find(|(_, (event, _))| closing(event)).map_or(document.events.len(), |(at, _)| at + 1)
}

/// A link's target as CommonMark's examples have it: percent-encoded where it must be, `&` escaped.
fn uri_escape(target: &str) -> String {
    let mut out = String::with_capacity(target.len());
    for byte in target.bytes() {
        match byte {
            b'&' => out.push_str("&amp;"),
            b'\'' => out.push_str("&#x27;"),
            b'!' | b'#' | b'$' | b'%' | b'(' | b')' | b'*' | b'+' | b',' | b'-' | b'.' | b'/' | b':' | b';' | b'='
            | b'?' | b'@' | b'_' | b'~' => {
                out.push(char::from(byte));
            }
            byte if byte.is_ascii_alphanumeric() => out.push(char::from(byte)),
            byte => out.push_str(&format!("%{byte:02X}")),
        }
    }
    out
}

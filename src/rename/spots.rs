//! Every place in a file that names a page, a reference or a file of the site, with the bytes of the name.
//!
//! Front matter is walked by the same tables that check it, so a field that names a page is found because its table
//! says so. What is found here is not yet looked up.

use crate::base::span::Span;
use crate::model::doc::{Document, Event, Link, LinkForm, Tag};
use crate::model::page::Page;
use crate::parse::link_target::has_scheme;
use crate::parse::schema::{Field, Shape};
use crate::parse::tree::{Node, Value};
use crate::parse::{config, front_matter, yaml};

/// A name in a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Spot {
    /// The bytes of the name, without a heading: in YAML those of the whole scalar.
    pub span: Span,
    /// The name as it is looked up.
    pub name: String,
    /// How it is written.
    pub form: Form,
}

/// How a name is written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Form {
    /// `[[name]]`; with the end of what is inside the brackets when the link shows its target's title.
    Wiki {
        /// Where a text of its own could be put in.
        bare: Option<Bare>,
    },
    /// The target of a Markdown link or of a definition: a path from the page's folder, or an address from the root.
    Path {
        /// Whether it stands in `<…>`.
        pointed: bool,
    },
    /// The key of `[@key]`.
    Cite,
    /// A page's name in front matter, with its value as YAML reads it.
    Yaml {
        /// The whole value, with a heading or phase.
        value: String,
        /// The scalar as written.
        raw: String,
        /// What the value is.
        what: YamlName,
    },
}

/// A link without a text of its own.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Bare {
    /// Where a text can be put in.
    pub at: Span,
    /// The number of the link in the document.
    pub link: usize,
}

/// What a value of YAML names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum YamlName {
    /// A page, looked up from the page that names it.
    Page,
    /// A page of the default language.
    PageOfDefaultLanguage,
    /// A reference.
    Reference,
    /// A file, from the page's folder or for settings from `content/`.
    File,
    /// A section of the menu.
    Section,
}

/// The spots of a page: its front matter's by these tables, then its body's.
#[must_use]
pub fn of_page(page: &Page, tables: &[&'static [Field]]) -> Vec<Spot> {
    let document = &page.document;
    let mut spots = Vec::new();
    let tree = front_matter::split(&document.source)
        .and_then(|split| yaml::parse(split.yaml.of(&document.source), split.yaml.start as usize).ok());
    if let Some(tree) = &tree {
        tables.iter().for_each(|table| walk_map(tree, table, &mut spots));
        let figures = tree.get("figure").map(Node::items).unwrap_or_default();
        let files = tree.get("image").into_iter().chain(figures.iter().filter_map(|figure| figure.get("src")));
        spots.extend(files.filter_map(|node| yaml_spot(node, YamlName::File)));
        let is_source = |spot: &Spot| tree.get("translation_of").is_some_and(|node| node.span == spot.span);
        for spot in &mut spots {
            if is_source(spot)
                && let Form::Yaml { what, .. } = &mut spot.form
            {
                *what = YamlName::PageOfDefaultLanguage;
            }
        }
    }
    links(document, &mut spots);
    cites(document, &mut spots);
    spots.sort_by_key(|spot| spot.span);
    spots.dedup();
    spots
}

/// The spots of `site.yaml`.
#[must_use]
pub fn of_settings(source: &str) -> Vec<Spot> {
    let Ok(tree) = yaml::parse(source, 0) else { return Vec::new() };
    let mut spots = Vec::new();
    walk_map(&tree, config::FIELDS, &mut spots);
    let logo = tree.get("logo").and_then(|logo| logo.get("src"));
    spots.extend(logo.and_then(|node| yaml_spot(node, YamlName::File)));
    let menu = tree.get("menu").map(Node::items).unwrap_or_default();
    spots.extend(menu.iter().filter_map(|node| yaml_spot(node, YamlName::Section)));
    spots.sort_by_key(|spot| spot.span);
    spots.dedup();
    spots
}

fn walk_map(node: &Node, table: &[Field], spots: &mut Vec<Spot>) {
    for (key, value) in node.entries() {
        if let Some(field) = table.iter().find(|field| field.name == key.text) {
            walk(value, &field.shape, spots);
        }
    }
}

/// Follows a value by its shape.
fn walk(node: &Node, shape: &Shape, spots: &mut Vec<Spot>) {
    match shape {
        Shape::Page => spots.extend(yaml_spot(node, YamlName::Page)),
        Shape::Cite => spots.extend(yaml_spot(node, YamlName::Reference)),
        Shape::List(inner) | Shape::Exactly(_, inner) => {
            // A single map stands for a list of one as well.
            let alone = matches!(node.value, Value::Map(_)).then_some(node);
            node.items().iter().filter(|_| alone.is_none()).chain(alone).for_each(|item| walk(item, inner, spots));
        }
        Shape::Map(fields) => walk_map(node, fields, spots),
        Shape::AnyKeys(inner) => node.entries().iter().for_each(|(_, value)| walk(value, inner, spots)),
        Shape::Either(shapes) => shapes.iter().for_each(|shape| walk(node, shape, spots)),
        Shape::Text
        | Shape::QuotedText
        | Shape::Bool
        | Shape::Whole(..)
        | Shape::Number(..)
        | Shape::PerCent
        | Shape::Date
        | Shape::Word(_)
        | Shape::Id
        | Shape::Count
        | Shape::Time
        | Shape::Load
        | Shape::Days
        | Shape::Issued
        | Shape::Window => {}
    }
}

fn yaml_spot(node: &Node, what: YamlName) -> Option<Spot> {
    let value = node.text()?.raw;
    let name = match what {
        YamlName::Page | YamlName::PageOfDefaultLanguage => value.split('#').next().unwrap_or_default().trim(),
        YamlName::Reference => value.trim_start_matches('@'),
        YamlName::File => value.as_str(),
        YamlName::Section => value.trim_matches('/'),
    };
    let name = name.to_owned();
    (!name.is_empty()).then_some(Spot {
        span: node.span,
        name,
        form: Form::Yaml { value, raw: node.raw.clone(), what },
    })
}

/// The links, pictures, transclusions and definitions of a body.
fn links(document: &Document, spots: &mut Vec<Spot>) {
    let ends = text_ends(document);
    for (number, link) in document.links.iter().enumerate() {
        match link.form {
            LinkForm::Wiki => spots.extend(wiki(document, number, link)),
            LinkForm::Markdown => {
                let end = ends.get(number).copied().flatten().unwrap_or(link.span.start);
                spots.extend(inline(&document.source, link, end as usize));
            }
            LinkForm::Auto | LinkForm::Email => {}
        }
    }
    for embed in &document.embeds {
        spots.extend(bracketed(&document.source, embed.span, 3, &embed.target, None));
    }
    spots.extend(document.definitions.iter().filter_map(|span| definition(document, *span)));
}

/// Where the text of each link ends.
fn text_ends(document: &Document) -> Vec<Option<u32>> {
    let mut ends = vec![None; document.links.len()];
    let mut open: Vec<(u32, u32)> = Vec::new();
    for (event, span) in &document.events {
        match event {
            Event::Start(Tag::Link(number)) => open.push((*number, span.start + 1)),
            Event::Start(Tag::Image(number)) => open.push((*number, span.start + 2)),
            Event::End(Tag::Link(_) | Tag::Image(_)) => {
                if let Some((number, end)) = open.pop()
                    && let Some(place) = ends.get_mut(number as usize)
                {
                    *place = Some(end);
                }
                extend(&mut open, *span);
            }
            Event::Start(_) => {}
            Event::End(_)
            | Event::Text(_)
            | Event::Code(_)
            | Event::Html(_)
            | Event::InlineHtml(_)
            | Event::SoftBreak
            | Event::HardBreak
            | Event::Rule
            | Event::TaskMarker(_)
            | Event::FootnoteMark(_)
            | Event::Insert(_)
            | Event::Cite(_)
            | Event::Embed(_) => extend(&mut open, *span),
        }
    }
    ends
}

fn extend(open: &mut [(u32, u32)], span: Span) {
    if let Some((_, end)) = open.last_mut() {
        *end = (*end).max(span.end);
    }
}

fn wiki(document: &Document, number: usize, link: &Link) -> Option<Spot> {
    let end = link.span.end.saturating_sub(2);
    let bare = (!link.has_text).then_some(Bare { at: Span { start: end, end }, link: number });
    bracketed(&document.source, link.span, 2, &link.target, bare)
}

/// The name in `[[name#heading|text]]`, whose brackets open with `opening` bytes.
fn bracketed(source: &str, span: Span, opening: usize, target: &str, bare: Option<Bare>) -> Option<Spot> {
    if target.is_empty() {
        return None;
    }
    let start = span.start as usize + opening;
    let inside = source.get(start..)?;
    let at = inside.find(|letter: char| !letter.is_whitespace())?;
    // Where the name does not stand as it reads, its span is empty: it cannot be written anew.
    let length = if inside.get(at..).is_some_and(|rest| rest.starts_with(target)) { target.len() } else { 0 };
    let span = Span::new(start + at, start + at + length);
    Some(Spot { span, name: target.to_owned(), form: Form::Wiki { bare } })
}

/// The target of `[text](target)`; `None` for the reference forms, whose target stands in a definition.
fn inline(source: &str, link: &Link, text_end: usize) -> Option<Spot> {
    if link.target.is_empty() || has_scheme(&link.target) || link.target.starts_with("//") {
        return None;
    }
    let rest = source.get(text_end..link.span.end as usize)?;
    let opens = rest.find("](")? + 2;
    let (span, pointed) = destination(source, text_end + opens)?;
    let name = link.target.split('?').next().unwrap_or_default().to_owned();
    Some(Spot { span, name, form: Form::Path { pointed } })
}

/// The target of `[name]: target`.
fn definition(document: &Document, span: Span) -> Option<Spot> {
    let source = &document.source;
    let opens = span.of(source).find("]:")? + 2;
    let (inner, pointed) = destination(source, span.start as usize + opens)?;
    let name = unescaped(inner.of(source));
    let skip = name.is_empty() || has_scheme(&name) || name.starts_with("//");
    (!skip).then_some(Spot { span: inner, name, form: Form::Path { pointed } })
}

/// The bytes of a link's target from `from` on, up to a heading or a question; and whether it stands in `<…>`.
fn destination(source: &str, from: usize) -> Option<(Span, bool)> {
    let start = from + first_of_target(source.get(from..)?)?;
    let text = source.get(start..)?;
    let (start, text, pointed) = match text.strip_prefix('<') {
        Some(inner) => (start + 1, inner, true),
        None => (start, text, false),
    };
    let mut depth = 0_usize;
    let mut letters = text.char_indices();
    let mut end = text.len();
    while let Some((at, letter)) = letters.next() {
        let closes = match letter {
            '\\' => {
                letters.next();
                false
            }
            '>' | '\n' | '\r' if pointed => true,
            '#' | '?' => true,
            _ if pointed => false,
            '(' => {
                depth += 1;
                false
            }
            ')' if depth > 0 => {
                depth -= 1;
                false
            }
            ')' => true,
            letter => letter.is_whitespace(),
        };
        if closes {
            end = at;
            break;
        }
    }
    (end > 0).then(|| (Span::new(start, start + end), pointed))
}

/// Where a target begins after its bracket or colon: on the same line or, past the marks of quotations, on the next.
fn first_of_target(rest: &str) -> Option<usize> {
    let mut is_next_line = false;
    let is_before = |letter: char| {
        is_next_line |= letter == '\n';
        letter.is_whitespace() || (is_next_line && letter == '>')
    };
    let before = rest.len() - rest.trim_start_matches(is_before).len();
    (before < rest.len()).then_some(before)
}

/// A target without the backslashes that keep signs as they are.
fn unescaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut letters = text.chars().peekable();
    while let Some(letter) = letters.next() {
        match letters.peek() {
            Some(next) if letter == '\\' && next.is_ascii_punctuation() => out.extend(letters.next()),
            Some(_) | None => out.push(letter),
        }
    }
    out
}

/// The keys of citations.
fn cites(document: &Document, spots: &mut Vec<Spot>) {
    for group in &document.cites {
        let text = group.span.of(&document.source);
        let mut position = 0;
        for item in &group.items {
            let written = format!("@{}", item.key);
            let Some(found) = text.get(position..).and_then(|rest| rest.find(&written)) else { continue };
            let start = position + found + 1;
            position = start + item.key.len();
            let span = Span::new(start, position).shifted(group.span.start as usize);
            spots.push(Spot { span, name: item.key.clone(), form: Form::Cite });
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::load::Snapshot;
    use crate::parse::ParseOptions;
    use crate::parse::markdown::{Dialect, parse};

    /// The spots of a body, each as the bytes of its span and, where that differs, its name.
    fn shown(source: &str) -> Vec<String> {
        let (document, _) = parse(&source.into(), 0, Dialect::Soleus);
        let mut spots = Vec::new();
        links(&document, &mut spots);
        cites(&document, &mut spots);
        spots.sort_by_key(|spot| spot.span);
        let shown = spots.iter().map(|spot| {
            let written = spot.span.of(source);
            if written == spot.name { written.to_owned() } else { format!("{written} = {}", spot.name) }
        });
        shown.collect()
    }

    #[test]
    fn wiki_links_and_transclusions() {
        assert_eq!(shown("[[a]] [[ b c |t]] [[d#e]] [[#here]] [[f#g|h]]"), ["a", "b c", "d", "f"]);
        assert_eq!(shown("![[a#b]]\n\n![[c]]\n"), ["a", "c"]);
        assert_eq!(shown("| x |\n|---|\n| [[a\\|t]] |\n"), ["a"]);
        assert_eq!(shown("`[[a]]` \\[[b]]\n\n    [[c]]\n"), Vec::<String>::new());
    }

    #[test]
    fn markdown_links_and_pictures() {
        assert_eq!(shown("[t](a.md) [*t* `](x)`](b.md#c \"](d)\") ![p](e.svg)"), ["a.md", "b.md", "e.svg"]);
        assert_eq!(
            shown("[t](<a b.md#c>) [t](a%20b.md?q) [t]( a\\(b.md )"),
            ["a b.md", "a%20b.md", "a\\(b.md = a(b.md"]
        );
        assert_eq!(shown("[![p](a.svg)](b.md) [t](c_(d).md)"), ["a.svg", "b.md", "c_(d).md"]);
        assert_eq!(shown("[t](https://x.example/a.md) <https://x.example> [t](#h) [t]()"), Vec::<String>::new());
    }

    #[test]
    fn definitions_hold_the_target_of_their_links() {
        assert_eq!(shown("[t][r] [r] [x](a.md)\n\n[r]: <b c.md#h> 'title'\n[unused]: d.md\n"), ["a.md", "b c.md"]);
    }

    #[test]
    fn a_target_may_begin_the_next_line_of_a_quotation() {
        assert_eq!(shown("> See [t](\n> a.md) and [r].\n>\n> [r]:\n>   b.md\n"), ["a.md", "b.md"]);
        assert_eq!(shown("> > [t](\n> > <a b.md>)\n\n> [r]: b.md\n\n[r] [t](\nc.md)\n"), ["a b.md", "b.md", "c.md"]);
    }

    #[test]
    fn pictures_of_a_list_of_figures_are_found() {
        let page = |figure: &str| {
            let source = format!("---\nkind: anatomy\ntitle: A\nfigure:\n{figure}---\nText.\n");
            let file = Snapshot::from_texts([("content/a.md", source.as_str())]).files.into_iter().next().unwrap();
            let options = ParseOptions { languages: &[], forms: &[] };
            let spots = of_page(&crate::parse::page(&file.0, &file.1, options).value, &[]);
            spots.into_iter().map(|spot| spot.name).collect::<Vec<_>>()
        };
        assert_eq!(page("  src: a.svg\n"), ["a.svg"]);
        assert_eq!(page("  - src: a.svg\n  - src: ../b.svg\n    alt: B\n"), ["a.svg", "../b.svg"]);
    }

    #[test]
    fn citations_are_found_by_their_whole_key() {
        assert_eq!(shown("[@ab, p. 2; -@a; @ab-c]"), ["ab", "a", "ab-c"]);
    }
}

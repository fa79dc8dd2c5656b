//! A moved page keeps its old address: an entry in its `redirect_from`, in the YAML style that the list has.

use super::Refusal;
use super::edit::{self, Edit};
use super::names::Shift;
use super::scalar;
use crate::base::address::Address;
use crate::base::span::Span;
use crate::model::page::Page;
use crate::parse::tree::{Node, Value};
use crate::parse::{address_of, front_matter, yaml};
use crate::resolve::bind::is_generated;

/// What happens to a moved page's front matter.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Kept {
    /// This edit, which adds the old address when there is one to add.
    Edit(Edit, Option<Address>),
    /// Nothing: the address stays.
    NotNeeded,
    /// Nothing: something else has the old address now.
    Held(Address),
    /// The front matter is written in a way that cannot take another entry.
    Impossible,
}

/// What a moved page's `redirect_from` becomes.
#[must_use]
pub fn keep_old_address(shift: &Shift<'_>, page: &Page) -> Kept {
    let new = address_of(&shift.moves.after(&page.path));
    if new == page.address {
        return Kept::NotNeeded;
    }
    let old = &page.address;
    let after = shift.after;
    let held = after.addresses.contains_key(old) || after.nav.sections.contains_key(old) || is_generated(old);
    let listed = page.meta.redirect_from.iter().any(|entry| entry.raw == old.as_str());
    let adds = (!held && !listed).then(|| old.clone());
    // An address that the page has again may not lead to it as an old one.
    let again = page.meta.redirect_from.iter().any(|entry| entry.raw == new.as_str());
    match (&adds, again) {
        (None, false) if held => Kept::Held(old.clone()),
        (None, false) => Kept::NotNeeded,
        (None, true) | (Some(_), _) => match edited(&page.document.source, adds.as_ref(), &new) {
            Some(edit) => Kept::Edit(edit, adds),
            None => Kept::Impossible,
        },
    }
}

/// Why the front matter cannot be changed.
#[must_use]
pub fn refused(page: &Page) -> Box<Refusal> {
    Refusal::content(
        format!("the front matter of `{}` is written in a way that cannot take a `redirect_from`", page.path),
        format!("write `redirect_from: [{}]` on a line of its own in it, and try again", page.address),
        None,
    )
}

/// The first of several edits after which the front matter reads as before, with the list as it should be.
fn edited(source: &str, adds: Option<&Address>, new: &Address) -> Option<Edit> {
    let split = front_matter::split(source)?;
    let read = |source: &str| yaml::parse(split_yaml(source)?, 0).ok();
    let before = read(source)?;
    let mut wanted: Vec<String> =
        before.get("redirect_from").map(Node::texts).unwrap_or_default().into_iter().map(|text| text.raw).collect();
    match (wanted.iter().position(|entry| entry == new.as_str()), adds) {
        (Some(place), Some(adds)) => drop(wanted.splice(place..=place, [adds.to_string()])),
        (Some(place), None) => drop(wanted.remove(place)),
        (None, adds) => wanted.extend(adds.map(ToString::to_string)),
    }
    let tree = yaml::parse(split.yaml.of(source), split.yaml.start as usize).ok()?;
    let is_right = |edit: &Edit| {
        let after = edit::apply(source, std::slice::from_ref(edit)).and_then(|source| read(&source));
        after.is_some_and(|after| list_is(&after, &wanted) && others(&after) == others(&before))
    };
    attempts(source, &tree, split.yaml, adds, new).into_iter().find(is_right)
}

fn split_yaml(source: &str) -> Option<&str> {
    front_matter::split(source).map(|split| split.yaml.of(source))
}

fn list_is(tree: &Node, wanted: &[String]) -> bool {
    let list = tree.get("redirect_from").map(Node::texts).unwrap_or_default();
    list.iter().map(|text| text.raw.as_str()).eq(wanted.iter().map(String::as_str))
}

/// All other keys with their values, without places.
fn others(tree: &Node) -> Vec<(String, String)> {
    let other = tree.entries().iter().filter(|(key, _)| key.text != "redirect_from");
    other.map(|(key, node)| (key.text.clone(), plain(node))).collect()
}

/// A node's value as text, without its place and quotes.
fn plain(node: &Node) -> String {
    match &node.value {
        Value::List(items) => format!("[{}]", items.iter().map(plain).collect::<Vec<_>>().join(",")),
        Value::Map(entries) => {
            let entries = entries.iter().map(|(key, value)| format!("{:?}:{}", key.text, plain(value)));
            format!("{{{}}}", entries.collect::<Vec<_>>().join(","))
        }
        Value::Null | Value::Bool(_) | Value::Int(_) | Value::Float(_) | Value::Text(_) => format!("{:?}", node.value),
    }
}

/// Edits that may do, the best first.
fn attempts(source: &str, tree: &Node, whole: Span, adds: Option<&Address>, new: &Address) -> Vec<Edit> {
    let list = tree.entries().iter().find(|(key, _)| key.text == "redirect_from");
    match list {
        None => adds.map(|adds| new_lists(source, tree, whole, adds)).unwrap_or_default(),
        Some((key, node)) => {
            let again = node.items().iter().find(|item| item.text().is_some_and(|text| text.raw == new.as_str()));
            match (again, adds) {
                (Some(item), Some(adds)) => {
                    let text = scalar::rewritten(&item.raw, new.as_str(), adds.as_str());
                    text.map(|new| Edit { span: item.span, new }).into_iter().collect()
                }
                (Some(item), None) => without(source, key.span, node, item),
                (None, Some(adds)) => longer_lists(source, key.span, node, adds),
                (None, None) => Vec::new(),
            }
        }
    }
}

/// A list of its own: behind the names of the page, or at the end of the front matter.
fn new_lists(source: &str, tree: &Node, whole: Span, adds: &Address) -> Vec<Edit> {
    let newline = if whole.of(source).contains("\r\n") { "\r\n" } else { "\n" };
    let line = format!("redirect_from: [{}]{newline}", scalar::plain_or_quoted(adds.as_str()));
    let anchors = ["aliases", "summary", "title"].into_iter().filter_map(|key| tree.get(key));
    let behind = anchors.filter_map(|node| line_end(source, node.span.end as usize));
    let places = behind.chain([whole.end as usize]);
    places.map(|at| Edit { span: Span::new(at, at), new: line.clone() }).collect()
}

/// A longer list: in brackets, a line for each, or a single value.
fn longer_lists(source: &str, key: Span, node: &Node, adds: &Address) -> Vec<Edit> {
    let new = scalar::plain_or_quoted(adds.as_str());
    let put = |at: usize, new: String| Edit { span: Span::new(at, at), new };
    let (Value::List(items), Some(last)) = (&node.value, node.items().last()) else {
        if node.value == Value::Null {
            let colon = source.get(key.end as usize..).and_then(|rest| rest.find(':')).unwrap_or(0);
            return vec![put(key.end as usize + colon + 1, format!(" [{new}]"))];
        }
        let empty = node.items().is_empty();
        let list = if empty { format!("[{new}]") } else { format!("[{}, {new}]", node.span.of(source)) };
        let span = if empty { bracket_pair(source, node.span) } else { node.span };
        return vec![Edit { span, new: list }];
    };
    let end = last.span.end as usize;
    let own_line = items.last().and_then(|item| {
        let start = item.span.start as usize;
        let line = source.get(..start)?.rfind('\n')? + 1;
        let mark = source.get(line..start).filter(|mark| mark.trim() == "-")?;
        let after = line_end(source, end)?;
        let newline = if source.get(..after)?.ends_with("\r\n") { "\r\n" } else { "\n" };
        Some(put(after, format!("{mark}{new}{newline}")))
    });
    own_line.into_iter().chain([put(end, format!(", {new}"))]).collect()
}

/// The list without one of its entries; without the key where it was the only one.
fn without(source: &str, key: Span, node: &Node, item: &Node) -> Vec<Edit> {
    let cut = |start: usize, end: usize| Edit { span: Span::new(start, end), new: String::new() };
    let (start, end) = (item.span.start as usize, item.span.end as usize);
    let line_start =
        |at: usize| source.get(..at).and_then(|before| before.rfind('\n')).map_or(0, |newline| newline + 1);
    let mut edits = Vec::new();
    if node.items().len() < 2 {
        edits.extend(line_end(source, end).map(|after| cut(line_start(key.start as usize), after)));
        return edits;
    }
    edits.extend(line_end(source, end).map(|after| cut(line_start(start), after)));
    let after = source.get(end..).unwrap_or_default();
    let comma = after.find(',').map(|at| {
        let blanks = after.get(at + 1..).map_or(0, |rest| rest.len() - rest.trim_start().len());
        cut(start, end + at + 1 + blanks)
    });
    edits.extend(comma);
    edits.extend(source.get(..start).and_then(|before| before.rfind(',')).map(|at| cut(at, end)));
    edits
}

/// An empty list in brackets, whose node ends where it begins.
fn bracket_pair(source: &str, span: Span) -> Span {
    let start = span.start as usize;
    let end = source.get(start..).and_then(|rest| rest.find(']')).map_or(start, |at| start + at + 1);
    Span::new(start, end)
}

/// Where the line of a place ends, behind its line break.
fn line_end(source: &str, at: usize) -> Option<usize> {
    source.get(at..)?.find('\n').map(|newline| at + newline + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The front matter after a page at `/new/` that was at `/old/` took in its old address.
    fn shown(front: &str) -> String {
        let source = format!("---\n{front}---\nText\n");
        let (old, new) = (Address::parse("/old/").unwrap(), Address::parse("/new/").unwrap());
        let edit = edited(&source, Some(&old), &new).unwrap();
        let after = edit::apply(&source, &[edit]).unwrap();
        after.strip_prefix("---\n").unwrap().strip_suffix("---\nText\n").unwrap().to_owned()
    }

    #[test]
    fn a_list_is_added_behind_the_names_of_the_page() {
        assert_eq!(shown("title: A\norder: 1\n"), "title: A\nredirect_from: [/old/]\norder: 1\n");
        assert_eq!(
            shown("title: A # a\naliases: [b,\n  c]\n"),
            "title: A # a\naliases: [b,\n  c]\nredirect_from: [/old/]\n"
        );
        assert_eq!(
            shown("title: A\nsummary: >\n  long\n  text\n"),
            "title: A\nsummary: >\n  long\n  text\nredirect_from: [/old/]\n"
        );
        assert_eq!(shown("title: A\r\norder: 1\r\n"), "title: A\r\nredirect_from: [/old/]\r\norder: 1\r\n");
    }

    #[test]
    fn a_list_keeps_its_style() {
        assert_eq!(shown("title: A\nredirect_from: [/x/] # c\n"), "title: A\nredirect_from: [/x/, /old/] # c\n");
        assert_eq!(shown("title: A\nredirect_from: [\"/x/\"]\n"), "title: A\nredirect_from: [\"/x/\", /old/]\n");
        assert_eq!(
            shown("title: A\nredirect_from:\n  - /x/ # c\norder: 1\n"),
            "title: A\nredirect_from:\n  - /x/ # c\n  - /old/\norder: 1\n"
        );
        assert_eq!(
            shown("redirect_from:\r\n- /x/\r\ntitle: A\r\n"),
            "redirect_from:\r\n- /x/\r\n- /old/\r\ntitle: A\r\n"
        );
        assert_eq!(shown("title: A\nredirect_from: /x/\n"), "title: A\nredirect_from: [/x/, /old/]\n");
        assert_eq!(shown("title: A\nredirect_from: []\n"), "title: A\nredirect_from: [/old/]\n");
        assert_eq!(shown("title: A\nredirect_from:\norder: 1\n"), "title: A\nredirect_from: [/old/]\norder: 1\n");
    }

    #[test]
    fn an_address_that_the_page_has_again_gives_its_place_to_the_old_one() {
        assert_eq!(shown("title: A\nredirect_from: [/x/, '/new/']\n"), "title: A\nredirect_from: [/x/, '/old/']\n");
    }

    #[test]
    fn an_entry_is_taken_out_with_its_line_or_comma() {
        let without = |front: &str| {
            let source = format!("---\n{front}---\n");
            let edit = edited(&source, None, &Address::parse("/new/").unwrap()).unwrap();
            edit::apply(&source, &[edit]).unwrap()
        };
        assert_eq!(without("title: A\nredirect_from: [/new/]\n"), "---\ntitle: A\n---\n");
        assert_eq!(without("title: A\nredirect_from: [/new/, /x/]\n"), "---\ntitle: A\nredirect_from: [/x/]\n---\n");
        assert_eq!(without("title: A\nredirect_from: [/x/, /new/]\n"), "---\ntitle: A\nredirect_from: [/x/]\n---\n");
        assert_eq!(
            without("title: A\nredirect_from:\n  - /x/\n  - /new/\norder: 1\n"),
            "---\ntitle: A\nredirect_from:\n  - /x/\norder: 1\n---\n"
        );
    }
}

//! Keys that are not known, and what their author meant by them: a key with a slip in it, or the rest of a text that was
//! cut at its comma.
//!
//! The slip itself is reported. All that follows is read as if it had not been made, so that it brings no problems of
//! its own: a decision with `outcome:` for `outcomes:` would have one for each answer.

use super::schema::{Field, Shape};
use super::tree::{Key, Node, Value};
use crate::base::nearest::nearest;
use crate::base::span::Span;

/// The most commas that a text is put together over: looking back from each of thousands would take long.
const MOST_COMMAS: usize = 50;

/// A text within `{ }` that was cut at its comma.
pub(super) struct Cut<'a> {
    /// The key that the text belongs to.
    pub key: &'a Key,
    /// The first of the keys that its rest was read as.
    pub rest: &'a Key,
    /// Where the text stands, up to its comma.
    pub span: Span,
    /// The text as it was meant.
    pub whole: String,
    /// Whether the place asked for is that first key.
    pub is_first: bool,
    /// The place of the text among the entries.
    place: usize,
}

/// The text that an entry without a value is the rest of: `{ label: Yes, or not sure, goto: x }`.
pub(super) fn cut_text(entries: &[(Key, Node)], place: usize) -> Option<Cut<'_>> {
    let is_rest =
        |(key, node): &(Key, Node)| node.value == Value::Null && node.raw.is_empty() && key.text.contains(' ');
    let before = entries.get(..=place)?.iter().rev().take(MOST_COMMAS).take_while(|entry| is_rest(entry)).count();
    let first = (place + 1).checked_sub(before).filter(|_| before > 0)?;
    let (key, node) = entries.get(first.checked_sub(1)?)?;
    let text = node.text().filter(|text| text.raw == node.raw)?;
    let rest: Vec<&Key> =
        entries.iter().skip(first).take(MOST_COMMAS).take_while(|entry| is_rest(entry)).map(|(key, _)| key).collect();
    let words = std::iter::once(text.raw.as_str()).chain(rest.iter().map(|key| key.text.as_str()));
    let whole = words.collect::<Vec<_>>().join(", ");
    Some(Cut { key, span: node.span, rest: rest.first()?, whole, is_first: place == first, place: first - 1 })
}

/// The unknown keys of a map that are near a key it does not have, with that key.
pub(super) fn meant<'a>(node: &'a Node, tables: &[&'static [Field]]) -> Vec<(&'a Key, &'static Field)> {
    let fields = || tables.iter().flat_map(|table| table.iter());
    let has = |field: &&Field| node.entries().iter().any(|(key, _)| key.text == field.name);
    let is_known = |key: &Key| fields().any(|field| field.name == key.text);
    let unknown: Vec<&Key> = node.entries().iter().map(|(key, _)| key).filter(|key| !is_known(key)).collect();
    let mut free: Vec<&'static Field> = if unknown.is_empty() { Vec::new() } else { fields().collect() };
    free.retain(|field| !has(field));
    let mut found = Vec::new();
    for key in unknown {
        let Some(near) = nearest(&key.text, free.iter().map(|field| field.name)) else { continue };
        let Some(place) = free.iter().position(|field| field.name == near) else { continue };
        found.push((key, free.remove(place)));
    }
    found
}

/// A map without its slips.
pub(super) fn as_meant(node: Node, tables: &[&'static [Field]]) -> Node {
    let fields = || tables.iter().flat_map(|table| table.iter());
    let named: Vec<(Key, &str)> =
        meant(&node, tables).into_iter().map(|(key, field)| (key.clone(), field.name)).collect();
    let mut entries: Vec<(Key, Node)> = Vec::with_capacity(node.entries().len());
    for (place, (key, value)) in node.entries().iter().enumerate() {
        if let Some(cut) = cut_text(node.entries(), place).filter(|_| !fields().any(|field| field.name == key.text)) {
            if let Some((_, text)) = entries.last_mut().filter(|_| cut.is_first && cut.place + 1 == place) {
                text.value = Value::Text(cut.whole);
            }
            continue;
        }
        let slip = named.iter().find(|(slip, _)| slip == key);
        let name = slip.map_or(key.text.as_str(), |(_, name)| *name);
        let value = match fields().find(|field| field.name == name) {
            Some(field) => value_as_meant(value.clone(), &field.shape),
            None => value.clone(),
        };
        entries.push((Key { text: name.to_owned(), span: key.span }, value));
    }
    Node { value: Value::Map(entries), ..node }
}

fn value_as_meant(node: Node, shape: &Shape) -> Node {
    match (&node.value, shape) {
        (Value::Map(_), Shape::Map(fields)) => as_meant(node, &[fields]),
        (_, Shape::Either(shapes)) => shapes.iter().fold(node, value_as_meant),
        (_, Shape::List(inner)) => match node.value {
            Value::List(items) => {
                let items = items.into_iter().map(|item| value_as_meant(item, inner)).collect();
                Node { value: Value::List(items), ..node }
            }
            value => value_as_meant(Node { value, ..node }, inner),
        },
        _ => node,
    }
}

#[cfg(test)]
mod tests {
    use crate::kinds::FORMS;
    use crate::load::Snapshot;
    use crate::parse::{self, ParseOptions};

    #[track_caller]
    fn check(front_matter: &str, title: &str, expected: &[&str]) {
        let page = format!("---\n{front_matter}---\n");
        let snapshot = Snapshot::from_texts([("content/a.md", page.as_str())]);
        let (path, file) = snapshot.files.iter().next().unwrap();
        let options = ParseOptions { languages: &["en-GB".to_owned()], forms: FORMS };
        let outcome = parse::page(path, file, options);
        let line = |problem: &crate::diag::Problem| {
            format!("{} {} | {}", problem.code.id, problem.message, problem.help.as_deref().unwrap_or_default())
        };
        assert_eq!(outcome.problems.iter().map(line).collect::<Vec<_>>(), expected);
        assert_eq!(outcome.value.meta.title.raw, title);
    }

    #[test]
    fn a_key_with_a_slip_is_read_as_it_was_meant() {
        check("titel: x\n", "x", &["F003 the key `titel` is not known here | write `title`"]);
        check(
            "title: x\ntitel: y\n",
            "x",
            &["F003 the key `titel` is not known here | take it out: `title` is there already"],
        );
        check("summary: b\n", "a", &["F005 `title` is missing | add `title: …` (the page's title and heading)"]);
        let phases = "kind: programme\ntitle: x\nphase:\n  - {id: b, titel: B, end: true}\n";
        let expected = [
            "F003 the key `phase` is not known here | write `phases`",
            "F003 `phases[1]` has no key `titel` | write `title`",
            "F003 `phases[1]` has no key `end` | write `ends`",
        ];
        check(phases, "x", &expected);
    }

    #[test]
    fn a_text_that_is_cut_at_its_comma_is_told_once() {
        let programme =
            "kind: programme\ntitle: x\nphases:\n  - {id: b, title: One, or two, or all three, ends: true}\n";
        let expected = "F003 the text of `phases[1].title` ends at its comma: `or two` is read as a key | \
                        put the text in quotes: `title: \"One, or two, or all three\"`";
        check(programme, "x", &[expected]);
    }
}

//! CSL-JSON, as Zotero, Better BibTeX and PubMed's citation exporter write it, to drafts.
//!
//! Takes a list of items, one item, or `{"items": […]}`. Each item is read on its own, so that a broken one costs
//! itself alone. Zotero's own JSON is another format and is named in the message.

use serde_json::{Map, Value};

use super::bib_fields::names_as_text;
use super::draft::{Author, Draft, Drafts, Remark, clean, without_full_stop};
use super::plain::without_html;
use super::published::{self, Published, Reading};
use super::{notes, vocabulary};
use crate::base::span::Span;

/// Variables under the names that older exports give them.
const RENAMED: [(&str, &str); 3] =
    [("journalAbbreviation", "container-title-short"), ("shortTitle", "title-short"), ("pmid", "PMID")];

/// Keys that are read by themselves, or that say nothing of the source.
const READ_APART: [&str; 7] = ["id", "citation-key", "type", "title", "author", "issued", "note"];

/// Reads a whole file.
#[must_use]
pub fn read(text: &str) -> Drafts {
    let (items, open) = items(text);
    let mut drafts = Drafts::default();
    for span in items {
        match draft(text, span) {
            Ok(draft) => drafts.drafts.push(draft),
            Err(fault) => drafts.faults.push(fault),
        }
    }
    drafts.faults.extend(no_objects(text));
    drafts.faults.extend(open.map(|span| Remark {
        span,
        message: "the JSON ends inside an item, which was left out with all that follows it".to_owned(),
        help: "export the file again, or close the item's brackets".to_owned(),
    }));
    drafts
}

/// The entries of the list that are no objects and so hold no source.
fn no_objects(text: &str) -> Vec<Remark> {
    let whole: Value = serde_json::from_str(text.trim_start_matches('\u{feff}')).unwrap_or_default();
    let list = whole.as_array().or_else(|| whole.get("items")?.as_array());
    let strays = list.into_iter().flatten().enumerate().filter(|(_, item)| !item.is_object());
    let remark = |(place, _): (usize, &Value)| Remark {
        span: Span::default(),
        message: format!("entry {} of the list is no object in `{{ }}`, so it holds no source", place + 1),
        help: "export the file again, or take that entry out".to_owned(),
    };
    strays.map(remark).collect()
}

/// Where the items stand, and where one begins that does not end.
fn items(text: &str) -> (Vec<Span>, Option<Span>) {
    let mut objects = Vec::new();
    let mut open: Vec<(usize, char)> = Vec::new();
    let mut string_start = None;
    let mut last_string = "";
    let mut in_list_of_items = None;
    let mut escaped = false;
    for (at, character) in text.char_indices() {
        if let Some(start) = string_start {
            match character {
                _ if escaped => escaped = false,
                '\\' => escaped = true,
                '"' => {
                    last_string = text.get(start..at).unwrap_or_default();
                    string_start = None;
                }
                _ => {}
            }
            continue;
        }
        match character {
            '"' => string_start = Some(at + 1),
            '{' | '[' => {
                if character == '[' && open.len() == 1 && last_string == "items" {
                    in_list_of_items = Some(objects.len());
                }
                open.push((at, character));
            }
            '}' | ']' => {
                if let Some((start, '{')) = open.pop() {
                    objects.push((open.len(), in_list_of_items.is_some(), Span::new(start, at + 1)));
                }
            }
            _ => {}
        }
    }
    let list = in_list_of_items.is_some();
    let depth = if list {
        2
    } else {
        usize::from(text.trim_start_matches(['\u{feff}', ' ', '\n', '\r', '\t']).starts_with('['))
    };
    let spans =
        objects.into_iter().filter(|(level, inside, _)| *level == depth && (!list || *inside)).map(|(_, _, span)| span);
    let unclosed = open.get(depth).or(open.last()).map(|(start, _)| Span::new(*start, start + 1));
    (spans.collect(), unclosed)
}

fn draft(text: &str, span: Span) -> Result<Draft, Remark> {
    let begin = Span::new(span.start as usize, span.start as usize + 1);
    let item: Map<String, Value> = serde_json::from_str(span.of(text)).map_err(|error| not_json(text, span, &error))?;
    let mut draft = Draft::new(&key(&item), begin);
    if item.contains_key("itemType") && !item.contains_key("type") {
        return Err(Remark {
            span: begin,
            message: format!("{} is in Zotero's own JSON, not in CSL-JSON", named(&draft)),
            help: "export from Zotero as `CSL JSON` and import that file".to_owned(),
        });
    }
    draft.title = text_of(item.get("title")).map(|title| without_full_stop(&title)).unwrap_or_default();
    if draft.title.is_empty() {
        return Err(Remark {
            span: begin,
            message: format!("{} has no title, which every page needs", named(&draft)),
            help: "add `title` to the item and import the file again".to_owned(),
        });
    }
    kind(&item, &mut draft);
    draft.authors = item.get("author").map(|names| people(names, "author", &mut draft)).unwrap_or_default();
    if let Some(date) = item.get("issued") {
        let (reading, written) = issued(date);
        if !written.is_empty() {
            draft.date(reading, &written);
        }
    }
    for (name, value) in item.iter().filter(|(name, _)| !READ_APART.contains(&name.as_str())) {
        variable(name, value, &mut draft);
    }
    if let Some(note) = item.get("note").and_then(Value::as_str)
        && notes::take_numbers(note, &mut draft) == notes::Rest::Something
    {
        draft.leave_out("note");
    }
    draft.settle();
    Ok(draft)
}

fn named(draft: &Draft) -> String {
    if draft.key.is_empty() { "an item".to_owned() } else { format!("item `{}`", draft.key) }
}

fn not_json(text: &str, span: Span, error: &serde_json::Error) -> Remark {
    let item = span.of(text);
    let line_start: usize = item.split_inclusive('\n').take(error.line().saturating_sub(1)).map(str::len).sum();
    let at = (span.start as usize + line_start + error.column().saturating_sub(1)).min(text.len());
    let words = error.to_string();
    let words = words.split(" at line ").next().unwrap_or_default();
    Remark {
        span: Span::new(at, at + 1),
        message: format!("an item is not JSON: {words}"),
        help: "correct the item and import the file again".to_owned(),
    }
}

fn key(item: &Map<String, Value>) -> String {
    let text = |name| text_of(item.get(name)).filter(|key| !key.is_empty());
    text("citation-key").or_else(|| text("id")).unwrap_or_default()
}

/// A text or a number as plain text on one line.
fn text_of(value: Option<&Value>) -> Option<String> {
    match value? {
        Value::String(text) => Some(clean(&without_html(text))),
        Value::Number(number) => Some(number.to_string()),
        Value::Null | Value::Bool(_) | Value::Array(_) | Value::Object(_) => None,
    }
}

fn kind(item: &Map<String, Value>, draft: &mut Draft) {
    let written = text_of(item.get("type")).unwrap_or_default();
    let known = vocabulary::item_types().iter().find(|name| **name == written);
    draft.kind = known.copied().unwrap_or("document");
    if known.is_none() {
        let what = if written.is_empty() {
            "the item has no `type`".to_owned()
        } else {
            format!("`{written}` is no CSL type")
        };
        draft.remark(format!("{what}, so `type` is `document`"), "set `type` on the page");
    }
}

fn variable(name: &str, value: &Value, draft: &mut Draft) {
    let variable = RENAMED.iter().find(|(old, _)| *old == name).map_or(name, |(_, new)| new);
    match value {
        Value::Array(_) if vocabulary::holds_names(variable) => {
            let names = names_as_text(&people(value, name, draft));
            draft.set(variable, &names, name);
        }
        Value::String(_) | Value::Number(_) => {
            let text = text_of(Some(value)).unwrap_or_default();
            let known = variable != "container-title-short" || draft.get(variable) != Some(text.as_str());
            if known {
                draft.set(variable, &text, name);
            }
        }
        Value::Null => {}
        Value::Bool(_) | Value::Array(_) | Value::Object(_) => draft.leave_out(name),
    }
}

fn people(names: &Value, field: &str, draft: &mut Draft) -> Vec<Author> {
    let Some(list) = names.as_array() else {
        draft.leave_out(field);
        return Vec::new();
    };
    let authors: Vec<Author> = list.iter().filter_map(person).collect();
    if authors.len() < list.len() {
        draft.remark(
            format!("{} of {} names in `{field}` cannot be read", list.len() - authors.len(), list.len()),
            "look the source up and add the names",
        );
    }
    authors
}

fn person(name: &Value) -> Option<Author> {
    let part = |key: &str| text_of(name.get(key)).filter(|text| !text.is_empty());
    let join = |parts: [Option<String>; 3]| parts.into_iter().flatten().collect::<Vec<_>>().join(" ");
    if let Some(literal) = part("literal") {
        return Some(Author::Literal(literal));
    }
    let family = join([part("non-dropping-particle"), part("family"), None]);
    let given = join([part("given"), part("dropping-particle"), part("suffix")]);
    match (family.is_empty(), given.is_empty()) {
        (true, true) => None,
        (true, false) => Some(Author::Literal(given)),
        (false, true) => Some(Author::Literal(family)),
        (false, false) => Some(Author::Named { family, given: Some(given) }),
    }
}

/// A date, and how it was written. Dates are parts (numbers or texts), raw text or a literal.
fn issued(date: &Value) -> (Option<Reading>, String) {
    let Some(parts) = date.get("date-parts").and_then(Value::as_array) else {
        let text = |key| text_of(date.get(key));
        let written = text_of(Some(date)).or_else(|| text("raw")).or_else(|| text("literal")).unwrap_or_default();
        return (published::read(&written), written);
    };
    let dates: Vec<Vec<String>> = parts
        .iter()
        .map(|part| part.as_array().into_iter().flatten().filter_map(|number| text_of(Some(number))).collect())
        .filter(|part: &Vec<String>| !part.is_empty())
        .collect();
    let season = text_of(date.get("season"));
    let ends: Vec<String> = dates.iter().map(|part| part.join("-")).chain(season.clone()).collect();
    let number = |at: usize| dates.first().and_then(|part| part.get(at)).filter(|part| !part.is_empty());
    let small = |at: usize| number(at).and_then(|part| part.parse::<u8>().ok());
    let year = number(0).and_then(|year| year.parse().ok());
    let reading = year.and_then(|year| Published::new(year, small(1), small(2))).map(|date| {
        let kept = date.month.is_some() == number(1).is_some() && date.day.is_some() == number(2).is_some();
        Reading { date, whole: kept && dates.len() == 1 && season.is_none() }
    });
    (reading, ends.join("/"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check_items(text: &str, expected: &[&str]) {
        let (spans, _) = items(text);
        assert_eq!(spans.iter().map(|span| span.of(text)).collect::<Vec<_>>(), expected);
    }

    #[test]
    fn items_are_found_in_every_wrapping() {
        check_items(r#"[{"a": {"b": 1}}, {"c": "}]"}]"#, &[r#"{"a": {"b": 1}}"#, r#"{"c": "}]"}"#]);
        check_items("\u{feff}\n{\"a\": [{}]}", &["{\"a\": [{}]}"]);
        check_items(
            r#"{"collections": [{"x": 1}], "items": [{"a": 1}, {"b": [{}]}]}"#,
            &[r#"{"a": 1}"#, r#"{"b": [{}]}"#],
        );
        check_items("[]", &[]);
        check_items("", &[]);
    }

    #[test]
    fn a_broken_item_costs_itself_alone() {
        let text = "[{\"title\": \"A\", \"type\": \"book\"},\n {\"title\": nope},\n {\"title\": \"B\", \"type\": \"book\"},\n {\"title\": ";
        let read = read(text);
        assert_eq!(read.drafts.iter().map(|draft| draft.title.as_str()).collect::<Vec<_>>(), ["A", "B"]);
        let faults: Vec<_> =
            read.faults.iter().map(|fault| (fault.span.line_column(text).line, fault.message.as_str())).collect();
        assert_eq!(
            faults,
            [
                (2, "an item is not JSON: expected ident"),
                (4, "the JSON ends inside an item, which was left out with all that follows it")
            ]
        );
    }

    #[test]
    fn an_entry_that_is_no_object_is_told() {
        let told = |text: &str| read(text).faults.into_iter().map(|fault| fault.message).collect::<Vec<_>>();
        let expected = "entry 2 of the list is no object in `{ }`, so it holds no source";
        assert_eq!(told(r#"[{"title": "A", "type": "book"}, "b"]"#), [expected]);
        assert_eq!(told(r#"{"items": [{"title": "A", "type": "book"}, 5]}"#), [expected]);
    }

    #[track_caller]
    fn check_date(json: &str, expected: &str) {
        let (reading, _) = issued(&serde_json::from_str(json).unwrap());
        let shown = reading.map_or_else(String::new, |reading| {
            format!("{}{}", reading.date, if reading.whole { "" } else { " and more" })
        });
        assert_eq!(shown, expected, "{json}");
    }

    #[test]
    fn dates_are_parts_or_text() {
        check_date(r#"{"date-parts": [["2009", "6"]]}"#, "\"2009-06\"");
        check_date(r#"{"date-parts": [[2009, 6, 5]]}"#, "\"2009-06-05\"");
        check_date(r#"{"date-parts": [[2009], [2010]]}"#, "2009 and more");
        check_date(r#"{"date-parts": [[2009]], "season": "2"}"#, "2009 and more");
        check_date(r#"{"raw": "2009-06-05"}"#, "\"2009-06-05\"");
        check_date(r#"{"literal": "June 2009"}"#, "\"2009-06\"");
        check_date(r#""2009""#, "2009");
        check_date(r#"{"date-parts": [[""]]}"#, "");
        check_date("{}", "");
    }
}

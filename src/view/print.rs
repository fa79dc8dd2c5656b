//! Sheets and booklets as orders for the press: the same views as the web pages, with the layouts that may be tried.
//!
//! Which layout is chosen is not known here. A layout leaves nothing out: it sets closer, or gives the log a sheet of
//! its own.

use serde_json::{Map, Value, json};

use super::sheet::format::{Edition, Format};
use super::sheet::log::LogPlan;
use super::sheet::{self, SheetView};
use super::{Link, booklet};
use crate::base::address::Address;
use crate::base::language::direction;
use crate::body::Site;
use crate::model::config::Paper;
use crate::model::page::{Data, Page};
use crate::parse::words::Words;
use crate::pdf::press::{Layout, Order};

/// The words that templates for paper use, by the first part of their keys.
const WORDS: [&str; 7] = ["booklet.", "dose.", "pain.", "references.", "sheet.", "stop.", "timeline."];

/// The ending of a printed file's name: `a4`, `letter-large`.
#[must_use]
pub fn word(format: Format) -> String {
    match format.edition {
        Edition::Standard => format.paper.word().to_owned(),
        Edition::LargePrint => format!("{}-large", format.paper.word()),
    }
}

/// Where the sheet of a phase is published in a format.
#[must_use]
pub fn sheet_address(page: &Page, phase: &str, format: Format) -> Address {
    page.address.file(&format!("{phase}-{}.pdf", word(format)))
}

/// Where a programme's booklet is published in a format.
#[must_use]
pub fn booklet_address(page: &Page, format: Format) -> Address {
    page.address.file(&format!("booklet-{}.pdf", word(format)))
}

/// Links to all printed forms of something, for a page at `from`: the site's own paper first. None where nothing can be
/// printed.
#[must_use]
pub fn links(site: &Site, from: &Address, page: &Page, address: impl Fn(Format) -> Address) -> Vec<Link> {
    if !site.index.prints() {
        return Vec::new();
    }
    let words = site.index.words(page.language);
    let mut formats = Format::ALL;
    formats.sort_by_key(|format| (format.edition == Edition::LargePrint, format.paper != site.index.config.paper));
    let link = |format: Format| Link {
        title: words.get(&format!("print.{}", word(format))).to_owned(),
        href: site.link(from, &address(format)),
        other: None,
    };
    formats.map(link).into()
}

/// The sheet of the phase at `place` (from 0) in a format.
#[must_use]
pub fn sheet(site: &Site, page: &Page, place: usize, format: Format) -> Option<Order> {
    let Data::Programme(programme) = &page.data else { return None };
    let phase = programme.phases.get(place)?;
    let words = site.index.words(page.language);
    let from = page.address.child(&phase.id.raw);
    let view = sheet::view(site, &from, page, place, format)?;
    let title = words.fill("sheet.page_title", &[("title", &view.title), ("programme", &view.programme.title)]);
    let layouts = layouts(&view, format, words);
    let likely = usize::from(letters_of(&view) > letters_with_air(format));
    let mut data = common(site, page, format, &title);
    let version = format!("{} {}", words.get("sheet.version"), view.foot.version);
    data.insert("running".to_owned(), running(&view.foot.review_text, &version, &view.foot.address));
    data.insert("sheet".to_owned(), for_paper(serde_json::to_value(&view).ok()?));
    note_long_words(&mut data);
    let identity = sheet_address(page, &phase.id.raw, format).to_string();
    Some(Order { template: "sheet.typ", identity, data, layouts, likely })
}

/// A programme's booklet in a format. Its pages are as many as it takes; each text must be readable all the same.
#[must_use]
pub fn booklet(site: &Site, page: &Page, format: Format) -> Option<Order> {
    let view = booklet::view(site, page, format)?;
    let words = site.index.words(page.language);
    let title = words.fill("booklet.title", &[("programme", &view.title)]);
    let mut data = common(site, page, format, &title);
    let numbers: Vec<Value> = view
        .frame
        .around
        .numbers
        .iter()
        .map(|number| json!({ "label": words.get(&format!("numbers.{}", number.name)), "text": number.text }))
        .collect();
    data.insert("numbers".to_owned(), numbers.into());
    data.insert("running".to_owned(), running(&view.review_text, &title, &page.address.to_string()));
    let mut value = serde_json::to_value(&view).ok()?;
    // The web page's frame and its links are not printed.
    let parts = value.as_object_mut()?;
    parts.remove("frame");
    parts.remove("prints");
    data.insert("booklet".to_owned(), for_paper(value));
    note_long_words(&mut data);
    let [small, ..] = FIGURES;
    let layout = |tight: bool| Layout {
        settings: json!({ "tight": tight, "figures": if tight { small } else { 1.0 } }),
        pages: None,
        fills: false,
        apart: 0,
        is_closer: false,
    };
    let identity = booklet_address(page, format).to_string();
    Some(Order { template: "booklet.typ", identity, data, layouts: vec![layout(true), layout(false)], likely: 0 })
}

/// A view without the figures for web pages, which paper has as pictures of their own: they are most of its bytes. The
/// language of what is in another is told in the typesetter's parts, as `tongue`.
fn for_paper(mut value: Value) -> Value {
    match &mut value {
        Value::Object(map) => {
            map.remove("figure");
            let lang = map.get("lang").and_then(Value::as_str);
            if let (Some(lang), Some(_)) = (lang, map.get("name")) {
                let tongue = tongue(lang, direction(lang));
                map.insert("tongue".to_owned(), tongue);
            }
            map.values_mut().for_each(|inner| *inner = for_paper(inner.take()));
        }
        Value::Array(list) => list.iter_mut().for_each(|inner| *inner = for_paper(inner.take())),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
    }
    value
}

/// A word of so many letters may be wider than a narrow column. The templates look for them with the same number.
const LONG_WORD: usize = 15;

/// Tells the template whether there is a long word, so that it does not look through every text of a print that has
/// none.
fn note_long_words(data: &mut Map<String, Value>) {
    let found = data.values().any(has_long_word);
    data.insert("long_words".to_owned(), found.into());
}

fn has_long_word(value: &Value) -> bool {
    match value {
        Value::Object(map) => map.iter().any(|(key, inner)| key != "svg" && has_long_word(inner)),
        Value::Array(list) => list.iter().any(has_long_word),
        // Nearly all texts are ASCII, and of each print every text is looked at.
        Value::String(text) if text.is_ascii() => {
            text.as_bytes().split(|letter| !letter.is_ascii_alphabetic()).any(|word| word.len() >= LONG_WORD)
        }
        Value::String(text) => {
            text.split(|letter: char| !letter.is_alphabetic()).any(|word| word.chars().count() >= LONG_WORD)
        }
        Value::Null | Value::Bool(_) | Value::Number(_) => false,
    }
}

/// What stands at the foot of every page, the longest first: the template prints the longest that fits on a line.
fn running(review: &str, name: &str, address: &str) -> Value {
    let review = review.trim_end_matches('.');
    json!([format!("{review} · {name} · {address}"), format!("{review} · {name}"), review, name])
}

/// How large a sheet's pictures are where it is set closely, as shares of their size: as large as there is room for.
/// They show every position all the same.
const FIGURES: [f64; 3] = [0.75, 0.6, 0.5];

/// The layouts of a sheet, the best first: a fortnight's log, the same set closer, a week's, a sheet for the log alone.
fn layouts(view: &SheetView, format: Format, words: &Words) -> Vec<Layout> {
    let layout = |plan: LogPlan, (tight, figures): (bool, f64)| Layout {
        settings: json!({ "log": view.log_as(plan, words), "tight": tight, "figures": figures }),
        pages: Some(format.edition.sides() + usize::from(plan.is_apart())),
        fills: !plan.is_apart(),
        apart: usize::from(plan.is_apart()),
        is_closer: tight && plan != LogPlan::Week,
    };
    let [small, smaller, smallest] = FIGURES;
    let sizes = [(false, 1.0), (true, 1.0), (true, small), (true, smaller), (true, smallest)];
    let fortnight = sizes.map(|figures| layout(LogPlan::Fortnight, figures));
    let own_sheet = sizes.map(|figures| layout(LogPlan::OwnSheet, figures));
    fortnight.into_iter().chain([layout(LogPlan::Week, (true, smallest))]).chain(own_sheet).collect()
}

/// How many letters a sheet has in what takes most of its room.
fn letters_of(view: &SheetView) -> usize {
    let exercises = view.exercises.iter().map(|exercise| {
        let told = [&exercise.position, &exercise.note, &exercise.feel, &exercise.easier, &exercise.harder];
        let told = told.into_iter().flatten().chain(&exercise.steps).chain([&exercise.link.title]);
        told.map(|text| text.chars().count()).sum::<usize>()
    });
    let stops = view.stops.iter().flat_map(|stop| &stop.items);
    let items = stops.chain(&view.dos).chain(&view.do_nots).chain(&view.move_on.items);
    exercises.sum::<usize>() + items.map(|text| text.chars().count()).sum::<usize>()
}

/// About as many letters fit on a sheet that is not set closely: what the shipped sheets showed, on A4.
fn letters_with_air(format: Format) -> usize {
    let on_a4 = match format.edition {
        Edition::Standard => 2_210,
        Edition::LargePrint => 2_500,
    };
    match format.paper {
        Paper::A4 => on_a4,
        // Letter is as much shorter.
        Paper::Letter => on_a4 * 93 / 100,
    }
}

/// What every template for paper is given.
fn common(site: &Site, page: &Page, format: Format, title: &str) -> Map<String, Value> {
    let words = site.index.words(page.language);
    let language = site.index.config.languages.get(page.language).unwrap_or(&site.index.config.language);
    let used = words.texts().filter(|(key, _)| WORDS.iter().any(|group| key.starts_with(group)));
    let texts: Map<String, Value> = used.map(|(key, text)| (key.to_owned(), text.into())).collect();
    let paper = match format.paper {
        Paper::A4 => "a4",
        Paper::Letter => "us-letter",
    };
    let data = json!({
        "title": title,
        "clinic": site.index.config.name.raw,
        "language": tongue(language, direction(language)),
        "paper": paper,
        "large": format.edition == Edition::LargePrint,
        "words": texts,
    });
    data.as_object().cloned().unwrap_or_default()
}

/// A BCP 47 language in the parts that the typesetter knows: `en-GB` is English of Great Britain.
fn tongue(language: &str, direction: &str) -> Value {
    let mut parts = language.split('-');
    let primary = parts.next().unwrap_or_default().to_lowercase();
    let region = parts.find(|part| part.len() == 2).map(str::to_uppercase);
    json!({ "primary": primary, "region": region, "rtl": direction == "rtl" })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_in_another_language_has_it_in_the_typesetters_parts() {
        let link = json!({ "title": "Raise", "other": { "lang": "en-GB", "dir": "ltr", "name": "English" } });
        let shown = for_paper(json!({ "exercises": [{ "figure": "<svg>", "link": link }] }));
        assert_eq!(
            shown.pointer("/exercises/0/link/other/tongue"),
            Some(&json!({ "primary": "en", "region": "GB", "rtl": false }))
        );
        assert_eq!(shown.pointer("/exercises/0/figure"), None);
    }
}

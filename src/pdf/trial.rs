//! Tries the layouts of an order until all of it can be read: the likely one first, and one with more air where that
//! leaves room. Nothing here knows what is printed.

use std::collections::VecDeque;

use serde_json::Value;

use super::engine::{Document, Engine, Text};
use super::layout::{Flaw, Pages};
use super::press::{Fault, Layout, Order, Refusal};

/// Less room than this is left as it is, in points.
const LEAST_ROOM: u32 = 12;

/// One layout of an order as it came out.
struct Trial<'a> {
    layout: &'a Layout,
    document: Document<'a>,
    pages: Pages,
}

/// Lays an order out in the best layout in which it can be read, and writes it.
///
/// # Errors
/// When a template is wrong, or when no layout fits: the flaw is that of the last, which is the closest.
pub fn print(engine: &Engine, order: &Order) -> Result<Vec<u8>, Refusal> {
    let mut data = order.data.clone();
    data.insert("fonts".to_owned(), engine.families().into());
    let data = Text::from(Value::Object(data).to_string());
    let chosen = choose(engine, order, &data)?;
    let filled = fill(engine, order, &data, chosen)?;
    filled.pdf(&order.identity).map_err(Refusal::Fault)
}

/// The best layout that can be read.
///
/// What is too long in the likely layout is too long in those before it, which take more room: only those after it are
/// tried. One before it is tried where the likely one is flawed otherwise, or leaves so much room that more air may
/// fit. After one that would be too long even without gaps, the closer of two that say the same goes first.
fn choose<'a>(engine: &'a Engine, order: &'a Order, data: &Text) -> Result<Trial<'a>, Refusal> {
    let likely = order.likely.min(order.layouts.len().saturating_sub(1));
    let (airier, rest) = order.layouts.split_at(likely);
    let mut found = None;
    let mut flaws = Vec::new();
    let mut waiting: VecDeque<&Layout> = rest.iter().collect();
    while let Some(layout) = waiting.pop_front() {
        let trial = set(engine, order, data, layout, 0)?;
        match trial.pages.flaw(layout.pages) {
            None => {
                found = Some(save_a_page(engine, order, data, trial, waiting.front().copied())?);
                break;
            }
            Some(flaw) => {
                let is_full = layout.pages.is_some_and(|most| trial.pages.would_fill(most));
                if is_full && waiting.get(1).is_some_and(|second| second.is_closer) {
                    waiting.swap(0, 1);
                }
                flaws.push(flaw);
            }
        }
    }
    let more_air_may_do = match (&found, flaws.first()) {
        (Some(trial), None) => trial.layout.pages.is_some_and(|most| trial.pages.has_much_room(most)),
        (Some(_), Some(Flaw::TooLong { .. })) => false,
        (Some(_), Some(Flaw::CutOff { .. } | Flaw::Overprinted { .. })) | (None, _) => true,
    };
    if more_air_may_do {
        for layout in airier {
            let trial = set(engine, order, data, layout, 0)?;
            if trial.pages.flaw(layout.pages).is_none() {
                return Ok(trial);
            }
        }
    }
    let none = || Refusal::Fault(Fault::general("no layout was asked for".to_owned()));
    found.ok_or_else(|| flaws.pop().map_or_else(none, Refusal::DoesNotFit))
}

/// The same set closer, where that takes a page less: a page for a few lines is one more to lose.
fn save_a_page<'a>(
    engine: &'a Engine,
    order: &'a Order,
    data: &Text,
    trial: Trial<'a>,
    next: Option<&'a Layout>,
) -> Result<Trial<'a>, Refusal> {
    let Some(next) = next.filter(|next| next.is_closer && trial.pages.spills(trial.layout.apart)) else {
        return Ok(trial);
    };
    let closer = set(engine, order, data, next, 0)?;
    let saves = closer.pages.flaw(next.pages).is_none() && closer.pages.pages.len() < trial.pages.pages.len();
    Ok(if saves { closer } else { trial })
}

/// The same with the room that it leaves given to the template, where that can be read as well.
fn fill<'a>(engine: &'a Engine, order: &'a Order, data: &Text, trial: Trial<'a>) -> Result<Document<'a>, Refusal> {
    let room = trial.pages.room();
    if !trial.layout.fills || room < LEAST_ROOM {
        return Ok(trial.document);
    }
    let filled = set(engine, order, data, trial.layout, room)?;
    let reads = filled.pages.flaw(trial.layout.pages).is_none();
    Ok(if reads { filled.document } else { trial.document })
}

fn set<'a>(
    engine: &'a Engine,
    order: &'a Order,
    data: &Text,
    layout: &'a Layout,
    room: u32,
) -> Result<Trial<'a>, Refusal> {
    let mut settings = layout.settings.clone();
    if let Some(settings) = settings.as_object_mut() {
        settings.insert("room".to_owned(), room.into());
    }
    let document = engine.lay_out(order.template, data, settings.to_string().into()).map_err(Refusal::Fault)?;
    let pages = document.pages();
    Ok(Trial { layout, document, pages })
}

//! Sheets and booklets as PDF: each phase and each whole programme, on A4 and Letter, in ordinary and large print.
//!
//! A sheet that fits no layout is not published: that is an error of the content, which names the phase and what is
//! longest in it.

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, PoisonError};
use std::thread;

use super::template::Templates;
use super::{Made, OUTPUTS, Output, Part, Route, Routes};
use crate::base::address::Address;
use crate::base::digest::Digest;
use crate::base::path::SitePath;
use crate::body::Site;
use crate::diag::{Place, Problem, codes};
use crate::model::config::Paper;
use crate::model::page::{Data, Page};
use crate::model::programme::{Phase, Programme};
use crate::pdf::layout::Flaw;
use crate::pdf::press::{Fault, Order, Refusal};
use crate::view::print;
use crate::view::sheet::format::{Edition, Format};

/// PDFs.
pub const OUTPUT: Output = Output { name: "prints", routes, make };

/// The name of a booklet among the parts of a programme; no phase can have it.
const BOOKLET: &str = "";

fn routes(site: &Site) -> Vec<Route> {
    if !site.index.prints() {
        return Vec::new();
    }
    let mut routes = Vec::new();
    for (id, page) in site.index.published() {
        let Data::Programme(programme) = &page.data else { continue };
        for format in Format::ALL {
            for phase in &programme.phases {
                let address = print::sheet_address(page, &phase.id.raw, format);
                routes.push(Route::of_page(site, id, address, part(&phase.id.raw, format)));
            }
            routes.push(Route::of_page(site, id, print::booklet_address(page, format), part(BOOKLET, format)));
        }
    }
    routes
}

/// All prints of a site: the bytes are in the press's store.
#[derive(Default)]
pub struct Printed {
    /// Under which keys the store has them. What is there need not be asked of the site again.
    pub keys: BTreeMap<Address, Digest>,
    /// What could not be printed.
    pub problems: Vec<Problem>,
}

/// Prints everything. `printed` is told how many are done, of how many.
#[must_use]
pub fn all(site: &Site, templates: &Templates, routes: &Routes, printed: &(dyn Fn(usize, usize) + Sync)) -> Printed {
    let is_print = |output: usize| OUTPUTS.get(output).is_some_and(|output| output.name == OUTPUT.name);
    let prints: Vec<&Route> =
        routes.all().into_iter().filter(|(output, _)| is_print(*output)).map(|(_, route)| route).collect();
    let done = AtomicUsize::new(0);
    let found = each_apart(&prints, |route| {
        let made = Ordered::of(site, route).map(|ordered| {
            let key = templates.press().key(&ordered.order);
            let printed = templates.press().print_under(&key, &ordered.order);
            printed.map(|_| (route.address.clone(), key)).map_err(|refusal| ordered.problem(&refusal))
        });
        printed(done.fetch_add(1, Ordering::Relaxed) + 1, prints.len());
        made
    });
    let mut all = Printed::default();
    for made in found {
        match made {
            Ok(kept) => all.keys.extend([kept]),
            Err(problem) => all.problems.push(*problem),
        }
    }
    // One fault of a template stops every sheet alike: it is told once.
    all.problems
        .dedup_by(|one, other| one.code == codes::TEMPLATE_FAILS && one.code == other.code && one.place == other.place);
    all
}

/// What `find` gives for each route, in their order, on all cores. Threads of their own are used: a print shares its
/// work out among the threads of rayon, and one that waits there would begin another print, so that many would lie half
/// done in memory.
fn each_apart<T: Send>(routes: &[&Route], find: impl Fn(&Route) -> Option<T> + Sync) -> Vec<T> {
    let (next, found) = (AtomicUsize::new(0), Mutex::new(BTreeMap::new()));
    thread::scope(|scope| {
        for _ in 0..rayon::current_num_threads().min(routes.len()) {
            scope.spawn(|| {
                loop {
                    let place = next.fetch_add(1, Ordering::Relaxed);
                    let Some(route) = routes.get(place) else { break };
                    if let Some(one) = find(route) {
                        found.lock().unwrap_or_else(PoisonError::into_inner).insert(place, one);
                    }
                }
            });
        }
    });
    found.into_inner().unwrap_or_else(PoisonError::into_inner).into_values().collect()
}

/// A printed part of a programme: the format, and the phase's id after it.
fn part(phase: &str, format: Format) -> Part {
    Part::Name(format!("{} {phase}", print::word(format)))
}

fn make(site: &Site, templates: &Templates, route: &Route) -> Made {
    let ordered = Ordered::of(site, route)?;
    Some(templates.press().print(&ordered.order).map_err(|refusal| ordered.problem(&refusal)))
}

/// An order with what it was made from.
struct Ordered<'a> {
    order: Order,
    page: &'a Page,
    programme: &'a Programme,
    /// The phase's place; none of a booklet.
    place: Option<usize>,
    format: Format,
}

impl<'a> Ordered<'a> {
    fn of(site: &'a Site, route: &Route) -> Option<Self> {
        let page = site.index.page(route.page?)?;
        let Data::Programme(programme) = &page.data else { return None };
        let Part::Name(name) = &route.part else { return None };
        let (word, phase) = name.split_once(' ')?;
        let format = Format::ALL.into_iter().find(|format| print::word(*format) == word)?;
        let place = programme.phases.iter().position(|other| other.id.raw == phase);
        let order = match place {
            Some(place) => print::sheet(site, page, place, format)?,
            None => print::booklet(site, page, format)?,
        };
        Some(Self { order, page, programme, place, format })
    }

    /// Why it was not printed: it does not fit, or a template is wrong.
    fn problem(&self, refusal: &Refusal) -> Box<Problem> {
        match refusal {
            Refusal::Fault(fault) if is_about_letters(fault) => self.lacks_letters(fault),
            Refusal::Fault(fault) => wrong_template(&self.order, fault),
            Refusal::DoesNotFit(flaw) => self.does_not_fit(flaw),
        }
    }

    /// The phase of a sheet; none of a booklet.
    fn phase(&self) -> Option<&Phase> {
        self.place.and_then(|place| self.programme.phases.get(place))
    }

    /// A letter that no font has. The rule about them names the text, where it is the author's: this is for letters in
    /// the interface's words and in a template of the site's own, which all prints of a programme have.
    fn lacks_letters(&self, fault: &Fault) -> Box<Problem> {
        let message = format!("this programme cannot be printed: {}", fault.message.trim_end_matches('.'));
        let help = "write that text in other letters, or put a font that has them in `theme/fonts/`, as a `.ttf` or \
                    `.otf` file";
        let place = Place::at(&self.page.path, self.page.meta.title.span);
        Box::new(Problem::new(codes::LETTER_WITHOUT_FONT, place, message, help))
    }

    fn does_not_fit(&self, flaw: &Flaw) -> Box<Problem> {
        let Self { order, format, .. } = self;
        let phase = self.phase();
        let what =
            phase.map_or_else(|| "the booklet".to_owned(), |phase| format!("the sheet of phase `{}`", phase.id.raw));
        let paper = match format.edition {
            Edition::Standard => format!("on {}", paper_name(format.paper)),
            Edition::LargePrint => format!("on {} in large print", paper_name(format.paper)),
        };
        let message = match flaw {
            Flaw::TooLong { pages, lines } => {
                // The last layout has the log on a sheet of its own, which is not counted here.
                let (found, most) = (pages.saturating_sub(1), format.edition.sides());
                let unit = if *lines == 1 { "line" } else { "lines" };
                format!("{what} takes {found} sides {paper}, where {most} are the most: about {lines} {unit} too many")
            }
            Flaw::CutOff { text } => format!("{what} would be cut off {paper} at `{}`", start_of(text)),
            Flaw::Overprinted { text, other } => {
                format!("{what} would print `{}` over `{}` {paper}", start_of(text), start_of(other))
            }
        };
        let help = match flaw {
            Flaw::TooLong { .. } => format!("shorten what is longest here: {}", longest(order)),
            Flaw::CutOff { .. } | Flaw::Overprinted { .. } => "shorten that text, or its longest word".to_owned(),
        };
        let place = Place::at(&self.page.path, phase.map_or(self.page.meta.title.span, |phase| phase.id.span));
        Box::new(Problem::new(codes::SHEET_CANNOT_FIT, place, message, help))
    }
}

/// Whether a text has a letter that no font has, in the typesetter's words.
fn is_about_letters(fault: &Fault) -> bool {
    fault.message.contains("could not be displayed")
}

/// A fault in a template or a font.
fn wrong_template(order: &Order, fault: &Fault) -> Box<Problem> {
    let name = fault.template.as_deref().unwrap_or(order.template);
    let hint = fault.hint.as_ref().map(|hint| format!(" ({})", hint.trim_end_matches('.'))).unwrap_or_default();
    let message = format!("`{}` cannot be printed: {}{hint}", order.identity, fault.message.trim_end_matches('.'));
    let help = if fault.message.contains("font") {
        "put a font that has these letters in `theme/fonts/`, as a `.ttf` or `.otf` file"
    } else {
        "correct the template, or remove it so that the built-in one is used"
    };
    Box::new(match SitePath::new(&format!("templates/{name}")) {
        Some(path) => Problem::new(codes::TEMPLATE_FAILS, Place { path, span: fault.span }, message, help),
        None => Problem::general(codes::TEMPLATE_FAILS, message, help),
    })
}

fn paper_name(paper: Paper) -> &'static str {
    match paper {
        Paper::A4 => "A4",
        Paper::Letter => "Letter",
    }
}

fn start_of(text: &str) -> String {
    let start: String = text.trim().chars().take(40).collect();
    if start.chars().count() < text.trim().chars().count() { format!("{start}…") } else { start }
}

/// The three longest parts of a sheet, with how many letters they have.
fn longest(order: &Order) -> String {
    let sheet = order.data.get("sheet").cloned().unwrap_or_default();
    let mut parts: Vec<(usize, String)> = Vec::new();
    let exercises = sheet.get("exercises").and_then(serde_json::Value::as_array).cloned().unwrap_or_default();
    for exercise in &exercises {
        let title = exercise.pointer("/link/title").and_then(serde_json::Value::as_str).unwrap_or_default();
        parts.push((letters(exercise), format!("exercise `{title}`")));
    }
    let stops = sheet.get("stops").and_then(serde_json::Value::as_array).cloned().unwrap_or_default();
    for stop in &stops {
        let level = stop.get("level").and_then(serde_json::Value::as_str).unwrap_or_default();
        parts.push((letters(stop), format!("`stop_rules.{level}`")));
    }
    for (key, name) in [("dos", "do"), ("do_nots", "do_not"), ("move_on", "move_on"), ("goal", "goal")] {
        parts.push((sheet.get(key).map(letters).unwrap_or_default(), format!("`{name}`")));
    }
    parts.sort_by(|one, other| other.0.cmp(&one.0).then_with(|| one.1.cmp(&other.1)));
    let named = parts.iter().filter(|(count, _)| *count > 0).take(3);
    named.map(|(count, name)| format!("{name} ({count} letters)")).collect::<Vec<_>>().join(", ")
}

/// The letters of all printed texts in a value: addresses are not printed.
fn letters(value: &serde_json::Value) -> usize {
    use serde_json::Value;
    match value {
        Value::String(text) => text.chars().count(),
        Value::Array(items) => items.iter().map(letters).sum(),
        Value::Object(map) => {
            let printed = map.iter().filter(|(key, _)| !matches!(key.as_str(), "href" | "level" | "html" | "picture"));
            printed.map(|(_, value)| letters(value)).sum()
        }
        Value::Null | Value::Bool(_) | Value::Number(_) => 0,
    }
}

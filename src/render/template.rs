//! Fills templates. This is the only file that names tera.
//!
//! A template sees one view and the interface's words, and can look nothing up: no function or filter here reaches the
//! site.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use serde::Serialize;
use tera::{Context, Error, ErrorKind, Map, Tera, Value};

use crate::base::html;
use crate::base::path::SitePath;
use crate::base::recent::Recent;
use crate::base::span::Span;
use crate::diag::{Outcome, Place, Problem, codes};
use crate::parse::words::Words;
use crate::pdf::press::Press;
use crate::view::frame::Frame;
use crate::view::surroundings::Surroundings;

/// The key under which templates see a page's frame.
const FRAME: &str = "frame";
/// The parts of a page that depend on its surroundings alone: the name in the frame, and the template.
const PARTS: [(&str, &str); 5] = [
    ("links", "frame-links.html"),
    ("masthead", "frame-masthead.html"),
    ("search_box", "frame-search.html"),
    ("help", "frame-help.html"),
    ("foot", "frame-foot.html"),
];
/// How many surroundings are kept: a few folders for each thread, as a build goes through them in order.
const KEPT: usize = 32;

/// All templates, ready to fill.
#[derive(Clone)]
pub struct Templates {
    tera: Tera,
    /// The interface's words as nested maps, a language each.
    words: Vec<Value>,
    /// The templates for paper.
    press: Press,
    /// What was made of surroundings: pages that lie side by side share them.
    around: Recent<Surroundings, Result<Map, Box<Problem>>>,
    /// The templates that are a site's own, or use one that is.
    own: Arc<BTreeSet<String>>,
    /// Whether all other templates are passed over.
    only_own: bool,
}

impl Templates {
    /// Reads templates: (name, text) pairs, those of a site after those that are built in, so that they replace them.
    #[must_use]
    pub fn new<'a>(texts: impl IntoIterator<Item = (&'a str, &'a str)>, words: &[&Words]) -> Outcome<Self> {
        let mut tera = Tera::default();
        tera.set_escape_fn(|text, out| html::write_escaped(out, text));
        // An empty one would publish empty pages. The built-in one stands in for it, so that no other fails for its
        // sake.
        let (empty, texts): (Vec<_>, Vec<_>) = texts.into_iter().partition(|(_, text)| text.trim().is_empty());
        let mut problems: Vec<Problem> = empty.into_iter().map(|(name, _)| is_empty(name)).collect();
        let mut used: BTreeMap<&str, &str> = BTreeMap::new();
        let is_own =
            |(name, text): (&'a str, &'a str)| used.insert(name, text).filter(|old| *old != text).map(|_| name);
        let replaced: BTreeSet<&str> = texts.into_iter().filter_map(is_own).collect();
        let own = Arc::new(users(&used, &replaced));
        if let Err(error) = tera.add_raw_templates(used.clone()) {
            problems.push(with_place(*problem(&error, ""), &error, &used));
        }
        let words = words.iter().map(|words| nested(words)).collect();
        let around = Recent::of(KEPT);
        Outcome { value: Self { tera, words, press: Press::default(), around, own, only_own: false }, problems }
    }

    /// The same templates for a trial of those that a site replaced: all others are passed over, and give nothing.
    /// `None` when the site replaced none.
    #[must_use]
    pub fn for_trial(&self) -> Option<Self> {
        let trial = || Self { around: Recent::of(KEPT), only_own: true, ..self.clone() };
        (!self.own.is_empty()).then(trial)
    }

    /// The same templates with those for paper.
    #[must_use]
    pub fn with_press(self, press: Press) -> Self {
        Self { press, ..self }
    }

    /// The templates for paper.
    #[must_use]
    pub fn press(&self) -> &Press {
        &self.press
    }

    /// Whether a template is a site's own, or uses one that is.
    #[must_use]
    pub fn is_own(&self, name: &str) -> bool {
        self.own.contains(name)
    }

    /// Fills a template with a view that has no frame around it.
    ///
    /// # Errors
    /// When the template names something that the view does not have, or cannot be filled.
    pub fn render(&self, name: &str, view: &impl Serialize, language: usize) -> Result<Vec<u8>, Box<Problem>> {
        let context = Context::from_serialize(view).map_err(|error| problem(&error, name))?;
        self.fill(name, context, language)
    }

    /// Fills a template with the view of a page, which has `frame` as its frame.
    ///
    /// # Errors
    /// When a template names something that the view does not have, or cannot be filled.
    pub fn page(
        &self,
        name: &str,
        frame: &Frame,
        view: &impl Serialize,
        language: usize,
    ) -> Result<Vec<u8>, Box<Problem>> {
        self.filled(self.seen(name, frame, view, language)?)
    }

    /// What the template of a page sees of its view. A view that is large can be let go before the template is filled.
    ///
    /// # Errors
    /// When a template names something that the view does not have, or a part of all pages cannot be filled.
    pub fn seen<'n>(
        &self,
        name: &'n str,
        frame: &Frame,
        view: &impl Serialize,
        language: usize,
    ) -> Result<Seen<'n>, Box<Problem>> {
        let mut context = Context::from_serialize(view).map_err(|error| problem(&error, name))?;
        let mut own = context.remove(FRAME).and_then(Value::into_map).unwrap_or_default();
        // Made once for all that are equal.
        let around = self.around.get(&frame.around, || self.make_around(&frame.around, language));
        let around = around.as_ref().as_ref().map_err(Clone::clone)?;
        own.extend(around.iter().map(|(key, value)| (key.clone(), value.clone())));
        context.insert_value(FRAME, Value::from(own));
        Ok(Seen { name, context, language })
    }

    /// Fills the template of a page.
    ///
    /// # Errors
    /// When the template names something that the view does not have, or cannot be filled.
    pub fn filled(&self, seen: Seen<'_>) -> Result<Vec<u8>, Box<Problem>> {
        self.fill(seen.name, seen.context, seen.language)
    }

    /// The fields of surroundings, and the parts of a page that are made of them alone.
    fn make_around(&self, around: &Surroundings, language: usize) -> Result<Map, Box<Problem>> {
        let fields = Value::try_from_serializable(around).map_err(|error| problem(&error, ""))?;
        let mut context = Context::new();
        context.insert_value(FRAME, fields.clone());
        let mut map = fields.into_map().unwrap_or_default();
        for (part, template) in PARTS {
            let html = self.fill(template, context.clone(), language)?;
            map.insert(part.into(), Value::safe_string(String::from_utf8_lossy(&html).trim_end()));
        }
        Ok(map)
    }

    fn fill(&self, name: &str, mut context: Context, language: usize) -> Result<Vec<u8>, Box<Problem>> {
        if self.only_own && !self.own.contains(name) {
            return Ok(Vec::new());
        }
        let words = self.words.get(language).or_else(|| self.words.first()).cloned().unwrap_or_else(Value::none);
        context.insert_value("words", words);
        context.insert("generator", "Soleus");
        let mut bytes = Vec::with_capacity(32 * 1024);
        self.tera.render_to(name, &context, &mut bytes).map_err(|error| problem(&error, name))?;
        Ok(bytes)
    }
}

/// What the template of a page sees.
pub struct Seen<'n> {
    name: &'n str,
    context: Context,
    language: usize,
}

/// The templates in `replaced`, and those that use them. A template names those it is made of in quotes; a component
/// can be used without naming its file.
fn users(texts: &BTreeMap<&str, &str>, replaced: &BTreeSet<&str>) -> BTreeSet<String> {
    let mut found = replaced.clone();
    if replaced.iter().filter_map(|name| texts.get(name)).any(|text| text.contains(" component ")) {
        found.extend(texts.keys());
    }
    loop {
        let names = |text: &str| found.iter().any(|name| text.contains(&format!("\"{name}\"")));
        let more = texts.iter().filter(|(name, text)| !found.contains(**name) && names(text));
        let more: Vec<&str> = more.map(|(name, _)| *name).collect();
        if more.is_empty() {
            return found.into_iter().map(str::to_owned).collect();
        }
        found.extend(more);
    }
}

fn is_empty(name: &str) -> Problem {
    let message = "the template is empty: its pages would be empty too";
    let help = "write the template, or remove the file so that the built-in one is used";
    match SitePath::new(&format!("templates/{name}")) {
        Some(path) => Problem::new(codes::TEMPLATE_FAILS, Place::file(&path), message, help),
        None => Problem::general(codes::TEMPLATE_FAILS, message, help),
    }
}

/// A failure as a problem in the template's file, at the place the engine names, with its own words.
fn problem(error: &Error, name: &str) -> Box<Problem> {
    let (file, message, span) = match error.kind() {
        ErrorKind::RenderingError(report) | ErrorKind::SyntaxError(report) => {
            let range = &report.span().range;
            (report.filename(), report.message().to_owned(), Some(Span::new(range.start, range.end)))
        }
        ErrorKind::MissingParent { current, parent } => {
            (current.as_str(), format!("it extends `{parent}`, which is not there"), None)
        }
        ErrorKind::CircularExtend { tpl, .. } | ErrorKind::CircularInclude { tpl, .. } => {
            (tpl.as_str(), in_short(&error.to_string()), None)
        }
        _ => (name, in_short(&error.to_string()), None),
    };
    let help = "correct the template, or remove it so that the built-in one is used";
    let path = SitePath::new(&format!("templates/{file}"));
    let message = message.trim_end_matches('.').to_owned();
    Box::new(match path {
        Some(path) => {
            Problem::new(codes::TEMPLATE_FAILS, Place { path, span }, format!("the template fails: {message}"), help)
        }
        None => Problem::general(codes::TEMPLATE_FAILS, format!("a template fails: {message}"), help),
    })
}

/// The same at the place where a template names the parent that is missing.
fn with_place(mut problem: Problem, error: &Error, texts: &BTreeMap<&str, &str>) -> Problem {
    if let (ErrorKind::MissingParent { current, parent }, Some(place)) = (error.kind(), &mut problem.place) {
        let found = texts.get(current.as_str()).and_then(|text| text.find(parent.as_str()));
        place.span = found.map(|at| Span::new(at, at + parent.len()));
    }
    problem
}

/// Several reports of the engine as one line: the first with its place, and how many more there are. Any other text is
/// kept as it is.
fn in_short(message: &str) -> String {
    let mut reports = message.split("error: ").skip(1);
    let Some(first) = reports.next().filter(|_| message.starts_with("error: ")) else { return message.to_owned() };
    let mut lines = first.lines().map(str::trim);
    let (what, place) = (lines.next().unwrap_or_default(), lines.next().unwrap_or_default());
    let place = place.strip_prefix("--> ").map_or(String::new(), |place| format!(" (templates/{place})"));
    match reports.count() {
        0 => format!("{what}{place}"),
        more => format!("{what}{place}, and {more} more like it"),
    }
}

/// Words with dotted keys as nested maps.
fn nested(words: &Words) -> Value {
    let mut root = serde_json::Map::new();
    for (key, text) in words.texts() {
        let mut map = &mut root;
        let mut parts = key.split('.').peekable();
        while let Some(part) = parts.next() {
            if parts.peek().is_none() {
                map.insert(part.to_owned(), serde_json::Value::String(text.to_owned()));
                break;
            }
            let next = map.entry(part).or_insert_with(|| serde_json::Value::Object(serde_json::Map::new()));
            match next.as_object_mut() {
                Some(object) => map = object,
                None => break,
            }
        }
    }
    Value::from_serializable(&root)
}

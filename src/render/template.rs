//! Fills templates. This is the only file that names tera.
//!
//! A template sees one view and the interface's words, and can look nothing up: no function or filter here reaches the
//! site.

use std::collections::BTreeMap;

use serde::Serialize;
use tera::{Context, Error, ErrorKind, Tera, Value};

use crate::base::path::SitePath;
use crate::base::span::Span;
use crate::diag::{Outcome, Place, Problem, codes};
use crate::parse::words::Words;
use crate::pdf::press::Press;

/// All templates, ready to fill.
#[derive(Clone)]
pub struct Templates {
    tera: Tera,
    /// The interface's words as nested maps, a language each.
    words: Vec<Value>,
    /// The templates for paper.
    press: Press,
}

impl Templates {
    /// Reads templates: (name, text) pairs, those of a site after those that are built in, so that they replace them.
    #[must_use]
    pub fn new<'a>(texts: impl IntoIterator<Item = (&'a str, &'a str)>, words: &[&Words]) -> Outcome<Self> {
        let mut tera = Tera::default();
        let texts: BTreeMap<&str, &str> = texts.into_iter().collect();
        let mut problems = Vec::new();
        if let Err(error) = tera.add_raw_templates(texts) {
            problems.push(*problem(&error, ""));
        }
        let words = words.iter().map(|words| nested(words)).collect();
        Outcome { value: Self { tera, words, press: Press::default() }, problems }
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

    /// Fills a template with a view.
    ///
    /// # Errors
    /// When the template names something that the view does not have, or cannot be filled.
    pub fn render(&self, name: &str, view: &impl Serialize, language: usize) -> Result<Vec<u8>, Box<Problem>> {
        let failed = |error: Error| problem(&error, name);
        let mut context = Context::from_serialize(view).map_err(failed)?;
        let words = self.words.get(language).or_else(|| self.words.first()).cloned().unwrap_or_else(Value::none);
        context.insert_value("words", words);
        context.insert("generator", "Soleus");
        let mut bytes = Vec::with_capacity(16 * 1024);
        self.tera.render_to(name, &context, &mut bytes).map_err(failed)?;
        Ok(bytes)
    }
}

/// A failure as a problem in the template's file, at the place the engine names, with its own words.
fn problem(error: &Error, name: &str) -> Box<Problem> {
    let (file, message, span) = match error.kind() {
        ErrorKind::RenderingError(report) | ErrorKind::SyntaxError(report) => {
            let range = &report.span().range;
            (report.filename(), report.message().to_owned(), Some(Span::new(range.start, range.end)))
        }
        _ => (name, error.to_string(), None),
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

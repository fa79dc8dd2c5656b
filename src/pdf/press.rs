//! Prints orders, and remembers what was printed before.
//!
//! What was printed is kept under a digest of all it was made from, so that a sheet whose content did not change is
//! never set again. Where it is kept is for the caller to say.

use std::collections::BTreeMap;
use std::fmt;
use std::sync::{Arc, Mutex, PoisonError};

use serde_json::{Map, Value};

#[cfg(feature = "pdf")]
use super::engine::Engine;
use super::layout::Flaw;
#[cfg(feature = "pdf")]
use super::trial;
use crate::base::digest::Digest;
use crate::base::span::Span;

/// Changes when the same template and data begin to give other bytes: with Soleus itself and with Typst.
const EDITION: &str = concat!("soleus ", env!("CARGO_PKG_VERSION"), ", typst 0.15.1, 3");

/// Something to print.
#[derive(Clone, Debug)]
pub struct Order {
    /// The template's name below `templates/`.
    pub template: &'static str,
    /// Names the document for ever: its address.
    pub identity: String,
    /// What the template prints.
    pub data: Map<String, Value>,
    /// Ways to lay it out, the best first, each closer than those before it. The template finds the one that is tried
    /// in `/layout.json`.
    pub layouts: Vec<Layout>,
    /// The place of the layout that is tried first, which is likely to be the one: a guess from how much there is to
    /// say. A wrong one costs time, or air that the print could have had.
    pub likely: usize,
}

/// One way to lay something out.
#[derive(Clone, Debug)]
pub struct Layout {
    /// What the template is told.
    pub settings: Value,
    /// How many pages it may have.
    pub pages: Option<usize>,
    /// Whether room that is left over is given to the template, under `room` in points, to fill it.
    pub fills: bool,
    /// How many of its last pages hold what stands apart from all before it.
    pub apart: usize,
    /// Whether it says all that the layout before it says, set closer: it is taken instead where that saves a page that
    /// would hold a few lines only.
    pub is_closer: bool,
}

/// Why something was not printed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// A template or a font is wrong.
    Fault(Fault),
    /// It fits in no layout. The flaw is that of the last, which leaves the most room.
    DoesNotFit(Flaw),
}

/// What is wrong with a template or a font.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Fault {
    /// The template's name below `templates/`, where the fault is in one.
    pub template: Option<String>,
    /// Where in the template.
    pub span: Option<Span>,
    /// What is wrong, in the typesetter's words.
    pub message: String,
    /// What the typesetter advises.
    pub hint: Option<String>,
}

/// Where printed documents are kept between runs.
pub trait Store: Send + Sync {
    /// What is kept under a key.
    fn get(&self, key: &Digest) -> Option<Vec<u8>>;
    /// Keeps bytes under a key. That it cannot is no error: the document is then made again.
    fn put(&self, key: &Digest, bytes: &[u8]);
}

/// Templates and fonts for paper, with a place for what was printed.
#[derive(Clone, Default)]
pub struct Press {
    templates: Arc<BTreeMap<String, Arc<str>>>,
    fonts: Arc<Vec<(String, Arc<[u8]>)>>,
    store: Option<Arc<dyn Store>>,
    #[cfg(feature = "pdf")]
    engine: Arc<Mutex<Option<Arc<Engine>>>>,
    /// The digest of templates and fonts, once it is known.
    base: Arc<Mutex<Option<Digest>>>,
}

impl Fault {
    /// A fault of no template.
    #[must_use]
    pub fn general(message: String) -> Self {
        Self { message, ..Self::default() }
    }

    /// A font file that is none.
    #[must_use]
    pub fn of_font(name: &str) -> Self {
        let hint = Some("put a TrueType or OpenType font there".to_owned());
        Self { message: format!("`theme/{name}` cannot be read as a font"), hint, ..Self::default() }
    }
}

impl Press {
    /// A press with templates, by name, and fonts by their names in `theme/`, the preferred first.
    #[must_use]
    pub fn new(templates: BTreeMap<String, Arc<str>>, fonts: Vec<(String, Arc<[u8]>)>) -> Self {
        Self { templates: Arc::new(templates), fonts: Arc::new(fonts), ..Self::default() }
    }

    /// The same press with a place for what was printed.
    #[must_use]
    pub fn with_store(self, store: Arc<dyn Store>) -> Self {
        Self { store: Some(store), ..self }
    }

    /// The place for what was printed: other things that take long to make are kept there too.
    #[must_use]
    pub fn store(&self) -> Option<&Arc<dyn Store>> {
        self.store.as_ref()
    }

    /// The key of an order: equal keys mean equal bytes.
    #[must_use]
    pub fn key(&self, order: &Order) -> Digest {
        let layouts: Vec<_> = order.layouts.iter().map(|layout| (&layout.settings, layout.pages)).collect();
        let made_from = (self.base().hex(), order.template, &order.identity, &order.data, layouts, order.likely);
        // Such values are always text; if one were not, its full description tells it from others as well.
        let text = serde_json::to_string(&made_from).unwrap_or_else(|_| format!("{made_from:?}"));
        Digest::of(text.as_bytes())
    }

    /// Prints an order in the first layout in which all of it can be read.
    ///
    /// # Errors
    /// When a template or font is wrong, when no layout fits, or when this binary cannot print.
    pub fn print(&self, order: &Order) -> Result<Vec<u8>, Refusal> {
        match self.store {
            Some(_) => self.print_under(&self.key(order), order),
            None => self.set(order),
        }
    }

    /// The same for an order whose key is known.
    ///
    /// # Errors
    /// As [`Press::print`].
    pub fn print_under(&self, key: &Digest, order: &Order) -> Result<Vec<u8>, Refusal> {
        if let Some(kept) = self.kept(key) {
            return Ok(kept);
        }
        let printed = self.set(order)?;
        if let Some(store) = &self.store {
            store.put(key, &printed);
        }
        Ok(printed)
    }

    /// What was printed under a key, if it is kept.
    #[must_use]
    pub fn kept(&self, key: &Digest) -> Option<Vec<u8>> {
        self.store.as_ref()?.get(key)
    }

    #[cfg(feature = "pdf")]
    fn set(&self, order: &Order) -> Result<Vec<u8>, Refusal> {
        let engine = self.engine().map_err(Refusal::Fault)?;
        let printed = trial::print(&engine, order);
        engine.forget();
        printed
    }

    #[cfg(not(feature = "pdf"))]
    fn set(&self, _: &Order) -> Result<Vec<u8>, Refusal> {
        Err(Refusal::Fault(Fault::general("this `soleus` was built without the feature `pdf`".to_owned())))
    }

    /// The typesetter, made when it is first needed: a run without PDFs does not pay for it.
    #[cfg(feature = "pdf")]
    fn engine(&self) -> Result<Arc<Engine>, Fault> {
        let mut made = self.engine.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(engine) = made.as_ref() {
            return Ok(Arc::clone(engine));
        }
        let engine = Arc::new(Engine::new(&self.templates, &self.fonts)?);
        *made = Some(Arc::clone(&engine));
        Ok(engine)
    }

    fn base(&self) -> Digest {
        let mut known = self.base.lock().unwrap_or_else(PoisonError::into_inner);
        *known.get_or_insert_with(|| {
            let mut parts = vec![Digest::of(EDITION.as_bytes()).hex()];
            parts.extend(
                self.templates.iter().map(|(name, text)| format!("{name} {}", Digest::of(text.as_bytes()).hex())),
            );
            parts.extend(self.fonts.iter().map(|(name, bytes)| format!("{name} {}", Digest::of(bytes).hex())));
            Digest::of(parts.join("\n").as_bytes())
        })
    }
}

impl fmt::Debug for Press {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let names: Vec<&String> = self.templates.keys().collect();
        formatter.debug_struct("Press").field("templates", &names).finish_non_exhaustive()
    }
}

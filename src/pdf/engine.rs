//! Sets a document in type and writes it as PDF/UA-1. This is the only file that names Typst.
//!
//! Typst sees a closed world: the templates, a file of data, one of the layout, and the fonts, all in memory and under
//! fixed names. There is no clock, no disk, no package and no network, so the same input gives the same bytes. A
//! warning of Typst is an error here.

use std::collections::BTreeMap;
use std::sync::Arc;

use typst::diag::{FileError, FileResult, SourceDiagnostic};
use typst::foundations::{Bytes, Datetime, Duration, Smart};
use typst::layout::{Frame, FrameItem, Point, Transform};
use typst::syntax::{DiagSpan, FileId, RootedPath, Source, VirtualPath, VirtualRoot};
use typst::text::{Font, FontBook};
use typst::utils::LazyHash;
use typst::{Feature, Library, LibraryExt, World, WorldExt};
use typst_layout::PagedDocument;
use typst_pdf::{PdfOptions, PdfStandard, PdfStandards};

use super::layout::{Page, Pages, Run};
use super::press::Fault;
use crate::base::span::Span;

/// Where templates find their data.
const DATA: &str = "/data.json";

/// Where they find the layout that is tried. It is a file of its own, so that what does not depend on the layout is
/// set once for all layouts.
const LAYOUT: &str = "/layout.json";

/// Typst keeps what it worked out for the next document, for so many documents: enough for the layouts of one sheet to
/// share their parts while others are set beside it, and few enough that memory stays flat over hundreds of sheets.
const KEPT: usize = 1;

/// Typst with templates and fonts, ready to set documents.
pub struct Engine {
    library: LazyHash<Library>,
    book: LazyHash<FontBook>,
    fonts: Vec<Font>,
    families: Vec<String>,
    sources: Vec<(String, Source)>,
    standards: PdfStandards,
}

/// A document that is laid out, and can be looked at or written.
pub struct Document<'a> {
    world: Desk<'a>,
    document: PagedDocument,
}

/// The world of one document.
struct Desk<'a> {
    engine: &'a Engine,
    main: FileId,
    files: [(FileId, Bytes); 2],
}

/// What a document says, a JSON text, ready for any number of layouts.
#[derive(Clone)]
pub struct Text(Bytes);

impl From<String> for Text {
    fn from(json: String) -> Self {
        Self(Bytes::from_string(json))
    }
}

impl Engine {
    /// Takes templates, by name, and fonts, the preferred first.
    ///
    /// # Errors
    /// When a font cannot be read.
    pub fn new(templates: &BTreeMap<String, Arc<str>>, fonts: &[(String, Arc<[u8]>)]) -> Result<Self, Fault> {
        let mut faces = Vec::with_capacity(fonts.len());
        let mut families: Vec<String> = Vec::new();
        for (name, bytes) in fonts {
            let read: Vec<Font> = Font::iter(Bytes::new(Arc::clone(bytes))).collect();
            if read.is_empty() {
                return Err(Fault::of_font(name));
            }
            for font in &read {
                let family = font.info().family.to_string();
                if !families.contains(&family) {
                    families.push(family);
                }
            }
            faces.extend(read);
        }
        let mut sources = Vec::with_capacity(templates.len());
        for (name, text) in templates {
            let id = file(name).ok_or_else(|| Fault::general(format!("`{name}` cannot name a template")))?;
            sources.push((name.clone(), Source::new(id, text.to_string())));
        }
        let standards =
            PdfStandards::new(&[PdfStandard::Ua_1]).map_err(|error| Fault::general(error.message().to_string()))?;
        // Row headers of tables with a scope are among the features that Typst still calls extra.
        let library = Library::builder().with_features([Feature::A11yExtras].into_iter().collect()).build();
        Ok(Self {
            library: LazyHash::new(library),
            book: LazyHash::new(FontBook::from_fonts(&faces)),
            fonts: faces,
            families,
            sources,
            standards,
        })
    }

    /// The families of the fonts, the preferred first.
    #[must_use]
    pub fn families(&self) -> &[String] {
        &self.families
    }

    /// Lets go of what was worked out for documents before the last ones. To be called when one is printed.
    pub fn forget(&self) {
        comemo::evict(KEPT);
    }

    fn template(&self, id: FileId) -> Option<&(String, Source)> {
        self.sources.iter().find(|(_, source)| source.id() == id)
    }

    /// Lays a template out with data, in a layout.
    ///
    /// # Errors
    /// What Typst finds wrong with the template, warnings too.
    pub fn lay_out(&self, template: &str, data: &Text, layout: Text) -> Result<Document<'_>, Fault> {
        let missing = || Fault::general(format!("there is no template `{template}`"));
        let main = self
            .sources
            .iter()
            .find(|(name, _)| name == template)
            .map(|(_, source)| source.id())
            .ok_or_else(missing)?;
        let data = (file(DATA).ok_or_else(missing)?, data.0.clone());
        let layout = (file(LAYOUT).ok_or_else(missing)?, layout.0);
        let world = Desk { engine: self, main, files: [data, layout] };
        let compiled = typst::compile::<PagedDocument>(&world);
        match (compiled.output, compiled.warnings.first()) {
            (Ok(document), None) => Ok(Document { world, document }),
            (Ok(_), Some(warning)) => Err(world.fault(warning)),
            (Err(errors), _) => Err(errors.first().map_or_else(missing, |error| world.fault(error))),
        }
    }
}

impl Document<'_> {
    /// Where its texts lie.
    #[must_use]
    pub fn pages(&self) -> Pages {
        let pages = self.document.pages().iter().map(|page| {
            let size = page.frame.size();
            let mut found = Page { width: size.x.to_pt(), height: size.y.to_pt(), ..Page::default() };
            collect(&page.frame, Transform::identity(), &mut found);
            found
        });
        Pages { pages: pages.collect() }
    }

    /// Writes it as PDF/UA-1. `identity` names the document, now and in every later version.
    ///
    /// # Errors
    /// What keeps it from being accessible.
    pub fn pdf(&self, identity: &str) -> Result<Vec<u8>, Fault> {
        let options = PdfOptions {
            ident: Smart::Custom(identity.to_owned()),
            creator: Smart::Custom(Some("Soleus".to_owned())),
            standards: self.world.engine.standards.clone(),
            ..PdfOptions::default()
        };
        typst_pdf::pdf(&self.document, &options).map_err(|errors| {
            let unknown = || Fault::general("the document cannot be written as PDF/UA-1".to_owned());
            errors.first().map_or_else(unknown, |error| self.world.fault(error))
        })
    }
}

impl Desk<'_> {
    fn fault(&self, diagnostic: &SourceDiagnostic) -> Fault {
        let place = diagnostic.span.id().and_then(|id| self.engine.template(id));
        let range = self.range(diagnostic.span).or_else(|| first_in_template(self, diagnostic));
        Fault {
            template: place.map(|(name, _)| name.clone()),
            span: range.map(|range| Span::new(range.start, range.end)),
            message: diagnostic.message.to_string(),
            hint: diagnostic.hints.first().map(|hint| hint.v.to_string()),
        }
    }
}

/// The place in a template from which the failing code was called.
fn first_in_template(world: &Desk<'_>, diagnostic: &SourceDiagnostic) -> Option<std::ops::Range<usize>> {
    diagnostic.trace.iter().find_map(|point| world.range(DiagSpan::from(point.span)))
}

/// A file's name in Typst's world. Typst never forgets a name, so there is one for each template and two for all data.
fn file(name: &str) -> Option<FileId> {
    let name = format!("/{}", name.trim_start_matches('/'));
    Some(RootedPath::new(VirtualRoot::Project, VirtualPath::new(name).ok()?).intern())
}

/// The texts and pictures of a frame and of the frames in it.
fn collect(frame: &Frame, transform: Transform, page: &mut Page) {
    for (position, item) in frame.items() {
        match item {
            FrameItem::Group(group) => {
                let inner =
                    transform.pre_concat(Transform::translate(position.x, position.y)).pre_concat(group.transform);
                collect(&group.frame, inner, page);
            }
            FrameItem::Text(text) => {
                // The box of the letters, not of the line: from the top of capitals to the foot of a `g`.
                let up = text.size * 0.68;
                let down = text.size * 0.2;
                let corners =
                    [Point::new(position.x, position.y - up), Point::new(position.x + text.width(), position.y + down)]
                        .map(|corner| corner.transform(transform));
                let [one, other] = corners;
                page.runs.push(Run {
                    text: text.text.to_string(),
                    left: one.x.min(other.x).to_pt(),
                    top: one.y.min(other.y).to_pt(),
                    right: one.x.max(other.x).to_pt(),
                    bottom: one.y.max(other.y).to_pt(),
                });
            }
            FrameItem::Image(_, size, _) => {
                let corner = Point::new(position.x, position.y + size.y).transform(transform);
                page.pictures.push(corner.y.to_pt());
            }
            FrameItem::Shape(..) | FrameItem::Link(..) | FrameItem::Tag(_) => {}
        }
    }
}

impl World for Desk<'_> {
    fn library(&self) -> &LazyHash<Library> {
        &self.engine.library
    }

    fn book(&self) -> &LazyHash<FontBook> {
        &self.engine.book
    }

    fn main(&self) -> FileId {
        self.main
    }

    fn source(&self, id: FileId) -> FileResult<Source> {
        self.engine.template(id).map(|(_, source)| source.clone()).ok_or_else(|| not_there(id))
    }

    fn file(&self, id: FileId) -> FileResult<Bytes> {
        let found = self.files.iter().find(|(name, _)| *name == id);
        found.map(|(_, bytes)| bytes.clone()).ok_or_else(|| not_there(id))
    }

    fn font(&self, index: usize) -> Option<Font> {
        self.engine.fonts.get(index).cloned()
    }

    fn today(&self, _: Option<Duration>) -> Option<Datetime> {
        None
    }
}

fn not_there(id: FileId) -> FileError {
    FileError::NotFound(id.vpath().get_without_slash().into())
}

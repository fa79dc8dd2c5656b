//! Pictures of content: what they are, in which sizes they are published, and what must not be in them.
//!
//! A photograph or drawing of pixels (JPEG, PNG, WebP) is published in a few widths, each under a name that changes
//! with its bytes, and without what the camera wrote into it. A drawing of lines (SVG) is published as it is, when
//! nothing in it could run or load. Nothing here knows of pages.

pub mod canvas;
pub mod card;
pub mod coverage;
pub mod deflate;
pub mod drawing;
pub mod letters;
pub mod raster;
pub mod strip;
pub mod word;

use std::collections::BTreeMap;
use std::sync::Arc;

use rayon::prelude::*;

use crate::base::address::{Address, Form};
use crate::base::digest::Digest;
use crate::base::path::SitePath;
use crate::base::slug;
use crate::diag::{Place, Problem, codes};
use raster::Head;

/// Changes when the same picture begins to give other bytes.
const EDITION: &str = concat!("soleus ", env!("CARGO_PKG_VERSION"), ", image 0.25, 1");

/// The widths that pictures are made in, in pixels, below their own: for phones, and for text columns on fine screens.
const WIDTHS: [u32; 3] = [480, 800, 1200];

/// The greatest width that a page shows, in pixels.
const WIDEST: u32 = 1600;

/// The most pixels that a picture may have: more than a phone's camera makes, and less than fills a memory.
pub const MOST_PIXELS: u64 = 50_000_000;

/// Width and height in pixels, as the picture is seen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Size {
    /// From left to right.
    pub width: u32,
    /// From top to bottom.
    pub height: u32,
}

/// A file of pixels.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// JPEG.
    Jpeg,
    /// PNG.
    Png,
    /// WebP.
    WebP,
}

/// A file beside pages that is a picture.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Picture {
    /// Pixels.
    Raster(Raster),
    /// Lines, with their size where the file says it.
    Drawing(Option<Size>),
    /// It cannot be shown.
    Wrong(Fault),
}

/// A picture of pixels with the forms it is published in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Raster {
    /// The file.
    pub path: SitePath,
    /// What its first bytes say.
    pub head: Head,
    /// Its forms, the narrowest first; the last is the one for readers whose browsers choose none.
    pub forms: Vec<PictureForm>,
}

/// A picture in one width.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PictureForm {
    /// Where it is published.
    pub address: Address,
    /// Its size.
    pub size: Size,
    /// Names its bytes for ever: a digest of the file and of all that is done to it.
    pub key: Digest,
}

/// Why a picture cannot be shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fault {
    /// It is none, or it is damaged.
    Broken(String),
    /// It has more than [`MOST_PIXELS`].
    TooLarge(Size),
}

impl Format {
    /// The ending of its files' names.
    #[must_use]
    pub fn ending(self) -> &'static str {
        match self {
            Self::Jpeg => "jpg",
            Self::Png => "png",
            Self::WebP => "webp",
        }
    }
}

impl Size {
    /// The size at another width.
    #[must_use]
    pub fn at_width(self, width: u32) -> Self {
        let height =
            (u64::from(self.height) * u64::from(width) + u64::from(self.width) / 2) / u64::from(self.width.max(1));
        Self { width, height: u32::try_from(height).unwrap_or(u32::MAX).max(1) }
    }
}

impl Raster {
    /// Whether a form has fewer pixels than the file.
    #[must_use]
    pub fn is_resized(&self, form: &PictureForm) -> bool {
        form.size != self.head.size
    }
}

/// All pictures among the files beside pages, by the files' own addresses. Files of `content/_files/` are left alone.
#[must_use]
pub fn all(files: &BTreeMap<SitePath, Address>, bytes: &BTreeMap<SitePath, Arc<[u8]>>) -> BTreeMap<Address, Picture> {
    let beside_pages = |path: &SitePath| path.below("content/_files").is_none();
    let found: Vec<_> = files.iter().filter(|(path, _)| beside_pages(path)).collect();
    let look = |(path, address): (&SitePath, &Address)| {
        let bytes = bytes.get(path)?;
        Some((address.clone(), picture(path, bytes)?))
    };
    found.into_par_iter().filter_map(look).collect()
}

/// A file as a picture; `None` when its name's ending is none of a picture that we know.
fn picture(path: &SitePath, bytes: &[u8]) -> Option<Picture> {
    match path.extension().as_str() {
        "jpg" | "jpeg" | "png" | "webp" => Some(match raster::head(bytes) {
            Ok(head) => Picture::Raster(raster(path, bytes, head)),
            Err(fault) => Picture::Wrong(fault),
        }),
        "svg" => Some(Picture::Drawing(drawing::size(&String::from_utf8_lossy(bytes)))),
        _ => None,
    }
}

fn raster(path: &SitePath, bytes: &[u8], head: Head) -> Raster {
    let file = Digest::of(bytes).hex();
    // One that moves would stand still in another width.
    let narrower = WIDTHS.into_iter().filter(|width| !head.moves && width * 5 <= head.size.width * 4);
    let full = if head.moves { head.size.width } else { head.size.width.min(WIDEST) };
    let form = |width: u32| {
        let size = head.size.at_width(width);
        let key = Digest::of(format!("{EDITION} {file} {width}").as_bytes());
        let name = format!("{}-{width}.{}.{}", slug::segment(path.stem()), key.short(), head.format.ending());
        PictureForm { address: Address::from_segments(["theme", "pictures", &name], Form::File), size, key }
    };
    let forms = narrower.filter(|width| *width < full).chain([full]).map(form).collect();
    Raster { path: path.clone(), head, forms }
}

/// A fault as a problem of its file.
#[must_use]
pub fn problem(path: &SitePath, fault: &Fault) -> Problem {
    let (message, help) = match fault {
        Fault::Broken(why) => (
            format!("`{}` cannot be read as a picture: {why}", path.name()),
            "save it again as JPEG, PNG or WebP, with the ending that goes with it",
        ),
        Fault::TooLarge(Size { width, height }) => (
            format!(
                "`{}` has {width} × {height} pixels, where {} million are the most",
                path.name(),
                MOST_PIXELS / 1_000_000
            ),
            "save it smaller: 2000 pixels wide are enough for any screen",
        ),
    };
    Problem::new(codes::PICTURE_BROKEN, Place::file(path), message, help)
}

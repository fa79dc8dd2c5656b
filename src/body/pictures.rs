//! A picture as pages show it: the widths a browser may choose from, and the room it takes before it is there.

use crate::base::address::Address;
use crate::body::Site;
use crate::picture::{Picture, Size};

/// What an `img` element needs besides its words.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Shown {
    /// Link to the form for browsers that choose none.
    pub src: String,
    /// The forms to choose from, with their widths; empty when there is one.
    pub srcset: String,
    /// Its size, where the file says it.
    pub size: Option<Size>,
}

/// The picture at an address as the page at `from` shows it; any other file as a bare link.
#[must_use]
pub fn shown(site: &Site, from: &Address, target: &Address) -> Shown {
    let bare = Shown { src: site.link(from, target), ..Shown::default() };
    match site.pictures.get(target) {
        Some(Picture::Raster(raster)) => {
            let Some(full) = raster.forms.last() else { return bare };
            let form =
                |form: &crate::picture::PictureForm| format!("{} {}w", site.link(from, &form.address), form.size.width);
            let several = raster.forms.len() > 1;
            let srcset =
                if several { raster.forms.iter().map(form).collect::<Vec<_>>().join(", ") } else { String::new() };
            Shown { src: site.link(from, &full.address), srcset, size: Some(full.size) }
        }
        Some(Picture::Drawing(size)) => Shown { size: *size, ..bare },
        Some(Picture::Wrong(_)) | None => bare,
    }
}

//! L010 and L011: pictures can be read, and drawings hold nothing that could run or load.

use crate::body::Site;
use crate::diag::{Place, Problem, codes};
use crate::picture::{self, Picture, drawing};

/// Looks at the files beside pages that are pictures.
pub(super) fn check(site: &Site, problems: &mut Vec<Problem>) {
    for (path, address) in &site.index.files {
        match site.pictures.get(address) {
            Some(Picture::Wrong(fault)) => problems.push(picture::problem(path, fault)),
            Some(Picture::Drawing(_)) => {
                let bytes = site.file_bytes.get(path).map(|bytes| String::from_utf8_lossy(bytes)).unwrap_or_default();
                if let Some(danger) = drawing::danger(&bytes) {
                    let message =
                        format!("`{}` holds {danger}: it could do harm to a reader who opens it", path.name());
                    let help = "take it out, or save the drawing as plain SVG without scripts and links";
                    problems.push(Problem::new(codes::PICTURE_UNSAFE, Place::file(path), message, help));
                }
            }
            Some(Picture::Raster(_)) | None => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::check::testing::check;

    #[test]
    fn a_picture_that_is_none_is_an_error() {
        let expected = "L010 content/a.jpg `a.jpg` cannot be read as a picture: its first bytes are those of no JPEG, \
                        PNG or WebP | save it again as JPEG, PNG or WebP, with the ending that goes with it";
        check("L010", &[("content/a.jpg", "words")], expected);
        check("L010", &[("content/a.svg", "<svg/>"), ("content/_files/a.jpg", "words")], "");
    }

    #[test]
    fn a_drawing_that_could_run_or_load_is_an_error() {
        let expected = "L011 content/a.svg `a.svg` holds the element `script`: it could do harm to a reader who opens it \
                        | take it out, or save the drawing as plain SVG without scripts and links";
        check("L011", &[("content/a.svg", "<svg><script/></svg>")], expected);
        check("L011", &[("content/a.svg", "<svg><path/></svg>")], "");
    }
}

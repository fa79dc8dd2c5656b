//! An address as a QR code: a path of dark squares that any drawing can hold. The address stands beside it as text.
//!
//! This is the only file that names `fast_qr`.

use std::fmt::Write as _;

use fast_qr::{ECL, QRBuilder};
use serde::Serialize;

use crate::base::html::escape;

/// Light squares around a code, as its standard asks for.
const QUIET: usize = 4;

/// A QR code, a square a unit.
#[derive(Clone, Debug, Serialize, PartialEq, Eq)]
pub struct QrView {
    /// What it holds.
    pub text: String,
    /// Its width and height in squares, the light border included: `viewBox="0 0 {size} {size}"`.
    pub size: usize,
    /// The dark squares as the `d` of an SVG path, in whole numbers.
    pub path: String,
    /// Link to the same as a file, on pages that hold many.
    pub file: Option<String>,
}

impl QrView {
    /// The code as a file of its own: black on white.
    #[must_use]
    pub fn alone(&self) -> String {
        let (size, path, text) = (self.size, &self.path, escape(&self.text));
        format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {size} {size}\" shape-rendering=\"crispEdges\"><title>{text}</title><path fill=\"#fff\" d=\"M0 0h{size}v{size}h-{size}z\"/><path d=\"{path}\"/></svg>\n"
        )
    }
}

/// The code of a text; `None` for a text too long for one.
///
/// A seventh of its area may be lost, to a fold or a bad copy.
#[must_use]
pub fn code(text: &str) -> Option<QrView> {
    let rows = rows(text)?;
    let mut path = String::new();
    for (y, dark) in rows.iter().enumerate() {
        let mut x = 0;
        for run in dark.chunk_by(|one, next| one == next) {
            if run.first() == Some(&true) {
                let width = run.len();
                // Nothing goes wrong where text is written to text.
                let _ = write!(path, "M{} {}h{width}v1h-{width}z", x + QUIET, y + QUIET);
            }
            x += run.len();
        }
    }
    Some(QrView { text: text.to_owned(), size: rows.len() + 2 * QUIET, path, file: None })
}

/// The squares of a text's code, row by row without a border, `true` for dark ones; `None` for a text too long for one.
#[must_use]
pub fn rows(text: &str) -> Option<Vec<Vec<bool>>> {
    let code = QRBuilder::new(text).ecl(ECL::M).build().ok()?;
    let rows = code.data.chunks(code.size).take(code.size);
    Some(rows.map(|row| row.iter().map(|module| module.value()).collect()).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_corner_marks_of_a_code_are_drawn() {
        let view = code("https://clinic.example/rehab/").unwrap();
        assert_eq!(view.size, 29 + 8, "29 characters fit version 3 of the standard");
        assert!(view.path.starts_with("M4 4h7v1h-7z"), "{}", view.path);
        assert!(view.path.contains(&format!("M{} 4h7v1h-7z", view.size - 4 - 7)), "{}", view.path);
    }

    #[test]
    fn a_text_too_long_for_a_code_gives_none() {
        assert_eq!(code(&"x".repeat(3000)), None);
    }
}

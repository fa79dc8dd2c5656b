//! The theme's fonts as data: how wide each letter is, how it is drawn, and which letters no font has. This is the only
//! file that names ttf_parser.
//!
//! Nothing is shaped: letters stand side by side, which is right for the scripts that these fonts have.

use std::sync::Arc;

use ttf_parser::{Face, OutlineBuilder};
use unicode_normalization::UnicodeNormalization as _;

/// The regular face of the theme.
pub const REGULAR: &[u8] = include_bytes!("../../theme/fonts/atkinson-hyperlegible-400.ttf");

/// The bold face of the theme.
pub const BOLD: &[u8] = include_bytes!("../../theme/fonts/atkinson-hyperlegible-700.ttf");

/// A font file.
pub struct Font<'a> {
    face: Face<'a>,
    /// The advances of ASCII: most texts ask for little else, again and again.
    ascii: [Option<i64>; 128],
}

/// A point of an outline in the font's units, upwards positive.
pub type Point = (f32, f32);

/// A piece of an outline. Outlines of a letter are closed.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Piece {
    /// A new outline begins.
    Begin(Point),
    /// A straight line.
    Line(Point),
    /// A curve with one handle.
    Quad(Point, Point),
    /// A curve with two handles.
    Cubic(Point, Point, Point),
}

/// Fonts that stand in for each other: a letter that one lacks is set in another.
#[derive(Clone, Debug, Default)]
pub struct Faces(Vec<Arc<[u8]>>);

impl Faces {
    /// The fonts in these files. A file that is no font has no letters.
    #[must_use]
    pub fn new(files: impl IntoIterator<Item = Arc<[u8]>>) -> Self {
        Self(files.into_iter().collect())
    }

    /// The letters of a text that none of the fonts has, each once. A letter with a mark may be put together from two.
    #[must_use]
    pub fn lacking(&self, text: &str) -> Vec<char> {
        // Every font has these, and most texts have no other.
        if text.is_ascii() {
            return Vec::new();
        }
        let faces: Vec<Face<'_>> = self.0.iter().flat_map(|file| faces(file)).collect();
        let has = |letter: char| faces.iter().any(|face| face.glyph_index(letter).is_some());
        let can_be_set = |letter: char| {
            letter.is_ascii() || is_unseen(letter) || has(letter) || std::iter::once(letter).nfd().all(has)
        };
        let mut lacking = Vec::new();
        for letter in text.nfc().filter(|letter| !can_be_set(*letter)) {
            if !lacking.contains(&letter) {
                lacking.push(letter);
            }
        }
        lacking
    }
}

/// The faces of a font file, which may be a collection.
fn faces(file: &[u8]) -> impl Iterator<Item = Face<'_>> {
    let count = ttf_parser::fonts_in_collection(file).unwrap_or(1);
    (0..count).filter_map(|number| Face::parse(file, number).ok())
}

/// Whether a letter leaves no ink, so that a typesetter needs no drawing of it: blanks, joiners, marks of direction and
/// of a letter's variant. The hyphen that keeps its words together is set as a plain one.
fn is_unseen(letter: char) -> bool {
    letter.is_whitespace()
        || letter.is_control()
        || matches!(letter, '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{180b}'..='\u{180f}' | '\u{200b}'..='\u{200f}')
        || matches!(letter, '\u{2011}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}')
        || matches!(letter, '\u{fe00}'..='\u{fe0f}' | '\u{e0000}'..='\u{e0fff}')
}

impl<'a> Font<'a> {
    /// Reads a font file; `None` when it is none.
    #[must_use]
    pub fn read(file: &'a [u8]) -> Option<Self> {
        let face = Face::parse(file, 0).ok()?;
        let ascii = std::array::from_fn(|code| advance(&face, u8::try_from(code).ok()?.into()));
        Some(Self { face, ascii })
    }

    /// The font's units in its size.
    #[must_use]
    pub fn units(&self) -> i64 {
        i64::from(self.face.units_per_em()).max(1)
    }

    /// How far a letter moves the pen, in the font's units; `None` when the font lacks it.
    #[must_use]
    pub fn advance(&self, letter: char) -> Option<i64> {
        match self.ascii.get(letter as usize) {
            Some(advance) => *advance,
            None => advance(&self.face, letter),
        }
    }

    /// How a letter is drawn; nothing for a blank, and for a letter that the font lacks.
    #[must_use]
    pub fn outline(&self, letter: char) -> Vec<Piece> {
        let mut pieces = Pieces(Vec::new());
        if let Some(glyph) = self.face.glyph_index(letter) {
            let _ = self.face.outline_glyph(glyph, &mut pieces);
        }
        pieces.0
    }
}

fn advance(face: &Face<'_>, letter: char) -> Option<i64> {
    let glyph = face.glyph_index(letter)?;
    face.glyph_hor_advance(glyph).map(i64::from)
}

struct Pieces(Vec<Piece>);

impl OutlineBuilder for Pieces {
    fn move_to(&mut self, x: f32, y: f32) {
        self.0.push(Piece::Begin((x, y)));
    }

    fn line_to(&mut self, x: f32, y: f32) {
        self.0.push(Piece::Line((x, y)));
    }

    fn quad_to(&mut self, x1: f32, y1: f32, x: f32, y: f32) {
        self.0.push(Piece::Quad((x1, y1), (x, y)));
    }

    fn curve_to(&mut self, x1: f32, y1: f32, x2: f32, y2: f32, x: f32, y: f32) {
        self.0.push(Piece::Cubic((x1, y1), (x2, y2), (x, y)));
    }

    fn close(&mut self) {}
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check_lacking(text: &str, expected: &[char]) {
        assert_eq!(Faces::new([Arc::from(REGULAR), Arc::from(b"no font".as_slice())]).lacking(text), expected);
    }

    #[test]
    fn letters_of_no_font_are_told_once() {
        check_lacking("膝 hurts, 膝 and 痛", &['膝', '痛']);
    }

    #[test]
    fn letters_that_can_be_set_are_not_lacking() {
        check_lacking("Größe – 5 °C “x”", &[]);
        check_lacking("e\u{301} a\u{308}", &[]);
        check_lacking("1\u{202f}kg\u{a0}\u{2066}5\u{2069}\u{ad}\u{200d}\u{2011}\u{fe0f}", &[]);
    }
}

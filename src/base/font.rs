//! The theme's fonts as data: how wide each letter is and how it is drawn. This is the only file that names ttf_parser.
//!
//! Nothing is shaped: letters stand side by side, which is right for the scripts that these fonts have.

use ttf_parser::{Face, OutlineBuilder};

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

//! A picture of a few colours: areas and words are painted on one ground, and it becomes a PNG. This is the only file
//! that names the crate `png`.
//!
//! Every pixel is one of sixteen colours: the ground, one plain colour, and two inks in seven steps each from the ground
//! to the full ink, for the edges of letters. Most rows of a card are like the one above, and cost next to nothing.

use png::{BitDepth, ColorType, Encoder, chunk};

use super::coverage::{Form, PARTS, STEPS};
use super::deflate::Stream;
use super::letters::{Letters, Style};
use crate::base::colour::Colour;

/// PNG's number for rows that are written as what differs from the row above.
const FROM_ABOVE: u8 = 2;

/// The colours of a canvas.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Colours {
    /// What everything is painted on.
    pub ground: Colour,
    /// Plain areas.
    pub plain: Colour,
    /// [`Ink::Strong`](super::letters::Ink::Strong).
    pub strong: Colour,
    /// [`Ink::Soft`](super::letters::Ink::Soft).
    pub soft: Colour,
}

/// A picture while it is painted.
pub struct Canvas {
    /// A row without words: a colour's number for each pixel, two pixels a byte.
    plain: Vec<u8>,
    /// Each row; one without words is empty.
    rows: Vec<Vec<u8>>,
}

impl Canvas {
    /// An empty canvas of so many pairs of columns, and so many rows.
    #[must_use]
    pub fn new(pairs: usize, height: usize) -> Self {
        Self { plain: vec![0; pairs], rows: vec![Vec::new(); height] }
    }

    /// Paints the first pairs of columns plainly, from top to bottom. Words are painted after it.
    pub fn stripe(&mut self, pairs: usize) {
        self.plain.iter_mut().take(pairs).for_each(|pair| *pair = 0x11);
    }

    /// Paints words that begin at `x` and stand on the line `y`. Paints nothing for letters that the font lacks.
    pub fn words(&mut self, words: &str, letters: &Letters, style: Style, (x, y): (i64, i64)) {
        let Some(font) = letters.font(style.weight) else { return };
        let mut pen = x * PARTS;
        for letter in words.chars() {
            let (form, pair) = letters.form(letter, pen, style);
            self.lay(&form, (pair, y));
            pen += font.advance(letter).unwrap_or_default() * style.size * PARTS / font.units();
        }
    }

    /// Lays a letter on the canvas. Where two touch, the stronger of the two shades stands.
    fn lay(&mut self, form: &Form, (x, y): (i64, i64)) {
        let left = x + form.left;
        let cut = usize::try_from(-left).unwrap_or_default();
        let left = usize::try_from(left).unwrap_or_default();
        for (number, shades) in (y + form.top..).zip(form.rows()) {
            let row = usize::try_from(number).ok().and_then(|number| self.rows.get_mut(number));
            let Some(row) = row else { continue };
            if row.is_empty() {
                row.clone_from(&self.plain);
            }
            let pairs = row.get_mut(left..).unwrap_or_default().iter_mut();
            for (pair, shades) in pairs.zip(shades.get(cut..).unwrap_or_default()) {
                let stronger = |half: u8| (*pair & half).max(*shades & half);
                *pair = stronger(0xf0) | stronger(0x0f);
            }
        }
    }

    /// The picture as a PNG with a palette.
    #[must_use]
    pub fn png(&self, colours: &Colours) -> Option<Vec<u8>> {
        let mut bytes = Vec::with_capacity(16 * 1024);
        let (width, height) = (u32::try_from(2 * self.plain.len()).ok()?, u32::try_from(self.rows.len()).ok()?);
        let mut encoder = Encoder::new(&mut bytes, width, height);
        encoder.set_color(ColorType::Indexed);
        encoder.set_depth(BitDepth::Four);
        encoder.set_palette(palette(colours));
        let mut writer = encoder.write_header().ok()?;
        writer.write_chunk(chunk::IDAT, &self.stream()).ok()?;
        writer.finish().ok()?;
        Some(bytes)
    }

    /// The rows, each as what differs from the one above it.
    fn stream(&self) -> Vec<u8> {
        let mut stream = Stream::new();
        let first = vec![0; self.plain.len()];
        let mut above = &first;
        for row in &self.rows {
            let row = if row.is_empty() { &self.plain } else { row };
            stream.number(FROM_ABOVE);
            if std::ptr::eq(row, above) {
                stream.noughts(row.len());
            } else {
                stream.differences(row, above);
            }
            above = row;
        }
        stream.finish()
    }
}

fn palette(colours: &Colours) -> Vec<u8> {
    let ink =
        |ink: Colour| (1..=u32::from(STEPS)).map(move |step| colours.ground.mixed(ink, step * 100 / u32::from(STEPS)));
    let all = [colours.ground, colours.plain].into_iter().chain(ink(colours.strong)).chain(ink(colours.soft));
    all.flat_map(|colour| [colour.red, colour.green, colour.blue]).collect()
}

#[cfg(test)]
mod tests {
    use super::super::letters::{Ink, Weight, lacks, units, width};
    use super::*;

    const HEADING: Style = Style { weight: Weight::Bold, size: 40, ink: Ink::Soft };

    fn pixels(canvas: &Canvas) -> Vec<Vec<u8>> {
        let rows = canvas.rows.iter().map(|row| if row.is_empty() { &canvas.plain } else { row });
        rows.map(|row| row.iter().flat_map(|pair| [pair >> 4, pair & 15]).collect()).collect()
    }

    #[test]
    fn what_lies_outside_is_cut_off() {
        let letters = Letters::default();
        let painted = |at: (i64, i64)| {
            let mut canvas = Canvas::new(15, 30);
            canvas.words("H", &letters, HEADING, at);
            pixels(&canvas).concat().iter().filter(|pixel| **pixel > 0).count()
        };
        let whole = painted((1, 29));
        assert!((1..whole).contains(&painted((-10, 29))) && (1..whole).contains(&painted((20, 29))));
        assert!((1..whole).contains(&painted((1, 40))) && (1..whole).contains(&painted((1, 10))));
        assert_eq!([painted((-90, 29)), painted((90, 29)), painted((1, -9)), painted((1, 90))], [0; 4]);
    }

    #[test]
    fn words_are_as_wide_as_they_are_painted() {
        let letters = Letters::default();
        let font = letters.font(Weight::Bold).unwrap();
        let mut canvas = Canvas::new(200, 60);
        canvas.words("HEEL", &letters, HEADING, (10, 50));
        let rows = pixels(&canvas);
        let columns: Vec<usize> = (0..400).filter(|x| rows.iter().any(|row| row[*x] > 0)).collect();
        let (first, last) = (columns[0], columns[columns.len() - 1]);
        let width = usize::try_from(width(units("HEEL", font), font, 40)).unwrap();
        assert!(first >= 10 && last <= 10 + width && last - first > width - 10, "{first} {last} {width}");
        assert!(!lacks(font, "Calf’s é") && lacks(font, "膝") && lacks(font, "ساق"));
    }

    #[test]
    fn a_png_holds_every_pixel() {
        let mut canvas = Canvas::new(151, 60);
        canvas.stripe(7);
        canvas.words("Größe, Ärzte & 10 km", &Letters::default(), HEADING, (20, 45));
        check(&canvas);
    }

    #[test]
    fn rows_may_be_alike_for_any_length() {
        let mut canvas = Canvas::new(1300, 640);
        for (number, row) in canvas.rows.iter_mut().enumerate() {
            *row = vec![0; 1300];
            [number, number * 2].into_iter().for_each(|place| row[place] = (number % 255 + 1) as u8);
        }
        check(&canvas);
    }

    #[track_caller]
    fn check(canvas: &Canvas) {
        let colour = |text: &str| Colour::parse(text).unwrap();
        let colours = Colours {
            ground: colour("#102030"),
            plain: colour("#86d5c9"),
            strong: colour("#ffffff"),
            soft: colour("#c6d8d1"),
        };
        let file = canvas.png(&colours).unwrap();
        let mut reader = png::Decoder::new(std::io::Cursor::new(file)).read_info().unwrap();
        let mut read = vec![0; reader.output_buffer_size().unwrap()];
        let info = reader.next_frame(&mut read).unwrap();
        assert_eq!((info.width as usize, info.height as usize), (2 * canvas.plain.len(), canvas.rows.len()));
        let pixels: Vec<u8> = read.iter().flat_map(|pair| [pair >> 4, pair & 15]).collect();
        assert!(pixels == self::pixels(canvas).concat());
    }
}

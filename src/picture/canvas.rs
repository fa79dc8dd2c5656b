//! A picture of a few colours: areas and words are painted on one ground, and it becomes a PNG. This is the only file
//! that names the crate `png`.
//!
//! Every pixel is one of sixteen colours: the ground, one plain colour, and two inks in seven steps each from the ground
//! to the full ink, for the edges of letters. All is counted in whole numbers of 64ths of a pixel.

use png::{BitDepth, ColorType, Compression, Encoder, Filter};

use crate::base::colour::Colour;
use crate::base::font::{Font, Piece, Point};

/// Steps from the ground to an ink.
const STEPS: u8 = 7;

/// Lines at which each row of pixels is looked at.
const LINES: i64 = 4;

/// Parts of a pixel.
const PARTS: i64 = 64;

/// Straight pieces that a curve becomes.
const PIECES: i64 = 6;

/// What words are painted in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ink {
    /// For what matters most.
    Strong,
    /// For what is around it.
    Soft,
}

/// The colours of a canvas.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Colours {
    /// What everything is painted on.
    pub ground: Colour,
    /// Plain areas.
    pub plain: Colour,
    /// [`Ink::Strong`].
    pub strong: Colour,
    /// [`Ink::Soft`].
    pub soft: Colour,
}

/// A picture while it is painted.
pub struct Canvas {
    width: usize,
    height: usize,
    /// A colour's number for each pixel, in rows.
    pixels: Vec<u8>,
}

/// Where an outline crosses a line: which line, how far along it, and whether upwards or downwards.
type Crossing = (i64, i64, i32);

impl Canvas {
    /// An empty canvas.
    #[must_use]
    pub fn new(width: usize, height: usize) -> Self {
        Self { width, height, pixels: vec![0; width * height] }
    }

    /// Paints the columns from `from` to `to` plainly, from top to bottom.
    pub fn stripe(&mut self, from: usize, to: usize) {
        for row in self.pixels.chunks_mut(self.width.max(1)) {
            row.iter_mut().take(to).skip(from).for_each(|pixel| *pixel = 1);
        }
    }

    /// Paints words that begin at `x` and stand on the line `y`, at a size in pixels. Returns nothing of letters that
    /// the font lacks: ask [`lacks`] before.
    pub fn words(&mut self, words: &str, font: &Font<'_>, size: i64, (x, y): (i64, i64), ink: Ink) {
        let mut pen = x * PARTS;
        for letter in words.chars() {
            self.letter(&font.outline(letter), (pen, y * PARTS), (size * PARTS, font.units()), ink);
            pen += font.advance(letter).unwrap_or_default() * size * PARTS / font.units();
        }
    }

    fn letter(&mut self, outline: &[Piece], at: (i64, i64), scale: (i64, i64), ink: Ink) {
        let mut crossings = crossings(outline, at, scale);
        crossings.sort_unstable();
        // Only the columns that the letter reaches are looked at: a letter is narrow, and a canvas is wide.
        let columns = || crossings.iter().map(|(_, x, _)| x.div_euclid(PARTS));
        let left = columns().min().unwrap_or_default().max(0);
        let reach = usize::try_from(columns().max().unwrap_or_default() + 1 - left).unwrap_or_default();
        let mut row: Vec<i64> = Vec::new();
        let mut rest = crossings.as_slice();
        while let Some((line, _, _)) = rest.first() {
            let number = line.div_euclid(LINES);
            let count = rest.iter().take_while(|(line, _, _)| line.div_euclid(LINES) == number).count();
            let (here, after) = rest.split_at(count);
            rest = after;
            row.clear();
            row.resize(reach, 0);
            cover(here, left * PARTS, &mut row);
            self.shade(number, left, &row, ink);
        }
    }

    /// Lays a row's coverage on the canvas, from a column on.
    fn shade(&mut self, number: i64, left: i64, row: &[i64], ink: Ink) {
        let Some(number) = usize::try_from(number).ok().filter(|number| *number < self.height) else { return };
        let Some(left) = usize::try_from(left).ok().filter(|left| *left < self.width) else { return };
        let first = match ink {
            Ink::Strong => 1,
            Ink::Soft => 1 + STEPS,
        };
        let start = number * self.width;
        let pixels = self.pixels.get_mut(start + left..start + self.width).unwrap_or_default().iter_mut();
        for (pixel, covered) in pixels.zip(row).filter(|(_, covered)| **covered > 0) {
            let step = (covered * i64::from(STEPS) + PARTS * LINES / 2) / (PARTS * LINES);
            let step = u8::try_from(step).unwrap_or(STEPS).min(STEPS);
            // Two letters that touch: the darker of the two edges stands.
            if step > 0 {
                *pixel = (*pixel).max(first + step);
            }
        }
    }

    /// The picture as a PNG with a palette.
    #[must_use]
    pub fn png(&self, colours: &Colours) -> Option<Vec<u8>> {
        let mut bytes = Vec::new();
        let mut encoder = Encoder::new(&mut bytes, u32::try_from(self.width).ok()?, u32::try_from(self.height).ok()?);
        encoder.set_color(ColorType::Indexed);
        encoder.set_depth(BitDepth::Four);
        encoder.set_palette(palette(colours));
        encoder.set_compression(Compression::Fast);
        encoder.set_filter(Filter::NoFilter);
        let mut writer = encoder.write_header().ok()?;
        let packed: Vec<u8> = self.pixels.chunks(self.width.max(1)).flat_map(packed).collect();
        writer.write_image_data(&packed).ok()?;
        writer.finish().ok()?;
        Some(bytes)
    }
}

/// Whether a font lacks a letter of a text.
#[must_use]
pub fn lacks(font: &Font<'_>, text: &str) -> bool {
    text.chars().any(|letter| font.advance(letter).is_none())
}

/// The width of words in pixels, rounded up.
#[must_use]
pub fn width(words: &str, font: &Font<'_>, size: i64) -> i64 {
    let units: i64 = words.chars().filter_map(|letter| font.advance(letter)).sum();
    (units * size).div_euclid(font.units()) + 1
}

fn palette(colours: &Colours) -> Vec<u8> {
    let ink =
        |ink: Colour| (1..=u32::from(STEPS)).map(move |step| colours.ground.mixed(ink, step * 100 / u32::from(STEPS)));
    let all = [colours.ground, colours.plain].into_iter().chain(ink(colours.strong)).chain(ink(colours.soft));
    all.flat_map(|colour| [colour.red, colour.green, colour.blue]).collect()
}

/// Two pixels a byte.
fn packed(row: &[u8]) -> impl Iterator<Item = u8> + '_ {
    row.chunks(2).map(|pair| match pair {
        [left, right] => left << 4 | right,
        [left] => left << 4,
        _ => 0,
    })
}

/// Where a letter's outlines cross the lines that are looked at. The letter stands at `at`, in parts of a pixel; `scale`
/// is its size in such parts, and the font's units in it.
fn crossings(outline: &[Piece], at: (i64, i64), scale: (i64, i64)) -> Vec<Crossing> {
    let place = |(x, y): Point| {
        // Fonts have whole units; what a curve's end may have behind the point is no part of a pixel.
        let scaled = |value: f32| (f64::from(value) as i64) * scale.0 / scale.1;
        (at.0 + scaled(x), at.1 - scaled(y))
    };
    let mut trace = Trace::default();
    for piece in outline {
        match *piece {
            Piece::Begin(to) => trace.begin(place(to)),
            Piece::Line(to) => trace.line(place(to)),
            Piece::Quad(handle, to) => trace.curve(place(handle), place(to)),
            Piece::Cubic(first, second, to) => {
                // As two curves that meet between the handles: the theme's own fonts have none.
                let (first, second) = (place(first), place(second));
                trace.curve(first, ((first.0 + second.0) / 2, (first.1 + second.1) / 2));
                trace.curve(second, place(to));
            }
        }
    }
    trace.close();
    trace.found
}

/// An outline while it is followed.
#[derive(Default)]
struct Trace {
    start: (i64, i64),
    pen: (i64, i64),
    found: Vec<Crossing>,
}

impl Trace {
    fn begin(&mut self, to: (i64, i64)) {
        self.close();
        self.start = to;
        self.pen = to;
    }

    fn close(&mut self) {
        self.line(self.start);
    }

    fn curve(&mut self, handle: (i64, i64), to: (i64, i64)) {
        let from = self.pen;
        for on in 1..=PIECES {
            let back = PIECES - on;
            let between = |from: i64, handle: i64, to: i64| {
                (back * back * from + 2 * back * on * handle + on * on * to) / (PIECES * PIECES)
            };
            self.line((between(from.0, handle.0, to.0), between(from.1, handle.1, to.1)));
        }
    }

    /// Notes where a straight piece crosses the middles of lines.
    fn line(&mut self, to: (i64, i64)) {
        const HEIGHT: i64 = PARTS / LINES;
        let from = std::mem::replace(&mut self.pen, to);
        let (above, below, turn) = if from.1 < to.1 { (from, to, 1) } else { (to, from, -1) };
        // A line's middle counts to the piece that begins on it, so that no crossing is noted twice.
        let first = (above.1 - HEIGHT / 2 + HEIGHT - 1).div_euclid(HEIGHT);
        let last = (below.1 - HEIGHT / 2 + HEIGHT - 1).div_euclid(HEIGHT);
        for line in first..last {
            let y = line * HEIGHT + HEIGHT / 2;
            let x = above.0 + (below.0 - above.0) * (y - above.1) / (below.1 - above.1);
            self.found.push((line, x, turn));
        }
    }
}

/// Adds up how much of each pixel of a row lies within outlines, from the row's crossings in order. The row begins at
/// `left`, in parts of a pixel.
fn cover(crossings: &[Crossing], left: i64, row: &mut [i64]) {
    let mut winding = 0;
    for (here, next) in crossings.iter().zip(crossings.iter().skip(1)) {
        let ((line, from, turn), (next_line, to, _)) = (here, next);
        winding = if line == next_line { winding + turn } else { 0 };
        if winding != 0 {
            fill(row, (*from - left).max(0), *to - left);
        }
    }
}

/// Fills a row from one place to another, in parts of a pixel.
fn fill(row: &mut [i64], from: i64, to: i64) {
    let mut at = from;
    while at < to {
        let pixel = at / PARTS;
        let end = to.min((pixel + 1) * PARTS);
        match usize::try_from(pixel).ok().and_then(|pixel| row.get_mut(pixel)) {
            Some(covered) => *covered += end - at,
            None => return,
        }
        at = end;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::font::REGULAR;

    /// A square of ten units, its corner where letters stand.
    const SQUARE: [Piece; 4] =
        [Piece::Begin((0.0, 0.0)), Piece::Line((10.0, 0.0)), Piece::Line((10.0, 10.0)), Piece::Line((0.0, 10.0))];

    fn painted(at: (i64, i64)) -> Vec<Vec<u8>> {
        let mut canvas = Canvas::new(6, 5);
        canvas.letter(&SQUARE, at, (2 * PARTS, 10), Ink::Strong);
        canvas.pixels.chunks(6).map(<[u8]>::to_vec).collect()
    }

    #[test]
    fn an_area_covers_whole_pixels_whole_and_halves_by_half() {
        let [full, half] = [8, 5];
        assert_eq!(
            painted((PARTS, 3 * PARTS)),
            [[0; 6], [0, full, full, 0, 0, 0], [0, full, full, 0, 0, 0], [0; 6], [0; 6]]
        );
        let row = painted((PARTS / 2, 3 * PARTS)).into_iter().nth(1).unwrap();
        assert_eq!(row, [half, full, half, 0, 0, 0]);
    }

    #[test]
    fn what_lies_outside_is_cut_off() {
        assert_eq!(painted((5 * PARTS, 6 * PARTS)).concat().iter().filter(|pixel| **pixel > 0).count(), 1);
        assert!(painted((-9 * PARTS, -9 * PARTS)).concat().iter().all(|pixel| *pixel == 0));
    }

    #[test]
    fn words_are_as_wide_as_they_are_painted() {
        let font = Font::read(REGULAR).unwrap();
        let mut canvas = Canvas::new(400, 60);
        canvas.words("HEEL", &font, 40, (10, 50), Ink::Soft);
        let columns: Vec<usize> =
            (0..400).filter(|x| canvas.pixels.iter().skip(*x).step_by(400).any(|pixel| *pixel > 0)).collect();
        let (first, last) = (columns[0], columns[columns.len() - 1]);
        let width = usize::try_from(width("HEEL", &font, 40)).unwrap();
        assert!(first >= 10 && last <= 10 + width && last - first > width - 10, "{first} {last} {width}");
        assert!(!lacks(&font, "Calf’s é") && lacks(&font, "膝") && lacks(&font, "ساق"));
    }
}

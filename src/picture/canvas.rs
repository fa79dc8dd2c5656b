//! A picture of a few colours: areas and words are painted on one ground, and it becomes a PNG. This is the only file
//! that names the crate `png`.
//!
//! Every pixel is one of sixteen colours: the ground, one plain colour, and two inks in seven steps each from the
//! ground to the full ink, for the edges of letters. No row of pixels is ever made: words are put together as they are
//! packed.

use std::sync::Arc;

use png::{BitDepth, ColorType, Encoder, chunk};

use super::coverage::{Area, Form, PARTS, STEPS};
use super::deflate::{Code, Stream};
use super::letters::{Letters, Style};
use super::word::Word;
use crate::base::colour::Colour;

/// PNG's number for rows that are written as what differs from the row above.
const FROM_ABOVE: u8 = 2;

/// Two pixels of the plain colour.
const PLAIN: u8 = 0x11;

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
    pairs: usize,
    height: usize,
    /// The pairs of columns from the left that are painted plainly.
    stripe: usize,
    words: Vec<Placed>,
}

/// A word in its place, or several that touch.
struct Placed {
    parts: Vec<Part>,
    word: Arc<Word>,
    /// The pair of columns and the row that it counts from.
    at: (i64, i64),
}

/// A word as it is asked for.
struct Part {
    text: String,
    /// The pair of columns that its pen stands in, and its line.
    at: (i64, i64),
    style: Style,
}

impl Canvas {
    /// An empty canvas of so many pairs of columns, and so many rows.
    #[must_use]
    pub fn new(pairs: usize, height: usize) -> Self {
        Self { pairs, height, stripe: 0, words: Vec::new() }
    }

    /// Paints the first pairs of columns plainly, from top to bottom. Words are painted after it, and beside it.
    pub fn stripe(&mut self, pairs: usize) {
        self.stripe = pairs.min(self.pairs);
    }

    /// Paints words that begin at `x` and stand on the line `y`. Paints nothing for letters that the font lacks. Each
    /// word begins where a pair of columns does, at most a pixel from its place, so that it is the same on every card.
    pub fn words(&mut self, words: &str, letters: &Letters, style: Style, (x, y): (i64, i64)) {
        let mut pen = x * PARTS;
        for word in words.split_inclusive(' ') {
            let text = word.trim_end_matches(' ');
            if !text.is_empty() {
                let pair = (pen + PARTS).div_euclid(2 * PARTS);
                self.lay(vec![Part { text: text.to_owned(), at: (pair, y), style }], letters);
            }
            pen += letters.advance(word, style);
        }
    }

    /// Lays a word on the canvas, together with those that it touches.
    fn lay(&mut self, mut parts: Vec<Part>, letters: &Letters) {
        loop {
            let placed = self.placed(parts, letters);
            let area = placed.area();
            if area.left == area.right {
                return;
            }
            let Some(touched) = self.words.iter().position(|other| other.area().meets(area)) else {
                return self.words.push(placed);
            };
            parts = placed.parts;
            parts.extend(self.words.swap_remove(touched).parts);
        }
    }

    fn placed(&self, parts: Vec<Part>, letters: &Letters) -> Placed {
        let room = self.room();
        if let [part] = parts.as_slice() {
            let (word, at) = (letters.word(&part.text, part.style), part.at);
            // The row below a word is part of it.
            if (Area { bottom: room.bottom + 1, ..room }).holds(word.area.moved(at.0, at.1)) {
                return Placed { parts, word, at };
            }
        }
        let forms: Vec<(Arc<Form>, i64, i64)> = parts
            .iter()
            .map(|part| (Arc::new(letters.word_form(&part.text, part.style)), part.at.0, part.at.1))
            .collect();
        let word = Arc::new(letters.packed(&Form::joined(&forms).within(room)));
        Placed { parts, word, at: (0, 0) }
    }

    /// Where words may stand.
    fn room(&self) -> Area {
        let place = |count: usize| i64::try_from(count).unwrap_or(i64::MAX);
        Area { left: place(self.stripe), right: place(self.pairs), top: 0, bottom: place(self.height) }
    }

    /// The picture as a PNG with a palette, in the code that its words are packed in.
    #[must_use]
    pub fn png(&self, colours: &Colours, code: &Code) -> Option<Vec<u8>> {
        let mut bytes = Vec::with_capacity(16 * 1024);
        let (width, height) = (u32::try_from(2 * self.pairs).ok()?, u32::try_from(self.height).ok()?);
        let mut encoder = Encoder::new(&mut bytes, width, height);
        encoder.set_color(ColorType::Indexed);
        encoder.set_depth(BitDepth::Four);
        encoder.set_palette(palette(colours));
        let mut writer = encoder.write_header().ok()?;
        writer.write_chunk(chunk::IDAT, &self.stream(code)).ok()?;
        writer.finish().ok()?;
        Some(bytes)
    }

    /// The rows, each as what differs from the one above it.
    fn stream(&self, code: &Code) -> Vec<u8> {
        let mut stream = Stream::new(code);
        let mut words: Vec<&Placed> = self.words.iter().collect();
        words.sort_by_key(|word| word.area().left);
        let mut here = Vec::new();
        let mut until = 0;
        let height = i64::try_from(self.height).unwrap_or(i64::MAX);
        let mut y = 0;
        while y < height {
            if y == until {
                (here, until) = at_row(&words, y);
            }
            if y > 0 && here.is_empty() {
                let next = until.min(height);
                stream.rows(usize::try_from(next - y).unwrap_or_default(), FROM_ABOVE, self.pairs);
                y = next;
                continue;
            }
            stream.number(FROM_ABOVE);
            let mut written = 0;
            if y == 0 {
                (0..self.stripe).for_each(|_| stream.number(PLAIN));
                written = self.stripe;
            }
            for placed in &here {
                written = placed.word.write(&mut stream, (placed.at.0, y - placed.at.1), written);
            }
            stream.noughts(self.pairs.saturating_sub(written));
            y += 1;
        }
        stream.finish()
    }
}

/// The words that a row shows, and the next row that shows others.
fn at_row<'w>(words: &[&'w Placed], y: i64) -> (Vec<&'w Placed>, i64) {
    let areas = words.iter().map(|word| (word, word.area()));
    let here = areas.clone().filter(|(_, area)| (area.top..area.bottom).contains(&y)).map(|(word, _)| *word);
    let edges = areas.flat_map(|(_, area)| [area.top, area.bottom]).filter(|edge| *edge > y);
    (here.collect(), edges.min().unwrap_or(i64::MAX))
}

impl Placed {
    fn area(&self) -> Area {
        self.word.area.moved(self.at.0, self.at.1)
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

    /// A canvas as a reader of PNG sees it.
    fn pixels(canvas: &Canvas) -> Vec<Vec<u8>> {
        let colour = |text: &str| Colour::parse(text).unwrap();
        let colours = Colours {
            ground: colour("#102030"),
            plain: colour("#86d5c9"),
            strong: colour("#ffffff"),
            soft: colour("#c6d8d1"),
        };
        let file = canvas.png(&colours, &Code::new()).unwrap();
        let mut reader = png::Decoder::new(std::io::Cursor::new(file)).read_info().unwrap();
        let mut read = vec![0; reader.output_buffer_size().unwrap()];
        let info = reader.next_frame(&mut read).unwrap();
        assert_eq!((info.width as usize, info.height as usize), (2 * canvas.pairs, canvas.height));
        read.chunks(canvas.pairs).map(|row| row.iter().flat_map(|pair| [pair >> 4, pair & 15]).collect()).collect()
    }

    /// The same painted pixel by pixel.
    fn painted(canvas: &Canvas, letters: &Letters) -> Vec<Vec<u8>> {
        let mut rows = vec![vec![0; 2 * canvas.pairs]; canvas.height];
        rows.iter_mut().for_each(|row| row[..2 * canvas.stripe].fill(1));
        for part in canvas.words.iter().flat_map(|placed| &placed.parts) {
            let form = letters.word_form(&part.text, part.style);
            for (y, row) in (part.at.1 + form.top..).zip(form.rows()) {
                for (x, shade) in
                    (2 * (part.at.0 + form.left)..).zip(row.iter().flat_map(|pair| [pair >> 4, pair & 15]))
                {
                    let inside = x >= 2 * canvas.stripe as i64 && x < 2 * canvas.pairs as i64;
                    if inside && (0..canvas.height as i64).contains(&y) {
                        let pixel = &mut rows[y as usize][x as usize];
                        *pixel = shade.max(*pixel);
                    }
                }
            }
        }
        rows
    }

    #[track_caller]
    fn check(canvas: &Canvas, letters: &Letters) {
        assert!(pixels(canvas) == painted(canvas, letters));
    }

    #[test]
    fn what_lies_outside_is_cut_off() {
        let letters = Letters::default();
        let count = |at: (i64, i64)| {
            let mut canvas = Canvas::new(15, 30);
            canvas.words("H", &letters, HEADING, at);
            check(&canvas, &letters);
            pixels(&canvas).concat().iter().filter(|pixel| **pixel > 0).count()
        };
        let whole = count((1, 29));
        assert!((1..whole).contains(&count((-10, 29))) && (1..whole).contains(&count((20, 29))));
        assert!((1..whole).contains(&count((1, 40))) && (1..whole).contains(&count((1, 10))));
        assert_eq!([count((-90, 29)), count((90, 29)), count((1, -9)), count((1, 90))], [0; 4]);
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
        let letters = Letters::default();
        let mut canvas = Canvas::new(301, 120);
        canvas.stripe(7);
        // The second time words come packed from before, at the same places and at others.
        for y in [45, 110] {
            canvas.words("Größe, Ärzte & 10 km", &letters, HEADING, (20, y));
            canvas.words("Größe 10 10", &letters, Style { ink: Ink::Strong, ..HEADING }, (423, y));
        }
        assert_eq!(canvas.words.len(), 14);
        check(&canvas, &letters);
    }

    #[test]
    fn a_spelled_word_gives_the_file_that_a_packed_one_gives() {
        const BIG: Style = Style { weight: Weight::Bold, size: 92, ink: Ink::Strong };
        let letters = Letters::default();
        let painted = || {
            let mut canvas = Canvas::new(301, 120);
            canvas.words("269 fill", &letters, BIG, (21, 90));
            check(&canvas, &letters);
            canvas.stream(&Code::new())
        };
        let first = painted();
        assert_eq!(first, painted());
        let fresh = Letters::default();
        assert!(fresh.word("269", BIG).is_spelled() && !letters.word("269", BIG).is_spelled());
    }

    #[test]
    fn words_that_touch_are_painted_together() {
        let letters = Letters::default();
        let mut canvas = Canvas::new(151, 90);
        canvas.stripe(7);
        for (word, at) in
            [("Calf", (30, 45)), ("fine", (60, 52)), ("apart", (180, 45)), ("gap", (20, 60)), ("x", (0, 80))]
        {
            canvas.words(word, &letters, HEADING, at);
        }
        assert_eq!(canvas.words.len(), 2);
        check(&canvas, &letters);
    }
}

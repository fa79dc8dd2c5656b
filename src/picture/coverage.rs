//! The outline of a letter as shades: how much of each pixel it covers. All is counted in whole numbers of 64ths of a
//! pixel, so that the same letter has the same shades everywhere. Nothing is painted here.

use std::sync::Arc;

use crate::base::font::{Piece, Point};

/// Parts of a pixel.
pub const PARTS: i64 = 64;

/// Steps from nothing covered to all.
pub const STEPS: u8 = 7;

/// Lines at which each row of pixels is looked at.
const LINES: i64 = 4;

/// Straight pieces that a curve becomes.
const PIECES: i64 = 6;

/// A letter's shades, in rows of equal width: two pixels a byte, the left one in the upper half.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Form {
    /// Pairs of columns from the pen to the first shade; below nought to its left.
    pub left: i64,
    /// Rows from the line that the letter stands on to the first shade; below nought above it.
    pub top: i64,
    width: usize,
    shades: Vec<u8>,
}

/// A part of a picture, in pairs of columns and in rows: from the first to before the last.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Area {
    /// The first pair of columns.
    pub left: i64,
    /// The pair of columns after the last.
    pub right: i64,
    /// The first row.
    pub top: i64,
    /// The row after the last.
    pub bottom: i64,
}

impl Area {
    /// The area so far to the right and below.
    #[must_use]
    pub fn moved(self, x: i64, y: i64) -> Self {
        Self { left: self.left + x, right: self.right + x, top: self.top + y, bottom: self.bottom + y }
    }

    /// The smallest area that holds both.
    #[must_use]
    pub fn with(self, other: Self) -> Self {
        Self {
            left: self.left.min(other.left),
            right: self.right.max(other.right),
            top: self.top.min(other.top),
            bottom: self.bottom.max(other.bottom),
        }
    }

    /// Whether one lies whole within the other.
    #[must_use]
    pub fn holds(self, other: Self) -> bool {
        self.with(other) == self
    }

    /// Whether two have a place in common.
    #[must_use]
    pub fn meets(self, other: Self) -> bool {
        self.left < other.right && other.left < self.right && self.top < other.bottom && other.top < self.bottom
    }
}

/// Where an outline crosses a line: which line, how far along it, and whether upwards or downwards.
type Crossing = (i64, i64, i32);

impl Form {
    /// The shades of an outline whose pen stands `offset` parts right of a pair of columns. `scale` is its size in
    /// parts of a pixel, and the font's units in it. Something that is covered by `n` of [`STEPS`] has the shade
    /// `first + n`.
    #[must_use]
    pub fn of(outline: &[Piece], offset: i64, scale: (i64, i64), first: u8) -> Self {
        let mut crossings = crossings(outline, offset, scale);
        crossings.sort_unstable();
        let (Some((above, _, _)), Some((below, _, _))) = (crossings.first(), crossings.last()) else {
            return Self::default();
        };
        let (top, bottom) = (above.div_euclid(LINES), below.div_euclid(LINES));
        let pairs = || crossings.iter().map(|(_, x, _)| x.div_euclid(2 * PARTS));
        let left = pairs().min().unwrap_or_default();
        let count = |from: i64, to: i64| usize::try_from(to + 1 - from).unwrap_or_default();
        let width = count(left, pairs().max().unwrap_or_default());
        let mut shades = Vec::with_capacity(width * count(top, bottom));
        let mut row: Vec<[i64; 2]> = vec![[0; 2]; width];
        let mut rest = crossings.as_slice();
        for number in top..=bottom {
            let lines = rest.iter().take_while(|(line, _, _)| line.div_euclid(LINES) == number).count();
            let (here, after) = rest.split_at(lines);
            rest = after;
            row.fill([0; 2]);
            cover(here, left * 2 * PARTS, row.as_flattened_mut());
            shades.extend(row.iter().map(|[one, next]| shade(*one, first) << 4 | shade(*next, first)));
        }
        Self { left, top, width, shades }
    }

    /// Several forms as one, each with how far right of the others' pen it stands, in pairs of columns, and how far
    /// below their line. Where two touch, the stronger of the two shades stands.
    #[must_use]
    pub fn joined(forms: &[(Arc<Self>, i64, i64)]) -> Self {
        let boxes = || forms.iter().filter(|(form, _, _)| form.width > 0).map(|(form, x, y)| form.area().moved(*x, *y));
        let Some(area) = boxes().reduce(Area::with) else { return Self::default() };
        let size = |length: i64| usize::try_from(length).unwrap_or_default();
        let width = size(area.right - area.left);
        let mut shades = vec![0; width * size(area.bottom - area.top)];
        for (form, x, y) in forms {
            let (left, top) = (size(x + form.left - area.left), size(y + form.top - area.top));
            for (here, more) in shades.chunks_mut(width.max(1)).skip(top).zip(form.rows()) {
                let pairs = here.get_mut(left..).unwrap_or_default().iter_mut();
                for (pair, more) in pairs.zip(more) {
                    let stronger = |half: u8| (*pair & half).max(*more & half);
                    *pair = stronger(0xf0) | stronger(0x0f);
                }
            }
        }
        Self { left: area.left, top: area.top, width, shades }
    }

    /// What of it lies within an area.
    #[must_use]
    pub fn within(&self, area: Area) -> Self {
        let own = self.area();
        let (left, right) = (own.left.max(area.left), own.right.min(area.right));
        let (top, bottom) = (own.top.max(area.top), own.bottom.min(area.bottom));
        if left >= right || top >= bottom {
            return Self::default();
        }
        let size = |length: i64| usize::try_from(length).unwrap_or_default();
        let (from, width) = (size(left - own.left), size(right - left));
        let rows = self.rows().skip(size(top - own.top)).take(size(bottom - top));
        let shades = rows.flat_map(|row| row.iter().skip(from).take(width).copied()).collect();
        Self { left, top, width, shades }
    }

    /// What it covers.
    #[must_use]
    pub fn area(&self) -> Area {
        let length = |count: usize| i64::try_from(count).unwrap_or_default();
        let rows = self.shades.len().checked_div(self.width).unwrap_or_default();
        Area { left: self.left, right: self.left + length(self.width), top: self.top, bottom: self.top + length(rows) }
    }

    /// Its rows from the top; nought is a pixel that is not covered.
    pub fn rows(&self) -> impl Iterator<Item = &[u8]> {
        self.shades.chunks(self.width.max(1))
    }
}

fn shade(covered: i64, first: u8) -> u8 {
    let step = (covered * i64::from(STEPS) + PARTS * LINES / 2) / (PARTS * LINES);
    match u8::try_from(step).unwrap_or(STEPS).min(STEPS) {
        0 => 0,
        step => first + step,
    }
}

/// Where a letter's outlines cross the lines that are looked at.
fn crossings(outline: &[Piece], offset: i64, scale: (i64, i64)) -> Vec<Crossing> {
    let place = |(x, y): Point| {
        // Fonts have whole units; what a curve's end may have behind the point is no part of a pixel.
        let scaled = |value: f32| (f64::from(value) as i64) * scale.0 / scale.1;
        (offset + scaled(x), -scaled(y))
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
            fill(row, *from - left, *to - left);
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

    /// A square of ten units, its corner where letters stand.
    const SQUARE: [Piece; 4] =
        [Piece::Begin((0.0, 0.0)), Piece::Line((10.0, 0.0)), Piece::Line((10.0, 10.0)), Piece::Line((0.0, 10.0))];

    #[test]
    fn an_area_covers_whole_pixels_whole_and_halves_by_half() {
        let shades = |offset: i64| {
            let form = Form::of(&SQUARE, offset, (2 * PARTS, 10), 1);
            (form.left, form.top, form.rows().map(<[u8]>::to_vec).collect::<Vec<_>>())
        };
        // Nought is nothing, 8 is all and 5 is half.
        assert_eq!(shades(0), (0, -2, vec![vec![0x88, 0x00]; 2]));
        assert_eq!(shades(PARTS), (0, -2, vec![vec![0x08, 0x80]; 2]));
        assert_eq!(shades(PARTS / 2), (0, -2, vec![vec![0x58, 0x50]; 2]));
        assert_eq!(shades(-PARTS), (-1, -2, vec![vec![0x08, 0x80]; 2]));
    }

    #[test]
    fn forms_are_joined_and_cut() {
        let square = Arc::new(Form::of(&SQUARE, 0, (2 * PARTS, 10), 1));
        let lower = Arc::new(Form::of(&SQUARE, PARTS / 2, (2 * PARTS, 10), 1));
        let joined = Form::joined(&[(square, 0, 0), (lower, 0, 1)]);
        assert_eq!(joined.area(), Area { left: 0, right: 2, top: -2, bottom: 1 });
        let rows = |form: &Form| form.rows().map(<[u8]>::to_vec).collect::<Vec<_>>();
        assert_eq!(rows(&joined), [[0x88, 0x00], [0x88, 0x50], [0x58, 0x50]]);
        let cut = joined.within(Area { left: 1, right: 9, top: -1, bottom: 0 });
        assert_eq!((cut.left, cut.top, rows(&cut)), (1, -1, vec![vec![0x50]]));
    }

    #[test]
    fn what_is_blank_has_no_rows() {
        assert_eq!(Form::of(&[], 0, (PARTS, 10), 1).rows().count(), 0);
    }
}

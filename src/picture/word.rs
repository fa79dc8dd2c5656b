//! A word as a PNG holds it: of each row, what differs from the row above, packed. The same words stand on many cards, so
//! each is packed once.

use super::coverage::{Area, Form};
use super::deflate::{Code, Packed, Stream};

/// A packed word.
#[derive(Clone, Debug)]
pub struct Word {
    /// What it covers, counted from its pen. The row below it is part of it: there it ends.
    pub area: Area,
    rows: Vec<Row>,
    /// The bits of all rows.
    bits: Vec<u32>,
}

/// What differs in one row from the row above.
#[derive(Clone, Debug, Default)]
struct Row {
    /// The pairs of columns before the first that differs.
    before: usize,
    /// All up to the last that differs.
    length: usize,
    packed: Packed,
}

impl Word {
    /// Packs a form.
    #[must_use]
    pub fn of(form: &Form, code: &Code) -> Self {
        let area = form.area();
        let blank = vec![0; usize::try_from(area.right - area.left).unwrap_or_default()];
        let mut rows = Vec::with_capacity(usize::try_from(area.bottom + 1 - area.top).unwrap_or_default());
        let mut bits = Vec::new();
        let mut above = blank.as_slice();
        for here in form.rows().chain([blank.as_slice()]) {
            let before = here.iter().zip(above).take_while(|(here, above)| here == above).count();
            let behind = here.iter().zip(above).rev().take_while(|(here, above)| here == above).count();
            let length = before.max(here.len() - behind);
            let of = |row| <[u8]>::get(row, before..length).unwrap_or_default();
            let packed = code.packed(of(here), of(above), &mut bits);
            rows.push(Row { before, length, packed });
            above = here;
        }
        bits.shrink_to_fit();
        Self { area: Area { bottom: area.bottom + 1, ..area }, rows, bits }
    }

    /// Writes the row at `y`, counted from the line that the word stands on, into a row of the picture of which `written`
    /// pairs of columns are written; `x` is the pair of columns of the word's pen. Gives how many are then written.
    pub fn write(&self, stream: &mut Stream<'_>, (x, y): (i64, i64), written: usize) -> usize {
        let row = usize::try_from(y - self.area.top).ok().and_then(|number| self.rows.get(number));
        let Some(row) = row.filter(|row| row.before < row.length) else { return written };
        let left = usize::try_from(x + self.area.left).unwrap_or_default();
        stream.noughts((left + row.before).saturating_sub(written));
        stream.packed(&row.packed, &self.bits);
        left + row.length
    }
}

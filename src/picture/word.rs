//! A word as a PNG holds it: of each row, what differs from the row above, packed. The same words stand on many cards,
//! so each is packed once. One that is new is spelled instead, with letters that are packed: that writes the same bits,
//! and many words stand on one card alone.

use std::sync::Arc;

use super::coverage::{Area, Form};
use super::deflate::{Code, Packed, Stream};

/// A word, ready to be written.
#[derive(Clone, Debug)]
pub struct Word {
    /// What it covers, counted from its pen. The row below it is part of it: there it ends.
    pub area: Area,
    made: Made,
}

/// What a word is made of.
#[derive(Clone, Debug)]
enum Made {
    /// Its rows, and the bits of all of them.
    Rows(Vec<Row>, Vec<u32>),
    /// Letters from left to right, each with the pair of columns of its pen.
    Letters(Vec<(Arc<Word>, i64)>),
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
        Self { area: Area { bottom: area.bottom + 1, ..area }, made: Made::Rows(rows, bits) }
    }

    /// Spells a word with letters from left to right, each with the pair of columns of its pen. `None` when two have a
    /// pair of columns in common: what stands there is made of both.
    #[must_use]
    pub fn spelled(mut letters: Vec<(Arc<Self>, i64)>) -> Option<Self> {
        // Some letters are blank.
        letters.retain(|(letter, _)| letter.area.left < letter.area.right);
        let areas = || letters.iter().map(|(letter, pen)| letter.area.moved(*pen, 0));
        let area = areas().reduce(Area::with)?;
        let are_apart = areas().zip(areas().skip(1)).all(|(one, next)| one.right <= next.left);
        are_apart.then_some(Self { area, made: Made::Letters(letters) })
    }

    /// Whether it is spelled.
    #[must_use]
    pub fn is_spelled(&self) -> bool {
        matches!(self.made, Made::Letters(_))
    }

    /// Writes the row at `y`, counted from the line that the word stands on, into a row of the picture of which
    /// `written` pairs of columns are written; `x` is the pair of columns of the word's pen. Gives how many are then
    /// written.
    pub fn write(&self, stream: &mut Stream<'_>, (x, y): (i64, i64), written: usize) -> usize {
        let (rows, bits) = match &self.made {
            Made::Rows(rows, bits) => (rows, bits),
            Made::Letters(letters) => {
                return letters
                    .iter()
                    .fold(written, |written, (letter, pen)| letter.write(stream, (x + pen, y), written));
            }
        };
        let row = usize::try_from(y - self.area.top).ok().and_then(|number| rows.get(number));
        let Some(row) = row.filter(|row| row.before < row.length) else { return written };
        let left = usize::try_from(x + self.area.left).unwrap_or_default();
        stream.noughts((left + row.before).saturating_sub(written));
        stream.packed(&row.packed, bits);
        left + row.length
    }
}

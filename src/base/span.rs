//! Places in a source text: byte ranges, and the line and column an author sees.

/// A range of bytes in one file, `start` up to but not with `end`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Span {
    /// First byte.
    pub start: u32,
    /// Byte after the last.
    pub end: u32,
}

/// A place as an author counts: both from 1, the column in characters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LineColumn {
    /// Line, from 1.
    pub line: usize,
    /// Column in characters, from 1.
    pub column: usize,
}

impl Span {
    /// A span from byte offsets. Files over 4 GiB are refused when they are loaded, so offsets fit.
    #[must_use]
    pub fn new(start: usize, end: usize) -> Self {
        let fit = |offset: usize| u32::try_from(offset).unwrap_or(u32::MAX);
        Self { start: fit(start), end: fit(end.max(start)) }
    }

    /// The text the span covers; empty when it does not fit `source`.
    #[must_use]
    pub fn of(self, source: &str) -> &str {
        source.get(self.start as usize..self.end as usize).unwrap_or_default()
    }

    /// The span moved on by `offset` bytes.
    #[must_use]
    pub fn shifted(self, offset: usize) -> Self {
        Self::new(self.start as usize + offset, self.end as usize + offset)
    }

    /// Where the span begins, as an author counts.
    #[must_use]
    pub fn line_column(self, source: &str) -> LineColumn {
        let mut start = (self.start as usize).min(source.len());
        while !source.is_char_boundary(start) {
            start -= 1;
        }
        let before = source.get(..start).unwrap_or_default();
        let line_start = before.rfind('\n').map_or(0, |newline| newline + 1);
        LineColumn {
            line: before.matches('\n').count() + 1,
            column: before.get(line_start..).unwrap_or_default().chars().count() + 1,
        }
    }
}

/// The lines of a text, for finding many places in it.
#[derive(Clone, Debug)]
pub struct Lines<'a> {
    source: &'a str,
    starts: Vec<usize>,
    /// Characters before each block of bytes, so that a place in a very long line is found without counting all of it.
    counted: Vec<usize>,
}

/// Bytes between two counts.
const BLOCK: usize = 1024;

impl<'a> Lines<'a> {
    /// The lines of `source`.
    #[must_use]
    pub fn new(source: &'a str) -> Self {
        let starts = std::iter::once(0).chain(source.match_indices('\n').map(|(at, _)| at + 1)).collect();
        let is_first = |byte: &&u8| **byte & 0b1100_0000 != 0b1000_0000;
        let blocks = source.as_bytes().chunks(BLOCK).scan(0, |before, block| {
            let found = *before;
            *before += block.iter().filter(is_first).count();
            Some(found)
        });
        Self { source, starts, counted: blocks.collect() }
    }

    /// Where a span begins, as an author counts: the same as [`Span::line_column`].
    #[must_use]
    pub fn line_column(&self, span: Span) -> LineColumn {
        let mut start = (span.start as usize).min(self.source.len());
        while !self.source.is_char_boundary(start) {
            start -= 1;
        }
        let line = self.starts.partition_point(|line| *line <= start);
        let line_start = line.checked_sub(1).and_then(|line| self.starts.get(line)).copied().unwrap_or(0);
        LineColumn { line, column: self.characters_before(start) - self.characters_before(line_start) + 1 }
    }

    /// How many characters begin before a byte.
    fn characters_before(&self, at: usize) -> usize {
        let block = (at / BLOCK).min(self.counted.len().saturating_sub(1));
        let rest = self.source.as_bytes().get(block * BLOCK..at).unwrap_or_default();
        let begun = rest.iter().filter(|byte| **byte & 0b1100_0000 != 0b1000_0000).count();
        self.counted.get(block).copied().unwrap_or(0) + begun
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_count_characters_not_bytes() {
        let at = Span::new(6, 7).line_column("a\néé b");
        assert_eq!(at, LineColumn { line: 2, column: 3 });
    }

    #[test]
    fn lines_find_the_same_places() {
        let source = "a\néé b\n\nlast";
        let lines = Lines::new(source);
        for start in 0..source.len() + 2 {
            let span = Span::new(start, start);
            assert_eq!(lines.line_column(span), span.line_column(source), "{start}");
        }
    }

    #[test]
    fn places_in_a_very_long_line_are_found() {
        let source = format!("a\n{}", "é€ ".repeat(2_000));
        let lines = Lines::new(&source);
        for start in (0..source.len() + 2).step_by(97) {
            let span = Span::new(start, start);
            assert_eq!(lines.line_column(span), span.line_column(&source), "{start}");
        }
    }

    #[test]
    fn a_span_that_does_not_fit_is_empty() {
        assert_eq!(Span::new(5, 9).of("abc"), "");
        assert_eq!(Span::new(90, 99).line_column("abc").column, 4);
    }
}

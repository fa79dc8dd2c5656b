//! Numbers of which most are nought as a zlib stream (RFC 1950 and 1951): the rows of a card, each as what differs from
//! the row above.
//!
//! A general compressor looks for whatever repeats. Here that is known: noughts do, and nothing else is worth looking
//! for. So one code with fixed lengths, measured on cards, serves all of them, and what is nought costs no work.

use std::ops::Range;

/// What ends the stream.
const END: usize = 256;

/// How often one code can repeat a nought.
const LONGEST: usize = 258;

/// How many noughts are written at once: more than a row has, in few enough bits ([`Writer::put`]).
const AT_ONCE: usize = 1 + 3 * LONGEST;

/// The base of each code of lengths from 257 on, and its bits behind it (RFC 1951, 3.2.5).
const REPEATS: [(usize, u32); 29] = [
    (3, 0),
    (4, 0),
    (5, 0),
    (6, 0),
    (7, 0),
    (8, 0),
    (9, 0),
    (10, 0),
    (11, 1),
    (13, 1),
    (15, 1),
    (17, 1),
    (19, 2),
    (23, 2),
    (27, 2),
    (31, 2),
    (35, 3),
    (43, 3),
    (51, 3),
    (59, 3),
    (67, 4),
    (83, 4),
    (99, 4),
    (115, 4),
    (131, 5),
    (163, 5),
    (195, 5),
    (227, 5),
    (258, 0),
];

/// How many bits each symbol has, a hexadecimal digit each: the shortest for what the cards of a site of 144 pages are
/// full of.
const LENGTHS: &str = "\
    264778adeaaabcde6a99aabdeebdeded6968999bedceedde7a97999beeececce7999b99acedcddcd8999979aaeeecceb9c99\
    997aaedddcdcaebbaaae6baabcbeceeecaab8eaaabbe9edcddeea9899a9b9cbeedccaa98999a8edeceeeba99b9997eedeede\
    ca99989a7dececdedba998796eededeeeeb99aaa6eebba99eca87766e66667778778888898789958a89aa4";

/// Some bits, the first the lowest, and how many.
type Bits = (u64, u32);

/// The one code, made once for all streams.
#[derive(Debug)]
pub struct Code {
    lengths: Vec<u32>,
    /// The bits of each number.
    numbers: Vec<Bits>,
    /// The bits of so many noughts, from none on.
    noughts: Vec<Bits>,
    end: Bits,
}

/// Numbers that many streams hold, in bits: from one that is not nought to another. The bits themselves lie in a list
/// that several share.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Packed {
    /// Where the bits lie in the list, 32 at a time.
    bits: Range<usize>,
    /// How many of the last ones count.
    last: u32,
    /// How many numbers they stand for.
    length: u64,
    /// What the numbers add to the two sums of a checksum that begins with them.
    sums: (u64, u64),
}

/// A zlib stream while it is written.
pub struct Stream<'c> {
    code: &'c Code,
    bits: Writer,
    /// Noughts that are not written yet.
    noughts: usize,
    /// The two sums of the checksum (Adler-32) before they are cut to size: a card is too small to overflow them.
    sums: (u64, u64),
}

/// Bits while they are written, 32 at a time.
struct Writer {
    bits: Vec<u32>,
    /// The last ones, fewer than 32.
    waiting: Bits,
}

impl Code {
    /// The code.
    #[must_use]
    pub fn new() -> Self {
        let lengths = lengths();
        let codes = codes(&lengths);
        let numbers = codes.iter().take(END).copied().collect();
        Self { numbers, noughts: noughts(&codes), end: codes.get(END).copied().unwrap_or_default(), lengths }
    }

    /// The bits of one number.
    fn number(&self, number: u8) -> Bits {
        self.numbers.get(usize::from(number)).copied().unwrap_or_default()
    }

    /// Packs numbers, of which the first and the last are not nought, behind the bits in a list: what `here` has more
    /// than `above`, both of the same length.
    #[must_use]
    pub fn packed(&self, here: &[u8], above: &[u8], bits: &mut Vec<u32>) -> Packed {
        let from = bits.len();
        let mut stream = Stream { sums: (0, 0), ..Stream::behind(self, std::mem::take(bits)) };
        let ((chunks, rest), (others, other_rest)) = (here.as_chunks::<8>(), above.as_chunks::<8>());
        for (here, above) in chunks.iter().zip(others) {
            if here == above {
                stream.noughts(here.len());
            } else {
                stream.differences(here, above);
            }
        }
        stream.differences(rest, other_rest);
        let (rest, last) = stream.bits.waiting;
        *bits = stream.bits.bits;
        bits.push((rest & 0xffff_ffff) as u32);
        Packed { bits: from..bits.len(), last, length: here.len() as u64, sums: stream.sums }
    }
}

impl Default for Code {
    fn default() -> Self {
        Self::new()
    }
}

impl<'c> Stream<'c> {
    /// The beginning of a stream.
    #[must_use]
    pub fn new(code: &'c Code) -> Self {
        let mut stream = Self::behind(code, Vec::with_capacity(4 * 1024));
        stream.bits.put((0x0178, 16));
        stream.head();
        stream
    }

    fn behind(code: &'c Code, bits: Vec<u32>) -> Self {
        Self { code, bits: Writer { bits, waiting: (0, 0) }, noughts: 0, sums: (1, 0) }
    }

    /// Writes what some numbers are more than others.
    fn differences(&mut self, here: &[u8], above: &[u8]) {
        here.iter().zip(above).for_each(|(here, above)| self.number(here.wrapping_sub(*above)));
    }

    /// The one block's head: which code follows (RFC 1951, 3.2.7). The lengths themselves stand in four bits each.
    fn head(&mut self) {
        let lengths = &self.code.lengths;
        self.bits.put((1, 1));
        self.bits.put((2, 2));
        self.bits.put((lengths.len() as u64 - 257, 5));
        self.bits.put((0, 5));
        self.bits.put((15, 4));
        for symbol in [16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15] {
            self.bits.put((if symbol < 16 { 4 } else { 0 }, 3));
        }
        for length in lengths.iter().chain(&[1]) {
            self.bits.put((reversed(u64::from(*length), 4), 4));
        }
    }

    /// Writes one number.
    pub fn number(&mut self, number: u8) {
        if number == 0 {
            self.noughts += 1;
            return;
        }
        self.run();
        self.sums.0 += u64::from(number);
        self.sums.1 += self.sums.0;
        self.bits.put(self.code.number(number));
    }

    /// Writes so many noughts.
    pub fn noughts(&mut self, count: usize) {
        self.noughts += count;
    }

    /// Writes rows that are all alike: a number that is not nought, and so many noughts behind it. What follows is no
    /// nought.
    pub fn rows(&mut self, count: usize, number: u8, noughts: usize) {
        let Some(blank) = self.code.noughts.get(noughts) else {
            for _ in 0..count {
                self.number(number);
                self.noughts(noughts);
            }
            return;
        };
        self.run();
        let bits = self.code.number(number);
        for _ in 0..count {
            self.sums.0 += u64::from(number);
            self.sums.1 += self.sums.0 * (1 + noughts as u64);
            self.bits.put(bits);
            self.bits.put(*blank);
        }
    }

    /// Writes packed numbers, whose bits lie in a list.
    pub fn packed(&mut self, packed: &Packed, bits: &[u32]) {
        self.run();
        self.sums.1 += self.sums.0 * packed.length + packed.sums.1;
        self.sums.0 += packed.sums.0;
        let Some((last, whole)) = bits.get(packed.bits.clone()).and_then(<[u32]>::split_last) else { return };
        whole.iter().for_each(|bits| self.bits.put((u64::from(*bits), 32)));
        self.bits.put((u64::from(*last), packed.last));
    }

    /// The whole stream.
    #[must_use]
    pub fn finish(mut self) -> Vec<u8> {
        self.run();
        self.bits.put(self.code.end);
        let mut bytes = self.bits.finish();
        let (low, high) = (self.sums.0 % 65_521, self.sums.1 % 65_521);
        bytes.extend(((high << 16 | low) as u32).to_be_bytes());
        bytes
    }

    /// Writes the noughts that wait.
    fn run(&mut self) {
        let mut rest = std::mem::take(&mut self.noughts);
        self.sums.1 += self.sums.0 * rest as u64;
        while rest > 0 {
            let count = rest.min(AT_ONCE);
            self.bits.put(self.code.noughts.get(count).copied().unwrap_or_default());
            rest -= count;
        }
    }
}

impl Writer {
    /// Writes some bits: at most 32, so that few enough wait after them.
    fn put(&mut self, (bits, count): Bits) {
        self.waiting.0 |= bits << self.waiting.1;
        self.waiting.1 += count;
        if self.waiting.1 >= 32 {
            self.bits.push((self.waiting.0 & 0xffff_ffff) as u32);
            self.waiting = (self.waiting.0 >> 32, self.waiting.1 - 32);
        }
    }

    fn finish(self) -> Vec<u8> {
        let mut bytes = Vec::with_capacity(4 * self.bits.len() + 8);
        bytes.extend(self.bits.iter().flat_map(|bits| bits.to_le_bytes()));
        let (last, count) = self.waiting;
        bytes.extend(last.to_le_bytes().iter().take(count.div_ceil(8) as usize));
        bytes
    }
}

/// How many bits each symbol has.
fn lengths() -> Vec<u32> {
    LENGTHS.chars().filter_map(|digit| digit.to_digit(16)).collect()
}

/// The bits of so many noughts, from none to [`AT_ONCE`]: one, and how often it is repeated.
fn noughts(codes: &[Bits]) -> Vec<Bits> {
    let repeats = repeats(codes);
    let repeated = |times: usize| repeats.get(times).copied().unwrap_or_default();
    let then = |(bits, count): Bits, (more, further): Bits| (bits | more << count, count + further);
    let many = |count: usize| {
        let mut bits = codes.first().copied().unwrap_or_default();
        let mut rest = count - 1;
        while rest > LONGEST {
            bits = then(bits, repeated(LONGEST));
            rest -= LONGEST;
        }
        then(bits, repeated(rest))
    };
    [(0, 0)].into_iter().chain((1..=AT_ONCE).map(many)).collect()
}

/// The bits that repeat a nought so many times, from none to [`LONGEST`]. Behind a length stands from how far back:
/// always one, which takes a single bit.
fn repeats(codes: &[Bits]) -> Vec<Bits> {
    let code = |symbol: usize| codes.get(symbol).copied().unwrap_or_default();
    let (nought, length) = code(0);
    let mut repeats: Vec<Bits> = vec![(0, 0), (nought, length), (nought | nought << length, 2 * length)];
    for ((base, extra), symbol) in REPEATS.iter().zip(END + 1..) {
        let next = REPEATS.get(symbol - END).map_or(LONGEST + 1, |(next, _)| *next);
        let (bits, count) = code(symbol);
        repeats.extend((*base..next).map(|times| (bits | ((times - base) as u64) << count, count + extra + 1)));
    }
    repeats
}

/// The bits of each symbol, from how many each has (RFC 1951, 3.2.2).
fn codes(lengths: &[u32]) -> Vec<Bits> {
    let mut codes = vec![(0, 0); lengths.len()];
    let mut next = 0;
    for count in 1..=15 {
        next <<= 1;
        for (code, _) in codes.iter_mut().zip(lengths).filter(|(_, length)| **length == count) {
            *code = (reversed(next, count), count);
            next += 1;
        }
    }
    codes
}

/// So many bits in turn: codes are written from their highest.
fn reversed(bits: u64, count: u32) -> u64 {
    if count == 0 { 0 } else { bits.reverse_bits() >> (u64::BITS - count) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_code_is_whole_and_its_longest_words_fit() {
        let lengths = lengths();
        assert_eq!(lengths.len(), 286);
        assert_eq!(lengths.iter().map(|length| 1_u32 << (15 - length)).sum::<u32>(), 1 << 15);
        let codes = codes(&lengths);
        let noughts = noughts(&codes);
        assert_eq!(noughts.len(), AT_ONCE + 1);
        assert!(noughts.iter().chain(&codes).all(|(_, count)| *count <= 32));
    }

    #[test]
    fn rows_that_are_alike_give_the_same_as_one_by_one() {
        let code = Code::new();
        for noughts in [0, 1, 600, AT_ONCE, AT_ONCE + 1] {
            let (mut one_by_one, mut together) = (Stream::new(&code), Stream::new(&code));
            one_by_one.number(7);
            together.number(7);
            for _ in 0..3 {
                one_by_one.number(2);
                (0..noughts).for_each(|_| one_by_one.number(0));
            }
            together.rows(3, 2, noughts);
            for stream in [&mut one_by_one, &mut together] {
                stream.number(2);
                stream.noughts(5);
            }
            assert_eq!(one_by_one.finish(), together.finish(), "{noughts}");
        }
    }

    #[test]
    fn packed_numbers_give_the_same_as_one_by_one() {
        let code = Code::new();
        let (mut one_by_one, mut packed) = (Stream::new(&code), Stream::new(&code));
        for count in 0..700 {
            let number = (count % 255 + 1) as u8;
            let numbers = [vec![number], vec![0; count], vec![number / 2 + 1, 7]].concat();
            let noughts = count * 5 % 600;
            (0..noughts).for_each(|_| one_by_one.number(0));
            numbers.iter().for_each(|number| one_by_one.number(*number));
            packed.noughts(noughts);
            let above: Vec<u8> = (0..numbers.len()).map(|place| (place * 7) as u8).collect();
            let here: Vec<u8> = numbers.iter().zip(&above).map(|(more, above)| above.wrapping_add(*more)).collect();
            let mut bits = vec![1; count % 3];
            packed.packed(&code.packed(&here, &above, &mut bits), &bits);
        }
        assert_eq!(one_by_one.finish(), packed.finish());
    }
}

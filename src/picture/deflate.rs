//! Numbers of which most are nought as a zlib stream (RFC 1950 and 1951): the rows of a card, each as what differs from
//! the row above.
//!
//! A general compressor looks for whatever repeats. Here that is known: noughts do, and nothing else is worth looking
//! for. So one code with fixed lengths, measured on cards, serves all of them, and what is nought costs no work.

/// What ends the stream.
const END: usize = 256;

/// How often one code can repeat a nought.
const LONGEST: usize = 258;

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
    /// The bits that repeat a nought so many times, from none on.
    repeats: Vec<Bits>,
    end: Bits,
}

/// Numbers that many streams hold, in bits: from one that is not nought to another.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Packed {
    /// The bits, 32 at a time.
    bits: Vec<u32>,
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

/// Bits while they are written: those before the last ones as they are asked for.
struct Writer {
    bytes: Vec<u8>,
    waiting: Bits,
}

impl Code {
    /// The code.
    #[must_use]
    pub fn new() -> Self {
        let lengths = lengths();
        let codes = codes(&lengths);
        let numbers = codes.iter().take(END).copied().collect();
        Self { numbers, repeats: repeats(&codes), end: codes.get(END).copied().unwrap_or_default(), lengths }
    }

    /// The bits of one number.
    fn number(&self, number: u8) -> Bits {
        self.numbers.get(usize::from(number)).copied().unwrap_or_default()
    }

    /// Packs numbers of which the first and the last are not nought.
    #[must_use]
    pub fn packed(&self, numbers: &[u8]) -> Packed {
        let mut stream = Stream { sums: (0, 0), ..Stream::bare(self) };
        numbers.iter().for_each(|number| stream.number(*number));
        let Writer { bytes, waiting: (rest, last) } = stream.bits;
        let (whole, _) = bytes.as_chunks::<4>();
        let bits = whole.iter().map(|bytes| u32::from_le_bytes(*bytes)).chain([(rest & 0xffff_ffff) as u32]);
        Packed { bits: bits.collect(), last, length: numbers.len() as u64, sums: stream.sums }
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
        let mut stream = Self::bare(code);
        stream.bits.bytes.reserve(12 * 1024);
        stream.bits.bytes.extend([0x78, 0x01]);
        stream.head();
        stream
    }

    fn bare(code: &'c Code) -> Self {
        Self { code, bits: Writer { bytes: Vec::new(), waiting: (0, 0) }, noughts: 0, sums: (1, 0) }
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
        let (run, length) = self.run();
        self.sums.0 += u64::from(number);
        self.sums.1 += self.sums.0;
        let (bits, count) = self.code.number(number);
        self.bits.put((run | bits << length, length + count));
    }

    /// Writes so many noughts.
    pub fn noughts(&mut self, count: usize) {
        self.noughts += count;
    }

    /// Writes packed numbers.
    pub fn packed(&mut self, packed: &Packed) {
        let run = self.run();
        self.bits.put(run);
        self.sums.1 += self.sums.0 * packed.length + packed.sums.1;
        self.sums.0 += packed.sums.0;
        let Some((last, whole)) = packed.bits.split_last() else { return };
        whole.iter().for_each(|bits| self.bits.put((u64::from(*bits), 32)));
        self.bits.put((u64::from(*last), packed.last));
    }

    /// The whole stream.
    #[must_use]
    pub fn finish(mut self) -> Vec<u8> {
        let run = self.run();
        self.bits.put(run);
        self.bits.put(self.code.end);
        let mut bytes = self.bits.finish();
        let (low, high) = (self.sums.0 % 65_521, self.sums.1 % 65_521);
        bytes.extend(((high << 16 | low) as u32).to_be_bytes());
        bytes
    }

    /// The bits of the noughts that wait: one, and how often it is repeated. The first of many are written.
    fn run(&mut self) -> Bits {
        let Some(mut rest) = std::mem::take(&mut self.noughts).checked_sub(1) else { return (0, 0) };
        self.sums.1 += self.sums.0 * (rest as u64 + 1);
        let mut nought = self.code.number(0);
        while rest > LONGEST {
            self.bits.put(std::mem::take(&mut nought));
            self.bits.put(self.code.repeats.get(LONGEST).copied().unwrap_or_default());
            rest -= LONGEST;
        }
        let (bits, count) = self.code.repeats.get(rest).copied().unwrap_or_default();
        (nought.0 | bits << nought.1, nought.1 + count)
    }
}

impl Writer {
    /// Writes some bits: at most 33, so that they fit beside what waits.
    fn put(&mut self, (bits, count): Bits) {
        self.waiting.0 |= bits << self.waiting.1;
        self.waiting.1 += count;
        if self.waiting.1 >= 32 {
            self.bytes.extend_from_slice(&((self.waiting.0 & 0xffff_ffff) as u32).to_le_bytes());
            self.waiting = (self.waiting.0 >> 32, self.waiting.1 - 32);
        }
    }

    fn finish(mut self) -> Vec<u8> {
        while self.waiting.1 > 0 {
            self.bytes.push((self.waiting.0 & 0xff) as u8);
            self.waiting = (self.waiting.0 >> 8, self.waiting.1.saturating_sub(8));
        }
        self.bytes
    }
}

/// How many bits each symbol has.
fn lengths() -> Vec<u32> {
    LENGTHS.chars().filter_map(|digit| digit.to_digit(16)).collect()
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
        let repeats = repeats(&codes);
        assert_eq!(repeats.len(), LONGEST + 1);
        let longest = |bits: &[Bits]| bits.iter().map(|(_, count)| *count).max().unwrap();
        assert!(lengths[0] + longest(&repeats) + longest(&codes) <= 33);
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
            packed.packed(&code.packed(&numbers));
        }
        assert_eq!(one_by_one.finish(), packed.finish());
    }
}

//! Texts that repeat what other texts say, kept as the places where those say it.
//!
//! What search shows of pages is nearly all in the pages' files, which are in memory anyway: written out, the texts of
//! a large site would take as much again.

use std::sync::Arc;

/// How many bytes must be alike for a run to be sought: fewer are hardly shorter as a place.
const ANCHOR: usize = 8;

/// How far behind the last run the next one is sought, in bytes: the address and title of a link may stand between.
const FAR: usize = 256;

/// How many places are looked at together.
const STRIDE: usize = 32;

/// Bytes as runs of other texts, with what is their own between. The same bytes from the same texts are kept alike.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Quoting {
    /// The texts, in the order in which they are quoted.
    texts: Box<[Arc<str>]>,
    /// Steps: how many bytes of its own, these bytes, the length of a run, and its place: how far behind the end of the
    /// last run (twice the bytes), or how far from the beginning of the text (twice the bytes and one more). A run of
    /// no length goes on to the next text.
    steps: Box<[u8]>,
    length: usize,
}

impl Quoting {
    /// Bytes that quote nothing.
    #[must_use]
    pub fn nothing(bytes: &[u8]) -> Self {
        let mut quoter = Quoter::default();
        quoter.own(bytes);
        quoter.finish()
    }

    /// The bytes.
    #[must_use]
    pub fn bytes(&self) -> Vec<u8> {
        let mut bytes = Vec::with_capacity(self.length);
        let mut texts = self.texts.iter().map(|text| text.as_bytes());
        let mut text = texts.next().unwrap_or_default();
        let mut place = 0;
        let mut steps = Steps(&self.steps);
        while !steps.0.is_empty() {
            let own = steps.number();
            bytes.extend_from_slice(steps.take(own));
            let length = steps.number();
            if length == 0 {
                (text, place) = (texts.next().unwrap_or_default(), 0);
            } else {
                let way = steps.number();
                let from = if way % 2 == 0 { place + way / 2 } else { way / 2 };
                bytes.extend_from_slice(text.get(from..from + length).unwrap_or_default());
                if way % 2 == 0 {
                    place = from + length;
                }
            }
        }
        bytes
    }
}

/// Bytes while they are put together.
#[derive(Debug, Default)]
pub struct Quoter {
    texts: Vec<Arc<str>>,
    steps: Vec<u8>,
    /// Bytes of its own since the last run.
    own: Vec<u8>,
    length: usize,
}

impl Quoter {
    /// Adds bytes that quote nothing.
    pub fn own(&mut self, bytes: &[u8]) {
        self.own.extend_from_slice(bytes);
        self.length += bytes.len();
    }

    /// Adds bytes of JSON that may repeat what `text` says: in its order what stands from byte `body` on, and in any
    /// order what stands before. A run begins where a text or a line of it begins, or where the last run ended.
    pub fn quote(&mut self, text: &Arc<str>, body: usize, bytes: &[u8]) {
        let (head, body) = text.as_bytes().split_at_checked(body).unwrap_or_default();
        // The end of the last run in the text, from which the next is counted.
        let (mut behind, mut last) = (body, 0);
        let (mut rest, mut begun) = (bytes, head.len());
        while let Some(anchor) = rest.first_chunk::<ANCHOR>() {
            let near = behind.get(..FAR).unwrap_or(behind);
            if let Some(passed) = found(near, anchor) {
                let from = behind.get(passed..).unwrap_or_default();
                let run = alike(from, rest);
                self.end_own(run);
                push_number(&mut self.steps, 2 * (begun + passed - last));
                begun += passed + run;
                last = begun;
                behind = from.get(run..).unwrap_or_default();
                rest = rest.get(run..).unwrap_or_default();
            } else if let Some(place) = found(head, anchor) {
                let run = alike(head.get(place..).unwrap_or_default(), rest);
                self.end_own(run);
                push_number(&mut self.steps, 2 * place + 1);
                rest = rest.get(run..).unwrap_or_default();
            } else {
                rest = self.own_line(rest);
            }
            rest = self.own_marks(rest);
        }
        self.own.extend_from_slice(rest);
        self.end_own(0);
        self.texts.push(Arc::clone(text));
    }

    /// Takes the rest of a line as its own, and gives what follows.
    fn own_line<'a>(&mut self, bytes: &'a [u8]) -> &'a [u8] {
        let end = bytes.iter().position(|byte| matches!(byte, b'\\' | b'"'));
        let (own, rest) = bytes.split_at(end.unwrap_or(bytes.len()));
        self.own.extend_from_slice(own);
        rest
    }

    /// Takes the marks of JSON as its own, and gives what follows.
    fn own_marks<'a>(&mut self, bytes: &'a [u8]) -> &'a [u8] {
        let mut rest = bytes;
        loop {
            let length = match rest {
                [b'\\', _, ..] => 2,
                [b'"' | b',' | b'[' | b']' | b'#' | b'\\', ..] => 1,
                _ => return rest,
            };
            let (own, after) = rest.split_at(length);
            self.own.extend_from_slice(own);
            rest = after;
        }
    }

    /// All of it.
    #[must_use]
    pub fn finish(mut self) -> Quoting {
        self.end_own(0);
        Quoting { texts: self.texts.as_slice().into(), steps: self.steps.as_slice().into(), length: self.length }
    }

    /// Writes the bytes of its own, and the length of the run after them.
    fn end_own(&mut self, run: usize) {
        push_number(&mut self.steps, self.own.len());
        self.steps.append(&mut self.own);
        push_number(&mut self.steps, run);
    }
}

/// Where the bytes of an anchor stand first. Many places are compared at once by the first four bytes.
fn found(bytes: &[u8], anchor: &[u8; ANCHOR]) -> Option<usize> {
    let [a, b, c, d, ..] = *anchor;
    let mut from = 0;
    while let Some(places) = bytes.get(from..from + STRIDE + ANCHOR - 1) {
        let stride = |shift: usize| places.get(shift..).and_then(|bytes| bytes.first_chunk::<STRIDE>());
        let (Some(one), Some(two), Some(three), Some(four)) = (stride(0), stride(1), stride(2), stride(3)) else {
            break;
        };
        let fits = one.iter().zip(two).zip(three.iter().zip(four));
        let any = fits.fold(0, |any, ((one, two), (three, four))| {
            any | u8::from((*one == a) & (*two == b) & (*three == c) & (*four == d))
        });
        if any != 0
            && let Some(place) = first(places, anchor)
        {
            return Some(from + place);
        }
        from += STRIDE;
    }
    first(bytes.get(from..).unwrap_or_default(), anchor).map(|place| from + place)
}

/// The same, place by place.
fn first(bytes: &[u8], anchor: &[u8; ANCHOR]) -> Option<usize> {
    bytes.windows(ANCHOR).position(|window| window == anchor)
}

/// How many bytes two texts have in common at their beginning.
fn alike(one: &[u8], other: &[u8]) -> usize {
    let (ones, others) = (one.chunks_exact(ANCHOR), other.chunks_exact(ANCHOR));
    let whole = ANCHOR * ones.zip(others).take_while(|(one, other)| one == other).count();
    let (one, other) = (one.get(whole..).unwrap_or_default(), other.get(whole..).unwrap_or_default());
    whole + one.iter().zip(other).take(ANCHOR).take_while(|(one, other)| one == other).count()
}

/// The steps that are left.
struct Steps<'a>(&'a [u8]);

impl<'a> Steps<'a> {
    fn take(&mut self, length: usize) -> &'a [u8] {
        let (taken, rest) = self.0.split_at_checked(length).unwrap_or((self.0, &[]));
        self.0 = rest;
        taken
    }

    fn number(&mut self) -> usize {
        let (mut number, mut shift) = (0, 0);
        while let Some((byte, rest)) = self.0.split_first() {
            self.0 = rest;
            number |= usize::from(byte & 0x7f).checked_shl(shift).unwrap_or_default();
            if *byte < 0x80 {
                break;
            }
            shift += 7;
        }
        number
    }
}

/// Writes a number in groups of seven bits, the lowest first; small ones take one byte.
fn push_number(steps: &mut Vec<u8>, mut number: usize) {
    while number >= 0x80 {
        steps.push(u8::try_from(number & 0x7f).unwrap_or_default() | 0x80);
        number >>= 7;
    }
    steps.push(u8::try_from(number).unwrap_or_default());
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn whatever_repeats_comes_back(
            text in "[ab\\\\\"é \n]{0,300}",
            cuts in prop::collection::vec((0_usize..300, 0_usize..80), 0..12),
            between in "[ab\\\\\"é]{0,9}",
            body in 0_usize..300,
        ) {
            let mut shown = Vec::new();
            for (from, length) in cuts {
                let from = from.min(text.len());
                shown.extend_from_slice(&text.as_bytes()[from..(from + length).min(text.len())]);
                shown.extend_from_slice(between.as_bytes());
            }
            let mut quoter = Quoter::default();
            quoter.quote(&Arc::from(text.as_str()), body, &shown);
            prop_assert_eq!(quoter.finish().bytes(), shown);
        }
    }

    #[track_caller]
    fn check(parts: &[(&str, &str)], most: usize) {
        let mut quoter = Quoter::default();
        let mut whole = b"name(".to_vec();
        quoter.own(&whole);
        for (text, bytes) in parts {
            quoter.quote(&Arc::from(*text), text.find("---").unwrap_or(0), bytes.as_bytes());
            quoter.own(b",");
            whole.extend(bytes.bytes().chain([b',']));
        }
        let kept = quoter.finish();
        assert_eq!(String::from_utf8_lossy(&kept.bytes()), String::from_utf8_lossy(&whole));
        assert!(kept.steps.len() <= most, "{} bytes", kept.steps.len());
    }

    #[test]
    fn what_a_text_says_is_kept_as_its_place() {
        let source = "title: Strain of the calf---\n\nRest your leg first. You may see [the page](/strains/a-strain-of-the-calf/) for more, \
                      and walk when it no longer hurts.\nThen run «slowly»";
        let shown = r#"["Strain of the calf","Rest your leg first.\nYou may see the page for more, and walk when it no longer hurts."]"#;
        check(&[(source, shown), (source, shown)], 80);
        check(&[("", shown), (shown, shown)], 150);
    }

    #[test]
    fn any_bytes_come_back() {
        for shown in
            ["", "\\", "\\n\\n\\n\\n\\n\\n\\n", "aaaaaaaa", "äöüäöüäöü äöüäöüäöü \\", "\"\"\"\"\"\"\"\"\"\"\" \"\"\""]
        {
            check(&[("aaaaaaaaaaaaaaaaaaaaa öüäöüäöü", shown), (shown, shown), ("x", shown)], 200);
        }
    }

    #[test]
    fn long_runs_have_long_numbers() {
        let text = "a long run of words ".repeat(2000);
        check(&[(&text, &text), (&text, &text.repeat(2))], 60_000);
        assert_eq!(Quoting::nothing(text.as_bytes()).bytes(), text.as_bytes());
        assert_eq!(Quoting::default().bytes(), b"");
    }
}

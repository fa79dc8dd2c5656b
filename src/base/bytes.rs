//! Looks for bytes in a text, many at once. Most rules care for a few signs, and most texts hold none of them: to find
//! that out letter by letter takes longer than all else that such a rule does.

/// The place of the first byte of `text`, from byte `from` on, that is wanted. Letters beyond ASCII are looked at by
/// their single bytes too: one from 0x80 to 0xBF is never the first of a letter, one above always is.
///
/// `is_wanted` should join comparisons by `|` and `&` alone: without branches, the compiler compares many bytes at
/// once.
#[must_use]
pub fn find(text: &str, from: usize, is_wanted: impl Fn(u8) -> bool) -> Option<usize> {
    let bytes = text.as_bytes();
    let from = from + without::<32>(bytes.get(from..)?, &is_wanted);
    let from = from + without::<8>(bytes.get(from..)?, &is_wanted);
    let place = bytes.get(from..)?.iter().position(|byte| is_wanted(*byte))?;
    Some(from + place)
}

/// How many bytes there are before the first block of so many that holds one that is wanted, or before the last bytes,
/// which make no whole block.
fn without<const TOGETHER: usize>(bytes: &[u8], is_wanted: impl Fn(u8) -> bool) -> usize {
    let (blocks, _) = bytes.as_chunks::<TOGETHER>();
    let holds = |block: &[u8; TOGETHER]| block.iter().fold(0, |any, byte| any | u8::from(is_wanted(*byte))) != 0;
    blocks.iter().take_while(|block| !holds(block)).count() * TOGETHER
}

/// The place of the first byte of `text`, from byte `from` on, that is one of `signs`.
#[must_use]
pub fn find_any<const N: usize>(text: &str, from: usize, signs: [u8; N]) -> Option<usize> {
    find(text, from, |byte| signs.iter().fold(false, |any, sign| any | (byte == *sign)))
}

/// Whether a byte of `text` is one of `signs`.
#[must_use]
pub fn holds_any<const N: usize>(text: &str, signs: [u8; N]) -> bool {
    find_any(text, 0, signs).is_some()
}

/// The places from byte `from` on of all bytes of `text` that are one of `signs`.
pub fn places<const N: usize>(text: &str, from: usize, signs: [u8; N]) -> impl Iterator<Item = usize> {
    let mut next = from;
    std::iter::from_fn(move || {
        let place = find_any(text, next, signs)?;
        next = place + 1;
        Some(place)
    })
}

/// A set of bytes. To look one up takes as long for many as for one.
#[derive(Clone, Copy, Debug)]
pub struct Set([bool; 256]);

impl Set {
    /// The set of these bytes.
    #[must_use]
    pub const fn of(bytes: &[u8]) -> Self {
        let mut set = [false; 256];
        let mut rest = bytes;
        while let Some((byte, after)) = rest.split_first() {
            if let Some(holds) = set.split_at_mut(*byte as usize).1.first_mut() {
                *holds = true;
            }
            rest = after;
        }
        Self(set)
    }

    /// Whether a byte is in the set.
    #[must_use]
    pub fn holds(&self, byte: u8) -> bool {
        self.0.get(usize::from(byte)).copied().unwrap_or(false)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_place_is_found_whatever_stands_before_it() {
        for length in 0..100 {
            for place in 0..length {
                let text: String = (0..length).map(|at| if at == place { '.' } else { 'a' }).collect();
                for from in 0..length {
                    assert_eq!(find_any(&text, from, [b'!', b'.']), (from <= place).then_some(place), "{text} {from}");
                }
                assert_eq!(places(&text, 0, [b'.']).collect::<Vec<_>>(), [place]);
            }
            assert!(!holds_any(&"a".repeat(length), [b'.']));
        }
        assert_eq!(find_any("a", 2, [b'a']), None);
    }

    #[test]
    fn a_set_holds_its_bytes_and_no_other() {
        const SIGNS: Set = Set::of(b"\0a{\xff");
        let held: Vec<u8> = (0..=255).filter(|byte| SIGNS.holds(*byte)).collect();
        assert_eq!(held, b"\0a{\xff");
    }
}

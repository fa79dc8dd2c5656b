//! Reads the CBOR (RFC 8949) in which the processor's archive keeps its locales.
//!
//! The archive's own reader decodes all 63 locales or none; this one decodes the one that a site needs. It reads text,
//! whole numbers, lists, maps, booleans and null, which is all that a locale holds, and gives `None` for anything else.

use serde_json::{Map, Number, Value};

/// Deepest nesting that is read; a locale is 6 deep.
const DEEPEST: usize = 32;

/// The value that `bytes` begin with.
#[must_use]
pub fn decode(bytes: &[u8]) -> Option<Value> {
    Reader { rest: bytes }.value(DEEPEST)
}

/// The text under `key`, when it is the first key of the map that `bytes` hold. Nothing after it is read.
#[must_use]
pub fn first_text<'a>(bytes: &'a [u8], key: &str) -> Option<&'a str> {
    let mut reader = Reader { rest: bytes };
    let Head::Map(_) = reader.head()? else { return None };
    if reader.text()? != key {
        return None;
    }
    reader.text()
}

/// The beginning of an item: what it is and how long it is. `None` stands for an item that is closed by a break.
enum Head {
    Number(u64),
    Negative(u64),
    Text(usize),
    List(Option<usize>),
    Map(Option<usize>),
    Word(Value),
    Break,
}

struct Reader<'a> {
    rest: &'a [u8],
}

impl<'a> Reader<'a> {
    fn take(&mut self, length: usize) -> Option<&'a [u8]> {
        let (taken, rest) = self.rest.split_at_checked(length)?;
        self.rest = rest;
        Some(taken)
    }

    fn head(&mut self) -> Option<Head> {
        let first = *self.take(1)?.first()?;
        let argument = match first & 0b1_1111 {
            small @ 0..=23 => Some(u64::from(small)),
            sized @ 24..=27 => {
                let bytes = self.take(1 << (sized - 24))?;
                Some(bytes.iter().fold(0, |number, byte| number << 8 | u64::from(*byte)))
            }
            31 => None,
            _ => return None,
        };
        let length = argument.map(usize::try_from).transpose().ok()?;
        Some(match first >> 5 {
            0 => Head::Number(argument?),
            1 => Head::Negative(argument?),
            3 => Head::Text(length?),
            4 => Head::List(length),
            5 => Head::Map(length),
            7 => match argument {
                None => Head::Break,
                Some(20) => Head::Word(Value::Bool(false)),
                Some(21) => Head::Word(Value::Bool(true)),
                Some(22 | 23) => Head::Word(Value::Null),
                Some(_) => return None,
            },
            _ => return None,
        })
    }

    fn text(&mut self) -> Option<&'a str> {
        let Head::Text(length) = self.head()? else { return None };
        std::str::from_utf8(self.take(length)?).ok()
    }

    fn value(&mut self, depth: usize) -> Option<Value> {
        match self.head()? {
            Head::Number(number) => Some(Value::Number(number.into())),
            Head::Negative(number) => Some(Value::Number(Number::from(-1 - i64::try_from(number).ok()?))),
            Head::Text(length) => std::str::from_utf8(self.take(length)?).ok().map(Value::from),
            Head::List(length) => self.list(length, depth.checked_sub(1)?),
            Head::Map(length) => self.map(length, depth.checked_sub(1)?),
            Head::Word(value) => Some(value),
            Head::Break => None,
        }
    }

    fn list(&mut self, length: Option<usize>, depth: usize) -> Option<Value> {
        let mut items = Vec::new();
        while !self.ends(length, items.len()) {
            items.push(self.value(depth)?);
        }
        Some(Value::Array(items))
    }

    fn map(&mut self, length: Option<usize>, depth: usize) -> Option<Value> {
        let mut entries = Map::new();
        let mut read = 0;
        while !self.ends(length, read) {
            let key = self.text()?.to_owned();
            entries.insert(key, self.value(depth)?);
            read += 1;
        }
        Some(Value::Object(entries))
    }

    /// Whether a list or map of `length` ends after `read` entries; a break is read on the way.
    fn ends(&mut self, length: Option<usize>, read: usize) -> bool {
        const BREAK: u8 = 0xff;
        match length {
            Some(length) => read >= length,
            None if self.rest.first() == Some(&BREAK) => self.take(1).is_some(),
            None => false,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(bytes: &[u8], expected: &str) {
        assert_eq!(decode(bytes).map(|value| value.to_string()).unwrap_or_default(), expected);
    }

    #[test]
    fn the_examples_of_the_standard_are_read() {
        check(&[0x18, 0x64], "100");
        check(&[0x19, 0x03, 0xe8], "1000");
        check(&[0x38, 0x63], "-100");
        check(&[0x62, 0xc3, 0xbc], "\"ü\"");
        check(&[0xa2, 0x61, 0x61, 0x01, 0x61, 0x62, 0x82, 0x02, 0x03], r#"{"a":1,"b":[2,3]}"#);
        check(&[0x9f, 0x01, 0x82, 0x02, 0x03, 0xff], "[1,[2,3]]");
        check(&[0xbf, 0x61, 0x61, 0xf5, 0x61, 0x62, 0xf6, 0xff], r#"{"a":true,"b":null}"#);
    }

    #[test]
    fn broken_bytes_give_nothing() {
        check(&[], "");
        check(&[0x62, 0xc3], "");
        check(&[0x9f, 0x01], "");
        check(&[0x9a, 0xff, 0xff, 0xff, 0xff], "");
        check(&[0x81; 100], "");
    }

    #[test]
    fn the_first_text_is_read_alone() {
        let bytes = [0xa2, 0x61, 0x61, 0x62, 0x65, 0x6e, 0x61, 0x62, 0xc0];
        assert_eq!(first_text(&bytes, "a"), Some("en"));
        assert_eq!(first_text(&bytes, "b"), None);
    }
}

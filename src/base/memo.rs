//! What was worked out once, kept under the digest of all it was made from.
//!
//! A memo changes no result: it holds values of pure functions only, so whether something is in it shows in time alone.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};

use super::digest::Digest;

/// How many values a memo keeps if nothing else is said: more than a site has drawings.
const USUAL: usize = 1_000;

/// Values under the digests of what they were made from. Copies share what they know.
#[derive(Clone, Debug)]
pub struct Memo<V> {
    known: Arc<Mutex<BTreeMap<Digest, Arc<V>>>>,
    most: usize,
}

impl<V> Default for Memo<V> {
    fn default() -> Self {
        Self::of(USUAL)
    }
}

impl<V> Memo<V> {
    /// A memo of at most `most` values. When there are more all are forgotten.
    #[must_use]
    pub fn of(most: usize) -> Self {
        Self { known: Arc::default(), most }
    }

    /// The value for `key`, made by `make` if it is not known. Two threads that ask at once may both make it.
    pub fn get(&self, key: &str, make: impl FnOnce() -> V) -> Arc<V> {
        let key = Digest::of(key.as_bytes());
        let known = self.known.lock().unwrap_or_else(PoisonError::into_inner).get(&key).map(Arc::clone);
        known.unwrap_or_else(|| {
            let made = Arc::new(make());
            let mut known = self.known.lock().unwrap_or_else(PoisonError::into_inner);
            if known.len() >= self.most {
                known.clear();
            }
            known.insert(key, Arc::clone(&made));
            made
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_value_is_made_once_for_each_key() {
        let memo = Memo::of(9);
        assert_eq!(*memo.get("a", || 1), 1);
        assert_eq!(*memo.clone().get("a", || 2), 1);
        assert_eq!(*memo.get("b", || 3), 3);
    }

    #[test]
    fn it_does_not_grow_for_ever() {
        let memo = Memo::of(9);
        for number in 0..30 {
            memo.get(&number.to_string(), || number);
        }
        assert!(memo.known.lock().unwrap().len() <= 9);
    }
}

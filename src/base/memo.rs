//! What was worked out once, kept under the digest of all it was made from.
//!
//! A memo changes no result: it holds values of pure functions only, so whether something is in it shows in time alone.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};

use super::digest::Digest;

/// How many values are kept. When there are more all are forgotten: a site has far fewer drawings.
const MOST: usize = 1_000;

/// Values under the digests of what they were made from. Copies share what they know.
#[derive(Clone, Debug)]
pub struct Memo<V> {
    known: Arc<Mutex<BTreeMap<Digest, Arc<V>>>>,
}

impl<V> Default for Memo<V> {
    fn default() -> Self {
        Self { known: Arc::default() }
    }
}

impl<V> Memo<V> {
    /// The value for `key`, made by `make` if it is not known. Two threads that ask at once may both make it.
    pub fn get(&self, key: &str, make: impl FnOnce() -> V) -> Arc<V> {
        let key = Digest::of(key.as_bytes());
        let known = self.known.lock().unwrap_or_else(PoisonError::into_inner).get(&key).map(Arc::clone);
        known.unwrap_or_else(|| {
            let made = Arc::new(make());
            let mut known = self.known.lock().unwrap_or_else(PoisonError::into_inner);
            if known.len() >= MOST {
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
        let memo = Memo::default();
        assert_eq!(*memo.get("a", || 1), 1);
        assert_eq!(*memo.clone().get("a", || 2), 1);
        assert_eq!(*memo.get("b", || 3), 3);
    }

    #[test]
    fn it_does_not_grow_for_ever() {
        let memo = Memo::default();
        for number in 0..3 * MOST {
            memo.get(&number.to_string(), || number);
        }
        assert!(memo.known.lock().unwrap().len() <= MOST);
    }
}

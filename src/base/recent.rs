//! What was worked out for the last few keys, for keys that come again soon: pages that lie side by side ask for the
//! same.
//!
//! Keys are compared themselves, the last ones first: that takes less than a digest of something large. Like a
//! [`Memo`](super::memo::Memo) it holds values of pure functions only.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex, PoisonError};

/// Keys with their values, the oldest first.
type Known<K, V> = VecDeque<(K, Arc<V>)>;

/// The values of the last keys. Copies share what they know.
#[derive(Clone, Debug)]
pub struct Recent<K, V> {
    known: Arc<Mutex<Known<K, V>>>,
    most: usize,
}

impl<K: Clone + PartialEq, V> Recent<K, V> {
    /// Keeps at most `most` values. When there are more the oldest is forgotten.
    #[must_use]
    pub fn of(most: usize) -> Self {
        Self { known: Arc::default(), most }
    }

    /// The value for `key`, made by `make` if it is not known. Two threads that ask at once may both make it.
    pub fn get(&self, key: &K, make: impl FnOnce() -> V) -> Arc<V> {
        let known = self.known.lock().unwrap_or_else(PoisonError::into_inner);
        let found = known.iter().rev().find(|(other, _)| other == key).map(|(_, value)| Arc::clone(value));
        drop(known);
        found.unwrap_or_else(|| {
            let made = Arc::new(make());
            let mut known = self.known.lock().unwrap_or_else(PoisonError::into_inner);
            if known.len() >= self.most {
                known.pop_front();
            }
            known.push_back((key.clone(), Arc::clone(&made)));
            made
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_value_is_made_again_only_when_others_took_its_place() {
        let recent = Recent::of(2);
        assert_eq!(*recent.get(&"a", || 1), 1);
        assert_eq!(*recent.clone().get(&"a", || 2), 1);
        assert_eq!((*recent.get(&"b", || 3), *recent.get(&"c", || 4)), (3, 4));
        assert_eq!((*recent.get(&"c", || 5), *recent.get(&"a", || 6)), (4, 6));
    }
}

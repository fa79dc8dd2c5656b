//! Long work that gives way: who needs what the work holds asks for it, and the work ends unfinished.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

/// Whether anybody asks work to give way. Clones are one and the same.
#[derive(Clone, Debug, Default)]
pub struct GivingWay(Arc<AtomicUsize>);

/// Asks work to give way until it is dropped.
#[derive(Debug)]
pub struct Asking(Arc<AtomicUsize>);

impl GivingWay {
    /// Asks work to give way.
    #[must_use]
    pub fn ask(&self) -> Asking {
        self.0.fetch_add(1, Ordering::SeqCst);
        Asking(Arc::clone(&self.0))
    }

    /// Whether work is to end. It costs next to nothing to look.
    #[must_use]
    pub fn is_asked(&self) -> bool {
        self.0.load(Ordering::SeqCst) > 0
    }
}

impl Drop for Asking {
    fn drop(&mut self) {
        self.0.fetch_sub(1, Ordering::SeqCst);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn work_is_asked_to_give_way_as_long_as_anybody_asks() {
        let giving_way = GivingWay::default();
        let first = giving_way.ask();
        let second = giving_way.clone().ask();
        drop(first);
        assert!(giving_way.is_asked());
        drop(second);
        assert!(!giving_way.is_asked());
    }
}

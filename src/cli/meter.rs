//! How far long work has come, as one line on a terminal that is taken away when the work ends. Where nobody watches,
//! in a file or a build server's log, nothing is printed.

use std::io::{self, IsTerminal as _, Write as _};
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

/// Work that ends sooner shows no line: it would only flicker.
const QUIET: Duration = Duration::from_millis(300);

/// How long a number stands at least, so that it can be read and costs nothing.
const STANDS: Duration = Duration::from_millis(100);

/// Takes a line away and goes back to its beginning.
const CLEAR: &str = "\r\x1b[K";

/// The line of one kind of work; it goes when this is dropped.
pub struct Meter {
    what: &'static str,
    started: Instant,
    is_watched: bool,
    shown: Mutex<Shown>,
}

/// What stands on the terminal.
#[derive(Default)]
struct Shown {
    at: Option<Duration>,
    done: usize,
}

impl Meter {
    /// A meter that begins now. `what` says what is done, such as `printing sheets`.
    #[must_use]
    pub fn new(what: &'static str) -> Self {
        Self { what, started: Instant::now(), is_watched: io::stderr().is_terminal(), shown: Mutex::default() }
    }

    /// Shows that so many are done, of so many, if it is time for it. Can be called from many threads.
    pub fn reached(&self, done: usize, of: usize) {
        if !self.is_watched {
            return;
        }
        // Another thread that is at it knows as much.
        let Ok(mut shown) = self.shown.try_lock() else { return };
        if shown.is_due(self.started.elapsed(), done) {
            let _ = write!(io::stderr().lock(), "{CLEAR}{} {done} of {of}", self.what);
        }
    }
}

impl Shown {
    /// Whether a number is to be shown now, which is then what stands there.
    fn is_due(&mut self, now: Duration, done: usize) -> bool {
        let is_due = match self.at {
            None => now >= QUIET,
            Some(at) => now.saturating_sub(at) >= STANDS && done > self.done,
        };
        if is_due {
            *self = Self { at: Some(now), done };
        }
        is_due
    }
}

impl Drop for Meter {
    fn drop(&mut self) {
        let shown = self.shown.get_mut().unwrap_or_else(PoisonError::into_inner);
        if shown.at.is_some() {
            let _ = write!(io::stderr().lock(), "{CLEAR}");
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_is_shown_once_the_work_is_long_and_stands_for_a_while() {
        let mut shown = Shown::default();
        let mut due = |now: u64, done: usize| shown.is_due(Duration::from_millis(now), done);
        assert!(!due(0, 1) && !due(299, 2));
        assert!(due(300, 3));
        assert!(!due(399, 4));
        assert!(due(400, 5));
        // A slower thread does not put the number back.
        assert!(!due(900, 4) && due(900, 6));
    }
}

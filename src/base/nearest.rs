//! The nearest known name to a mistyped one.

/// The candidate nearest to `typed`, when it is near enough to be worth offering.
///
/// Nearness is the optimal string alignment distance (insert, delete, replace, swap of neighbours), case ignored.
/// A candidate counts up to a third of the longer length, at least one step. Ties go to the first in order.
pub fn nearest<'a>(typed: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let typed = Letters::of(typed);
    let mut letters = Letters::default();
    let mut best: Option<(usize, &str)> = None;
    for candidate in candidates {
        letters.read(candidate);
        let near = (typed.letters.len().max(letters.letters.len()) / 3).max(1);
        let limit = match best {
            // Nothing is nearer than the same.
            Some((0, _)) => break,
            Some((least, _)) => near.min(least - 1),
            None => near,
        };
        if typed.differs_by(&letters) <= limit {
            let distance = distance(&typed.letters, &letters.letters, limit);
            best = distance.map(|distance| (distance, candidate)).or(best);
        }
    }
    best.map(|(_, candidate)| candidate)
}

/// How many counts of letters there are: letters whose numbers are so far apart share one.
const COUNTS: usize = 64;

/// A word as letters in lower case, with how often each occurs.
#[derive(Default)]
struct Letters {
    letters: Vec<char>,
    counts: Vec<u16>,
}

impl Letters {
    fn of(word: &str) -> Self {
        let mut letters = Self::default();
        letters.read(word);
        letters
    }

    /// Takes another word in the place of the last.
    fn read(&mut self, word: &str) {
        self.letters.clear();
        self.letters.extend(word.chars().flat_map(char::to_lowercase));
        self.counts.clear();
        self.counts.resize(COUNTS, 0);
        for letter in &self.letters {
            if let Some(count) = self.counts.get_mut(*letter as usize % COUNTS) {
                *count = count.saturating_add(1);
            }
        }
    }

    /// The least distance that words with these letters may have, in whatever order: most names are too far away, and
    /// this costs a fraction of the distance.
    fn differs_by(&self, other: &Self) -> usize {
        let (mut more, mut fewer) = (0, 0);
        for (own, others) in self.counts.iter().zip(&other.counts) {
            more += usize::from(own.saturating_sub(*others));
            fewer += usize::from(others.saturating_sub(*own));
        }
        more.max(fewer)
    }
}

/// Optimal string alignment distance of two words, where it is at most `limit`.
fn distance(left: &[char], right: &[char], limit: usize) -> Option<usize> {
    let mut before_last: Vec<usize> = Vec::with_capacity(right.len() + 1);
    let mut last: Vec<usize> = (0..=right.len()).collect();
    let mut current: Vec<usize> = Vec::with_capacity(right.len() + 1);
    for (row, a) in left.iter().enumerate() {
        current.clear();
        current.push(row + 1);
        for (column, b) in right.iter().enumerate() {
            let at = |line: &[usize], index: usize| line.get(index).copied().unwrap_or(usize::MAX / 2);
            let mut cost =
                (at(&last, column) + usize::from(a != b)).min(at(&last, column + 1) + 1).min(at(&current, column) + 1);
            let swapped = row > 0 && column > 0 && left.get(row - 1) == Some(b) && right.get(column - 1) == Some(a);
            if swapped {
                cost = cost.min(at(&before_last, column - 1) + 1);
            }
            current.push(cost);
        }
        // A swap reaches back two rows, and no other step more than one.
        if current.iter().chain(&last).all(|cost| *cost > limit) {
            return None;
        }
        std::mem::swap(&mut before_last, &mut last);
        std::mem::swap(&mut last, &mut current);
    }
    last.last().copied().filter(|distance| *distance <= limit)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn offers_only_what_is_near() {
        assert_eq!(nearest("sumary", ["title", "summary"]), Some("summary"));
        assert_eq!(nearest("titel", ["title"]), Some("title"));
        assert_eq!(nearest("soleus-strian", ["gastrocnemius-strain", "soleus-strain"]), Some("soleus-strain"));
        assert_eq!(nearest("zebra", ["title", "summary"]), None);
    }

    #[test]
    fn the_first_of_the_nearest_is_offered() {
        assert_eq!(nearest("page 12", ["page 1", "page 123", "page 13", "Page 12", "page 12"]), Some("Page 12"));
        assert_eq!(nearest("page 12", ["page 123", "page 1"]), Some("page 123"));
        assert_eq!(nearest("", ["a", "bb"]), Some("a"));
    }

    #[test]
    fn a_distance_is_found_up_to_its_limit() {
        let chars = |word: &str| word.chars().collect::<Vec<_>>();
        for (left, right, expected) in
            [("calf", "clfa", 2), ("ab", "ba", 1), ("strain", "sprain", 1), ("", "abc", 3), ("same", "same", 0)]
        {
            let (left, right) = (chars(left), chars(right));
            for limit in 0..5 {
                let found = distance(&left, &right, limit);
                assert_eq!(found, (expected <= limit).then_some(expected), "{left:?} {right:?} {limit}");
            }
        }
    }

    #[test]
    fn letters_tell_no_greater_distance_than_there_is() {
        let words = ["calf", "clfa", "half", "strain of the calf", "soleus", "Ödem", "odem", ""];
        for left in words {
            for right in words {
                let (left, right) = (Letters::of(left), Letters::of(right));
                let true_distance = distance(&left.letters, &right.letters, usize::MAX).unwrap();
                assert!(left.differs_by(&right) <= true_distance);
            }
        }
    }
}

//! The nearest known name to a mistyped one.

/// The candidate nearest to `typed`, when it is near enough to be worth offering.
///
/// Nearness is the optimal string alignment distance (insert, delete, replace, swap of neighbours), case ignored.
/// A candidate counts up to a third of the longer length, at least one step. Ties go to the first in order.
pub fn nearest<'a>(typed: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let counts = Counts::of(typed);
    let typed: Vec<char> = letters(typed).collect();
    let mut best: Option<(usize, &str)> = None;
    for candidate in candidates {
        // Nothing is nearer than the same.
        let Some(nearer) = best.map_or(Some(usize::MAX), |(least, _)| least.checked_sub(1)) else { break };
        let theirs = Counts::of(candidate);
        let limit = (counts.all.max(theirs.all) / 3).max(1).min(nearer);
        if counts.differ_by(&theirs) <= limit {
            let distance = distance(&typed, &letters(candidate).collect::<Vec<_>>(), limit);
            best = distance.map(|distance| (distance, candidate)).or(best);
        }
    }
    best.map(|(_, candidate)| candidate)
}

/// How many counts of letters there are: letters whose numbers are so far apart share one.
const COUNTS: usize = 64;

/// How many letters a word has in lower case, and how often each occurs.
struct Counts {
    all: usize,
    each: [u8; COUNTS],
}

impl Counts {
    /// Most names are plain letters: those are counted without taking them apart.
    fn of(word: &str) -> Self {
        let mut counts = Self { all: 0, each: [0; COUNTS] };
        if word.is_ascii() {
            word.bytes().for_each(|letter| counts.add(letter.to_ascii_lowercase().into()));
        } else {
            letters(word).for_each(|letter| counts.add(letter));
        }
        counts
    }

    /// A count that is full stays so: it tells of a smaller difference than there is, never of a greater one.
    fn add(&mut self, letter: char) {
        self.all += 1;
        if let Some(count) = self.each.get_mut(letter as usize % COUNTS) {
            *count = count.saturating_add(1);
        }
    }

    /// The least distance that words with these letters may have, in whatever order: most names are too far away, and
    /// this costs a fraction of the distance.
    fn differ_by(&self, other: &Self) -> usize {
        let (mut more, mut fewer) = (0_u16, 0_u16);
        for (own, others) in self.each.iter().zip(&other.each) {
            more += u16::from(own.saturating_sub(*others));
            fewer += u16::from(others.saturating_sub(*own));
        }
        usize::from(more.max(fewer))
    }
}

/// The letters of a word in lower case.
fn letters(word: &str) -> impl Iterator<Item = char> {
    word.chars().flat_map(char::to_lowercase)
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
        let many = "s".repeat(300);
        let words = ["calf", "clfa", "half", "strain of the calf", "soleus", "Ödem", "odem", "STRASSE", "", &many];
        for left in words {
            for right in words {
                let least = Counts::of(left).differ_by(&Counts::of(right));
                let chars = |word: &str| letters(word).collect::<Vec<_>>();
                assert!(least <= distance(&chars(left), &chars(right), usize::MAX).unwrap(), "{left:?} {right:?}");
            }
        }
    }
}

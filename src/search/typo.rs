//! How far a typed word is from a known one, in steps: a letter too much, too few, wrong, or two swapped.

/// How many steps a word of this length may be off. Short words are each other's neighbours, so they must be right.
#[must_use]
pub fn allowed(length: usize) -> usize {
    match length {
        0..4 => 0,
        4..7 => 1,
        7.. => 2,
    }
}

/// The length from which a word may be unfinished as well as mistyped.
const LONG: usize = 7;

/// The steps between a typed word and a known one, when they are at most `most`. A long typed word is compared with the
/// known word's beginning too, as it may still be unfinished.
#[must_use]
pub fn steps(typed: &[u16], known: &[u16], most: usize) -> Option<usize> {
    let unfinished = typed.len() >= LONG;
    if typed.len() > known.len() + most || (!unfinished && known.len() > typed.len() + most) {
        return None;
    }
    // Short words that begin otherwise are other words ("horse" is no slip of "worse"), two swapped letters excepted.
    let (first, second) = (typed.first(), typed.get(1));
    if !unfinished && first != known.first() && (first != known.get(1) || second != known.first()) {
        return None;
    }
    let known = known.get(..known.len().min(typed.len() + most)).unwrap_or_default();
    let mut before_last: Vec<usize> = Vec::new();
    let mut last: Vec<usize> = (0..=known.len()).collect();
    let at = |line: &[usize], place: usize| line.get(place).copied().unwrap_or(usize::MAX / 2);
    for (row, a) in typed.iter().enumerate() {
        let mut current = vec![row + 1];
        for (column, b) in known.iter().enumerate() {
            let replaced = at(&last, column) + usize::from(a != b);
            let mut cost = replaced.min(at(&last, column + 1) + 1).min(at(&current, column) + 1);
            let swapped = row > 0 && column > 0 && typed.get(row - 1) == Some(b) && known.get(column - 1) == Some(a);
            if swapped {
                cost = cost.min(at(&before_last, column - 1) + 1);
            }
            current.push(cost);
        }
        if current.iter().min().is_some_and(|least| *least > most) {
            return None;
        }
        before_last = std::mem::replace(&mut last, current);
    }
    let found = if unfinished { last.iter().copied().min() } else { last.last().copied() };
    found.filter(|steps| *steps <= most)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(typed: &str, known: &str, expected: Option<usize>) {
        let units = |word: &str| word.encode_utf16().collect::<Vec<_>>();
        assert_eq!(steps(&units(typed), &units(known), allowed(typed.len())), expected, "{typed} and {known}");
    }

    #[test]
    fn near_words_are_found() {
        check("gastrocnemus", "gastrocnemius", Some(1));
        check("colt", "clot", Some(1));
        check("swolen", "swollen", Some(1));
        check("achiles", "achilles", Some(1));
        check("acheles", "achilles", Some(2));
    }

    #[test]
    fn a_long_word_may_be_unfinished() {
        check("gastrocmen", "gastrocnemius", Some(2));
        check("compartmnet", "compartment", Some(1));
    }

    #[test]
    fn short_words_must_be_right() {
        check("leg", "lag", None);
        check("calf", "cold", None);
        check("clat", "classification", None);
        check("horse", "worse", None);
    }
}

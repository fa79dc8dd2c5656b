//! Pain scores that stand in a text as figures, and not as an insert: "pain above 6", "6 out of 10". A figure is one only
//! where words of the language say so, as most figures beside pain are minutes, days or repetitions.

use crate::base::sentences;
use crate::parse::words::Words;

/// The highest score of the scale.
const MOST: u8 = 10;

/// How many words may stand between the word for pain and the one for a limit: "pain at rest stays at or below 3".
const BETWEEN: usize = 5;

/// The highest pain score that a text names; `None` where it names none.
pub(super) fn highest(text: &str, words: &Words) -> Option<u8> {
    let clauses = sentences::split(text).flat_map(|sentence| sentence.split([',', ';', '\n']));
    clauses.filter_map(|clause| in_clause(&clause.to_lowercase(), words)).max()
}

fn in_clause(clause: &str, words: &Words) -> Option<u8> {
    let tokens = tokens(clause);
    let is_pain = |token: &&str| words.list("pain.score_words").iter().any(|word| word == token);
    if !tokens.iter().any(|(_, token)| is_pain(token)) {
        return None;
    }
    let scores = tokens.iter().enumerate().filter_map(|(place, (at, token))| {
        let score = token.parse::<u8>().ok().filter(|score| *score <= MOST)?;
        let after = clause.get(at + token.len()..).unwrap_or_default();
        let before: Vec<&str> = tokens.iter().take(place).rev().take(BETWEEN + 1).map(|(_, token)| *token).collect();
        let is_score = is_on_scale(after, words) || is_limit(&before, &is_pain, words) && may_end(after, words);
        is_score.then_some(score)
    });
    scores.max()
}

/// The words and figures of a clause, each with where it begins.
fn tokens(clause: &str) -> Vec<(usize, &str)> {
    let pieces = clause.split(|letter: char| !letter.is_alphanumeric()).filter(|piece| !piece.is_empty());
    pieces.map(|piece| (piece.as_ptr().addr() - clause.as_ptr().addr(), piece)).collect()
}

/// Whether a score is followed by its scale: "out of 10".
fn is_on_scale(after: &str, words: &Words) -> bool {
    let after = after.trim_start();
    words.list("pain.score_scale").iter().any(|scale| begins(after, scale))
}

/// Whether the words before a score, the nearest first, name pain or a limit of pain.
fn is_limit(before: &[&str], is_pain: &impl Fn(&&str) -> bool, words: &Words) -> bool {
    let Some((nearest, rest)) = before.split_first() else { return false };
    let is_limit = words.list("pain.score_limits").iter().any(|word| word == nearest);
    is_pain(nearest) || is_limit && rest.iter().take(BETWEEN).any(is_pain)
}

/// Whether nothing follows a score that would make a time or a count of it.
fn may_end(after: &str, words: &Words) -> bool {
    let rest = after.trim_start();
    let is_sign =
        rest.starts_with(|letter: char| !letter.is_alphanumeric() && !matches!(letter, '-' | '\u{2013}' | '/'));
    // "Build up to 8 or 10 raises" counts raises.
    let is_count = |word: &str| {
        rest.strip_prefix(word)
            .is_some_and(|rest| rest.trim_start().starts_with(|letter: char| letter.is_ascii_digit()))
    };
    let may_follow = |word: &str| begins(rest, word) && !is_count(word);
    rest.is_empty() || is_sign || words.list("pain.score_ends").iter().any(|word| may_follow(word))
}

/// Whether a text begins with these words, as whole words.
fn begins(text: &str, words: &str) -> bool {
    text.strip_prefix(words).is_some_and(|rest| !rest.starts_with(char::is_alphanumeric))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(words: &str, cases: &[(&str, Option<u8>)]) {
        let words = Words::read(words).unwrap();
        for (text, expected) in cases {
            assert_eq!(highest(text, &words), *expected, "{text}");
        }
    }

    #[test]
    fn a_pain_score_is_found() {
        check(
            include_str!("../../theme/words/en.yaml"),
            &[
                ("Stop if pain is over 6 out of 10.", Some(6)),
                ("Stop at 6/10 pain.", Some(6)),
                ("stay at pain 3 or less until day 14", Some(3)),
                ("Pain goes above 3 in this phase.", Some(3)),
                ("Keep the pain between 2 and 5-6 of 10.", Some(6)),
                ("Rest. If it hurts more than 7, stop.", Some(7)),
                ("Pain up to 4 is fine; pain above 5 is not.", Some(5)),
            ],
        );
        check(
            include_str!("../../theme/words/de.yaml"),
            &[
                ("Hören Sie bei Schmerzen über 6 von 10 auf.", Some(6)),
                ("Der Schmerz bleibt bei 3 oder darunter.", Some(3)),
                ("Schmerzen seit mehr als 6 Wochen", None),
            ],
        );
    }

    #[test]
    fn times_counts_and_other_scores_are_none() {
        let none = [
            "do 20 heel raises without pain",
            "do 6 or more raises without pain",
            "no pain for more than 6 weeks, or after day 7",
            "rest for 10 minutes if it hurts",
            "without pain build up to 8 or 10 raises",
            "Sudden pain in 1 calf. Effort is 7 out of 10.",
            "no pain, at an effort of 8 out of 10",
            "Pain goes above {{pain_caution}} out of 10.",
            "pain of 6-8 days",
            "pain above 60",
        ];
        check(include_str!("../../theme/words/en.yaml"), &none.map(|text| (text, None)));
    }
}

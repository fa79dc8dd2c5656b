//! A text in lines: as few as the width allows, then as even as that number of lines allows.
//!
//! A word wider than the box is broken between letters, as no box may grow past the page. Nothing is hyphenated.

use super::measure::{Measure, Weight};

/// A line with its width in pixels.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// The words.
    pub text: String,
    /// The width, enough for the served font and for the fallback.
    pub width: i32,
}

/// The widest that a word may be before it is broken, in pixels.
const WIDEST_WORD: i32 = 230;

/// The lines of an item of a list: filled one after the other, but evened where the last would be a short one.
#[must_use]
pub fn listed(measure: &Measure, text: &str, weight: Weight, size: i32, width: i32) -> Vec<Line> {
    let words = words(measure, text, weight, size);
    let lines = fill(&words, measure.width(" ", weight, size), width);
    let lines: Vec<Line> = lines.iter().map(|words| join(measure, words, weight, size)).collect();
    let short = lines.len() > 1 && lines.last().is_some_and(|line| line.width < width * 2 / 5);
    if short { wrap(measure, text, weight, size, width) } else { lines }
}

/// The lines of a text at most `width` pixels wide, or as wide as its widest word, all about as long.
#[must_use]
pub fn wrap(measure: &Measure, text: &str, weight: Weight, size: i32, width: i32) -> Vec<Line> {
    let words = words(measure, text, weight, size);
    let widest = words.iter().map(|word| word.width).max().unwrap_or(0);
    let space = measure.width(" ", weight, size);
    let (mut narrow, mut wide) = (widest, width.max(widest));
    let count = fill(&words, space, wide).len();
    while narrow < wide {
        let middle = (narrow + wide) / 2;
        if fill(&words, space, middle).len() <= count {
            wide = middle;
        } else {
            narrow = middle + 1;
        }
    }
    fill(&words, space, wide).iter().map(|words| join(measure, words, weight, size)).collect()
}

/// Words as one line.
fn join(measure: &Measure, words: &[Line], weight: Weight, size: i32) -> Line {
    let text = words.iter().map(|word| word.text.as_str()).collect::<Vec<_>>().join(" ");
    Line { width: measure.width(&text, weight, size), text }
}

/// The words, the widest of them in pieces.
fn words(measure: &Measure, text: &str, weight: Weight, size: i32) -> Vec<Line> {
    let mut words = Vec::new();
    for word in text.split(' ').filter(|word| !word.is_empty()) {
        let mut piece = String::new();
        for letter in word.chars() {
            piece.push(letter);
            if measure.width(&piece, weight, size) > WIDEST_WORD {
                piece.pop();
                words.push(std::mem::replace(&mut piece, letter.to_string()));
            }
        }
        words.push(piece);
    }
    let line = |text: String| Line { width: measure.width(&text, weight, size), text };
    words.into_iter().map(line).collect()
}

/// Lines filled one after the other.
fn fill(words: &[Line], space: i32, width: i32) -> Vec<Vec<Line>> {
    let mut lines: Vec<Vec<Line>> = Vec::new();
    let mut used = 0;
    for word in words {
        match lines.last_mut() {
            Some(line) if used + space + word.width <= width => {
                line.push(word.clone());
                used += space + word.width;
            }
            _ => {
                lines.push(vec![word.clone()]);
                used = word.width;
            }
        }
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, width: i32, expected: &[&str]) {
        let lines = wrap(&Measure::new(), text, Weight::Regular, 16, width);
        assert_eq!(lines.iter().map(|line| line.text.as_str()).collect::<Vec<_>>(), expected);
    }

    #[test]
    fn lines_are_few_and_even() {
        check("Book a visit to find the cause", 140, &["Book a visit to", "find the cause"]);
        check("Yes", 140, &["Yes"]);
        check("", 140, &[]);
    }

    #[test]
    fn a_wide_word_is_broken_between_letters() {
        let word = "Donaudampfschifffahrtselektrizitäten";
        let lines = wrap(&Measure::new(), word, Weight::Regular, 16, 80);
        assert_eq!(lines.iter().map(|line| line.text.as_str()).collect::<String>(), word);
        assert!(lines.len() == 2 && lines.iter().all(|line| line.width <= WIDEST_WORD), "{lines:?}");
    }
}

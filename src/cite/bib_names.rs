//! Lists of names as BibTeX and BibLaTeX write them, to authors.
//!
//! Reads `Last, First`, `First von Last`, `von Last, Jr, First`, organisations in braces, `and others`, and BibLaTeX's
//! `family=…, given=…`. It cannot tell an organisation without braces from a person.

use super::draft::Author;
use super::latex::{Decoded, decode};

/// Names in order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Names {
    /// The people and organisations named.
    pub authors: Vec<Author>,
    /// Whether the list ends in `and others`.
    pub others: bool,
    /// LaTeX commands in it that are not understood.
    pub unknown: Vec<String>,
}

/// Reads a field such as `author`.
#[must_use]
pub fn read(raw: &str) -> Names {
    let mut names = Names::default();
    for words in words(raw).split(|word| word.eq_ignore_ascii_case("and")) {
        match words {
            [] => {}
            [word] if word.eq_ignore_ascii_case("others") => names.others = true,
            words => names.authors.extend(name(words, &mut names.unknown)),
        }
    }
    names
}

/// One name from its words, which hold their braces and commas.
fn name(words: &[&str], unknown: &mut Vec<String>) -> Option<Author> {
    let mut text = |raw: &str| {
        let Decoded { text, unknown: more } = decode(raw);
        unknown.extend(more);
        text
    };
    let joined = words.join(" ");
    if is_one_group(&joined) {
        return Some(text(&joined)).filter(|name| !name.is_empty()).map(Author::Literal);
    }
    let parts: Vec<&str> = split_outside_braces(&joined, |character| character == ',').map(str::trim).collect();
    let labelled: Option<Vec<(&str, &str)>> = parts.iter().map(|part| part.split_once('=')).collect();
    if let Some(labelled) = labelled.filter(|labels| labels.iter().any(|(label, _)| label.trim() == "family")) {
        return labelled_name(&labelled, text);
    }
    let (family, generation, given) = match parts.as_slice() {
        [] => return None,
        [whole] => {
            let (given, family) = split_plain_name(whole);
            (text(&family), String::new(), text(&given))
        }
        [family, given] => (text(family), String::new(), text(given)),
        [family, generation, given @ ..] => (text(family), text(generation), text(&given.join(" "))),
    };
    person(&family, &given, &generation)
}

/// `family=Berg, given=Anna, prefix=van der, suffix=Jr`.
fn labelled_name(labels: &[(&str, &str)], mut text: impl FnMut(&str) -> String) -> Option<Author> {
    let mut part = |wanted: &str| {
        let value = labels.iter().find(|(label, _)| label.trim() == wanted).map(|(_, value)| *value);
        text(value.unwrap_or_default().trim_matches('"'))
    };
    let family = [part("prefix"), part("family")].join(" ");
    person(family.trim(), &part("given"), &part("suffix"))
}

fn person(family: &str, given: &str, generation: &str) -> Option<Author> {
    let given = [given, generation].into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" ");
    match (family.is_empty(), given.is_empty()) {
        (true, true) => None,
        (true, false) => Some(Author::Literal(given)),
        (false, true) => Some(Author::Literal(family.to_owned())),
        (false, false) => Some(Author::Named { family: family.to_owned(), given: Some(given) }),
    }
}

/// `First von Last` as given names and family name. The family name begins at the first word in lower case, else it is
/// the last word.
fn split_plain_name(name: &str) -> (String, String) {
    let words: Vec<&str> = words(name);
    let last = words.len().saturating_sub(1);
    let particle = words.iter().take(last).position(|word| is_particle(word));
    let (given, family) = words.split_at_checked(particle.unwrap_or(last)).unwrap_or((&[], &[]));
    (given.join(" "), family.join(" "))
}

/// Whether a word begins with a letter in lower case that stands in no braces.
fn is_particle(word: &str) -> bool {
    !word.starts_with('{')
        && decode(word).text.chars().find(|character| character.is_alphabetic()).is_some_and(char::is_lowercase)
}

/// Whether one pair of braces holds the whole text: `{World Health Organization}`.
fn is_one_group(text: &str) -> bool {
    let mut depth = 0_usize;
    let mut closed_at = None;
    for (at, character) in text.char_indices() {
        match character {
            '{' => depth += 1,
            '}' => {
                depth = depth.saturating_sub(1);
                if depth == 0 && closed_at.is_none() {
                    closed_at = Some(at);
                }
            }
            _ => {}
        }
    }
    // `{\"U}` alone is a letter and not a group of words.
    text.starts_with('{') && closed_at.is_some_and(|at| at + 1 == text.len())
}

/// The words of a text, braces kept together.
fn words(text: &str) -> Vec<&str> {
    split_outside_braces(text, char::is_whitespace).filter(|word| !word.is_empty()).collect()
}

/// Splits at characters that stand in no braces.
fn split_outside_braces(text: &str, is_split: impl Fn(char) -> bool) -> impl Iterator<Item = &str> {
    let mut depth = 0_usize;
    text.split(move |character| {
        match character {
            '{' => depth += 1,
            '}' => depth = depth.saturating_sub(1),
            _ => {}
        }
        depth == 0 && is_split(character)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(raw: &str, expected: &[&str]) {
        let names = read(raw);
        let mut shown: Vec<String> = names
            .authors
            .iter()
            .map(|author| match author {
                Author::Named { family, given } => format!("{family} | {}", given.clone().unwrap_or_default()),
                Author::Literal(name) => format!("= {name}"),
            })
            .collect();
        shown.extend(names.others.then(|| "others".to_owned()));
        assert_eq!(shown, expected, "{raw}");
    }

    #[test]
    fn people_in_all_their_forms() {
        check("Dixon, J. Bryan and Ross Tucker", &["Dixon | J. Bryan", "Tucker | Ross"]);
        check("van der Berg, Anna AND Ludwig van Beethoven", &["van der Berg | Anna", "van Beethoven | Ludwig"]);
        check("King, Jr., Martin Luther", &["King | Martin Luther Jr."]);
        check("{van der Berg}, Anna", &["van der Berg | Anna"]);
        check("family=Berg, given=Anna, prefix=van der, useprefix=true", &["van der Berg | Anna"]);
        check("Thome{\\'e}, Roland and M{\\\"u}ller, {\\'E}ric", &["Thomeé | Roland", "Müller | Éric"]);
        check("Aristotle", &["= Aristotle"]);
    }

    #[test]
    fn organisations_stand_in_braces() {
        check(
            "{National Institute for Health and Care Excellence}",
            &["= National Institute for Health and Care Excellence"],
        );
        check("{{WHO}} and Smith, A", &["= WHO", "Smith | A"]);
        check("{Salt, Water and Co.}", &["= Salt, Water and Co."]);
    }

    #[test]
    fn a_list_may_be_cut_short() {
        check("Green, B. and others", &["Green | B.", "others"]);
        check("", &[]);
        check(" and ", &[]);
    }
}

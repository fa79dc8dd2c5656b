//! Ids of imported references: `[a-z0-9-]+`, from a citation key or from author and year, each once.

use std::collections::BTreeSet;

use unicode_normalization::UnicodeNormalization as _;

/// Letters that have no plain letter inside them, with what stands for them.
const SPELLED_OUT: [(char, &str); 12] = [
    ('ß', "ss"),
    ('æ', "ae"),
    ('œ', "oe"),
    ('ø', "o"),
    ('đ', "d"),
    ('ð', "d"),
    ('þ', "th"),
    ('ł', "l"),
    ('ı', "i"),
    ('ħ', "h"),
    ('ŋ', "ng"),
    ('µ', "u"),
];

/// Words that begin a title and say nothing.
const ARTICLES: [&str; 3] = ["a", "an", "the"];

/// A text as a slug: `Müller & Söhne` gives `muller-sohne`. Empty where it holds no Latin letter or digit.
#[must_use]
pub fn slug(text: &str) -> String {
    let mut slug = String::with_capacity(text.len());
    for character in text.chars().flat_map(char::to_lowercase).nfd() {
        if let Some((_, spelled)) = SPELLED_OUT.iter().find(|(letter, _)| *letter == character) {
            slug.push_str(spelled);
        } else if character.is_ascii_alphanumeric() {
            slug.push(character);
        } else if !unicode_normalization::char::is_combining_mark(character)
            && !matches!(character, '\'' | '’')
            && !slug.is_empty()
            && !slug.ends_with('-')
        {
            slug.push('-');
        }
    }
    slug.truncate(slug.trim_end_matches('-').len());
    slug
}

/// A citation key as a slug, its words and years parted: `dixonCalf2009` gives `dixon-calf-2009`.
///
/// `None` for what a program made up and nobody could remember: addresses, DOIs, PubMed and Zotero item numbers.
#[must_use]
pub fn of_key(key: &str) -> Option<String> {
    let machine_made = key.contains("://")
        || key.starts_with("10.") && key.contains('/')
        || key.contains('/') && key.bytes().any(|byte| byte.is_ascii_digit())
        || key.to_ascii_lowercase().starts_with("pm") && key.contains(':')
        || key.len() == 8 && key.bytes().all(|byte| byte.is_ascii_uppercase() || byte.is_ascii_digit())
        || !key.chars().any(char::is_alphabetic);
    if machine_made {
        return None;
    }
    let mut parted = String::with_capacity(key.len() + 4);
    let mut last = ' ';
    for character in key.chars() {
        let word_begins = last.is_lowercase() && character.is_uppercase();
        let year_begins = last.is_alphabetic() && character.is_ascii_digit();
        if word_begins || year_begins {
            parted.push('-');
        }
        parted.push(character);
        last = character;
    }
    Some(slug(&parted)).filter(|slug| !slug.is_empty())
}

/// A slug from the first author, or from the title where there is none, and the year: `dixon-2009`.
#[must_use]
pub fn of_author_and_year(author: Option<&str>, title: &str, year: Option<i32>) -> String {
    let words = |text: &str| {
        let slug = slug(text);
        slug.split('-').filter(|word| !ARTICLES.contains(word)).take(3).collect::<Vec<_>>().join("-")
    };
    let name = author.map(words).filter(|name| !name.is_empty()).unwrap_or_else(|| words(title));
    let name = if name.is_empty() { "reference".to_owned() } else { name };
    match year {
        Some(year) => format!("{name}-{year}"),
        None => name,
    }
}

/// `wanted`, or with `-a`, `-b` … after it where it is `taken`. What it gives is taken from then on.
pub fn unique(wanted: &str, taken: &mut BTreeSet<String>) -> String {
    let mut id = wanted.to_owned();
    let mut number = 0;
    while !taken.insert(id.clone()) {
        id = format!("{wanted}-{}", letters(number));
        number += 1;
    }
    id
}

/// `a` for 0, `z` for 25, `aa` for 26.
fn letters(number: usize) -> String {
    let letter = u8::try_from(number % 26).map_or('a', |place| char::from(b'a' + place));
    match (number / 26).checked_sub(1) {
        Some(before) => format!("{}{letter}", letters(before)),
        None => letter.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slugs_are_latin_letters_digits_and_dashes() {
        assert_eq!(slug("Müller & Söhne"), "muller-sohne");
        assert_eq!(slug("Straße Øre Łódź's"), "strasse-ore-lodzs");
        assert_eq!(slug("山田"), "");
    }

    #[test]
    fn keys_are_parted_into_words() {
        for (key, expected) in [
            ("Dixon2009", "dixon-2009"),
            ("dixonGastrocnemiusVsSoleus2009", "dixon-gastrocnemius-vs-soleus-2009"),
            ("dixon_gastrocnemius_2009", "dixon-gastrocnemius-2009"),
            ("smith2009a", "smith-2009a"),
            ("WHO-2020", "who-2020"),
            ("müller:2020", "muller-2020"),
        ] {
            assert_eq!(of_key(key).as_deref(), Some(expected));
        }
    }

    #[test]
    fn keys_that_a_program_made_up_are_not_used() {
        for key in [
            "http://zotero.org/users/1/items/ABCD1234",
            "10.1007/s12178",
            "pmid:19468870",
            "19468870",
            "2TZ7QW9K",
            "1234/ABCD",
            "山田",
        ] {
            assert_eq!(of_key(key), None, "{key}");
        }
    }

    #[test]
    fn author_and_year_stand_for_a_missing_key() {
        assert_eq!(of_author_and_year(Some("van der Berg"), "T", Some(2019)), "van-der-berg-2019");
        assert_eq!(of_author_and_year(Some("National Institute for Health"), "T", None), "national-institute-for");
        assert_eq!(of_author_and_year(None, "The leg cramps page of us", Some(2020)), "leg-cramps-page-2020");
        assert_eq!(of_author_and_year(Some("山田"), "", None), "reference");
    }

    #[test]
    fn an_id_that_is_taken_gets_a_letter() {
        let mut taken = BTreeSet::new();
        let ids: Vec<String> = (0..4).map(|_| unique("x-2009", &mut taken)).collect();
        assert_eq!(ids, ["x-2009", "x-2009-a", "x-2009-b", "x-2009-c"]);
        assert_eq!(letters(26), "aa");
    }
}

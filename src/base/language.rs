//! What a language's code (BCP 47) tells: its name in itself, the direction it is written in, and which form of a noun
//! it wants beside a number. Words of pages are not here: they stand in the theme's files.

use std::borrow::Cow;

/// Languages that are written from right to left, by their primary subtag.
const RIGHT_TO_LEFT: [&str; 10] = ["ar", "arc", "ckb", "dv", "fa", "he", "ps", "sd", "ug", "ur"];

/// What languages call themselves, by their primary subtag.
const OWN_NAMES: [(&str, &str); 62] = [
    ("am", "አማርኛ"),
    ("ar", "العربية"),
    ("az", "Azərbaycanca"),
    ("be", "Беларуская"),
    ("bg", "Български"),
    ("bn", "বাংলা"),
    ("bs", "Bosanski"),
    ("ca", "Català"),
    ("ckb", "کوردیی ناوەندی"),
    ("cs", "Čeština"),
    ("cy", "Cymraeg"),
    ("da", "Dansk"),
    ("de", "Deutsch"),
    ("el", "Ελληνικά"),
    ("en", "English"),
    ("es", "Español"),
    ("et", "Eesti"),
    ("eu", "Euskara"),
    ("fa", "فارسی"),
    ("fi", "Suomi"),
    ("fr", "Français"),
    ("ga", "Gaeilge"),
    ("gd", "Gàidhlig"),
    ("gl", "Galego"),
    ("gu", "ગુજરાતી"),
    ("he", "עברית"),
    ("hi", "हिन्दी"),
    ("hr", "Hrvatski"),
    ("hu", "Magyar"),
    ("hy", "Հայերեն"),
    ("id", "Bahasa Indonesia"),
    ("is", "Íslenska"),
    ("it", "Italiano"),
    ("ja", "日本語"),
    ("ka", "ქართული"),
    ("ko", "한국어"),
    ("ku", "Kurdî"),
    ("lt", "Lietuvių"),
    ("lv", "Latviešu"),
    ("mi", "Te reo Māori"),
    ("mt", "Malti"),
    ("nb", "Norsk bokmål"),
    ("nl", "Nederlands"),
    ("nn", "Norsk nynorsk"),
    ("pa", "ਪੰਜਾਬੀ"),
    ("pl", "Polski"),
    ("ps", "پښتو"),
    ("pt", "Português"),
    ("ro", "Română"),
    ("ru", "Русский"),
    ("sk", "Slovenčina"),
    ("sl", "Slovenščina"),
    ("so", "Soomaali"),
    ("sq", "Shqip"),
    ("sr", "Српски"),
    ("sv", "Svenska"),
    ("ta", "தமிழ்"),
    ("tr", "Türkçe"),
    ("uk", "Українська"),
    ("ur", "اردو"),
    ("vi", "Tiếng Việt"),
    ("zh", "中文"),
];

/// The marks that set off a run of text as left-to-right, for texts that have no markup.
const LEFT_TO_RIGHT: (char, char) = ('\u{2066}', '\u{2069}');

/// The form of a noun beside a whole number, by the names of CLDR.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Plural {
    /// Arabic and Welsh: none.
    Zero,
    /// One, and what counts like it.
    One,
    /// Two, and what counts like it.
    Two,
    /// A few.
    Few,
    /// Many.
    Many,
    /// All others.
    Other,
}

impl Plural {
    /// All forms.
    const ALL: [Self; 6] = [Self::Zero, Self::One, Self::Two, Self::Few, Self::Many, Self::Other];

    /// The form of this name: `few`.
    #[must_use]
    pub fn from_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|form| form.key() == key)
    }

    /// The form's name as a key of the words: `few`.
    #[must_use]
    pub fn key(self) -> &'static str {
        match self {
            Self::Zero => "zero",
            Self::One => "one",
            Self::Two => "two",
            Self::Few => "few",
            Self::Many => "many",
            Self::Other => "other",
        }
    }
}

/// The language without its region: `en` of `en-GB`, in small letters.
#[must_use]
pub fn primary(code: &str) -> String {
    code.split('-').next().unwrap_or_default().to_ascii_lowercase()
}

/// Writing direction of a language: `ltr` or `rtl`.
#[must_use]
pub fn direction(code: &str) -> &'static str {
    if RIGHT_TO_LEFT.contains(&primary(code).as_str()) { "rtl" } else { "ltr" }
}

/// What a language calls itself; the code where this table does not know it.
#[must_use]
pub fn own_name(code: &str) -> &str {
    let primary = primary(code);
    OWN_NAMES.iter().find(|(known, _)| *known == primary).map_or(code, |(_, name)| *name)
}

/// A number with its signs, so that it reads from left to right in a text of `direction`, in one piece: `10–12` and
/// `01632 960000` would be turned round in a right-to-left line. Digits alone are left as they are.
#[must_use]
pub fn left_to_right<'a>(text: &'a str, direction: &str) -> Cow<'a, str> {
    let (open, close) = LEFT_TO_RIGHT;
    let has_digits = text.chars().any(|letter| letter.is_ascii_digit());
    let has_signs = text.chars().any(|letter| !letter.is_ascii_digit());
    if direction != "rtl" || !has_digits || !has_signs || text.starts_with(open) {
        return Cow::Borrowed(text);
    }
    Cow::Owned(format!("{open}{}{close}", text.replace(' ', "\u{a0}")))
}

/// The form of a noun beside `number`, by the rules of CLDR for whole numbers. Languages without a rule here have the
/// forms of English.
#[must_use]
pub fn plural(code: &str, number: u32) -> Plural {
    let (ten, hundred) = (number % 10, number % 100);
    let slavic = || match (ten, hundred) {
        (1, hundred) if hundred != 11 => Plural::One,
        (2..=4, hundred) if !(12..=14).contains(&hundred) => Plural::Few,
        _ => Plural::Other,
    };
    match primary(code).as_str() {
        "id" | "ja" | "ko" | "vi" | "zh" => Plural::Other,
        "fr" | "hi" | "bn" | "fa" | "am" | "gu" | "pt" if number <= 1 => Plural::One,
        "ar" => match (number, hundred) {
            (0, _) => Plural::Zero,
            (1, _) => Plural::One,
            (2, _) => Plural::Two,
            (_, 3..=10) => Plural::Few,
            (_, 11..=99) => Plural::Many,
            _ => Plural::Other,
        },
        "he" => small(number, &[Plural::Other, Plural::One, Plural::Two]),
        "cy" => match number {
            0 => Plural::Zero,
            1 => Plural::One,
            2 => Plural::Two,
            3 => Plural::Few,
            6 => Plural::Many,
            _ => Plural::Other,
        },
        "ga" => match number {
            1 => Plural::One,
            2 => Plural::Two,
            3..=6 => Plural::Few,
            7..=10 => Plural::Many,
            _ => Plural::Other,
        },
        "cs" | "sk" => small(number, &[Plural::Other, Plural::One, Plural::Few, Plural::Few, Plural::Few]),
        "be" | "ru" | "uk" => match slavic() {
            Plural::Other => Plural::Many,
            form => form,
        },
        "bs" | "hr" | "sr" => slavic(),
        "pl" => match (number, slavic()) {
            (1, _) => Plural::One,
            (_, Plural::Few) => Plural::Few,
            _ => Plural::Many,
        },
        "lt" => match (ten, hundred) {
            (_, 11..=19) | (0, _) => Plural::Other,
            (1, _) => Plural::One,
            _ => Plural::Few,
        },
        "lv" => match (ten, hundred) {
            (_, 11..=19) | (0, _) => Plural::Zero,
            (1, _) => Plural::One,
            _ => Plural::Other,
        },
        "ro" => match (number, hundred) {
            (1, _) => Plural::One,
            (0, _) | (_, 1..=19) => Plural::Few,
            _ => Plural::Other,
        },
        "sl" => match hundred {
            1 => Plural::One,
            2 => Plural::Two,
            3 | 4 => Plural::Few,
            _ => Plural::Other,
        },
        "mt" => match (number, hundred) {
            (1, _) => Plural::One,
            (2, _) => Plural::Two,
            (0, _) | (_, 3..=10) => Plural::Few,
            (_, 11..=19) => Plural::Many,
            _ => Plural::Other,
        },
        "is" if ten == 1 && hundred != 11 => Plural::One,
        "is" => Plural::Other,
        _ if number == 1 => Plural::One,
        _ => Plural::Other,
    }
}

/// The form of a number that stands in a short table; other numbers have the form of all others.
fn small(number: u32, forms: &[Plural]) -> Plural {
    usize::try_from(number).ok().and_then(|place| forms.get(place)).copied().unwrap_or(Plural::Other)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn languages_are_named_in_themselves() {
        assert_eq!([own_name("de-AT"), own_name("ar"), own_name("tlh")], ["Deutsch", "العربية", "tlh"]);
        assert!(OWN_NAMES.is_sorted_by_key(|(code, _)| code));
    }

    #[test]
    fn direction_is_of_the_language_without_its_region() {
        assert_eq!([direction("ar-EG"), direction("he"), direction("de")], ["rtl", "rtl", "ltr"]);
    }

    #[test]
    fn numbers_keep_their_order_in_a_line_from_right_to_left() {
        assert_eq!(left_to_right("10–12", "rtl"), "\u{2066}10–12\u{2069}");
        assert_eq!(left_to_right("10–12", "ltr"), "10–12");
        assert_eq!(left_to_right("01632 960000", "rtl"), "\u{2066}01632\u{a0}960000\u{2069}");
        assert_eq!([left_to_right("999", "rtl"), left_to_right("الآن", "rtl")], ["999", "الآن"]);
        let once = left_to_right("3 × 10", "rtl").into_owned();
        assert_eq!(left_to_right(&once, "rtl"), once);
    }

    #[track_caller]
    fn check(code: &str, numbers: [u32; 6], expected: [Plural; 6]) {
        assert_eq!(numbers.map(|number| plural(code, number)), expected, "{code}");
    }

    #[test]
    fn each_language_has_its_own_forms() {
        use Plural::{Few, Many, One, Other, Two, Zero};
        check("en-GB", [0, 1, 2, 11, 21, 101], [Other, One, Other, Other, Other, Other]);
        check("de", [0, 1, 2, 11, 21, 101], [Other, One, Other, Other, Other, Other]);
        check("fr", [0, 1, 2, 11, 21, 101], [One, One, Other, Other, Other, Other]);
        check("ar", [0, 1, 2, 3, 11, 100], [Zero, One, Two, Few, Many, Other]);
        check("he", [0, 1, 2, 3, 11, 100], [Other, One, Two, Other, Other, Other]);
        check("pl", [0, 1, 2, 5, 12, 22], [Many, One, Few, Many, Many, Few]);
        check("ru", [1, 2, 5, 11, 21, 24], [One, Few, Many, Many, One, Few]);
        check("cs", [0, 1, 2, 4, 5, 22], [Other, One, Few, Few, Other, Other]);
        check("ja", [0, 1, 2, 3, 4, 5], [Other; 6]);
    }
}

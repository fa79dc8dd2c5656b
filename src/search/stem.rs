//! Words of a language to the part that their forms share: "strains", "strained" and "straining" to `strain`. Kept
//! small on purpose: beginnings and near misses of words are found anyway, so only the commonest endings are taken off.

/// The rules that a language's words follow.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum Rules {
    /// English endings are taken off.
    English,
    /// Words stay as they are.
    #[default]
    None,
}

impl Rules {
    /// The rules for a language (BCP 47).
    #[must_use]
    pub fn of(language: &str) -> Self {
        match language.split('-').next() {
            Some("en") => Self::English,
            Some(_) | None => Self::None,
        }
    }

    /// The shared part of a folded word.
    #[must_use]
    pub fn stem(self, word: &str) -> String {
        match self {
            Self::English if word.is_ascii() => english(word),
            Self::English | Self::None => word.to_owned(),
        }
    }
}

/// English: plural, then one ending, then what is left of the spelling rules for endings.
fn english(word: &str) -> String {
    let mut stem = singular(word);
    for ending in ["ness", "ly"] {
        if let Some(rest) = cut(&stem, ending, 4) {
            stem = rest;
        }
    }
    for ending in ["ing", "ed"] {
        let rest = cut(&stem, ending, 3).filter(|rest| has_vowel(rest) && !rest.ends_with('e'));
        if let Some(rest) = rest {
            stem = undoubled(rest);
            break;
        }
    }
    if stem.len() > 3 && stem.ends_with('e') {
        stem.pop();
    }
    if stem.len() > 3 && stem.ends_with('y') {
        stem.pop();
        stem.push('i');
    }
    stem
}

fn singular(word: &str) -> String {
    if let Some(rest) = cut(word, "ies", 2) {
        return format!("{rest}y");
    }
    for ending in ["ches", "shes", "sses", "xes"] {
        if word.ends_with(ending)
            && let Some(rest) = cut(word, "es", 2)
        {
            return rest;
        }
    }
    let plural = !["ss", "us", "is"].iter().any(|ending| word.ends_with(ending));
    cut(word, "s", 3).filter(|_| plural).unwrap_or_else(|| word.to_owned())
}

/// The word without an ending, when at least `least` letters are left.
fn cut(word: &str, ending: &str, least: usize) -> Option<String> {
    word.strip_suffix(ending).filter(|rest| rest.len() >= least).map(str::to_owned)
}

fn has_vowel(word: &str) -> bool {
    word.contains(['a', 'e', 'i', 'o', 'u', 'y'])
}

/// "runn" as `run`; "swell", "stress" and "buzz" stay.
fn undoubled(mut word: String) -> String {
    let mut letters = word.chars().rev();
    let (last, before) = (letters.next(), letters.next());
    if last == before && last.is_some_and(|letter| !"aeioulsz".contains(letter)) {
        word.pop();
    }
    word
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn same(words: &[&str]) {
        let stems: Vec<String> = words.iter().map(|word| english(word)).collect();
        assert!(stems.windows(2).all(|pair| pair[0] == pair[1]), "{words:?} give {stems:?}");
    }

    #[test]
    fn forms_of_a_word_share_a_stem() {
        same(&["strain", "strains", "strained", "straining"]);
        same(&["run", "runs", "running"]);
        same(&["injury", "injuries"]);
        same(&["cramp", "cramps", "cramping", "cramped"]);
        same(&["breathless", "breathlessness"]);
        same(&["numb", "numbness"]);
        same(&["massage", "massaging", "massages"]);
        same(&["stretch", "stretches", "stretching"]);
        same(&["swell", "swelling"]);
        same(&["exercise", "exercises"]);
    }

    #[test]
    fn words_that_only_look_inflected_stay() {
        for word in ["leg", "bed", "red", "string", "bring", "gas", "soleus", "pelvis", "need"] {
            assert_eq!(english(word), word);
        }
    }

    #[test]
    fn other_languages_keep_their_words() {
        assert_eq!(Rules::of("cy").stem("rhedeg"), "rhedeg");
        assert_eq!(Rules::of("en-GB").stem("running"), "run");
    }
}

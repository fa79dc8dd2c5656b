//! Numbers of PubMed and DOIs that stand in a note, as Zotero and PubMed converters write them: `PMID: 19468870`.
//!
//! The rest of a note is private and goes on no page.

use super::draft::Draft;
use super::identifier;

/// What is left of a note.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Rest {
    /// Nothing.
    Nothing,
    /// Words that go on no page.
    Something,
}

/// Sets `PMID`, `PMCID` and `DOI` from a note where the draft has none yet.
pub fn take_numbers(note: &str, draft: &mut Draft) -> Rest {
    let mut rest = Rest::Nothing;
    let parts: Vec<&str> = note.split([' ', '\n', '\t', '\r', ';', ',']).filter(|part| !part.is_empty()).collect();
    let mut parts = parts.into_iter();
    while let Some(part) = parts.next() {
        let (label, mut value) = part.split_once(':').unwrap_or((part, ""));
        let label = label.to_ascii_uppercase();
        let found = match label.as_str() {
            "PMID" | "PMCID" | "DOI" => {
                if value.is_empty() {
                    value = parts.next().unwrap_or_default();
                }
                match label.as_str() {
                    "PMID" => identifier::pmid(value),
                    "PMCID" => identifier::pmcid(value),
                    _ => identifier::doi(value),
                }
            }
            _ => None,
        };
        match found {
            Some(found) if draft.get(&label).is_none() => draft.set(&label, &found, "note"),
            Some(_) => {}
            None => rest = Rest::Something,
        }
    }
    rest
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(note: &str, pmid: Option<&str>, pmcid: Option<&str>, rest: Rest) {
        let mut draft = Draft::default();
        assert_eq!(take_numbers(note, &mut draft), rest);
        assert_eq!((draft.get("PMID"), draft.get("PMCID")), (pmid, pmcid));
    }

    #[test]
    fn numbers_are_found_and_the_rest_is_noticed() {
        check("PMID: 19468870", Some("19468870"), None, Rest::Nothing);
        check("PMID:19468870\nPMCID: PMC2697334", Some("19468870"), Some("PMC2697334"), Rest::Nothing);
        check("Read twice. PMID: 1", Some("1"), None, Rest::Something);
        check("", None, None, Rest::Nothing);
    }
}

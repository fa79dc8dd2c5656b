//! The numbers by which a source is found: DOI, PubMed and PubMed Central, from any form in which people write them.
//!
//! Nothing is looked up: a number of the right form counts, whether or not there is such a source.

use std::fmt::Write as _;

/// A number by which a source is found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Identifier {
    /// `10.1007/s12178-009-9045-8`.
    Doi(String),
    /// `23015948`.
    Pmid(String),
    /// `PMC8775277`.
    Pmcid(String),
}

impl Identifier {
    /// The address it stands for, percent-encoded.
    #[must_use]
    pub fn address(&self) -> String {
        match self {
            Self::Doi(doi) => format!("https://doi.org/{}", percent_encoded(doi)),
            Self::Pmid(number) => format!("https://pubmed.ncbi.nlm.nih.gov/{number}/"),
            Self::Pmcid(number) => format!("https://www.ncbi.nlm.nih.gov/pmc/articles/{number}/"),
        }
    }

    /// What a reader sees: `doi:10.1007/…`, `PubMed 23015948`, `PMC8775277`.
    #[must_use]
    pub fn label(&self) -> String {
        match self {
            Self::Doi(doi) => format!("doi:{doi}"),
            Self::Pmid(number) => format!("PubMed {number}"),
            Self::Pmcid(number) => number.clone(),
        }
    }

    /// The identifier that an address stands for, when it leads to one of the three services.
    #[must_use]
    pub fn from_address(address: &str) -> Option<Self> {
        let inner = without_prefixes(address.trim(), &["https://", "http://"]);
        let inner = without_prefixes(inner, &["www.", "dx."]);
        let (host, path) = inner.split_once('/')?;
        let path = path.split(['?', '#']).next().unwrap_or_default();
        match host.to_ascii_lowercase().as_str() {
            "doi.org" => doi(&percent_decoded(path)).map(Self::Doi),
            "pubmed.ncbi.nlm.nih.gov" => pmid(path.trim_end_matches('/')).map(Self::Pmid),
            "pmc.ncbi.nlm.nih.gov" => pmcid(path.strip_prefix("articles/")?.trim_end_matches('/')).map(Self::Pmcid),
            "ncbi.nlm.nih.gov" => match path.strip_prefix("pubmed/") {
                Some(number) => pmid(number.trim_end_matches('/')).map(Self::Pmid),
                None => pmcid(path.strip_prefix("pmc/articles/")?.trim_end_matches('/')).map(Self::Pmcid),
            },
            _ => None,
        }
    }
}

/// A DOI without the addresses and labels in front of it. `None` where the text is no DOI.
#[must_use]
pub fn doi(text: &str) -> Option<String> {
    const PREFIXES: [&str; 7] = [
        "https://doi.org/",
        "http://doi.org/",
        "https://dx.doi.org/",
        "http://dx.doi.org/",
        "doi.org/",
        "doi:",
        "doi ",
    ];
    let inner = without_prefixes(text.trim(), &PREFIXES).trim();
    let (registrant, suffix) = inner.strip_prefix("10.")?.split_once('/')?;
    let sound = !registrant.is_empty()
        && registrant.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.')
        && !suffix.is_empty()
        && !inner.contains(char::is_whitespace);
    sound.then(|| inner.to_owned())
}

/// A PubMed number: up to 9 digits, without `PMID:` in front. `None` where the text is none.
#[must_use]
pub fn pmid(text: &str) -> Option<String> {
    number(without_prefixes(text.trim(), &["pmid:", "pmid"]))
}

/// A PubMed Central number with `PMC` in front, whether or not it was written with it. `None` where the text is none.
#[must_use]
pub fn pmcid(text: &str) -> Option<String> {
    let inner = without_prefixes(text.trim(), &["pmcid:", "pmcid"]).trim();
    number(without_prefixes(inner, &["pmc"])).map(|digits| format!("PMC{digits}"))
}

/// Percent-encodes all that may not stand in an address; a `%` counts as itself.
#[must_use]
pub fn percent_encoded(text: &str) -> String {
    encoded(text, b"-._~/:;()@!$&'*+=,")
}

/// An address as it may stand in `href`: what it has encoded already stays.
#[must_use]
pub fn encoded_address(text: &str) -> String {
    encoded(text, b"-._~/:;()@!$&'*+=,%?#[]")
}

fn encoded(text: &str, kept: &[u8]) -> String {
    text.bytes().fold(String::with_capacity(text.len()), |mut out, byte| {
        if byte.is_ascii_alphanumeric() || kept.contains(&byte) {
            out.push(char::from(byte));
        } else {
            // Writing to a string cannot fail.
            let _ = write!(out, "%{byte:02X}");
        }
        out
    })
}

fn percent_decoded(text: &str) -> String {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let Some((first, after)) = rest.split_first() {
        let escape = after.get(..2).and_then(|pair| std::str::from_utf8(pair).ok());
        match escape.and_then(|pair| u8::from_str_radix(pair, 16).ok()) {
            Some(byte) if *first == b'%' => {
                bytes.push(byte);
                rest = after.get(2..).unwrap_or_default();
            }
            Some(_) | None => {
                bytes.push(*first);
                rest = after;
            }
        }
    }
    String::from_utf8(bytes).unwrap_or_else(|_| text.to_owned())
}

fn number(text: &str) -> Option<String> {
    let digits = text.trim();
    let sound = (1..=9).contains(&digits.len()) && digits.bytes().all(|byte| byte.is_ascii_digit());
    sound.then(|| digits.to_owned())
}

/// `text` without the first of `prefixes` that it begins with, case ignored.
fn without_prefixes<'a>(text: &'a str, prefixes: &[&str]) -> &'a str {
    let stripped = |prefix: &&str| {
        let (head, rest) = text.split_at_checked(prefix.len())?;
        head.eq_ignore_ascii_case(prefix).then_some(rest)
    };
    prefixes.iter().find_map(stripped).unwrap_or(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_doi_is_found_behind_addresses_and_labels() {
        let dixon = Some("10.1007/s12178-009-9045-8".to_owned());
        for text in ["", "doi:", "DOI: ", "https://doi.org/", "http://dx.doi.org/", "https://DX.doi.org/"] {
            assert_eq!(doi(&format!("{text}10.1007/s12178-009-9045-8")), dixon, "{text}");
        }
        for text in ["", "10.1007", "11.1/x", "10.1007/a b", "10.x/y"] {
            assert_eq!(doi(text), None, "{text}");
        }
    }

    #[test]
    fn pubmed_numbers_are_digits_alone() {
        assert_eq!(pmid("PMID: 19468870").as_deref(), Some("19468870"));
        assert_eq!(pmid("194x"), None);
        assert_eq!(pmcid("2697334").as_deref(), Some("PMC2697334"));
        assert_eq!(pmcid("PMCID: PMC2697334").as_deref(), Some("PMC2697334"));
    }

    #[test]
    fn addresses_of_the_three_services_are_their_numbers() {
        for (address, expected) in [
            ("https://doi.org/10.1002/a%3C1%3E", "doi:10.1002/a<1>"),
            ("http://www.ncbi.nlm.nih.gov/pubmed/19468870", "PubMed 19468870"),
            ("https://pubmed.ncbi.nlm.nih.gov/19468870/?from=x", "PubMed 19468870"),
            ("https://pmc.ncbi.nlm.nih.gov/articles/PMC2697334/", "PMC2697334"),
            ("https://www.ncbi.nlm.nih.gov/pmc/articles/PMC2697334/", "PMC2697334"),
        ] {
            assert_eq!(Identifier::from_address(address).map(|found| found.label()).as_deref(), Some(expected));
        }
        assert_eq!(Identifier::from_address("https://www.nhs.uk/10.1002/a"), None);
    }

    #[test]
    fn the_characters_of_old_dois_are_encoded() {
        let doi = Identifier::Doi("10.1002/(SICI)17:15<1661::AID>3.0.CO;2-2#\"é".to_owned());
        assert_eq!(doi.address(), "https://doi.org/10.1002/(SICI)17:15%3C1661::AID%3E3.0.CO;2-2%23%22%C3%A9");
    }
}

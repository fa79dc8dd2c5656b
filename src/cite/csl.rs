//! Runs the citation style over one source and gives its line as runs of text.
//!
//! This is the only file that names the citation processor's crate. It decodes the style and one locale, once a
//! [`Processor`]; it neither escapes nor links: that is done in `format`.

use std::collections::BTreeMap;

use hayagriva::archive::LOCALES;
use hayagriva::citationberg::json::{DateValue, FixedDate, FixedDateRange, Item, LiteralName, NameValue, Value};
use hayagriva::citationberg::{FontStyle, IndependentStyle, Locale, LocaleCode};
use hayagriva::{BibliographyDriver, BibliographyRequest, CitationItem, CitationRequest, ElemChild, Formatted};

use super::{cbor, style, vocabulary};

/// The locale for a language that the archive does not have.
const FALLBACK_LANGUAGE: &str = "en-GB";

/// A source as the style sees it: CSL names, texts filled in.
pub struct Source {
    /// Id, unique among sources.
    pub id: String,
    /// CSL item type.
    pub kind: String,
    /// Title.
    pub title: String,
    /// Authors in order, each as it is to be printed.
    pub authors: Vec<String>,
    /// All other variables but dates; names in one variable are parted by `;`.
    pub variables: Vec<(String, String)>,
    /// Year, month 1–12 and day 1–31 of publication.
    pub issued: Option<(i32, Option<u8>, Option<u8>)>,
}

/// How a run of text is set.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Emphasis {
    /// As running text.
    Plain,
    /// As the title of a work: a journal, a book, a site.
    Work,
}

/// A part of a printed line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Run {
    /// The words, not escaped.
    pub text: String,
    /// How they are set.
    pub emphasis: Emphasis,
}

/// The style and the words of one language, decoded once and shared by all lines of a build.
pub struct Processor {
    /// `None` only if our own style were not CSL, which a test rules out.
    style: Option<IndependentStyle>,
    /// The one locale in use.
    locales: Vec<Locale>,
    /// Its language.
    code: LocaleCode,
}

impl Processor {
    /// A processor for a language (BCP 47): its own locale, else the nearest of its language, else British English.
    #[must_use]
    pub fn new(language: &str) -> Self {
        let locale: Option<Locale> =
            locale_bytes(language).and_then(cbor::decode).and_then(|value| serde_json::from_value(value).ok());
        let code = locale.as_ref().and_then(|locale| locale.lang.clone());
        Self {
            style: IndependentStyle::from_xml(style::STYLE).ok(),
            locales: locale.into_iter().collect(),
            code: code.unwrap_or_else(|| LocaleCode(FALLBACK_LANGUAGE.to_owned())),
        }
    }

    /// The line of one source. Neighbouring runs may be set alike.
    #[must_use]
    pub fn line(&self, source: Source) -> Vec<Run> {
        let Some(style) = &self.style else {
            return vec![Run { text: source.title, emphasis: Emphasis::Plain }];
        };
        let item = item(source);
        let cited = CitationItem::new(&item, None, Some(self.code.clone()), false, None);
        let mut driver = BibliographyDriver::new();
        driver.citation(CitationRequest::new(vec![cited], style, Some(self.code.clone()), &self.locales, None));
        let rendered = driver.finish(BibliographyRequest::new(style, Some(self.code.clone()), &self.locales));
        let mut runs = Vec::new();
        for entry in rendered.bibliography.into_iter().flat_map(|bibliography| bibliography.items) {
            collect(&entry.content.0, &mut runs);
        }
        runs
    }
}

/// The archived locale that fits a language best. Only the first few bytes of each are read.
fn locale_bytes(language: &str) -> Option<&'static [u8]> {
    let base = |tag: &str| tag.split(['-', '_']).next().unwrap_or_default().to_ascii_lowercase();
    let wanted = base(language);
    let rank = |bytes: &[u8]| {
        let tag = cbor::first_text(bytes, "@xml:lang")?;
        if tag.eq_ignore_ascii_case(&language.replace('_', "-")) {
            Some(0)
        } else if base(tag) != wanted {
            (tag == FALLBACK_LANGUAGE).then_some(3)
        } else if tag.eq_ignore_ascii_case(&format!("{wanted}-{wanted}")) {
            // `de` alone is the German of Germany (`de-DE`), as CSL has it.
            Some(1)
        } else {
            Some(2)
        }
    };
    LOCALES
        .iter()
        .filter_map(|bytes| Some((rank(bytes)?, *bytes)))
        .min_by_key(|(rank, _)| *rank)
        .map(|(_, bytes)| bytes)
}

/// The source as the item that the processor reads.
fn item(source: Source) -> Item {
    let mut fields = BTreeMap::new();
    for (name, value) in source.variables {
        let names = vocabulary::holds_names(&name);
        let value = if names { names_value(value.split(';')) } else { Value::String(value) };
        fields.insert(name, value);
    }
    if !source.authors.is_empty() {
        fields.insert("author".to_owned(), names_value(source.authors.iter().map(String::as_str)));
    }
    if let Some(date) = source.issued.and_then(date_value) {
        fields.insert("issued".to_owned(), date);
    }
    fields.insert("id".to_owned(), Value::String(source.id));
    fields.insert("type".to_owned(), Value::String(source.kind));
    fields.insert("title".to_owned(), Value::String(source.title));
    Item(fields)
}

fn names_value<'a>(names: impl Iterator<Item = &'a str>) -> Value {
    let literals = names.map(str::trim).filter(|name| !name.is_empty());
    Value::Names(literals.map(|name| NameValue::Literal(LiteralName { literal: name.to_owned() })).collect())
}

/// A date. The processor counts months and days from 0.
fn date_value((year, month, day): (i32, Option<u8>, Option<u8>)) -> Option<Value> {
    let from_zero = |number: Option<u8>| number.and_then(|number| number.checked_sub(1));
    let start = FixedDate {
        year: i16::try_from(year).ok()?,
        month: from_zero(month),
        day: from_zero(day),
        season: None,
        circa: false,
    };
    Some(Value::Date(DateValue::Raw { raw: FixedDateRange { start, end: None }, literal: None, season: None }))
}

fn collect(children: &[ElemChild], runs: &mut Vec<Run>) {
    for child in children {
        match child {
            ElemChild::Text(formatted) => runs.push(run(formatted)),
            ElemChild::Link { text, .. } => runs.push(run(text)),
            ElemChild::Elem(element) => collect(&element.children.0, runs),
            ElemChild::Markup(text) => runs.push(Run { text: text.clone(), emphasis: Emphasis::Plain }),
            ElemChild::Transparent { .. } => {}
        }
    }
}

fn run(formatted: &Formatted) -> Run {
    let emphasis = match formatted.formatting.font_style {
        FontStyle::Italic => Emphasis::Work,
        FontStyle::Normal => Emphasis::Plain,
    };
    Run { text: formatted.text.clone(), emphasis }
}

#[cfg(test)]
mod tests {
    use std::str::FromStr as _;

    use hayagriva::citationberg::taxonomy::{Kind, Variable};

    use super::*;

    #[test]
    fn the_style_is_csl() {
        IndependentStyle::from_xml(style::STYLE).unwrap();
    }

    #[test]
    fn every_archived_locale_is_read_as_the_archive_reads_it() {
        let whole = hayagriva::archive::locales();
        assert_eq!(whole.len(), LOCALES.len());
        for (expected, bytes) in whole.into_iter().zip(LOCALES) {
            let language = cbor::first_text(bytes, "@xml:lang").unwrap();
            let locale: Locale = serde_json::from_value(cbor::decode(bytes).unwrap()).unwrap();
            assert_eq!(Some(language), expected.lang.as_ref().map(|code| code.0.as_str()));
            assert_eq!(locale, expected, "{language}");
        }
    }

    #[test]
    fn a_language_gets_its_own_locale_or_the_nearest() {
        for (language, expected) in [
            ("en-GB", "en-GB"),
            ("en-us", "en-US"),
            ("en", "en-GB"),
            ("de", "de-DE"),
            ("fr-BE", "fr-FR"),
            ("tlh", "en-GB"),
        ] {
            assert_eq!(Processor::new(language).code.0, expected, "{language}");
        }
    }

    #[test]
    fn the_vocabulary_is_the_processors() {
        for kind in vocabulary::ITEM_TYPES {
            assert!(Kind::from_str(kind).is_ok(), "{kind}");
        }
        for name in vocabulary::VARIABLES {
            let variable: Variable = serde_json::from_value((*name).into()).unwrap();
            assert_eq!(matches!(variable, Variable::Name(_)), vocabulary::holds_names(name), "{name}");
            assert!(!matches!(variable, Variable::Date(_)), "{name}");
        }
    }
}

//! The entries of a BibTeX or BibLaTeX file to drafts: which field is which CSL variable.
//!
//! Follows the BibLaTeX manual and the way Zotero, Better BibTeX, JabRef and PubMed converters use the fields. A field
//! without a place on a page is noted in the draft and not guessed at.

use super::bib_names;
use super::bibtex::{self, Bibliography, Entry};
use super::draft::{Author, Draft, Drafts, Remark, without_full_stop};
use super::latex::{decode, decode_verbatim};
use super::{notes, people, published};

/// Entry types with their CSL types.
const KINDS: &[(&str, &str)] = &[
    ("article", "article-journal"),
    ("artwork", "graphic"),
    ("audio", "song"),
    ("book", "book"),
    ("bookinbook", "chapter"),
    ("booklet", "pamphlet"),
    ("collection", "book"),
    ("conference", "paper-conference"),
    ("dataset", "dataset"),
    ("electronic", "webpage"),
    ("inbook", "chapter"),
    ("incollection", "chapter"),
    ("inproceedings", "paper-conference"),
    ("inreference", "entry-encyclopedia"),
    ("jurisdiction", "legal_case"),
    ("legislation", "legislation"),
    ("manual", "report"),
    ("mastersthesis", "thesis"),
    ("misc", "document"),
    ("movie", "motion_picture"),
    ("mvbook", "book"),
    ("mvcollection", "book"),
    ("online", "webpage"),
    ("patent", "patent"),
    ("periodical", "periodical"),
    ("phdthesis", "thesis"),
    ("proceedings", "book"),
    ("reference", "book"),
    ("report", "report"),
    ("review", "review"),
    ("software", "software"),
    ("standard", "standard"),
    ("suppbook", "chapter"),
    ("techreport", "report"),
    ("thesis", "thesis"),
    ("unpublished", "manuscript"),
    ("video", "motion_picture"),
    ("webpage", "webpage"),
    ("www", "webpage"),
];

/// How a field is written.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Form {
    /// LaTeX text.
    Text,
    /// An address or a number, in which dashes and tildes are themselves.
    Verbatim,
}

/// CSL variables with the fields that hold them, the best first. What does not fit this table is read by hand below.
const VARIABLES: &[(&str, &[&str], Form)] = &[
    ("container-title", &["journaltitle", "journal", "booktitle", "maintitle"], Form::Text),
    ("container-title-short", &["shortjournal"], Form::Text),
    ("collection-title", &["series"], Form::Text),
    ("volume", &["volume"], Form::Text),
    ("page", &["pages"], Form::Text),
    ("edition", &["edition"], Form::Text),
    ("publisher", &["publisher", "institution", "school", "organization"], Form::Text),
    ("publisher-place", &["location", "address"], Form::Text),
    ("event-title", &["eventtitle"], Form::Text),
    ("version", &["version"], Form::Text),
    ("language", &["language", "langid"], Form::Text),
    ("DOI", &["doi"], Form::Verbatim),
    ("PMID", &["pmid"], Form::Verbatim),
    ("PMCID", &["pmcid", "pmc"], Form::Verbatim),
    ("ISBN", &["isbn"], Form::Verbatim),
    ("ISSN", &["issn"], Form::Verbatim),
    ("URL", &["url"], Form::Verbatim),
];

/// Fields that an entry takes from the one it names in `crossref`.
const INHERITED: [&str; 11] = [
    "address",
    "date",
    "editor",
    "eventtitle",
    "isbn",
    "location",
    "month",
    "organization",
    "publisher",
    "series",
    "year",
];

/// Reads a whole file.
#[must_use]
pub fn read(text: &str) -> Drafts {
    let Bibliography { entries, faults } = bibtex::read(text);
    let mut drafts = Drafts { drafts: Vec::with_capacity(entries.len()), faults };
    for entry in &entries {
        match draft(&inherit(entry, &entries)) {
            Ok(draft) => drafts.drafts.push(draft),
            Err(fault) => drafts.faults.push(fault),
        }
    }
    drafts
}

/// The entry with the fields that it takes from its parent.
fn inherit(entry: &Entry, entries: &[Entry]) -> Entry {
    let mut entry = entry.clone();
    let parent_key = field(&entry, "crossref").map(|key| key.trim().to_owned());
    let Some(parent) = parent_key.and_then(|key| entries.iter().find(|other| other.key == key)) else {
        return entry;
    };
    entry.fields.retain(|(name, _)| name != "crossref");
    for (name, value) in &parent.fields {
        let name = if name == "title" { "booktitle" } else { name };
        let wanted = name == "booktitle" || INHERITED.contains(&name);
        if wanted && field(&entry, name).is_none() {
            entry.fields.push((name.to_owned(), value.clone()));
        }
    }
    entry
}

fn field<'a>(entry: &'a Entry, name: &str) -> Option<&'a str> {
    entry.fields.iter().find(|(field, _)| field == name).map(|(_, value)| value.as_str())
}

/// An entry's fields, each read once: what is left at the end has no place.
struct Fields<'a> {
    left: Vec<(&'a str, &'a str)>,
    unknown: Vec<String>,
}

impl<'a> Fields<'a> {
    fn take_raw(&mut self, name: &str) -> Option<&'a str> {
        let at = self.left.iter().position(|(field, value)| *field == name && !value.trim().is_empty())?;
        Some(self.left.remove(at).1)
    }

    fn take(&mut self, name: &str) -> Option<String> {
        let decoded = decode(self.take_raw(name)?);
        self.unknown.extend(decoded.unknown);
        Some(decoded.text)
    }

    fn take_verbatim(&mut self, name: &str) -> Option<String> {
        self.take_raw(name).map(decode_verbatim)
    }
}

fn draft(entry: &Entry) -> Result<Draft, Remark> {
    let left = entry.fields.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
    let mut fields = Fields { left, unknown: Vec::new() };
    let mut draft = Draft::new(&entry.key, entry.span);
    draft.title = title(&mut fields).ok_or_else(|| Remark {
        span: entry.span,
        message: format!("entry `{}` has no title, which every page needs", entry.key),
        help: "add `title` to the entry and import the file again".to_owned(),
    })?;
    kind(entry, &mut fields, &mut draft);
    people(&mut fields, &mut draft);
    issued(&mut fields, &mut draft);
    numbers(&mut fields, &mut draft);
    for (variable, names, form) in VARIABLES {
        if let Some((name, value)) = first_of(&mut fields, names, *form) {
            draft.set(variable, &value, name);
        }
    }
    elsewhere(&mut fields, &mut draft);
    draft.settle();
    for (name, value) in &fields.left {
        if !value.trim().is_empty() {
            draft.leave_out(name);
        }
    }
    for command in &fields.unknown {
        draft.remark(
            format!("the LaTeX command `\\{command}` is not understood and was left out"),
            "compare the page with the source",
        );
    }
    for name in &entry.unknown_strings {
        draft.remark(
            format!("`{name}` stands for no `@string` of the file and was taken as it is"),
            "compare the page with the source",
        );
    }
    Ok(draft)
}

fn first_of(fields: &mut Fields<'_>, names: &[&'static str], form: Form) -> Option<(&'static str, String)> {
    names.iter().find_map(|name| {
        let value = if form == Form::Verbatim { fields.take_verbatim(name) } else { fields.take(name) };
        value.map(|value| (*name, value))
    })
}

fn title(fields: &mut Fields<'_>) -> Option<String> {
    let title = fields.take("title").filter(|title| !title.is_empty())?;
    let title = without_full_stop(&title);
    Some(match fields.take("subtitle").map(|subtitle| without_full_stop(&subtitle)) {
        Some(subtitle) if title.ends_with(['?', '!', ':']) => format!("{title} {subtitle}"),
        Some(subtitle) => format!("{title}: {subtitle}"),
        None => title,
    })
}

fn kind(entry: &Entry, fields: &mut Fields<'_>, draft: &mut Draft) {
    let known = KINDS.iter().find(|(name, _)| *name == entry.kind).map(|(_, kind)| *kind);
    if known.is_none() {
        draft.remark(
            format!("`@{}` is no type of entry that is known, so `type` is `document`", entry.kind),
            "set `type` on the page",
        );
    }
    let subtype = fields.take("entrysubtype").unwrap_or_default();
    draft.kind = match (known.unwrap_or("document"), subtype.as_str()) {
        ("article-journal", "magazine") => "article-magazine",
        ("article-journal", "newspaper") => "article-newspaper",
        ("document", _) if field(entry, "url").is_some() => "webpage",
        (kind, "") => kind,
        (kind, _) => {
            draft.leave_out("entrysubtype");
            kind
        }
    };
    let genre = fields.take("type").unwrap_or_default();
    let genre = match (genre.as_str(), entry.kind.as_str()) {
        ("phdthesis", _) | ("", "phdthesis") => "PhD thesis",
        ("mathesis" | "mastersthesis", _) | ("", "mastersthesis") => "Master’s thesis",
        ("techreport", _) => "Technical report",
        ("resreport", _) => "Research report",
        (written, _) => written,
    };
    draft.set("genre", genre, "type");
}

fn people(fields: &mut Fields<'_>, draft: &mut Draft) {
    if let Some(raw) = fields.take_raw("author") {
        let names = bib_names::read(raw);
        draft.authors = names.authors;
        fields.unknown.extend(names.unknown);
        if names.others {
            draft.authors.push(Author::Literal("et al.".to_owned()));
            draft.remark("the list of authors ends in `and others`", "look the source up and write all its authors");
        }
    }
    if let Some(raw) = fields.take_raw("editor") {
        let names = bib_names::read(raw);
        fields.unknown.extend(names.unknown);
        draft.set("editor", &names_as_text(&names.authors), "editor");
    }
}

/// Names as a text variable holds them: as printed, parted by `;`.
pub fn names_as_text(authors: &[Author]) -> String {
    let printed = authors.iter().map(|author| match author {
        Author::Named { family, given } => people::printed(family, given.as_deref()),
        Author::Literal(name) => name.clone(),
    });
    printed.collect::<Vec<_>>().join("; ")
}

fn issued(fields: &mut Fields<'_>, draft: &mut Draft) {
    let (month, day) = (fields.take("month"), fields.take("day"));
    let Some(year) = fields.take("date").or_else(|| fields.take("year")) else {
        for (name, _) in [("month", &month), ("day", &day)].iter().filter(|(_, value)| value.is_some()) {
            draft.leave_out(name);
        }
        return;
    };
    let written = [Some(year.clone()), month.clone(), day.clone()].into_iter().flatten().collect::<Vec<_>>().join(" ");
    let reading = published::read(&year).map(|mut reading| {
        if reading.date.month.is_none()
            && let Some(month) = &month
        {
            let day = day.as_deref().and_then(|day| day.parse().ok());
            let number = published::month(month);
            reading.date = published::Published::new(reading.date.year, number, day).unwrap_or(reading.date);
            reading.whole &= number.is_some();
        }
        reading
    });
    draft.date(reading, &written);
}

/// `number` and `issue`, which mean other things in an article than in a book or a report.
fn numbers(fields: &mut Fields<'_>, draft: &mut Draft) {
    let is_article = draft.kind.starts_with("article") || matches!(draft.kind, "review" | "periodical");
    if let Some(number) = fields.take("number") {
        let variable = match draft.kind {
            _ if is_article => "issue",
            "book" | "chapter" | "paper-conference" => "collection-number",
            _ => "number",
        };
        draft.set(variable, &number, "number");
    }
    if let Some(issue) = fields.take("issue") {
        draft.set("issue", &issue, "issue");
    }
    if let Some(article_number) = fields.take("eid") {
        draft.set(if is_article { "number" } else { "page" }, &article_number, "eid");
    }
}

/// Numbers and addresses that stand in other fields than their own.
fn elsewhere(fields: &mut Fields<'_>, draft: &mut Draft) {
    let archive = field_of(fields, &["eprinttype", "archiveprefix"]).to_lowercase();
    let variable = match archive.as_str() {
        "pubmed" | "pmid" => Some("PMID"),
        "pmc" | "pmcid" | "pubmedcentral" => Some("PMCID"),
        "arxiv" if draft.get("URL").is_none() => Some("URL"),
        _ => None,
    };
    if let Some(variable) = variable
        && let Some(eprint) = fields.take_verbatim("eprint")
    {
        let value = if variable == "URL" { format!("https://arxiv.org/abs/{eprint}") } else { eprint };
        draft.set(variable, &value, "eprint");
        fields
            .left
            .retain(|(name, _)| !matches!(*name, "eprinttype" | "archiveprefix" | "eprintclass" | "primaryclass"));
    }
    for name in ["note", "annote", "annotation"] {
        if let Some(raw) = fields.take_raw(name)
            && notes::take_numbers(&decode_verbatim(raw), draft) == notes::Rest::Something
        {
            draft.leave_out(name);
        }
    }
    let published_at =
        fields.left.iter().find(|(name, _)| *name == "howpublished").map(|(_, raw)| decode_verbatim(raw));
    if let Some(address) = published_at.filter(|text| text.starts_with("http") && !text.contains(' ')) {
        fields.take_raw("howpublished");
        draft.set("URL", &address, "howpublished");
        if draft.kind == "document" {
            draft.kind = "webpage";
        }
    }
}

fn field_of<'a>(fields: &Fields<'a>, names: &[&str]) -> &'a str {
    fields.left.iter().find(|(name, _)| names.contains(name)).map_or("", |(_, value)| value.trim())
}

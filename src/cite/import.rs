//! Bibliography files to reference pages: BibTeX, BibLaTeX and CSL-JSON to Markdown, one page an entry.
//!
//! All problems of a file are told in one run and good entries are imported whatever the others are like. What has no
//! place on a page is named in advice. Nothing is written here, and nothing is looked up.

use std::collections::{BTreeMap, BTreeSet};

use super::draft::{Draft, Drafts, Remark};
use super::{bib_fields, csl_json, slugs};
use crate::base::path::SitePath;
use crate::base::span::Span;
use crate::diag::{Outcome, Place, Problem, Severity, codes};

/// A reference page to be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Imported {
    /// The reference's id and its file's name without `.md`: `[a-z0-9-]+`, unique in the import.
    pub id: String,
    /// The page: front matter in a fixed order and an empty body.
    pub markdown: String,
}

/// The formats that are read.
#[derive(Clone, Copy)]
enum Format {
    Bib,
    CslJson,
}

/// Reads a bibliography: `.json` as CSL-JSON, `.bib` as BibTeX or BibLaTeX, other names by what the text begins with.
///
/// Problems have the code `I001` and stand at their entries, in a file that has the last part of `file_name` for its
/// path. An entry that cannot be read, or has no title, is an error; what is left out or taken on trust is advice.
#[must_use]
pub fn import(text: &str, file_name: &str) -> Outcome<Vec<Imported>> {
    let file = File::new(file_name);
    let Drafts { drafts, faults } = match format(text, file_name) {
        Format::Bib => bib_fields::read(text),
        Format::CslJson => csl_json::read(text),
    };
    let mut problems: Vec<Problem> = faults.into_iter().map(|fault| file.problem(Severity::Error, fault)).collect();
    if drafts.is_empty() && problems.is_empty() {
        problems.push(file.problem(Severity::Error, nothing_found(file_name)));
    }
    let mut taken = BTreeSet::new();
    let mut keys = BTreeMap::new();
    let mut imported = Vec::with_capacity(drafts.len());
    for draft in drafts {
        let id = slugs::unique(&wanted_id(&draft), &mut taken);
        problems.extend(advice(&id, &draft, &mut keys).map(|remark| file.problem(Severity::Advice, remark)));
        imported.push(Imported { markdown: draft.markdown(), id });
    }
    Outcome { value: imported, problems }
}

/// The file that problems point at.
struct File {
    path: Option<SitePath>,
}

impl File {
    fn new(file_name: &str) -> Self {
        Self { path: file_name.rsplit(['/', '\\']).next().and_then(SitePath::new) }
    }

    fn problem(&self, severity: Severity, remark: Remark) -> Problem {
        let Remark { span, message, help } = remark;
        let problem = match &self.path {
            Some(path) => Problem::new(codes::IMPORT_ENTRY, Place::at(path, span), message, help),
            None => Problem::general(codes::IMPORT_ENTRY, message, help),
        };
        problem.with_severity(severity)
    }
}

fn format(text: &str, file_name: &str) -> Format {
    let ending = file_name.rsplit_once('.').map(|(_, ending)| ending.to_ascii_lowercase()).unwrap_or_default();
    match ending.as_str() {
        "json" => Format::CslJson,
        "bib" | "bibtex" => Format::Bib,
        _ if text.trim_start_matches(['\u{feff}', ' ', '\t', '\r', '\n']).starts_with(['{', '[']) => Format::CslJson,
        _ => Format::Bib,
    }
}

fn nothing_found(file_name: &str) -> Remark {
    Remark {
        span: Span::default(),
        message: format!("`{file_name}` holds no entries of BibTeX and no items of CSL-JSON"),
        help: "export the sources as BibTeX (`.bib`) or CSL-JSON (`.json`) and import that file".to_owned(),
    }
}

fn wanted_id(draft: &Draft) -> String {
    slugs::of_key(&draft.key).unwrap_or_else(|| {
        slugs::of_author_and_year(draft.first_author(), &draft.title, draft.issued.map(|issued| issued.year))
    })
}

/// What the author should know of an entry that is imported. `keys` holds the keys met so far with their ids.
fn advice(id: &str, draft: &Draft, keys: &mut BTreeMap<String, String>) -> impl Iterator<Item = Remark> {
    let mut remarks: Vec<Remark> = draft
        .remarks
        .iter()
        .map(|(message, help)| Remark {
            span: draft.span,
            message: format!("in `{id}`, {message}"),
            help: help.clone(),
        })
        .collect();
    let (private, others): (Vec<String>, Vec<String>) =
        draft.left_out.iter().cloned().partition(|name| PRIVATE.contains(&name.as_str()));
    for (fields, why, help) in
        [(others, "a reference page has no place for", LEFT_OUT_HELP), (private, "readers would see", PRIVATE_HELP)]
    {
        if !fields.is_empty() {
            remarks.push(Remark { span: draft.span, message: left_out(id, &fields, why), help: help.to_owned() });
        }
    }
    if !draft.key.is_empty()
        && let Some(first) = keys.insert(draft.key.clone(), id.to_owned())
    {
        remarks.push(Remark {
            span: draft.span,
            message: format!("the key `{}` stands twice in the file: for `{first}` and for `{id}`", draft.key),
            help: "delete one of the two pages if both are the same source".to_owned(),
        });
    }
    remarks.into_iter()
}

const LEFT_OUT_HELP: &str =
    "write in the page's body what the source found, in your own words, and add what else readers need";

/// Fields in which people write for themselves.
const PRIVATE: [&str; 3] = ["note", "annote", "annotation"];

const PRIVATE_HELP: &str = "write under `note` on the page what readers may know of it";

fn left_out(id: &str, fields: &[String], why: &str) -> String {
    let names: Vec<String> = fields.iter().map(|field| format!("`{field}`")).collect();
    let list = match names.split_last() {
        Some((last, [])) => last.clone(),
        Some((last, others)) => format!("{} and {last}", others.join(", ")),
        None => String::new(),
    };
    let are = if fields.len() == 1 { "is" } else { "are" };
    format!("{list} of `{id}` {are} left out: {why} {}", if fields.len() == 1 { "it" } else { "them" })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(file_name: &str, text: &str, pages: &str, problems: &[&str]) {
        let outcome = import(text, file_name);
        let shown: String = outcome.value.iter().map(|page| format!("# {}\n{}", page.id, page.markdown)).collect();
        assert_eq!(shown, pages);
        let told = outcome.problems.iter().map(|problem| {
            assert_eq!((problem.code, problem.help.is_some()), (codes::IMPORT_ENTRY, true));
            let line =
                problem.place.as_ref().and_then(|place| place.span).map_or(0, |span| span.line_column(text).line);
            format!("{line} {}: {}", problem.severity.word(), problem.message)
        });
        assert_eq!(told.collect::<Vec<_>>(), problems);
    }

    #[test]
    fn zotero_bibtex() {
        check(
            "Zotero.bib",
            r"
@article{dixon_gastrocnemius_2009,
	title = {Gastrocnemius vs. soleus strain: how to differentiate and deal with calf muscle injuries},
	volume = {2},
	issn = {1935-973X},
	url = {https://doi.org/10.1007/s12178-009-9045-8},
	doi = {10.1007/s12178-009-9045-8},
	abstract = {Calf injuries are common.},
	number = {2},
	urldate = {2026-11-01},
	journal = {Current Reviews in Musculoskeletal Medicine},
	author = {Dixon, J. Bryan},
	month = jun,
	year = {2009},
	note = {PMID: 19468870
PMCID: PMC2697334},
	pages = {74--77},
}
",
            "# dixon-gastrocnemius-2009
---
kind: reference
title: \"Gastrocnemius vs. soleus strain: how to differentiate and deal with calf muscle injuries\"
type: article-journal
author:
  - {family: Dixon, given: J. Bryan}
container-title: Current Reviews in Musculoskeletal Medicine
issued: \"2009-06\"
volume: \"2\"
issue: \"2\"
page: \"74–77\"
DOI: 10.1007/s12178-009-9045-8
PMID: \"19468870\"
PMCID: PMC2697334
ISSN: \"1935-973X\"
---
",
            &[
                "2 advice: `abstract` and `urldate` of `dixon-gastrocnemius-2009` are left out: a reference page has no place for them",
            ],
        );
    }

    #[test]
    fn better_biblatex() {
        check(
            "Better BibLaTeX.bib",
            r"@online{niceVenousThromboembolic2020,
  title = {Venous Thromboembolic Diseases: Diagnosis, Management and Thrombophilia Testing},
  author = {{National Institute for Health and Care Excellence}},
  date = {2020-03-26},
  url = {https://www.nice.org.uk/guidance/ng158},
  organization = {NICE},
  langid = {british}
}

@incollection{berg2019,
  author = {van der Berg, Anna and Thome{\'e}, Roland and others},
  title = {Occult thrombosis},
  subtitle = {What the {MRI} shows},
  booktitle = {The {{Big}} Book},
  editor = {Smith, John and {M{\u u}ller}, E.},
  edition = {2},
  location = {New York},
  publisher = {Wiley \& Sons},
  date = {2019},
  pages = {12--18},
  eprint = {123456},
  eprinttype = {pubmed}
}
",
            "# nice-venous-thromboembolic-2020
---
kind: reference
title: \"Venous Thromboembolic Diseases: Diagnosis, Management and Thrombophilia Testing\"
type: webpage
author:
  - {literal: National Institute for Health and Care Excellence}
issued: \"2020-03-26\"
URL: https://www.nice.org.uk/guidance/ng158
publisher: NICE
language: british
---
# berg-2019
---
kind: reference
title: \"Occult thrombosis: What the MRI shows\"
type: chapter
author:
  - {family: van der Berg, given: Anna}
  - {family: Thomeé, given: Roland}
  - {literal: et al.}
container-title: The Big Book
issued: 2019
page: \"12–18\"
PMID: \"123456\"
publisher: Wiley & Sons
publisher-place: New York
editor: Smith J; Mŭller E
edition: \"2\"
---
",
            &["10 advice: in `berg-2019`, the list of authors ends in `and others`"],
        );
    }

    #[test]
    fn bibtex_from_a_pubmed_converter() {
        check(
            "pubmed.bib",
            r#"@article{pmid23015948,
  author = "Miller, Kevin C and Stone, Marcus S",
  title = "{{Exercise-associated muscle cramps: causes, treatment, and prevention.}}",
  journal = "Sports health",
  year = "2010",
  month = "Jul",
  pmid = "23015948",
  doi = {https://doi.org/10.1177/1941738109357299},
  pages = "279-83"
}"#,
            "# pmid-23015948
---
kind: reference
title: \"Exercise-associated muscle cramps: causes, treatment, and prevention\"
type: article-journal
author:
  - {family: Miller, given: Kevin C}
  - {family: Stone, given: Marcus S}
container-title: Sports health
issued: \"2010-07\"
page: \"279–83\"
DOI: 10.1177/1941738109357299
PMID: \"23015948\"
---
",
            &[],
        );
    }

    #[test]
    fn zotero_csl_json() {
        check(
            "Exported Items.json",
            r#"[
  {
    "id": "http://zotero.org/users/1/items/2TZ7QW9K",
    "type": "article-journal",
    "abstract": "Text",
    "container-title": "British Journal of Sports Medicine",
    "DOI": "10.1136/bjsports-2011-090297",
    "ISSN": "0306-3674",
    "issue": "4",
    "journalAbbreviation": "Br J Sports Med",
    "language": "en",
    "note": "PMID: 21903616",
    "page": "220-221",
    "title": "<i>PRICE</i> needs updating, should we call the <span class=\"nocase\">POLICE</span>?",
    "URL": "https://bjsm.bmj.com/content/46/4/220",
    "volume": "46",
    "author": [
      {"family": "Bleakley", "given": "C. M."},
      {"family": "Berg", "given": "Anna", "non-dropping-particle": "van der", "suffix": "Jr"},
      {"literal": "Sports Group"}
    ],
    "accessed": {"date-parts": [["2026", 11, 1]]},
    "issued": {"date-parts": [["2012", 4]]}
  }
]"#,
            "# bleakley-2012
---
kind: reference
title: PRICE needs updating, should we call the POLICE?
type: article-journal
author:
  - {family: Bleakley, given: C. M.}
  - {family: van der Berg, given: Anna Jr}
  - {literal: Sports Group}
container-title: British Journal of Sports Medicine
container-title-short: Br J Sports Med
issued: \"2012-04\"
volume: \"46\"
issue: \"4\"
page: \"220–221\"
DOI: 10.1136/bjsports-2011-090297
PMID: \"21903616\"
URL: https://bjsm.bmj.com/content/46/4/220
language: en
ISSN: \"0306-3674\"
---
",
            &[
                "2 advice: `abstract` and `accessed` of `bleakley-2012` are left out: a reference page has no place for them",
            ],
        );
    }

    #[test]
    fn pubmed_citation_exporter_json() {
        check(
            "19468870.json",
            r#"{"source":"PubMed","accessed":{"date-parts":[[2026,11,21]]},"id":"pmid:19468870","title":"Gastrocnemius vs. soleus strain: how to differentiate and deal with calf muscle injuries.","author":[{"family":"Dixon","given":"J Bryan"}],"container-title-short":"Curr Rev Musculoskelet Med","container-title":"Current reviews in musculoskeletal medicine","ISSN":"1935-973X","issued":{"date-parts":[["2009","6"]]},"page":"74-7","volume":"2","issue":"2","PMID":"19468870","PMCID":"PMC2697334","DOI":"10.1007/s12178-009-9045-8","type":"article-journal"}"#,
            "# dixon-2009
---
kind: reference
title: \"Gastrocnemius vs. soleus strain: how to differentiate and deal with calf muscle injuries\"
type: article-journal
author:
  - {family: Dixon, given: J Bryan}
container-title: Current reviews in musculoskeletal medicine
container-title-short: Curr Rev Musculoskelet Med
issued: \"2009-06\"
volume: \"2\"
issue: \"2\"
page: \"74–7\"
DOI: 10.1007/s12178-009-9045-8
PMID: \"19468870\"
PMCID: PMC2697334
ISSN: \"1935-973X\"
---
",
            &["1 advice: `accessed` and `source` of `dixon-2009` are left out: a reference page has no place for them"],
        );
    }

    #[test]
    fn ids_are_unique_and_repeated_keys_are_told() {
        check(
            "x.bib",
            "@misc{a1, title={First}}\n@misc{a1, title={Second}}\n@misc{A1, title={Third}}",
            "# a-1\n---\nkind: reference\ntitle: First\ntype: document\n---\n\
             # a-1-a\n---\nkind: reference\ntitle: Second\ntype: document\n---\n\
             # a-1-b\n---\nkind: reference\ntitle: Third\ntype: document\n---\n",
            &["2 advice: the key `a1` stands twice in the file: for `a-1` and for `a-1-a`"],
        );
    }

    #[test]
    fn every_problem_is_told_and_good_entries_are_kept() {
        check(
            "x.bib",
            "@misc{a, author={No Title}}\n@odd{b, title={B \\foo{c}}, year={in press}, doi={12}}\n@misc{c, title={C",
            "# b\n---\nkind: reference\ntitle: B c\ntype: document\nDOI: \"12\"\n---\n",
            &[
                "3 error: entry `c` does not end: a brace or a quote is not closed",
                "1 error: entry `a` has no title, which every page needs",
                "2 advice: in `b`, `@odd` is no type of entry that is known, so `type` is `document`",
                "2 advice: in `b`, the date `in press` holds no year and was left out",
                "2 advice: in `b`, `DOI` is `12`, which is not a DOI, which begins with `10.`",
                "2 advice: in `b`, the LaTeX command `\\foo` is not understood and was left out",
            ],
        );
        check("x.json", "[]", "", &["1 error: `x.json` holds no entries of BibTeX and no items of CSL-JSON"]);
        check(
            "x.json",
            "{\"items\": [{\"itemType\": \"book\", \"title\": \"T\"}]}",
            "",
            &["1 error: an item is in Zotero's own JSON, not in CSL-JSON"],
        );
    }

    #[test]
    fn entries_take_fields_from_their_parent() {
        check(
            "x.bib",
            "@inproceedings{a, title={Talk}, crossref={p}, pages={3}}\n@proceedings{p, title={Whole}, year=2020, publisher={X}}",
            "# a\n---\nkind: reference\ntitle: Talk\ntype: paper-conference\ncontainer-title: Whole\nissued: 2020\npage: \"3\"\npublisher: X\n---\n\
             # p\n---\nkind: reference\ntitle: Whole\ntype: book\nissued: 2020\npublisher: X\n---\n",
            &[],
        );
    }

    #[test]
    fn text_of_any_kind_is_survived() {
        for text in [
            "",
            "@",
            "@a{",
            "@a{b",
            "@a{b,c=",
            "{",
            "[{\"",
            "\u{feff}",
            "@string{x}",
            "@a{b,title=\"\\",
            "[1, \"x\", {}]",
        ] {
            for name in ["x.bib", "x.json", "x", ""] {
                assert!(!import(text, name).problems.is_empty(), "{name}: {text}");
            }
        }
    }
}

//! Sites from a few texts, for the tests of rules: problems come back as lines of text.
//!
//! A line is `CODE path:line:column message | help`; a severity other than the code's own stands after the code, as in
//! `D014(error)`. A site without a `site.yaml` gets one with two numbers, a pain rule and an address.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::base::address::LinkForm;
use crate::base::date::Date;
use crate::base::font::{self, Faces};
use crate::base::path::SitePath;
use crate::body::Site;
use crate::body::drawings::Drawings;
use crate::diag::Problem;
use crate::diag::report::{Entry, Report};
use crate::kinds::FORMS;
use crate::load::Snapshot;
use crate::model::page::Page;
use crate::parse::words::Words;
use crate::parse::{self, ParseOptions};
use crate::pipeline::is_page;
use crate::resolve::index::{Options, Prints};
use crate::resolve::{Graph, Index, bind};
use crate::search::Search;

/// The settings of a site that has none.
pub(super) const SETTINGS: &str = "\
name: Clinic
language: en-GB
base_url: https://clinic.example
numbers: {emergency_number: \"999\", urgent_line: \"111\", clinic_phone: \"01632 960123\"}
pain_rule: {ok: 3, caution: 5}
";

/// Checks the problems of one code.
#[track_caller]
pub(super) fn check(code: &str, files: &[(&str, &str)], expected: &str) {
    let lines: Vec<String> = lines(files).into_iter().filter(|line| line.starts_with(code)).collect();
    assert_eq!(lines.join("\n"), expected);
}

/// Checks the problems of one code on an article with this body.
#[track_caller]
pub(super) fn check_body(code: &str, body: &str, expected: &str) {
    check(code, &[("content/a.md", &format!("---\ntitle: A\n---\n{body}"))], expected);
}

/// All problems of the rules, a line each.
pub(super) fn lines(files: &[(&str, &str)]) -> Vec<String> {
    let mut files = files.to_vec();
    if !files.iter().any(|(path, _)| *path == parse::config::PATH) {
        files.push((parse::config::PATH, SETTINGS));
    }
    let snapshot = Snapshot::from_texts(files);
    let site = site(&snapshot);
    let mut problems = super::check(&site);
    problems.extend(super::search::check(&site, &Search::new(&site)));
    written(problems, &snapshot)
}

/// Problems as lines.
pub(super) fn written(problems: Vec<Problem>, snapshot: &Snapshot) -> Vec<String> {
    Report::new(problems, |path| snapshot.text(path)).entries.iter().map(line).collect()
}

fn line(entry: &Entry) -> String {
    let usual = entry.severity == entry.code.severity;
    let severity = if usual { String::new() } else { format!("({})", entry.severity.word()) };
    let place = match &entry.place {
        Some(place) => match place.at {
            Some(at) => format!("{}:{}:{}", place.path, at.line, at.column),
            None => place.path.to_string(),
        },
        None => "-".to_owned(),
    };
    format!("{}{severity} {place} {} | {}", entry.code.id, entry.message, entry.help.as_deref().unwrap_or("-"))
}

/// A site of these files, as the pipeline makes it.
pub(super) fn site(snapshot: &Snapshot) -> Site {
    let config = parse::config::read(snapshot).value;
    let options = ParseOptions { languages: &config.languages, forms: FORMS };
    let is_file = |path: &SitePath| path.below("content").is_some() && !is_page(path) && path.extension() != "yaml";
    let pages: Vec<Arc<Page>> = snapshot
        .files
        .iter()
        .filter(|(path, _)| is_page(path))
        .map(|(path, file)| Arc::new(parse::page(path, file, options).value))
        .collect();
    let files = snapshot
        .files
        .keys()
        .filter(|path| is_file(path))
        .map(|path| (path.clone(), parse::file_address_of(path)))
        .collect();
    let words = Words::read(include_str!("../../theme/words/en.yaml")).unwrap();
    let others = vec![words.clone(); config.languages.len().saturating_sub(1)];
    let options = Options {
        today: Date::parse("2026-11-21").unwrap(),
        drafts: false,
        base_url: None,
        links: LinkForm::Pretty,
        prints: Prints::LeftOut,
    };
    let index = Index::new(config, options, (words, others), pages, files).value;
    let bounds: Vec<_> = index
        .ids()
        .zip(&index.pages)
        .map(|(id, page)| bind::bind(id, page, &index, bind::Nearest::Sought).value)
        .collect();
    let graph = Graph::new(&index, &bounds);
    let theme =
        BTreeMap::from([("tokens.css".to_owned(), Arc::from(include_bytes!("../../theme/tokens.css").as_slice()))]);
    let file_bytes = index.files.keys().map(|path| (path.clone(), Arc::clone(&snapshot.files[path].bytes))).collect();
    let pictures = crate::picture::all(&index.files, &file_bytes);
    let assets = crate::render::assets::assets(&theme, &index.config);
    Site {
        index,
        bounds,
        graph,
        icons: std::sync::Arc::default(),
        citations: BTreeMap::new(),
        assets,
        search: BTreeMap::new(),
        drawings: Drawings::default(),
        file_bytes,
        pictures,
        paper_fonts: Faces::new([Arc::from(font::REGULAR)]),
    }
}

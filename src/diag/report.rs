//! A run's problems, sorted by place, each with its line and column.

use std::cmp::Ordering;
use std::collections::BTreeMap;

use super::{Code, Place, Problem, Severity};
use crate::base::path::SitePath;
use crate::base::span::{LineColumn, Lines, Span};

/// A place with the line an author sees.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Located {
    /// The file, from the site's root.
    pub path: SitePath,
    /// The bytes meant, when a part of the file is meant and the file was read.
    pub span: Option<Span>,
    /// Line and column of the span's start.
    pub at: Option<LineColumn>,
}

/// A problem ready to print.
#[derive(Clone, Debug)]
pub struct Entry {
    /// Which rule.
    pub code: Code,
    /// How bad.
    pub severity: Severity,
    /// Where, if it has a file.
    pub place: Option<Located>,
    /// What was found and expected.
    pub message: String,
    /// The next action.
    pub help: Option<String>,
    /// Other places, each with a note.
    pub related: Vec<(Located, String)>,
}

/// All problems of a run in the order an author reads them: by path, then by place, then by code.
#[derive(Clone, Debug, Default)]
pub struct Report {
    /// The problems.
    pub entries: Vec<Entry>,
    /// The texts of the files that problems point at.
    pub sources: BTreeMap<SitePath, String>,
}

impl Report {
    /// Sorts `problems`, drops exact duplicates and finds lines and columns in the texts that `source` gives.
    pub fn new(mut problems: Vec<Problem>, source: impl Fn(&SitePath) -> Option<String>) -> Self {
        problems.sort_by(by_place);
        problems.dedup();
        let mut sources = BTreeMap::new();
        for problem in &problems {
            let places = problem.place.iter().chain(problem.related.iter().map(|(place, _)| place));
            for place in places.filter(|place| place.span.is_some()) {
                if !sources.contains_key(&place.path)
                    && let Some(text) = source(&place.path)
                {
                    sources.insert(place.path.clone(), text);
                }
            }
        }
        let lines: BTreeMap<&SitePath, Lines<'_>> =
            sources.iter().map(|(path, text)| (path, Lines::new(text))).collect();
        let locate = |place: Place| locate(place, &lines);
        let entries = problems
            .into_iter()
            .map(|problem| Entry {
                code: problem.code,
                severity: problem.severity,
                place: problem.place.map(locate),
                message: problem.message,
                help: problem.help,
                related: problem.related.into_iter().map(|(place, note)| (locate(place), note)).collect(),
            })
            .collect();
        Self { entries, sources }
    }

    /// The same report with more problems in it.
    #[must_use]
    pub fn and(mut self, problems: Vec<Problem>, source: impl Fn(&SitePath) -> Option<String>) -> Self {
        let more = Self::new(problems, source);
        self.entries.extend(more.entries);
        self.sources.extend(more.sources);
        let place = |entry: &Entry| entry.place.as_ref().map(|place| (place.path.clone(), place.span));
        self.entries.sort_by_cached_key(|entry| (place(entry), entry.code.id, entry.message.clone()));
        self
    }

    /// How many entries have this severity.
    #[must_use]
    pub fn count(&self, severity: Severity) -> usize {
        self.entries.iter().filter(|entry| entry.severity == severity).count()
    }

    /// Whether anything keeps the site from being published.
    #[must_use]
    pub fn has_errors(&self) -> bool {
        self.count(Severity::Error) > 0
    }
}

/// The order of problems in a report.
#[must_use]
pub fn by_place(a: &Problem, b: &Problem) -> Ordering {
    (&a.place, a.code.id, &a.message).cmp(&(&b.place, b.code.id, &b.message))
}

fn locate(place: Place, lines: &BTreeMap<&SitePath, Lines<'_>>) -> Located {
    let at = place.span.and_then(|span| lines.get(&place.path).map(|lines| lines.line_column(span)));
    Located { span: at.and(place.span), path: place.path, at }
}

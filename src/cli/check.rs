//! `soleus check`: every problem of every file in one run, or what is due for review.

use clap::{Args, ValueEnum};

use super::site::{Printing, SiteArguments, Wishes};
use super::{End, output};
use crate::body::Site;
use crate::diag::{github, json, sarif};
use crate::model::page::Data;
use crate::pipeline::is_configuration;

/// The arguments of `check`.
#[derive(Debug, Args)]
pub struct Check {
    #[command(flatten)]
    site: SiteArguments,
    /// How problems are printed
    #[arg(long, value_enum, default_value_t = Format::Human)]
    format: Format,
    /// List what is due for review, by date and owner, in place of problems
    #[arg(long)]
    review: bool,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum Format {
    /// For a person, with the line and a caret
    Human,
    /// One JSON array
    Json,
    /// SARIF 2.1.0, for code scanning
    Sarif,
    /// Annotations for GitHub Actions
    Github,
}

impl Check {
    /// Checks the site.
    #[must_use]
    pub fn run(&self) -> End {
        let (checked, _) = match self.site.checked(Wishes { printing: Printing::BeforeReport, ..Wishes::default() }) {
            Ok(checked) => checked,
            Err(end) => {
                if matches!(self.format, Format::Json) {
                    output::result("[]\n");
                }
                return end;
            }
        };
        if self.review {
            output::result(&reviews(&checked.site));
            return End::Fine;
        }
        let report = &checked.report;
        match self.format {
            Format::Human => output::report(report),
            Format::Json => output::result(&json::render(report)),
            Format::Sarif => output::result(&sarif::render(report)),
            Format::Github => output::result(&github::render(report)),
        }
        match (report.has_errors(), is_configuration(report)) {
            (false, _) => End::Fine,
            (true, true) => End::Usage,
            (true, false) => End::ContentErrors,
        }
    }
}

/// What is due for review: a line a page, the earliest first, those never reviewed last.
fn reviews(site: &Site) -> String {
    let today = site.index.options.today;
    let mut lines: Vec<(bool, String, String, String)> = Vec::new();
    for (_, page) in site.index.published() {
        if matches!(page.data, Data::Reference(_) | Data::Term(_)) {
            continue;
        }
        let review = &page.meta.review;
        let owner = review.by.as_ref().map_or_else(|| "no reviewer".to_owned(), |by| by.raw.clone());
        let (due, state) = match review.due {
            Some(due) if due < today => (due.to_string(), "overdue"),
            Some(due) => (due.to_string(), "due"),
            None => ("-".to_owned(), if review.on.is_some() { "no date" } else { "never reviewed" }),
        };
        lines.push((
            review.due.is_none(),
            due.clone(),
            owner.clone(),
            format!("{due:<10}  {state:<14}  {owner:<24}  {}", page.path),
        ));
    }
    lines.sort();
    let mut text = format!("{:<10}  {:<14}  {:<24}  {}\n", "DUE", "STATE", "REVIEWER", "PAGE");
    for (_, _, _, line) in lines {
        text.push_str(&line);
        text.push('\n');
    }
    text
}

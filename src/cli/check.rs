//! `soleus check`: every problem of every file in one run, or what is due for review.

use clap::{Args, ValueEnum};

use super::site::{Printing, SiteArguments, Wishes};
use super::{End, output};
use crate::diag::report::Report;
use crate::diag::{github, json, sarif};
use crate::pipeline::is_configuration;
use crate::view::reviews::{Review, reviews};

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
        self.check().unwrap_or_else(|end| end)
    }

    /// The output without any problem.
    fn nothing(&self) -> String {
        let report = Report::new(Vec::new(), |_| None);
        match self.format {
            Format::Human | Format::Github => String::new(),
            Format::Json => "[]\n".to_owned(),
            Format::Sarif => sarif::render(&report),
        }
    }

    fn check(&self) -> Result<End, End> {
        let as_json = matches!(self.format, Format::Json);
        if self.review && !as_json && !matches!(self.format, Format::Human) {
            let message = "`--review` lists pages, which are no problems: it has no such format";
            return Err(output::usage(message, "use `--format human` or `--format json` with `--review`"));
        }
        let (checked, files) = match self.site.checked(Wishes { printing: Printing::BeforeReport, ..Wishes::default() })
        {
            Ok(checked) => checked,
            Err(end) => {
                // What reads the output of a program finds a whole one, whatever came of it.
                output::result(&self.nothing())?;
                return Err(end);
            }
        };
        if self.review && is_configuration(&checked.report) {
            output::report(&checked.report);
            if as_json {
                output::result("[]\n")?;
            }
            return Err(End::Usage);
        }
        if self.review {
            let reviews = reviews(&checked.site);
            output::result(&if as_json { json::pretty(&reviews) } else { table(&reviews) })?;
            return Ok(End::Fine);
        }
        let checked = checked.with_templates_tried(&files);
        let report = &checked.report;
        match self.format {
            Format::Human => output::report(report),
            Format::Json => output::result(&json::render(report))?,
            Format::Sarif => output::result(&sarif::render(report))?,
            Format::Github => output::result(&github::render(report))?,
        }
        Ok(match (report.has_errors(), is_configuration(report)) {
            (false, _) => End::Fine,
            (true, true) => End::Usage,
            (true, false) => End::ContentErrors,
        })
    }
}

/// The reviews as a table, a line a page.
fn table(reviews: &[Review]) -> String {
    let mut text = format!("{:<10}  {:<14}  {:<24}  {}\n", "DUE", "STATE", "REVIEWER", "PAGE");
    for Review { due, state, reviewer, path } in reviews {
        let (due, reviewer) = (due.as_deref().unwrap_or("-"), reviewer.as_deref().unwrap_or("no reviewer"));
        text.push_str(&format!("{due:<10}  {state:<14}  {reviewer:<24}  {path}\n"));
    }
    text
}

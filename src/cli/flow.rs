//! `soleus flow`: one decision flow as text or data.

use std::path::PathBuf;

use clap::{Args, ValueEnum};

use super::site::{SiteArguments, Wishes};
use super::{End, asked, out_file, output};
use crate::chart::fit::Medium;
use crate::diag::report::Report;
use crate::load::Snapshot;
use crate::model::kind::Kind;
use crate::model::page::{Data, Page};
use crate::pipeline::Checked;
use crate::render::flows;
use crate::view::{chart, lists};

/// The arguments of `flow`.
#[derive(Debug, Args)]
pub struct Flow {
    #[command(flatten)]
    site: SiteArguments,
    /// The decision, as a link would name it
    #[arg(value_name = "DECISION")]
    decision: String,
    /// The form to print
    #[arg(long, value_enum)]
    format: Format,
    /// Fit the drawing to a sheet of paper
    #[arg(long, value_enum)]
    paper: Option<Paper>,
    /// The file to write [default: standard output]
    #[arg(long, value_name = "FILE")]
    out: Option<PathBuf>,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum Paper {
    /// 210 by 297 mm
    A4,
    /// 8.5 by 11 inches
    Letter,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum Format {
    /// The drawn chart
    Svg,
    /// The page to print
    Html,
    /// A numbered outline
    Text,
    /// Data with a version of its form
    Json,
    /// A Mermaid flowchart
    Mermaid,
    /// A Graphviz graph
    Dot,
}

impl Flow {
    /// Prints the flow.
    #[must_use]
    pub fn run(&self) -> End {
        self.print().unwrap_or_else(|end| end)
    }

    fn medium(&self) -> Medium {
        match self.paper {
            None => Medium::Screen,
            Some(Paper::A4) => Medium::A4,
            Some(Paper::Letter) => Medium::Letter,
        }
    }

    /// The flow's page, or its sheet where paper is named.
    fn html(&self, checked: &Checked, files: &Snapshot, page: &Page) -> Result<Option<String>, End> {
        let address = match self.paper {
            None => page.address.clone(),
            Some(Paper::A4 | Paper::Letter) => lists::print_address(page, self.medium()),
        };
        match checked.routes.make(&checked.site, &checked.templates, &address) {
            Some(Ok(made)) => Ok(Some(String::from_utf8_lossy(&made.bytes).into_owned())),
            Some(Err(problem)) => {
                output::report(&Report::new(vec![*problem], |path| files.text(path)));
                Err(End::Usage)
            }
            None => Ok(None),
        }
    }

    fn print(&self) -> Result<End, End> {
        if let Some(file) = &self.out {
            out_file::refuse_source(&self.site.root()?, file)?;
        }
        let (checked, files) = self.site.checked(Wishes::default())?;
        let site = &checked.site;
        let page = asked::page(&checked, &self.decision, Kind::Decision)?;
        let Data::Decision(decision) = &page.data else { return Err(End::Internal) };
        let text = match self.format {
            Format::Svg => chart::file(site, page, decision, self.medium()),
            Format::Html => self.html(&checked, &files, page)?,
            Format::Text => flows::text_apart(site, page, decision),
            Format::Json => flows::export(site, page, decision, "json"),
            Format::Mermaid => flows::export(site, page, decision, "mmd"),
            Format::Dot => flows::export(site, page, decision, "dot"),
        };
        let text = text.unwrap_or_default();
        // A flow with errors is not handed out: a wrong way through it could send a patient to the wrong place.
        let wrong = checked.report.entries.iter().any(|entry| {
            entry.severity == crate::diag::Severity::Error
                && entry.place.as_ref().is_some_and(|place| place.path == page.path)
        });
        if wrong {
            output::report(&checked.report);
            return Ok(End::ContentErrors);
        }
        match &self.out {
            None => output::result(&text)?,
            Some(file) => out_file::write(file, text.as_bytes())?,
        }
        Ok(End::Fine)
    }
}

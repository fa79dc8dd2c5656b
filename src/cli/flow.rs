//! `soleus flow`: one decision flow as text or data.

use std::fs;
use std::path::PathBuf;

use clap::{Args, ValueEnum};

use super::site::{SiteArguments, Wishes};
use super::{End, output};
use crate::model::page::Data;
use crate::render::flows;
use crate::resolve::names::Found;

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
    /// The file to write [default: standard output]
    #[arg(long, value_name = "FILE")]
    out: Option<PathBuf>,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum Format {
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

    fn print(&self) -> Result<End, End> {
        let (checked, _) = self.site.checked(Wishes::default())?;
        let site = &checked.site;
        let page = match site.index.names.find(0, &self.decision) {
            Found::Page(id) => site.index.page(id),
            Found::Several(_) => {
                return Err(output::usage(
                    &format!("`{}` fits more than one page", self.decision),
                    "write more of its path",
                ));
            }
            Found::Nothing => None,
        };
        let Some(page) = page else {
            return Err(output::usage(&format!("there is no page `{}`", self.decision), "check the decision's name"));
        };
        let Data::Decision(decision) = &page.data else {
            return Err(output::usage(&format!("`{}` is no decision", page.path), "name a page with `kind: decision`"));
        };
        let form = match self.format {
            Format::Text => "txt",
            Format::Json => "json",
            Format::Mermaid => "mmd",
            Format::Dot => "dot",
        };
        let text = flows::export(site, page, decision, form).unwrap_or_default();
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
            None => output::result(&text),
            Some(file) => {
                if let Err(error) = fs::write(file, text) {
                    return Err(output::usage(
                        &format!("`{}` cannot be written: {error}", file.display()),
                        "check the folder and its permissions",
                    ));
                }
            }
        }
        Ok(End::Fine)
    }
}

//! `soleus sheet`: one phase's sheet, or a programme's whole booklet, as a PDF.

use std::path::PathBuf;

use clap::{Args, ValueEnum};

use super::site::{SiteArguments, Wishes};
use super::{End, asked, out_file, output};
use crate::diag::report::Report;
use crate::model::config;
use crate::model::kind::Kind;
use crate::model::page::{Data, Page};
use crate::model::programme::Programme;
use crate::pdf;
use crate::pipeline::is_configuration;
use crate::view::print;
use crate::view::sheet::format::{Edition, Format};

/// The word for the whole programme in place of a phase's id.
const ALL: &str = "all";

/// The arguments of `sheet`.
#[derive(Debug, Args)]
pub struct Sheet {
    #[command(flatten)]
    site: SiteArguments,
    /// The programme, as a link would name it
    #[arg(value_name = "PROGRAMME")]
    programme: String,
    /// The phase's id, or `all` for the whole booklet
    #[arg(long, value_name = "ID", default_value = ALL)]
    phase: String,
    /// The paper [default: the site's]
    #[arg(long, value_enum)]
    paper: Option<Paper>,
    /// Print in 18 pt
    #[arg(long)]
    large_print: bool,
    /// The file to write, `-` for standard output
    #[arg(long, value_name = "FILE")]
    out: PathBuf,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum Paper {
    /// 210 by 297 mm
    A4,
    /// 8.5 by 11 inches
    Letter,
}

impl Sheet {
    /// Prints the sheet.
    #[must_use]
    pub fn run(&self) -> End {
        self.print().unwrap_or_else(|end| end)
    }

    fn format(&self, own: config::Paper) -> Format {
        let paper = match self.paper {
            None => own,
            Some(Paper::A4) => config::Paper::A4,
            Some(Paper::Letter) => config::Paper::Letter,
        };
        Format { paper, edition: if self.large_print { Edition::LargePrint } else { Edition::Standard } }
    }

    fn print(&self) -> Result<End, End> {
        if !pdf::AVAILABLE {
            return Err(no_pdf());
        }
        out_file::refuse_source(&self.site.root()?, &self.out)?;
        let (checked, snapshot) = self.site.checked(Wishes::default())?;
        let site = &checked.site;
        let format = self.format(site.index.config.paper);
        let page = asked::page(&checked, &self.programme, Kind::Programme)?;
        let Data::Programme(programme) = &page.data else { return Err(End::Internal) };
        let address = if self.phase == ALL {
            print::booklet_address(page, format)
        } else {
            self.check_phase(page, programme)?;
            print::sheet_address(page, &self.phase, format)
        };
        // A sheet of a site with errors is not handed out: what is wrong may stand on it.
        if checked.report.has_errors() {
            output::report(&checked.report);
            let end = if is_configuration(&checked.report) { End::Usage } else { End::ContentErrors };
            return Err(end);
        }
        let made = checked.routes.make(site, &checked.templates, &address).ok_or(End::Internal)?;
        let artifact = made.map_err(|problem| {
            let problems = vec![*problem];
            let fault = problems.iter().any(|problem| problem.code == crate::diag::codes::TEMPLATE_FAILS);
            output::report(&Report::new(problems, |path| snapshot.text(path)));
            if fault { End::Usage } else { End::ContentErrors }
        })?;
        out_file::write(&self.out, &artifact.bytes)?;
        Ok(End::Fine)
    }

    fn check_phase(&self, page: &Page, programme: &Programme) -> Result<(), End> {
        let ids: Vec<&str> = programme.phases.iter().map(|phase| phase.id.raw.as_str()).collect();
        if ids.contains(&self.phase.as_str()) {
            return Ok(());
        }
        let message = format!("`{}` has no phase `{}`", page.path, self.phase);
        Err(output::usage(&message, &format!("write one of {}, or `{ALL}`", ids.join(", "))))
    }
}

/// Says that this binary prints no PDF.
fn no_pdf() -> End {
    output::usage(
        "this `soleus` was built without the feature `pdf`, so it prints no PDF",
        "build it with that feature, or print the sheet's page from a browser",
    )
}

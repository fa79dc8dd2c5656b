//! `soleus import`: reference pages from a bibliography.

use std::fs;
use std::io;
use std::path::PathBuf;

use clap::Args;

use super::init::write_new;
use super::shown::shown;
use super::site::SiteArguments;
use super::{End, output};
use crate::cite::import;
use crate::diag::Severity;
use crate::diag::report::Report;

/// The arguments of `import`.
#[derive(Debug, Args)]
pub struct Import {
    /// A BibTeX or CSL-JSON file
    #[arg(value_name = "FILE")]
    file: PathBuf,
    /// The site's folder [default: the folder at or above this one that holds content/site.yaml]
    #[arg(long, value_name = "DIR")]
    root: Option<PathBuf>,
}

impl Import {
    /// Makes the pages. A page that is there already is left as it is.
    #[must_use]
    pub fn run(&self) -> End {
        self.import().unwrap_or_else(|end| end)
    }

    fn import(&self) -> Result<End, End> {
        let root = SiteArguments { root: self.root.clone(), as_of: None, drafts: true }.root()?;
        let text = fs::read_to_string(&self.file).map_err(|error| {
            let help = match error.kind() {
                io::ErrorKind::NotFound => "check the path: there is no such file",
                io::ErrorKind::InvalidData => "save the file as UTF-8",
                _ => "check the file and its permissions",
            };
            output::usage(&format!("`{}` cannot be read: {error}", self.file.display()), help)
        })?;
        let name = self.file.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        let outcome = import::import(&text, &name);
        let folder = root.join("content").join("references");
        let (mut written, mut kept) = (0_usize, 0_usize);
        for imported in &outcome.value {
            let path = folder.join(format!("{}.md", imported.id));
            if path.exists() {
                kept += 1;
                output::error(&format!("{} is there already and was left as it is", shown(&path)));
                continue;
            }
            write_new(&path, imported.markdown.as_bytes()).map_err(|error| {
                output::usage(
                    &format!("`{}` cannot be written: {error}", path.display()),
                    "check the folder and its permissions",
                )
            })?;
            written += 1;
            output::result(&format!("{}\n", shown(&path)))?;
        }
        let report = Report::new(outcome.problems, |_| Some(text.clone()));
        if !report.entries.is_empty() {
            output::report(&report);
        }
        output::error(&format!(
            "{written} written, {kept} left as they were, {} with errors",
            report.count(Severity::Error)
        ));
        Ok(if report.has_errors() { End::ContentErrors } else { End::Fine })
    }
}

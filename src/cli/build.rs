//! `soleus build`: the whole site into a folder, all or nothing.

use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Instant;

use clap::Args;

use super::meter::Meter;
use super::shown::shown;
use super::site::{Printing, SiteArguments, Wishes};
use super::{End, output};
use crate::base::address::LinkForm;
use crate::base::base_url;
use crate::diag::Severity;
use crate::diag::report::Report;
use crate::load::FOLDERS;
use crate::model::page::Data;
use crate::pdf;
use crate::pipeline::{Failure, is_configuration};
use crate::write::cache;
use crate::write::publish::{Publication, Published, unusable};

/// The folder below the site's that is written where no other is named.
pub const OUTPUT: &str = "public";

/// The arguments of `build`.
#[derive(Debug, Args)]
pub struct Build {
    #[command(flatten)]
    site: SiteArguments,
    /// The folder to write [default: public in the site's folder]
    #[arg(long, value_name = "DIR")]
    out: Option<PathBuf>,
    /// The address the site is published at, in place of base_url
    #[arg(long, value_name = "URL", value_parser = address)]
    base_url: Option<String>,
    /// Write links that work from a folder or a USB stick
    #[arg(long)]
    offline: bool,
}

fn address(text: &str) -> Result<String, String> {
    let trimmed = base_url::trimmed(text);
    if base_url::is_sound(trimmed) { Ok(trimmed.to_owned()) } else { Err(base_url::HELP.to_owned()) }
}

impl Build {
    /// Builds the site.
    #[must_use]
    pub fn run(&self) -> End {
        self.build().unwrap_or_else(|end| end)
    }

    fn build(&self) -> Result<End, End> {
        let started = Instant::now();
        let root = self.site.root()?;
        let links = if self.offline { LinkForm::Offline } else { LinkForm::Pretty };
        let (checked, mut files) =
            self.site.checked(Wishes { base_url: self.base_url.clone(), links, printing: Printing::BeforeReport })?;
        // Only templates can still fail, and their lines are to be shown.
        files.files.retain(|path, _| path.below("templates").is_some());
        let out = self.out.clone().unwrap_or_else(|| root.join(OUTPUT));
        let (publishable, report) = checked.publishable().map_err(|report| {
            let end = if is_configuration(&report) { End::Usage } else { End::ContentErrors };
            output::report(&report);
            output::error(nothing_written(&out));
            end
        })?;
        let sources: Vec<PathBuf> = FOLDERS.iter().chain([&cache::NAME]).map(|folder| root.join(folder)).collect();
        let refused = |problem: crate::diag::Problem| {
            output::problems(vec![problem]);
            End::Usage
        };
        let publication = Publication::begin(&out, &sources).map_err(|problem| refused(*problem))?;
        let meter = Meter::new("writing files");
        let (done, of) = (AtomicUsize::new(0), publishable.addresses().count());
        let written = publishable.each(|artifact| {
            meter.reached(done.fetch_add(1, Ordering::Relaxed) + 1, of);
            publication.take(&artifact)
        });
        drop(meter);
        written.map_err(|failure| match failure {
            Failure::Render(problems) => {
                output::report(&Report::new(problems, |path| files.text(path)));
                output::error(nothing_written(&out));
                End::Usage
            }
            Failure::Write(error) => refused(*unusable(&out, &error)),
        })?;
        let published = publication.finish().map_err(|error| refused(*unusable(&out, &error)))?;
        if report.count(Severity::Warning) > 0 {
            output::report(&report);
        }
        output::error(&summary(published, &out, started));
        if !pdf::AVAILABLE
            && publishable.site().index.published().any(|(_, page)| matches!(page.data, Data::Programme(_)))
        {
            output::error(
                "note: this `soleus` was built without the feature `pdf`: sheets and booklets are web pages only, and no page links a PDF",
            );
        }
        // The program ends here: what it holds of the site goes with it, and need not be taken apart first.
        std::mem::forget(publishable);
        Ok(End::Fine)
    }
}

fn nothing_written(out: &Path) -> &'static str {
    if out.exists() { "nothing was written: the last output is as it was" } else { "nothing was written" }
}

fn summary(published: Published, out: &Path, started: Instant) -> String {
    let plural = |count: usize| if count == 1 { "file" } else { "files" };
    let Published { files, written, removed } = published;
    let gone = if removed > 0 { format!(", {removed} removed") } else { String::new() };
    format!(
        "{files} {} in {}: {written} written{gone}, in {} ms",
        plural(files),
        shown(out),
        started.elapsed().as_millis()
    )
}

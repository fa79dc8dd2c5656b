//! What commands on a site share: finding its folder, today's date and running the pipeline over it.

use std::env;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use clap::Args;

use super::meter::Meter;
use super::{End, output};
use crate::base::address::LinkForm;
use crate::base::date::Date;
use crate::load::{Snapshot, disk};
use crate::parse::config::{self, MISNAMED};
use crate::pdf;
use crate::pipeline::{self, Checked};
use crate::resolve::index::{Options, Prints};
use crate::write::cache::PrintCache;

/// Which site, and as of which day.
#[derive(Debug, Args)]
pub struct SiteArguments {
    /// The site's folder [default: the folder at or above this one that holds content/site.yaml]
    #[arg(long, value_name = "DIR")]
    pub root: Option<PathBuf>,
    /// The day to take for today, such as 2026-11-21 [default: today]
    #[arg(long, value_name = "DATE", value_parser = date)]
    pub as_of: Option<Date>,
    /// Make drafts part of the site
    #[arg(long)]
    pub drafts: bool,
}

/// What a command asks of the pipeline besides the site.
#[derive(Clone, Debug, Default)]
pub struct Wishes {
    /// Replaces `base_url`.
    pub base_url: Option<String>,
    /// How links between pages are written.
    pub links: LinkForm,
    /// Whether everything is printed before the report, so that it names what does not fit its paper.
    pub printing: Printing,
}

/// When sheets and booklets are printed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Printing {
    /// When one is asked for.
    #[default]
    OnDemand,
    /// All of them, before the report.
    BeforeReport,
}

fn date(text: &str) -> Result<Date, String> {
    Date::parse(text).ok_or_else(|| "write a date such as 2026-11-21".to_owned())
}

impl SiteArguments {
    /// The site's folder.
    ///
    /// # Errors
    /// When there is none; the reason is printed.
    pub fn root(&self) -> Result<PathBuf, End> {
        if let Some(root) = &self.root {
            return if root.is_dir() { Ok(root.clone()) } else { Err(no_folder(root)) };
        }
        let here = env::current_dir().unwrap_or_else(|_| PathBuf::from("."));
        let found = here.ancestors().find(|folder| folder.join("content").join("site.yaml").is_file());
        found.map(Path::to_owned).ok_or_else(|| {
            let misnamed = MISNAMED.iter().find(|name| here.ancestors().any(|folder| folder.join(name).is_file()));
            let help = match misnamed {
                Some(name) => format!("rename `{name}` to `{}`", config::PATH),
                None => "go to a site's folder, name one with `--root`, or make one with `soleus init`".to_owned(),
            };
            let message = "there is no site here: no folder at or above this one holds `content/site.yaml`";
            output::usage(message, &help)
        })
    }

    /// Today, or the day that was asked for.
    #[must_use]
    pub fn today(&self) -> Date {
        self.as_of.unwrap_or_else(Date::today)
    }

    /// Loads the site and runs it through the pipeline.
    ///
    /// # Errors
    /// When the folder cannot be found or read; the reason is printed.
    pub fn checked(&self, wishes: Wishes) -> Result<(Checked, Snapshot), End> {
        let root = self.root()?;
        let loaded = disk::load(&root).map_err(|error| {
            output::usage(
                &format!("`{}` cannot be read: {error}", root.display()),
                "check the folder and its permissions",
            )
        })?;
        let printing = wishes.printing;
        let options = self.options(wishes);
        let checked = match printing {
            Printing::OnDemand => pipeline::run(&loaded.value, options, loaded.problems),
            Printing::BeforeReport => {
                let cache = Arc::new(PrintCache::of(&root));
                let meter = Meter::new("printing sheets");
                let printed = |done, of| meter.reached(done, of);
                let checked = pipeline::run_and_print(&loaded.value, options, loaded.problems, cache.clone(), &printed);
                drop(meter);
                if !checked.report.has_errors() {
                    cache.tidy();
                }
                checked
            }
        };
        Ok((checked, loaded.value))
    }

    /// What the pipeline is asked for.
    #[must_use]
    pub fn options(&self, wishes: Wishes) -> Options {
        let prints = if pdf::AVAILABLE { Prints::Made } else { Prints::LeftOut };
        let Wishes { base_url, links, printing: _ } = wishes;
        Options { today: self.today(), drafts: self.drafts, base_url, links, prints }
    }
}

fn no_folder(root: &Path) -> End {
    output::usage(&format!("there is no folder `{}`", root.display()), "check the path after `--root`")
}

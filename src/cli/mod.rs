//! The command line: the only place that prints, exits, reads the clock and looks for the site's folder.
//!
//! Each command is one file with its arguments and what it does. Progress and problems go to standard error, results to
//! standard output.

pub mod asked;
pub mod build;
pub mod check;
pub mod completions;
pub mod explain;
pub mod flow;
pub mod import;
pub mod init;
pub mod meter;
pub mod mv;
pub mod new;
pub mod out_file;
pub mod output;
pub mod qr;
pub mod schema;
pub mod serve;
pub mod sheet;
mod shown;
pub mod site;

use std::panic;
use std::process::ExitCode;

use clap::{Parser, Subcommand};

/// Turns a folder of Markdown into a clinic's public education site.
#[derive(Debug, Parser)]
#[command(name = "soleus", version, about, arg_required_else_help = true)]
pub struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Build the whole site: all or nothing
    Build(build::Build),
    /// Show the site in the browser, up to date with every save
    Serve(serve::Serve),
    /// Report every problem of every file
    Check(check::Check),
    /// Print a decision flow as text or data
    Flow(flow::Flow),
    /// Print a rehab sheet or a whole booklet as PDF
    Sheet(sheet::Sheet),
    /// Make a new page of a kind
    New(new::New),
    /// Move a page or folder and rewrite every link to it
    Mv(mv::Mv),
    /// Make a new site
    Init(init::Init),
    /// Make reference pages from BibTeX or CSL-JSON
    Import(import::Import),
    /// Explain a problem code, with an example
    Explain(explain::Explain),
    /// Print the JSON Schema of a kind of page, or of site.yaml
    Schema(schema::Schema),
    /// Print completions for a shell
    Completions(completions::Completions),
}

/// How a command ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum End {
    /// All is well.
    Fine,
    /// The content has errors.
    ContentErrors,
    /// The command or the settings are wrong, or the output cannot be used.
    Usage,
    /// A defect of ours.
    Internal,
}

impl From<End> for ExitCode {
    fn from(end: End) -> Self {
        Self::from(match end {
            End::Fine => 0,
            End::ContentErrors => 1,
            End::Usage => 2,
            End::Internal => 3,
        })
    }
}

/// Runs the command that was typed.
#[must_use]
pub fn run() -> ExitCode {
    let arguments = match Arguments::try_parse() {
        Ok(arguments) => arguments,
        Err(error) => {
            if error.use_stderr() {
                let _ = error.print();
                return End::Usage.into();
            }
            return output::result(&error.render().to_string()).map_or_else(End::into, |()| End::Fine.into());
        }
    };
    // A defect is reported as one, with what the author can do, and never as a bare stack trace.
    panic::set_hook(Box::new(|defect| {
        output::error(&format!(
            "error[X001]: Soleus itself failed: {defect}\n  help: report this with the page that caused it; your files are as they were"
        ));
    }));
    panic::catch_unwind(|| dispatch(arguments.command)).unwrap_or(End::Internal).into()
}

fn dispatch(command: Command) -> End {
    match command {
        Command::Build(build) => build.run(),
        Command::Serve(serve) => serve.run(),
        Command::Check(check) => check.run(),
        Command::Flow(flow) => flow.run(),
        Command::Sheet(sheet) => sheet.run(),
        Command::New(new) => new.run(),
        Command::Mv(mv) => mv.run(),
        Command::Init(init) => init.run(),
        Command::Import(import) => import.run(),
        Command::Explain(explain) => explain.run(),
        Command::Schema(schema) => schema.run(),
        Command::Completions(completions) => completions.run(),
    }
}

//! `soleus completions`: completions for a shell.

use clap::{Args, CommandFactory as _};
use clap_complete::Shell;

use super::{Arguments, End, output};

/// The arguments of `completions`.
#[derive(Debug, Args)]
pub struct Completions {
    /// The shell
    #[arg(value_enum)]
    shell: Shell,
}

impl Completions {
    /// Prints the completions.
    #[must_use]
    pub fn run(&self) -> End {
        let mut text = Vec::new();
        clap_complete::generate(self.shell, &mut Arguments::command(), "soleus", &mut text);
        output::result(&String::from_utf8_lossy(&text)).map_or_else(|end| end, |()| End::Fine)
    }
}

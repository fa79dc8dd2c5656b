//! The `soleus` command.

use std::process::ExitCode;

fn main() -> ExitCode {
    soleus::cli::run()
}

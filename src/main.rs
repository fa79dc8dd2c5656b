//! The `soleus` command.

use std::process::ExitCode;

/// Typesetting is many small allocations: this allocator takes a fourteenth off a build with all its prints.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    soleus::cli::run()
}

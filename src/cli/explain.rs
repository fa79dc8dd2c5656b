//! `soleus explain`: what a problem code means, with an example.

use clap::Args;

use super::{End, output};
use crate::base::nearest::nearest;
use crate::diag::{codes, explain};

/// The arguments of `explain`.
#[derive(Debug, Args)]
pub struct Explain {
    /// The code, such as L001; all codes when left out
    #[arg(value_name = "CODE")]
    code: Option<String>,
}

impl Explain {
    /// Prints the explanation.
    #[must_use]
    pub fn run(&self) -> End {
        let Some(code) = &self.code else {
            let lines =
                codes::ALL.iter().map(|code| format!("{}  {:<7}  {}\n", code.id, code.severity.word(), code.title));
            return printed(&lines.collect::<String>());
        };
        match explain::page(code) {
            Some(page) => printed(&format!("{}\n", page.text.trim())),
            None => {
                let near = nearest(code, codes::ALL.iter().map(|code| code.id));
                let help = near.map_or_else(
                    || "list them with `soleus explain`".to_owned(),
                    |near| format!("write `soleus explain {near}`"),
                );
                output::usage(&format!("there is no code `{code}`"), &help)
            }
        }
    }
}

fn printed(text: &str) -> End {
    output::result(text).map_or_else(|end| end, |()| End::Fine)
}

//! `soleus init`: a new site that checks clean, empty or with the shipped calf content.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use clap::Args;

use super::{End, output};
use crate::builtin;

/// The arguments of `init`.
#[derive(Debug, Args)]
pub struct Init {
    /// The folder to make
    #[arg(value_name = "DIR")]
    folder: PathBuf,
    /// Start from the shipped calf content
    #[arg(long)]
    example: bool,
}

const SITE: &str = "name: My Clinic
tagline: Exercise and recovery, explained
# base_url: https://clinic.example
language: en-GB
paper: a4
# Every page says \"example, not clinically reviewed\" until this is `required`.
review: { policy: example, grace_days: 30 }
# Phone numbers stay in quotes, so that no zero is lost. Pages use them as {{clinic_phone}}.
numbers:
  emergency_number: \"999\"
  urgent_line: \"111\"
  clinic_phone: \"01632 960000\"
pain_rule:
  ok: 3
  caution: 5
  next_morning: If the pain is higher the next morning, do less.
";

const HOME: &str = "---
title: Welcome
summary: An example of a home page, to be replaced by your own.
---
> [!NOTE] This page is an example
> It came with the program that makes this site. Put your own words in its place, in `content/index.md`, before you
> publish the site.

> [!EMERGENCY] Call {{emergency_number}} now if:
> - you are suddenly breathless or have chest pain
> - your foot is numb, cold, pale or blue

## What you find here

The pages of this site are listed in the menu. To book a visit, call {{clinic_phone}}.
";

impl Init {
    /// Makes the site.
    #[must_use]
    pub fn run(&self) -> End {
        let content = self.folder.join("content");
        if content.exists() {
            return output::usage(
                &format!("`{}` is there already", content.display()),
                "choose another folder, or move it away",
            );
        }
        match self.write(&content) {
            Ok(files) => {
                output::error(&format!(
                    "{files} files in {}; next: soleus build --root {}",
                    content.display(),
                    self.folder.display()
                ));
                End::Fine
            }
            Err(error) => output::usage(
                &format!("`{}` cannot be written: {error}", content.display()),
                "check the folder and its permissions",
            ),
        }
    }

    fn write(&self, content: &Path) -> io::Result<usize> {
        if !self.example {
            write_new(&content.join("site.yaml"), SITE.as_bytes())?;
            write_new(&content.join("index.md"), HOME.as_bytes())?;
            return Ok(2);
        }
        for (path, bytes) in builtin::EXAMPLE {
            let file = path.split('/').fold(content.to_owned(), |folder, part| folder.join(part));
            write_new(&file, bytes)?;
        }
        Ok(builtin::EXAMPLE.len())
    }
}

/// Writes a file that is not there yet, and the folders above it.
///
/// # Errors
/// When the file is there already or cannot be written.
pub fn write_new(path: &Path, bytes: &[u8]) -> io::Result<()> {
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder)?;
    }
    let mut file = fs::OpenOptions::new().write(true).create_new(true).open(path)?;
    io::Write::write_all(&mut file, bytes)
}

//! Writes a made-up site of any size into a new folder, for measuring Soleus and others on the same pages.
//!
//! `cargo run --example corpus -- --pages 1000 --words 750 OUT`; `--seed N` gives other words and links.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a tool for developers may stop"
)]

#[path = "../benches/corpus/mod.rs"]
mod corpus;

use std::fs;
use std::path::PathBuf;
use std::process::ExitCode;

use corpus::{Size, corpus};

fn main() -> ExitCode {
    let mut size = Size { pages: 1000, words: 750, seed: 1 };
    let mut out: Option<PathBuf> = None;
    let mut arguments = std::env::args().skip(1);
    while let Some(argument) = arguments.next() {
        let mut number = || arguments.next().and_then(|text| text.parse::<u64>().ok());
        let known = match argument.as_str() {
            "--pages" => number().map(|pages| size.pages = usize::try_from(pages).unwrap_or(usize::MAX)),
            "--words" => number().map(|words| size.words = usize::try_from(words).unwrap_or(usize::MAX)),
            "--seed" => number().map(|seed| size.seed = seed),
            other if !other.starts_with('-') && out.is_none() => {
                out = Some(PathBuf::from(other));
                Some(())
            }
            _ => None,
        };
        if known.is_none() {
            eprintln!("usage: corpus [--pages N] [--words N] [--seed N] OUT");
            return ExitCode::from(2);
        }
    }
    let Some(out) = out.filter(|out| !out.exists()) else {
        eprintln!("name a folder that does not exist yet");
        return ExitCode::from(2);
    };
    let files = corpus(size);
    for (path, text) in &files {
        let file = out.join(path);
        fs::create_dir_all(file.parent().expect("a folder")).expect("the folder is made");
        fs::write(file, text).expect("the file is written");
    }
    println!("{} files in {}", files.len(), out.display());
    ExitCode::SUCCESS
}

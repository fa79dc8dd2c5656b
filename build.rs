//! Compiles the built-in templates, theme and example content into the binary: lists every file of the three folders.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::{env, fs, io};

fn main() -> io::Result<()> {
    println!("cargo::rerun-if-env-changed=CARGO_MANIFEST_DIR");
    let root = PathBuf::from(env::var_os("CARGO_MANIFEST_DIR").unwrap_or_default());
    let mut code = String::new();
    for (name, folder) in [("TEMPLATES", "templates"), ("THEME", "theme"), ("EXAMPLE", "content")] {
        println!("cargo::rerun-if-changed={folder}");
        let mut files = Vec::new();
        collect(&root.join(folder), "", &mut files)?;
        files.sort();
        let _ = writeln!(code, "/// Every file of `{folder}/`: its path below the folder and its bytes.");
        let _ = writeln!(code, "pub const {name}: &[(&str, &[u8])] = &[");
        for file in files {
            // The folder is named through the variable, not spelt out, so that a checkout that moved is built anew.
            let path = format!("/{folder}/{file}");
            let _ = writeln!(code, "    ({file:?}, include_bytes!(concat!(env!(\"CARGO_MANIFEST_DIR\"), {path:?}))),");
        }
        let _ = writeln!(code, "];");
    }
    let out = PathBuf::from(env::var_os("OUT_DIR").unwrap_or_default());
    fs::write(out.join("builtin.rs"), code)
}

/// All files below `folder`, with `/` between their parts; hidden ones are left out.
fn collect(folder: &Path, prefix: &str, files: &mut Vec<String>) -> io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        let name = entry.file_name().to_string_lossy().into_owned();
        if name.starts_with('.') {
            continue;
        }
        let path = if prefix.is_empty() { name } else { format!("{prefix}/{name}") };
        if entry.file_type()?.is_dir() {
            collect(&entry.path(), &path, files)?;
        } else {
            files.push(path);
        }
    }
    Ok(())
}

//! What whole-program tests share: the real binary, temporary sites and the built shipped site.
#![allow(dead_code, reason = "each test file uses a part of it")]

pub mod browse;
pub mod shipped;

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

/// The day that tests take for today.
pub const TODAY: &str = "2026-11-21";

/// The repository, which is itself the shipped site.
pub fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

/// The real binary with arguments, run in `folder`.
pub fn soleus(folder: &Path, arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_soleus")).current_dir(folder).args(arguments).output().expect("the binary runs")
}

/// A command's end: exit code, standard output and standard error.
pub fn end(output: &Output) -> (i32, String, String) {
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    (output.status.code().unwrap_or(-1), text(&output.stdout), text(&output.stderr))
}

/// A temporary site with these files; `content/site.yaml` is added when it is not among them.
pub fn site(files: &[(&str, &str)]) -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let settings = (
        "content/site.yaml",
        "name: Test\nlanguage: en-GB\nbase_url: https://test.example\nnumbers: { emergency_number: \"999\" }\n",
    );
    let has_settings = files.iter().any(|(path, _)| *path == settings.0);
    for (path, text) in files.iter().chain((!has_settings).then_some(&settings)) {
        write(folder.path(), path, text);
    }
    folder
}

/// Writes a file of a site, and the folders above it.
pub fn write(root: &Path, path: &str, text: &str) {
    let file = root.join(path);
    fs::create_dir_all(file.parent().expect("a folder")).expect("the folder is made");
    fs::write(file, text).expect("the file is written");
}

/// All files below a folder with their bytes, by path with `/`.
pub fn files(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let mut found = BTreeMap::new();
    let mut open = vec![folder.to_owned()];
    while let Some(next) = open.pop() {
        for entry in fs::read_dir(&next).expect("the folder is read") {
            let path = entry.expect("an entry").path();
            // What builds keep between runs is no part of a site.
            if path.ends_with(".soleus-cache") {
                continue;
            }
            if path.is_dir() {
                open.push(path);
            } else {
                let name = path.strip_prefix(folder).expect("below").to_str().expect("UTF-8").replace('\\', "/");
                found.insert(name, fs::read(&path).expect("the file is read"));
            }
        }
    }
    found
}

/// Builds a site and gives its output folder, which goes when the first part is dropped.
pub fn built(root: &Path, more: &[&str]) -> (tempfile::TempDir, PathBuf) {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let out = folder.path().join("public");
    let mut arguments =
        vec!["build", "--root", root.to_str().expect("UTF-8"), "--out", out.to_str().expect("UTF-8"), "--as-of", TODAY];
    arguments.extend(more);
    let (code, _, problems) = end(&soleus(root, &arguments));
    assert_eq!(code, 0, "{problems}");
    (folder, out)
}

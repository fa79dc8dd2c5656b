//! Where results go: files that `--out` names, and standard output.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::string_slice,
    reason = "a test may stop"
)]
#![cfg(unix)]

mod support;

use std::fs;
use std::os::unix::fs::{PermissionsExt as _, symlink};
use std::path::Path;
use std::process::{Command, Stdio};

use support::{end, root, site, soleus, write};

/// The flow of the second clinic's site, written to a file.
fn flow_to(folder: &Path, site: &Path, out: &str) -> (i32, String) {
    let arguments = ["flow", "which-page", "--format", "text", "--root", site.to_str().unwrap(), "--out", out];
    let (code, _, problems) = end(&soleus(folder, &arguments));
    (code, problems)
}

/// A site of its own with the second clinic's flow.
fn knee() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    let from = root().join("tests/fixtures/knee");
    for (path, bytes) in support::files(&from) {
        let file = folder.path().join(path);
        fs::create_dir_all(file.parent().unwrap()).unwrap();
        fs::write(file, bytes).unwrap();
    }
    folder
}

#[test]
fn a_file_of_the_site_is_never_written_over() {
    let knee = knee();
    let settings = fs::read(knee.path().join("content/site.yaml")).unwrap();
    symlink("content", knee.path().join("linked")).unwrap();
    symlink("content/new.txt", knee.path().join("not-yet.txt")).unwrap();
    for out in [
        "content/site.yaml",
        "content/new.txt",
        "linked/site.yaml",
        "not-yet.txt",
        "content/../theme/x.css",
        "templates",
    ] {
        let (code, problems) = flow_to(knee.path(), knee.path(), out);
        assert!(code == 2 && problems.contains("from which the site is made"), "{out}: {problems}");
    }
    assert_eq!(fs::read(knee.path().join("content/site.yaml")).unwrap(), settings);
    assert!(!knee.path().join("content/new.txt").exists() && !knee.path().join("theme").exists());
}

#[test]
fn a_file_has_the_usual_permissions_and_a_link_stays_one() {
    let (knee, folder) = (knee(), tempfile::tempdir().unwrap());
    write(folder.path(), "usual.txt", "x");
    write(folder.path(), "behind.txt", "x");
    symlink("behind.txt", folder.path().join("link.txt")).unwrap();
    for out in ["flow.txt", "link.txt"] {
        assert_eq!(flow_to(folder.path(), knee.path(), out), (0, String::new()));
    }
    let mode = |name: &str| fs::metadata(folder.path().join(name)).unwrap().permissions().mode();
    assert_eq!(mode("flow.txt"), mode("usual.txt"));
    assert!(fs::symlink_metadata(folder.path().join("link.txt")).unwrap().is_symlink());
    assert!(fs::read_to_string(folder.path().join("behind.txt")).unwrap().contains("knee"));
}

#[test]
fn a_result_that_cannot_be_written_is_an_error() {
    let full = Path::new("/dev/full");
    if !full.exists() {
        return;
    }
    let folder = site(&[("content/index.md", "---\ntitle: Home\n---\nHello.\n")]);
    for arguments in [
        &["explain"][..],
        &["explain", "L001"],
        &["schema"],
        &["completions", "bash"],
        &["check", "--format", "json"],
        &["check", "--format", "sarif"],
        &["check", "--review"],
        &["--help"],
    ] {
        let out = fs::OpenOptions::new().write(true).open(full).unwrap();
        let command = Command::new(env!("CARGO_BIN_EXE_soleus"))
            .current_dir(folder.path())
            .args(arguments)
            .stdout(Stdio::from(out))
            .stderr(Stdio::piped())
            .output()
            .unwrap();
        let (code, _, problems) = end(&command);
        assert!(code == 2 && problems.contains("cannot be written to standard output"), "{arguments:?}: {problems}");
    }
}

#[test]
fn a_closed_pipe_is_no_error() {
    let mut command = Command::new(env!("CARGO_BIN_EXE_soleus"))
        .arg("schema")
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    drop(command.stdout.take());
    let (code, _, problems) = end(&command.wait_with_output().unwrap());
    assert_eq!((code, problems.as_str()), (0, ""));
}

#[test]
fn a_page_that_is_asked_for_is_found_as_links_find_it_or_by_its_path() {
    let knee = knee();
    let ask = |name: &str| end(&soleus(knee.path(), &["flow", name, "--format", "text"]));
    let pages = support::files(knee.path());
    let path = pages.keys().find(|path| path.ends_with("which-page.md")).unwrap();
    for name in [path.as_str(), path.trim_end_matches(".md")] {
        assert_eq!(ask(name).0, 0, "{name}");
    }
    let (code, _, problems) = ask("wich-page");
    assert!(code == 2 && problems.contains("help: write `which-page`"), "{problems}");
    let (code, _, problems) = ask("zzzzzzzzzzzzzz");
    assert!(code == 2 && problems.contains("help: write `which-page`"), "{problems}");
    write(knee.path(), "content/other/which-page.md", "---\ntitle: Another\n---\nText.\n");
    let (code, _, problems) = ask("which-page");
    assert!(
        code == 2 && problems.contains("`which-page` fits 2 pages: ") && problems.contains("help: write `"),
        "{problems}"
    );
    assert!(!problems.contains("help: write one of"), "{problems}");
}

#[test]
fn a_draft_is_printed_when_it_is_asked_for_only() {
    let knee = knee();
    let pages = support::files(knee.path());
    let path = pages.keys().find(|path| path.ends_with("which-page.md")).unwrap();
    let text = String::from_utf8(pages[path].clone()).unwrap().replacen("---\n", "---\ndraft: true\n", 1);
    write(knee.path(), path, &text);
    // The menu needs a page in the section.
    write(knee.path(), "content/help/more.md", "---\ntitle: More\n---\nText.\n");
    let (code, stdout, problems) = end(&soleus(knee.path(), &["flow", path, "--format", "text"]));
    assert_eq!((code, stdout.as_str()), (2, ""));
    assert!(problems.contains(&format!("error: `{path}` is a draft\n  help: add `--drafts`")), "{problems}");
    assert_eq!(end(&soleus(knee.path(), &["flow", path, "--format", "text", "--drafts"])).0, 0);
}

#[test]
fn wrong_settings_end_with_2_in_every_command() {
    let knee = knee();
    let settings = fs::read_to_string(knee.path().join("content/site.yaml")).unwrap();
    for (broken, wrong) in [(true, "tagline: Knee: what to do\n"), (false, "unknown_key: 1\n")] {
        write(knee.path(), "content/site.yaml", &format!("{wrong}{settings}"));
        assert_eq!(end(&soleus(knee.path(), &["flow", "which-page", "--format", "text"])).0, 2, "{wrong}");
        let (code, _, problems) = end(&soleus(knee.path(), &["mv", "--dry-run", "help", "aid"]));
        assert_eq!(code == 2, broken, "{problems}");
    }
}

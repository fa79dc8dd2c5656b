//! Holds the architecture: which folder may use which, which file names which crate, and that ARCHITECTURE.md is true.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::string_slice,
    reason = "a test may stop"
)]

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

/// Modules of the crate from the ground up. Each may use those before it and itself.
const LAYERS: [&str; 25] = [
    "base", "diag", "model", "load", "parse", "resolve", "flow", "cite", "chart", "pose", "picture", "plate", "pdf",
    "body", "search", "view", "render", "check", "kinds", "write", "builtin", "pipeline", "rename", "preview", "cli",
];

/// Crates that may be named in one file only, so that each can be replaced there.
const ONE_FILE: [(&str, &str); 22] = [
    ("pulldown_cmark", "src/parse/markdown/mod.rs"),
    ("tera", "src/render/template.rs"),
    ("serde_yaml", "src/parse/yaml.rs"),
    ("walkdir", "src/load/disk.rs"),
    ("hayagriva", "src/cite/csl.rs"),
    ("aho_corasick", "src/resolve/glossary.rs"),
    ("annotate_snippets", "src/diag/human.rs"),
    ("blake3", "src/base/digest.rs"),
    ("image", "src/picture/raster.rs"),
    ("png", "src/picture/canvas.rs"),
    ("jiff", "src/base/date.rs"),
    ("tempfile", "src/write/publish.rs"),
    ("ttf_parser", "src/base/font.rs"),
    ("notify", "src/preview/watch.rs"),
    ("fast_qr", "src/view/qr.rs"),
    ("ctrlc", "src/cli/serve.rs"),
    ("getrandom", "src/cli/serve.rs"),
    ("typst", "src/pdf/engine.rs"),
    ("typst_layout", "src/pdf/engine.rs"),
    ("typst_pdf", "src/pdf/engine.rs"),
    ("comemo", "src/pdf/engine.rs"),
    ("mimalloc", "src/main.rs"),
];

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

fn read(path: &str) -> String {
    fs::read_to_string(root().join(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
}

/// Every source file with its code: comments and test modules are left out.
fn sources() -> BTreeMap<String, String> {
    fn collect(folder: &Path, files: &mut Vec<PathBuf>) {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                collect(&path, files);
            } else if path.extension().is_some_and(|ending| ending == "rs") {
                files.push(path);
            }
        }
    }
    let mut files = Vec::new();
    collect(&root().join("src"), &mut files);
    let name = |path: &Path| path.strip_prefix(root()).unwrap().to_str().unwrap().replace('\\', "/");
    files
        .into_iter()
        .map(|path| (name(&path), code_of(&fs::read_to_string(&path).unwrap())))
        .filter(|(name, _)| !is_test(name))
        .collect()
}

/// Files that are compiled for tests only.
fn is_test(name: &str) -> bool {
    ["/testing.rs", "/parity.rs"].iter().any(|ending| name.ends_with(ending)) || name.contains("/tests/")
}

fn code_of(source: &str) -> String {
    let tests = ["#[cfg(test)]\nmod tests {", "#[cfg(test)]\npub(super) mod"];
    let end = tests.iter().filter_map(|start| source.find(start)).min().unwrap_or(source.len());
    let before_tests = &source[..end];
    let lines = before_tests.lines().filter(|line| !line.trim_start().starts_with("//"));
    lines.collect::<Vec<_>>().join("\n")
}

/// The module of a file: `src/parse/yaml.rs` is in `parse`.
fn module(file: &str) -> Option<&str> {
    let below = file.strip_prefix("src/")?;
    let first = below.split('/').next()?;
    Some(first.strip_suffix(".rs").unwrap_or(first)).filter(|name| !matches!(*name, "main" | "lib"))
}

#[test]
fn modules_use_only_what_lies_below_them() {
    let place = |name: &str| LAYERS.iter().position(|layer| *layer == name);
    let mut wrong = Vec::new();
    for (file, code) in sources() {
        let Some(own) = module(&file) else { continue };
        let own = place(own)
            .unwrap_or_else(|| panic!("{file} is in no known layer: add its module to LAYERS and ARCHITECTURE.md"));
        for (_, after) in code.match_indices("crate::").map(|(at, found)| (at, &code[at + found.len()..])) {
            let used: String = after.chars().take_while(|letter| letter.is_alphanumeric() || *letter == '_').collect();
            match place(&used) {
                Some(used_place) if used_place > own => {
                    wrong.push(format!("{file} uses `{used}`, which lies above it"))
                }
                _ => {}
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn each_crate_is_named_in_its_own_file() {
    let sources = sources();
    for (name, file) in ONE_FILE {
        let named: BTreeSet<&str> =
            sources.iter().filter(|(_, code)| names_crate(code, name)).map(|(file, _)| file.as_str()).collect();
        assert_eq!(named, BTreeSet::from([file]), "files that name `{name}`");
    }
}

/// Whether code names a crate as a path: `tera::…` or `use tera`.
fn names_crate(code: &str, name: &str) -> bool {
    code.match_indices(name).any(|(at, _)| {
        let before = code[..at].chars().next_back();
        let after = &code[at + name.len()..];
        let whole =
            !before.is_some_and(|letter| letter.is_alphanumeric() || letter == '_' || letter == ':' || letter == '.');
        whole && (after.starts_with("::") || after.starts_with(" as ") || after.starts_with(';'))
    })
}

#[test]
fn the_model_names_no_outside_crate() {
    for (file, code) in sources().iter().filter(|(file, _)| file.starts_with("src/model/")) {
        for line in code.lines().map(str::trim).filter(|line| line.starts_with("use ")) {
            assert!(line.starts_with("use crate::") || line.starts_with("use std::"), "{file}: {line}");
        }
    }
}

#[test]
fn only_the_command_line_prints_exits_and_reads_the_clock() {
    let banned = [
        "println!",
        "eprintln!",
        "print!(",
        "process::exit",
        "Date::today",
        "SystemTime::now",
        "Instant::now",
        "env::var",
        "std::net",
    ];
    for (file, code) in sources() {
        if file.starts_with("src/cli/") || file == "src/main.rs" {
            continue;
        }
        let serves = ["src/preview/server.rs", "src/preview/streams.rs"].contains(&file.as_str());
        for word in banned.iter().filter(|word| !(serves && **word == "std::net")) {
            assert!(!code.contains(word), "{file} holds `{word}`");
        }
    }
}

#[test]
fn no_hash_order_no_globals_and_no_panics() {
    let banned = [
        "HashMap",
        "HashSet",
        "static mut",
        "thread_local!",
        "LazyLock",
        "OnceLock",
        ".unwrap()",
        ".expect(",
        "panic!(",
        "unreachable!(",
        "todo!(",
        "unimplemented!(",
    ];
    for (file, code) in sources() {
        for word in banned {
            assert!(!code.contains(word), "{file} holds `{word}`");
        }
    }
}

#[test]
fn only_views_and_what_writes_data_name_serde() {
    let allowed = |file: &str| {
        file.starts_with("src/view/")
            || file.starts_with("src/render/")
            || file == "src/search/encode.rs"
            || file.starts_with("src/cite/")
            || file.starts_with("src/diag/")
    };
    for (file, code) in sources() {
        assert!(!names_crate(&code, "serde") || allowed(&file), "{file} names serde");
    }
}

#[test]
fn kinds_do_not_use_each_other_and_no_stage_names_one() {
    let parts = ["dose", "pose", "mod"];
    for (file, code) in sources() {
        if let Some(name) = file.strip_prefix("src/kinds/").and_then(|name| name.strip_suffix(".rs")) {
            for line in code.lines().filter(|line| line.contains("super::") && !parts.contains(&name)) {
                let used = line.split("super::").nth(1).unwrap_or_default();
                assert!(parts.iter().any(|part| used.starts_with(part)), "{file}: {line}");
            }
        } else if !file.starts_with("src/cli/") && file != "src/pipeline.rs" {
            assert!(!code.contains("crate::kinds"), "{file} names a kind's file");
        }
    }
}

#[test]
fn every_path_that_architecture_md_names_exists() {
    let text = read("ARCHITECTURE.md");
    let mut named = 0;
    for piece in text.split('`').skip(1).step_by(2) {
        let looks_like_path = (piece.starts_with("src/")
            || piece.starts_with("tests/")
            || piece.starts_with("theme/")
            || piece.starts_with("docs/")
            || piece.starts_with("templates/")
            || piece.starts_with("content/"))
            && !piece.contains([' ', '*', '<', '…']);
        if looks_like_path {
            named += 1;
            assert!(root().join(piece).exists(), "ARCHITECTURE.md names `{piece}`, which is not there");
        }
    }
    assert!(named > 20, "ARCHITECTURE.md names only {named} paths");
}

#[test]
fn every_module_is_described_in_architecture_md() {
    let text = read("ARCHITECTURE.md");
    for layer in LAYERS {
        let path = if root().join(format!("src/{layer}.rs")).exists() {
            format!("`src/{layer}.rs`")
        } else {
            format!("`src/{layer}/`")
        };
        assert!(text.contains(&path), "ARCHITECTURE.md does not describe {path}");
    }
}

#[test]
fn every_template_and_theme_file_is_compiled_in() {
    for (folder, built_in) in [
        ("templates", soleus::builtin::TEMPLATES),
        ("theme", soleus::builtin::THEME),
        ("content", soleus::builtin::EXAMPLE),
    ] {
        for (name, bytes) in built_in {
            let found = fs::read(root().join(folder).join(name)).unwrap();
            assert!(found == *bytes, "{folder}/{name} differs from what is compiled in");
        }
        assert!(!built_in.is_empty());
    }
}

//! Holds the author guide to its word: its examples are checked and its commands are run by the real binary.
//!
//! On a page of `docs/` a fenced block whose info string names a file is that file of the page's site; `console` holds
//! commands with what they print; `problem CODE FILE` is a wrong page that must be reported; `text` is only shown.
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
use std::process::Command;

use soleus::base::slug;
use soleus::kinds;
use soleus::model::doc::CardKind;
use soleus::model::kind::Kind;
use soleus::parse::schema::{Field, Shape};
use soleus::parse::{config, meta};
use tempfile::TempDir;

/// The day the examples are checked on, so that their reviews stay current.
const TODAY: &str = "2026-11-21";

/// The settings of a page that shows none.
const SETTINGS: &str = "name: Example Clinic\nlanguage: en-GB\nnumbers:\n  emergency_number: \"999\"\n  urgent_line: \"111\"\n  clinic_phone: \"01632 960123\"\npain_rule: { ok: 3, caution: 5 }\n";

/// A fenced block of a page.
struct Block {
    /// What stands behind the opening fence.
    info: String,
    text: String,
    line: usize,
}

/// A page of the guide.
struct Page {
    name: String,
    text: String,
    blocks: Vec<Block>,
}

/// Fonts that styles of the guide name.
const FONTS: [&str; 1] = ["theme/fonts/my-arabic.woff2"];

impl Page {
    /// The page's text without its fenced blocks.
    fn prose(&self) -> String {
        let mut lines = Vec::new();
        let mut fence: Option<String> = None;
        for line in self.text.lines() {
            match (&fence, fence_of(line)) {
                (None, Some((marks, _))) => fence = Some(marks),
                (None, None) => lines.push(line),
                (Some(open), _) if line.trim_end() == open => fence = None,
                (Some(_), _) => {}
            }
        }
        lines.join("\n")
    }

    /// The part of the page under the heading of level 2 with this text, its fenced blocks too.
    fn section(&self, heading: &str) -> String {
        let mut section = String::new();
        let mut fence: Option<String> = None;
        let mut inside = false;
        for line in self.text.lines() {
            match (&fence, fence_of(line)) {
                (None, Some((marks, _))) => fence = Some(marks),
                (None, None) => {
                    if let Some(title) = line.strip_prefix("## ") {
                        inside = title.trim() == heading;
                    }
                }
                (Some(open), _) if line.trim_end() == open => fence = None,
                (Some(_), _) => {}
            }
            if inside {
                section.push_str(line);
                section.push('\n');
            }
        }
        section
    }

    /// The files of the page's site, with settings when it shows none.
    fn site(&self) -> BTreeMap<&str, &str> {
        let files = self.blocks.iter().filter(|block| is_site_file(&block.info));
        let mut site: BTreeMap<&str, &str> = files.map(|block| (block.info.as_str(), block.text.as_str())).collect();
        site.entry("content/site.yaml").or_insert(SETTINGS);
        // A font is for the reader of the guide to bring.
        let styles = self.blocks.iter().filter(|block| block.info.ends_with(".css"));
        let fonts: Vec<&str> =
            styles.filter_map(|block| block.text.split("url(\"").nth(1)?.split('"').next()).collect();
        site.extend(fonts.iter().filter_map(|name| Some((*FONTS.iter().find(|path| path.ends_with(name))?, ""))));
        site
    }
}

fn fence_of(line: &str) -> Option<(String, String)> {
    let marks: String = line.chars().take_while(|letter| *letter == '`').collect();
    (marks.len() >= 3).then(|| (marks.clone(), line.trim_start_matches('`').trim().to_owned()))
}

fn blocks(text: &str) -> Vec<Block> {
    let mut blocks = Vec::new();
    let mut lines = text.lines().enumerate();
    while let Some((number, line)) = lines.next() {
        let Some((marks, info)) = fence_of(line) else { continue };
        let mut text = String::new();
        for (_, line) in lines.by_ref().take_while(|(_, line)| line.trim_end() != marks) {
            text.push_str(line);
            text.push('\n');
        }
        blocks.push(Block { info, text, line: number + 1 });
    }
    blocks
}

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("docs")
}

fn guide() -> Vec<Page> {
    let entries = fs::read_dir(folder()).into_iter().flatten().flatten().map(|entry| entry.path());
    let mut paths: Vec<PathBuf> =
        entries.filter(|path| path.extension().is_some_and(|ending| ending == "md")).collect();
    paths.sort();
    let page = |path: &PathBuf| {
        let text = fs::read_to_string(path).unwrap_or_default().replace("\r\n", "\n");
        let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        Page { name, blocks: blocks(&text), text }
    };
    let pages: Vec<Page> = paths.iter().map(page).collect();
    assert!(pages.len() >= 9, "only {} pages of the guide were found", pages.len());
    pages
}

fn page(name: &str) -> Page {
    let found = guide().into_iter().find(|page| page.name == name);
    assert!(found.is_some(), "docs/{name} is missing");
    found.unwrap_or_else(|| Page { name: String::new(), text: String::new(), blocks: Vec::new() })
}

fn is_site_file(info: &str) -> bool {
    ["content/", "templates/", "theme/"].iter().any(|folder| info.starts_with(folder))
}

/// Whether a block is a file of its own, written where the page shows it: `my-clinic/content/about.md`.
fn is_other_file(info: &str) -> bool {
    !is_site_file(info) && !info.contains(' ') && info.contains('.')
}

fn write(folder: &Path, name: &str, text: &str) {
    let path = folder.join(name);
    let made = path.parent().map(fs::create_dir_all).transpose().and_then(|_| fs::write(&path, text));
    assert!(made.is_ok(), "{} cannot be written: {made:?}", path.display());
}

/// A folder with these files.
fn temporary(files: &BTreeMap<&str, &str>) -> TempDir {
    let folder = TempDir::new().unwrap_or_else(|error| unreachable!("no temporary folder: {error}"));
    for (name, text) in files {
        write(folder.path(), name, text);
    }
    folder
}

/// Runs the binary: its exit code and all that it prints.
fn soleus(arguments: &[String], folder: &Path) -> (i32, String) {
    let run = Command::new(env!("CARGO_BIN_EXE_soleus")).args(arguments).current_dir(folder).output();
    match run {
        Ok(output) => {
            let printed = [output.stdout, output.stderr].map(|bytes| String::from_utf8_lossy(&bytes).into_owned());
            (output.status.code().unwrap_or(-1), printed.concat())
        }
        Err(error) => (-1, error.to_string()),
    }
}

/// The problems of the site in a folder: severity, code, path and message.
fn problems(folder: &Path) -> Vec<[String; 4]> {
    let arguments = ["check", "--format", "json", "--as-of", TODAY].map(str::to_owned);
    let (_, printed) = soleus(&arguments, folder);
    let found: Vec<serde_json::Value> = serde_json::from_str(&printed).unwrap_or_default();
    let entry = |problem: &serde_json::Value| {
        ["severity", "code", "path", "message"]
            .map(|key| problem.get(key).and_then(serde_json::Value::as_str).unwrap_or_default().to_owned())
    };
    assert!(printed.trim_start().starts_with('['), "`check` printed no list: {printed}");
    found.iter().map(entry).collect()
}

/// The words of a command line; quotes hold a word with blanks together.
fn words_of(command: &str) -> Vec<String> {
    let mut words = vec![String::new()];
    let mut quoted = false;
    for letter in command.trim().chars() {
        match letter {
            '"' => quoted = !quoted,
            ' ' if !quoted => words.push(String::new()),
            letter => words.iter_mut().last().into_iter().for_each(|word| word.push(letter)),
        }
    }
    words.retain(|word| !word.is_empty());
    words
}

/// Runs the commands of a block from folder `here` on, and says what went another way than shown.
fn run_console(block: &Block, here: &mut PathBuf, at: &str) -> Vec<String> {
    let mut failures = Vec::new();
    for step in format!("\n{}", block.text).split("\n$ ").skip(1) {
        let mut lines = step.lines();
        let command = lines.next().unwrap_or_default();
        let mut shown: Vec<&str> = lines.map(str::trim).filter(|line| !line.is_empty() && *line != "…").collect();
        let exit = shown.first().and_then(|line| line.strip_prefix("# exit ")).and_then(|code| code.parse().ok());
        if exit.is_some() {
            shown.remove(0);
        }
        if let Some(folder) = command.strip_prefix("cd ") {
            here.push(folder.trim());
            continue;
        }
        let Some(arguments) = command.strip_prefix("soleus") else {
            failures.push(format!("{at}: `{command}` is no command of ours"));
            continue;
        };
        let (code, printed) = soleus(&words_of(arguments), here);
        if code != exit.unwrap_or(0) {
            failures.push(format!("{at}: `{command}` ended with {code}:\n{printed}"));
        }
        let missing = shown.iter().filter(|line| !printed.contains(**line));
        failures.extend(missing.map(|line| format!("{at}: `{command}` does not print `{line}`:\n{printed}")));
    }
    failures
}

fn report(failures: &[String]) {
    assert!(failures.is_empty(), "{}", failures.join("\n"));
}

#[test]
fn blocks_are_files_commands_or_sketches() {
    let mut failures = Vec::new();
    for page in guide() {
        let mut seen = BTreeSet::new();
        for block in &page.blocks {
            let known = is_site_file(&block.info) || is_other_file(&block.info) || block.info.starts_with("problem ");
            if !known && !["console", "text"].contains(&block.info.as_str()) {
                failures.push(format!("{}:{}: `{}` is no kind of block", page.name, block.line, block.info));
            }
            if is_site_file(&block.info) && !seen.insert(&block.info) {
                failures.push(format!("{}:{}: `{}` is shown twice", page.name, block.line, block.info));
            }
        }
    }
    report(&failures);
}

#[test]
fn every_site_of_the_guide_checks_clean_and_builds() {
    let mut failures = Vec::new();
    for page in guide().iter().filter(|page| page.blocks.iter().any(|block| is_site_file(&block.info))) {
        let folder = temporary(&page.site());
        for [severity, code, path, message] in
            problems(folder.path()).iter().filter(|[severity, ..]| severity != "advice")
        {
            failures.push(format!("{}: {severity} {code} in {path}: {message}", page.name));
        }
        let (code, printed) = soleus(&["build", "--as-of", TODAY].map(str::to_owned), folder.path());
        if code != 0 {
            failures.push(format!("{}: `build` ended with {code}:\n{printed}", page.name));
        }
    }
    report(&failures);
}

#[test]
fn every_command_does_what_the_guide_shows() {
    let mut failures = Vec::new();
    for page in guide() {
        let has_site = page.name != "first-site.md";
        let folder = temporary(&BTreeMap::new());
        // A folder below, since the guide's commands write beside the site too.
        let start = folder.path().join("work");
        let files = if has_site { page.site() } else { BTreeMap::new() };
        assert!(fs::create_dir(&start).is_ok(), "{} cannot be made", start.display());
        files.iter().for_each(|(name, text)| write(&start, name, text));
        let mut here = start.clone();
        for block in &page.blocks {
            if block.info == "console" {
                failures.extend(run_console(block, &mut here, &format!("{}:{}", page.name, block.line)));
            } else if is_other_file(&block.info) {
                write(&start, &block.info, &block.text);
            }
        }
    }
    report(&failures);
}

#[test]
fn every_wrong_page_gives_its_problem() {
    let mut failures = Vec::new();
    for page in guide() {
        for block in &page.blocks {
            let Some((code, file)) = block.info.strip_prefix("problem ").and_then(|rest| rest.split_once(' ')) else {
                continue;
            };
            let mut site = page.site();
            site.insert(file, &block.text);
            let found = problems(temporary(&site).path());
            if !found.iter().any(|[_, found_code, path, _]| found_code == code && path == file) {
                failures.push(format!("{}:{}: expected {code} in {file}, found {found:?}", page.name, block.line));
            }
        }
    }
    report(&failures);
}

/// Every name that a shape holds: keys and words, those of maps within too.
fn names_of(shape: &Shape, names: &mut Vec<&'static str>) {
    match shape {
        Shape::Word(words) => names.extend(*words),
        Shape::List(inner) | Shape::Exactly(_, inner) | Shape::AnyKeys(inner) => names_of(inner, names),
        Shape::Map(fields) => names_of_fields(fields, names),
        Shape::Either(shapes) => shapes.iter().for_each(|shape| names_of(shape, names)),
        _ => {}
    }
}

fn names_of_fields(fields: &'static [Field], names: &mut Vec<&'static str>) {
    for field in fields {
        names.push(field.name);
        names_of(&field.shape, names);
    }
}

/// The names of `fields` that `text` does not hold as code.
fn unnamed(fields: &'static [Field], text: &str) -> Vec<&'static str> {
    let mut names = Vec::new();
    names_of_fields(fields, &mut names);
    names.retain(|name| !text.contains(&format!("`{name}`")));
    names
}

#[test]
fn every_key_and_word_of_the_tables_is_described() {
    let (site, front_matter) = (page("site.md"), page("front-matter.md"));
    let mut failures: Vec<String> =
        unnamed(config::FIELDS, &site.prose()).iter().map(|name| format!("site.md lacks `{name}`")).collect();
    let common = front_matter.section("All pages");
    failures.extend(
        unnamed(meta::FIELDS, &common).iter().map(|name| format!("front-matter.md, All pages, lacks `{name}`")),
    );
    for kind in Kind::ALL {
        let section = front_matter.section(kind.word());
        assert!(section.contains("```content/"), "front-matter.md has no section `{}` with an example", kind.word());
        let lacking = unnamed(kinds::form(kind).fields, &section);
        failures.extend(lacking.iter().map(|name| format!("front-matter.md, {}, lacks `{name}`", kind.word())));
    }
    report(&failures);
}

#[test]
fn every_card_is_described() {
    let markdown = page("markdown.md").text;
    let lacking = CardKind::WORDS.iter().filter(|(word, _)| !markdown.contains(&format!("[!{word}]")));
    report(&lacking.map(|(word, _)| format!("markdown.md lacks `[!{word}]`")).collect::<Vec<_>>());
}

/// The long options that a text names.
fn options_in(text: &str) -> BTreeSet<String> {
    let after = text.split("--").skip(1);
    let names = after.map(|rest| {
        rest.chars().take_while(|letter| letter.is_ascii_lowercase() || *letter == '-').collect::<String>()
    });
    names.map(|name| name.trim_end_matches('-').to_owned()).filter(|name| !name.is_empty()).collect()
}

#[test]
fn every_command_and_option_is_described_and_no_other() {
    let commands = page("commands.md");
    let (_, help) = soleus(&["--help".to_owned()], &folder());
    let list = help.split_once("Commands:\n").map_or("", |(_, after)| after).split("\n\n").next().unwrap_or_default();
    let names: Vec<&str> =
        list.lines().filter_map(|line| line.split_whitespace().next()).filter(|name| *name != "help").collect();
    assert!(names.len() >= 9, "`soleus --help` names {names:?}");
    let mut failures = Vec::new();
    for name in names {
        let section = commands.section(name);
        if section.is_empty() {
            failures.push(format!("commands.md has no section `{name}`"));
            continue;
        }
        let (_, help) = soleus(&[name, "--help"].map(str::to_owned), &folder());
        let (real, mut shown) = (options_in(&help), options_in(&section));
        shown.insert("help".to_owned());
        failures.extend(real.difference(&shown).map(|option| format!("commands.md, {name}, lacks `--{option}`")));
        failures.extend(
            shown
                .difference(&real)
                .map(|option| format!("commands.md, {name}, names `--{option}`, which does not exist")),
        );
    }
    report(&failures);
}

/// Text without the code in its lines.
fn without_code(text: &str) -> String {
    let outside = |line: &str| line.split('`').step_by(2).collect::<Vec<_>>().join(" ");
    text.lines().map(outside).collect::<Vec<_>>().join("\n")
}

#[test]
fn every_template_is_described_and_no_other() {
    let templates = page("templates.md").prose();
    let built_in: BTreeSet<&str> = soleus::builtin::TEMPLATES.iter().map(|(name, _)| *name).collect();
    let named: BTreeSet<&str> = templates
        .split('`')
        .filter(|name| !name.starts_with('.') && !name.contains(' '))
        .filter(|name| name.ends_with(".html") || name.ends_with(".typ"))
        .collect();
    assert_eq!(named, built_in, "templates.md names the first, Soleus has the second");
}

#[test]
fn every_link_between_pages_leads_somewhere() {
    let pages = guide();
    let mut failures = Vec::new();
    for page in &pages {
        let prose = without_code(&page.prose());
        for target in prose.split("](").skip(1).filter_map(|rest| rest.split(')').next()) {
            if target.contains("://") {
                continue;
            }
            let (file, fragment) =
                target.split_once('#').map_or((target, None), |(file, fragment)| (file, Some(fragment)));
            let file = if file.is_empty() { page.name.as_str() } else { file };
            let Some(other) = pages.iter().find(|other| other.name == file) else {
                if !folder().join(file).exists() {
                    failures.push(format!("{}: there is no `{target}`", page.name));
                }
                continue;
            };
            let prose = other.prose();
            let mut headings = prose
                .lines()
                .filter(|line| line.starts_with('#'))
                .map(|line| slug::heading(line.trim_start_matches('#')));
            if fragment.is_some_and(|fragment| !headings.any(|heading| heading == fragment)) {
                failures.push(format!("{}: `{target}` has no such heading", page.name));
            }
        }
    }
    report(&failures);
}

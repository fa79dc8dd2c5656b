//! `soleus new`: a new page of a kind that checks clean, with what its kind must hold.

use std::path::PathBuf;

use clap::Args;

use super::init::write_new;
use super::shown::shown;
use super::{End, output};
use crate::base::nearest::nearest;
use crate::base::slug;
use crate::load::disk;
use crate::model::kind::Kind;
use crate::model::page::Data;
use crate::parse;

/// The arguments of `new`.
#[derive(Debug, Args)]
pub struct New {
    /// The kind of page
    #[arg(value_name = "KIND")]
    kind: String,
    /// Its title, or its path with folders: "Heel raise", exercises/heel-raise
    #[arg(value_name = "NAME")]
    name: String,
    /// The site's folder [default: the folder at or above this one that holds content/site.yaml]
    #[arg(long, value_name = "DIR")]
    root: Option<PathBuf>,
}

impl New {
    /// Makes the page.
    #[must_use]
    pub fn run(&self) -> End {
        self.make().unwrap_or_else(|end| end)
    }

    fn make(&self) -> Result<End, End> {
        let Some(kind) = Kind::from_word(&self.kind) else {
            let words = Kind::ALL.map(Kind::word);
            let help = nearest(&self.kind, words)
                .map_or_else(|| format!("use one of `{}`", words.join("`, `")), |near| format!("write `{near}`"));
            return Err(output::usage(&format!("there is no kind `{}`", self.kind), &help));
        };
        let site = super::site::SiteArguments { root: self.root.clone(), as_of: None, drafts: true };
        let root = site.root()?;
        // A path may begin at the site's folder, as other commands take it.
        let below = self.name.strip_prefix("content/");
        let name = below.unwrap_or(&self.name);
        let parts: Vec<String> =
            name.trim_end_matches(".md").split('/').map(slug::segment).filter(|part| !part.is_empty()).collect();
        let sound = !parts.is_empty()
            && parts.iter().all(|part| {
                !matches!(part.as_str(), "." | "..") && !part.starts_with(['.', '_']) && !part.contains('\\')
            });
        if !sound {
            return Err(output::usage(
                &format!("`{}` cannot be a page's name", self.name),
                "write a title, or a path below content/",
            ));
        }
        let folder = if parts.len() == 1 && below.is_none() { usual_folder(&root, kind) } else { None };
        let path =
            folder.iter().chain(&parts).fold(root.join("content"), |path, part| path.join(part)).with_extension("md");
        let title = title_of(&self.name);
        let text = text(kind, &title, parts.last().map(String::as_str).unwrap_or_default());
        write_new(&path, text.as_bytes()).map_err(|error| {
            output::usage(
                &format!("`{}` cannot be written: {error}", shown(&path)),
                "choose another name, or check the folder's permissions",
            )
        })?;
        output::result(&format!("{}\n", shown(&path)))?;
        output::error(
            "the page is a draft: see it with `soleus serve --drafts`, and take `draft: true` out when it is filled in",
        );
        Ok(End::Fine)
    }
}

/// The folder where most pages of a kind lie; else one named for the kind.
fn usual_folder(root: &std::path::Path, kind: Kind) -> Option<String> {
    let snapshot = disk::load(root).ok()?.value;
    let parsed = crate::pipeline::parse(&snapshot).value;
    let mut folders: Vec<String> = parsed
        .pages
        .iter()
        .filter(|page| page.kind() == kind && !matches!(page.data, Data::Article(_)))
        .filter_map(|page| page.path.folder().strip_prefix("content/").map(str::to_owned))
        .collect();
    folders.sort();
    let most = folders.iter().max_by_key(|folder| folders.iter().filter(|other| other == folder).count()).cloned();
    let fallback = match kind {
        Kind::Article => None,
        Kind::Anatomy => Some("anatomy"),
        Kind::Condition => Some("conditions"),
        Kind::Exercise => Some("exercises"),
        Kind::Programme => Some("rehab"),
        Kind::Decision => Some("help"),
        Kind::Reference => Some("references"),
        Kind::Term => Some("glossary"),
    };
    most.or_else(|| fallback.map(str::to_owned))
}

/// `exercises/heel-raise` as `Heel raise`; a title stays as it is.
fn title_of(name: &str) -> String {
    let last = name.rsplit('/').next().unwrap_or(name);
    let last = last.trim_end_matches(".md");
    let words = if last.contains(' ') { last.to_owned() } else { last.replace(['-', '_'], " ") };
    let mut letters = words.chars();
    letters.next().map_or(String::new(), |first| first.to_uppercase().chain(letters).collect())
}

/// A page of a kind with what it must hold, as a start.
fn text(kind: Kind, title: &str, id: &str) -> String {
    let quoted = serde_json::Value::String(title.to_owned()).to_string();
    let plain = parse::yaml::parse(&format!("title: {title}\n"), 0)
        .is_ok_and(|node| node.get("title").and_then(parse::tree::Node::text).is_some_and(|text| text.raw == title));
    let title = if plain { title.to_owned() } else { quoted };
    let head = match kind {
        Kind::Article => format!("---\ntitle: {title}\n"),
        other => format!("---\nkind: {}\ntitle: {title}\n", other.word()),
    };
    let rest = match kind {
        Kind::Article => ARTICLE,
        Kind::Anatomy => ANATOMY,
        Kind::Condition => CONDITION,
        Kind::Exercise => EXERCISE,
        Kind::Programme => PROGRAMME,
        Kind::Decision => DECISION,
        Kind::Reference => REFERENCE,
        Kind::Term => TERM,
    };
    format!("{head}{DRAFT}{}", rest.replace("{id}", id))
}

/// A new page is a draft: signs of danger that are still to be written must not be published, nor "write the first step".
const DRAFT: &str = "draft: true # take this line out when the page is filled in: until then no build holds it\n";

const ARTICLE: &str =
    "summary: One sentence about this page.\n---\n> [!KEY] Key points\n> - the first\n\n## A heading\n\nWrite here.\n";
const ANATOMY: &str = "summary: One sentence about this part of the body.\nstructure: muscle\n---\n> [!KEY] Key points\n> - the first\n\n## Where it is\n\nWrite here.\n";
const CONDITION: &str = "summary: One sentence about this condition.\nonset: either\n---\n> [!EMERGENCY] Call {{emergency_number}} now if:\n> - write the signs that cannot wait\n\n> [!KEY] Key points\n> - the first\n\n## What it is\n\nWrite here.\n";
const EXERCISE: &str = "summary: One sentence about this exercise.\npurpose: What it is for.\nposition: How to begin.\nsteps:\n  - Write the first step.\nfeel: Where it should be felt.\n---\nWrite here what a reader should know before the first try.\n";
const PROGRAMME: &str = "summary: One sentence about this programme.\nstop_rules:\n  emergency:\n    - write the signs that cannot wait\n  urgent:\n    - write the signs that need help the same day\nphases:\n  - id: first\n    title: First phase\n    goal: What this phase is to reach.\n    do:\n      - write what to do\n    do_not:\n      - do not write anything unsafe here\n    move_on:\n      - write what must be true to finish\n    ends: true\n---\nWrite here whom the programme is for.\n";
const DECISION: &str = "summary: Points to a page or a service; it does not say what is wrong.\nstart: emergency\nsafety_net: Go back to the first question if anything gets worse.\nsteps:\n  - id: emergency\n    ask: Is any of these true now?\n    check: emergency\n    cite: [own]\n    any_of:\n      - write the signs that cannot wait\n    answers:\n      - { label: \"Yes or not sure\", goto: call-now }\n      - { label: None of these, goto: book }\noutcomes:\n  - id: call-now\n    urgency: emergency\n    title: Call {{emergency_number}} now\n  - id: book\n    urgency: book\n    title: Ask for a visit\n    page: {id}\nscenarios:\n  - { name: A sign that cannot wait, answers: { emergency: Yes or not sure }, expect: call-now }\n  - { name: No sign, answers: { emergency: None of these }, expect: book }\n---\nWrite here whom the questions are for.\n";
const REFERENCE: &str = "type: webpage\n# Fill these in, and take the sign at the start of each line away:\n# author: [{ literal: who wrote it }]\n# issued: the year, or a date in quotes\n# URL: where it can be read\n---\nWrite here what the source found.\n";
const TERM: &str = "---\nWrite the definition here in one or two sentences.\n";

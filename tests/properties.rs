//! What must hold for any input: nothing panics, places lie in their file, and an edit changes no more than it must.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::string_slice,
    reason = "a test may stop"
)]

use std::collections::BTreeMap;
use std::sync::OnceLock;

use proptest::prelude::*;
use proptest::sample::{Index, select};
use soleus::base::address::LinkForm;
use soleus::base::date::Date;
use soleus::base::path::SitePath;
use soleus::load::{File, Snapshot, disk};
use soleus::pipeline::{self, Checked};
use soleus::resolve::index::{Options, Prints};

fn options() -> Options {
    let today = Date::parse("2026-11-21").unwrap();
    Options { today, drafts: true, base_url: None, links: LinkForm::Pretty, prints: Prints::LeftOut }
}

fn run(snapshot: &Snapshot) -> Checked {
    pipeline::run(snapshot, options(), Vec::new())
}

/// Every file of a site without errors, by address.
fn made(checked: Checked) -> BTreeMap<String, Vec<u8>> {
    let (publishable, _) = checked.publishable().unwrap_or_else(|report| panic!("{:?}", report.entries));
    let addresses: Vec<_> = publishable.addresses().cloned().collect();
    let make = |address| publishable.at(address).unwrap().unwrap().bytes.to_vec();
    addresses.iter().map(|address| (address.to_string(), make(address))).collect()
}

/// The shipped site's files.
fn shipped() -> &'static Snapshot {
    static SHIPPED: OnceLock<Snapshot> = OnceLock::new();
    SHIPPED.get_or_init(|| disk::load(env!("CARGO_MANIFEST_DIR").as_ref()).unwrap().value)
}

/// The shipped site as it is made.
fn shipped_files() -> &'static BTreeMap<String, Vec<u8>> {
    static FILES: OnceLock<BTreeMap<String, Vec<u8>>> = OnceLock::new();
    FILES.get_or_init(|| made(run(shipped())))
}

/// Pieces that our own grammar is made of, so that random pages hit it.
fn piece() -> impl Strategy<Value = String> {
    let ours = select(vec![
        "---\n",
        "title: T\n",
        "kind: programme\n",
        "kind: decision\n",
        "phases:\n",
        "  - id: a\n",
        "    title: b\n",
        "steps: [",
        "]\n",
        "[[",
        "]]",
        "![[",
        "#",
        "|",
        "[@",
        ";",
        "]",
        "> [!EMERGENCY] ",
        "> [!NOPE]",
        "> - ",
        "{{",
        "}}",
        "\\{{",
        "<script>",
        "</b>",
        "<!--",
        "[^1]",
        "[^1]: ",
        "```\n",
        "| a | b |\n|-|-|\n",
        "\n\n",
        "## ",
        "é",
        "\u{200f}",
        "\t",
        "\r\n",
        "&amp;",
        "- [x] ",
        "~~",
        "**",
        "content/a.md",
        "\u{feff}",
    ])
    .prop_map(str::to_owned);
    prop_oneof![4 => ours, 1 => "\\PC{0,8}"]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 192, failure_persistence: None, ..ProptestConfig::default() })]

    /// Any text as a page, as settings and as a template gives a report whose places lie in their files.
    #[test]
    fn any_text_gives_a_report(pieces in prop::collection::vec(piece(), 0..40), front in any::<bool>()) {
        let body = pieces.concat();
        let page = if front { format!("---\ntitle: A\n---\n{body}") } else { body.clone() };
        let texts = [("content/site.yaml", "name: T\nlanguage: en-GB\nnumbers: {phone: \"1\"}\n"), ("content/a.md", &page), ("content/b.md", "---\ntitle: B\n---\n![[a]]\n")];
        let checked = run(&Snapshot::from_texts(texts));
        for entry in &checked.report.entries {
            prop_assert!(entry.severity != soleus::diag::Severity::Error || entry.help.is_some(), "{}", entry.message);
            if let Some(place) = &entry.place && let Some(at) = place.at {
                let lines = if place.path.as_str() == "content/a.md" { page.lines().count() + 1 } else { 10 };
                prop_assert!(at.line >= 1 && at.line <= lines.max(1) && at.column >= 1, "{}: {at:?}", place.path);
            }
        }
        if let Ok((publishable, _)) = checked.publishable() {
            for address in publishable.addresses() {
                prop_assert!(publishable.at(address).unwrap().is_ok(), "{address}");
            }
        }
        let settings = run(&Snapshot::from_texts([("content/site.yaml", body.as_str())]));
        prop_assert!(settings.report.entries.iter().all(|entry| !entry.message.is_empty()));
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 12, failure_persistence: None, ..ProptestConfig::default() })]

    /// A sentence added to a page changes that page, the lists that print its text and the pages that show it, and no
    /// other file but those of the search: the index depends on facts, and a sentence of plain words is none.
    #[test]
    fn plain_words_change_no_page_but_those_that_show_them(chosen in any::<Index>()) {
        let bodies: Vec<&SitePath> = shipped().files.keys().filter(|path| path.as_str().ends_with(".md")).collect();
        let path = chosen.get(&bodies);
        let mut edited = shipped().clone();
        let text = format!("{}\n\nPlainly xyzzy.\n", shipped().text(path).unwrap());
        edited.files.insert((*path).clone(), File::new(text.into_bytes()));
        let after = made(run(&edited));
        // The search holds every word of every page, in files that are named by their digests.
        let pages = |files: &BTreeMap<String, Vec<u8>>| files.keys().filter(|address| !address.starts_with("/search/")).cloned().collect::<Vec<_>>();
        prop_assert_eq!(pages(&after), pages(shipped_files()));
        let changed: Vec<&String> = after.iter().filter(|(address, _)| !address.starts_with("/search/")).filter(|(address, bytes)| shipped_files().get(*address) != Some(bytes)).map(|(address, _)| address).collect();
        for address in &changed {
            let text = String::from_utf8_lossy(&after[*address]);
            prop_assert!(text.contains("Plainly xyzzy."), "an edit of {path} changed {address}, which does not show it");
        }
        prop_assert!(!changed.is_empty(), "an edit of {path} changed nothing");
    }
}

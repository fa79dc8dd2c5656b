//! How long a site of a thousand pages takes, stage by stage, and how long one edit of it.
//!
//! Run with `cargo bench --bench build`; `SOLEUS_BENCH_PAGES` and `SOLEUS_BENCH_WORDS` name another size. The site is
//! made by the generator in `corpus/`. Nothing but the first stage touches the disk.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a benchmark may stop"
)]

mod corpus;

use std::convert::Infallible;
use std::env;
use std::fs;
use std::sync::atomic::{AtomicUsize, Ordering};

use corpus::{Size, corpus};
use divan::{Bencher, black_box};
use soleus::base::address::LinkForm;
use soleus::base::date::Date;
use soleus::base::path::SitePath;
use soleus::body::Site;
use soleus::load::{File, Snapshot, disk};
use soleus::pipeline::{self, Publishable};
use soleus::preview::session::Session;
use soleus::render::Routes;
use soleus::resolve::index::{Options, Prints};

/// The allocator of the `soleus` command.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() {
    divan::main();
}

fn size() -> Size {
    let number = |name: &str, usual: usize| env::var(name).ok().and_then(|text| text.parse().ok()).unwrap_or(usual);
    Size { pages: number("SOLEUS_BENCH_PAGES", 1000), words: number("SOLEUS_BENCH_WORDS", 750), seed: 1 }
}

fn options() -> Options {
    let today = Date::parse("2026-11-21").expect("a date");
    Options { today, drafts: false, base_url: None, links: LinkForm::Pretty, prints: Prints::LeftOut }
}

fn snapshot() -> Snapshot {
    let files = corpus(size());
    Snapshot::from_texts(files.iter().map(|(path, text)| (path.as_str(), text.as_str())))
}

fn site() -> Site {
    pipeline::resolve(pipeline::parse(&snapshot()).value, options()).value
}

fn publishable() -> Publishable {
    let checked = pipeline::run(&snapshot(), options(), Vec::new());
    checked.publishable().unwrap_or_else(|report| panic!("{:#?}", report.entries.first())).0
}

/// From the disk to a page for each file.
#[divan::bench(sample_count = 10, sample_size = 1)]
fn load_and_parse(bencher: Bencher<'_, '_>) {
    let root = tempfile::tempdir().expect("a folder");
    for (path, text) in corpus(size()) {
        let file = root.path().join(path);
        fs::create_dir_all(file.parent().expect("a folder")).expect("the folder is made");
        fs::write(file, text).expect("the file is written");
    }
    bencher.bench(|| pipeline::parse(&disk::load(root.path()).expect("it is read").value).value.pages.len());
}

/// Names, links, citations, glossary words and what leads back.
#[divan::bench(sample_count = 10, sample_size = 1)]
fn resolve(bencher: Bencher<'_, '_>) {
    let parsed = pipeline::parse(&snapshot()).value;
    bencher.with_inputs(|| parsed.clone()).bench_values(|parsed| pipeline::resolve(parsed, options()));
}

/// The index that readers search.
#[divan::bench(sample_count = 10, sample_size = 1)]
fn search(bencher: Bencher<'_, '_>) {
    let mut site = site();
    bencher.bench_local(|| pipeline::search(&mut site));
}

/// All rules.
#[divan::bench(sample_count = 10, sample_size = 1)]
fn check(bencher: Bencher<'_, '_>) {
    let site = site();
    bencher.bench(|| soleus::check::check(&site).len());
}

/// All addresses.
#[divan::bench(sample_count = 10, sample_size = 1)]
fn routes(bencher: Bencher<'_, '_>) {
    let site = site();
    bencher.bench(|| Routes::new(&site));
}

/// Every file, made and dropped.
#[divan::bench(sample_count = 10, sample_size = 1)]
fn render(bencher: Bencher<'_, '_>) {
    let site = publishable();
    bencher.bench(|| render_all(&site));
}

/// From the files in memory to every file of the site.
#[divan::bench(sample_count = 10, sample_size = 1)]
fn all_stages_in_memory(bencher: Bencher<'_, '_>) {
    let snapshot = snapshot();
    bencher.bench(|| {
        let checked = pipeline::run(&snapshot, options(), Vec::new());
        let site = checked.publishable().unwrap_or_else(|_| panic!("the made-up site has no errors")).0;
        render_all(&site)
    });
}

/// A word of one page changes, and the page is made again: what an author waits for.
#[divan::bench(sample_count = 100, sample_size = 1)]
fn one_edit_of_prose(bencher: Bencher<'_, '_>) {
    edit(bencher, |text, turn| format!("{text}Word {turn}.\n"));
}

/// A title changes: every page that shows it may.
#[divan::bench(sample_count = 30, sample_size = 1)]
fn one_edit_of_a_title(bencher: Bencher<'_, '_>) {
    edit(bencher, |text, turn| text.replacen("title: ", &format!("title: New {turn} "), 1));
}

fn edit(bencher: Bencher<'_, '_>, change: impl Fn(&str, usize) -> String) {
    let snapshot = snapshot();
    let is_page = |path: &&SitePath| path.as_str().starts_with("content/section-") && path.stem() != "index";
    let path = snapshot.files.keys().find(is_page).expect("a page").clone();
    let text = snapshot.text(&path).expect("its text");
    let mut session = Session::new(snapshot, options(), Vec::new());
    let address = soleus::parse::address_of(&path);
    let turn = AtomicUsize::new(0);
    bencher.bench_local(|| {
        let new = change(&text, turn.fetch_add(1, Ordering::Relaxed));
        session.turn(vec![(path.clone(), Some(File::new(new.as_bytes())))]);
        let live = session.live();
        let made = live.routes.make(&live.site, &live.templates, &address).expect("a page");
        black_box(made.expect("it is made").bytes.len())
    });
}

fn render_all(site: &Publishable) -> usize {
    let bytes = AtomicUsize::new(0);
    let count = |artifact: soleus::render::Artifact| {
        bytes.fetch_add(artifact.bytes.len(), Ordering::Relaxed);
        Ok::<(), Infallible>(())
    };
    site.each(count).unwrap_or_else(|failure| panic!("{failure:?}"));
    bytes.into_inner()
}

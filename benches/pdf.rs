//! How long sheets and booklets take to print: one after the first, and all that the shipped site has.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::string_slice,
    reason = "a benchmark may stop"
)]

use std::path::Path;
use std::sync::atomic::{AtomicUsize, Ordering};

use divan::Bencher;
use rayon::prelude::*;
use soleus::base::address::{Address, LinkForm};
use soleus::base::date::Date;
use soleus::load::disk;
use soleus::pipeline::{self, Publishable};
use soleus::resolve::index::{Options, Prints};

/// The allocator of the `soleus` command.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() {
    divan::main();
}

/// The shipped site. It has no store, so that each sheet is set anew.
fn site() -> Publishable {
    let loaded = disk::load(Path::new(env!("CARGO_MANIFEST_DIR"))).expect("the repository is a site");
    let today = Date::parse("2026-11-21").expect("a date");
    let options = Options { today, drafts: false, base_url: None, links: LinkForm::Pretty, prints: Prints::Made };
    let checked = pipeline::run(&loaded.value, options, loaded.problems);
    checked.publishable().unwrap_or_else(|_| panic!("the shipped site has no errors")).0
}

fn prints(site: &Publishable) -> Vec<Address> {
    site.addresses().filter(|address| address.as_str().ends_with(".pdf")).cloned().collect()
}

/// One sheet in a warm process: always another one, since the same one again costs less.
#[divan::bench(sample_count = 60)]
fn one_sheet_after_the_first(bencher: Bencher<'_, '_>) {
    let site = site();
    let sheets: Vec<Address> =
        prints(&site).into_iter().filter(|address| !address.as_str().contains("/booklet-")).collect();
    let next = AtomicUsize::new(0);
    bencher.bench(|| {
        let place = next.fetch_add(1, Ordering::Relaxed) % sheets.len();
        site.at(&sheets[place]).expect("a sheet").expect("it is printed").bytes.len()
    });
}

/// Every sheet and booklet of the shipped site, on all cores.
#[divan::bench(sample_count = 3, sample_size = 1)]
fn the_shipped_set(bencher: Bencher<'_, '_>) {
    let site = site();
    let all = prints(&site);
    let print = |address| site.at(address).expect("a print").expect("it is printed").bytes.len();
    bencher.bench(|| all.par_iter().map(print).sum::<usize>());
}

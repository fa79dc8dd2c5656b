//! How long the shipped flow takes to be drawn for a screen and both sheets, and a tree of a thousand questions.
//!
//! Run with `cargo bench --bench chart`. The budget: 300 ms for a flow that was never drawn, with both sheets; 100 ms
//! for the tree; 5 ms for a flow that was drawn before.
#![allow(clippy::unwrap_used, reason = "a bench may stop")]

use soleus::base::address::LinkForm;
use soleus::base::date::Date;
use soleus::body::Site;
use soleus::chart::boxes::Words;
use soleus::chart::fit::{Medium, Wishes, fit};
use soleus::chart::measure::Measure;
use soleus::flow::labels::Labels;
use soleus::flow::outline::{AnswerView, Outline, StepView, TargetView};
use soleus::load::disk;
use soleus::model::decision::Decision;
use soleus::model::page::{Data, Page};
use soleus::pipeline::{self, Publishable};
use soleus::resolve::index::{Options, Prints};
use soleus::view::{self, flow};

/// The allocator of the `soleus` command.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() {
    divan::main();
}

#[divan::bench(args = [&[Medium::Screen][..], &[Medium::A4], &[Medium::Letter], &[Medium::Screen, Medium::A4, Medium::Letter]])]
fn shipped_flow(bencher: divan::Bencher<'_, '_>, media: &[Medium]) {
    let outline = shipped();
    bencher.bench(|| {
        let measure = Measure::new();
        for medium in media {
            divan::black_box(fit(&outline, &words(), &measure, *medium, Wishes::default()).unwrap());
        }
    });
}

/// The same flow once it was drawn: what is left is to find the drawings and to write them as SVG.
#[divan::bench]
fn shipped_flow_known(bencher: divan::Bencher<'_, '_>) {
    let publishable = site();
    let site = publishable.site();
    let (page, decision) = flow_of(site);
    bencher.bench(|| {
        for medium in [Medium::Screen, Medium::A4, Medium::Letter] {
            divan::black_box(view::chart::view(site, &page.address, page, decision, medium).unwrap());
        }
    });
}

#[divan::bench]
fn tree_of_a_thousand(bencher: divan::Bencher<'_, '_>) {
    let outline = tree(1000);
    let measure = Measure::new();
    bencher.bench(|| fit(&outline, &words(), &measure, Medium::Screen, Wishes::default()).unwrap());
}

fn words() -> Words {
    Words { labels: Labels::english(), again: "shown again".to_owned() }
}

/// The first flow of the shipped site.
fn shipped() -> Outline {
    let publishable = site();
    let (page, decision) = flow_of(publishable.site());
    flow::outline(publishable.site(), &page.address, page, decision)
}

/// The first page of a site that holds a flow.
fn flow_of(site: &Site) -> (&Page, &Decision) {
    let decision = |page: &'_ Page| matches!(page.data, Data::Decision(_));
    let page = site.index.pages.iter().find(|page| decision(page)).unwrap();
    let Data::Decision(decision) = &page.data else { unreachable!("it was looked for") };
    (page, decision)
}

/// The shipped site, ready to be rendered.
fn site() -> Publishable {
    let options = Options {
        today: Date::parse("2026-11-21").unwrap(),
        drafts: true,
        base_url: None,
        links: LinkForm::Pretty,
        prints: Prints::LeftOut,
    };
    let loaded = disk::load(env!("CARGO_MANIFEST_DIR").as_ref()).unwrap();
    let checked = pipeline::run(&loaded.value, options, loaded.problems);
    checked.publishable().unwrap_or_else(|_| unreachable!("the shipped site has no errors")).0
}

/// Questions of two answers each, down to seven outcomes.
fn tree(count: usize) -> Outline {
    let target = |next: usize| {
        if next < count {
            TargetView::Step { number: next + 1, id: format!("q{}", next + 1) }
        } else {
            TargetView::Outcome { number: 1 + next % 7, id: format!("r{}", 1 + next % 7) }
        }
    };
    let answer = |label: &str, next: usize| AnswerView {
        label: label.to_owned(),
        why: None,
        cite: vec![],
        main: false,
        unsure: false,
        review_needed: false,
        target: target(next),
    };
    let step = |step: usize| StepView {
        number: step + 1,
        id: format!("q{}", step + 1),
        ask: format!("Question {step}?"),
        help: None,
        any_of: vec![],
        check: None,
        cite: vec![],
        review_needed: false,
        answers: vec![answer("Yes", 2 * step + 1), answer("No", 2 * step + 2)],
        parent: None,
        again: None,
    };
    Outline { steps: (0..count).map(step).collect(), ..Outline::default() }
}

//! How long the shipped flow takes to be drawn for a screen and both sheets, and a tree of a thousand questions.
//!
//! Run with `cargo bench --bench chart`. The budget: 300 ms for a flow that was never drawn, with both sheets; 100 ms
//! for the tree.
#![allow(clippy::unwrap_used, reason = "a bench may stop")]

use soleus::base::address::LinkForm;
use soleus::base::date::Date;
use soleus::chart::boxes::Words;
use soleus::chart::fit::{Medium, Wishes, fit};
use soleus::chart::measure::Measure;
use soleus::flow::labels::Labels;
use soleus::flow::outline::{AnswerView, Outline, StepView, TargetView};
use soleus::load::disk;
use soleus::model::page::Data;
use soleus::pipeline;
use soleus::resolve::index::{Options, Prints};
use soleus::view::flow;

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
    let options = Options {
        today: Date::parse("2026-11-21").unwrap(),
        drafts: true,
        base_url: None,
        links: LinkForm::Pretty,
        prints: Prints::LeftOut,
    };
    let loaded = disk::load(env!("CARGO_MANIFEST_DIR").as_ref()).unwrap();
    let checked = pipeline::run(&loaded.value, options, loaded.problems);
    let (site, _) = checked.publishable().unwrap_or_else(|_| unreachable!("the shipped site has no errors"));
    let site = site.site();
    let decision = |page: &std::sync::Arc<soleus::model::page::Page>| match &page.data {
        Data::Decision(decision) => Some(flow::outline(site, &page.address, page, decision)),
        _ => None,
    };
    site.index.pages.iter().find_map(decision).unwrap()
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

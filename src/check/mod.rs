//! The rules: what a resolved site must hold before it is published. Rules change nothing and see everything.
//!
//! Each rule is one file with its tests. Rules for one page stand in [`PAGE_RULES`], rules for the site as a whole in
//! [`SITE_RULES`]; a new rule is a file and a row.

pub mod allow;
mod card_numbers;
mod cards;
mod cite_slips;
mod claims;
mod code_fences;
mod colours;
mod decisions;
mod dialled_numbers;
mod drawings;
mod empty_links;
mod exercise_cards;
mod exercise_languages;
mod flow_numbers;
mod footnotes;
mod foreign_cards;
mod growth;
mod headings;
mod inserts;
mod language_folders;
mod lost_text;
mod named_pages;
mod numbers;
mod open_html;
mod other_numbers;
mod page_endings;
mod pain_scores;
mod paper_letters;
mod phones;
mod pictures;
mod plain_text;
mod plates;
mod poses;
mod programmes;
mod prose;
mod raw_html;
mod red_flags;
mod redirects;
mod repeated_exercises;
mod reviews;
pub mod search;
mod sheets;
mod shown_cards;
mod site;
mod site_texts;
mod stray_items;
mod stray_markers;
mod taken_marks;
#[cfg(test)]
mod testing;
mod text_comments;
mod texts;
mod translation_parity;
mod translations;
mod typed_numbers;
mod typed_scores;
pub mod without_settings;
mod wording;

use rayon::prelude::*;

use crate::body::Site;
use crate::diag::{Problem, Severity};
use crate::model::kind::Kind;
use crate::model::page::{Page, PageId};

/// One page with all that a rule may look at.
#[derive(Clone, Copy)]
pub struct Subject<'a> {
    /// The site.
    pub site: &'a Site,
    /// The page's id.
    pub id: PageId,
    /// The page.
    pub page: &'a Page,
}

/// A rule for one page: pushes what it finds.
pub type PageRule = fn(Subject<'_>, &mut Vec<Problem>);

/// A rule for the site as a whole.
pub type SiteRule = fn(&Site, &mut Vec<Problem>);

/// The rules for one page.
pub const PAGE_RULES: &[PageRule] = &[
    headings::check,
    raw_html::check,
    open_html::check,
    code_fences::check,
    empty_links::check,
    dialled_numbers::check,
    pictures::check,
    plates::check,
    inserts::check,
    plain_text::check,
    text_comments::check,
    footnotes::check,
    poses::check,
    cards::headings,
    cards::contents,
    stray_markers::check,
    stray_items::check,
    lost_text::check,
    taken_marks::check,
    cards::lists_outside,
    cards::do_not_items,
    exercise_cards::check,
    numbers::check,
    red_flags::check,
    foreign_cards::check,
    exercise_languages::check,
    programmes::check,
    programmes::convention,
    growth::check,
    pain_scores::check,
    repeated_exercises::check,
    sheets::unused,
    sheets::too_many,
    sheets::paper,
    paper_letters::check,
    named_pages::check,
    decisions::check,
    decisions::reviews,
    reviews::check,
    reviews::missing,
    cite_slips::check,
    claims::uncited_reference,
    prose::check,
    wording::discouraged,
    redirects::check,
    translations::check,
    translation_parity::check,
];

/// Rules for one page that take a tenth of a second and more: a preview runs them after it has answered.
pub const SLOW_PAGE_RULES: &[PageRule] = &[decisions::paper];

/// The rules for the site as a whole.
pub const SITE_RULES: &[SiteRule] = &[
    site::menu,
    site::search_tests,
    site::base_url,
    phones::check,
    paper_letters::check_settings,
    colours::check,
    inserts::check_settings,
    site_texts::untranslated,
    page_endings::check,
    language_folders::check,
    pictures::check_logo,
    drawings::check,
    reviews::count_missing,
    redirects::check_claims,
];

/// Runs all rules, over published pages. What a page allows is not among the problems.
#[must_use]
pub fn check(site: &Site) -> Vec<Problem> {
    let pages: Vec<(PageId, &std::sync::Arc<Page>)> = site.index.published().collect();
    let mut problems: Vec<Problem> =
        pages.into_par_iter().flat_map_iter(|(id, page)| check_page(site, id, page)).collect();
    problems.extend(check_site(site));
    problems
}

/// Runs the rules for the site as a whole.
#[must_use]
pub fn check_site(site: &Site) -> Vec<Problem> {
    let mut problems = Vec::new();
    for rule in SITE_RULES {
        rule(site, &mut problems);
    }
    problems
}

/// Runs the rules for one page. What the page allows is not among the problems.
#[must_use]
pub fn check_page(site: &Site, id: PageId, page: &Page) -> Vec<Problem> {
    run(PAGE_RULES.iter().chain(SLOW_PAGE_RULES), Subject { site, id, page })
}

/// Runs the rules for one page that take no time to speak of.
#[must_use]
pub fn check_page_quickly(site: &Site, id: PageId, page: &Page) -> Vec<Problem> {
    run(PAGE_RULES, Subject { site, id, page })
}

/// Runs the other rules for one page. They find errors only, which no page can allow: both together are all rules.
#[must_use]
pub fn check_page_slowly(site: &Site, id: PageId, page: &Page) -> Vec<Problem> {
    run(SLOW_PAGE_RULES, Subject { site, id, page })
        .into_iter()
        .filter(|problem| problem.severity == Severity::Error)
        .collect()
}

/// Whether the slow rules look at pages of this kind at all.
#[must_use]
pub fn is_slow(page: &Page) -> bool {
    page.kind() == Kind::Decision
}

fn run<'a>(rules: impl IntoIterator<Item = &'a PageRule>, subject: Subject<'_>) -> Vec<Problem> {
    let mut problems = Vec::new();
    for rule in rules {
        rule(subject, &mut problems);
    }
    allow::apply(subject.site, subject.page, problems)
}

//! D013, D014, R001 and R002: who reviewed a page, when, and whether the review still stands.
//!
//! Whether a missing reviewer keeps a site from being published is the clinic's choice, `review.policy`.

use super::{Subject, texts};
use crate::base::date::Date;
use crate::body::Site;
use crate::diag::{Place, Problem, Severity, codes};
use crate::model::kind::Kind;
use crate::model::page::{Page, Review};

/// Reports reviews whose dates or names do not fit together (R002) or that are overdue (D014).
pub(super) fn check(subject: Subject<'_>, problems: &mut Vec<Problem>) {
    let review = &subject.page.meta.review;
    let Some(span) = review.span else { return };
    let place = Place::at(&subject.page.path, span);
    let today = subject.site.index.options.today;
    for (message, help) in misfits(review, today) {
        problems.push(Problem::new(codes::REVIEW_DATES, place.clone(), message, help));
    }
    let Some(due) = review.due.filter(|due| *due < today) else { return };
    let days = due.days_until(today);
    let grace = i64::from(subject.site.index.config.review.grace_days);
    let past = format!("the review fell due on {due}, {} ago", counted(days, "day"));
    let help = "have the page reviewed and record it under `review`";
    problems.push(if days > grace {
        let message =
            format!("{past}, past the {} of grace: readers may follow advice that has changed", counted(grace, "day"));
        Problem::new(codes::REVIEW_OVERDUE, place, message, help).with_severity(Severity::Error)
    } else {
        Problem::new(codes::REVIEW_OVERDUE, place, past, help)
    });
}

/// Reports a page without a reviewer where reviews are required (R001).
pub(super) fn missing(subject: Subject<'_>, problems: &mut Vec<Problem>) {
    if subject.site.index.config.review.required && lacks_reviewer(subject.page) {
        let span = subject.page.meta.review.span.unwrap_or(subject.page.meta.title.span);
        problems.push(Problem::new(
            codes::REVIEWER_MISSING,
            Place::at(&subject.page.path, span),
            "the page has no reviewer, and `review.policy` is `required`",
            "add `review: {by: …, role: …, on: …}` once a clinician has read it, or set `draft: true`",
        ));
    }
}

/// Advises, once for an example site, on the pages without a reviewer (D013).
pub(super) fn count_missing(site: &Site, problems: &mut Vec<Problem>) {
    let of_interest = || site.index.published().filter(|(_, page)| needs_reviewer(page));
    let missing = of_interest().filter(|(_, page)| lacks_reviewer(page)).count();
    if site.index.config.review.required || missing == 0 {
        return;
    }
    let message = match of_interest().count() {
        1 => "the only page has no reviewer".to_owned(),
        all if missing == 1 => format!("1 of {all} pages has no reviewer"),
        all => format!("{missing} of {all} pages have no reviewer"),
    };
    let help = "add `review: {by: …, role: …, on: …}` to a page once a clinician has read it";
    if let Some(place) = texts::in_settings(None) {
        problems.push(Problem::new(codes::REVIEW_NEEDED, place, message, help));
    }
}

/// References and glossary words say what others found or what a word means; all other pages give advice.
fn needs_reviewer(page: &Page) -> bool {
    !matches!(page.kind(), Kind::Reference | Kind::Term)
}

fn lacks_reviewer(page: &Page) -> bool {
    needs_reviewer(page) && page.meta.review.by.is_none()
}

/// What does not fit in a review: messages with the next action.
fn misfits(review: &Review, today: Date) -> Vec<(String, &'static str)> {
    let mut misfits = Vec::new();
    if let (Some(on), Some(due)) = (review.on, review.due)
        && due < on
    {
        misfits.push((format!("`review.due` is {due}, before `review.on`, {on}"), "correct one of the two dates"));
    }
    if let Some(on) = review.on.filter(|on| *on > today) {
        misfits.push((
            format!("`review.on` is {on}, and today is {today}"),
            "write the day on which the page was reviewed",
        ));
    }
    match (&review.by, review.is_dated) {
        (None, true) => {
            misfits.push(("`review.on` has no `review.by`".to_owned(), "add `by: …` with the reviewer's name"))
        }
        (Some(_), false) => {
            misfits.push(("`review.by` has no `review.on`".to_owned(), "add `on: …` with the day of the review"))
        }
        (Some(_), true) | (None, false) => {}
    }
    misfits
}

fn counted(number: i64, word: &str) -> String {
    if number == 1 { format!("1 {word}") } else { format!("{number} {word}s") }
}

#[cfg(test)]
mod tests {
    use crate::check::testing::{SETTINGS, check};

    fn page(review: &str) -> String {
        format!("---\ntitle: A\nreview: {{{review}}}\n---\n")
    }

    #[test]
    fn pages_without_a_reviewer_are_counted_once() {
        let term = ("content/t.md", "---\nkind: term\ntitle: T\n---\n");
        let expected = "D013 content/site.yaml 1 of 2 pages has no reviewer | \
                        add `review: {by: …, role: …, on: …}` to a page once a clinician has read it";
        let reviewed = page("by: B, on: 2026-01-01");
        check("D013", &[("content/a.md", "---\ntitle: A\n---\n"), ("content/b.md", &reviewed), term], expected);
        check("D013", &[("content/b.md", &reviewed), term], "");
    }

    #[test]
    fn a_page_without_a_reviewer_is_an_error_where_reviews_are_required() {
        let settings = format!("{SETTINGS}review: {{policy: required}}\n");
        let expected = "R001 content/a.md:2:8 the page has no reviewer, and `review.policy` is `required` | \
                        add `review: {by: …, role: …, on: …}` once a clinician has read it, or set `draft: true`";
        check("R001", &[("content/site.yaml", &settings), ("content/a.md", "---\ntitle: A\n---\n")], expected);
        check("D013", &[("content/site.yaml", &settings), ("content/a.md", "---\ntitle: A\n---\n")], "");
        check("R001", &[("content/site.yaml", &settings), ("content/a.md", &page("by: B, on: 2026-01-01"))], "");
    }

    #[test]
    fn an_overdue_review_is_a_warning_and_past_its_grace_an_error() {
        let settings = format!("{SETTINGS}review: {{grace_days: 30}}\n");
        let overdue = |due: &str| page(&format!("by: B, on: 2025-01-01, due: {due}"));
        let help = "have the page reviewed and record it under `review`";
        let expected = format!("D014 content/a.md:3:9 the review fell due on 2026-11-20, 1 day ago | {help}");
        check("D014", &[("content/site.yaml", &settings), ("content/a.md", &overdue("2026-11-20"))], &expected);
        let expected = format!(
            "D014(error) content/a.md:3:9 the review fell due on 2026-10-21, 31 days ago, past the 30 days of grace: \
             readers may follow advice that has changed | {help}"
        );
        check("D014", &[("content/site.yaml", &settings), ("content/a.md", &overdue("2026-10-21"))], &expected);
        check("D014", &[("content/site.yaml", &settings), ("content/a.md", &overdue("2026-11-21"))], "");
    }

    #[test]
    fn dates_and_names_fit_together() {
        let expected = "R002 content/a.md:3:9 `review.due` is 2025-01-01, before `review.on`, 2026-01-01 | correct one of the two dates";
        check("R002", &[("content/a.md", &page("by: B, on: 2026-01-01, due: 2025-01-01"))], expected);
        let expected = "R002 content/a.md:3:9 `review.on` has no `review.by` | add `by: …` with the reviewer's name\n\
                        R002 content/a.md:3:9 `review.on` is 2026-12-01, and today is 2026-11-21 | write the day on which the page was reviewed";
        check("R002", &[("content/a.md", &page("on: 2026-12-01"))], expected);
        let expected = "R002 content/a.md:3:9 `review.by` has no `review.on` | add `on: …` with the day of the review";
        check("R002", &[("content/a.md", &page("by: B"))], expected);
        check("R002", &[("content/a.md", &page("by: B, on: 21/11/2026"))], "");
        check("R002", &[("content/a.md", &page("by: B, on: 2026-01-01, due: 2027-01-01"))], "");
    }
}

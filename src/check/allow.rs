//! F009 and F010: the warnings and advice that a page means to keep.
//!
//! An error is never allowed, also not one that is a warning elsewhere. Past its last day an allowance counts for
//! nothing.

use crate::base::nearest::nearest;
use crate::body::Site;
use crate::diag::codes::{self, find};
use crate::diag::{Code, Place, Problem, Severity};
use crate::model::page::{Allow, Page};

/// The page's problems without those it allows, and with what is wrong with its allowances.
#[must_use]
pub fn apply(site: &Site, page: &Page, problems: Vec<Problem>) -> Vec<Problem> {
    let allows = &page.meta.allow;
    if allows.is_empty() {
        return problems;
    }
    let today = site.index.options.today;
    let may_be_allowed = |problem: &Problem, allow: &Allow| {
        problem.severity != Severity::Error && find(&allow.code.raw) == Some(problem.code)
    };
    let mut own: Vec<Problem> = Vec::new();
    for allow in allows {
        let place = Place::at(&page.path, allow.code.span);
        match possible(&allow.code.raw) {
            Err((message, help)) => own.push(Problem::new(codes::ALLOW_NOT_POSSIBLE, place, message, help)),
            Ok(code) if !problems.iter().any(|problem| may_be_allowed(problem, allow)) => own.push(Problem::new(
                codes::ALLOW_UNUSED,
                place,
                format!("`{}` is allowed, and the page does not have it", code.id),
                "take it out of `allow`",
            )),
            Ok(_) => {}
        }
    }
    let holds = |allow: &&Allow| allow.until.is_none_or(|until| until >= today);
    let is_allowed = |problem: &Problem| allows.iter().filter(holds).any(|allow| may_be_allowed(problem, allow));
    let mut kept: Vec<Problem> = problems.into_iter().filter(|problem| !is_allowed(problem)).collect();
    kept.append(&mut own);
    kept
}

/// The code that `written` names, when it may be allowed; else what is wrong and the next action.
fn possible(written: &str) -> Result<Code, (String, String)> {
    let Some(code) = find(written) else {
        let known = codes::ALL.iter().filter(|code| code.severity != Severity::Error).map(|code| code.id);
        let help = match nearest(written, known) {
            Some(near) => format!("write `{near}`, or take it out"),
            None => "write the code of a warning or advice, or take it out".to_owned(),
        };
        return Err((format!("there is no code `{written}`"), help));
    };
    if code.severity == Severity::Error {
        let message = format!("`{}` is an error ({}), and errors cannot be allowed", code.id, code.title);
        return Err((message, "take it out, and mend what the error names".to_owned()));
    }
    Ok(code)
}

#[cfg(test)]
mod tests {
    use crate::check::testing::lines;

    /// The lines about headings and allowances of a page that skips a level.
    #[track_caller]
    fn check(allow: &str, expected: &[&str]) {
        let page = format!("---\ntitle: A\nallow: [{allow}]\n---\n## A\n#### B\n");
        let found: Vec<String> =
            lines(&[("content/a.md", &page)]).into_iter().filter(|line| line.starts_with(['M', 'F'])).collect();
        assert_eq!(found, expected);
    }

    const SKIPPED: &str = "M004 content/a.md:6:1 `B` is a heading of level 4 below one of level 2: expected level 3 at most | begin it with `###`";

    #[test]
    fn an_allowed_warning_is_dropped() {
        check("{code: M004, why: Meant}", &[]);
        check("{code: m004, why: Meant, until: 2026-11-21}", &[]);
    }

    #[test]
    fn past_its_last_day_it_counts_again() {
        check("{code: M004, why: Meant, until: 2026-11-20}", &[SKIPPED]);
    }

    #[test]
    fn errors_and_unknown_codes_cannot_be_allowed() {
        let error = "F009 content/a.md:3:16 `K001` is an error (a condition has no red-flag card), and errors cannot be allowed | \
                     take it out, and mend what the error names";
        check("{code: K001, why: Meant}", &[error, SKIPPED]);
        let unknown = "F009 content/a.md:3:16 there is no code `M04` | write `M004`, or take it out";
        check("{code: M04, why: Meant}", &[unknown, SKIPPED]);
    }

    #[test]
    fn an_allowance_without_a_problem_is_advice() {
        let unused = "F010 content/a.md:3:16 `W001` is allowed, and the page does not have it | take it out of `allow`";
        check("{code: W001, why: Meant}", &[unused, SKIPPED]);
    }
}

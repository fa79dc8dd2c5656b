//! M003, M004 and M006: a body's headings begin at `##`, go down level by level, and have ids of their own.

use std::collections::BTreeMap;

use super::Subject;
use crate::diag::{Place, Problem, codes};
use crate::model::doc::Heading;
use crate::parse::page_ids;

/// Reports headings of the first level (M003), skipped levels (M004) and ids given twice (M006).
pub(super) fn check(subject: Subject<'_>, problems: &mut Vec<Problem>) {
    let headings = &subject.page.document.headings;
    // The page's title is the heading of level 1.
    let mut above = 1;
    let mut own: BTreeMap<&str, &Heading> = BTreeMap::new();
    for (number, heading) in headings.iter().enumerate() {
        if heading.level == 1 {
            problems.push(first_level(subject, heading));
        } else if heading.level > above + 1 {
            problems.push(skipped(subject, heading, above, number == 0));
        }
        above = heading.level;
        if heading.own_id {
            if page_ids::is_of_page(&heading.id) {
                problems.push(id_of_page(subject, heading));
            }
            match own.get(heading.id.as_str()) {
                Some(twin) => problems.push(same_id(subject, heading, twin)),
                None => drop(own.insert(&heading.id, heading)),
            }
        }
    }
}

fn first_level(subject: Subject<'_>, heading: &Heading) -> Problem {
    Problem::new(
        codes::HEADING_ONE,
        Place::at(&subject.page.path, heading.span),
        format!("`{}` is a heading of level 1, which is the page's title alone", heading.text),
        "begin it with `##`",
    )
}

fn skipped(subject: Subject<'_>, heading: &Heading, above: u8, is_first: bool) -> Problem {
    let found = heading.level;
    let message = if is_first {
        format!("the first heading, `{}`, is of level {found}: expected level 2", heading.text)
    } else {
        format!(
            "`{}` is a heading of level {found} below one of level {above}: expected level {} at most",
            heading.text,
            above + 1
        )
    };
    let marks = "#".repeat(usize::from(above) + 1);
    Problem::new(
        codes::HEADING_SKIPPED,
        Place::at(&subject.page.path, heading.span),
        message,
        format!("begin it with `{marks}`"),
    )
}

fn same_id(subject: Subject<'_>, heading: &Heading, twin: &Heading) -> Problem {
    let path = &subject.page.path;
    Problem::new(
        codes::HEADING_ID_TAKEN,
        Place::at(path, heading.span),
        format!("`{}` and `{}` have one id, `{}`", twin.text, heading.text, heading.id),
        "give one of the two another id, or none",
    )
    .with_related(Place::at(path, twin.span), "the other heading")
}

fn id_of_page(subject: Subject<'_>, heading: &Heading) -> Problem {
    Problem::new(
        codes::HEADING_ID_TAKEN,
        Place::at(&subject.page.path, heading.span),
        format!("`{}` has the id `{}`, which a part of the page has already", heading.text, heading.id),
        "give it another id, or none",
    )
}

#[cfg(test)]
mod tests {
    use crate::check::testing::check_body;

    #[test]
    fn a_heading_of_level_one_in_a_body_is_an_error() {
        let expected =
            "M003 content/a.md:4:1 `One` is a heading of level 1, which is the page's title alone | begin it with `##`";
        check_body("M003", "# One\n", expected);
        check_body("M003", "## One\n", "");
    }

    #[test]
    fn a_skipped_level_is_a_warning() {
        let expected = "M004 content/a.md:5:1 `B` is a heading of level 4 below one of level 2: expected level 3 at most | begin it with `###`";
        check_body("M004", "## A\n#### B\n", expected);
        let expected =
            "M004 content/a.md:4:1 the first heading, `A`, is of level 3: expected level 2 | begin it with `##`";
        check_body("M004", "### A\n", expected);
        check_body("M004", "## A\n### B\n#### C\n## D\n", "");
    }

    #[test]
    fn two_headings_with_one_own_id_are_an_error() {
        let expected = "M006 content/a.md:5:1 `A` and `B` have one id, `x` | give one of the two another id, or none";
        check_body("M006", "## A {#x}\n## B {#x}\n", expected);
        check_body("M006", "## X\n## X\n## B {#x}\n", "");
        let expected = "M006 content/a.md:4:1 `Food` has the id `menu`, which a part of the page has already | give it another id, or none";
        check_body("M006", "## Food {#menu}\n", expected);
        check_body("M006", "## Menu\n", "");
    }
}

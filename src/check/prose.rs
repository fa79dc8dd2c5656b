//! The rules that read a page's running text: its blocks are gathered once for all of them.

use super::{Subject, claims, wording};
use crate::body::plain::blocks;
use crate::diag::Problem;

/// Runs the rules over a page's blocks.
pub(super) fn check(subject: Subject<'_>, problems: &mut Vec<Problem>) {
    let blocks = blocks(&subject.page.document, &subject.site.index);
    claims::uncited_claim(subject, &blocks, problems);
    wording::reading_grade(subject, &blocks, problems);
}

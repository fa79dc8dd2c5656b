//! F011: words of a front-matter text that YAML takes for a comment, since a ` #` stands before them.

use super::{Subject, texts};
use crate::base::span::Span;
use crate::diag::{Place, Problem, codes};

/// Warns of a comment on the line of a text without quotes: in `Stop at once # if pain rises` the condition is lost.
pub(super) fn check(subject: Subject<'_>, problems: &mut Vec<Problem>) {
    let page = subject.page;
    let source: &str = &page.document.source;
    for text in texts::of(page) {
        if text.span.of(source) != text.raw {
            continue;
        }
        let rest = source.get(text.span.end as usize..).and_then(|rest| rest.lines().next()).unwrap_or_default();
        let comment = rest.trim();
        let is_comment = rest.starts_with([' ', '\t']) && comment.starts_with('#');
        if !is_comment || !comment.chars().any(char::is_alphanumeric) {
            continue;
        }
        let start = text.span.end as usize + (rest.len() - rest.trim_start().len());
        problems.push(Problem::new(
            codes::TEXT_COMMENTED,
            Place::at(&page.path, Span::new(start, start + comment.len())),
            format!("`{comment}` is read as a comment: no reader would see it"),
            "put the whole text in quotes, or the comment on a line of its own",
        ));
    }
}

#[cfg(test)]
mod tests {
    use crate::check::testing::check;

    #[test]
    fn words_after_a_number_sign_are_warned_of() {
        let page = |steps: &str| format!("---\nkind: exercise\ntitle: A\nsteps:\n  - {steps}\n---\n");
        let expected = "F011 content/a.md:5:18 `# if pain rises` is read as a comment: no reader would see it | put the \
                        whole text in quotes, or the comment on a line of its own";
        check("F011", &[("content/a.md", &page("Stop at once # if pain rises"))], expected);
        check("F011", &[("content/a.md", &page("\"Stop # if pain rises\""))], "");
        check("F011", &[("content/a.md", &page("Stop at once#now"))], "");
    }
}

//! L013: links without words, which nobody sees and a screen reader reads out as an address.

use super::Subject;
use crate::diag::{Place, Problem, codes};
use crate::model::doc::{Event, LinkForm, Tag};

/// Reports links written `[](target)`. Those in double brackets take the words of the page they lead to.
pub(super) fn check(subject: Subject<'_>, problems: &mut Vec<Problem>) {
    let document = &subject.page.document;
    for (at, (event, span)) in document.events.iter().enumerate() {
        let Event::Start(tag @ Tag::Link(number)) = event else { continue };
        let Some(link) = document.links.get(*number as usize).filter(|link| link.form == LinkForm::Markdown) else {
            continue;
        };
        if !document.has_words(at, tag) {
            problems.push(Problem::new(
                codes::LINK_WITHOUT_WORDS,
                Place::at(&subject.page.path, *span),
                format!("the link to `{}` has no words: no reader would see it", link.target),
                "say between `[` and `]` where it leads",
            ));
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::check::testing::{check, check_body};

    #[test]
    fn a_link_without_words_is_an_error() {
        let expected = "L013 content/a.md:4:5 the link to `https://test.example` has no words: no reader would see it | \
                        say between `[` and `]` where it leads";
        check_body("L013", "See [](https://test.example).\n", expected);
        check_body("L013", "See [ ](https://test.example).\n", expected);
        check_body("L013", "See [it](https://test.example), <https://test.example>.\n", "");
    }

    #[test]
    fn a_picture_with_words_and_a_pages_own_name_are_words() {
        let files = [
            ("content/a.md", "---\ntitle: A\n---\n[![A calf](a.svg)](b.md), [[B]], [[B|]] and [{{n}}](b.md)\n"),
            ("content/b.md", "---\ntitle: B\n---\n"),
            ("content/a.svg", "<svg/>"),
        ];
        check("L013", &files, "");
    }
}

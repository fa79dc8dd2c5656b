//! F008: markup in front-matter texts, which are printed as they stand.

use super::{Subject, texts};
use crate::diag::{Problem, codes};

/// Markup that authors write by habit, with what it is called.
const MARKS: [(&str, &str); 5] =
    [("[[", "a link"), ("](", "a link"), ("[@", "a citation"), ("**", "emphasis"), ("`", "code")];

/// Warns of the first mark in each text.
pub(super) fn check(subject: Subject<'_>, problems: &mut Vec<Problem>) {
    for text in texts::of(subject.page) {
        let found = MARKS.iter().filter_map(|(mark, name)| Some((text.raw.find(mark)?, *mark, *name)));
        let Some((_, mark, name)) = found.min() else { continue };
        problems.push(Problem::new(
            codes::MARKUP_IN_PLAIN_TEXT,
            texts::place_in(subject.page, text, mark, 0),
            format!("the text holds {name}, and its marks would be printed as they stand"),
            "write plain words here, and put links, citations and emphasis in the body",
        ));
    }
}

#[cfg(test)]
mod tests {
    use crate::check::testing::check;

    #[test]
    fn markup_in_front_matter_is_a_warning() {
        let page = "---\ntitle: A\nsummary: \"See [[b]] and **c**\"\n---\n";
        let expected = "F008 content/a.md:3:15 the text holds a link, and its marks would be printed as they stand | \
                        write plain words here, and put links, citations and emphasis in the body";
        check("F008", &[("content/a.md", page)], expected);
        check("F008", &[("content/a.md", "---\ntitle: A [1] (2) * 3\n---\nSee [[b]] **now**\n")], "");
    }

    #[test]
    fn texts_of_a_kind_are_looked_at() {
        let page = "---\nkind: term\ntitle: A\nalso: [\"**b**\"]\n---\n";
        let expected = "F008 content/a.md:4:9 the text holds emphasis, and its marks would be printed as they stand | \
                        write plain words here, and put links, citations and emphasis in the body";
        check("F008", &[("content/a.md", page)], expected);
    }
}

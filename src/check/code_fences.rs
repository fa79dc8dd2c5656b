//! M013: a block of code that is fenced and never closed. Markdown takes all that follows for code: cards lose their
//! level and their colours, links and numbers to call stand there as they are typed.

use super::Subject;
use crate::base::span::Span;
use crate::diag::{Place, Problem, codes};
use crate::model::doc::{Document, Event, Tag};

/// Reports fences that are still open where the page, or the list or quotation they stand in, ends.
pub(super) fn check(subject: Subject<'_>, problems: &mut Vec<Problem>) {
    let document = &subject.page.document;
    for (number, (event, span)) in document.events.iter().enumerate() {
        let Event::Start(Tag::CodeBlock(Some(_))) = event else { continue };
        let line = first_line(document, *span);
        if is_closed(document, number, *span, line) {
            continue;
        }
        let fence = fence(line.of(&document.source));
        problems.push(Problem::new(
            codes::CODE_NOT_CLOSED,
            Place::at(&subject.page.path, line),
            "the block of code that begins here is never closed: all that follows is printed as code, warnings too",
            format!("add a line `{fence}` where the code ends, or take this one out"),
        ));
    }
}

/// The line of the fence that opens a block, without the end of the line.
fn first_line(document: &Document, block: Span) -> Span {
    let line = block.of(&document.source).lines().next().unwrap_or_default();
    Span::new(0, line.trim_end().len()).shifted(block.start as usize)
}

/// Whether a fence stands after the last line of the code that the block at event `number` holds.
fn is_closed(document: &Document, number: usize, block: Span, opening: Span) -> bool {
    let inside = document.events.iter().skip(number + 1);
    let inside = inside.take_while(|(event, _)| !matches!(event, Event::End(Tag::CodeBlock(_))));
    let code_end = inside.map(|(_, span)| span.end).max().unwrap_or(opening.end).max(opening.end);
    let rest = Span { start: code_end, end: block.end.max(code_end) }.of(&document.source);
    rest.contains(&fence(opening.of(&document.source)))
}

/// The fence at the start of a line: its grave accents or tildes, at least three.
fn fence(line: &str) -> String {
    let line = line.trim_start();
    let sign = if line.starts_with('~') { '~' } else { '`' };
    line.chars().take_while(|letter| *letter == sign).collect()
}

#[cfg(test)]
mod tests {
    use crate::check::testing::check_body;

    fn never(place: &str, fence: &str) -> String {
        format!(
            "M013 content/a.md:{place} the block of code that begins here is never closed: all that follows is printed \
             as code, warnings too | add a line `{fence}` where the code ends, or take this one out"
        )
    }

    #[test]
    fn a_fence_that_is_never_closed_is_an_error() {
        let card = "> [!EMERGENCY] Call {{emergency_number}} now if:\n> - a\n";
        check_body("M013", &format!("Text.\n\n```\ncode\n\n{card}"), &never("6:1", "```"));
        check_body("M013", &format!("~~~~ text\ncode\n~~~\n\n{card}"), &never("4:1", "~~~~"));
        check_body("M013", "Text.\n\n```", &never("6:1", "```"));
        check_body("M013", "```\n``\n    ```\n", &never("4:1", "```"));
        check_body("M013", "```\na\n```\n\n  ```yaml\nb\n``` x\n", &never("8:3", "```"));
    }

    #[test]
    fn a_fence_that_ends_with_its_list_or_card_is_an_error() {
        check_body("M013", "> [!NOTE] A\n> ```\n> code\n\nText.\n", &never("5:3", "```"));
        check_body("M013", "- a\n\n  ```\n  code\n\nText.\n", &never("6:3", "```"));
    }

    #[test]
    fn closed_fences_and_indented_code_are_quiet() {
        for body in [
            "```\n```\n",
            "```text\ncode\n```\n",
            "````\n```\n````",
            "~~~\n```\n~~~~\n",
            "> ```\n> a\n>\n> b\n> ```\n",
            "- ```\n  a\n  ```\n- b\n",
            "1. a\n\n   ```\n   x\n   ```\n\nText.\n",
            "   ```\n   a\n  ```   \n",
            "Text.\n\n    ```\n    code\n",
            "Use `` ``` `` here.\n",
        ] {
            check_body("M013", body, "");
        }
    }
}

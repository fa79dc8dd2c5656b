//! D015 and W002: an outcome's words fit its urgency and do not say what a reader has.

use super::Subject;
use crate::diag::{Problem, codes};
use crate::model::decision::{Outcome, Urgency};
use crate::model::text::Text;

/// Warns of self-care that tells the reader to book, and of outcomes that name what a reader has.
pub(super) fn check(subject: &Subject<'_>, problems: &mut Vec<Problem>) {
    for outcome in &subject.decision.outcomes {
        let texts =
            std::iter::once(("title", &outcome.title)).chain(outcome.advice.as_ref().map(|text| ("advice", text)));
        for (key, text) in texts {
            problems.extend(books_in_self_care(subject, outcome, key, text));
            problems.extend(names_what_a_reader_has(subject, outcome, key, text));
        }
    }
}

/// The first of `words` that stands in `text` as words of its own, case and kind of apostrophe ignored.
pub(super) fn find<'a>(text: &str, words: &'a [String]) -> Option<&'a str> {
    let text = plain(text);
    words.iter().map(String::as_str).find(|word| stands_in(&text, &plain(word)))
}

fn books_in_self_care(subject: &Subject<'_>, outcome: &Outcome, key: &str, text: &Text) -> Option<Problem> {
    if outcome.urgency != Urgency::SelfCare {
        return None;
    }
    let word = find(&subject.filled(text), subject.words.book)?;
    let message = format!(
        "outcome `{}` is self-care, but its {key} says `{word}`: a reader may stay at home who should be seen",
        outcome.id.raw
    );
    let help = "change `urgency` to `book`, or say when to book in `safety_net`";
    Some(Problem::new(codes::URGENCY_WORDING, subject.place(text.span), message, help))
}

fn names_what_a_reader_has(subject: &Subject<'_>, outcome: &Outcome, key: &str, text: &Text) -> Option<Problem> {
    let word = find(&subject.filled(text), subject.words.diagnosis)?;
    let message = format!(
        "the {key} of outcome `{}` says `{word}`: a flow cannot know what a reader has, and a wrong name can delay help",
        outcome.id.raw
    );
    let help = "say what to do and which page to read";
    Some(Problem::new(codes::DIAGNOSIS_WORDING, subject.place(text.span), message, help))
}

fn plain(text: &str) -> String {
    let lower = text.chars().flat_map(char::to_lowercase).map(|letter| if letter == '’' { '\'' } else { letter });
    lower.collect::<String>().split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Letters without case join words in no known way, so they are let stand beside a word: Chinese has no blanks.
fn stands_in(text: &str, word: &str) -> bool {
    let joins = |letter: Option<char>| letter.is_some_and(|letter| letter.is_lowercase() || letter.is_numeric());
    !word.is_empty()
        && text.match_indices(word).any(|(at, _)| {
            let before = text.get(..at).and_then(|before| before.chars().next_back());
            let after = text.get(at + word.len()..).and_then(|after| after.chars().next());
            !joins(before) && !joins(after)
        })
}

#[cfg(test)]
mod tests {
    use super::find;
    use crate::flow::testing::check;

    #[test]
    fn self_care_that_says_book_is_a_warning() {
        let help = "change `urgency` to `book`, or say when to book in `safety_net`";
        check(
            "D015",
            "= home self-care Stay\nadvice Rest, then Book a visit.\n",
            &format!(
                "2:8 `Rest, then Book a visit.` warning: outcome `home` is self-care, but its advice says `book`: \
                 a reader may stay at home who should be seen; {help}"
            ),
        );
        check("D015", "= home self-care Read the booklet\nadvice Rest.\nnet Book if it is worse.\n", "");
        check("D015", "= see book Book a visit\n", "");
    }

    #[test]
    fn an_outcome_that_says_you_have_is_a_warning() {
        check(
            "W002",
            "= home self-care You’ve got a strain\n",
            "1:18 `You’ve got a strain` warning: the title of outcome `home` says `you've got`: a flow cannot know what a \
             reader has, and a wrong name can delay help; say what to do and which page to read",
        );
        check("W002", "= home self-care Read about strains\nadvice Wear the shoes you haven’t worn out.\n", "");
    }

    #[test]
    fn words_match_whole_and_in_any_script() {
        let words = |word: &str| vec![word.to_owned()];
        assert_eq!(find("Unsure?", &words("sure")), None);
        assert_eq!(find("Yes or  NOT\nSURE", &words("not sure")), Some("not sure"));
        assert_eq!(find("我不确定吗", &words("不确定")), Some("不确定"));
        assert_eq!(find("anything", &words("")), None);
    }
}

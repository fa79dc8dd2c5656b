//! K007: a care card, do-not card or warning in the text of an exercise or a programme, which is printed on no sheet.
//!
//! A sheet and a booklet show the front matter of both, and so does a transclusion of an exercise. Their text is for
//! those who open their pages.

use super::Subject;
use crate::diag::{Place, Problem, codes};
use crate::model::doc::CardKind;
use crate::model::page::Data;

/// Warns of cards that a patient with the sheet in hand would not see.
pub(super) fn check(subject: Subject<'_>, problems: &mut Vec<Problem>) {
    let source = match &subject.page.data {
        Data::Exercise(_) => EXERCISE,
        Data::Programme(_) => PROGRAMME,
        Data::Article(_)
        | Data::Anatomy(_)
        | Data::Condition(_)
        | Data::Decision(_)
        | Data::Reference(_)
        | Data::Term(_) => return,
    };
    for card in subject.page.document.cards.iter().filter(|card| warns(card.kind)) {
        problems.push(Problem::new(
            codes::CARD_NOT_PRINTED,
            Place::at(&subject.page.path, card.span),
            format!(
                "the {} card of this {} is on no sheet and in no booklet: a patient with the paper in hand would not see it",
                card.kind.word(),
                source.name
            ),
            if card.kind == CardKind::DoNot { source.leave } else { source.stop },
        ));
    }
}

/// A kind of page whose front matter is printed and whose text is not.
struct SheetSource {
    /// Its name for an author.
    name: &'static str,
    /// Where to write what to leave, so that it is printed.
    leave: &'static str,
    /// Where to write when to stop, so that it is printed.
    stop: &'static str,
}

const EXERCISE: SheetSource = SheetSource {
    name: "exercise",
    leave: "write it into `do_not` of the phases that use the exercise, or into its `steps`",
    stop: "write it into `stop_rules` of the programmes that use the exercise, into `stop` of a phase, or into its `steps`",
};

const PROGRAMME: SheetSource = SheetSource {
    name: "programme",
    leave: "write it into `do_not` of the phases",
    stop: "write it into `stop_rules`, or into `stop` of a phase",
};

/// Whether a card says when to stop or what to leave.
fn warns(kind: CardKind) -> bool {
    match kind {
        CardKind::Emergency | CardKind::Urgent | CardKind::DoNot | CardKind::Warning => true,
        CardKind::Clinic | CardKind::Do | CardKind::Key | CardKind::Unsure | CardKind::Note | CardKind::Tip => false,
    }
}

#[cfg(test)]
mod tests {
    use crate::check::testing::check;

    #[track_caller]
    fn check_kind(kind: &str, card: &str, expected: &str) {
        let page = format!("---\nkind: {kind}\ntitle: A\nsteps: [b]\n---\n> [!{card}] Stop if:\n> - do not go on\n");
        let page = if kind == "exercise" { page } else { page.replace("steps: [b]\n", "") };
        check("K007", &[("content/a.md", &page)], expected);
    }

    #[test]
    fn a_warning_of_an_exercise_is_on_no_sheet() {
        let message =
            "card of this exercise is on no sheet and in no booklet: a patient with the paper in hand would not see it";
        let stop = "write it into `stop_rules` of the programmes that use the exercise, into `stop` of a phase, or into its `steps`";
        for card in ["EMERGENCY", "URGENT", "WARNING"] {
            check_kind("exercise", card, &format!("K007 content/a.md:6:3 the {card} {message} | {stop}"));
        }
        let leave = "write it into `do_not` of the phases that use the exercise, or into its `steps`";
        check_kind("exercise", "DO-NOT", &format!("K007 content/a.md:6:3 the DO-NOT {message} | {leave}"));
    }

    #[test]
    fn a_warning_of_a_programme_is_on_no_sheet() {
        let message = "card of this programme is on no sheet and in no booklet: a patient with the paper in hand would not see it";
        let stop = "write it into `stop_rules`, or into `stop` of a phase";
        check_kind("programme", "WARNING", &format!("K007 content/a.md:5:3 the WARNING {message} | {stop}"));
        let leave = "write it into `do_not` of the phases";
        check_kind("programme", "DO-NOT", &format!("K007 content/a.md:5:3 the DO-NOT {message} | {leave}"));
        check_kind("programme", "UNSURE", "");
    }

    #[test]
    fn other_cards_and_other_pages_are_left_alone() {
        check_kind("exercise", "KEY", "");
        check_kind("condition", "WARNING", "");
    }
}

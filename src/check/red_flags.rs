//! K001 and K002: a condition has a red-flag card, in its own text or in text it transcludes, that says whom to call
//! and lists the signs.

use super::numbers::Call;
use super::shown_cards::{self, Shown};
use super::{Subject, numbers};
use crate::body::Site;
use crate::diag::{Place, Problem, codes};
use crate::model::kind::Kind;

/// Reports conditions without a whole red-flag card.
pub(super) fn check(subject: Subject<'_>, problems: &mut Vec<Problem>) {
    if subject.page.kind() != Kind::Condition {
        return;
    }
    let shown = shown_cards::of_page(subject.site, subject.id, subject.page);
    let flags: Vec<(Shown<'_>, Call)> =
        shown.into_iter().filter_map(|shown| Some((shown, Call::of(shown.card)?))).collect();
    if flags.is_empty() {
        problems.push(Problem::new(
            codes::RED_FLAG_MISSING,
            Place::at(&subject.page.path, subject.page.meta.title.span),
            "the condition has no EMERGENCY or URGENT card: a reader in danger would not learn when to get help",
            "add `> [!EMERGENCY] Call {{emergency_number}} now if:` with a list of signs",
        ));
        return;
    }
    let missing: Vec<Vec<&str>> = flags.iter().map(|(shown, _)| missing(subject.site, *shown)).collect();
    if missing.iter().any(Vec::is_empty) {
        return;
    }
    let incomplete = flags.iter().zip(&missing);
    problems.extend(incomplete.map(|((shown, call), missing)| incomplete_card(*shown, *call, missing)));
}

/// What a card lacks to be whole.
fn missing(site: &Site, shown: Shown<'_>) -> Vec<&'static str> {
    let mut missing = Vec::new();
    if !numbers::names_number(&site.index.config, shown.heading_inserts()) {
        missing.push("a heading with the number to call");
    }
    if shown.items(site) == 0 {
        missing.push("a list of signs");
    }
    missing
}

fn incomplete_card(shown: Shown<'_>, call: Call, missing: &[&str]) -> Problem {
    Problem::new(
        codes::RED_FLAG_INCOMPLETE,
        Place::at(&shown.page.path, shown.card.span),
        format!(
            "the {} card lacks {}: a reader in danger would not know when or whom to call",
            shown.card.kind.word(),
            missing.join(" and ")
        ),
        format!("write `{}` after the marker, and the signs as a list below", call.example),
    )
}

#[cfg(test)]
mod tests {
    use crate::check::testing::check;

    fn condition(body: &str) -> String {
        format!("---\nkind: condition\ntitle: A\n---\n{body}")
    }

    #[test]
    fn a_condition_without_a_red_flag_card_is_an_error() {
        let expected = "K001 content/a.md:3:8 the condition has no EMERGENCY or URGENT card: \
                        a reader in danger would not learn when to get help | \
                        add `> [!EMERGENCY] Call {{emergency_number}} now if:` with a list of signs";
        check("K001", &[("content/a.md", &condition("> [!CLINIC] Call {{clinic_phone}} if:\n> - a\n"))], expected);
        check("K001", &[("content/a.md", "---\ntitle: A\n---\nText\n")], "");
    }

    #[test]
    fn a_card_in_transcluded_text_counts() {
        let flags =
            "---\ntitle: F\n---\n## Signs\n> [!URGENT] Call {{urgent_line}} today if:\n> - a\n\n## Other\nText\n";
        check("K00", &[("content/a.md", &condition("![[flags]]\n")), ("content/flags.md", flags)], "");
        check("K00", &[("content/a.md", &condition("![[flags#signs]]\n")), ("content/flags.md", flags)], "");
        let expected = "K001 content/a.md:3:8 the condition has no EMERGENCY or URGENT card: \
                        a reader in danger would not learn when to get help | \
                        add `> [!EMERGENCY] Call {{emergency_number}} now if:` with a list of signs";
        check("K00", &[("content/a.md", &condition("![[flags#other]]\n")), ("content/flags.md", flags)], expected);
    }

    #[test]
    fn a_card_without_a_number_or_a_list_is_an_error() {
        let expected = "K002 content/a.md:5:3 the URGENT card lacks a heading with the number to call and a list of signs: \
                        a reader in danger would not know when or whom to call | \
                        write `Call {{urgent_line}} today if:` after the marker, and the signs as a list below";
        check("K002", &[("content/a.md", &condition("> [!URGENT] Take care\n> {{urgent_line}}\n"))], expected);
    }

    #[test]
    fn a_list_that_is_not_shown_does_not_count() {
        let flags = "---\ntitle: F\n---\n## Help\n> [!URGENT] Call {{urgent_line}} today if:\n>\n> ## Signs\n>\n> - a\n\nRest.\n\n## More\nText\n";
        check("K00", &[("content/a.md", &condition("![[flags#help]]\n")), ("content/flags.md", flags)], "");
        let outside = flags.replace("> - a\n", "> Not well\n").replace("## More\n", "## More\n- a\n");
        let expected = "K002 content/flags.md:5:3 the URGENT card lacks a list of signs: \
                        a reader in danger would not know when or whom to call | \
                        write `Call {{urgent_line}} today if:` after the marker, and the signs as a list below";
        check("K00", &[("content/a.md", &condition("![[flags#help]]\n")), ("content/flags.md", &outside)], expected);
    }

    #[test]
    fn a_card_in_a_footnote_does_not_count() {
        let expected = "K001 content/a.md:3:8 the condition has no EMERGENCY or URGENT card: \
                        a reader in danger would not learn when to get help | \
                        add `> [!EMERGENCY] Call {{emergency_number}} now if:` with a list of signs";
        let note = "Rest[^1].\n\n[^1]:\n    > [!URGENT] Call {{urgent_line}} today if:\n    > - a\n";
        check("K00", &[("content/a.md", &condition(note))], expected);
    }

    #[test]
    fn what_is_struck_out_does_not_count() {
        let tail = "a reader in danger would not know when or whom to call | \
                    write `Call {{urgent_line}} today if:` after the marker, and the signs as a list below";
        let expected = format!("K002 content/a.md:5:3 the URGENT card lacks a heading with the number to call: {tail}");
        let body = "> [!URGENT] ~~Call {{urgent_line}} today if:~~\n> - a\n";
        check("K002", &[("content/a.md", &condition(body))], &expected);
        let expected = format!("K002 content/a.md:5:3 the URGENT card lacks a list of signs: {tail}");
        let body = "> [!URGENT] Call {{urgent_line}} today if:\n> - ~~a~~\n> - ~~b~~\n";
        check("K002", &[("content/a.md", &condition(body))], &expected);
        check("K00", &[("content/a.md", &condition(&body.replace("~~b~~", "~~b~~ c")))], "");
    }

    #[test]
    fn a_list_that_a_card_transcludes_counts() {
        let body = "> [!URGENT] Call {{urgent_line}} today if:\n>\n> ![[flags#signs]]\n";
        let flags = "---\ntitle: F\n---\n## Signs\n- a\n- b\n\n## Other\nText\n";
        check("K00", &[("content/a.md", &condition(body)), ("content/flags.md", flags)], "");
        let expected = "K002 content/a.md:5:3 the URGENT card lacks a list of signs: \
                        a reader in danger would not know when or whom to call | \
                        write `Call {{urgent_line}} today if:` after the marker, and the signs as a list below";
        let body = body.replace("#signs", "#other");
        check("K00", &[("content/a.md", &condition(&body)), ("content/flags.md", flags)], expected);
    }

    #[test]
    fn one_whole_card_is_enough() {
        let body =
            "> [!EMERGENCY] Call {{emergency_number}} now if:\n> - a\n\n> [!URGENT] Take care\n> {{urgent_line}}\n";
        check("K002", &[("content/a.md", &condition(body))], "");
    }
}

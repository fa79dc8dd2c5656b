//! K008: a care card that a page transcludes from a page in another language.
//!
//! Readers of the page need not know that language, and the signs of an emergency are the last thing to guess at.

use super::Subject;
use super::shown_cards;
use crate::base::language::primary;
use crate::diag::{Place, Problem, codes};

/// Reports transclusions that bring a care card in another language.
pub(super) fn check(subject: Subject<'_>, problems: &mut Vec<Problem>) {
    let (site, page) = (subject.site, subject.page);
    for (span, shown) in shown_cards::of_embeds(site, subject.id, page) {
        let (own, other) = (site.index.language_code(page.language), site.index.language_code(shown.page.language));
        if primary(own) == primary(other) || !shown.card.kind.is_care() {
            continue;
        }
        problems.push(Problem::new(
            codes::CARD_LANGUAGE,
            Place::at(&page.path, span),
            format!(
                "this shows the {} card of `{}`, which is in `{other}`, on a page in `{own}`: a reader in danger might not \
                 understand when to get help",
                shown.card.kind.word(),
                shown.page.path
            ),
            format!("translate that page, or write the card here in `{own}`"),
        ));
    }
}

#[cfg(test)]
mod tests {
    use crate::check::testing::check;

    const SITE: (&str, &str) = (
        "content/site.yaml",
        "name: C\nlanguage: en\nlanguages: [en, de]\nnumbers: {emergency_number: \"999\", urgent_line: \"111\"}\n",
    );
    const SIGNS: &str = "---\ntitle: Signs\n---\n> [!URGENT] Call {{urgent_line}} today if:\n> - a\n\n## More\nText.\n";

    #[test]
    fn a_card_in_another_language_is_an_error() {
        let page = "---\nkind: condition\ntitle: Wade\n---\n![[signs]]\n";
        let expected = "K008 content/de/c.md:5:1 this shows the URGENT card of `content/signs.md`, which is in `en`, on a page in \
                        `de`: a reader in danger might not understand when to get help | \
                        translate that page, or write the card here in `de`";
        check("K008", &[SITE, ("content/de/c.md", page), ("content/signs.md", SIGNS)], expected);
    }

    #[test]
    fn other_text_and_a_card_of_the_same_language_are_fine() {
        let more = "---\ntitle: Wade\n---\n![[signs#more]]\n";
        check("K008", &[SITE, ("content/de/c.md", more), ("content/signs.md", SIGNS)], "");
        let same = "---\ntitle: Calf\n---\n![[signs]]\n";
        check("K008", &[SITE, ("content/c.md", same), ("content/signs.md", SIGNS)], "");
    }
}

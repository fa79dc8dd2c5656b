//! A009: a sentence of `site.yaml` that tells patients what to do, shown on pages of a language it is not written in.

use super::texts;
use crate::body::Site;
use crate::diag::{Problem, codes};
use crate::model::kind::Kind;

/// Reports a `next_morning` of the pain rule that the words of another language do not replace. Every sheet prints it.
pub(super) fn untranslated(site: &Site, problems: &mut Vec<Problem>) {
    let config = &site.index.config;
    let Some(text) = config.pain_rule.as_ref().and_then(|rule| rule.next_morning.as_ref()) else { return };
    for (language, code) in config.languages.iter().enumerate().skip(1) {
        let has_sheets = |page: &crate::model::page::Page| page.language == language && page.kind() == Kind::Programme;
        let is_shown = site.index.published().any(|(_, page)| has_sheets(page));
        if !is_shown || site.index.words(language).find("site.next_morning").is_some() {
            continue;
        }
        let message = format!(
            "sheets in `{code}` print `pain_rule.next_morning` in `{}`: a patient might not understand when to do less",
            config.language
        );
        let help = format!("write it in that language as `next_morning` below `site` in `theme/words/{code}.yaml`");
        if let Some(place) = texts::in_settings(Some(text.span)) {
            problems.push(Problem::new(codes::SITE_TEXT_UNTRANSLATED, place, message, help));
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::check::testing::check;

    #[test]
    fn a_sheet_in_another_language_has_its_own_sentence() {
        let settings = "name: C\nlanguage: en-GB\nlanguages: [en-GB, cy]\npain_rule: {ok: 3, caution: 5, next_morning: Do less.}\n";
        let programme = "---\nkind: programme\ntitle: P\n---\n";
        let article = "---\ntitle: P\n---\nText.\n";
        let site = |settings: &str, page: &str, expected: &str| {
            check("A009", &[("content/site.yaml", settings), ("content/cy/p.md", page)], expected);
        };
        let expected = "A009 content/site.yaml:4:46 sheets in `cy` print `pain_rule.next_morning` in `en-GB`: \
                        a patient might not understand when to do less | \
                        write it in that language as `next_morning` below `site` in `theme/words/cy.yaml`";
        site(settings, programme, expected);
        site(settings, article, "");
        site(&settings.replace(", next_morning: Do less.", ""), programme, "");
        check("A009", &[("content/site.yaml", settings), ("content/p.md", programme)], "");
    }
}

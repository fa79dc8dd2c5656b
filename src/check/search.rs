//! S013: what a patient may type must find the page it is meant for.

use super::texts;
use crate::body::Site;
use crate::diag::{Problem, codes};
use crate::model::config::SearchTest;
use crate::resolve::names::Found;
use crate::search::Search;
use crate::search::index::Index;

/// The most results that a reader in pain is expected to look at.
const FIRST: usize = 3;

/// Runs the search tests of the site's settings (S013). Tests that name no page are S008's.
#[must_use]
pub fn check(site: &Site, search: &Search) -> Vec<Problem> {
    // What a page that is not read is found by nobody knows.
    if site.index.some_unread {
        return Vec::new();
    }
    let tests = &site.index.config.search_tests;
    tests.iter().filter_map(|test| failure(site, search, test)).collect()
}

fn failure(site: &Site, search: &Search, test: &SearchTest) -> Option<Problem> {
    let Found::Page(expected) = site.index.names.find(0, &test.expect.name) else { return None };
    let page = site.index.page(expected).filter(|page| site.index.is_published(page))?;
    let index = search.languages.get(page.language)?;
    let found = index.find(&test.query.raw);
    let query = &test.query.raw;
    let care = found.care.first().map(|hit| hit.level.word());
    if let Some(level) = &test.care
        && care != Some(level.raw.as_str())
    {
        let instead = match care {
            Some(other) => format!("{other} advice comes first"),
            None => "no such advice is found".to_owned(),
        };
        let message = format!(
            "a reader who types `{query}` must see {} advice first, but {instead}, so a patient in danger may read on",
            level.raw
        );
        let help = "name the sign in these words in a card of that level, or add the words to `synonyms`";
        let place = texts::in_settings(Some(test.query.span))?;
        return Some(Problem::new(codes::SITE_SEARCH_FAILS, place, message, help));
    }
    let mut results: Vec<usize> = found.care.iter().map(|hit| hit.page).collect();
    for (page, _) in found.pages {
        if !results.contains(&page) {
            results.push(page);
        }
    }
    let is_expected = |number: &usize| index.pages.get(*number).is_some_and(|indexed| indexed.page == expected);
    let rank = results.iter().position(is_expected);
    if rank.is_some_and(|rank| rank < FIRST) {
        return None;
    }
    let message = format!(
        "`{query}` does not find `{}` among the first {FIRST} results: {}",
        test.expect.name,
        instead(site, index, &results, rank)
    );
    let help = "give the page these words in its title, `aliases` or `summary`, or add them to `synonyms`";
    Some(Problem::new(codes::SITE_SEARCH_FAILS, texts::in_settings(Some(test.query.span))?, message, help))
}

/// What was found instead, in words.
fn instead(site: &Site, index: &Index, results: &[usize], rank: Option<usize>) -> String {
    let names = results.iter().take(FIRST).filter_map(|number| {
        let page = index.pages.get(*number).map(|indexed| indexed.page)?;
        Some(format!("`{}`", site.index.names.shortest(page, 0)?))
    });
    let names: Vec<String> = names.collect();
    match rank {
        _ if names.is_empty() => "nothing is found".to_owned(),
        Some(rank) => format!("it is number {}, after {}", rank + 1, names.join(", ")),
        None => format!("it finds {}", names.join(", ")),
    }
}

#[cfg(test)]
mod tests {
    use crate::check::testing::{SETTINGS, check};

    const PAGES: [(&str, &str); 2] = [
        ("content/strain.md", "---\ntitle: Calf strain\naliases: [pulled calf]\n---\n\nA tear in the muscle.\n"),
        (
            "content/help.md",
            "---\ntitle: Get help\n---\n\n> [!EMERGENCY] Call {{emergency_number}} now if:\n> - you have chest pain\n",
        ),
    ];

    #[track_caller]
    fn check_settings(more: &str, expected: &str) {
        let settings = format!("{SETTINGS}{more}");
        let [first, second] = PAGES;
        check("S013", &[first, second, ("content/site.yaml", &settings)], expected);
    }

    #[test]
    fn a_query_must_find_its_page() {
        check_settings("search_tests: [{query: pulled calf, expect: strain}]\n", "");
        check_settings(
            "search_tests: [{query: sprained wrist, expect: strain}]\n",
            "S013 content/site.yaml:6:24 `sprained wrist` does not find `strain` among the first 3 results: nothing is \
             found | give the page these words in its title, `aliases` or `summary`, or add them to `synonyms`",
        );
    }

    #[test]
    fn synonyms_of_the_settings_count() {
        let more = "synonyms: [[gone muscle, calf strain]]\nsearch_tests: [{query: gone muscle, expect: strain}]\n";
        check_settings(more, "");
    }

    #[test]
    fn a_level_of_care_must_come_first() {
        check_settings("search_tests: [{query: chest pain, expect: help, care: emergency}]\n", "");
        check_settings(
            "search_tests: [{query: muscle tear, expect: strain, care: emergency}]\n",
            "S013 content/site.yaml:6:24 a reader who types `muscle tear` must see emergency advice first, but no such \
             advice is found, so a patient in danger may read on | name the sign in these words in a card of that \
             level, or add the words to `synonyms`",
        );
    }
}

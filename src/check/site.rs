//! S007, S008 and S011: what `site.yaml` says of the site's pages and of its address.

use super::texts;
use crate::base::address::{Address, Form};
use crate::base::nearest::nearest;
use crate::body::Site;
use crate::diag::{Problem, codes};
use crate::resolve::bind_faults::clear_spellings;
use crate::resolve::names::Found;

/// Reports menu entries that are no sections (S007).
pub(super) fn menu(site: &Site, problems: &mut Vec<Problem>) {
    let sections = &site.index.nav.sections;
    for entry in &site.index.config.menu {
        let folder = entry.raw.trim_matches('/');
        if sections.contains_key(&Address::from_segments(folder.split('/'), Form::Page)) {
            continue;
        }
        let known = sections.keys().map(|address| address.as_str().trim_matches('/')).filter(|name| !name.is_empty());
        let help = match nearest(folder, known) {
            Some(near) => format!("write `{near}`"),
            None => format!("add pages to `content/{folder}/`, or take it out of `menu`"),
        };
        if let Some(place) = texts::in_settings(Some(entry.span)) {
            problems.push(Problem::new(codes::SITE_MENU, place, format!("there is no section `{folder}`"), help));
        }
    }
}

/// Reports search tests that expect a page that is not there (S008).
pub(super) fn search_tests(site: &Site, problems: &mut Vec<Problem>) {
    let index = &site.index;
    for test in &index.config.search_tests {
        let name = &test.expect.name;
        let (message, help) = match index.names.find(0, name) {
            Found::Page(id) if index.page(id).is_some_and(|page| index.is_published(page)) => continue,
            Found::Page(_) => {
                (format!("`{name}` is a draft"), "take `draft: true` out of it, or take the test out".to_owned())
            }
            Found::Nothing => {
                let help = match index.names.suggestion(0, name, &index.pages) {
                    Some(near) => format!("write `{near}`"),
                    None => "check the page's name, or take the test out".to_owned(),
                };
                (format!("there is no page `{name}`"), help)
            }
            Found::Several(pages) => {
                (format!("`{name}` fits {} pages", pages.len()), clear_spellings(0, &pages, index))
            }
        };
        if let Some(place) = texts::in_settings(Some(test.expect.span)) {
            problems.push(Problem::new(codes::SITE_SEARCH_TEST, place, message, help));
        }
    }
}

/// Advises on a site that does not know its address (S011).
pub(super) fn base_url(site: &Site, problems: &mut Vec<Problem>) {
    if site.index.base_url().is_none()
        && let Some(place) = texts::in_settings(None)
    {
        let message = "without `base_url` there is no canonical address, sitemap or feed";
        problems.push(Problem::new(
            codes::SITE_NO_BASE_URL,
            place,
            message,
            "add `base_url: https://…`, or build with `--base-url`",
        ));
    }
}

#[cfg(test)]
mod tests {
    use crate::check::testing::{SETTINGS, check};

    const PAGES: [(&str, &str); 2] =
        [("content/strains/calf.md", "---\ntitle: Calf\n---\n"), ("content/help/calf.md", "---\ntitle: Help\n---\n")];

    #[track_caller]
    fn check_settings(code: &str, more: &str, expected: &str) {
        let settings = format!("{SETTINGS}{more}");
        let [first, second] = PAGES;
        check(code, &[first, second, ("content/site.yaml", &settings)], expected);
    }

    #[test]
    fn a_menu_entry_is_a_section() {
        check_settings(
            "S007",
            "menu: [strains, halp]\n",
            "S007 content/site.yaml:6:17 there is no section `halp` | write `help`",
        );
        check_settings("S007", "menu: [strains, /help/]\n", "");
    }

    #[test]
    fn a_search_test_expects_a_page() {
        let expected = "S008 content/site.yaml:6:36 there is no page `strains/claf` | write `strains/calf`";
        check_settings("S008", "search_tests: [{query: x, expect: strains/claf}]\n", &expected.replace(":36", ":35"));
        let expected = "S008 content/site.yaml:6:35 `calf.md` fits 2 pages | write one of `help/calf`, `strains/calf`";
        check_settings("S008", "search_tests: [{query: x, expect: calf.md}]\n", expected);
        check_settings("S008", "search_tests: [{query: x, expect: strains/calf}]\n", "");
    }

    #[test]
    fn a_site_without_an_address_is_told() {
        let expected = "S011 content/site.yaml without `base_url` there is no canonical address, sitemap or feed | \
                        add `base_url: https://…`, or build with `--base-url`";
        check("S011", &[("content/site.yaml", "name: C\nlanguage: en\n")], expected);
        check_settings("S011", "", "");
    }
}

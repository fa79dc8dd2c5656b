//! A005 and A006: a translation lies in its language's folder, names its source, and is not older than it.
//!
//! How old a page is, its recorded review says: without a date on both sides nothing is reported.

use super::{Subject, named_pages::with_article};
use crate::diag::{Place, Problem, Severity, codes};
use crate::model::kind::Kind;
use crate::model::page::Page;
use crate::model::text::PageName;
use crate::resolve::bind::find_named;

/// Reports what is wrong with a page's `translation_of`.
pub(super) fn check(subject: Subject<'_>, problems: &mut Vec<Problem>) {
    let page = subject.page;
    let Some(name) = &page.meta.translation_of else { return };
    let place = Place::at(&page.path, name.span);
    if page.language == 0 {
        let help = match subject.site.index.config.languages.get(1) {
            Some(language) => format!("move the page to `content/{language}/`, or take `translation_of` out"),
            None => {
                "name its language in `languages` of `site.yaml` and move the page to that language's folder".to_owned()
            }
        };
        let message = "the page is in the site's default language, so it translates no other";
        problems.push(Problem::new(codes::LANGUAGE_FOLDER, place, message, help));
        return;
    }
    // The source is looked for among the pages of the default language: the translation may have the same name.
    let as_source = Page { language: 0, ..page.clone() };
    let source = match find_named(&as_source, &name.name, name.span, &subject.site.index) {
        Ok(source) => source,
        Err(problem) => return problems.push(*problem),
    };
    let Some(source) = subject.site.index.page(source) else { return };
    if source.kind() != page.kind() {
        let (is, needed) = (with_article(page.kind()), with_article(source.kind()));
        let message = format!("the page is {is} page: its source, `{}`, is {needed} page", source.path);
        problems.push(Problem::new(
            codes::LINK_KIND,
            place,
            message,
            format!("write `kind: {}`", source.kind().word()),
        ));
    }
    problems.extend(stale(subject, name, source));
}

fn stale(subject: Subject<'_>, name: &PageName, source: &Page) -> Option<Problem> {
    let page = subject.page;
    let (reviewed, changed) = (page.meta.review.on?, source.meta.review.on?);
    let is_allowed = page.meta.stale_ok.is_some_and(|until| until >= subject.site.index.options.today);
    if reviewed >= changed || is_allowed {
        return None;
    }
    let message = format!(
        "the translation was reviewed on {reviewed}, its source on {changed}: readers may follow advice that has changed"
    );
    let help = "bring it up to date and record its review, or set `stale_ok: DATE`";
    let problem = Problem::new(codes::TRANSLATION_STALE, Place::at(&page.path, name.span), message, help);
    Some(match page.kind() {
        Kind::Condition | Kind::Decision | Kind::Programme => problem.with_severity(Severity::Error),
        Kind::Article | Kind::Anatomy | Kind::Exercise | Kind::Reference | Kind::Term => problem,
    })
}

#[cfg(test)]
mod tests {
    use crate::check::testing::{SETTINGS, check, site};
    use crate::load::Snapshot;
    use crate::resolve::Index;

    #[track_caller]
    fn check_pair(code: &str, front_matter: &str, kind: &str, expected: &str) {
        let settings = format!("{SETTINGS}languages: [en-GB, cy]\n");
        let source = format!("---\ntitle: A\nkind: {kind}\nreview: {{by: B, on: 2026-06-01}}\n---\n");
        let page = format!("---\ntitle: Y\nkind: {kind}\n{front_matter}---\n");
        check(
            code,
            &[("content/site.yaml", &settings), ("content/x/a.md", &source), ("content/cy/x/a.md", &page)],
            expected,
        );
    }

    #[test]
    fn a_page_of_the_default_language_translates_nothing() {
        let page = "---\ntitle: A\ntranslation_of: b\n---\n";
        let expected = "A005 content/a.md:3:17 the page is in the site's default language, so it translates no other | \
                        name its language in `languages` of `site.yaml` and move the page to that language's folder";
        check("A005", &[("content/a.md", page)], expected);
        check_pair("A005", "translation_of: x/a\n", "article", "");
    }

    #[test]
    fn the_source_must_exist() {
        let expected = "L001 content/cy/x/a.md:4:17 there is no page `x/b` | write `x/a`";
        check_pair("L001", "translation_of: x/b\n", "article", expected);
        check_pair("L001", "translation_of: x/a\n", "article", "");
    }

    #[test]
    fn a_translation_older_than_its_source_is_a_warning() {
        let old = "translation_of: a\nreview: {by: B, on: 2026-05-01}\n";
        let tail = "the translation was reviewed on 2026-05-01, its source on 2026-06-01: readers may follow advice that has changed | \
                    bring it up to date and record its review, or set `stale_ok: DATE`";
        check_pair("A006", old, "article", &format!("A006 content/cy/x/a.md:4:17 {tail}"));
        check_pair("A006", old, "condition", &format!("A006(error) content/cy/x/a.md:4:17 {tail}"));
        check_pair("A006", &format!("{old}stale_ok: 2026-11-21\n"), "condition", "");
        check_pair("A006", &old.replace("05-01", "06-01"), "condition", "");
    }

    /// The group of a page, a place a language.
    fn group(index: &Index, path: &str) -> Vec<Option<String>> {
        let (id, page) = index.published().find(|(_, page)| page.path.as_str() == path).unwrap();
        let of = |language| index.page(index.translations.of(id, page, language)?).map(|page| page.path.to_string());
        (0..3).map(of).collect()
    }

    #[test]
    fn a_group_is_found_from_each_of_its_pages() {
        let settings = format!("{SETTINGS}languages: [en-GB, de, cy]\n");
        let (plain, translated) = ("---\ntitle: A\n---\nText.\n", "---\ntitle: A\ntranslation_of: x/a\n---\nText.\n");
        let snapshot = Snapshot::from_texts([
            ("content/site.yaml", settings.as_str()),
            ("content/index.md", plain),
            ("content/x/a.md", plain),
            ("content/de/index.md", plain),
            ("content/de/y/b.md", translated),
            ("content/cy/x/c.md", translated),
        ]);
        let index = site(&snapshot).index;
        let own = |path: &str| Some(path.to_owned());
        let expected = [own("content/x/a.md"), own("content/de/y/b.md"), own("content/cy/x/c.md")];
        for path in expected.iter().flatten() {
            assert_eq!(group(&index, path), expected);
        }
        let homes = [own("content/index.md"), own("content/de/index.md"), None];
        assert_eq!(group(&index, "content/de/index.md"), homes);
    }
}

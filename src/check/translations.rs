//! A005, A006 and A007: a translation lies in its language's folder, names its source, is not older than it, and is the
//! only one of its language.
//!
//! How old a page is, its recorded review says, never a clock or a file's time: where the source has no date nothing
//! is reported, and where only the translation lacks one nobody can tell, which is a warning.

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
    if source.kind() != page.kind() && !source.unread && !page.unread {
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
    problems.extend(second(subject, name, source));
}

/// A page whose source another page of its language translates: the switch between languages leads to that one alone.
fn second(subject: Subject<'_>, name: &PageName, source: &Page) -> Option<Problem> {
    let (index, page) = (&subject.site.index, subject.page);
    let source = index.names.by_path(&source.path)?;
    let first = index.page(index.translations.of(source, index.page(source)?, page.language)?)?;
    if first.path == page.path {
        return None;
    }
    let message = format!(
        "`{}` translates the same page: readers who change the language are led there and never here",
        first.path
    );
    let help = "take `translation_of` out of one of the two";
    let problem = Problem::new(codes::TRANSLATION_SECOND, Place::at(&page.path, name.span), message, help);
    Some(problem.with_related(Place::file(&first.path), "the other translation"))
}

fn stale(subject: Subject<'_>, name: &PageName, source: &Page) -> Option<Problem> {
    let page = subject.page;
    let changed = source.meta.review.on?;
    let is_allowed = page.meta.stale_ok.is_some_and(|until| until >= subject.site.index.options.today);
    if is_allowed {
        return None;
    }
    let place = Place::at(&page.path, name.span);
    let Some(reviewed) = page.meta.review.on else {
        if page.meta.review.is_dated {
            return None;
        }
        let message = format!(
            "the source was reviewed on {changed}, and no review of the translation is recorded: readers may follow advice that has changed"
        );
        let help = "read it beside its source and record its review, or set `stale_ok: DATE`";
        return Some(Problem::new(codes::TRANSLATION_STALE, place, message, help));
    };
    if reviewed >= changed {
        return None;
    }
    let message = format!(
        "the translation was reviewed on {reviewed}, its source on {changed}: readers may follow advice that has changed"
    );
    let help = "bring it up to date and record its review, or set `stale_ok: DATE`";
    let problem = Problem::new(codes::TRANSLATION_STALE, place, message, help);
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
    fn a_source_that_is_not_read_is_of_any_kind() {
        let settings = format!("{SETTINGS}languages: [en-GB, cy]\n");
        for (kind, expected) in [
            (
                "term",
                "L009 content/cy/x.md:4:17 the page is an exercise page: its source, `content/x.md`, is a term page | write `kind: term`",
            ),
            ("exercice", ""),
            ("term\nsummary: a: b", ""),
        ] {
            let source = format!("---\ntitle: A\nkind: {kind}\n---\n> [!URGENT] Call {{{{urgent_line}}}} if:\n> - b\n");
            let page = "---\ntitle: Y\nkind: exercise\ntranslation_of: x\n---\n";
            let files =
                [("content/site.yaml", settings.as_str()), ("content/x.md", &source), ("content/cy/x.md", page)];
            check("L", &files, expected);
        }
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

    #[test]
    fn a_translation_without_a_date_is_a_warning_where_its_source_has_one() {
        let expected = "A006 content/cy/x/a.md:4:17 the source was reviewed on 2026-06-01, and no review of the \
                        translation is recorded: readers may follow advice that has changed | read it beside its \
                        source and record its review, or set `stale_ok: DATE`";
        check_pair("A006", "translation_of: x/a\n", "condition", expected);
        check_pair("A006", "translation_of: x/a\nstale_ok: 2026-11-21\n", "condition", "");
    }

    #[test]
    fn a_page_has_one_translation_in_a_language() {
        let settings = format!("{SETTINGS}languages: [en-GB, cy]\n");
        let (source, page) = ("---\ntitle: A\n---\nText.\n", "---\ntitle: Y\ntranslation_of: a\n---\nText.\n");
        let files = [
            ("content/site.yaml", settings.as_str()),
            ("content/a.md", source),
            ("content/cy/a.md", page),
            ("content/cy/b.md", page),
        ];
        let expected = "A007 content/cy/b.md:3:17 `content/cy/a.md` translates the same page: readers who change the \
                        language are led there and never here | take `translation_of` out of one of the two";
        check("A007", &files, expected);
        check("A007", files.get(..3).unwrap(), "");
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

//! A001 and A003: old addresses are well formed, free, and claimed once.

use std::collections::BTreeMap;

use super::Subject;
use crate::base::address::Address;
use crate::body::Site;
use crate::diag::{Place, Problem, codes};
use crate::model::page::Page;
use crate::model::text::Text;
use crate::resolve::bind::is_generated;
use crate::view::languages;

/// Reports old addresses that are malformed or held by a page (A003).
pub(super) fn check(subject: Subject<'_>, problems: &mut Vec<Problem>) {
    for old in &subject.page.meta.redirect_from {
        let (message, help) = match parsed(old) {
            None => (
                format!("`{}` is no address from the root", old.raw),
                "write it with `/` at both ends and without `..`, such as `/old/name/`",
            ),
            Some(address) => match holder(subject.site, &address) {
                Some(holder) => {
                    (format!("the old address `{address}` is held by {holder}"), "take it out, or move what holds it")
                }
                None => continue,
            },
        };
        problems.push(Problem::new(codes::REDIRECT_FORM, Place::at(&subject.page.path, old.span), message, help));
    }
}

/// Reports old addresses that two pages claim (A001).
pub(super) fn check_claims(site: &Site, problems: &mut Vec<Problem>) {
    let mut claims: BTreeMap<Address, (&Page, &Text)> = BTreeMap::new();
    for (_, page) in site.index.published() {
        for old in &page.meta.redirect_from {
            let Some(address) = parsed(old) else { continue };
            let Some((first, text)) = claims.get(&address) else {
                claims.insert(address, (page, old));
                continue;
            };
            let message = if first.path == page.path {
                format!("the old address `{address}` is written twice")
            } else {
                format!("`{}` and `{}` both claim the old address `{address}`", first.path, page.path)
            };
            let problem =
                Problem::new(codes::ADDRESS_TAKEN, Place::at(&page.path, old.span), message, "keep it in one place");
            problems.push(problem.with_related(Place::at(&first.path, text.span), "the other claim"));
        }
    }
}

fn parsed(old: &Text) -> Option<Address> {
    Address::parse(&old.raw).filter(Address::is_page)
}

/// What holds an address, in words.
fn holder(site: &Site, address: &Address) -> Option<String> {
    let index = &site.index;
    let published = |address: &Address| {
        let page = index.addresses.get(address).and_then(|id| index.page(*id))?;
        index.is_published(page).then_some(page)
    };
    if let Some(page) = published(address) {
        return Some(format!("`{}`", page.path));
    }
    if index.nav.sections.contains_key(address) {
        return Some("a section".to_owned());
    }
    if is_generated(address) {
        return Some("a page that every site has".to_owned());
    }
    let above = [address.parent(), address.parent().parent()];
    above
        .iter()
        .filter_map(published)
        .find(|page| languages::has_part(page, address))
        .map(|page| format!("a page that `{}` makes", page.path))
}

#[cfg(test)]
mod tests {
    use crate::check::testing::check;

    fn page(old: &str) -> String {
        format!("---\ntitle: A\nredirect_from: [{old}]\n---\n")
    }

    #[test]
    fn an_old_address_is_written_from_the_root() {
        for old in ["old/x/", "/old/x", "/a/../b/", "https://x.example/"] {
            let expected = format!(
                "A003 content/a.md:3:17 `{old}` is no address from the root | \
                 write it with `/` at both ends and without `..`, such as `/old/name/`"
            );
            check("A003", &[("content/a.md", &page(old))], &expected);
        }
        check("A003", &[("content/a.md", &page("/old/x/"))], "");
    }

    #[test]
    fn an_old_address_is_free() {
        let plan = ("content/p/plan.md", "---\nkind: programme\ntitle: P\nphases: [{id: b, title: B}]\n---\n");
        let flow = (
            "content/p/flow.md",
            "---\nkind: decision\ntitle: F\nstart: s\nsteps: [{id: s, ask: S, answers: [{label: L, goto: o}]}]\n\
             outcomes: [{id: o, urgency: book, title: O}]\n---\n",
        );
        for (old, holder) in [
            ("/p/plan/", "`content/p/plan.md`"),
            ("/p/", "a section"),
            ("/a-z/", "a page that every site has"),
            ("/p/plan/b/", "a page that `content/p/plan.md` makes"),
            ("/p/plan/make/", "a page that `content/p/plan.md` makes"),
            ("/p/flow/q/s/", "a page that `content/p/flow.md` makes"),
            ("/p/flow/q/o/", "a page that `content/p/flow.md` makes"),
            ("/p/flow/print/letter/", "a page that `content/p/flow.md` makes"),
        ] {
            let expected = format!(
                "A003 content/a.md:3:17 the old address `{old}` is held by {holder} | take it out, or move what holds it"
            );
            check("A003", &[("content/a.md", &page(old)), plan, flow], &expected);
        }
    }

    #[test]
    fn an_old_address_is_claimed_once() {
        let expected = "A001 content/b.md:3:17 `content/a.md` and `content/b.md` both claim the old address `/old/` | keep it in one place";
        check("A001", &[("content/a.md", &page("/old/")), ("content/b.md", &page("/old/"))], expected);
        check("A001", &[("content/a.md", &page("/old/")), ("content/b.md", &page("/older/"))], "");
    }
}

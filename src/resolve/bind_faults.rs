//! What is wrong with a name, path or fragment that leads nowhere or to more than one place, and the nearest that would
//! be right. Looking for the target is done elsewhere.

use super::bind::Nearest;
use super::embeds::NoSection;
use super::index::Index;
use crate::base::nearest::nearest as nearest_of;
use crate::base::path::SitePath;
use crate::base::span::Span;
use crate::diag::{Place, Problem, codes};
use crate::model::doc::{Link, LinkForm};
use crate::model::page::{Page, PageId};
use crate::parse::facts::is_page_link;

/// A citation of a reference that is not there.
#[must_use]
pub fn unknown_reference(page: &Page, key: &str, span: Span, index: &Index) -> Problem {
    let help = match nearest_of(key, index.references.keys().map(String::as_str)) {
        Some(near) => format!("write `{near}`"),
        None => format!("add `content/references/{key}.md`"),
    };
    Problem::new(codes::CITE_UNKNOWN, Place::at(&page.path, span), format!("there is no reference `{key}`"), help)
}

/// A name that no page has.
pub(super) fn missing(page: &Page, name: &str, span: Span, index: &Index, nearest: Nearest) -> Box<Problem> {
    let help = match suggestion(page, name, index, nearest) {
        Some(near) => format!("write `{near}`"),
        None => "check the page's name, or write the page".to_owned(),
    };
    Box::new(Problem::new(
        codes::LINK_TARGET_MISSING,
        Place::at(&page.path, span),
        format!("there is no page `{name}`"),
        help,
    ))
}

/// A link or picture that names nothing.
pub(super) fn without_target(page: &Page, link: &Link) -> Box<Problem> {
    let place = Place::at(&page.path, link.span);
    Box::new(if link.is_picture {
        Problem::new(codes::FILE_MISSING, place, "a picture names no file", "write its path between `(` and `)`")
    } else {
        let help = match link.form {
            LinkForm::Wiki => "write the name of a page between the brackets, or take them away",
            LinkForm::Markdown | LinkForm::Auto | LinkForm::Email => {
                "write where it leads between `(` and `)`, or take the brackets away"
            }
        };
        Problem::new(codes::LINK_TARGET_MISSING, place, "a link names nothing that it leads to", help)
    })
}

/// The nearest name of a page, when it is to be sought.
fn suggestion(page: &Page, name: &str, index: &Index, nearest: Nearest) -> Option<String> {
    match nearest {
        Nearest::Sought => index.names.suggestion(page.language, name, &index.pages),
        Nearest::Later => None,
    }
}

/// A name that several pages have.
pub(super) fn ambiguous(page: &Page, name: &str, span: Span, pages: &[PageId], index: &Index) -> Box<Problem> {
    let paths =
        pages.iter().filter_map(|id| index.page(*id)).map(|page| format!("`{}`", page.path)).collect::<Vec<_>>();
    Box::new(Problem::new(
        codes::LINK_AMBIGUOUS,
        Place::at(&page.path, span),
        format!("`{name}` fits {} pages: {}", pages.len(), paths.join(", ")),
        clear_spellings(page.language, pages, index),
    ))
}

/// How a link tells pages apart that have one name.
#[must_use]
pub fn clear_spellings(language: usize, pages: &[PageId], index: &Index) -> String {
    let clear = pages.iter().filter_map(|id| index.names.shortest(*id, language));
    match clear.map(|spelling| format!("`{spelling}`")).collect::<Vec<_>>().as_slice() {
        [] => "rename one of the pages".to_owned(),
        clear => format!("write one of {}", clear.join(", ")),
    }
}

/// A path to no page or file.
pub(super) fn missing_path(page: &Page, link: &Link, index: &Index, nearest: Nearest) -> Box<Problem> {
    let name = link.target.rsplit('/').next().unwrap_or_default();
    let stem = name.strip_suffix(".md").unwrap_or(name);
    if is_page_link(link) {
        let help = match suggestion(page, stem, index, nearest) {
            Some(near) => format!("write `[[{near}]]`, or the right path"),
            None => "check the path, or write the page".to_owned(),
        };
        let message = format!("there is no page at `{}`", link.target);
        return Box::new(Problem::new(codes::LINK_TARGET_MISSING, Place::at(&page.path, link.span), message, help));
    }
    let help = match nearest_of(name, index.files.keys().map(SitePath::name)) {
        Some(near) => format!("the nearest file is `{near}`"),
        None => "put the file beside the page, or correct its path".to_owned(),
    };
    let message = format!("there is no file `{}`", link.target);
    Box::new(Problem::new(codes::FILE_MISSING, Place::at(&page.path, link.span), message, help))
}

/// A link with a scheme that is not allowed.
pub(super) fn bad_scheme(page: &Page, link: &Link, scheme: &str) -> Box<Problem> {
    let message = match scheme {
        "//" => "a link begins with `//`, which is not allowed".to_owned(),
        scheme => format!("a link begins with `{scheme}:`, which is not allowed"),
    };
    Box::new(Problem::new(
        codes::LINK_SCHEME,
        Place::at(&page.path, link.span),
        message,
        "use `https:`, `http:`, `mailto:` or `tel:`, or a link within the site",
    ))
}

/// What is wrong with a fragment that names no clear heading of a page, or no text that can be shown.
#[must_use]
pub fn heading_problem(page: &Page, span: Span, shown: &Page, fragment: &str, fault: &NoSection) -> Box<Problem> {
    let place = Place::at(&page.path, span);
    Box::new(match fault {
        NoSection::Missing => no_heading(place, shown, fragment),
        NoSection::Several(places) => several_headings(place, shown, fragment, places),
        NoSection::Nested => Problem::new(
            codes::LINK_HEADING_MISSING,
            place,
            format!(
                "the heading `{fragment}` of `{}` stands within a card, a quotation or a list: its text cannot be \
                 shown without what surrounds it",
                shown.path
            ),
            "name a heading above that card, quotation or list",
        ),
    })
}

fn no_heading(place: Place, shown: &Page, fragment: &str) -> Problem {
    let headings = &shown.document.headings;
    let ids = headings.iter().map(|heading| heading.id.as_str());
    let help = match nearest_of(fragment, ids.chain(headings.iter().map(|heading| heading.text.as_str()))) {
        Some(near) => format!("write `#{near}`"),
        None if headings.is_empty() => "link to the page without `#`: it has no headings".to_owned(),
        None => "check the headings of that page".to_owned(),
    };
    let message = format!("`{}` has no heading `{fragment}`", shown.path);
    Problem::new(codes::LINK_HEADING_MISSING, place, message, help)
}

fn several_headings(place: Place, shown: &Page, fragment: &str, places: &[usize]) -> Problem {
    let ids = places.iter().filter_map(|number| shown.document.headings.get(*number));
    let ids = ids.map(|heading| format!("`#{}`", heading.id)).collect::<Vec<_>>().join(", ");
    Problem::new(
        codes::LINK_AMBIGUOUS,
        place,
        format!("`{fragment}` fits {} headings of `{}`: {ids}", places.len(), shown.path),
        format!("write one of {ids}"),
    )
}

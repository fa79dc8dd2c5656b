//! L006, L007 and L008: pictures lie in the site, exist, and have words in their place.
//!
//! Pictures in a body that do not exist are reported where links are bound; here are those that front matter names.

use super::{Subject, texts};
use crate::base::nearest::nearest;
use crate::base::path::SitePath;
use crate::body::Site;
use crate::diag::{Place, Problem, Severity, codes};
use crate::model::doc::{Event, Tag};
use crate::model::page::Data;
use crate::model::text::Text;
use crate::parse::link_target::scheme;

/// Looks at the pictures of a body and of its front matter.
pub(super) fn check(subject: Subject<'_>, problems: &mut Vec<Problem>) {
    let document = &subject.page.document;
    for (at, (event, span)) in document.events.iter().enumerate() {
        let Event::Start(tag @ Tag::Image(number)) = event else { continue };
        let Some(link) = document.links.get(*number as usize) else { continue };
        let place = Place::at(&subject.page.path, *span);
        if is_remote(&link.target) {
            problems.push(remote(&link.target, place.clone()));
        }
        if !document.has_words(at, tag) {
            problems.push(without_words(&link.target, place));
        }
    }
    let figures = match &subject.page.data {
        Data::Anatomy(anatomy) => anatomy.figures.as_slice(),
        Data::Article(_)
        | Data::Condition(_)
        | Data::Exercise(_)
        | Data::Programme(_)
        | Data::Decision(_)
        | Data::Reference(_)
        | Data::Term(_) => &[],
    };
    for source in subject.page.meta.image.iter().chain(figures.iter().map(|figure| &figure.src)) {
        let path = subject.page.path.join_relative(&source.raw);
        problems.extend(named(subject.site, source, path.as_ref(), Place::at(&subject.page.path, source.span)));
    }
}

/// Warns of an `image` that is a drawing: networks show none in a link's preview, so a card is made in its place.
pub(super) fn preview(subject: Subject<'_>, problems: &mut Vec<Problem>) {
    let Some(image) = subject.page.meta.image.as_ref().filter(|image| image.raw.to_lowercase().ends_with(".svg"))
    else {
        return;
    };
    let problem = Problem::new(
        codes::VALUE_FORM,
        Place::at(&subject.page.path, image.span),
        format!(
            "`image` is the drawing `{}`, which no network shows in a link's preview, so it does nothing",
            image.raw
        ),
        "name a JPEG, PNG or WebP, or take `image` out: a card with the page's title is made then",
    );
    problems.push(problem.with_severity(Severity::Warning));
}

/// Looks at the clinic's logo.
pub(super) fn check_logo(site: &Site, problems: &mut Vec<Problem>) {
    let Some(logo) = &site.index.config.logo else { return };
    let path = SitePath::new(&format!("content/{}", logo.src.raw));
    let Some(place) = texts::in_settings(Some(logo.src.span)) else { return };
    problems.extend(named(site, &logo.src, path.as_ref(), place));
}

fn is_remote(target: &str) -> bool {
    target.starts_with("//")
        || scheme(target).is_some_and(|scheme| ["http", "https", "data"].contains(&scheme.as_str()))
}

/// What is wrong with a picture that front matter names.
fn named(site: &Site, source: &Text, path: Option<&SitePath>, place: Place) -> Option<Problem> {
    if is_remote(&source.raw) {
        return Some(remote(&source.raw, place));
    }
    if path.is_some_and(|path| site.index.files.contains_key(path)) {
        return None;
    }
    let name = source.raw.rsplit('/').next().unwrap_or_default();
    let help = match nearest(name, site.index.files.keys().map(SitePath::name)) {
        Some(near) => format!("the nearest file is `{near}`"),
        None => "put the file there, or correct its path".to_owned(),
    };
    Some(Problem::new(codes::FILE_MISSING, place, format!("there is no file `{}`", source.raw), help))
}

fn remote(target: &str, place: Place) -> Problem {
    let shown: String = target.chars().take(60).collect();
    Problem::new(
        codes::PICTURE_REMOTE,
        place,
        format!("the picture `{shown}` does not lie in the site, so readers could be followed or see nothing"),
        "save the picture beside the page and name it by its path",
    )
}

fn without_words(target: &str, place: Place) -> Problem {
    Problem::new(
        codes::PICTURE_WITHOUT_TEXT,
        place,
        format!("the picture `{target}` has no words for a reader who cannot see it"),
        "say between `![` and `]` what it shows",
    )
}

#[cfg(test)]
mod tests {
    use crate::check::testing::{SETTINGS, check, check_body};

    #[test]
    fn a_picture_from_another_host_is_an_error() {
        let expected = "L006 content/a.md:4:3 the picture `https://x.example/a.png` does not lie in the site, \
                        so readers could be followed or see nothing | save the picture beside the page and name it by its path";
        check_body("L006", "A ![calf](https://x.example/a.png)\n", expected);
        let page = "---\ntitle: A\n---\n![calf](a.svg) [site](https://x.example)\n";
        check("L006", &[("content/a.md", page), ("content/a.svg", "<svg/>")], "");
    }

    #[test]
    fn a_picture_without_words_is_a_warning() {
        let page = "---\ntitle: A\n---\n![](a.svg)\n";
        let expected = "L008 content/a.md:4:1 the picture `a.svg` has no words for a reader who cannot see it | \
                        say between `![` and `]` what it shows";
        check("L008", &[("content/a.md", page), ("content/a.svg", "<svg/>")], expected);
        check_body("L008", "![A *calf*](a.svg)\n", "");
    }

    #[test]
    fn a_drawing_for_link_previews_is_a_warning() {
        let page = |image: &str| format!("---\ntitle: A\nimage: {image}\n---\n");
        let expected = "F004(warning) content/a.md:3:8 `image` is the drawing `a.svg`, which no network shows in a \
                        link's preview, so it does nothing | name a JPEG, PNG or WebP, or take `image` out: a card with \
                        the page's title is made then";
        check("F004", &[("content/a.md", &page("a.svg")), ("content/a.svg", "<svg/>")], expected);
        check("F004", &[("content/a.md", &page("a.png")), ("content/a.png", "")], "");
    }

    #[test]
    fn pictures_of_front_matter_must_exist() {
        let page = "---\ntitle: A\nimage: calv.svg\n---\n";
        let expected = "L007 content/a.md:3:8 there is no file `calv.svg` | the nearest file is `calf.svg`";
        check("L007", &[("content/a.md", page), ("content/calf.svg", "<svg/>")], expected);
        let settings = format!("{SETTINGS}logo: {{src: calf.svg, alt: C}}\n");
        check("L007", &[("content/site.yaml", &settings), ("content/calf.svg", "<svg/>")], "");
        let expected =
            "L007 content/site.yaml:6:13 there is no file `calf.svg` | put the file there, or correct its path";
        check("L007", &[("content/site.yaml", &settings)], expected);
    }
}

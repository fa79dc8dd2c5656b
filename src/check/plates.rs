//! L009, L012, L002 and L003: the figure that a page takes from another is there, and so is the heading that an article
//! shows it under; labels name parts of their drawing.

use super::Subject;
use crate::base::nearest::nearest;
use crate::diag::{Place, Problem, codes};
use crate::model::anatomy::Figure;
use crate::model::page::Data;
use crate::model::text::{PageName, Text};
use crate::plate::drawing::Drawing;
use crate::resolve::embeds::{self, NoSection};

/// Looks at the figures of a page and at the place of a figure of another.
pub(super) fn check(subject: Subject<'_>, problems: &mut Vec<Problem>) {
    match &subject.page.data {
        Data::Anatomy(anatomy) => {
            anatomy.figures.iter().for_each(|figure| check_parts(subject, figure, problems));
            anatomy.figure_from.iter().for_each(|name| check_owner(subject, name, problems));
        }
        Data::Article(article) => {
            article.figure_from.iter().for_each(|name| check_owner(subject, name, problems));
            article.figure_under.iter().for_each(|under| problems.extend(check_heading(subject, under)));
        }
        Data::Condition(_)
        | Data::Exercise(_)
        | Data::Programme(_)
        | Data::Decision(_)
        | Data::Reference(_)
        | Data::Term(_) => {}
    }
}

/// Reports a page without a figure, or without the view that is asked for.
fn check_owner(subject: Subject<'_>, name: &PageName, problems: &mut Vec<Problem>) {
    let Some((_, owner)) = subject.site.index.named(subject.page.language, name) else { return };
    let Data::Anatomy(other) = &owner.data else { return };
    if other.figures.is_empty() {
        problems.push(Problem::new(
            codes::LINK_KIND,
            Place::at(&subject.page.path, name.span),
            format!("`{}` has no `figure`: `figure_from` needs a page with a figure of its own", owner.path),
            "name a page that has a `figure`, or take `figure_from` out",
        ));
        return;
    }
    let Some(view) = name.fragment.as_deref() else { return };
    if other.figures.iter().any(|figure| figure.is_called(view)) {
        return;
    }
    let titles = || other.figures.iter().filter_map(|figure| figure.title.as_ref()).map(|title| title.raw.as_str());
    let help = match nearest(view, titles()).or_else(|| titles().next()) {
        Some(title) => format!("write `{}#{title}`, or `{}` for all views", name.name, name.name),
        None => format!("write `{}`: its views have no titles", name.name),
    };
    let message = format!("the figure of `{}` has no view `{view}`", owner.path);
    problems.push(Problem::new(codes::LINK_KIND, Place::at(&subject.page.path, name.span), message, help));
}

/// Why the page has no such heading to show a figure under; `None` when it has one.
fn check_heading(subject: Subject<'_>, under: &Text) -> Option<Problem> {
    let document = &subject.page.document;
    let fault = embeds::section(document, &under.raw).err()?;
    let id = |place: &usize| document.headings.get(*place).map(|heading| format!("`{}`", heading.id));
    let (code, message, help) = match &fault {
        NoSection::Missing => {
            let headings = document.headings.iter().flat_map(|heading| [heading.text.as_str(), heading.id.as_str()]);
            let help = match nearest(&under.raw, headings) {
                Some(near) => format!("write `{near}`"),
                None => "write the heading into the page, or take `figure_under` out".to_owned(),
            };
            (codes::LINK_HEADING_MISSING, format!("the page has no heading `{}`", under.raw), help)
        }
        NoSection::Several(places) => {
            let ids = places.iter().filter_map(id).collect::<Vec<_>>().join(", ");
            let message = format!("`{}` fits {} headings of the page: {ids}", under.raw, places.len());
            (codes::LINK_AMBIGUOUS, message, format!("write one of {ids}"))
        }
        NoSection::Nested => (
            codes::LINK_HEADING_MISSING,
            format!("the heading `{}` stands within a card, a quotation or a list: a figure would break it", under.raw),
            "name a heading above that card, quotation or list".to_owned(),
        ),
    };
    Some(Problem::new(code, Place::at(&subject.page.path, under.span), message, help))
}

/// Warns where labels name parts that the drawing does not have, or where it cannot be drawn on.
fn check_parts(subject: Subject<'_>, figure: &Figure, problems: &mut Vec<Problem>) {
    let named = || figure.labels.iter().filter_map(|label| label.part.as_ref());
    if named().next().is_none() {
        return;
    }
    let Some(bytes) =
        subject.page.path.join_relative(&figure.src.raw).and_then(|path| subject.site.file_bytes.get(&path))
    else {
        return;
    };
    let Some(drawing) = std::str::from_utf8(bytes).ok().and_then(Drawing::read) else {
        problems.push(Problem::new(
            codes::FIGURE_PART,
            Place::at(&subject.page.path, figure.src.span),
            format!("`{}` is not a drawing of shapes alone, so its labels are listed and not drawn", figure.src.raw),
            "save it as plain SVG with a `viewBox`: shapes and groups, without text, styles and links",
        ));
        return;
    };
    for part in named().filter(|part| drawing.part(&part.raw).is_none()) {
        let help = match nearest(&part.raw, drawing.parts.iter().map(|part| part.name.as_str())) {
            Some(near) => format!("write `{near}`"),
            None => format!("give a shape or group of the drawing the `id` `{}`, or take `part` out", part.raw),
        };
        problems.push(Problem::new(
            codes::FIGURE_PART,
            Place::at(&subject.page.path, part.span),
            format!("the drawing `{}` has no part `{}`, so nothing is marked there", figure.src.raw, part.raw),
            help,
        ));
    }
}

#[cfg(test)]
mod tests {
    use crate::check::testing::check;

    const LEG: (&str, &str) =
        ("content/leg.svg", "<svg viewBox=\"0 0 9 9\"><path id=\"soleus\" d=\"M1 8 5 1 8 8z\"/></svg>");

    fn page(part: &str) -> String {
        format!(
            "---\nkind: anatomy\ntitle: Leg\nfigure:\n  src: leg.svg\n  alt: A leg.\n  labels: [{{text: Soleus, at: [50, 50], part: {part}}}]\n---\n"
        )
    }

    #[test]
    fn a_label_names_a_part_of_its_drawing() {
        check("L012", &[("content/leg.md", &page("soleus")), LEG], "");
        let expected = "L012 content/leg.md:7:47 the drawing `leg.svg` has no part `soles`, so nothing is marked there | write `soleus`";
        check("L012", &[("content/leg.md", &page("soles")), LEG], expected);
    }

    #[test]
    fn a_picture_that_is_more_than_shapes_cannot_be_drawn_on() {
        let expected = "L012 content/leg.md:5:8 `leg.svg` is not a drawing of shapes alone, so its labels are listed and \
                        not drawn | save it as plain SVG with a `viewBox`: shapes and groups, without text, styles and links";
        check("L012", &[("content/leg.md", &page("soleus")), ("content/leg.svg", "<svg/>")], expected);
        let without_parts = page("soleus").replace(", part: soleus", "");
        check("L012", &[("content/leg.md", &without_parts), ("content/leg.svg", "<svg/>")], "");
    }

    #[test]
    fn a_figure_is_taken_from_a_page_that_has_one() {
        let other = "---\nkind: anatomy\ntitle: Soleus\nfigure_from: leg\n---\n";
        check("L009", &[("content/soleus.md", other), ("content/leg.md", &page("soleus")), LEG], "");
        let expected = "L009 content/soleus.md:4:14 `content/leg.md` has no `figure`: `figure_from` needs a page with a figure \
                        of its own | name a page that has a `figure`, or take `figure_from` out";
        let bare = "---\nkind: anatomy\ntitle: Leg\n---\n";
        check("L009", &[("content/soleus.md", other), ("content/leg.md", bare)], expected);
    }

    #[test]
    fn one_view_of_a_figure_is_named_by_its_title() {
        let leg = page("soleus").replace("  src:", "  title: From behind\n  src:");
        let other = |view: &str| format!("---\ntitle: Home\nfigure_from: leg#{view}\n---\nText.\n");
        check("L009", &[("content/a.md", &other("from Behind")), ("content/leg.md", &leg), LEG], "");
        let expected = "L009 content/a.md:3:14 the figure of `content/leg.md` has no view `From front` | write `leg#From behind`, \
                        or `leg` for all views";
        check("L009", &[("content/a.md", &other("From front")), ("content/leg.md", &leg), LEG], expected);
        let bare = "L009 content/a.md:3:14 the figure of `content/leg.md` has no view `From front` | write `leg`: its views have \
                    no titles";
        check("L009", &[("content/a.md", &other("From front")), ("content/leg.md", &page("soleus")), LEG], bare);
    }

    #[test]
    fn an_article_shows_a_figure_under_a_heading_that_it_has() {
        let files = |under: &str, body: &str| {
            let article = format!("---\ntitle: Home\nfigure_from: leg\nfigure_under: {under}\n---\n{body}");
            crate::check::testing::lines(&[("content/a.md", &article), ("content/leg.md", &page("soleus")), LEG])
                .into_iter()
                .filter(|line| line.starts_with("L00"))
                .collect::<Vec<String>>()
        };
        let none: [&str; 0] = [];
        assert_eq!(files("where is it sore?", "## Where is it sore?\n\nText.\n"), none);
        assert_eq!(files("sore", "## Where is it sore? {#sore}\n\nText.\n"), none);
        assert_eq!(
            files("Where is it?", "## Where is it sore?\n\nText.\n"),
            ["L003 content/a.md:4:15 the page has no heading `Where is it?` | write `Where is it sore?`"]
        );
        assert_eq!(files("sore", "## Sore\n\nText.\n\n## Sore\n\nText.\n"), none, "an id counts before a text");
        assert_eq!(
            files("Where now", "## Where now\n\nText.\n\n## Where now\n\nText.\n"),
            [
                "L002 content/a.md:4:15 `Where now` fits 2 headings of the page: `where-now`, `where-now-2` | write one of \
              `where-now`, `where-now-2`"
            ]
        );
        assert_eq!(
            files("Sore", "> ## Sore\n>\n> Text.\n"),
            [
                "L003 content/a.md:4:15 the heading `Sore` stands within a card, a quotation or a list: a figure would break it \
              | name a heading above that card, quotation or list"
            ]
        );
    }
}

//! L009 and L012: the figure that an anatomy page takes from another is there, and labels name parts of their drawing.

use super::Subject;
use crate::base::nearest::nearest;
use crate::diag::{Place, Problem, codes};
use crate::model::anatomy::Figure;
use crate::model::page::Data;
use crate::plate::drawing::Drawing;

/// Looks at the figures of an anatomy page.
pub(super) fn check(subject: Subject<'_>, problems: &mut Vec<Problem>) {
    let Data::Anatomy(anatomy) = &subject.page.data else { return };
    for figure in &anatomy.figures {
        check_parts(subject, figure, problems);
    }
    let Some(name) = &anatomy.figure_from else { return };
    let Some((_, owner)) = subject.site.index.named(subject.page.language, name) else { return };
    let Data::Anatomy(other) = &owner.data else { return };
    if other.figures.is_empty() {
        problems.push(Problem::new(
            codes::LINK_KIND,
            Place::at(&subject.page.path, name.span),
            format!("`{}` has no `figure`: `figure_from` needs a page with a figure of its own", owner.path),
            "name a page that has a `figure`, or take `figure_from` out",
        ));
    }
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
}

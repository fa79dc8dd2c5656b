//! An author's SVG as markup that may stand within a page: shapes with their places and colours, and nothing else.
//!
//! A picture that holds more (text, styles, links, pictures, scripts) is not read: the page then shows it as a picture.
//! Everything is written anew from what was understood, so nothing of the file reaches a page unseen.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use crate::base::html::escape;

/// Elements that may be drawn.
const SHAPES: [&str; 7] = ["path", "circle", "ellipse", "rect", "line", "polyline", "polygon"];
/// Elements that say what a picture is; they are left out with their words, as the page says it itself.
const WORDS: [&str; 3] = ["title", "desc", "metadata"];
/// Attributes that place a shape.
const GEOMETRY: [&str; 14] =
    ["d", "points", "x", "y", "width", "height", "cx", "cy", "r", "rx", "ry", "x1", "x2", "y1"];
/// The rest of them, and attributes that say how a shape looks.
const LOOKS: [&str; 14] = [
    "y2",
    "transform",
    "fill",
    "fill-opacity",
    "fill-rule",
    "stroke",
    "stroke-width",
    "stroke-opacity",
    "stroke-dasharray",
    "stroke-linecap",
    "stroke-linejoin",
    "stroke-miterlimit",
    "opacity",
    "vector-effect",
];
/// Attributes of the root that say nothing about the drawing.
const ROOT: [&str; 9] =
    ["xmlns", "version", "viewBox", "width", "height", "role", "aria-label", "xmlns:xlink", "xml:space"];
/// Classes that the style sheet colours; others are left out.
const CLASSES: [&str; 12] =
    ["skin", "crease", "bone", "muscle", "deep", "tendon", "nerve", "vessel", "fibre", "shade", "light", "hidden"];
/// A class of a line through a joint.
const JOINT: &str = "joint";
/// The most elements that may be nested.
const DEEPEST: usize = 32;

/// A drawing, read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Drawing {
    /// Its `viewBox`, as four numbers.
    pub view_box: String,
    /// The width of the view box in thousandths of its height.
    pub aspect: i32,
    /// All its shapes.
    pub markup: String,
    /// Its named parts, in the order in which they are drawn.
    pub parts: Vec<Part>,
}

/// A named part of a drawing: an element with an `id`, and all within it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Part {
    /// Its id.
    pub name: String,
    /// Its shapes.
    pub markup: String,
    /// Its first shape, without colours: the part's outline.
    pub outline: String,
}

impl Drawing {
    /// Reads an SVG file; `None` where it holds anything but shapes, or has no size.
    #[must_use]
    pub fn read(text: &str) -> Option<Self> {
        let mut reader = Reader { rest: text, out: String::new(), open: Vec::new(), named: Vec::new(), root: None };
        while reader.step()? {}
        let Root { view_box, aspect } = reader.root.filter(|_| reader.open.is_empty())?;
        let parts = reader.named.into_iter().filter_map(|named| {
            let markup = reader.out.get(named.from..named.to?)?.to_owned();
            Some(Part { name: named.name, markup, outline: named.outline? })
        });
        let parts = parts.collect();
        Some(Self { view_box, aspect, markup: reader.out, parts })
    }

    /// The part of this name, with its place in the order of drawing.
    #[must_use]
    pub fn part(&self, name: &str) -> Option<(usize, &Part)> {
        self.parts.iter().enumerate().find(|(_, part)| part.name == name)
    }
}

/// The root's view box.
struct Root {
    view_box: String,
    aspect: i32,
}

/// An element that is open.
struct Open {
    name: String,
    /// Whether it, or one around it, is moved: places within it are not those of the picture.
    moved: bool,
    /// The named part that it is.
    part: Option<usize>,
}

/// A named part while it is read: where its markup begins and ends in what was written.
struct Named {
    name: String,
    from: usize,
    to: Option<usize>,
    outline: Option<String>,
}

struct Reader<'a> {
    rest: &'a str,
    out: String,
    open: Vec<Open>,
    named: Vec<Named>,
    root: Option<Root>,
}

impl Reader<'_> {
    /// Reads one tag and the blanks before it. `Some(false)` at the end; `None` at what is not understood.
    fn step(&mut self) -> Option<bool> {
        self.rest = self.rest.trim_start_matches(['\u{feff}', ' ', '\t', '\r', '\n']);
        if self.rest.is_empty() {
            return Some(false);
        }
        for (start, end) in [("<!--", "-->"), ("<?xml", "?>")] {
            if let Some(inner) = self.rest.strip_prefix(start) {
                self.rest = inner.get(inner.find(end)? + end.len()..)?;
                return Some(true);
            }
        }
        if let Some(inner) = self.rest.strip_prefix("</") {
            let end = inner.find('>')?;
            let name = inner.get(..end)?.trim();
            self.close(name)?;
            self.rest = inner.get(end + 1..)?;
            return Some(true);
        }
        let inner = self.rest.strip_prefix('<')?;
        let length = inner.find(|letter: char| !letter.is_ascii_alphanumeric())?;
        let name = inner.get(..length)?;
        let (attributes, after) = attributes(inner.get(length..)?)?;
        let (closed, after) = match after.strip_prefix("/>") {
            Some(after) => (true, after),
            None => (false, after.strip_prefix('>')?),
        };
        self.rest = after;
        self.element(name, &attributes, closed)?;
        Some(true)
    }

    fn element(&mut self, name: &str, attributes: &BTreeMap<&str, &str>, closed: bool) -> Option<()> {
        if self.root.is_none() {
            return if name == "svg" && !closed { self.root(attributes) } else { None };
        }
        if self.open.is_empty() || self.open.len() > DEEPEST {
            return None;
        }
        if WORDS.contains(&name) {
            if !closed {
                let end = format!("</{name}>");
                self.rest = self.rest.get(self.rest.find(&end)? + end.len()..)?;
            }
            return Some(());
        }
        let is_shape = SHAPES.contains(&name);
        if !is_shape && name != "g" {
            return None;
        }
        let moved = self.open.last().is_some_and(|open| open.moved) || attributes.contains_key("transform");
        let part = self.begin_part(attributes, moved);
        if is_shape && !moved {
            self.outline(name, attributes);
        }
        let written = written(attributes, |name| GEOMETRY.contains(&name) || LOOKS.contains(&name))?;
        if is_shape && closed {
            let _ = write!(self.out, "<{name}{written}/>");
        } else {
            let _ = write!(self.out, "<{name}{written}>");
        }
        self.open.push(Open { name: name.to_owned(), moved, part });
        match closed {
            true if is_shape => self.forget(),
            true => self.close(name)?,
            false => {}
        }
        Some(())
    }

    /// Keeps the root's size, and its colours on a group.
    fn root(&mut self, attributes: &BTreeMap<&str, &str>) -> Option<()> {
        let view_box = attributes.get("viewBox")?;
        let numbers: Vec<f64> = view_box
            .split([' ', ','])
            .filter(|word| !word.is_empty())
            .map(str::parse)
            .collect::<Result<_, _>>()
            .ok()?;
        let [_, _, width, height] = numbers.as_slice() else { return None };
        let aspect = whole(width * 1000.0 / height).filter(|_| *width > 0.0 && *height > 0.0)?;
        let looks: BTreeMap<&str, &str> =
            attributes.iter().filter(|(name, _)| !ROOT.contains(name)).map(|(name, value)| (*name, *value)).collect();
        let written = written(&looks, |name| LOOKS.contains(&name) && name != "transform")?;
        let _ = write!(self.out, "<g{written}>");
        self.open.push(Open { name: "svg".to_owned(), moved: false, part: None });
        self.root = Some(Root { view_box: (*view_box).to_owned(), aspect });
        Some(())
    }

    /// Begins a named part where the element has an id.
    fn begin_part(&mut self, attributes: &BTreeMap<&str, &str>, moved: bool) -> Option<usize> {
        let name = attributes.get("id").filter(|_| !moved)?;
        self.named.push(Named { name: (*name).to_owned(), from: self.out.len(), to: None, outline: None });
        Some(self.named.len() - 1)
    }

    /// Gives a shape to the open parts that have no outline yet.
    fn outline(&mut self, name: &str, attributes: &BTreeMap<&str, &str>) {
        let places: BTreeMap<&str, &str> = attributes
            .iter()
            .filter(|(name, _)| GEOMETRY.contains(name) || **name == "y2")
            .map(|(name, value)| (*name, *value))
            .collect();
        let Some(written) = written(&places, |_| true) else { return };
        for named in self.named.iter_mut().filter(|named| named.to.is_none() && named.outline.is_none()) {
            named.outline = Some(format!("<{name} class=\"area\"{written}/>"));
        }
    }

    fn close(&mut self, name: &str) -> Option<()> {
        if self.open.last()?.name != name {
            return None;
        }
        let _ = write!(self.out, "</{}>", if name == "svg" { "g" } else { name });
        self.forget();
        Some(())
    }

    /// Ends the innermost element, whose end is written.
    fn forget(&mut self) {
        let part = self.open.pop().and_then(|open| open.part);
        if let Some(named) = part.and_then(|part| self.named.get_mut(part)) {
            named.to = Some(self.out.len());
        }
    }
}

/// Attributes up to the tag's end, and what follows.
fn attributes(text: &str) -> Option<(BTreeMap<&str, &str>, &str)> {
    let mut found = BTreeMap::new();
    let mut rest = text.trim_start();
    while !rest.starts_with('>') && !rest.starts_with("/>") {
        let (name, after) = rest.split_once('=')?;
        let after = after.trim_start();
        let quote = after.chars().next().filter(|letter| ['"', '\''].contains(letter))?;
        let after = after.get(1..)?;
        let end = after.find(quote)?;
        found.insert(name.trim_end(), after.get(..end)?);
        rest = after.get(end + 1..)?.trim_start();
    }
    Some((found, rest))
}

/// Attributes as they are written; `None` where one is not among the known, or its value could name something else.
fn written(attributes: &BTreeMap<&str, &str>, known: impl Fn(&str) -> bool) -> Option<String> {
    let mut out = String::new();
    for (name, value) in attributes {
        match *name {
            "id" => {}
            "class" => {
                let kept: Vec<&str> =
                    value.split_whitespace().filter(|class| CLASSES.contains(class) || *class == JOINT).collect();
                if !kept.is_empty() {
                    let _ = write!(out, " class=\"{}\"", kept.join(" "));
                }
            }
            name if known(name) => {
                let plain = |letter: char| letter.is_ascii_alphanumeric() || " .,#()%+-\t\r\n".contains(letter);
                if !value.chars().all(plain) || value.to_ascii_lowercase().contains("url") {
                    return None;
                }
                let _ = write!(out, " {name}=\"{}\"", escape(value));
            }
            _ => return None,
        }
    }
    Some(out)
}

/// A positive number of thousandths that a picture may have.
#[expect(clippy::cast_possible_truncation, reason = "the range is checked")]
fn whole(value: f64) -> Option<i32> {
    (50.0..=20_000.0).contains(&value).then(|| value.round() as i32)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn svg(inside: &str) -> String {
        format!(
            "<?xml version=\"1.0\"?><!-- c --><svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 30 60\" stroke-width=\"2\">{inside}</svg>\n"
        )
    }

    #[test]
    fn shapes_are_written_anew() {
        let drawing = Drawing::read(&svg("<title>A & b</title><g id=\"a\"><path class=\"muscle big\" d='M0 0L3 4' fill=\"#f00\"/></g><circle cx=\"1\" cy=\"2\" r=\"3\"></circle>")).unwrap();
        assert_eq!(drawing.view_box, "0 0 30 60");
        assert_eq!(drawing.aspect, 500);
        let group = "<g><path class=\"muscle\" d=\"M0 0L3 4\" fill=\"#f00\"/></g>";
        assert_eq!(
            drawing.markup,
            format!("<g stroke-width=\"2\">{group}<circle cx=\"1\" cy=\"2\" r=\"3\"></circle></g>")
        );
        let part = Part {
            name: "a".to_owned(),
            markup: group.to_owned(),
            outline: "<path class=\"area\" d=\"M0 0L3 4\"/>".to_owned(),
        };
        assert_eq!(drawing.part("a"), Some((0, &part)));
        assert_eq!(drawing.part("b"), None);
    }

    #[test]
    fn a_part_within_a_moved_group_has_no_place_of_its_own() {
        let drawing = Drawing::read(&svg("<g transform=\"scale(2)\"><path id=\"a\" d=\"M0 0\"/></g>")).unwrap();
        assert_eq!(drawing.parts, []);
    }

    #[test]
    fn what_is_more_than_shapes_is_not_read() {
        for inside in [
            "<script>alert(1)</script>",
            "<style>*{fill:red}</style>",
            "<a href=\"javascript:alert(1)\"><path d=\"M0 0\"/></a>",
            "<image href=\"https://x.example/a.png\"/>",
            "<use href=\"#a\"/>",
            "<foreignObject><p>x</p></foreignObject>",
            "<path d=\"M0 0\" onclick=\"alert(1)\"/>",
            "<path d=\"M0 0\" style=\"fill:red\"/>",
            "<path d=\"M0 0\" fill=\"url(https://x.example)\"/>",
            "<path d=\"M0 0\" fill=\"&quot;\"/>",
            "<text>words</text>",
            "words",
            "<g>",
            "</g>",
            "<path d=\"M0 0\"",
        ] {
            assert_eq!(Drawing::read(&svg(inside)), None, "{inside}");
        }
        for whole in ["", "<svg/>", "<svg></svg>", "<svg viewBox=\"0 0 1 0\"></svg>", "<g></g>", "GIF89a"] {
            assert_eq!(Drawing::read(whole), None, "{whole}");
        }
        assert_eq!(Drawing::read(&format!("{}<path d=\"M0 0\"/>", svg(""))), None, "after the root");
    }
}

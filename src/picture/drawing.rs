//! Drawings of lines (SVG): their size, and whether anything in them could run or load.
//!
//! Inside a page a browser runs nothing in a picture, but a reader may open the picture alone. So a drawing that holds
//! more than a drawing is refused, not cleaned: nothing is taken out of what an author drew.

use super::Size;

/// Elements that run, load or hold other documents.
const REFUSED: [&str; 9] =
    ["script", "foreignobject", "iframe", "embed", "object", "audio", "video", "handler", "listener"];

/// The most that a size may be, in pixels; what is beyond is a slip.
const MOST: u32 = 100_000;

/// The size that the first element names, or the sides of its view box.
#[must_use]
pub fn size(text: &str) -> Option<Size> {
    let root = tags(text).find(|tag| tag.name == "svg")?;
    let side = |name: &str| root.attribute(name).and_then(pixels);
    if let (Some(width), Some(height)) = (side("width"), side("height")) {
        return Some(Size { width, height });
    }
    let numbers = root.attribute("viewbox")?;
    let mut numbers = numbers.split([' ', ',', '\t', '\n']).filter(|part| !part.is_empty()).skip(2);
    Some(Size { width: pixels(numbers.next()?)?, height: pixels(numbers.next()?)? })
}

/// What in a drawing could run or load, in words; `None` when nothing could.
#[must_use]
pub fn danger(text: &str) -> Option<String> {
    let lower = text.to_ascii_lowercase();
    if lower.contains("<!entity") {
        return Some("an entity of its own".to_owned());
    }
    if lower.contains("<?xml-stylesheet") || lower.contains("@import") {
        return Some("a style from elsewhere".to_owned());
    }
    // In attributes and in style alike. An escape could hide the word, and no drawing needs one there.
    for (at, _) in lower.match_indices("url(") {
        let target = lower.get(at + 4..).unwrap_or_default().trim_start_matches(['"', '\'', ' ', '&']);
        let target = target.trim_start_matches("quot;").trim_start_matches("apos;");
        if !is_within(target) {
            return Some(format!("`url({}`, which loads from elsewhere", start_of(target)));
        }
    }
    tags(text).find_map(|tag| danger_of(&tag))
}

fn danger_of(tag: &Tag<'_>) -> Option<String> {
    if REFUSED.contains(&tag.name.as_str()) {
        return Some(format!("the element `{}`", tag.name));
    }
    for (name, value) in &tag.attributes {
        let local = name.rsplit(':').next().unwrap_or_default();
        if local.starts_with("on") {
            return Some(format!("the handler `{name}`"));
        }
        let target = value.trim().to_ascii_lowercase();
        if local == "attributename" && (target.ends_with("href") || target.starts_with("on")) {
            return Some(format!("an element that changes `{target}`"));
        }
        let is_link =
            tag.name == "a" && ["https://", "http://", "mailto:", "tel:"].iter().any(|start| target.starts_with(start));
        if ["href", "src"].contains(&local) && !is_link && !is_within(&target) {
            return Some(format!("`{name}=\"{}\"`, which leads out of the drawing", start_of(&target)));
        }
    }
    None
}

/// Whether a target lies in the drawing itself: a part of it, or pixels that it holds.
fn is_within(target: &str) -> bool {
    let kinds = ["png", "jpeg", "gif", "webp"];
    target.is_empty()
        || target.starts_with('#')
        || kinds.iter().any(|kind| target.starts_with(&format!("data:image/{kind};")))
}

fn start_of(target: &str) -> String {
    target.chars().take(40).collect()
}

/// A start tag: its name without a prefix and its attributes, names in small letters.
struct Tag<'a> {
    name: String,
    attributes: Vec<(String, &'a str)>,
}

impl Tag<'_> {
    fn attribute(&self, name: &str) -> Option<&str> {
        self.attributes.iter().find(|(other, _)| other == name).map(|(_, value)| *value)
    }
}

/// The start tags of a text. Comments are read too: a browser might end one elsewhere than we would.
fn tags(text: &str) -> impl Iterator<Item = Tag<'_>> {
    text.split('<').skip(1).filter_map(|rest| {
        let end =
            rest.find(|letter: char| letter.is_whitespace() || ['>', '/'].contains(&letter)).unwrap_or(rest.len());
        let name = rest.get(..end).filter(|name| name.starts_with(|letter: char| letter.is_alphabetic()))?;
        let name = name.rsplit(':').next().unwrap_or_default().to_ascii_lowercase();
        Some(Tag { name, attributes: attributes(rest.get(end..).unwrap_or_default()) })
    })
}

fn attributes(mut rest: &str) -> Vec<(String, &str)> {
    let mut attributes = Vec::new();
    loop {
        rest = rest.trim_start_matches(|letter: char| letter.is_whitespace() || letter == '/');
        let Some((name, after)) = rest.split_once('=').filter(|(name, _)| !name.contains('>')) else {
            return attributes;
        };
        let after = after.trim_start();
        let Some(quote) = after.chars().next().filter(|letter| ['"', '\''].contains(letter)) else { return attributes };
        let Some((value, after)) = after.strip_prefix(quote).and_then(|value| value.split_once(quote)) else {
            return attributes;
        };
        attributes.push((name.trim().to_ascii_lowercase(), value));
        rest = after;
    }
}

/// A length in pixels: `12`, `12.5` or `12px`, rounded.
fn pixels(text: &str) -> Option<u32> {
    let text = text.trim();
    let (whole, part) = text
        .strip_suffix("px")
        .unwrap_or(text)
        .split_once('.')
        .unwrap_or((text.strip_suffix("px").unwrap_or(text), "0"));
    let up = u32::from(part.starts_with(['5', '6', '7', '8', '9']));
    let size = whole.parse::<u32>().ok()?.checked_add(up)?;
    (part.bytes().all(|byte| byte.is_ascii_digit()) && (1..=MOST).contains(&size)).then_some(size)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_drawing_has_the_size_it_names_or_that_of_its_view_box() {
        let sized = |root: &str| size(&format!("<?xml version=\"1.0\"?>\n<svg {root}><rect/></svg>"));
        let of = |width, height| Some(Size { width, height });
        assert_eq!(sized("width=\"40\" height='20px' viewBox=\"0 0 4 2\""), of(40, 20));
        assert_eq!(sized("viewBox=\"-5 0 300.6 200\""), of(301, 200));
        assert_eq!(sized("viewBox=\"0,0,30,20\" width=\"100%\""), of(30, 20));
        assert_eq!(sized(""), None);
        assert_eq!(sized("width=\"0\" height=\"3\""), None);
    }

    #[test]
    fn what_could_run_or_load_is_found() {
        let found = |inner: &str| danger(&format!("<svg xmlns=\"http://www.w3.org/2000/svg\">{inner}</svg>"));
        let dangers = [
            ("<script>x</script>", "the element `script`"),
            ("<svg:script/>", "the element `script`"),
            ("<foreignObject/>", "the element `foreignobject`"),
            ("<g onload=\"x()\"/>", "the handler `onload`"),
            ("<g id='a' ONCLICK = 'x()'/>", "the handler `onclick`"),
            (
                "<image href=\"https://x.example/a.png\"/>",
                "`href=\"https://x.example/a.png\"`, which leads out of the drawing",
            ),
            ("<use xlink:href=\"other.svg#a\"/>", "`xlink:href=\"other.svg#a\"`, which leads out of the drawing"),
            (
                "<a href=\"java&#115;cript:x\"><path/></a>",
                "`href=\"java&#115;cript:x\"`, which leads out of the drawing",
            ),
            (
                "<image href=\"data:image/svg+xml;base64,x\"/>",
                "`href=\"data:image/svg+xml;base64,x\"`, which leads out of the drawing",
            ),
            ("<set attributeName=\"xlink:href\" to=\"javascript:x\"/>", "an element that changes `xlink:href`"),
            (
                "<rect style=\"fill: url('//x.example/a')\"/>",
                "`url(//x.example/a')\"/></svg>`, which loads from elsewhere",
            ),
            ("<style>@import 'a.css';</style>", "a style from elsewhere"),
            ("<!ENTITY a 'b'>", "an entity of its own"),
        ];
        for (inner, expected) in dangers {
            assert_eq!(found(inner).as_deref(), Some(expected), "{inner}");
        }
    }

    #[test]
    fn what_only_draws_is_let_through() {
        for inner in [
            "<path d=\"M0 0\" fill=\"url(#a)\"/><use href=\"#a\"/>",
            "<a href=\"https://x.example\"><text>one</text></a>",
            "<image href=\"data:image/png;base64,AAAA\"/>",
            "<style>.a{fill:url(\"#b\")}</style><title>On and on</title>",
        ] {
            assert_eq!(danger(&format!("<svg>{inner}</svg>")), None, "{inner}");
        }
    }
}

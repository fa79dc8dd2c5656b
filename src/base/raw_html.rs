//! Raw HTML in a body: tags are taken out, or kept when `site.yaml` names their element. The words between them stay.

use crate::base::html::escape_into;

/// Attributes that a kept element may have.
const SAFE_ATTRIBUTES: [&str; 5] = ["class", "dir", "id", "lang", "title"];

/// Elements that are never kept, with all they hold: they run, style or embed.
pub(super) const NEVER: [&str; 9] =
    ["script", "style", "iframe", "object", "embed", "template", "noscript", "svg", "math"];

/// Elements that strike out what they hold.
const STRUCK: [&str; 3] = ["del", "s", "strike"];

/// Elements that stand in a line: their tags part no words.
const IN_LINE: [&str; 40] = [
    "a", "abbr", "acronym", "b", "bdi", "bdo", "big", "button", "cite", "code", "data", "del", "dfn", "em", "font",
    "i", "ins", "kbd", "label", "mark", "output", "q", "rb", "rp", "rt", "rtc", "ruby", "s", "samp", "small", "span",
    "strike", "strong", "sub", "sup", "time", "tt", "u", "var", "wbr",
];

/// Appends what may stay of `html`. `allowed` names elements in lower case.
pub fn write(out: &mut String, html: &str, allowed: &[String]) {
    let mut rest = html;
    while let Some(open) = rest.find('<') {
        escape_into(out, &unescaped(rest.get(..open).unwrap_or_default()));
        let tail = rest.get(open..).unwrap_or_default();
        rest = match tag(tail) {
            Some(tag) => {
                if !tag.closing && NEVER.contains(&tag.name.as_str()) {
                    after_element(tail, &tag.name)
                } else {
                    keep(out, &tag, allowed);
                    tail.get(tag.length..).unwrap_or_default()
                }
            }
            None => after_other(tail).unwrap_or_else(|| {
                out.push_str("&lt;");
                tail.get(1..).unwrap_or_default()
            }),
        };
    }
    escape_into(out, &unescaped(rest));
}

/// The words of `html`, a whole block, as plain text: one for each part that its tags hold apart. None is empty. What
/// is struck out is left out too, as plain text cannot show it.
#[must_use]
pub fn paragraphs(html: &str) -> Vec<String> {
    let mut parts = vec![String::new()];
    let mut struck = 0_usize;
    let mut rest = html;
    while let Some(open) = rest.find('<') {
        add_words(&mut parts, rest.get(..open).unwrap_or_default(), struck);
        let tail = rest.get(open..).unwrap_or_default();
        rest = match tag(tail) {
            Some(tag) if !tag.closing && NEVER.contains(&tag.name.as_str()) => after_element(tail, &tag.name),
            Some(tag) => {
                let name = tag.name.as_str();
                if STRUCK.contains(&name) {
                    struck = if tag.closing { struck.saturating_sub(1) } else { struck + 1 };
                } else if name == "br" {
                    add_words(&mut parts, " ", struck);
                } else if !IN_LINE.contains(&name) {
                    parts.push(String::new());
                }
                tail.get(tag.length..).unwrap_or_default()
            }
            None => after_other(tail).unwrap_or_else(|| {
                add_words(&mut parts, "<", struck);
                tail.get(1..).unwrap_or_default()
            }),
        };
    }
    add_words(&mut parts, rest, struck);
    let parts = parts.iter().map(|part| part.split_ascii_whitespace().collect::<Vec<_>>().join(" "));
    parts.filter(|part| !part.trim().is_empty()).collect()
}

/// Adds words to the last part, unless they are struck out.
fn add_words(parts: &mut [String], words: &str, struck: usize) {
    if let Some(part) = parts.last_mut().filter(|_| struck == 0) {
        part.push_str(&unescaped(words));
    }
}

/// Whether `write` would change `html`.
#[must_use]
pub fn is_changed(html: &str, allowed: &[String]) -> bool {
    let mut out = String::new();
    write(&mut out, html, allowed);
    out.trim() != html.trim()
}

/// Whether `html` looks like a tag and is most likely words: its name is no element of HTML, or it holds words where an
/// element has attributes with values.
#[must_use]
pub fn is_words(html: &str) -> bool {
    let Some(tag) = tag(html) else { return false };
    let is_bare = |(name, value): &(String, String)| {
        value.is_empty() && !html.contains(&format!("{name}=")) && !WITHOUT_VALUE.contains(&name.as_str())
    };
    !ELEMENTS.contains(&tag.name.as_str()) && !tag.name.contains('-') || tag.attributes.iter().any(is_bare)
}

/// The attributes of HTML that are written without a value.
const WITHOUT_VALUE: [&str; 12] = [
    "autoplay", "checked", "controls", "disabled", "hidden", "inert", "loop", "muted", "nowrap", "open", "reversed",
    "selected",
];

/// The elements of HTML that a text may hold, and the older ones that authors still write.
const ELEMENTS: [&str; 122] = [
    "a",
    "abbr",
    "acronym",
    "address",
    "area",
    "article",
    "aside",
    "audio",
    "b",
    "base",
    "bdi",
    "bdo",
    "big",
    "blockquote",
    "body",
    "br",
    "button",
    "canvas",
    "caption",
    "center",
    "cite",
    "code",
    "col",
    "colgroup",
    "data",
    "datalist",
    "dd",
    "del",
    "details",
    "dfn",
    "dialog",
    "div",
    "dl",
    "dt",
    "em",
    "embed",
    "fieldset",
    "figcaption",
    "figure",
    "font",
    "footer",
    "form",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "head",
    "header",
    "hgroup",
    "hr",
    "html",
    "i",
    "iframe",
    "img",
    "input",
    "ins",
    "kbd",
    "label",
    "legend",
    "li",
    "link",
    "main",
    "map",
    "mark",
    "marquee",
    "math",
    "menu",
    "meta",
    "meter",
    "nav",
    "noscript",
    "object",
    "ol",
    "optgroup",
    "option",
    "output",
    "p",
    "param",
    "picture",
    "pre",
    "progress",
    "q",
    "rp",
    "rt",
    "ruby",
    "s",
    "samp",
    "script",
    "search",
    "section",
    "select",
    "slot",
    "small",
    "source",
    "span",
    "strike",
    "strong",
    "style",
    "sub",
    "summary",
    "sup",
    "svg",
    "table",
    "tbody",
    "td",
    "template",
    "textarea",
    "tfoot",
    "th",
    "thead",
    "time",
    "title",
    "tr",
    "track",
    "tt",
    "u",
    "ul",
    "var",
    "video",
    "wbr",
];

/// The element that `html` opens, when it is one that is left out with all it holds.
#[must_use]
pub fn opens_left_out(html: &str) -> Option<String> {
    tag(html).filter(|tag| !tag.closing && NEVER.contains(&tag.name.as_str())).map(|tag| tag.name)
}

/// Whether `html` is the closing tag of the element `name`.
#[must_use]
pub fn closes(html: &str, name: &str) -> bool {
    tag(html).is_some_and(|tag| tag.closing && tag.name == name)
}

/// Whether `html` breaks a line.
#[must_use]
pub fn is_break(html: &str) -> bool {
    tag(html).is_some_and(|tag| tag.name == "br")
}

/// Whether an element strikes out what it holds.
#[must_use]
pub fn strikes(name: &str) -> bool {
    STRUCK.contains(&name)
}

/// Whether `html` is a tag that reads as a blank in plain text: it ends a line, or begins or ends a block.
#[must_use]
pub fn reads_as_blank(html: &str) -> bool {
    tag(html).is_some_and(|tag| !IN_LINE.contains(&tag.name.as_str()))
}

/// Whether `html` is a tag of an element that is set higher, lower or above the others, which plain text cannot show.
#[must_use]
pub fn is_set_apart(html: &str) -> bool {
    tag(html).is_some_and(|tag| ["rt", "sub", "sup"].contains(&tag.name.as_str()))
}

/// Elements without an end tag, and those whose end tag may be left out: they end by themselves.
const UNPAIRED: [&str; 17] = [
    "br", "dd", "dt", "hr", "li", "option", "p", "rp", "rt", "tbody", "td", "tfoot", "th", "thead", "tr", "wbr", "col",
];

/// A tag of an element that is to be closed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PairedTag {
    /// The element, in small letters.
    pub name: String,
    /// Whether it closes it.
    pub closing: bool,
}

/// The tags in `html` of elements that have an end tag, in order; not those within comments and elements left out
/// whole.
#[must_use]
pub fn paired_tags(html: &str) -> Vec<PairedTag> {
    let mut tags = Vec::new();
    let mut rest = html;
    while let Some(tail) = rest.find('<').and_then(|open| rest.get(open..)) {
        rest = match tag(tail) {
            Some(tag) if !tag.closing && NEVER.contains(&tag.name.as_str()) => after_element(tail, &tag.name),
            Some(FoundTag { name, closing, length, .. }) => {
                if !UNPAIRED.contains(&name.as_str()) {
                    tags.push(PairedTag { name, closing });
                }
                tail.get(length..).unwrap_or_default()
            }
            None => after_other(tail).unwrap_or_else(|| tail.get(1..).unwrap_or_default()),
        };
    }
    tags
}

/// Whether `html` opens an element that strikes out what it holds.
#[must_use]
pub fn opens_struck(html: &str) -> bool {
    tag(html).is_some_and(|tag| !tag.closing && STRUCK.contains(&tag.name.as_str()))
}

/// Whether `html` closes an element that strikes out what it holds.
#[must_use]
pub fn closes_struck(html: &str) -> bool {
    tag(html).is_some_and(|tag| tag.closing && STRUCK.contains(&tag.name.as_str()))
}

/// Whether `html`, a whole block, hides what an author meant to be read: a comment or an element that takes in all
/// that follows and never ends, or a card's marker or an insert that is not read as one within HTML.
#[must_use]
pub fn hides(html: &str) -> bool {
    if html.contains("[!") || html.contains("{{") {
        return true;
    }
    let lower = html.to_ascii_lowercase();
    let open = |start: &str, end: &str| {
        lower.rfind(start).is_some_and(|at| !lower.get(at..).unwrap_or_default().contains(end))
    };
    let others = [("<!--", "-->"), ("<![cdata[", "]]>"), ("<?", "?>"), ("<!", ">")];
    // Within a line their tags stand alone, and what follows is read as Markdown.
    let is_block = html.contains('\n');
    let takes_all = ["pre", "textarea"].iter().any(|name| is_block && open(&format!("<{name}"), &format!("</{name}")));
    takes_all
        || others.iter().any(|(start, end)| open(start, end))
        || NEVER.iter().any(|name| open(&format!("<{name}"), &format!("</{name}")))
}

pub(super) struct FoundTag {
    pub(super) name: String,
    pub(super) closing: bool,
    attributes: Vec<(String, String)>,
    /// In bytes, with its brackets.
    pub(super) length: usize,
}

fn keep(out: &mut String, tag: &FoundTag, allowed: &[String]) {
    if !allowed.contains(&tag.name) {
        // What stands on two lines is not to become one word.
        if tag.name == "br" {
            out.push(' ');
        }
        return;
    }
    out.push_str(if tag.closing { "</" } else { "<" });
    out.push_str(&tag.name);
    for (name, value) in tag.attributes.iter().filter(|(name, _)| SAFE_ATTRIBUTES.contains(&name.as_str())) {
        out.push(' ');
        out.push_str(name);
        out.push_str("=\"");
        escape_into(out, &unescaped(value));
        out.push('"');
    }
    out.push('>');
}

/// The longest tag that is read, in bytes: a tag that never ends is not looked for to the end of the page each time.
const LONGEST_TAG: usize = 4096;

/// The tag at the start of `text`, if one is there.
pub(super) fn tag(text: &str) -> Option<FoundTag> {
    let end = (0..=LONGEST_TAG.min(text.len())).rev().find(|end| text.is_char_boundary(*end)).unwrap_or(0);
    let text = text.get(..end)?;
    let inner = text.strip_prefix('<')?;
    let closing = inner.starts_with('/');
    let name_start = inner.strip_prefix('/').unwrap_or(inner);
    let name: String =
        name_start.chars().take_while(|letter| letter.is_ascii_alphanumeric() || *letter == '-').collect();
    if !name.starts_with(|letter: char| letter.is_ascii_alphabetic()) {
        return None;
    }
    let mut rest = name_start.get(name.len()..)?;
    let mut attributes = Vec::new();
    loop {
        rest = rest.trim_start_matches(|letter: char| letter.is_whitespace() || letter == '/');
        if let Some(after) = rest.strip_prefix('>') {
            let length = text.len() - after.len();
            return Some(FoundTag { name: name.to_ascii_lowercase(), closing, attributes, length });
        }
        let end = rest.find(|letter: char| letter.is_whitespace() || matches!(letter, '=' | '>' | '/'))?;
        let attribute = rest.get(..end.max(1))?.to_ascii_lowercase();
        rest = rest.get(end.max(1)..)?.trim_start();
        let mut value = String::new();
        if let Some(after) = rest.strip_prefix('=') {
            let after = after.trim_start();
            let (text, left) = match after.chars().next()? {
                quote @ ('"' | '\'') => after.get(1..)?.split_once(quote)?,
                _ => after.split_at_checked(after.find(|letter: char| letter.is_whitespace() || letter == '>')?)?,
            };
            value.push_str(text);
            rest = left;
        }
        attributes.push((attribute, value));
    }
}

/// What follows an element that is left out whole.
pub(super) fn after_element<'a>(text: &'a str, name: &str) -> &'a str {
    let lower = text.to_ascii_lowercase();
    let close = format!("</{name}");
    let end = lower.find(&close).and_then(|at| lower.get(at..).and_then(|rest| rest.find('>')).map(|end| at + end + 1));
    end.and_then(|end| text.get(end..)).unwrap_or_default()
}

/// What follows a comment, a declaration or a processing instruction, which are left out; `None` where `text` begins
/// with none of them: a lone `<` is text.
pub(super) fn after_other(text: &str) -> Option<&str> {
    let end = |close: &str| Some(text.find(close).and_then(|at| text.get(at + close.len()..)).unwrap_or_default());
    if text.starts_with("<!--") {
        end("-->")
    } else if text.starts_with("<![CDATA[") {
        end("]]>")
    } else if text.starts_with("<!") || text.starts_with("<?") {
        end(">")
    } else {
        None
    }
}

/// Text with the basic entities as characters, so that they are not escaped twice.
fn unescaped(text: &str) -> String {
    if !text.contains('&') {
        return text.to_owned();
    }
    text.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"").replace("&#39;", "'").replace("&amp;", "&")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(html: &str, expected: &str) {
        let mut out = String::new();
        write(&mut out, html, &["b".to_owned(), "kbd".to_owned()]);
        assert_eq!(out, expected);
    }

    #[test]
    fn words_that_look_like_a_tag_are_told_from_tags() {
        assert!(["<six weeks or more>", "<do not>", "<b and x>", "<b\nand x>"].into_iter().all(is_words));
        let tags = [
            "<br>",
            "<br />",
            "</p>",
            "<a href=\"x\">",
            "<td align=left>",
            "<my-note>",
            "<details open>",
            "<ol reversed>",
            "<!-- do not -->",
            "<sup>",
        ];
        assert!(!tags.into_iter().any(is_words));
    }

    #[test]
    fn tags_that_end_a_line_or_a_block_read_as_a_blank() {
        assert!(["<br>", "<BR/>", "</p>", "<hr />", "<summary>"].into_iter().all(reads_as_blank));
        assert!(!["<b>", "</sup>", "<wbr>", "<!-- br -->", "<s>"].into_iter().any(reads_as_blank));
    }

    #[test]
    fn words_stay_when_tags_go() {
        check("<div>Call <i>999</i></div>", "Call 999");
        check("<B onclick=\"x()\" class='a\"b'>bold</B>", "<b class=\"a&quot;b\">bold</b>");
    }

    #[test]
    fn the_words_of_a_block_stand_in_paragraphs() {
        let html = "<details>\n<summary>If <b>un</b>sure</summary>\n<p>Rest.<br>A <del>3</del> 5 &lt; 6 < 7\n</p><!-- x -->\n<script>y</script></details>";
        assert_eq!(paragraphs(html), ["If unsure", "Rest. A 5 < 6 < 7"]);
        assert_eq!(paragraphs("<!-- a -->\n<br>"), Vec::<String>::new());
    }

    #[test]
    fn what_runs_is_left_out_whole() {
        check("a<script>alert(1)</script>b<!-- c -->d", "abd");
        check("<style>x", "");
        check("1 < 2 &amp; 3", "1 &lt; 2 &amp; 3");
        check("<b", "&lt;b");
    }
}

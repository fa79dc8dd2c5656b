//! Words in raw HTML that are left out with it. A comment and what runs or styles hold none that a reader would need.

use super::raw_html::{NEVER, after_element, after_other, tag};

/// Elements that hold code and no words.
const CODE: [&str; 2] = ["script", "style"];

/// What declares a document or its language, as in a page that was pasted whole.
const DECLARATIONS: [&str; 3] = ["<!doctype", "<?xml", "<?php"];

/// The first words of `html` that would not be printed, if any: those of a declaration, of a processing instruction, of
/// a CDATA section, and of an element that is left out with all it holds.
#[must_use]
pub fn words(html: &str) -> Option<&str> {
    let mut rest = html;
    while let Some(open) = rest.find('<') {
        let tail = rest.get(open..)?;
        let (left_out, after) = match tag(tail) {
            Some(tag) => {
                let inner = tail.get(tag.length..)?;
                if !tag.closing && NEVER.contains(&tag.name.as_str()) {
                    let after = after_element(tail, &tag.name);
                    let inner = inner.get(..inner.len().saturating_sub(after.len()))?;
                    (Some(inner).filter(|_| !CODE.contains(&tag.name.as_str())).and_then(words_between), after)
                } else {
                    (None, inner)
                }
            }
            None => match after_other(tail) {
                Some(after) => (tail.get(..tail.len() - after.len()).and_then(words_of_other), after),
                None => (None, tail.get(1..)?),
            },
        };
        if left_out.is_some() {
            return left_out;
        }
        rest = after;
    }
    None
}

/// The element that is left out with all it holds, and that HTML read piece by piece has not closed yet.
#[derive(Debug, Default)]
pub struct Open(Option<String>);

impl Open {
    /// Reads the next tags.
    pub fn read(&mut self, html: &str) {
        for at in html.match_indices('<').map(|(at, _)| at) {
            let Some(tag) = html.get(at..).and_then(tag) else { continue };
            if self.0.as_ref() == Some(&tag.name) && tag.closing {
                self.0 = None;
            } else if self.0.is_none() && !tag.closing && NEVER.contains(&tag.name.as_str()) {
                self.0 = Some(tag.name);
            }
        }
    }

    /// Whether words that follow would be left out.
    #[must_use]
    pub fn takes_words(&self) -> bool {
        self.0.as_ref().is_some_and(|name| !CODE.contains(&name.as_str()))
    }
}

/// The first words between the tags of an element's content.
fn words_between(content: &str) -> Option<&str> {
    let mut rest = content;
    loop {
        let (text, after) = rest.split_at_checked(rest.find('<').unwrap_or(rest.len()))?;
        if has_letters(text) {
            return Some(text.trim());
        }
        let after = match tag(after) {
            Some(tag) => after.get(tag.length..)?,
            None => after.get(1..)?,
        };
        rest = after;
    }
}

/// The words of what begins with `<!` or `<?` and is no comment.
fn words_of_other(other: &str) -> Option<&str> {
    let start = other.get(..9).unwrap_or(other).to_ascii_lowercase();
    if other.starts_with("<!--") || DECLARATIONS.iter().any(|declaration| start.starts_with(declaration)) {
        return None;
    }
    let inner = other.trim_start_matches("<![CDATA[").trim_start_matches(['<', '!', '?']);
    let inner = inner.trim_end_matches(['>', '?', ']']).trim();
    has_letters(inner).then_some(inner)
}

fn has_letters(text: &str) -> bool {
    text.contains(char::is_alphanumeric)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_that_go_with_their_html_are_found() {
        for (html, lost) in [
            ("<!DO NOT RUN>", "DO NOT RUN"),
            ("<b>a</b> <![CDATA[Call 999]]> c", "Call 999"),
            ("<?stop if it hurts?>", "stop if it hurts"),
            ("<noscript>Call <b>999</b></noscript>", "Call"),
            ("<svg width=\"1\"><text>Do not run</text></svg>", "Do not run"),
            ("<!-- a --><iframe> 3 sets </iframe>", "3 sets"),
        ] {
            assert_eq!(words(html), Some(lost), "{html}");
        }
    }

    #[test]
    fn comments_code_and_declarations_lose_no_words() {
        for html in [
            "<!-- do not run --><!doctype html><!DOCTYPE html><?xml version=\"1.0\"?><?php echo 1 ?>",
            "<script>let a = 1</script><style>b { c: d }</style>",
            "<![CDATA[ ]]><!><??><svg><path d=\"M0 0\"/></svg><iframe src=\"x\"></iframe>",
            "<div>Call <i>999</i></div> a < b",
        ] {
            assert_eq!(words(html), None, "{html}");
        }
    }
}

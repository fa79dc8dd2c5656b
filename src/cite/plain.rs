//! Texts that hold HTML, as CSL-JSON titles do, to plain text.
//!
//! Only the tags that reference managers use are taken for tags, so `p < 0.05` stays.

/// Tags that go; their content stays.
const TAGS: [&str; 12] = ["i", "b", "em", "strong", "sup", "sub", "span", "sc", "u", "p", "br", "nc"];

/// Named entities that exports hold.
const ENTITIES: [(&str, &str); 9] = [
    ("lt", "<"),
    ("gt", ">"),
    ("amp", "&"),
    ("quot", "\""),
    ("apos", "'"),
    ("nbsp", " "),
    ("ndash", "–"),
    ("mdash", "—"),
    ("hellip", "…"),
];

/// `text` without tags and with its entities read.
#[must_use]
pub fn without_html(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find(['<', '&']) {
        let (before, marked) = rest.split_at_checked(at).unwrap_or((rest, ""));
        plain.push_str(before);
        let read = tag(marked).map(|length| (String::new(), length)).or_else(|| entity(marked));
        let (stands_for, length) = read.unwrap_or_else(|| (marked.chars().take(1).collect(), 1));
        plain.push_str(&stands_for);
        rest = marked.get(length..).unwrap_or_default();
    }
    plain.push_str(rest);
    plain
}

/// The length of the tag that `text` begins with.
fn tag(text: &str) -> Option<usize> {
    let end = text.find('>')?;
    let inside = text.get(1..end)?.trim_start_matches('/').trim_end_matches('/');
    let name = inside.split_whitespace().next()?.to_ascii_lowercase();
    TAGS.contains(&name.as_str()).then_some(end + 1)
}

/// The character of the entity that `text` begins with, and the entity's length.
fn entity(text: &str) -> Option<(String, usize)> {
    let end = text.find(';').filter(|end| *end <= 10)?;
    let name = text.get(1..end)?;
    let character = match name.strip_prefix('#') {
        Some(number) => {
            let code = match number.strip_prefix(['x', 'X']) {
                Some(hexadecimal) => u32::from_str_radix(hexadecimal, 16),
                None => number.parse(),
            };
            char::from_u32(code.ok()?)?.to_string()
        }
        None => (*ENTITIES.iter().find(|(entity, _)| *entity == name).map(|(_, text)| text)?).to_owned(),
    };
    Some((character, end + 1))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: &str) {
        assert_eq!(without_html(text), expected);
    }

    #[test]
    fn known_tags_and_entities_go() {
        check("<i>In vivo</i> VO<sub>2</sub> <span style=\"font-variant: small-caps;\">x</span>", "In vivo VO2 x");
        check("Salt &amp; water &lt;5 &#8211; &#x2014; &nbsp;.", "Salt & water <5 – —  .");
    }

    #[test]
    fn what_is_no_tag_stays() {
        check("p < 0.05 & n > 3, R&D; <x@y.example> <", "p < 0.05 & n > 3, R&D; <x@y.example> <");
    }
}

//! The one place where text becomes HTML or XML text: every writer escapes through here.

use std::io;

/// Appends `text` to `out`, escaped for element content and for quoted attributes alike.
pub fn escape_into(out: &mut String, text: &str) {
    let mut from = 0;
    for (at, byte) in text.bytes().enumerate() {
        let entity = match byte {
            b'&' => "&amp;",
            b'<' => "&lt;",
            b'>' => "&gt;",
            b'"' => "&quot;",
            _ => continue,
        };
        out.push_str(text.get(from..at).unwrap_or_default());
        out.push_str(entity);
        from = at + 1;
    }
    out.push_str(text.get(from..).unwrap_or_default());
}

/// `text` escaped for element content and for attributes in double quotes.
#[must_use]
pub fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    escape_into(&mut out, text);
    out
}

/// Writes `text` escaped for element content and for attributes in quotes of either kind.
///
/// # Errors
/// When `out` cannot be written.
pub fn write_escaped(out: &mut dyn io::Write, text: &str) -> io::Result<()> {
    let mut from = 0;
    for (at, byte) in text.bytes().enumerate() {
        let entity = match byte {
            b'&' => "&amp;",
            b'<' => "&lt;",
            b'>' => "&gt;",
            b'"' => "&quot;",
            b'\'' => "&#39;",
            _ => continue,
        };
        out.write_all(text.get(from..at).unwrap_or_default().as_bytes())?;
        out.write_all(entity.as_bytes())?;
        from = at + 1;
    }
    out.write_all(text.get(from..).unwrap_or_default().as_bytes())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_has_a_meaning_in_html_is_escaped() {
        let mut written = Vec::new();
        write_escaped(&mut written, "é <a title='\"'>R&D</a>").unwrap();
        assert_eq!(written, "é &lt;a title=&#39;&quot;&#39;&gt;R&amp;D&lt;/a&gt;".as_bytes());
        assert_eq!(escape("<a href=\"x\">R&D</a>"), "&lt;a href=&quot;x&quot;&gt;R&amp;D&lt;/a&gt;");
    }
}

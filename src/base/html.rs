//! The one place where text becomes HTML or XML text: every writer escapes through here.

use std::convert::Infallible;
use std::io;

use super::bytes;

/// Appends `text` to `out`, escaped for element content and for attributes in double quotes.
pub fn escape_into(out: &mut String, text: &str) {
    let Ok(()) = each_piece(text, entity, |piece| -> Result<(), Infallible> {
        out.push_str(piece);
        Ok(())
    });
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
    let entity = |byte: u8| if byte == b'\'' { Some("&#39;") } else { entity(byte) };
    each_piece(text, entity, |piece| out.write_all(piece.as_bytes()))
}

/// What stands for a sign that would end element content or an attribute in double quotes.
fn entity(byte: u8) -> Option<&'static str> {
    match byte {
        b'&' => Some("&amp;"),
        b'<' => Some("&lt;"),
        b'>' => Some("&gt;"),
        b'"' => Some("&quot;"),
        _ => None,
    }
}

/// Puts out the pieces of `text` in order: what stands between two signs that have an entity, and the entities.
fn each_piece<E>(
    text: &str,
    entity: impl Fn(u8) -> Option<&'static str>,
    mut put: impl FnMut(&str) -> Result<(), E>,
) -> Result<(), E> {
    let (mut from, mut next) = (0, 0);
    while let Some(at) = bytes::find(text, next, may_have_entity) {
        next = at + 1;
        let Some(entity) = text.as_bytes().get(at).and_then(|byte| entity(*byte)) else { continue };
        put(text.get(from..at).unwrap_or_default())?;
        put(entity)?;
        from = next;
    }
    put(text.get(from..).unwrap_or_default())
}

/// Whether a byte is one of those that have an entity somewhere.
fn may_have_entity(byte: u8) -> bool {
    (byte == b'&') | (byte == b'<') | (byte == b'>') | (byte == b'"') | (byte == b'\'')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_has_a_meaning_in_html_is_escaped() {
        let mut written = Vec::new();
        write_escaped(&mut written, "é <a title='\"'>R&D</a>").unwrap();
        assert_eq!(written, "é &lt;a title=&#39;&quot;&#39;&gt;R&amp;D&lt;/a&gt;".as_bytes());
        let long = "x".repeat(32);
        assert_eq!(escape(&format!("{long}<{long}é&")), format!("{long}&lt;{long}é&amp;"));
        assert_eq!(escape("<a href=\"x\">R&D</a>"), "&lt;a href=&quot;x&quot;&gt;R&amp;D&lt;/a&gt;");
    }
}

//! A style sheet without what only its writers need: comments and the blanks around its marks.
//!
//! It changes no rule and no order, and leaves what stands in quotes as it is. It does not look for mistakes.

/// Blanks may go before these.
const BEFORE: &str = "{};,>)!";
/// Blanks may go after these. A blank before a colon stays: it sets `a :hover` apart from `a:hover`.
const AFTER: &str = "{};,>(:";

/// The style without comments and needless blanks.
#[must_use]
pub fn style(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut letters = text.chars().peekable();
    let mut is_apart = false;
    while let Some(letter) = letters.next() {
        match letter {
            '/' if letters.peek() == Some(&'*') => {
                letters.next();
                let mut last = ' ';
                for inner in letters.by_ref() {
                    if last == '*' && inner == '/' {
                        break;
                    }
                    last = inner;
                }
                // Between two words it parts them, and is no blank.
                let is_free = is_apart || out.is_empty() || out.ends_with(|last| AFTER.contains(last));
                if !is_free && letters.peek().is_some_and(|next| !next.is_ascii_whitespace()) {
                    out.push_str("/**/");
                }
            }
            _ if letter.is_ascii_whitespace() => is_apart = true,
            _ => {
                let needless = out.ends_with(|last| AFTER.contains(last)) || BEFORE.contains(letter);
                if is_apart && !needless && !out.is_empty() {
                    out.push(' ');
                }
                is_apart = false;
                if letter == '}' && out.ends_with(';') {
                    out.pop();
                }
                out.push(letter);
                if letter == '"' || letter == '\'' {
                    quoted(letter, &mut letters, &mut out);
                }
            }
        }
    }
    out
}

/// Copies the rest of a text in quotes.
fn quoted(quote: char, letters: &mut impl Iterator<Item = char>, out: &mut String) {
    while let Some(letter) = letters.next() {
        out.push(letter);
        match letter {
            '\\' => out.extend(letters.next()),
            _ if letter == quote => return,
            _ => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::style;

    #[test]
    fn comments_and_blanks_go_and_rules_stay() {
        let text = "/* a */\n.a > .b ,\n.c :hover { margin : 0 auto; content: \" /* ; } */ \" / \"\"; }\n\n@media (width > 3rem) { a { x: calc(1px + 2px) !important; } }\n";
        let short = ".a>.b,.c :hover{margin :0 auto;content:\" /* ; } */ \" / \"\"}@media (width>3rem){a{x:calc(1px + 2px)!important}}";
        assert_eq!(style(text), short);
        assert_eq!(style(short), short);
    }

    #[test]
    fn what_has_no_end_ends_with_the_text() {
        assert_eq!(style("a{b:\"c\\\""), "a{b:\"c\\\"");
        assert_eq!(style("a /* b"), "a");
        assert_eq!(style("a{b:c}/*/ d */e{}"), "a{b:c}e{}");
    }

    #[test]
    fn words_that_a_comment_parts_stay_apart() {
        assert_eq!(style("a{margin:0/* */1px}.b/* c */.c{}"), "a{margin:0/**/1px}.b/**/.c{}");
    }
}

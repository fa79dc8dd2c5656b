//! The text of a section as search shows it: a line a sentence, indented by tabs below the line that leads in to it.
//!
//! An item of a list or of a do-not card may mean the opposite without what stands over it. So that a result can begin
//! in the middle of a text, each line says by its indent which line it must not be shown without: the last one above
//! it with fewer tabs. It knows no markup and cuts nothing.

use crate::base::{bytes, sentences};

/// A text being put together, block by block.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Passages {
    text: String,
    /// The block that is open.
    open: String,
    indent: usize,
    /// Whether the last line stands at this indent, and a list that begins now goes with it.
    leads: bool,
    /// Of each open list, whether a line leads in to it.
    lists: Vec<bool>,
}

impl Passages {
    /// The lines.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// Whether the open block holds words.
    #[must_use]
    pub fn is_open(&self) -> bool {
        !self.open.trim().is_empty()
    }

    /// Adds running text to the open block.
    pub fn add(&mut self, words: &str) {
        self.open.push_str(words);
    }

    /// Takes blanks off the end of the open block: what follows belongs to the word before them.
    pub fn trim_block(&mut self) {
        self.open.truncate(self.open.trim_end().len());
    }

    /// Ends the open block: each of its sentences is a line, indented where the block before it ends in a colon.
    pub fn end_block(&mut self) {
        if self.open.is_empty() {
            return;
        }
        let block = self.take_block();
        let more = usize::from(self.leads && self.text.ends_with(':'));
        self.indent += more;
        for sentence in sentences::split(&block) {
            self.line(sentence);
        }
        self.indent -= more;
        self.reuse(block);
    }

    /// Ends the open block with a full stop where it has no sign at its end.
    pub fn end_sentence(&mut self) {
        self.end_block();
        self.close_with('.');
        self.leads = false;
    }

    /// The words of the open block, which is empty afterwards.
    pub fn take_block(&mut self) -> String {
        if is_tidy(&self.open) {
            return std::mem::take(&mut self.open);
        }
        let mut block = String::with_capacity(self.open.len());
        for word in self.open.split_whitespace() {
            if !block.is_empty() {
                block.push(' ');
            }
            block.push_str(word);
        }
        self.open.clear();
        block
    }

    /// Keeps the memory of a block that was taken for the next one.
    fn reuse(&mut self, mut block: String) {
        if self.open.capacity() < block.capacity() {
            block.clear();
            self.open = block;
        }
    }

    /// Ends the open block as one line that leads in to all until [`Passages::end_lead`].
    pub fn begin_lead(&mut self) {
        let block = self.take_block();
        self.line(&block);
        self.reuse(block);
        self.close_with(':');
        self.indent += 1;
        self.leads = false;
    }

    /// Ends what a line leads in to.
    pub fn end_lead(&mut self) {
        self.end_block();
        self.indent = self.indent.saturating_sub(1);
        self.end_group();
    }

    /// Begins a list. The sentence right before it leads in to it.
    pub fn begin_list(&mut self) {
        self.end_block();
        self.lists.push(self.leads);
        if self.leads {
            self.close_with(':');
            self.indent += 1;
        }
        self.leads = false;
    }

    /// Ends an item of a list, so that two items do not read as one sentence.
    pub fn end_item(&mut self) {
        self.end_block();
        self.close_with(';');
        self.leads = false;
    }

    /// Ends a list.
    pub fn end_list(&mut self) {
        self.end_block();
        if self.lists.pop() == Some(true) {
            self.indent = self.indent.saturating_sub(1);
        }
        if self.lists.is_empty() {
            self.end_group();
        }
        self.leads = false;
    }

    /// Ends what a list may go with: a rule, code or a table stands between.
    pub fn end_group(&mut self) {
        self.end_block();
        if self.text.ends_with(';') {
            self.text.pop();
            self.text.push('.');
        }
        self.leads = false;
    }

    /// Adds an item of a list.
    pub fn add_item(&mut self, words: &str) {
        self.add(words);
        self.end_item();
    }

    /// Adds a list of texts under what leads in to them; nothing where there are none.
    pub fn add_group<T: AsRef<str>>(&mut self, lead: &str, texts: impl IntoIterator<Item = T>) {
        let mut texts = texts.into_iter().peekable();
        if texts.peek().is_none() {
            return;
        }
        self.add(lead);
        self.begin_lead();
        texts.for_each(|text| self.add_item(text.as_ref()));
        self.end_lead();
    }

    /// Begins a row of a table with its first cell, one line that leads in to the others.
    pub fn begin_row(&mut self, head: &str, words: &str) {
        self.end_block();
        let line = if head.is_empty() { words.to_owned() } else { format!("{head}: {words}") };
        self.line(&line);
        self.close_with(';');
        self.indent += 1;
    }

    /// Adds a cell of a table after its column's head; nothing where it is empty.
    pub fn add_cell(&mut self, head: &str, words: &str) {
        if words.is_empty() {
            return;
        }
        let leads = !head.is_empty();
        if leads {
            self.add(head);
            self.begin_lead();
        }
        self.add_item(words);
        if leads {
            self.indent = self.indent.saturating_sub(1);
        }
    }

    /// A text for the section that begins here, with the lines that lead in to what is open.
    #[must_use]
    pub fn continued(&self) -> Self {
        let mut next = Self { lists: self.lists.clone(), ..Self::default() };
        for indent in 0..self.indent {
            let lead =
                self.text.lines().rev().find(|line| line.bytes().take_while(|byte| *byte == b'\t').count() == indent);
            next.indent = indent;
            next.line(lead.unwrap_or_default().trim_start());
        }
        next.indent = self.indent;
        next.leads = false;
        next
    }

    /// Drops the words of the open block.
    pub fn drop_block(&mut self) {
        self.open.clear();
    }

    /// Adds another text below this one and gives the byte where it begins.
    pub fn append(&mut self, more: &Self) -> usize {
        self.end_group();
        if !self.text.is_empty() && !more.text.is_empty() {
            self.text.push('\n');
        }
        let start = self.text.len();
        self.text.push_str(&more.text);
        start
    }

    fn line(&mut self, sentence: &str) {
        if sentence.is_empty() {
            return;
        }
        if !self.text.is_empty() {
            self.text.push('\n');
        }
        self.text.extend(std::iter::repeat_n('\t', self.indent));
        self.text.push_str(sentence);
        self.leads = true;
    }

    /// Ends the last line with a sign where its words end in none.
    fn close_with(&mut self, sign: char) {
        if self.text.trim_end_matches([')', '"', '”', '’', '“']).ends_with(char::is_alphanumeric) {
            self.text.push(sign);
        }
    }
}

/// Whether the words of a text are parted by single spaces, as in most of a body. A text with a letter that begins as
/// blanks beyond ASCII do counts as untidy.
fn is_tidy(text: &str) -> bool {
    let may_be_other_blank = |byte: u8| {
        let is_ascii = matches!(byte, 0x09..=0x0d);
        is_ascii | (byte == 0xc2) | (byte == 0xe1) | (byte == 0xe2) | (byte == 0xe3)
    };
    let pairs = || text.bytes().zip(text.bytes().skip(1));
    let has_two_spaces = || pairs().fold(0, |any, (left, right)| any | u8::from((left == b' ') & (right == b' '))) != 0;
    !text.starts_with(' ')
        && !text.ends_with(' ')
        && bytes::find(text, 0, may_be_other_blank).is_none()
        && !has_two_spaces()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_tidy_text_is_as_its_words_joined() {
        let blanks = [" ", "  ", "\t", "\n", "\u{b}", "\u{85}", "\u{a0}", "\u{1680}", "\u{2003}", "\u{3000}"];
        for blank in blanks {
            for text in [format!("a{blank}b"), format!("a{blank}"), format!("{blank}b"), format!("ä{blank}–{blank}c")]
            {
                let joined = text.split_whitespace().collect::<Vec<_>>().join(" ");
                assert!(!is_tidy(&text) || text == joined, "{text:?}");
            }
        }
        assert!(is_tidy("") && is_tidy("Rest the leg.") && is_tidy("Übung für 5"));
    }

    #[test]
    fn a_group_stands_under_its_lead() {
        let mut text = Passages::default();
        text.add("Rest ");
        text.trim_block();
        text.add(". Do this");
        text.end_block();
        text.add_group("Do not", ["hop", "run. It hurts", "sit (not long.)"]);
        text.add_group("Stop if", Vec::<String>::new());
        text.add("Walk.");
        text.end_block();
        assert_eq!(text.as_str(), "Rest.\nDo this\nDo not:\n\thop;\n\trun.\n\tIt hurts;\n\tsit (not long.)\nWalk.");
    }

    #[test]
    fn a_section_within_a_group_keeps_its_leads() {
        let mut text = Passages::default();
        text.add("Do not");
        text.begin_lead();
        text.add("hop");
        text.end_block();
        text.begin_list();
        let mut next = text.continued();
        next.add("run");
        next.end_item();
        assert_eq!(next.as_str(), "Do not:\n\thop:\n\t\trun;");
        assert_eq!(text.append(&next), text.as_str().len() - next.as_str().len());
    }
}

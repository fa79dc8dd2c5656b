//! Tables: cells with their scope, and the column's name on each, so that a row can stand alone on a phone.

use super::Writer;
use crate::base::html::escape;
use crate::body::passages::Passages;
use crate::model::doc::Alignment;

/// A table that is open.
#[derive(Default)]
pub(super) struct Table {
    columns: Vec<Alignment>,
    heads: Vec<String>,
    /// The same as plain words, for the text that search shows.
    head_words: Vec<String>,
    /// Whether the first cell of the row leads in to the others in that text.
    row_leads: bool,
    pub(super) in_head: bool,
    pub(super) cell: usize,
    /// The element of the open cell, and where its content begins.
    element: &'static str,
    start: usize,
}

impl Table {
    /// A table with these columns.
    pub(super) fn new(columns: &[Alignment]) -> Self {
        Self { columns: columns.to_vec(), ..Self::default() }
    }
}

impl Writer<'_> {
    pub(super) fn open_cell(&mut self) {
        let Some(table) = self.tables.last_mut() else { return };
        let first = table.cell == 0 && table.columns.len() > 1;
        let (element, scope) = match (table.in_head, first) {
            (true, _) => ("th", " scope=\"col\""),
            (false, true) => ("th", " scope=\"row\""),
            (false, false) => ("td", ""),
        };
        table.element = element;
        self.out.push_str(&format!("<{element}{scope}"));
        match table.columns.get(table.cell) {
            Some(Alignment::Left) => self.out.push_str(" class=\"left\""),
            Some(Alignment::Center) => self.out.push_str(" class=\"center\""),
            Some(Alignment::Right) => self.out.push_str(" class=\"right\""),
            Some(Alignment::None) | None => {}
        }
        if let Some(head) = table.heads.get(table.cell).filter(|head| element == "td" && !head.is_empty()) {
            self.out.push_str(&format!(" data-col=\"{}\"", escape(head)));
        }
        self.out.push('>');
        table.start = self.out.len();
    }

    pub(super) fn close_cell(&mut self) {
        let Some(table) = self.tables.last_mut() else { return };
        if table.in_head {
            let content = self.out.get(table.start..).unwrap_or_default();
            let text = without_tags(content);
            if text.trim().is_empty() {
                // An empty header cell names nothing: it becomes a plain cell.
                let open = self.out.get(..table.start).and_then(|before| before.rfind("<th")).unwrap_or(table.start);
                self.out.truncate(open);
                self.out.push_str("<td>");
                table.element = "td";
            }
            table.heads.push(text.trim().to_owned());
        }
        let element = table.element;
        self.out.push_str(&format!("</{element}>\n"));
        self.cell_text();
        if let Some(table) = self.tables.last_mut() {
            table.cell += 1;
        }
    }

    /// Writes a cell into the text of the section: under the first of its row, after its column's head. "Do not" may
    /// stand in either.
    fn cell_text(&mut self) {
        let words = self.section_text().map(Passages::take_block).unwrap_or_default();
        let Some(table) = self.tables.last_mut() else { return };
        if table.in_head {
            table.head_words.push(words);
            return;
        }
        let head = table.head_words.get(table.cell).map(String::as_str).unwrap_or_default().to_owned();
        let is_lead = table.cell == 0 && table.columns.len() > 1 && !words.is_empty();
        if table.cell == 0 {
            table.row_leads = is_lead;
        }
        let Some(text) = self.section_text() else { return };
        if is_lead {
            text.begin_row(&head, &words);
        } else {
            text.add_cell(&head, &words);
        }
    }

    /// Ends a row in the text of the section.
    pub(super) fn end_row_text(&mut self) {
        let leads = self.tables.last_mut().is_some_and(|table| std::mem::take(&mut table.row_leads));
        let Some(text) = self.section_text() else { return };
        if leads {
            text.end_lead();
        } else {
            text.end_group();
        }
    }
}

fn without_tags(html: &str) -> String {
    let mut text = String::new();
    let mut in_tag = false;
    for letter in html.chars() {
        match letter {
            '<' => in_tag = true,
            '>' => in_tag = false,
            letter if !in_tag => text.push(letter),
            _ => {}
        }
    }
    text.replace("&amp;", "&").replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"")
}

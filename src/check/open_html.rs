//! M010: elements of raw HTML that `site.yaml` lets through and that are not closed where they are opened, and cards
//! that warn within `<details>`, which a reader sees only who opens it.

use super::{Subject, shown_cards};
use crate::base::raw_html::{self, PairedTag};
use crate::base::span::Span;
use crate::diag::{Place, Problem, codes};
use crate::model::doc::{Card, CardKind, Event, Tag};

/// Reports elements that take in what follows, and cards that warn in an element that is shut.
pub(super) fn check(subject: Subject<'_>, problems: &mut Vec<Problem>) {
    if subject.site.index.config.html_allow.is_empty() {
        return;
    }
    let mut reader = Reader { subject, problems, open: Vec::new(), depth: 0, section: 0 };
    let document = &subject.page.document;
    let mut block: Option<(Span, String)> = None;
    for (event, span) in &document.events {
        match event {
            Event::Start(Tag::HtmlBlock) => block = Some((*span, String::new())),
            Event::End(Tag::HtmlBlock) => {
                block.take().into_iter().for_each(|(span, html)| reader.html(&html, span));
            }
            Event::Html(html) => block.iter_mut().for_each(|(_, block)| block.push_str(document.str(html))),
            Event::InlineHtml(html) => reader.html(document.str(html), *span),
            Event::Start(tag) => reader.start(tag),
            Event::End(_) => reader.end(),
            Event::Embed(number) => {
                let shown = shown_cards::of_embed(subject.site, subject.id, subject.page, *number);
                shown.iter().for_each(|shown| reader.card(shown.card, *span));
            }
            Event::Text(_)
            | Event::Code(_)
            | Event::SoftBreak
            | Event::HardBreak
            | Event::Rule
            | Event::TaskMarker(_)
            | Event::FootnoteMark(_)
            | Event::Insert(_)
            | Event::Cite(_) => {}
        }
    }
    reader.close_from(0);
}

/// An element that is open.
struct Open {
    name: String,
    span: Span,
    /// How many elements of Markdown it stands in.
    depth: usize,
    /// The level of the heading it stands under; 0 for none.
    section: u8,
}

struct Reader<'a> {
    subject: Subject<'a>,
    problems: &'a mut Vec<Problem>,
    open: Vec<Open>,
    depth: usize,
    section: u8,
}

impl Reader<'_> {
    fn start(&mut self, tag: &Tag) {
        let document = &self.subject.page.document;
        match tag {
            Tag::Card(number) => {
                document.cards.get(*number as usize).into_iter().for_each(|card| self.card(card, card.span));
            }
            Tag::Heading(number) if self.depth == 0 => {
                let level = document.headings.get(*number as usize).map_or(0, |heading| heading.level);
                // A transclusion of the section that ends here would leave the element open.
                if let Some(first) = self.open.iter().position(|open| open.section >= level) {
                    self.close_from(first);
                }
                self.section = level;
            }
            _ => {}
        }
        self.depth += 1;
    }

    fn end(&mut self) {
        if let Some(first) = self.open.iter().position(|open| open.depth >= self.depth) {
            self.close_from(first);
        }
        self.depth = self.depth.saturating_sub(1);
    }

    fn html(&mut self, html: &str, span: Span) {
        let allowed = &self.subject.site.index.config.html_allow;
        for PairedTag { name, closing } in raw_html::paired_tags(html) {
            if !allowed.contains(&name) {
                continue;
            }
            if !closing {
                self.open.push(Open { name, span, depth: self.depth, section: self.section });
                continue;
            }
            match self.open.iter().rposition(|open| open.name == name && open.depth == self.depth) {
                Some(place) => {
                    self.close_from(place + 1);
                    // Headings within it have begun no section of what stands around it.
                    self.section = self.open.get(place).map_or(self.section, |open| open.section);
                    self.open.truncate(place);
                }
                None => self.report(
                    span,
                    format!("`</{name}>` closes nothing that is open here"),
                    format!("take it out, or write `<{name}>` before it in the same paragraph, list or card"),
                ),
            }
        }
    }

    /// Reports the open elements from a place on, and closes them.
    fn close_from(&mut self, place: usize) {
        for Open { name, span, .. } in self.open.split_off(place) {
            self.report(
                span,
                format!("`<{name}>` is not closed where it is opened: it would take in what follows, or hide it"),
                format!("write `</{name}>` in the same section, paragraph, list or card"),
            );
        }
    }

    fn card(&mut self, card: &Card, span: Span) {
        if must_be_seen(card.kind) && self.open.iter().any(|open| open.name == "details") {
            let word = card.kind.word();
            let message =
                format!("the {word} card stands within `<details>`: a reader would see it only after opening that");
            self.report(span, message, "put the card before or after the `<details>`".to_owned());
        }
    }

    fn report(&mut self, span: Span, message: String, help: String) {
        let place = Place::at(&self.subject.page.path, span);
        self.problems.push(Problem::new(codes::HTML_HIDES, place, message, help));
    }
}

/// Whether a reader may come to harm who does not see a card of this kind.
fn must_be_seen(kind: CardKind) -> bool {
    kind.is_care() || matches!(kind, CardKind::DoNot | CardKind::Warning)
}

#[cfg(test)]
mod tests {
    use crate::check::testing::check;

    const SETTINGS: &str = "name: C\nlanguage: en\nhtml: {allow: [b, br, details, summary]}\n";

    #[track_caller]
    fn check_page(body: &str, expected: &str) {
        let page = format!("---\ntitle: A\n---\n{body}");
        let help = "---\ntitle: B\n---\n## Signs\n\n> [!CLINIC] Book if:\n> - a\n";
        check("M010", &[("content/site.yaml", SETTINGS), ("content/a.md", &page), ("content/b.md", help)], expected);
    }

    fn open(place: &str, name: &str) -> String {
        format!(
            "M010 content/a.md:{place} `<{name}>` is not closed where it is opened: it would take in what follows, or hide it \
             | write `</{name}>` in the same section, paragraph, list or card"
        )
    }

    #[test]
    fn an_allowed_element_that_is_not_closed_where_it_is_opened_is_an_error() {
        check_page("<details>\n<summary>More</summary>\n\nRest.\n", &open("4:1", "details"));
        check_page(
            "A <b>c\n\nD</b>\n",
            &format!(
                "{}\nM010 content/a.md:6:2 `</b>` closes nothing that is open here | take it out, or write `<b>` before it in the same paragraph, list or card",
                open("4:3", "b")
            ),
        );
        check_page(
            "## C\n\n<details>\n\n## D\n\n</details>\n",
            &format!(
                "{}\nM010 content/a.md:10:1 `</details>` closes nothing that is open here | take it out, or write `<details>` before it in the same paragraph, list or card",
                open("6:1", "details")
            ),
        );
        let closed = "<details>\n<summary>More</summary>\n\n## C\n\nA<br>b *c <b>d</b>*\n\n- e\n</details>\n\n<!-- <b> --> <kbd>\n";
        check_page(closed, "");
        let asked = "<details>\n<summary>\n\n## Why\n\n</summary>\n\nSo.\n\n</details>\n\n";
        check_page(&asked.repeat(2).replacen("Why", "How", 1), "");
    }

    #[test]
    fn an_element_whose_end_tag_may_be_left_out_needs_none() {
        let settings = "name: C\nlanguage: en\nhtml: {allow: [dd, dl, dt, p]}\n";
        let page = "---\ntitle: A\n---\n<dl>\n<dt>Soleus\n<dd>A muscle.\n</dl>\n\n<p>A paragraph.\n";
        check("M010", &[("content/site.yaml", settings), ("content/a.md", page)], "");
    }

    #[test]
    fn a_care_card_within_details_is_an_error() {
        let expected = |place: &str| {
            format!(
                "M010 content/a.md:{place} the CLINIC card stands within `<details>`: a reader would see it only after \
                 opening that | put the card before or after the `<details>`"
            )
        };
        let within = |text: &str| format!("<details>\n\n{text}\n\n</details>\n");
        check_page(&within("> [!CLINIC] Book if:\n> - a"), &expected("6:3"));
        check_page(&within("![[b#Signs]]"), &expected("6:1"));
        check_page(&format!("{}\n![[b#Signs]]\n", within("> [!NOTE] A\n> b")), "");
        for card in ["DO-NOT", "WARNING"] {
            let expected = expected("6:3").replace("CLINIC", card);
            check_page(&within(&format!("> [!{card}] A\n> - do not b")), &expected);
        }
    }
}

//! Prints a reference: one line in the site's citation style, then links to where the source is found.
//!
//! Gives HTML and plain text of the same line. The line carries no number: a page numbers its own references.

use crate::base::html::escape_into;
use crate::cite::csl::{Emphasis, Processor, Run, Source};
use crate::cite::links::{self, Link};
use crate::cite::people;
use crate::model::reference::{Person, Reference};
use crate::model::text::Text;

/// A printed reference.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FormattedReference {
    /// Inline HTML, escaped: text, `<cite>` around the title of a work, and links.
    pub html: String,
    /// The same as plain text, addresses of web pages in full.
    pub text: String,
}

/// The citation style and the words of one language.
///
/// Making one takes about a millisecond and printing a line about a tenth of one: make one for each language of a site.
pub struct Formatter {
    processor: Processor,
}

impl Formatter {
    /// A formatter for a language (BCP 47). For a language without a locale the words are English.
    #[must_use]
    pub fn new(language: &str) -> Self {
        Self { processor: Processor::new(language) }
    }

    /// Prints one reference.
    ///
    /// `id` is the reference's id and `title` its page's title, filled in; `fill` fills in the inserts of other texts.
    /// What is missing is left out with its punctuation. A publisher that is also the only author is printed once.
    #[must_use]
    pub fn format(
        &self,
        id: &str,
        title: &str,
        reference: &Reference,
        fill: impl Fn(&Text) -> String,
    ) -> FormattedReference {
        let value = |name: &str| reference.variable(name).map(&fill).map(|text| text.trim().to_owned());
        let links = links::links(value);
        let runs = tidy(self.processor.line(source(id, title, reference, &fill)));
        write(&runs, &links)
    }
}

fn source(id: &str, title: &str, reference: &Reference, fill: &impl Fn(&Text) -> String) -> Source {
    let authors: Vec<String> = reference.author.iter().map(|person| printed(person, fill)).collect();
    let variables: Vec<(String, String)> = reference
        .variables
        .iter()
        .filter(|(name, _)| !links::VARIABLES.contains(&name.as_str()))
        .map(|(name, text)| (name.clone(), one_line(&fill(text))))
        .filter(|(name, text)| !(text.is_empty() || name == "publisher" && authors == [text.as_str()]))
        .map(|(name, text)| if name == "page" { (name, pages(&text)) } else { (name, text) })
        .collect();
    Source {
        id: id.to_owned(),
        kind: reference.kind.as_ref().map_or_else(|| likely_kind(reference).to_owned(), fill),
        title: one_line(title),
        authors,
        variables,
        issued: reference.issued.map(|issued| (issued.year, issued.month, issued.day)),
    }
}

/// The item type of a reference that names none.
fn likely_kind(reference: &Reference) -> &'static str {
    let has = |name| reference.variable(name).is_some();
    if has("container-title") && (has("volume") || has("issue") || has("page")) {
        "article-journal"
    } else if has("URL") {
        "webpage"
    } else {
        "document"
    }
}

fn printed(person: &Person, fill: &impl Fn(&Text) -> String) -> String {
    match person {
        Person::Named { family, given } => {
            people::printed(&one_line(&fill(family)), given.as_ref().map(|given| one_line(&fill(given))).as_deref())
        }
        Person::Literal(literal) => one_line(&fill(literal)),
    }
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Pages with one dash in each range, however the author typed it.
fn pages(text: &str) -> String {
    text.replace("---", "-").replace("--", "-").replace(['—', '‐', '‑', '−'], "-")
}

/// Drops the full stop that the style puts after a title's own `?` or `!`, and blanks at the ends.
fn tidy(runs: Vec<Run>) -> Vec<Run> {
    let mut last = ' ';
    let mut tidied: Vec<Run> = Vec::new();
    for run in runs {
        let mut text = String::with_capacity(run.text.len());
        for character in run.text.chars() {
            let superfluous = match character {
                '.' => matches!(last, '?' | '!' | '…'),
                ' ' => last == ' ',
                _ => false,
            };
            if !superfluous {
                text.push(character);
                last = character;
            }
        }
        match tidied.last_mut().filter(|before| before.emphasis == run.emphasis) {
            Some(before) => before.text.push_str(&text),
            None => tidied.push(Run { text, emphasis: run.emphasis }),
        }
    }
    if let Some(end) = tidied.last_mut() {
        end.text.truncate(end.text.trim_end().len());
    }
    tidied.retain(|run| !run.text.is_empty());
    tidied
}

fn write(runs: &[Run], links: &[Link]) -> FormattedReference {
    let mut html = String::new();
    let mut text = String::new();
    for run in runs {
        text.push_str(&run.text);
        match run.emphasis {
            Emphasis::Plain => escape_into(&mut html, &run.text),
            Emphasis::Work => {
                html.push_str("<cite>");
                escape_into(&mut html, &run.text);
                html.push_str("</cite>");
            }
        }
    }
    for (number, link) in links.iter().enumerate() {
        let before = if text.is_empty() {
            ""
        } else if number == 0 {
            " "
        } else {
            ", "
        };
        text.push_str(before);
        text.push_str(&link.plain);
        html.push_str(before);
        html.push_str(&link.html());
    }
    FormattedReference { html, text }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::span::Span;
    use crate::model::reference::Issued;

    /// A reference from lines `variable: value`; `author` is `Family, Given` or `= Organisation`, and may come again.
    fn reference(lines: &str) -> (String, Reference) {
        let mut title = String::new();
        let mut reference = Reference::default();
        for (name, value) in lines.lines().filter_map(|line| line.trim().split_once(": ")) {
            let text = |value: &str| Text { raw: value.to_owned(), span: Span::default() };
            match name {
                "title" => value.clone_into(&mut title),
                "type" => reference.kind = Some(text(value)),
                "author" => reference.author.push(match value.strip_prefix("= ") {
                    Some(literal) => Person::Literal(text(literal)),
                    None => {
                        let (family, given) = value.split_once(", ").unwrap_or((value, ""));
                        Person::Named { family: text(family), given: (!given.is_empty()).then(|| text(given)) }
                    }
                }),
                "issued" => {
                    let mut parts = value.split('-');
                    reference.issued = Some(Issued {
                        year: parts.next().unwrap().parse().unwrap(),
                        month: parts.next().map(|part| part.parse().unwrap()),
                        day: parts.next().map(|part| part.parse().unwrap()),
                        span: Span::default(),
                    });
                }
                _ => reference.variables.push((name.to_owned(), text(value))),
            }
        }
        (title, reference)
    }

    #[track_caller]
    fn check_in(language: &str, lines: &str, html: &str, plain: &str) {
        let (title, reference) = reference(lines);
        let fill = |text: &Text| text.raw.replace("{{clinic}}", "Riverside");
        let formatted = Formatter::new(language).format("x", &title, &reference, fill);
        assert_eq!(formatted.html, html);
        assert_eq!(formatted.text, plain);
    }

    #[track_caller]
    fn check(lines: &str, html: &str, plain: &str) {
        check_in("en-GB", lines, html, plain);
    }

    #[test]
    fn journal_article() {
        check(
            "title: Gastrocnemius vs. soleus strain: how to differentiate and deal with calf muscle injuries
             type: article-journal
             author: Dixon, J. Bryan
             container-title: Curr Rev Musculoskelet Med
             issued: 2009-06
             volume: 2
             issue: 2
             page: 74–77
             DOI: 10.1007/s12178-009-9045-8
             PMID: 19468870
             PMCID: PMC2697334
             URL: https://link.springer.com/10.1007/s12178-009-9045-8",
            "Dixon JB. Gastrocnemius vs. soleus strain: how to differentiate and deal with calf muscle injuries. \
             <cite>Curr Rev Musculoskelet Med</cite> 2009;2(2):74–77. \
             <a href=\"https://doi.org/10.1007/s12178-009-9045-8\">doi:10.1007/s12178-009-9045-8</a>, \
             <a href=\"https://pubmed.ncbi.nlm.nih.gov/19468870/\">PubMed 19468870</a>, \
             <a href=\"https://www.ncbi.nlm.nih.gov/pmc/articles/PMC2697334/\">PMC2697334</a>, \
             <a href=\"https://link.springer.com/10.1007/s12178-009-9045-8\">link.springer.com</a>",
            "Dixon JB. Gastrocnemius vs. soleus strain: how to differentiate and deal with calf muscle injuries. \
             Curr Rev Musculoskelet Med 2009;2(2):74–77. \
             doi:10.1007/s12178-009-9045-8, PubMed 19468870, PMC2697334, https://link.springer.com/10.1007/s12178-009-9045-8",
        );
    }

    #[test]
    fn the_short_name_of_a_journal_is_printed() {
        check(
            "title: Achilles tendon rupture\ntype: article-journal\ncontainer-title: Br J Gen Practice\n\
             container-title-short: BJGP\nissued: 2015\nvolume: 65\npage: 668-9",
            "Achilles tendon rupture. <cite>BJGP</cite> 2015;65:668–669.",
            "Achilles tendon rupture. BJGP 2015;65:668–669.",
        );
    }

    #[test]
    fn seven_authors_are_six_and_others() {
        let authors = "title: Return to play\ntype: article-journal\nauthor: Pedret, C\nauthor: Rodas, G\nauthor: Balius, R\n\
                       author: Capdevila, L\nauthor: Bossy, M\nauthor: Vernooij, R W M\n";
        let six = "Pedret C, Rodas G, Balius R, Capdevila L, Bossy M, Vernooij RWM";
        check(authors, &format!("{six}. Return to play."), &format!("{six}. Return to play."));
        let seven = format!("{authors}author: Alomar, X");
        check(&seven, &format!("{six}, et al. Return to play."), &format!("{six}, et al. Return to play."));
    }

    #[test]
    fn book_with_edition_and_place() {
        check(
            "title: The Runner's Body\ntype: book\nauthor: Tucker, Ross\nauthor: Dugas, Jonathan\nedition: 2\n\
             publisher-place: New York\npublisher: Rodale\nissued: 2009",
            "Tucker R, Dugas J. <cite>The Runner's Body</cite>. 2nd edn. New York: Rodale; 2009.",
            "Tucker R, Dugas J. The Runner's Body. 2nd edn. New York: Rodale; 2009.",
        );
    }

    #[test]
    fn edited_book_and_chapter() {
        check(
            "title: Big Book\ntype: book\neditor: Smith J; Doe A\npublisher: Springer\nissued: 2019",
            "Smith J, Doe A, editors. <cite>Big Book</cite>. Springer; 2019.",
            "Smith J, Doe A, editors. Big Book. Springer; 2019.",
        );
        check(
            "title: Occult thrombosis\ntype: chapter\nauthor: van der Berg, Anna\neditor: Smith J\n\
             container-title: Big Book\npublisher: Springer\nissued: 2019\npage: 12-18",
            "van der Berg A. Occult thrombosis. In: Smith J, editor. <cite>Big Book</cite>. Springer; 2019:12–18.",
            "van der Berg A. Occult thrombosis. In: Smith J, editor. Big Book. Springer; 2019:12–18.",
        );
    }

    #[test]
    fn web_page_of_an_organisation() {
        check(
            "title: Leg cramps\ntype: webpage\nauthor: = NHS\npublisher: NHS\nissued: 2023-04-03\nURL: https://www.nhs.uk/leg-cramps/?a=1&b=2",
            "NHS. Leg cramps. 3 April 2023. <a href=\"https://www.nhs.uk/leg-cramps/?a=1&amp;b=2\">nhs.uk</a>",
            "NHS. Leg cramps. 3 April 2023. https://www.nhs.uk/leg-cramps/?a=1&b=2",
        );
    }

    #[test]
    fn report_with_number() {
        check(
            "title: Venous thromboembolic diseases\ntype: report\nauthor: = National Institute for Health and Care Excellence\n\
             genre: Guideline\nnumber: NG158\nissued: 2020-03",
            "National Institute for Health and Care Excellence. <cite>Venous thromboembolic diseases</cite>. \
             Guideline NG158. March 2020.",
            "National Institute for Health and Care Excellence. Venous thromboembolic diseases. Guideline NG158. March 2020.",
        );
    }

    #[test]
    fn nothing_but_a_title() {
        check("title: Leg cramps\ntype: webpage", "Leg cramps.", "Leg cramps.");
        check("title: Leg cramps", "Leg cramps.", "Leg cramps.");
        check("title: Is it a tear?", "Is it a tear?", "Is it a tear?");
    }

    #[test]
    fn a_date_may_be_a_year_alone() {
        check("title: Leaflet\ntype: pamphlet\nissued: 2021", "<cite>Leaflet</cite>. 2021.", "Leaflet. 2021.");
    }

    #[test]
    fn a_question_in_a_title_takes_no_full_stop() {
        check(
            "title: PRICE needs updating, should we call the POLICE?\ntype: article-journal\ncontainer-title: Br J Sports Med\nissued: 2012",
            "PRICE needs updating, should we call the POLICE? <cite>Br J Sports Med</cite> 2012.",
            "PRICE needs updating, should we call the POLICE? Br J Sports Med 2012.",
        );
    }

    #[test]
    fn an_article_number_stands_for_pages() {
        let expected = |text: &str| format!("Acute rupture. {text} 2015;351:h4722.");
        check(
            "title: Acute rupture\ntype: article-journal\ncontainer-title: BMJ\nissued: 2015\nvolume: 351\nnumber: h4722",
            &expected("<cite>BMJ</cite>"),
            &expected("BMJ"),
        );
    }

    #[test]
    fn an_article_before_its_volume() {
        check(
            "title: Early\ntype: article-journal\ncontainer-title: BMJ\nissued: 2024",
            "Early. <cite>BMJ</cite> 2024.",
            "Early. BMJ 2024.",
        );
        check("title: Early\ntype: article-journal\nvolume: 3\npage: 5", "Early. 3:5.", "Early. 3:5.");
    }

    #[test]
    fn markup_is_text() {
        check(
            "title: A <i>title</i> & \"more\" {x} $y$\ncontainer-title: <b>\npage: 1",
            "A &lt;i&gt;title&lt;/i&gt; &amp; &quot;more&quot; {x} $y$. <cite>&lt;b&gt;</cite> 1.",
            "A <i>title</i> & \"more\" {x} $y$. <b> 1.",
        );
    }

    #[test]
    fn inserts_are_filled() {
        check(
            "title: Leaflet\nauthor: = {{clinic}}\npublisher: {{clinic}}",
            "Riverside. Leaflet.",
            "Riverside. Leaflet.",
        );
    }

    #[test]
    fn words_are_in_the_sites_language() {
        check_in(
            "de",
            "title: Wadenkrampf\ntype: webpage\nissued: 2020-03-26\nauthor: = NHS",
            "NHS. Wadenkrampf. 26. März 2020.",
            "NHS. Wadenkrampf. 26. März 2020.",
        );
    }
}

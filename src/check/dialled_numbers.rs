//! L015: a link that shows one phone number and calls another, or shows two: a link calls one only. The numbers in its
//! words are told as in other texts; a short number for help or a long row of figures is one too.

use super::numbers::has;
use super::{Subject, typed_numbers};
use crate::base::phone;
use crate::diag::{Place, Problem, codes};
use crate::model::doc::{Event, Link, Tag};
use crate::model::plain::{Piece, Unsaid};
use crate::parse::insert;

/// Reports links whose words show another number than the one they call.
pub(super) fn check(subject: Subject<'_>, problems: &mut Vec<Problem>) {
    let document = &subject.page.document;
    let mut unsaid = Unsaid::default();
    let mut open: Option<Shown<'_>> = None;
    for (event, _) in &document.events {
        let piece = unsaid.piece(document, event);
        match event {
            Event::Start(Tag::Link(number)) => open = document.links.get(*number as usize).and_then(calling(subject)),
            Event::End(Tag::Link(_)) => problems.extend(open.take().and_then(|shown| shown.problem(subject))),
            _ => {
                if let (Some(shown), Some(piece)) = (&mut open, piece) {
                    shown.add(subject, piece);
                }
            }
        }
    }
}

/// A link that calls a number, and what it shows.
struct Shown<'a> {
    link: &'a Link,
    /// The number it calls, without `tel:` and parameters.
    called: String,
    /// The parameters after the number, such as `;ext=12`.
    parameters: String,
    /// Its words so far, with inserts filled.
    words: String,
    /// The numbers of its inserts so far.
    inserted: Vec<String>,
}

/// What a link calls; `None` for one that calls nobody. A target that is no number has a problem of its own.
fn calling(subject: Subject<'_>) -> impl Fn(&Link) -> Option<Shown<'_>> {
    move |link| {
        let (scheme, target) = link.target.split_once(':').filter(|_| !link.is_picture)?;
        let target = insert::fill(target, |name| subject.site.index.config.insert(name));
        let href = phone::target(&target).filter(|_| scheme.eq_ignore_ascii_case("tel"))?;
        let whole = href.trim_start_matches("tel:");
        let (called, parameters) = whole.find(';').map_or((whole, ""), |at| whole.split_at(at));
        let (called, parameters) = (called.to_owned(), parameters.to_owned());
        Some(Shown { link, called, parameters, words: String::new(), inserted: Vec::new() })
    }
}

impl Shown<'_> {
    fn add(&mut self, subject: Subject<'_>, piece: Piece<'_>) {
        let config = &subject.site.index.config;
        match piece {
            Piece::Words(words) => self.words.push_str(words),
            Piece::Blank => self.words.push(' '),
            Piece::Insert(name) => {
                let value = config.insert(name).unwrap_or_default();
                self.words.push_str(&value);
                if has(config, name) && phone::link(&value).is_some() {
                    self.inserted.push(value);
                }
            }
        }
    }

    /// The problem of a link that shows another number than it calls.
    fn problem(&self, subject: Subject<'_>) -> Option<Problem> {
        let number = self.other(subject)?;
        Some(Problem::new(
            codes::LINK_PHONE_OTHER,
            Place::at(&subject.page.path, self.link.span),
            format!(
                "a link shows `{number}` and calls `{}`: a reader in danger would reach somebody else",
                self.called
            ),
            if self.shows_called() {
                "make a link of each number"
            } else {
                "write the same number, or the same insert, between `[` and `]` and after `tel:`"
            },
        ))
    }

    /// Whether the number that is called stands in the words, beside the other.
    fn shows_called(&self) -> bool {
        self.inserted.iter().any(|number| self.is_called(number))
            || typed_numbers::all(&self.words).into_iter().any(|number| self.is_called(number))
    }

    /// A number that the words show and the link does not call.
    fn other(&self, subject: Subject<'_>) -> Option<&str> {
        let calls = subject.site.index.words(subject.page.language).list("care.call_words");
        let whole = Some(self.words.trim()).filter(|words| phone::link(words).is_some());
        let typed = typed_numbers::of(&self.words, calls).into_iter().filter(|number| !typed_numbers::is_hours(number));
        let sure = self.inserted.iter().map(String::as_str).chain(whole).chain(typed);
        let is_other = |number: &&str| !self.is_called(number) && !self.is_extension(number);
        sure.into_iter().find(is_other).or_else(|| self.other_figures())
    }

    /// Figures that may be a number, and are neither the one that is called nor its beginning nor its extension.
    fn other_figures(&self) -> Option<&str> {
        let figures = typed_numbers::all(&self.words);
        // The rest of a number may be spelt out: `0800 SOLEUS`.
        let begins = |number: &str| !phone::is_short(number) && self.called.starts_with(&digits(number));
        let is_right = |number: &&str| self.is_called(number) || begins(number);
        let long = if figures.iter().any(is_right) { LONG_BESIDE } else { LONG };
        let may_be_number = |number: &&str| {
            let count = digits(number).len();
            !typed_numbers::is_hours(number) && (count >= long || count > 2 && phone::is_short(number))
        };
        let is_other = |number: &&str| !is_right(number) && !self.is_extension(number) && may_be_number(number);
        figures.into_iter().find(is_other)
    }

    /// Whether figures are what is dialled after the number: `;ext=112`.
    fn is_extension(&self, number: &str) -> bool {
        self.parameters.split(';').any(|parameter| parameter.strip_prefix("ext=") == Some(number))
    }

    fn is_called(&self, number: &str) -> bool {
        phone::is_same(number, &self.called)
    }
}

/// Figures that a number has at least where nothing else says that it is one.
const LONG: usize = 5;

/// The same beside the number that is called: five figures may be a post code there, or an extension.
const LONG_BESIDE: usize = 6;

/// The figures of a number alone.
fn digits(number: &str) -> String {
    number.chars().filter(char::is_ascii_digit).collect()
}

#[cfg(test)]
mod tests {
    use crate::check::testing::check_body;

    #[track_caller]
    fn check_link(link: &str, place: &str, numbers: Option<(&str, &str)>) {
        let help = "write the same number, or the same insert, between `[` and `]` and after `tel:`";
        check_help(link, place, numbers, help);
    }

    #[track_caller]
    fn check_help(link: &str, place: &str, numbers: Option<(&str, &str)>, help: &str) {
        let expected = numbers.map(|(shown, called)| {
            format!(
                "L015 content/a.md:{place} a link shows `{shown}` and calls `{called}`: \
                 a reader in danger would reach somebody else | {help}"
            )
        });
        check_body("L015", link, &expected.unwrap_or_default());
    }

    #[test]
    fn a_link_that_shows_one_number_and_calls_another_is_an_error() {
        for (link, shown, called) in [
            ("[{{emergency_number}}](tel:111)", "999", "111"),
            ("[call {{clinic_phone}}](tel:01632960999)", "01632 960123", "01632960999"),
            ("[**Call 999** now](tel:{{urgent_line}})", "999", "111"),
            ("[NHS 111](tel:999)", "111", "999"),
            ("[Samaritans, 116 123](tel:116117)", "116 123", "116117"),
            ("[ask for 112](tel:112233)", "112", "112233"),
            ("[+44 1632 960123](TEL:+441632960124;ext=1)", "+44 1632 960123", "+441632960124"),
            ("[`01632 960123`](<tel:01632 960124>)", "01632 960123", "01632960124"),
        ] {
            check_link(&format!("{link}\n"), "4:1", Some((shown, called)));
        }
        let card = "> [!EMERGENCY] [Call {{emergency_number}}](tel:112233) now if:\n> - a\n";
        check_link(card, "4:16", Some(("999", "112233")));
    }

    #[test]
    fn a_link_that_shows_two_numbers_is_an_error() {
        for (link, shown, called) in [
            ("[999 or 112](tel:999)", "112", "999"),
            ("[112 or 999](tel:999)", "112", "999"),
            ("[999/112](tel:999)", "112", "999"),
            ("[999 / 112](tel:112)", "999", "112"),
            ("[999 or call 112](tel:999)", "112", "999"),
            ("[01632 960123 or 999](tel:{{clinic_phone}})", "999", "01632960123"),
            ("[01632 960123 or 960124](tel:01632960123)", "960124", "01632960123"),
            ("[{{clinic_phone}} or 0800 123 456](tel:{{clinic_phone}})", "0800 123 456", "01632960123"),
            ("[{{emergency_number}}, not {{urgent_line}}](tel:{{urgent_line}})", "999", "111"),
        ] {
            check_help(&format!("{link}\n"), "4:1", Some((shown, called)), "make a link of each number");
        }
    }

    #[test]
    fn a_link_that_calls_what_it_shows_is_fine() {
        for link in [
            "[{{clinic_phone}}](tel:{{clinic_phone}}) [call us](tel:01632960999) <tel:999>",
            "[Call {{emergency_number}} now](tel:999) [999](https://nhs.uk/111) [0800 GOKNEES](tel:08004656337)",
            "[01632 960123](tel:+441632960123) [+44 (0)1632 960123](tel:01632960123)",
            "[01632 960123, ext. 112](tel:01632960123;ext=112) [Desk, 10115 Berlin: 030 123456](tel:030123456)",
            "[01632 960123, ext. 12345](tel:01632960123;ext=12345) [desk, 8-18 or 08.30-18.00](tel:01632960123)",
            "[the desk, 24 hours a day since 2024](tel:01632960123) [~~112~~ 999](tel:999)",
            "[call](tel:999/112) [111](tel:{{none}})",
        ] {
            check_link(&format!("{link}\n"), "", None);
        }
    }
}

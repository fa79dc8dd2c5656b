//! Holds a site's own file of words against the built-in English one: no text is empty, has lost a place that is filled,
//! stands where a list belongs, or has a key that nothing reads.
//!
//! A file of words replaces texts one by one, so a slip in it is seen nowhere but on the page: "Call now" without a
//! number, or a label that stays as it was.

use std::collections::BTreeSet;

use super::tree::{Key, Node, Value};
use super::words::Words;
use crate::base::language;
use crate::base::nearest::nearest;
use crate::base::path::SitePath;
use crate::base::span::Span;
use crate::diag::{Place, Problem, Severity, codes};

/// What a clinic says of itself in a language: `site.yaml` has it in the first, and no words are built in.
const OF_SITE: [&str; 2] = ["site.tagline", "site.next_morning"];

/// What is known when a file of words is checked.
#[derive(Clone, Copy)]
pub struct Known<'a> {
    /// The built-in English words: they have every key.
    pub english: &'a Words,
    /// The names of the site's numbers: each may have a label.
    pub numbers: &'a BTreeSet<&'a str>,
    /// Whether a template of the site's own reads this key.
    pub is_own: &'a dyn Fn(&str) -> bool,
}

/// Reports what is wrong in the file of words at `path`, read as `tree`.
#[must_use]
pub fn check(path: &SitePath, tree: &Node, known: Known<'_>) -> Vec<Problem> {
    let mut check = Check { path, known, problems: Vec::new() };
    match tree.value {
        Value::Map(_) => check.section(tree, ""),
        Value::Null => {}
        Value::Bool(_) | Value::Int(_) | Value::Float(_) | Value::Text(_) | Value::List(_) => {
            check.error(tree.span, format!("the file is {}", tree.describe()), "write sections with keys below them");
        }
    }
    check.problems
}

/// What the English file has under a key.
enum Form<'a> {
    Text(&'a str),
    List,
    Section,
}

struct Check<'a> {
    path: &'a SitePath,
    known: Known<'a>,
    problems: Vec<Problem>,
}

impl<'a> Check<'a> {
    fn error(&mut self, span: Span, message: String, help: impl Into<String>) {
        self.problems.push(Problem::new(codes::WORDS_UNUSABLE, Place::at(self.path, span), message, help));
    }

    fn section(&mut self, node: &Node, above: &str) {
        for (key, value) in node.entries() {
            let name = if above.is_empty() { key.text.clone() } else { format!("{above}.{}", key.text) };
            match self.form(&name) {
                Some(form) => self.value(key, value, &name, &form),
                None if (self.known.is_own)(&name) => {}
                None => self.unknown(key, above),
            }
        }
    }

    fn value(&mut self, key: &Key, node: &Node, name: &str, form: &Form<'a>) {
        let span = if node.span.start == node.span.end { key.span } else { node.span };
        match (form, &node.value) {
            (Form::Section, Value::Map(_)) => self.section(node, name),
            (Form::Section, Value::Null) => {}
            (Form::Section, _) => {
                let help = format!("write keys with texts below `{}:`", key.text);
                self.error(span, format!("`{name}` is {}, and a section belongs there", node.describe()), help);
            }
            (Form::List, Value::List(items)) => {
                for item in items.iter().filter(|item| item.text().is_none_or(|text| text.raw.trim().is_empty())) {
                    let span = if item.span.start == item.span.end { span } else { item.span };
                    self.error(span, format!("`{name}` holds {}", item.describe()), "write a text in quotes");
                }
            }
            (Form::List, _) => {
                let help = "write texts in square brackets: `[\"…\", \"…\"]`";
                self.error(span, format!("`{name}` is {}, and a list belongs there", node.describe()), help);
            }
            (Form::Text(english), _) => match node.text() {
                Some(text) if !text.raw.is_empty() => self.places(span, name, english, &text.raw),
                Some(_) | None => {
                    let help = format!("write a text, or take the line out: `{english}` stands there then");
                    let found = if matches!(node.value, Value::Text(_)) { "empty".to_owned() } else { node.describe() };
                    self.error(span, format!("`{name}` is {found}, and a text belongs there"), help);
                }
            },
        }
    }

    /// Reports places of the English text that its own text lacks, and places that nothing fills.
    fn places(&mut self, span: Span, name: &str, english: &str, own: &str) {
        let (expected, found) = (places(english), places(own));
        for place in found.iter().filter(|place| !expected.contains(*place)) {
            let help = match nearest(place, expected.iter().copied()) {
                Some(near) => format!("write `{{{near}}}`"),
                None => "take it out".to_owned(),
            };
            self.error(
                span,
                format!("nothing fills `{{{place}}}` in `{name}`, so it would be printed as it stands"),
                help,
            );
        }
        // "One minute" and "two minutes" may be said without a figure.
        let is_counted = [".zero", ".one", ".two"].iter().any(|form| name.ends_with(form)) && self.is_plural(name);
        for place in expected.iter().filter(|place| !is_counted && !found.contains(*place)) {
            let help = format!("write `{{{place}}}` where it belongs; the English text is `{english}`");
            self.error(span, format!("`{name}` has lost `{{{place}}}`, so what is filled in there is not shown"), help);
        }
    }

    fn unknown(&mut self, key: &Key, above: &str) {
        let beside = self.beside(above);
        let help = match (nearest(&key.text, beside.iter().copied()), above) {
            (Some(near), _) => format!("write `{near}`"),
            (None, "") => format!("use a section of the built-in file, such as `{}`", first(&beside)),
            (None, above) => format!("use a key that `{above}` has in the built-in file, such as `{}`", first(&beside)),
        };
        let message = match above {
            "" => format!("the words have no section `{}`, so nothing reads it", key.text),
            above => format!("`{above}` has no key `{}`, so nothing reads it", key.text),
        };
        let problem = Problem::new(codes::WORDS_UNUSABLE, Place::at(self.path, key.span), message, help);
        self.problems.push(problem.with_severity(Severity::Warning));
    }

    fn form(&self, name: &str) -> Option<Form<'a>> {
        let english = self.known.english;
        let number = name.strip_prefix("numbers.");
        if OF_SITE.contains(&name) || number.is_some_and(|number| self.known.numbers.contains(number)) {
            return Some(Form::Text(""));
        }
        if let Some(text) = english.find(name) {
            return Some(Form::Text(text));
        }
        if self.is_plural(name) {
            let (parent, _) = name.rsplit_once('.')?;
            return english.find(&format!("{parent}.other")).map(Form::Text);
        }
        if english.has_list(name) {
            return Some(Form::List);
        }
        (name == "site" || english.texts().any(|(key, _)| is_below(key, name))).then_some(Form::Section)
    }

    /// Whether a key is a form for a number, beside the `other` that the English file has.
    fn is_plural(&self, name: &str) -> bool {
        let is_other = |parent: &str| self.known.english.find(&format!("{parent}.other")).is_some();
        name.rsplit_once('.')
            .is_some_and(|(parent, form)| language::Plural::from_key(form).is_some() && is_other(parent))
    }

    /// The keys that the English file has below a section, without those below them.
    fn beside(&self, above: &str) -> BTreeSet<&'a str> {
        let keys = self.known.english.texts().map(|(key, _)| key).chain(self.known.english.lists()).chain(OF_SITE);
        let below = keys.filter_map(|key| match above {
            "" => Some(key),
            above => key.strip_prefix(above)?.strip_prefix('.'),
        });
        below.filter_map(|rest| rest.split('.').next()).collect()
    }
}

fn first<'a>(keys: &BTreeSet<&'a str>) -> &'a str {
    keys.first().copied().unwrap_or_default()
}

fn is_below(key: &str, section: &str) -> bool {
    key.strip_prefix(section).is_some_and(|rest| rest.starts_with('.'))
}

/// The names between `{` and `}` in a text.
fn places(text: &str) -> BTreeSet<&str> {
    text.split('{').skip(1).filter_map(|rest| rest.split_once('}').map(|(name, _)| name)).collect()
}

/// Reports a file of words that no page is made with: its name is not that of a language of the site. `languages` are
/// the site's; of each, its name without the region counts too, and English stands in for all.
#[must_use]
pub fn check_name(path: &SitePath, languages: &[String]) -> Option<Problem> {
    let name = path.below("theme/words")?;
    let language = name.strip_suffix(".yaml");
    let primary: Vec<&str> = languages.iter().filter_map(|language| language.split('-').next()).collect();
    let known: BTreeSet<&str> = languages.iter().map(String::as_str).chain(primary).chain(["en"]).collect();
    if language.is_some_and(|language| known.contains(language)) {
        return None;
    }
    let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
    let letters = |name: &str| -> String { name.chars().filter(|letter| letter.is_alphanumeric()).collect() };
    let same = known.iter().find(|known| letters(known).eq_ignore_ascii_case(&letters(stem)));
    let message = format!("no page is made with the words of `{name}`");
    let place = Place::file(path);
    Some(match same {
        Some(same) => Problem::new(codes::WORDS_UNUSABLE, place, message, format!("name the file `{same}.yaml`")),
        None => {
            let names: Vec<String> = known.iter().map(|known| format!("`{known}.yaml`")).collect();
            let help = format!(
                "name the file after a language of the site ({}), or name its language in `languages` of `site.yaml`",
                names.join(", ")
            );
            Problem::new(codes::WORDS_UNUSABLE, place, message, help).with_severity(Severity::Warning)
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::parse::yaml;

    const ENGLISH: &str = "care:\n  emergency: Emergency\n  call: Call {number}\n  call_words: [call]\n\
                           dose:\n  sets: {one: '{n} set', other: '{n} sets'}\nnumbers: {clinic_phone: Clinic}\n";

    #[track_caller]
    fn check_words(file: &str, expected: &[&str]) {
        let path = SitePath::new("theme/words/cy.yaml").unwrap();
        let english = Words::read(ENGLISH).unwrap();
        let numbers = BTreeSet::from(["ambulance"]);
        let is_own = |key: &str| key.starts_with("ours");
        let known = Known { english: &english, numbers: &numbers, is_own: &is_own };
        let found: Vec<String> = check(&path, &yaml::parse(file, 0).unwrap(), known)
            .iter()
            .map(|problem| {
                let at = problem.place.as_ref().and_then(|place| place.span).unwrap().line_column(file);
                let help = problem.help.as_deref().unwrap_or_default();
                format!("{} {}:{} {} | {help}", problem.severity.word(), at.line, at.column, problem.message)
            })
            .collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn a_text_is_not_empty_and_keeps_its_places() {
        check_words(
            "care: {emergency: \"\", call: Ffoniwch}\n",
            &[
                "error 1:19 `care.emergency` is empty, and a text belongs there | write a text, or take the line out: \
                 `Emergency` stands there then",
                "error 1:29 `care.call` has lost `{number}`, so what is filled in there is not shown | write `{number}` \
                 where it belongs; the English text is `Call {number}`",
            ],
        );
        check_words(
            "care:\n  call: Ffoniwch {nummer} {number}\n  emergency:\n",
            &[
                "error 2:9 nothing fills `{nummer}` in `care.call`, so it would be printed as it stands | write `{number}`",
                "error 3:3 `care.emergency` is nothing, and a text belongs there | write a text, or take the line out: \
                 `Emergency` stands there then",
            ],
        );
    }

    #[test]
    fn texts_lists_and_sections_keep_their_form() {
        check_words(
            "care: x\ndose: {sets: [a]}\n",
            &[
                "error 1:7 `care` is the text `x`, and a section belongs there | write keys with texts below `care:`",
                "error 2:14 `dose.sets` is a list, and a section belongs there | write keys with texts below `sets:`",
            ],
        );
        check_words(
            "care: {emergency: [a], call_words: a}\n",
            &[
                "error 1:19 `care.emergency` is a list, and a text belongs there | write a text, or take the line out: \
                 `Emergency` stands there then",
                "error 1:36 `care.call_words` is the text `a`, and a list belongs there | write texts in square brackets: \
                 `[\"…\", \"…\"]`",
            ],
        );
        check_words("- a\n", &["error 1:1 the file is a list | write sections with keys below them"]);
    }

    #[test]
    fn a_key_that_nothing_reads_is_a_warning() {
        check_words(
            "caare: {call: x}\ncare: {emergancy: x, zzz: y}\n",
            &[
                "warning 1:1 the words have no section `caare`, so nothing reads it | write `care`",
                "warning 2:8 `care` has no key `emergancy`, so nothing reads it | write `emergency`",
                "warning 2:22 `care` has no key `zzz`, so nothing reads it | use a key that `care` has in the built-in \
                 file, such as `call`",
            ],
        );
    }

    #[test]
    fn what_a_language_or_a_site_adds_is_fine() {
        check_words("site: {tagline: Da}\nnumbers: {ambulance: Da}\nours: {hello: Da}\ncare:\n", &[]);
        check_words("dose: {sets: {zero: dim, two: dau, few: '{n} few', other: '{n}'}}\ncare: {call_words: []}\n", &[]);
    }

    #[test]
    fn a_file_is_named_after_a_language_of_the_site() {
        let found = |name: &str| {
            let path = SitePath::new(&format!("theme/words/{name}")).unwrap();
            let problem = check_name(&path, &["en-US".to_owned(), "pt-BR".to_owned()])?;
            Some(format!("{} {}", problem.severity.word(), problem.help.unwrap_or_default()))
        };
        assert_eq!(["en.yaml", "en-US.yaml", "pt.yaml", "pt-BR.yaml"].map(found), [const { None }; 4]);
        let wrong = Some("error name the file `en-US.yaml`".to_owned());
        for name in ["en-us.yaml", "enUS.yaml", "en-US.yml", "en_US.yaml"] {
            assert_eq!(found(name), wrong);
        }
        let other = "warning name the file after a language of the site (`en.yaml`, `en-US.yaml`, `pt.yaml`, \
                     `pt-BR.yaml`), or name its language in `languages` of `site.yaml`";
        assert_eq!(found("de.yaml").as_deref(), Some(other));
    }
}

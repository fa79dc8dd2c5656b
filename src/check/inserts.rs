//! M005: inserts that stand for nothing, in bodies, link targets and titles, front-matter texts and `site.yaml`, and
//! those in lines that are code by their blanks alone.

use super::{Subject, texts};
use crate::base::nearest::nearest;
use crate::base::span::Span;
use crate::body::Site;
use crate::diag::{Place, Problem, codes};
use crate::model::config::SiteConfig;
use crate::model::doc::{Event, Tag};
use crate::parse::insert;

/// Reports unknown inserts of a page.
pub(super) fn check(subject: Subject<'_>, problems: &mut Vec<Problem>) {
    let config = &subject.site.index.config;
    let page = subject.page;
    for (event, span) in &page.document.events {
        let Event::Insert(name) = event else { continue };
        problems.extend(unknown(config, page.document.str(name), Place::at(&page.path, *span)));
    }
    in_indented_code(subject, problems);
    for prose in page.document.prose() {
        let Some(slice) = prose.words.in_file() else { continue };
        let source: &str = &page.document.source;
        let escaped = source.get(..slice.start as usize).is_some_and(|before| before.ends_with('\\'));
        let slips = insert::slips(slice.of(source), escaped, |name| config.insert(name).is_some());
        problems.extend(slips.into_iter().map(|span| {
            let span = span.shifted(slice.start as usize);
            slip(span.of(source), Place::at(&page.path, span))
        }));
    }
    for link in &page.document.links {
        for (name, _) in insert::names(&link.target).into_iter().chain(insert::names(&link.title)) {
            problems.extend(unknown(config, name, Place::at(&page.path, link.span)));
        }
    }
    for text in texts::of(page) {
        for (name, span) in insert::names(&text.raw) {
            let written = span.of(&text.raw);
            let before = text.raw.get(..span.start as usize).unwrap_or_default();
            let place = texts::place_in(page, text, written, before.matches(written).count());
            problems.extend(unknown(config, name, place));
        }
        for span in insert::slips(&text.raw, false, |name| config.insert(name).is_some()) {
            let written = span.of(&text.raw);
            problems.push(slip(written, texts::place_in(page, text, written, 0)));
        }
    }
}

/// Reports known inserts in indented blocks of code: four blanks too many, below an item or anywhere else, make code of
/// a sentence, and no reader would see the number. Between fences an author shows code on purpose.
fn in_indented_code(subject: Subject<'_>, problems: &mut Vec<Problem>) {
    let document = &subject.page.document;
    let config = &subject.site.index.config;
    let mut in_block = false;
    for (event, span) in &document.events {
        match event {
            Event::Start(Tag::CodeBlock(None)) => in_block = true,
            Event::End(Tag::CodeBlock(_)) => in_block = false,
            Event::Text(words) if in_block => {
                let start = words.in_file().unwrap_or(*span).start as usize;
                let names = insert::names(document.str(words)).into_iter();
                let known = names.filter(|(name, _)| config.insert(name).is_some());
                let place = |span: Span| Place::at(&subject.page.path, span.shifted(start));
                problems.extend(known.map(|(name, span)| in_code(name, place(span))));
            }
            _ => {}
        }
    }
}

fn in_code(name: &str, place: Place) -> Problem {
    let message = format!(
        "the insert `{{{{{name}}}}}` stands in a line that is indented so far that it is code: it would be printed as it stands"
    );
    Problem::new(
        codes::INSERT_UNKNOWN,
        place,
        message,
        "take blanks away at the line's start; put code between lines of ```",
    )
}

/// Reports unknown inserts of `site.yaml`.
pub(super) fn check_settings(site: &Site, problems: &mut Vec<Problem>) {
    let config = &site.index.config;
    let next_morning = config.pain_rule.iter().filter_map(|rule| rule.next_morning.as_ref());
    let logo = config.logo.iter().map(|logo| &logo.alt);
    for text in config.tagline.iter().chain(next_morning).chain(logo) {
        for (name, _) in insert::names(&text.raw) {
            if let Some(place) = texts::in_settings(Some(text.span)) {
                problems.extend(unknown(config, name, place));
            }
        }
    }
}

fn slip(written: &str, place: Place) -> Problem {
    let message = format!("`{written}` is no insert: it would be printed as it stands");
    Problem::new(codes::INSERT_UNKNOWN, place, message, "write `{{name}}` on one line, or `\\{{` for two braces")
}

fn unknown(config: &SiteConfig, name: &str, place: Place) -> Option<Problem> {
    if config.insert(name).is_some() {
        return None;
    }
    let setting = if name.starts_with("pain_") { "pain_rule" } else { name };
    let help = match nearest(name, config.insert_names()) {
        _ if SiteConfig::FIXED_INSERTS.contains(&name) => format!("set `{setting}` in `site.yaml`, or take it out"),
        Some(near) => format!("write `{{{{{near}}}}}`"),
        None => format!("add `{name}: \"…\"` to `numbers` in `site.yaml`, or write `\\{{{{` for two braces"),
    };
    Some(Problem::new(codes::INSERT_UNKNOWN, place, format!("the insert `{{{{{name}}}}}` is not known"), help))
}

#[cfg(test)]
mod tests {
    use crate::check::testing::{SETTINGS, check, check_body};

    #[test]
    fn an_unknown_insert_in_a_body_is_an_error_at_its_place() {
        let expected = "M005 content/a.md:4:6 the insert `{{urgent_lin}}` is not known | write `{{urgent_line}}`";
        check_body("M005", "Call {{urgent_lin}} or {{clinic_phone}}\n", expected);
        let expected = "M005 content/a.md:4:1 the insert `{{urgent_lin}}` is not known | write `{{urgent_line}}`";
        check_body("M005", "[a](/b/ \"Call {{urgent_lin}}\")\n", expected);
        check_body("M005", "`{{x}}` \\{{x}} {{name}} {{pain_ok}}\n", "");
    }

    #[test]
    fn link_targets_headings_and_card_headings_are_looked_at() {
        let help = "add `zzz: \"…\"` to `numbers` in `site.yaml`, or write `\\{{` for two braces";
        let at = |place: &str| format!("M005 content/a.md:{place} the insert `{{{{zzz}}}}` is not known | {help}");
        check_body("M005", "[call](tel:{{zzz}})\n", &at("4:1"));
        check_body("M005", "## A {{zzz}}\n", &at("4:6"));
        check_body("M005", "> [!KEY] A {{zzz}}\n> - b\n", &at("4:12"));
    }

    #[test]
    fn front_matter_texts_are_looked_at_with_their_places() {
        let page = "---\nkind: exercise\ntitle: A\nsteps:\n  - \"Call {{urgent_line}}, then {{nam}}\"\n---\n";
        let expected = "M005 content/a.md:5:33 the insert `{{nam}}` is not known | write `{{name}}`";
        check("M005", &[("content/a.md", page)], expected);
    }

    #[test]
    fn slips_of_an_insert_are_errors() {
        let help = "it would be printed as it stands | write `{{name}}` on one line, or `\\{{` for two braces";
        let at = |place: &str, slip: &str| format!("M005 content/a.md:{place} `{slip}` is no insert: {help}");
        check_body("M005", "Above {{pain_ok} stop\n", &at("4:7", "{{pain_ok}"));
        check_body("M005", "Call {{clinic\\_phone}}\n", &format!("{}\n{}", at("4:6", "{{"), at("4:21", "}}")));
        check_body("M005", "Call {{clinic\nphone}}\n", &format!("{}\n{}", at("4:6", "{{"), at("5:6", "}}")));
        check_body("M005", "Call {clinic_phone} or {it}\n", &at("4:6", "{clinic_phone}"));
        let page = "---\nkind: exercise\ntitle: A\nsteps: [\"Stop above {{pain_ok} now\"]\n---\n";
        check("M005", &[("content/a.md", page)], &at("4:21", "{{pain_ok}"));
    }

    #[test]
    fn an_insert_of_a_setting_that_is_not_set_asks_for_that_setting() {
        let page = ("content/a.md", "---\ntitle: A\n---\n{{base_url}} {{pain_ok}} {{base_ur}}\n");
        let at = |column: usize, name: &str, help: &str| {
            format!("M005 content/a.md:4:{column} the insert `{{{{{name}}}}}` is not known | {help}")
        };
        let expected = [
            at(1, "base_url", "set `base_url` in `site.yaml`, or take it out"),
            at(14, "pain_ok", "set `pain_rule` in `site.yaml`, or take it out"),
            at(26, "base_ur", "add `base_ur: \"…\"` to `numbers` in `site.yaml`, or write `\\{{` for two braces"),
        ];
        check("M005", &[page, ("content/site.yaml", "name: C\nlanguage: en\n")], &expected.join("\n"));
    }

    #[test]
    fn a_known_insert_in_indented_code_is_an_error() {
        let at = |place: &str, name: &str| {
            format!(
                "M005 content/a.md:{place} the insert `{{{{{name}}}}}` stands in a line that is indented so far that it is code: \
                 it would be printed as it stands | take blanks away at the line's start; put code between lines of ```"
            )
        };
        let item = "- Rest.\n\n        Call {{emergency_number}} now if numb.\n";
        check_body("M005", item, &at("6:14", "emergency_number"));
        let both = format!("{}\n{}", at("4:10", "clinic_phone"), at("5:5", "name"));
        check_body("M005", "    Call {{clinic_phone}}\n    {{name}} \\{{name}}\n", &both);
        check_body("M005", "\tCall {{clinic_phone}}\n", &at("4:7", "clinic_phone"));
        check_body("M005", "    {{x}}\n\n```\n{{name}}\n```\n\n- a\n\n    {{name}}\n", "");
    }

    #[test]
    fn settings_are_looked_at() {
        let settings = format!("{SETTINGS}tagline: \"Of {{{{nam}}}}\"\n");
        let expected = "M005 content/site.yaml:6:10 the insert `{{nam}}` is not known | write `{{name}}`";
        check("M005", &[("content/site.yaml", &settings)], expected);
    }
}

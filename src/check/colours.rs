//! S012 and S014: the colours that a clinic picks are colours, and what stands on them or in them can be read.

use super::texts;
use crate::base::colour::{Colour, Contrast};
use crate::body::{STYLE, Site};
use crate::diag::{Problem, codes};
use crate::model::text::Text;
use crate::view::palette::{self, Accent, Grounds, READABLE};

/// Looks at the colours of `site.yaml`, against the grounds of the site's own style.
pub(super) fn check(site: &Site, problems: &mut Vec<Problem>) {
    let style = site.assets.get(STYLE).map(|style| String::from_utf8_lossy(&style.bytes)).unwrap_or_default();
    let grounds = Grounds::of(&style);
    for (role, text) in &site.index.config.colours {
        problems.extend(match Colour::parse(&text.raw) {
            None => no_colour(role, text),
            Some(colour) => match role.as_str() {
                "accent" => accent(text, colour, &grounds),
                "panel" => panel(text, colour, &grounds),
                // A role that is not known is reported where the settings are read.
                _ => None,
            },
        });
    }
}

fn no_colour(role: &str, text: &Text) -> Option<Problem> {
    let help = match spelt_out(&text.raw) {
        Some(colour) => format!("write `\"{}\"`", colour.hex()),
        None => "write a colour such as `\"#0b5751\"`, in quotes".to_owned(),
    };
    Some(Problem::new(
        codes::SITE_COLOUR,
        texts::in_settings(Some(text.span))?,
        format!("`colours.{role}` is `{}`, where six hexadecimal digits after `#` are expected", text.raw),
        help,
    ))
}

/// The colour that `#abc` or `aabbcc` was meant for.
fn spelt_out(written: &str) -> Option<Colour> {
    let digits = written.trim_start_matches('#');
    let doubled: String = digits.chars().flat_map(|digit| [digit, digit]).collect();
    [digits, &doubled].into_iter().find_map(|digits| Colour::parse(&format!("#{digits}")))
}

/// Links are read on every ground of the page, and white words on buttons. Dark screens get a form of the accent that
/// is made to be read there.
fn accent(text: &Text, colour: Colour, grounds: &Grounds) -> Option<Problem> {
    let met = |accent: Colour| {
        let soft = Accent::of(accent, grounds).soft.light;
        [
            ("the page's ground", grounds.paper.light),
            ("the ground of cards", grounds.surface.light),
            ("the ground of the foot", grounds.sunken.light),
            ("its own tint", soft),
            ("the words of buttons", Colour::WHITE),
        ]
    };
    let least = |accent: Colour| palette::least(accent, &met(accent).map(|(_, ground)| ground));
    let worst = met(colour).into_iter().min_by_key(|(_, ground)| colour.contrast(*ground))?;
    let harm = "so readers with weak sight could not read links and buttons";
    unreadable("accent", text, colour, worst, harm, least)
}

/// The words on the panel are light, on light and on dark screens.
fn panel(text: &Text, colour: Colour, grounds: &Grounds) -> Option<Problem> {
    let words =
        [grounds.on_panel.light, grounds.on_panel.dark, grounds.on_panel_soft.light, grounds.on_panel_soft.dark];
    let worst = words.into_iter().min_by_key(|words| colour.contrast(*words))?;
    let harm = "so readers with weak sight could not read what the home page says first";
    unreadable("panel", text, colour, ("the words on it", worst), harm, |panel| palette::on_panel(panel, grounds))
}

fn unreadable(
    role: &str,
    text: &Text,
    colour: Colour,
    (what, other): (&str, Colour),
    harm: &str,
    contrast: impl Fn(Colour) -> Contrast,
) -> Option<Problem> {
    if contrast(colour) >= READABLE {
        return None;
    }
    let (found, needed) = (colour.contrast(other), READABLE);
    let better = palette::dark_enough(colour, contrast).hex();
    Some(Problem::new(
        codes::SITE_COLOUR_CONTRAST,
        texts::in_settings(Some(text.span))?,
        format!(
            "`colours.{role}` is `{}`, which has a contrast of {found} to 1 with {what} (`{}`), where {needed} is needed, {harm}",
            text.raw,
            other.hex()
        ),
        format!("write `\"{better}\"`, the nearest darker shade that can be read, or choose another colour"),
    ))
}

#[cfg(test)]
mod tests {
    use crate::check::testing::{SETTINGS, check, lines};

    #[track_caller]
    fn check_colours(code: &str, colours: &str, expected: &str) {
        check(code, &[("content/site.yaml", &format!("{SETTINGS}colours: {colours}\n"))], expected);
    }

    #[test]
    fn a_colour_is_six_digits_after_a_hash() {
        let expected = "S012 content/site.yaml:6:19 `colours.accent` is `teal`, where six hexadecimal digits after \
                        `#` are expected | write a colour such as `\"#0b5751\"`, in quotes";
        check_colours("S012", "{accent: teal}", expected);
        let expected = "S012 content/site.yaml:6:19 `colours.accent` is `#074`, where six hexadecimal digits after \
                        `#` are expected | write `\"#007744\"`";
        check_colours("S012", "{accent: \"#074\"}", expected);
        check_colours("S012", "{accent: \"#0B5751\", panel: \"#0d3b38\"}", "");
    }

    #[test]
    fn an_accent_must_be_read_on_every_ground() {
        let expected = "S014 content/site.yaml:6:19 `colours.accent` is `#5fb3ac`, which has a contrast of 2.08 to 1 \
                        with the ground of the foot (`#f1ece1`), where 4.5 is needed, so readers with weak sight could \
                        not read links and buttons | write `\"#3e7470\"`, the nearest darker shade that can be read, \
                        or choose another colour";
        check_colours("S014", "{accent: \"#5fb3ac\"}", expected);
        check_colours("S014", "{accent: \"#0b5751\"}", "");
    }

    #[test]
    fn light_words_must_be_read_on_the_panel() {
        let expected = "S014 content/site.yaml:6:18 `colours.panel` is `#ffcc00`, which has a contrast of 1.01 to 1 \
                        with the words on it (`#c6d8d1`), where 4.5 is needed, so readers with weak sight could not \
                        read what the home page says first | write `\"#6e5800\"`, the nearest darker shade that can \
                        be read, or choose another colour";
        check_colours("S014", "{panel: \"#ffcc00\"}", expected);
        check_colours("S014", "{panel: \"#0d3b38\"}", "");
    }

    #[test]
    fn the_shade_that_is_offered_is_the_first_that_can_be_read() {
        check_colours("S014", "{accent: \"#3e7470\", panel: \"#6e5800\"}", "");
        let nearly = lines(&[(
            "content/site.yaml",
            &format!("{SETTINGS}colours: {{accent: \"#3f7672\", panel: \"#705a00\"}}\n"),
        )]);
        assert_eq!(nearly.iter().filter(|line| line.starts_with("S014")).count(), 2, "{nearly:?}");
    }
}

//! A clinic's colours become the theme's: from an accent follow its tints, its form for dark screens and the panel.
//!
//! What is light or dark enough is worked out here, against the grounds that the theme's own style names, so that the
//! style has plain colours. Whether the clinic's choice can be read is judged by a rule (`src/check/colours.rs`).

use crate::base::colour::{Colour, Contrast};
use crate::model::config::SiteConfig;
use crate::picture::canvas::Colours;

/// The least contrast of words with their ground: WCAG 2.2, 1.4.3.
pub const READABLE: Contrast = Contrast(450);

/// A colour on light and on dark screens.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Pair {
    /// On light screens.
    pub light: Colour,
    /// On dark screens.
    pub dark: Colour,
}

/// The theme's colours that a clinic's colours meet.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Grounds {
    /// The page.
    pub paper: Pair,
    /// Cards on it.
    pub surface: Pair,
    /// The foot.
    pub sunken: Pair,
    /// Words on the panel.
    pub on_panel: Pair,
    /// Softer words on the panel.
    pub on_panel_soft: Pair,
}

impl Grounds {
    /// The colours that a style sets. What it does not set in our form counts as white on light screens, and black on
    /// dark ones.
    #[must_use]
    pub fn of(style: &str) -> Self {
        let ground = Pair { light: Colour::WHITE, dark: Colour::BLACK };
        let words = Pair { light: Colour::WHITE, dark: Colour::WHITE };
        Self {
            paper: token(style, "paper").unwrap_or(ground),
            surface: token(style, "surface").unwrap_or(ground),
            sunken: token(style, "sunken").unwrap_or(ground),
            on_panel: token(style, "on-panel").unwrap_or(words),
            on_panel_soft: token(style, "on-panel-soft").unwrap_or(words),
        }
    }
}

/// An accent with all that follows from it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Accent {
    /// Links, and the ground of buttons.
    pub accent: Pair,
    /// Words on buttons.
    pub on_accent: Pair,
    /// A tint as a ground.
    pub soft: Pair,
    /// The panel of the home page, where the clinic names none.
    pub panel: Pair,
}

impl Accent {
    /// What follows from an accent on these grounds. Its form for dark screens can be read on all of them.
    #[must_use]
    pub fn of(accent: Colour, grounds: &Grounds) -> Self {
        let (dark, dark_soft) = on_dark(accent, grounds);
        Self {
            accent: Pair { light: accent, dark },
            on_accent: Pair { light: Colour::WHITE, dark: grounds.sunken.dark },
            soft: Pair { light: accent.mixed(Colour::WHITE, 90), dark: dark_soft },
            panel: Pair {
                light: dark_enough(accent.mixed(Colour::BLACK, 32), |panel| on_panel(panel, grounds)),
                dark: dark_enough(accent.mixed(Colour::BLACK, 60), |panel| on_panel(panel, grounds)),
            },
        }
    }
}

/// The least contrast of the words on a panel.
#[must_use]
pub fn on_panel(panel: Colour, grounds: &Grounds) -> Contrast {
    let words =
        [grounds.on_panel.light, grounds.on_panel.dark, grounds.on_panel_soft.light, grounds.on_panel_soft.dark];
    least(panel, &words)
}

/// The least contrast of a colour with others.
#[must_use]
pub fn least(colour: Colour, others: &[Colour]) -> Contrast {
    others.iter().map(|other| colour.contrast(*other)).min().unwrap_or(Contrast(2100))
}

/// The first of ever darker shades of a colour whose contrast is enough; black when none is.
#[must_use]
pub fn dark_enough(colour: Colour, contrast: impl Fn(Colour) -> Contrast) -> Colour {
    let shades = (0..=100).map(|share| colour.mixed(Colour::BLACK, share));
    let mut enough = shades.filter(|shade| contrast(*shade) >= READABLE);
    enough.next().unwrap_or(Colour::BLACK)
}

/// The colours of the pictures for link previews: those of the panel.
#[must_use]
pub fn card(config: &SiteConfig, theme: &str) -> Colours {
    let grounds = Grounds::of(theme);
    let accent = chosen(config, "accent").map(|accent| Accent::of(accent, &grounds));
    let panel = chosen(config, "panel").or(accent.map(|accent| accent.panel.light));
    let plain = accent.map(|accent| accent.accent.dark);
    Colours {
        ground: panel.or_else(|| Some(token(theme, "panel")?.light)).unwrap_or(Colour::BLACK),
        plain: plain.or_else(|| Some(token(theme, "accent")?.dark)).unwrap_or(Colour::WHITE),
        strong: grounds.on_panel.light,
        soft: grounds.on_panel_soft.light,
    }
}

/// A colour that the clinic picked.
fn chosen(config: &SiteConfig, role: &str) -> Option<Colour> {
    let (_, text) = config.colours.iter().find(|(name, _)| name == role)?;
    Colour::parse(&text.raw)
}

/// The clinic's colours as style. Paper is printed in black, whatever they are.
#[must_use]
pub fn style(config: &SiteConfig, theme: &str) -> String {
    let grounds = Grounds::of(theme);
    let mut tokens: Vec<(&str, Pair)> = Vec::new();
    if let Some(accent) = chosen(config, "accent") {
        let Accent { accent, on_accent, soft, panel } = Accent::of(accent, &grounds);
        tokens.extend([("accent", accent), ("accent-fill", accent), ("on-accent", on_accent)]);
        tokens.extend([("accent-soft", soft), ("panel", panel)]);
    }
    if let Some(panel) = chosen(config, "panel") {
        tokens.retain(|(name, _)| *name != "panel");
        tokens.push(("panel", Pair { light: panel, dark: panel }));
    }
    if tokens.is_empty() {
        return String::new();
    }
    let token =
        |(name, pair): &(&str, Pair)| format!("--{name}: light-dark({}, {}); ", pair.light.hex(), pair.dark.hex());
    format!("@media screen {{ :root {{ {}}} }}\n", tokens.iter().map(token).collect::<String>())
}

/// The accent for dark screens, with its tint there: as strong as it can be, and as much lighter as it must.
fn on_dark(accent: Colour, grounds: &Grounds) -> (Colour, Colour) {
    let strong = accent.raised(230);
    let lighter = (40..=100).step_by(5).map(|share| {
        let light = strong.mixed(Colour::WHITE, share);
        (light, grounds.paper.dark.mixed(light, 16))
    });
    let mut enough = lighter.filter(|(light, soft)| {
        least(*light, &[grounds.paper.dark, grounds.surface.dark, grounds.sunken.dark, *soft]) >= READABLE
    });
    enough.next().unwrap_or((Colour::WHITE, grounds.surface.dark))
}

/// A colour that a style sets: `--paper: #fff1e0` or `--paper: light-dark(#fff1e0, #101010)`, the first there is.
fn token(style: &str, name: &str) -> Option<Pair> {
    let (_, value) = style.split_once(&format!("--{name}:"))?;
    let value = value.split([';', '}']).next()?.trim();
    let both = value.strip_prefix("light-dark(").and_then(|inner| inner.strip_suffix(')')?.split_once(','));
    let (light, dark) = both.unwrap_or((value, value));
    Some(Pair { light: Colour::parse(light.trim())?, dark: Colour::parse(dark.trim())? })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::text::Text;

    const TOKENS: &str = include_str!("../../theme/tokens.css");

    fn colour(text: &str) -> Colour {
        Colour::parse(text).unwrap()
    }

    #[test]
    fn the_themes_own_grounds_are_found() {
        let grounds = Grounds::of(TOKENS);
        assert_eq!(grounds.paper, Pair { light: colour("#faf7f1"), dark: colour("#101918") });
        assert_eq!(grounds.on_panel_soft, Pair { light: colour("#c6d8d1"), dark: colour("#c6d8d1") });
        assert_eq!(Grounds::of("").sunken, Pair { light: Colour::WHITE, dark: Colour::BLACK });
    }

    #[test]
    fn whatever_the_accent_its_other_forms_can_be_read() {
        let grounds = Grounds::of(TOKENS);
        let steps = [0, 51, 102, 153, 204, 255];
        let mut seen = 0;
        for red in steps {
            for green in steps {
                for blue in steps {
                    let accent = Colour { red, green, blue };
                    let made = Accent::of(accent, &grounds);
                    let dark = [grounds.paper.dark, grounds.surface.dark, grounds.sunken.dark, made.soft.dark];
                    assert!(least(made.accent.dark, &dark) >= READABLE, "{}", accent.hex());
                    assert!(made.accent.dark.contrast(made.on_accent.dark) >= READABLE, "{}", accent.hex());
                    for panel in [made.panel.light, made.panel.dark] {
                        assert!(on_panel(panel, &grounds) >= READABLE, "{}", accent.hex());
                    }
                    seen += 1;
                }
            }
        }
        assert_eq!(seen, 216);
    }

    #[test]
    fn an_accent_brings_all_that_follows_from_it_and_paper_keeps_black() {
        let mut config = SiteConfig::default();
        assert_eq!(style(&config, TOKENS), "");
        config.colours = vec![("accent".to_owned(), Text { raw: "#7a1f3d".to_owned(), ..Text::default() })];
        assert_eq!(
            style(&config, TOKENS),
            "@media screen { :root { --accent: light-dark(#7a1f3d, #f089ab); --accent-fill: light-dark(#7a1f3d, #f089ab); \
             --on-accent: light-dark(#ffffff, #0b1211); --accent-soft: light-dark(#f2e9ec, #342b30); \
             --panel: light-dark(#531529, #310c18); } }\n"
        );
        config.colours.push(("panel".to_owned(), Text { raw: "#102030".to_owned(), ..Text::default() }));
        assert!(style(&config, TOKENS).contains("--panel: light-dark(#102030, #102030); "));
    }
}

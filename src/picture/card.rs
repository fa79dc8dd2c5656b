//! The picture that stands for a page where others share it: the site's name, the section and the page's title.
//!
//! 1200 × 630 pixels, the size that messengers and networks ask for. A title in a script that the font lacks is left
//! out rather than painted as boxes: the picture is then plain.

use super::canvas::{Canvas, Colours, Ink, lacks, width};
use crate::base::font::{BOLD, Font, REGULAR};

/// Width of a card in pixels.
pub const WIDTH: u32 = 1200;

/// Height of a card in pixels.
pub const HEIGHT: u32 = 630;

/// Changes when the same card begins to be painted otherwise.
pub const EDITION: &str = concat!("soleus ", env!("CARGO_PKG_VERSION"), ", card 1");

/// Where words begin, from the left.
const EDGE: i64 = 96;

/// How wide they may be.
const ROOM: i64 = 1200 - EDGE - 72;

/// Sizes of titles with how many lines each may have, the largest first.
const TITLES: [(i64, usize); 4] = [(92, 2), (80, 3), (68, 4), (56, 4)];

/// What a card says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Card {
    /// The site's name.
    pub site: String,
    /// The section, where the page lies in one.
    pub section: Option<String>,
    /// The page's title.
    pub title: String,
    /// The colours.
    pub colours: Colours,
}

/// Paints a card as a PNG; `None` when the fonts cannot be read.
#[must_use]
pub fn paint(card: &Card) -> Option<Vec<u8>> {
    let (bold, regular) = (Font::read(BOLD)?, Font::read(REGULAR)?);
    let mut canvas = Canvas::new(WIDTH as usize, HEIGHT as usize);
    canvas.stripe(0, 24);
    let is_plain = lacks(&bold, &card.title) || lacks(&bold, &card.site);
    if !is_plain {
        if card.site != card.title {
            canvas.words(&shortened(&card.site, &bold, 40, ROOM), &bold, 40, (EDGE, 122), Ink::Strong);
        }
        let (size, lines) = fitted(&card.title, &bold);
        let leading = size * 118 / 100;
        let count = i64::try_from(lines.len()).unwrap_or(1);
        // The title stands a little above the foot, with its section over it.
        let first = 548 - (count - 1) * leading;
        for (line, number) in lines.iter().zip(0..) {
            canvas.words(line, &bold, size, (EDGE, first + number * leading), Ink::Strong);
        }
        if let Some(section) = card.section.as_ref().filter(|section| !lacks(&regular, section)) {
            let section = shortened(section, &regular, 40, ROOM);
            canvas.words(&section, &regular, 40, (EDGE, first - size - 14), Ink::Soft);
        }
    }
    canvas.png(&card.colours)
}

/// The largest size in which a title fits, and its lines there. One that fits in none is cut off.
fn fitted(title: &str, font: &Font<'_>) -> (i64, Vec<String>) {
    for (size, most) in TITLES {
        let lines = wrapped(title, font, size);
        if lines.len() <= most && lines.iter().all(|line| width(line, font, size) <= ROOM) {
            return (size, lines);
        }
    }
    let [.., (size, most)] = TITLES;
    let mut lines = wrapped(title, font, size);
    if lines.len() > most {
        let rest = lines.split_off(most - 1).join(" ");
        lines.push(rest);
    }
    (size, lines.iter().map(|line| shortened(line, font, size, ROOM)).collect())
}

/// Words in lines, each filled as far as it goes, and then as even as that number of lines allows.
fn wrapped(text: &str, font: &Font<'_>, size: i64) -> Vec<String> {
    let fewest = filled(text, font, size, ROOM).len();
    let mut room = ROOM;
    while room > ROOM / 3 && filled(text, font, size, room - 24).len() == fewest {
        room -= 24;
    }
    filled(text, font, size, room)
}

fn filled(text: &str, font: &Font<'_>, size: i64, room: i64) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for word in text.split_whitespace() {
        match lines.last_mut() {
            Some(line) if width(&format!("{line} {word}"), font, size) <= room => {
                line.push(' ');
                line.push_str(word);
            }
            Some(_) | None => lines.push(word.to_owned()),
        }
    }
    lines
}

/// A line with as many letters as there is room for, and a mark where some are left out.
fn shortened(line: &str, font: &Font<'_>, size: i64, room: i64) -> String {
    if width(line, font, size) <= room {
        return line.to_owned();
    }
    let mut kept = String::new();
    for letter in line.chars() {
        if width(&format!("{kept}{letter}…"), font, size) > room {
            break;
        }
        kept.push(letter);
    }
    format!("{}…", kept.trim_end())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::colour::Colour;

    fn card(title: &str) -> Card {
        let colour = |text: &str| Colour::parse(text).unwrap();
        let colours = Colours {
            ground: colour("#0d3b38"),
            plain: colour("#86d5c9"),
            strong: colour("#f4efe4"),
            soft: colour("#c6d8d1"),
        };
        Card {
            site: "Example Clinic".to_owned(),
            section: Some("Strains".to_owned()),
            title: title.to_owned(),
            colours,
        }
    }

    #[test]
    fn a_card_is_a_png_of_its_size_and_the_same_each_time() {
        let png = paint(&card("Calf strain")).unwrap();
        assert_eq!(&png[..8], b"\x89PNG\r\n\x1a\n");
        assert_eq!(&png[16..24], &[0, 0, 4, 0xB0, 0, 0, 2, 0x76]);
        assert_eq!(paint(&card("Calf strain")), Some(png));
    }

    #[test]
    fn a_title_that_the_font_lacks_gives_a_plain_card() {
        let arabic = paint(&card("ألم الساق"));
        assert_eq!(arabic, paint(&card("膝の痛み")));
        assert_ne!(arabic, paint(&card("Knee pain")));
    }

    #[test]
    fn titles_are_as_large_as_they_fit_and_long_ones_are_cut_off() {
        let font = Font::read(BOLD).unwrap();
        assert_eq!(fitted("Calf strain", &font), (92, vec!["Calf strain".to_owned()]));
        let (size, lines) = fitted("When to get help for a sore, swollen or painful lower leg", &font);
        assert!(size < 92 && lines.len() > 1, "{size} {lines:?}");
        let (size, lines) = fitted(&"word ".repeat(80), &font);
        assert_eq!((size, lines.len()), (56, 4));
        assert!(lines[3].ends_with('…') && lines.iter().all(|line| width(line, &font, 56) <= ROOM));
        let (_, lines) = fitted(&"w".repeat(200), &font);
        assert!(lines.len() == 1 && lines[0].ends_with('…'));
    }
}

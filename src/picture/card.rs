//! The picture that stands for a page where others share it: the site's name, the section and the page's title.
//!
//! 1200 × 630 pixels, the size that messengers and networks ask for. A title in a script that the font lacks is left
//! out rather than painted as boxes: the picture is then plain.

use super::canvas::{Canvas, Colours};
use super::letters::{Ink, Letters, Style, Weight, lacks, units, width};
use crate::base::font::Font;

/// Width of a card in pixels.
pub const WIDTH: u32 = 1200;

/// Height of a card in pixels.
pub const HEIGHT: u32 = 630;

/// Changes when the same card begins to be painted otherwise.
pub const EDITION: &str = concat!("soleus ", env!("CARGO_PKG_VERSION"), ", card 4");

/// Where words begin, from the left.
const EDGE: i64 = 96;

/// How wide they may be.
const ROOM: i64 = 1200 - EDGE - 72;

/// Sizes of titles with how many lines each may have, the largest first.
const TITLES: [(i64, usize); 4] = [(92, 2), (80, 3), (68, 4), (56, 4)];

/// The site's name.
const SITE: Style = Style { weight: Weight::Bold, size: 40, ink: Ink::Strong };

/// The section.
const SECTION: Style = Style { weight: Weight::Regular, size: 40, ink: Ink::Soft };

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
pub fn paint(card: &Card, letters: &Letters) -> Option<Vec<u8>> {
    let (bold, regular) = (letters.font(Weight::Bold)?, letters.font(Weight::Regular)?);
    let mut canvas = Canvas::new(WIDTH as usize / 2, HEIGHT as usize);
    canvas.stripe(12);
    let is_plain = lacks(bold, &card.title) || lacks(bold, &card.site);
    if !is_plain {
        if card.site != card.title {
            canvas.words(&shortened(&card.site, bold, SITE.size), letters, SITE, (EDGE, 122));
        }
        let (size, lines) = fitted(&card.title, bold);
        let title = Style { weight: Weight::Bold, size, ink: Ink::Strong };
        let leading = size * 118 / 100;
        let count = i64::try_from(lines.len()).unwrap_or(1);
        // The title stands a little above the foot, with its section over it.
        let first = 548 - (count - 1) * leading;
        for (line, number) in lines.iter().zip(0..) {
            canvas.words(line, letters, title, (EDGE, first + number * leading));
        }
        if let Some(section) = card.section.as_ref().filter(|section| !lacks(regular, section)) {
            let section = shortened(section, regular, SECTION.size);
            canvas.words(&section, letters, SECTION, (EDGE, first - size - 14));
        }
    }
    canvas.png(&card.colours, letters.code())
}

/// The words of a title with their widths in the font's units.
struct Words<'a> {
    words: Vec<(&'a str, i64)>,
    space: i64,
    font: &'a Font<'a>,
}

/// The largest size in which a title fits, and its lines there. One that fits in none is cut off.
fn fitted(title: &str, font: &Font<'_>) -> (i64, Vec<String>) {
    let words = Words::of(title, font);
    for (size, most) in TITLES {
        let lines = words.wrapped(size);
        if lines.len() <= most && lines.iter().all(|line| width(units(line, font), font, size) <= ROOM) {
            return (size, lines);
        }
    }
    let [.., (size, most)] = TITLES;
    let mut lines = words.wrapped(size);
    if lines.len() > most {
        let rest = lines.split_off(most - 1).join(" ");
        lines.push(rest);
    }
    (size, lines.iter().map(|line| shortened(line, font, size)).collect())
}

impl<'a> Words<'a> {
    fn of(text: &'a str, font: &'a Font<'a>) -> Self {
        let words = text.split_whitespace().map(|word| (word, units(word, font))).collect();
        Self { words, space: units(" ", font), font }
    }

    /// The words in lines, each filled as far as it goes, and then as even as that number of lines allows.
    fn wrapped(&self, size: i64) -> Vec<String> {
        let fewest = self.counts(size, ROOM).len();
        let mut room = ROOM;
        while room > ROOM / 3 && self.counts(size, room - 24).len() == fewest {
            room -= 24;
        }
        let mut words = self.words.iter().map(|(word, _)| *word);
        let line = |count: usize| words.by_ref().take(count).collect::<Vec<_>>().join(" ");
        self.counts(size, room).into_iter().map(line).collect()
    }

    /// How many words each line takes that has so much room.
    fn counts(&self, size: i64, room: i64) -> Vec<usize> {
        let mut counts: Vec<usize> = Vec::new();
        let mut filled = 0;
        for (_, word) in &self.words {
            let longer = filled + self.space + word;
            match counts.last_mut() {
                Some(count) if width(longer, self.font, size) <= room => {
                    *count += 1;
                    filled = longer;
                }
                Some(_) | None => {
                    counts.push(1);
                    filled = *word;
                }
            }
        }
        counts
    }
}

/// A line with as many letters as there is room for, and a mark where some are left out.
fn shortened(line: &str, font: &Font<'_>, size: i64) -> String {
    if width(units(line, font), font, size) <= ROOM {
        return line.to_owned();
    }
    let mut filled = units("…", font);
    let fits = |letter: &char| {
        filled += font.advance(*letter).unwrap_or_default();
        width(filled, font, size) <= ROOM
    };
    let kept: String = line.chars().take_while(fits).collect();
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
        let letters = Letters::default();
        let png = paint(&card("Calf strain"), &letters).unwrap();
        assert_eq!(&png[..8], b"\x89PNG\r\n\x1a\n");
        assert_eq!(&png[16..24], &[0, 0, 4, 0xB0, 0, 0, 2, 0x76]);
        assert_eq!(paint(&card("Calf strain"), &letters).as_ref(), Some(&png));
        assert_eq!(paint(&card("Calf strain"), &Letters::default()), Some(png));
    }

    #[test]
    fn a_title_that_the_font_lacks_gives_a_plain_card() {
        let letters = Letters::default();
        let painted = |title: &str| paint(&card(title), &letters);
        let arabic = painted("ألم الساق");
        assert_eq!(arabic, painted("膝の痛み"));
        assert_ne!(arabic, painted("Knee pain"));
    }

    #[test]
    fn titles_are_as_large_as_they_fit_and_long_ones_are_cut_off() {
        let letters = Letters::default();
        let font = letters.font(Weight::Bold).unwrap();
        assert_eq!(fitted("Calf strain", font), (92, vec!["Calf strain".to_owned()]));
        let (size, lines) = fitted("When to get help for a sore, swollen or painful lower leg", font);
        assert!(size < 92 && lines.len() > 1, "{size} {lines:?}");
        let (size, lines) = fitted(&"word ".repeat(80), font);
        assert_eq!((size, lines.len()), (56, 4));
        assert!(lines[3].ends_with('…') && lines.iter().all(|line| width(units(line, font), font, 56) <= ROOM));
        let (_, lines) = fitted(&"w".repeat(200), font);
        assert!(lines.len() == 1 && lines[0].ends_with('…'));
    }
    #[test]
    fn a_card_is_small() {
        let letters = Letters::default();
        let size = |title: &str| paint(&card(title), &letters).unwrap().len();
        assert!(size("Calf strain") < 8 * 1024, "{}", size("Calf strain"));
        let long = "When to get help for a sore, swollen or painful lower leg, and whom to ask for it";
        assert!(size(long) < 20 * 1024, "{}", size(long));
    }
}

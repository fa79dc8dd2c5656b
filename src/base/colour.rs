//! Colours as `#rrggbb`, mixtures of two, and how far apart in brightness two are (WCAG 2's contrast).
//!
//! All in whole numbers, so that every machine comes to the same colour and the same verdict.

/// How bright each value of a channel is, in millionths: WCAG 2's relative luminance (sRGB made linear).
const LINEAR: [u32; 256] = [
    0, 304, 607, 911, 1214, 1518, 1821, 2125, 2428, 2732, 3035, 3347, 3677, 4025, 4391, 4777, 5182, 5605, 6049, 6512,
    6995, 7499, 8023, 8568, 9134, 9721, 10330, 10960, 11612, 12286, 12983, 13702, 14444, 15209, 15996, 16807, 17642,
    18500, 19382, 20289, 21219, 22174, 23153, 24158, 25187, 26241, 27321, 28426, 29557, 30713, 31896, 33105, 34340,
    35601, 36889, 38204, 39546, 40915, 42311, 43735, 45186, 46665, 48172, 49707, 51269, 52861, 54480, 56128, 57805,
    59511, 61246, 63010, 64803, 66626, 68478, 70360, 72272, 74214, 76185, 78187, 80220, 82283, 84376, 86500, 88656,
    90842, 93059, 95307, 97587, 99899, 102242, 104616, 107023, 109462, 111932, 114435, 116971, 119538, 122139, 124772,
    127438, 130136, 132868, 135633, 138432, 141263, 144128, 147027, 149960, 152926, 155926, 158961, 162029, 165132,
    168269, 171441, 174647, 177888, 181164, 184475, 187821, 191202, 194618, 198069, 201556, 205079, 208637, 212231,
    215861, 219526, 223228, 226966, 230740, 234551, 238398, 242281, 246201, 250158, 254152, 258183, 262251, 266356,
    270498, 274677, 278894, 283149, 287441, 291771, 296138, 300544, 304987, 309469, 313989, 318547, 323143, 327778,
    332452, 337164, 341914, 346704, 351533, 356400, 361307, 366253, 371238, 376262, 381326, 386429, 391572, 396755,
    401978, 407240, 412543, 417885, 423268, 428690, 434154, 439657, 445201, 450786, 456411, 462077, 467784, 473531,
    479320, 485150, 491021, 496933, 502886, 508881, 514918, 520996, 527115, 533276, 539479, 545724, 552011, 558340,
    564712, 571125, 577580, 584078, 590619, 597202, 603827, 610496, 617207, 623960, 630757, 637597, 644480, 651406,
    658375, 665387, 672443, 679542, 686685, 693872, 701102, 708376, 715694, 723055, 730461, 737910, 745404, 752942,
    760525, 768151, 775822, 783538, 791298, 799103, 806952, 814847, 822786, 830770, 838799, 846873, 854993, 863157,
    871367, 879622, 887923, 896269, 904661, 913099, 921582, 930111, 938686, 947307, 955973, 964686, 973445, 982251,
    991102, 1000000,
];

/// A colour of sRGB.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Colour {
    /// Red.
    pub red: u8,
    /// Green.
    pub green: u8,
    /// Blue.
    pub blue: u8,
}

/// A ratio of contrast in hundredths, rounded down: 450 is 4.5 to 1. From 100 to 2100.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Contrast(pub u32);

impl Colour {
    /// White.
    pub const WHITE: Self = Self { red: 255, green: 255, blue: 255 };

    /// Black.
    pub const BLACK: Self = Self { red: 0, green: 0, blue: 0 };

    /// Reads `#rrggbb`, in small or capital letters; `None` for anything else.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let digits = text.strip_prefix('#').filter(|digits| digits.len() == 6 && digits.is_ascii())?;
        let number =
            digits.bytes().all(|byte| byte.is_ascii_hexdigit()).then(|| u32::from_str_radix(digits, 16).ok())??;
        let [_, red, green, blue] = number.to_be_bytes();
        Some(Self { red, green, blue })
    }

    /// The colour as `#rrggbb`, in small letters.
    #[must_use]
    pub fn hex(self) -> String {
        format!("#{:02x}{:02x}{:02x}", self.red, self.green, self.blue)
    }

    /// This colour with `share` hundredths of another: 0 is this one, 100 the other.
    #[must_use]
    pub fn mixed(self, other: Self, share: u32) -> Self {
        let share = share.min(100);
        let channel = |own: u8, other: u8| {
            let mixed = (u32::from(own) * (100 - share) + u32::from(other) * share + 50) / 100;
            u8::try_from(mixed).unwrap_or(u8::MAX)
        };
        Self {
            red: channel(self.red, other.red),
            green: channel(self.green, other.green),
            blue: channel(self.blue, other.blue),
        }
    }

    /// This colour as strong as it can be: its channels grow alike until the highest is `highest`. Black becomes a
    /// grey.
    #[must_use]
    pub fn raised(self, highest: u8) -> Self {
        let most = self.red.max(self.green).max(self.blue);
        if most == 0 {
            return Self { red: highest, green: highest, blue: highest };
        }
        let channel = |own: u8| {
            let grown = u32::from(own) * u32::from(highest) / u32::from(most);
            u8::try_from(grown).unwrap_or(u8::MAX)
        };
        Self { red: channel(self.red), green: channel(self.green), blue: channel(self.blue) }
    }

    /// The contrast with another colour, whichever of the two is brighter.
    #[must_use]
    pub fn contrast(self, other: Self) -> Contrast {
        // WCAG adds 0.05 to both, for the light that any screen throws back.
        let own = self.luminance() + 500_000_000;
        let other = other.luminance() + 500_000_000;
        let hundredths = own.max(other) * 100 / own.min(other);
        Contrast(u32::try_from(hundredths).unwrap_or(u32::MAX))
    }

    /// Relative luminance, in parts of ten thousand millions.
    fn luminance(self) -> u64 {
        let linear = |channel: u8| u64::from(LINEAR.get(usize::from(channel)).copied().unwrap_or_default());
        2_126 * linear(self.red) + 7_152 * linear(self.green) + 722 * linear(self.blue)
    }
}

impl std::fmt::Display for Contrast {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let (whole, hundredths) = (self.0 / 100, self.0 % 100);
        match hundredths % 10 {
            0 => write!(formatter, "{whole}.{}", hundredths / 10),
            _ => write!(formatter, "{whole}.{hundredths:02}"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn colour(text: &str) -> Colour {
        Colour::parse(text).unwrap()
    }

    #[test]
    fn contrasts_are_those_of_wcag() {
        let pairs = [
            ("#000000", "#ffffff", "21.0"),
            ("#ffffff", "#ffffff", "1.0"),
            ("#777777", "#ffffff", "4.47"),
            ("#767676", "#ffffff", "4.54"),
            ("#0000ff", "#ffffff", "8.59"),
            ("#ff0000", "#ffffff", "3.99"),
        ];
        for (one, other, expected) in pairs {
            assert_eq!(colour(one).contrast(colour(other)).to_string(), expected, "{one} on {other}");
            assert_eq!(colour(other).contrast(colour(one)).to_string(), expected);
        }
    }

    #[test]
    fn six_digits_after_a_hash_are_a_colour_and_nothing_else_is() {
        assert_eq!(colour("#0B5751").hex(), "#0b5751");
        for wrong in ["", "#", "#fff", "0b5751", "#0b575", "#0b57511", "#+b5751", "#0b575é", "teal"] {
            assert_eq!(Colour::parse(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn mixtures_run_from_one_colour_to_the_other() {
        let (dark, light) = (colour("#102030"), colour("#ffffff"));
        assert_eq!(dark.mixed(light, 0), dark);
        assert_eq!(dark.mixed(light, 100), light);
        assert_eq!(Colour::BLACK.mixed(light, 50).hex(), "#808080");
        assert_eq!(dark.raised(240).hex(), "#50a0f0");
        assert_eq!(Colour::BLACK.raised(240).hex(), "#f0f0f0");
    }
}

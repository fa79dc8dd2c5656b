//! Points and directions in a figure: the body is 1000 units high, x points ahead and y up.
//!
//! Only `+ − × ÷ √` and a table of whole numbers are used, as those give the same bits on every computer; the sine of
//! a platform's library does not.

use std::ops::{Add, Mul, Neg, Sub};

/// A point, or the way from one to another.
#[derive(Clone, Copy, Debug, PartialEq, Default)]
pub struct Point {
    /// Ahead.
    pub x: f64,
    /// Up.
    pub y: f64,
}

/// The sines of 0 to 90 degrees in millionths.
const SINES: [i32; 91] = [
    0, 17_452, 34_899, 52_336, 69_756, 87_156, 104_528, 121_869, 139_173, 156_434, 173_648, 190_809, 207_912, 224_951,
    241_922, 258_819, 275_637, 292_372, 309_017, 325_568, 342_020, 358_368, 374_607, 390_731, 406_737, 422_618,
    438_371, 453_990, 469_472, 484_810, 500_000, 515_038, 529_919, 544_639, 559_193, 573_576, 587_785, 601_815,
    615_661, 629_320, 642_788, 656_059, 669_131, 681_998, 694_658, 707_107, 719_340, 731_354, 743_145, 754_710,
    766_044, 777_146, 788_011, 798_636, 809_017, 819_152, 829_038, 838_671, 848_048, 857_167, 866_025, 874_620,
    882_948, 891_007, 898_794, 906_308, 913_545, 920_505, 927_184, 933_580, 939_693, 945_519, 951_057, 956_305,
    961_262, 965_926, 970_296, 974_370, 978_148, 981_627, 984_808, 987_688, 990_268, 992_546, 994_522, 996_195,
    997_564, 998_630, 999_391, 999_848, 1_000_000,
];

/// The point at `x`, `y`.
#[must_use]
pub const fn at(x: f64, y: f64) -> Point {
    Point { x, y }
}

/// The direction that leans so many degrees from straight up; leaning ahead is positive.
#[must_use]
pub fn up(lean: i32) -> Point {
    at(sine(lean), sine(lean + 90))
}

/// The direction from a joint down to the next one of a limb that leans so many degrees from upright.
#[must_use]
pub fn down(lean: i32) -> Point {
    -up(lean)
}

/// The direction along a sole, heel to toes, whose heel is so many degrees higher than its toes.
#[must_use]
pub fn along(pitch: i32) -> Point {
    at(sine(pitch + 90), -sine(pitch))
}

/// The sine of whole degrees.
fn sine(degrees: i32) -> f64 {
    let turned = degrees.rem_euclid(360);
    let (half, sign) = if turned < 180 { (turned, 1.0) } else { (turned - 180, -1.0) };
    let quarter = if half > 90 { 180 - half } else { half };
    let millionths = usize::try_from(quarter).ok().and_then(|place| SINES.get(place)).copied().unwrap_or(0);
    sign * f64::from(millionths) / 1_000_000.0
}

impl Point {
    /// The distance from the origin.
    #[must_use]
    pub fn length(self) -> f64 {
        (self.x * self.x + self.y * self.y).sqrt()
    }

    /// The same direction, one unit long; straight down for no way at all.
    #[must_use]
    pub fn unit(self) -> Point {
        let length = self.length();
        if length < 1e-9 { at(0.0, -1.0) } else { at(self.x / length, self.y / length) }
    }

    /// Turned left by a right angle: from down to ahead.
    #[must_use]
    pub fn left(self) -> Point {
        at(-self.y, self.x)
    }

    /// How far two directions agree: 1 when alike, 0 at a right angle.
    #[must_use]
    pub fn dot(self, other: Point) -> f64 {
        self.x * other.x + self.y * other.y
    }

    /// A point given along and across a direction (`across` to its left), from here.
    #[must_use]
    pub fn from(self, direction: Point, along: f64, across: f64) -> Point {
        self + direction * along + direction.left() * across
    }

    /// The point a share of the way to another.
    #[must_use]
    pub fn towards(self, other: Point, share: f64) -> Point {
        self + (other - self) * share
    }

    /// The nearest sixteenth of a unit, so that a last bit of difference reaches no output.
    #[must_use]
    pub fn snapped(self) -> Point {
        let snap = |value: f64| (value * 16.0).round() / 16.0;
        at(snap(self.x), snap(self.y))
    }

    /// `direction` turned by what turns `from` into `to`; all are one unit long.
    #[must_use]
    pub fn turned(direction: Point, from: Point, to: Point) -> Point {
        let (cosine, sine) = (from.dot(to), from.left().dot(to));
        at(direction.x * cosine - direction.y * sine, direction.x * sine + direction.y * cosine)
    }

    /// The lean in whole degrees, −180 to 180, whose [`up`] is nearest to this direction.
    #[must_use]
    pub fn lean(self) -> i32 {
        let unit = self.unit();
        let mut best = (0, f64::MIN);
        for lean in -179..=180 {
            let agreement = up(lean).dot(unit);
            if agreement > best.1 {
                best = (lean, agreement);
            }
        }
        best.0
    }
}

impl Add for Point {
    type Output = Point;
    fn add(self, other: Point) -> Point {
        at(self.x + other.x, self.y + other.y)
    }
}

impl Sub for Point {
    type Output = Point;
    fn sub(self, other: Point) -> Point {
        at(self.x - other.x, self.y - other.y)
    }
}

impl Mul<f64> for Point {
    type Output = Point;
    fn mul(self, by: f64) -> Point {
        at(self.x * by, self.y * by)
    }
}

impl Neg for Point {
    type Output = Point;
    fn neg(self) -> Point {
        at(-self.x, -self.y)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn directions_are_those_of_a_body() {
        let near = |left: Point, right: Point| (left - right).length() < 1e-5;
        assert!(near(up(90), at(1.0, 0.0)), "leaning ahead is ahead");
        assert!(near(down(-90), at(1.0, 0.0)), "a thigh that leans back lies ahead of the hip");
        assert!(near(along(90), at(0.0, -1.0)), "on the toes the sole points down");
        assert!(near(at(0.0, -1.0).left(), at(1.0, 0.0)));
        for lean in -179..=180 {
            assert_eq!(up(lean).lean(), lean);
            assert!((up(lean).length() - 1.0).abs() < 1e-5, "{lean}");
        }
    }

    #[test]
    fn turning_follows_the_example() {
        let turned = Point::turned(up(20), up(0), up(30));
        assert!((turned - up(50)).length() < 1e-5);
    }
}

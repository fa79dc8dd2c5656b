//! Two bones from a joint to a target: where the middle joint lies when both keep their length.

use super::point::Point;

/// To which side of the way from root to target the middle joint lies.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Bend {
    /// To its left: a knee of a leg that hangs.
    Left,
    /// To its right: an elbow of an arm that reaches ahead.
    Right,
}

/// The middle joint of two bones from `root` to `target`; `None` where they do not reach.
#[must_use]
pub fn middle(root: Point, target: Point, first: f64, second: f64, bend: Bend) -> Option<Point> {
    let way = target - root;
    let distance = way.length();
    // A sixteenth of a unit is far below what is seen, and more than what rounding costs.
    if distance > first + second + 0.0625 || distance < (first - second).abs() - 0.0625 || distance < 1e-6 {
        return None;
    }
    let along = (first * first - second * second + distance * distance) / (2.0 * distance);
    let across = (first * first - along * along).max(0.0).sqrt();
    let side = match bend {
        Bend::Left => across,
        Bend::Right => -across,
    };
    Some(root.from(way.unit(), along, side))
}

#[cfg(test)]
mod tests {
    use super::super::point::at;
    use super::*;

    #[test]
    fn bones_keep_their_length_and_reach_or_say_so() {
        let root = at(0.0, 500.0);
        let knee = middle(root, at(30.0, 60.0), 245.0, 246.0, Bend::Left).unwrap();
        assert!((knee - root).length() - 245.0 < 1e-9);
        assert!(((knee - at(30.0, 60.0)).length() - 246.0).abs() < 1e-9);
        assert!(knee.x > 15.0, "a knee bends ahead");
        assert_eq!(middle(root, at(0.0, 0.0), 245.0, 246.0, Bend::Left), None);
    }
}

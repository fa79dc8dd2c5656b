//! A drawing for a language that is written from right to left: the same picture, seen in a mirror, with its words as
//! they are.

use super::draw::{Drawing, DrawnText, Rect};

/// The side that a drawing's texts begin on.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Direction {
    /// The left.
    #[default]
    LeftToRight,
    /// The right.
    RightToLeft,
}

impl Drawing {
    /// The drawing with right and left changed. Texts that began at a left edge begin at the right one.
    #[must_use]
    pub fn mirrored(mut self) -> Self {
        let width = self.width;
        for shape in &mut self.boxes {
            rect(&mut shape.rect, width);
            texts(&mut shape.texts, width);
        }
        for chip in &mut self.chips {
            rect(&mut chip.rect, width);
            texts(&mut chip.texts, width);
        }
        for (x, _) in self.lines.iter_mut().flat_map(|line| &mut line.points) {
            *x = width - *x;
        }
        self.direction = match self.direction {
            Direction::LeftToRight => Direction::RightToLeft,
            Direction::RightToLeft => Direction::LeftToRight,
        };
        self
    }
}

fn rect(rect: &mut Rect, width: i32) {
    rect.x = width - rect.right();
}

fn texts(texts: &mut [DrawnText], width: i32) {
    for text in texts {
        text.x = width - text.x;
        text.point = text.point.map(|x| width - x);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::chart::draw::{DrawnChip, DrawnLine};

    #[test]
    fn twice_mirrored_is_as_before() {
        let drawing = Drawing {
            width: 100,
            chips: vec![DrawnChip {
                step: 0,
                answer: 0,
                rect: Rect { x: 10, y: 0, width: 20, height: 5 },
                texts: Vec::new(),
            }],
            lines: vec![DrawnLine { from: 0, chip: 0, to: 0, points: vec![(20, 0), (20, 9)] }],
            ..Drawing::default()
        };
        let mirrored = drawing.clone().mirrored();
        assert_eq!(mirrored.chips[0].rect.x, 70);
        assert_eq!(mirrored.lines[0].points, [(80, 0), (80, 9)]);
        assert_eq!(mirrored.mirrored(), drawing);
    }
}

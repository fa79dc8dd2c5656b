//! A pose as a picture of its own for paper: one SVG text with its style and its size in millimetres.
//!
//! It needs no style sheet and no ids, is black on white, and is the same at every call. A standing figure is 27 mm
//! high. What the picture says is in its captions; the caller gives the text in its place (`alt`) as well.

use super::svg::{self, Drawn};
use crate::chart::measure::{Measure, Weight};
use crate::chart::wrap::wrap;

/// The size of type that captions are broken into lines at, in pixels.
const MEASURED: i32 = 16;

/// The picture of a pose with these captions under it, numbered where there are two; none leaves the drawing alone.
///
/// Captions are 12 pt, broken to the picture's width.
#[must_use]
pub fn alone(drawn: &Drawn, alt: &str, captions: &[String]) -> String {
    if captions.is_empty() {
        return svg::alone(drawn, alt, &[]);
    }
    let measure = Measure::new();
    // Lines are measured at a page's size: the room is so many times narrower as the type is smaller.
    let width = drawn.width.max(svg::CAPTION_WIDTH) * MEASURED / svg::CAPTION;
    let lines = |(place, caption): (usize, &String)| {
        let text = if captions.len() > 1 { format!("{}. {caption}", place + 1) } else { caption.clone() };
        wrap(&measure, &text, Weight::Regular, MEASURED, width).into_iter().map(|line| line.text).collect()
    };
    let captions: Vec<Vec<String>> = captions.iter().enumerate().map(lines).collect();
    svg::alone(drawn, alt, &captions)
}

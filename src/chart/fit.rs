//! A flow for a screen or for one sheet of paper: the chart where its type stays readable, else the ladder.
//!
//! For paper, widths of texts and gaps are tried until the smallest type is 9 points; nothing is ever shrunk below that.

use super::boxes::{Blocks, Style, Words};
use super::columns::Care;
use super::draw::Drawing;
use super::faults::faults;
use super::ladder::{Rungs, ladder};
use super::measure::Measure;
use super::plan::Choice;
use super::rows::Pack;
use super::search::{Aim, Found, Search, net};
use crate::flow::outline::Outline;

/// What a flow is drawn for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Medium {
    /// A wide screen.
    Screen,
    /// A sheet of A4.
    A4,
    /// A sheet of US Letter.
    Letter,
}

/// The smallest type on paper, in tenths of a point.
pub const LEAST_TYPE: i32 = 90;

/// Why a flow cannot be drawn on a sheet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TooLarge {
    /// The type it would have, in tenths of a point.
    pub best: i32,
    /// The three questions with the longest texts: id and letters, the longest first.
    pub longest: Vec<(String, usize)>,
}

/// The styles for a screen, from wide to narrow.
const SCREEN: [Style; 3] = [
    Style { ask: 200, list: 520, chip: 112, pair: 170, end: 118, gap: 20, leading: 20, above: 8 },
    Style { ask: 190, list: 470, chip: 100, pair: 160, end: 112, gap: 16, leading: 20, above: 8 },
    Style { ask: 180, list: 500, chip: 92, pair: 150, end: 104, gap: 14, leading: 20, above: 8 },
];

/// The ladders for paper, from the most to the least airy.
const LADDERS: [Rungs; 12] = [
    rungs(2, 7, 38),
    rungs(2, 5, 38),
    rungs(3, 7, 40),
    rungs(3, 5, 40),
    rungs(1, 7, 40),
    rungs(2, 4, 34),
    rungs(2, 4, 42),
    rungs(3, 4, 36),
    rungs(3, 4, 44),
    Rungs { leading: 17, gap: 5, ..rungs(2, 2, 38) },
    Rungs { leading: 17, gap: 5, ..rungs(3, 2, 38) },
    Rungs { leading: 17, gap: 5, ..rungs(3, 2, 44) },
];

/// A ladder with the usual gaps.
const fn rungs(columns: usize, above: i32, share: i32) -> Rungs {
    Rungs { columns, above, share, leading: 18, gap: 6 }
}

/// The widest that a chart on a screen should be.
const SCREEN_WIDTH: i32 = 1164;

impl Medium {
    /// The room for the drawing in tenths of a point: the sheet less 8 mm around it and
    /// 26 mm for the title, the numbers, the safety net and the review.
    fn sheet(self) -> Option<(i32, i32)> {
        match self {
            Self::Screen => None,
            Self::A4 => Some((5499, 7228)),
            Self::Letter => Some((5666, 6718)),
        }
    }

    /// The room in pixels at which type of 16 pixels is as small as it may be.
    fn aim(self) -> Aim {
        let pixels = |room: i32| room * super::boxes::SIZE / LEAST_TYPE;
        match self.sheet() {
            None => Aim { width: SCREEN_WIDTH, height: 1_000_000 },
            Some((width, height)) => Aim { width: pixels(width), height: pixels(height) },
        }
    }
}

/// The size of a drawing's type on a sheet, in tenths of a point, at most 12 points; a screen's is never scaled.
#[must_use]
pub fn type_size(drawing: &Drawing, medium: Medium) -> i32 {
    let Some((width, height)) = medium.sheet() else { return 120 };
    let size = super::boxes::SIZE;
    (width * size / drawing.width.max(1)).min(height * size / drawing.height.max(1)).min(120)
}

/// Draws a flow for a medium.
///
/// # Errors
/// When a flow fits its sheet in neither form; the error says what to shorten.
pub fn fit(outline: &Outline, words: &Words, measure: &Measure, medium: Medium) -> Result<Drawing, TooLarge> {
    match medium {
        Medium::Screen => Ok(screen(outline, words, measure)),
        Medium::A4 | Medium::Letter => paper(outline, words, measure, medium),
    }
}

/// The first style whose drawing is narrow enough, else the narrowest.
fn screen(outline: &Outline, words: &Words, measure: &Measure) -> Drawing {
    let net = net(outline);
    let mut narrowest: Option<(bool, i32, Drawing)> = None;
    let mut choice = Choice::authored(&net);
    for style in &SCREEN {
        let blocks = Blocks::new(outline, words, measure, style);
        let search =
            Search { outline, net: &net, blocks: &blocks, style, pack: Pack::Level, aim: Medium::Screen.aim() };
        let Found { drawing, choice: chosen, .. } = search.from(choice, 3);
        choice = chosen;
        let wrong = !faults(&drawing).is_empty();
        if !wrong && drawing.width <= SCREEN_WIDTH {
            return drawing;
        }
        if narrowest.as_ref().is_none_or(|(other, width, _)| (wrong, drawing.width) < (*other, *width)) {
            narrowest = Some((wrong, drawing.width, drawing));
        }
        if net.len() > super::search::MOST {
            break;
        }
    }
    narrowest.map(|(_, _, drawing)| drawing).unwrap_or_default()
}

fn paper(outline: &Outline, words: &Words, measure: &Measure, medium: Medium) -> Result<Drawing, TooLarge> {
    let net = net(outline);
    let mut best: Option<(i32, Drawing)> = None;
    let mut choice = Choice::authored(&net);
    for (place, style) in styles().into_iter().enumerate() {
        let blocks = Blocks::new(outline, words, measure, &style);
        let search = |pack| Search { outline, net: &net, blocks: &blocks, style: &style, pack, aim: medium.aim() };
        if place == 0 {
            choice = search(Pack::Family).from(choice, 3).choice;
        }
        // A sketch tells whether this style can come near; only then is it worth its own search.
        let sketch = search(Pack::Tight).candidate(choice.clone(), Care::Sketch);
        if type_size(&sketch.drawing, medium) < LEAST_TYPE * 9 / 10 {
            continue;
        }
        for pack in [Pack::Level, Pack::Family, Pack::Tight] {
            let found = search(pack).from(choice.clone(), 2);
            let size = type_size(&found.drawing, medium);
            if faults(&found.drawing).is_empty() && best.as_ref().is_none_or(|(before, _)| size > *before) {
                best = Some((size, found.drawing));
            }
            if best.as_ref().is_some_and(|(size, _)| *size >= LEAST_TYPE) {
                return best.map(|(_, drawing)| drawing).ok_or_else(|| too_large(outline, 0));
            }
        }
    }
    let most = best.map_or(0, |(size, _)| size);
    ladders(outline, words, measure, medium).map_err(|best| too_large(outline, best.max(most)))
}

/// The first ladder that fits a sheet; the error is the best type otherwise.
fn ladders(outline: &Outline, words: &Words, measure: &Measure, medium: Medium) -> Result<Drawing, i32> {
    let mut most = 0;
    for rungs in LADDERS {
        let drawing = ladder(outline, words, measure, medium.aim().width, rungs);
        let size = type_size(&drawing, medium);
        if size >= LEAST_TYPE && faults(&drawing).is_empty() {
            return Ok(drawing);
        }
        most = most.max(size);
    }
    Err(most)
}

/// Whether a flow fits a sheet of each size in one form or the other; the error is of the first that it does not fit.
///
/// # Errors
/// The first sheet that the flow does not fit, with what to shorten.
pub fn fits_paper(outline: &Outline, words: &Words, measure: &Measure) -> Result<(), (Medium, TooLarge)> {
    for medium in [Medium::A4, Medium::Letter] {
        if ladders(outline, words, measure, medium).is_err() {
            paper(outline, words, measure, medium).map_err(|error| (medium, error))?;
        }
    }
    Ok(())
}

/// From a page's widest to its narrowest.
fn styles() -> Vec<Style> {
    let style =
        |(ask, list, chip, end, gap)| Style { ask, list, chip, pair: chip * 3 / 2, end, gap, leading: 19, above: 6 };
    let widths = [(190, 620, 100, 126, 14), (160, 700, 84, 110, 14), (150, 480, 84, 100, 12), (170, 560, 76, 90, 12)];
    widths.map(style).to_vec()
}

fn too_large(outline: &Outline, best: i32) -> TooLarge {
    let letters = |step: &crate::flow::outline::StepView| {
        let answers = step.answers.iter().map(|answer| answer.label.chars().count()).sum::<usize>();
        step.ask.chars().count() + step.any_of.iter().map(|item| item.chars().count()).sum::<usize>() + answers
    };
    let mut longest: Vec<(String, usize)> = outline.steps.iter().map(|step| (step.id.clone(), letters(step))).collect();
    longest.sort_by(|one, other| other.1.cmp(&one.1).then_with(|| one.0.cmp(&other.0)));
    longest.truncate(3);
    TooLarge { best, longest }
}

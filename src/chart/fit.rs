//! A flow for a screen or for one sheet of paper: the chart where its type stays readable, else the ladder.
//!
//! For paper, widths of texts and gaps are tried until the smallest type is 9 points; nothing is ever shrunk below
//! that.

use super::boxes::{Library, Repeats, Style, WIDTHS, Words, Wrap};
use super::draw::Drawing;
use super::faults::faults;
use super::ladder::{Rungs, ladder};
use super::measure::Measure;
use super::rows::Pack;
use super::search::{Aim, Patience, Picks, Search, Share, net};
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

/// What an author wishes of the drawing.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Wishes {
    /// Whether an outcome that several answers lead to is drawn once.
    pub share: Share,
    /// The form on paper.
    pub paper: PaperForm,
}

/// The form of a flow on paper.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum PaperForm {
    /// The chart where it can be read, else the ladder.
    #[default]
    Auto,
    /// The ladder.
    Ladder,
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

/// How close everything stands on a screen.
const SCREEN: Style = Style { gap: 20, leading: 20, above: 8, arrow: 20, repeats: Repeats::Full };

/// How close everything stands on paper, the airiest first.
const PAPER: [Style; 1] = [Style { gap: 12, leading: 18, above: 4, arrow: 14, repeats: Repeats::Full }];

/// The widths of texts on a screen.
const SCREEN_WRAPS: [Wrap; WIDTHS] = [
    Wrap { ask: 150, list: 440, chip: 84, end: 100 },
    Wrap { ask: 180, list: 520, chip: 112, end: 120 },
    Wrap { ask: 220, list: 620, chip: 140, end: 140 },
    Wrap { ask: 300, list: 720, chip: 200, end: 170 },
];

/// The widths of texts on paper.
const PAPER_WRAPS: [Wrap; WIDTHS] = [
    Wrap { ask: 130, list: 560, chip: 64, end: 92 },
    Wrap { ask: 165, list: 660, chip: 90, end: 112 },
    Wrap { ask: 210, list: 710, chip: 120, end: 136 },
    Wrap { ask: 300, list: 760, chip: 180, end: 170 },
];

/// The ladders for paper, from the most to the least airy. The last name an outcome that is shown again by its number.
const LADDERS: [Rungs; 18] = [
    rungs(2, 7, 38),
    rungs(2, 5, 38),
    rungs(3, 7, 40),
    rungs(3, 5, 40),
    rungs(1, 7, 40),
    rungs(2, 4, 34),
    rungs(2, 4, 42),
    rungs(3, 4, 36),
    rungs(3, 4, 44),
    Rungs { leading: 17, ..rungs(2, 2, 38) },
    Rungs { leading: 17, ..rungs(3, 2, 38) },
    Rungs { leading: 17, ..rungs(3, 2, 44) },
    Rungs { repeats: Repeats::Number, ..rungs(2, 3, 38) },
    Rungs { repeats: Repeats::Number, ..rungs(3, 3, 42) },
    Rungs { repeats: Repeats::Number, leading: 17, ..rungs(2, 2, 38) },
    Rungs { repeats: Repeats::Number, leading: 17, ..rungs(2, 2, 46) },
    Rungs { repeats: Repeats::Number, leading: 17, ..rungs(3, 2, 38) },
    Rungs { repeats: Repeats::Number, leading: 17, ..rungs(3, 2, 46) },
];

/// A ladder with the usual distance of lines.
const fn rungs(columns: usize, above: i32, share: i32) -> Rungs {
    Rungs { columns, above, share, leading: 18, repeats: Repeats::Full }
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
pub fn fit(
    outline: &Outline,
    words: &Words,
    measure: &Measure,
    medium: Medium,
    wishes: Wishes,
) -> Result<Drawing, TooLarge> {
    match (medium, wishes.paper) {
        (Medium::Screen, _) => Ok(screen(outline, words, measure, wishes.share)),
        (Medium::A4 | Medium::Letter, PaperForm::Auto) => paper(outline, words, measure, medium, wishes.share),
        (Medium::A4 | Medium::Letter, PaperForm::Ladder) => {
            ladders(outline, words, measure, medium).map_err(|best| too_large(outline, best))
        }
    }
}

fn screen(outline: &Outline, words: &Words, measure: &Measure, share: Share) -> Drawing {
    let net = net(outline);
    let library = Library::new(outline, words, measure, &SCREEN, &SCREEN_WRAPS);
    let aim = Medium::Screen.aim();
    let search = Search {
        outline,
        net: &net,
        library: &library,
        style: &SCREEN,
        pack: Pack::Family,
        aim,
        share,
        patience: Patience::Once(500),
    };
    search.from(Picks::authored(outline, &net, share)).drawing
}

/// The first style, from the airiest on, whose best drawing fits the sheet; else the ladder.
fn paper(
    outline: &Outline,
    words: &Words,
    measure: &Measure,
    medium: Medium,
    share: Share,
) -> Result<Drawing, TooLarge> {
    let net = net(outline);
    let mut most = 0;
    let mut picks = Picks::authored(outline, &net, share);
    for style in &PAPER {
        let library = Library::new(outline, words, measure, style, &PAPER_WRAPS);
        let aim = medium.aim();
        for (pack, patience) in [(Pack::Family, Patience::Once(2000)), (Pack::Tight, Patience::UntilItFits(2000))] {
            let search = Search { outline, net: &net, library: &library, style, pack, aim, share, patience };
            let found = search.from(picks);
            let size = type_size(&found.drawing, medium);
            if found.faults == 0 && size >= LEAST_TYPE {
                return Ok(found.drawing);
            }
            most = most.max(size);
            picks = found.picks;
        }
    }
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

/// Whether a flow fits these sheets in one form or the other; the error is of the first that it does not fit. A ladder
/// is looked for first, as that takes no search.
///
/// # Errors
/// The first sheet that the flow does not fit, with what to shorten.
pub fn fits_paper(
    outline: &Outline,
    words: &Words,
    measure: &Measure,
    sheets: &[Medium],
    wishes: Wishes,
) -> Result<(), (Medium, TooLarge)> {
    for medium in sheets {
        if ladders(outline, words, measure, *medium).is_err() {
            fit(outline, words, measure, *medium, wishes).map_err(|error| (*medium, error))?;
        }
    }
    Ok(())
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

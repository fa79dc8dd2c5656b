//! What was drawn: charts and figures, which many pages and sheets show.

use std::sync::Arc;

use crate::base::memo::Memo;
use crate::chart::draw::Drawing;
use crate::chart::fit::TooLarge;
use crate::chart::measure::Measure;
use crate::picture::canvas::Colours;
use crate::picture::letters::Letters;
use crate::pose::svg::Drawn;

/// Drawings under the digests of what they show. They outlive the site they were made for: a preview hands them on.
#[derive(Clone, Debug, Default)]
pub struct Drawings {
    /// The fonts' measures, read once.
    pub measure: Arc<Measure>,
    /// The letters of cards, each drawn once.
    pub letters: Arc<Letters>,
    /// The figures of poses; `None` for a pose that cannot be drawn.
    pub poses: Memo<Option<Drawn>>,
    /// The colours of cards, by the clinic's colours and the style that they stand in.
    pub card_colours: Memo<Colours>,
    /// The codes of addresses on sheets: their size in squares, and their dark ones as a path.
    pub codes: Memo<Option<(usize, String)>>,
    /// The charts of flows on their media.
    pub charts: Memo<Result<Drawing, TooLarge>>,
}

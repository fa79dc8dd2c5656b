//! What was drawn: charts and figures, which many pages and sheets show.

use std::sync::Arc;

use crate::base::memo::Memo;
use crate::chart::draw::Drawing;
use crate::chart::fit::TooLarge;
use crate::chart::measure::Measure;
use crate::pose::figure::Figure;

/// Drawings under the digests of what they show. They outlive the site they were made for: a preview hands them on.
#[derive(Clone, Debug, Default)]
pub struct Drawings {
    /// The fonts' measures, read once.
    pub measure: Arc<Measure>,
    /// The figures of poses; `None` for a pose that cannot be drawn.
    pub poses: Memo<Option<Figure>>,
    /// The charts of flows on their media.
    pub charts: Memo<Result<Drawing, TooLarge>>,
}

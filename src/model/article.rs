//! A page of none of the other kinds.

use crate::model::text::{PageName, Text};

/// The front matter of an article.
#[derive(Clone, Debug, Default)]
pub struct Article {
    /// The anatomy page whose pictures are shown here; its fragment names one view of them.
    pub figure_from: Option<PageName>,
    /// The heading, by its id or text, under which they stand; without it they stand before the first heading.
    pub figure_under: Option<Text>,
}

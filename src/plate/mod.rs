//! A labelled picture of a part of the body: the drawing is read from an author's SVG, labels are placed beside it, and
//! both become SVG that the page's style sheet colours. Nothing here knows a page.

pub mod drawing;
pub mod place;
pub mod svg;

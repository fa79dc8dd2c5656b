//! The decision flow as a drawn chart: from the outline to boxes, chips and lines at whole pixels, and to SVG.
//!
//! [`plan`] decides what is drawn once and what is shown again, so that no two lines need cross; `columns`, `route` and
//! `rows` find the places; [`search`] chooses among plans and [`fit`] among sizes for a sheet of paper; [`faults`]
//! looks at the finished drawing. All of it is a pure function of the outline, in whole pixels. Nothing here knows a
//! page.

pub mod boxes;
mod columns;
pub mod draw;
pub mod faults;
pub mod fit;
mod frame;
pub mod ladder;
pub mod measure;
pub mod mirror;
pub mod plan;
mod pool;
mod route;
pub mod rows;
pub mod search;
mod settle;
mod straight;
pub mod svg;
mod table;
pub mod wrap;

#[cfg(test)]
mod testing;

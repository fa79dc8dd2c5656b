//! What is due for review: the pages by the day their review is due, for a list of them. It judges nothing: overdue
//! reviews are problems of their own.

use serde::Serialize;

use crate::body::Site;
use crate::model::page::Data;

/// One page that is, was or will be reviewed; the fields stand in the order they are written in.
#[derive(Debug, Serialize)]
pub struct Review {
    /// The day it is due, `2026-11-21`.
    pub due: Option<String>,
    /// Where it stands, in a word or two.
    pub state: &'static str,
    /// Who reviewed it last.
    pub reviewer: Option<String>,
    /// The page's file.
    pub path: String,
}

/// The pages that need a review, the earliest due first, those without a day last. References and glossary words need
/// none.
#[must_use]
pub fn reviews(site: &Site) -> Vec<Review> {
    let today = site.index.options.today;
    let pages = site.index.published().map(|(_, page)| page);
    let pages = pages.filter(|page| !matches!(page.data, Data::Reference(_) | Data::Term(_)));
    let mut reviews: Vec<Review> = pages
        .map(|page| {
            let review = &page.meta.review;
            let state = match review.due {
                Some(due) if due < today => "overdue",
                Some(_) => "due",
                None if review.on.is_some() => "no date",
                None => "never reviewed",
            };
            Review {
                due: review.due.map(|due| due.to_string()),
                state,
                reviewer: review.by.as_ref().map(|by| by.raw.clone()),
                path: page.path.to_string(),
            }
        })
        .collect();
    reviews.sort_by(|one, other| one.order().cmp(&other.order()));
    reviews
}

impl Review {
    /// The earliest first, those without a day last, then by reviewer and path.
    fn order(&self) -> (bool, Option<&str>, &str, &str) {
        (self.due.is_none(), self.due.as_deref(), self.reviewer.as_deref().unwrap_or("no reviewer"), &self.path)
    }
}

//! What a phase of a programme is said to need, in the interface's words. It decides nothing: days and tests are
//! content.

use crate::model::programme::Programme;
use crate::parse::words::Words;

/// The heading over a phase's criteria.
#[must_use]
pub fn move_on_heading(programme: &Programme, place: usize, words: &Words) -> String {
    let ends = programme.phases.get(place).is_some_and(|phase| phase.ends) || place + 1 == programme.phases.len();
    if ends {
        words.get("phase.finish").to_owned()
    } else {
        words.fill("phase.move_on", &[("n", &(place + 2).to_string())])
    }
}

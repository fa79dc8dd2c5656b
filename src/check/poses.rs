//! B001 to B007: the pose of an exercise, as a figure can or cannot be drawn from it.
//!
//! A figure that bends where no body bends, or floats above the floor, would teach a patient a movement that hurts.

use super::Subject;
use crate::diag::{Place, Problem};
use crate::model::page::Data;
use crate::pose::scene;

/// Reports what is wrong with the pose of an exercise.
pub(super) fn check(subject: Subject<'_>, problems: &mut Vec<Problem>) {
    let Data::Exercise(exercise) = &subject.page.data else { return };
    let Some(pose) = &exercise.pose else { return };
    for fault in scene::faults(pose) {
        let place = Place::at(&subject.page.path, fault.span);
        problems.push(Problem::new(fault.code, place, fault.message, fault.help));
    }
}

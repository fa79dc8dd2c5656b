//! Reading and writing a list by number where the number may be out of range.
//!
//! The layout is full of numbers that point into lists. A number out of range reads as the empty value and writes
//! nothing, so that no flow can stop a build.

/// The value at `place`, or the empty value.
pub(super) fn at<T: Copy + Default>(list: &[T], place: usize) -> T {
    list.get(place).copied().unwrap_or_default()
}

/// Puts a value at `place`, if there is such a place.
pub(super) fn put<T>(list: &mut [T], place: usize, value: T) {
    if let Some(slot) = list.get_mut(place) {
        *slot = value;
    }
}

/// Adds a value to the list at `place`, if there is such a list.
pub(super) fn add<T>(lists: &mut [Vec<T>], place: usize, value: T) {
    if let Some(list) = lists.get_mut(place) {
        list.push(value);
    }
}

/// The list at `place`, or an empty one.
pub(super) fn list<T>(lists: &[Vec<T>], place: usize) -> &[T] {
    lists.get(place).map_or(&[], Vec::as_slice)
}

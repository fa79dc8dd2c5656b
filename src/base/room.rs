//! Lists without room to spare. What a large site keeps is made list by list, and a list that grew has up to as much
//! room again, which adds up.

/// Moves a list into memory of its own size. Shrinking in place would not do: allocators keep a block that is more than
/// half full as it is.
pub fn fit<T>(list: &mut Vec<T>) {
    if list.capacity() > list.len() {
        let mut fitting = Vec::with_capacity(list.len());
        fitting.append(list);
        *list = fitting;
    }
}

/// The same for a text.
pub fn fit_text(text: &mut String) {
    if text.capacity() > text.len() {
        *text = text.as_str().to_owned();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_is_left_to_spare_and_nothing_is_lost() {
        let mut list: Vec<u32> = Vec::with_capacity(9);
        list.extend([1, 2, 3, 4, 5]);
        fit(&mut list);
        assert_eq!((list.as_slice(), list.capacity()), ([1, 2, 3, 4, 5].as_slice(), 5));
        let mut text = String::with_capacity(9);
        text.push_str("calf");
        fit_text(&mut text);
        assert_eq!((text.as_str(), text.capacity()), ("calf", 4));
    }
}

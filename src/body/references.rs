//! The numbered references of one page: each gets its number at its first use, and knows all its uses.

use crate::base::html::{escape, escape_into};
use crate::model::doc::CiteItem;
use crate::model::page::PageId;
use crate::parse::words::Words;

/// References in order of first use.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct References {
    /// The references, numbered from 1 by place.
    pub list: Vec<Cited>,
    groups: usize,
}

/// A reference with the places that cite it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cited {
    /// The reference's page.
    pub page: PageId,
    /// The ids of the places, in order.
    pub places: Vec<String>,
}

impl References {
    /// The number of a reference, given when it is first asked for. Counts from 1.
    pub fn number(&mut self, page: PageId) -> usize {
        match self.list.iter().position(|cited| cited.page == page) {
            Some(place) => place + 1,
            None => {
                self.list.push(Cited { page, places: Vec::new() });
                self.list.len()
            }
        }
    }

    /// Writes a group of citations as linked numbers in brackets: `[1, 3–5, 7, p. 75]`.
    ///
    /// Numbers ascend; three or more in a row are joined; an item with a locator stands alone.
    pub fn group(&mut self, items: &[(PageId, Option<&str>)], words: &Words) -> String {
        self.groups += 1;
        let place = format!("cite-{}", self.groups);
        let mut numbers: Vec<(usize, Option<&str>)> = Vec::new();
        for (page, locator) in items {
            let number = self.number(*page);
            if !numbers.contains(&(number, *locator)) {
                numbers.push((number, *locator));
            }
            if let Some(cited) = self.list.get_mut(number - 1)
                && !cited.places.contains(&place)
            {
                cited.places.push(place.clone());
            }
        }
        numbers.sort_unstable();
        let mut html = format!("<sup class=\"cite\" id=\"{place}\">[");
        write_joined(&mut html, &numbers, words);
        html.push_str("]</sup>");
        html
    }
}

/// The items of a group that lead to a reference, for [`References::group`].
pub fn known(items: &[CiteItem], find: impl Fn(&str) -> Option<PageId>) -> Vec<(PageId, Option<&str>)> {
    items.iter().filter_map(|item| Some((find(&item.key)?, item.locator.as_deref()))).collect()
}

fn write_joined(html: &mut String, numbers: &[(usize, Option<&str>)], words: &Words) {
    let mut rest = numbers;
    while let Some((first, after)) = rest.split_first() {
        let run = rest
            .iter()
            .enumerate()
            .take_while(|(step, (number, locator))| locator.is_none() && *number == first.0 + step)
            .count();
        if rest.len() < numbers.len() {
            html.push_str(", ");
        }
        write_link(html, first.0, words);
        if run >= 3 {
            html.push('–');
            write_link(html, first.0 + run - 1, words);
            rest = rest.get(run..).unwrap_or_default();
            continue;
        }
        if let Some(locator) = first.1 {
            html.push_str(", ");
            escape_into(html, locator);
        }
        rest = after;
    }
}

fn write_link(html: &mut String, number: usize, words: &Words) {
    let shown = number.to_string();
    let label = words.fill("references.source", &[("n", &shown)]);
    html.push_str(&format!("<a href=\"#ref-{shown}\" aria-label=\"{}\">{shown}</a>", escape(&label)));
}

/// The letter of a place: a, b, … z, aa, ab, …
#[must_use]
pub fn letter(place: usize) -> String {
    let last = char::from(b'a' + u8::try_from(place % 26).unwrap_or(0));
    match place / 26 {
        0 => last.to_string(),
        rest => format!("{}{last}", letter(rest - 1)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The text of a group without its tags.
    fn shown(references: &mut References, items: &[(u32, Option<&str>)]) -> String {
        let items: Vec<_> = items.iter().map(|(page, locator)| (PageId(*page), *locator)).collect();
        let html = references.group(&items, &Words::default());
        let mut text = String::new();
        let mut in_tag = false;
        for letter in html.chars() {
            match letter {
                '<' => in_tag = true,
                '>' => in_tag = false,
                letter if !in_tag => text.push(letter),
                _ => {}
            }
        }
        text
    }

    #[test]
    fn numbers_follow_first_use_and_ascend_in_a_group() {
        let mut references = References::default();
        assert_eq!(shown(&mut references, &[(7, None)]), "[1]");
        assert_eq!(shown(&mut references, &[(9, None), (7, None)]), "[1, 2]");
    }

    #[test]
    fn three_in_a_row_are_joined_and_locators_stand_alone() {
        let mut references = References::default();
        assert_eq!(shown(&mut references, &[(1, None), (2, None), (3, None), (4, Some("p. 75"))]), "[1–3, 4, p. 75]");
        assert_eq!(shown(&mut references, &[(2, Some("p. 1")), (3, None), (4, None)]), "[2, p. 1, 3, 4]");
        assert_eq!(references.list.first().map(|cited| cited.places.clone()), Some(vec!["cite-1".to_owned()]));
    }

    #[test]
    fn letters_go_on_after_z() {
        assert_eq!([letter(0), letter(25), letter(26), letter(52)], ["a", "z", "aa", "ba"]);
    }
}

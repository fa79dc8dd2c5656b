//! Words as numbers, given in the order in which words are first met: the same words in the same order give the same
//! numbers, whatever they hash to. A site has some hundred thousand words to look up, for which an ordered map is slow.

/// Words with their numbers.
#[derive(Clone, Debug, Default)]
pub struct Interner {
    /// Number of a word plus one, at a place that its hash leads to; 0 where there is none. A power of two long.
    slots: Vec<u32>,
    words: Vec<Box<str>>,
}

impl Interner {
    /// The number of a word, from 0; a new one when it was not met before.
    pub fn number(&mut self, word: &str) -> usize {
        if self.words.len() * 2 >= self.slots.len() {
            self.grow();
        }
        let place = self.place(word);
        match self.slots.get_mut(place) {
            Some(slot) if *slot == 0 => {
                self.words.push(word.into());
                *slot = u32::try_from(self.words.len()).unwrap_or(u32::MAX);
                self.words.len() - 1
            }
            Some(slot) => *slot as usize - 1,
            None => 0,
        }
    }

    /// The words in the order of their numbers.
    #[must_use]
    pub fn into_words(self) -> Vec<Box<str>> {
        self.words
    }

    fn grow(&mut self) {
        self.slots = vec![0; (self.slots.len() * 2).max(64)];
        for number in 0..self.words.len() {
            let place = self.words.get(number).map_or(0, |word| self.place(word));
            if let Some(slot) = self.slots.get_mut(place) {
                *slot = u32::try_from(number + 1).unwrap_or(u32::MAX);
            }
        }
    }

    /// The place of a word, or the free place where it would go.
    fn place(&self, word: &str) -> usize {
        let mask = self.slots.len() - 1;
        let mut place = usize::try_from(hash(word) & mask as u64).unwrap_or(0);
        loop {
            match self.slots.get(place) {
                Some(0) | None => return place,
                Some(number) if self.words.get(*number as usize - 1).is_some_and(|known| **known == *word) => {
                    return place;
                }
                Some(_) => place = (place + 1) & mask,
            }
        }
    }
}

/// FNV-1a, 64 bits.
fn hash(word: &str) -> u64 {
    word.bytes().fold(0xcbf2_9ce4_8422_2325, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_have_the_numbers_of_their_first_meeting() {
        let mut interner = Interner::default();
        let words: Vec<String> = (0..500).map(|number| format!("w{}", number * 7 % 250)).collect();
        let numbers: Vec<usize> = words.iter().map(|word| interner.number(word)).collect();
        assert_eq!(numbers.first(), Some(&0));
        assert!(words.iter().zip(&numbers).all(|(word, number)| interner.words[*number].as_ref() == word));
        assert_eq!(interner.into_words().len(), 250);
    }
}

//! The words of a language that an outline is written with, as values: nothing here chooses a language.

use crate::model::decision::Urgency;

/// Words around the author's own. `{n}` stands for a number.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Labels {
    /// The level of an emergency: "Emergency".
    pub emergency: String,
    /// The level of the same day: "Urgent".
    pub urgent: String,
    /// The level of a visit: "Book a visit".
    pub book: String,
    /// The level of looking after it oneself: "Self-care".
    pub self_care: String,
    /// Where an answer leads on: "Go to question {n}".
    pub go_to_question: String,
    /// Where a question leads back: "Back to question {n}".
    pub back_to_question: String,
    /// What an outcome is called: "Result {n}".
    pub result: String,
    /// The heading above all outcomes: "Results".
    pub results: String,
    /// Before the reason of an answer: "Why".
    pub why: String,
    /// Before the page of an outcome: "Read".
    pub read: String,
    /// Before the sheet of an outcome: "Sheet to print".
    pub sheet: String,
    /// Before a safety net: "If things change".
    pub safety_net: String,
    /// Whom a flow is for: "For: {audience}".
    pub audience: String,
}

impl Labels {
    /// The English words.
    #[must_use]
    pub fn english() -> Self {
        Self {
            emergency: "Emergency".to_owned(),
            urgent: "Urgent".to_owned(),
            book: "Book a visit".to_owned(),
            self_care: "Self-care".to_owned(),
            go_to_question: "Go to question {n}".to_owned(),
            back_to_question: "Back to question {n}".to_owned(),
            result: "Result {n}".to_owned(),
            results: "Results".to_owned(),
            why: "Why".to_owned(),
            read: "Read".to_owned(),
            sheet: "Sheet to print".to_owned(),
            safety_net: "If things change".to_owned(),
            audience: "For: {audience}".to_owned(),
        }
    }

    /// A level of care in words.
    #[must_use]
    pub fn level(&self, urgency: Urgency) -> &str {
        match urgency {
            Urgency::Emergency => &self.emergency,
            Urgency::Urgent => &self.urgent,
            Urgency::Book => &self.book,
            Urgency::SelfCare => &self.self_care,
        }
    }

    /// Whom a flow is for, in the words around it.
    #[must_use]
    pub fn for_whom(&self, audience: &str) -> String {
        self.audience.replace("{audience}", audience)
    }

    /// A safety net with the words before it: "If things change: call us."
    #[must_use]
    pub fn net(&self, net: &str) -> String {
        format!("{}: {net}", self.safety_net)
    }

    /// The reason of an answer with the word before it: "Why: …".
    #[must_use]
    pub fn reason(&self, why: &str) -> String {
        format!("{}: {why}", self.why)
    }
}

/// Words with their number put in.
#[must_use]
pub fn numbered(words: &str, number: usize) -> String {
    words.replace("{n}", &number.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_is_put_where_the_language_wants_it() {
        assert_eq!(numbered(&Labels::english().go_to_question, 4), "Go to question 4");
        assert_eq!(numbered("第{n}問へ", 4), "第4問へ");
    }

    #[test]
    fn each_level_has_a_word_of_its_own() {
        let labels = Labels::english();
        let levels = Urgency::WORDS.map(|(_, urgency)| labels.level(urgency).to_owned());
        assert_eq!(levels, ["Emergency", "Urgent", "Book a visit", "Self-care"]);
    }
}

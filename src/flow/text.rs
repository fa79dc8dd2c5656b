//! An outline as plain text for a terminal, a print-out or `flow.txt`, wrapped at 78 columns.
//!
//! Columns are counted in characters. Each part has an indent of its own, so a program can read it too: 3 for a
//! question's parts, 5 for the rest of a long answer, 7 for where the answer leads.

use crate::flow::labels::{Labels, numbered};
use crate::flow::outline::{AnswerView, Heading, LinkView, OutcomeView, Outline, StepView, TargetView, one_line};

/// The widest line, in characters; only a word that is longer by itself goes beyond.
const WIDTH: usize = 78;

/// The numbered outline of a flow: title, whom it is for, summary, questions, results, safety net.
#[must_use]
pub fn write(outline: &Outline, heading: &Heading<'_>, labels: &Labels) -> String {
    let mut page = Page { text: String::new(), labels, outline };
    page.paragraph("", "", heading.title);
    for text in heading.audience.map(|audience| labels.for_whom(audience)).as_deref().into_iter().chain(heading.summary)
    {
        page.blank();
        page.paragraph("", "", text);
    }
    for step in &outline.steps {
        page.blank();
        page.step(step);
    }
    if !outline.outcomes.is_empty() {
        page.blank();
        page.paragraph("", "", &labels.results);
    }
    for outcome in &outline.outcomes {
        page.blank();
        page.outcome(outcome);
    }
    if let Some(net) = &outline.safety_net {
        page.blank();
        page.paragraph("", "", &labels.net(net));
    }
    page.text
}

struct Page<'a> {
    text: String,
    labels: &'a Labels,
    outline: &'a Outline,
}

impl Page<'_> {
    fn step(&mut self, step: &StepView) {
        self.paragraph("", "   ", &format!("{}. {}", step.number, step.ask));
        if let Some(help) = &step.help {
            self.paragraph("   ", "   ", help);
        }
        for item in &step.any_of {
            self.paragraph("   * ", "     ", item);
        }
        for answer in &step.answers {
            self.answer(answer);
        }
        if let Some(again) = &step.again {
            self.paragraph("   ", "   ", &numbered(&self.labels.back_to_question, again.number));
        }
    }

    fn answer(&mut self, answer: &AnswerView) {
        self.paragraph("   - ", "     ", &answer.label);
        let target = match &answer.target {
            TargetView::Step { number, .. } => numbered(&self.labels.go_to_question, *number),
            TargetView::Outcome { number, .. } => self.result(*number),
        };
        self.paragraph("       ", "         ", &target);
        if let Some(why) = &answer.why {
            self.paragraph("       ", "         ", &self.labels.reason(why));
        }
    }

    fn outcome(&mut self, outcome: &OutcomeView) {
        let title = self.result(outcome.number);
        self.paragraph("", "   ", &title);
        if let Some(advice) = &outcome.advice {
            self.paragraph("   ", "   ", advice);
        }
        let links = [(&self.labels.read, &outcome.page), (&self.labels.sheet, &outcome.sheet)];
        for (word, link) in links {
            if let Some(LinkView { title, href }) = link {
                self.paragraph("   ", "     ", &format!("{word}: {title} <{href}>"));
            }
        }
        // Also where it is the flow's: a reader may look at one result alone.
        if let Some(net) = &outcome.safety_net {
            self.paragraph("   ", "   ", &self.labels.net(net));
        }
    }

    /// An outcome's number, level in words and title: `Result 2, Urgent (today): Call the clinic`.
    fn result(&self, number: usize) -> String {
        let name = numbered(&self.labels.result, number);
        let Some(outcome) = number.checked_sub(1).and_then(|place| self.outline.outcomes.get(place)) else {
            return name;
        };
        let level = self.labels.level(outcome.urgency);
        let within = outcome.within.as_ref().map(|within| format!(" ({within})")).unwrap_or_default();
        format!("{name}, {level}{within}: {}", outcome.title)
    }

    fn blank(&mut self) {
        self.text.push('\n');
    }

    /// Writes `text` wrapped, the first line after `first` and the others after `rest`.
    fn paragraph(&mut self, first: &str, rest: &str, text: &str) {
        let mut line = String::from(first);
        let mut has_words = false;
        for word in one_line(text).split(' ') {
            if has_words && line.chars().count() + 1 + word.chars().count() > WIDTH {
                self.text.push_str(&line);
                self.text.push('\n');
                line = String::from(rest);
                has_words = false;
            }
            if has_words {
                line.push(' ');
            }
            line.push_str(word);
            has_words = true;
        }
        self.text.push_str(line.trim_end());
        self.text.push('\n');
    }
}

/// Reads the text back, for the tests that compare all forms.
#[cfg(test)]
pub(super) mod read_back {
    use crate::flow::parity::{Way, way};

    /// The ways in a text: (question's number, label, target).
    pub(in crate::flow) fn ways(text: &str) -> Vec<Way> {
        let mut ways = Vec::new();
        let (mut number, mut label, mut leads) = (String::new(), None, None);
        // Results begin at the line that is the word alone; questions come before it.
        for line in text.lines().skip(2).take_while(|line| *line != "Results").chain([""]) {
            let indent = line.len() - line.trim_start_matches(' ').len();
            let target = indent == 7 && leads.is_none() && label.is_some();
            if indent < 7
                && !(indent == 5 && leads.is_none())
                && let (Some(label), Some(target)) = (label.take(), leads.take())
            {
                let target: String = target;
                let words = target.split([' ', ',']).collect::<Vec<_>>();
                let target = if words[0] == "Go" { format!("q{}", words[3]) } else { format!("r{}", words[1]) };
                ways.push(way(&number, label, &target));
            }
            match (indent, line.trim_start()) {
                (0, line) if !line.is_empty() => number = line.split_once('.').unwrap().0.to_owned(),
                (3, line) if line.starts_with("- ") => label = line.strip_prefix("- ").map(str::to_owned),
                (5, line) if label.is_some() => label = label.map(|label: String| label + " " + line),
                (7, line) if target => leads = Some(line.to_owned()),
                _ => {}
            }
        }
        ways
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::flow::outline::OutcomeLinks;
    use crate::flow::testing::{fill, flow};

    const FLOW: &str = "\
start now
net Go back to question 1 if swelling, warmth, breathlessness or numbness starts in the leg.
? now !emergency Is any of these true now?
any sudden breathlessness, chest pain, coughing up blood or fainting, or a foot that is cold
- Yes or not sure > call
- None of these > where | why These signs mean that the blood does not flow as it should, and need help.
? where Where is it most sore?
help Press along the muscle with two fingers.
again now
- Calf > home
- Not sure > see
= call emergency Call {{emergency_number}} now
advice Do not drive yourself.
= see urgent Call the urgent line
within today
net Call {{emergency_number}} if breathless.
= home self-care Read about the soleus
page soleus
";

    const TEXT: &str = "\
Which page should I read?

For: adults

For adults with pain in the calf. It points you to a page or a service. It
does not tell you what is wrong.

1. Is any of these true now?
   * sudden breathlessness, chest pain, coughing up blood or fainting, or a
     foot that is cold
   - Yes or not sure
       Result 1, Emergency: Call 999 now
   - None of these
       Go to question 2
       Why: These signs mean that the blood does not flow as it should, and
         need help.

2. Where is it most sore?
   Press along the muscle with two fingers.
   - Calf
       Result 2, Self-care: Read about the soleus
   - Not sure
       Result 3, Urgent (today): Call the urgent line
   Back to question 1

Results

Result 1, Emergency: Call 999 now
   Do not drive yourself.

Result 2, Self-care: Read about the soleus
   Read: Soleus strain <../soleus/>
   Sheet to print: Settle <../rehab/soleus/settle/>
   If things change: Go back to question 1 if swelling, warmth, breathlessness
   or numbness starts in the leg.

Result 3, Urgent (today): Call the urgent line
   If things change: Call 999 if breathless.

If things change: Go back to question 1 if swelling, warmth, breathlessness or
numbness starts in the leg.
";

    #[test]
    fn the_outline_is_numbered_wrapped_and_names_each_level() {
        let link = |title: &str, href: &str| Some(LinkView { title: title.to_owned(), href: href.to_owned() });
        let outline = Outline::new(&flow(FLOW), &fill, &|outcome| match &outcome.page {
            Some(_) => OutcomeLinks {
                page: link("Soleus strain", "../soleus/"),
                sheet: link("Settle", "../rehab/soleus/settle/"),
            },
            None => OutcomeLinks::default(),
        });
        let summary = "For adults with pain in the calf. It points you to a page or a service. It does not tell you what is wrong.";
        let heading = Heading { title: "Which page should I read?", audience: Some("adults"), summary: Some(summary) };
        assert_eq!(write(&outline, &heading, &Labels::english()), TEXT);
    }

    #[test]
    fn a_word_wider_than_the_line_stands_alone() {
        let long = "x".repeat(90);
        let source = format!("start a\n? a See {long} there\n- Yes > home\n= home self-care Stay\n");
        let outline = Outline::new(&flow(&source), &fill, &|_| OutcomeLinks::default());
        let text = write(&outline, &Heading { title: "T", audience: None, summary: None }, &Labels::english());
        assert!(text.starts_with(&format!("T\n\n1. See\n   {long}\n   there\n   - Yes\n")), "{text}");
    }
}

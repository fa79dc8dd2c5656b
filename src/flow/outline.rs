//! A flow as a numbered list of plain texts: the one source of the HTML outline, the step pages and every export.
//!
//! Inserts are filled and each text is one line. It holds no layout, and the words around the texts are not in it.

use std::collections::BTreeMap;

use crate::flow::labels::{Labels, numbered};
use crate::flow::plan::{Flow, PlannedOutcome, PlannedStep, Target};
use crate::model::decision::{Answer, Outcome, Urgency};
use crate::model::text::{Cite, CiteSource, Text};

/// What stands above an outline.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Heading<'a> {
    /// The page's title.
    pub title: &'a str,
    /// Whom it is for, as the author says.
    pub audience: Option<&'a str>,
    /// The page's summary: what it is about and what it does not do.
    pub summary: Option<&'a str>,
}

/// A flow's questions and outcomes in the order of their numbers.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Outline {
    /// The questions; the first is the start.
    pub steps: Vec<StepView>,
    /// The outcomes in order of first use.
    pub outcomes: Vec<OutcomeView>,
    /// The safety net of the flow as a whole.
    pub safety_net: Option<String>,
    /// How many questions the longest way through asks.
    pub longest_way: usize,
}

/// A question.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StepView {
    /// Its number, from 1.
    pub number: usize,
    /// Its id, for addresses and fragments.
    pub id: String,
    /// The question.
    pub ask: String,
    /// More words for who needs them.
    pub help: Option<String>,
    /// A list to answer as one.
    pub any_of: Vec<String>,
    /// The level it is a safety question for, if it is one.
    pub check: Option<Urgency>,
    /// Its sources.
    pub cite: Vec<Cite>,
    /// Whether a clinician has still to look at it.
    pub review_needed: bool,
    /// The answers in order; a broken one is left out.
    pub answers: Vec<AnswerView>,
    /// The one question that leads here, where there is only one.
    pub parent: Option<StepLink>,
    /// The question to go back to, where the author names one.
    pub again: Option<StepLink>,
}

/// A question to link to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StepLink {
    /// Its number, from 1.
    pub number: usize,
    /// Its id.
    pub id: String,
}

/// An answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AnswerView {
    /// The words.
    pub label: String,
    /// Why it leads where it does.
    pub why: Option<String>,
    /// Its own sources.
    pub cite: Vec<Cite>,
    /// Whether it is the usual way.
    pub main: bool,
    /// Whether the author marked it as the way for a reader who is not sure.
    pub unsure: bool,
    /// Whether a clinician has still to look at it.
    pub review_needed: bool,
    /// Where it leads.
    pub target: TargetView,
}

/// Where an answer leads.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TargetView {
    /// To a later question.
    Step {
        /// Its number, from 1.
        number: usize,
        /// Its id.
        id: String,
    },
    /// To an end of the flow.
    Outcome {
        /// Its number among the outcomes, from 1.
        number: usize,
        /// Its id.
        id: String,
    },
}

/// An outcome.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OutcomeView {
    /// Its number among the outcomes, from 1, in order of first use.
    pub number: usize,
    /// Its id.
    pub id: String,
    /// How soon to get help.
    pub urgency: Urgency,
    /// What to do, in a few words.
    pub title: String,
    /// How soon, in words.
    pub within: Option<String>,
    /// What to do now.
    pub advice: Option<String>,
    /// What to do if things get worse: its own, else the flow's. An emergency has only its own.
    pub safety_net: Option<String>,
    /// The page to read.
    pub page: Option<LinkView>,
    /// The sheet to print.
    pub sheet: Option<LinkView>,
    /// Its sources.
    pub cite: Vec<Cite>,
    /// Whether a clinician has still to look at it.
    pub review_needed: bool,
}

/// A link to another page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LinkView {
    /// The other page's title.
    pub title: String,
    /// Where it is.
    pub href: String,
}

/// The links of one outcome, which only the rest of the site knows.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct OutcomeLinks {
    /// The page to read.
    pub page: Option<LinkView>,
    /// The sheet to print.
    pub sheet: Option<LinkView>,
}

impl Outline {
    /// The outline of a flow: `fill` fills a text's inserts, `links` gives an outcome's page and sheet.
    #[must_use]
    pub fn new(flow: &Flow, fill: &dyn Fn(&str) -> String, links: &dyn Fn(&Outcome) -> OutcomeLinks) -> Self {
        let maker = Maker { flow, fill, links };
        let outcomes = flow.outcomes().iter().enumerate();
        Self {
            steps: flow.steps().iter().map(|planned| maker.step(planned)).collect(),
            outcomes: outcomes.map(|(place, planned)| maker.outcome(place, planned)).collect(),
            safety_net: maker.some_line(flow.safety_net()),
            longest_way: flow.longest_path().len(),
        }
    }

    /// The outcomes by id.
    #[must_use]
    pub fn outcomes_by_id(&self) -> BTreeMap<&str, &OutcomeView> {
        self.outcomes.iter().map(|outcome| (outcome.id.as_str(), outcome)).collect()
    }
}

impl OutcomeView {
    /// What a graph's box says of it: its level, how soon and its title, then its advice and its safety net.
    #[must_use]
    pub fn lines(&self, labels: &Labels) -> Vec<String> {
        let within = self.within.as_ref().map(|within| format!(" ({within})")).unwrap_or_default();
        let title = format!("{}{within}: {}", labels.level(self.urgency), self.title);
        let net = self.safety_net.as_ref().map(|net| labels.net(net));
        std::iter::once(title).chain(self.advice.clone()).chain(net).collect()
    }
}

impl StepView {
    /// What a graph's box says of it: its number and question, its help, its list and where it leads back.
    #[must_use]
    pub fn lines(&self, labels: &Labels) -> Vec<String> {
        let ask = format!("{}. {}", self.number, self.ask);
        let items = self.any_of.iter().map(|item| format!("• {item}"));
        let again = self.again.as_ref().map(|link| numbered(&labels.back_to_question, link.number));
        std::iter::once(ask).chain(self.help.clone()).chain(items).chain(again).collect()
    }
}

/// How a source is written in front matter: a reference's id, `own` or `convention`.
#[must_use]
pub fn cite_word(cite: &Cite) -> &str {
    match &cite.source {
        CiteSource::Reference(id) => id,
        CiteSource::Own => "own",
        CiteSource::Convention => "convention",
    }
}

struct Maker<'a> {
    flow: &'a Flow,
    fill: &'a dyn Fn(&str) -> String,
    links: &'a dyn Fn(&Outcome) -> OutcomeLinks,
}

impl Maker<'_> {
    fn step(&self, planned: &PlannedStep) -> StepView {
        let step = &planned.step;
        StepView {
            number: planned.number,
            id: step.id.raw.clone(),
            ask: self.line(&step.ask),
            help: self.some_line(step.help.as_ref()),
            any_of: step.any_of.iter().map(|text| self.line(text)).collect(),
            check: step.check,
            cite: step.cite.clone(),
            review_needed: step.review_needed.is_some(),
            answers: planned.answers().filter_map(|(answer, target)| self.answer(answer, target?)).collect(),
            parent: planned.parent.and_then(|place| self.link(place)),
            again: planned.again.and_then(|place| self.link(place)),
        }
    }

    fn link(&self, place: usize) -> Option<StepLink> {
        let planned = self.flow.steps().get(place)?;
        Some(StepLink { number: planned.number, id: planned.id().to_owned() })
    }

    fn answer(&self, answer: &Answer, target: Target) -> Option<AnswerView> {
        Some(AnswerView {
            label: self.line(&answer.label),
            why: self.some_line(answer.why.as_ref()),
            cite: answer.cite.clone(),
            main: answer.main,
            unsure: answer.unsure,
            review_needed: answer.review_needed.is_some(),
            target: self.target(target)?,
        })
    }

    fn target(&self, target: Target) -> Option<TargetView> {
        match target {
            Target::Step(place) => self.link(place).map(|StepLink { number, id }| TargetView::Step { number, id }),
            Target::Outcome(place) => {
                let id = self.flow.outcomes().get(place)?.id().to_owned();
                Some(TargetView::Outcome { number: place + 1, id })
            }
        }
    }

    fn outcome(&self, place: usize, planned: &PlannedOutcome) -> OutcomeView {
        let outcome = &planned.outcome;
        let OutcomeLinks { page, sheet } = (self.links)(outcome);
        let own_net = self.some_line(outcome.safety_net.as_ref());
        OutcomeView {
            number: place + 1,
            id: outcome.id.raw.clone(),
            urgency: outcome.urgency,
            title: self.line(&outcome.title),
            within: self.some_line(outcome.within.as_ref()),
            advice: self.some_line(outcome.advice.as_ref()),
            safety_net: match outcome.urgency {
                Urgency::Emergency => own_net,
                Urgency::Urgent | Urgency::Book | Urgency::SelfCare => {
                    own_net.or_else(|| self.some_line(self.flow.safety_net()))
                }
            },
            page,
            sheet,
            cite: outcome.cite.clone(),
            review_needed: outcome.review_needed.is_some(),
        }
    }

    fn line(&self, text: &Text) -> String {
        one_line(&(self.fill)(&text.raw))
    }

    /// A text that is there and is not blank.
    fn some_line(&self, text: Option<&Text>) -> Option<String> {
        text.map(|text| self.line(text)).filter(|line| !line.is_empty())
    }
}

/// Runs of blanks and control characters as one space. A no-break space is a letter here: it holds "4 weeks" together.
pub(super) fn one_line(text: &str) -> String {
    let words = text.split(is_blank).filter(|word| !word.is_empty());
    words.collect::<Vec<_>>().join(" ")
}

fn is_blank(letter: char) -> bool {
    letter.is_control() || letter.is_whitespace() && !matches!(letter, '\u{a0}' | '\u{2007}' | '\u{202f}')
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::flow::testing::{fill, flow};

    const FLOW: &str = "start clot\nnet Come back if worse.\n? clot !urgent Is it warm?\nhelp Or  red.\nany swollen\n\
                        - Yes or not sure > today\n- No > where | why It is likely the muscle. | cite own | main\n\
                        ? where Where is it?\nagain clot\n- Calf > home\n- Not sure > call\n\
                        = today urgent Call today\nwithin today\nnet Call {{emergency_number}} if breathless.\n\
                        = call emergency Call {{emergency_number}} now\n= home self-care Stay\npage strains/soleus\n";

    fn outline() -> Outline {
        let links = |outcome: &Outcome| OutcomeLinks {
            page: outcome
                .page
                .as_ref()
                .map(|page| LinkView { title: page.name.clone(), href: "../soleus/".to_owned() }),
            sheet: None,
        };
        Outline::new(&flow(FLOW), &fill, &links)
    }

    #[test]
    fn a_question_carries_its_texts_and_its_neighbours() {
        let outline = outline();
        let first = &outline.steps[0];
        assert_eq!((first.number, first.ask.as_str(), first.help.as_deref()), (1, "Is it warm?", Some("Or red.")));
        assert_eq!(first.answers[1].target, TargetView::Step { number: 2, id: "where".to_owned() });
        assert_eq!(first.answers[1].why.as_deref(), Some("It is likely the muscle."));
        let back = Some(StepLink { number: 1, id: "clot".to_owned() });
        assert_eq!((&outline.steps[1].parent, &outline.steps[1].again), (&back, &back));
        assert_eq!(outline.longest_way, 2);
    }

    #[test]
    fn an_outcome_has_its_own_net_or_the_flows_and_an_emergency_only_its_own() {
        let outline = outline();
        let nets: Vec<_> = outline.outcomes.iter().map(|end| (end.id.as_str(), end.safety_net.as_deref())).collect();
        let expected =
            [("today", Some("Call 999 if breathless.")), ("home", Some("Come back if worse.")), ("call", None)];
        assert_eq!(nets, expected);
    }

    #[test]
    fn links_and_inserts_come_from_outside() {
        let outline = outline();
        let by_id = outline.outcomes_by_id();
        assert_eq!(by_id["call"].title, "Call 999 now");
        assert_eq!(by_id["home"].page.as_ref().map(|page| page.href.as_str()), Some("../soleus/"));
        assert_eq!(by_id["today"].page, None);
    }

    #[test]
    fn a_text_is_one_line() {
        assert_eq!(one_line(" a\n b\t\tc\u{2028}d 4\u{a0}weeks\u{7} "), "a b c d 4\u{a0}weeks");
    }
}

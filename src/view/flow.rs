//! A decision flow: the numbered outline, its card where it is transcluded, and one page a question.

use serde::Serialize;

use super::languages::link_language;
use super::linked::{self, Piece};
use super::{Link, typed_address};
use crate::base::address::Address;
use crate::body::Site;
use crate::body::references::References;
use crate::chart::fit::Medium;
use crate::flow::labels::Labels;
use crate::flow::outline::{self, LinkView, OutcomeLinks, OutcomeView, Outline, TargetView};
use crate::flow::plan::Flow;
use crate::flow::rail::{Lane, Rail};
use crate::model::config::Paper;
use crate::model::decision::{Decision, Outcome, Urgency};
use crate::model::page::{Data, Page, PageId};
use crate::model::text::{Cite, CiteSource, PageName};
use crate::parse::words::Words;
use crate::resolve::{PhaseText, embeds};

/// A flow as templates show it.
#[derive(Clone, Debug, Serialize)]
pub struct FlowView {
    /// What the ids of its questions begin with: nothing on its own page.
    pub prefix: String,
    /// Its title.
    pub title: String,
    /// Whom it is for, where the author says so.
    pub audience: Option<String>,
    /// What it is about and what it does not do.
    pub summary: Option<String>,
    /// Link to its page.
    pub href: String,
    /// Link to its first question.
    pub start: String,
    /// Link to the flow on one printed page.
    pub print: String,
    /// The questions in order of their numbers.
    pub steps: Vec<StepView>,
    /// The outcomes in order of first use.
    pub outcomes: Vec<OutcomeCard>,
    /// The safety net of the flow as a whole.
    pub safety_net: Option<String>,
    /// The same with links to what it names.
    pub net: Vec<Piece>,
    /// The most questions a reader may be asked.
    pub longest_way: usize,
    /// How many lines stand side by side in the margin of its list.
    pub lanes: usize,
    /// The drawn chart, on its own page, on its sheets and where it is transcluded.
    pub chart: Option<super::chart::ChartView>,
    /// The script that steps through it, on its own page.
    pub script: Option<String>,
}

/// A question.
#[derive(Clone, Debug, Serialize)]
pub struct StepView {
    /// Its number, from 1.
    pub number: usize,
    /// Its id.
    pub id: String,
    /// Link to its own page.
    pub href: String,
    /// The question.
    pub ask: String,
    /// More words for who needs them.
    pub help: Option<String>,
    /// A list to answer as one.
    pub any_of: Vec<String>,
    /// Whether it is a safety question.
    pub safety: bool,
    /// Numbers of its sources.
    pub sources: Vec<usize>,
    /// Whether a clinician has still to look at it.
    pub review_needed: bool,
    /// The answers in order.
    pub answers: Vec<AnswerView>,
    /// The one question that leads here.
    pub parent: Option<StepLink>,
    /// The question to go back to, where the author names one.
    pub again: Option<StepLink>,
    /// The lines in the margin beside the question.
    pub lanes: Vec<LaneView>,
    /// The lines in the margin below its answers.
    pub lanes_below: Vec<LaneView>,
}

/// A question to link to.
#[derive(Clone, Debug, Serialize)]
pub struct StepLink {
    /// Its number, from 1.
    pub number: usize,
    /// Its id.
    pub id: String,
    /// Link to its own page.
    pub href: String,
}

/// A line in the margin, beside a part of the list.
#[derive(Clone, Debug, Serialize)]
pub struct LaneView {
    /// How far out it is, from 1 beside the list.
    pub number: usize,
    /// What it does here: `leaves`, `joins`, `through` or `arrives`.
    pub part: &'static str,
}

/// An answer. It leads to a question or to an outcome.
#[derive(Clone, Debug, Serialize)]
pub struct AnswerView {
    /// The words.
    pub label: String,
    /// Why it leads where it does.
    pub why: Option<String>,
    /// The question that it leads to.
    pub step: Option<StepLink>,
    /// Whether that is the very next one.
    pub next: bool,
    /// The outcome.
    pub outcome: Option<OutcomeCard>,
    /// The lines in the margin beside it.
    pub lanes: Vec<LaneView>,
}

/// An outcome.
#[derive(Clone, Debug, Serialize)]
pub struct OutcomeCard {
    /// Its id.
    pub id: String,
    /// Link to its own page.
    pub href: String,
    /// The level's class: `emergency`, `urgent`, `book` or `selfcare`.
    pub level: &'static str,
    /// The level in words.
    pub level_word: String,
    /// What to do, in a few words.
    pub title: String,
    /// How soon.
    pub within: Option<String>,
    /// What to do now.
    pub advice: Option<String>,
    /// What to do if things get worse.
    pub safety_net: Option<String>,
    /// The same with links to what it names.
    pub net: Vec<Piece>,
    /// The page to read.
    pub page: Option<ToRead>,
    /// The sheet to print.
    pub sheet: Option<ToRead>,
    /// The number to call at this level.
    pub call: Option<Call>,
    /// Whether a clinician has still to look at it.
    pub review_needed: bool,
}

/// A page that an outcome names.
#[derive(Clone, Debug, Serialize)]
pub struct ToRead {
    /// The link to it.
    #[serde(flatten)]
    pub link: Link,
    /// Its address as a reader types it: paper has no links.
    pub typed: String,
}

/// A number to call.
#[derive(Clone, Debug, Serialize)]
pub struct Call {
    /// As written.
    pub text: String,
    /// A link that calls it.
    pub href: String,
}

/// The words of a language for flows.
#[must_use]
pub fn labels(words: &Words) -> Labels {
    let word = |key: &str| words.get(key).to_owned();
    Labels {
        emergency: word("care.emergency"),
        urgent: word("care.urgent"),
        book: word("care.book"),
        self_care: word("care.selfcare"),
        go_to_question: word("flow.go_to_question"),
        back_to_question: word("flow.back_to_question"),
        result: word("flow.result"),
        results: word("flow.results"),
        why: word("flow.why"),
        read: word("flow.read"),
        sheet: word("flow.sheet"),
        safety_net: word("flow.safety_net"),
        audience: word("flow.audience"),
    }
}

/// Whom a flow is for, where the author says so.
#[must_use]
pub fn audience(site: &Site, decision: &Decision) -> Option<String> {
    decision.audience.as_ref().map(|audience| site.index.fill(audience))
}

/// A flow's name where there is little room, as in a trail of links: the short one, else its title.
#[must_use]
pub fn short_name(site: &Site, page: &Page, decision: &Decision) -> String {
    site.index.fill(decision.short.as_ref().unwrap_or(&page.meta.title))
}

/// The outline of a decision with links from `from`.
#[must_use]
pub fn outline(site: &Site, from: &Address, page: &Page, decision: &Decision) -> Outline {
    let (flow, _) = Flow::new(decision, &page.path);
    let fill = |text: &str| site.index.fill_str(text);
    let links = |outcome: &Outcome| OutcomeLinks {
        page: outcome
            .page
            .as_ref()
            .and_then(|name| page_link(site, from, page, name, outcome.at.as_ref().map(|at| at.raw.as_str()))),
        sheet: outcome.sheet.as_ref().and_then(|name| sheet_link(site, from, page, name)),
    };
    Outline::new(&flow, &fill, &links)
}

/// The same for forms without buttons: an outcome that cannot wait has the number to call in its words.
#[must_use]
pub fn spoken_outline(site: &Site, from: &Address, page: &Page, decision: &Decision) -> Outline {
    let mut outline = outline(site, from, page, decision);
    let words = site.index.words(page.language);
    for outcome in &mut outline.outcomes {
        let cannot_wait = matches!(outcome.urgency, Urgency::Emergency | Urgency::Urgent);
        let Some(call) = call(site, outcome.urgency).filter(|_| cannot_wait) else { continue };
        if ![Some(&outcome.title), outcome.advice.as_ref()].into_iter().flatten().any(|text| text.contains(&call.text))
        {
            let number = words.fill("care.call", &[("number", &call.text)]);
            outcome.advice = Some(match &outcome.advice {
                Some(advice) => format!("{number}. {advice}"),
                None => format!("{number}."),
            });
        }
    }
    outline
}

/// The flow on `page` with links from `from`; sources are numbered in `references`.
#[must_use]
pub fn view(site: &Site, from: &Address, page: &Page, decision: &Decision, references: &mut References) -> FlowView {
    let outline = outline(site, from, page, decision);
    let maker = Maker { site, from, page, decision, outline: &outline, rail: Rail::new(&outline) };
    let steps: Vec<StepView> = outline.steps.iter().map(|step| maker.step(step, references)).collect();
    for outcome in &outline.outcomes {
        numbers(site, &outcome.cite, references);
    }
    FlowView {
        prefix: String::new(),
        title: site.index.fill(&page.meta.title),
        audience: audience(site, decision),
        summary: page.meta.summary.as_ref().map(|summary| site.index.fill(summary)),
        href: site.link(from, &page.address),
        start: outline.steps.first().map(|step| maker.step_href(&step.id)).unwrap_or_default(),
        print: site.link(from, &super::lists::print_address(page, paper(site))),
        steps,
        outcomes: outline.outcomes.iter().map(|outcome| maker.outcome(outcome)).collect(),
        net: maker.net(outline.safety_net.as_ref()),
        safety_net: outline.safety_net.clone(),
        longest_way: outline.longest_way,
        lanes: maker.rail.width,
        chart: None,
        script: None,
    }
}

/// The sheet that a flow is printed on, in the paper of the site.
fn paper(site: &Site) -> Medium {
    match site.index.config.paper {
        Paper::A4 => Medium::A4,
        Paper::Letter => Medium::Letter,
    }
}

/// A question that leads to a page.
#[derive(Clone, Debug, Serialize)]
pub struct Reached {
    /// Link to the question in the flow's list.
    pub href: String,
    /// "Question 8 of Which page?"
    pub title: String,
    /// The question.
    pub ask: String,
    /// The answers that lead to the page.
    pub labels: Vec<String>,
}

/// The questions of the decision on `page` that lead to the page `to`, with links from `from`.
#[must_use]
pub fn reached(site: &Site, from: &Address, page: &Page, decision: &Decision, to: PageId) -> Vec<Reached> {
    let leads = |outcome: &Outcome| {
        let named = outcome.page.as_ref().and_then(|name| site.index.named(page.language, name));
        named.is_some_and(|(id, _)| id == to)
    };
    let ends: Vec<&str> = decision.outcomes.iter().filter(|end| leads(end)).map(|end| end.id.raw.as_str()).collect();
    let outline = outline(site, from, page, decision);
    let words = site.index.words(page.language);
    let (title, href) = (site.index.fill(&page.meta.title), site.link(from, &page.address));
    let reached = outline.steps.iter().filter_map(|step| {
        let leads = |answer: &&outline::AnswerView| match &answer.target {
            TargetView::Outcome { id, .. } => ends.contains(&id.as_str()),
            TargetView::Step { .. } => false,
        };
        let labels: Vec<String> = step.answers.iter().filter(leads).map(|answer| answer.label.clone()).collect();
        let number = step.number.to_string();
        (!labels.is_empty()).then(|| Reached {
            href: format!("{href}#q-{}", step.id),
            title: words.fill("flow.reached_from", &[("n", &number), ("title", &title)]),
            ask: step.ask.clone(),
            labels,
        })
    });
    reached.collect()
}

/// Where a question is published.
#[must_use]
pub fn step_address(page: &Page, id: &str) -> Address {
    page.address.child("q").child(id)
}

/// Where an outcome is published: beside the questions, so that its advice can be read before its page.
#[must_use]
pub fn outcome_address(page: &Page, id: &str) -> Address {
    step_address(page, id)
}

struct Maker<'a> {
    site: &'a Site,
    from: &'a Address,
    page: &'a Page,
    decision: &'a Decision,
    outline: &'a Outline,
    rail: Rail,
}

impl Maker<'_> {
    fn step_href(&self, id: &str) -> String {
        self.site.link(self.from, &step_address(self.page, id))
    }

    /// A safety net with links to the numbers and the first question, where it names them.
    fn net(&self, text: Option<&String>) -> Vec<Piece> {
        let words = self.site.index.words(self.page.language);
        let first = self.outline.steps.first().map(|step| {
            let name = words.fill("flow.question", &[("n", &step.number.to_string())]);
            (name, self.step_href(&step.id))
        });
        let places: Vec<_> = linked::numbers(self.site).into_iter().chain(first).collect();
        text.map(|text| linked::pieces(text, &places)).unwrap_or_default()
    }

    fn step_link(&self, number: usize, id: &str) -> StepLink {
        StepLink { number, id: id.to_owned(), href: self.step_href(id) }
    }

    fn step(&self, step: &outline::StepView, references: &mut References) -> StepView {
        StepView {
            number: step.number,
            id: step.id.clone(),
            href: self.step_href(&step.id),
            ask: step.ask.clone(),
            help: step.help.clone(),
            any_of: step.any_of.clone(),
            safety: step.check.is_some(),
            sources: numbers(self.site, &step.cite, references),
            review_needed: step.review_needed,
            answers: step.answers.iter().enumerate().map(|(place, answer)| self.answer(step, place, answer)).collect(),
            parent: step.parent.as_ref().map(|link| self.step_link(link.number, &link.id)),
            again: step.again.as_ref().map(|link| self.step_link(link.number, &link.id)),
            lanes: lanes(&self.rail.beside_question(step.number - 1)),
            lanes_below: lanes(&self.rail.below(step.number - 1)),
        }
    }

    fn answer(&self, step: &outline::StepView, place: usize, answer: &outline::AnswerView) -> AnswerView {
        let view = AnswerView {
            label: answer.label.clone(),
            why: answer.why.clone(),
            step: None,
            next: false,
            outcome: None,
            lanes: lanes(&self.rail.beside_answer(step.number - 1, place)),
        };
        match &answer.target {
            TargetView::Step { number, id } => {
                AnswerView { step: Some(self.step_link(*number, id)), next: *number == step.number + 1, ..view }
            }
            TargetView::Outcome { id, .. } => {
                let outcome = self.outline.outcomes.iter().find(|outcome| outcome.id == *id);
                AnswerView { outcome: outcome.map(|outcome| self.outcome(outcome)), ..view }
            }
        }
    }

    fn outcome(&self, outcome: &OutcomeView) -> OutcomeCard {
        let words = self.site.index.words(self.page.language);
        let named = self.decision.outcomes.iter().find(|named| named.id.raw == outcome.id);
        let to_read = |link: &Option<LinkView>, name: Option<&PageName>, address: fn(&Page, &PageName) -> Address| {
            let (link, name) = (link.as_ref()?, name?);
            let (_, target) = self.site.index.named(self.page.language, name)?;
            let other = link_language(self.site, self.from, target);
            let place = link.href.find('#').and_then(|at| link.href.get(at..)).unwrap_or_default();
            let typed = format!("{}{place}", typed_address(self.site, &address(target, name)));
            Some(ToRead { link: Link { title: link.title.clone(), href: link.href.clone(), other }, typed })
        };
        let page = named.and_then(|named| named.page.as_ref());
        let sheet = named.and_then(|named| named.sheet.as_ref());
        OutcomeCard {
            id: outcome.id.clone(),
            href: self.site.link(self.from, &outcome_address(self.page, &outcome.id)),
            level: level_class(outcome.urgency),
            level_word: labels(words).level(outcome.urgency).to_owned(),
            title: outcome.title.clone(),
            within: outcome.within.clone(),
            advice: outcome.advice.clone(),
            net: self.net(outcome.safety_net.as_ref()),
            safety_net: outcome.safety_net.clone(),
            page: to_read(&outcome.page, page, |target, _| target.address.clone()),
            sheet: to_read(&outcome.sheet, sheet, sheet_address),
            call: call(self.site, outcome.urgency),
            review_needed: outcome.review_needed,
        }
    }
}

fn lanes(lanes: &[Lane]) -> Vec<LaneView> {
    lanes.iter().map(|lane| LaneView { number: lane.number, part: lane.part.word() }).collect()
}

/// The class of a level of care.
#[must_use]
pub fn level_class(urgency: Urgency) -> &'static str {
    match urgency {
        Urgency::Emergency => "emergency",
        Urgency::Urgent => "urgent",
        Urgency::Book => "book",
        Urgency::SelfCare => "selfcare",
    }
}

/// The number to call at a level of care.
fn call(site: &Site, urgency: Urgency) -> Option<Call> {
    let name = match urgency {
        Urgency::Emergency => "emergency_number",
        Urgency::Urgent => "urgent_line",
        Urgency::Book => "clinic_phone",
        Urgency::SelfCare => return None,
    };
    let href = crate::base::phone::link(&site.index.config.insert(name)?)?;
    Some(Call { text: site.index.insert(name)?, href })
}

fn page_link(site: &Site, from: &Address, page: &Page, name: &PageName, at: Option<&str>) -> Option<LinkView> {
    let (_, target) = site.index.named(page.language, name)?;
    let fragment = at.or(name.fragment.as_deref());
    let heading = fragment.and_then(|fragment| embeds::heading(&target.document, fragment).ok());
    let id = heading.and_then(|place| target.document.headings.get(place)).map(|heading| heading.id.as_str());
    let mut href = site.link(from, &target.address);
    if let Some(id) = id {
        href.push('#');
        href.push_str(id);
    }
    Some(LinkView { title: site.index.fill(&target.meta.title), href })
}

fn sheet_link(site: &Site, from: &Address, page: &Page, name: &PageName) -> Option<LinkView> {
    let (_, target) = site.index.named(page.language, name)?;
    let Data::Programme(programme) = &target.data else { return None };
    let place = programme.phases.iter().position(|phase| Some(&phase.id.raw) == name.fragment.as_ref())?;
    let phase = programme.phases.get(place)?;
    let words = site.index.words(page.language);
    let title = super::sheet::title(words, place, &PhaseText::new(&site.index, phase).fill(&phase.title));
    Some(LinkView { title, href: site.link(from, &sheet_address(target, name)) })
}

/// Where the sheet of the phase that a name ends with is published.
fn sheet_address(programme: &Page, name: &PageName) -> Address {
    programme.address.child(name.fragment.as_deref().unwrap_or_default())
}

fn numbers(site: &Site, cites: &[Cite], references: &mut References) -> Vec<usize> {
    let known = cites.iter().filter_map(|cite| match &cite.source {
        CiteSource::Reference(id) => site.index.references.get(id),
        CiteSource::Own | CiteSource::Convention => None,
    });
    let mut numbers: Vec<usize> = known.map(|page| references.number(*page)).collect();
    numbers.sort_unstable();
    numbers.dedup();
    numbers
}

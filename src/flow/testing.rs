//! Flows from a few lines of text, for tests: every name and text gets its place in those lines.
//!
//! A line is `start ID`, `net TEXT`, `no-emergency TEXT`, `? ID [!LEVEL] ASK` (a question), `- LABEL > GOTO [| unsure]
//! [| main] [| why TEXT] [| cite ID]` (an answer), `= ID LEVEL TITLE` (an outcome), `~ NAME : STEP=LABEL, … > OUTCOME`
//! (a scenario), or `help`, `any`, `again`, `cite`, `page`, `sheet`, `within`, `advice`, `net` for the question or
//! outcome above it.

use crate::base::path::SitePath;
use crate::base::span::Span;
use crate::diag::{Place, Problem};
use crate::flow::check::{Subject, Words, check as check_flow};
use crate::flow::plan::Flow;
use crate::model::decision::{Answer, Decision, Outcome, Scenario, Step, Urgency};
use crate::model::text::{Cite, CiteSource, PageName, Text};

/// The flow of FACTS part 5, its texts shortened, with a scenario for most outcomes.
pub(super) const CALF: &str = "\
start now
net Go back to question 1 if swelling, warmth, breathlessness or numbness starts.
? now !emergency Is any of these true now?
any sudden breathlessness, chest pain, coughing up blood or fainting
any severe pain that is getting worse, with a tight hard calf
any numbness, pins and needles or new weakness in the foot
any the foot is pale, blue, grey or cold
any a crack was heard and the leg is an odd shape
cite nhs-compartment
- Yes or not sure > o-em
- None of these > clot | main
? clot !urgent Could it be a clot? Is any of these true?
help Answer even if you hurt the leg. A leg can look normal and still have a clot.
any the calf or leg is swollen, warm or throbbing
cite uclh-dvt
- Yes or not sure > o-ur1
- None of these > snap | main
? snap !urgent Is any of these true of the back of the leg?
any a snap or a kick was felt low at the back of the leg
any you cannot rise on tiptoe on it
cite boyd-2015
- Yes or not sure > o-ur2
- None of these > unwell | main
? unwell !urgent Is any of these true?
any fever or shivering with a hot spreading patch
any dark brown urine after hard exercise
cite nhs-leg-cramps
- Yes or not sure > o-ur3
- None of these > walking | main
? walking Does it come only after a certain time of walking?
help And does it go when you rest?
- Yes > o-gp1
- No or not sure > start | main
? start How did it start?
- In 1 moment, in a movement > where
- Slowly, over days or weeks > slow
- As a cramp that comes, goes > cramps
- Not sure > o-pt1
? where Where is it most sore?
- Somewhere in the calf muscle > bend
- In the cord above the heel > o-pt2
- Not sure > o-pt1
? bend Which hurts more: rising on your toes with the knees
- straight > o-ga | why A straight knee loads the gastrocnemius. | cite calf-overview
- bent > o-so
- The same, or not sure > o-pt1
? slow Which fits best?
- More or harder work > o-cu
- Deep tightness, worse weekly > o-so
- Stiff, sore cord at the heel > o-pt2
- Not sure > o-pt1
? cramps When do the cramps come?
- During or after exercise > next-day
- At night, at rest, not sure > night
? next-day Is the spot still sore the next day?
- Yes > where
- No > o-cr1
- Not sure > o-pt1
? night Do they spoil your sleep, or come with numbness?
- Yes or not sure > o-gp2
- No > o-cr2
= o-em emergency Call 999 now
advice Do not drive yourself.
= o-ur1 urgent Get same-day help for the leg
page blood-clot
within today
= o-ur2 urgent Go to urgent care today
page achilles-rupture
= o-ur3 urgent Call the urgent line now
page when-to-get-help
= o-ga self-care Read about the gastrocnemius
page gastrocnemius-strain
sheet rehab/gastrocnemius#settle
advice Start phase 1.
= o-so self-care Read about the soleus
page soleus-strain
sheet rehab/soleus#settle
= o-pt1 book Find the cause with us
page calf-strain
= o-pt2 book Let us see the cord
page achilles-pain
= o-cu self-care Cut the load
page calf-overload
= o-cr1 self-care Stretch, pace, strengthen
page exercise-cramp
= o-cr2 self-care Follow the night plan
page night-cramp
= o-gp1 book Let us look at your walking
page when-to-get-help
= o-gp2 book Let us look at your sleep
page when-to-get-help
~ Chest pain : now=Yes or not sure > o-em
~ Swollen calf after a flight : now=None of these, clot=Yes or not sure > o-ur1
~ Pop at the heel : now=None of these, clot=None of these, snap=Yes or not sure > o-ur2
";

/// A reader of the lines above.
struct Reader<'a> {
    source: &'a str,
    decision: Decision,
    above: Above,
}

/// What the last opening line began.
#[derive(Clone, Copy, PartialEq)]
enum Above {
    Nothing,
    Step,
    Outcome,
}

/// A decision from its lines.
pub(super) fn decision(source: &str) -> Decision {
    let mut reader = Reader { source, decision: Decision::default(), above: Above::Nothing };
    source.lines().filter(|line| !line.trim().is_empty()).for_each(|line| reader.read(line.trim()));
    reader.decision
}

/// The flow of a decision from its lines.
pub(super) fn flow(source: &str) -> Flow {
    Flow::new(&decision(source), &path()).0
}

/// The file that all problems are in.
pub(super) fn path() -> SitePath {
    SitePath::new("content/flow.md").unwrap()
}

/// Fills the one insert that tests use.
pub(super) fn fill(text: &str) -> String {
    text.replace("{{emergency_number}}", "999")
}

/// Compares all problems of one code with the expected ones, one a line:
/// ``LINE:COLUMN `PLACE` SEVERITY: MESSAGE; HELP`` and for each related place ` (also LINE:COLUMN: NOTE)`.
#[track_caller]
pub(super) fn check(code: &str, source: &str, expected: &str) {
    let problems = problems(source);
    let found: Vec<String> =
        problems.iter().filter(|problem| problem.code.id == code).map(|problem| line(problem, source)).collect();
    assert_eq!(found.join("\n"), expected);
}

/// All problems of a flow.
pub(super) fn problems(source: &str) -> Vec<Problem> {
    let words = |list: &[&str]| list.iter().map(|word| (*word).to_owned()).collect::<Vec<_>>();
    let (unsure, book, diagnosis) =
        (words(&["not sure", "don't know"]), words(&["book", "see a clinician"]), words(&["you have", "you've got"]));
    let decision = decision(source);
    let path = path();
    let (flow, mut problems) = Flow::new(&decision, &path);
    let words = Words { unsure: &unsure, book: &book, diagnosis: &diagnosis };
    problems.extend(check_flow(&Subject { decision: &decision, flow: &flow, path: &path, words, fill: &fill }));
    problems
}

fn line(problem: &Problem, source: &str) -> String {
    let at = |place: &Place| {
        let span = place.span.unwrap();
        let at = span.line_column(source);
        (format!("{}:{}", at.line, at.column), span.of(source).to_owned())
    };
    let (place, text) = at(problem.place.as_ref().unwrap());
    let mut line =
        format!("{place} `{text}` {}: {}; {}", problem.severity.word(), problem.message, problem.help.clone().unwrap());
    for (place, note) in &problem.related {
        line += &[" (also ", &at(place).0, ": ", note, ")"].concat();
    }
    line
}

impl<'a> Reader<'a> {
    fn read(&mut self, line: &'a str) {
        let (word, rest) = line.split_once(' ').unwrap_or(line.split_at(line.len()));
        match word {
            "start" => self.decision.start = self.text(rest),
            "no-emergency" => self.decision.no_emergency = Some(self.text(rest)),
            "?" => self.step(line, rest),
            "-" => self.answer(line, rest),
            "=" => self.outcome(line, rest),
            "~" => self.scenario(line, rest),
            _ => self.detail(word, rest),
        }
    }

    fn step(&mut self, line: &str, rest: &'a str) {
        let (id, mut ask) = rest.split_once(' ').unwrap_or(rest.split_at(rest.len()));
        let mut check = None;
        if let Some((level, rest)) = ask.strip_prefix('!').and_then(|ask| ask.split_once(' ')) {
            (check, ask) = (Some(urgency(level)), rest);
        }
        let step = Step { id: self.text(id), ask: self.text(ask), check, span: self.span(line), ..Step::default() };
        self.decision.steps.push(step);
        self.above = Above::Step;
    }

    fn answer(&mut self, line: &str, rest: &'a str) {
        let mut parts = rest.split(" | ");
        let (label, goto) = parts.next().unwrap().rsplit_once(" > ").unwrap();
        let mut answer =
            Answer { label: self.text(label), goto: self.text(goto), span: self.span(line), ..Answer::default() };
        for part in parts {
            match part.split_once(' ').unwrap_or((part, "")) {
                ("unsure", _) => answer.unsure = true,
                ("main", _) => answer.main = true,
                ("why", why) => answer.why = Some(self.text(why)),
                ("cite", id) => answer.cite.push(self.cite(id)),
                other => panic!("{other:?}"),
            }
        }
        self.decision.steps.last_mut().unwrap().answers.push(answer);
    }

    fn outcome(&mut self, line: &str, rest: &'a str) {
        let mut words = rest.splitn(3, ' ');
        let (id, level, title) = (words.next().unwrap(), words.next().unwrap(), words.next().unwrap());
        let outcome = outcome(self.text(id), urgency(level), self.text(title));
        self.decision.outcomes.push(Outcome { span: self.span(line), ..outcome });
        self.above = Above::Outcome;
    }

    fn scenario(&mut self, line: &str, rest: &'a str) {
        let (rest, expect) = rest.rsplit_once(" > ").unwrap();
        let (name, answers) = rest.split_once(" : ").unwrap();
        let answers = answers.split(", ").filter_map(|answer| answer.split_once('='));
        let answers = answers.map(|(step, label)| (self.text(step), self.text(label))).collect();
        let scenario = Scenario { name: self.text(name), answers, expect: self.text(expect), span: self.span(line) };
        self.decision.scenarios.push(scenario);
    }

    fn detail(&mut self, word: &str, rest: &'a str) {
        let (text, cite) = (self.text(rest), self.cite(rest));
        let page = Some(PageName::new(rest, self.span(rest)));
        let step = self.decision.steps.last_mut();
        let outcome = self.decision.outcomes.last_mut();
        match (self.above, word) {
            (Above::Step, "help") => step.unwrap().help = Some(text),
            (Above::Step, "any") => step.unwrap().any_of.push(text),
            (Above::Step, "again") => step.unwrap().again = Some(text),
            (Above::Step, "cite") => step.unwrap().cite.push(cite),
            (Above::Outcome, "cite") => outcome.unwrap().cite.push(cite),
            (Above::Outcome, "page") => outcome.unwrap().page = page,
            (Above::Outcome, "sheet") => outcome.unwrap().sheet = page,
            (Above::Outcome, "within") => outcome.unwrap().within = Some(text),
            (Above::Outcome, "advice") => outcome.unwrap().advice = Some(text),
            (Above::Outcome, "net") => outcome.unwrap().safety_net = Some(text),
            (Above::Nothing, "net") => self.decision.safety_net = Some(text),
            (_, other) => panic!("{other}"),
        }
    }

    fn text(&self, part: &str) -> Text {
        Text { raw: part.trim().to_owned(), span: self.span(part.trim()) }
    }

    fn cite(&self, id: &str) -> Cite {
        let source = match id {
            "own" => CiteSource::Own,
            "convention" => CiteSource::Convention,
            id => CiteSource::Reference(id.to_owned()),
        };
        Cite { source, span: self.span(id) }
    }

    fn span(&self, part: &str) -> Span {
        let start = part.as_ptr() as usize - self.source.as_ptr() as usize;
        Span::new(start, start + part.len())
    }
}

/// An outcome with nothing but its three needed values.
pub(super) fn outcome(id: Text, urgency: Urgency, title: Text) -> Outcome {
    Outcome {
        id,
        urgency,
        title,
        page: None,
        at: None,
        sheet: None,
        within: None,
        advice: None,
        cite: Vec::new(),
        review_needed: None,
        safety_net: None,
        span: Span::default(),
    }
}

fn urgency(word: &str) -> Urgency {
    Urgency::WORDS.into_iter().find(|(known, _)| *known == word).unwrap().1
}

//! The lines in the margin of a flow's list: from each answer that leads over other questions to where it leads.
//!
//! Answers that lead to one question share a line. An answer that leads to the very next question has none, and neither
//! has a jump that finds no room beside the others: the words "go to question 7" say the same. It knows no pixels.

use crate::flow::outline::{Outline, TargetView};

/// The most lines side by side: more would not leave a phone room for the questions.
const MOST: usize = 4;

/// A line beside one part of a list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Lane {
    /// How far out it is, from 1 beside the list.
    pub number: usize,
    /// What it does here.
    pub part: Part,
}

/// What a line does beside a part of a list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// It begins at an answer.
    Leaves,
    /// It passes, and another answer joins it.
    Joins,
    /// It passes.
    Through,
    /// It ends at a question.
    Arrives,
}

impl Part {
    /// Its name, as classes have it.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Leaves => "leaves",
            Self::Joins => "joins",
            Self::Through => "through",
            Self::Arrives => "arrives",
        }
    }
}

/// The lines of a flow.
#[derive(Clone, Debug, Default)]
pub struct Rail {
    jumps: Vec<Jump>,
    /// How many lines stand side by side.
    pub width: usize,
}

/// A question that is jumped to: places of questions from 0.
#[derive(Clone, Debug)]
struct Jump {
    /// The answers that lead here, as (question, answer), in order.
    from: Vec<(usize, usize)>,
    to: usize,
    number: usize,
}

impl Jump {
    fn begin(&self) -> (usize, usize) {
        self.from.first().copied().unwrap_or_default()
    }

    fn lane(&self, part: Part) -> Lane {
        Lane { number: self.number, part }
    }
}

impl Rail {
    /// The lines of an outline; short jumps stand nearest to it.
    #[must_use]
    pub fn new(outline: &Outline) -> Self {
        let mut found: Vec<Jump> = Vec::new();
        for (step, answer, to) in jumps(outline) {
            match found.iter_mut().find(|jump| jump.to == to) {
                Some(jump) => jump.from.push((step, answer)),
                None => found.push(Jump { from: vec![(step, answer)], to, number: 0 }),
            }
        }
        found.sort_by_key(|jump| (jump.to - jump.begin().0, jump.to));
        let mut rail = Self::default();
        for mut jump in found {
            let taken = |number: usize| {
                let other = |other: &Jump| other.begin().0 < jump.to && jump.begin().0 < other.to;
                rail.jumps.iter().any(|placed| placed.number == number && other(placed))
            };
            if let Some(number) = (1..=MOST).find(|number| !taken(*number)) {
                jump.number = number;
                rail.width = rail.width.max(number);
                rail.jumps.push(jump);
            }
        }
        rail.jumps.sort_by_key(|jump| jump.number);
        rail
    }

    /// The lines beside a question, above its answers.
    #[must_use]
    pub fn beside_question(&self, step: usize) -> Vec<Lane> {
        let beside = self.jumps.iter().filter(|jump| jump.begin().0 < step && step <= jump.to);
        beside.map(|jump| jump.lane(if jump.to == step { Part::Arrives } else { Part::Through })).collect()
    }

    /// The lines beside an answer.
    #[must_use]
    pub fn beside_answer(&self, step: usize, answer: usize) -> Vec<Lane> {
        let here = (step, answer);
        let beside = self.jumps.iter().filter(|jump| jump.begin() <= here && step < jump.to);
        let part = |jump: &Jump| match (jump.begin() == here, jump.from.contains(&here)) {
            (true, _) => Part::Leaves,
            (false, true) => Part::Joins,
            (false, false) => Part::Through,
        };
        beside.map(|jump| jump.lane(part(jump))).collect()
    }

    /// The lines beside what stands under a question's answers.
    #[must_use]
    pub fn below(&self, step: usize) -> Vec<Lane> {
        let beside = self.jumps.iter().filter(|jump| jump.begin().0 <= step && step < jump.to);
        beside.map(|jump| jump.lane(Part::Through)).collect()
    }
}

/// The answers that lead over other questions: question, answer and target, places from 0.
fn jumps(outline: &Outline) -> impl Iterator<Item = (usize, usize, usize)> {
    outline.steps.iter().enumerate().flat_map(|(place, step)| {
        step.answers.iter().enumerate().filter_map(move |(answer, view)| match &view.target {
            TargetView::Step { number, .. } => {
                Some((place, answer, number.checked_sub(1)?)).filter(|_| *number > place + 2)
            }
            TargetView::Outcome { .. } => None,
        })
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::flow::testing::{fill, flow};

    fn outline(source: &str) -> Outline {
        Outline::new(&flow(source), &fill, &|_| crate::flow::outline::OutcomeLinks::default())
    }

    /// Each line of a drawing is one part of the list; each column is one line in the margin.
    fn drawn(source: &str) -> String {
        let outline = outline(source);
        let rail = Rail::new(&outline);
        let mut out = String::new();
        let mut row = |name: &str, lanes: Vec<Lane>| {
            let mut columns = vec![' '; rail.width];
            for lane in lanes {
                columns[rail.width - lane.number] = match lane.part {
                    Part::Leaves => '┌',
                    Part::Joins => '├',
                    Part::Through => '│',
                    Part::Arrives => '└',
                };
            }
            out.push_str(&format!("{} {name}\n", columns.into_iter().collect::<String>()));
        };
        for (place, step) in outline.steps.iter().enumerate() {
            row(&step.id, rail.beside_question(place));
            for (answer, view) in step.answers.iter().enumerate() {
                row(&format!("- {}", view.label), rail.beside_answer(place, answer));
            }
        }
        out
    }

    const ENDS: &str = "= home self-care Stay\n= see book See us\n";

    #[test]
    fn only_real_jumps_have_a_line_and_jumps_to_one_question_share_it() {
        let source = format!(
            "start a\n? a A?\n- b > b\n- e > e\n- home > home\n? b B?\n- c > c\n- d > d\n? c C?\n- e > e\n- see > see\n\
             ? d D?\n- e > e\n- home > home\n? e E?\n- home > home\n- see > see\n{ENDS}"
        );
        let expected = "a
   - b
┌  - e
│  - home
│  b
│  - c
│┌ - d
││ c
├│ - e
││ - see
│└ d
│  - e
│  - home
└  e
   - home
   - see
";
        assert_eq!(drawn(&source).trim_start(), expected);
    }

    #[test]
    fn a_line_may_begin_where_another_ends() {
        let source = format!(
            "start a\n? a A?\n- b > b\n- c > c\n? b B?\n- home > home\n- see > see\n? c C?\n- d > d\n- e > e\n\
             ? d D?\n- home > home\n- see > see\n? e E?\n- home > home\n- see > see\n{ENDS}"
        );
        assert_eq!(Rail::new(&outline(&source)).width, 1);
    }

    #[test]
    fn there_are_never_more_lines_than_a_phone_has_room_for() {
        let mut source = String::from("start q0\n");
        for step in 0..30 {
            let later = (step + 9).min(29);
            let next = step + 1;
            let way = |to: usize| if to < 30 { format!("q{to}") } else { "home".to_owned() };
            source.push_str(&format!(
                "? q{step} Q?\n- next > {}\n- later > {}\n",
                way(next),
                if later > next { way(later) } else { "see".to_owned() }
            ));
        }
        source.push_str(ENDS);
        let outline = outline(&source);
        let rail = Rail::new(&outline);
        assert_eq!(rail.width, MOST);
        for step in 0..outline.steps.len() {
            let mut numbers: Vec<usize> = rail.below(step).iter().map(|lane| lane.number).collect();
            let count = numbers.len();
            numbers.dedup();
            assert_eq!(numbers.len(), count, "two lines in one place");
        }
    }
}

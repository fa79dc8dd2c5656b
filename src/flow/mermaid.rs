//! An outline as a Mermaid flowchart, for wikis and issue trackers that draw it.
//!
//! A level of care shows by shape and by word, never by colour alone. Help, reasons and safety nets stand in the
//! labels. Titles and addresses of pages are left out: a relative address has no meaning where the chart is pasted.

use crate::flow::labels::Labels;
use crate::flow::outline::{AnswerView, Heading, OutcomeView, Outline, StepView, TargetView, one_line};
use crate::model::decision::Urgency;

/// The flow as a top-down chart.
#[must_use]
pub fn write(outline: &Outline, heading: &Heading<'_>, labels: &Labels) -> String {
    let mut lines = vec!["flowchart TD".to_owned(), format!("    accTitle: {}", plain(heading.title))];
    let audience = heading.audience.map(|audience| labels.for_whom(audience));
    let description = audience.as_deref().into_iter().chain(heading.summary).collect::<Vec<_>>().join(". ");
    if !description.is_empty() {
        lines.push(format!("    accDescr: {}", plain(&description)));
    }
    lines.extend(outline.steps.iter().map(|view| step(view, labels)));
    lines.extend(outline.outcomes.iter().map(|view| outcome(view, labels)));
    for step in &outline.steps {
        for answer in &step.answers {
            let target = match &answer.target {
                TargetView::Step { number, .. } => format!("q{number}"),
                TargetView::Outcome { number, .. } => format!("r{number}"),
            };
            lines.push(format!("    q{} -->|\"{}\"| {target}", step.number, way(answer, labels)));
        }
    }
    // No colours: the chart is drawn in a theme that is not ours, light or dark.
    lines.push("    classDef emergency stroke-width:4px".to_owned());
    lines.push("    classDef urgent stroke-width:3px".to_owned());
    lines.push(String::new());
    lines.join("\n")
}

/// A question; a safety question has double sides.
fn step(view: &StepView, labels: &Labels) -> String {
    let text = lines(view.lines(labels));
    match view.check {
        Some(_) => format!("    q{}[[\"{text}\"]]", view.number),
        None => format!("    q{}[\"{text}\"]", view.number),
    }
}

/// An outcome in the shape of its level: hexagon, slanted, rounded, or with round ends.
fn outcome(view: &OutcomeView, labels: &Labels) -> String {
    let text = lines(view.lines(labels));
    let number = view.number;
    match view.urgency {
        Urgency::Emergency => format!("    r{number}{{{{\"{text}\"}}}}:::emergency"),
        Urgency::Urgent => format!("    r{number}[/\"{text}\"/]:::urgent"),
        Urgency::Book => format!("    r{number}(\"{text}\")"),
        Urgency::SelfCare => format!("    r{number}([\"{text}\"])"),
    }
}

/// An answer's words, then its reason.
fn way(answer: &AnswerView, labels: &Labels) -> String {
    let why = answer.why.as_ref().map(|why| labels.reason(why));
    lines(std::iter::once(answer.label.clone()).chain(why))
}

/// Lines as one label: a break is the one piece of HTML that every reader of Mermaid knows.
fn lines(of: impl IntoIterator<Item = String>) -> String {
    of.into_iter().map(|line| escape(&line)).collect::<Vec<_>>().join("<br/>")
}

/// A label for use in double quotes.
///
/// Mermaid reads a label as Markdown, HTML and its own codes (`#35;`) in turn, and cuts `%%{…}` and the like out of a
/// whole text before it reads it. So all ASCII punctuation that may mean something is written as a code. `.` and `-`
/// stay inside a text, after a letter: at its start or after a digit they make a list, which is drawn as an error.
fn escape(text: &str) -> String {
    let line = one_line(text);
    let mut out = String::with_capacity(line.len());
    for (at, word) in line.split(' ').enumerate() {
        if at > 0 {
            out.push(' ');
        }
        // In front of other marks `end` still ends a block in older readers.
        if word.trim_matches(|letter: char| !letter.is_alphanumeric()) == "end" {
            escape_into(&mut out, &word.replace("end", "e\u{0}d"));
        } else {
            escape_into(&mut out, word);
        }
    }
    out
}

/// Escapes one word; `\0` stands for the `n` of `end`, since no text holds control characters here.
fn escape_into(out: &mut String, word: &str) {
    let mut before = None;
    for letter in word.chars() {
        let inside = before.is_some_and(char::is_alphabetic);
        match letter {
            '\u{0}' => push_code(out, 'n'),
            '.' | '-' if inside => out.push(letter),
            ',' | '\'' | '?' | '!' | '/' => out.push(letter),
            // Mermaid keeps codes apart by these two while it works.
            '¶' | 'ﬂ' => push_code(out, letter),
            letter if letter.is_ascii_punctuation() => push_code(out, letter),
            letter => out.push(letter),
        }
        before = Some(letter);
    }
}

fn push_code(out: &mut String, letter: char) {
    out.push('#');
    out.push_str(&u32::from(letter).to_string());
    out.push(';');
}

/// A title or description, which runs to the end of its line. Nothing is left out: "pain > 5" without its sign says
/// another thing.
///
/// Mermaid reads its codes anywhere in a text and puts the characters back into the finished drawing, so they hold here
/// as in labels. Only what could mean something is written as one, so that the text can be read as it is. After a colon
/// a blank must follow: behind a word such as `style`, Mermaid takes what touches the colon for a colour, and cuts it.
fn plain(text: &str) -> String {
    let line = one_line(text);
    let mut out = String::with_capacity(line.len());
    let mut letters = line.chars().peekable();
    while let Some(letter) = letters.next() {
        let is_read = ";#%{}\"<>`&¶ﬂ".contains(letter);
        let touches = letter == ':' && letters.peek().is_some_and(|next| *next != ' ');
        if is_read || touches { push_code(&mut out, letter) } else { out.push(letter) }
    }
    out
}

/// Reads the chart back, for the tests that compare all forms.
#[cfg(test)]
pub(super) mod read_back {
    use crate::flow::parity::{Way, way};

    /// The ways in a chart: (question's number, label, target).
    pub(in crate::flow) fn ways(text: &str) -> Vec<Way> {
        let arrow = |line: &str| {
            let (asker, rest) = line.trim().split_once(" -->|\"")?;
            let (label, target) = rest.rsplit_once("\"| ")?;
            // What follows a break is the reason.
            let label = label.split_once("<br/>").map_or(label, |(label, _)| label);
            Some(way(asker.strip_prefix('q')?, decode(label), target))
        };
        text.lines().filter_map(arrow).collect()
    }

    /// Undoes Mermaid's codes for characters.
    pub(super) fn decode(label: &str) -> String {
        assert!(!label.contains(['"', '[', ']', '|', '<', '&', '%', '`', '\n']), "{label}");
        let mut parts = label.split('#');
        let mut text = parts.next().unwrap().to_owned();
        for part in parts {
            let (code, rest) = part.split_once(';').unwrap();
            text.push(char::from_u32(code.parse().unwrap()).unwrap());
            text.push_str(rest);
        }
        text
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::flow::outline::OutcomeLinks;
    use crate::flow::testing::{fill, flow};

    #[test]
    fn shapes_and_words_tell_the_levels_apart() {
        let source = "start a\nnet Ask \"again\".\n? a !urgent Any of these?\nhelp If not sure, say yes.\nany a \"hot\" calf\n\
                      any swelling\n- Yes > call\n- Perhaps > today | why It may be a clot.\n- No > b\n? b Where?\nagain a\n\
                      - Calf > home\n- Not sure > see\n= call emergency Call {{emergency_number}}\n= today urgent Call\n\
                      within today\nadvice Rest. 1 day.\n= home self-care Stay\nnet Call us.\n= see book See us\n";
        let outline = Outline::new(&flow(source), &fill, &|_| OutcomeLinks::default());
        let heading = Heading {
            title: "Which page?",
            audience: Some("adults"),
            summary: Some("For adults; it does not diagnose."),
        };
        assert_eq!(
            write(&outline, &heading, &Labels::english()),
            "flowchart TD
    accTitle: Which page?
    accDescr: For: adults. For adults#59; it does not diagnose.
    q1[[\"1#46; Any of these?<br/>If not sure, say yes.<br/>• a #34;hot#34; calf<br/>• swelling\"]]
    q2[\"2#46; Where?<br/>Back to question 1\"]
    r1{{\"Emergency#58; Call 999\"}}:::emergency
    r2[/\"Urgent #40;today#41;#58; Call<br/>Rest. 1 day.<br/>If things change#58; Ask #34;again#34;#46;\"/]:::urgent
    r3([\"Self-care#58; Stay<br/>If things change#58; Call us.\"])
    r4(\"Book a visit#58; See us<br/>If things change#58; Ask #34;again#34;#46;\")
    q1 -->|\"Yes\"| r1
    q1 -->|\"Perhaps<br/>Why#58; It may be a clot.\"| r2
    q1 -->|\"No\"| q2
    q2 -->|\"Calf\"| r3
    q2 -->|\"Not sure\"| r4
    classDef emergency stroke-width:4px
    classDef urgent stroke-width:3px
"
        );
    }

    #[test]
    fn nothing_in_a_label_can_end_it_or_mean_something() {
        assert_eq!(escape("say \"no\" [x] #1\nnow"), "say #34;no#34; #91;x#93; #35;1 now");
        assert_eq!(escape("the end (end) bend"), "the e#110;d #40;e#110;d#41; bend");
        assert_eq!(escape("- a 1. b knee-deep. 4.5"), "#45; a 1#46; b knee-deep. 4#46;5");
        assert_eq!(escape("%%{init}%% ﬂ°°35¶ß <b>"), "#37;#37;#123;init#125;#37;#37; #64258;°°35#182;ß #60;b#62;");
    }

    #[test]
    fn a_description_keeps_what_its_signs_say() {
        let said = "Stop if pain > 5; no. #1 & <b> at 10:30: \"rest\" %%{x}%%";
        let written =
            "Stop if pain #62; 5#59; no. #35;1 #38; #60;b#62; at 10#58;30: #34;rest#34; #37;#37;#123;x#125;#37;#37;";
        assert_eq!(plain(said), written);
        assert_eq!(read_back::decode(&plain(said)), said);
    }

    #[test]
    fn codes_read_back_as_they_were() {
        for text in ["the end", "a|b]\"c\"#35;&amp;", "`**x**` $$y$$ \\n", "é 膝 😀"] {
            assert_eq!(read_back::decode(&escape(text)), text);
        }
    }
}

//! The pain rule as a number line: scores 0 to 10 in zones, each with words and a pattern that prints in black.

use serde::Serialize;

use crate::body::Site;
use crate::model::config::PainRule;
use crate::model::programme::Phase;
use crate::parse::words::Words;
use crate::resolve::PhaseText;

/// The pain rule of a phase: scores 0 to 10 in two or three zones.
#[derive(Clone, Debug, Serialize, PartialEq, Eq)]
pub struct PainView {
    /// The heading.
    pub heading: String,
    /// The zones that this phase has, from mild to strong. Their scores follow on each other from 0 to 10.
    pub zones: Vec<PainZone>,
    /// Each score with its zone.
    pub scores: Vec<PainScore>,
    /// The score above which a patient stops in this phase.
    pub limit: u8,
    /// That this phase is stricter than the site, in words; `None` when it is not.
    pub stricter: Option<String>,
    /// What pain the next morning means.
    pub next_morning: Option<String>,
}

/// A zone of the pain rule.
#[derive(Clone, Debug, Serialize, PartialEq, Eq)]
pub struct PainZone {
    /// `ok`, `caution` or `stop`.
    pub zone: &'static str,
    /// How its scores are filled: `clear`, `stripes` or `cross`.
    pub pattern: &'static str,
    /// Its lowest score.
    pub from: u8,
    /// Its highest score.
    pub to: u8,
    /// Its scores in words: `0–3`.
    pub range: String,
    /// What they mean.
    pub text: String,
}

/// A score of the pain rule.
#[derive(Clone, Debug, Serialize, PartialEq, Eq)]
pub struct PainScore {
    /// 0 to 10.
    pub score: u8,
    /// `ok`, `caution` or `stop`.
    pub zone: &'static str,
}

/// The pain rule of a phase, with its own limit above which a patient stops.
#[must_use]
pub fn view(site: &Site, rule: &PainRule, phase: &Phase, words: &Words) -> PainView {
    let texts = PhaseText::new(&site.index, phase);
    let stricter = phase.pain_limit.filter(|limit| *limit < rule.caution);
    let limit = stricter.unwrap_or(rule.caution);
    let ok = rule.ok.min(limit);
    let bounds = [("ok", "clear", 0, ok), ("caution", "stripes", ok + 1, limit), ("stop", "cross", limit + 1, 10)];
    let zones: Vec<PainZone> = bounds
        .into_iter()
        .filter(|(_, _, from, to)| from <= to)
        .map(|(zone, pattern, from, to)| PainZone {
            zone,
            pattern,
            from,
            to,
            range: if from == to { from.to_string() } else { words.left_to_right(&format!("{from}–{to}")) },
            text: words.get(&format!("pain.{zone}")).to_owned(),
        })
        .collect();
    PainView {
        heading: words.get("pain.title").to_owned(),
        scores: zones
            .iter()
            .flat_map(|zone| (zone.from..=zone.to).map(|score| PainScore { score, zone: zone.zone }))
            .collect(),
        zones,
        limit,
        stricter: stricter.map(|limit| words.fill("pain.stricter", &[("n", &limit.to_string())])),
        next_morning: match words.find("site.next_morning") {
            Some(own) => Some(texts.fill_str(own)),
            None => rule.next_morning.as_ref().map(|text| texts.fill(text)),
        },
    }
}

//! When to stop, and whom to call: the rules of a programme and of a phase, the most urgent first.

use serde::Serialize;

use crate::base::phone;
use crate::body::Site;
use crate::model::programme::{Phase, Programme};
use crate::model::text::Text;
use crate::parse::words::Words;
use crate::resolve::PhaseText;

/// One group of stop rules.
#[derive(Clone, Debug, Serialize)]
pub struct StopView {
    /// `emergency`, `urgent`, `session` or `clinic`: also the name of its icon.
    pub level: &'static str,
    /// What to do, in words.
    pub heading: String,
    /// The number to call.
    pub number: Option<String>,
    /// A link that calls it.
    pub href: Option<String>,
    /// When.
    pub items: Vec<String>,
    /// The column it stands in where there are two, 1 or 2: emergency begins the first, urgent the second.
    pub column: u8,
    /// The first and the last of three rows it may take there, so that both columns fill on their own.
    pub rows: [u8; 2],
}

/// The stop rules of a phase, the most urgent first. Groups without items are left out.
#[must_use]
pub fn of_phase(site: &Site, programme: &Programme, phase: &Phase, words: &Words) -> Vec<StopView> {
    let texts = PhaseText::new(&site.index, phase);
    let rules = &programme.stop_rules;
    let session: Vec<Text> = rules.session.iter().chain(&phase.stop).cloned().collect();
    let groups: [(&'static str, &str, Option<&str>, &[Text]); 4] = [
        ("emergency", "stop.emergency", Some("emergency_number"), &rules.emergency),
        ("urgent", "stop.urgent", Some("urgent_line"), &rules.urgent),
        ("session", "stop.session", None, &session),
        ("clinic", "stop.clinic", Some("clinic_phone"), &rules.clinic),
    ];
    groups
        .into_iter()
        .filter(|(_, _, _, items)| !items.is_empty())
        .map(|(level, key, number, items)| {
            let number = number.and_then(|name| site.index.config.insert(name));
            StopView {
                level,
                heading: words.get(key).to_owned(),
                href: number.as_deref().and_then(phone::link),
                number: number.map(|number| words.left_to_right(&number)),
                items: texts.fill_all(items),
                column: 1,
                rows: [1, 3],
            }
        })
        .collect()
}

/// The stop rules of a programme as a whole.
#[must_use]
pub fn of_programme(site: &Site, programme: &Programme, words: &Words) -> Vec<StopView> {
    of_phase(site, programme, &Phase::default(), words)
}

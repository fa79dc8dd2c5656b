//! A drawn exercise in words: how the body rests, what each position shows, and the text read in the picture's place.
//!
//! All words come from the language's table. Only what differs from the first position is said of the second.

use super::place::{Contact, Frame};
use super::props::sits_on_chair;
use super::scene::Scene;
use crate::model::pose::{Body, Gait, Legs, Support, Thing, Weight};
use crate::parse::words::Words;

/// A figure's words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Description {
    /// Read in place of the picture.
    pub alt: String,
    /// What each position shows, as a sentence.
    pub captions: Vec<String>,
}

/// The near foot and leg as they are spoken of.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Said {
    One,
    Both,
    Back,
}

/// The words of a scene for the exercise `title`; `load` is the weight that is held, such as `5 kg`.
#[must_use]
pub fn describe(scene: &Scene<'_>, title: &str, load: Option<&str>, words: &Words) -> Description {
    let captions: Vec<String> = states(scene, words).into_iter().map(|state| sentence(&state)).collect();
    let mut parts =
        vec![words.fill(if captions.len() > 1 { "pose.alt.two" } else { "pose.alt.one" }, &[("title", title)])];
    parts.push(sentence(&resting(scene, load, words)));
    match captions.as_slice() {
        [only] => parts.push(only.clone()),
        several => parts.extend(several.iter().enumerate().map(|(place, caption)| format!("{}: {caption}", place + 1))),
    }
    if let Some(joint) = scene.pose.moves {
        parts
            .push(words.fill("pose.alt.joint", &[("joint", words.get(&format!("pose.joint.{}", joint.value.word())))]));
    }
    let muscles: Vec<&str> = scene.pose.muscle.iter().map(|muscle| muscle_word(muscle.value.word(), words)).collect();
    if !muscles.is_empty() {
        parts.push(words.fill("pose.alt.muscle", &[("muscle", &muscles.join(words.get("pose.and")))]));
    }
    parts.retain(|part| !part.is_empty());
    Description { alt: parts.join(" "), captions }
}

fn muscle_word<'a>(muscle: &str, words: &'a Words) -> &'a str {
    match muscle {
        "gastrocnemius" => words.get("pose.muscle.gastrocnemius"),
        "soleus" => words.get("pose.muscle.soleus"),
        "hamstrings" => words.get("pose.muscle.hamstrings"),
        "quadriceps" => words.get("pose.muscle.quadriceps"),
        _ => words.get("pose.muscle.calf"),
    }
}

/// A phrase as a sentence: a capital first, a full stop last.
fn sentence(phrase: &str) -> String {
    let mut letters = phrase.chars();
    let first: String = letters.next().map(|first| first.to_uppercase().collect()).unwrap_or_default();
    if first.is_empty() { String::new() } else { format!("{first}{}.", letters.as_str()) }
}

/// How the body rests, what it holds and what lies under it.
fn resting(scene: &Scene<'_>, load: Option<&str>, words: &Words) -> String {
    let pose = scene.pose;
    let on_bed = pose.rests_on(Support::Bed);
    let mut keys = vec![match scene.body {
        Body::Standing if scene.gait.is_some() => return String::new(),
        Body::Standing => "pose.rest.standing",
        Body::Sitting if sits_on_chair(scene) => "pose.rest.chair",
        Body::Sitting if on_bed => "pose.rest.sitting_bed",
        Body::Sitting => "pose.rest.sitting_floor",
        Body::Lying if on_bed => "pose.rest.lying_bed",
        Body::Lying => "pose.rest.lying_floor",
    }];
    if scene.body == Body::Standing {
        keys.push(match (said(scene), pose.legs.map(|legs| legs.value)) {
            (Said::Back, _) => "pose.rest.split",
            (Said::One | Said::Both, Some(Legs::One)) => "pose.rest.one_leg",
            (Said::One | Said::Both, Some(Legs::Both) | None) => "pose.rest.both_legs",
        });
        let one_hand = pose.weight.is_some();
        for support in &pose.support {
            match support.value {
                Support::Step => keys.push("pose.rest.step"),
                Support::Wall if one_hand => keys.push("pose.rest.wall_one"),
                Support::Wall => keys.push("pose.rest.wall"),
                Support::Table => keys.push("pose.rest.table"),
                Support::Chair => keys.push("pose.rest.chair_back"),
                Support::None | Support::Floor | Support::Bed => {}
            }
        }
    }
    for thing in &pose.with {
        match thing.value {
            Thing::Pillow => keys.push("pose.rest.pillow"),
            Thing::Strap => keys.push("pose.rest.strap"),
            Thing::Band => keys.push("pose.rest.band"),
            Thing::Moon => keys.push("pose.rest.night"),
        }
    }
    let mut phrases: Vec<String> = keys.into_iter().map(|key| words.get(key).to_owned()).collect();
    let key = pose.weight.map(|weight| match weight.value {
        Weight::Knee => "pose.rest.weight_knee",
        Weight::Hands => "pose.rest.weight_hand",
    });
    if let Some(key) = key {
        let weight = load.map_or_else(
            || words.get("pose.rest.weight").to_owned(),
            |load| words.fill("pose.rest.weight_of", &[("load", load)]),
        );
        phrases.push(words.fill(key, &[("weight", &weight)]));
    }
    words.comma_list(&phrases)
}

/// How the near leg is spoken of: alone, with the other, or as the back one.
fn said(scene: &Scene<'_>) -> Said {
    let ahead = |frame: &Frame| frame.far.contact == Contact::Flat && frame.far.ball().x - frame.near.ball().x >= 100.0;
    let split = scene.body == Body::Standing && !scene.frames.is_empty() && scene.frames.iter().all(ahead);
    match scene.pose.legs.map(|legs| legs.value) {
        _ if split => Said::Back,
        Some(Legs::One) => Said::One,
        Some(Legs::Both) | None => Said::Both,
    }
}

/// What each frame shows, as phrases with commas; of the second only what is new.
fn states(scene: &Scene<'_>, words: &Words) -> Vec<String> {
    let said = said(scene);
    match scene.gait {
        Some(Gait::Walk) => return gait(["pose.gait.heel_first", "pose.gait.push_off"], words),
        Some(Gait::Run) => return gait(["pose.gait.knee_ahead", "pose.gait.drive"], words),
        Some(Gait::RunWalk) => return gait(["pose.gait.run", "pose.gait.then_walk"], words),
        None => {}
    }
    let all: Vec<Vec<&'static str>> = scene.frames.iter().map(|frame| of_frame(scene, frame)).collect();
    let mut states = Vec::new();
    for (place, keys) in all.iter().enumerate() {
        let before = place.checked_sub(1).and_then(|before| all.get(before));
        let new = |key: &&'static str| before.is_none_or(|before| !before.contains(key));
        let mut phrases: Vec<String> = keys.iter().filter(|key| new(key)).map(|key| spoken(key, said, words)).collect();
        let stays =
            said == Said::Back && keys.contains(&"flat") && before.is_some_and(|before| before.contains(&"flat"));
        if stays {
            phrases.push(words.get("pose.state.stays").to_owned());
        }
        if phrases.is_empty() {
            phrases.extend(keys.iter().map(|key| spoken(key, said, words)));
        }
        states.push(words.comma_list(&phrases));
    }
    states
}

fn gait(keys: [&str; 2], words: &Words) -> Vec<String> {
    keys.iter().map(|key| words.get(key).to_owned()).collect()
}

/// A state in the form for one leg, both or the back one.
fn spoken(key: &str, said: Said, words: &Words) -> String {
    if matches!(key, "lean" | "air" | "upright") {
        return words.get(&format!("pose.state.{key}")).to_owned();
    }
    let form = match said {
        Said::One => "one",
        Said::Both => "both",
        Said::Back => "back",
    };
    words.get(&format!("pose.state.{key}.{form}")).to_owned()
}

/// What a frame shows, most telling first.
fn of_frame(scene: &Scene<'_>, frame: &Frame) -> Vec<&'static str> {
    let near = &frame.near;
    let angles = near.angles(frame.trunk);
    let mut keys = Vec::new();
    let both_free = near.contact == Contact::Free && frame.far.contact == Contact::Free;
    let upright = scene.body == Body::Standing || sits_on_chair(scene);
    match near.contact {
        Contact::Flat if upright => keys.push("flat"),
        Contact::Ball => keys.push("ball"),
        Contact::Hanging => keys.push("hanging"),
        Contact::Heel => keys.push("heel"),
        Contact::Free if scene.body == Body::Standing && both_free => keys.push("air"),
        Contact::Free if upright => keys.push("lifted"),
        Contact::Free | Contact::Flat => match angles.ankle {
            ankle if ankle > 5 => keys.push("toes_up"),
            ankle if ankle < -15 => keys.push("toes_away"),
            _ => {}
        },
    }
    if !sits_on_chair(scene) && !keys.contains(&"air") {
        keys.push(match angles.knee {
            knee if knee < 10 => "straight",
            knee if knee < 30 => "soft",
            _ => "bent",
        });
    }
    if scene.body != Body::Lying && frame.trunk > 15 {
        keys.push("lean");
    }
    keys
}

//! The `pose` of an exercise: its words and angles. Limits of the joints are checked when the figure is drawn.

use crate::diag::codes;
use crate::model::pose::{
    ArmPlace, Arms, Body, FarLeg, Gait, Joint, Leg, Legs, Muscle, Placed, Pose, Position, Side, Support, Thing, Tracer,
    Weight,
};
use crate::parse::schema::{Checker, Field, Shape};
use crate::parse::tree::{Node, Value};

/// Whole degrees, wider than any joint moves: the drawing knows each joint's own limits.
const DEGREES: Shape = Shape::Whole(-180, 180);

const LEG: &[Field] = &[
    Field::new("hip", DEGREES, "Bend of the hip in degrees."),
    Field::new("knee", DEGREES, "Bend of the knee in degrees."),
    Field::new("ankle", DEGREES, "Bend of the ankle in degrees; pointing the toes is negative."),
];

const PLANTED: &[Field] =
    &[Field::needed("at", Shape::Whole(-100, 100), "Its ball so many per cent of body height ahead of the near ball.")];

const ARMS: &[Field] = &[
    Field::needed("shoulder", DEGREES, "Lift of the arm in degrees."),
    Field::needed("elbow", DEGREES, "Bend of the elbow in degrees."),
];

const POSITION: &[Field] = &[
    Field::new("hip", DEGREES, "Bend of both hips in degrees."),
    Field::new("knee", DEGREES, "Bend of both knees in degrees."),
    Field::new("ankle", DEGREES, "Bend of both ankles in degrees; pointing the toes is negative."),
    Field::new("near", Shape::Map(LEG), "The near leg."),
    Field::new("far", Shape::Either(&[Shape::Map(LEG), Shape::Map(PLANTED)]), "The far leg, by angles or planted."),
    Field::new("trunk", DEGREES, "Lean of the trunk in degrees, forwards positive."),
    Field::new("arms", Shape::Either(&[Shape::Word(ArmPlace::WORDS), Shape::Map(ARMS)]), "What the arms do."),
    Field::new("lift", Shape::Whole(0, 100), "Height above the floor in per cent of body height."),
];

/// The keys of a pose.
pub const FIELDS: &[Field] = &[
    Field::needed("body", Shape::Word(Body::WORDS), "How the body rests."),
    Field::new("side", Shape::Word(Side::WORDS), "The side that works, drawn nearer."),
    Field::new("legs", Shape::Word(Legs::WORDS), "Whether one leg works or both."),
    Field::new("support", Shape::List(&Shape::Word(Support::WORDS)), "What the body leans or rests on."),
    Field::new("moves", Shape::Word(Joint::WORDS), "The joint that moves."),
    Field::new("muscle", Shape::List(&Shape::Word(Muscle::WORDS)), "The muscles at work."),
    Field::new("weight", Shape::Word(Weight::WORDS), "Where a weight is held."),
    Field::new("with", Shape::List(&Shape::Word(Thing::WORDS)), "Things in the picture."),
    Field::new("gait", Shape::Word(Gait::WORDS), "A built-in movement, in place of angles."),
    Field::new("arrow", Shape::Word(Tracer::WORDS), "What the arrow follows."),
    Field::new("start", Shape::Map(POSITION), "The first position; left out for one frame."),
    Field::new("end", Shape::Map(POSITION), "The last position."),
];

/// Reads a checked pose. A word that is not known was reported by the check and counts as left out.
#[must_use]
pub fn decode(node: &Node) -> Pose {
    Pose {
        body: word(node, "body", Body::from_word),
        side: word(node, "side", Side::from_word),
        legs: word(node, "legs", Legs::from_word),
        support: words(node, "support", Support::from_word),
        moves: word(node, "moves", Joint::from_word),
        muscle: words(node, "muscle", Muscle::from_word),
        weight: word(node, "weight", Weight::from_word),
        with: words(node, "with", Thing::from_word),
        gait: word(node, "gait", Gait::from_word),
        arrow: word(node, "arrow", Tracer::from_word),
        start: node.get("start").map(position),
        end: node.get("end").map(position),
        span: node.span,
    }
}

/// Reports angles of both legs beside those of the near leg alone, which win.
pub fn check(node: &Node, checker: &mut Checker<'_>) {
    for position in ["start", "end"].into_iter().filter_map(|key| node.get(key)) {
        for key in ["hip", "knee", "ankle"] {
            if let (Some(_), Some(both)) = (position.get("near"), position.get(key)) {
                checker.push(
                    codes::POSE_WORDS,
                    both.span,
                    format!("`{key}` has no effect beside `near`"),
                    format!("write `{key}` within `near` and `far`, or leave out `near`"),
                );
            }
        }
    }
}

fn word<T>(node: &Node, key: &str, read: fn(&str) -> Option<T>) -> Option<Placed<T>> {
    node.get(key).and_then(|value| placed(value, read))
}

fn words<T>(node: &Node, key: &str, read: fn(&str) -> Option<T>) -> Vec<Placed<T>> {
    node.get(key).map_or(&[][..], Node::items).iter().filter_map(|value| placed(value, read)).collect()
}

fn placed<T>(node: &Node, read: fn(&str) -> Option<T>) -> Option<Placed<T>> {
    let value = read(&node.text()?.raw)?;
    Some(Placed { value, span: node.span })
}

fn position(node: &Node) -> Position {
    Position {
        near: leg(node.get("near").unwrap_or(node)),
        far: node.get("far").map(|far| match number(far, "at") {
            Some(at) => FarLeg::PlantedAt(at),
            None => FarLeg::Angles(leg(far)),
        }),
        trunk: number(node, "trunk"),
        arms: node.get("arms").and_then(arms),
        lift: number(node, "lift"),
        span: node.span,
    }
}

/// The angles of a leg; one that is left out is 0, at the place of the leg.
fn leg(node: &Node) -> Leg {
    let angle = |key: &str| number(node, key).unwrap_or(Placed { value: 0, span: node.span });
    Leg { hip: angle("hip"), knee: angle("knee"), ankle: angle("ankle") }
}

fn arms(node: &Node) -> Option<Placed<Arms>> {
    let value = match &node.value {
        Value::Text(word) => Arms::Named(ArmPlace::from_word(word)?),
        Value::Null | Value::Bool(_) | Value::Int(_) | Value::Float(_) | Value::List(_) | Value::Map(_) => {
            let angle = |key: &str| number(node, key).map_or(0, |placed| placed.value);
            Arms::Angles { shoulder: angle("shoulder"), elbow: angle("elbow") }
        }
    };
    Some(Placed { value, span: node.span })
}

fn number(node: &Node, key: &str) -> Option<Placed<i32>> {
    let value = node.get(key)?;
    Some(Placed { value: i32::try_from(value.whole()?).ok()?, span: value.span })
}

//! The `pose` of an exercise: its words and angles. Limits of the joints are checked when the figure is drawn.

use crate::model::pose::{Arms, FarLeg, Leg, Pose, Position};
use crate::parse::meta::{text, texts};
use crate::parse::schema::{Field, Shape};
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

const ARM_WORDS: &[&str] = &["wall", "chair", "thighs", "strap", "forward", "back", "sides", "swing"];

const POSITION: &[Field] = &[
    Field::new("hip", DEGREES, "Bend of both hips in degrees."),
    Field::new("knee", DEGREES, "Bend of both knees in degrees."),
    Field::new("ankle", DEGREES, "Bend of both ankles in degrees; pointing the toes is negative."),
    Field::new("near", Shape::Map(LEG), "The near leg."),
    Field::new("far", Shape::Either(&[Shape::Map(LEG), Shape::Map(PLANTED)]), "The far leg, by angles or planted."),
    Field::new("trunk", DEGREES, "Lean of the trunk in degrees, forwards positive."),
    Field::new("arms", Shape::Either(&[Shape::Word(ARM_WORDS), Shape::Map(ARMS)]), "What the arms do."),
    Field::new("lift", Shape::Whole(0, 100), "Height above the floor in per cent of body height."),
];

/// The keys of a pose.
pub const FIELDS: &[Field] = &[
    Field::needed("body", Shape::Word(&["standing", "sitting", "lying"]), "How the body rests."),
    Field::new("side", Shape::Word(&["left", "right"]), "The side that works, drawn nearer."),
    Field::new("legs", Shape::Word(&["one", "both"]), "Whether one leg works or both."),
    Field::new(
        "support",
        Shape::List(&Shape::Word(&["none", "wall", "chair", "step", "floor", "bed"])),
        "What the body leans or rests on.",
    ),
    Field::new("moves", Shape::Word(&["hip", "knee", "ankle"]), "The joint that moves."),
    Field::new(
        "muscle",
        Shape::List(&Shape::Word(&["gastrocnemius", "soleus", "calf", "hamstrings"])),
        "The muscles at work.",
    ),
    Field::new("weight", Shape::Word(&["knee", "hands"]), "Where a weight is held."),
    Field::new("with", Shape::List(&Shape::Word(&["pillow", "strap", "moon"])), "Things in the picture."),
    Field::new("gait", Shape::Word(&["walk", "run", "run-walk"]), "A built-in movement, in place of angles."),
    Field::new(
        "arrow",
        Shape::Word(&["heel", "toe", "knee", "hips", "foot", "head", "none"]),
        "What the arrow follows.",
    ),
    Field::new("start", Shape::Map(POSITION), "The first position; left out for one frame."),
    Field::new("end", Shape::Map(POSITION), "The last position."),
];

/// Reads a checked pose.
#[must_use]
pub fn decode(node: &Node) -> Pose {
    let word = |key: &str| text(node, key).map(|text| text.raw);
    let words = |key: &str| texts(node, key).into_iter().map(|text| text.raw).collect();
    Pose {
        body: word("body"),
        side: word("side"),
        legs: word("legs"),
        support: words("support"),
        moves: word("moves"),
        muscle: words("muscle"),
        weight: word("weight"),
        with: words("with"),
        gait: word("gait"),
        arrow: word("arrow"),
        start: node.get("start").map(position),
        end: node.get("end").map(position),
        span: node.span,
    }
}

fn position(node: &Node) -> Position {
    Position {
        near: leg(node.get("near").unwrap_or(node)),
        far: node.get("far").map(|far| match degrees(far, "at") {
            Some(at) => FarLeg::PlantedAt(at),
            None => FarLeg::Angles(leg(far)),
        }),
        trunk: degrees(node, "trunk"),
        arms: node.get("arms").map(arms),
        lift: degrees(node, "lift"),
    }
}

fn leg(node: &Node) -> Leg {
    let angle = |key: &str| degrees(node, key).unwrap_or(0);
    Leg { hip: angle("hip"), knee: angle("knee"), ankle: angle("ankle") }
}

fn arms(node: &Node) -> Arms {
    match &node.value {
        Value::Text(word) => Arms::Named(word.clone()),
        Value::Null | Value::Bool(_) | Value::Int(_) | Value::Float(_) | Value::List(_) | Value::Map(_) => {
            let angle = |key: &str| degrees(node, key).unwrap_or(0);
            Arms::Angles { shoulder: angle("shoulder"), elbow: angle("elbow") }
        }
    }
}

fn degrees(node: &Node, key: &str) -> Option<i32> {
    node.get(key).and_then(Node::whole).and_then(|number| i32::try_from(number).ok())
}

//! Words of a pose that do not fit together: each is an error, as an author who wrote it expects to see it drawn.

use super::fault::Fault;
use super::reach;
use crate::base::span::Span;
use crate::diag::codes;
use crate::model::pose::{Body, Joint, Placed, Pose, Position, Support, Thing, Tracer, Weight};

/// Reports words that have no effect or contradict each other.
pub fn check(pose: &Pose, body: Body, faults: &mut Vec<Fault>) {
    match (pose.gait, &pose.end) {
        (Some(_), _) => gait(pose, body, faults),
        (None, None) => say(
            faults,
            pose.span,
            "the pose has no `end`, so nothing can be drawn",
            "add `end` with its angles, or `gait: walk`",
        ),
        (None, Some(_)) => {}
    }
    supports(pose, body, faults);
    things(pose, body, faults);
    for position in pose.start.iter().chain(&pose.end) {
        position_words(pose, body, position, faults);
    }
    let follows = pose.arrow.filter(|arrow| arrow.value != Tracer::None && pose.start.is_none());
    if let Some(arrow) = follows {
        let help = "add `start`, so that there is a movement to follow, or leave out `arrow`";
        say(faults, arrow.span, "`arrow` follows a movement, and the pose has one position only", help);
    }
    if let (Some(moves), Some(start), Some(end)) = (pose.moves, &pose.start, &pose.end) {
        same_angle(moves, start, end, faults);
    }
}

fn say(faults: &mut Vec<Fault>, span: Span, message: impl Into<String>, help: impl Into<String>) {
    faults.push(Fault::new(codes::POSE_WORDS, span, message, help));
}

/// A built-in movement brings its own positions.
fn gait(pose: &Pose, body: Body, faults: &mut Vec<Fault>) {
    let Some(gait) = pose.gait else { return };
    let word = gait.value.word();
    if body != Body::Standing {
        say(
            faults,
            gait.span,
            format!("`gait: {word}` does not fit `body: {}`", body.word()),
            "write `body: standing`",
        );
    }
    let mut extra: Vec<(&str, Span)> = Vec::new();
    extra.extend(pose.start.iter().map(|position| ("start", position.span)));
    extra.extend(pose.end.iter().map(|position| ("end", position.span)));
    extra.extend(pose.moves.map(|moves| ("moves", moves.span)));
    extra.extend(pose.weight.map(|weight| ("weight", weight.span)));
    extra.extend(pose.arrow.filter(|arrow| arrow.value != Tracer::None).map(|arrow| ("arrow", arrow.span)));
    for (key, span) in extra {
        let message = format!("`{key}` has no effect beside `gait: {word}`, which brings its own positions");
        say(faults, span, message, format!("leave out `{key}`, or leave out `gait`"));
    }
}

fn supports(pose: &Pose, body: Body, faults: &mut Vec<Fault>) {
    for support in &pose.support {
        let fits = match (body, support.value) {
            (_, Support::None) => pose.support.len() == 1 && body == Body::Standing,
            (_, Support::Floor) => true,
            (Body::Standing, Support::Bed) => false,
            (Body::Standing, Support::Wall | Support::Chair | Support::Table | Support::Step) => pose.gait.is_none(),
            (Body::Sitting, Support::Chair) => !pose.rests_on(Support::Bed),
            (Body::Sitting | Body::Lying, Support::Bed) => true,
            (Body::Sitting, Support::Wall | Support::Table | Support::Step) => false,
            (Body::Lying, Support::Wall | Support::Chair | Support::Table | Support::Step) => false,
        };
        if !fits {
            let word = support.value.word();
            let message =
                format!("`support: {word}` does not fit `body: {}` and the other words of the pose", body.word());
            say(faults, support.span, message, help_for_support(pose, body));
        }
    }
}

fn help_for_support(pose: &Pose, body: Body) -> &'static str {
    match body {
        Body::Standing if pose.gait.is_some() => "leave out `support`",
        Body::Standing => "use one of `none`, `wall`, `chair`, `table`, `step`, `floor`",
        Body::Sitting => "use one of `chair`, `floor`, `bed`",
        Body::Lying => "use one of `floor`, `bed`",
    }
}

fn things(pose: &Pose, body: Body, faults: &mut Vec<Fault>) {
    let on_chair = body == Body::Sitting && !(pose.rests_on(Support::Floor) || pose.rests_on(Support::Bed));
    for thing in &pose.with {
        let (fits, help) = match thing.value {
            Thing::Moon => (true, ""),
            Thing::Pillow => (body == Body::Lying, "write `body: lying`, or leave out the pillow"),
            Thing::Strap | Thing::Band => (
                body != Body::Standing && !on_chair && !(pose.shows(Thing::Strap) && pose.shows(Thing::Band)),
                "write `support: floor` or `support: bed` with one of `strap` and `band`",
            ),
        };
        if !fits {
            let message = format!("`with: {}` has no place in this pose", thing.value.word());
            say(faults, thing.span, message, help);
        }
    }
    if let Some(weight) = pose.weight {
        let fits = match weight.value {
            Weight::Knee => on_chair,
            Weight::Hands => body == Body::Standing,
        };
        if !fits {
            let message = format!("`weight: {}` does not fit `body: {}`", weight.value.word(), body.word());
            let help = "write `weight: knee` for sitting on a chair, and `weight: hands` for standing";
            say(faults, weight.span, message, help);
        }
    }
}

fn position_words(pose: &Pose, body: Body, position: &Position, faults: &mut Vec<Fault>) {
    if let Some((arms, lacking)) = position.arms.and_then(|arms| Some((arms, reach::lacks(arms, pose, body)?))) {
        say(
            faults,
            arms.span,
            format!("these `arms` need `{lacking}`"),
            format!("add `{lacking}`, or write other `arms`"),
        );
    }
    if let Some(lift) = position.lift
        && (body != Body::Standing || pose.rests_on(Support::Step))
    {
        let message = "`lift` takes a standing body off the floor, and this one is not on it";
        say(faults, lift.span, message, "leave out `lift`");
    }
}

/// The joint that is said to move must move.
fn same_angle(moves: Placed<Joint>, start: &Position, end: &Position, faults: &mut Vec<Fault>) {
    let angle = |position: &Position| match moves.value {
        Joint::Hip => position.near.hip.value,
        Joint::Knee => position.near.knee.value,
        Joint::Ankle => position.near.ankle.value,
    };
    if angle(start) == angle(end) {
        let (joint, degrees) = (moves.value.word(), angle(end));
        faults.push(Fault::new(
            codes::POSE_STILL,
            moves.span,
            format!("the near {joint} is said to move, but is at {degrees}° in `start` and in `end`"),
            format!("write another `{joint}` in `start` or `end`, or the joint that does move under `moves`"),
        ));
    }
}

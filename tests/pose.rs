//! Drawn exercises: what holds for every shipped figure and for any angles within a body's limits.
//!
//! A few drawings are compared whole with `tests/golden/pose/`; run with `SOLEUS_ACCEPT=1` to accept a change, and look
//! at the pictures before you do.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::string_slice,
    reason = "a test may stop"
)]

mod support;

use std::collections::BTreeMap;
use std::fs;

use proptest::prelude::*;
use proptest::sample::select;
use soleus::base::path::SitePath;
use soleus::kinds;
use soleus::load::File;
use soleus::model::page::Data;
use soleus::model::pose::{
    ArmPlace, Arms, Body, FarLeg, Joint, Leg, Legs, Muscle, Placed, Pose, Position, Side, Support, Thing,
};
use soleus::parse::words::Words;
use soleus::parse::{self, ParseOptions};
use soleus::pose::figure;
use soleus::pose::picture::{Picture, picture};
use soleus::pose::place::{Contact, Frame, LegPlace};
use soleus::pose::point::{Point, at};
use soleus::pose::scene::{Scene, faults, solve};
use soleus::pose::shape::{Bounds, Path};
use soleus::pose::svg::Drawn;
use soleus::pose::{alt, body, paper, svg};
use support::root;

/// Half a millimetre on a figure of 30 mm.
const NEAR: f64 = 19.0;

/// The poses of the shipped exercises with their titles, by file name.
fn shipped() -> BTreeMap<String, (String, Pose)> {
    let languages = ["en-GB".to_owned()];
    let mut poses = BTreeMap::new();
    for entry in fs::read_dir(root().join("content/exercises")).unwrap() {
        let path = entry.unwrap().path();
        let file = File::new(fs::read(&path).unwrap());
        let options = ParseOptions { languages: &languages, forms: kinds::FORMS };
        let page = parse::page(&SitePath::new("content/exercise.md").unwrap(), &file, options).value;
        if let Data::Exercise(exercise) = page.data {
            let name = path.file_stem().unwrap().to_str().unwrap().to_owned();
            let pose = exercise.pose.unwrap_or_else(|| panic!("{name} has no pose"));
            poses.insert(name, (page.meta.title.raw, pose));
        }
    }
    assert!(poses.len() >= 16, "only {} exercises were found", poses.len());
    poses
}

fn words() -> Words {
    Words::read(&fs::read_to_string(root().join("theme/words/en.yaml")).unwrap()).unwrap()
}

fn drawn(pose: &Pose) -> (Picture, String) {
    let scene = solve(pose).unwrap_or_else(|faults| panic!("{faults:?}"));
    let picture = picture(&scene);
    let text = svg::inline(&Drawn::new(&picture), "x");
    (picture, text)
}

/// All places of a drawing's inked paths, from its text. Paper that lies on paper shows nothing, so it may end
/// anywhere.
fn places(svg: &str) -> Vec<(i64, i64)> {
    let mut places = Vec::new();
    for path in svg.split("<path class=\"").skip(1).filter(|path| !path.starts_with("paper")) {
        let data = path.split(" d=\"").nth(1).unwrap().split('"').next().unwrap();
        let (mut here, mut start) = ((0, 0), (0, 0));
        let mut rest = data;
        while let Some(command) = rest.chars().next() {
            let end = rest[1..].find(['M', 'l', 'c', 'z']).map_or(rest.len(), |end| end + 1);
            let numbers: Vec<i64> = rest[1..end].split_whitespace().map(|number| number.parse().unwrap()).collect();
            match command {
                'M' => {
                    here = (numbers[0], numbers[1]);
                    start = here;
                }
                'l' | 'c' => {
                    let count = numbers.len();
                    here = (here.0 + numbers[count - 2], here.1 + numbers[count - 1]);
                }
                'z' => here = start,
                other => panic!("`{other}` in {data}"),
            }
            places.push(here);
            rest = &rest[end..];
        }
    }
    places
}

/// The size that a drawing says it has.
fn view_box(svg: &str) -> (i64, i64) {
    let numbers = svg.split("viewBox=\"0 0 ").nth(1).unwrap().split('"').next().unwrap();
    let (width, height) = numbers.split_once(' ').unwrap();
    (width.parse().unwrap(), height.parse().unwrap())
}

fn near(left: f64, right: f64) -> bool {
    (left - right).abs() <= 0.5
}

fn check_limbs(frame: &Frame) {
    for leg in [&frame.near, &frame.far] {
        assert!(near((leg.knee - leg.hip).length(), body::THIGH), "{leg:?}");
        assert!(near((leg.ankle - leg.knee).length(), body::SHANK), "{leg:?}");
    }
    for arm in [&frame.near_arm, &frame.far_arm] {
        assert!(near((arm.elbow - arm.shoulder).length(), body::UPPER_ARM), "{arm:?}");
        assert!(near((arm.hand - arm.elbow).length(), body::FOREARM), "{arm:?}");
    }
    assert!(near((frame.shoulder - frame.hip()).length(), body::TRUNK), "{frame:?}");
}

/// A foot that is said to stand does, and none is below what it stands on.
fn check_feet(scene: &Scene<'_>, frame: &Frame) {
    let on_step = scene.body == Body::Standing && scene.pose.rests_on(Support::Step);
    let floor = if on_step { body::STEP } else { 0.0 };
    let check = |leg: &LegPlace| match leg.contact {
        Contact::Flat => assert!((leg.lowest() - floor).abs() <= NEAR, "{leg:?} at {}", leg.lowest()),
        Contact::Ball | Contact::Hanging => {
            let ball = leg.ball().y - body::BALL_HEIGHT;
            assert!((ball - floor).abs() <= NEAR, "{leg:?} stands at {ball}");
        }
        Contact::Heel | Contact::Free => assert!(leg.lowest() >= floor - NEAR, "{leg:?} at {}", leg.lowest()),
    };
    check(&frame.near);
    check(&frame.far);
}

fn check_inside(svg: &str) {
    let (width, height) = view_box(svg);
    for (x, y) in places(svg) {
        assert!((0..=width).contains(&x) && (0..=height).contains(&y), "{x} {y} is outside {width} × {height}");
    }
}

/// Numerals stand clear of each other, of all that is drawn, and of the window.
fn check_numerals(picture: &Picture) {
    for (place, numeral) in picture.numerals.iter().enumerate() {
        for other in picture.numerals.iter().skip(place + 1) {
            assert!(!numeral.meets(*other), "two numerals overlap");
        }
        let inside = |point: Point| {
            point.x > numeral.low.x + 1.0
                && point.x < numeral.high.x - 1.0
                && point.y > numeral.low.y + 1.0
                && point.y < numeral.high.y - 1.0
        };
        let own =
            |path: &Path| path.points().all(|point| Bounds { low: point, high: point }.with(*numeral) == *numeral);
        let paths = picture.marks.iter().chain(&picture.over).flat_map(|mark| &mark.paths).filter(|path| !own(path));
        for path in paths {
            assert!(!path.traced().into_iter().any(inside), "something is drawn over the numeral {}", place + 1);
        }
        if let Some(window) = &picture.window {
            let reach = at(window.radius + 40.0, window.radius + 40.0);
            let round = Bounds { low: window.centre - reach, high: window.centre + reach };
            assert!(!numeral.meets(round), "the window covers a numeral");
        }
    }
}

#[test]
fn every_shipped_exercise_is_drawn_whole_and_without_a_warning() {
    for (name, (_, pose)) in shipped() {
        assert_eq!(faults(&pose), [], "{name}");
        let scene = solve(&pose).unwrap();
        assert_eq!(scene.frames.len(), 2, "{name}");
        for frame in &scene.frames {
            check_limbs(frame);
            check_feet(&scene, frame);
        }
        let (picture, text) = drawn(&pose);
        check_inside(&text);
        check_numerals(&picture);
        assert_eq!(picture.numerals.len(), 2, "{name}");
        assert!(!text.contains('.') && !text.contains("NaN"), "{name}: not whole units");
        assert!(!text.contains(" id=") && !text.contains("url("), "{name}: ids would repeat on a page");
        assert!(!text.contains("style") && !text.contains('#'), "{name}: colours belong to the style sheet");
    }
}

#[test]
fn standing_feet_stay_where_they_are_and_palms_on_the_wall() {
    for (name, (_, pose)) in shipped() {
        let scene = solve(&pose).unwrap();
        let [first, last] = scene.frames.as_slice() else { panic!("{name}") };
        if scene.gait.is_none() && first.near.contact != Contact::Free && last.near.contact != Contact::Free {
            assert!((first.near.ball().x - last.near.ball().x).abs() < 1.0, "{name}: the near foot slides");
        }
        if pose.rests_on(Support::Wall) && pose.weight.is_none() {
            assert!((first.near_arm.hand - last.near_arm.hand).length() < 1.0, "{name}: the palm slides");
        }
    }
}

#[test]
fn a_left_side_is_the_mirror_of_a_right_one() {
    let (_, mut right) = shipped().remove("one-leg-hops").unwrap();
    // Of two positions the first stands on the left in both pictures.
    right.start = None;
    let mut left = right.clone();
    left.side = Some(placed(Side::Left));
    let widths = |pose: &Pose| {
        let text = drawn(pose).1;
        let (width, _) = view_box(&text);
        (width, places(&text))
    };
    let ((width, right), (left_width, left)) = (widths(&right), widths(&left));
    assert_eq!(width, left_width);
    for ((x, y), (mirrored_x, mirrored_y)) in right.into_iter().zip(left) {
        assert!((x + mirrored_x - width).abs() <= 1 && y == mirrored_y, "{x} {y} and {mirrored_x} {mirrored_y}");
    }
}

#[test]
fn words_say_what_is_drawn_and_no_two_exercises_alike() {
    let words = words();
    let mut seen = BTreeMap::new();
    for (name, (title, pose)) in shipped() {
        let scene = solve(&pose).unwrap();
        let said = alt::describe(&scene, &title, None, &words);
        assert!(said.alt.len() <= 300, "{name}: {} letters", said.alt.len());
        assert!(!said.alt.contains("pose.") && !said.alt.contains('{'), "{name}: {}", said.alt);
        assert_eq!(said.captions.len(), 2, "{name}");
        assert_ne!(said.captions[0], said.captions[1], "{name}");
        if let Some(other) = seen.insert(said.alt.replacen(&title, "", 1), name.clone()) {
            panic!("{name} and {other} have the same words");
        }
    }
    let (title, pose) = shipped().remove("weighted-bent-knee-heel-raise").unwrap();
    let said = alt::describe(&solve(&pose).unwrap(), &title, Some("5 kg"), &words);
    assert_eq!(
        said.alt,
        "Heel raise with weight, knees bent: a drawing in two positions. Sitting on a chair, a weight of 5 kg on the \
         knees. 1: Heels down. 2: Heels up, on the balls of the feet. Moving joint: ankle. Muscle at work: deep calf \
         (soleus)."
    );
}

#[test]
fn a_picture_for_paper_stands_alone() {
    let (_, pose) = shipped().remove("two-leg-heel-raise").unwrap();
    let captions = ["Heels down, knees straight.".to_owned(), "Heels up, on the balls of the feet.".to_owned()];
    let drawn = figure::draw(&pose).unwrap();
    let text = paper::alone(&drawn, "A & B", &captions);
    assert!(text.starts_with("<svg xmlns=\"http://www.w3.org/2000/svg\" "), "{}", &text[..80]);
    assert!(text.contains("mm\" height=\"") && text.contains("<title>A &amp; B</title>"));
    assert!(text.contains(">1. Heels down, knees straight.</text>"));
    assert!(!text.contains("currentColor") && !text.contains("var(") && !text.contains("href"));
    let height = |text: &str| view_box(text).1;
    assert!(height(&text) > height(&paper::alone(&drawn, "A", &[])));
    let again = paper::alone(&drawn, "A & B", &captions);
    assert_eq!(text, again);
}

#[test]
fn drawings_are_those_that_were_looked_at() {
    let folder = root().join("tests/golden/pose");
    let accept = std::env::var_os("SOLEUS_ACCEPT").is_some();
    let shipped = shipped();
    for name in ["two-leg-heel-raise", "calf-stretch-bent", "ankle-pumps", "run-walk"] {
        let drawn = figure::draw(&shipped[name].1).unwrap();
        let text = paper::alone(&drawn, name, &[]).replace("/><", "/>\n<");
        let path = folder.join(format!("{name}.svg"));
        if accept {
            fs::create_dir_all(&folder).unwrap();
            fs::write(&path, &text).unwrap();
        }
        let golden = fs::read_to_string(&path).unwrap_or_default().replace("\r\n", "\n");
        assert!(golden == text, "{name} is drawn another way: look at it, then accept it with SOLEUS_ACCEPT=1");
    }
}

fn placed<T>(value: T) -> Placed<T> {
    Placed { value, span: soleus::base::span::Span::default() }
}

fn leg() -> impl Strategy<Value = Leg> {
    (-30..=140, -5..=155, -65..=40).prop_map(|(hip, knee, ankle)| Leg {
        hip: placed(hip),
        knee: placed(knee),
        ankle: placed(ankle),
    })
}

fn position() -> impl Strategy<Value = Position> {
    let far = prop_oneof![
        Just(None),
        leg().prop_map(|leg| Some(FarLeg::Angles(leg))),
        (-40..=60).prop_map(|ahead| Some(FarLeg::PlantedAt(placed(ahead)))),
    ];
    let named = ArmPlace::WORDS.iter().map(|word| ArmPlace::from_word(word).unwrap()).collect::<Vec<_>>();
    let arms = prop_oneof![
        Just(None),
        select(named).prop_map(|place| Some(placed(Arms::Named(place)))),
        (-60..=180, 0..=150).prop_map(|(shoulder, elbow)| Some(placed(Arms::Angles { shoulder, elbow }))),
    ];
    let trunk = prop::option::of((-100..=80).prop_map(placed));
    let lift = prop::option::of((0..=30).prop_map(placed));
    (leg(), far, arms, trunk, lift).prop_map(|(near, far, arms, trunk, lift)| Position {
        near,
        far,
        arms,
        trunk,
        lift,
        ..Position::default()
    })
}

/// A pose that is often right: a standing one is flat by its left-out trunk.
fn pose() -> impl Strategy<Value = Pose> {
    let bodies = select(vec![Body::Standing, Body::Sitting, Body::Lying]);
    let supports = select(vec![
        vec![],
        vec![Support::Wall],
        vec![Support::Chair],
        vec![Support::Step, Support::Wall],
        vec![Support::Table],
        vec![Support::Floor],
        vec![Support::Bed],
    ]);
    let things = select(vec![vec![], vec![Thing::Pillow], vec![Thing::Strap], vec![Thing::Band, Thing::Moon]]);
    let side = select(vec![Side::Left, Side::Right]);
    let legs = select(vec![Legs::One, Legs::Both]);
    let joint = prop::option::of(select(vec![Joint::Hip, Joint::Knee, Joint::Ankle]));
    (bodies, supports, things, side, legs, joint, prop::option::of(position()), position()).prop_map(
        |(body, support, with, side, legs, joint, start, end)| Pose {
            body: Some(placed(body)),
            side: Some(placed(side)),
            legs: Some(placed(legs)),
            support: support.into_iter().map(placed).collect(),
            moves: joint.map(placed),
            muscle: vec![placed(Muscle::Calf)],
            weight: None,
            with: with.into_iter().map(placed).collect(),
            gait: None,
            arrow: None,
            start,
            end: Some(end),
            span: Default::default(),
        },
    )
}

/// A heel raise or stretch of a standing body, which can nearly always be drawn.
fn standing() -> impl Strategy<Value = Pose> {
    let knees = (0..=60, 0..=20, 0..=45, any::<bool>(), any::<bool>(), select(vec![0, 10, 20]));
    knees.prop_map(|(knee, lean, rise, wall, one, ahead)| {
        let angles = |ankle: i32| Leg { hip: placed(knee / 2), knee: placed(knee), ankle: placed(ankle) };
        let flat = knee - knee / 2 + lean;
        let far = (one && ahead > 0).then_some(FarLeg::PlantedAt(placed(ahead)));
        let position =
            |ankle: i32| Position { near: angles(ankle), far, trunk: Some(placed(lean)), ..Position::default() };
        Pose {
            body: Some(placed(Body::Standing)),
            side: None,
            legs: Some(placed(if one { Legs::One } else { Legs::Both })),
            support: if wall { vec![placed(Support::Wall)] } else { vec![] },
            moves: (rise > 0).then_some(placed(Joint::Ankle)),
            muscle: vec![placed(Muscle::Soleus)],
            weight: None,
            with: Vec::new(),
            gait: None,
            arrow: None,
            start: Some(position(flat.min(40))),
            end: Some(position(flat.min(40) - rise)),
            span: Default::default(),
        }
    })
}

fn check_any(pose: &Pose) -> bool {
    let Ok(scene) = solve(pose) else {
        assert!(!faults(pose).is_empty(), "a pose that cannot be drawn says why");
        return false;
    };
    for frame in &scene.frames {
        check_limbs(frame);
        check_feet(&scene, frame);
    }
    let picture = picture(&scene);
    check_inside(&svg::inline(&Drawn::new(&picture), "x"));
    check_numerals(&picture);
    true
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 3000, ..ProptestConfig::default() })]

    #[test]
    fn any_angles_give_a_whole_figure_or_a_reason(pose in pose()) {
        check_any(&pose);
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, ..ProptestConfig::default() })]

    #[test]
    fn standing_exercises_are_drawn_for_all_usual_angles(pose in standing()) {
        let drawn = check_any(&pose);
        let codes: Vec<&str> = faults(&pose).iter().map(|fault| fault.code.id).collect();
        // Toes and reach have limits of their own; all else must be drawn.
        prop_assert!(drawn || codes.iter().any(|code| ["B001", "B003", "B004", "B005"].contains(code)), "{codes:?}");
    }
}

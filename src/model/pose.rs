//! The positions an exercise is drawn from, as an author writes them: words, and whole degrees in which bending is
//! positive and pointing the toes negative. What fits a body is decided where the figure is drawn.

use crate::base::span::Span;

/// A value with its place in the file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub struct Placed<T> {
    /// The value.
    pub value: T,
    /// Where it stands.
    pub span: Span,
}

/// An exercise's start and end position.
#[derive(Clone, Debug, PartialEq)]
pub struct Pose {
    /// How the body rests; `None` only after a problem with the word.
    pub body: Option<Placed<Body>>,
    /// The side that works, drawn nearer; the right when left out.
    pub side: Option<Placed<Side>>,
    /// Whether one leg works or both; both when left out.
    pub legs: Option<Placed<Legs>>,
    /// What the body leans on or rests on.
    pub support: Vec<Placed<Support>>,
    /// The joint that moves.
    pub moves: Option<Placed<Joint>>,
    /// The muscles at work.
    pub muscle: Vec<Placed<Muscle>>,
    /// Where a weight is held.
    pub weight: Option<Placed<Weight>>,
    /// Things in the picture.
    pub with: Vec<Placed<Thing>>,
    /// A built-in movement, in place of angles.
    pub gait: Option<Placed<Gait>>,
    /// What the arrow follows; chosen from the movement when left out.
    pub arrow: Option<Placed<Tracer>>,
    /// The first position; left out for a single frame.
    pub start: Option<Position>,
    /// The last position.
    pub end: Option<Position>,
    /// Where it stands in its file.
    pub span: Span,
}

/// The joints of a body at one moment.
#[derive(Clone, Debug, PartialEq, Default)]
pub struct Position {
    /// The near leg.
    pub near: Leg,
    /// The far leg; a copy of the near leg when left out.
    pub far: Option<FarLeg>,
    /// Lean of the trunk from upright, forwards positive.
    pub trunk: Option<Placed<i32>>,
    /// What the arms do.
    pub arms: Option<Placed<Arms>>,
    /// Height above the floor in per cent of body height.
    pub lift: Option<Placed<i32>>,
    /// Where it stands in its file.
    pub span: Span,
}

/// The angles of one leg, in degrees.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub struct Leg {
    /// Hip.
    pub hip: Placed<i32>,
    /// Knee.
    pub knee: Placed<i32>,
    /// Ankle.
    pub ankle: Placed<i32>,
}

/// The far leg: by angles, or planted flat.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FarLeg {
    /// By angles.
    Angles(Leg),
    /// Flat on the floor, its ball so many per cent of body height ahead of the near ball.
    PlantedAt(Placed<i32>),
}

/// The arms: a named place, or angles in degrees.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Arms {
    /// A place or a movement with a name.
    Named(ArmPlace),
    /// By angles.
    Angles {
        /// Shoulder.
        shoulder: i32,
        /// Elbow.
        elbow: i32,
    },
}

/// Words of the front matter as an enum: each variant with its word.
macro_rules! words {
    ($(#[$about:meta])* $name:ident { $($(#[$doc:meta])* $variant:ident = $word:literal,)* }) => {
        $(#[$about])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
        pub enum $name {
            $($(#[$doc])* $variant,)*
        }

        impl $name {
            /// The words as written in front matter, in the order of the variants.
            pub const WORDS: &'static [&'static str] = &[$($word),*];

            /// The word as written in front matter.
            #[must_use]
            pub fn word(self) -> &'static str {
                match self {
                    $(Self::$variant => $word,)*
                }
            }

            /// The variant with this word.
            #[must_use]
            pub fn from_word(word: &str) -> Option<Self> {
                match word {
                    $($word => Some(Self::$variant),)*
                    _ => None,
                }
            }
        }
    };
}

words! {
    /// How the body rests.
    Body {
        /// On the feet.
        Standing = "standing",
        /// On a chair, a bed or the floor.
        Sitting = "sitting",
        /// On the back.
        Lying = "lying",
    }
}

words! {
    /// A side of the body.
    Side {
        /// The left.
        Left = "left",
        /// The right.
        Right = "right",
    }
}

words! {
    /// How many legs work.
    Legs {
        /// The near one.
        One = "one",
        /// Both, alike.
        Both = "both",
    }
}

words! {
    /// What the body leans or rests on.
    Support {
        /// Nothing but the floor.
        None = "none",
        /// A wall in front.
        Wall = "wall",
        /// A chair: to sit on, or its back to hold.
        Chair = "chair",
        /// A table or worktop to hold.
        Table = "table",
        /// A low step under the balls of the feet.
        Step = "step",
        /// The floor.
        Floor = "floor",
        /// A bed.
        Bed = "bed",
    }
}

words! {
    /// A joint that moves.
    Joint {
        /// The hip.
        Hip = "hip",
        /// The knee.
        Knee = "knee",
        /// The ankle.
        Ankle = "ankle",
    }
}

words! {
    /// A muscle that is marked.
    Muscle {
        /// The upper calf muscle.
        Gastrocnemius = "gastrocnemius",
        /// The deeper calf muscle.
        Soleus = "soleus",
        /// Both calf muscles.
        Calf = "calf",
        /// The back of the thigh.
        Hamstrings = "hamstrings",
        /// The front of the thigh.
        Quadriceps = "quadriceps",
    }
}

words! {
    /// Where a weight is held.
    Weight {
        /// On the knees.
        Knee = "knee",
        /// In the near hand.
        Hands = "hands",
    }
}

words! {
    /// A thing in the picture.
    Thing {
        /// A pillow under the leg.
        Pillow = "pillow",
        /// A strap or towel round the ball of the foot.
        Strap = "strap",
        /// An elastic band round the ball of the foot.
        Band = "band",
        /// A moon, for the night.
        Moon = "moon",
    }
}

words! {
    /// A built-in movement.
    Gait {
        /// Walking.
        Walk = "walk",
        /// Running.
        Run = "run",
        /// Running and walking by turns.
        RunWalk = "run-walk",
    }
}

words! {
    /// What the arrow follows.
    Tracer {
        /// The near heel.
        Heel = "heel",
        /// The near toes.
        Toe = "toe",
        /// The near knee.
        Knee = "knee",
        /// The hips.
        Hips = "hips",
        /// The near foot.
        Foot = "foot",
        /// The head.
        Head = "head",
        /// Nothing: no arrow.
        None = "none",
    }
}

words! {
    /// What the arms do.
    ArmPlace {
        /// The palms are on the wall.
        Wall = "wall",
        /// The hands hold the chair.
        Chair = "chair",
        /// The hands rest on the table.
        Table = "table",
        /// The hands rest on the thighs.
        Thighs = "thighs",
        /// The hands pull the strap or band.
        Strap = "strap",
        /// The arms reach forwards.
        Forward = "forward",
        /// The arms are swung back.
        Back = "back",
        /// The arms hang at the sides.
        Sides = "sides",
        /// The arms swing against the legs.
        Swing = "swing",
    }
}

impl Pose {
    /// Whether a support is named.
    #[must_use]
    pub fn rests_on(&self, support: Support) -> bool {
        self.support.iter().any(|named| named.value == support)
    }

    /// Whether a thing is in the picture.
    #[must_use]
    pub fn shows(&self, thing: Thing) -> bool {
        self.with.iter().any(|named| named.value == thing)
    }
}

//! A part of the body.

use crate::base::slug::folded;
use crate::model::text::{PageName, Text};

/// The kind of tissue.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Structure {
    /// A muscle.
    Muscle,
    /// A tendon.
    Tendon,
    /// A joint.
    Joint,
    /// A ligament.
    Ligament,
    /// A fascia.
    Fascia,
    /// A bone.
    Bone,
    /// A nerve.
    Nerve,
    /// A vessel.
    Vessel,
}

impl Structure {
    /// All structures with their words in front matter.
    pub const WORDS: [(&'static str, Self); 8] = [
        ("muscle", Self::Muscle),
        ("tendon", Self::Tendon),
        ("joint", Self::Joint),
        ("ligament", Self::Ligament),
        ("fascia", Self::Fascia),
        ("bone", Self::Bone),
        ("nerve", Self::Nerve),
        ("vessel", Self::Vessel),
    ];

    /// The word in front matter.
    #[must_use]
    pub fn word(self) -> &'static str {
        Self::WORDS.iter().find(|(_, structure)| *structure == self).map_or("", |(word, _)| word)
    }
}

/// The front matter of an anatomy page.
#[derive(Clone, Debug, Default)]
pub struct Anatomy {
    /// The kind of tissue.
    pub structure: Option<Structure>,
    /// The joints it crosses.
    pub crosses: Vec<Text>,
    /// Its named parts.
    pub parts: Vec<Text>,
    /// Labelled pictures: views of one thing.
    pub figures: Vec<Figure>,
    /// The page whose pictures are shown here where there are none.
    pub figure_from: Option<PageName>,
}

/// A picture with labels that link to pages.
#[derive(Clone, Debug)]
pub struct Figure {
    /// What the view is called, such as "From behind".
    pub title: Option<Text>,
    /// The picture's path, from the page's folder.
    pub src: Text,
    /// What it shows, in words.
    pub alt: Text,
    /// The labels.
    pub labels: Vec<Label>,
}

impl Figure {
    /// Whether this is the view's title; case does not count.
    #[must_use]
    pub fn is_called(&self, title: &str) -> bool {
        self.title.as_ref().is_some_and(|own| folded(&own.raw) == folded(title))
    }
}

/// One label of a figure.
#[derive(Clone, Debug)]
pub struct Label {
    /// The label's words.
    pub text: Text,
    /// Its place in per cent of width and height, 0–100 each.
    pub at: (f64, f64),
    /// The page it leads to.
    pub link: Option<PageName>,
    /// The id in the drawing of the part it names.
    pub part: Option<Text>,
}

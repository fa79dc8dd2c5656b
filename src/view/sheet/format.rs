//! What a sheet is printed as: its paper, and type for everyone or for readers with low vision.
//!
//! The same sheet has the same version in every format; a format changes only how much room there is.

use serde::Serialize;

use crate::model::config::Paper;

/// How large the type is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Edition {
    /// 14 pt, on two sides.
    Standard,
    /// 18 pt, on four sides.
    LargePrint,
}

impl Edition {
    /// Both editions.
    pub const ALL: [Self; 2] = [Self::Standard, Self::LargePrint];

    /// The word in addresses and on the command line.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Standard => "standard",
            Self::LargePrint => "large-print",
        }
    }

    /// The size of running text in points. Dose strips, hints and the log may be 2 points smaller, the foot 4.
    #[must_use]
    pub fn points(self) -> i32 {
        match self {
            Self::Standard => 14,
            Self::LargePrint => 18,
        }
    }

    /// How many sides of paper a phase may take.
    #[must_use]
    pub fn sides(self) -> usize {
        match self {
            Self::Standard => 2,
            Self::LargePrint => 4,
        }
    }
}

/// A paper and an edition.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Format {
    /// The paper.
    #[serde(serialize_with = "paper_word")]
    pub paper: Paper,
    /// The edition.
    pub edition: Edition,
}

impl Format {
    /// Both editions on both papers.
    pub const ALL: [Self; 4] = [
        Self { paper: Paper::A4, edition: Edition::Standard },
        Self { paper: Paper::Letter, edition: Edition::Standard },
        Self { paper: Paper::A4, edition: Edition::LargePrint },
        Self { paper: Paper::Letter, edition: Edition::LargePrint },
    ];

    /// The standard edition on a paper.
    #[must_use]
    pub fn standard(paper: Paper) -> Self {
        Self { paper, edition: Edition::Standard }
    }
}

fn paper_word<S: serde::Serializer>(paper: &Paper, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_str(paper.word())
}

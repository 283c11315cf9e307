//! Paper by its width.

use serde::{Deserialize, Serialize};

/// How many characters of usual size a line takes. By the width of a letter that printers have
/// built in, 12 dots of 1/8 mm, and by what the two makers' models do.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "u8", into = "u8")]
pub enum Paper {
    /// 58 mm wide, 384 dots.
    Narrow,
    /// 80 mm wide, of printers that leave wide margins: 512 dots.
    Usual,
    /// 80 mm wide, 576 dots.
    Wide,
}

impl Paper {
    /// Every width there is.
    pub const ALL: [Self; 3] = [Self::Narrow, Self::Usual, Self::Wide];

    /// Characters of a line.
    pub fn characters(self) -> usize {
        match self {
            Self::Narrow => 32,
            Self::Usual => 42,
            Self::Wide => 48,
        }
    }

    /// Dots of a line, for pictures.
    pub fn dots(self) -> u32 {
        match self {
            Self::Narrow => 384,
            Self::Usual => 512,
            Self::Wide => 576,
        }
    }
}

impl TryFrom<u8> for Paper {
    type Error = &'static str;

    fn try_from(characters: u8) -> Result<Self, Self::Error> {
        let found = Self::ALL
            .into_iter()
            .find(|paper| paper.characters() == usize::from(characters));
        found.ok_or("32, 42 or 48")
    }
}

impl From<Paper> for u8 {
    fn from(paper: Paper) -> Self {
        match paper {
            Paper::Narrow => 32,
            Paper::Usual => 42,
            Paper::Wide => 48,
        }
    }
}

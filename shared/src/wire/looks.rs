//! How a brand looks.

use serde::{Deserialize, Serialize};

use crate::domain::colour::Colour;
use crate::domain::id::PhotoId;
use crate::domain::looks::{Brand, DisplayFace, Looks};
use crate::domain::palette::Palette;

/// How a brand looks to its guests. What is not there is as the pages are by themselves.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct LooksView {
    /// The brand's own colour, as its owner chose it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub colour: Option<Colour>,
    /// What pages show of that colour: words in it and on it can be read.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub palette: Option<Palette>,
    /// The letters of names and headings.
    pub face: DisplayFace,
    /// Beside the brand's name: the square of this photo, `/photos/{logo}-192`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub logo: Option<PhotoId>,
    /// Above the menu: `/photos/{cover}-800`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cover: Option<PhotoId>,
    /// Grows with every change of the looks; 0 while nobody has chosen any.
    pub version: u64,
}

impl From<Brand> for LooksView {
    fn from(brand: Brand) -> Self {
        let Looks {
            colour,
            face,
            logo,
            cover,
        } = brand.looks;
        Self {
            palette: colour.map(Palette::of),
            colour,
            face,
            logo,
            cover,
            version: brand.looks_version,
        }
    }
}

impl LooksView {
    /// For guests, to whom a brand that chose nothing says nothing.
    pub fn of_guests(brand: Brand) -> Option<Self> {
        let chose = !brand.looks.is_plain();
        chose.then(|| Self::from(brand))
    }
}

/// "The brand shall look so." What is left out is as the pages are by themselves.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PutLooksRequest {
    /// The brand's own colour.
    pub colour: Option<Colour>,
    /// The letters of names and headings.
    #[serde(default)]
    pub face: DisplayFace,
    /// A photo that was kept before, whose square is shown beside the brand's name.
    pub logo: Option<PhotoId>,
    /// A photo that was kept before, for the head of the menu.
    pub cover: Option<PhotoId>,
    /// The version that the caller decided on; another one is refused.
    pub version: Option<u64>,
}

impl From<PutLooksRequest> for Looks {
    fn from(request: PutLooksRequest) -> Self {
        let PutLooksRequest {
            colour,
            face,
            logo,
            cover,
            version: _,
        } = request;
        Self {
            colour,
            face,
            logo,
            cover,
        }
    }
}

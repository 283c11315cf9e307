//! Photos of dishes: what is made of one, and how each picture is called.

use std::str::FromStr;

use crate::id::{BadId, PhotoId};

/// What a picture is made for. A photo is kept as one picture of each.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum PhotoSize {
    /// A square beside the dish's name: 96 px, on a screen with two pixels for one.
    List,
    /// 4:3 above all that is said of the dish.
    Sheet,
}

impl PhotoSize {
    /// Of each there is one picture.
    pub const ALL: [Self; 2] = [Self::List, Self::Sheet];

    /// In pixels.
    pub fn width(self) -> u32 {
        match self {
            Self::List => 192,
            Self::Sheet => 800,
        }
    }

    /// In pixels.
    pub fn height(self) -> u32 {
        match self {
            Self::List => 192,
            Self::Sheet => 600,
        }
    }

    /// The most bytes that a picture may have: a guest's phone loads one of each dish in sight,
    /// and an item of the table holds 400 KB.
    pub fn max_bytes(self) -> usize {
        match self {
            Self::List => 25_000,
            Self::Sheet => 150_000,
        }
    }

    /// The size that is so many pixels wide.
    pub fn of_width(width: &str) -> Option<Self> {
        let mut all = Self::ALL.into_iter();
        all.find(|size| size.width().to_string() == width)
    }
}

/// A photo as it is kept. It never changes: another photo has another ID.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Photo {
    pub id: PhotoId,
    /// A JPEG of [`PhotoSize::List`].
    pub list: Vec<u8>,
    /// A JPEG of [`PhotoSize::Sheet`].
    pub sheet: Vec<u8>,
}

impl Photo {
    /// The JPEG of a size.
    pub fn jpeg(&self, size: PhotoSize) -> &[u8] {
        match size {
            PhotoSize::List => &self.list,
            PhotoSize::Sheet => &self.sheet,
        }
    }
}

/// One picture of a photo, as its address calls it: `{photo}-{width}`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PhotoName {
    pub photo: PhotoId,
    pub size: PhotoSize,
}

impl PhotoName {
    /// The regular expression that every such name fits.
    pub const PATTERN: &'static str = "^[A-Za-z0-9-]+-(192|800)$";
}

impl FromStr for PhotoName {
    type Err = BadId;

    fn from_str(s: &str) -> Result<Self, BadId> {
        let bad = BadId("photo");
        let (photo, width) = s.rsplit_once('-').ok_or_else(|| bad.clone())?;
        let size = PhotoSize::of_width(width).ok_or(bad)?;
        let photo = photo.parse()?;
        Ok(Self { photo, size })
    }
}

impl std::fmt::Display for PhotoName {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}-{}", self.photo, self.size.width())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_a_photo_and_a_width_that_is_made() {
        for size in PhotoSize::ALL {
            let text = format!("00ff-{}", size.width());
            let name: PhotoName = text.parse().unwrap();
            assert_eq!((name.photo.as_str(), name.size), ("00ff", size));
            assert_eq!(name.to_string(), text);
            assert!(PhotoName::PATTERN.contains(&size.width().to_string()));
        }
        for bad in [
            "",
            "00ff",
            "-192",
            "00ff-",
            "00ff-193",
            "00ff-0192",
            "00 ff-192",
        ] {
            assert!(bad.parse::<PhotoName>().is_err(), "{bad}");
        }
    }
}

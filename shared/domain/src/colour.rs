//! Colours of screens.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

/// A colour without transparency, in sRGB.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Colour([u8; 3]);

#[cfg(feature = "openapi")]
crate::schema::text_schema!(
    Colour,
    "A colour, as `#rrggbb` in hexadecimal digits.",
    "^#[0-9A-Fa-f]{6}$",
    7..=7
);

impl Colour {
    /// Of red, green and blue, 0 to 255 each.
    pub const fn new(red: u8, green: u8, blue: u8) -> Self {
        Self([red, green, blue])
    }

    /// Red, green and blue.
    pub const fn channels(self) -> [u8; 3] {
        self.0
    }
}

impl FromStr for Colour {
    type Err = String;

    fn from_str(typed: &str) -> Result<Self, String> {
        let digits = typed
            .strip_prefix('#')
            .filter(|rest| rest.len() == 6 && rest.bytes().all(|digit| digit.is_ascii_hexdigit()));
        let value = digits.and_then(|digits| u32::from_str_radix(digits, 16).ok());
        let [_, red, green, blue] = value
            .ok_or("# and six hexadecimal digits, such as #9c3d1b")?
            .to_be_bytes();
        Ok(Self([red, green, blue]))
    }
}

impl TryFrom<String> for Colour {
    type Error = String;
    fn try_from(typed: String) -> Result<Self, String> {
        typed.parse()
    }
}

impl fmt::Display for Colour {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let [red, green, blue] = self.0;
        write!(f, "#{red:02x}{green:02x}{blue:02x}")
    }
}

impl From<Colour> for String {
    fn from(colour: Colour) -> Self {
        colour.to_string()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_colour_is_six_digits_behind_a_hash_and_written_in_small_letters() {
        for (typed, written) in [("#9C3d1B", "#9c3d1b"), ("#000000", "#000000")] {
            assert_eq!(typed.parse::<Colour>().unwrap().to_string(), written);
        }
        for bad in [
            "",
            "#",
            "#fff",
            "9c3d1b",
            "#9c3d1",
            "#9c3d1bff",
            "#+c3d1b",
            "#9c 31b",
            "red",
            "#९c3d1b",
            "#ééé",
        ] {
            assert!(bad.parse::<Colour>().is_err(), "{bad}");
        }
    }
}

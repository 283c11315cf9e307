//! Where a branch is, as people write it on a letter.

use serde::{Deserialize, Serialize};

use crate::text::{self, Lines};

/// The most lines of an address.
const MAX_LINES: usize = 5;
/// The most characters of an address, the ends of its lines among them.
const MAX_CHARS: usize = 300;

/// A postal address, in lines as people write it: countries order its parts each in their own
/// way, and bills need no more than that it can be read. An empty one is none.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Address(String);

/// [`text::typed`] for so many lines.
#[cfg(feature = "openapi")]
const TYPED: &str = r"^[\u0009-\u000D\u0020\u0085]*[^\u0000-\u001F\u007F-\u009F\u2028-\u202E\u2066-\u206F\uFDD0-\uFDEF\uFFF0-\uFFFB\uFFFE\uFFFF]*(\n[^\u0000-\u001F\u007F-\u009F\u2028-\u202E\u2066-\u206F\uFDD0-\uFDEF\uFFF0-\uFFFB\uFFFE\uFFFF]*){0,4}[\u0009-\u000D\u0020\u0085]*$";

#[cfg(feature = "openapi")]
crate::schema::text_schema!(
    Address,
    "A postal address of at most five lines, as it is written on a letter; an empty one is none.",
    TYPED,
    0..=MAX_CHARS
);

impl Address {
    /// The address itself, its lines parted by `\n`.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The address, if there is one.
    #[must_use]
    pub fn given(&self) -> Option<&Self> {
        Some(self).filter(|address| !address.is_empty())
    }
}

impl TryFrom<String> for Address {
    type Error = String;
    fn try_from(typed: String) -> Result<Self, String> {
        let Some(typed) = text::cleaned(&typed, Lines::Many)? else {
            return Ok(Self::default());
        };
        if typed.lines().count() > MAX_LINES {
            return Err(format!("at most {MAX_LINES} lines"));
        }
        // A line in which nothing is to be seen parts nothing on a letter.
        let seen = |line| text::cleaned(line, Lines::One);
        let lines: Vec<_> = typed.lines().map(seen).collect::<Result<_, _>>()?;
        let address = lines.into_iter().flatten().collect::<Vec<_>>().join("\n");
        if address.chars().count() > MAX_CHARS {
            return Err(format!("at most {MAX_CHARS} characters"));
        }
        Ok(Self(address))
    }
}

impl From<Address> for String {
    fn from(address: Address) -> Self {
        address.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn address(text: &str) -> Result<String, String> {
        Address::try_from(text.to_owned()).map(String::from)
    }

    #[test]
    fn an_address_keeps_its_lines_and_each_of_them_says_something() {
        let typed = "  12 Lake Road \n\n \u{200B}\n Kolkata 700029 \n";
        assert_eq!(
            address(typed),
            Ok("12 Lake Road\nKolkata 700029".to_owned())
        );
        assert_eq!(
            address("१२ लेक रोड\nकोलकाता"),
            Ok("१२ लेक रोड\nकोलकाता".to_owned())
        );
        for none in ["", " ", "\n\n", "\u{200B}"] {
            assert_eq!(address(none), Ok(String::new()), "{none:?}");
        }
    }

    #[test]
    fn it_has_an_end_and_hides_nothing() {
        assert!(address("a\nb\nc\nd\ne").is_ok());
        assert!(address(&"x".repeat(300)).is_ok());
        for bad in [
            "a\nb\nc\nd\ne\nf",
            &"x".repeat(301),
            "a\u{202E}b",
            "a\tb",
            "a\r\nb",
            "a\u{2028}b",
            "\u{2067}a\nb\u{2069}",
        ] {
            assert!(address(bad).is_err(), "{bad:?}");
        }
    }

    #[test]
    fn what_was_kept_is_read_as_it_is() {
        let kept = address(" a \n\n b ").unwrap();
        assert_eq!(address(&kept), Ok(kept));
    }
}

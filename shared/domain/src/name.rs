//! What people call themselves and what is theirs: a person, a brand, a branch.

use serde::{Deserialize, Serialize};

use crate::text::{self, Lines};

/// Longest name, in characters.
const LONGEST: usize = 60;

/// A name of one line, in which something is to be seen.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Name(String);

#[cfg(feature = "openapi")]
crate::schema::text_schema!(
    Name,
    " A name of one line, in which something is to be seen.",
    text::typed(Lines::One),
    1..=LONGEST
);

impl Name {
    /// The name itself.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl TryFrom<String> for Name {
    type Error = String;
    fn try_from(typed: String) -> Result<Self, String> {
        match text::cleaned(&typed, Lines::One)? {
            None => Err("a name is needed".to_owned()),
            Some(name) if name.chars().count() > LONGEST => {
                Err(format!("at most {LONGEST} characters"))
            }
            Some(name) => Ok(Self(name)),
        }
    }
}

impl From<Name> for String {
    fn from(name: Name) -> Self {
        name.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_trimmed_and_bounded_and_something_of_it_is_to_be_seen() {
        let name = |text: &str| Name::try_from(text.to_owned()).map(String::from);
        assert_eq!(name("  Lake Road "), Ok("Lake Road".to_owned()));
        assert_eq!(name("चाय घर"), Ok("चाय घर".to_owned()));
        assert!(name(&"x".repeat(60)).is_ok());
        for bad in [
            "",
            " ",
            "\u{200B}",
            "two\nlines",
            "a\u{202E}b",
            &"x".repeat(61),
        ] {
            assert!(name(bad).is_err(), "{bad:?}");
        }
    }
}

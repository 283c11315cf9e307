//! What people call themselves and what is theirs: a person, a brand, a branch.

use serde::{Deserialize, Serialize};

use crate::text::{self, Lines};

macro_rules! names {
    ($($(#[doc = $doc:literal])* $name:ident, $longest:literal;)*) => {$(
        $(#[doc = $doc])*
        #[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
        #[serde(try_from = "String", into = "String")]
        pub struct $name(String);

        #[cfg(feature = "openapi")]
        crate::schema::text_schema!(
            $name, concat!($($doc),*), text::typed(Lines::One), 1..=$longest
        );

        impl $name {
            /// The name itself.
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl TryFrom<String> for $name {
            type Error = String;
            fn try_from(typed: String) -> Result<Self, String> {
                named(&typed, $longest).map(Self)
            }
        }

        impl From<$name> for String {
            fn from(name: $name) -> Self {
                name.0
            }
        }
    )*};
}

names! {
    /// A name of one line, in which something is to be seen.
    Name, 60;
    /// A short name, as it stands on a table's card and on every screen that shows the table.
    Label, 12;
    /// What a tax, or a number of a registration, is called on a bill: `CGST`, `GSTIN`.
    TaxName, 20;
    /// A number under which a branch is registered somewhere, as it stands on its bills.
    RegistrationNumber, 40;
}

fn named(typed: &str, longest: usize) -> Result<String, String> {
    match text::cleaned(typed, Lines::One)? {
        None => Err("a name is needed".to_owned()),
        Some(name) if name.chars().count() > longest => {
            Err(format!("at most {longest} characters"))
        }
        Some(name) => Ok(name),
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
        let label = |text: &str| Label::try_from(text.to_owned());
        assert!(label("Window table").is_ok() && label("Window tables").is_err());
    }
}
